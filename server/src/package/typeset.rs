//! Typesetting: a template and what stands in it become a PDF. The same input gives the same bytes: nothing here asks for
//! the time, the machine or the network.

use super::fonts::Fonts;
use crate::error::Error;
use crate::locales::{is_right_to_left, likely, text};
use permit::date::Date;
use serde::Serialize;
use serde_json::json;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Minutes by which Asia/Shanghai is before UTC; it has no summer time.
const CHINA: i32 = 8 * 60;

/// The templates: what all papers have in common, and each paper.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    [
        ("common", include_str!("common.typ")),
        ("form", include_str!("form.typ")),
        ("letter", include_str!("letter.typ")),
        ("list", include_str!("list.typ")),
        ("receipt", include_str!("receipt.typ")),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some(Source::new(file(&format!("{name}.typ"))?, text.to_owned())))
    .collect()
});
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A file of the templates' own small world. Few names, always the same: each is kept for ever.
fn file(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A paper to be typeset.
pub struct Paper<T> {
    /// The template: `form`, `letter`, `list` or `receipt`.
    pub template: &'static str,
    /// Names the document for ever; only its hash is written down.
    pub ident: String,
    /// When its content was made, in seconds since 1970 UTC.
    pub made_at: i64,
    /// The tag of the applicant's language.
    pub language: &'static str,
    /// What stands in it.
    pub content: T,
}

struct Room {
    main: FileId,
    data: FileId,
    content: Bytes,
    fonts: &'static Fonts,
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = SOURCES.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data {
            Ok(self.content.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Typesets a paper: tagged, with a title and a language, to PDF/UA-1.
///
/// # Errors
/// [`Error::NoFonts`] where nothing can write Chinese; [`Error::Internal`] where a template is wrong.
pub fn typeset<T: Serialize>(paper: &Paper<T>, fonts: &'static Fonts) -> Result<Vec<u8>, Error> {
    let han = fonts.han.as_ref().ok_or(Error::NoFonts)?;
    let (language, region) = language(paper.language);
    let content = json!({
        "language": language,
        "region": region,
        "mirrored": is_right_to_left(paper.language),
        "wide": is_wide(paper.language),
        "fonts": { "han": han, "latin": fonts.latin },
        "content": paper.content,
    });
    let broken = |what: &'static str| {
        tracing::error!(template = paper.template, what, "a paper can't be typeset");
        Error::Internal
    };
    let room = Room {
        main: file(&format!("{}.typ", paper.template)).ok_or_else(|| broken("no template"))?,
        data: file("data.json").ok_or_else(|| broken("no data"))?,
        content: Bytes::from_string(content.to_string()),
        fonts,
    };
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|_| broken("no such standard"))?;
    let options = PdfOptions {
        ident: Smart::Custom(paper.ident.clone()),
        creator: Smart::Custom(Some("Work Permit Portal".to_owned())),
        timestamp: timestamp(paper.made_at),
        standards,
        ..PdfOptions::default()
    };
    let made = typst::compile(&room)
        .output
        .and_then(|document| typst_pdf::pdf(&document, &options));
    // What was typeset is private, and the next paper is another one.
    typst::comemo::evict(0);
    made.map_err(|errors| {
        // A message of the compiler may quote the content: only where it happened is logged.
        let first = errors.first().and_then(|error| place(&room, error));
        tracing::error!(
            template = paper.template,
            errors = errors.len(),
            line = first,
            "a paper can't be typeset"
        );
        #[cfg(test)]
        for error in &errors {
            crate::run::complain(&format!("{}: {:?}", error.message, error.hints));
        }
        Error::Internal
    })
}

/// The line of a template in which an error lies.
fn place(room: &Room, error: &SourceDiagnostic) -> Option<usize> {
    use typst::WorldExt as _;
    let range = room.range(error.span)?;
    let source = SOURCES
        .iter()
        .find(|source| Some(source.id()) == error.span.id())?;
    let before = source.text().get(..range.start)?;
    Some(before.matches('\n').count() + 1)
}

/// A tag as a PDF says it: the language, and where it is written so, which chooses the shapes of characters, too. Where the
/// tag names no country, a script that is not the language's usual one does.
fn language(tag: &str) -> (&str, Option<String>) {
    let (language, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let script = |tag: &str| likely(tag).and_then(|whole| whole.script);
    let is_told = rest.split('-').any(|part| part.len() == 2) || script(tag) != script(language);
    let place = likely(tag).filter(|_| is_told).and_then(|whole| whole.region);
    (language, place.map(|place| place.as_str().to_ascii_lowercase()))
}

/// Whether a language is written in characters as wide as Chinese ones: then its own name is.
fn is_wide(tag: &str) -> bool {
    let is_wide = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    text(tag, "locale.name").contains(is_wide)
}

/// The moment as a clock in China shows it.
fn timestamp(seconds: i64) -> Option<Timestamp> {
    let day: Date = crate::clock::day_in_china(seconds);
    let second = (seconds + i64::from(CHINA) * 60).rem_euclid(86_400);
    let part = |number: i64| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(day.year()),
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
        part(second / 3_600)?,
        part(second / 60 % 60)?,
        part(second % 60)?,
    )?;
    Timestamp::new_local(datetime, CHINA)
}

#[cfg(test)]
mod tests {
    use super::{is_wide, language};

    #[test]
    fn a_tag_says_language_and_place_whatever_stands_between() {
        for (tag, said, place) in [
            ("en", "en", None),
            ("zh-Hans", "zh", None),
            ("zh-Hant", "zh", Some("tw")),
            ("pt-BR", "pt", Some("br")),
            ("es-419", "es", None),
            ("sr-Latn-RS", "sr", Some("rs")),
        ] {
            assert_eq!(language(tag), (said, place.map(str::to_owned)), "{tag}");
        }
    }

    #[test]
    fn a_language_shows_by_its_name_how_wide_it_is_written() {
        for tag in ["ja", "ko", "zh-Hans", "zh-Hant"] {
            assert!(is_wide(tag), "{tag}");
        }
        for tag in ["ar", "en", "ru", "vi"] {
            assert!(!is_wide(tag), "{tag}");
        }
    }
}
