//! Who is written to about what happens: the one answer, for the letters and for whoever wants to know beforehand.

use super::action::ActionKind;
use super::case::Case;
use super::correction::Owner;
use super::event::EventKind;
use crate::answer::Role;

const NOBODY: &[Owner] = &[];
const APPLICANT: &[Owner] = &[Owner::Applicant];
const EMPLOYER: &[Owner] = &[Owner::Employer];

/// The sides that are written to once this role has done this: nobody about what they did themselves, and about what is the
/// authority's own business nobody until something comes of it.
#[must_use]
pub const fn hears(kind: EventKind, by: Role) -> &'static [Owner] {
    if kind.is_internal() {
        return NOBODY;
    }
    match by {
        Role::Applicant => EMPLOYER,
        Role::Employer => APPLICANT,
        Role::Officer | Role::Supervisor | Role::System => &Owner::ALL,
    }
}

/// What is done beside an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// An officer decides about an employer's registration.
    Registration,
    /// An employer invites somebody, reminds them, joins a draft by its code, or ends an invitation.
    Invitation,
    /// Somebody in charge of an employer adds, changes or removes one of its people: the person hears, and who takes over.
    Member,
}

/// The sides that are written to about it.
#[must_use]
pub const fn hears_of(matter: Matter) -> &'static [Owner] {
    match matter {
        Matter::Registration | Matter::Member => EMPLOYER,
        Matter::Invitation => APPLICANT,
    }
}

impl Case {
    /// The sides that will be written to if this role does this now. Of an approval it is said for the category that the
    /// preview names; another one is proposed first, and of a proposal nobody hears.
    #[must_use]
    pub fn will_hear(&self, action: ActionKind, by: Role) -> &'static [Owner] {
        hears(self.line_of(action), by)
    }

    /// The kind of line that an action writes, as far as the case says.
    fn line_of(&self, action: ActionKind) -> EventKind {
        match action {
            ActionKind::Ready => EventKind::ApplicantReady,
            ActionKind::Sign => EventKind::EmployerSigned,
            ActionKind::File => EventKind::Filed,
            ActionKind::ReturnToApplicant => EventKind::ReturnedToApplicant,
            ActionKind::ReturnToEmployer => EventKind::ReturnedToEmployer,
            ActionKind::PullBack => EventKind::PulledBack,
            ActionKind::AskCorrection => EventKind::CorrectionAsked,
            ActionKind::DeclineCorrection => EventKind::CorrectionDeclined,
            ActionKind::StartPreReview => EventKind::PreReviewStarted,
            ActionKind::Return => EventKind::ReturnedForCorrection,
            // Whether the other side owes something, too, a side does not see; it hears in both cases.
            ActionKind::Answer => EventKind::CorrectionAnswered,
            ActionKind::CloseCorrection => EventKind::CorrectionClosed,
            ActionKind::Lapse => EventKind::CorrectionLapsed,
            ActionKind::ProposeRenderings => EventKind::RenderingsProposed,
            ActionKind::ReturnRenderings => EventKind::RenderingsReturned,
            // Where a list waited for it the case goes back; the employer hears in both cases.
            ActionKind::ConfirmRenderings => EventKind::RenderingsConfirmed,
            ActionKind::PassPreReview => EventKind::PreReviewPassed,
            ActionKind::Accept => EventKind::Accepted,
            ActionKind::StartReview => EventKind::ReviewStarted,
            ActionKind::Approve if self.previewed.is_none() => EventKind::ApprovalProposed,
            // What is confirmed is a decision, whichever.
            ActionKind::Approve | ActionKind::Confirm => EventKind::Approved,
            ActionKind::Refuse => EventKind::RefusalProposed,
            ActionKind::DropProposal => EventKind::ProposalDropped,
            ActionKind::IssueLetter => EventKind::LetterIssued,
            ActionKind::ReplaceLetter => EventKind::LetterReplaced,
            ActionKind::RecordOutcome(outcome) => outcome.event(),
            ActionKind::TakeBackOutcome => EventKind::OutcomeTakenBack,
            ActionKind::Record(milestone) => milestone.event(),
            ActionKind::RecordPermitEnd => EventKind::PermitEndRecorded,
            ActionKind::Withdraw => EventKind::Withdrawn,
            ActionKind::Expire => EventKind::Expired,
            ActionKind::Cancel => EventKind::Cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::hears;
    use crate::answer::Role;
    use crate::lifecycle::EventKind;
    use crate::lifecycle::correction::Owner;

    #[test]
    fn nobody_hears_of_their_own_doing_and_all_owners_of_a_list() {
        for kind in EventKind::ALL {
            for owner in Owner::ALL {
                assert!(!hears(kind, owner.role()).contains(&owner), "{kind:?}");
            }
        }
        assert_eq!(hears(EventKind::ReturnedForCorrection, Role::Officer), Owner::ALL);
        assert_eq!(hears(EventKind::Expired, Role::System), Owner::ALL);
        assert_eq!(
            hears(EventKind::ApplicantReady, Role::Applicant),
            [Owner::Employer]
        );
        assert!(hears(EventKind::RefusalProposed, Role::Officer).is_empty());
    }
}
