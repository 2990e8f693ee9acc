//! Places in a page that later programs fill: the preview, and the documents. Each is a program of its own, with texts of
//! its own, so that nobody waits for it before the first question.

use crate::answers;
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
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// Under this name the preview program offers what it can do.
pub const PREVIEW: &str = "portalPreview";
/// Under this name the documents program does.
pub const DOCUMENTS: &str = "portalDocuments";
/// What the documents program is asked for begins like this.
pub const FILES: &str = "files ";
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

/// A program that comes later.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Where the person stands, and what they will need.
    Preview,
    /// What lies in a document, and what is on its way.
    Documents,
}

/// What is known of a program.
struct Known {
    call: Option<Function>,
    failed: bool,
    loading: bool,
}

thread_local! {
    static KNOWN: RefCell<[Known; 2]> = const {
        RefCell::new([
            Known { call: None, failed: false, loading: false },
            Known { call: None, failed: false, loading: false },
        ])
    };
}

impl Program {
    /// The one that answers this.
    fn of(ask: &str) -> Self {
        if ask.starts_with(FILES) {
            Program::Documents
        } else {
            Program::Preview
        }
    }

    /// How many files of texts it speaks with.
    fn texts(self) -> usize {
        match self {
            Program::Preview => text::PREVIEW,
            Program::Documents => text::DOCUMENTS,
        }
    }

    fn with<R>(self, ask: impl FnOnce(&mut Known) -> R) -> R {
        KNOWN.with_borrow_mut(|[preview, documents]| {
            ask(match self {
                Program::Preview => preview,
                Program::Documents => documents,
            })
        })
    }

    fn call(self) -> Option<Function> {
        self.with(|known| known.call.clone())
    }

    /// Starts it, unless it runs.
    async fn begin(self) -> bool {
        if self.call().is_some() {
            return true;
        }
        let config = text::config();
        let (script, program, name) = match self {
            Program::Preview => (&config.preview[0], &config.preview[1], PREVIEW),
            Program::Documents => (&config.documents[0], &config.documents[1], DOCUMENTS),
        };
        let [script, program] = [script, program].map(|url| JsValue::from_str(url));
        let start = property(&window(), START).dyn_into::<Function>();
        let started = start.and_then(|start| start.call2(&JsValue::NULL, &script, &program));
        let Ok(Ok(started)) = started.map(JsCast::dyn_into::<Promise>) else {
            return false;
        };
        if JsFuture::from(started).await.is_err() {
            return false;
        }
        let call = property(&window(), name).dyn_into::<Function>().ok();
        self.with(|known| known.call = call);
        self.call().is_some()
    }
}

/// Fetches a program and the texts of its language, as far as they are missing.
pub async fn load(app: App, program: Program) {
    if program.with(|known| std::mem::replace(&mut known.loading, true)) {
        return;
    }
    program.with(|known| known.failed = false);
    changed();
    let here = text::load_rest(program.texts()).await && program.begin().await;
    program.with(|known| {
        known.loading = false;
        known.failed = !here;
    });
    changed();
    if app.page.get() == Page::Stand {
        pages::enter(app);
    }
}

/// Fetches what the page on screen lacks, and what sends the files that wait for it.
pub async fn load_missing(app: App) {
    load(app, Program::Preview).await;
    let is_slot = app.page.with(|page| matches!(page, Page::Slot(..)));
    if is_slot || !app.editor.files_waiting().await.is_empty() {
        load(app, Program::Documents).await;
    }
}

/// Whether something could not be had; asking again is offered.
pub fn has_failed(program: Program) -> bool {
    program.with(|known| known.failed)
}

/// Has the documents program do something, if it runs: what a button says, or that everything is to be forgotten.
pub fn act(words: &[&str]) {
    if Program::Documents.call().is_some() {
        ask_program(&format!("{FILES}do {}", words.join(" ")), "");
    }
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
                waiting(&ask)
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
    let of = ask.split(' ').next().unwrap_or_default();
    let beside = match of {
        // Two stand side by side.
        "compare" => Some(written(app.trial)),
        "check" => Some(editor.copy.with(|copy| copy.excused.clone())),
        "handover" => Some(pages::send::standing(app)),
        _ => None,
    };
    let answers = match (of, beside) {
        ("status" | "open", _) => app.application.with(|(_, json)| json.clone()),
        (_, None) => written(editor),
        ("compare", Some(beside)) => [written(app.editor), beside].join("\u{1d}"),
        (_, Some(beside)) => [written(editor), beside].join("\u{1d}"),
    };
    match Program::of(ask) {
        Program::Preview => ask_program(ask, &answers),
        Program::Documents => {
            let who = if app.is_signed_in() { "in" } else { "out" };
            let place = if app.editor.in_memory_only.get() {
                "tab"
            } else {
                "device"
            };
            ask_program(&format!("{ask} {who} {place}"), &answers)
        }
    }
}

/// Asks the program something about the answers of a draft.
pub fn ask(what: &str, of: Editor) -> Option<String> {
    ask_program(what, &written(of))
}

fn ask_program(what: &str, answers: &str) -> Option<String> {
    let program = Program::of(what);
    let (tag, texts) = text::first(program.texts())?;
    let words = [tag.as_str(), what, answers].map(JsValue::from_str);
    let all = Array::from_iter(words.into_iter().chain([texts.into()]));
    program.call()?.apply(&JsValue::NULL, &all).ok()?.as_string()
}

fn written(editor: Editor) -> String {
    editor.copy.with(|copy| answers::written(&copy.draft))
}

/// What stands there until the program has come, or because it could not be had.
fn waiting(ask: &str) -> String {
    let mut h = Html::new();
    let program = Program::of(ask);
    if ask.starts_with("panel") {
        h.raw("<h2 class=\"outcome__title\" id=\"outcome-title\">")
            .text(&t(key::PREVIEW_TITLE))
            .raw("</h2>");
    }
    if program.with(|known| known.failed) {
        h.p("", &t(key::PREVIEW_FAILED)).raw("<p>");
        h.button("link-button", "load", &t(key::PREVIEW_RETRY))
            .raw("</p>");
    } else {
        // Some of them say where the person stands.
        let text = match ask.split(' ').next() {
            Some("panel" | "category" | "papers" | "compare") => key::PREVIEW_LOADING,
            _ => key::LOADING,
        };
        h.p("", &t(text));
    }
    h.done()
}
