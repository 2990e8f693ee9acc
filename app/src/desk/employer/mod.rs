//! The screens of an employer.

mod about;
mod chinese;
mod columns;
mod correct;
pub mod help;
mod history;
mod invitations;
mod joined;
pub mod many;
mod organisations;
pub mod papers;
mod part;
mod people;
mod posts;
mod reminders;
mod sheet;
mod written;

use super::call::{self, Failed};
use super::case;
use super::listen::Values;
use super::page::Page;
use super::pins;
use super::side::{Kind, Side};
use super::state::{self, Data, State};
use super::table::{self, Table};
use super::{shell, show};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::answer::Role;
use permit::api::case::{CaseDocument, CasePage};
use permit::api::organisation::{Invitation, Organisation};
use permit::api::path;

/// A path of an organisation.
fn of(path: &str, organisation: &str) -> String {
    path::with_id(path, organisation)
}

/// The employers' side.
pub const SIDE: Side = Side {
    kind: Kind::Employer,
    home: Page::Employer,
    recognise: |used| Box::pin(show::recognise_person(used)),
    fetch: |page| Box::pin(fetch(page)),
    menu: |state, h| {
        if state.person.is_some() {
            shell::menu_link(state, &Page::Employer, &t("desk.employer"), h);
            h.raw("<li>")
                .button("link-button", "session out", &t("app.sign_out"))
                .raw("</li>");
        }
    },
    html,
    act: |words, values| Box::pin(act(words, values)),
};

/// Fetches what a page needs.
async fn fetch(page: &Page) -> Result<Data, Failed> {
    if state::with(|state| state.person.is_none()) {
        return Ok(Data::Still);
    }
    match page {
        Page::Employer => Ok(Data::Organisations(call::get(path::ORGANISATIONS).await?)),
        Page::Owned(id, query) => {
            let organisation: Organisation = call::get(&of(path::ORGANISATION, id)).await?;
            let rows: CasePage = call::get(&format!("{}?{query}", of(path::EMPLOYER_CASES, id))).await?;
            Ok(Data::Table(rows, Some(Box::new(organisation))))
        }
        Page::People(id) => {
            let organisation: Organisation = call::get(&of(path::ORGANISATION, id)).await?;
            let history = call::get(&of(path::ORGANISATION_HISTORY, id)).await?;
            Ok(Data::Organisation(Box::new(organisation), Box::new(history)))
        }
        Page::Invitations(id, query) => {
            let organisation: Organisation = call::get(&of(path::ORGANISATION, id)).await?;
            let page = call::get(&format!("{}?{query}", of(path::INVITATIONS, id))).await?;
            let posts = call::get(&of(path::POSTS, id)).await?;
            Ok(Data::Invitations(Box::new(organisation), Box::new(page), posts))
        }
        Page::Posts(id) | Page::Post(id, _) => Ok(Data::Posts(call::get(&of(path::POSTS, id)).await?)),
        Page::Part(id, invitation) => {
            let address = of(path::INVITATION, id).replace("{invitation}", invitation);
            let one: Invitation = call::get(&address).await?;
            let posts = call::get(&of(path::POSTS, id)).await?;
            let document = match &one.application {
                Some(case) => {
                    let address = of(path::EMPLOYER_CASE, id).replace("{case}", case);
                    call::get::<CaseDocument>(&address).await.ok().map(Box::new)
                }
                None => None,
            };
            Ok(Data::Part(Box::new(one), document, posts))
        }
        Page::PartHelp(id, invitation) => help::fetch(id, invitation).await,
        Page::OwnCase(id, one) => {
            let address = of(path::EMPLOYER_CASE, id).replace("{case}", one);
            let document: CaseDocument = call::get(&address).await?;
            Ok(Data::Case(Box::new(document)))
        }
        Page::OwnChinese(id, one) => {
            let all = call::get(&chinese::address(id, one)).await?;
            Ok(Data::Renderings(Box::new(all)))
        }
        _ => Ok(Data::Still),
    }
}

/// The page.
fn html(state: &State, h: &mut Html) {
    if state.person.is_none() {
        h.raw("<div class=\"narrow\">").h1(&t("desk.employer"));
        shell::failed(state, h);
        h.p("lead", &t("desk.employer_sign_in")).raw("<p>");
        h.link(
            "button",
            &format!("/{}/sign-in", text::locale()),
            &t("app.sign_in"),
        )
        .raw("</p><p>")
        .link(
            "",
            &Page::Employer.sign_in(&text::locale()),
            &t("app.sign_in_passkey"),
        )
        .raw("</p></div>");
        return;
    }
    match (&state.page, &state.data) {
        (Page::Employer, data) => {
            if shell::begin(state, &t("desk.employer"), h)
                && let Data::Organisations(all) = data
            {
                organisations::html(state, all, h);
            }
        }
        (Page::Owned(id, query), data) => owned(state, id, query, data, h),
        (Page::Invitations(id, query), data) => {
            if shell::begin(state, &t("desk.invitations"), h)
                && let Data::Invitations(organisation, page, posts) = data
            {
                tabs(id, h);
                let listed = invitations::Listed {
                    organisation,
                    page,
                    posts,
                    query,
                };
                listed.html(state, h);
            }
        }
        (Page::Posts(id), data) => {
            if shell::begin(state, &t("desk.posts"), h)
                && let Data::Posts(all) = data
            {
                tabs(id, h);
                posts::list(id, all, h);
            }
        }
        (Page::Post(id, post), data) => {
            if shell::begin(state, &t("desk.post"), h)
                && let Data::Posts(all) = data
            {
                posts::form(state, id, all.iter().find(|one| one.id == *post), h);
            }
        }
        (Page::People(id), data) => {
            if shell::begin(state, &t("desk.organisation"), h)
                && let Data::Organisation(organisation, history) = data
            {
                tabs(id, h);
                people::html(state, organisation, h);
                history::html(history, state.busy, h);
            }
        }
        (Page::Part(id, _), data) => {
            if shell::begin(state, &t("desk.part"), h)
                && let Data::Part(one, document, posts) = data
            {
                let shown = part::Shown {
                    organisation: id,
                    one,
                    document: document.as_deref(),
                    posts,
                };
                shown.html(state, h);
            }
        }
        (Page::PartHelp(id, _), data) => {
            if shell::begin(state, &t("app.access_title"), h)
                && let Data::PartHelp(shown) = data
            {
                help::html(state, id, shown, h);
            }
        }
        (Page::OwnChinese(id, _), data) => {
            if shell::begin(state, &t("desk.chinese"), h)
                && let Data::Renderings(all) = data
            {
                chinese::html(state, id, all, h);
            }
        }
        (Page::OwnCase(id, _), data) => {
            let title = match data {
                Data::Case(document) => document.reference.clone(),
                _ => t("desk.case"),
            };
            if shell::begin(state, &title, h)
                && let Data::Case(document) = data
            {
                own_case(state, id, document, h);
            }
        }
        _ => {
            shell::begin(state, &t("app.not_found_title"), h);
        }
    }
}

/// The ways between the pages of an organisation.
fn tabs(id: &str, h: &mut Html) {
    let tag = text::locale();
    h.raw("<nav class=\"cluster\"")
        .attr("aria-label", &t("desk.organisation_pages"))
        .raw(">");
    h.link(
        "",
        &Page::Owned(id.into(), String::new()).path(&tag),
        &t("desk.applications"),
    )
    .link(
        "",
        &Page::Invitations(id.into(), String::new()).path(&tag),
        &t("desk.invitations"),
    )
    .link("", &Page::Posts(id.into()).path(&tag), &t("desk.posts"))
    .link("", &Page::People(id.into()).path(&tag), &t("desk.organisation"))
    .raw("</nav>");
}

fn owned(state: &State, id: &str, query: &str, data: &Data, h: &mut Html) {
    let title = match data {
        Data::Table(_, Some(organisation)) => organisation.about.name.clone(),
        _ => t("desk.applications"),
    };
    if !shell::begin(state, &title, h) {
        return;
    }
    let Data::Table(page, Some(organisation)) = data else {
        return;
    };
    tabs(id, h);
    organisations::standing(organisation, h);
    let tag = text::locale();
    if page.preparing > 0 {
        let count = platform::number_text(u32::try_from(page.preparing).unwrap_or(u32::MAX));
        let invitations = Page::Invitations(id.into(), String::new());
        h.raw("<p>")
            .link(
                "",
                &invitations.path(&tag),
                &t_with("desk.preparing", &[("count", count)]),
            )
            .raw("</p>");
    }
    Table {
        page,
        query,
        address: Page::Owned(id.into(), String::new()).path(&tag),
        row: &|row| Page::OwnCase(id.into(), row.id.clone()).path(&tag),
        with_employer: false,
    }
    .html(h);
    h.raw("<p><a download")
        .attr("href", &export(id, query, &tag))
        .raw(">")
        .text(&t("desk.csv"))
        .raw("</a></p>");
}

/// Where the rows that the table's query asks for are had as a file: all of them, whichever page is shown.
fn export(id: &str, query: &str, tag: &str) -> String {
    let query = table::changed(query, "page", "");
    let and = if query.is_empty() { "" } else { "&" };
    format!("{}?locale={tag}{and}{query}", of(path::EMPLOYER_CASES_CSV, id))
}

fn own_case(state: &State, id: &str, document: &CaseDocument, h: &mut Html) {
    let tag = text::locale();
    h.raw("<p class=\"cluster\">");
    if let Some(part) = &document.part {
        h.link(
            "button button--secondary",
            &Page::Part(id.into(), part.invitation.clone()).path(&tag),
            &t("desk.part"),
        );
    }
    let texts = Page::OwnChinese(id.into(), document.id.clone());
    h.link("", &texts.path(&tag), &t("desk.chinese"));
    let package = of(path::EMPLOYER_CASE_PACKAGE, id).replace("{case}", &document.id);
    h.raw("<a download")
        .attr("href", &format!("{package}?locale={tag}"))
        .raw(">")
        .text(&t("desk.package"))
        .raw("</a>");
    joined::remind(Some(document), state.busy, h);
    h.raw("</p>");
    if joined::waits(document) {
        joined::hears(h);
    }
    case::html(state, document, Role::Employer, h);
}

/// Does what a button or a form says.
async fn act(words: &[&str], values: Values) {
    let page = state::with(|state| state.page.clone());
    match (words, &page) {
        (["session", "out"], _) => show::leave(),
        (["filter"], Page::Owned(id, query)) => {
            let query = table::asked(&values, query);
            show::go(Page::Owned(id.clone(), query), Some(false)).await;
        }
        (["filter"], Page::Invitations(id, query)) => {
            let query = table::asked(&values, query);
            show::go(Page::Invitations(id.clone(), query), Some(false)).await;
        }
        (["item", rest @ ..], _) => case::items::act(rest, &values),
        (["pin", rest @ ..], _) => pins::act(rest, &values),
        (["differ"], Page::OwnCase(id, one)) => {
            let address = of(path::EMPLOYER_CASE_ACTIONS, id).replace("{case}", one);
            case::return_differences(&address).await;
        }
        (["case", action @ ..], Page::OwnCase(id, one)) => {
            let address = of(path::EMPLOYER_CASE_ACTIONS, id).replace("{case}", one);
            case::perform(&address, action, &values).await;
        }
        (["resend", invitation], Page::OwnCase(id, _)) => joined::ask(id, "resend", invitation).await,
        (["register"], _) => organisations::register(&values).await,
        (["chinese", key], Page::OwnChinese(id, one)) => chinese::write((id, one), key, &values).await,
        (words, Page::PartHelp(id, invitation)) => help::act((id, invitation), words).await,
        (words, Page::Part(id, invitation)) => part::act((id, invitation), words, &values).await,
        (words @ ["paper" | "paper-off" | "paper-drop", ..], Page::People(id)) => {
            papers::act(id, words, &values).await;
        }
        (["history-more"], Page::People(id)) => history::more(id).await,
        (words, Page::People(id)) => people::act(id, words, &values).await,
        (words, Page::Posts(id) | Page::Post(id, _)) => posts::act(id, words, &values).await,
        (words, Page::Invitations(id, _)) => invitations::act(id, words, &values).await,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::export;

    #[test]
    fn the_file_has_what_the_table_asks_for() {
        let path = "/api/organisations/o/cases.csv";
        assert_eq!(export("o", "", "en"), format!("{path}?locale=en"));
        assert_eq!(
            export("o", "state=filed&search=M%C3%BCller%20%26&sort=-due&page=3", "de"),
            format!("{path}?locale=de&state=filed&search=M%C3%BCller%20%26&sort=-due")
        );
    }
}
