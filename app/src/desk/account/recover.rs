//! The way back for who lost the mailbox they sign in with, and stopping it from that mailbox.

use crate::desk::call;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::shell;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform::{self, dom};
use crate::text::{self, t, t_with};
use permit::api::recovery::{OwnRecovery, RecoveryRequest, RecoveryStop};
use permit::api::{SignInCodeRequest, SignInCodeSent, path};

/// The page: an address and its code, then what the person knows, then that it was sent.
pub fn html(state: &State, h: &mut Html) {
    h.h1(&t("account.recover"));
    shell::failed(state, h);
    match &state.data {
        Data::Done => {
            h.raw("<div class=\"notice\" id=\"done\" tabindex=\"-1\">")
                .p("", &t("account.recover_sent"))
                .raw("</div>");
        }
        Data::CodeSent(address) => facts(state, address, h),
        _ => {
            h.p("lead", &t("account.recover_lead"))
                .p("", &t("account.recover_how"))
                .raw("<form data-form=\"recover code\">");
            fields::line("email", &t("account.recover_new"), "email", true, h);
            fields::submit(&t("app.sign_in_send"), state.busy, h);
            h.raw("</form>");
        }
    }
}

fn facts(state: &State, address: &str, h: &mut Html) {
    let values = [("email", address.to_owned())];
    h.p("lead", &t_with("app.sign_in_code_hint", &values))
        .raw("<form data-form=\"recover send\">");
    fields::line("totp", &t("app.sign_in_digits"), "text", true, h);
    fields::line("old", &t("account.recover_old"), "email", true, h);
    h.p("field__hint", &t("account.recover_facts"));
    fields::line("passport", &t("account.fact.passport"), "text", false, h);
    fields::line("birth_date", &t("account.fact.birth_date"), "date", false, h);
    fields::line("reference", &t("account.fact.reference"), "text", false, h);
    fields::lines("words", &t("account.recover_words"), false, h);
    fields::submit(&t("account.recover_send"), state.busy, h);
    h.raw("</form>");
}

/// Does what a form of it says.
pub async fn act(words: &[&str], values: &Values) {
    let visit = listen::begin();
    let address = state::with(|state| match &state.data {
        Data::CodeSent(address) => address.clone(),
        _ => values.get("email").to_owned(),
    });
    let outcome = match words {
        ["code"] => {
            let wish = SignInCodeRequest {
                email: address.clone(),
                locale: text::locale(),
            };
            let sent = call::send::<SignInCodeSent>("POST", path::RECOVERY_CODES, &wish).await;
            sent.map(|_| Data::CodeSent(address))
        }
        _ => {
            let wish = RecoveryRequest {
                old_email: values.get("old").into(),
                new_email: address,
                code: values.get("totp").into(),
                passport: values.get("passport").into(),
                birth_date: values.get("birth_date").into(),
                reference: values.get("reference").into(),
                words: values.get("words").into(),
                locale: text::locale(),
            };
            let sent = call::tell("POST", path::RECOVERY, &wish).await;
            sent.map(|()| Data::Done)
        }
    };
    match outcome {
        Ok(data) => {
            listen::done(visit, |state| state.data = data);
            dom::focus_heading();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

/// The page that a letter to the old address leads to. It takes a press: what reads letters before people do may follow
/// links, and must not decide anything.
pub fn stop_html(state: &State, h: &mut Html) {
    h.h1(&t("account.stop"));
    shell::failed(state, h);
    if matches!(state.data, Data::Done) {
        h.raw("<div class=\"notice\" id=\"done\" tabindex=\"-1\">")
            .p("", &t("account.stopped"))
            .raw("</div>");
        return;
    }
    h.p("lead", &t("account.stop_lead"))
        .raw("<p><button type=\"button\" class=\"button\" data-act=\"recover stop\"")
        .flag("disabled", state.busy)
        .raw(">")
        .text(&t("account.stop"))
        .raw("</button></p>");
}

/// Stops it, by the secret of the letter.
pub async fn stop() {
    let visit = listen::begin();
    let secret = state::with(|state| match &state.page {
        Page::Stop(secret) => secret.clone(),
        _ => String::new(),
    });
    let wish = RecoveryStop { secret };
    match call::tell("POST", path::RECOVERY_STOP, &wish).await {
        Ok(()) => {
            listen::done(visit, |state| state.data = Data::Done);
            dom::focus_heading();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

/// What runs against one's own account, where anything does: on the first page of the account.
pub fn warning(all: &[OwnRecovery], h: &mut Html) {
    let Some(one) = all.first() else { return };
    let words = match one.until {
        Some(until) => {
            let values = [("when", platform::date_time_text(until))];
            t_with("account.recovery_waiting", &values)
        }
        None => t("account.recovery_asked"),
    };
    h.raw("<div class=\"notice notice--warning\" id=\"recovery\">")
        .p("", &words)
        .raw("<p>")
        .button("button", "recover stop-own", &t("account.stop"))
        .raw("</p></div>");
}

/// Stops it, as the one who is signed in.
pub async fn stop_own() {
    let visit = listen::begin();
    match call::act("DELETE", path::RECOVERY).await {
        Ok(()) => {
            listen::done(visit, |state| state.said = t("account.stopped"));
            show::again().await;
            dom::focus_heading();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}
