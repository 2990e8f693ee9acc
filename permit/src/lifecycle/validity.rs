//! For how long a permit can be granted, and when it ends: by its category, and never later than the contract (domain.md
//! 3.6).

use super::{Case, Milestone};
use crate::classify::Category;
use crate::date::{self, Date};
use crate::draft::Draft;
use crate::forms::post::{CONTRACT_END, CONTRACT_START, PERMIT_MONTHS};
use crate::policy;

/// Months after an approval within which a permit has begun: six in which the letter holds (NL-TPL), and as many for visa and
/// journey. Wide, as it only keeps out slips of the pen.
pub const BEGINS_WITHIN: i32 = 12;

/// What sets the day on which a permit has to be extended, or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The last day that stands on the permit.
    Permit,
    /// The granted months from the day on which its holder came: no permit ends later that began before.
    PermitEstimated,
    /// The contract's last day.
    Contract,
}

impl End {
    /// All of them.
    pub const ALL: [End; 3] = [End::Permit, End::PermitEstimated, End::Contract];

    /// The name on the wire and in text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            End::Permit => "permit",
            End::PermitEstimated => "permit_estimated",
            End::Contract => "contract",
        }
    }
}

/// The day since which the holder of a letter is known to be in China: who was there already has no entry.
#[must_use]
pub fn begun(case: &Case) -> Option<Date> {
    let steps = [Milestone::Entry, Milestone::ResidencePermit];
    steps.into_iter().filter_map(|step| case.milestone(step)).min()
}

/// The last day of a permit as far as it is known, and what says so: the earlier one of its own and the contract's. From
/// when the granted months count is in no source seen; until somebody reads the last day from the permit it is estimated.
#[must_use]
pub fn ends(case: &Case, contract_end: Option<Date>) -> Option<(Date, End)> {
    let estimated = || {
        let months = i32::try_from(case.months()?).ok()?;
        let after = date::plus_months(begun(case)?, months);
        Some((date::plus_days(after, -1), End::PermitEstimated))
    };
    let own = case.permit_end().map(|on| (on, End::Permit)).or_else(estimated);
    let contract = contract_end.map(|on| (on, End::Contract));
    own.into_iter().chain(contract).min_by_key(|(on, _)| *on)
}

/// The most months of a permit of this category, where the contract is known within it: from its first day until its last.
#[must_use]
pub fn longest(category: Category, contract: Option<(Date, Date)>, on: Date) -> u32 {
    let figure = match category {
        Category::A => "permit_months_a",
        Category::B => "permit_months_b",
        Category::C => "permit_months_c",
    };
    let by_category = policy::limit(figure, None, on);
    let by_contract = contract.map(|(start, end)| date::whole_months(start, end));
    by_contract.map_or(by_category, |months| months.min(by_category))
}

/// For how many months a permit of this category can be granted at most by the answers that count, and for how many where
/// nothing else is said.
#[must_use]
pub fn by_answers(counts: &Draft, category: Category, on: Date) -> (u32, u32) {
    let day = |question| counts.get(question).and_then(|value| value.date());
    let contract = day(&CONTRACT_START).zip(day(&CONTRACT_END));
    let longest = longest(category, contract, on);
    let asked = counts.get(&PERMIT_MONTHS).and_then(|value| value.number());
    (longest, usual(asked, longest))
}

/// What is granted where nothing else is said: the months that were applied for, and no more than [`longest`].
fn usual(asked: Option<u32>, longest: u32) -> u32 {
    asked.unwrap_or(longest).clamp(1, longest.max(1))
}

#[cfg(test)]
mod tests {
    use super::{longest, usual};
    use crate::classify::Category;
    use crate::date::Date;

    #[test]
    fn the_category_and_the_contract_both_bound_it() {
        let on = Date::constant(2026, 11, 27);
        let two_years = Some((Date::constant(2027, 2, 1), Date::constant(2029, 1, 31)));
        let most = |category, contract| longest(category, contract, on);
        assert_eq!(most(Category::A, None), 60);
        assert_eq!(most(Category::A, two_years), 24);
        assert_eq!(most(Category::B, two_years), 24);
        assert_eq!(most(Category::C, two_years), 12);
        let short = Some((Date::constant(2027, 2, 1), Date::constant(2027, 7, 30)));
        assert_eq!(most(Category::C, short), 5);
        assert_eq!(
            (usual(Some(60), 12), usual(Some(6), 12), usual(None, 12)),
            (12, 6, 12)
        );
        assert_eq!(usual(Some(3), 0), 1);
    }
}
