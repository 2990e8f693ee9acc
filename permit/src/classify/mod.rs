//! A profile and a day → which categories are still possible, by which route, and why. A preview, never a decision.
//!
//! Sound over incomplete profiles: no completion leads out of what is said here. For the points, each end of the range
//! is reached by some completion.

pub mod ask;
pub mod change;
pub mod json;
pub mod next;
pub mod points;
pub mod reason;
mod settle;
pub mod test;

use crate::policy::Rules;
use crate::profile::{Profile, Short};
use crate::province;
use crate::truth::Truth;
use points::Points;
use test::Look;

/// A category of the 2017 standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Category {
    /// High-end.
    A,
    /// Professional.
    B,
    /// Other: by quota and local rules.
    C,
}

impl Category {
    /// All, best first.
    pub const ALL: [Category; 3] = [Category::A, Category::B, Category::C];

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

/// The general conditions, in order: `condition.<id>`.
pub const CONDITIONS: [&str; 5] = [
    "age",
    "no_criminal_record",
    "healthy",
    "employer_in_china",
    "in_scope",
];

/// Whether each of [`CONDITIONS`] is met.
#[must_use]
pub fn conditions(of: &Profile, rules: &Rules) -> [Truth; 5] {
    let said = |answer: Option<bool>| answer.map_or(Truth::Unknown, Truth::from);
    let adult = of
        .age()
        .map_or(Truth::Unknown, |age| (age >= rules.adult()).into());
    [
        adult,
        said(of.no_criminal_record),
        said(of.healthy),
        said(of.employer_in_china),
        in_scope(of),
    ]
}

/// Whether the permit is for this person and place at all: not for Chinese nationals, and not for work in Taiwan, Hong Kong
/// or Macao (domain.md 1.1: those who live there need none on the mainland either). What is not known speaks against nobody.
fn in_scope(of: &Profile) -> Truth {
    let outside = |place: &Short| {
        province::OUTSIDE
            .iter()
            .any(|start| place.as_str().starts_with(start))
    };
    let chinese = |nation: &Short| nation.as_str() == "CHN";
    let (place, nation) = (of.work_place.as_ref(), of.nationality.as_ref());
    if place.is_some_and(outside) || nation.is_some_and(chinese) {
        Truth::No
    } else if place.is_some() && nation.is_some() {
        Truth::Yes
    } else {
        Truth::Unknown
    }
}

/// Where a profile stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether the general conditions are met.
    pub conditions: Truth,
    /// Whether some route to A, to B, to C is open.
    pub open: [Truth; 3],
}

impl Standing {
    /// Whether some completion of the profile ends in this category.
    #[must_use]
    pub fn is_possible(&self, category: Category) -> bool {
        let [a, b, c] = self.open;
        self.conditions != Truth::No
            && match category {
                Category::A => a != Truth::No,
                Category::B => a != Truth::Yes && b != Truth::No,
                Category::C => a != Truth::Yes && b != Truth::Yes && c != Truth::No,
            }
    }

    /// The possible categories, best first.
    #[must_use]
    pub fn possible(&self) -> Vec<Category> {
        Category::ALL
            .into_iter()
            .filter(|category| self.is_possible(*category))
            .collect()
    }

    /// How many categories are possible.
    #[must_use]
    pub fn possible_count(&self) -> usize {
        Category::ALL
            .into_iter()
            .filter(|category| self.is_possible(*category))
            .count()
    }

    /// The name of the verdict in text keys, `preview.verdict.<name>`: the possible categories, or `none`.
    #[must_use]
    pub fn verdict(&self) -> String {
        let possible = self.possible();
        let letters: Vec<&str> = possible.iter().map(|category| category.letter()).collect();
        if letters.is_empty() {
            "none".into()
        } else {
            letters.join("_").to_lowercase()
        }
    }

    /// The worst that is possible: what the person has for certain, if the conditions are met.
    #[must_use]
    pub fn floor(&self) -> Option<Category> {
        Category::ALL
            .into_iter()
            .rev()
            .find(|category| self.is_possible(*category))
    }

    /// The category, where only one is possible.
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        let mut possible = Category::ALL
            .into_iter()
            .filter(|category| self.is_possible(*category));
        let first = possible.next();
        first.filter(|_| possible.next().is_none())
    }
}

/// A profile under the rules that hold for it, with its points: everything else is read from it.
#[derive(Clone, Copy, Debug)]
pub struct Preview {
    /// For each category, whether a route is open that needs a claim and nothing else.
    claimed: [Truth; 3],
    /// The profile.
    pub profile: Profile,
    /// The rules.
    pub rules: Rules,
    /// The points table.
    pub points: Points,
}

/// The place of a category in a list of all three.
fn slot(of: &mut [Truth; 3], category: Category) -> &mut Truth {
    match (category, of) {
        (Category::A, [slot, ..]) | (Category::B, [_, slot, _]) | (Category::C, [.., slot]) => slot,
    }
}

impl Preview {
    /// Of a profile.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        let rules = profile.rules();
        Self {
            claimed: rules.claimed(profile.claims, profile.denied_claims),
            profile,
            rules,
            points: points::points(&profile, rules.table()),
        }
    }

    /// Of nearly the same profile, with the same claims: what stays is not looked up again.
    #[must_use]
    pub fn with(&self, profile: Profile) -> Self {
        if profile.work_place != self.profile.work_place {
            return Self::new(profile);
        }
        Self {
            profile,
            points: points::points(&profile, self.rules.table()),
            ..*self
        }
    }

    /// What tests look at.
    #[must_use]
    pub fn look(&self) -> Look<'_> {
        Look {
            profile: &self.profile,
            rules: self.rules,
            points: (self.points.low, self.points.high),
            age: self.profile.age(),
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let look = self.look();
        let mut open = self.claimed;
        for (place, route) in self.rules.weighed() {
            let slot = slot(&mut open, route.category);
            if *slot != Truth::Yes {
                *slot = Truth::any([*slot, look.route(route, place)]);
            }
        }
        Standing {
            conditions: Truth::all(conditions(&self.profile, &self.rules)),
            open,
        }
    }
}
