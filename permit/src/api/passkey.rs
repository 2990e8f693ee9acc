//! The wire of passkeys: what an authenticator is asked, what it answers, and the list of somebody's passkeys.
//!
//! What passes between the server and the authenticator is JSON of the Web Authentication standard (Level 3, 5.1.9 and
//! 5.1.10), as text: nothing between the two has to understand it.

use serde::{Deserialize, Serialize};

/// What an authenticator is asked, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// Names the challenge when the answer comes back.
    pub id: String,
    /// What `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` takes, as JSON.
    pub options: String,
}

/// A passkey that was just made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct NewPasskey {
    /// The challenge that it answers.
    #[cfg_attr(feature = "server", validate(length(max = 64)))]
    pub challenge: String,
    /// What `PublicKeyCredential.toJSON` says, as JSON.
    #[cfg_attr(feature = "server", validate(length(max = 65536)))]
    pub credential: String,
    /// What its owner calls it.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 60)))]
    pub name: String,
    /// The language of the letter about it.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
}

/// Signs in with a passkey.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct PasskeySignIn {
    /// The challenge that it answers.
    #[cfg_attr(feature = "server", validate(length(max = 64)))]
    pub challenge: String,
    /// What `PublicKeyCredential.toJSON` says, as JSON.
    #[cfg_attr(feature = "server", validate(length(max = 65536)))]
    pub credential: String,
    /// Whether others use this computer: the session then ends sooner, and with the browser. Of no account for the staff.
    #[serde(default)]
    pub shared: bool,
}

/// Another name for a passkey.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct PasskeyName {
    /// The name.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 60)))]
    pub name: String,
}

/// A passkey, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Passkey {
    /// Its id here; not the authenticator's.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was added, in seconds since 1970 UTC.
    pub created_at: i64,
    /// When somebody last signed in with it; absent where nobody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<i64>,
}
