//! What somebody can do.

use super::correction::{Item, Round, Wished};
use super::decision::Ground;
use super::outcome::{Outcome, OutcomeKind};
use super::record::{Elsewhere, Letter};
use super::road::Milestone;
use crate::answer::Role;
use crate::classify::Category;
use crate::date::Date;
use serde::{Deserialize, Serialize};

/// Somebody who does something, when, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By<'a> {
    /// In which role.
    pub role: Role,
    /// Who: an id that is the same whenever it is the same person; empty of the system only.
    pub person: &'a str,
    /// When, in seconds since 1970 UTC; not before the last event. (A server whose clock was set back takes the last
    /// event's time.)
    pub at: i64,
    /// Why, in words; may be empty where no reason is needed.
    pub why: &'a str,
}

/// Something to do, with what it takes. On the wire by its kind's name: `"sign"`, `{"accept": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The applicant's part is ready, for the first time or again.
    Ready,
    /// The employer signs its part.
    Sign,
    /// The employer files, here or (then recorded) in the official system.
    File(Option<Elsewhere>),
    /// Before filing: the employer asks the applicant to correct these.
    ReturnToApplicant(Vec<Item>),
    /// Before filing: the applicant asks the employer to correct these.
    ReturnToEmployer(Vec<Item>),
    /// Take it back, from the authority or, as the applicant, from the employer, to change it.
    PullBack,
    /// Ask the authority to let these be corrected.
    AskCorrection(Vec<Wished>),
    /// Decline that.
    DeclineCorrection,
    /// Begin the preliminary review.
    StartPreReview,
    /// Return it for correction, with the list.
    Return(Round),
    /// Say that one's own items of the list are done.
    Answer,
    /// Close one's own list before it is answered.
    CloseCorrection,
    /// The list's due date went by: send the case back as it stands.
    Lapse,
    /// The employer has written all Chinese renderings that it owed ([`crate::rendering`]).
    ProposeRenderings,
    /// The applicant has sent some of them back.
    ReturnRenderings,
    /// The applicant has confirmed the last of them.
    ConfirmRenderings,
    /// Pass the preliminary review.
    PassPreReview,
    /// Accept, with the number of the receipt (受理单).
    Accept(String),
    /// Begin the review.
    StartReview,
    /// Approve in this category; only proposed where it takes two people.
    Approve(Category),
    /// Propose a refusal on these grounds.
    Refuse(Vec<Ground>),
    /// Confirm what somebody else proposed.
    Confirm,
    /// Take back one's own proposal, or don't confirm another's.
    DropProposal,
    /// Issue the Notification Letter.
    IssueLetter(Letter),
    /// Replace an erroneous letter.
    ReplaceLetter(Letter),
    /// Record what the official system says of what was filed there; the last one again to correct it.
    RecordOutcome(Outcome),
    /// Take back what was recorded last from the official system: it counts no more.
    TakeBackOutcome,
    /// Record a step after the approval and its day; again to correct a wrong day.
    Record(Milestone, #[serde(with = "crate::date::written")] Date),
    /// Record the last day of the work permit, as it stands on that; again to correct it.
    RecordPermitEnd(#[serde(with = "crate::date::written")] Date),
    /// End the application.
    Withdraw,
    /// A date went by that ends it.
    Expire,
    /// Cancel the permit.
    Cancel,
}

/// Something to do, without what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in Action")]
pub enum ActionKind {
    Ready,
    Sign,
    File,
    ReturnToApplicant,
    ReturnToEmployer,
    PullBack,
    AskCorrection,
    DeclineCorrection,
    StartPreReview,
    Return,
    Answer,
    CloseCorrection,
    Lapse,
    ProposeRenderings,
    ReturnRenderings,
    ConfirmRenderings,
    PassPreReview,
    Accept,
    StartReview,
    Approve,
    Refuse,
    Confirm,
    DropProposal,
    IssueLetter,
    ReplaceLetter,
    RecordOutcome(OutcomeKind),
    TakeBackOutcome,
    Record(Milestone),
    RecordPermitEnd,
    Withdraw,
    Expire,
    Cancel,
}

impl Action {
    /// Without what it takes.
    #[must_use]
    pub const fn kind(&self) -> ActionKind {
        match self {
            Action::Ready => ActionKind::Ready,
            Action::Sign => ActionKind::Sign,
            Action::File(_) => ActionKind::File,
            Action::ReturnToApplicant(_) => ActionKind::ReturnToApplicant,
            Action::ReturnToEmployer(_) => ActionKind::ReturnToEmployer,
            Action::PullBack => ActionKind::PullBack,
            Action::AskCorrection(_) => ActionKind::AskCorrection,
            Action::DeclineCorrection => ActionKind::DeclineCorrection,
            Action::StartPreReview => ActionKind::StartPreReview,
            Action::Return(_) => ActionKind::Return,
            Action::Answer => ActionKind::Answer,
            Action::CloseCorrection => ActionKind::CloseCorrection,
            Action::Lapse => ActionKind::Lapse,
            Action::ProposeRenderings => ActionKind::ProposeRenderings,
            Action::ReturnRenderings => ActionKind::ReturnRenderings,
            Action::ConfirmRenderings => ActionKind::ConfirmRenderings,
            Action::PassPreReview => ActionKind::PassPreReview,
            Action::Accept(_) => ActionKind::Accept,
            Action::StartReview => ActionKind::StartReview,
            Action::Approve(_) => ActionKind::Approve,
            Action::Refuse(_) => ActionKind::Refuse,
            Action::Confirm => ActionKind::Confirm,
            Action::DropProposal => ActionKind::DropProposal,
            Action::IssueLetter(_) => ActionKind::IssueLetter,
            Action::ReplaceLetter(_) => ActionKind::ReplaceLetter,
            Action::RecordOutcome(outcome) => ActionKind::RecordOutcome(outcome.kind()),
            Action::TakeBackOutcome => ActionKind::TakeBackOutcome,
            Action::Record(milestone, _) => ActionKind::Record(*milestone),
            Action::RecordPermitEnd(_) => ActionKind::RecordPermitEnd,
            Action::Withdraw => ActionKind::Withdraw,
            Action::Expire => ActionKind::Expire,
            Action::Cancel => ActionKind::Cancel,
        }
    }
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [ActionKind; 40] = [
        ActionKind::Ready,
        ActionKind::Sign,
        ActionKind::File,
        ActionKind::ReturnToApplicant,
        ActionKind::ReturnToEmployer,
        ActionKind::PullBack,
        ActionKind::AskCorrection,
        ActionKind::DeclineCorrection,
        ActionKind::StartPreReview,
        ActionKind::Return,
        ActionKind::Answer,
        ActionKind::CloseCorrection,
        ActionKind::Lapse,
        ActionKind::ProposeRenderings,
        ActionKind::ReturnRenderings,
        ActionKind::ConfirmRenderings,
        ActionKind::PassPreReview,
        ActionKind::Accept,
        ActionKind::StartReview,
        ActionKind::Approve,
        ActionKind::Refuse,
        ActionKind::Confirm,
        ActionKind::DropProposal,
        ActionKind::IssueLetter,
        ActionKind::ReplaceLetter,
        ActionKind::RecordOutcome(OutcomeKind::Returned),
        ActionKind::RecordOutcome(OutcomeKind::SentAgain),
        ActionKind::RecordOutcome(OutcomeKind::Accepted),
        ActionKind::RecordOutcome(OutcomeKind::Approved),
        ActionKind::RecordOutcome(OutcomeKind::Refused),
        ActionKind::TakeBackOutcome,
        ActionKind::Record(Milestone::Visa),
        ActionKind::Record(Milestone::Entry),
        ActionKind::Record(Milestone::Accommodation),
        ActionKind::Record(Milestone::ResidencePermit),
        ActionKind::Record(Milestone::Originals),
        ActionKind::RecordPermitEnd,
        ActionKind::Withdraw,
        ActionKind::Expire,
        ActionKind::Cancel,
    ];

    /// Whether it says what became of Chinese renderings: it follows from what is stored of these, and nobody does it alone.
    #[must_use]
    pub const fn is_of_renderings(self) -> bool {
        matches!(
            self,
            ActionKind::ProposeRenderings | ActionKind::ReturnRenderings | ActionKind::ConfirmRenderings
        )
    }

    /// The name on the wire and in text keys: `action.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ActionKind::Ready => "ready",
            ActionKind::Sign => "sign",
            ActionKind::File => "file",
            ActionKind::ReturnToApplicant => "return_to_applicant",
            ActionKind::ReturnToEmployer => "return_to_employer",
            ActionKind::PullBack => "pull_back",
            ActionKind::AskCorrection => "ask_correction",
            ActionKind::DeclineCorrection => "decline_correction",
            ActionKind::StartPreReview => "start_pre_review",
            ActionKind::Return => "return",
            ActionKind::Answer => "answer",
            ActionKind::CloseCorrection => "close_correction",
            ActionKind::Lapse => "lapse",
            ActionKind::ProposeRenderings => "propose_renderings",
            ActionKind::ReturnRenderings => "return_renderings",
            ActionKind::ConfirmRenderings => "confirm_renderings",
            ActionKind::PassPreReview => "pass_pre_review",
            ActionKind::Accept => "accept",
            ActionKind::StartReview => "start_review",
            ActionKind::Approve => "approve",
            ActionKind::Refuse => "refuse",
            ActionKind::Confirm => "confirm",
            ActionKind::DropProposal => "drop_proposal",
            ActionKind::IssueLetter => "issue_letter",
            ActionKind::ReplaceLetter => "replace_letter",
            ActionKind::RecordOutcome(_) => "record_outcome",
            ActionKind::TakeBackOutcome => "take_back_outcome",
            ActionKind::Record(_) => "record",
            ActionKind::RecordPermitEnd => "record_permit_end",
            ActionKind::Withdraw => "withdraw",
            ActionKind::Expire => "expire",
            ActionKind::Cancel => "cancel",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Action;
    use crate::date::Date;
    use crate::lifecycle::Milestone;
    use crate::lifecycle::outcome::{Outcome, Said};

    #[test]
    fn an_action_is_called_the_same_on_the_wire() {
        for action in [
            Action::Sign,
            Action::ReturnToEmployer(Vec::new()),
            Action::RecordOutcome(Outcome {
                on: Date::constant(2027, 3, 4),
                said: Said::Refused,
            }),
            Action::Record(Milestone::Entry, Date::constant(2027, 3, 4)),
        ] {
            let json = serde_json::to_value(&action).unwrap();
            let name = json.as_str().map_or_else(
                || json.as_object().unwrap().keys().next().unwrap().clone(),
                str::to_owned,
            );
            assert_eq!(name, action.kind().name());
            assert_eq!(serde_json::from_value::<Action>(json).unwrap(), action);
        }
    }
}
