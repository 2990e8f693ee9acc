//! Where the person stands: the category in sight, the points with the answers that gave them, the routes. A preview.

use super::{message, scale::scale};
use crate::editor::Editor;
use crate::platform;
use crate::text::{key, t, t_opt, t_with};
use leptos::prelude::*;
use permit::classify::points::{Line, Points};
use permit::classify::routes::{Criterion, Route};
use permit::classify::{Category, Preview};
use permit::draft::Draft;
use permit::policy;
use permit::question::Question;
use permit::truth::Truth;

/// The panel beside the form; on a narrow screen a strip whose details open.
pub fn panel(editor: Editor) -> AnyView {
    view! {
        <section class="outcome" aria-labelledby="outcome-title">
            <h2 class="outcome__title" id="outcome-title">{move || t(key::PREVIEW_TITLE)}</h2>
            <p class="outcome__verdict" aria-live="polite">{move || verdict(&editor.preview.read())}</p>
            <p class="outcome__detail">{move || sum(&editor.preview.read().points)}</p>
            <div class="outcome__bar">{move || scale(&editor.preview.read().points)}</div>
            <details class="outcome__more">
                <summary>{move || t(key::PREVIEW_MORE)}</summary>
                {move || editor.copy.with(|copy| details(&editor.preview.read(), &copy.draft))}
            </details>
        </section>
    }
    .into_any()
}

/// The category in a sentence.
fn verdict(preview: &Preview) -> String {
    t(&format!("preview.verdict.{}", preview.verdict()))
}

/// The points in a sentence.
fn sum(points: &Points) -> String {
    let values = [("low", points.low.to_string()), ("high", points.high.to_string())];
    let key = if points.low == points.high {
        "preview.points_exact"
    } else {
        "preview.points"
    };
    let reach = match () {
        () if points.low >= policy::A_POINTS => None,
        () if points.high_with_local() < policy::B_POINTS => t_opt("preview.reach_b"),
        () if points.high_with_local() < policy::A_POINTS => t_opt("preview.reach_a"),
        () => None,
    };
    [Some(t_with(key, &values)), reach]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn details(preview: &Preview, draft: &Draft) -> AnyView {
    let stamp = t_with(
        key::PREVIEW_STAMP,
        &[
            ("rules", preview.rules.into()),
            ("date", platform::date_text(preview.as_of)),
        ],
    );
    let lines = preview
        .points
        .lines
        .iter()
        .map(|line| points_line(line, draft))
        .collect_view();
    let routes = preview.routes.iter().map(|one| route(one, draft)).collect_view();
    view! {
        <p>{t(&format!("preview.verdict.{}.detail", preview.verdict()))}</p>
        <p class="outcome__stamp">{stamp}</p>
        <table class="outcome__lines">
            <caption>{t(key::PREVIEW_POINTS_TITLE)}</caption>
            <thead class="visually-hidden"><tr>
                <th scope="col">{t(key::PREVIEW_TABLE_GROUP)}</th><th scope="col">{t(key::PREVIEW_TABLE_POINTS)}</th>
            </tr></thead>
            <tbody>{lines}</tbody>
            <tfoot>
                <tr><th scope="row">{t("points.local")}<span class="outcome__answer">{t(key::PREVIEW_LOCAL_NOTE)}</span></th>
                    <td>{range(0, policy::LOCAL_POINTS)}</td></tr>
            </tfoot>
        </table>
        <h3>{t(key::PREVIEW_ROUTES_TITLE)}</h3>
        <ul class="outcome__routes">{routes}</ul>
    }
    .into_any()
}

/// The answers of these questions in words; `None` where one is missing.
fn answers(questions: &[&'static Question], draft: &Draft) -> (Vec<String>, Vec<String>) {
    let (mut given, mut missing) = (Vec::new(), Vec::new());
    for question in questions {
        match message::answer(draft, question, None) {
            Some(answer) => given.push(format!(
                "{}: {}",
                message::name(question),
                answer.replace('\n', ", ")
            )),
            None => missing.push(message::name(question)),
        }
    }
    (given, missing)
}

fn points_line(line: &Line, draft: &Draft) -> AnyView {
    let (given, missing) = answers(&line.from, draft);
    let given = (!given.is_empty()).then(|| t_with(key::PREVIEW_FROM, &[("answers", given.join("; "))]));
    let open = (line.low != line.high && !missing.is_empty()).then(|| {
        t_with(
            key::PREVIEW_ANSWER_MISSING,
            &[("answers", platform::list_text(&missing))],
        )
    });
    view! {
        <tr>
            <th scope="row">
                {t(&format!("points.{}", line.group))}
                {[given, open].into_iter().flatten().map(|text| view! { <span class="outcome__answer">{text}</span> }).collect_view()}
            </th>
            <td>{range(line.low, line.high)}</td>
        </tr>
    }
    .into_any()
}

fn range(low: u32, high: u32) -> String {
    if low == high {
        platform::number_text(low)
    } else {
        t_with(
            key::PREVIEW_UP_TO,
            &[
                ("low", platform::number_text(low)),
                ("high", platform::number_text(high)),
            ],
        )
    }
}

fn truth_name(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

fn route(route: &Route, draft: &Draft) -> AnyView {
    let letter = match route.category {
        Category::A => "category.a",
        Category::B => "category.b",
        Category::C => "category.c",
    };
    let name = truth_name(route.truth());
    let criteria = route
        .criteria
        .iter()
        .map(|one| criterion(one, draft))
        .collect_view();
    view! {
        <li data-truth=name>
            <div>
                <strong>{t(&format!("route.{}", route.id))}</strong>" "
                <span class="tag">{t(letter)}</span>" "<span>{t(&format!("truth.{name}"))}</span>
                {criteria}
            </div>
        </li>
    }
    .into_any()
}

fn criterion(criterion: &Criterion, draft: &Draft) -> AnyView {
    let values = message::criterion_values(&criterion.args, criterion.name.starts_with("salary"));
    let words = t_with(&format!("criterion.{}", criterion.name), &values);
    let open = criterion
        .open
        .map(|tail| t_with(&format!("criterion.{}.{tail}", criterion.name), &values));
    let (given, _) = answers(&criterion.from, draft);
    // For the points the table above says it already.
    let given = (criterion.name != "points" && !given.is_empty())
        .then(|| t_with(key::PREVIEW_FROM, &[("answers", given.join("; "))]));
    let state = t(&format!("truth.{}", truth_name(criterion.truth)));
    view! {
        <span class="outcome__answer">{format!("{words} – {state}")}</span>
        {[open, given].into_iter().flatten().map(|text| view! { <span class="outcome__answer">{text}</span> }).collect_view()}
    }
    .into_any()
}
