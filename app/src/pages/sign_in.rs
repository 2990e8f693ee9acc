//! Signing in with a code from an e-mail. The address and the time are kept on the device (encrypted), so that the
//! code can still be entered after the phone has thrown the tab away.

use crate::api::{self, Failure};
use crate::app::App;
use crate::components::error_summary::error_summary;
use crate::components::{message, plain_field};
use crate::device;
use crate::editor::Account;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::platform::{self, dom, object};
use crate::text::{self, key, t, t_with};
use crate::wire;
use leptos::prelude::window;
use permit::check::email::email;
use permit::check::fold::fold;
use wasm_bindgen_futures::spawn_local;

/// The name of the device's record.
const RECORD: &str = "sign-in";
/// How long the address is remembered, in seconds: a little longer than the code holds, so that a late code is
/// explained, and no longer, for whoever uses the browser next reads it.
const REMEMBERED: i64 = 900;
/// The ids of the two inputs.
const ADDRESS: &str = "sign-in-email";
const CODE: &str = "sign-in-code";

/// What the device remembers between asking for a code and entering it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    email: String,
    at: i64,
    /// Where the person was going.
    then: String,
}

fn remembered(json: &str) -> Asked {
    let of = wire::parse(json);
    Asked {
        email: wire::text(&of, "email"),
        at: wire::number(&of, "at"),
        then: wire::text(&of, "then"),
    }
}

/// Where signing in stands.
#[derive(Clone, Debug, Default)]
pub struct SignInState {
    /// The code that was asked for.
    pub asked: Option<Asked>,
    /// Where the person was going when asked to sign in.
    pub then: Option<Page>,
    /// What is wrong with what was typed: an error's name, the tries left.
    error: Option<(String, Option<u32>)>,
}

/// The page.
pub fn html(app: App, h: &mut Html) {
    h.raw("<div class=\"narrow\">");
    let state = app.sign_in.read();
    match (&*app.editor.account.read(), &state.asked) {
        (Account::Person(address), _) => {
            h.h1(&t_with(key::SIGNED_IN_AS, &[("email", address.clone())]))
                .raw("<p>");
            h.link("button", &nav::href(&Page::Overview), &t(key::APPLICATIONS))
                .raw("</p>");
        }
        (_, None) => address_form(app, &state, h),
        (_, Some(asked)) => code_form(app, &state, asked, h),
    }
    h.raw("</div>");
}

fn words(state: &SignInState) -> Option<String> {
    let (code, left) = state.error.as_ref()?;
    let words = if code.starts_with("app.") {
        t(code)
    } else {
        message::failure(code)
    };
    match left {
        Some(left) => Some(format!(
            "{words} {}",
            t_with(key::SIGN_IN_TRIES, &[("count", left.to_string())])
        )),
        None => Some(words),
    }
}

/// Summary, heading, and the beginning of the form with the one field; what is wrong with that.
fn begin(
    id: &'static str,
    title: &str,
    act: &'static str,
    state: &SignInState,
    h: &mut Html,
) -> Option<String> {
    let wrong = words(state);
    let lines: Vec<(String, String)> = wrong
        .iter()
        .map(|words| (format!("#{id}"), words.clone()))
        .collect();
    error_summary(&lines, h);
    h.h1(title);
    if id == ADDRESS {
        h.p("lead", &t(key::SIGN_IN_LEAD)).p("", &t(key::SIGN_IN_KEPT));
    }
    h.raw("<form novalidate")
        .attr("data-act", act)
        .attr("id", &format!("{id}-form"))
        .raw(">");
    wrong
}

fn submit(app: App, label: &str, h: &mut Html) {
    h.raw("<button class=\"button\"");
    if app.busy.get() {
        h.attr("aria-disabled", "true");
    }
    h.raw(">").text(&t(label)).raw("</button>");
}

fn address_form(app: App, state: &SignInState, h: &mut Html) {
    let wrong = begin(ADDRESS, &t(key::SIGN_IN), "ask-code", state, h);
    plain_field::begin(
        ADDRESS,
        &t(key::SIGN_IN_EMAIL),
        &t(key::SIGN_IN_EMAIL_HINT),
        wrong.as_deref(),
        h,
    );
    h.raw("<input class=\"input\" name=\"email\" type=\"text\" inputmode=\"email\" autocomplete=\"email\" dir=\"ltr\" ");
    h.raw("autocapitalize=\"none\" spellcheck=\"false\"");
    plain_field::end(ADDRESS, wrong.is_some(), h);
    submit(app, key::SIGN_IN_SEND, h);
    // Another document (which the target says): a passkey takes more than this program has room for.
    let then = state.then.as_ref().map_or_else(String::new, nav::href);
    h.raw("</form><p><a target=\"_self\"")
        .attr(
            "href",
            &format!("/{}/account/sign-in?then={then}", text::locale()),
        )
        .raw(">")
        .text(&t(key::SIGN_IN_PASSKEY))
        .raw("</a></p>");
}

fn code_form(app: App, state: &SignInState, asked: &Asked, h: &mut Html) {
    let wrong = begin(CODE, &t(key::SIGN_IN_CODE), "enter-code", state, h);
    let hint = t_with(key::SIGN_IN_CODE_HINT, &[("email", asked.email.clone())]);
    plain_field::begin(CODE, &t(key::SIGN_IN_DIGITS), &hint, wrong.as_deref(), h);
    if text::config().dev_mail {
        h.raw("<p class=\"field__hint\"><a href=\"/dev/mail\" target=\"_blank\">")
            .text(&t(key::SIGN_IN_DEV_MAIL))
            .raw("</a></p>");
    }
    h.raw("<input class=\"input code-input\" name=\"code\" type=\"text\" inputmode=\"numeric\" dir=\"ltr\" ");
    h.raw("autocomplete=\"one-time-code\"");
    plain_field::end(CODE, wrong.is_some(), h);
    h.raw("<div class=\"cluster\">");
    submit(app, key::SIGN_IN, h);
    h.button("link-button", "code-again", &t(key::SIGN_IN_AGAIN));
    h.button("link-button", "other-address", &t(key::SIGN_IN_OTHER))
        .raw("</div></form>");
}

/// Looks for a code that was asked for before this tab.
pub fn enter(app: App) {
    let holds = |asked: &Asked| asked.at + REMEMBERED > platform::now_seconds();
    app.sign_in.update(|state| {
        state.error = None;
        state.asked = state.asked.take().filter(holds);
    });
    spawn_local(async move {
        if let Some(device) = app.editor.device()
            && let Ok(Some(json)) = device.get(RECORD).await
        {
            let asked = remembered(&json);
            if holds(&asked) {
                app.sign_in.update(|state| state.asked = Some(asked));
            } else {
                let _ = device.delete(RECORD).await;
            }
        }
    });
}

fn fail(app: App, code: &str, left: Option<u32>) {
    app.busy.set(false);
    app.sign_in
        .update(|state| state.error = Some((code.to_owned(), left)));
    dom::focus_soon("error-summary");
}

/// Asks the server for a code and remembers that on the device.
fn request(app: App, address: String, say: Option<&'static str>) {
    app.busy.set(true);
    app.sign_in.update(|state| state.error = None);
    spawn_local(async move {
        let locale = text::locale();
        if let Err(failure) = api::request_code(&address, &locale).await {
            fail(app, failure.code(), None);
            return;
        }
        let then = app
            .sign_in
            .with(|state| state.then.clone())
            .unwrap_or(Page::Overview)
            .path(&locale);
        let asked = Asked {
            email: address,
            at: platform::now_seconds(),
            then,
        };
        if let Some(device) = app.editor.device() {
            let record = object(&[
                ("email", wire::word(&asked.email)),
                ("at", wire::whole(asked.at)),
                ("then", wire::word(&asked.then)),
            ]);
            // Without it the code can still be entered in this tab.
            let _ = device.put(RECORD, &wire::written(&record)).await;
        }
        app.busy.set(false);
        app.sign_in.update(|state| state.asked = Some(asked));
        if let Some(key) = say {
            app.say(t(key));
        }
        dom::focus_soon(CODE);
    });
}

/// The address was typed.
pub fn ask_code(app: App) {
    if app.busy.get() {
        return;
    }
    match email(&dom::value(ADDRESS)) {
        Ok(address) => request(app, address, None),
        Err(_) => fail(app, key::SIGN_IN_EMAIL_MISSING, None),
    }
}

/// The code was typed.
pub fn enter_code(app: App) {
    let digits: String = fold(&dom::value(CODE))
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let asked = app.sign_in.with(|state| state.asked.clone());
    let Some(asked) = asked.filter(|_| !app.busy.get()) else {
        return;
    };
    if digits.len() != 6 {
        fail(app, key::SIGN_IN_CODE_MISSING, None);
        return;
    }
    app.busy.set(true);
    app.sign_in.update(|state| state.error = None);
    spawn_local(async move {
        let shared = app.editor.in_memory_only.get();
        match api::sign_in(&asked.email, &digits, shared).await {
            Ok(session) => {
                forget(app).await;
                // Who came from a document of its own goes back there; what is on the device is sent on the next visit.
                let wanted = platform::tab_word(nav::THEN);
                if !wanted.is_empty() {
                    platform::set_tab_word(nav::THEN, "");
                    device::note_signed_in(shared);
                    let _ = window().location().assign(&wanted);
                    return;
                }
                let (_, page) = nav::parse(&asked.then);
                app.editor.signed_in(session);
                app.replace(match page {
                    // These lead nowhere for somebody who has just signed in.
                    Page::SignIn | Page::Home | Page::Start | Page::NotFound => Page::Overview,
                    page => page,
                });
            }
            Err(Failure::Refused(body)) => fail(app, &body.code, body.tries_left),
            Err(failure) => fail(app, failure.code(), None),
        }
    });
}

/// A new code for the same address.
pub fn code_again(app: App) {
    if let Some(asked) = app.sign_in.with(|state| state.asked.clone()) {
        request(app, asked.email, Some(key::SIGN_IN_SENT_AGAIN));
    }
}

/// Another address.
pub fn other_address(app: App) {
    spawn_local(async move {
        forget(app).await;
        dom::focus_soon(ADDRESS);
    });
}

async fn forget(app: App) {
    if let Some(device) = app.editor.device() {
        let _ = device.delete(RECORD).await;
    }
    app.sign_in.update(|state| {
        state.asked = None;
        state.error = None;
    });
}
