//! What the rules look at: a person and a post, as far as it is known. An absent field is unknown.
//!
//! The names of the fields are a contract with others (`portal classify`, `POST /api/classify`).

mod asked;
mod field;
mod from_draft;
mod read;
mod words;

pub use asked::claim_questions;
pub use field::{Change, Field, Fields};
pub use words::*;

use crate::date::{self, Date};
use crate::policy;
use std::fmt;

/// A few letters or digits in place: a country, a language, a place. So a profile is copied, not cloned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Short {
    bytes: [u8; 8],
    length: u8,
}

impl Short {
    /// Of at most eight ASCII characters; `None` otherwise.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; 8];
        if !text.is_ascii() {
            return None;
        }
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self {
            bytes,
            length: u8::try_from(text.len()).ok()?,
        })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Some of the routes, by their place in [`policy::all_routes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Routes(u128);

impl Routes {
    /// Every route.
    pub const ALL: Routes = Routes(u128::MAX);

    /// The routes at these places.
    #[must_use]
    pub const fn at(places: u128) -> Self {
        Self(places)
    }

    /// Whether one of these is among them.
    #[must_use]
    pub const fn any_of(self, routes: Routes) -> bool {
        self.0 & routes.0 != 0
    }

    /// Whether all of these are among them.
    #[must_use]
    pub const fn all_of(self, routes: Routes) -> bool {
        self.0 & routes.0 == routes.0
    }

    /// Adds the route of this id, or every route of a group such as `A-II`. `false` where there is none.
    pub fn add(&mut self, id: &str) -> bool {
        let mut found = false;
        for (place, route) in policy::all_routes().enumerate() {
            let ends = matches!(route.id.as_bytes().get(id.len()), None | Some(b'-'));
            if ends && route.id.starts_with(id) {
                self.0 |= 1_u128
                    .checked_shl(u32::try_from(place).unwrap_or(u32::MAX))
                    .unwrap_or(0);
                found = true;
            }
        }
        found
    }

    /// The first of them alone.
    #[must_use]
    pub const fn first(self) -> Self {
        Self(self.0 & self.0.wrapping_neg())
    }

    /// What is in one of them.
    #[must_use]
    pub const fn or(self, routes: Routes) -> Self {
        Self(self.0 | routes.0)
    }

    /// Adds the route at this place.
    pub fn add_at(&mut self, place: usize) {
        let bit = u32::try_from(place)
            .ok()
            .and_then(|place| 1_u128.checked_shl(place));
        self.0 |= bit.unwrap_or(0);
    }

    /// Whether the route at this place is among them.
    #[must_use]
    pub fn contains(self, place: usize) -> bool {
        let bit = u32::try_from(place)
            .ok()
            .and_then(|place| 1_u128.checked_shl(place));
        bit.is_some_and(|bit| self.0 & bit != 0)
    }
}

/// A person and a post, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Profile {
    /// The day on which the rules look.
    pub as_of: Option<Date>,
    /// The place of work: six digits of GB/T 2260.
    pub work_place: Option<Short>,
    /// ISO 3166-1 alpha-3.
    pub nationality: Option<Short>,
    /// The day of birth.
    pub birth_date: Option<Date>,
    /// Pay before tax in whole yuan a year.
    pub annual_salary_cny: Option<u32>,
    /// Its rank in [`DEGREES`].
    pub highest_degree: Option<usize>,
    /// One of [`VOCATIONAL`].
    pub vocational_level: Option<&'static str>,
    /// Whole years of related work.
    pub relevant_work_years: Option<u32>,
    /// Months of work in China a year.
    pub months_per_year_in_china: Option<u32>,
    /// One of [`CHINESE`].
    pub chinese_level: Option<&'static str>,
    /// Whether it is not known yet if the person once was a Chinese national: the level is then the least there is.
    pub may_be_former_national: bool,
    /// For each of [`BACKGROUND`], whether it is there.
    pub background: Option<[bool; 4]>,
    /// Whether the place is on the list of old industrial bases.
    pub old_industrial_base: Option<bool>,
    /// Whether it is a poor county or another special area.
    pub special_area: Option<bool>,
    /// What the province adds.
    pub provincial_points: Option<u32>,
    /// Days of the stay.
    pub stay_days: Option<u32>,
    /// One of [`POSITIONS`].
    pub position_kind: Option<&'static str>,
    /// The language that is taught, a BCP 47 tag.
    pub teaching_language: Option<Short>,
    /// Whole years of language teaching.
    pub language_teaching_years: Option<u32>,
    /// One of [`TEACHING_QUALIFICATIONS`].
    pub teaching_qualification: Option<&'static str>,
    /// The country that awarded the highest degree.
    pub degree_country: Option<Short>,
    /// The day of the highest degree.
    pub degree_date: Option<Date>,
    /// The average mark, in per cent.
    pub degree_mark_percent: Option<u32>,
    /// Post-doctoral research at a high-level university abroad or an institution in China.
    pub postdoc_high_level: Option<bool>,
    /// Routes that the person claims with evidence.
    pub claims: Routes,
    /// Routes that the person says are not theirs.
    pub denied_claims: Routes,
    /// No criminal record.
    pub no_criminal_record: Option<bool>,
    /// In good health.
    pub healthy: Option<bool>,
    /// A definite employer in China.
    pub employer_in_china: Option<bool>,
}

/// The day on which the rules look where a profile names none: the standard's first.
const FIRST_DAY: Date = Date::constant(2017, 4, 1);

impl Profile {
    /// The day on which the rules look.
    #[must_use]
    pub fn day(&self) -> Date {
        self.as_of.unwrap_or(FIRST_DAY)
    }

    /// Age in completed years on that day.
    #[must_use]
    pub fn age(&self) -> Option<u32> {
        self.birth_date.map(|birth| date::age(birth, self.day()))
    }

    /// The rules that hold for it.
    #[must_use]
    pub fn rules(&self) -> policy::Rules {
        policy::Rules::at(self.work_place.as_ref().map(Short::as_str), self.day())
    }

    /// Whether this item of [`BACKGROUND`] is there.
    #[must_use]
    pub fn has_background(&self, item: &str) -> Option<bool> {
        let place = BACKGROUND.iter().position(|known| *known == item)?;
        self.background?.get(place).copied()
    }
}
