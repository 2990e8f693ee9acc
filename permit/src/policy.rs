//! The dated data behind the rules: the points table, the salary baselines, the limits.
//!
//! Each value says where it comes from. What the sources leave open is marked so, and the preview says so in words.

use crate::date::Date;

/// The rule set that this program applies; an application keeps the name it was judged under.
pub const RULES: &str = "national-2017/2026-02";

/// Working days of the preliminary review, national 2017 (domain.md 3.6: GUDIAN-T).
pub const PRE_REVIEW_DAYS: u32 = 5;
/// Working days of the review of a new application over 90 days, national 2017 (domain.md 3.6: DAUM, CC-FLOW).
pub const REVIEW_DAYS: u32 = 10;
/// Months that a passport must still run when the application is filed (domain.md 1.1: BJ-ref).
pub const PASSPORT_MONTHS: i32 = 6;
/// The youngest age to work (domain.md 1.1).
pub const ADULT: u32 = 18;
/// The oldest age for category B on a first application (domain.md 1.5: BJ-ref).
pub const B_OLDEST: u32 = 60;
/// The longest permit of category A, in months (domain.md 3.6: BJ-ref, SH-2020).
pub const A_MONTHS: u32 = 60;
/// The longest permit of category B, in months.
pub const B_MONTHS: u32 = 24;
/// Points for category A (domain.md 1.2, A-VI).
pub const A_POINTS: u32 = 85;
/// Points for category B (domain.md 1.3, B-6).
pub const B_POINTS: u32 = 60;
/// Years of related work beside a bachelor's degree (domain.md 1.3, B-1).
pub const B_WORK_YEARS: u32 = 2;
/// The most that the province may add at its discretion (domain.md 2, "local encouragement").
pub const LOCAL_POINTS: u32 = 10;

/// A bracket of a table: from `from` (included) up to the next bracket's.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    /// The lowest value of the bracket.
    pub from: u32,
    /// What it gives.
    pub points: u32,
}

const fn bracket(from: u32, points: u32) -> Bracket {
    Bracket { from, points }
}

/// Annual pay in yuan (domain.md 2: SMB-PTS, IRISH-PTS).
pub const SALARY: &[Bracket] = &[
    bracket(0, 0),
    bracket(50_000, 5),
    bracket(70_000, 8),
    bracket(150_000, 11),
    bracket(250_000, 14),
    bracket(350_000, 17),
    bracket(450_000, 20),
];
/// Months of work in China a year.
pub const MONTHS: &[Bracket] = &[bracket(0, 0), bracket(3, 5), bracket(6, 10), bracket(9, 15)];
/// Age in completed years, on the day of the application (assumed: domain.md 2 marks the date uncertain).
pub const AGE: &[Bracket] = &[
    bracket(0, 0),
    bracket(18, 10),
    bracket(26, 15),
    bracket(46, 10),
    bracket(56, 5),
    bracket(61, 0),
];

/// Whole years of related work: 5 for two, one more for each further, at most 20.
#[must_use]
pub fn work_points(years: u32) -> u32 {
    if years < 2 {
        0
    } else {
        years.saturating_add(3).min(20)
    }
}

/// What a table gives for a value.
#[must_use]
pub fn points(table: &[Bracket], value: u32) -> u32 {
    table
        .iter()
        .rev()
        .find(|bracket| bracket.from <= value)
        .map_or(0, |bracket| bracket.points)
}

/// Points for the highest degree.
#[must_use]
pub fn degree_points(degree: &str) -> u32 {
    match degree {
        "doctor" => 20,
        "master" => 15,
        "bachelor" => 10,
        _ => 0,
    }
}

/// Points for the highest vocational qualification; the better of degree and this counts.
#[must_use]
pub fn vocational_points(level: &str) -> u32 {
    match level {
        "senior_technician" | "international_top" => 20,
        "technician" => 15,
        "senior_worker" => 10,
        _ => 0,
    }
}

/// Points for Chinese; HSK 5 or above is 5, in the old scale and in HSK 3.0 (uncertain: domain.md 6.6).
#[must_use]
pub fn chinese_points(level: &str) -> u32 {
    match level {
        "hsk1" => 1,
        "hsk2" => 2,
        "hsk3" => 3,
        "hsk4" => 4,
        "none" => 0,
        _ => 5,
    }
}

/// The average annual wage that the salary multiples are taken of.
#[derive(Clone, Copy, Debug)]
pub struct Baseline {
    /// The province (here: municipality) it holds in.
    pub province: &'static str,
    /// The first day it holds.
    pub valid_from: (i16, i8, i8),
    /// Six times: category A, in yuan a year.
    pub six_times: u32,
    /// Four times: category B, in yuan a year.
    pub four_times: u32,
}

/// Published baselines (domain.md 2: VIALTO, VISAHQ-26). Other places are decided by the city.
pub const BASELINES: &[Baseline] = &[
    Baseline {
        province: "110000",
        valid_from: (2026, 2, 4),
        six_times: 859_464,
        four_times: 572_976,
    },
    Baseline {
        province: "310000",
        valid_from: (2026, 2, 3),
        six_times: 895_248,
        four_times: 596_832,
    },
];

/// The baseline in force on a day, where one is published.
#[must_use]
pub fn baseline(province: &str, on: Date) -> Option<Baseline> {
    let today = (on.year(), on.month(), on.day());
    BASELINES
        .iter()
        .filter(|baseline| baseline.province == province && baseline.valid_from <= today)
        .max_by_key(|baseline| baseline.valid_from)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bracket_begins_where_the_table_says() {
        for (value, expected) in [
            (49_999, 0),
            (50_000, 5),
            (69_999, 5),
            (70_000, 8),
            (150_000, 11),
            (250_000, 14),
            (350_000, 17),
            (450_000, 20),
        ] {
            assert_eq!(points(SALARY, value), expected, "{value}");
        }
        for (value, expected) in [(2, 0), (3, 5), (5, 5), (6, 10), (8, 10), (9, 15), (12, 15)] {
            assert_eq!(points(MONTHS, value), expected, "{value}");
        }
        for (value, expected) in [
            (17, 0),
            (18, 10),
            (25, 10),
            (26, 15),
            (45, 15),
            (46, 10),
            (55, 10),
            (56, 5),
            (60, 5),
            (61, 0),
        ] {
            assert_eq!(points(AGE, value), expected, "{value}");
        }
        for (years, expected) in [(0, 0), (1, 0), (2, 5), (3, 6), (16, 19), (17, 20), (40, 20)] {
            assert_eq!(work_points(years), expected, "{years}");
        }
    }

    #[test]
    fn a_baseline_holds_from_its_day() {
        let on = |raw| crate::date::parse(raw).unwrap();
        assert_eq!(baseline("110000", on("2026-02-03")).map(|b| b.six_times), None);
        assert_eq!(
            baseline("110000", on("2026-02-04")).map(|b| b.six_times),
            Some(859_464)
        );
        assert_eq!(baseline("510000", on("2026-11-23")).map(|b| b.six_times), None);
    }
}
