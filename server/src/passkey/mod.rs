//! Passkeys: what an authenticator is asked and whether it answered right, by `webauthn-rs`. Each is discoverable and
//! verifies its user, so that nobody types an address, and a passkey alone is two factors.
//!
//! `person` is the way in of applicants and employers, `staff` the staff's; both keep a challenge in the database until it
//! is answered, once.

pub mod person;
pub mod staff;

use crate::clock;
use crate::error::Error;
use crate::locales;
use crate::mail::{self, PasskeyNews};
use crate::sign_in::hash;
use crate::state::Portal;
use crate::store::{FoundPasskey, Holder, Kind, Letter, NewChallenge};
use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use permit::api::passkey::{Challenge, NewPasskey, Passkey as WirePasskey, PasskeyName, PasskeySignIn};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

/// Seconds that a challenge holds, and that a browser waits for the authenticator.
pub const VALID: u64 = 300;
/// Seconds after a sign-in in which a passkey may be added: later somebody else may sit at the computer.
pub const FRESH: i64 = 900;

/// What knows the portal's name to authenticators; nothing where its address is none that passkeys can be bound to.
#[derive(Clone)]
pub struct Passkeys(Option<Arc<Webauthn>>);

impl Passkeys {
    /// Bound to the host of the portal's address. An address without a name (`https://192.0.2.1`) has none: browsers make
    /// no passkeys there.
    #[must_use]
    pub fn new(address: &str, name: &str) -> Passkeys {
        let made = Url::parse(address).ok().and_then(|origin| {
            let host = origin.domain()?.to_owned();
            let builder = WebauthnBuilder::new(&host, &origin).ok()?;
            let builder = builder.rp_name(name).timeout(Duration::from_secs(VALID));
            builder.build().ok()
        });
        if made.is_none() {
            tracing::warn!(
                "there are no passkeys here: PORTAL_URL has no host name that they could be bound to"
            );
        }
        Passkeys(made.map(Arc::new))
    }

    fn get(&self) -> Result<&Webauthn, Error> {
        self.0.as_deref().ok_or(Error::NoPasskeys)
    }

    /// What to ask for a new passkey, and the state that the answer is held against.
    fn create(
        &self,
        holder: &Holder,
        name: &str,
        shown: &str,
        known: &[String],
    ) -> Result<(String, String), Error> {
        let known = known.iter().filter_map(|id| URL_SAFE_NO_PAD.decode(id).ok());
        let known = known.collect();
        let (options, state) = self
            .get()?
            .start_passkey_registration(handle(holder), name, shown, Some(known))
            .map_err(fault)?;
        let mut options = to_value(&options)?["publicKey"].take();
        // The crate leaves it to the authenticator; we need passkeys that are found without an address.
        options["authenticatorSelection"]["residentKey"] = json!("required");
        options["authenticatorSelection"]["requireResidentKey"] = json!(true);
        Ok((options.to_string(), text(&state)?))
    }

    /// What was made, if it answers the challenge: its id, and what is kept.
    fn created(&self, credential: &str, state: &str) -> Result<(String, String), Error> {
        let credential: RegisterPublicKeyCredential = read(credential)?;
        if credential
            .extensions
            .cred_props
            .as_ref()
            .and_then(|props| props.rk)
            == Some(false)
        {
            // The authenticator could keep none: nobody could sign in with it.
            return Err(Error::PasskeyUnusable);
        }
        let state: PasskeyRegistration = stored(state)?;
        let passkey = self
            .get()?
            .finish_passkey_registration(&credential, &state)
            .map_err(|error| told(&error))?;
        Ok((URL_SAFE_NO_PAD.encode(passkey.cred_id()), text(&passkey)?))
    }

    /// What to ask of whoever signs in, and the state that the answer is held against.
    fn request(&self) -> Result<(String, String), Error> {
        let (options, state) = self.get()?.start_discoverable_authentication().map_err(fault)?;
        // `mediation` stands beside it and is for fields of addresses; ours is a button.
        let options = to_value(&options)?["publicKey"].take();
        Ok((options.to_string(), text(&state)?))
    }

    /// Whether an authenticator answered the challenge with this passkey; what is kept of it from now on.
    fn verify(&self, answer: &Answered, state: &str, kept: &str, holder: &Holder) -> Result<String, Error> {
        let state: DiscoverableAuthentication = stored(state)?;
        let mut passkey: Passkey = stored(kept)?;
        let webauthn = self.get()?;
        let who = webauthn.identify_discoverable_authentication(&answer.0);
        if !who.is_ok_and(|(who, _)| who == handle(holder)) {
            return Err(Error::PasskeyUnknown);
        }
        // A counter that did not grow is a copied authenticator: the crate refuses it.
        let result = webauthn
            .finish_discoverable_authentication_v2(&answer.0, state, &passkey)
            .map_err(|error| told(&error))?;
        if !result.user_verified() {
            return Err(Error::PasskeyUnknown);
        }
        passkey.update_credential(&result);
        text(&passkey)
    }
}

/// What an authenticator answered whose user signs in.
struct Answered(PublicKeyCredential);

impl Answered {
    fn read(json: &str) -> Result<Self, Error> {
        read(json).map(Answered)
    }

    /// The id of the passkey, in base64url.
    fn credential_id(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0.raw_id)
    }
}

/// The name of an account for authenticators: it tells nothing, and is not the account's id.
fn handle(holder: &Holder) -> Uuid {
    let named = hash(&["passkey", holder.kind.name(), &holder.id]);
    let mut bytes = [0; 16];
    for (byte, place) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = named
            .get(place..place + 2)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            .unwrap_or(0);
    }
    Uuid::from_bytes(bytes)
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|_| Error::InvalidRequest)
}

fn stored<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|_| {
        tracing::error!("a stored passkey or challenge can't be read");
        Error::Internal
    })
}

fn text<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::Internal)
}

fn to_value<T: Serialize>(value: &T) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|_| Error::Internal)
}

fn fault(_: WebauthnError) -> Error {
    tracing::error!("no challenge can be made");
    Error::Internal
}

/// An answer that is wrong, in whatever way: the kind is for the log, the person learns that it was not accepted.
fn told(error: &WebauthnError) -> Error {
    let kind = match error {
        WebauthnError::CredentialPossibleCompromise => "its counter did not grow: it may be a copy",
        WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash => "it is of another address",
        WebauthnError::UserNotVerified | WebauthnError::UserNotPresent => "its user was not verified",
        _ => "it does not answer the challenge",
    };
    tracing::info!(kind, "a passkey was refused");
    Error::PasskeyUnknown
}

/// An account that looks after its passkeys.
struct Account<'a> {
    holder: Holder,
    /// Where its letters go.
    email: &'a str,
    /// As what an authenticator shows it.
    shown: &'a str,
}

impl Account<'_> {
    /// Asks for a new passkey.
    async fn ask(self, portal: &Portal, client: Option<&str>) -> Result<Json<Challenge>, Error> {
        let known = portal.store.credential_ids(&self.holder).await?;
        let asked = portal
            .passkeys
            .create(&self.holder, self.email, self.shown, &known)?;
        Ok(Json(challenge(portal, self.holder, client, asked).await?))
    }

    /// Adds it.
    async fn add(
        self,
        portal: &Portal,
        request: &NewPasskey,
    ) -> Result<(StatusCode, Json<WirePasskey>), Error> {
        let name = tidy(&request.name)?;
        let state = answered(portal, &request.challenge, self.holder.clone()).await?;
        let kept = portal.passkeys.created(&request.credential, &state)?;
        let added = WirePasskey {
            id: clock::id(),
            name,
            created_at: portal.now(),
            used_at: None,
        };
        let letter = self.letter(portal, &request.locale, PasskeyNews::Added);
        portal
            .store
            .add_passkey(self.holder, added.clone(), kept, letter, portal.now())
            .await?;
        portal.mailer.wake();
        Ok((StatusCode::CREATED, Json(added)))
    }

    /// Removes one.
    async fn remove(self, portal: &Portal, headers: &HeaderMap, id: String) -> Result<StatusCode, Error> {
        let letter = self.letter(portal, locales::of(headers), PasskeyNews::Removed);
        portal
            .store
            .remove_passkey(self.holder, id, letter, portal.now())
            .await?;
        portal.mailer.wake();
        Ok(StatusCode::NO_CONTENT)
    }

    fn letter(&self, portal: &Portal, locale: &str, news: PasskeyNews) -> Letter {
        let page = match self.holder.kind {
            Kind::Person => "account/passkeys",
            Kind::Staff => "staff/passkeys",
        };
        mail::passkey(locale, self.email, news, &portal.config.address(), page)
    }
}

/// Gives a passkey another name.
async fn name(
    portal: &Portal,
    holder: Holder,
    id: String,
    request: &PasskeyName,
) -> Result<StatusCode, Error> {
    portal
        .store
        .name_passkey(holder, id, tidy(&request.name)?)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks whoever signs in; `nobody` says to what kind of account.
async fn ask(portal: &Portal, client: Option<&str>, nobody: Holder) -> Result<Json<Challenge>, Error> {
    let asked = portal.passkeys.request()?;
    Ok(Json(challenge(portal, nobody, client, asked).await?))
}

/// The passkey of that kind of account that answered, and what is kept of it from now on.
async fn who_answered(
    portal: &Portal,
    request: &PasskeySignIn,
    nobody: Holder,
) -> Result<(FoundPasskey, String), Error> {
    let answer = Answered::read(&request.credential)?;
    let kind = nobody.kind;
    let state = answered(portal, &request.challenge, nobody).await?;
    let found = portal.store.passkey(&answer.credential_id()).await?;
    let found = found.filter(|found| found.holder.kind == kind);
    let found = found.ok_or(Error::PasskeyUnknown)?;
    let kept = portal
        .passkeys
        .verify(&answer, &state, &found.credential, &found.holder)?;
    Ok((found, kept))
}

/// Keeps a challenge, and tells the browser.
async fn challenge(
    portal: &Portal,
    holder: Holder,
    client: Option<&str>,
    (options, state): (String, String),
) -> Result<Challenge, Error> {
    let id = crate::sign_in::token();
    let new = NewChallenge {
        id: hash(&["challenge", &id]),
        holder,
        client: client.map(|client| hash(&["client", client])),
        state,
        now: portal.now(),
    };
    portal.store.keep_challenge(new).await?;
    Ok(Challenge { id, options })
}

/// Takes a challenge away: the state that its answer is held against.
async fn answered(portal: &Portal, id: &str, holder: Holder) -> Result<String, Error> {
    let valid = i64::try_from(VALID).unwrap_or(0);
    let since = portal.now() - valid;
    let id = hash(&["challenge", id]);
    portal.store.take_challenge(id, holder, since).await
}

/// A name without blanks around it.
fn tidy(name: &str) -> Result<String, Error> {
    match name.trim() {
        "" => Err(Error::InvalidRequest),
        name => Ok(name.to_owned()),
    }
}
