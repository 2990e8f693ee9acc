//! Fetches what a page needs, and draws it.

use super::call::{self, Failed};
use super::page::Page;
use super::side::Kind;
use super::staff::help::Help;
use super::state::{self, Data};
use super::{idle, shell, side};
use crate::idle::said;
use crate::morph::morph;
use crate::original;
use crate::platform::{self, dom};
use crate::text::{self, t};
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use permit::api::{Session, path};
use web_sys::HtmlFormElement;

/// The language and the page of the address in the browser's bar.
pub fn address() -> (Option<String>, Page) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let query = location.search().unwrap_or_default();
    let query = query.trim_start_matches('?');
    let (tag, rest) = path
        .trim_start_matches('/')
        .split_once('/')
        .unwrap_or((&path, ""));
    let is_known = text::config().locales.iter().any(|locale| locale.tag == tag);
    (is_known.then(|| tag.to_owned()), Page::parse(rest, query))
}

/// Shows everything in a language; `false` if it can't be had, or if another was chosen meanwhile.
pub async fn speak(tag: &str) -> bool {
    text::choose(tag);
    text::close_menu();
    let (Some(locale), Some(texts)) = (text::known(tag), text::parts_of(tag, side::texts()).await) else {
        return false;
    };
    let shown = text::speak(locale, texts);
    if shown {
        // What was said last is in the language before.
        state::update(|state| state.said.clear());
        platform::set_cookie_locale(tag);
    }
    shown
}

/// Finds out who is signed in, on the side of this page, and watches over their session; to ask may be to use it.
///
/// # Errors
/// The server can't be asked; nothing changes.
pub async fn recognise(page: &Page, used: bool) -> Result<(), Failed> {
    if let Some(side) = side::of_page(page) {
        (side.recognise)(used).await?;
        idle::watch();
    }
    Ok(())
}

/// Finds out which person is signed in.
pub async fn recognise_person(used: bool) -> Result<(), Failed> {
    let session: Option<Session> = call::session(path::SESSION, used).await?;
    if let Some(session) = &session {
        said(session.seconds_left, used);
    }
    state::update(|state| state.person = session);
    Ok(())
}

/// Empties the form that did its work; what was typed into others stays.
pub fn clear_form() {
    let Some(main) = dom::by_id("main") else { return };
    let act = state::with(|state| state.act.clone());
    for form in dom::all(&main, "form") {
        if form.get_attribute("data-form").as_deref() == Some(&act)
            && let Ok(form) = form.dyn_into::<HtmlFormElement>()
        {
            form.reset();
        }
    }
}

/// Goes to a page; the address is written where it is given: as a new step (`false`), or in place of this one.
pub async fn go(page: Page, write: Option<bool>) {
    if let Some(replace) = write {
        crate::nav::write(&page.path(&text::locale()), replace);
    }
    let visit = state::update(|state| {
        let other_side = state.page.kind() != page.kind();
        state.page = page.clone();
        state.visit = state.visit.wrapping_add(1);
        state.data = Data::Nothing;
        state.failed = None;
        state.busy = false;
        state.items.clear();
        state.pins.clear();
        state.tried = None;
        state.reminding = None;
        state.help = Help::new();
        (state.visit, other_side)
    });
    if visit.1 {
        // Who can't be asked now is asked for what the page needs, and says it there.
        let _ = recognise(&page, true).await;
    }
    remember(&page);
    window().scroll_to_with_x_and_y(0.0, 0.0);
    draw();
    fetch(page, visit.0).await;
    if state::is_here(visit.0) {
        dom::focus_heading();
    }
}

/// Goes where signing out is done: the applicant's answers on this device go with it, or are sent before.
pub fn leave() {
    platform::set_tab_flag(crate::nav::LEAVING, true);
    let _ = window()
        .location()
        .assign(&["/", &text::locale(), "/applications"].concat());
}

/// Leaves the address in the tab for who must sign in first: the code of an e-mail is typed in another document.
fn remember(page: &Page) {
    let is_out = state::with(|state| state.person.is_none());
    match page {
        Page::SignIn(_) | Page::Recover | Page::Stop(_) => {}
        page if page.kind() == Kind::Staff => {}
        page if is_out => platform::set_tab_word(crate::nav::THEN, &page.path(&text::locale())),
        _ => platform::set_tab_word(crate::nav::THEN, ""),
    }
}

/// Fetches once more what the page on screen shows.
pub async fn again() {
    let (page, visit) = state::with(|state| (state.page.clone(), state.visit));
    fetch(page, visit).await;
}

async fn fetch(page: Page, visit: u32) {
    let Some(side) = side::of_page(&page) else {
        return;
    };
    let fetched = (side.fetch)(&page).await;
    if !state::is_here(visit) {
        return;
    }
    state::update(|state| match fetched {
        Ok(data) => state.data = data,
        Err(failed) => fail(state, failed),
    });
    draw();
}

/// Notes a failure; who is signed out is asked to sign in again.
pub fn fail(state: &mut state::State, failed: Failed) {
    if failed.code == "not_signed_in" {
        state.staff = None;
        state.person = None;
    }
    state.busy = false;
    state.failed = Some(failed);
}

/// From the state to the screen.
pub fn draw() {
    let html = state::with(shell::html);
    if let Some(root) = dom::by_id("app") {
        morph(&root, &html);
        original::fill(&root, |page| page.set_inner_html(&state::with(shell::html)));
    }
    let heading = document().query_selector("main h1").ok().flatten();
    let title = heading
        .and_then(|heading| heading.text_content())
        .unwrap_or_default();
    document().set_title(&format!("{title} – {}", t("app.title_suffix")));
}
