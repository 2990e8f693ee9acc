//! Asking the server: JSON in and out, by the types of `permit::api`.

use super::side::Kind;
use super::state;
use crate::idle;
use crate::platform::fetch::fetch;
use permit::api::session::UNUSED;
use permit::api::{ErrorBody, session, staff};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why something failed: the name of an error of the API; `unreachable` where no answer came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failed {
    /// `error.<code>`.
    pub code: String,
    /// `denied.<name>`, where that is the error.
    pub denied: String,
    /// What is wrong with answers: key, or words that say more than its name, and `problem.<code>`.
    pub problems: Vec<(String, String)>,
}

impl Failed {
    /// Something can't be done: `denied.<name>`.
    pub fn denied(name: &str) -> Self {
        Failed {
            denied: name.into(),
            ..Failed::named("denied")
        }
    }

    /// An error of this name.
    pub fn named(code: &str) -> Self {
        Failed {
            code: code.into(),
            ..Failed::default()
        }
    }
}

async fn ask(method: &str, path: &str, body: Option<String>) -> Result<String, Failed> {
    let answer = fetch(method, path, body).await;
    let (status, text) = answer.map_err(|_| Failed::named("unreachable"))?;
    if (200..300).contains(&status) {
        let is_staff = state::with(|state| state.page.kind() == Kind::Staff);
        idle::used(if is_staff {
            staff::SEEN_SECONDS
        } else {
            session::SEEN_SECONDS
        });
        return Ok(text);
    }
    // Something between us and the server answered in its place.
    let body: ErrorBody = serde_json::from_str(&text).map_err(|_| Failed::named("unreachable"))?;
    Err(Failed {
        code: body.code,
        denied: body.denied,
        problems: body.problems.into_iter().map(|one| (one.key, one.code)).collect(),
    })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failed> {
    // A newer server may say what this page does not know: loading it again helps.
    serde_json::from_str(text).map_err(|_| Failed::named("form_outdated"))
}

/// Reads who is signed in; `None`: nobody. To ask may be to use the session.
pub async fn session<T: DeserializeOwned>(path: &str, used: bool) -> Result<Option<T>, Failed> {
    let unused = format!("{path}?{UNUSED}");
    match get(if used { path } else { &unused }).await {
        Err(failed) if failed.code == "not_signed_in" => Ok(None),
        answer => answer.map(Some),
    }
}

/// Reads what stands at a path.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failed> {
    read(&ask("GET", path, None).await?)
}

/// Sends something and reads the answer.
pub async fn send<T: DeserializeOwned>(method: &str, path: &str, body: &impl Serialize) -> Result<T, Failed> {
    let body = serde_json::to_string(body).map_err(|_| Failed::named("invalid_request"))?;
    read(&ask(method, path, Some(body)).await?)
}

/// Asks for something to be done of which the answer says nothing.
pub async fn act(method: &str, path: &str) -> Result<(), Failed> {
    ask(method, path, None).await.map(drop)
}

/// Sends something; the answer says nothing that is wanted here.
pub async fn tell(method: &str, path: &str, body: &impl Serialize) -> Result<(), Failed> {
    let body = serde_json::to_string(body).map_err(|_| Failed::named("invalid_request"))?;
    ask(method, path, Some(body)).await.map(drop)
}

/// Asks for something to be done, and reads the answer.
pub async fn read_after<T: DeserializeOwned>(method: &str, path: &str) -> Result<T, Failed> {
    read(&ask(method, path, None).await?)
}
