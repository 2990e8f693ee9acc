//! Places in a page that the preview program fills. It is a program of its own, with texts of its own, so that nobody
//! waits for the rules before the first question: it comes once that stands.

use crate::app::App;
use crate::editor::Editor;
use crate::html::Html;
use crate::morph::morph;
use crate::page::Page;
use crate::pages;
use crate::part::changed;
use crate::platform::{dom, property};
use crate::text::{self, key, t};
use js_sys::{Array, Function, Promise};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// Under this name the preview program offers what it can do.
pub const PREVIEW: &str = "portalPreview";
/// Under this name the document offers to start a program: a module can be asked for by a script only.
const START: &str = "portalStart";
/// What a place asks for.
const ASK: &str = "data-ask";
/// Asks what else counts at the place of work, under the choices of a question.
const LOCAL: &str = "local ";
/// Marks what belongs to no draft: `stand`, or `trial`.
pub const SANDBOX: &str = "data-sandbox";
/// What stands inside of such a mark.
pub const SANDBOX_PLACE: &str = "[data-sandbox]";

thread_local! {
    static PROGRAM: RefCell<Option<Function>> = const { RefCell::new(None) };
    static FAILED: Cell<bool> = const { Cell::new(false) };
    static LOADING: Cell<bool> = const { Cell::new(false) };
}

/// Fetches the program and the texts of its language, as far as they are missing.
pub async fn load(app: App) {
    if LOADING.replace(true) {
        return;
    }
    FAILED.set(false);
    changed();
    let here = text::load_rest(text::PREVIEW).await && begin().await;
    LOADING.set(false);
    FAILED.set(!here);
    changed();
    if app.page.get() == Page::Stand {
        pages::enter(app);
    }
}

/// Starts the program, unless it runs.
async fn begin() -> bool {
    if PROGRAM.with_borrow(Option::is_some) {
        return true;
    }
    let [script, program] = text::config()
        .preview
        .each_ref()
        .map(|url| JsValue::from_str(url));
    let start = property(&window(), START).dyn_into::<Function>();
    let started = start.and_then(|start| start.call2(&JsValue::NULL, &script, &program));
    let Ok(Ok(started)) = started.map(JsCast::dyn_into::<Promise>) else {
        return false;
    };
    if JsFuture::from(started).await.is_err() {
        return false;
    }
    let program = property(&window(), PREVIEW).dyn_into::<Function>().ok();
    PROGRAM.set(program);
    PROGRAM.with_borrow(Option::is_some)
}

/// Whether something could not be had; asking again is offered.
pub fn has_failed() -> bool {
    FAILED.get()
}

/// A place in a page: what it asks for, and of which draft.
pub fn place(class: &'static str, ask: &str, h: &mut Html) {
    h.raw("<div")
        .attr("class", class)
        .attr("data-still", ask)
        .attr(ASK, ask)
        .raw("></div>");
}

/// Beside a question: what else counts at the place of work.
pub fn local(question: &str, h: &mut Html) {
    place("field__hint", &format!("{LOCAL}{question}"), h);
}

/// The panel beside the form of a draft.
pub fn panel(draft: &str, h: &mut Html) {
    h.raw("<aside class=\"columns__aside\" tabindex=\"0\" aria-labelledby=\"outcome-title\">");
    place("outcome", &format!("panel {draft}"), h);
    h.raw("</aside>");
}

/// Fills the places that stand in the document.
pub fn fill(app: App, root: &Element) {
    for place in dom::all(root, "[data-ask]") {
        let ask = place.get_attribute(ASK).unwrap_or_default();
        // What is said beside a question is missed by nobody until it comes.
        let html = answer(app, &place, &ask).unwrap_or_else(|| {
            if ask.starts_with(LOCAL) {
                String::new()
            } else {
                waiting()
            }
        });
        // A place that is new in the document shows nothing yet.
        let shown = property(&place, "shown");
        let html_value = JsValue::from_str(&html);
        if shown != html_value {
            morph(&place, &html);
            let _ = js_sys::Reflect::set(&place, &JsValue::from_str("shown"), &html_value);
        }
    }
}

/// What the program says; `None` while it can't.
fn answer(app: App, place: &Element, ask: &str) -> Option<String> {
    let editor = app.editor_at(place);
    // Two stand side by side.
    let answers = if ask.starts_with("compare") {
        [written(app.editor), written(app.trial)].join("\u{1d}")
    } else {
        written(editor)
    };
    ask_program(ask, &answers)
}

/// Asks the program something about the answers of a draft.
pub fn ask(what: &str, of: Editor) -> Option<String> {
    ask_program(what, &written(of))
}

fn ask_program(what: &str, answers: &str) -> Option<String> {
    let (tag, texts) = text::first(text::PREVIEW)?;
    let program = PROGRAM.with_borrow(Clone::clone)?;
    let words = [tag.as_str(), what, answers].map(JsValue::from_str);
    let all = Array::from_iter(words.into_iter().chain([texts.into()]));
    program.apply(&JsValue::NULL, &all).ok()?.as_string()
}

/// The answers of a draft, as the preview program reads them: [`crate::preview`].
fn written(editor: Editor) -> String {
    editor.copy.with(|copy| {
        let mut out = String::new();
        for (key, entry) in copy.draft.entries.iter() {
            if !entry.value.is_empty() {
                out.push_str(&key.to_string());
                out.push('\u{1f}');
                out.push_str(&entry.value);
                out.push('\u{1e}');
            }
        }
        out
    })
}

/// What stands there until the program has come, or because it could not be had.
fn waiting() -> String {
    let mut h = Html::new();
    h.raw("<h2 class=\"outcome__title\" id=\"outcome-title\">")
        .text(&t(key::PREVIEW_TITLE))
        .raw("</h2>");
    if FAILED.get() {
        h.p("", &t(key::PREVIEW_FAILED)).raw("<p>");
        h.button("link-button", "load-preview", &t(key::PREVIEW_RETRY))
            .raw("</p>");
    } else {
        h.p("", &t(key::PREVIEW_LOADING));
    }
    h.done()
}
