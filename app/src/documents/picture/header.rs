//! How large a picture will be once it is decoded, by what its header says: a small file can unfold to gigabytes.

use super::jpeg;
use crate::documents::kind::Kind;

/// More than this many pixels are not decoded: four bytes each are 320 MB, about what a tab on a phone may have. Telephones
/// take 12 to 50 megapixels (2026).
pub const MOST_PIXELS: u64 = 80_000_000;

/// Width and height as the header tells them; `None` where it does not, or where we don't read it.
pub fn size(kind: Kind, head: &[u8]) -> Option<(u32, u32)> {
    match kind {
        Kind::Jpeg => jpeg::shape(head).map(|shape| (shape.width.into(), shape.height.into())),
        Kind::Png => Some((big(head, 16, 4)?, big(head, 20, 4)?)),
        Kind::Gif => Some((little(head, 6, 2)?, little(head, 8, 2)?)),
        // A negative height says that the rows come from the top.
        Kind::Bmp => Some((
            little(head, 18, 4)?,
            little(head, 22, 4)?.cast_signed().unsigned_abs(),
        )),
        Kind::Webp => webp(head),
        Kind::Heic => heic(head),
        _ => None,
    }
}

/// Whether it would be too much to decode.
pub fn is_too_large(kind: Kind, head: &[u8]) -> bool {
    size(kind, head).is_some_and(|(width, height)| u64::from(width) * u64::from(height) > MOST_PIXELS)
}

fn bytes(head: &[u8], from: usize, count: usize) -> Option<&[u8]> {
    head.get(from..from.checked_add(count)?)
}

fn big(head: &[u8], from: usize, count: usize) -> Option<u32> {
    let number = bytes(head, from, count)?;
    Some(number.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn little(head: &[u8], from: usize, count: usize) -> Option<u32> {
    let number = bytes(head, from, count)?;
    Some(
        number
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte)),
    )
}

/// WebP has three kinds of headers (RFC 9649, 2.5 to 2.7).
fn webp(head: &[u8]) -> Option<(u32, u32)> {
    match bytes(head, 12, 4)? {
        b"VP8 " => Some((little(head, 26, 2)? & 0x3fff, little(head, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let packed = little(head, 21, 4)?;
            Some(((packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(head, 24, 3)? + 1, little(head, 27, 3)? + 1)),
        _ => None,
    }
}

/// A HEIC file holds several pictures (tiles, the small one for lists): the largest counts. Each has an `ispe` box
/// (ISO/IEC 23008-12, 6.5.3).
fn heic(head: &[u8]) -> Option<(u32, u32)> {
    let places = head.windows(4).enumerate().filter(|(_, name)| *name == b"ispe");
    places
        .filter_map(|(place, _)| Some((big(head, place + 8, 4)?, big(head, place + 12, 4)?)))
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

#[cfg(test)]
mod tests {
    use super::{is_too_large, size};
    use crate::documents::kind::Kind;

    #[test]
    fn headers_tell_the_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x02\x58\x08\x02";
        assert_eq!(size(Kind::Png, png), Some((800, 600)));
        assert_eq!(size(Kind::Gif, b"GIF89a\x20\x03\x58\x02"), Some((800, 600)));
        let mut bmp = [0; 26];
        bmp[18..22].copy_from_slice(&800_i32.to_le_bytes());
        bmp[22..26].copy_from_slice(&(-600_i32).to_le_bytes());
        assert_eq!(size(Kind::Bmp, &bmp), Some((800, 600)));
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\x03\0\x57\x02\0";
        assert_eq!(size(Kind::Webp, webp), Some((800, 600)));
        let packed = (799_u32 | 599 << 14).to_le_bytes();
        let webp = [b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f".as_slice(), &packed].concat();
        assert_eq!(size(Kind::Webp, &webp), Some((800, 600)));
        let webp = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x20\x03\x58\x02";
        assert_eq!(size(Kind::Webp, webp), Some((800, 600)));
        let heic = b"\0\0\0\x14ispe\0\0\0\0\0\0\x02\0\0\0\x02\0\0\0\0\x14ispe\0\0\0\0\0\0\x10\0\0\0\x0c\0";
        assert_eq!(size(Kind::Heic, heic), Some((4_096, 3_072)));
    }

    #[test]
    fn a_header_that_is_cut_tells_nothing() {
        for kind in Kind::ALL {
            for length in 0..40 {
                let _ = size(kind, &[0xff].repeat(length));
            }
            assert_eq!(size(kind, b""), None);
        }
    }

    #[test]
    fn more_than_eighty_megapixels_are_too_many() {
        let png = |width: u32, height: u32| {
            let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
            head.extend(width.to_be_bytes());
            head.extend(height.to_be_bytes());
            head
        };
        assert!(!is_too_large(Kind::Png, &png(8_000, 10_000)));
        assert!(is_too_large(Kind::Png, &png(8_000, 10_001)));
        assert!(is_too_large(Kind::Png, &png(u32::MAX, u32::MAX)));
    }
}
