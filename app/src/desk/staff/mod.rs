//! The screens of the staff.

pub mod help;
mod organisations;
mod recoveries;
mod requests;
mod sign_in;
mod statistics;

use super::call::{self, Failed};
use super::case;
use super::listen::Values;
use super::page::Page;
use super::passkeys;
use super::sessions;
use super::side::{Kind, Side};
use super::state::{self, Data, State};
use super::table::{self, Table};
use super::{shell, show};
use crate::html::Html;
use crate::idle::said;
use crate::text::{self, t};
use permit::api::case::{CaseDocument, CasePage};
use permit::api::path;
use permit::api::staff::{StaffRole, StaffSession};

/// The queue that an officer sees first: what the authority must act on.
const FIRST: &str = "acts=authority";

/// The staff's side.
pub const SIDE: Side = Side {
    kind: Kind::Staff,
    home: Page::Staff,
    recognise: |used| Box::pin(recognise(used)),
    fetch: |page| Box::pin(fetch(page)),
    menu,
    html,
    act: |words, values| Box::pin(act(words, values)),
};

/// Finds out who of the staff is signed in.
async fn recognise(used: bool) -> Result<(), Failed> {
    let session: Option<StaffSession> = call::session(path::STAFF_SESSION, used).await?;
    if let Some(session) = &session {
        said(session.seconds_left, used);
    }
    state::update(|state| state.staff = session);
    Ok(())
}

fn menu(state: &State, h: &mut Html) {
    let Some(staff) = &state.staff else { return };
    if staff.role.is_of_the_desk() {
        shell::menu_link(state, &Page::Queue(String::new()), &t("desk.queue"), h);
        let employers = Page::Organisations(String::new());
        shell::menu_link(state, &employers, &t("desk.organisations"), h);
        shell::menu_link(state, &Page::Statistics(String::new()), &t("desk.statistics"), h);
    }
    if staff.role != StaffRole::Officer {
        shell::menu_link(state, &Page::Requests(String::new()), &t("desk.requests"), h);
    }
    shell::menu_link(state, &Page::Help, &t("desk.help"), h);
    h.raw("<li>")
        .button("link-button", "staff-out", &t("app.sign_out"))
        .hidden_text(&staff.name)
        .raw("</li>");
}

/// What is asked for of the employers: who waits, where nothing is said.
fn organisations_asked(query: &str) -> &str {
    if query.is_empty() {
        organisations::FIRST
    } else {
        query
    }
}

/// Fetches what a page needs.
async fn fetch(page: &Page) -> Result<Data, Failed> {
    if state::with(|state| state.staff.is_none()) {
        return Ok(Data::Still);
    }
    match page {
        Page::Queue(query) => {
            let query = if query.is_empty() { FIRST } else { query };
            let rows: CasePage = call::get(&format!("{}?{query}", path::DESK_CASES)).await?;
            Ok(Data::Table(rows, None))
        }
        Page::Case(id) => {
            let document: CaseDocument = call::get(&path::with_id(path::DESK_CASE, id)).await?;
            Ok(Data::Case(Box::new(document)))
        }
        Page::Statistics(query) => statistics::fetch(query).await,
        Page::Helped(id) => help::fetch(id).await,
        Page::Requests(query) => requests::fetch(query).await,
        Page::Request(id) => requests::fetch_one(id).await,
        Page::Organisations(query) => {
            let query = organisations_asked(query);
            let page = call::get(&format!("{}?{query}", path::DESK_EMPLOYERS)).await?;
            Ok(Data::Employers(Box::new(page)))
        }
        Page::StaffPasskeys => passkeys::fetch(&passkeys::STAFF).await,
        Page::StaffSessions => sessions::fetch(&sessions::STAFF).await,
        Page::Recoveries => Ok(Data::Recoveries(call::get(path::HELPDESK_RECOVERIES).await?)),
        _ => Ok(Data::Still),
    }
}

/// The page.
fn html(state: &State, h: &mut Html) {
    let Some(staff) = &state.staff else {
        sign_in::html(state, h);
        return;
    };
    match (&state.page, &state.data) {
        (Page::Queue(query), data) => {
            if shell::begin(state, &t("desk.queue"), h)
                && let Data::Table(page, _) = data
            {
                let query = if query.is_empty() { FIRST } else { query };
                let tag = text::locale();
                Table {
                    page,
                    query,
                    address: Page::Queue(String::new()).path(&tag),
                    row: &|row| Page::Case(row.id.clone()).path(&tag),
                    with_employer: true,
                }
                .html(h);
            }
        }
        (Page::Case(_), data) => {
            let title = match data {
                Data::Case(document) => document.reference.clone(),
                _ => t("desk.case"),
            };
            if shell::begin(state, &title, h)
                && let Data::Case(document) = data
            {
                case::html(state, document, staff.role.into(), h);
            }
        }
        (Page::Statistics(query), _) => statistics::html(state, query, h),
        (Page::Organisations(query), data) => {
            if shell::begin(state, &t("desk.organisations"), h)
                && let Data::Employers(page) = data
            {
                organisations::html(state, organisations_asked(query), page, h);
            }
        }
        (Page::StaffPasskeys, _) => passkeys::html(state, &t("desk.passkeys_lead"), h),
        (Page::StaffSessions, _) => sessions::html(state, &sessions::STAFF, h),
        (Page::Recoveries, data) => {
            if shell::begin(state, &t("desk.recoveries"), h)
                && let Data::Recoveries(all) = data
            {
                recoveries::html(state, staff.role, all, h);
            }
        }
        (Page::Help, _) => help::html(state, staff, h),
        (Page::Helped(_), _) => help::opened(state, h),
        (Page::Requests(query), _) => requests::html(state, query, h),
        (Page::Request(_), _) => requests::one(state, h),
        _ => sign_in::home(state, staff, h),
    }
}

/// Does what a button or a form says.
async fn act(words: &[&str], values: Values) {
    match words {
        ["staff-in"] => sign_in::sign_in(&values).await,
        ["passkey", "in"] => sign_in::with_passkey().await,
        ["passkey", rest @ ..] => passkeys::act(rest, &values, &passkeys::STAFF).await,
        ["session", rest @ ..] => sessions::act(rest, &sessions::STAFF).await,
        ["recovery", id, action] => recoveries::decide(id, action, &values).await,
        ["help", rest @ ..] => help::act(rest, &values).await,
        ["request", rest @ ..] => requests::act(rest, &values).await,
        ["staff-out"] => sign_in::sign_out().await,
        ["filter"] => {
            let query = state::with(|state| match &state.page {
                Page::Queue(query) if query.is_empty() => FIRST.to_owned(),
                Page::Queue(query) => query.clone(),
                _ => String::new(),
            });
            let mut query = table::asked(&values, &query);
            // Nothing at all would be the first view again.
            if query.is_empty() {
                query = "sort=category".into();
            }
            show::go(Page::Queue(query), Some(false)).await;
        }
        ["statistics"] => show::go(statistics::asked(&values), Some(false)).await,
        ["item", rest @ ..] => case::items::act(rest, &values),
        ["case", action @ ..] => {
            let id = state::with(|state| match &state.page {
                Page::Case(id) => id.clone(),
                _ => String::new(),
            });
            case::perform(&path::with_id(path::DESK_CASE_ACTIONS, &id), action, &values).await;
        }
        ["organisations"] => {
            let query = organisations::asked(&values);
            show::go(Page::Organisations(query), Some(false)).await;
        }
        ["organisation", id, decision, seen] => organisations::decide(id, decision, seen, &values).await,
        _ => {}
    }
}
