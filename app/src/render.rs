//! From the state to the screen: after every change, once, the whole HTML is made anew and the document follows it.

use crate::app::App;
use crate::island;
use crate::morph::morph;
use crate::original;
use crate::part;
use crate::platform::dom;
use crate::text::{key, t, t_with};
use leptos::prelude::{Effect, Track, document};
use leptos::wasm_bindgen::JsCast;
use permit::answer::Key;
use permit::forms;
use permit::question::Kind;
use std::cell::Cell;
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

thread_local! {
    /// Whether a word is being composed: the input method would lose it if anything else were put into the input.
    static COMPOSING: Cell<bool> = const { Cell::new(false) };
    /// Whether a button of the mouse, or a finger, is down.
    static HELD: Cell<bool> = const { Cell::new(false) };
}

/// While something is pressed nothing moves: a field that is left on the way to "Continue" has an error to show, and the
/// button would slip away from under the finger.
pub fn hold(on: bool) {
    if HELD.replace(on) && !on {
        part::changed();
    }
}

/// A word is being composed, or is whole now.
pub fn composing(on: bool) {
    COMPOSING.set(on);
    if !on {
        part::changed();
    }
}

/// Follows the state from now on.
pub fn start(app: App) {
    let changes = part::changes();
    Effect::new(move || {
        changes.track();
        if HELD.get() {
            return;
        }
        let html = app.html();
        let Some(root) = dom::by_id("app") else { return };
        let before = field_in_use();
        morph(&root, &html);
        island::fill(app, &root);
        original::fill(&root, |page| {
            page.set_inner_html(&app.html());
            island::fill(app, page);
        });
        fill(app, &root);
        find_again(before);
        title();
        dialog();
        arrive(app);
    });
}

/// The control that has the focus, and the field around it.
fn field_in_use() -> Option<(Element, Element)> {
    let control = document().active_element()?;
    let field = control.closest(".field").ok()??;
    Some((control, field))
}

/// A button that goes after it was pressed ("keep mine") leaves the focus to the answer that it was about.
fn find_again(before: Option<(Element, Element)>) {
    if let Some((_, field)) = before.filter(|(control, _)| !control.is_connected())
        && let Some(input) = dom::all(&field, "[data-key]").first()
        && let Some(input) = input.dyn_ref::<HtmlElement>()
    {
        let _ = input.focus();
    }
}

/// Puts the answers into the inputs, unless they stand there already.
fn fill(app: App, root: &Element) {
    let focus = document().active_element();
    for input in dom::all(root, "[data-key]") {
        let focused = focus.as_ref() == Some(&input);
        if focused && COMPOSING.get() {
            continue;
        }
        let Some(key) = input.get_attribute("data-key").and_then(|key| Key::parse(&key)) else {
            continue;
        };
        let raw = app.editor_at(&input).raw(&key);
        fill_one(&input, &key, &raw, focused);
    }
}

fn fill_one(input: &Element, key: &Key, raw: &str, focused: bool) {
    if let Some(select) = input.dyn_ref::<HtmlSelectElement>() {
        if select.value() != raw {
            select.set_value(raw);
        }
    } else if let Some(lines) = input.dyn_ref::<HtmlTextAreaElement>() {
        if lines.value() != raw {
            lines.set_value(raw);
        }
    } else if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
        let kind = forms::question(&key.question).map(|question| question.kind);
        let part = input
            .get_attribute("data-part")
            .and_then(|part| part.parse().ok());
        match (input.type_().as_str(), kind) {
            ("radio", _) => input.set_checked(input.value() == raw),
            ("checkbox", Some(Kind::Choices(_))) => {
                input.set_checked(raw.lines().any(|line| line == input.value()))
            }
            ("checkbox", Some(Kind::Month(_))) => input.set_checked(raw == "present"),
            ("checkbox", _) => input.set_checked(raw == "yes"),
            _ => {
                let value = part.map_or(raw, |part| crate::components::inputs::part_of(raw, part));
                if input.value() != value {
                    let caret = input.selection_start().ok().flatten().filter(|_| focused);
                    input.set_value(value);
                    if let Some(caret) = caret {
                        let _ = input.set_selection_range(caret, caret);
                    }
                }
            }
        }
    }
}

/// The document is named by the heading of its page, and says first when something is wrong.
fn title() {
    let heading = document().query_selector("main h1").ok().flatten();
    let Some(heading) = heading.and_then(|heading| heading.text_content()) else {
        return;
    };
    let wrong = dom::by_id("error-summary").is_some();
    let heading = if wrong {
        t_with(key::ERROR_TITLE, &[("title", heading)])
    } else {
        heading
    };
    document().set_title(&format!("{heading} – {}", t(key::TITLE_SUFFIX)));
}

/// A dialog that stands in the document is shown above everything, with the focus inside.
fn dialog() {
    let dialog = document()
        .get_element_by_id("dialog")
        .and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog.filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
        // The way out is the first choice, not the deed.
        if let Ok(Some(cancel)) = dialog.query_selector("[data-act=cancel]")
            && let Ok(cancel) = cancel.dyn_into::<HtmlElement>()
        {
            let _ = cancel.focus();
        }
    }
}

/// On a new page the heading takes the focus, as soon as it is there; or what one left to change an answer.
fn arrive(app: App) {
    if app.arriving.get()
        && document()
            .query_selector("main h1")
            .is_ok_and(|heading| heading.is_some())
    {
        app.arriving.set(false);
        let left = app.came_from.get().and_then(|path| dom::link(&path));
        match left {
            Some(link) => {
                link.scroll_into_view();
                let _ = link.focus();
            }
            None => dom::focus_heading(),
        }
    }
}
