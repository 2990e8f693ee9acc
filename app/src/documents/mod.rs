//! The documents program: what happens to a picture or a PDF on the person's device before it is sent. It comes once a
//! page of documents is opened; the portal knows it by the few functions that [`start`] offers.
//!
//! `kind` says what a file is, `picture` what a picture is like, `prepare` makes it ready to be sent; `crop` and `dialog`
//! are the tool for the photo; `pdf` makes one file of several pages. What judges is plain and tested without a browser.

mod crop;
mod dialog;
mod kind;
mod pdf;
mod picture;
mod prepare;
mod refused;
mod styles;
#[cfg(test)]
mod texts;

use crate::platform::{object, property};
use js_sys::{Array, Promise};
use leptos::prelude::window;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use picture::canvas;
use refused::Refused;
use wasm_bindgen_futures::future_to_promise;
use web_sys::Blob;

/// Under this name the documents program offers what it can do.
pub const DOCUMENTS: &str = "portalDocuments";

/// Offers, under [`DOCUMENTS`]:
///
/// - `prepare(file, slot)`: a promise of `{ name, blob, advice: [keys], pages }`;
/// - `crop(file)`: asks which part of a picture is the photo; a promise of a blob, or of null where nobody chose;
/// - `join([blob])`: a promise of a PDF with a page for each JPEG;
/// - `unchecked`: keys of texts that say what no machine looked at in a photo.
///
/// A promise is broken with `{ refused, key }`: one of the six kinds, and the text that says so.
pub fn start() {
    styles::fetch();
    let prepare = Closure::<dyn Fn(Blob, String) -> Promise>::new(|file: Blob, slot: String| {
        future_to_promise(async move {
            let name = property(&file, "name").as_string().unwrap_or_default();
            let done = prepare::prepare(&file, &name, &slot).await?;
            let advice: Array = done.advice.into_iter().map(JsValue::from_str).collect();
            let fields = [
                ("name", JsValue::from_str(&done.name)),
                ("blob", done.blob.into()),
                ("advice", advice.into()),
                ("pages", done.pages.into()),
            ];
            Ok(object(&fields).into())
        })
    });
    let crop = Closure::<dyn Fn(Blob) -> Promise>::new(|file: Blob| {
        future_to_promise(async move {
            let chosen = dialog::crop(&file).await?;
            Ok(chosen.map_or(JsValue::NULL, JsValue::from))
        })
    });
    let join = Closure::<dyn Fn(Array) -> Promise>::new(|blobs: Array| {
        future_to_promise(async move { Ok(joined(&blobs).await?.into()) })
    });
    let unchecked: Array = picture::photo::UNCHECKED
        .into_iter()
        .map(JsValue::from_str)
        .collect();
    let offered = object(&[
        ("prepare", prepare.into_js_value()),
        ("crop", crop.into_js_value()),
        ("join", join.into_js_value()),
        ("unchecked", unchecked.into()),
    ]);
    let _ = js_sys::Reflect::set(&window(), &JsValue::from_str(DOCUMENTS), &offered);
}

/// One PDF of these pictures.
async fn joined(blobs: &Array) -> Result<Blob, Refused> {
    if blobs.length() as usize > pdf::MOST_PAGES {
        return Err(Refused::PAGES);
    }
    let mut pictures = Vec::new();
    for blob in blobs.iter() {
        let blob: Blob = blob.dyn_into().map_err(|_| Refused::FAILED)?;
        pictures.push(canvas::bytes(&blob).await.ok_or(Refused::FAILED)?);
    }
    let pdf = pdf::join(&pictures).map_err(|why| match why {
        pdf::NoPdf::Empty => Refused::EMPTY,
        pdf::NoPdf::TooMany => Refused::PAGES,
        pdf::NoPdf::NotJpeg => Refused::FAILED,
    })?;
    canvas::blob(&pdf, "application/pdf").ok_or(Refused::FAILED)
}
