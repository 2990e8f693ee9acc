//! Every call to the server, and what its statuses mean.

use crate::idle;
use crate::platform::fetch::fetch;
use crate::platform::object;
use crate::text;
use crate::wire::{self, word};
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;
use permit::api::{
    ApplicationSummary, DraftDocument, DraftSummary, ErrorBody, SaveRequest, SaveResponse, Session, path,
    session::{SEEN_SECONDS, UNUSED},
};
use permit::problem::{Code, Problem};

/// Why a call failed.
#[derive(Debug)]
pub enum Failure {
    /// No answer came: no connection, or the server is away.
    Unreachable,
    /// The server can't for now (5xx, 429); the same call may work later.
    Unavailable(Box<ErrorBody>),
    /// Nobody is signed in, or the session is over.
    SignedOut,
    /// The server refused.
    Refused(Box<ErrorBody>),
}

impl Failure {
    /// One that has no more to it than its name.
    pub fn of(code: &str) -> Self {
        Failure::Refused(Box::new(ErrorBody {
            code: code.into(),
            ..ErrorBody::default()
        }))
    }

    /// The answers that the server named.
    pub fn answers(&self) -> Vec<Key> {
        match self {
            Failure::Refused(body) => body
                .problems
                .iter()
                .filter_map(|problem| Key::parse(&problem.key))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What the server alone knows to be wrong: no field says it.
    pub fn not_own(&self) -> Vec<Problem> {
        let Failure::Refused(body) = self else {
            return Vec::new();
        };
        body.problems
            .iter()
            .filter(|problem| problem.code == Code::NotOwn.name())
            .filter_map(|problem| Some(Problem::new(Key::parse(&problem.key)?, Code::NotOwn)))
            .collect()
    }

    /// The name of its text: `error.<code>`.
    pub fn code(&self) -> &str {
        match self {
            Failure::Unreachable => "unreachable",
            Failure::SignedOut => "not_signed_in",
            Failure::Unavailable(body) | Failure::Refused(body) => match body.problems.first() {
                // Of a file that is not ready, what is wrong with it says more.
                Some(first) if first.code.starts_with("file_") => &first.code,
                _ => &body.code,
            },
        }
    }
}

/// Sends, and tells the kinds of failure apart; bodies are JSON.
async fn call(method: &str, url: &str, body: Option<JsValue>) -> Result<JsValue, Failure> {
    let body = body.map(|body| wire::written(&body));
    let answer = fetch(method, url, body).await;
    let (status, text) = answer.map_err(|_| Failure::Unreachable)?;
    let json = wire::parse(&text);
    if status == 204 || (200..300).contains(&status) && json.is_object() {
        idle::used(SEEN_SECONDS);
        return Ok(json);
    }
    let body = Box::new(wire::error(&json));
    Err(match status {
        401 => Failure::SignedOut,
        // Something between us and the server answered in its place: a hotel's sign-in page, a proxy.
        _ if body.code.is_empty() => Failure::Unreachable,
        429 | 500.. => Failure::Unavailable(body),
        _ => Failure::Refused(body),
    })
}

fn with_id(path: &str, id: &str) -> String {
    path::with_id(path, id)
}

/// Where a file is looked at.
pub fn file_address(id: &str) -> String {
    format!("{}?view=1", with_id(path::FILE, id))
}

/// Where a paper of a draft or an application is made, in the language that is shown.
pub fn paper_address(path: &str, id: &str) -> String {
    format!("{}?locale={}", with_id(path, id), text::locale())
}

fn body(properties: &[(&str, JsValue)]) -> Option<JsValue> {
    Some(object(properties).into())
}

/// Asks for a sign-in code by e-mail.
pub async fn request_code(email: &str, locale: &str) -> Result<(), Failure> {
    let request = body(&[("email", word(email)), ("locale", word(locale))]);
    call("POST", path::SIGN_IN_CODES, request).await.map(drop)
}

/// Signs in with a code; `shared`: on a computer that others use too.
pub async fn sign_in(email: &str, code: &str, shared: bool) -> Result<Session, Failure> {
    let request = body(&[
        ("email", word(email)),
        ("code", word(code)),
        ("shared", shared.into()),
    ]);
    let json = call("POST", path::SESSION, request).await?;
    Ok(told(&json, true))
}

fn told(json: &JsValue, used: bool) -> Session {
    let session = wire::session(json);
    idle::said(session.seconds_left, used);
    session
}

/// Who is signed in; `used`: the session goes on by being asked.
pub async fn session(used: bool) -> Result<Session, Failure> {
    let unused = [path::SESSION, "?", UNUSED].concat();
    let json = call("GET", if used { path::SESSION } else { &unused }, None).await?;
    Ok(told(&json, used))
}

/// Signs out.
pub async fn sign_out() -> Result<(), Failure> {
    call("DELETE", path::SESSION, None).await.map(drop)
}

/// One's drafts.
pub async fn drafts() -> Result<Vec<DraftSummary>, Failure> {
    call("GET", path::DRAFTS, None)
        .await
        .map(|json| wire::list(&json, wire::draft_summary))
}

/// A draft as the server has it.
pub async fn draft(id: &str) -> Result<DraftDocument, Failure> {
    call("GET", &with_id(path::DRAFT, id), None)
        .await
        .map(|json| wire::draft_document(&json))
}

/// Stores answers.
pub async fn save(id: &str, request: &SaveRequest) -> Result<SaveResponse, Failure> {
    let request = Some(wire::save_request(request));
    call("PATCH", &with_id(path::DRAFT, id), request)
        .await
        .map(|json| wire::save_response(&json))
}

/// Deletes a draft.
pub async fn delete_draft(id: &str) -> Result<(), Failure> {
    call("DELETE", &with_id(path::DRAFT, id), None).await.map(drop)
}

/// Submits a draft of which the person agreed to what the employer receives, and returns the application's id; the same
/// again is harmless.
pub async fn submit(id: &str, revision: u64, locale: &str) -> Result<String, Failure> {
    let revision = wire::whole(i64::try_from(revision).unwrap_or(0));
    let version = wire::whole(i64::from(permit::forms::VERSION));
    let request = body(&[
        ("form_version", version),
        ("revision", revision),
        ("locale", word(locale)),
        ("agreed", true.into()),
    ]);
    call("POST", &with_id(path::DRAFT_APPLICATION, id), request)
        .await
        .map(|json| wire::text(&json, "id"))
}

/// Sends JSON to an address, and returns the answer's.
pub async fn send(method: &str, address: &str, json: &str) -> Result<String, Failure> {
    let body = Some(wire::parse(json)).filter(JsValue::is_object);
    call(method, address, body).await.map(|json| wire::written(&json))
}

/// One's applications.
pub async fn applications() -> Result<Vec<ApplicationSummary>, Failure> {
    call("GET", path::APPLICATIONS, None)
        .await
        .map(|json| wire::list(&json, wire::application_summary))
}

/// What stands at an address, as JSON: another program reads it.
pub async fn json(address: &str) -> Result<String, Failure> {
    call("GET", address, None).await.map(|json| wire::written(&json))
}
