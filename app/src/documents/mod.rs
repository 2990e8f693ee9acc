//! The documents program: what lies in the documents of a draft, what is on its way there, and what happens to a picture or
//! a PDF on the person's device before it is sent. It comes once a page of a document is opened, or where files were left on
//! their way.
//!
//! `view` is what stands on the page, `listen` how files come, `queue` how they are kept and sent. `kind` says what a file
//! is, `picture` what a picture is like, `prepare` makes it ready; `crop` and `dialog` are the tool for the photo; `pdf`
//! makes one file of several pages. What judges is plain and tested without a browser.

mod crop;
mod dialog;
mod host;
mod kind;
mod listen;
mod pdf;
mod picture;
mod prepare;
mod queue;
mod refused;
mod styles;
#[cfg(test)]
mod texts;
mod view;

use crate::answers;
use crate::html::Html;
use crate::island::{DOCUMENTS, FILES};
use crate::text;
use js_sys::Array;
use leptos::prelude::window;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use picture::canvas;
use refused::Refused;
use web_sys::Blob;

/// Offers [`answer`] to the portal, and takes up what was left on its way.
pub fn start() {
    styles::fetch();
    let call = Closure::<dyn Fn(String, String, String, Array) -> String>::new(answer);
    let _ = js_sys::Reflect::set(
        &window(),
        &JsValue::from_str(DOCUMENTS),
        call.as_ref().unchecked_ref(),
    );
    call.forget();
    listen::start();
    queue::start();
}

/// What is asked, of these answers, in this language: `files do …` is what a button says; `files <draft> <document>`
/// what stands on the page of a document, with `in` or `out` for whether somebody is signed in, and `tab` or `device` for
/// where files are kept.
fn answer(tag: String, what: String, answers: String, texts: Array) -> String {
    text::adopt(&tag, texts.to_vec());
    let words: Vec<&str> = what.strip_prefix(FILES).unwrap_or(&what).split(' ').collect();
    match words.as_slice() {
        ["do", words @ ..] => {
            queue::act(words);
            String::new()
        }
        [id, slot, who, place] => {
            let signed_in = *who == "in";
            queue::signed_in(signed_in);
            let draft = answers::read(&answers);
            let mut h = Html::new();
            let view = view::View {
                id,
                slot,
                draft: &draft,
                signed_in,
                in_tab: *place == "tab",
            };
            view.html(&mut h);
            h.done()
        }
        _ => String::new(),
    }
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
