//! What a page says, in Chinese on request: the rules are Chinese, and whoever reads them in another language can hold one
//! against the other. An element that is marked `data-zh` ends with what [`offer`] writes. Once that is unfolded, the page
//! is drawn a second time with the Chinese texts, and what its element of the same place says is shown there: so every
//! sentence has its Chinese with the same figures and dates, and none needs to know of it. These are the portal's own
//! words; the official ones stand in the rules (`permit::policy::Wording`), and nothing is fetched for them.

use crate::html::Html;
use crate::platform::dom;
use crate::text::{self, CHINESE, key, t};
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

/// Marks what can be read in Chinese. None stands inside of another.
const MARKED: &str = "[data-zh]";
/// What is unfolded for it.
const OFFER: &str = ".chinese";
/// What is unfolded and has nothing to show yet.
const EMPTY: &str = ".chinese[open]>:empty";

/// Offers the Chinese of all that stands before it in the marked element; the Chinese text itself has no need of it.
pub fn offer(h: &mut Html) {
    if text::locale() != CHINESE {
        h.raw("<details class=\"chinese field__more\"><summary>")
            .text(&t(key::CHINESE_TEXT))
            .raw("</summary><div lang=\"zh-Hans\" dir=\"ltr\"></div></details>");
    }
}

/// The same at the end of a `<div data-zh>`.
pub fn close(h: &mut Html) {
    offer(h);
    h.raw("</div>");
}

/// A sentence with its Chinese on request.
pub fn told(class: &'static str, words: &str, h: &mut Html) {
    h.raw("<div data-zh>").p(class, words);
    close(h);
}

/// Fetches the Chinese texts from these places of the list of files when one is unfolded for the first time; `draw` shows
/// them.
pub fn listen(places: &'static [usize], draw: fn()) {
    let call = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.matches(OFFER).unwrap_or(false)) {
            spawn_local(async move {
                text::miss(!text::load_chinese(places).await);
                draw();
            });
        }
    });
    // The event does not bubble.
    let _ =
        document().add_event_listener_with_callback_and_bool("toggle", call.as_ref().unchecked_ref(), true);
    call.forget();
}

/// Fills what is unfolded and still empty; `draw` draws the whole page into an element, in the language of the moment.
pub fn fill(root: &Element, draw: impl FnOnce(&Element)) {
    let empty = dom::all(root, EMPTY);
    if empty.is_empty() {
        return;
    }
    let Ok(page) = document().create_element("div") else {
        return;
    };
    if !text::in_chinese(|| draw(&page)) {
        return;
    }
    let [here, there] = [root, &page].map(|page| dom::all(page, MARKED));
    // While something is on its way to the page, the two may differ.
    if here.len() != there.len() {
        return;
    }
    for place in empty {
        let marked = place.closest(MARKED).ok().flatten();
        let number = here.iter().position(|one| Some(one) == marked.as_ref());
        let Some(chinese) = number.and_then(|number| there.get(number)) else {
            continue;
        };
        place.set_inner_html(&chinese.inner_html());
        // Its links would lead into another language, and its ids are on the page already.
        for one in dom::all(&place, "[id],[href]") {
            for name in ["id", "href"] {
                let _ = one.remove_attribute(name);
            }
        }
    }
}
