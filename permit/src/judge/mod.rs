//! Draft and date → everything that is wrong or doubtful, in the order of the form. The browser shows it, the server
//! refuses to submit on it: the same code.

mod across;
mod history;

use crate::answer::{Key, Value};
use crate::check::{han, latin};
use crate::date::{self, Date};
use crate::draft::Draft;
use crate::forms::{self, Page, Section, work};
use crate::problem::{Code, Problem};
use crate::question::{ANY_NAME, Format, Kind, Question, When};

pub use across::held_against;
pub use history::{Gap, History, history};

/// All problems of a draft, seen from `today`, in the order of the form.
#[must_use]
pub fn judge(draft: &Draft, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (_, page) in forms::pages() {
        if let Some(group) = page.group
            && page.is_asked(draft)
            && group.rows(draft).len() < group.min
        {
            problems.push(Problem::new(Key::new(group.id), Code::RowsMissing));
        }
        for (question, row) in page.asked(draft) {
            problems.extend(judge_answer(question, row, draft, today));
        }
    }
    across::judge(draft, today, &mut problems);
    history::judge(draft, today, &mut problems);
    let place: Vec<&str> = forms::pages()
        .flat_map(|(_, page)| {
            page.group
                .map(|group| group.id)
                .into_iter()
                .chain(forms::questions_of(page).map(|q| q.id))
        })
        .collect();
    let rank = |problem: &Problem| place.iter().position(|id| *id == problem.key.question);
    crate::order::sort_by_key(&mut problems, rank);
    problems
}

/// What one answer alone tells.
#[must_use]
pub fn judge_answer(
    question: &'static Question,
    row: Option<&str>,
    draft: &Draft,
    today: Date,
) -> Option<Problem> {
    let key = question.key(row);
    let raw = draft.raw(&key);
    let value = match question.read(raw) {
        Ok(Some(value)) => value,
        Ok(None) if !question.required => return None,
        Ok(None) if question.kind == Kind::Consent => return Some(Problem::new(key, Code::NotAgreed)),
        Ok(None) => return Some(Problem::new(key, Code::Missing)),
        Err(code) => return Some(explain(Problem::new(key, code), question, raw)),
    };
    let code = match (question.kind, &value) {
        (Kind::Date(When::Past), Value::Date(day)) if *day > today => Code::DateInFuture,
        (Kind::Date(When::Future), Value::Date(day)) if *day < today => Code::DateInPast,
        (Kind::Month(_), Value::Month(month)) if month.since(date::Month::of(today)) > 0 => {
            Code::DateInFuture
        }
        (Kind::Text(Format::PassportNumber), Value::Text(number))
            if crate::check::passport::has_lookalike(number) =>
        {
            Code::PassportNumberLookalike
        }
        (Kind::Text(Format::CreditCode), Value::Text(code))
            if !crate::check::credit_code::organisation_digit_is_right(code) =>
        {
            Code::CreditCodeOrganisation
        }
        _ => return None,
    };
    Some(explain(Problem::new(key, code), question, &value.canonical()))
}

/// Adds the person's own value and the question's bounds.
fn explain(problem: Problem, question: &Question, raw: &str) -> Problem {
    let problem = problem.with("value", raw.trim());
    match question.kind {
        Kind::Number(min, max) => problem.with("min", min.to_string()).with("max", max.to_string()),
        Kind::Yuan(max) => problem.with("min", "0").with("max", max.to_string()),
        Kind::Lines(max) | Kind::Text(Format::Plain(max)) => problem.with("max", max.to_string()),
        Kind::Text(Format::AnyName) => problem.with("max", ANY_NAME.to_string()),
        Kind::Text(Format::LatinName) => problem.with("max", latin::LONGEST.to_string()),
        Kind::Text(Format::Han) => problem.with("max", han::LONGEST.to_string()),
        _ => problem,
    }
}

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionState {
    /// Nothing was answered yet.
    NotStarted,
    /// Something is still to be answered.
    InProgress,
    /// Something that was answered is wrong.
    Problem,
    /// Nothing stands in the way of submitting.
    Done,
}

impl SectionState {
    /// The name in text keys: `section_state.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SectionState::NotStarted => "not_started",
            SectionState::InProgress => "in_progress",
            SectionState::Problem => "problem",
            SectionState::Done => "done",
        }
    }
}

/// Whether a problem belongs to a page.
#[must_use]
pub fn is_on(problem: &Problem, page: &'static Page) -> bool {
    page.group.is_some_and(|group| group.id == problem.key.question)
        || forms::questions_of(page).any(|question| question.id == problem.key.question)
}

/// How far a section is, given the problems of the draft.
#[must_use]
pub fn section_state(section: &'static Section, draft: &Draft, problems: &[Problem]) -> SectionState {
    let mine =
        |problem: &&Problem| problem.is_error() && section.pages.iter().any(|page| is_on(problem, page));
    let open: Vec<&Problem> = problems.iter().filter(mine).collect();
    let begun = section.pages.iter().any(|page| {
        page.asked(draft)
            .iter()
            .any(|(question, row)| !draft.raw(&question.key(*row)).is_empty())
            || page.group.is_some_and(|group| !group.rows(draft).is_empty())
    });
    let missing = |code| {
        matches!(
            code,
            Code::Missing | Code::NotAgreed | Code::NameMissing | Code::RowsMissing
        )
    };
    match (open.is_empty(), begun) {
        // Who graduated last month has nothing to account for.
        (true, false) if section.id == work::SECTION.id && history::begins(draft) => SectionState::Done,
        (_, false) => SectionState::NotStarted,
        (true, true) => SectionState::Done,
        (false, true) if open.iter().all(|problem| missing(problem.code)) => SectionState::InProgress,
        (false, true) => SectionState::Problem,
    }
}
