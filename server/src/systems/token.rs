//! Who asks with a token, and what it opens: never anything of applicants, employers or the helpdesk, whose routes look at
//! cookies alone.

use crate::error::Error;
use crate::guard::{Client, token_hash};
use crate::sign_in::hash;
use crate::staff::Officer;
use crate::state::Portal;
use crate::store::Staff;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use permit::api::staff::StaffRole;

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Reading the queue, cases and their files.
    Read,
    /// Acting as the desk.
    Act,
    /// Reading what happened.
    Events,
    /// Saying which letters came back.
    Bounce,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 4] = [Scope::Read, Scope::Act, Scope::Events, Scope::Bounce];

    /// The name on the command line and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Scope::Read => "cases:read",
            Scope::Act => "cases:act",
            Scope::Events => "events:read",
            Scope::Bounce => "mail:bounce",
        }
    }

    /// The scope of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// Another system that asks.
#[derive(Clone, Debug)]
pub struct System {
    /// The token's name.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<Scope>,
    /// From when on it opens nothing.
    pub expires_at: i64,
}

impl System {
    /// As somebody of the desk: one name is one person, so that four eyes are those of two.
    fn officer(self) -> Staff {
        Staff {
            id: format!("token:{}", self.name),
            name: self.name,
            role: StaffRole::Officer,
            expires_at: self.expires_at,
            email: String::new(),
            created_at: 0,
            by_password: false,
            token_hash: String::new(),
        }
    }
}

/// The token of a request, if one is presented.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Who presents a token that opens this; nothing where none is presented.
async fn system(parts: &mut Parts, portal: &Portal, scope: Scope) -> Result<Option<System>, Error> {
    let Some(token) = bearer(&parts.headers).map(token_hash) else {
        return Ok(None);
    };
    let Ok(Client(client)) = Client::from_request_parts(parts, portal).await;
    let client = client.map_or_else(String::new, |client| hash(&["client", &client]));
    let system = portal.store.system(&token, &client, portal.now()).await?;
    if system.scopes.contains(&scope) {
        Ok(Some(system))
    } else {
        Err(Error::Forbidden)
    }
}

/// Somebody of the desk, or a token that opens the same.
async fn desk(parts: &mut Parts, portal: &Portal, scope: Scope) -> Result<Staff, Error> {
    match system(parts, portal, scope).await? {
        Some(system) => Ok(system.officer()),
        None => Ok(Officer::from_request_parts(parts, portal).await?.0),
    }
}

/// Who may read cases: somebody of the desk, or a token.
pub struct Reads(pub Staff);

impl FromRequestParts<Portal> for Reads {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        desk(parts, portal, Scope::Read).await.map(Reads)
    }
}

/// Who may act as the desk: somebody of it, or a token.
pub struct Acts(pub Staff);

impl FromRequestParts<Portal> for Acts {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        desk(parts, portal, Scope::Act).await.map(Acts)
    }
}

/// Who may read what happened: a token alone.
pub struct Follows(pub System);

impl FromRequestParts<Portal> for Follows {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        let found = system(parts, portal, Scope::Events).await?;
        found.map(Follows).ok_or(Error::NotSignedIn)
    }
}

/// Who may say that a letter came back: a token alone.
pub struct Bounces(pub System);

impl FromRequestParts<Portal> for Bounces {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        let found = system(parts, portal, Scope::Bounce).await?;
        found.map(Bounces).ok_or(Error::NotSignedIn)
    }
}
