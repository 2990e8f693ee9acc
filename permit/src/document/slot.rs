//! The files of an application, by the document that each is a page of.

use crate::answer::Key;
use crate::date::{self, Date};
use crate::draft::Draft;

/// The document that is signed and sealed: it shows the answers.
pub const FORM: &str = "form";

/// A file in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The row of the draft.
    pub row: String,
    /// The document that it is a page of.
    pub slot: String,
    /// The SHA-256 of its content, in hexadecimal.
    pub file: String,
    /// The name that the person gave it.
    pub name: String,
    /// The day of issue.
    pub issued: Option<Date>,
    /// On the signed form: the fingerprint of the answers that it shows.
    pub seal: String,
}

/// The files of a draft, in the order of their pages.
#[must_use]
pub fn attachments(draft: &Draft) -> Vec<Attachment> {
    let text = |question: &str, row: &str| draft.raw(&Key::in_row(question, row)).trim().to_owned();
    let attachment = |row: &str| Attachment {
        row: row.to_owned(),
        slot: text("doc_slot", row),
        file: text("doc_file", row),
        name: text("doc_name", row),
        issued: date::parse(&text("doc_issued", row)).ok(),
        seal: text("doc_seal", row),
    };
    let all = draft.rows("documents").into_iter().map(attachment);
    all.filter(|one| is_file(&one.file)).collect()
}

/// Whether this is the name of a file: 64 hexadecimal digits, in lower case.
#[must_use]
pub fn is_file(name: &str) -> bool {
    name.len() == 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
