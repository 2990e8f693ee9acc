//! Every call to the server. The only file that knows HTTP.

use gloo_net::http::{Method, RequestBuilder, Response};
use permit::api::{
    Application, ApplicationSummary, DraftDocument, DraftSummary, ErrorBody, SaveRequest, SaveResponse,
    Session, SignIn, SignInCodeRequest, SubmitRequest, path,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a call failed.
#[derive(Clone, Debug, PartialEq)]
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
    /// The name of its text: `error.<code>`.
    pub fn code(&self) -> &str {
        match self {
            Failure::Unreachable => "unreachable",
            Failure::SignedOut => "not_signed_in",
            Failure::Unavailable(body) | Failure::Refused(body) => &body.code,
        }
    }
}

/// Sends, and tells the kinds of failure apart; bodies are JSON. Not generic, so that it is compiled once.
async fn call(method: Method, url: &str, body: Option<String>) -> Result<String, Failure> {
    let builder = RequestBuilder::new(url)
        .method(method)
        .header("accept", "application/json");
    let request = match body {
        Some(json) => builder.header("content-type", "application/json").body(json),
        None => builder.build(),
    };
    let response = request
        .map_err(|_| Failure::Unreachable)?
        .send()
        .await
        .map_err(|_| Failure::Unreachable)?;
    let status = response.status();
    if (200..300).contains(&status) {
        return response.text().await.map_err(|_| Failure::Unreachable);
    }
    Err(failure(status, response).await)
}

async fn failure(status: u16, response: Response) -> Failure {
    let body: Box<ErrorBody> = Box::new(response.json().await.unwrap_or_default());
    match status {
        401 => Failure::SignedOut,
        429 | 500.. => {
            // A proxy's page has no code of ours.
            let code = if body.code.is_empty() {
                "unavailable".into()
            } else {
                body.code.clone()
            };
            Failure::Unavailable(Box::new(ErrorBody { code, ..*body }))
        }
        _ => Failure::Refused(body),
    }
}

fn json<T: Serialize>(body: &T) -> Option<String> {
    serde_json::to_string(body).ok()
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|_| Failure::Unreachable)
}

/// Asks for a sign-in code by e-mail.
pub async fn request_code(email: &str, locale: &str) -> Result<(), Failure> {
    let body = json(&SignInCodeRequest {
        email: email.into(),
        locale: locale.into(),
    });
    call(Method::POST, path::SIGN_IN_CODES, body).await.map(drop)
}

/// Signs in with a code.
pub async fn sign_in(email: &str, code: &str) -> Result<Session, Failure> {
    parse(
        &call(
            Method::POST,
            path::SESSION,
            json(&SignIn {
                email: email.into(),
                code: code.into(),
            }),
        )
        .await?,
    )
}

/// Who is signed in.
pub async fn session() -> Result<Session, Failure> {
    parse(&call(Method::GET, path::SESSION, None).await?)
}

/// Signs out.
pub async fn sign_out() -> Result<(), Failure> {
    call(Method::DELETE, path::SESSION, None).await.map(drop)
}

/// One's drafts.
pub async fn drafts() -> Result<Vec<DraftSummary>, Failure> {
    parse(&call(Method::GET, path::DRAFTS, None).await?)
}

/// A draft as the server has it.
pub async fn draft(id: &str) -> Result<DraftDocument, Failure> {
    parse(&call(Method::GET, &path::with_id(path::DRAFT, id), None).await?)
}

/// Stores answers.
pub async fn save(id: &str, request: &SaveRequest) -> Result<SaveResponse, Failure> {
    parse(&call(Method::PATCH, &path::with_id(path::DRAFT, id), json(request)).await?)
}

/// Deletes a draft.
pub async fn delete_draft(id: &str) -> Result<(), Failure> {
    call(Method::DELETE, &path::with_id(path::DRAFT, id), None)
        .await
        .map(drop)
}

/// Submits a draft; the same again is harmless.
pub async fn submit(id: &str, revision: u64, locale: &str) -> Result<Application, Failure> {
    let body = json(&SubmitRequest {
        revision,
        locale: locale.into(),
    });
    parse(&call(Method::POST, &path::with_id(path::DRAFT_APPLICATION, id), body).await?)
}

/// One's applications.
pub async fn applications() -> Result<Vec<ApplicationSummary>, Failure> {
    parse(&call(Method::GET, path::APPLICATIONS, None).await?)
}

/// One application.
pub async fn application(id: &str) -> Result<Application, Failure> {
    parse(&call(Method::GET, &path::with_id(path::APPLICATION, id), None).await?)
}
