//! Files are chosen, looked at and made ready; several pages become one document.

use super::item::{Item, State};
use super::{AGE, ITEMS, THUMBS, change, drop, get, keep, moment, ready, refuse, say, send, shelf, take};
use crate::documents::picture::canvas;
use crate::documents::prepare::{self, PHOTO};
use crate::documents::refused::Refused;
use crate::documents::{dialog, joined};
use crate::platform;
use crate::text::documents_key as key;
use js_sys::Array;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// The long side of the small picture of a page, in pixels.
const THUMB: u32 = 360;

/// Files were chosen for a document: each is looked at, one after the other. A PDF is sent at once; a picture waits, for
/// it may be one page of several, and may have to be taken again. `seal` belongs to a form that was signed.
pub fn add(draft: &str, slot: &str, seal: &str, files: Vec<Blob>) {
    let mut new = Vec::new();
    for file in files {
        let name = platform::property(&file, "name").as_string().unwrap_or_default();
        let mut item = Item::new(&platform::row_id(), draft, slot, &name, moment());
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
pub async fn take_in(id: &str, file: &Blob) {
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

/// Turns a page by a quarter: not every camera says how it was held.
pub async fn turn(id: &str) {
    let Some(item) = get(id).filter(|item| item.state == State::Ready) else {
        return;
    };
    change(id, |item| item.state = State::Preparing);
    let turned = match shelf::content(&item).await {
        Some(page) => prepare::turned(&page).await,
        None => None,
    };
    let Some(blob) = turned else {
        return refuse(id, Refused::FAILED.key);
    };
    show(id, &blob).await;
    let done = Item {
        bytes: blob.size() as u64,
        blob: Some(blob),
        ..item
    };
    keep(done).await;
}

/// Makes one PDF of the pages that wait, and sends that.
pub async fn join(draft: &str, slot: &str) {
    let pages = ready(draft, slot);
    let Some(first) = pages.first() else { return };
    let age = AGE.get();
    let blobs = Array::new();
    for page in &pages {
        let Some(blob) = shelf::content(page).await else {
            return refuse(&page.id, Refused::FAILED.key);
        };
        blobs.push(&blob);
    }
    let joined = joined(&blobs).await;
    if AGE.get() != age {
        return;
    }
    let blob = match joined {
        Ok(blob) => blob,
        Err(refused) => return say(slot, refused.key),
    };
    // They may have followed their draft meanwhile.
    let draft = get(&first.id).map_or(draft.to_owned(), |page| page.draft);
    let mut item = Item::new(
        &platform::row_id(),
        &draft,
        slot,
        &prepare::named(&first.name, "pdf"),
        moment(),
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

/// Makes a small picture of a page.
pub async fn show(id: &str, blob: &Blob) {
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
