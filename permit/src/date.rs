//! Civil dates and months, without a clock and without a zone.
//!
//! An answer that is a date is what somebody reads in a document, so it has no zone. "Today" is always passed in.

use crate::problem::Code;
pub use jiff::civil::Date;

/// A month of a year, as in "09/2019".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since January of year 0; keeps the arithmetic plain.
    index: i32,
}

impl Month {
    /// The month, or `None` if `month` is not 1 to 12 or the year not 1 to 9999.
    #[must_use]
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then(|| Self {
            index: i32::from(year) * 12 + i32::from(month) - 1,
        })
    }

    /// The month in which `date` lies.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            index: i32::from(date.year()) * 12 + i32::from(date.month()) - 1,
        }
    }

    /// The month `months` later (earlier if negative).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self {
            index: self.index.saturating_add(months),
        }
    }

    /// How many months later than `other` this is.
    #[must_use]
    pub fn since(self, other: Self) -> i32 {
        self.index.saturating_sub(other.index)
    }

    /// ISO 8601: `2019-09`.
    #[must_use]
    pub fn iso(self) -> String {
        format!(
            "{:04}-{:02}",
            self.index.div_euclid(12),
            self.index.rem_euclid(12) + 1
        )
    }
}

/// ISO 8601: `2019-09-01`.
#[must_use]
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Reads `year-month-day` as the three parts were typed; `1993-5-1` is fine.
///
/// # Errors
/// [`Code::DateIncomplete`] if a part is missing, [`Code::DateUnreal`] if no calendar has the day.
pub fn parse(raw: &str) -> Result<Date, Code> {
    let mut parts = raw.split('-').map(str::trim);
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Code::DateIncomplete);
    };
    if year.is_empty() || month.is_empty() || day.is_empty() {
        return Err(Code::DateIncomplete);
    }
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return Err(Code::DateUnreal);
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return Err(Code::DateUnreal);
    };
    if !(1..=9999).contains(&year) {
        return Err(Code::DateUnreal);
    }
    Date::new(year, month, day).map_err(|_| Code::DateUnreal)
}

/// Reads `year-month` as the two parts were typed.
///
/// # Errors
/// [`Code::MonthUnreal`] if a part is missing or no calendar has the month.
pub fn parse_month(raw: &str) -> Result<Month, Code> {
    let (year, month) = raw.split_once('-').ok_or(Code::MonthUnreal)?;
    let (year, month) = (year.trim(), month.trim());
    let month = digits(month, 2).and_then(|month| i8::try_from(month).ok());
    match (digits(year, 4), month) {
        (Some(year), Some(month)) if year >= 1900 => Month::new(year, month).ok_or(Code::MonthUnreal),
        _ => Err(Code::MonthUnreal),
    }
}

/// A part of a date as a number: nothing but digits (Rust's own reading takes a sign too), a year in full.
fn digits(part: &str, longest: usize) -> Option<i16> {
    let whole = longest < 4 || part.len() == longest;
    let plain = part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
    (whole && plain).then(|| part.parse().ok())?
}

/// The same day `months` later; the last of the month where that month is shorter (29 February, 31 May).
#[must_use]
pub fn plus_months(date: Date, months: i32) -> Date {
    let month = Month::of(date).plus(months);
    let (Ok(year), Ok(number)) = (
        i16::try_from(month.index.div_euclid(12)),
        i8::try_from(month.index.rem_euclid(12) + 1),
    ) else {
        return date;
    };
    Date::new(year, number, 1).map_or(date, |first| {
        let day = date.day().min(first.days_in_month());
        Date::new(year, number, day).unwrap_or(first)
    })
}

/// How many whole months lie from a day until another, both of them included; 0 where that one is earlier.
#[must_use]
pub fn whole_months(from: Date, until: Date) -> u32 {
    let fits = |months: &i32| plus_days(plus_months(from, *months), -1) <= until;
    let most = Month::of(until).since(Month::of(from)).saturating_add(1);
    // The last one may be a day short.
    let whole = (most.saturating_sub(2)..=most).rev().find(fits).unwrap_or(0);
    u32::try_from(whole).unwrap_or(0)
}

/// The day `days` later (earlier if negative). Stays at the calendar's end rather than leaving it.
#[must_use]
pub fn plus_days(date: Date, days: i32) -> Date {
    date.saturating_add(jiff::SignedDuration::from_hours(i64::from(days) * 24))
}

/// Days from `from` to `to`.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The day on which somebody turns so many years old: the same day by which [`age`] counts.
#[must_use]
pub fn birthday(birth: Date, years: i32) -> Date {
    let same = plus_months(birth, years.saturating_mul(12));
    if same.day() == birth.day() {
        same
    } else {
        plus_days(same, 1)
    }
}

/// Completed years from `birth` to `on`; 0 before birth. Born on 29 February: a year older on 1 March.
#[must_use]
pub fn age(birth: Date, on: Date) -> u32 {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    let years = i32::from(on.year()) - i32::from(birth.year()) - i32::from(!had_birthday);
    u32::try_from(years).unwrap_or(0)
}

/// A date in data: ISO 8601, for `#[serde(with = "…")]`.
pub mod written {
    use super::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes it.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::iso(*date))
    }

    /// Reads it.
    ///
    /// # Errors
    /// Where no calendar has it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::parse(&text).map_err(|_| D::Error::custom("not a date: year-month-day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(raw: &str) -> Date {
        parse(raw).unwrap()
    }

    #[test]
    fn a_date_is_real_or_refused() {
        assert_eq!(iso(day("2024-2-29")), "2024-02-29");
        assert_eq!(parse("2023-02-29"), Err(Code::DateUnreal));
        assert_eq!(parse("2023-02-"), Err(Code::DateIncomplete));
        assert_eq!(parse("93-02-01"), Err(Code::DateUnreal));
        assert_eq!(parse(""), Err(Code::DateIncomplete));
        assert_eq!(parse("2023-02-01-1"), Err(Code::DateIncomplete));
        for wrong in [
            "+123-01-01",
            "2023-+1-01",
            "2023-001-01",
            "2023-1-+1",
            "20 3-01-01",
            "0000-01-01",
        ] {
            assert_eq!(parse(wrong), Err(Code::DateUnreal), "{wrong}");
        }
        for wrong in [
            "", "2019", "2019-13", "2019-0", "2019-+1", "+999-01", "1899-12", "19-09",
        ] {
            assert_eq!(parse_month(wrong), Err(Code::MonthUnreal), "{wrong}");
        }
    }

    #[test]
    fn months_add_up_and_stay_in_their_month() {
        assert_eq!(iso(plus_months(day("2026-08-31"), 6)), "2027-02-28");
        assert_eq!(iso(plus_months(day("2026-08-31"), -6)), "2026-02-28");
        assert_eq!(iso(plus_days(day("2026-12-31"), 1)), "2027-01-01");
        assert_eq!(days_between(day("2026-01-01"), day("2026-03-01")), 59);
        assert_eq!(parse_month("2019-9").unwrap().plus(5).iso(), "2020-02");
    }

    #[test]
    fn age_counts_completed_years() {
        assert_eq!(age(day("2008-11-24"), day("2026-11-23")), 17);
        assert_eq!(age(day("2008-11-23"), day("2026-11-23")), 18);
        assert_eq!(age(day("2004-02-29"), day("2022-02-28")), 17);
        assert_eq!(age(day("2030-01-01"), day("2026-01-01")), 0);
        for (birth, eighteen) in [("2008-02-29", "2026-03-01"), ("2008-11-23", "2026-11-23")] {
            assert_eq!(iso(birthday(day(birth), 18)), eighteen);
            assert_eq!(age(day(birth), day(eighteen)), 18);
        }
    }
}
