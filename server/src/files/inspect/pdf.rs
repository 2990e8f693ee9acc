//! PDFs: read as a whole, with nothing in them that acts by itself.

use super::{Refused, Seen, failed, other, tail};
use lopdf::{Dictionary, Document, Error, LoadOptions, Object};
use permit::file::{FileKind, Refusal};

/// The most bytes to which one packed part of the structure may swell; a document of thousands of pages stays below.
const LARGEST_PART: usize = 16 * 1024 * 1024;

const LOCKED: Refused = Refused(Refusal::Locked, "locked: the PDF is encrypted");
const BROKEN: Refused = failed("broken: the PDF can't be read");
const SCRIPTS: &str = "scripts: the PDF carries scripts";
const LAUNCHES: &str = "launch: the PDF starts programs or sends data";
const EMBEDS: &str = "embedded: the PDF carries other files";

pub fn read(bytes: &[u8], most_pages: u32) -> Result<Seen, Refused> {
    match tail::ends_as_pdf(bytes) {
        None => return Err(failed("broken: the PDF ends in the middle")),
        Some(false) => return Err(other("polyglot: something else stands behind the PDF")),
        Some(true) => {}
    }
    let options = LoadOptions {
        max_decompressed_size: Some(LARGEST_PART),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| refused(&error))?;
    // Also one that opens without a password: what it forbids, printing or merging, is needed later.
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(LOCKED);
    }
    for object in document
        .objects
        .values()
        .chain([&Object::Dictionary(document.trailer.clone())])
    {
        acts(object)?;
    }
    let most = usize::try_from(most_pages).unwrap_or(usize::MAX);
    let pages: Vec<_> = document.page_iter().take(most.saturating_add(1)).collect();
    if pages.len() > most {
        return Err(failed("pages: the PDF has more pages than are taken"));
    }
    if pages.is_empty() || pages.iter().any(|page| document.get_dictionary(*page).is_err()) {
        return Err(BROKEN);
    }
    Ok(Seen {
        kind: FileKind::Pdf,
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        width: 0,
        height: 0,
    })
}

fn refused(error: &Error) -> Refused {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => LOCKED,
        _ => BROKEN,
    }
}

/// Whether something in an object acts by itself; whatever lies in it is looked at without recursion.
fn acts(object: &Object) -> Result<(), Refused> {
    let mut inside = vec![object];
    while let Some(object) = inside.pop() {
        match object {
            Object::Array(items) => inside.extend(items),
            Object::Dictionary(dictionary) => {
                look(dictionary)?;
                inside.extend(dictionary.iter().map(|(_, value)| value));
            }
            Object::Stream(stream) => {
                look(&stream.dict)?;
                inside.extend(stream.dict.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    Ok(())
}

fn look(dictionary: &Dictionary) -> Result<(), Refused> {
    let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
    let is_file_specification = name(b"Type") == b"Filespec" || dictionary.has(b"F") || dictionary.has(b"UF");
    let detail = match (name(b"S"), name(b"Subtype")) {
        (b"JavaScript", _) => SCRIPTS,
        (b"Rendition", _) if dictionary.has(b"JS") => SCRIPTS,
        _ if dictionary.has(b"JavaScript") || dictionary.has(b"XFA") => SCRIPTS,
        (b"Launch" | b"ImportData" | b"SubmitForm", _) => LAUNCHES,
        (b"GoToE", _) | (_, b"FileAttachment" | b"RichMedia" | b"3D") => EMBEDS,
        _ if name(b"Type") == b"EmbeddedFile" || dictionary.has(b"EmbeddedFiles") => EMBEDS,
        _ if dictionary.has(b"EF") && is_file_specification => EMBEDS,
        _ => return Ok(()),
    };
    Err(failed(detail))
}
