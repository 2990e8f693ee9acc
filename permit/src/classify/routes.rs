//! The routes to a category: each a list of criteria that are met, not met, or not yet known.

use super::Category;
use super::points::{Facts, Points};
use crate::forms::{category, identity, post};
use crate::policy;
use crate::question::Question;
use crate::truth::{Truth, at_least};

/// One criterion of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its name in text keys: `criterion.<name>`.
    pub name: &'static str,
    /// Whether it is met.
    pub truth: Truth,
    /// The questions whose answers say so; empty where the authority decides on evidence.
    pub from: Vec<&'static Question>,
    /// Values for the text's placeholders.
    pub args: Vec<(&'static str, String)>,
    /// Why it is not yet known although the answers are there: a text key's tail, `criterion.<name>.<open>`.
    pub open: Option<&'static str>,
}

/// A route: all its criteria must be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its id in the standard (domain.md 1): also in text keys, `route.<id>`.
    pub id: &'static str,
    /// Where it leads.
    pub category: Category,
    /// What it asks.
    pub criteria: Vec<Criterion>,
}

impl Route {
    /// Whether it is open to this person.
    #[must_use]
    pub fn truth(&self) -> Truth {
        Truth::all(self.criteria.iter().map(|criterion| criterion.truth))
    }
}

/// All routes that this preview knows, with what these facts say to each.
#[must_use]
pub fn routes(facts: &Facts, points: &Points) -> Vec<Route> {
    let route = |id, category, criteria| Route {
        id,
        category,
        criteria,
    };
    vec![
        route("a_direct", Category::A, vec![direct(facts)]),
        route("a_salary", Category::A, vec![salary(facts, 6)]),
        route("a_points", Category::A, vec![enough(points, policy::A_POINTS)]),
        route(
            "b_degree",
            Category::B,
            vec![degree(facts), work_years(facts), age(facts)],
        ),
        route("b_salary", Category::B, vec![salary(facts, 4), age(facts)]),
        route("b_points", Category::B, vec![enough(points, policy::B_POINTS)]),
    ]
}

fn criterion(name: &'static str, truth: Truth, from: Vec<&'static Question>) -> Criterion {
    Criterion {
        name,
        truth,
        from,
        args: Vec::new(),
        open: None,
    }
}

/// A route A-I to A-V that the person claims: only evidence can settle it.
fn direct(facts: &Facts) -> Criterion {
    let truth = match facts.direct_route {
        Some("none") => Truth::No,
        _ => Truth::Unknown,
    };
    let claimed = facts.direct_route.is_some_and(|route| route != "none");
    Criterion {
        open: claimed.then_some("evidence"),
        ..criterion("direct", truth, vec![&category::DIRECT_ROUTE])
    }
}

/// Pay of six or four times the local average wage.
fn salary(facts: &Facts, times: u32) -> Criterion {
    let name = if times == 6 { "salary_six" } else { "salary_four" };
    let from = vec![&post::ANNUAL_SALARY, &post::WORK_PROVINCE];
    // The sentence has a place for the sum; an ellipsis stands there while nobody can name it.
    let unnamed = vec![("needed", "…".to_owned())];
    let Some(province) = facts.province else {
        return Criterion {
            args: unnamed,
            ..criterion(name, Truth::Unknown, from)
        };
    };
    let Some(baseline) = policy::baseline(province, facts.as_of) else {
        return Criterion {
            args: unnamed,
            open: Some("city"),
            ..criterion(name, Truth::Unknown, from)
        };
    };
    let needed = if times == 6 {
        baseline.six_times
    } else {
        baseline.four_times
    };
    let truth = facts
        .salary
        .map_or(Truth::Unknown, |yuan| (yuan >= needed).into());
    Criterion {
        args: vec![("needed", needed.to_string())],
        ..criterion(name, truth, from)
    }
}

/// The points, with what the province may add: known only where its discretion changes nothing.
fn enough(points: &Points, needed: u32) -> Criterion {
    let truth = at_least(points.low, points.high_with_local(), needed);
    let from = points
        .lines
        .iter()
        .filter(|line| line.low < line.high)
        .flat_map(|line| line.from.clone())
        .collect();
    let local = points.high < needed && truth == Truth::Unknown;
    Criterion {
        args: vec![("needed", needed.to_string())],
        open: local.then_some("province"),
        ..criterion("points", truth, from)
    }
}

fn degree(facts: &Facts) -> Criterion {
    let truth = facts
        .degree
        .map_or(Truth::Unknown, |degree| (degree != "none").into());
    criterion("bachelor", truth, vec![&category::HIGHEST_DEGREE])
}

fn work_years(facts: &Facts) -> Criterion {
    let truth = facts
        .work_years
        .map_or(Truth::Unknown, |years| (years >= policy::B_WORK_YEARS).into());
    criterion("two_years", truth, vec![&category::RELEVANT_WORK_YEARS])
}

/// Category B ends at 60 on a first application (domain.md 1.5); cities relax it, so above that it is theirs to say. The
/// points count age themselves and are a reason to relax it (domain.md 1.1), so they go without.
fn age(facts: &Facts) -> Criterion {
    let over = facts.age.is_some_and(|age| age > policy::B_OLDEST);
    let truth = match facts.age {
        Some(age) if age < policy::ADULT => Truth::No,
        Some(_) if !over => Truth::Yes,
        _ => Truth::Unknown,
    };
    Criterion {
        open: over.then_some("city"),
        ..criterion("age_60", truth, vec![&identity::BIRTH_DATE])
    }
}
