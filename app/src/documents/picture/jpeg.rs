//! JPEG as a row of segments (ITU-T T.81, annex B): what it says of itself, and what need not be sent.

/// What the frame header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// 1 is grey, 3 is colour.
    pub components: u8,
}

/// A segment: its marker and all its bytes, with the marker.
struct Segment<'a> {
    marker: u8,
    whole: &'a [u8],
    body: &'a [u8],
}

/// The next segment of a header; after it the rest.
fn next(rest: &[u8]) -> Option<(Segment<'_>, &[u8])> {
    // Any number of fill bytes may come before a marker.
    let fill = rest
        .iter()
        .take_while(|byte| **byte == 0xff)
        .count()
        .checked_sub(1)?;
    let rest = rest.get(fill..)?;
    let [0xff, marker, high, low, ..] = *rest else {
        return None;
    };
    let length = usize::from(u16::from_be_bytes([high, low])) + 2;
    let (whole, after) = rest.split_at_checked(length)?;
    let body = whole.get(4..)?;
    Some((Segment { marker, whole, body }, after))
}

fn after_start(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(b"\xff\xd8")
}

/// Where the coded picture begins.
const SCAN: u8 = 0xda;

/// Size and colours; `None` if this is no JPEG whose header is whole.
pub fn shape(bytes: &[u8]) -> Option<Shape> {
    let mut rest = after_start(bytes)?;
    while let Some((segment, after)) = next(rest) {
        // The frame headers, without the three other tables that lie among them.
        if (0xc0..=0xcf).contains(&segment.marker) && ![0xc4, 0xc8, 0xcc].contains(&segment.marker) {
            let [_, h1, h0, w1, w0, components, ..] = *segment.body else {
                return None;
            };
            return Some(Shape {
                width: u16::from_be_bytes([w1, w0]),
                height: u16::from_be_bytes([h1, h0]),
                components,
            });
        }
        if segment.marker == SCAN {
            return None;
        }
        rest = after;
    }
    None
}

/// Whether a segment says something about the picture beyond how to show it: EXIF with the place where it was taken,
/// comments, what programs leave behind. JFIF, the colour profile and Adobe's colour mark stay.
fn tells(segment: &Segment<'_>) -> bool {
    match segment.marker {
        0xe0 => !segment.body.starts_with(b"JFIF\0"),
        0xe2 => !segment.body.starts_with(b"ICC_PROFILE\0"),
        0xee => !segment.body.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => true,
        _ => false,
    }
}

/// Whether nothing would be taken out by [`plain`].
pub fn is_plain(bytes: &[u8]) -> bool {
    plain(bytes).is_some_and(|plain| plain == bytes)
}

/// The same picture without what it need not say, and without what stands behind its end; `None` if this is no JPEG.
pub fn plain(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(b"\xff\xd8");
    let mut rest = after_start(bytes)?;
    while let Some((segment, after)) = next(rest) {
        if !tells(&segment) {
            out.extend(segment.whole);
        }
        rest = after;
        if segment.marker == SCAN {
            // Inside of the coded picture a marker's first byte is always followed by a zero or by a restart mark.
            let end = rest.windows(2).position(|pair| pair == b"\xff\xd9")?;
            out.extend(rest.get(..end + 2)?);
            return Some(out);
        }
    }
    None
}

#[cfg(test)]
pub mod tests {
    use super::{Shape, is_plain, plain, shape};

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), body].concat()
    }

    /// Something with the build of a JPEG; what it shows is not decoded here.
    pub fn made(width: u16, height: u16, components: u8) -> Vec<u8> {
        let [h1, h0] = height.to_be_bytes();
        let [w1, w0] = width.to_be_bytes();
        [
            b"\xff\xd8".to_vec(),
            segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xc4, b"\0a table"),
            segment(0xc0, &[8, h1, h0, w1, w0, components, 1, 0x11, 0]),
            segment(0xda, &[1, 1, 0, 0, 63, 0]),
            b"coded\xff\0more\xff\xd0more\xff\xd9".to_vec(),
        ]
        .concat()
    }

    #[test]
    fn a_frame_header_tells_size_and_colours() {
        let expected = Shape {
            width: 1_600,
            height: 1_200,
            components: 3,
        };
        assert_eq!(shape(&made(1_600, 1_200, 3)), Some(expected));
        assert_eq!(shape(b"\xff\xd8\xff"), None);
        assert_eq!(shape(b""), None);
        let whole = made(1_600, 1_200, 3);
        for length in 0..whole.len() {
            let _ = (shape(&whole[..length]), plain(&whole[..length]));
        }
    }

    #[test]
    fn what_a_picture_says_beyond_itself_goes() {
        let clean = made(8, 8, 3);
        let (start, rest) = clean.split_at(2);
        let chatty = [
            start,
            &segment(0xe1, b"Exif\0\0II*\0GPS 52.5N 13.4E"),
            &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"),
            &segment(0xe2, b"MPF\0more pictures"),
            &segment(0xed, b"Photoshop 3.0\0"),
            &segment(0xfe, b"taken at home"),
            rest,
            b"a film behind the end",
        ]
        .concat();
        assert!(!is_plain(&chatty));
        assert_eq!(plain(&chatty), Some(clean.clone()));
        assert!(is_plain(&clean));
        // Colours stay as they are.
        let profile = [start, &segment(0xe2, b"ICC_PROFILE\0\x01\x01"), rest].concat();
        assert!(is_plain(&profile));
    }

    #[test]
    fn what_is_no_jpeg_is_not_mended() {
        assert_eq!(plain(b"%PDF-1.7"), None);
        assert_eq!(plain(b"\xff\xd8\xff\xd9"), None);
    }
}
