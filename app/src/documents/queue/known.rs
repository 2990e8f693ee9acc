//! What the server says of the person's files.

use super::send;
use crate::documents::host;
use crate::platform::fetch::fetch;
use crate::platform::{Timer, set_timeout};
use crate::wire;
use leptos::wasm_bindgen::JsValue;
use permit::api::path;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

/// How long until it is asked again whether a file was searched for viruses, in milliseconds.
const PAUSE: u32 = 5_000;

/// A file of the person's.
#[derive(Clone, Debug)]
pub struct Known {
    /// The SHA-256 of its content.
    pub id: String,
    /// What it is: `pdf`, `jpeg`, `png`.
    pub kind: String,
    /// Its length.
    pub bytes: i64,
    /// Its pages.
    pub pages: i64,
    /// `waiting`, `clean`, `refused`.
    pub state: String,
    /// Why it was refused: a code.
    pub reason: String,
    /// When it came, in seconds since 1970 UTC.
    pub uploaded_at: i64,
}

thread_local! {
    static KNOWN: RefCell<Option<Vec<Known>>> = const { RefCell::new(None) };
    static TIMER: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

fn read(of: &JsValue) -> Known {
    Known {
        id: wire::text(of, "id"),
        kind: wire::text(of, "kind"),
        bytes: wire::number(of, "bytes"),
        pages: wire::number(of, "pages"),
        state: wire::text(of, "state"),
        reason: wire::text(of, "reason"),
        uploaded_at: wire::number(of, "uploaded_at"),
    }
}

/// The person's files, newest first; `None` until they were heard of.
pub fn known() -> Option<Vec<Known>> {
    KNOWN.with_borrow(Clone::clone)
}

/// Asks the server for them anew.
pub fn look_again() {
    spawn_local(async {
        look().await;
    });
}

/// The same, and waits for the answer.
pub async fn look() {
    if !send::is_signed_in() {
        return;
    }
    let Ok((200, text)) = fetch("GET", path::FILES, None).await else {
        return;
    };
    let files = wire::list(&wire::parse(&text), read);
    let waiting = files.iter().any(|file| file.state == "waiting");
    KNOWN.set(Some(files));
    TIMER.set(waiting.then(|| set_timeout(PAUSE, look_again)));
    host::news();
}

/// Forgets them.
pub fn forget() {
    KNOWN.set(None);
    TIMER.set(None);
}
