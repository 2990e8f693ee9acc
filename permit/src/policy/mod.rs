//! The dated rules: the standard's routes, its points table, limits, and what cities change. Read from the files of
//! `permit/policy` when the portal is built; a new baseline or a new city is one file there, and no code.
//!
//! Which files hold is a matter of the place and the day ([`Rules::at`]), so an old application keeps its rules.

mod limits;
mod rules;

pub use limits::{LimitSet, figure, limit};
pub use rules::Rules;

use crate::classify::Category;
use crate::document::{DocumentCase, DocumentRule, How, StageRule, When};
use crate::profile::Routes;

/// The code of the nation.
const NATION: &str = "000000";

/// Whether a code is these digits, filled up with zeros.
fn is_code_of(code: &str, start: &str) -> bool {
    let rest = code.strip_prefix(start);
    rest.is_some_and(|rest| rest.bytes().all(|digit| digit == b'0'))
}

include!(concat!(env!("OUT_DIR"), "/policy.rs"));

/// How sure a figure or a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Seen in a source that is named beside it.
    Sourced,
    /// From memory.
    Recalled,
    /// Doubtful, conflicting or local: never shown as certain.
    Uncertain,
}

impl Confidence {
    /// The name on the wire and in text keys: `confidence.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Confidence::Sourced => "sourced",
            Confidence::Recalled => "recalled",
            Confidence::Uncertain => "uncertain",
        }
    }
}

/// Who decides where the text leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The city, by its own practice.
    City,
    /// The State, by its quota.
    Quota,
}

/// A figure; where it is from stands in its file.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// The figure.
    pub value: u32,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The rules of one jurisdiction from one day on.
#[derive(Debug)]
pub struct RuleSet {
    /// Its name.
    pub id: &'static str,
    /// Six digits of GB/T 2260; `000000` is the nation.
    pub jurisdiction: &'static str,
    /// The version of the file.
    pub version: &'static str,
    /// The first day on which it holds: year, month, day.
    pub valid_from: (i16, i8, i8),
    /// The wage that salary multiples are taken of.
    pub baseline: Option<Baseline>,
    /// The routes to a category.
    pub routes: &'static [Route],
    /// The place of the first of them among all routes of all files.
    pub first_route: usize,
    /// Those that need more than a claim, with their places.
    pub weighed: &'static [(usize, &'static Route)],
    /// The others, a set for each category.
    pub only_claim: [Routes; 3],
    /// What else counts under a route here.
    pub additions: &'static [Addition],
    /// What the jurisdiction does not ask of some.
    pub waivers: &'static [Waiver],
    /// Whose mother tongue a language is.
    pub mother_tongues: &'static [MotherTongue],
    /// The documents of an application.
    pub documents: &'static [DocumentRule],
    /// Its steps.
    pub stages: &'static [StageRule],
    /// Whose documents carry an apostille.
    pub apostille: Option<Apostille>,
    /// Who may translate, where the place says so.
    pub translation: Option<Translation>,
}

/// Who may translate documents for a place.
#[derive(Debug)]
pub struct Translation {
    /// Who: `document.translation.<by>`.
    pub by: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Whose documents carry an apostille for China, and whose do not; a country on neither list may be either.
#[derive(Debug)]
pub struct Apostille {
    /// Countries, ISO 3166-1 alpha-3.
    pub party: &'static [&'static str],
    /// The same.
    pub not_party: &'static [&'static str],
    /// How sure the lists are.
    pub confidence: Confidence,
}

/// The local average wage of the year before, in yuan a year.
#[derive(Clone, Copy, Debug)]
pub struct Baseline {
    /// Six times, as published.
    pub six_times: u32,
    /// Four times, as published.
    pub four_times: u32,
    /// Once.
    pub average: u32,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Baseline {
    /// So many times the wage.
    #[must_use]
    pub const fn times(&self, times: u32) -> u32 {
        match times {
            6 => self.six_times,
            4 => self.four_times,
            times => self.average.saturating_mul(times),
        }
    }
}

/// The points table (计分赋值表).
#[derive(Clone, Copy, Debug)]
pub struct PointsTable {
    /// Points for category A.
    pub a: u32,
    /// Points for category B.
    pub b: u32,
    /// The most that the province may add at its discretion.
    pub local: u32,
    /// By pay in yuan a year.
    pub salary: Table,
    /// The most that degree or qualification give; the better one counts.
    pub education_max: u32,
    /// By degree.
    pub degree: Levels,
    /// By vocational qualification.
    pub vocational: Levels,
    /// By whole years of related work.
    pub work_years: Table,
    /// By months of work in China a year.
    pub months: Table,
    /// The most that Chinese gives.
    pub chinese_max: u32,
    /// By the proof of Chinese.
    pub chinese: Levels,
    /// The most that the place gives.
    pub place_max: u32,
    /// Beginnings of the codes of the western region.
    pub western: &'static [&'static str],
    /// Beginnings of the codes of the north-east.
    pub north_east: &'static [&'static str],
    /// How sure it is that poor counties and other special areas still have the points.
    pub special_area: Confidence,
    /// By age in completed years.
    pub age: Table,
    /// What any one item of the background gives.
    pub background_max: u32,
}

/// Points by name.
pub type Levels = &'static [(&'static str, u32)];

/// The points of a level; none for an unknown one.
#[must_use]
pub fn level(levels: Levels, name: &str) -> u32 {
    levels
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(0, |(_, points)| *points)
}

/// A table of brackets, without gap or overlap, from 0 on.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The most that it gives.
    pub max: u32,
    /// The brackets, lowest first.
    pub brackets: &'static [Bracket],
    /// How sure it is.
    pub confidence: Confidence,
}

/// A bracket: from `from` (included) up to the next one's.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    /// The lowest value.
    pub from: u32,
    /// What it gives.
    pub points: u32,
}

impl Table {
    /// What it gives for a value.
    #[must_use]
    pub fn points(&self, value: u32) -> u32 {
        let fitting = self.brackets.iter().rev().find(|bracket| bracket.from <= value);
        fitting.map_or(0, |bracket| bracket.points)
    }
}

/// The official Chinese words of a rule, and where they stand.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// The words; empty where none were seen.
    pub official: &'static str,
    /// The text they stand in.
    pub title: &'static str,
    /// Whether the rule's id is its place there.
    pub placed: bool,
    /// The addresses at which the rule was read, in copies and translations too; empty where it is from memory.
    pub seen_in: &'static str,
    /// Whether the words were read in a source, or stand here from memory.
    pub confidence: Confidence,
}

impl Wording {
    /// Appends where the words of the rule of this id stand: the text, the place in it, and in brackets where it was read.
    pub fn cite(&self, id: &str, out: &mut String) {
        out.push_str(self.title);
        if self.placed {
            out.push_str(", ");
            out.push_str(id);
        }
        if !self.seen_in.is_empty() {
            out.push_str(" [");
            out.push_str(self.seen_in);
            out.push(']');
        }
    }
}

/// A route to a category: everything it needs must be met.
#[derive(Debug)]
pub struct Route {
    /// Its id in the standard; its text is `rule.<id>`.
    pub id: &'static str,
    /// Where it leads.
    pub category: Category,
    /// The official words.
    pub wording: Wording,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// What it needs.
    pub needs: &'static [Need],
    /// Whether it needs a claim and nothing else.
    pub only_claim: bool,
}

/// One thing that a route needs.
#[derive(Debug)]
pub enum Need {
    /// This.
    One(Test),
    /// All of one of these lists.
    Any(&'static [&'static [Test]]),
}

impl Need {
    /// Its tests.
    pub fn tests(&self) -> impl Iterator<Item = &Test> {
        let (one, any): (_, &[&[Test]]) = match self {
            Need::One(test) => (Some(test), &[]),
            Need::Any(lists) => (None, lists),
        };
        one.into_iter().chain(any.iter().flat_map(|list| list.iter()))
    }
}

/// A test of a profile.
#[derive(Debug)]
pub enum Test {
    /// The person claims this route, and shows evidence.
    Claim,
    /// At least this degree (its rank in [`crate::profile::DEGREES`]).
    Degree(usize),
    /// At least so many whole years of related work.
    WorkYears(u32),
    /// One of these vocational qualifications.
    Vocational(&'static [&'static str]),
    /// One of these kinds of position.
    Position(&'static [&'static str]),
    /// Pay of at least so many times the local average wage.
    SalaryTimes(u32),
    /// The points of this category.
    Points(Category),
    /// Of age, and not older than this; beyond it somebody may decide, or nobody.
    Age {
        /// The oldest age in completed years.
        at_most: u32,
        /// Who decides beyond it.
        beyond: Option<Who>,
    },
    /// Post-doctoral research at a high-level institution.
    Postdoc,
    /// Teaches the mother tongue of the country of nationality.
    MotherTongue,
    /// At least so many years of language teaching.
    TeachingYears(u32),
    /// A degree, licence or certificate that makes up for teaching experience.
    TeachingQualification,
    /// The degree is from this country.
    DegreeIn(&'static str),
    /// A graduate of a high-level university abroad.
    TopUniversity,
    /// The degree is not older than so many months.
    Graduated(u32),
    /// An average mark of at least so many per cent.
    Mark(u32),
    /// A stay of at most so many days.
    Stay(u32),
    /// Somebody decides, whatever the answers.
    Discretion(Who),
}

/// What else a jurisdiction counts under a route of the standard.
#[derive(Debug)]
pub struct Addition {
    /// Its id; its text is `rule.<id>`.
    pub id: &'static str,
    /// The route.
    pub to: &'static str,
    /// The official words.
    pub wording: Wording,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a jurisdiction does not ask of people who meet this.
#[derive(Debug)]
pub struct Waiver {
    /// Its id; its text is `rule.<id>`. It waives the years of work.
    pub id: &'static str,
    /// The official words.
    pub wording: Wording,
    /// How sure it is.
    pub confidence: Confidence,
    /// What it needs.
    pub needs: &'static [Test],
}

/// Whose mother tongue a language is.
#[derive(Debug)]
pub struct MotherTongue {
    /// The language's tag.
    pub language: &'static str,
    /// Countries, ISO 3166-1 alpha-3.
    pub countries: &'static [&'static str],
    /// How sure it is.
    pub confidence: Confidence,
}

/// Every route of every file, in order: a claim is one of them.
pub fn all_routes() -> impl Iterator<Item = &'static Route> {
    RULE_SETS.iter().flat_map(|set| set.routes)
}
