//! The points table over a profile that may be incomplete: each item is a range, and says which fields gave it.

use crate::policy::{Confidence, PointsTable, Table, level};
use crate::profile::{DEGREES, Field, Profile, Short};

/// One item of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name, and in text keys: `points.<id>`.
    pub id: &'static str,
    /// The least it can still give.
    pub low: u32,
    /// The most it can still give.
    pub high: u32,
    /// The most it gives to anybody.
    pub max: u32,
    /// The fields that give it.
    pub from: &'static [Field],
}

/// The table's items and their sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// The items in the table's order; the last is the province's.
    pub items: [Item; 9],
    /// The least sum that some completion of the profile gives.
    pub low: u32,
    /// The greatest sum that some completion gives.
    pub high: u32,
}

/// What gives an item.
type Rule = fn(&Profile, &PointsTable) -> Item;

/// The rules of the items, in the table's order.
const RULES: [Rule; 9] = [
    |of, table| {
        by_table(
            "salary",
            &table.salary,
            of.annual_salary_cny,
            &[Field::AnnualSalary],
        )
    },
    education,
    |of, table| {
        by_table(
            "work_years",
            &table.work_years,
            of.relevant_work_years,
            &[Field::RelevantWorkYears],
        )
    },
    |of, table| {
        by_table(
            "months",
            &table.months,
            of.months_per_year_in_china,
            &[Field::MonthsPerYear],
        )
    },
    chinese,
    place,
    |of, table| by_table("age", &table.age, of.age(), &[Field::BirthDate]),
    background,
    |of, table| {
        let added = of.provincial_points.map(|points| (points, points));
        by_range("local", table.local, added, &[Field::ProvincialPoints])
    },
];

/// The items of a profile.
#[must_use]
pub fn points(of: &Profile, table: &PointsTable) -> Points {
    let items = RULES.map(|rule| rule(of, table));
    let low = items.iter().map(|item| item.low).sum();
    let high = items.iter().map(|item| item.high).sum();
    Points { items, low, high }
}

fn by_range(id: &'static str, max: u32, range: Option<(u32, u32)>, from: &'static [Field]) -> Item {
    let (low, high) = range.unwrap_or((0, max));
    Item {
        id,
        low,
        high: high.min(max),
        max,
        from,
    }
}

fn by_table(id: &'static str, table: &Table, value: Option<u32>, from: &'static [Field]) -> Item {
    let points = value.map(|value| table.points(value));
    by_range(id, table.max, points.map(|points| (points, points)), from)
}

/// The better of degree and vocational qualification.
fn education(of: &Profile, table: &PointsTable) -> Item {
    let degree = of
        .highest_degree
        .and_then(|rank| DEGREES.get(rank))
        .map(|name| level(table.degree, name));
    let vocational = of.vocational_level.map(|name| level(table.vocational, name));
    let most = table.education_max;
    let low = degree.unwrap_or(0).max(vocational.unwrap_or(0));
    let high = degree.unwrap_or(most).max(vocational.unwrap_or(most));
    by_range(
        "education",
        most,
        Some((low, high)),
        &[Field::HighestDegree, Field::VocationalLevel],
    )
}

/// The best proof of Chinese.
fn chinese(of: &Profile, table: &PointsTable) -> Item {
    let most = table.chinese_max;
    let range = of.chinese_level.map(|name| {
        let points = level(table.chinese, name);
        (points, if of.may_be_former_national { most } else { points })
    });
    by_range("chinese", most, range, &[Field::ChineseLevel])
}

/// Western and north-eastern places and old industrial bases have the points; elsewhere lists decide that a city keeps.
fn place(of: &Profile, table: &PointsTable) -> Item {
    let most = table.place_max;
    let named = [of.old_industrial_base, of.special_area];
    let listed = named.contains(&Some(true)) && !is_left_to_the_city(of, table);
    let range = if is_favoured(of, table) || listed {
        Some((most, most))
    } else if of.work_place.is_some() && named == [Some(false), Some(false)] {
        Some((0, 0))
    } else {
        None
    };
    by_range(
        "place",
        most,
        range,
        &[Field::WorkPlace, Field::OldIndustrialBase, Field::SpecialArea],
    )
}

/// Whether the place is in the western region or the north-east.
fn is_favoured(of: &Profile, table: &PointsTable) -> bool {
    let code = of.work_place.as_ref().map_or("", Short::as_str);
    let mut starts = table.western.iter().chain(table.north_east);
    starts.any(|start| code.starts_with(start))
}

/// Whether the place has nothing but a list of which nobody knows if it still counts.
#[must_use]
pub fn is_left_to_the_city(of: &Profile, table: &PointsTable) -> bool {
    table.special_area != Confidence::Sourced
        && of.special_area == Some(true)
        && of.old_industrial_base != Some(true)
        && !is_favoured(of, table)
}

fn background(of: &Profile, table: &PointsTable) -> Item {
    let range = of.background.map(|items| {
        let points = if items.contains(&true) {
            table.background_max
        } else {
            0
        };
        (points, points)
    });
    by_range("background", table.background_max, range, &[Field::Background])
}
