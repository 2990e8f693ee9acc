//! Documents of nobody: made here, good ones and bad ones.

use image::{ImageFormat, RgbImage};
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary,
};
use std::io::Cursor;

/// The most bytes that the server stores as one piece.
pub const PIECE: usize = 1024 * 1024;

/// Bytes that can't be packed, the same each time.
pub fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = noise((width * height * 3) as usize, 7);
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_raw(width, height, pixels)
        .unwrap()
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

pub fn jpeg() -> Vec<u8> {
    picture(96, 64, ImageFormat::Jpeg)
}

pub fn png() -> Vec<u8> {
    picture(64, 48, ImageFormat::Png)
}

/// A PNG that says that it is very large.
pub fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8; 4], data: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(data);
        out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        out.extend(name);
        out.extend(data);
        out.extend(crc.sum().to_be_bytes());
    };
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 6, 0, 0, 0]);
    chunk(b"IHDR", &head);
    chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
    chunk(b"IEND", &[]);
    out
}

/// A PDF of so many pages, with so much that can't be packed, and what a test adds to its catalogue.
fn document(pages: usize, padding: usize, add: impl FnOnce(&mut Document, &mut Dictionary)) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let content = document.add_object(Stream::new(dictionary! {}, b"0 0 m 99 99 l S".to_vec()));
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    document.set_object(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count },
    );
    if padding > 0 {
        document.add_object(Stream::new(dictionary! {}, noise(padding, padding as u64)));
    }
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    add(&mut document, &mut catalog);
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    document
}

fn written(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

pub fn pdf(pages: usize) -> Vec<u8> {
    written(document(pages, 0, |_, _| {}))
}

/// A PDF of two pieces and a bit, told apart by its seed.
pub fn large_pdf(seed: usize) -> Vec<u8> {
    written(document(1, 2 * PIECE + 1_000 + seed, |_, _| {}))
}

pub fn pdf_with(add: impl FnOnce(&mut Document, &mut Dictionary)) -> Vec<u8> {
    written(document(1, 0, add))
}

/// A PDF that opens with a password; with none where that is empty.
pub fn locked_pdf(password: &str) -> Vec<u8> {
    let mut document = document(1, 0, |_, _| {});
    let id = Object::string_literal(noise(16, 3));
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::PRINTABLE,
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    written(document)
}

/// The smallest ZIP archive.
pub const ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// What every scanner takes for a virus, as its makers wrote it: harmless, and put together here so that no scanner minds
/// this file.
pub fn eicar() -> String {
    [
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}$",
        "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ]
    .concat()
}
