//! The shell: skip link, header, the page, footer; and what outlives every page.

use crate::components::dialog::Confirm;
use crate::editor::{Account, Editor};
use crate::nav::{self, Nav};
use crate::page::Page;
use crate::pages;
use crate::platform::dom;
use crate::text::{self, key, t, t_with};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A sentence for the live region: something happened that the eye would see.
#[derive(Clone, Copy)]
pub struct Announce(RwSignal<String>);

impl Announce {
    /// Says it.
    pub fn say(self, sentence: String) {
        self.0.set(sentence);
    }
}

/// Says a sentence in the live region of the page.
pub fn announce() -> Announce {
    expect_context::<Announce>()
}

/// The open draft.
pub fn editor() -> Editor {
    expect_context::<Editor>()
}

/// The whole app. `shared`: the person ticked "this is a shared computer" before the app arrived.
#[component]
pub fn App(shared: bool) -> impl IntoView {
    let editor = Editor::new();
    provide_context(editor);
    let nav = nav::provide();
    let announce = Announce(RwSignal::new(String::new()));
    provide_context(announce);
    let ready = RwSignal::new(false);
    spawn_local(async move {
        let shared = shared || nav::asks(permit::landing::SHARED);
        editor.start(shared).await;
        ready.set(true);
    });
    view! {
        <a class="skip-link" href="#main" on:click=|event| {
            event.prevent_default();
            dom::focus("main");
        }>{move || t(key::SKIP_LINK)}</a>
        <Header editor nav />
        {move || matches!(&*editor.account.read(), Account::Expired(_)).then(|| view! {
            <div class="banner" role="alert">
                <p><strong>{move || t(key::EXPIRED_TITLE)}</strong>" "{move || t(key::EXPIRED_TEXT)}" "
                <button type="button" class="link-button" on:click=move |_| nav.sign_in()>{move || t(key::SIGN_IN)}</button></p>
            </div>
        })}
        <main class="main" id="main" tabindex="-1" class:landing=move || nav.page.get() == Page::Home>
            {move || pages::view(nav.page.get(), ready)}
        </main>
        <div class="live" role="status" aria-live="polite">{move || announce.0.get()}</div>
        <Footer />
    }
}

#[component]
fn Header(editor: Editor, nav: Nav) -> impl IntoView {
    let leaving = RwSignal::new(false);
    let announce = announce();
    let person = Memo::new(move |_| match &*editor.account.read() {
        Account::Person(email) => Some(email.clone()),
        _ => None,
    });
    let unsaved = move || editor.copy.with(|copy| !copy.pending.is_empty());
    let sign_out = Callback::new(move |()| {
        spawn_local(async move {
            match editor.sign_out().await {
                Ok(()) => nav.go(Page::Home),
                Err(failure) => {
                    announce.say(untrack(|| crate::components::message::failure(failure.code())));
                }
            }
        });
    });
    let current = move |page: Page| (nav.page.get() == page).then_some("page");
    view! {
        <header class="header"><div class="header__inner">
            <a class="header__name" href=move || nav::href(&Page::Home)>{move || t(key::TITLE_SUFFIX)}</a>
            <nav class="header__nav" aria-label=move || t(key::TITLE_SUFFIX)><ul>
                <li><a href=move || nav::href(&Page::Overview) aria-current=move || current(Page::Overview)>
                    {move || t(key::APPLICATIONS)}</a></li>
                <li>{move || match person.get() {
                    Some(email) => view! {
                        <button type="button" class="link-button" title=t_with(key::SIGNED_IN_AS, &[("email", email)])
                            on:click=move |_| leaving.set(true)>{t(key::SIGN_OUT)}</button>
                    }.into_any(),
                    None => view! {
                        <a href=nav::href(&Page::SignIn) aria-current=move || current(Page::SignIn)>{t(key::SIGN_IN)}</a>
                    }.into_any(),
                }}</li>
            </ul></nav>
            <nav aria-label=move || t(key::LANGUAGE)><ul class="language-menu">
                {text::config().locales.iter().map(|(tag, locale)| {
                    let here = move || (text::locale() == *tag).then_some("true");
                    view! {
                        <li><a href=move || nav.page.read().path(tag) hreflang=tag.as_str() lang=tag.as_str()
                            dir=locale.dir.as_str() aria-current=here>{locale.name.as_str()}</a></li>
                    }
                }).collect_view()}
            </ul></nav>
        </div></header>
        <Confirm open=leaving title=Signal::derive(|| t(key::SIGN_OUT_TITLE)) text=Signal::derive(move || {
            if unsaved() { t(key::SIGN_OUT_UNSAVED) } else { t(key::SIGN_OUT_TEXT) }
        }) yes=key::SIGN_OUT_CONFIRM on_yes=sign_out />
    }
}

#[component]
fn Footer() -> impl IntoView {
    let authority = &text::config().authority;
    view! {
        <footer class="footer">
            <p>{move || t_with(key::FOOTER_RUN_BY, &[("name", authority.name.clone())])}" "
                {move || t_with(key::FOOTER_CONTACT, &[("contact", authority.contact.clone())])}</p>
            <p>{move || t(key::FOOTER_LAW)}</p>
        </footer>
    }
}
