//! What a file is, by its content: recognised by its first bytes, then really read to its end.
//!
//! A file that is two things at once is refused as what it is not: a PDF must begin with its header and end with its end
//! mark, a JPEG may be followed by more JPEGs alone (phones put previews and depth maps there), a PNG by nothing, and none
//! may be a ZIP as well. Names and media types that the client says are not looked at.

mod pdf;
mod picture;
mod tail;

use permit::file::{FileKind, Refusal};

/// What files may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most pages of a PDF.
    pub pages: u32,
    /// The most pixels of a picture.
    pub pixels: u64,
}

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: FileKind,
    /// Its pages.
    pub pages: u32,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
}

/// Why it can't be kept, with a sentence for people who write clients; its first word is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused(pub Refusal, pub &'static str);

/// It is something else, or something else as well.
const fn other(detail: &'static str) -> Refused {
    Refused(Refusal::Type, detail)
}

/// It can't be read, or holds what it must not.
const fn failed(detail: &'static str) -> Refused {
    Refused(Refusal::Failed, detail)
}

/// Looks at a whole file. Takes as long as it takes to decode it: not for a thread that serves others.
///
/// # Errors
/// Why it can't be kept.
pub fn inspect(bytes: &[u8], limits: Limits) -> Result<Seen, Refused> {
    if bytes.is_empty() {
        return Err(Refused(Refusal::Empty, "empty: the file holds nothing"));
    }
    let kind = kind(bytes).ok_or(other("type: neither PDF nor JPEG nor PNG by its content"))?;
    if tail::is_zip(bytes) {
        return Err(other("polyglot: the file is a ZIP archive as well"));
    }
    match kind {
        FileKind::Pdf => pdf::read(bytes, limits.pages),
        FileKind::Jpeg | FileKind::Png if tail::has_pdf_header(bytes) => {
            Err(other("polyglot: the picture is a PDF as well"))
        }
        FileKind::Jpeg => {
            tail::after_jpeg(bytes)?;
            picture::read(bytes, kind, limits.pixels)
        }
        FileKind::Png => {
            tail::after_png(bytes)?;
            picture::read(bytes, kind, limits.pixels)
        }
    }
}

fn kind(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(b"%PDF-") {
        Some(FileKind::Pdf)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some(FileKind::Jpeg)
    } else if bytes.starts_with(tail::PNG) {
        Some(FileKind::Png)
    } else {
        None
    }
}
