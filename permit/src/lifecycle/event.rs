//! What happened: the events that everything else is read from.

use crate::answer::Role;
use serde::{Deserialize, Serialize};

/// What happened. The names are stored for good: a kind is added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The applicant's part was submitted and frozen; also when it was corrected and is ready again.
    ApplicantReady,
    /// The employer signed its part.
    EmployerSigned,
    /// The employer filed with the authority; its clocks run from here.
    Filed,
    /// Before filing: the employer asked the applicant to correct something.
    ReturnedToApplicant,
    /// Before filing: the applicant asked the employer to correct something.
    ReturnedToEmployer,
    /// Before acceptance: the applicant or the employer took the application back to change it; before filing the applicant
    /// alone.
    PulledBack,
    /// An officer took up the preliminary review (预审).
    PreReviewStarted,
    /// The authority's one list of everything to correct (补正; domain.md 3.7).
    ReturnedForCorrection,
    /// An owner of the list is done, and another is not.
    CorrectionAnswered,
    /// The last owner of the list is done: the case goes back to where it was.
    CorrectionCompleted,
    /// The due date went by: the case goes back as it stands.
    CorrectionLapsed,
    /// Who made the list closed it before it was answered.
    CorrectionClosed,
    /// The applicant or the employer asked to correct something that was filed.
    CorrectionAsked,
    /// The authority declined that.
    CorrectionDeclined,
    /// The employer wrote the Chinese renderings that were owed.
    RenderingsProposed,
    /// The applicant sent Chinese renderings back.
    RenderingsReturned,
    /// The applicant confirmed the Chinese renderings.
    RenderingsConfirmed,
    /// Preliminary review passed.
    PreReviewPassed,
    /// Accepted (受理), with a receipt number.
    Accepted,
    /// The review (审查) began.
    ReviewStarted,
    /// One officer proposed an approval that needs a second one.
    ApprovalProposed,
    /// One officer proposed a refusal.
    RefusalProposed,
    /// A proposal was taken back, or not confirmed.
    ProposalDropped,
    /// Approved (准予行政许可).
    Approved,
    /// Refused (不予行政许可), with reasons and rights.
    Refused,
    /// The Notification Letter was issued.
    LetterIssued,
    /// An erroneous letter was replaced; the one before is void.
    LetterReplaced,
    /// The visa was issued.
    VisaIssued,
    /// The person entered China.
    Entered,
    /// The police registered the accommodation.
    AccommodationRegistered,
    /// The residence permit was issued.
    ResidencePermitIssued,
    /// The originals were checked, where the city does that.
    OriginalsChecked,
    /// Somebody read the last day of the work permit from that.
    PermitEndRecorded,
    /// The applicant or the employer ended the application.
    Withdrawn,
    /// A date went by that ends it.
    Expired,
    /// The permit was cancelled (注销).
    Cancelled,
    /// The employer recorded: returned for correction in the official system, where it was filed.
    ReturnedElsewhere,
    /// The employer recorded: corrected in the official system, and sent again.
    SentAgainElsewhere,
    /// The employer recorded: accepted in the official system.
    AcceptedElsewhere,
    /// The employer recorded: approved in the official system.
    ApprovedElsewhere,
    /// The employer recorded: refused in the official system.
    RefusedElsewhere,
    /// The employer took back what it had recorded last from the official system: that counts no more.
    OutcomeTakenBack,
}

impl EventKind {
    /// Every kind, roughly in the order in which they happen.
    pub const ALL: [EventKind; 42] = [
        EventKind::ApplicantReady,
        EventKind::EmployerSigned,
        EventKind::Filed,
        EventKind::ReturnedToApplicant,
        EventKind::ReturnedToEmployer,
        EventKind::PulledBack,
        EventKind::PreReviewStarted,
        EventKind::ReturnedForCorrection,
        EventKind::CorrectionAnswered,
        EventKind::CorrectionCompleted,
        EventKind::CorrectionLapsed,
        EventKind::CorrectionClosed,
        EventKind::CorrectionAsked,
        EventKind::CorrectionDeclined,
        EventKind::RenderingsProposed,
        EventKind::RenderingsReturned,
        EventKind::RenderingsConfirmed,
        EventKind::PreReviewPassed,
        EventKind::Accepted,
        EventKind::ReviewStarted,
        EventKind::ApprovalProposed,
        EventKind::RefusalProposed,
        EventKind::ProposalDropped,
        EventKind::Approved,
        EventKind::Refused,
        EventKind::LetterIssued,
        EventKind::LetterReplaced,
        EventKind::VisaIssued,
        EventKind::Entered,
        EventKind::AccommodationRegistered,
        EventKind::ResidencePermitIssued,
        EventKind::OriginalsChecked,
        EventKind::PermitEndRecorded,
        EventKind::Withdrawn,
        EventKind::Expired,
        EventKind::Cancelled,
        EventKind::ReturnedElsewhere,
        EventKind::SentAgainElsewhere,
        EventKind::AcceptedElsewhere,
        EventKind::ApprovedElsewhere,
        EventKind::RefusedElsewhere,
        EventKind::OutcomeTakenBack,
    ];

    /// The name on the wire, in the database and in text keys: `event.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            EventKind::ApplicantReady => "applicant_ready",
            EventKind::EmployerSigned => "employer_signed",
            EventKind::Filed => "filed",
            EventKind::ReturnedToApplicant => "returned_to_applicant",
            EventKind::ReturnedToEmployer => "returned_to_employer",
            EventKind::PulledBack => "pulled_back",
            EventKind::PreReviewStarted => "pre_review_started",
            EventKind::ReturnedForCorrection => "returned_for_correction",
            EventKind::CorrectionAnswered => "correction_answered",
            EventKind::CorrectionCompleted => "correction_completed",
            EventKind::CorrectionLapsed => "correction_lapsed",
            EventKind::CorrectionClosed => "correction_closed",
            EventKind::CorrectionAsked => "correction_asked",
            EventKind::CorrectionDeclined => "correction_declined",
            EventKind::RenderingsProposed => "renderings_proposed",
            EventKind::RenderingsReturned => "renderings_returned",
            EventKind::RenderingsConfirmed => "renderings_confirmed",
            EventKind::PreReviewPassed => "pre_review_passed",
            EventKind::Accepted => "accepted",
            EventKind::ReviewStarted => "review_started",
            EventKind::ApprovalProposed => "approval_proposed",
            EventKind::RefusalProposed => "refusal_proposed",
            EventKind::ProposalDropped => "proposal_dropped",
            EventKind::Approved => "approved",
            EventKind::Refused => "refused",
            EventKind::LetterIssued => "letter_issued",
            EventKind::LetterReplaced => "letter_replaced",
            EventKind::VisaIssued => "visa_issued",
            EventKind::Entered => "entered",
            EventKind::AccommodationRegistered => "accommodation_registered",
            EventKind::ResidencePermitIssued => "residence_permit_issued",
            EventKind::OriginalsChecked => "originals_checked",
            EventKind::PermitEndRecorded => "permit_end_recorded",
            EventKind::Withdrawn => "withdrawn",
            EventKind::Expired => "expired",
            EventKind::Cancelled => "cancelled",
            EventKind::ReturnedElsewhere => "returned_elsewhere",
            EventKind::SentAgainElsewhere => "sent_again_elsewhere",
            EventKind::AcceptedElsewhere => "accepted_elsewhere",
            EventKind::ApprovedElsewhere => "approved_elsewhere",
            EventKind::RefusedElsewhere => "refused_elsewhere",
            EventKind::OutcomeTakenBack => "outcome_taken_back",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is the authority's own business until something comes of it: no applicant and no employer sees it.
    #[must_use]
    pub const fn is_internal(self) -> bool {
        matches!(
            self,
            EventKind::ApprovalProposed | EventKind::RefusalProposed | EventKind::ProposalDropped
        )
    }

    /// Whether it is what the employer recorded from the official system, and so nobody's act here.
    #[must_use]
    pub const fn is_elsewhere(self) -> bool {
        matches!(
            self,
            EventKind::ReturnedElsewhere
                | EventKind::SentAgainElsewhere
                | EventKind::AcceptedElsewhere
                | EventKind::ApprovedElsewhere
                | EventKind::RefusedElsewhere
        )
    }

    /// Whether it opens answers to a side, to be corrected.
    #[must_use]
    pub const fn opens(self) -> bool {
        matches!(
            self,
            EventKind::ReturnedForCorrection
                | EventKind::ReturnedToApplicant
                | EventKind::ReturnedToEmployer
                | EventKind::PulledBack
        )
    }

    /// Whether there is none without a reason in words (issue 5; Licensing Law art. 38 for a refusal, from memory). Others
    /// need one in some cases only: [`super::Denied::ReasonMissing`].
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(
            self,
            EventKind::PulledBack
                | EventKind::CorrectionDeclined
                | EventKind::CorrectionClosed
                | EventKind::ApprovalProposed
                | EventKind::RefusalProposed
                | EventKind::ProposalDropped
                | EventKind::Refused
                | EventKind::LetterReplaced
                | EventKind::Cancelled
                | EventKind::RefusedElsewhere
        )
    }
}

/// An event: written once, in the transaction that does what it records, and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Who did it, in which role.
    pub by: Role,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// Why, in the words of whoever did it; empty where no reason is needed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Of `applicant_ready`: the applicant saw what the employer receives, and agreed at this time. `false` of
    /// applications from before the portal asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agreed: bool,
}

#[cfg(test)]
mod tests {
    use super::EventKind;

    #[test]
    fn a_kind_has_one_name_everywhere() {
        for kind in EventKind::ALL {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{}\"", kind.name()));
            assert_eq!(EventKind::named(kind.name()), Some(kind));
        }
        assert_eq!(EventKind::named("sent"), None);
    }
}
