//! Where somebody is signed in. People's sessions and the staff's differ in where they stand, and in how they begin.

use super::call::{self, Failed};
use super::listen;
use super::shell;
use super::state::{Data, State};
use crate::html::Html;
use crate::platform::{self, dom};
use crate::text::{t, t_with};
use permit::api::path;
use permit::api::session::OwnSession;

/// Where the sessions of one kind of account stand in the API, and what they say.
pub struct Places {
    list: &'static str,
    one: &'static str,
    /// What begins one where no passkey did: the key of a text.
    otherwise: &'static str,
}

/// Those of applicants and employers.
pub const PEOPLE: Places = Places {
    list: path::SESSIONS,
    one: path::OWN_SESSION,
    otherwise: "account.session_code",
};

/// Those of the staff.
pub const STAFF: Places = Places {
    list: path::STAFF_SESSIONS,
    one: path::STAFF_OWN_SESSION,
    otherwise: "desk.session_password",
};

/// Fetches the list.
pub async fn fetch(places: &Places) -> Result<Data, Failed> {
    Ok(Data::Sessions(call::get(places.list).await?))
}

/// The page.
pub fn html(state: &State, places: &Places, h: &mut Html) {
    if !shell::begin(state, &t("account.sessions"), h) {
        return;
    }
    h.p("lead", &t("account.sessions_lead"));
    let Data::Sessions(all) = &state.data else {
        return;
    };
    for one in all {
        session(one, places, h);
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

fn session(one: &OwnSession, places: &Places, h: &mut Html) {
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
        places.otherwise
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

/// Ends one, or all others.
pub async fn act(words: &[&str], places: &Places) {
    let visit = listen::begin();
    let outcome = match words {
        ["end", id] => call::act("DELETE", &path::with_id(places.one, id)).await,
        ["others"] => call::act("DELETE", places.list).await,
        _ => Ok(()),
    };
    let is_done = outcome.is_ok();
    listen::then_again(visit, outcome).await;
    // The button that was pressed went with its box.
    if is_done {
        dom::focus_heading();
    }
}
