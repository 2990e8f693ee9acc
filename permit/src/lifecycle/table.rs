//! Who may do what, when: the one table. What else must hold is in `barred.rs` (the case) and `apply.rs` (what an action
//! carries).

use super::action::ActionKind as Do;
use super::outcome::OutcomeKind;
use super::road::Milestone;
use super::state::State as S;
use crate::answer::Role;

/// A line: these roles may do this in these states.
pub struct Row {
    pub action: Do,
    pub by: &'static [Role],
    /// Before there is any event, too.
    pub begins: bool,
    pub from: &'static [S],
}

const APPLICANT: &[Role] = &[Role::Applicant];
const EMPLOYER: &[Role] = &[Role::Employer];
const SIDES: &[Role] = &[Role::Applicant, Role::Employer];
const DESK: &[Role] = &[Role::Officer, Role::Supervisor];
const SYSTEM: &[Role] = &[Role::System];

/// Prepared by the two sides, not with the authority.
const PREPARED: &[S] = &[S::WaitingForEmployer, S::EmployerSigned];
/// With the authority, before acceptance.
const BEFORE_ACCEPTANCE: &[S] = &[S::Filed, S::PreReview, S::PreReviewPassed];
/// With the authority, before a decision.
const BEFORE_DECISION: &[S] = &[
    S::Filed,
    S::PreReview,
    S::PreReviewPassed,
    S::Accepted,
    S::UnderReview,
];
/// Where it may end in a decision: not accepted (不予受理), or decided.
const DECIDING: &[S] = &[S::PreReview, S::UnderReview];
/// Where Chinese renderings are written and answered: before filing, and where a correction made one another text's.
pub(super) const RENDERED: &[S] = &[
    S::WaitingForEmployer,
    S::ReturnedToEmployer,
    S::EmployerSigned,
    S::ReturnedForCorrection,
];
/// Where the official system may say something of what was filed there.
const WITH_IT: &[S] = &[
    S::Filed,
    S::PreReview,
    S::ReturnedForCorrection,
    S::PreReviewPassed,
    S::Accepted,
    S::UnderReview,
];
/// The same, and once it has approved: what it said last can be said again, or taken back.
const WITH_IT_OR_APPROVED: &[S] = &[
    S::Filed,
    S::PreReview,
    S::ReturnedForCorrection,
    S::PreReviewPassed,
    S::Accepted,
    S::UnderReview,
    S::Approved,
];
/// Anything before a decision.
const OPEN: &[S] = &[
    S::WaitingForEmployer,
    S::ReturnedToApplicant,
    S::ReturnedToEmployer,
    S::EmployerSigned,
    S::Filed,
    S::PreReview,
    S::ReturnedForCorrection,
    S::PreReviewPassed,
    S::Accepted,
    S::UnderReview,
];

const fn row(action: Do, by: &'static [Role], from: &'static [S]) -> Row {
    Row {
        action,
        by,
        begins: false,
        from,
    }
}

/// Only the employer reads it there, and nobody takes it for an act of this authority: no officer records it.
const fn said(outcome: OutcomeKind, from: &'static [S]) -> Row {
    row(Do::RecordOutcome(outcome), EMPLOYER, from)
}

const fn recorded(milestone: Milestone) -> Row {
    row(Do::Record(milestone), milestone.recorders(), &[S::Approved])
}

/// The table, in the order in which a screen offers what can be done.
pub const TABLE: &[Row] = &[
    Row {
        action: Do::Ready,
        by: APPLICANT,
        begins: true,
        from: &[S::ReturnedToApplicant],
    },
    row(
        Do::Sign,
        EMPLOYER,
        &[S::WaitingForEmployer, S::ReturnedToEmployer],
    ),
    // In law the employer files (domain.md 5: the official system gives applicants no account).
    row(Do::File, EMPLOYER, &[S::EmployerSigned]),
    row(Do::ReturnToApplicant, EMPLOYER, PREPARED),
    row(Do::ReturnToEmployer, APPLICANT, PREPARED),
    row(Do::ProposeRenderings, EMPLOYER, RENDERED),
    row(Do::ReturnRenderings, APPLICANT, RENDERED),
    row(Do::ConfirmRenderings, APPLICANT, RENDERED),
    row(Do::Answer, SIDES, &[S::ReturnedForCorrection]),
    said(OutcomeKind::Returned, WITH_IT),
    said(OutcomeKind::SentAgain, WITH_IT),
    said(
        OutcomeKind::Accepted,
        &[
            S::Filed,
            S::PreReview,
            S::ReturnedForCorrection,
            S::PreReviewPassed,
            S::Accepted,
        ],
    ),
    said(OutcomeKind::Approved, WITH_IT_OR_APPROVED),
    // It ends the application for good, so it can neither be recorded again nor taken back.
    said(OutcomeKind::Refused, WITH_IT),
    row(Do::TakeBackOutcome, EMPLOYER, WITH_IT_OR_APPROVED),
    row(Do::PullBack, SIDES, BEFORE_ACCEPTANCE),
    // Before filing the employer's part is open to it anyway, until it signs.
    row(Do::PullBack, APPLICANT, PREPARED),
    row(Do::AskCorrection, SIDES, BEFORE_DECISION),
    row(Do::StartPreReview, DESK, &[S::Filed]),
    row(Do::PassPreReview, DESK, &[S::PreReview]),
    row(Do::Accept, DESK, &[S::PreReviewPassed]),
    row(Do::StartReview, DESK, &[S::Accepted]),
    row(Do::Approve, DESK, &[S::UnderReview]),
    row(Do::Confirm, DESK, DECIDING),
    row(Do::DropProposal, DESK, DECIDING),
    row(
        Do::Return,
        DESK,
        &[S::PreReview, S::PreReviewPassed, S::Accepted, S::UnderReview],
    ),
    row(Do::DeclineCorrection, DESK, BEFORE_DECISION),
    row(Do::CloseCorrection, DESK, &[S::ReturnedForCorrection]),
    row(Do::CloseCorrection, EMPLOYER, &[S::ReturnedToApplicant]),
    row(Do::CloseCorrection, APPLICANT, &[S::ReturnedToEmployer]),
    row(Do::Refuse, DESK, DECIDING),
    row(Do::IssueLetter, DESK, &[S::Approved]),
    recorded(Milestone::Visa),
    recorded(Milestone::Entry),
    recorded(Milestone::Accommodation),
    recorded(Milestone::ResidencePermit),
    recorded(Milestone::Originals),
    row(
        Do::RecordPermitEnd,
        &[Role::Applicant, Role::Employer, Role::Officer, Role::Supervisor],
        &[S::Approved],
    ),
    row(Do::ReplaceLetter, DESK, &[S::Approved]),
    // Whether the foreigner's own withdrawal ends the procedure in law was not seen; here nobody is made to go on.
    row(Do::Withdraw, SIDES, OPEN),
    row(Do::Lapse, SYSTEM, &[S::ReturnedForCorrection]),
    row(Do::Expire, SYSTEM, &[S::ReturnedForCorrection]),
    // That nobody recorded a visa or an entry does not say that there was none: who ends it has asked.
    row(Do::Expire, DESK, &[S::Approved]),
    // One officer may: nothing seen asks for two. A doubt, as a revocation weighs like a refusal.
    row(Do::Cancel, DESK, &[S::Approved]),
];
