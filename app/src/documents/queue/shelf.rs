//! Files on the device, encrypted as all records there: what there is to know about one, and its content in pieces of text.

use super::item::Item;
use crate::documents::host;
use crate::documents::picture::canvas;
use leptos::prelude::window;
use web_sys::Blob;

/// Bytes of a piece: a record of this size is written and read without a pause that anybody feels.
const PIECE: u32 = 786_432;

/// The record of a piece.
fn piece(item: &Item, number: u32) -> String {
    format!("{}:{number}", item.record())
}

fn pieces(item: &Item) -> u32 {
    u32::try_from(item.bytes.div_ceil(PIECE.into())).unwrap_or(0)
}

/// Keeps what there is to know about a file.
pub async fn put(item: &Item) -> bool {
    host::put(&item.record(), &item.to_json()).await
}

/// Notes how a file stands that the device keeps; one that went from there, with its draft in another tab, does not come back.
pub async fn note(item: &Item) {
    if host::get(&item.record()).await.is_some() {
        put(item).await;
    }
}

/// Keeps the content and then the rest, so that what is there is whole; tells whether the device took all.
pub async fn put_all(item: &Item, blob: &Blob) -> bool {
    for number in 0..pieces(item) {
        let from = f64::from(number) * f64::from(PIECE);
        let part = blob.slice_with_f64_and_f64(from, from + f64::from(PIECE));
        let Ok(part) = part else { return false };
        let Some(bytes) = canvas::bytes(&part).await else {
            return false;
        };
        let latin: String = bytes.into_iter().map(char::from).collect();
        let Ok(text) = window().btoa(&latin) else {
            return false;
        };
        if !host::put(&piece(item, number), &text).await {
            return false;
        }
    }
    put(item).await
}

/// The content, from this tab or from the device; `None` where neither has all of it.
pub async fn content(item: &Item) -> Option<Blob> {
    if let Some(blob) = &item.blob {
        return Some(blob.clone());
    }
    let parts = js_sys::Array::new();
    for number in 0..pieces(item) {
        let text = host::get(&piece(item, number)).await?;
        let latin = window().atob(&text).ok()?;
        let bytes: Vec<u8> = latin
            .chars()
            .map(|letter| u8::try_from(letter).unwrap_or(0))
            .collect();
        parts.push(&js_sys::Uint8Array::from(bytes.as_slice()).into());
    }
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    (blob.size() == item.bytes as f64).then_some(blob)
}

/// Deletes a file: what there is to know first, so that nothing is there by half.
pub async fn drop(item: &Item) {
    host::drop(&item.record()).await;
    for number in 0..pieces(item) {
        host::drop(&piece(item, number)).await;
    }
}

/// All files of whoever uses this tab, in the order in which they were chosen.
pub async fn all() -> Vec<Item> {
    let mut all = Vec::new();
    for name in host::names().await {
        let is_piece = name.matches(':').count() > 2;
        if let (false, Some(json)) = (is_piece, host::get(&name).await)
            && let Some(item) = Item::from_json(&name, &json)
        {
            all.push(item);
        }
    }
    all.sort_by(|one: &Item, other| one.at.total_cmp(&other.at));
    all
}
