//! A correction round: one list of everything to correct, each item with an owner, a reason and a due date.
//!
//! The authority tells everything at once (domain.md 3.7, GUDIAN-T, CC-FLOW). The sides use the same list between
//! themselves before filing.

use super::Actor;
use crate::answer::{Key, Role};
use crate::date::Date;
use serde::{Deserialize, Serialize};

/// What an item is pinned to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pin {
    /// An answer.
    Question(Key),
    /// A document, by its id in the rules.
    Document(String),
}

/// What somebody asks to let them correct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wished {
    /// What.
    #[serde(flatten)]
    pub pin: Pin,
    /// How it should be, in the words of whoever asks. Empty of wishes from before it was kept apart from their reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub should: String,
}

/// Who corrects an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The foreigner.
    Applicant,
    /// The employer.
    Employer,
}

impl Owner {
    /// Both.
    pub const ALL: [Owner; 2] = [Owner::Applicant, Owner::Employer];

    /// The role in which the owner acts.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Owner::Applicant => Role::Applicant,
            Owner::Employer => Role::Employer,
        }
    }

    /// As people are told it.
    #[must_use]
    pub const fn actor(self) -> Actor {
        match self {
            Owner::Applicant => Actor::Applicant,
            Owner::Employer => Actor::Employer,
        }
    }
}

/// Why an item must be corrected: `correction.reason.<name>`. The portal's own list, after the usual returns of domain.md
/// 3.4, 3.5 and 8; no official list of codes was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Not there, or not all of it.
    Missing,
    /// Can't be read.
    Unreadable,
    /// Says something else than another answer or document.
    Contradicts,
    /// Older than the rules allow, or expired.
    Outdated,
    /// The apostille or authentication is missing.
    NotAuthenticated,
    /// The translation is missing, or lacks the seal.
    NotTranslated,
    /// The signature or the seal is missing, or differs.
    NotSigned,
    /// It is of another person, or another document.
    NotTheRightOne,
    /// Does not keep to the form that is asked for.
    WrongForm,
    /// What the item's note says; there is none without a note.
    Other,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 10] = [
        Reason::Missing,
        Reason::Unreadable,
        Reason::Contradicts,
        Reason::Outdated,
        Reason::NotAuthenticated,
        Reason::NotTranslated,
        Reason::NotSigned,
        Reason::NotTheRightOne,
        Reason::WrongForm,
        Reason::Other,
    ];

    /// The name in text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::Unreadable => "unreadable",
            Reason::Contradicts => "contradicts",
            Reason::Outdated => "outdated",
            Reason::NotAuthenticated => "not_authenticated",
            Reason::NotTranslated => "not_translated",
            Reason::NotSigned => "not_signed",
            Reason::NotTheRightOne => "not_the_right_one",
            Reason::WrongForm => "wrong_form",
            Reason::Other => "other",
        }
    }
}

/// What passes when the due date goes by: `correction.if_late.<name>`. No source says which holds; who makes the list
/// says so on it, and the owners read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfLate {
    /// The case goes back to the authority as it stands, and is decided on what is there.
    GoesBack,
    /// The application ends.
    Expires,
}

impl IfLate {
    /// Both.
    pub const ALL: [IfLate; 2] = [IfLate::GoesBack, IfLate::Expires];

    /// The name in text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            IfLate::GoesBack => "goes_back",
            IfLate::Expires => "expires",
        }
    }
}

/// One thing to correct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What.
    pub pin: Pin,
    /// Who.
    pub owner: Owner,
    /// Why.
    pub reason: Reason,
    /// More about it, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The last day, in Asia/Shanghai.
    #[serde(with = "crate::date::written")]
    pub due: Date,
}

/// A list of corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Everything to correct.
    pub items: Vec<Item>,
    /// What passes when the due date goes by; whether anything does, [`Open::if_late`] says.
    pub if_late: IfLate,
}

/// A round that is going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The list.
    pub round: Round,
    /// Whose list it is.
    pub from: Role,
    /// The owners who are done.
    pub done: Vec<Owner>,
}

impl Open {
    /// The owners who are not done.
    #[must_use]
    pub fn owing(&self) -> Vec<Owner> {
        let owes = |owner: &Owner| {
            !self.done.contains(owner) && self.round.items.iter().any(|item| item.owner == *owner)
        };
        Owner::ALL.into_iter().filter(owes).collect()
    }

    /// The items that this role may still correct; nothing else of the application is open to it. (What depends on an
    /// answer follows it: the form knows that.)
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Item> {
        let owing = self.owing();
        self.round
            .items
            .iter()
            .filter(move |item| item.owner.role() == role && owing.contains(&item.owner))
    }

    /// What passes when the due date goes by: of a list of the authority's alone. Between the sides nothing does.
    #[must_use]
    pub const fn if_late(&self) -> Option<IfLate> {
        match self.from {
            Role::Officer | Role::Supervisor => Some(self.round.if_late),
            _ => None,
        }
    }

    /// The last day of all that is owed; an owner with several days has until the latest. Where all are done and Chinese
    /// renderings are still waited for, the last day of the list.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        let owing = self.owing();
        let owed = |item: &&Item| owing.is_empty() || owing.contains(&item.owner);
        self.round.items.iter().filter(owed).map(|item| item.due).max()
    }
}
