//! Where somebody is signed in.

use crate::desk::call;
use crate::desk::listen;
use crate::desk::shell;
use crate::desk::show;
use crate::desk::state::{Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::api::path;
use permit::api::session::OwnSession;

/// The page.
pub fn html(state: &State, h: &mut Html) {
    if !shell::begin(state, &t("account.sessions"), h) {
        return;
    }
    h.p("lead", &t("account.sessions_lead"));
    let Data::Sessions(all) = &state.data else {
        return;
    };
    for one in all {
        session(one, h);
    }
    if all.len() > 1 {
        h.raw("<p>")
            .button("button", "session others", &t("account.sessions_end_others"))
            .raw("</p>");
    }
}

/// The browser in a few words.
fn browser(one: &OwnSession) -> String {
    match (one.browser.is_empty(), one.system.is_empty()) {
        (true, true) => t("account.browser_unknown"),
        (false, true) => one.browser.clone(),
        (true, false) => one.system.clone(),
        (false, false) => {
            let values = [("browser", one.browser.clone()), ("system", one.system.clone())];
            t_with("account.browser", &values)
        }
    }
}

fn session(one: &OwnSession, h: &mut Html) {
    let name = browser(one);
    h.raw("<section class=\"box\"><h2><bdi>")
        .text(&name)
        .raw("</bdi></h2>");
    if one.this {
        h.raw("<p><strong>")
            .text(&t("account.session_this"))
            .raw("</strong></p>");
    }
    let way = if one.passkey {
        "account.session_passkey"
    } else {
        "account.session_code"
    };
    h.raw("<dl class=\"summary\">")
        .fact(
            &t("account.session_begun"),
            &platform::date_time_text(one.created_at),
        )
        .fact(&t("account.last_used"), &platform::date_time_text(one.seen_at))
        .fact(&t("account.session_way"), &t(way));
    if one.shared {
        h.fact(&t("account.session_kind"), &t("account.session_shared"));
    }
    h.raw("</dl>");
    if !one.this {
        h.raw("<p><button type=\"button\" class=\"button button--secondary\"")
            .attr("data-act", &format!("session end {}", one.id))
            .raw(">")
            .text(&t("account.session_end"))
            .hidden_text(&name)
            .raw("</button></p>");
    }
    h.raw("</section>");
}

/// Ends one, or all others; signing out is done where the answers on this device are.
pub async fn act(words: &[&str]) {
    if words == ["out"] {
        show::leave();
        return;
    }
    let visit = listen::begin();
    let outcome = match words {
        ["end", id] => call::act("DELETE", &path::with_id(path::OWN_SESSION, id)).await,
        ["others"] => call::act("DELETE", path::SESSIONS).await,
        _ => Ok(()),
    };
    listen::then_again(visit, outcome).await;
}
