//! Pictures: decoded to the last pixel, within bounds that hold before a byte is set aside for them.

use super::{Refused, Seen, failed};
use image::error::ImageError;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use permit::file::FileKind;
use std::io::Cursor;

/// Bytes a pixel takes at most while it is decoded: four of eight bits, or two of sixteen.
const BYTES: u64 = 4;

pub fn read(bytes: &[u8], kind: FileKind, pixels: u64) -> Result<Seen, Refused> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        _ => ImageFormat::Jpeg,
    };
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(pixels.saturating_mul(BYTES));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(failed("broken: the picture has no pixels"));
    }
    if u64::from(width) * u64::from(height) > pixels || decoder.total_bytes() > pixels.saturating_mul(BYTES) {
        return Err(failed("pixels: the picture has more pixels than are taken"));
    }
    DynamicImage::from_decoder(decoder).map_err(refused)?;
    Ok(Seen {
        kind,
        pages: 1,
        width,
        height,
    })
}

fn refused(error: ImageError) -> Refused {
    match error {
        ImageError::Limits(_) => failed("pixels: the picture has more pixels than are taken"),
        _ => failed("broken: the picture can't be read"),
    }
}
