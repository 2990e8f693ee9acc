//! The wire of employers: organisations, their people, and whom they invite.

use super::case::PartDocument;
use super::employer::OrganisationFile;
use crate::answer::Key;
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use validator::Validate;

/// What somebody may do in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// The person in charge (负责人): everything, and says who else may do what. May be one of the handlers, too.
    InCharge,
    /// A handler (经办人): invites, fills in, signs, files. There are always one to three (domain.md 5), people in charge
    /// who handle applications among them.
    Handler,
    /// An entrusted agency (专门服务机构), until the day on which its mandate ends: as a handler, but doesn't sign.
    Agent,
}

impl MemberRole {
    /// Every role.
    pub const ALL: [MemberRole; 3] = [MemberRole::InCharge, MemberRole::Handler, MemberRole::Agent];

    /// The name on the wire, in the database and in text keys: `member.role.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            MemberRole::InCharge => "in_charge",
            MemberRole::Handler => "handler",
            MemberRole::Agent => "agent",
        }
    }

    /// The role of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What an organisation says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct OrganisationRequest {
    /// The registered name.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 200)))]
    pub name: String,
    /// The unified social credit code (GB 32100).
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 40)))]
    pub credit_code: String,
    /// The registered address.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 400)))]
    pub address: String,
    /// The telephone number of the office, with its area code.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 40)))]
    pub phone: String,
    /// Files of the person that prove the registration: ids of `/api/files`.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 10)))]
    pub documents: Vec<String>,
}

/// Changes what an organisation says of itself. Its papers stay as they are, whatever is said of them here: they have
/// addresses of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct OrganisationChange {
    /// What it says of itself from now on.
    #[serde(flatten)]
    #[cfg_attr(feature = "server", validate(nested))]
    pub about: OrganisationRequest,
    /// The `revision` of what was seen. Of another one nothing is changed, nor without it: what somebody else did meanwhile is
    /// looked at first.
    #[serde(default)]
    pub seen: i64,
}

/// An organisation, as its members and the authority see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// What it says of itself.
    pub about: OrganisationRequest,
    /// `pending`, `approved` or `returned`. Only an approved one files.
    pub state: String,
    /// Why it was returned, in words; else empty.
    pub why: String,
    /// The role of who asks; of staff none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<MemberRole>,
    /// Its people.
    pub members: Vec<Member>,
    /// When it was registered or last changed, in seconds since 1970 UTC.
    pub updated_at: i64,
    /// Which version this is: the number grows with each change of what is said here and with each decision, also within a
    /// second.
    #[serde(default)]
    pub revision: i64,
    /// The papers of its registration, each with what it is: those of `about.documents`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<OrganisationFile>,
    /// A warning for it: `credit_code_organisation`, the organisation's own digit is wrong; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub warning: String,
}

/// Whether an employer's registration is approved.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct OrganisationDecision {
    /// Approved, or returned to be put right.
    pub approved: bool,
    /// Why it is returned, in words that its people read; of an approval it may be empty.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 2000)))]
    pub why: String,
    /// The `revision` of what the officer looked at. Of another one nothing is decided, nor without it.
    #[serde(default)]
    pub seen: i64,
}

/// A page of the employers that the authority asks for: those that wait first, whoever waits longest before the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OrganisationPage {
    /// The rows.
    pub rows: Vec<Organisation>,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many rows there are on all pages.
    pub total: u64,
}

/// Somebody of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Member {
    /// The membership's id.
    pub id: String,
    /// The address with which the person signs in.
    pub email: String,
    /// What they may do.
    pub role: MemberRole,
    /// Of an agency: the last day of its mandate, ISO 8601; else empty.
    pub until: String,
    /// How many invitations and applications the person takes care of.
    pub cases: u32,
    /// A telephone of their own, as typed; empty where none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Whether they are one of the one to three who handle applications: a handler is, a person in charge may be.
    #[serde(default)]
    pub handles: bool,
}

/// Makes somebody a member, or changes what they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct MemberRequest {
    /// The address with which the person signs in; nobody needs to have signed in before.
    #[cfg_attr(feature = "server", validate(length(min = 3, max = 254)))]
    pub email: String,
    /// What they may do.
    pub role: MemberRole,
    /// Of a person in charge: whether they handle applications too. Without it, that stays as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handles: Option<bool>,
    /// Of an agency: the last day of its mandate, ISO 8601.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 10)))]
    pub until: String,
    /// The language of the letter that tells the person; of a member already, an empty one leaves it as it was.
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
    /// A telephone of their own, which no applicant may give as theirs. Without it, it stays as it was; an empty one takes it
    /// away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(length(max = 40)))]
    pub phone: Option<String>,
}

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct Invitee {
    /// The person's own address: nobody's of the organisation. What is none is a problem of its row.
    #[cfg_attr(feature = "server", validate(length(max = 2000)))]
    pub email: String,
    /// What the employer calls the person, in 120 characters at most: so that it finds its rows. Never shown to others.
    #[cfg_attr(feature = "server", validate(length(max = 2000)))]
    pub label: String,
    /// The language of the letter.
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
    /// The post: answers as typed to questions that are the employer's, by key.
    #[cfg_attr(feature = "server", validate(length(max = 100)))]
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub post: Vec<(Key, String)>,
}

/// Invites people. With `try_only` nothing is sent or stored, and the answer says what would be wrong.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct InviteRequest {
    /// Whom.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 200), nested))]
    pub people: Vec<Invitee>,
    /// Only to see what would be wrong.
    #[serde(default)]
    pub try_only: bool,
}

/// Puts an invitation right.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct InvitationChange {
    /// As it is to be. Answers to other questions than those named stay.
    #[serde(flatten)]
    #[cfg_attr(feature = "server", validate(nested))]
    pub to: Invitee,
    /// The `revision` of what was seen. Of another one nothing is changed, nor without it: what somebody else did meanwhile is
    /// looked at first.
    #[serde(default)]
    pub seen: i64,
    /// The `part.revision` on which the answers are based: one that is newer is not overwritten either.
    #[serde(default)]
    pub part_seen: u64,
}

/// What is wrong with a row of the request; where there is any, nobody was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// Which row, from 0.
    pub row: u32,
    /// Which question, or `email`, or `label`.
    pub key: String,
    /// The name of a problem; of addresses also `email_of_a_handler`, `email_twice` and `already_invited`.
    pub code: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Invited {
    /// The ids of the invitations, in the order of the rows; empty where there are problems, and after a mere try.
    pub ids: Vec<String>,
    /// What is wrong.
    pub problems: Vec<RowProblem>,
}

/// An invitation as the employer sees it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its id.
    pub id: String,
    /// Where the letter went.
    pub email: String,
    /// What the employer calls the person.
    pub label: String,
    /// The language of its letters.
    #[serde(default)]
    pub locale: String,
    /// `sent`, `accepted`, `submitted`, `declined`, or `ended`.
    pub state: String,
    /// The application, once the applicant's part is ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// Who of the organisation takes care of it: a membership.
    pub handler: String,
    /// When it was sent, and last sent again.
    pub sent_at: i64,
    /// When the person answered; 0 where they have not.
    pub answered_at: i64,
    /// Which version this is: the number grows with each change of address, label or language.
    #[serde(default)]
    pub revision: i64,
    /// The employer's part, with a revision of its own.
    pub part: PartDocument,
}

/// An invitation as the invited person sees it, before they answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct InvitedTo {
    /// The employer's registered name.
    pub organisation: String,
    /// Its credit code.
    pub credit_code: String,
    /// `sent`, `accepted`, `submitted`, `declined`, or `ended`.
    pub state: String,
    /// The post: what the employer answered to the questions that are its own, as typed.
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub post: Vec<(Key, String)>,
    /// To who is signed in, while it waits for an answer: with which of their drafts they can accept, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<JoinableDraft>,
}

/// A draft of one's own with which an invitation can be accepted: it was not sent, and is joined to no employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct JoinableDraft {
    /// Its id.
    pub id: String,
    /// What names it: employer and position, as far as they are answered.
    pub name: String,
    /// When it was last saved, in seconds since 1970 UTC.
    pub updated_at: i64,
    /// Whether it names another employer than the one that invites, by its credit code.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
}

/// The answer to an invitation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct InvitedAnswer {
    /// Whether the person accepts.
    pub accepts: bool,
    /// With which of their drafts: one that the server has, or the id of one that begins now.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 36)))]
    pub draft: String,
}

/// What joins a draft and an employer, as the applicant sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DraftEmployer {
    /// The employer's registered name; empty while there is none.
    pub organisation: String,
    /// Its credit code.
    pub credit_code: String,
    /// The employer's answers to the questions that are its own, as typed.
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub post: Vec<(Key, String)>,
    /// A code by which an employer joins the draft, where one was just made; it is not told again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
}

/// An employer joins a draft by the applicant's code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct JoinRequest {
    /// The code.
    #[cfg_attr(feature = "server", validate(length(min = 4, max = 40)))]
    pub code: String,
}
