//! tus 1.0.0 as the programs speak it: an upload is begun, asked how far it is, and goes on in pieces with their hashes.

use crate::platform::{bytes, fetch, object, property};
use crate::wire;
use js_sys::{Promise, Uint8Array};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use permit::api::path;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, Response};

/// The longest that an answer is waited for, in milliseconds: the server gives the last piece two minutes, for it has the
/// whole looked at.
const LONGEST: u32 = 120_000;

/// Why a request came to nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// No answer came, or it was called off.
    Line,
    /// Nobody is signed in.
    SignedOut,
    /// The upload is not there any more: it begins anew.
    Gone,
    /// The offset is another one, or the piece was damaged: ask how far it is.
    Again,
    /// The server can't now; the code says why.
    Later(String),
    /// The file is refused; the code says why.
    Refused(String),
}

/// How far an upload is; `file` once it is whole and was taken.
#[derive(Debug)]
pub struct Progress {
    /// So many bytes are stored.
    pub sent: u64,
    /// The file's id.
    pub file: Option<String>,
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

async fn ask(
    method: &str,
    url: &str,
    headers: &[(&str, String)],
    body: Option<&Blob>,
    limit: AbortController,
) -> Result<Response, Fault> {
    let mut all = vec![("tus-resumable", JsValue::from_str("1.0.0"))];
    all.extend(
        headers
            .iter()
            .map(|(name, value)| (*name, JsValue::from_str(value))),
    );
    let mut init = vec![("headers", object(&all).into())];
    if let Some(body) = body {
        init.push(("body", body.into()));
    }
    let response = fetch::send(method, url, init, LONGEST, limit).await;
    let response = response.map_err(|_| Fault::Line)?;
    if response.ok() {
        return Ok(response);
    }
    // A HEAD has no body: the code of a refusal stands in a header.
    let code = match header(&response, "upload-refused") {
        Some(code) => code,
        None => {
            let text = response.text().map(JsFuture::from).map_err(|_| Fault::Line)?;
            let text = text.await.ok().and_then(|text| text.as_string());
            wire::text(&wire::parse(&text.unwrap_or_default()), "code")
        }
    };
    Err(fault(response.status(), method, code))
}

fn fault(status: u16, method: &str, code: String) -> Fault {
    match status {
        401 => Fault::SignedOut,
        404 | 410 => Fault::Gone,
        409 | 460 => Fault::Again,
        // Something between us and the server answered in its place.
        _ if code.is_empty() && method != "HEAD" => Fault::Line,
        413 | 422 | 400 | 403 | 412 | 415 => Fault::Refused(code),
        _ if code.is_empty() => Fault::Line,
        _ => Fault::Later(code),
    }
}

fn progress(response: &Response) -> Progress {
    let sent = header(response, "upload-offset").and_then(|offset| offset.parse().ok());
    Progress {
        sent: sent.unwrap_or(0),
        file: header(response, "upload-file"),
    }
}

/// SHA-256 of a file, as 32 bytes.
pub async fn hash(blob: &Blob) -> Option<Vec<u8>> {
    let bytes = bytes(blob).await?;
    let subtle = property(&property(&window(), "crypto"), "subtle");
    let subtle: web_sys::SubtleCrypto = subtle.dyn_into().ok()?;
    let digest: Promise = subtle.digest_with_str_and_u8_array("SHA-256", &bytes).ok()?;
    let digest = JsFuture::from(digest).await.ok()?;
    Some(Uint8Array::new(&digest).to_vec())
}

fn base64(bytes: &[u8]) -> Option<String> {
    let latin: String = bytes.iter().copied().map(char::from).collect();
    window().btoa(&latin).ok()
}

/// Begins an upload; answers where it is. `sha256` is the hash that the whole has to have.
pub async fn begin(bytes: u64, sha256: &str, limit: AbortController) -> Result<String, Fault> {
    let mut headers = vec![("upload-length", bytes.to_string())];
    if let Some(encoded) = base64(sha256.as_bytes()).filter(|_| !sha256.is_empty()) {
        headers.push(("upload-metadata", format!("sha256 {encoded}")));
    }
    let response = ask("POST", path::UPLOADS, &headers, None, limit).await?;
    header(&response, "location").ok_or(Fault::Line)
}

/// How far an upload is.
pub async fn find(url: &str, limit: AbortController) -> Result<Progress, Fault> {
    ask("HEAD", url, &[], None, limit)
        .await
        .map(|response| progress(&response))
}

/// Sends the piece that begins at `from`.
pub async fn send(url: &str, from: u64, piece: &Blob, limit: AbortController) -> Result<Progress, Fault> {
    let mut headers = vec![
        ("content-type", "application/offset+octet-stream".to_owned()),
        ("upload-offset", from.to_string()),
    ];
    if let Some(sum) = hash(piece).await.as_deref().and_then(base64) {
        headers.push(("upload-checksum", format!("sha256 {sum}")));
    }
    let response = ask("PATCH", url, &headers, Some(piece), limit).await?;
    Ok(progress(&response))
}

/// Ends an upload that is not wanted any more; what came of it goes with the cleaning otherwise.
pub async fn end(url: &str) {
    if let Ok(limit) = AbortController::new() {
        let _ = ask("DELETE", url, &[], None, limit).await;
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, fault};

    #[test]
    fn what_a_status_means_for_the_file() {
        let of = |status, code: &str| fault(status, "PATCH", code.to_owned());
        assert_eq!(of(401, "not_signed_in"), Fault::SignedOut);
        assert_eq!(of(404, "not_found"), Fault::Gone);
        assert_eq!(of(410, "upload_expired"), Fault::Gone);
        assert_eq!(of(409, "upload_offset"), Fault::Again);
        assert_eq!(of(460, "upload_checksum"), Fault::Again);
        assert_eq!(of(422, "file_locked"), Fault::Refused("file_locked".into()));
        assert_eq!(of(413, "file_size"), Fault::Refused("file_size".into()));
        assert_eq!(of(507, "storage_full"), Fault::Later("storage_full".into()));
        assert_eq!(
            of(429, "too_many_requests"),
            Fault::Later("too_many_requests".into())
        );
        // A hotel's sign-in page.
        assert_eq!(of(200, ""), Fault::Line);
        assert_eq!(of(511, ""), Fault::Line);
    }
}
