//! The wire of notices: which e-mails somebody gets about applications, when, and in which language.

use crate::lifecycle::EventKind;
use serde::{Deserialize, Serialize};

/// The hour in Asia/Shanghai at which a daily letter is due where nobody chose another: before an office opens.
pub const MORNING: u8 = 8;

/// What an e-mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// What was decided: approved, refused, the letter, the end.
    Decision,
    /// What must be done by a day, and what passes then.
    Deadline,
    /// The application goes on: signed, filed, under review …
    Progress,
    /// The steps after an approval: visa, entry …
    Road,
    /// What becomes of an invitation.
    Invitation,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [NoticeKind; 5] = [
        NoticeKind::Decision,
        NoticeKind::Deadline,
        NoticeKind::Progress,
        NoticeKind::Road,
        NoticeKind::Invitation,
    ];

    /// The name on the wire, in the database and in text keys: `notice.kind.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            NoticeKind::Decision => "decision",
            NoticeKind::Deadline => "deadline",
            NoticeKind::Progress => "progress",
            NoticeKind::Road => "road",
            NoticeKind::Invitation => "invitation",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether somebody may do without: who misses a decision or a last day loses by it.
    #[must_use]
    pub const fn can_be_off(self) -> bool {
        !matches!(self, NoticeKind::Decision | NoticeKind::Deadline)
    }

    /// What a line of an application's history is to who is written to about it.
    #[must_use]
    pub const fn of(event: EventKind) -> Self {
        match event {
            EventKind::Approved
            | EventKind::Refused
            | EventKind::CorrectionDeclined
            | EventKind::LetterIssued
            | EventKind::LetterReplaced
            | EventKind::Withdrawn
            | EventKind::Expired
            | EventKind::Cancelled
            | EventKind::ApprovedElsewhere
            | EventKind::RefusedElsewhere
            // It may have been a decision: who read that must read this.
            | EventKind::OutcomeTakenBack => NoticeKind::Decision,
            EventKind::ReturnedToApplicant
            | EventKind::ReturnedToEmployer
            | EventKind::ReturnedForCorrection
            | EventKind::CorrectionLapsed
            | EventKind::ReturnedElsewhere
            // Nothing is filed, or goes back, before the other side has answered.
            | EventKind::RenderingsProposed
            | EventKind::RenderingsReturned => NoticeKind::Deadline,
            EventKind::VisaIssued
            | EventKind::Entered
            | EventKind::AccommodationRegistered
            | EventKind::ResidencePermitIssued
            | EventKind::OriginalsChecked
            | EventKind::PermitEndRecorded => NoticeKind::Road,
            EventKind::ApplicantReady
            | EventKind::EmployerSigned
            | EventKind::Filed
            | EventKind::PulledBack
            | EventKind::PreReviewStarted
            | EventKind::CorrectionAnswered
            | EventKind::CorrectionCompleted
            | EventKind::CorrectionClosed
            | EventKind::CorrectionAsked
            | EventKind::RenderingsConfirmed
            | EventKind::PreReviewPassed
            | EventKind::Accepted
            | EventKind::ReviewStarted
            | EventKind::ApprovalProposed
            | EventKind::RefusalProposed
            | EventKind::ProposalDropped
            | EventKind::SentAgainElsewhere
            | EventKind::AcceptedElsewhere => NoticeKind::Progress,
        }
    }
}

/// Which e-mails a person gets about applications, when, and in which language. Sign-in codes, receipts, and what is about
/// the account itself always come, at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct NoticeSettings {
    /// The language of the letters; empty for the one in which the person used the portal.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
    /// All in one letter a day, instead of each at once.
    pub daily: bool,
    /// From which hour (0 to 23, in Asia/Shanghai) that letter goes out.
    #[cfg_attr(feature = "server", validate(range(max = 23)))]
    pub hour: u8,
    /// What the person does without; of what can be off.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 10)))]
    pub off: Vec<NoticeKind>,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self {
            locale: String::new(),
            daily: false,
            hour: MORNING,
            off: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NoticeKind;
    use crate::lifecycle::EventKind;

    #[test]
    fn a_kind_has_one_name_and_what_ends_or_opens_something_can_t_be_off() {
        for kind in NoticeKind::ALL {
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.name())
            );
            assert_eq!(NoticeKind::named(kind.name()), Some(kind));
        }
        for kind in [
            EventKind::Refused,
            EventKind::ReturnedForCorrection,
            EventKind::Withdrawn,
        ] {
            assert!(!NoticeKind::of(kind).can_be_off(), "{kind:?}");
        }
        assert!(NoticeKind::of(EventKind::Filed).can_be_off());
    }
}
