//! Where a picture ends, and what stands behind it.

use super::{Refused, failed, other};

/// How a PNG begins.
pub const PNG: &[u8] = &[0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n'];
/// A PDF's header may stand so far into a file for readers that are not strict.
const HEADER_WITHIN: usize = 1_024;
/// The last record of a ZIP, without its comment, and the longest comment.
const ZIP_END: usize = 22;
const ZIP_COMMENT: usize = 65_535;

/// Whether a reader of ZIPs, which begins at the end, would take the file for one.
pub fn is_zip(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(ZIP_END + ZIP_COMMENT);
    let last = bytes.get(from..).unwrap_or_default();
    last.windows(ZIP_END).enumerate().any(|(place, record)| {
        let comment = last.len() - place - ZIP_END;
        let said = record.get(20..22).and_then(|said| <[u8; 2]>::try_from(said).ok());
        // It says that there is one part only, or every so many pictures would look like one by chance.
        record.starts_with(b"PK\x05\x06\0\0\0\0")
            && said.is_some_and(|said| usize::from(u16::from_le_bytes(said)) <= comment)
    })
}

/// Whether readers that are not strict would take the file for a PDF.
pub fn has_pdf_header(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    head.windows(5).any(|five| five == b"%PDF-")
}

/// Nothing but more JPEGs and zeros may follow.
pub fn after_jpeg(bytes: &[u8]) -> Result<(), Refused> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = jpeg_end(rest).ok_or(failed("broken: the JPEG ends in the middle"))?;
        let after = rest.get(end..).unwrap_or_default();
        let zeros = after.iter().take_while(|byte| **byte == 0).count();
        rest = after.get(zeros..).unwrap_or_default();
        if !rest.is_empty() && !rest.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Err(other("polyglot: something else stands behind the picture"));
        }
    }
    Ok(())
}

/// Where the first JPEG ends: segment after segment, with the coded pixels between, up to the end mark.
fn jpeg_end(bytes: &[u8]) -> Option<usize> {
    let mut place = 2;
    loop {
        // Between segments stand markers; in coded pixels FF is followed by 0, or by a restart.
        while *bytes.get(place)? != 0xFF || matches!(*bytes.get(place + 1)?, 0x00 | 0xD0..=0xD7 | 0xFF) {
            place += 1;
        }
        let marker = *bytes.get(place + 1)?;
        place += 2;
        match marker {
            0xD9 => return Some(place),
            0x01 | 0xD8 => {}
            _ => {
                let length = bytes.get(place..place + 2)?;
                place += usize::from(u16::from_be_bytes(length.try_into().ok()?));
            }
        }
    }
}

/// Nothing may follow the last chunk.
pub fn after_png(bytes: &[u8]) -> Result<(), Refused> {
    let end = png_end(bytes).ok_or(failed("broken: the PNG ends in the middle"))?;
    if end == bytes.len() {
        Ok(())
    } else {
        Err(other("polyglot: something else stands behind the picture"))
    }
}

fn png_end(bytes: &[u8]) -> Option<usize> {
    let mut place = PNG.len();
    loop {
        let length: [u8; 4] = bytes.get(place..place + 4)?.try_into().ok()?;
        let name = bytes.get(place + 4..place + 8)?;
        let end = place
            .checked_add(12)?
            .checked_add(u32::from_be_bytes(length) as usize)?;
        if end > bytes.len() {
            return None;
        }
        if name == b"IEND" {
            return Some(end);
        }
        place = end;
    }
}

/// Whether nothing but blanks follows the last end mark of a PDF; `None` where there is no mark.
pub fn ends_as_pdf(bytes: &[u8]) -> Option<bool> {
    let mark = bytes.windows(5).rposition(|five| five == b"%%EOF")?;
    let after = bytes.get(mark + 5..).unwrap_or_default();
    Some(
        after
            .iter()
            .all(|byte| matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')),
    )
}
