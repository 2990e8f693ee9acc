//! The work history as a line of months: what covers it, where it has gaps, where two jobs overlap; and a button for
//! each way to fill a gap.

use crate::editor::Editor;
use crate::nav::nav;
use crate::page::Page;
use crate::platform;
use crate::text::{key, t, t_with};
use leptos::prelude::*;
use permit::check::timeline::overlaps;
use permit::date::Month;
use permit::draft::Draft;
use permit::forms::education;
use permit::forms::work;
use permit::judge::{self, Gap};

/// The ways to fill a gap: the value of `work_kind`, and the key of the button's words.
const FILLS: &[(&str, &str)] = &[
    ("studying", "group.work.add_studying"),
    ("unemployed", "group.work.add_unemployed"),
    ("family_care", "group.work.add_family_care"),
];

/// What the picture and the list show; compared, so that they change only when the months do.
#[derive(Clone, PartialEq)]
struct Line {
    start: Month,
    end: Month,
    spans: Vec<(Month, Month)>,
    gaps: Vec<Gap>,
    overlaps: Vec<(Month, Month)>,
}

fn line(draft: &Draft) -> Option<Line> {
    if education::EDUCATION.rows(draft).is_empty() {
        return None;
    }
    let history = judge::history(draft, platform::today_in_china());
    Some(Line {
        start: history.start,
        end: history.end,
        spans: history.spans.iter().map(|span| (span.from, span.to)).collect(),
        overlaps: overlaps(&history.spans)
            .iter()
            .map(|overlap| (overlap.from, overlap.to))
            .collect(),
        gaps: history.gaps,
    })
}

/// The editor's picture and its list of what is missing.
pub fn timeline(editor: Editor, draft: String, checking: bool) -> AnyView {
    let line = Memo::new(move |_| editor.copy.with(|copy| line(&copy.draft)));
    view! {
        <section class="timeline-editor">
            <h2>{move || t(key::TIMELINE_TITLE)}</h2>
            {move || match line.get() {
                None => view! { <p>{t(key::TIMELINE_NEEDS_EDUCATION)}</p> }.into_any(),
                Some(line) => shown(editor, &line, &draft, checking),
            }}
        </section>
    }
    .into_any()
}

fn between(from: Month, to: Month) -> [(&'static str, String); 2] {
    [
        ("from", platform::month_text(from)),
        ("to", platform::month_text(to)),
    ]
}

fn shown(editor: Editor, line: &Line, draft: &str, checking: bool) -> AnyView {
    let gaps = line
        .gaps
        .iter()
        .map(|gap| gap_row(editor, *gap, draft.to_owned(), checking))
        .collect_view();
    let overlaps = line.overlaps.iter().map(|(from, to)| {
        view! { <li class="timeline-editor__overlap">{t_with(key::TIMELINE_OVERLAP, &between(*from, *to))}</li> }
    });
    let overlaps = overlaps.collect_view();
    let complete = line
        .gaps
        .is_empty()
        .then(|| view! { <p class="notice notice--success">{t(key::TIMELINE_COMPLETE)}</p> });
    view! {
        <p>{t_with(key::TIMELINE_FROM_TO, &between(line.start, line.end))}</p>
        {bar(line)}
        {complete}
        <ul class="rows" aria-live="polite">{gaps}{overlaps}</ul>
    }
    .into_any()
}

fn gap_row(editor: Editor, gap: Gap, draft: String, checking: bool) -> AnyView {
    let nav = nav();
    let id = format!("gap-{}", gap.from.iso());
    let job = view! {
        <button type="button" class="link-button" aria-describedby=id.clone() on:click=move |_| {
            let row = add(editor, gap, "employed");
            nav.go(Page::Row(draft.clone(), "work".into(), row, checking));
        }>{t(key::TIMELINE_ADD_JOB)}</button>
    };
    let fills = FILLS.iter().map(|(kind, words)| {
        view! {
            <button type="button" class="link-button" aria-describedby=id.clone()
                on:click=move |_| { add(editor, gap, kind); }>{t(words)}</button>
        }
    });
    let fills = fills.collect_view();
    view! {
        <li class="timeline-editor__gap">
            <span id=id>{t_with(key::TIMELINE_GAP, &between(gap.from, gap.to))}</span>
            <span>{t(key::TIMELINE_FILL_GAP)}</span>
            {job}{fills}
        </li>
    }
    .into_any()
}

fn add(editor: Editor, gap: Gap, kind: &str) -> String {
    editor.add_row(
        work::WORK.id,
        &[
            ("work_kind", kind.into()),
            ("work_from", gap.from.iso()),
            ("work_to", gap.to.iso()),
        ],
    )
}

/// The picture: one bar a row, gaps dashed. Its words are in the list, so it is hidden from screen readers.
fn bar(line: &Line) -> AnyView {
    let months = (line.end.since(line.start) + 1).max(1);
    let x = |month: Month| f64::from(month.since(line.start).clamp(0, months)) * 600.0 / f64::from(months);
    let rect = |class: &'static str, from: Month, to: Month, y: f64, height: f64| {
        let (left, right) = (x(from), x(to.plus(1)));
        (right > left).then(|| {
            view! { <rect class=class x=left.round() y=y width=(right - left).max(2.0).round() height=height rx="3" /> }
        })
    };
    let spans = line
        .spans
        .iter()
        .map(|(from, to)| rect("bar__row", *from, *to, 8.0, 20.0))
        .collect_view();
    let gaps = line
        .gaps
        .iter()
        .map(|gap| rect("bar__gap", gap.from, gap.to, 8.0, 20.0))
        .collect_view();
    let overlaps = line
        .overlaps
        .iter()
        .map(|(from, to)| rect("bar__overlap", *from, *to, 30.0, 5.0))
        .collect_view();
    let year = |month: Month, at: &'static str, anchor: &'static str| {
        view! { <text class="bar__text" x=at y="56" text-anchor=anchor>{month.iso()}</text> }
    };
    view! {
        <svg class="timeline-editor__bar" viewBox="0 0 600 62" aria-hidden="true">
            {spans}{gaps}{overlaps}{year(line.start, "0", "start")}{year(line.end, "600", "end")}
        </svg>
    }
    .into_any()
}
