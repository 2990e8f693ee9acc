//! The road after an approval: steps with an owner and a limit, recorded by somebody (domain.md 3.2, 3.6). Not states: the
//! application stays approved.
//!
//! Doubts: who applies from within China needs no visa and no entry (domain.md 3.2), so none of the steps is made a
//! condition of another; the check of originals is known from some places only (CDAMAC, SX-344: within 30 days of entry).

use super::{Actor, EventKind};
use crate::answer::Role;
use crate::date::Date;
use crate::policy;
use serde::{Deserialize, Serialize};

/// A step after the approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// The Z visa, at the embassy or consulate that was chosen.
    Visa,
    /// Entry.
    Entry,
    /// Accommodation registered with the police, within 24 hours of entry.
    Accommodation,
    /// The residence permit, within 30 calendar days of entry (NL-TPL).
    ResidencePermit,
    /// The originals are looked at, where the city does that.
    Originals,
}

impl Milestone {
    /// Every step, in order.
    pub const ALL: [Milestone; 5] = [
        Milestone::Visa,
        Milestone::Entry,
        Milestone::Accommodation,
        Milestone::ResidencePermit,
        Milestone::Originals,
    ];

    /// The name in text keys: `step.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Milestone::Visa => "get_visa",
            Milestone::Entry => "enter",
            Milestone::Accommodation => "register_address",
            Milestone::ResidencePermit => "residence_permit",
            Milestone::Originals => "show_originals",
        }
    }

    /// The event that records it.
    #[must_use]
    pub const fn event(self) -> EventKind {
        match self {
            Milestone::Visa => EventKind::VisaIssued,
            Milestone::Entry => EventKind::Entered,
            Milestone::Accommodation => EventKind::AccommodationRegistered,
            Milestone::ResidencePermit => EventKind::ResidencePermitIssued,
            Milestone::Originals => EventKind::OriginalsChecked,
        }
    }

    /// Who must see to it.
    #[must_use]
    pub const fn owner(self) -> Actor {
        Actor::Applicant
    }

    /// Who may record it. What only the authority can know, only the authority records.
    #[must_use]
    pub const fn recorders(self) -> &'static [Role] {
        match self {
            Milestone::Originals => &[Role::Officer, Role::Supervisor],
            _ => &[Role::Applicant, Role::Employer, Role::Officer, Role::Supervisor],
        }
    }

    /// The step that lies before it on the calendar, where both happen.
    #[must_use]
    pub const fn after(self) -> Option<Milestone> {
        match self {
            Milestone::Visa => None,
            Milestone::Entry => Some(Milestone::Visa),
            Milestone::Accommodation | Milestone::ResidencePermit | Milestone::Originals => {
                Some(Milestone::Entry)
            }
        }
    }

    /// The steps by which it is over as well, whoever forgot to record it: who entered needs no visa for that any more, and
    /// nobody gets the residence permit who is not registered.
    #[must_use]
    pub const fn over_with(self) -> &'static [Milestone] {
        match self {
            Milestone::Visa => &[Milestone::Entry, Milestone::ResidencePermit],
            Milestone::Entry | Milestone::Accommodation => &[Milestone::ResidencePermit],
            Milestone::ResidencePermit | Milestone::Originals => &[],
        }
    }

    /// Its limit in calendar days from entry; the day of entry is not counted. 24 hours are told as one day: the hour of
    /// entry is not known here. The days for the check of originals are uncertain, so none is named.
    #[must_use]
    pub fn calendar_days(self, place: Option<&str>, on: Date) -> Option<u32> {
        match self {
            Milestone::Accommodation => Some(1),
            Milestone::ResidencePermit => {
                policy::figure("residence_days", place, on).map(|figure| figure.value)
            }
            _ => None,
        }
    }
}
