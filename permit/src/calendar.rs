//! Chinese working days: the State Council's holiday notices with their make-up days (domain.md 6.7).
//!
//! A working day is a Monday to Friday that is not off, or any day that is made up. Beyond the published years nothing
//! is computed: the answer says which year is missing.

use crate::date::{self, Date};
use jiff::civil::Weekday;

/// The calendar of a year is not published, or not loaded, yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPublished {
    /// The year.
    pub year: i16,
}

/// A day of a year: month and day.
type Day = (i8, i8);

/// A year's notice: stretches that are off, first and last day, and weekend days that are worked.
struct Year {
    year: i16,
    off: &'static [(Day, Day)],
    worked: &'static [Day],
}

/// Source: State Council notices through the machine-readable copy HOL (domain.md 0), read 2026-08-07.
const YEARS: &[Year] = &[
    Year {
        year: 2024,
        off: &[
            ((1, 1), (1, 1)),
            ((2, 10), (2, 17)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((6, 10), (6, 10)),
            ((9, 15), (9, 17)),
            ((10, 1), (10, 7)),
        ],
        worked: &[
            (2, 4),
            (2, 18),
            (4, 7),
            (4, 28),
            (5, 11),
            (9, 14),
            (9, 29),
            (10, 12),
        ],
    },
    Year {
        year: 2025,
        off: &[
            ((1, 1), (1, 1)),
            ((1, 28), (2, 4)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((5, 31), (6, 2)),
            ((10, 1), (10, 8)),
        ],
        worked: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    Year {
        year: 2026,
        off: &[
            ((1, 1), (1, 3)),
            ((2, 15), (2, 23)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((6, 19), (6, 21)),
            ((9, 25), (9, 27)),
            ((10, 1), (10, 7)),
        ],
        worked: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

/// Whether authorities work on this day.
///
/// # Errors
/// [`NotPublished`] beyond the data.
pub fn is_working_day(day: Date) -> Result<bool, NotPublished> {
    let year = YEARS
        .iter()
        .find(|year| year.year == day.year())
        .ok_or(NotPublished { year: day.year() })?;
    let at = (day.month(), day.day());
    if year.worked.contains(&at) {
        return Ok(true);
    }
    let off = year.off.iter().any(|(from, to)| (*from..=*to).contains(&at));
    Ok(!off && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
}

/// The day that is so many working days after `from`; the first day is not counted (domain.md 6.7).
///
/// # Errors
/// [`NotPublished`] if the count leaves the data.
pub fn plus_working_days(from: Date, days: u32) -> Result<Date, NotPublished> {
    let mut day = from;
    let mut left = days;
    while left > 0 {
        day = date::plus_days(day, 1);
        if is_working_day(day)? {
            left -= 1;
        }
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::{NotPublished, is_working_day, plus_working_days};
    use crate::date::{iso, parse, plus_days};

    #[test]
    fn make_up_days_count_and_holidays_do_not() {
        for (from, days, expected) in [
            ("2026-02-12", 5, "2026-02-26"),
            ("2026-02-13", 1, "2026-02-14"),
            ("2026-09-18", 5, "2026-09-24"),
            ("2026-09-30", 1, "2026-10-08"),
            ("2025-09-26", 5, "2025-10-10"),
            ("2026-04-30", 3, "2026-05-08"),
            ("2024-02-08", 2, "2024-02-18"),
            ("2026-11-23", 0, "2026-11-23"),
        ] {
            let found = plus_working_days(parse(from).unwrap(), days).map(iso);
            assert_eq!(found, Ok(expected.to_owned()), "{from} + {days}");
        }
    }

    #[test]
    fn the_years_have_as_many_working_days_as_the_notices_say() {
        for (year, expected) in [(2024, 251), (2025, 248), (2026, 248)] {
            let mut day = parse(&format!("{year}-01-01")).unwrap();
            let mut count = 0;
            while day.year() == year {
                count += u32::from(is_working_day(day).unwrap());
                day = plus_days(day, 1);
            }
            assert_eq!(count, expected, "{year}");
        }
    }

    #[test]
    fn beyond_the_data_nothing_is_made_up() {
        assert_eq!(
            plus_working_days(parse("2026-12-29").unwrap(), 5),
            Err(NotPublished { year: 2027 })
        );
        assert_eq!(
            is_working_day(parse("2023-12-29").unwrap()),
            Err(NotPublished { year: 2023 })
        );
    }
}
