//! Deadlines, ages and validities: the figures that stand apart from the routes.

use super::{Figure, LIMIT_SETS, NATION};
use crate::date::Date;

/// Deadlines, ages and validities of a jurisdiction, by name. They stand apart from [`super::RuleSet`], so that who needs
/// only these does not carry the rules.
#[derive(Debug)]
pub struct LimitSet {
    /// As in [`super::RuleSet`].
    pub jurisdiction: &'static str,
    /// As in [`super::RuleSet`].
    pub valid_from: (i16, i8, i8),
    /// The figures.
    pub limits: &'static [(&'static str, Figure)],
}

/// The limit of this name that holds at a place (six digits of GB/T 2260, if known) on a day: the city's, the province's,
/// the nation's; of each the newest file. Before the first national file that one stands in.
#[must_use]
pub fn figure(name: &str, place: Option<&str>, on: Date) -> Option<Figure> {
    let day = (on.year(), on.month(), on.day());
    let place = place.filter(|place| place.len() == NATION.len());
    let local = [4, 2].map(|digits| place.and_then(|place| place.get(..digits)));
    let local = local.into_iter().flatten().filter_map(|start| newest(start, day));
    let nation = newest("", day).or_else(|| LIMIT_SETS.iter().find(|set| set.jurisdiction == NATION));
    local.chain(nation).find_map(|set| {
        let named = set.limits.iter().find(|(known, _)| *known == name);
        named.map(|(_, figure)| *figure)
    })
}

/// The newest file of the jurisdiction whose code begins so, and goes on with zeros.
fn newest(start: &str, day: (i16, i8, i8)) -> Option<&'static LimitSet> {
    let held = LIMIT_SETS
        .iter()
        .filter(|set| super::is_code_of(set.jurisdiction, start) && set.valid_from <= day);
    held.max_by_key(|set| set.valid_from)
}

/// The same limit's value; 0 where there is none.
#[must_use]
pub fn limit(name: &str, place: Option<&str>, on: Date) -> u32 {
    figure(name, place, on).map_or(0, |figure| figure.value)
}
