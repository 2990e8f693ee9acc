//! The portal in the browser. `app` is the state and the shell; `pages` and `components` say what stands there; `events`
//! is what a person does; `render` brings one to the other; `editor` holds the open draft; `permit` knows the field.

mod acts;
mod api;
mod app;
mod autosave;
mod components;
mod device;
mod editor;
mod events;
mod html;
mod morph;
mod nav;
mod page;
mod pages;
mod part;
mod platform;
mod render;
mod text;
mod wire;

use leptos::prelude::mount_to;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

// A panic traps, and the document says so (index.html): what was typed is on the device already.
fn main() {
    spawn_local(load());
}

async fn load() {
    let wanted = nav::language_of_address().unwrap_or_else(|| text::config().locale.clone());
    // Offline or a broken answer: the document's own page stands, and says how to go on.
    if !text::load(&wanted).await && !text::load(&text::config().locale.clone()).await {
        platform::dom::show("failed");
        return;
    }
    let Some(root) = platform::dom::by_id("app") else {
        return;
    };
    mount_to(root, start).forget();
    platform::dom::mark_started();
}

/// Runs inside of Leptos's owner, so that signals and effects live as long as the page.
fn start() {
    let app = app::App::new();
    // Ticked before the app arrived, or sent along by a form that was.
    let ticked = platform::dom::is_checked(permit::landing::SHARED);
    let asked = nav::asks(permit::landing::SHARED);
    render::start(app);
    events::start(app);
    spawn_local(async move {
        let changed = Rc::new(move || app.person_changed());
        app.editor.start(ticked, asked, changed).await;
        app.ready.set(true);
        pages::enter(app);
    });
}
