//! The files on their way, of all drafts of whoever uses this tab: one is sent at a time, in the order in which they were
//! said to be sent, for a slow line is no quicker with two.

pub mod item;
mod known;
mod lock;
mod send;
mod shelf;
mod tus;

pub use known::{Known, known};

use super::host;
use super::picture::canvas;
use super::prepare::{self, PHOTO};
use super::refused::Refused;
use super::{dialog, joined};
use crate::platform;
use crate::text::documents_key as key;
use item::{Item, State};
use js_sys::Array;
use permit::answer::Key;
use permit::forms::documents::DOCUMENTS;
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// The long side of the small picture of a page, in pixels.
const THUMB: u32 = 360;

thread_local! {
    static ITEMS: RefCell<Vec<Item>> = const { RefCell::new(Vec::new()) };
    /// Small pictures of pages, by the ids of their items.
    static THUMBS: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
    /// What was said last, for the live region.
    static SAID: RefCell<(String, String)> = const { RefCell::new((String::new(), String::new())) };
    /// How often everything was forgotten: what was begun before is not gone on with.
    static AGE: Cell<u32> = const { Cell::new(0) };
}

/// The files on their way to a document.
pub fn of(draft: &str, slot: &str) -> Vec<Item> {
    let is_here = |item: &&Item| item.draft == draft && item.slot == slot;
    ITEMS.with_borrow(|items| items.iter().filter(is_here).cloned().collect())
}

fn get(id: &str) -> Option<Item> {
    ITEMS.with_borrow(|items| items.iter().find(|item| item.id == id).cloned())
}

/// Changes a file, if it is still there, and shows it.
fn change(id: &str, change: impl FnOnce(&mut Item)) {
    ITEMS.with_borrow_mut(|items| {
        if let Some(item) = items.iter_mut().find(|item| item.id == id) {
            change(item);
        }
    });
    host::news();
}

/// Takes a file out of the list.
fn take(id: &str) -> Option<Item> {
    THUMBS.with_borrow_mut(|thumbs| thumbs.retain(|(of, _)| of != id));
    let taken = ITEMS.with_borrow_mut(|items| {
        let place = items.iter().position(|item| item.id == id)?;
        Some(items.remove(place))
    });
    host::news();
    taken
}

/// The small picture of a page.
pub fn thumb(id: &str) -> Option<String> {
    THUMBS.with_borrow(|thumbs| {
        let found = thumbs.iter().find(|(of, _)| of == id);
        found.map(|(_, url)| url.clone())
    })
}

/// What was said last about a document: the key of a text, empty for nothing.
pub fn said(slot: &str) -> String {
    SAID.with_borrow(|(of, key)| if of == slot { key.clone() } else { String::new() })
}

fn say(slot: &str, key: &str) {
    SAID.set((slot.into(), key.into()));
    host::news();
}

/// Listens for the line coming back, and takes up what was on its way. Call it once.
pub fn start() {
    send::start();
    load();
}

/// Takes up what was on its way when the page was closed.
fn load() {
    let age = AGE.get();
    spawn_local(async move {
        let found = shelf::all().await;
        if AGE.get() != age {
            return;
        }
        let pages: Vec<Item> = found
            .iter()
            .filter(|item| item.state == State::Ready)
            .cloned()
            .collect();
        ITEMS.with_borrow_mut(|items| {
            for item in found {
                if !items.iter().any(|known| known.id == item.id) {
                    items.push(item);
                }
            }
        });
        host::news();
        send::pump();
        for item in pages {
            if let Some(blob) = shelf::content(&item).await {
                show(&item.id, &blob).await;
                change(&item.id, |item| item.blob = Some(blob));
            }
        }
    });
}

/// Forgets everything: somebody else uses this tab. What the device keeps of the one who does comes back.
fn forget() {
    AGE.set(AGE.get().wrapping_add(1));
    send::stop();
    ITEMS.take();
    THUMBS.take();
    SAID.take();
    known::forget();
    host::news();
    load();
}

/// Whether somebody is signed in: only then files are sent.
pub fn signed_in(on: bool) {
    if send::signed_in(on) {
        known::look_again();
        send::pump();
    }
}

/// Makes a small picture of a page.
async fn show(id: &str, blob: &Blob) {
    let Some(picture) = canvas::decode(blob).await else {
        return;
    };
    let size = canvas::fitting((picture.width(), picture.height()), (THUMB, THUMB));
    let url = canvas::whole(&picture, size).and_then(|canvas| {
        canvas
            .to_data_url_with_type_and_encoder_options("image/jpeg", &0.7.into())
            .ok()
    });
    picture.close();
    if let Some(url) = url {
        THUMBS.with_borrow_mut(|thumbs| {
            thumbs.retain(|(of, _)| of != id);
            thumbs.push((id.to_owned(), url));
        });
    }
}

/// Files were chosen for a document: each is looked at, one after the other. A PDF is sent at once; a picture waits, for
/// it may be one page of several, and may have to be taken again. `seal` belongs to a form that was signed.
pub fn add(draft: &str, slot: &str, seal: &str, files: Vec<Blob>) {
    let mut new = Vec::new();
    for file in files {
        let name = platform::property(&file, "name").as_string().unwrap_or_default();
        let mut item = Item::new(&platform::row_id(), draft, slot, &name);
        item.seal = seal.into();
        item.original = Some(file.clone());
        new.push((item.id.clone(), file));
        ITEMS.with_borrow_mut(|items| items.push(item));
    }
    say(slot, key::PAGE_PREPARING);
    spawn_local(async move {
        for (id, file) in new {
            take_in(&id, &file).await;
        }
    });
}

/// Makes a file ready that was chosen.
async fn take_in(id: &str, file: &Blob) {
    let Some(item) = get(id) else { return };
    let mut chosen = file.clone();
    if item.slot == PHOTO {
        match dialog::crop(file).await {
            Ok(Some(cropped)) => chosen = cropped,
            Ok(None) => {
                take(id);
                say(&item.slot, "");
                return;
            }
            // It is said below what is wrong with it.
            Err(_) => {}
        }
    }
    match prepare::prepare(&chosen, &item.name, &item.slot).await {
        Ok(ready) => {
            let is_page = ready.pages > 0;
            if is_page {
                show(id, &ready.blob).await;
            }
            let state = if is_page { State::Ready } else { State::Queued };
            let done = Item {
                name: ready.name,
                bytes: ready.blob.size() as u64,
                advice: ready.advice.into_iter().map(str::to_owned).collect(),
                blob: Some(ready.blob),
                state,
                reason: String::new(),
                ..item.clone()
            };
            // It is ready once the device has it, or does not take it.
            keep(done).await;
            let look = is_page && item.slot != PHOTO;
            say(&item.slot, if look { key::PAGE_LOOK } else { "" });
            send::pump();
        }
        Err(refused) => refuse(id, refused.key),
    }
}

/// Keeps a file on the device, content and all, and shows it as it is; it stays in this tab where the device does not take
/// it. One that was removed meanwhile is gone.
async fn keep(mut item: Item) {
    let age = AGE.get();
    if let Some(blob) = &item.blob {
        item.kept = shelf::put_all(&item, blob).await;
    }
    if AGE.get() != age {
        return;
    }
    if get(&item.id).is_none() {
        shelf::drop(&item).await;
        return;
    }
    let id = item.id.clone();
    change(&id, |known| *known = item);
}

fn refuse(id: &str, key: &str) {
    let Some(item) = get(id) else { return };
    change(id, |item| {
        item.state = State::Refused;
        item.reason = key.into();
    });
    say(&item.slot, key);
}

/// Gives a file another state, here and on the device.
fn set(id: &str, state: State, reason: &str) {
    change(id, |item| {
        item.state = state;
        item.reason = reason.into();
    });
    if let Some(item) = get(id).filter(|item| item.kept) {
        spawn_local(async move {
            shelf::put(&item).await;
        });
    }
}

/// What a button says: a verb and what it is about.
pub fn act(words: &[&str]) {
    match words {
        ["forget"] => forget(),
        ["send", draft, slot] => {
            for item in ready(draft, slot) {
                set(&item.id, State::Queued, "");
            }
            say(slot, key::PAGE_SENDING);
            send::pump();
        }
        ["join", draft, slot] => {
            let (draft, slot) = ((*draft).to_owned(), (*slot).to_owned());
            spawn_local(async move { join(&draft, &slot).await });
        }
        ["drop", id] => drop(id),
        ["pause", id] => {
            set(id, State::Paused, "");
            send::call_off(id);
        }
        ["go-on", id] => {
            set(id, State::Queued, "");
            send::pump();
        }
        ["crop", id] => {
            if let Some((id, file)) = get(id).and_then(|item| Some((item.id, item.original?))) {
                spawn_local(async move { crop_again(&id, &file).await });
            }
        }
        ["earlier", id] => earlier(id),
        ["swap", draft, one, rank, other, other_rank] => {
            let rows = [*one, *other].map(|row| Key::in_row(DOCUMENTS.id, row));
            let (draft, ranks) = ((*draft).to_owned(), [*rank, *other_rank].map(str::to_owned));
            spawn_local(async move {
                let [one, other] = rows;
                let [rank, other_rank] = &ranks;
                host::say(&draft, &[(one, other_rank), (other, rank)]).await;
            });
        }
        ["moved", old, ""] => {
            let ids = ITEMS.with_borrow(|items| ids_of(items, old));
            for id in ids {
                drop(&id);
            }
        }
        ["moved", old, new] => moved(old, new),
        ["again", file, name, draft, slot, seal @ ..] => {
            again(file, name, draft, slot, seal.first().copied().unwrap_or_default());
        }
        _ => {}
    }
}

fn ids_of(items: &[Item], draft: &str) -> Vec<String> {
    let here = items.iter().filter(|item| item.draft == draft);
    here.map(|item| item.id.clone()).collect()
}

/// The draft goes on under another id: its files follow it.
fn moved(old: &str, new: &str) {
    let ids = ITEMS.with_borrow(|items| ids_of(items, old));
    let new = new.to_owned();
    spawn_local(async move {
        for id in ids {
            let Some(before) = get(&id) else { continue };
            let blob = match &before.blob {
                Some(blob) => Some(blob.clone()),
                None => shelf::content(&before).await,
            };
            let after = Item {
                draft: new.clone(),
                blob,
                ..before.clone()
            };
            keep(after).await;
            shelf::drop(&before).await;
        }
    });
}

fn ready(draft: &str, slot: &str) -> Vec<Item> {
    let mut all = of(draft, slot);
    all.retain(|item| item.state == State::Ready);
    all
}

/// Makes one PDF of the pages that wait, and sends that.
async fn join(draft: &str, slot: &str) {
    let pages = ready(draft, slot);
    let Some(first) = pages.first() else { return };
    let age = AGE.get();
    let mut blobs = Array::new();
    for page in &pages {
        let blob = match &page.blob {
            Some(blob) => Some(blob.clone()),
            None => shelf::content(page).await,
        };
        match blob {
            Some(blob) => {
                blobs.push(&blob);
            }
            None => return refuse(&page.id, Refused::FAILED.key),
        }
    }
    let joined = joined(&std::mem::take(&mut blobs)).await;
    if AGE.get() != age {
        return;
    }
    let blob = match joined {
        Ok(blob) => blob,
        Err(refused) => return say(slot, refused.key),
    };
    let mut item = Item::new(
        &platform::row_id(),
        draft,
        slot,
        &prepare::named(&first.name, "pdf"),
    );
    item.seal = first.seal.clone();
    item.bytes = blob.size() as u64;
    item.blob = Some(blob);
    item.state = State::Queued;
    let waiting = Item {
        state: State::Preparing,
        ..item.clone()
    };
    ITEMS.with_borrow_mut(|items| items.push(waiting));
    // The pages go once what was made of them is kept.
    keep(item).await;
    for page in &pages {
        drop(&page.id);
    }
    say(slot, key::PAGE_SENDING);
    send::pump();
}

fn drop(id: &str) {
    send::call_off(id);
    let Some(item) = take(id) else { return };
    spawn_local(async move {
        shelf::drop(&item).await;
        if !item.url.is_empty() {
            tus::end(&item.url).await;
        }
    });
}

async fn crop_again(id: &str, file: &Blob) {
    take_in(id, file).await;
}

/// Puts a page before the one before it.
fn earlier(id: &str) {
    let changed = ITEMS.with_borrow_mut(|items| {
        let place = items.iter().position(|item| item.id == id)?;
        let of = |item: &Item| (item.draft.clone(), item.slot.clone());
        let here = items.get(place).map(of)?;
        let before = items
            .get(..place)?
            .iter()
            .rposition(|item| of(item) == here && item.state == State::Ready)?;
        let [one, other] = [items.get(before)?.at, items.get(place)?.at];
        items.swap(before, place);
        items.get_mut(before)?.at = one;
        items.get_mut(place)?.at = other;
        Some([items.get(before)?.clone(), items.get(place)?.clone()])
    });
    host::news();
    spawn_local(async move {
        for item in changed.into_iter().flatten().filter(|item| item.kept) {
            shelf::put(&item).await;
        }
    });
}

/// Uses a file that the server has already.
fn again(file: &str, name: &str, draft: &str, slot: &str, seal: &str) {
    let words = [file, name, draft, slot, seal].map(str::to_owned);
    spawn_local(async move {
        let [file, name, draft, slot, seal] = words;
        let name = js_sys::decode_uri_component(&name)
            .ok()
            .and_then(|name| name.as_string())
            .unwrap_or_default();
        send::attach(&draft, &platform::row_id(), &slot, &file, &name, &seal).await;
        say(&slot, key::PAGE_ADDED);
    });
}
