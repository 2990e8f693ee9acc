//! The documents as slots: what is in each, what is still missing, and what should be looked at.

use super::{Circumstances, How, Needed, Note, documents};
use crate::classify::Preview;
use crate::date::Date;
use crate::draft::Draft;
use crate::file::is_file_id;
use crate::forms::documents::{DOC_FILE, DOC_ISSUED, DOC_NAME, DOC_SEAL, DOC_SLOT, DOCUMENTS};
use crate::forms::identity::PASSPORT_EXPIRY_DATE;
use crate::question::Question;

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
    let text = |question: &Question, row: &str| {
        let value = draft.get_in(question, Some(row));
        value
            .and_then(|value| Some(value.text()?.to_owned()))
            .unwrap_or_default()
    };
    let attachment = |row: &str| Attachment {
        row: row.to_owned(),
        slot: text(&DOC_SLOT, row),
        file: text(&DOC_FILE, row),
        // As it stands: a name that is too long is still a name.
        name: draft.raw(&DOC_NAME.key(Some(row))).trim().to_owned(),
        issued: draft
            .get_in(&DOC_ISSUED, Some(row))
            .and_then(|value| value.date()),
        seal: text(&DOC_SEAL, row),
    };
    let all = DOCUMENTS.rows(draft).into_iter().map(attachment);
    all.filter(|one| is_file_id(&one.file)).collect()
}

/// How a slot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotState {
    /// Something is in it.
    Provided,
    /// Something has to come.
    Missing,
    /// A promise does for now; it may follow later.
    MayFollow,
    /// It is needed only in some cases, which the notes tell.
    Optional,
    /// The answers changed after the form was signed: it must be printed and signed anew.
    Void,
}

impl SlotState {
    /// Every state.
    pub const ALL: [SlotState; 5] = [
        SlotState::Provided,
        SlotState::Missing,
        SlotState::MayFollow,
        SlotState::Optional,
        SlotState::Void,
    ];

    /// Of a document, the seals of the files that lie in its slot, and the fingerprint of the answers as they are.
    #[must_use]
    pub fn of<'a>(needed: &Needed, seals: impl Iterator<Item = &'a str>, fingerprint: &str) -> Self {
        let says = |how: How| {
            let mut notes = needed.notes.iter();
            notes.any(|note| matches!(note, Note::Case(case) if case.how == how))
        };
        let mut seals = seals.peekable();
        let is_empty = seals.peek().is_none();
        if needed.rule.id == FORM && seals.any(|seal| seal != fingerprint) {
            SlotState::Void
        } else if !is_empty {
            SlotState::Provided
        } else if needed.exempt.is_some() || says(How::OnlyIf) {
            SlotState::Optional
        } else if says(How::Promise) {
            SlotState::MayFollow
        } else {
            SlotState::Missing
        }
    }

    /// The name in text keys: `slot.state.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SlotState::Provided => "provided",
            SlotState::Missing => "missing",
            SlotState::MayFollow => "may_follow",
            SlotState::Optional => "optional",
            SlotState::Void => "void",
        }
    }

    /// Whether the package is complete as far as this slot goes.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        !matches!(self, SlotState::Missing | SlotState::Void)
    }
}

/// Something to look at; it bars nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Issued before the earliest day that counts on the day of filing.
    TooOld {
        /// That day.
        from: Date,
    },
    /// The passport runs out before the day until which it must be valid.
    RunsOut {
        /// That day.
        until: Date,
    },
    /// The day of issue decides, and is not known.
    NoDate,
}

/// A document with what is there of it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The document.
    pub needed: Needed,
    /// Its files, in order.
    pub files: Vec<Attachment>,
    /// How it stands.
    pub state: SlotState,
    /// What to look at.
    pub hints: Vec<Hint>,
}

/// The slots of an application, in the order of the guide; those that are not needed come too, where files lie in them or
/// the rules say why.
#[must_use]
pub fn slots(draft: &Draft, of: &Preview, around: &Circumstances) -> Vec<Slot> {
    let all = attachments(draft);
    let fingerprint = draft.fingerprint();
    let slot = |needed: Needed| {
        let files: Vec<Attachment> = all
            .iter()
            .filter(|one| one.slot == needed.rule.id)
            .cloned()
            .collect();
        Slot {
            state: SlotState::of(&needed, files.iter().map(|file| file.seal.as_str()), &fingerprint),
            hints: hints(draft, &needed, &files),
            needed,
            files,
        }
    };
    documents(of, around).into_iter().map(slot).collect()
}

/// The files that lie in no slot of this application: the category or the circumstances changed after they were added.
#[must_use]
pub fn without_slot(draft: &Draft, slots: &[Slot]) -> Vec<Attachment> {
    let mut all = attachments(draft);
    all.retain(|one| !slots.iter().any(|slot| slot.needed.rule.id == one.slot));
    all
}

/// Dates against the planned day of filing, as the notes have them.
fn hints(draft: &Draft, needed: &Needed, files: &[Attachment]) -> Vec<Hint> {
    if files.is_empty() {
        return Vec::new();
    }
    let hint = |note: &Note| match *note {
        Note::IssuedFrom { from, .. } => match files.iter().filter_map(|file| file.issued).min() {
            None => Some(Hint::NoDate),
            Some(issued) => (issued < from).then_some(Hint::TooOld { from }),
        },
        Note::ValidUntil { until, .. } => {
            let expiry = draft.get(&PASSPORT_EXPIRY_DATE).and_then(|value| value.date())?;
            (expiry < until).then_some(Hint::RunsOut { until })
        }
        _ => None,
    };
    needed.notes.iter().filter_map(hint).collect()
}
