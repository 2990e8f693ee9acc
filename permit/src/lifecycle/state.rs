//! Where an application stands: a fold over its events, and nothing else.

use super::{Actor, Event, EventKind};
use crate::answer::Role;

/// Where an application stands (domain.md 3.2, "suggested status set"; the two before filing are the portal's own). What
/// follows an approval are steps ([`super::Milestone`]), not states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The applicant's part is ready; the employer must do its part.
    WaitingForEmployer,
    /// The employer signed and must file.
    EmployerSigned,
    /// Filed with the authority.
    Filed,
    /// Not filed: the applicant's part is open again.
    ReturnedToApplicant,
    /// Not filed: the applicant asked the employer to correct its part.
    ReturnedToEmployer,
    /// In preliminary review (预审).
    PreReview,
    /// The authority's list of corrections is out (补正); its time stands still.
    ReturnedForCorrection,
    /// Preliminary review passed; acceptance is next.
    PreReviewPassed,
    /// Accepted (受理).
    Accepted,
    /// Under review (审查).
    UnderReview,
    /// Approved (准予行政许可).
    Approved,
    /// Refused (不予行政许可). Not accepting after the preliminary review (不予受理) counts here too: a doubt, the sources
    /// seen don't say how it is shown to applicants.
    Refused,
    /// Ended by the applicant or the employer.
    Withdrawn,
    /// Ended by a date that went by.
    Expired,
    /// Cancelled after approval (注销).
    Cancelled,
}

impl State {
    /// Every state, in the order in which an application goes through them.
    pub const ALL: [State; 15] = [
        State::WaitingForEmployer,
        State::ReturnedToApplicant,
        State::ReturnedToEmployer,
        State::EmployerSigned,
        State::Filed,
        State::PreReview,
        State::ReturnedForCorrection,
        State::PreReviewPassed,
        State::Accepted,
        State::UnderReview,
        State::Approved,
        State::Refused,
        State::Withdrawn,
        State::Expired,
        State::Cancelled,
    ];

    /// The name on the wire and in text keys: `state.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            State::WaitingForEmployer => "waiting_for_employer",
            State::EmployerSigned => "employer_signed",
            State::Filed => "filed",
            State::ReturnedToApplicant => "returned_to_applicant",
            State::ReturnedToEmployer => "returned_to_employer",
            State::PreReview => "pre_review",
            State::ReturnedForCorrection => "returned_for_correction",
            State::PreReviewPassed => "pre_review_passed",
            State::Accepted => "accepted",
            State::UnderReview => "under_review",
            State::Approved => "approved",
            State::Refused => "refused",
            State::Withdrawn => "withdrawn",
            State::Expired => "expired",
            State::Cancelled => "cancelled",
        }
    }

    /// Who must act for the next step, as far as the state says; [`super::Case::must_act`] knows who of the owners.
    #[must_use]
    pub const fn who_acts(self) -> Actor {
        match self {
            State::WaitingForEmployer | State::EmployerSigned | State::ReturnedToEmployer => Actor::Employer,
            State::ReturnedToApplicant | State::Approved => Actor::Applicant,
            State::ReturnedForCorrection => Actor::Owners,
            State::Filed
            | State::PreReview
            | State::PreReviewPassed
            | State::Accepted
            | State::UnderReview => Actor::Authority,
            State::Refused | State::Withdrawn | State::Expired | State::Cancelled => Actor::Nobody,
        }
    }

    /// Whether nothing can follow.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(
            self,
            State::Refused | State::Withdrawn | State::Expired | State::Cancelled
        )
    }

    /// Whether applicant and employer may part: while no signature of the employer stands under the application, for it must
    /// not be filed by another one than who signed; and once it ended without a permit that holds.
    #[must_use]
    pub const fn may_part(self) -> bool {
        matches!(
            self,
            State::WaitingForEmployer
                | State::ReturnedToApplicant
                | State::ReturnedToEmployer
                | State::Refused
                | State::Withdrawn
                | State::Expired
        )
    }

    /// Whether a list of corrections, or a part that was opened again, holds it up.
    #[must_use]
    pub const fn is_returned(self) -> bool {
        matches!(
            self,
            State::ReturnedToApplicant | State::ReturnedToEmployer | State::ReturnedForCorrection
        )
    }
}

/// The state after these events; `None` before the first. Who sees only some of the events (not the internal ones) reads
/// the same state from them.
#[must_use]
pub fn state(events: &[Event]) -> Option<State> {
    folded(events).now
}

/// Whether where it stands is what the employer recorded from the official system, and no act of this authority.
#[must_use]
pub fn is_recorded<'a>(events: impl IntoIterator<Item = &'a Event>) -> bool {
    folded(events).recorded
}

fn folded<'a>(events: impl IntoIterator<Item = &'a Event>) -> Fold {
    let mut fold = Fold::default();
    for event in counting(events, |event| event) {
        fold.take(event);
    }
    fold
}

/// The lines that count: neither what the employer recorded from the official system and took back, nor that it did. What
/// is folded over these is as if it had never been recorded.
pub(super) fn counting<'a, Line: 'a>(
    lines: impl IntoIterator<Item = &'a Line>,
    event: fn(&Line) -> &Event,
) -> Vec<&'a Line> {
    let mut counting: Vec<&'a Line> = Vec::new();
    for line in lines {
        if event(line).kind != EventKind::OutcomeTakenBack {
            counting.push(line);
        } else if let Some((kind, from)) = last_outcome(&counting, event) {
            let since = counting.split_off(from);
            counting.extend(since.into_iter().filter(|line| event(line).kind != kind));
        }
    }
    counting
}

/// What was recorded last from the official system, and where it was for the first time, among the lines that count: `None`
/// where the state has changed since, or ended.
pub(super) fn last_outcome<Line>(
    counting: &[&Line],
    event: fn(&Line) -> &Event,
) -> Option<(EventKind, usize)> {
    let mut fold = Fold::default();
    let (mut said, mut from): (Option<EventKind>, Option<usize>) = (None, None);
    for (at, line) in counting.iter().enumerate() {
        let (event, before) = (event(line), fold.now);
        fold.take(event);
        if event.kind.is_elsewhere() {
            // The same again puts the one before right, and stands or falls with it.
            if said != Some(event.kind) {
                (said, from) = (Some(event.kind), Some(at));
            }
        } else if event.kind == EventKind::Filed {
            (said, from) = (None, None);
        } else if fold.now != before {
            from = None;
        }
    }
    let has_ended = fold.now.is_some_and(State::is_terminal);
    said.zip(from).filter(|_| !has_ended)
}

/// The fold: where it stands, and where a case goes back to after a correction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fold {
    pub now: Option<State>,
    pub resume: Option<State>,
    /// Whether what the employer recorded from the official system brought it to where it stands, and no act of this authority.
    pub recorded: bool,
    /// The same of where it goes back to.
    resume_recorded: bool,
}

impl Fold {
    /// Takes the next event. Total: what can't be (nothing but a broken database has it) does no harm, and a state that is
    /// the last stays.
    pub fn take(&mut self, event: &Event) {
        if self.now.is_some_and(State::is_terminal) {
            return;
        }
        let mut recorded = event.kind.is_elsewhere();
        let next = match event.kind {
            EventKind::ApplicantReady => State::WaitingForEmployer,
            EventKind::EmployerSigned => State::EmployerSigned,
            EventKind::Filed => State::Filed,
            EventKind::ReturnedToApplicant => State::ReturnedToApplicant,
            EventKind::ReturnedToEmployer => State::ReturnedToEmployer,
            // Who pulls it back opens their own part; what the employer changes it must sign again.
            EventKind::PulledBack if event.by == Role::Applicant => State::ReturnedToApplicant,
            EventKind::PulledBack => State::WaitingForEmployer,
            EventKind::PreReviewStarted => State::PreReview,
            EventKind::ReturnedForCorrection | EventKind::ReturnedElsewhere => {
                if self.now != Some(State::ReturnedForCorrection) {
                    (self.resume, self.resume_recorded) = (self.now, self.recorded);
                }
                State::ReturnedForCorrection
            }
            EventKind::CorrectionCompleted | EventKind::CorrectionLapsed | EventKind::CorrectionClosed => {
                match self.now {
                    Some(State::ReturnedForCorrection) => {
                        recorded = self.resume_recorded;
                        self.resume.take().unwrap_or(State::Filed)
                    }
                    Some(State::ReturnedToApplicant | State::ReturnedToEmployer) => State::WaitingForEmployer,
                    _ => return,
                }
            }
            EventKind::SentAgainElsewhere if self.now == Some(State::ReturnedForCorrection) => {
                recorded = self.resume_recorded;
                self.resume.take().unwrap_or(State::Filed)
            }
            EventKind::PreReviewPassed => State::PreReviewPassed,
            EventKind::Accepted | EventKind::AcceptedElsewhere => State::Accepted,
            EventKind::ReviewStarted => State::UnderReview,
            EventKind::Approved | EventKind::ApprovedElsewhere => State::Approved,
            EventKind::Refused | EventKind::RefusedElsewhere => State::Refused,
            EventKind::Withdrawn => State::Withdrawn,
            EventKind::Expired => State::Expired,
            EventKind::Cancelled => State::Cancelled,
            // Of one that is not returned the day is told again.
            EventKind::SentAgainElsewhere
            // What was taken back is not among the lines that count, and this is none of them.
            | EventKind::OutcomeTakenBack
            | EventKind::CorrectionAnswered
            | EventKind::CorrectionAsked
            | EventKind::CorrectionDeclined
            | EventKind::RenderingsProposed
            | EventKind::RenderingsReturned
            | EventKind::RenderingsConfirmed
            | EventKind::ApprovalProposed
            | EventKind::RefusalProposed
            | EventKind::ProposalDropped
            | EventKind::LetterIssued
            | EventKind::LetterReplaced
            | EventKind::VisaIssued
            | EventKind::Entered
            | EventKind::AccommodationRegistered
            | EventKind::ResidencePermitIssued
            | EventKind::OriginalsChecked
            | EventKind::PermitEndRecorded => return,
        };
        if self.now != Some(next) {
            self.recorded = recorded;
        }
        self.now = Some(next);
    }
}
