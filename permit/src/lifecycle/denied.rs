//! Why something can't be done.

use super::State;
use super::correction::Owner;

/// Why an action is denied; nothing was changed: `denied.<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Not in this state.
    WrongState(Option<State>),
    /// Never in this role.
    WrongRole,
    /// Who proposed it can't confirm it.
    SecondPersonNeeded,
    /// Corrections are open: they come first.
    CorrectionsOpen,
    /// A side asked to correct something: that is answered before a decision.
    WishOpen,
    /// A proposal waits for a second person.
    ProposalOpen,
    /// A reason in words is needed.
    ReasonMissing,
    /// Something else comes first: a letter, a proposal, a wish.
    NotYet,
    /// It was done before.
    AlreadyDone,
    /// None of the items is yours.
    NotYours,
    /// A list without items, with items of the wrong owner, or with a due date that has passed.
    ListWrong,
    /// A number or the grounds are missing, or the number can't be one.
    Incomplete,
    /// The date can't be: it has not come, or does not fit what was recorded before.
    DateWrong,
    /// More months than the category and the contract allow.
    MonthsTooMany,
    /// The time to do this has not come.
    NotDue,
    /// The time lies before the last event.
    TimeRunsBackwards,
    /// Who does it is not said.
    PersonMissing,
    /// Chinese renderings are owed: the employer writes them first, and the applicant confirms them.
    RenderingOwed,
    /// Chinese renderings wait for the applicant's word.
    RenderingUnconfirmed,
    /// It was filed here, so the authority decides it here: nothing is recorded from the official system.
    FiledHere,
    /// It was approved in the official system, so its letter is issued there.
    ApprovedElsewhere,
}

impl Denied {
    /// Why nothing is filed while it is this side's turn with Chinese renderings.
    #[must_use]
    pub const fn rendering(turn: Owner) -> Self {
        match turn {
            Owner::Employer => Denied::RenderingOwed,
            Owner::Applicant => Denied::RenderingUnconfirmed,
        }
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Denied::WrongState(_) => "wrong_state",
            Denied::WrongRole => "wrong_role",
            Denied::SecondPersonNeeded => "second_person_needed",
            Denied::CorrectionsOpen => "corrections_open",
            Denied::WishOpen => "wish_open",
            Denied::ProposalOpen => "proposal_open",
            Denied::ReasonMissing => "reason_missing",
            Denied::NotYet => "not_yet",
            Denied::AlreadyDone => "already_done",
            Denied::NotYours => "not_yours",
            Denied::ListWrong => "list_wrong",
            Denied::Incomplete => "incomplete",
            Denied::DateWrong => "date_wrong",
            Denied::MonthsTooMany => "months_too_many",
            Denied::NotDue => "not_due",
            Denied::TimeRunsBackwards => "time_runs_backwards",
            Denied::PersonMissing => "person_missing",
            Denied::RenderingOwed => "rendering_owed",
            Denied::RenderingUnconfirmed => "rendering_unconfirmed",
            Denied::FiledHere => "filed_here",
            Denied::ApprovedElsewhere => "approved_elsewhere",
        }
    }
}
