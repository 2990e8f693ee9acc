//! The few things that are done to the document outside of views: focus, title, the page's own notices.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use std::cell::RefCell;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

thread_local! {
    /// The field that was left last, with its id, and where in the page that was.
    static LEFT: RefCell<Option<(HtmlElement, String, f64)>> = const { RefCell::new(None) };
}

/// The element of this id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Focuses the element, and brings what labels it into view.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        let field = element.closest(".field, .rows__item").ok().flatten();
        field.unwrap_or_else(|| element.clone().into()).scroll_into_view();
        let _ = element.focus();
    }
}

/// The same once the view has caught up with the signals.
pub fn focus_soon(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || focus(&id));
}

/// Focuses the page's heading.
pub fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("main h1")
        && let Ok(heading) = heading.dyn_into::<HtmlElement>()
    {
        let _ = heading.focus();
    }
}

/// The first link of the page that leads to an address.
pub fn link(path: &str) -> Option<HtmlElement> {
    let links = document().query_selector_all("main a[href]").ok()?;
    (0..links.length())
        .filter_map(|place| links.get(place)?.dyn_into::<HtmlElement>().ok())
        .find(|link| link.get_attribute("href").as_deref() == Some(path))
}

/// Remembers where somebody was, if this is a field that they leave.
pub fn leave(target: &Element) {
    let Ok(Some(field)) = target.closest("input, select, textarea") else {
        return;
    };
    let scroll = window().scroll_y().unwrap_or_default();
    LEFT.set(Some((field.clone().unchecked_into(), field.id(), scroll)));
}

/// Back into the field that was left last, and to the same place in the page; nothing where it is another one by now.
/// Where in the word it was, the field knows.
pub fn go_back() {
    if let Some((field, id, scroll)) = LEFT.take()
        && field.is_connected()
        && field.id() == id
    {
        let _ = field.focus();
        window().scroll_to_with_x_and_y(0.0, scroll);
    }
}

/// Closes the dialog as Escape does: the focus goes back to where it was opened.
pub fn close_dialog() {
    if let Some(dialog) = by_id("dialog").and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Shows an element of the document's own that stood hidden.
pub fn show(id: &str) {
    if let Some(element) = by_id(id) {
        element.set_hidden(false);
    }
}

/// Tells the scripts of the document that the app stands.
pub fn mark_started() {
    if let Ok(event) = web_sys::Event::new("portal-started") {
        let _ = window().dispatch_event(&event);
    }
}

/// Whether a box is ticked; `false` where there is none.
pub fn is_checked(id: &str) -> bool {
    by_id(id)
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

/// Ticks a box once the view has caught up with the signals.
pub fn tick_soon(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || {
        let found = by_id(&id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = found {
            input.set_checked(true);
        }
    });
}

/// What is typed in the input of this id, or chosen among the radio buttons of this name; empty where there is none.
pub fn value(of: &str) -> String {
    let field = ["[id='", of, "'],[name='", of, "']:checked"].concat();
    let found = document().query_selector(&field).ok().flatten();
    found
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
        .map(|input| input.value())
        .unwrap_or_default()
}

/// All elements inside that a selector names.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|place| list.get(place)?.dyn_into().ok())
        .collect()
}
