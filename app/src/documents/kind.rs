//! What a file is, by its content: names and what the system says of a file are not trusted.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is in it.
    Empty,
    /// A PDF.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A picture as iPhones keep them: HEIC, HEIF or AVIF.
    Heic,
    /// A WebP picture.
    Webp,
    /// A GIF picture.
    Gif,
    /// A TIFF picture.
    Tiff,
    /// A BMP picture.
    Bmp,
    /// A program for Windows.
    Program,
    /// A ZIP archive; office documents are such.
    Zip,
    /// An office document of the old kind.
    Office,
    /// Text or HTML.
    Text,
    /// Something else.
    Unknown,
}

/// What a choice of files offers; what is in one is looked at in any case.
pub const ACCEPT: &str = "image/*,application/pdf,.heic,.heif";

impl Kind {
    /// Every kind.
    #[cfg(test)]
    pub const ALL: [Kind; 14] = [
        Kind::Empty,
        Kind::Pdf,
        Kind::Jpeg,
        Kind::Png,
        Kind::Heic,
        Kind::Webp,
        Kind::Gif,
        Kind::Tiff,
        Kind::Bmp,
        Kind::Program,
        Kind::Zip,
        Kind::Office,
        Kind::Text,
        Kind::Unknown,
    ];

    /// What begins with these bytes.
    pub fn of(head: &[u8]) -> Kind {
        let at = |place: usize, sign: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(sign));
        // A Windows program begins with two letters that a text may begin with too.
        let is_program = at(0, b"MZ") && head.iter().take(512).any(|byte| *byte == 0);
        match head {
            [] => Kind::Empty,
            _ if at(0, b"%PDF-") => Kind::Pdf,
            _ if at(0, b"\xff\xd8\xff") => Kind::Jpeg,
            _ if at(0, b"\x89PNG\r\n\x1a\n") => Kind::Png,
            _ if at(4, b"ftyp") && is_still(head) => Kind::Heic,
            _ if at(0, b"RIFF") && at(8, b"WEBP") => Kind::Webp,
            _ if at(0, b"GIF87a") || at(0, b"GIF89a") => Kind::Gif,
            _ if at(0, b"II*\0") || at(0, b"MM\0*") => Kind::Tiff,
            _ if at(0, b"BM") && at(6, &[0; 4]) => Kind::Bmp,
            _ if is_program => Kind::Program,
            _ if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") => Kind::Zip,
            _ if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => Kind::Office,
            _ if is_text(head) => Kind::Text,
            _ => Kind::Unknown,
        }
    }

    /// Whether a browser may be able to show it as a picture.
    pub fn is_picture(self) -> bool {
        matches!(
            self,
            Kind::Jpeg | Kind::Png | Kind::Heic | Kind::Webp | Kind::Gif | Kind::Tiff | Kind::Bmp
        )
    }

    /// The text that says why such a file is refused, and what to do.
    pub fn refusal(self) -> &'static str {
        match self {
            Kind::Empty => "refused.empty",
            Kind::Heic => "refused.type.heic",
            Kind::Tiff => "refused.type.tiff",
            Kind::Zip | Kind::Office => "refused.type.office",
            Kind::Text => "refused.type.text",
            Kind::Program => "refused.type.program",
            _ => "refused.type",
        }
    }
}

/// A file of this family is a picture if one of its brands is (ISO/IEC 23008-12, annex B; AVIF 1.1, 6); else it is a film.
fn is_still(head: &[u8]) -> bool {
    const BRANDS: [&[u8]; 9] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis",
    ];
    let brands = head.get(8..).unwrap_or_default();
    brands
        .chunks_exact(4)
        .take(12)
        .any(|brand| BRANDS.contains(&brand))
}

/// Text is UTF-8, perhaps cut within a letter, without control characters but tabs and line ends.
fn is_text(head: &[u8]) -> bool {
    let start = head.get(..1_024).unwrap_or(head);
    let readable = match std::str::from_utf8(start) {
        Ok(_) => true,
        Err(wrong) => wrong.error_len().is_none() && wrong.valid_up_to() > 0,
    };
    readable && !start.iter().any(|byte| *byte < 9 || (14..32).contains(byte))
}

/// Whether a PDF is encrypted, by a quick look at its beginning and end, where its trailers are. The server looks properly.
pub fn is_locked(part: &[u8]) -> bool {
    const WORD: &[u8] = b"/Encrypt";
    part.windows(WORD.len())
        .enumerate()
        .filter(|(_, window)| *window == WORD)
        .any(|(place, _)| {
            // A reference to a dictionary, or one in place; not a longer name.
            let rest = part.get(place + WORD.len()..).unwrap_or_default();
            let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = rest.get(blank..).unwrap_or_default();
            next.starts_with(b"<<") || blank > 0 && next.first().is_some_and(u8::is_ascii_digit)
        })
}

#[cfg(test)]
mod tests {
    use super::{Kind, is_locked};

    #[test]
    fn the_content_says_what_a_file_is() {
        let cases: [(&[u8], Kind); 25] = [
            (b"", Kind::Empty),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Kind::Pdf),
            (b"\xff\xd8\xff\xe1\x00\x10Exif\0\0", Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Kind::Png),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", Kind::Heic),
            (b"\0\0\0\x18ftypisom\0\0\x02\0isommp42", Kind::Unknown),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Webp),
            (b"RIFF\x10\0\0\0WAVEfmt ", Kind::Unknown),
            (b"GIF89a\x01\0\x01\0", Kind::Gif),
            (b"II*\0\x08\0\0\0", Kind::Tiff),
            (b"MM\0*\0\0\0\x08", Kind::Tiff),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", Kind::Bmp),
            (b"MZ\x90\0\x03\0\0\0", Kind::Program),
            (b"MZ is how this letter begins", Kind::Text),
            (b"PK\x03\x04\x14\0\x06\0word/", Kind::Zip),
            (b"PK\x05\x06\0\0", Kind::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Office),
            (b"<!doctype html><script>", Kind::Text),
            ("你好\r\n".as_bytes(), Kind::Text),
            (b"\0\x01\x02\x03", Kind::Unknown),
            (b"\xff\xd8", Kind::Unknown),
            (b" %PDF-1.7", Kind::Text),
            (b"\x7fELF\x02\x01\x01\0", Kind::Unknown),
        ];
        for (head, kind) in cases {
            assert_eq!(Kind::of(head), kind, "{:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_locked_pdf_names_how_it_is_encrypted() {
        assert!(is_locked(b"trailer\n<< /Size 9 /Encrypt 8 0 R /Root 1 0 R >>"));
        assert!(is_locked(b"<</Encrypt<</Filter/Standard>>>>"));
        assert!(is_locked(b"<</Encrypt\r\n12 0 R>>"));
        assert!(!is_locked(b"<< /EncryptMetadata true >>"));
        assert!(!is_locked(b"(a text about /Encrypt and more)"));
        assert!(!is_locked(b"/Encrypt"));
        assert!(!is_locked(b""));
    }
}
