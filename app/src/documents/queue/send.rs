//! Sending, one file at a time: begun, gone on with after whatever came between, and put into the draft at the end.

use super::item::State;
use super::lock::lock;
use super::{AGE, ITEMS, change, get, known, refuse, say, set, shelf, take};
use crate::documents::host;
use crate::editor::record_name;
use crate::platform::{self, Timer, set_timeout};
use crate::text::documents_key as key;
use crate::upload::{self, Fault, PAUSES, tus};
use permit::answer::Key;
use permit::forms::documents::{DOC_FILE, DOC_NAME, DOC_SEAL, DOC_SLOT, DOCUMENTS};
use permit::question::Question;
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Blob};

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    /// Whether somebody is signed in, as the page said last; until it says anything, the server may tell.
    static SIGNED_IN: Cell<Option<bool>> = const { Cell::new(None) };
    /// What calls the request off that is under way, and the file that it is about.
    static UNDER_WAY: RefCell<Option<(String, AbortController)>> = const { RefCell::new(None) };
    static TIMER: RefCell<Option<Timer>> = const { RefCell::new(None) };
    static FAILURES: Cell<usize> = const { Cell::new(0) };
}

/// Notes whether somebody is signed in; tells whether somebody is who was not.
pub fn signed_in(on: bool) -> bool {
    SIGNED_IN.replace(Some(on)) != Some(on) && on
}

/// Whether somebody is.
pub fn is_signed_in() -> bool {
    SIGNED_IN.get() != Some(false)
}

/// Listens for the line coming back. Call it once.
pub fn start() {
    platform::on_window("online", || {
        FAILURES.set(0);
        resume();
    });
}

/// Whatever is under way for a file is called off.
pub fn call_off(id: &str) {
    UNDER_WAY.with_borrow(|under_way| {
        if let Some((of, limit)) = under_way
            && of == id
        {
            limit.abort();
        }
    });
}

/// Everything is called off.
pub fn stop() {
    TIMER.set(None);
    SIGNED_IN.set(None);
    if let Some((_, limit)) = UNDER_WAY.take() {
        limit.abort();
    }
}

/// What waits for the line, or for the server, is tried again.
fn resume() {
    TIMER.set(None);
    ITEMS.with_borrow_mut(|items| {
        for item in items.iter_mut() {
            if matches!(item.state, State::Offline | State::Later) {
                item.state = State::Queued;
            }
        }
    });
    pump();
}

fn try_later() {
    let pause = PAUSES.get(FAILURES.get()).or(PAUSES.last()).copied();
    FAILURES.set(FAILURES.get().saturating_add(1));
    TIMER.set(pause.map(|pause| set_timeout(pause, resume)));
}

/// Sends what is to be sent, unless that is being done.
pub fn pump() {
    if RUNNING.replace(true) {
        return;
    }
    spawn_local(async {
        while let Some(id) = next() {
            send(&id).await;
            host::news();
        }
        RUNNING.set(false);
    });
}

fn next() -> Option<String> {
    if !is_signed_in() {
        return None;
    }
    let found = |item: &&super::Item| item.state == State::Queued;
    ITEMS.with_borrow(|items| items.iter().find(found).map(|item| item.id.clone()))
}

/// A way to call off the next request for a file.
fn limit(id: &str) -> Result<AbortController, Fault> {
    let limit = AbortController::new().map_err(|_| Fault::Line)?;
    UNDER_WAY.set(Some((id.to_owned(), limit.clone())));
    Ok(limit)
}

async fn send(id: &str) {
    let age = AGE.get();
    let _mine = lock().await;
    let is_here = || AGE.get() == age && get(id).is_some_and(|item| item.state == State::Queued);
    let Some(item) = get(id).filter(|_| is_here()) else {
        return;
    };
    if item.kept && host::get(&item.record()).await.is_none() {
        let has_draft = host::get(&record_name(&item.draft)).await.is_some();
        if AGE.get() != age {
            return;
        }
        if has_draft || item.blob.is_none() {
            // Another tab sent it while this one waited.
            take(id);
        } else {
            // It deleted the draft: the person may yet go on with that as a new one.
            change(id, |item| item.state = State::Offline);
        }
        return;
    }
    let Some(blob) = shelf::content(&item).await else {
        return refuse(id, key::PAGE_LOST);
    };
    if !is_here() {
        return;
    }
    change(id, |item| item.state = State::Sending);
    let outcome = upload(id, &blob).await;
    UNDER_WAY.take();
    if AGE.get() != age {
        return;
    }
    match outcome {
        Ok(Some(file)) => finish(id, &file).await,
        // Paused or removed.
        Ok(None) => {}
        Err(_) if get(id).is_none_or(|item| item.state != State::Sending) => {}
        Err(Fault::SignedOut) => {
            SIGNED_IN.set(Some(false));
            set(id, State::Queued, "");
        }
        Err(Fault::Line | Fault::Gone | Fault::Again) => {
            set(id, State::Offline, "");
            try_later();
        }
        Err(Fault::Later(code)) => {
            set(id, State::Later, &format!("error.{code}"));
            try_later();
        }
        Err(Fault::Refused(code)) => {
            refuse(id, &format!("error.{code}"));
            if let Some(item) = get(id).filter(|item| item.kept) {
                shelf::put(&item).await;
            }
        }
    }
}

/// The whole of an upload: the file's id, or nothing where the person stopped it.
async fn upload(id: &str, blob: &Blob) -> Result<Option<String>, Fault> {
    let sha256 = tus::hash(blob)
        .await
        .map(|hash| platform::hex(&hash))
        .unwrap_or_default();
    if known::known().is_none() {
        known::look().await;
    }
    let is_there = |file: &known::Known| file.id == sha256 && file.state != "refused";
    if known::known().is_some_and(|files| files.iter().any(is_there)) {
        return Ok(Some(sha256));
    }
    upload::whole(&Way(id), blob, &sha256).await
}

/// A file on its way, as the sending of its pieces sees it.
struct Way<'a>(&'a str);

impl upload::Way for Way<'_> {
    fn goes_on(&self) -> bool {
        get(self.0).is_some_and(|item| item.state == State::Sending)
    }

    fn url(&self) -> String {
        get(self.0).map(|item| item.url).unwrap_or_default()
    }

    fn lies_at(&self, url: &str) {
        change(self.0, |item| {
            url.clone_into(&mut item.url);
            if url.is_empty() {
                item.sent = 0;
            }
        });
    }

    async fn is_at(&self, sent: u64, first: bool) {
        FAILURES.set(0);
        if first && let Some(item) = get(self.0).filter(|item| item.kept) {
            // The address, for the next day.
            shelf::put(&item).await;
        }
        change(self.0, |item| item.sent = sent);
    }

    fn limit(&self) -> Result<AbortController, Fault> {
        limit(self.0)
    }
}

/// The file is whole and was taken: it becomes a row of the draft, and goes from the device.
async fn finish(id: &str, file: &str) {
    let Some(mut item) = get(id) else { return };
    loop {
        attach(&item.draft, id, &item.slot, file, &item.name, &item.seal).await;
        match get(id) {
            // It followed its draft meanwhile.
            Some(now) if now.draft != item.draft => item = now,
            _ => break,
        }
    }
    shelf::drop(&item).await;
    take(id);
    say(&item.slot, key::PAGE_ADDED);
    known::look().await;
}

/// Puts a file into a draft; where there is no such draft any more, there is nothing to do.
pub async fn attach(draft: &str, row: &str, slot: &str, file: &str, name: &str, seal: &str) {
    let key = |question: &Question| question.key(Some(row));
    let mut answers = vec![
        (Key::in_row(DOCUMENTS.id, row), "+"),
        (key(&DOC_SLOT), slot),
        (key(&DOC_FILE), file),
        (key(&DOC_NAME), name),
    ];
    if !seal.is_empty() {
        answers.push((key(&DOC_SEAL), seal));
    }
    host::say(draft, &answers).await;
}
