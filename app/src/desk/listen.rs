//! What a person does: links, buttons, forms.

use super::page::Page;
use super::show;
use super::{idle, side, state};
use crate::platform::{self, dom};
use crate::text::{self, t};
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, MouseEvent};

/// What stands in the fields of a form: names and values, ticked ones only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(pub Vec<(String, String)>);

impl Values {
    /// The value of a field; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// All values of a name: of boxes.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let values = self.0.iter().filter(|(known, _)| known == name);
        values.map(|(_, value)| value.as_str()).collect()
    }
}

/// Listens for as long as the page lives.
pub fn start() {
    listen("click", clicked);
    listen("submit", submitted);
    listen("focusout", |event| {
        if let Some(field) = target(event) {
            dom::leave(&field);
        }
    });
    platform::on_window("popstate", || {
        // A step back to before a switch of language is a step of page, not of language.
        let (tag, page) = show::address();
        let other = tag != Some(text::locale());
        spawn_local(show::go(page, other.then_some(true)));
    });
}

fn listen(name: &str, call: impl Fn(&Event) + 'static) {
    let call = Closure::<dyn Fn(Event)>::new(move |event: Event| call(&event));
    let _ = document().add_event_listener_with_callback(name, call.as_ref().unchecked_ref());
    call.forget();
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn clicked(event: &Event) {
    let Some(target) = target(event) else { return };
    if state::update(|state| std::mem::take(&mut state.missed)) {
        show::draw();
    }
    if let Ok(Some(button)) = target.closest("button[data-act]") {
        event.prevent_default();
        let act = button.get_attribute("data-act").unwrap_or_default();
        run(&act, Values::default());
        return;
    }
    let Ok(Some(link)) = target.closest("a[href]") else {
        return;
    };
    let plain = event.dyn_ref::<MouseEvent>().is_none_or(|mouse| {
        mouse.button() == 0 && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
    });
    let href = link.get_attribute("href").unwrap_or_default();
    if !plain || link.has_attribute("download") || link.has_attribute("target") {
        return;
    }
    if let Some(id) = href.strip_prefix('#') {
        event.prevent_default();
        dom::focus(id);
        return;
    }
    let (path, query) = href.split_once('?').unwrap_or((&href, ""));
    let Some((tag, rest)) = path.trim_start_matches('/').split_once('/') else {
        return;
    };
    let (tag, page) = (tag.to_owned(), Page::parse(rest, query));
    // What is no page of this program is another document.
    if page == Page::NotFound || side::of(page.kind()).is_none() {
        return;
    }
    event.prevent_default();
    if !link.has_attribute("hreflang") {
        spawn_local(show::go(page, Some(false)));
    } else if tag == text::locale() {
        text::choose(&tag);
    } else {
        spawn_local(async move {
            let spoken = show::speak(&tag).await;
            if spoken {
                // Another page may have been opened meanwhile.
                let path = state::with(|state| state.page.path(&tag));
                crate::nav::write(&path, true);
            }
            if text::is_chosen(&tag) {
                state::update(|state| state.missed = !spoken);
                show::draw();
            }
        });
    }
}

fn submitted(event: &Event) {
    let Some(form) = target(event) else { return };
    let Some(act) = form.get_attribute("data-form") else {
        return;
    };
    event.prevent_default();
    run(&act, values(&form));
}

/// What stands in the fields inside an element.
pub fn values(form: &Element) -> Values {
    let mut all = Vec::new();
    for field in dom::all(form, "[name]") {
        let name = field.get_attribute("name").unwrap_or_default();
        let value = if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let is_box = matches!(input.type_().as_str(), "checkbox" | "radio");
            (!is_box || input.checked()).then(|| input.value())
        } else if let Some(lines) = field.dyn_ref::<HtmlTextAreaElement>() {
            Some(lines.value())
        } else {
            field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)
        };
        all.extend(value.map(|value| (name, value)));
    }
    Values(all)
}

/// Has the fields of a name say something; of boxes, those are ticked whose values stand on its lines. Drawing leaves what
/// stands in a field to the person.
pub fn fill(form: &Element, name: &str, value: &str) {
    for field in dom::all(form, &["[name='", name, "']"].concat()) {
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            if input.type_() == "checkbox" {
                let own = input.value();
                input.set_checked(value.lines().any(|line| line == own));
            } else {
                input.set_value(value);
            }
        } else if let Some(lines) = field.dyn_ref::<HtmlTextAreaElement>() {
            lines.set_value(value);
        } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            select.set_value(value);
        }
    }
}

/// Does it, unless something is on its way.
fn run(act: &str, values: Values) {
    if state::with(|state| state.busy) {
        return;
    }
    let act = act.to_owned();
    state::update(|state| state.act.clone_from(&act));
    spawn_local(async move {
        if act == "stay" {
            idle::go_on().await;
            return;
        }
        let words: Vec<&str> = act.split(' ').collect();
        if let Some(side) = state::with(|state| side::of_page(&state.page)) {
            (side.act)(&words, values).await;
        }
    });
}

/// Begins something that must not be asked for twice; returns the visit that it belongs to.
pub fn begin() -> u32 {
    let visit = state::update(|state| {
        state.busy = true;
        state.failed = None;
        state.visit
    });
    show::draw();
    visit
}

/// It failed: said where the person looks, and nothing that was typed goes.
pub fn failed(visit: u32, why: super::call::Failed) {
    if !state::is_here(visit) {
        return;
    }
    state::update(|state| show::fail(state, why));
    show::draw();
    dom::focus_soon("failed-here");
}

/// It failed, of an application, a part or a registration: what somebody else did meanwhile is fetched.
pub async fn failed_on_case(visit: u32, why: super::call::Failed) {
    let moved_on = matches!(
        why.code.as_str(),
        "case_changed" | "organisation_changed" | "part_changed"
    );
    failed(visit, why.clone());
    if moved_on {
        show::again().await;
        // What was fetched anew does not take away what is said about it.
        failed(visit, why);
    }
}

/// A wish that was sent: the form is empty again and the page fetched anew, or it is said what failed.
pub async fn then_again(visit: u32, outcome: Result<(), super::call::Failed>) {
    match outcome {
        Ok(()) => {
            done(visit, |state| state.said = t("account.done"));
            show::clear_form();
            show::again().await;
        }
        Err(why) => failed(visit, why),
    }
}

/// It is done.
pub fn done(visit: u32, change: impl FnOnce(&mut state::State)) {
    if !state::is_here(visit) {
        return;
    }
    state::update(|state| {
        state.busy = false;
        change(state);
    });
    show::draw();
}

#[cfg(test)]
mod tests {
    use super::Values;

    #[test]
    fn fields_are_found_by_their_names() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = Values(vec![
            pair("why", " so "),
            pair("ground", "a"),
            pair("ground", "b"),
        ]);
        assert_eq!(values.get("why"), "so");
        assert_eq!(values.get("nothing"), "");
        assert_eq!(values.all("ground"), ["a", "b"]);
    }
}
