//! The outbox of a portal without a mail server, readable on this machine only.

use crate::error::Error;
use crate::guard::{is_this_machine, was_forwarded};
use crate::locales;
use crate::mail;
use crate::state::Portal;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use permit::landing::escape;

/// Only without a mail server, only on a loopback address without a proxy, and only when asked for by such a name: a
/// site elsewhere can't make its own name lead here and read the letters.
fn allowed(portal: &Portal, headers: &HeaderMap) -> Result<(), Error> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("");
    if portal.config.has_dev_mail() && is_this_machine(host) && !was_forwarded(headers) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// `GET /dev/mail`.
///
/// # Errors
/// [`Error::NotFound`] where there is no outbox.
pub async fn page(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Error> {
    allowed(&portal, &headers)?;
    let letters: String = portal
        .store
        .newest_letters()
        .await?
        .iter()
        .map(|letter| {
            format!(
                "<article lang=\"{}\" dir=\"{}\"><h2>{}</h2><p dir=\"ltr\">{}</p><pre>{}</pre></article><hr>",
                escape(&letter.locale),
                escape(&locales::text(&letter.locale, "locale.dir")),
                escape(&letter.subject),
                escape(&letter.recipient),
                escape(&letter.body)
            )
        })
        .collect();
    let letters = if letters.is_empty() {
        "<p>No letter yet. Reload after asking for a code.</p>".into()
    } else {
        letters
    };
    Ok(Html(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Outbox</title><main><h1>Outbox</h1><p>No mail server is set, so letters stay here. Newest first.</p>{letters}</main></html>"
    ))
    .into_response())
}

/// `GET /dev/mail.json`.
///
/// # Errors
/// [`Error::NotFound`] where there is no outbox.
pub async fn list(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Error> {
    allowed(&portal, &headers)?;
    let mut letters = portal.store.newest_letters().await?;
    letters.reverse();
    let list: Vec<serde_json::Value> = letters
        .iter()
        .map(|letter| {
            serde_json::json!({
                "to": letter.recipient, "locale": letter.locale, "subject": letter.subject, "text": letter.body,
                "html": mail::html(letter), "at": letter.created_at,
            })
        })
        .collect();
    Ok(axum::Json(list).into_response())
}
