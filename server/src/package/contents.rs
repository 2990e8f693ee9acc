//! The files of a package: which there are, and what they are called in it.

use super::case::Case;
use super::source::Source;
use crate::error::Error;
use crate::store::not_ready;
use permit::api::WireProblem;
use permit::api::employer::{OrganisationFile, Paper};
use permit::document::slot::{Attachment, attachments};
use permit::document::{Circumstances, documents};

/// The longest part of a name in the ZIP that a slot gives.
const LONGEST: usize = 40;
/// The number at which the employer's own papers begin: behind every document of the rules.
const EMPLOYERS: usize = 80;

/// A file of the package.
#[derive(Clone, Debug)]
pub struct Item {
    /// The slot that it lies in.
    pub slot: String,
    /// Its name in the ZIP.
    pub name: String,
    /// The name that the person gave it.
    pub original: String,
    /// `pdf`, `jpeg` or `png`.
    pub kind: String,
    /// Its size.
    pub bytes: u64,
    /// Its pages.
    pub pages: u32,
    /// The SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Whose file it is.
    pub owner: String,
    /// On the signed form: the fingerprint of the answers that it shows.
    pub seal: String,
}

/// The files of a draft or an application, in the order of the list; all of them must be there and clean.
///
/// # Errors
/// [`Error::NotReady`] names those that are not.
pub async fn items(case: &Case, person: &str, files: &dyn Source) -> Result<Vec<Item>, Error> {
    let preview = case.preview();
    let around = Circumstances::of(&case.counts, &preview, case.day);
    let slots: Vec<&str> = documents(&preview, &around)
        .iter()
        .map(|one| one.rule.id)
        .collect();
    let mut all = attachments(&case.draft);
    let place = |slot: &str| {
        slots
            .iter()
            .position(|known| *known == slot)
            .unwrap_or(slots.len())
    };
    // Stable: within a slot the order of pages stays.
    all.sort_by_key(|one| place(&one.slot));
    let (mut items, mut missing): (Vec<Item>, Vec<WireProblem>) = (Vec::new(), Vec::new());
    for one in all {
        match files.info(person, &one.file).await? {
            Some(known) => match not_ready(&one, Some(&known.state)) {
                Some(problem) => missing.push(problem),
                None => {
                    let page = items.iter().filter(|item| item.slot == one.slot).count() + 1;
                    let name = name(place(&one.slot) + 1, &one.slot, page, &known.kind);
                    items.push(item(one, name, known, person));
                }
            },
            None => missing.extend(not_ready(&one, None)),
        }
    }
    if missing.is_empty() {
        Ok(items)
    } else {
        Err(Error::NotReady(missing))
    }
}

fn item(one: Attachment, name: String, known: super::source::Known, owner: &str) -> Item {
    Item {
        slot: one.slot,
        name,
        original: visible(&one.name),
        kind: known.kind,
        bytes: known.bytes,
        pages: known.pages,
        sha256: one.file,
        owner: owner.into(),
        seal: one.seal,
    }
}

/// The papers of the employer's registration, as they go along with a package that the employer fetches to file it: its own
/// documents, the same for each of its applications. (The applicant's package has none of them: they hold identity cards of
/// other people.)
#[must_use]
pub fn employers(papers: Vec<(OrganisationFile, String)>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (OrganisationFile { paper, file }, owner) in papers {
        let slot = format!("employer_{}", paper.name());
        let page = items.iter().filter(|item| item.slot == slot).count() + 1;
        let place = Paper::ALL
            .iter()
            .position(|known| *known == paper)
            .unwrap_or(Paper::ALL.len());
        let kind = file.kind.name().to_owned();
        items.push(Item {
            name: name(EMPLOYERS + place, &slot, page, &kind),
            slot,
            original: String::new(),
            kind,
            bytes: file.bytes,
            pages: file.pages,
            sha256: file.id,
            owner,
            seal: String::new(),
        });
    }
    items.sort_by(|one, other| one.name.cmp(&other.name));
    items
}

/// `01-passport-1.pdf`: nothing of what a person typed, so that it is a name on every system.
fn name(number: usize, slot: &str, page: usize, kind: &str) -> String {
    let slot: String = slot
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        .take(LONGEST)
        .collect();
    let end = match kind {
        "pdf" => "pdf",
        "jpeg" => "jpg",
        "png" => "png",
        _ => "bin",
    };
    format!("{number:02}-{slot}-{page}.{end}")
}

/// A name as it is shown: without what is no character to be seen, or turns the direction of those that are.
fn visible(name: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    name.chars().filter(|c| !hidden(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{name, visible};
    use crate::locales::all;
    use crate::store::not_ready;
    use permit::document::slot::Attachment;
    use permit::file::FileState;

    #[test]
    fn what_keeps_a_file_out_has_its_words() {
        let one = Attachment {
            row: "r1".into(),
            slot: "passport".into(),
            file: "0".repeat(64),
            name: String::new(),
            issued: None,
            seal: String::new(),
        };
        let states = FileState::ALL.map(FileState::name).map(Some).into_iter();
        let problems: Vec<_> = states
            .chain([None])
            .filter_map(|state| not_ready(&one, state))
            .collect();
        assert_eq!(problems.len(), 3, "only a clean file goes into a package");
        for problem in problems {
            assert_eq!(problem.key, "doc_file@r1");
            for (tag, texts) in all() {
                let key = format!("error.{}", problem.code);
                assert!(texts.contains_key(&key), "{tag}: {key}");
            }
        }
    }

    #[test]
    fn names_are_harmless_everywhere() {
        assert_eq!(name(1, "passport", 2, "jpeg"), "01-passport-2.jpg");
        let long = "x".repeat(300);
        for slot in [
            "../../etc/passwd",
            "C:\\CON",
            "a\0b\n",
            "\u{202e}fdp.exe",
            "",
            &long,
        ] {
            let name = name(12, slot, 1, "exe");
            assert!(
                name.len() <= 60 && name.starts_with("12-") && name.ends_with("-1.bin"),
                "{name}"
            );
            let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            assert!(name.chars().all(harmless) && !name.contains(".."), "{name}");
        }
    }

    #[test]
    fn what_is_shown_can_be_seen() {
        assert_eq!(visible("scan\u{202e}fdp.\u{0}exe\r\n"), "scanfdp.exe");
        assert_eq!(visible("护照 é.pdf"), "护照 é.pdf");
    }
}
