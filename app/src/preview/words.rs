//! What the rules say, in words.

use super::Case;
use crate::components::message;
use crate::platform;
use crate::text::{pair, t, t_opt, t_with};
use permit::classify::Category;
use permit::classify::ask::open_questions;
use permit::classify::reason::TestReason;
use permit::classify::test::Look;
use permit::forms::category::HIGHEST_DEGREE;
use permit::forms::post::{OCCUPATION, POSITION_KIND};
use permit::policy::{Test, Who};
use permit::profile::{DEGREES, Field, claim_questions};
use permit::question::Question;
use permit::truth::Truth;

/// The name of a state in text keys and in the document.
pub fn truth_name(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

/// A state.
pub fn truth(truth: Truth) -> String {
    t(&format!("truth.{}", truth_name(truth)))
}

/// A category.
pub fn category(category: Category) -> String {
    t(&format!("category.{}", category.letter().to_lowercase()))
}

/// A route, in a few words.
pub fn route(id: &str) -> String {
    t(&format!("rule.{id}.short"))
}

/// A number of points, or from and to.
pub fn range(low: u32, high: u32) -> String {
    if low == high {
        return platform::number_text(low);
    }
    let values = [
        ("low", platform::number_text(low)),
        ("high", platform::number_text(high)),
    ];
    t_with("preview.up_to", &values)
}

/// The answers behind these fields, each with its question's name.
pub fn answers(case: &Case, fields: &[Field]) -> Vec<String> {
    let mut said = Vec::new();
    for field in fields {
        answered(case, field.questions(), field.row(&case.draft), &mut said);
    }
    said
}

/// The answers that claim or deny a route, and nothing else that could claim another.
pub fn claim_answers(case: &Case, route: &str) -> Vec<String> {
    let mut said = Vec::new();
    answered(case, claim_questions(route), None, &mut said);
    said
}

fn answered(case: &Case, questions: &[&'static Question], row: Option<&str>, said: &mut Vec<String>) {
    for question in questions {
        let answer = message::answer(&case.draft, question, row);
        let Some(answer) = answer.filter(|_| question.is_asked(&case.draft, row)) else {
            continue;
        };
        let lines: Vec<String> = answer.lines().map(str::to_owned).collect();
        let words = pair(&message::name(question), &platform::list_text(&lines));
        if !said.contains(&words) {
            said.push(words);
        }
    }
}

/// The names of the questions behind these fields that have no answer yet.
pub fn missing(case: &Case, fields: &[Field]) -> Vec<String> {
    let open = fields
        .iter()
        .flat_map(|field| open_questions(*field, &case.draft));
    names(open)
}

/// The same of the questions that claim or deny a route.
pub fn claim_missing(case: &Case, route: &str) -> Vec<String> {
    let mine = claim_questions(route);
    let open = open_questions(Field::Claims, &case.draft).into_iter();
    names(open.filter(|question| mine.iter().any(|one| one.id == question.id)))
}

fn names(questions: impl Iterator<Item = &'static Question>) -> Vec<String> {
    let mut names = Vec::new();
    for question in questions {
        let name = message::name(question);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What a test of this route asks, with what may stand for it here.
pub fn tested(of: &str, one: &TestReason, look: &Look<'_>) -> String {
    if matches!(one.test, Test::Claim)
        && claim_questions(of)
            .iter()
            .any(|question| question.id == OCCUPATION.id)
    {
        // The field of work claims it, not the person.
        return t_with("test.claim.occupation", &[("fields", route(of))]);
    }
    let asks = test(one.test, look);
    match one.waived_by {
        Some(waiver) => {
            let waived = t_with("test.work_years.waived", &[("rule", route(waiver.id))]);
            asks + &waived
        }
        None => asks,
    }
}

/// What a test asks.
fn test(test: &Test, look: &Look<'_>) -> String {
    let with = |key: &str, name: &'static str, value: String| t_with(key, &[(name, value)]);
    let number = platform::number_text;
    match *test {
        Test::Claim => t("test.claim"),
        Test::Degree(rank) => {
            let degree = DEGREES.get(rank).copied().unwrap_or_default();
            with("test.degree", "degree", message::choice(&HIGHEST_DEGREE, degree))
        }
        Test::WorkYears(years) => with("test.work_years", "years", number(years)),
        Test::Vocational(_) => t("test.vocational"),
        Test::Position(kinds) => {
            let names: Vec<String> = kinds
                .iter()
                .map(|kind| message::choice(&POSITION_KIND, kind))
                .collect();
            with("test.position", "kinds", platform::either_text(&names))
        }
        Test::SalaryTimes(times) => salary(times, look),
        Test::Points(category) => points(category, look),
        Test::Age { at_most, .. } => with("test.age", "age", number(at_most)),
        Test::Postdoc => t("test.postdoc"),
        Test::MotherTongue => t("test.mother_tongue"),
        Test::TeachingYears(years) => with("test.teaching_years", "years", number(years)),
        Test::TeachingQualification => t("test.teaching_qualification"),
        Test::DegreeIn(_) => t("test.degree_in_china"),
        Test::TopUniversity => t("test.top_university"),
        Test::Graduated(months) => with("test.graduated", "months", number(months)),
        Test::Mark(mark) => with("test.mark", "mark", number(mark)),
        Test::Stay(days) => with("test.stay", "days", number(days)),
        Test::Discretion(Who::City) => t("test.discretion_city"),
        Test::Discretion(Who::Quota) => t("test.discretion_quota"),
    }
}

fn salary(times: u32, look: &Look<'_>) -> String {
    let key = if times == 1 {
        "test.salary_average"
    } else {
        "test.salary_times"
    };
    let times_text = ("times", platform::number_text(times));
    match look.rules.baseline() {
        Some(base) => t_with(
            key,
            &[times_text, ("needed", platform::yuan_text(base.times(times)))],
        ),
        None => t_with(&format!("{key}.open"), &[times_text]),
    }
}

fn points(category: Category, look: &Look<'_>) -> String {
    let (low, high) = look.points;
    let needed = ("needed", platform::number_text(look.needed(category)));
    if low == high {
        return t_with(
            "test.points.exact",
            &[needed, ("points", platform::number_text(low))],
        );
    }
    let ends = [
        ("low", platform::number_text(low)),
        ("high", platform::number_text(high)),
    ];
    let [from, to] = ends;
    t_with("test.points", &[needed, from, to])
}

/// How sure something is, where it is not sure: nothing uncertain is shown as certain.
pub fn doubt(confidence: permit::policy::Confidence) -> Option<String> {
    let name = confidence.name();
    (name != "sourced")
        .then(|| t_opt(&format!("confidence.{name}")))
        .flatten()
}
