//! Who did what in an organisation, as its own people read it.

use super::of;
use crate::desk::call;
use crate::desk::listen;
use crate::desk::state::{self, Data};
use crate::desk::words;
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::api::history::{OrganisationEvent, OrganisationHistory};
use permit::api::path;

/// The list, folded in, newest first.
pub fn html(history: &OrganisationHistory, busy: bool, h: &mut Html) {
    h.raw("<details id=\"history\"><summary>")
        .text(&t("desk.history"))
        .raw("</summary><ol class=\"timeline\">");
    for one in &history.rows {
        line(one, h);
    }
    h.raw("</ol>");
    if history.page < history.pages {
        h.raw("<p><button type=\"button\" class=\"button button--secondary\" data-act=\"history-more\"")
            .flag("disabled", busy)
            .raw(">")
            .text(&t("desk.history_more"))
            .raw("</button></p>");
    }
    h.raw("</details>");
}

fn line(one: &OrganisationEvent, h: &mut Html) {
    let count = [("count", platform::number_text(one.cases))];
    h.raw("<li class=\"timeline__event\"><h3>")
        .text(&t_with(&format!("desk.deed.{}", one.what.name()), &count))
        .raw("</h3>");
    about(one, h);
    if let Some(role) = one.role {
        h.p("", &t(&format!("member.role.{}", role.name())));
    }
    if one.handles {
        h.p("", &t("desk.member_handles"));
    }
    if let Some(paper) = one.paper {
        h.p("", &t(&format!("paper.{}", paper.name())));
    }
    if !one.why.is_empty() {
        h.raw("<p><q>").text(&one.why).raw("</q></p>");
    }
    let who = if one.by.is_empty() {
        words::actor("authority")
    } else {
        one.by.clone()
    };
    h.p("timeline__who", &t_with("desk.history_by", &[("who", who)]))
        .p("timeline__when", &platform::date_time_text(one.at))
        .raw("</li>");
}

/// Whom it is about: what the employer calls the person, and the address.
fn about(one: &OrganisationEvent, h: &mut Html) {
    if one.about.is_empty() {
        return;
    }
    h.raw("<p>");
    if one.label.is_empty() {
        h.raw("<bdi>").text(&one.about).raw("</bdi></p>");
        return;
    }
    h.raw("<bdi>")
        .text(&one.label)
        .raw("</bdi> &lt;<bdi>")
        .text(&one.about)
        .raw("</bdi>&gt;</p>");
}

/// Shows what was done before that, too.
pub async fn more(organisation: &str) {
    let shown = state::with(|state| match &state.data {
        Data::Organisation(_, history) => history.page,
        _ => 0,
    });
    let visit = listen::begin();
    let path = format!(
        "{}?page={}",
        of(path::ORGANISATION_HISTORY, organisation),
        shown + 1
    );
    match call::get::<OrganisationHistory>(&path).await {
        Ok(page) => listen::done(visit, |state| {
            if let Data::Organisation(_, history) = &mut state.data {
                append(history, page);
            }
        }),
        Err(failed) => listen::failed(visit, failed),
    }
}

/// Puts a page below those that are shown. Where something was done meanwhile, what moved to that page is there already.
fn append(shown: &mut OrganisationHistory, page: OrganisationHistory) {
    for one in page.rows {
        if shown.rows.iter().all(|known| known.id != one.id) {
            shown.rows.push(one);
        }
    }
    shown.page = page.page;
    shown.pages = page.pages;
    shown.total = page.total;
}

#[cfg(test)]
mod tests {
    use super::append;
    use permit::api::history::{Deed, OrganisationEvent, OrganisationHistory};

    fn page(number: u32, ids: &[&str]) -> OrganisationHistory {
        let event = |id: &&str| OrganisationEvent {
            id: (*id).into(),
            what: Deed::Invited,
            by: String::new(),
            about: String::new(),
            label: String::new(),
            role: None,
            handles: false,
            paper: None,
            why: String::new(),
            cases: 0,
            at: 0,
        };
        OrganisationHistory {
            rows: ids.iter().map(event).collect(),
            page: number,
            pages: 2,
            total: 3,
        }
    }

    #[test]
    fn what_moved_to_the_next_page_is_shown_once() {
        let mut shown = page(1, &["c", "b"]);
        append(&mut shown, page(2, &["b", "a"]));
        let ids: Vec<&str> = shown.rows.iter().map(|one| one.id.as_str()).collect();
        assert_eq!((ids, shown.page), (vec!["c", "b", "a"], 2));
    }
}
