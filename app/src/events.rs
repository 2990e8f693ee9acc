//! What a person does: a handful of listeners on the document, and what each means.

use crate::acts;
use crate::app::App;
use crate::components::{inputs, mrz, search};
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::part;
use crate::platform::{self, dom};
use crate::render;
use crate::text;
use leptos::prelude::{document, request_animation_frame};
use leptos::wasm_bindgen::{JsCast, closure::Closure};
use permit::answer::{Key, Value};
use permit::forms;
use permit::question::{Kind, Question};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Element, Event, FocusEvent, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, MouseEvent,
};

/// Listens for as long as the page lives.
pub fn start(app: App) {
    listen("click", false, move |event| click(app, event));
    listen("input", false, move |event| typed(app, event));
    listen("change", false, move |event| changed(app, event));
    listen("focusout", false, move |event| left(app, event));
    listen("compositionstart", false, |_| render::composing(true));
    listen("compositionend", false, |_| render::composing(false));
    // After a finger the events of a mouse come once more, and it is they that move the focus.
    for press in ["pointerdown", "mousedown"] {
        listen(press, false, pressed);
    }
    for released in ["pointerup", "mouseup", "pointercancel", "keydown"] {
        // The click comes first.
        listen(released, false, |_| {
            request_animation_frame(|| render::hold(false))
        });
    }
    listen("submit", false, move |event| submitted(app, event));
    // Escape closes a dialog; the event does not bubble.
    listen("close", true, move |_| app.asking.set(None));
    platform::on_window("popstate", move || {
        // A step back to before a switch of language is a step of page, not of language.
        let (tag, page) = nav::parse(&nav::address());
        if tag != Some(text::locale()) {
            nav::write(&nav::href(&page), true);
        }
        app.show(page);
    });
}

fn listen(name: &str, capture: bool, call: impl Fn(&Event) + 'static) {
    let call = Closure::<dyn Fn(Event)>::new(move |event: Event| call(&event));
    let _ =
        document().add_event_listener_with_callback_and_bool(name, call.as_ref().unchecked_ref(), capture);
    call.forget();
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Shows everything in another language, without moving anything; the choice is remembered.
fn speak(app: App, tag: Option<String>) {
    let Some(tag) = tag else { return };
    if tag == text::locale() {
        text::choose(&tag);
        return;
    }
    spawn_local(async move {
        if text::load(&tag).await {
            // What was said last is in the language before.
            app.say(String::new());
            platform::set_cookie_locale(&tag);
            nav::write(&nav::href(&app.page.get()), true);
            island::load_missing(app).await;
        } else if text::is_chosen(&tag) {
            text::miss(true);
        }
    });
}

/// A list that opens when it is pressed swallows the release.
fn pressed(event: &Event) {
    let first = event
        .dyn_ref::<MouseEvent>()
        .is_some_and(|mouse| mouse.button() == 0);
    if first && target(event).is_some_and(|target| !target.has_type::<HtmlSelectElement>()) {
        render::hold(true);
    }
}

fn click(app: App, event: &Event) {
    let Some(target) = target(event) else { return };
    text::miss(false);
    // Forms carry an act too, for their own event; links inside of them are links.
    if let Ok(Some(button)) = target.closest("button[data-act]") {
        event.prevent_default();
        acts::run(app, &button.get_attribute("data-act").unwrap_or_default());
        return;
    }
    let Ok(Some(link)) = target.closest("a[href]") else {
        return;
    };
    let mouse = event.dyn_ref::<MouseEvent>();
    let plain = mouse.is_none_or(|mouse| {
        mouse.button() == 0 && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
    });
    let href = link.get_attribute("href").unwrap_or_default();
    if !plain || link.has_attribute("target") || link.has_attribute("download") {
        return;
    }
    if let Some(id) = href.strip_prefix('#') {
        // To a field, or past the header: the address stays.
        event.prevent_default();
        dom::focus(id);
    } else if href.starts_with('/') {
        event.prevent_default();
        let (tag, page) = nav::parse(&href);
        if link.has_attribute("hreflang") {
            speak(app, tag);
        } else if page == Page::SignIn {
            app.go_sign_in();
        } else {
            app.go(page);
        }
    }
}

/// The question that an input belongs to, with its key.
fn question(input: &Element) -> Option<(Key, &'static Question)> {
    let key = Key::parse(&input.get_attribute("data-key")?)?;
    let question = forms::question(&key.question)?;
    Some((key, question))
}

fn value(input: &Element) -> Option<String> {
    if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    if let Some(lines) = input.dyn_ref::<HtmlTextAreaElement>() {
        return Some(lines.value());
    }
    input.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)
}

/// Text as it is typed; what is ticked or chosen comes with "change".
fn typed(app: App, event: &Event) {
    let Some(input) = target(event) else { return };
    let ticked = input
        .dyn_ref::<HtmlInputElement>()
        .is_some_and(|input| matches!(input.type_().as_str(), "radio" | "checkbox"));
    if ticked || input.has_type::<HtmlSelectElement>() {
        return;
    }
    let Some(typed) = value(&input) else { return };
    let Some((key, question)) = question(&input) else {
        if input.id().ends_with(search::SEARCH) {
            app.say(search::said(&typed));
        }
        return;
    };
    let part = input
        .get_attribute("data-part")
        .and_then(|part| part.parse().ok());
    let editor = app.editor_at(&input);
    let answer = match part {
        Some(part) => {
            let raw = editor.raw(&key);
            inputs::with_part(&raw, part, &typed, matches!(question.kind, Kind::Date(_)))
        }
        None => typed,
    };
    editor.answer(key, answer);
    if question.id == forms::identity::MRZ.id {
        mrz::fill(editor);
    }
}

fn changed(app: App, event: &Event) {
    let Some(input) = target(event) else { return };
    if input.id() == permit::landing::SHARED && app.ready.get() {
        app.editor
            .keep_in_memory_only(dom::is_checked(permit::landing::SHARED));
        return;
    }
    let Some((key, question)) = question(&input) else {
        // A box that is no answer: what depends on it is drawn anew.
        part::changed();
        return;
    };
    let ticked = input
        .dyn_ref::<HtmlInputElement>()
        .filter(|input| matches!(input.type_().as_str(), "radio" | "checkbox"));
    let editor = app.editor_at(&input);
    let answer = match (ticked, question.kind) {
        (Some(one), Kind::Choices(_)) => inputs::toggled(&editor.raw(&key), &one.value(), one.checked()),
        (Some(one), Kind::Month(_)) => (if one.checked() { "present" } else { "" }).into(),
        (Some(one), Kind::Consent) => (if one.checked() { "yes" } else { "" }).into(),
        (Some(one), _) => one.value(),
        (None, _) if input.has_type::<HtmlSelectElement>() => value(&input).unwrap_or_default(),
        _ => return,
    };
    editor.answer(key.clone(), answer);
    editor.leave(key);
}

/// The person went on to something else: harmless noise is tidied, and what is wrong is said from now on.
fn left(app: App, event: &Event) {
    let Some(input) = target(event) else { return };
    dom::leave(&input);
    let Some((key, question)) = question(&input) else {
        return;
    };
    let next = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
    let next = next.and_then(|next| next.dyn_into::<Element>().ok());
    // From the day to the month is not away from the date.
    if next.is_some_and(|next| next.get_attribute("data-key").as_deref() == Some(&key.to_string())) {
        return;
    }
    let editor = app.editor_at(&input);
    let raw = editor.raw(&key);
    if matches!(question.kind, Kind::Text(_))
        && let Ok(Some(Value::Text(tidy))) = question.read(&raw)
        && tidy != raw
    {
        editor.answer(key.clone(), tidy);
    }
    if !raw.is_empty() {
        editor.leave(key);
    }
}

fn submitted(app: App, event: &Event) {
    let Some(form) = target(event) else { return };
    if form.closest("#app").ok().flatten().is_none() {
        // The document's own: "load again" after the program stopped.
        return;
    }
    event.prevent_default();
    if form.class_list().contains("landing__start") {
        // The box decides before the first answer is kept; that it is not ticked takes nothing back.
        if dom::is_checked(permit::landing::SHARED) {
            app.editor.keep_in_memory_only(true);
        }
        app.go(Page::Start);
    } else {
        acts::run(app, &form.get_attribute("data-act").unwrap_or_default());
    }
}
