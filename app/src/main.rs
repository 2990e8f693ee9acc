//! The portal in the browser. `app` is the shell; `pages` and `components` are what stands in it; `editor` holds the
//! open draft; `permit` knows the field.

mod api;
mod app;
mod autosave;
mod components;
mod device;
mod editor;
mod nav;
mod page;
mod pages;
mod platform;
mod text;

use leptos::prelude::*;
use leptos::task::spawn_local;

fn main() {
    // A panic freezes a wasm page. What was typed is on the device already; say so, and offer to load again.
    std::panic::set_hook(Box::new(|_| platform::dom::raise("portal-stopped")));
    spawn_local(start());
}

async fn start() {
    let wanted = nav::language_of_address().unwrap_or_else(|| text::config().locale.clone());
    // Offline or a broken answer: the document's own page stands, and says how to go on.
    if !text::load(&wanted).await && !text::load(&text::config().locale.clone()).await {
        platform::dom::show("failed");
        return;
    }
    let shared = platform::dom::is_checked(permit::landing::SHARED);
    let Some(root) = platform::dom::by_id("app") else {
        return;
    };
    root.set_inner_html("");
    mount_to(root, move || view! { <app::App shared=shared /> }).forget();
    platform::dom::mark_started();
}
