//! What many applications say together: how much happened, how long the authority's steps took, and why applications were
//! returned.

use crate::components::message;
use crate::desk::call::{self, Failed};
use crate::desk::listen::Values;
use crate::desk::page::Page;
use crate::desk::state::{Data, State};
use crate::desk::{fields, shell, table, words};
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::api::path;
use permit::api::statistics::{ForReason, Happened, OfPin, Statistics, StepTimes};
use permit::date;
use permit::lifecycle::statistics::Period;

/// The fields of the query, in the order of the address.
const FIELDS: [&str; 3] = ["from", "until", "place"];
/// How many questions and documents are listed.
const LISTED: usize = 20;

/// Fetches what a period says.
pub async fn fetch(query: &str) -> Result<Data, Failed> {
    let day = |name| date::parse(&table::value(query, name)).ok();
    if let Some((from, until)) = day("from").zip(day("until"))
        && Period::new(from, until).is_none()
    {
        return Err(Failed::named("period_wrong"));
    }
    let told = call::get(&format!("{}?{query}", path::DESK_STATISTICS)).await?;
    Ok(Data::Statistics(Box::new(told)))
}

/// The page that the form asks for.
pub fn asked(values: &Values) -> Page {
    let pairs = FIELDS
        .iter()
        .filter(|name| !values.get(name).is_empty())
        .map(|name| [name, "=", &table::encoded(values.get(name))].concat());
    Page::Statistics(pairs.collect::<Vec<_>>().join("&"))
}

/// The page.
pub fn html(state: &State, query: &str, h: &mut Html) {
    if !shell::begin(state, &t("desk.statistics"), h) {
        // What was asked for can be asked for otherwise.
        if state.failed.is_some() {
            form(["from", "until"].map(|name| table::value(query, name)), query, h);
        }
        return;
    }
    let Data::Statistics(told) = &state.data else {
        return;
    };
    h.p("lead", &t("desk.statistics_lead"));
    form([told.from.clone(), told.until.clone()], query, h);
    happened(&told.happened, h);
    steps(&told.steps, h);
    corrections(told, h);
}

fn form([from, until]: [String; 2], query: &str, h: &mut Html) {
    h.raw("<form class=\"filter cluster\" data-form=\"statistics\">");
    fields::day("from", &t("desk.statistics_from"), &from, h);
    fields::day("until", &t("desk.statistics_until"), &until, h);
    table::place(&table::value(query, "place"), h);
    h.raw("<button class=\"button button--secondary\">")
        .text(&t("desk.filter"))
        .raw("</button></form>");
}

/// A table: its heading, its columns, its rows; the first cell of a row says what it is of, the others are numbers.
fn numbers(id: &'static str, columns: &[String], rows: &[(String, Vec<String>)], h: &mut Html) {
    h.raw("<div class=\"table-wrap\" tabindex=\"0\" role=\"region\"")
        .attr("aria-labelledby", id)
        .raw("><table class=\"table table--numbers\"><thead><tr>");
    for column in columns {
        h.raw("<th scope=\"col\">").text(column).raw("</th>");
    }
    h.raw("</tr></thead><tbody>");
    for (name, cells) in rows {
        h.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        for cell in cells {
            h.raw("<td>").text(cell).raw("</td>");
        }
        h.raw("</tr>");
    }
    h.raw("</tbody></table></div>");
}

fn heading(id: &'static str, words: &str, h: &mut Html) {
    h.raw("<h2").attr("id", id).raw(">").text(words).raw("</h2>");
}

fn happened(all: &[Happened], h: &mut Html) {
    heading("happened", &t("desk.statistics_happened"), h);
    let columns = [
        t("desk.statistics_event"),
        t("desk.statistics_all"),
        "A".into(),
        "B".into(),
        "C".into(),
        t("desk.category_none"),
    ];
    let row = |one: &Happened| {
        let of = one.by_category;
        let cells = [of.total(), of.a, of.b, of.c, of.none];
        (
            words::event(one.kind.name()),
            cells.map(platform::number_text).to_vec(),
        )
    };
    numbers("happened", &columns, &all.iter().map(row).collect::<Vec<_>>(), h);
}

fn steps(all: &[StepTimes], h: &mut Html) {
    heading("steps", &t("desk.statistics_steps"), h);
    h.p("", &t("desk.statistics_steps_lead"));
    let columns = [
        "desk.statistics_step",
        "desk.statistics_done",
        "desk.statistics_median",
        "desk.statistics_nine",
        "desk.statistics_longest",
        "desk.statistics_late",
    ]
    .map(t);
    let row = |step: &StepTimes| {
        let late = match step.limited {
            0 => t("desk.statistics_no_limit"),
            limited => platform::number_text(step.late) + " / " + &platform::number_text(limited),
        };
        // Of nothing there is no middle.
        let took = |days| {
            if step.done == 0 {
                "–".to_owned()
            } else {
                platform::number_text(days)
            }
        };
        let cells = vec![
            platform::number_text(step.done),
            took(step.median),
            took(step.nine_in_ten),
            took(step.longest),
            late,
        ];
        (t(&format!("step.{}", step.step)), cells)
    };
    numbers("steps", &columns, &all.iter().map(row).collect::<Vec<_>>(), h);
}

fn corrections(told: &Statistics, h: &mut Html) {
    heading("corrections", &t("desk.statistics_corrections"), h);
    let values = [
        ("count", platform::number_text(told.decided)),
        ("first", platform::number_text(told.at_once)),
    ];
    h.p("", &t_with("desk.statistics_at_once", &values));
    if told.pins.is_empty() {
        h.p("", &t("desk.statistics_none"));
        return;
    }
    let times = t("desk.statistics_times");
    let reason = |one: &ForReason| {
        let name = t(&format!("correction.reason.{}", one.reason.name()));
        (name, vec![platform::number_text(one.count)])
    };
    let columns = [t("desk.statistics_reason"), times.clone()];
    numbers(
        "corrections",
        &columns,
        &told.reasons.iter().map(reason).collect::<Vec<_>>(),
        h,
    );
    let pin = |one: &OfPin| {
        (
            message::name_of_pin(&one.pin),
            vec![platform::number_text(one.count)],
        )
    };
    heading("pins", &t("desk.statistics_pin"), h);
    let columns = [t("desk.statistics_pin"), times];
    numbers(
        "pins",
        &columns,
        &told.pins.iter().take(LISTED).map(pin).collect::<Vec<_>>(),
        h,
    );
}
