//! Answers and a date → which categories are still possible, by which route, and why. A preview, never a decision.
//!
//! Sound over incomplete answers: no further answer leads out of what is said here.

pub mod points;
pub mod routes;

use crate::date::Date;
use crate::draft::Draft;
use crate::truth::Truth;
use points::Points;
use routes::Route;

/// A category of the 2017 standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// High-end.
    A,
    /// Professional.
    B,
    /// Other: by quota and local rules.
    C,
}

impl Category {
    /// The letter.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Category::A => "A",
            Category::B => "B",
            Category::C => "C",
        }
    }
}

/// A preview of the classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The day it was made for.
    pub as_of: Date,
    /// The rule set ([`crate::policy::RULES`]).
    pub rules: &'static str,
    /// The points table, line by line.
    pub points: Points,
    /// The routes, each with its criteria.
    pub routes: Vec<Route>,
    /// Whether the person may hold category A.
    pub a: Truth,
    /// Whether the person may hold at least category B.
    pub b: Truth,
    /// Whether the person is of age; `No` rules every category out.
    pub adult: Truth,
}

impl Preview {
    /// The categories that some completion of the answers can still reach, best first.
    #[must_use]
    pub fn possible(&self) -> Vec<Category> {
        let mut possible = Vec::new();
        if self.adult == Truth::No {
            return possible;
        }
        if self.a != Truth::No {
            possible.push(Category::A);
        }
        if self.a != Truth::Yes && self.b != Truth::No {
            possible.push(Category::B);
        }
        if self.a != Truth::Yes && self.b != Truth::Yes {
            possible.push(Category::C);
        }
        possible
    }

    /// The text key that says it in a sentence: `preview.verdict.<name>`.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match (self.adult, self.a, self.b) {
            (Truth::No, _, _) => "under_age",
            (_, Truth::Yes, _) => "a",
            (_, Truth::Unknown, Truth::Yes) => "b_or_a",
            (_, Truth::No, Truth::Yes) => "b",
            (_, Truth::Unknown, _) => "open",
            (_, Truth::No, Truth::Unknown) => "not_a",
            (_, Truth::No, Truth::No) => "c",
        }
    }
}

/// Previews the classification of a draft on a day.
#[must_use]
pub fn preview(draft: &Draft, as_of: Date) -> Preview {
    let facts = points::Facts::of(draft, as_of);
    let points = points::points(&facts);
    let routes = routes::routes(&facts, &points);
    let by = |category| {
        Truth::any(
            routes
                .iter()
                .filter(|route| route.category == category)
                .map(Route::truth),
        )
    };
    let a = Truth::all([facts.adult(), by(Category::A)]);
    let b = Truth::any([a, Truth::all([facts.adult(), by(Category::B)])]);
    Preview {
        as_of,
        rules: crate::policy::RULES,
        points,
        adult: facts.adult(),
        routes,
        a,
        b,
    }
}
