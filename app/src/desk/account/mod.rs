//! The screens of what is a person's own, whatever they are here for.

mod carried;
mod changed;
mod chinese;
pub mod correct;
pub mod employer;
mod help;
mod notes;
mod notices;
mod recover;
mod returned;
mod sign_in;

use super::call::{self, Failed};
use super::listen::Values;
use super::page::Page;
use super::passkeys;
use super::sessions;
use super::side::{Kind, Side};
use super::state::{self, Data, State};
use super::{shell, show};
use crate::html::Html;
use crate::text::{self, t, t_with};
use permit::api::path;

/// A person's own side.
pub const SIDE: Side = Side {
    kind: Kind::Account,
    home: Page::Account,
    recognise: |used| Box::pin(show::recognise_person(used)),
    fetch: |page| Box::pin(fetch(page)),
    menu: |state, h| {
        h.raw("<li>")
            .link(
                "",
                &format!("/{}/applications", text::locale()),
                &t("app.applications"),
            )
            .raw("</li>");
        if state.person.is_some() {
            h.raw("<li>")
                .button("link-button", "session out", &t("app.sign_out"))
                .raw("</li>");
        }
    },
    html,
    act: |words, values| Box::pin(act(words, values)),
};

/// What the first page leads to: page, name, and what one does there. Keys of texts.
const PAGES: &[(Page, &str, &str)] = &[
    (Page::Passkeys, "account.passkeys", "account.passkeys_detail"),
    (Page::Sessions, "account.sessions", "account.sessions_detail"),
    (Page::Notices, "account.notices", "account.notices_detail"),
    (Page::AskHelp, "account.help", "account.help_detail"),
];

/// Fetches what a page needs.
async fn fetch(page: &Page) -> Result<Data, Failed> {
    if state::with(|state| state.person.is_none()) {
        return Ok(Data::Still);
    }
    match page {
        Page::Account => Ok(Data::Account(call::get(path::RECOVERY).await?)),
        Page::Passkeys => passkeys::fetch(&passkeys::PEOPLE).await,
        Page::Sessions => sessions::fetch(&sessions::PEOPLE).await,
        Page::Notices => Ok(Data::Notices(call::get(path::NOTICES).await?)),
        Page::AskHelp => help::fetch().await,
        Page::HelpThread(id) => help::fetch_one(id).await,
        Page::Notes(draft) => notes::fetch(draft).await,
        Page::MyEmployer(draft) => employer::fetch(draft).await,
        Page::Correct(application) | Page::Changed(application) => correct::fetch(application).await,
        Page::Chinese(application) => chinese::fetch(application).await,
        _ => Ok(Data::Still),
    }
}

/// The page.
fn html(state: &State, h: &mut Html) {
    h.raw("<div class=\"narrow\">");
    match (&state.page, &state.person) {
        (Page::SignIn(query), _) => sign_in::html(state, query, h),
        (Page::Recover, _) => recover::html(state, h),
        (Page::Stop(_), _) => recover::stop_html(state, h),
        (_, None) => signed_out(state, h),
        (Page::Passkeys, _) => passkeys::html(state, "", h),
        (Page::Sessions, _) => sessions::html(state, &sessions::PEOPLE, h),
        (Page::Account, Some(person)) => {
            h.h1(&t("account.title"));
            shell::failed(state, h);
            let values = [("email", person.email.clone())];
            h.p("lead", &t_with("account.lead", &values));
            if let Data::Account(all) = &state.data {
                recover::warning(all, h);
            }
            h.raw("<ul>");
            for (page, name, detail) in PAGES {
                h.raw("<li>")
                    .link("", &page.path(&text::locale()), &t(name))
                    .p("", &t(detail))
                    .raw("</li>");
            }
            h.raw("</ul>");
        }
        (Page::Notices, _) => {
            if shell::begin(state, &t("account.notices"), h)
                && let Data::Notices(settings) = &state.data
            {
                notices::html(state, settings, h);
            }
        }
        (Page::AskHelp, _) => help::html(state, h),
        (Page::HelpThread(_), _) => help::one(state, h),
        (Page::Notes(_), _) => notes::html(state, h),
        (Page::MyEmployer(_), Some(_)) => {
            if shell::begin(state, &t("account.employer"), h)
                && let Data::Mine(mine) = &state.data
            {
                employer::html(state, mine, h);
            }
        }
        (Page::Correct(_), Some(_)) => {
            if shell::begin(state, &t("account.correct"), h)
                && let Data::Sent(application) = &state.data
            {
                correct::html(state, application, h);
            }
        }
        (Page::Changed(_), Some(_)) => {
            if shell::begin(state, &t("app.changed"), h)
                && let Data::Sent(application) = &state.data
            {
                changed::html(application, h);
            }
        }
        (Page::Chinese(_), Some(_)) => {
            if shell::begin(state, &t("account.chinese"), h)
                && let Data::Renderings(all) = &state.data
            {
                chinese::html(state, all, h);
            }
        }
        _ => {
            shell::begin(state, &t("app.not_found_title"), h);
        }
    }
    h.raw("</div>");
}

/// What stands there for who must sign in first.
fn signed_out(state: &State, h: &mut Html) {
    // Whoever comes to ask for help signs in first: where they were is remembered meanwhile.
    if state.page == Page::AskHelp {
        carried::here();
    }
    h.h1(&t("account.title"));
    shell::failed(state, h);
    h.p("lead", &t("account.sign_in_first")).raw("<p>");
    h.link(
        "button",
        &state.page.sign_in(&text::locale()),
        &t("app.sign_in_passkey"),
    )
    .raw("</p><p>");
    h.link("", &format!("/{}/sign-in", text::locale()), &t("account.by_code"))
        .raw("</p>");
    if state.page == Page::AskHelp {
        help::papers(h);
    }
}

/// Does what a button or a form says.
async fn act(words: &[&str], values: Values) {
    match words {
        ["passkey", "in"] => {
            let query = state::with(|state| match &state.page {
                Page::SignIn(query) => query.clone(),
                _ => String::new(),
            });
            sign_in::act(&query).await;
        }
        ["passkey", rest @ ..] => passkeys::act(rest, &values, &passkeys::PEOPLE).await,
        // Done where the answers on this device are.
        ["session", "out"] => show::leave(),
        ["session", rest @ ..] => sessions::act(rest, &sessions::PEOPLE).await,
        ["recover", "stop"] => recover::stop().await,
        ["recover", "stop-own"] => recover::stop_own().await,
        ["recover", rest @ ..] => recover::act(rest, &values).await,
        ["notices"] => notices::save(&values).await,
        ["help", rest @ ..] => help::act(rest, &values).await,
        ["note", rest @ ..] => notes::act(rest).await,
        ["employer-differs" | "employer-return" | "employer-close"] => returned::act(words, &values).await,
        [verb, ..] if verb.starts_with("employer-") => employer::act(words).await,
        ["pin" | "correct", ..] => correct::act(words, &values).await,
        ["chinese", rest @ ..] => chinese::act(rest, &values).await,
        _ => {}
    }
}
