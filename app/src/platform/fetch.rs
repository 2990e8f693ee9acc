//! Asking the server, for a while and not for ever.

use super::{object, set_timeout};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// The longest that an answer is waited for, in milliseconds: as long as the server works on it.
const LONGEST: u32 = 30_000;
/// Up to this many bytes a request outlives its page; browsers allow 64 KB for all of a site together.
const OUTLIVES: usize = 60_000;

/// Asks this site, with JSON where there is a body, and returns the status and the body of the answer.
///
/// # Errors
/// What the browser said: no answer came, or not in time.
pub async fn fetch(method: &str, url: &str, body: Option<String>) -> Result<(u16, String), JsValue> {
    let mut init = Vec::new();
    let mut outlives = method != "GET";
    if let Some(body) = body {
        let json = ("content-type", JsValue::from_str("application/json"));
        init.push(("headers", object(&[json]).into()));
        outlives = body.len() < OUTLIVES;
        init.push(("body", JsValue::from_str(&body)));
    }
    // The last save of a tab that is closed must arrive, and so must a sign-out.
    init.push(("keepalive", outlives.into()));
    let limit = AbortController::new()?;
    let response = send(method, url, init, LONGEST, limit).await?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

/// Asks this site with these settings of `fetch`, for so many milliseconds at the most, or until it is called off; the
/// body of the answer has as long.
///
/// # Errors
/// What the browser said: no answer came, or not in time, or it was called off.
pub async fn send(
    method: &str,
    url: &str,
    mut init: Vec<(&str, JsValue)>,
    longest: u32,
    limit: AbortController,
) -> Result<Response, JsValue> {
    init.push(("method", JsValue::from_str(method)));
    init.push(("signal", limit.signal().into()));
    let init: RequestInit = object(&init).unchecked_into();
    let _timer = set_timeout(longest, move || limit.abort());
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await?;
    Ok(response.unchecked_into())
}
