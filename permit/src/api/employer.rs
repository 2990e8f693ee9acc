//! The wire of what an employer works with every day: its invitations page by page, reminders, posts that it offers often,
//! and the papers of its registration.

use super::organisation::Invitation;
use crate::answer::Key;
use crate::file::FileInfo;
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use validator::Validate;

/// A page of an organisation's invitations, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct InvitationPage {
    /// The rows.
    pub rows: Vec<Invitation>,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many rows there are on all pages.
    pub total: u64,
    /// How many people of the organisation have not answered, whatever was asked for.
    pub unanswered: u64,
    /// How many of these can be reminded now: nothing was sent to them for a day.
    pub due: u64,
}

/// Reminds people who have not answered. With `try_only` nothing is sent, and the answer says what would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct RemindRequest {
    /// Whom: ids of invitations.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 500)))]
    pub invitations: Vec<String>,
    /// Everybody who has not answered and can be reminded now, the first five hundred.
    #[serde(default)]
    pub all: bool,
    /// Only to see what would be sent.
    #[serde(default)]
    pub try_only: bool,
}

/// What came of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A letter would go out.
    Ready,
    /// A letter goes out.
    Sent,
    /// The last one is less than a day old.
    TooSoon,
    /// The person has answered, or it has ended.
    Closed,
}

impl Outcome {
    /// Each.
    pub const ALL: [Outcome; 4] = [Outcome::Ready, Outcome::Sent, Outcome::TooSoon, Outcome::Closed];

    /// The name on the wire and in text keys: `reminder.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Ready => "ready",
            Outcome::Sent => "sent",
            Outcome::TooSoon => "too_soon",
            Outcome::Closed => "closed",
        }
    }
}

/// A reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Reminder {
    /// The invitation.
    pub invitation: String,
    /// Where the letter goes.
    pub email: String,
    /// What the employer calls the person.
    pub label: String,
    /// What came of it.
    pub outcome: Outcome,
    /// When the next letter may go out, in seconds since 1970 UTC.
    pub again_at: i64,
}

/// What came of a list of reminders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Reminded {
    /// One each, in the order in which they were asked for; who waits longest first where all were.
    pub rows: Vec<Reminder>,
    /// How many more wait than a request takes.
    pub more: u64,
}

/// A post that an organisation offers often: answers to the questions that are the employer's, under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PostTemplate {
    /// Its id.
    pub id: String,
    /// The name by which the organisation finds it; each once.
    pub name: String,
    /// The answers as typed, by key.
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub answers: Vec<(Key, String)>,
    /// When it was last changed, in seconds since 1970 UTC.
    pub updated_at: i64,
}

/// Keeps a post, or changes one: the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct PostRequest {
    /// Its name.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 120)))]
    pub name: String,
    /// The answers as typed, by key; empty ones are left out.
    #[cfg_attr(feature = "server", validate(length(max = 100)))]
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub answers: Vec<(Key, String)>,
}

/// What a paper of a registration is (domain.md 5, BJ-ref: the materials of an employer's registration).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// The sealed registration form of the unit.
    RegistrationForm,
    /// Proof of lawful registration: business licence, certificate of the credit code, and the like.
    RegistrationProof,
    /// The identity card or passport of the person in charge.
    IdInCharge,
    /// The identity card or passport of a handler.
    IdHandler,
    /// The sealed letter that authorises a handler or an agency.
    Authorisation,
    /// The licence of a trade that needs one.
    IndustryLicence,
    /// Another one that the authority asked for.
    Other,
}

impl Paper {
    /// Each.
    pub const ALL: [Paper; 7] = [
        Paper::RegistrationForm,
        Paper::RegistrationProof,
        Paper::IdInCharge,
        Paper::IdHandler,
        Paper::Authorisation,
        Paper::IndustryLicence,
        Paper::Other,
    ];

    /// The name on the wire, in the database and in text keys: `paper.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Paper::RegistrationForm => "registration_form",
            Paper::RegistrationProof => "registration_proof",
            Paper::IdInCharge => "id_in_charge",
            Paper::IdHandler => "id_handler",
            Paper::Authorisation => "authorisation",
            Paper::IndustryLicence => "industry_licence",
            Paper::Other => "other",
        }
    }

    /// The paper of this name; an unknown one is another one.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|paper| paper.name() == name);
        found.unwrap_or(Paper::Other)
    }
}

/// A paper of an organisation's registration. It goes along with each of its applications that the employer files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OrganisationFile {
    /// What it is.
    pub paper: Paper,
    /// What is known of the file.
    pub file: FileInfo,
}

/// Says what a file of one's own is to the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct PaperRequest {
    /// What it is.
    pub paper: Paper,
    /// The file in whose place it comes; empty where it is one more.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 64)))]
    pub replaces: String,
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Paper};

    #[test]
    fn names_are_those_of_the_wire() {
        for paper in Paper::ALL {
            assert_eq!(serde_json::to_value(paper).unwrap(), paper.name());
            assert_eq!(Paper::named(paper.name()), paper);
        }
        for outcome in Outcome::ALL {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.name());
        }
        assert_eq!(Paper::named("nothing"), Paper::Other);
    }
}
