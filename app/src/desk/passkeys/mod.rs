//! Passkeys: the list of one's own, and signing in with one. People's and the staff's differ in where they stand.

mod browser;

use super::call::{self, Failed};
use super::fields;
use super::listen::{self, Values};
use super::shell;
use super::state::{Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::api::passkey::{Challenge, NewPasskey, Passkey, PasskeyName, PasskeySignIn};
use permit::api::path;
use serde::de::DeserializeOwned;

/// Where the passkeys of one kind of account stand in the API.
pub struct Places {
    list: &'static str,
    one: &'static str,
    creation: &'static str,
    request: &'static str,
    session: &'static str,
}

/// Those of applicants and employers.
pub const PEOPLE: Places = Places {
    list: path::PASSKEYS,
    one: path::PASSKEY,
    creation: path::PASSKEY_CREATION,
    request: path::PASSKEY_REQUEST,
    session: path::PASSKEY_SESSION,
};

/// Those of the staff.
pub const STAFF: Places = Places {
    list: path::STAFF_PASSKEYS,
    one: path::STAFF_PASSKEY,
    creation: path::STAFF_PASSKEY_CREATION,
    request: path::STAFF_PASSKEY_REQUEST,
    session: path::STAFF_PASSKEY_SESSION,
};

/// Fetches the list.
pub async fn fetch(places: &Places) -> Result<Data, Failed> {
    Ok(Data::Passkeys(call::get(places.list).await?))
}

/// The page of one's passkeys.
pub fn html(state: &State, lead: &str, h: &mut Html) {
    if !shell::begin(state, &t("account.passkeys"), h) {
        return;
    }
    h.p("lead", &t("account.passkeys_lead")).p("", lead);
    if let Data::Passkeys(all) = &state.data {
        if all.is_empty() {
            h.p("", &t("account.passkeys_none"));
        }
        for one in all {
            passkey(state, one, h);
        }
    }
    h.raw("<section class=\"box\">").h2(&t("account.passkey_add"));
    h.raw("<form data-form=\"passkey add\">");
    fields::filled("name", &t("account.passkey_name"), "", h);
    fields::submit(&t("account.passkey_add"), state.busy, h);
    h.raw("</form></section>");
}

fn passkey(state: &State, one: &Passkey, h: &mut Html) {
    h.raw("<section class=\"box\"><h2><bdi>")
        .text(&one.name)
        .raw("</bdi></h2><dl class=\"summary\">")
        .fact(
            &t("account.passkey_added"),
            &platform::date_time_text(one.created_at),
        );
    let used = one
        .used_at
        .map_or_else(|| t("account.passkey_unused"), platform::date_time_text);
    h.fact(&t("account.last_used"), &used).raw("</dl>");
    h.raw("<details><summary>")
        .text(&t("account.passkey_rename"))
        .raw("</summary><form")
        .attr("data-form", &format!("passkey name {}", one.id))
        .raw(">");
    fields::within(&one.id, h, |h| {
        fields::filled("name", &t("account.passkey_name"), &one.name, h);
    });
    fields::submit(&t("account.passkey_rename"), state.busy, h);
    h.raw("</form></details><details><summary>")
        .text(&t("account.passkey_remove"))
        .raw("</summary>")
        .p("", &t("account.passkey_remove_detail"))
        .raw("<form")
        .attr("data-form", &format!("passkey remove {}", one.id))
        .raw(">");
    let words = t_with("account.passkey_remove_named", &[("name", one.name.clone())]);
    fields::submit(&words, state.busy, h);
    h.raw("</form></details></section>");
}

/// Does what a button or a form of the list says.
pub async fn act(words: &[&str], values: &Values, places: &Places) {
    let visit = listen::begin();
    let outcome = match words {
        ["add"] => add(values.get("name"), places).await,
        ["name", id] => {
            let wish = PasskeyName {
                name: values.get("name").into(),
            };
            call::tell("PUT", &path::with_id(places.one, id), &wish).await
        }
        ["remove", id] => call::act("DELETE", &path::with_id(places.one, id)).await,
        _ => Ok(()),
    };
    listen::then_again(visit, outcome).await;
}

async fn add(name: &str, places: &Places) -> Result<(), Failed> {
    let asked: Challenge = call::read_after("POST", places.creation).await?;
    let wish = NewPasskey {
        credential: browser::create(&asked.options).await?,
        challenge: asked.id,
        name: name.into(),
        locale: text::locale(),
    };
    call::tell("POST", places.list, &wish).await
}

/// Signs in with a passkey: who it is that the server says.
pub async fn sign_in<T: DeserializeOwned>(places: &Places, shared: bool) -> Result<T, Failed> {
    let asked: Challenge = call::read_after("POST", places.request).await?;
    let wish = PasskeySignIn {
        credential: browser::get(&asked.options).await?,
        challenge: asked.id,
        shared,
    };
    call::send("POST", places.session, &wish).await
}
