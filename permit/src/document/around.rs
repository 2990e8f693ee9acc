//! What decides about documents and steps beside the profile.

use super::SITUATIONS;
use crate::answer::Value;
use crate::classify::{Category, Preview};
use crate::date::Date;
use crate::draft::Draft;
use crate::forms::contact::ADDRESS_COUNTRY;
use crate::forms::family::HAS_DEPENDANTS;
use crate::forms::plan::{FILING_DATE, PAPERS_CATEGORY, SITUATION};
use crate::profile::Short;
use crate::question::Question;

/// The longest stay, in days, of the short permit (domain.md 3.1).
const SHORT: u32 = 90;

/// What the person brings beside the profile.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// What is applied for, and where: one of [`SITUATIONS`].
    pub situation: &'static str,
    /// Whether the dates of the contract say so, and not the person.
    pub by_dates: bool,
    /// The category to prepare for.
    pub category: Category,
    /// Whether the person chose it among those that are possible.
    pub chosen: bool,
    /// The day on which one means to file.
    pub filing: Date,
    /// Whether the person named that day; otherwise it is today.
    pub planned: bool,
    /// Whether family comes along.
    pub family: bool,
    /// The country of residence.
    pub lives_in: Option<Short>,
}

fn choice(draft: &Draft, question: &Question) -> Option<&'static str> {
    match draft.get(question) {
        Some(Value::Choice(choice)) => Some(choice),
        _ => None,
    }
}

impl Circumstances {
    /// As a draft has them. Where nothing is said: abroad, for the days of the contract; today; and the category that is
    /// certain, which is the least that is possible.
    #[must_use]
    pub fn of(draft: &Draft, preview: &Preview, today: Date) -> Self {
        let said = choice(draft, &SITUATION);
        let said = SITUATIONS.iter().copied().find(|known| Some(*known) == said);
        let is_short = preview.profile.stay_days.is_some_and(|days| days <= SHORT);
        let by_dates = said.is_none() && is_short;
        let standing = preview.standing();
        let picked = choice(draft, &PAPERS_CATEGORY);
        let picked = standing
            .possible()
            .into_iter()
            .find(|category| picked == Some(choice_of(*category)));
        let filing = draft.get(&FILING_DATE).and_then(|value| value.date());
        Self {
            situation: said.unwrap_or(if by_dates { "short" } else { "abroad" }),
            by_dates,
            category: picked.or(standing.floor()).unwrap_or(Category::C),
            chosen: picked.is_some(),
            filing: filing.unwrap_or(today),
            planned: filing.is_some(),
            family: choice(draft, &HAS_DEPENDANTS) == Some("yes"),
            lives_in: draft
                .get(&ADDRESS_COUNTRY)
                .and_then(|value| Short::new(value.text()?)),
        }
    }
}

/// The answer to [`PAPERS_CATEGORY`] that means a category.
#[must_use]
pub const fn choice_of(category: Category) -> &'static str {
    match category {
        Category::A => "a",
        Category::B => "b",
        Category::C => "c",
    }
}
