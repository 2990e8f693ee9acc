//! Employers that registered: whether an officer approves them.

use crate::desk::call;
use crate::desk::employer::papers;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::state::State;
use crate::desk::{table, words};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_with};
use permit::api::organisation::{Member, MemberRole, Organisation, OrganisationDecision, OrganisationPage};
use permit::api::path;
use permit::lifecycle::{Matter, hears_of};

/// What an officer sees first: who waits.
pub const FIRST: &str = "state=pending";

/// The states that can be asked for, in the order in which the list has them.
const STATES: [&str; 3] = ["pending", "returned", "approved"];

/// A page of the list: a filter, the employers, the ways to other pages.
pub fn html(state: &State, query: &str, page: &OrganisationPage, h: &mut Html) {
    filter(query, h);
    let count = platform::number_text(u32::try_from(page.total).unwrap_or(u32::MAX));
    h.raw("<p role=\"status\">")
        .text(&t_with("desk.organisations_count", &[("count", count)]))
        .raw("</p>");
    if page.rows.is_empty() {
        h.p(
            "",
            &t(if query == FIRST {
                "desk.organisations_none"
            } else {
                "desk.organisations_none_found"
            }),
        );
    }
    for one in &page.rows {
        employer(state, one, h);
    }
    let to = |number: u32| {
        Page::Organisations(table::changed(query, "page", &number.to_string())).path(&text::locale())
    };
    table::pages((page.page, page.pages), &to, h);
}

fn filter(query: &str, h: &mut Html) {
    let states = STATES.map(|name| (name.to_owned(), t(&format!("organisation.state.{name}"))));
    let states: Vec<_> = states
        .into_iter()
        .chain([(String::new(), t("desk.any"))])
        .collect();
    h.raw("<form class=\"filter cluster\" data-form=\"organisations\" role=\"search\">");
    fields::select(
        "state",
        &t("desk.column.state"),
        &states,
        &table::value(query, "state"),
        h,
    );
    h.raw("<div class=\"field\"><label class=\"field__label\" for=\"f-search\">")
        .text(&t("desk.organisations_search"))
        .raw("</label><input class=\"input\" type=\"search\" name=\"search\" id=\"f-search\" autocomplete=\"off\"")
        .attr("value", &table::value(query, "search"))
        .raw("></div><button class=\"button button--secondary\">")
        .text(&t("desk.filter"))
        .raw("</button></form>");
}

/// The query that the filter asks for. Nothing at all would be the first view again.
pub fn asked(values: &Values) -> String {
    let query = table::changed("", "state", values.get("state"));
    let query = table::changed(&query, "search", values.get("search"));
    if query.is_empty() {
        table::changed("", "page", "1")
    } else {
        query
    }
}

fn employer(state: &State, one: &Organisation, h: &mut Html) {
    h.raw("<section class=\"box\"><h2><bdi>")
        .text(&one.about.name)
        .raw("</bdi></h2><dl class=\"summary\">");
    let who = |is: fn(&Member) -> bool| {
        let found = one.members.iter().filter(|member| is(member));
        let found: Vec<String> = found.map(|member| member.email.clone()).collect();
        platform::list_text(&found)
    };
    for (key, value) in [
        ("desk.credit_code", one.about.credit_code.clone()),
        ("desk.address", one.about.address.clone()),
        ("desk.phone", one.about.phone.clone()),
        (
            "member.role.in_charge",
            who(|member| member.role == MemberRole::InCharge),
        ),
        ("member.role.handler", who(|member| member.handles)),
        (
            "desk.column.state",
            t(&format!("organisation.state.{}", one.state)),
        ),
        ("desk.column.updated", platform::date_time_text(one.updated_at)),
    ] {
        h.fact(&t(key), &value);
    }
    h.raw("</dl>");
    if !one.warning.is_empty() {
        h.p(
            "field__note",
            &t(&format!("organisation.warning.{}", one.warning)),
        );
    }
    if one.files.is_empty() {
        h.p("field__note", &t("desk.papers_none"));
    } else {
        let address =
            |file: &str| path::with_id(path::DESK_ORGANISATION_FILE, &one.id).replace("{file}", file);
        papers::list(&one.files, &address, h);
    }
    if one.state == "pending" {
        decision(state, one, h);
    }
    h.raw("</section>");
}

/// What is decided is about what is shown here, so its version stands in the form.
fn decision(state: &State, one: &Organisation, h: &mut Html) {
    let form = |decision: &str| format!("organisation {} {decision} {}", one.id, one.revision);
    h.raw("<form").attr("data-form", &form("approved")).raw(">");
    let hears = words::hears(hears_of(Matter::Registration));
    h.p("field__hint", &hears);
    fields::submit(&t("desk.approve"), state.busy, h);
    h.raw("</form><details><summary>")
        .text(&t("desk.give_back"))
        .raw("</summary><form")
        .attr("data-form", &form("returned"))
        .raw(">");
    fields::within(&one.id, h, |h| fields::why(true, h));
    h.p("field__hint", &hears);
    fields::submit(&t("desk.give_back"), state.busy, h);
    h.raw("</form></details>");
}

/// Approves one as it was seen, or gives it back with the reason.
pub async fn decide(id: &str, decision: &str, seen: &str, values: &Values) {
    let visit = listen::begin();
    let wish = OrganisationDecision {
        approved: decision == "approved",
        why: values.get("why").into(),
        seen: seen.parse().unwrap_or(0),
    };
    let path = path::with_id(path::DESK_ORGANISATION_DECISION, id);
    match call::send::<Organisation>("POST", &path, &wish).await {
        Ok(_) => listen::then_again(visit, Ok(())).await,
        Err(why) => listen::failed_on_case(visit, why).await,
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST, asked};
    use crate::desk::listen::Values;
    use crate::desk::table;

    #[test]
    fn the_filter_asks_for_what_was_chosen_and_any_state_is_not_the_first_view() {
        let pair = |state: &str, search: &str| {
            Values(vec![
                ("state".into(), state.into()),
                ("search".into(), search.into()),
            ])
        };
        assert_eq!(asked(&pair("pending", "")), FIRST);
        let query = asked(&pair("approved", "星河 9135"));
        assert_eq!(table::value(&query, "search"), "星河 9135");
        assert_eq!(table::value(&query, "state"), "approved");
        assert_eq!(asked(&pair("", "")), "page=1");
    }
}
