//! A file as it was chosen becomes a file as it is sent, with advice.

use super::kind::{self, Kind};
use super::picture::canvas::{self, blob, bytes, decode, fitting, jpeg, pixels, whole};
use super::picture::grey::Grey;
use super::picture::{advice, header, jpeg as segments, photo};
use super::refused::Refused;
use web_sys::{Blob, HtmlCanvasElement, ImageBitmap};

/// The slot of the photo for the permit.
pub const PHOTO: &str = "photo";
/// The long side of a page: A4 at 188 pixels to the inch, at which small print is read.
const PAGE: u32 = 2_200;
/// A page aims for so many bytes, and is "well under 1 MB" in any case.
const AIM: usize = 600_000;
/// No picture that is sent is larger.
const MOST_BYTES: usize = 950_000;
/// Pictures larger than this as files are not looked at: nothing that a telephone takes is.
const MOST_CHOSEN: f64 = 64_000_000.0;
/// A PDF is sent as it is; the server's own limit, unless the document says another.
pub const MOST_PDF: f64 = 20_971_520.0;
/// As much of the beginning and the end as a quick look takes.
const LOOK: f64 = 1_048_576.0;

/// What is sent, and what could be better.
pub struct Prepared {
    /// What the file is called from now on.
    pub name: String,
    /// Its content.
    pub blob: Blob,
    /// Keys of texts.
    pub advice: Vec<&'static str>,
    /// Its pages; 0 where only the server can tell.
    pub pages: u32,
}

/// Looks at a file and makes it ready for a slot.
///
/// # Errors
/// Why it is not sent.
pub async fn prepare(file: &Blob, name: &str, slot: &str) -> Result<Prepared, Refused> {
    let kind = look(file).await?;
    if kind == Kind::Pdf && slot != PHOTO {
        return Ok(Prepared {
            name: named(name, "pdf"),
            blob: file.clone(),
            advice: Vec::new(),
            pages: 0,
        });
    }
    let picture = open(file, kind).await?;
    let (bytes, advice) = if slot == PHOTO {
        as_photo(file, kind, &picture).await
    } else {
        as_page(&picture).await
    }
    .ok_or(Refused::FAILED)?;
    picture.close();
    Ok(Prepared {
        name: named(name, "jpg"),
        blob: blob(&bytes, "image/jpeg").ok_or(Refused::FAILED)?,
        advice,
        pages: 1,
    })
}

/// What a file is, unless something speaks against it already.
async fn look(file: &Blob) -> Result<Kind, Refused> {
    let size = file.size();
    let head = file.slice_with_f64_and_f64(0.0, LOOK.min(size));
    let head = bytes(&head.map_err(|_| Refused::FAILED)?)
        .await
        .ok_or(Refused::FAILED)?;
    let kind = Kind::of(&head);
    match kind {
        Kind::Pdf => {
            let tail = file.slice_with_f64_and_f64((size - LOOK).max(0.0), size);
            let tail = bytes(&tail.map_err(|_| Refused::FAILED)?)
                .await
                .ok_or(Refused::FAILED)?;
            if kind::is_locked(&head) || kind::is_locked(&tail) {
                return Err(Refused::LOCKED);
            }
            let most = crate::text::config().file_max_bytes.unwrap_or(MOST_PDF);
            if size > most { Err(Refused::SIZE) } else { Ok(kind) }
        }
        _ if !kind.is_picture() => Err(Refused::by_kind(kind)),
        _ if size > MOST_CHOSEN => Err(Refused::SIZE),
        _ if header::is_too_large(kind, &head) => Err(Refused::PIXELS),
        _ => Ok(kind),
    }
}

/// The picture, decoded and upright.
async fn open(file: &Blob, kind: Kind) -> Result<ImageBitmap, Refused> {
    decode(file).await.ok_or(match kind {
        // These are broken; the others are pictures that this browser does not know.
        Kind::Jpeg | Kind::Png | Kind::Gif | Kind::Bmp => Refused::FAILED,
        _ => Refused::by_kind(kind),
    })
}

/// A picture to be cropped.
///
/// # Errors
/// Why it can't be had.
pub async fn picture(file: &Blob) -> Result<ImageBitmap, Refused> {
    let kind = look(file).await?;
    if kind.is_picture() {
        open(file, kind).await
    } else {
        Err(Refused::by_kind(kind))
    }
}

/// The name without a path, with the ending that is true.
pub fn named(name: &str, ending: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, tail)) if tail.len() <= 5 => stem,
        _ => name,
    };
    let stem = if stem.trim().is_empty() { "document" } else { stem };
    // As long as the draft takes.
    let stem: String = stem.chars().take(100).collect();
    format!("{stem}.{ending}")
}

async fn as_page(picture: &ImageBitmap) -> Option<(Vec<u8>, Vec<&'static str>)> {
    let size = (picture.width(), picture.height());
    // Half of the camera's pixels at most: one alone is never sharp.
    let looked_at = advice::LOOKED_AT.min(size.0.max(size.1).div_ceil(2));
    let small = fitting(size, (looked_at, looked_at));
    let rgba = pixels(&whole(picture, small)?)?;
    let grey = Grey::of_rgba(
        usize::try_from(small.0).ok()?,
        usize::try_from(small.1).ok()?,
        &rgba,
    );
    let found = advice::on_page(&grey, size.0, size.1);
    // A picture that stays too large even so (noise, mostly) gets smaller.
    for side in [PAGE, PAGE * 3 / 4, PAGE / 2] {
        let canvas = whole(picture, fitting(size, (side, side)))?;
        let bytes = written(&canvas, &[0.85, 0.75, 0.65, 0.5], AIM).await?;
        if bytes.len() <= MOST_BYTES {
            return Some((bytes, found.into_iter().map(advice::Advice::key).collect()));
        }
    }
    None
}

/// A page that was made ready, turned by a quarter; `None` where the browser can't.
pub async fn turned(page: &Blob) -> Option<Blob> {
    let picture = decode(page).await?;
    let canvas = canvas::turned(&picture);
    picture.close();
    let bytes = written(&canvas?, &[0.9, 0.8, 0.65, 0.5], MOST_BYTES).await?;
    blob(&bytes, "image/jpeg")
}

/// The first of these qualities with which it has no more than so many bytes; the last, if none has.
async fn written(canvas: &HtmlCanvasElement, qualities: &[f64], aim: usize) -> Option<Vec<u8>> {
    let mut last = None;
    for quality in qualities {
        let bytes = jpeg(canvas, *quality).await?;
        if bytes.len() <= aim {
            return Some(bytes);
        }
        last = Some(bytes);
    }
    last
}

/// The photo that a canvas holds. A plain wall and a small size give few bytes: then nothing is saved on.
pub async fn photo_of(canvas: &HtmlCanvasElement) -> Option<Vec<u8>> {
    let bytes = written(canvas, &[0.93, 0.85, 0.75, 0.6], MOST_BYTES).await?;
    if bytes.len() > photo::LEAST_BYTES {
        return Some(bytes);
    }
    jpeg(canvas, 1.0).await
}

async fn as_photo(file: &Blob, kind: Kind, picture: &ImageBitmap) -> Option<(Vec<u8>, Vec<&'static str>)> {
    let size = (picture.width(), picture.height());
    let fit = fitting(size, photo::MOST);
    // What came from the cropping tool is as it should be, and every time a JPEG is written it gets worse.
    let is_done = kind == Kind::Jpeg && fit == size && file.size() <= MOST_BYTES as f64;
    let kept = if is_done { bytes(file).await } else { None };
    let kept = kept.filter(|bytes| segments::is_plain(bytes) && bytes.len() > photo::LEAST_BYTES);
    let bytes = match kept {
        Some(bytes) => bytes,
        None => photo_of(&whole(picture, fit)?).await?,
    };
    let mut found = photo::on_size(fit.0, fit.1, bytes.len());
    // Before it is cropped, what is at its sides tells nothing.
    if !found.contains(&photo::Advice::Proportion) {
        let small = fitting(fit, (photo::LOOKED_AT, photo::LOOKED_AT * 2));
        let rgba = pixels(&whole(picture, small)?)?;
        let (width, height) = (usize::try_from(small.0).ok()?, usize::try_from(small.1).ok()?);
        found.extend(photo::on_pixels(width, height, &rgba));
    }
    Some((bytes, found.into_iter().map(photo::Advice::key).collect()))
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::documents::picture::canvas::fitting;

    #[test]
    fn the_ending_says_what_the_file_is() {
        assert_eq!(named("IMG_0001.HEIC", "jpg"), "IMG_0001.jpg");
        assert_eq!(named("护照", "jpg"), "护照.jpg");
        assert_eq!(named("C:\\scans\\page 1.v2.png", "jpg"), "page 1.v2.jpg");
        assert_eq!(named("Mr. Somebody", "pdf"), "Mr. Somebody.pdf");
        assert_eq!(named(".jpg", "jpg"), "document.jpg");
        assert_eq!(named("", "jpg"), "document.jpg");
    }

    #[test]
    fn nothing_is_enlarged() {
        assert_eq!(fitting((6_000, 8_000), (2_200, 2_200)), (1_650, 2_200));
        assert_eq!(fitting((800, 600), (2_200, 2_200)), (800, 600));
        assert_eq!(fitting((4_000, 4_000), (1_200, 1_600)), (1_200, 1_200));
        assert_eq!(fitting((50_000, 1), (2_200, 2_200)), (2_200, 1));
    }
}
