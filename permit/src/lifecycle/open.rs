//! What of an application a side may change now: nothing, everything, or what a list of corrections names and what hangs
//! on it.

use super::EventKind;
use super::case::Case;
use super::correction::{Item, Pin};
use super::state::State;
use crate::answer::{Key, Role};
use crate::document::slot::FORM;
use crate::draft::Draft;
use crate::forms;
use crate::forms::documents::{DOC_SLOT, DOCUMENTS};
use crate::question::Question;

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
    /// Whether this answer may become another one: `before` and `after` are the answers without and with the change.
    #[must_use]
    pub fn allows(&self, key: &Key, before: &Draft, after: &Draft) -> bool {
        match self {
            Openness::Nothing => false,
            Openness::Everything => true,
            Openness::Items(items) => {
                items.iter().any(|item| reaches(&item.pin, key, before, after))
                    || of_slot(FORM, key, before, after)
            }
        }
    }
}

fn reaches(pin: &Pin, key: &Key, before: &Draft, after: &Draft) -> bool {
    match pin {
        Pin::Document(slot) => of_slot(slot, key, before, after),
        Pin::Question(pinned) => {
            if pinned == key {
                return true;
            }
            let same_row = pinned.row.is_none() || pinned.row == key.row;
            // A row is pinned by its own key: then all of it is; a list by the key of its group.
            if let Some(group) = forms::group(&pinned.question) {
                let in_group = key.question == group.id
                    || group.questions.iter().any(|question| question.id == key.question);
                return in_group && same_row && group.id != DOCUMENTS.id;
            }
            same_row
                && forms::question(&key.question)
                    .is_some_and(|question| hangs(question, &pinned.question, STEPS))
        }
    }
}

/// Whether a question is asked because of another one's answer.
fn hangs(question: &Question, on: &str, steps: u32) -> bool {
    steps > 0
        && question.asked.names().into_iter().any(|named| {
            named == on || forms::question(named).is_some_and(|named| hangs(named, on, steps - 1))
        })
}

/// Whether an answer belongs to a file of this document, and did so before where there was one.
fn of_slot(slot: &str, key: &Key, before: &Draft, after: &Draft) -> bool {
    let Some(row) = key.row.as_deref() else {
        return false;
    };
    let is_file = key.question == DOCUMENTS.id
        || DOCUMENTS
            .questions
            .iter()
            .any(|question| question.id == key.question);
    let named = DOC_SLOT.key(Some(row));
    let was = before.raw(&named);
    is_file && after.raw(&named) == slot && (was.is_empty() || was == slot)
}
