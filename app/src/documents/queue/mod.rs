//! The files on their way, of all drafts of whoever uses this tab: one is sent at a time, in the order in which they were
//! said to be sent, for a slow line is no quicker with two.

mod add;
pub mod item;
mod known;
mod lock;
mod send;
mod shelf;

pub use add::add;
pub use known::{Known, known};

use super::host;
use crate::platform;
use crate::text::documents_key as key;
use add::{join, show, take_in, turn};
use item::{Item, State};
use permit::answer::Key;
use permit::forms::documents::DOCUMENTS;
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

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

/// Now, or just after the latest file: of several that are chosen at once, each has a moment of its own, for the device
/// gives them back in no order.
fn moment() -> f64 {
    let after = |latest: f64, item: &Item| latest.max(item.at + 1.0);
    ITEMS.with_borrow(|items| items.iter().fold(js_sys::Date::now(), after))
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
        let mut pages = Vec::new();
        ITEMS.with_borrow_mut(|items| {
            for item in found {
                match items.iter_mut().find(|known| known.id == item.id) {
                    // It followed its draft.
                    Some(known) if known.kept => known.draft = item.draft,
                    Some(_) => {}
                    None => {
                        if item.state == State::Ready {
                            pages.push(item.clone());
                        }
                        items.push(item);
                    }
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

/// Keeps a file on the device, content and all, and shows it as it is; it stays in this tab where the device does not take
/// it. One that was removed meanwhile is gone.
async fn keep(mut item: Item) {
    if shelve(&mut item).await {
        let id = item.id.clone();
        change(&id, |known| *known = item);
    }
}

/// Puts a file on the device, under the draft that it has by then; `false` where it was removed meanwhile.
async fn shelve(item: &mut Item) -> bool {
    let age = AGE.get();
    loop {
        if let Some(blob) = &item.blob {
            item.kept = shelf::put_all(item, blob).await;
        }
        if AGE.get() != age {
            return false;
        }
        let now = get(&item.id).map(|known| known.draft);
        if now.as_ref() == Some(&item.draft) {
            return true;
        }
        shelf::drop(item).await;
        // It followed its draft meanwhile.
        let Some(draft) = now else { return false };
        item.draft = draft;
    }
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
        spawn_local(async move { shelf::note(&item).await });
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
                spawn_local(async move { take_in(&id, &file).await });
            }
        }
        ["earlier", id] => earlier(id),
        ["turn", id] => {
            let id = (*id).to_owned();
            spawn_local(async move { turn(&id).await });
        }
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
            for id in ids_of(old) {
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

fn ids_of(draft: &str) -> Vec<String> {
    ITEMS.with_borrow(|items| {
        let here = items.iter().filter(|item| item.draft == draft);
        here.map(|item| item.id.clone()).collect()
    })
}

/// The draft goes on under another id, and what the device kept of its files has followed: so do those in this list, and
/// those that were not in it yet are taken up.
fn moved(old: &str, new: &str) {
    for id in ids_of(old) {
        let Some(before) = get(&id) else { continue };
        change(&id, |item| {
            new.clone_into(&mut item.draft);
            // Until that is known: another tab that deleted the draft took them off the device.
            item.kept &= item.blob.is_none();
            if item.state == State::Offline {
                item.state = State::Queued;
            }
        });
        spawn_local(async move {
            // What was being written then.
            shelf::drop(&before).await;
            if let Some(mut item) = get(&id).filter(|item| item.blob.is_some())
                && shelve(&mut item).await
            {
                change(&id, |known| known.kept = item.kept);
            }
        });
    }
    load();
}

fn ready(draft: &str, slot: &str) -> Vec<Item> {
    let mut all = of(draft, slot);
    all.retain(|item| item.state == State::Ready);
    all
}

fn drop(id: &str) {
    send::call_off(id);
    let Some(item) = take(id) else { return };
    spawn_local(async move {
        shelf::drop(&item).await;
        if !item.url.is_empty() {
            crate::upload::tus::end(&item.url).await;
        }
    });
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
