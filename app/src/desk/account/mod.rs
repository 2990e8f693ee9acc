//! The screens of what is a person's own, whatever they are here for.

pub mod correct;
pub mod employer;

use super::call::Failed;
use super::listen::Values;
use super::page::Page;
use super::side::{Kind, Side};
use super::state::{self, Data, State};
use super::{shell, show};
use crate::html::Html;
use crate::text::{self, t, t_with};

/// A person's own side.
pub const SIDE: Side = Side {
    kind: Kind::Account,
    home: Page::Account,
    recognise: || Box::pin(show::recognise_person()),
    fetch: |page| Box::pin(async move { fetch(&page).await }),
    menu: |_, h| {
        h.raw("<li>")
            .link(
                "",
                &format!("/{}/applications", text::locale()),
                &t("app.applications"),
            )
            .raw("</li>");
    },
    html,
    act: |words, values| {
        Box::pin(async move {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            act(&words, values).await;
        })
    },
};

/// What the first page leads to: page, name, and what one does there. Keys of texts.
const PAGES: &[(Page, &str, &str)] = &[];

/// Fetches what a page needs.
async fn fetch(page: &Page) -> Result<Data, Failed> {
    if state::with(|state| state.person.is_none()) {
        return Ok(Data::Still);
    }
    match page {
        Page::MyEmployer(draft) => return employer::fetch(draft).await,
        Page::Correct(application) => return correct::fetch(application).await,
        _ => {}
    }
    // A page that shows what the server knows is fetched here: `Page::X => …`.
    Ok(Data::Still)
}

/// The page.
fn html(state: &State, h: &mut Html) {
    h.raw("<div class=\"narrow\">");
    match (&state.page, &state.person) {
        (_, None) => signed_out(state, h),
        (Page::Account, Some(person)) => {
            h.h1(&t("account.title"));
            shell::failed(state, h);
            let values = [("email", person.email.clone())];
            h.p("lead", &t_with("account.lead", &values)).raw("<ul>");
            for (page, name, detail) in PAGES {
                h.raw("<li>")
                    .link("", &page.path(&text::locale()), &t(name))
                    .p("", &t(detail))
                    .raw("</li>");
            }
            h.raw("</ul>");
        }
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
        _ => {
            shell::begin(state, &t("app.not_found_title"), h);
        }
    }
    h.raw("</div>");
}

/// What stands there for who must sign in first.
fn signed_out(state: &State, h: &mut Html) {
    h.h1(&t("account.title"));
    shell::failed(state, h);
    h.p("lead", &t("account.sign_in_first")).raw("<p>");
    h.link(
        "button",
        &format!("/{}/sign-in", text::locale()),
        &t("app.sign_in"),
    )
    .raw("</p>");
}

/// Does what a button or a form says.
async fn act(words: &[&str], values: Values) {
    // A form or a button of a page is heard here: `["passkey", …] => …`.
    match words {
        [verb, ..] if verb.starts_with("employer-") => employer::act(words).await,
        ["pin" | "correct", ..] => correct::act(words, &values).await,
        _ => {}
    }
}
