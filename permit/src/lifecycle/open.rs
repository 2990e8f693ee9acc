//! What of an application a side may change now: nothing, everything, or what a list of corrections names and what hangs
//! on it.

use super::EventKind;
use super::case::Case;
use super::correction::{Item, Pin};
use super::state::State;
use crate::answer::{Key, Role};
use crate::document::slot::FORM;
use crate::draft::Draft;
use crate::forms::documents::{DOC_SLOT, DOCUMENTS};
use crate::forms::education::{EDU_FROM, EDU_TO, EDUCATION};
use crate::forms::work::{WORK, WORK_FROM, WORK_TO};
use crate::forms::{self, Group};
use crate::judge;

/// Questions may hang on each other in so many steps; no form has more.
const STEPS: u32 = 8;

/// What may be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Openness<'a> {
    /// Nothing.
    Nothing,
    /// Everything: the side has its part back.
    Everything,
    /// What these items name, what hangs on it, and the form that is signed anew when an answer changes.
    Items(Vec<&'a Item>),
}

impl Case {
    /// What this role may change now of its own part.
    #[must_use]
    pub fn open_to(&self, role: Role) -> Openness<'_> {
        let Some(list) = self.corrections() else {
            let whole = match role {
                Role::Applicant => self.state() == Some(State::ReturnedToApplicant),
                Role::Employer => matches!(
                    self.state(),
                    None | Some(
                        State::WaitingForEmployer | State::ReturnedToApplicant | State::ReturnedToEmployer
                    )
                ),
                _ => false,
            };
            return if whole {
                Openness::Everything
            } else {
                Openness::Nothing
            };
        };
        // Before filing the employer's part is its own to change: it signs again whatever happens.
        if role == Role::Employer && self.state() != Some(State::ReturnedForCorrection) {
            return Openness::Everything;
        }
        let items: Vec<&Item> = list.of(role).collect();
        if items.is_empty() {
            Openness::Nothing
        } else {
            Openness::Items(items)
        }
    }

    /// Whether the employer's signature stands under the answers as they are: not where something was opened before filing, for
    /// then it signs anew, and not while a list of the authority's opens its part.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let mut kinds = self.records().iter().rev().map(|record| record.event.kind);
        let last = kinds.find(|kind| {
            matches!(
                kind,
                EventKind::EmployerSigned
                    | EventKind::ReturnedToApplicant
                    | EventKind::ReturnedToEmployer
                    | EventKind::PulledBack
            )
        });
        last == Some(EventKind::EmployerSigned) && self.open_to(Role::Employer) == Openness::Nothing
    }
}

impl Openness<'_> {
    /// Whether this answer may become another one: `sent` are the answers as they were sent last, `after` those with the
    /// change.
    #[must_use]
    pub fn allows(&self, key: &Key, sent: &Draft, after: &Draft) -> bool {
        match self {
            Openness::Nothing => false,
            Openness::Everything => true,
            Openness::Items(_) => self.names(key, sent, after) || of_slot(FORM, key, sent, after),
        }
    }

    /// Whether an item of a list names this answer, or what it hangs on.
    #[must_use]
    pub fn names(&self, key: &Key, sent: &Draft, after: &Draft) -> bool {
        let Openness::Items(items) = self else {
            return false;
        };
        items.iter().any(|item| reaches(&item.pin, key, sent, after))
    }
}

fn reaches(pin: &Pin, key: &Key, sent: &Draft, after: &Draft) -> bool {
    let pinned = match pin {
        Pin::Document(slot) => return of_slot(slot, key, sent, after),
        Pin::Question(pinned) => pinned,
    };
    if pinned == key || fills_history(&pinned.question, key, sent) {
        return true;
    }
    let same_row = pinned.row.is_none() || pinned.row == key.row;
    // A row is pinned by its own key: then all of it is; a list by the key of its group.
    if let Some(group) = forms::group(&pinned.question) {
        return same_row && is_in(group, key) && group.id != DOCUMENTS.id;
    }
    // What is answered in a row does not do away with the row.
    let is_row = forms::group(&key.question).is_some();
    same_row && !(is_row && pinned.row.is_some()) && hangs(&key.question, &pinned.question, STEPS)
}

/// Whether an answer hangs on another one: it is asked because of that, or held against it.
fn hangs(id: &str, on: &str, steps: u32) -> bool {
    let mut ids = leans_on(id).into_iter();
    steps > 0 && ids.any(|named| named == on || hangs(named, on, steps - 1))
}

/// What asks for a question, or for a list, and what its answer is held against.
fn leans_on(id: &str) -> Vec<&'static str> {
    let group = forms::group(id).or_else(|| forms::group_of(id));
    let mut on = group.map_or_else(Vec::new, |group| group.asked.names());
    // A list follows what its questions follow.
    let inside = group
        .filter(|group| group.id == id)
        .map_or(&[][..], |group| group.questions);
    for question in inside.iter().copied().chain(forms::question(id)) {
        on.extend(question.asked.names());
        on.extend(judge::held_against(question));
    }
    on
}

/// Whether this is a row of the work history that was not sent, where a span of the person's history is pinned: a month that
/// a correction leaves open can be told in no other place.
fn fills_history(pinned: &str, key: &Key, sent: &Draft) -> bool {
    let spans = [EDUCATION.id, WORK.id];
    let months = [EDU_FROM.id, EDU_TO.id, WORK_FROM.id, WORK_TO.id];
    let is_new = |row: &str| sent.raw(&Key::in_row(WORK.id, row)).is_empty();
    (spans.contains(&pinned) || months.contains(&pinned))
        && is_in(&WORK, key)
        && key.row.as_deref().is_none_or(is_new)
}

/// Whether this is the key of a list, of a row of it, or of an answer in it.
fn is_in(group: &Group, key: &Key) -> bool {
    key.question == group.id || group.questions.iter().any(|question| question.id == key.question)
}

/// Whether an answer belongs to a file of this document, and did so when it was sent where it was.
fn of_slot(slot: &str, key: &Key, sent: &Draft, after: &Draft) -> bool {
    let Some(row) = key.row.as_deref() else {
        return false;
    };
    let named = DOC_SLOT.key(Some(row));
    let was = sent.raw(&named);
    is_in(&DOCUMENTS, key) && after.raw(&named) == slot && (was.is_empty() || was == slot)
}
