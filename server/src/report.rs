//! A preview for people at a terminal, in English.

use crate::locales::{FALLBACK, text, text_with, yuan_text};
use permit::classify::reason::{self, NeedReason, TestReason};
use permit::classify::{CONDITIONS, Preview, ask, change, conditions};
use permit::date;
use permit::policy::Confidence;
use permit::profile::{Change, DEGREES};
use permit::question::Question;
use permit::truth::Truth;
use std::fmt::Write as _;

/// The width of the bar of points: two points a column.
const BAR: u32 = 60;

fn t(key: &str) -> String {
    text(FALLBACK, key)
}

/// The report.
#[must_use]
pub fn text_of(preview: &Preview) -> String {
    let mut out = String::new();
    let verdict = format!("preview.verdict.{}", preview.standing().verdict());
    let _ = writeln!(out, "{}\n{}\n", t(&verdict), t(&format!("{verdict}.detail")));
    points(preview, &mut out);
    conditions_of(preview, &mut out);
    routes(preview, &mut out);
    advice(preview, &mut out);
    let day = date::iso(preview.profile.day());
    let rules = format!("{} {}", preview.rules.standard().id, preview.rules.version());
    let _ = writeln!(
        out,
        "\n{}",
        text_with(FALLBACK, "preview.stamp", &[("rules", &rules), ("date", &day)])
    );
    out.truncate(out.trim_end().len());
    out
}

fn points(preview: &Preview, out: &mut String) {
    let (low, high) = (preview.points.low, preview.points.high);
    let _ = writeln!(out, "{}", t("preview.points_title"));
    for item in preview.points.items {
        let range = if item.low == item.high {
            item.low.to_string()
        } else {
            format!("{}-{}", item.low, item.high)
        };
        let _ = writeln!(
            out,
            "  {range:>6} / {:<3} {}",
            item.max,
            t(&format!("points.{}", item.id))
        );
    }
    let table = preview.rules.table();
    let bar: String = (0..BAR)
        .map(|column| {
            let at = column * 2;
            let mark = [table.a, table.b].iter().any(|mark| *mark / 2 == column);
            match () {
                () if mark => '|',
                () if at < low => '#',
                () if at < high => '=',
                () => '.',
            }
        })
        .collect();
    let _ = writeln!(
        out,
        "  {bar} {low}-{high}   (B from {}, A from {})",
        table.b, table.a
    );
}

fn conditions_of(preview: &Preview, out: &mut String) {
    let _ = writeln!(out, "\n{}", t("preview.conditions_title"));
    for (id, truth) in CONDITIONS
        .into_iter()
        .zip(conditions(&preview.profile, &preview.rules))
    {
        let _ = writeln!(out, "  [{}] {}", sign(truth), t(&format!("condition.{id}")));
    }
}

fn sign(truth: Truth) -> char {
    match truth {
        Truth::Yes => '+',
        Truth::No => '-',
        Truth::Unknown => '?',
    }
}

fn routes(preview: &Preview, out: &mut String) {
    let reasons = reason::reasons(preview);
    for (title, truth) in [
        ("preview.met_title", Truth::Yes),
        ("preview.open_title", Truth::Unknown),
    ] {
        let all: Vec<_> = reasons.iter().filter(|reason| reason.truth == truth).collect();
        if !all.is_empty() {
            let _ = writeln!(out, "\n{}", t(title));
        }
        for reason in all {
            let route = reason.route;
            let short = t(&format!("rule.{}.short", route.id));
            let mut notes: Vec<String> = decides(&reason.needs)
                .into_iter()
                .map(|who| t(&format!("decides.{who}")))
                .collect();
            if route.confidence != Confidence::Sourced {
                notes.push(t(&format!("confidence.{}", route.confidence.name())));
            }
            let notes = notes.iter().map(|note| format!("; {note}")).collect::<String>();
            let mut cited = String::new();
            route.wording.cite(route.id, &mut cited);
            let _ = writeln!(
                out,
                "  {} {:<10} {short}{notes}  ({cited})",
                route.category.letter(),
                route.id
            );
        }
    }
}

/// Who decides where no answer does, each once.
fn decides(needs: &[NeedReason]) -> Vec<&'static str> {
    let mut all = Vec::new();
    for need in needs {
        let tests: Vec<&TestReason> = match need {
            NeedReason::One(test) => vec![test],
            NeedReason::Any(_, lists) => lists.iter().flatten().collect(),
        };
        for who in tests.into_iter().filter_map(|test| test.decided_by) {
            if !all.contains(&who) {
                all.push(who);
            }
        }
    }
    all
}

fn advice(preview: &Preview, out: &mut String) {
    if let Some(question) = ask::first_question(preview) {
        let name = name(question);
        let next = text_with(FALLBACK, "preview.next", &[("question", &name)]);
        let _ = writeln!(out, "\n{next}");
    }
    let changes = change::changes(preview);
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", t("preview.changes_title"));
    for suggestion in changes {
        let set = suggestion.set.iter().map(|change| words(preview, *change));
        let joined = set.reduce(|first, second| {
            let values = [("first", first.as_str()), ("second", &second)];
            text_with(FALLBACK, "change.together", &values)
        });
        let _ = writeln!(
            out,
            "  {} ({}): {}",
            suggestion.to.letter(),
            suggestion.by,
            joined.unwrap_or_default()
        );
    }
}

/// What a question is called inside a sentence: its name, or else its label.
fn name(question: &Question) -> String {
    let key = format!("question.{}.name", question.id);
    let name = t(&key);
    if name == key {
        t(&format!("question.{}.label", question.id))
    } else {
        name
    }
}

/// A change in the words of the preview in the browser.
fn words(preview: &Preview, change: Change) -> String {
    let key = format!("change.{}", change.field().name());
    let choice = |value: &str| {
        let question = change.field().questions().first();
        question.map_or_else(String::new, |question| t(&question.choice_key(value)))
    };
    let value = match change {
        Change::Salary(yuan) => {
            let (key, more) = match preview.profile.annual_salary_cny {
                Some(now) => (key, yuan.saturating_sub(now)),
                None => (format!("{key}.new"), 0),
            };
            let [yuan, more] = [yuan, more].map(|sum| yuan_text(FALLBACK, sum));
            return text_with(FALLBACK, &key, &[("value", &yuan), ("more", &more)]);
        }
        Change::Months(number) | Change::WorkYears(number) => number.to_string(),
        Change::Degree(rank) => choice(DEGREES.get(rank).copied().unwrap_or_default()),
        Change::Chinese(name) | Change::Vocational(name) => choice(name),
        Change::Place(code) => t(&format!("province.{code}")),
        Change::TeachingQualification(_) | Change::Position(_) | Change::Patent => String::new(),
    };
    text_with(FALLBACK, &key, &[("value", &value)])
}
