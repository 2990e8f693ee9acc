//! Where an application stands: state, who must act, the clock, the letter; and its road.

use crate::components::steps;
use crate::desk::table::day;
use crate::desk::words;
use crate::html::Html;
use crate::platform;
use crate::text::{sentences, t, t_with};
use permit::answer::Role;
use permit::api::case::CaseDocument;
use permit::api::path;
use permit::api::step::StepLine;
use permit::calendar::NotPublished;
use permit::classify::Category;
use permit::date::{self, Date};
use permit::lifecycle::{Case, Terms};

/// What its limits depend on.
fn terms(document: &CaseDocument, today: Date) -> Terms<'_> {
    Terms {
        place: (!document.place.is_empty()).then_some(document.place.as_str()),
        on: date::parse(&document.judged_on).unwrap_or(today),
        category: Category::ALL
            .into_iter()
            .find(|category| category.letter() == document.category),
    }
}

/// What was recorded after an approval, and what is still to come.
pub fn road(document: &CaseDocument, case: &Case, h: &mut Html) {
    let today = platform::today_in_china();
    let all = StepLine::all(case, &terms(document, today), today);
    steps::list(&all, words::own, h);
}

/// The list.
pub fn html(document: &CaseDocument, case: &Case, role: Role, h: &mut Html) {
    let today = platform::today_in_china();
    let terms = terms(document, today);
    let state = case.state().map_or("", |state| state.name());
    h.raw("<dl class=\"summary\">");
    row(&t("desk.column.state"), &words::state(state), h);
    let acts: Vec<String> = document.acts.iter().map(|name| words::actor(name)).collect();
    row(&t("desk.column.acts"), &platform::list_text(&acts), h);
    let category = match document.category.as_str() {
        "" => t("desk.category_none"),
        letter => letter.to_owned(),
    };
    row(&t("desk.previewed"), &category, h);
    if let Some(clock) = case.clock(&terms, today) {
        let name = t(&format!("step.{}", clock.step.name()));
        let limit = clock
            .limit
            .map(|limit| limit.value.to_string())
            .unwrap_or_default();
        let key = if limit.is_empty() {
            "desk.clock_open"
        } else {
            "desk.clock"
        };
        let mut words = match clock.used {
            Ok(used) => {
                let values = [("step", name), ("used", used.to_string()), ("limit", limit)];
                t_with(key, &values)
            }
            Err(unknown) => unpublished(unknown),
        };
        if !clock.runs {
            words = sentences(&words, &t("desk.clock_stands"));
        }
        row(&t("desk.clock_title"), &words, h);
        match clock.last_day {
            Some(Ok(last)) => {
                h.raw("<div class=\"summary__row\"><dt class=\"summary__key\">")
                    .text(&t("desk.column.due"))
                    .raw("</dt><dd class=\"summary__value\">");
                day(&date::iso(last), h);
                h.raw("</dd></div>");
            }
            Some(Err(unknown)) => row(&t("desk.column.due"), &unpublished(unknown), h),
            None => {}
        }
    }
    if let Some(letter) = case.letter() {
        row(&t("app.letter_number"), &letter.number, h);
        row(&t("app.letter_permit"), &letter.permit, h);
        row(
            &t("app.letter_until"),
            &platform::date_text(letter.valid_until),
            h,
        );
    }
    if let Some(grant) = case.grant() {
        row(&t("app.letter_number"), &grant.letter, h);
        row(&t("app.letter_until"), &platform::date_text(grant.valid_until), h);
    }
    if let Some(until) = case.permit_end() {
        row(&t("app.permit_until"), &platform::date_text(until), h);
    }
    h.raw("</dl>");
    if case.is_recorded() {
        h.p("field__hint", &t("app.recorded_elsewhere"));
    }
    if case.letter().is_some() {
        h.raw("<p><a download")
            .attr("href", &letter_address(document, role))
            .raw(">")
            .text(&t("app.letter_pdf"))
            .raw("</a></p>");
    }
}

/// Where the letter is, for the authority or the employer.
fn letter_address(document: &CaseDocument, role: Role) -> String {
    match &document.part {
        Some(part) if role == Role::Employer => {
            path::with_id(path::EMPLOYER_CASE_LETTER, &part.organisation).replace("{case}", &document.id)
        }
        _ => path::with_id(path::DESK_CASE_LETTER, &document.id),
    }
}

/// Beyond the published calendar no day is named.
fn unpublished(unknown: NotPublished) -> String {
    t_with("step.calendar_unpublished", &[("year", unknown.year.to_string())])
}

fn row(name: &str, value: &str, h: &mut Html) {
    if !value.is_empty() {
        h.fact(name, value);
    }
}
