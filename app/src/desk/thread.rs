//! A thread with the helpdesk, as both sides read it: what was carried along, and the messages in order.

use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_opt, t_with};
use permit::api::help::{HelpAbout, HelpThread};

/// The lines of what is carried along: the name of its box, what it is, and what it says. Empty ones are left out.
pub fn lines(about: &HelpAbout, reference: &str) -> Vec<(&'static str, String, String)> {
    let of_draft = if !about.organisation.is_empty() {
        t("account.help_about_organisation")
    } else if about.draft.is_empty() {
        String::new()
    } else if reference.is_empty() {
        t("account.help_about_draft")
    } else {
        reference.to_owned()
    };
    let all = [
        ("page", "account.help_page", about.page.clone()),
        ("draft", "account.help_about", of_draft),
        ("browser", "account.help_browser", about.browser.clone()),
        ("version", "account.help_version", about.version.clone()),
    ];
    let said = all.into_iter().filter(|(.., value)| !value.is_empty());
    said.map(|(name, key, value)| (name, t(key), value)).collect()
}

/// When the draft was last saved, as the server acknowledged it; that it was not, where there is no draft there.
pub fn saved(revision: u64, at: i64) -> String {
    if revision == 0 {
        return t("account.help_saved_never");
    }
    let values = [
        ("when", platform::date_time_text(at)),
        ("revision", revision.to_string()),
    ];
    t_with("account.help_saved_at", &values)
}

/// What was carried along.
pub fn carried(thread: &HelpThread, h: &mut Html) {
    h.h2(&t("account.help_carried")).raw("<dl class=\"summary\">");
    for (_, name, value) in lines(&thread.about, &thread.reference) {
        h.fact(&name, &value);
    }
    if !thread.about.draft.is_empty() {
        h.fact(
            &t("account.help_saved"),
            &saved(thread.saved_revision, thread.saved_at),
        );
    }
    h.raw("</dl>");
}

/// The messages, oldest first.
pub fn messages(thread: &HelpThread, h: &mut Html) {
    h.h2(&t("account.help_messages")).raw("<ol class=\"timeline\">");
    for one in &thread.messages {
        h.raw("<li class=\"timeline__event\"><h3>")
            .text(&t(&format!("account.help_by.{}", one.role)))
            .raw("</h3>");
        if !one.phrase.is_empty() {
            h.p(
                "",
                &t_opt(&format!("account.help_phrase.{}", one.phrase)).unwrap_or_default(),
            );
        }
        for line in one.text.lines().filter(|line| !line.trim().is_empty()) {
            h.raw("<p dir=\"auto\">").text(line).raw("</p>");
        }
        h.p("timeline__when", &platform::date_time_text(one.at))
            .raw("</li>");
    }
    h.raw("</ol>");
}

/// How a thread stands, in words.
pub fn state(name: &str) -> String {
    t(&format!("account.help_state.{name}"))
}

/// The address of a page of the applicants' program, in this language.
pub fn portal(page: &crate::page::Page) -> String {
    page.path(&text::locale())
}
