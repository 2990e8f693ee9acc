//! Which files hold at a place on a day, and what they say together.

use super::{
    Addition, Apostille, Baseline, Confidence, FIRST_STANDARD, NATION, PointsTable, RULE_SETS, Route,
    RuleSet, STANDARDS, Translation, Waiver, is_code_of, limit,
};
use crate::date::Date;
use crate::document::{DocumentRule, StageRule};
use crate::profile::Routes;
use crate::truth::Truth;

/// The rules of a place on a day: the nation's, with what the province and the city change.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    national: &'static RuleSet,
    table: &'static PointsTable,
    local: [Option<&'static RuleSet>; 2],
    adult: u32,
    /// The day, while no place is known: its own rules may still come.
    open: Option<(i16, i8, i8)>,
}

/// The newest rule set, on a day, of the jurisdiction whose code begins so and goes on with zeros.
fn newest(start: &str, day: (i16, i8, i8)) -> Option<&'static RuleSet> {
    let held = RULE_SETS
        .iter()
        .filter(|set| is_code_of(set.jurisdiction, start) && set.valid_from <= day);
    held.max_by_key(|set| set.valid_from)
}

impl Rules {
    /// The rules that hold at a place (six digits of GB/T 2260, if known) on a day. Before the first national standard
    /// the first one stands in.
    #[must_use]
    pub fn at(place: Option<&str>, on: Date) -> Self {
        let day = (on.year(), on.month(), on.day());
        let standard = STANDARDS.iter().rev().find(|(set, _)| set.valid_from <= day);
        let (national, table) = standard.unwrap_or(&FIRST_STANDARD);
        let local = |digits: usize| newest(place.and_then(|place| place.get(..digits))?, day);
        let (province, city) = (local(2), local(4));
        let same = matches!((province, city), (Some(one), Some(other)) if one.id == other.id);
        Self {
            national,
            table,
            local: [if same { None } else { province }, city],
            adult: limit("adult", None, on),
            open: place.is_none().then_some(day),
        }
    }

    /// The sets that hold here, the most local first.
    fn sets(&self) -> impl Iterator<Item = &'static RuleSet> {
        let [province, city] = self.local;
        [city, province, Some(self.national)].into_iter().flatten()
    }

    /// The national standard that holds.
    #[must_use]
    pub fn standard(&self) -> &'static RuleSet {
        self.national
    }

    /// The versions of all sets that hold, the nation's first: an application keeps this name.
    #[must_use]
    pub fn version(&self) -> String {
        let mut version = self.national.version.to_owned();
        for set in self.local.into_iter().flatten() {
            version.push('+');
            version.push_str(set.id);
            version.push('@');
            version.push_str(set.version);
        }
        version
    }

    /// The standard's id and [`Rules::version`]: what an application keeps.
    #[must_use]
    pub fn name(&self) -> String {
        [self.national.id, "/", &self.version()].concat()
    }

    /// The youngest age to work.
    #[must_use]
    pub fn adult(&self) -> u32 {
        self.adult
    }

    /// The points table.
    #[must_use]
    pub fn table(&self) -> &'static PointsTable {
        self.table
    }

    /// The wage that multiples are taken of; `None` where the city decides.
    #[must_use]
    pub fn baseline(&self) -> Option<Baseline> {
        self.local
            .into_iter()
            .rev()
            .flatten()
            .find_map(|set| set.baseline)
    }

    /// All routes, the nation's and then the place's own, each with its place among those of all files.
    pub fn routes(&self) -> impl Iterator<Item = (usize, &'static Route)> {
        let [province, city] = self.local;
        let sets = [Some(self.national), province, city].into_iter().flatten();
        sets.flat_map(|set| {
            set.routes
                .iter()
                .enumerate()
                .map(move |(place, route)| (set.first_route + place, route))
        })
    }

    /// Of the same routes, those that need more than a claim.
    pub fn weighed(&self) -> impl Iterator<Item = (usize, &'static Route)> {
        let [province, city] = self.local;
        let sets = [Some(self.national), province, city].into_iter().flatten();
        sets.flat_map(|set| set.weighed.iter().copied())
    }

    /// For each category, whether a route to it is open that needs a claim and nothing else.
    #[must_use]
    pub fn claimed(&self, claims: Routes, denied: Routes) -> [Truth; 3] {
        let [province, city] = self.local;
        let sets = || [Some(self.national), province, city].into_iter().flatten();
        [0, 1, 2].map(|category| {
            Truth::any(sets().flat_map(|set| set.only_claim.get(category)).map(|routes| {
                if claims.any_of(*routes) {
                    Truth::Yes
                } else if denied.all_of(*routes) {
                    Truth::No
                } else {
                    Truth::Unknown
                }
            }))
        })
    }

    /// What else counts under a route here.
    pub fn additions(&self, route: &str) -> impl Iterator<Item = &'static Addition> {
        self.sets()
            .flat_map(|set| set.additions)
            .filter(move |addition| addition.to == route)
    }

    /// What is waived here.
    pub fn waivers(&self) -> impl Iterator<Item = &'static Waiver> {
        self.sets().flat_map(|set| set.waivers)
    }

    /// What some place waives, while none is known.
    pub fn waivers_somewhere(&self) -> impl Iterator<Item = &'static Waiver> {
        let held = |set: &&RuleSet, day| {
            let newer = |other: &RuleSet| {
                other.jurisdiction == set.jurisdiction
                    && set.valid_from < other.valid_from
                    && other.valid_from <= day
            };
            !set.waivers.is_empty()
                && set.jurisdiction != NATION
                && set.valid_from <= day
                && !RULE_SETS.iter().any(newer)
        };
        self.open.into_iter().flat_map(move |day| {
            let sets = RULE_SETS.iter().filter(move |set| held(set, day));
            sets.flat_map(|set| set.waivers)
        })
    }

    /// Whether a language is the mother tongue of a country's people; `None` where no list names the language, or none
    /// names the country and not every list is sure.
    #[must_use]
    pub fn is_mother_tongue(&self, language: &str, country: &str) -> Option<bool> {
        let (mut listed, mut sure) = (false, true);
        for tongue in self.sets().flat_map(|set| set.mother_tongues) {
            if tongue.language == language {
                if tongue.countries.contains(&country) {
                    return Some(true);
                }
                listed = true;
                sure &= tongue.confidence == Confidence::Sourced;
            }
        }
        (listed && sure).then_some(false)
    }

    /// Whose documents carry an apostille.
    #[must_use]
    pub fn apostille(&self) -> Option<&'static Apostille> {
        self.sets().find_map(|set| set.apostille.as_ref())
    }

    /// Who may translate documents, as far as the place says so.
    #[must_use]
    pub fn translation(&self) -> Option<&'static Translation> {
        self.sets().find_map(|set| set.translation.as_ref())
    }

    /// The steps of an application.
    pub fn stages(&self) -> impl Iterator<Item = &'static StageRule> {
        self.sets().flat_map(|set| set.stages)
    }

    /// The documents of an application.
    pub fn documents(&self) -> impl Iterator<Item = &'static DocumentRule> {
        self.sets().flat_map(|set| set.documents)
    }
}
