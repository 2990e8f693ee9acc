//! Signing in with a code from an e-mail. The address and the time are kept on the device (encrypted), so that the
//! code can still be entered after the phone has thrown the tab away.

use crate::api;
use crate::app;
use crate::components::error_summary::{ErrorSummary, Line};
use crate::components::message;
use crate::editor::{Account, Editor};
use crate::nav::{self, Heading, Nav};
use crate::page::Page;
use crate::platform::{self, dom};
use crate::text::{self, key, t, t_with};
use leptos::prelude::*;
use leptos::task::spawn_local;
use permit::check::email::email;
use permit::check::fold::fold;
use serde::{Deserialize, Serialize};

/// The name of the device's record.
const RECORD: &str = "sign-in";
/// How long the address is remembered, in seconds: a little longer than the code holds, so that a late code is explained.
const REMEMBERED: i64 = 3_600;

/// What the device remembers between asking for a code and entering it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Asked {
    email: String,
    at: i64,
    /// Where the person was going.
    then: String,
}

/// The page.
pub fn view() -> AnyView {
    let editor = app::editor();
    let nav = nav::nav();
    let asked = RwSignal::new(None::<Asked>);
    let looked = RwSignal::new(false);
    spawn_local(async move {
        if let Some(device) = editor.device()
            && let Ok(Some(json)) = device.get(RECORD).await
            && let Ok(record) = serde_json::from_str::<Asked>(&json)
            && record.at + REMEMBERED > platform::now_seconds()
        {
            let _ = asked.try_set(Some(record));
        }
        let _ = looked.try_set(true);
    });
    (move || {
        if !looked.get() {
            return super::loading();
        }
        if let Account::Person(address) = &*editor.account.read() {
            return already(address.clone());
        }
        match asked.get() {
            None => ask(editor, nav, asked),
            Some(record) => enter(editor, nav, asked, record),
        }
    })
    .into_any()
}

fn already(address: String) -> AnyView {
    let page = Page::Overview;
    view! {
        <div class="narrow">
            <Heading text=Signal::derive(move || t_with(key::SIGNED_IN_AS, &[("email", address.clone())])) />
            <p><a class="button" href=move || nav::href(&page)>{move || t(key::APPLICATIONS)}</a></p>
        </div>
    }
    .into_any()
}

/// The form around one input: heading, summary, what goes wrong.
#[derive(Clone, Copy)]
struct Form {
    busy: RwSignal<bool>,
    lines: RwSignal<Vec<Line>>,
    asked: RwSignal<u32>,
}

impl Form {
    fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            lines: RwSignal::new(Vec::new()),
            asked: RwSignal::new(0),
        }
    }

    fn fail(self, field: &str, words: String) {
        let _ = self.busy.try_set(false);
        let _ = self.lines.try_set(vec![(field.into(), words)]);
        let _ = self.asked.try_update(|count| *count += 1);
    }

    fn has_error(self) -> bool {
        !self.lines.with(Vec::is_empty)
    }
}

/// Asks the server for a code and remembers that on the device.
async fn request(editor: Editor, nav: Nav, address: String, form: Form) -> Option<Asked> {
    let locale = text::locale_untracked();
    if let Err(failure) = api::request_code(&address, &locale).await {
        form.fail("sign-in-email", untrack(|| message::failure(failure.code())));
        return None;
    }
    let then = nav
        .after_sign_in
        .get_value()
        .unwrap_or(Page::Overview)
        .path(&locale);
    let record = Asked {
        email: address,
        at: platform::now_seconds(),
        then,
    };
    if let (Some(device), Ok(json)) = (editor.device(), serde_json::to_string(&record)) {
        // Without it the code can still be entered in this tab.
        let _ = device.put(RECORD, &json).await;
    }
    Some(record)
}

fn ask(editor: Editor, nav: Nav, asked: RwSignal<Option<Asked>>) -> AnyView {
    let form = Form::new();
    let address = RwSignal::new(match &*editor.account.read_untracked() {
        Account::Expired(address) => address.clone(),
        _ => String::new(),
    });
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if form.busy.get_untracked() {
            return;
        }
        let Ok(tidy) = email(&address.get_untracked()) else {
            form.fail("sign-in-email", untrack(|| t(key::SIGN_IN_EMAIL_MISSING)));
            return;
        };
        form.busy.set(true);
        form.lines.set(Vec::new());
        spawn_local(async move {
            if let Some(record) = request(editor, nav, tidy, form).await {
                let _ = asked.try_set(Some(record));
                dom::focus_soon("sign-in-code");
            }
        });
    };
    view! {
        <div class="narrow">
            <ErrorSummary lines=form.lines asked=form.asked />
            <Heading text=Signal::derive(|| t(key::SIGN_IN_TITLE)) error=Signal::derive(move || form.has_error()) />
            <p>{move || t(key::SIGN_IN_LEAD)}</p>
            <p>{move || t(key::SIGN_IN_KEPT)}</p>
            <form novalidate on:submit=send>
                <div class="field" class:field--error=move || form.has_error()>
                    <label class="field__label" for="sign-in-email">{move || t(key::SIGN_IN_EMAIL)}</label>
                    <p class="field__hint" id="sign-in-email-hint">{move || t(key::SIGN_IN_EMAIL_HINT)}</p>
                    {move || error(form)}
                    <input class="input" id="sign-in-email" name="email" type="text" inputmode="email" autocomplete="email"
                        autocapitalize="none" spellcheck="false" dir="ltr" aria-describedby="sign-in-email-hint field-error"
                        aria-invalid=move || form.has_error().then_some("true")
                        prop:value=address on:input=move |event| address.set(event_target_value(&event)) />
                </div>
                <button class="button" aria-disabled=move || form.busy.get().then_some("true")>{move || t(key::SIGN_IN_SEND)}</button>
            </form>
        </div>
    }
    .into_any()
}

fn error(form: Form) -> AnyView {
    form.lines
        .get()
        .first()
        .map(|(_, words)| view! { <p class="field__error" id="field-error">{words.clone()}</p> })
        .into_any()
}

fn enter(editor: Editor, nav: Nav, asked: RwSignal<Option<Asked>>, record: Asked) -> AnyView {
    let form = Form::new();
    let code = RwSignal::new(String::new());
    let announce = app::announce();
    let address = StoredValue::new(record.email.clone());
    let then = StoredValue::new(record.then);
    let enter = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if form.busy.get_untracked() {
            return;
        }
        let digits: String = fold(&code.get_untracked())
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        if digits.len() != 6 {
            form.fail("sign-in-code", untrack(|| t(key::SIGN_IN_CODE_MISSING)));
            return;
        }
        form.busy.set(true);
        form.lines.set(Vec::new());
        spawn_local(async move {
            match api::sign_in(&address.get_value(), &digits).await {
                Ok(session) => {
                    forget(editor).await;
                    let (_, page) = nav::parse(&then.get_value());
                    editor.signed_in(session.email);
                    nav.replace(if page == Page::SignIn {
                        Page::Overview
                    } else {
                        page
                    });
                }
                Err(failure) => form.fail("sign-in-code", untrack(|| explain(&failure))),
            }
        });
    };
    let again = move |_| {
        spawn_local(async move {
            if request(editor, nav, address.get_value(), form).await.is_some() {
                announce.say(untrack(|| t(key::SIGN_IN_SENT_AGAIN)));
                dom::focus("sign-in-code");
            }
        });
    };
    let other = move |_| {
        spawn_local(async move {
            forget(editor).await;
            let _ = asked.try_set(None);
            dom::focus_soon("sign-in-email");
        });
    };
    view! {
        <div class="narrow">
            <ErrorSummary lines=form.lines asked=form.asked />
            <Heading text=Signal::derive(|| t(key::SIGN_IN_CODE)) error=Signal::derive(move || form.has_error()) />
            <form novalidate on:submit=enter>
                <div class="field" class:field--error=move || form.has_error()>
                    <label class="field__label" for="sign-in-code">{move || t(key::SIGN_IN_CODE)}</label>
                    <p class="field__hint" id="sign-in-code-hint">
                        {move || t_with(key::SIGN_IN_CODE_HINT, &[("email", address.get_value())])}</p>
                    {text::config().dev_mail.then(|| view! {
                        <p class="field__hint"><a href="/dev/mail" target="_blank">{move || t(key::SIGN_IN_DEV_MAIL)}</a></p>
                    })}
                    {move || error(form)}
                    <input class="input code-input" id="sign-in-code" name="code" type="text" inputmode="numeric"
                        autocomplete="one-time-code" dir="ltr" aria-describedby="sign-in-code-hint field-error"
                        aria-invalid=move || form.has_error().then_some("true")
                        prop:value=code on:input=move |event| code.set(event_target_value(&event)) />
                </div>
                <div class="cluster">
                    <button class="button" aria-disabled=move || form.busy.get().then_some("true")>
                        {move || t(key::SIGN_IN_ENTER)}</button>
                    <button type="button" class="link-button" on:click=again>{move || t(key::SIGN_IN_AGAIN)}</button>
                    <button type="button" class="link-button" on:click=other>{move || t(key::SIGN_IN_OTHER)}</button>
                </div>
            </form>
        </div>
    }
    .into_any()
}

async fn forget(editor: Editor) {
    if let Some(device) = editor.device() {
        let _ = device.delete(RECORD).await;
    }
}

fn explain(failure: &api::Failure) -> String {
    let words = message::failure(failure.code());
    match failure {
        api::Failure::Refused(body) if body.tries_left.is_some() => {
            let left = body.tries_left.unwrap_or(0).to_string();
            format!("{words} {}", t_with(key::SIGN_IN_TRIES, &[("count", left)]))
        }
        _ => words,
    }
}
