//! The files of an application: which file is in which slot, in what order. They are answers like any other, so that they
//! are saved, merged and frozen as those are; they have a page of their own, which the rules make (`document::slot`).

use super::Group;
use crate::question::{Condition, Format, Kind, Question, When, question};

/// The slot: the id of a document of the rules.
pub static DOC_SLOT: Question = question("doc_slot", Kind::Text(Format::Plain(40)))
    .required()
    .since(3);
/// The file: the SHA-256 of its content, in hexadecimal.
pub static DOC_FILE: Question = question("doc_file", Kind::Text(Format::Plain(64)))
    .required()
    .since(3);
/// The name that the person gave it.
pub static DOC_NAME: Question = question("doc_name", Kind::Text(Format::Plain(120)))
    .private()
    .since(3);
/// The day on which the document was issued.
pub static DOC_ISSUED: Question = question("doc_issued", Kind::Date(When::Past)).since(3);
/// On the signed form: the fingerprint of the answers that it shows ([`crate::draft::Draft::fingerprint`]).
pub static DOC_SEAL: Question = question("doc_seal", Kind::Text(Format::Plain(16))).since(3);

/// The files: a row for each file in a slot, in the order of pages.
pub static DOCUMENTS: Group = Group {
    id: "documents",
    asked: Condition::Always,
    min: 0,
    max: 200,
    questions: &[&DOC_SLOT, &DOC_FILE, &DOC_NAME, &DOC_ISSUED, &DOC_SEAL],
    names: &[&DOC_NAME],
};
