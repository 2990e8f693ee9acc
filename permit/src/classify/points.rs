//! The points table over answers that may be missing: each line is a range, and says which answers gave it.

use crate::answer::Value;
use crate::date::{self, Date};
use crate::draft::Draft;
use crate::forms::{category, identity, post};
use crate::policy;
use crate::province::{self, Region};
use crate::question::Question;
use crate::truth::Truth;

/// What the rules look at, read once from a draft.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Age in completed years on the day.
    pub age: Option<u32>,
    /// Pay in yuan a year.
    pub salary: Option<u32>,
    /// The highest degree.
    pub degree: Option<&'static str>,
    /// The highest vocational qualification.
    pub vocational: Option<&'static str>,
    /// Whole years of related work.
    pub work_years: Option<u32>,
    /// Months in China a year.
    pub months: Option<u32>,
    /// The level of Chinese.
    pub chinese: Option<&'static str>,
    /// Whether the person ever was a Chinese national.
    pub former_national: Option<bool>,
    /// What else gives points.
    pub background: Option<Vec<&'static str>>,
    /// The province of the place of work.
    pub province: Option<&'static str>,
    /// Whether the place is a special area: yes, no, or unsure.
    pub special_area: Option<&'static str>,
    /// The claimed route to category A without points.
    pub direct_route: Option<&'static str>,
    /// The day of the preview.
    pub as_of: Date,
}

impl Facts {
    /// Reads them.
    #[must_use]
    pub fn of(draft: &Draft, as_of: Date) -> Self {
        let number = |question: &Question| draft.get(question).and_then(|value| value.number());
        let choice = |question: &Question| match draft.get(question) {
            Some(Value::Choice(choice)) => Some(choice),
            _ => None,
        };
        Self {
            age: draft
                .get(&identity::BIRTH_DATE)
                .and_then(|value| value.date())
                .map(|birth| date::age(birth, as_of)),
            salary: number(&post::ANNUAL_SALARY),
            degree: choice(&category::HIGHEST_DEGREE),
            vocational: choice(&category::VOCATIONAL_LEVEL),
            work_years: number(&category::RELEVANT_WORK_YEARS),
            months: number(&post::MONTHS_PER_YEAR),
            chinese: choice(&category::CHINESE_LEVEL),
            former_national: choice(&identity::EVER_CHINESE_NATIONAL).map(|answer| answer == "yes"),
            background: match draft.get(&category::BACKGROUND) {
                Some(Value::Choices(chosen)) => Some(chosen),
                _ => None,
            },
            province: choice(&post::WORK_PROVINCE),
            special_area: choice(&post::SPECIAL_AREA),
            direct_route: choice(&category::DIRECT_ROUTE),
            as_of,
        }
    }

    /// Whether the person is of age.
    #[must_use]
    pub fn adult(&self) -> Truth {
        self.age
            .map_or(Truth::Unknown, |age| (age >= policy::ADULT).into())
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The group's name in text keys: `points.<group>`.
    pub group: &'static str,
    /// The least it can still give.
    pub low: u32,
    /// The most it can still give.
    pub high: u32,
    /// The most it gives to anybody.
    pub cap: u32,
    /// The questions whose answers give it.
    pub from: Vec<&'static Question>,
}

/// The table's lines and sums, without the points that the province may add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// The lines in the table's order.
    pub lines: Vec<Line>,
    /// The least sum that some completion of the answers gives.
    pub low: u32,
    /// The greatest sum that some completion gives.
    pub high: u32,
}

impl Points {
    /// The greatest sum with what the province may add.
    #[must_use]
    pub fn high_with_local(&self) -> u32 {
        self.high.saturating_add(policy::LOCAL_POINTS)
    }
}

/// A line that one answer settles.
fn settled(group: &'static str, cap: u32, points: Option<u32>, from: &'static Question) -> Line {
    Line {
        group,
        low: points.unwrap_or(0),
        high: points.unwrap_or(cap),
        cap,
        from: vec![from],
    }
}

/// The sum of the table, line by line.
#[must_use]
pub fn points(facts: &Facts) -> Points {
    let lines = vec![
        settled(
            "salary",
            20,
            facts.salary.map(|yuan| policy::points(policy::SALARY, yuan)),
            &post::ANNUAL_SALARY,
        ),
        education(facts),
        settled(
            "work_years",
            20,
            facts.work_years.map(policy::work_points),
            &category::RELEVANT_WORK_YEARS,
        ),
        settled(
            "months",
            15,
            facts.months.map(|months| policy::points(policy::MONTHS, months)),
            &post::MONTHS_PER_YEAR,
        ),
        chinese(facts),
        place(facts),
        settled(
            "age",
            15,
            facts.age.map(|age| policy::points(policy::AGE, age)),
            &identity::BIRTH_DATE,
        ),
        settled(
            "background",
            5,
            facts.background.as_ref().map(|chosen| {
                if chosen.iter().any(|item| *item != "none") {
                    5
                } else {
                    0
                }
            }),
            &category::BACKGROUND,
        ),
    ];
    let low = lines.iter().map(|line| line.low).sum();
    let high = lines.iter().map(|line| line.high).sum();
    Points { lines, low, high }
}

/// The better of degree and vocational qualification.
fn education(facts: &Facts) -> Line {
    let degree = facts.degree.map(policy::degree_points);
    let vocational = facts.vocational.map(policy::vocational_points);
    let low = degree.unwrap_or(0).max(vocational.unwrap_or(0));
    let high = degree.unwrap_or(20).max(vocational.unwrap_or(20));
    let from = vec![&category::HIGHEST_DEGREE, &category::VOCATIONAL_LEVEL];
    Line {
        group: "education",
        low,
        high,
        cap: 20,
        from,
    }
}

/// The best proof of Chinese; everybody who once was a Chinese national has all five.
fn chinese(facts: &Facts) -> Line {
    let level = facts.chinese.map(policy::chinese_points);
    let national = facts.former_national.map(|former| if former { 5 } else { 0 });
    let low = level.unwrap_or(0).max(national.unwrap_or(0));
    let high = level.unwrap_or(5).max(national.unwrap_or(5));
    let from = vec![&category::CHINESE_LEVEL, &identity::EVER_CHINESE_NATIONAL];
    Line {
        group: "chinese",
        low,
        high,
        cap: 5,
        from,
    }
}

/// Western and north-eastern provinces give ten; elsewhere lists decide that a city keeps.
fn place(facts: &Facts) -> Line {
    let mut from = vec![&post::WORK_PROVINCE];
    let (low, high) = match facts.province.and_then(province::region) {
        None => (0, 10),
        Some(Region::Western | Region::NorthEast) => (10, 10),
        Some(Region::Other) if !post::SPECIAL_PROVINCES.contains(&facts.province.unwrap_or("")) => (0, 0),
        Some(Region::Other) => {
            from.push(&post::SPECIAL_AREA);
            match facts.special_area {
                Some("yes") => (10, 10),
                Some("no") => (0, 0),
                _ => (0, 10),
            }
        }
    };
    Line {
        group: "place",
        low,
        high,
        cap: 10,
        from,
    }
}
