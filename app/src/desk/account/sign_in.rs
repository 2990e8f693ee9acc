//! Signing in with a passkey, and on to the page that was wanted.

use crate::desk::listen;
use crate::desk::page::Page;
use crate::desk::passkeys;
use crate::desk::shell;
use crate::desk::state::{self, State};
use crate::device::{MEMORY_ONLY, note_signed_in};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use leptos::prelude::window;
use permit::api::Session;

/// The page; `query` says where to go afterwards.
pub fn html(state: &State, query: &str, h: &mut Html) {
    let tag = text::locale();
    if let Some(person) = &state.person {
        let values = [("email", person.email.clone())];
        h.h1(&t_with("account.lead", &values)).raw("<p>");
        h.link("button", &wanted(query, &tag), &t("app.continue"))
            .raw("</p>");
        return;
    }
    h.h1(&t("app.sign_in_passkey"));
    shell::failed(state, h);
    h.p("lead", &t("account.passkey_sign_in_lead"))
        .raw("<p><button type=\"button\" class=\"button\" data-act=\"passkey in\"")
        .flag("disabled", state.busy)
        .raw(">")
        .text(&t("app.sign_in_passkey"))
        .raw("</button></p><ul><li>");
    h.link("", &format!("/{tag}/sign-in"), &t("account.by_code"))
        .raw("</li><li>");
    h.link("", &Page::Recover.path(&tag), &t("account.lost_mailbox"))
        .raw("</li></ul>");
}

/// Where somebody was going: an address of the portal's own, or their applications.
fn wanted(query: &str, tag: &str) -> String {
    let then = query.split('&').find_map(|pair| pair.strip_prefix("then="));
    let then = then.filter(|then| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte);
        then.starts_with('/') && !then.starts_with("//") && then.bytes().all(plain)
    });
    // Signing in leads nowhere for who has just done so.
    let then = then.filter(|then| !then.ends_with("/sign-in"));
    then.map_or_else(|| format!("/{tag}/applications"), str::to_owned)
}

/// Signs in, and loads the page that was wanted.
pub async fn act(query: &str) {
    let visit = listen::begin();
    let shared = platform::browser_flag(MEMORY_ONLY);
    match passkeys::sign_in::<Session>(&passkeys::PEOPLE, shared).await {
        Ok(session) => {
            note_signed_in(shared);
            state::update(|state| state.person = Some(session));
            let _ = window().location().assign(&wanted(query, &text::locale()));
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn nobody_is_led_to_another_site() {
        assert_eq!(wanted("", "en"), "/en/applications");
        assert_eq!(wanted("then=/en/employer", "en"), "/en/employer");
        assert_eq!(
            wanted("a=b&then=/en/drafts/0b9c/form/work", "en"),
            "/en/drafts/0b9c/form/work"
        );
        for wrong in [
            "then=//evil.example",
            "then=https://evil.example",
            "then=/\\evil.example",
            "then=javascript:alert",
            "then=/en/sign-in",
        ] {
            assert_eq!(wanted(wrong, "en"), "/en/applications", "{wrong}");
        }
    }
}
