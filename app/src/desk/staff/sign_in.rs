//! The staff's way in: address, password, and the code of an authenticator.

use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::idle;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::passkeys;
use crate::desk::shell;
use crate::desk::show;
use crate::desk::state::{self, State};
use crate::html::Html;
use crate::idle::said;
use crate::text::{self, t, t_with};
use permit::api::path;
use permit::api::staff::{StaffRole, StaffSession, StaffSignIn};

/// The form.
pub fn html(state: &State, h: &mut Html) {
    h.raw("<div class=\"narrow\">").h1(&t("desk.sign_in"));
    shell::failed(state, h);
    h.p("", &t("desk.sign_in_lead"))
        .raw("<form data-form=\"staff-in\">");
    fields::line("username", &t("desk.email"), "email", true, h);
    fields::line("password", &t("desk.password"), "password", true, h);
    fields::line("totp", &t("desk.code"), "text", true, h);
    fields::submit(&t("app.sign_in"), state.busy, h);
    h.raw("</form><p>")
        .button(
            "button button--secondary",
            "passkey in",
            &t("app.sign_in_passkey"),
        )
        .raw("</p></div>");
}

/// What there is for who is signed in.
pub fn home(state: &State, staff: &StaffSession, h: &mut Html) {
    h.raw("<div class=\"narrow\">").h1(&t("desk.welcome"));
    shell::failed(state, h);
    let role = t(&format!("staff.role.{}", staff.role.name()));
    let values = [("name", staff.name.clone()), ("role", role)];
    h.p("lead", &t_with("desk.signed_in_as", &values));
    let tag = text::locale();
    h.raw("<ul>");
    let mut item = |page: Page, words: &str| {
        h.raw("<li>").link("", &page.path(&tag), &t(words)).raw("</li>");
    };
    if staff.role.is_of_the_desk() {
        item(Page::Queue(String::new()), "desk.queue");
        item(Page::Organisations(String::new()), "desk.organisations");
        item(Page::Statistics(String::new()), "desk.statistics");
    }
    item(Page::Help, "desk.help");
    if staff.role != StaffRole::Officer {
        item(Page::Recoveries, "desk.recoveries");
    }
    item(Page::StaffPasskeys, "account.passkeys");
    item(Page::StaffSessions, "account.sessions");
    h.raw("</ul></div>");
}

/// Signs in.
pub async fn sign_in(values: &Values) {
    let visit = listen::begin();
    let wish = StaffSignIn {
        email: values.get("username").into(),
        password: values.get("password").into(),
        code: values.get("totp").into(),
    };
    let session = call::send("POST", path::STAFF_SESSION, &wish).await;
    entered(visit, session).await;
}

/// Signs in with a passkey.
pub async fn with_passkey() {
    let visit = listen::begin();
    entered(visit, passkeys::sign_in(&passkeys::STAFF, false).await).await;
}

/// Goes to the page that was wanted, else to the queue or to the helpdesk's page.
async fn entered(visit: u32, session: Result<StaffSession, Failed>) {
    match session {
        Ok(session) => {
            let to = state::with(|state| match &state.page {
                Page::Staff | Page::NotFound if session.role.is_of_the_desk() => Page::Queue(String::new()),
                Page::Staff | Page::NotFound => Page::Help,
                page => page.clone(),
            });
            said(session.seconds_left, true);
            listen::done(visit, |state| state.staff = Some(session));
            idle::watch();
            show::go(to, Some(true)).await;
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

/// Signs out.
pub async fn sign_out() {
    let visit = listen::begin();
    match call::act("DELETE", path::STAFF_SESSION).await {
        Ok(()) => {
            listen::done(visit, |state| state.staff = None);
            show::go(Page::Staff, Some(true)).await;
        }
        Err(failed) => listen::failed(visit, failed),
    }
}
