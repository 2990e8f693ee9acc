//! The wire of what the people of an organisation did.

use super::employer::Paper;
use super::organisation::MemberRole;
use serde::{Deserialize, Serialize};

/// What was done with an organisation, its people, or whom it invites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// It was registered.
    Registered,
    /// What it says of itself was changed.
    Changed,
    /// A paper of its registration was put there, or in the place of another one.
    PaperPut,
    /// A paper was taken away.
    PaperRemoved,
    /// The authority approved its registration.
    Approved,
    /// The authority returned it.
    Returned,
    /// Somebody became a member.
    MemberAdded,
    /// What a member may do, whether they handle applications, or until when, was changed.
    MemberChanged,
    /// A membership was ended.
    MemberEnded,
    /// What somebody took care of went to another member.
    HandedOver,
    /// Somebody was invited.
    Invited,
    /// A draft was joined by the code of its applicant.
    Joined,
    /// An invitation was put right.
    InvitationCorrected,
    /// The letter of an invitation went out again.
    InvitedAgain,
    /// Who accepted was reminded of their part.
    PartReminded,
    /// An invitation was ended.
    InvitationEnded,
}

impl Deed {
    /// Each.
    pub const ALL: [Deed; 16] = [
        Deed::Registered,
        Deed::Changed,
        Deed::PaperPut,
        Deed::PaperRemoved,
        Deed::Approved,
        Deed::Returned,
        Deed::MemberAdded,
        Deed::MemberChanged,
        Deed::MemberEnded,
        Deed::HandedOver,
        Deed::Invited,
        Deed::Joined,
        Deed::InvitationCorrected,
        Deed::InvitedAgain,
        Deed::PartReminded,
        Deed::InvitationEnded,
    ];

    /// The name on the wire, in the database and in text keys: `desk.deed.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Deed::Registered => "registered",
            Deed::Changed => "changed",
            Deed::PaperPut => "paper_put",
            Deed::PaperRemoved => "paper_removed",
            Deed::Approved => "approved",
            Deed::Returned => "returned",
            Deed::MemberAdded => "member_added",
            Deed::MemberChanged => "member_changed",
            Deed::MemberEnded => "member_ended",
            Deed::HandedOver => "handed_over",
            Deed::Invited => "invited",
            Deed::Joined => "joined",
            Deed::InvitationCorrected => "invitation_corrected",
            Deed::InvitedAgain => "invited_again",
            Deed::PartReminded => "part_reminded",
            Deed::InvitationEnded => "invitation_ended",
        }
    }

    /// The deed of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == name)
    }
}

/// Who did what with an organisation, its people, or whom it invites; for its own people alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OrganisationEvent {
    /// Its id.
    pub id: String,
    /// What.
    pub what: Deed,
    /// Who of its people: the address with which they sign in; empty of the authority.
    pub by: String,
    /// Whom it is about: the address of a member, or that of an invitation; empty of the organisation itself.
    pub about: String,
    /// What the employer calls the person of an invitation.
    pub label: String,
    /// What a member may do since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<MemberRole>,
    /// Of a person in charge: whether they handle applications too since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub handles: bool,
    /// Which paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// Why a registration was returned, in words; else empty.
    pub why: String,
    /// How many invitations and applications were handed over; else 0.
    pub cases: u32,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
}

/// A page of an organisation's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OrganisationHistory {
    /// What was done, newest first.
    pub rows: Vec<OrganisationEvent>,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many rows there are on all pages.
    pub total: u64,
}

#[cfg(test)]
mod tests {
    use super::Deed;

    #[test]
    fn deeds_are_named_as_on_the_wire() {
        for deed in Deed::ALL {
            assert_eq!(serde_json::to_value(deed).unwrap(), deed.name());
            assert_eq!(Deed::named(deed.name()), Some(deed));
        }
        assert_eq!(Deed::named("nothing"), None);
    }
}
