//! The portal itself: the program that a newcomer waits for.

use crate::island::{self, Program};
use crate::{acts, app, events, host, nav, original, pages, part, platform, render, text};
use leptos::prelude::mount_to;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Loads the language and shows the page of the address.
pub fn start() {
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
    mount_to(root, mount).forget();
    platform::dom::mark_started();
}

/// Runs inside of Leptos's owner, so that signals and effects live as long as the page.
fn mount() {
    let app = app::App::new();
    // Ticked before the app arrived, or sent along by a form that was.
    let ticked = platform::dom::is_checked(permit::landing::SHARED);
    let asked = nav::asks(permit::landing::SHARED);
    render::start(app);
    events::start(app);
    original::listen(&[0, 1, 2], part::changed);
    host::start(app);
    if !pages::is_first(&app.page.get()) {
        spawn_local(island::load(app, Program::Preview));
    }
    spawn_local(async move {
        let changed = Rc::new(move || {
            island::act(&["forget"]);
            app.person_changed();
            if app.ready.get() {
                spawn_local(island::load_missing(app));
            }
        });
        app.editor.start(ticked, asked, changed).await;
        app.ready.set(true);
        pages::enter(app);
        if platform::tab_flag(nav::LEAVING) {
            platform::set_tab_flag(nav::LEAVING, false);
            acts::run(app, "ask-sign-out");
        }
        // The question stands; now there is time for the rest.
        island::load_missing(app).await;
    });
}
