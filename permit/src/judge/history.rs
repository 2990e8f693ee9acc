//! The work history as a line of months: what covers it, where it has gaps, where two jobs overlap.

use crate::answer::{Key, Value};
use crate::check::timeline::{self, Span};
use crate::date::{Date, Month};
use crate::draft::Draft;
use crate::forms::{category, education, work};
use crate::problem::{Code, Problem};
use crate::question::Question;

/// Months that no row covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The first uncovered month.
    pub from: Month,
    /// The last.
    pub to: Month,
}

/// A person's history, month by month.
#[derive(Clone, Debug)]
pub struct History<'a> {
    /// Where it must begin: the first graduation, but not more than ten years ago (domain.md 4).
    pub start: Month,
    /// Where it ends: the last month that is over.
    pub end: Month,
    /// What covers it: schools, then the rows of the work history. Rows with unreadable months are left out.
    pub spans: Vec<Span<'a>>,
    /// What is not covered.
    pub gaps: Vec<Gap>,
}

/// Reads the history of a draft.
#[must_use]
pub fn history(draft: &Draft, today: Date) -> History<'_> {
    let now = Month::of(today);
    let month = |question: &Question, row| match draft.get_in(question, Some(row)) {
        Some(Value::Month(month)) => Some(month),
        Some(Value::Present) => Some(now),
        _ => None,
    };
    let mut spans = Vec::new();
    let mut graduation: Option<Month> = None;
    for row in education::EDUCATION.rows(draft) {
        if let (Some(from), Some(to)) = (month(&education::EDU_FROM, row), month(&education::EDU_TO, row)) {
            graduation = Some(graduation.map_or(to, |first| first.min(to)));
            spans.push(Span {
                row,
                from,
                to,
                exclusive: false,
            });
        }
    }
    for row in work::WORK.rows(draft) {
        if let (Some(from), Some(to)) = (month(&work::WORK_FROM, row), month(&work::WORK_TO, row)) {
            let exclusive = draft.get_in(&work::WORK_KIND, Some(row)) == Some(Value::Choice("employed"));
            spans.push(Span {
                row,
                from,
                to,
                exclusive,
            });
        }
    }
    let ten_years_ago = now.plus(-120);
    let start = graduation.map_or(ten_years_ago, |graduation| graduation.max(ten_years_ago));
    let end = now.plus(-1);
    let gaps = timeline::gaps(&spans, start, end)
        .into_iter()
        .map(|(from, to)| Gap { from, to })
        .collect();
    History {
        start,
        end,
        spans,
        gaps,
    }
}

/// Whether there is a graduation to count from. That a school, or its months, are missing is said elsewhere.
pub(super) fn begins(draft: &Draft) -> bool {
    education::EDUCATION.rows(draft).into_iter().any(|row| {
        [&education::EDU_FROM, &education::EDU_TO]
            .into_iter()
            .all(|question| draft.get_in(question, Some(row)).is_some())
    })
}

pub(super) fn judge(draft: &Draft, today: Date, problems: &mut Vec<Problem>) {
    for (group, from, to) in [
        (&education::EDUCATION, &education::EDU_FROM, &education::EDU_TO),
        (&work::WORK, &work::WORK_FROM, &work::WORK_TO),
    ] {
        for row in group.rows(draft) {
            if let (Some(Value::Month(start)), Some(Value::Month(end))) =
                (draft.get_in(from, Some(row)), draft.get_in(to, Some(row)))
                && end < start
            {
                let problem = Problem::new(to.key(Some(row)), Code::EndBeforeStart);
                problems.push(problem.with("start", start.iso()).with("end", end.iso()));
            }
        }
    }
    let history = history(draft, today);
    if begins(draft) {
        for gap in &history.gaps {
            let problem = Problem::new(Key::new(work::WORK.id), Code::TimelineGap);
            problems.push(problem.with("from", gap.from.iso()).with("to", gap.to.iso()));
        }
    }
    for overlap in timeline::overlaps(&history.spans) {
        let problem = Problem::new(work::WORK_FROM.key(Some(overlap.row_b)), Code::TimelineOverlap);
        problems.push(
            problem
                .with("from", overlap.from.iso())
                .with("to", overlap.to.iso()),
        );
    }
    let months: i32 = history
        .spans
        .iter()
        .filter(|span| span.exclusive && span.from <= span.to)
        .map(|span| span.to.since(span.from) + 1)
        .sum();
    let claimed = draft
        .get(&category::RELEVANT_WORK_YEARS)
        .and_then(|value| value.number());
    let shown = u32::try_from(months / 12).unwrap_or(0);
    // People may have worked for longer than the ten years that must be shown.
    let complete = history.start > Month::of(today).plus(-120);
    if let Some(claimed) =
        claimed.filter(|claimed| complete && months > 0 && *claimed > shown.saturating_add(1))
    {
        let problem = Problem::new(
            category::RELEVANT_WORK_YEARS.key(None),
            Code::WorkYearsExceedHistory,
        );
        problems.push(
            problem
                .with("value", claimed.to_string())
                .with("years", shown.to_string()),
        );
    }
}
