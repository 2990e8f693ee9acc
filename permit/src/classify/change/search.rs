//! The search for the fewest changes. What a set of changes may do is judged by adding points and by which fields a route
//! still misses, which is quick; the routes that it may open are then really evaluated.

use super::Suggestion;
use super::options::{Choice, Step, fields};
use crate::classify::test::Look;
use crate::classify::{Category, Preview};
use crate::date;
use crate::policy::{Need, Route, Test};
use crate::profile::{Change, Field, Fields, Profile};
use crate::truth::Truth;
use std::cell::OnceCell;

/// The most suggestions for a category.
const MOST: usize = 6;
/// The suggestions for one category: those with the fewest changes, in order of effort.
pub(super) fn search(of: &Preview, options: &[Choice], to: Category) -> Vec<Suggestion> {
    let here = Ground::new(*of, options, to);
    let search = Search {
        options,
        to,
        needed: of.look().needed(to),
        direct: direct(&here),
        here,
        elsewhere: OnceCell::new(),
    };
    let alone = (0..options.len()).map(|one| (one, None));
    let mut found = search.first(alone);
    if found.is_empty() {
        // Two together at most: more is no advice. The harder of both says how much effort it is.
        let pairs = (1..options.len()).flat_map(|hard| (0..hard).map(move |easy| (easy, Some(hard))));
        found = search.first(pairs);
    }
    found
}

/// A route that is not met yet, and that changes could open.
struct Candidate {
    place: usize,
    route: &'static Route,
    /// For each need that is not met, the fields that it depends on.
    unmet: Vec<Fields>,
    /// The points that it needs, if it does.
    points: Option<u32>,
}

/// A place of work, with the routes that changes could open there.
struct Ground {
    preview: Preview,
    candidates: Vec<Candidate>,
}

impl Ground {
    fn new(preview: Preview, options: &[Choice], to: Category) -> Self {
        let look = preview.look();
        let changeable = fields(options);
        let candidate = |(place, route): (usize, &'static Route)| {
            let mut unmet = Vec::new();
            let mut points = None;
            for need in route.needs {
                if let Need::One(Test::Points(category)) = need {
                    points = Some(look.needed(*category));
                }
                if look.need(need, place) != Truth::Yes {
                    let could = look.depends(need).and(changeable);
                    if could.is_empty() {
                        return None;
                    }
                    unmet.push(could);
                }
            }
            Some(Candidate {
                place,
                route,
                unmet,
                points,
            })
        };
        let candidates: Vec<Candidate> = preview
            .rules
            .weighed()
            .filter(|(_, route)| route.category == to)
            .filter_map(candidate)
            .collect();
        Self { preview, candidates }
    }

    /// The first route that these changes open, with so many points for certain.
    fn opened(&self, set: &[Step], points: u32) -> Option<&'static str> {
        let changed: Fields = set.iter().map(|step| step.change.field()).collect();
        let mut after: Option<Profile> = None;
        for candidate in &self.candidates {
            let may = candidate.unmet.iter().all(|need| need.any_of(changed))
                && candidate.points.is_none_or(|needed| needed <= points);
            if !may {
                continue;
            }
            let profile = after.get_or_insert_with(|| {
                let mut profile = self.preview.profile;
                set.iter().for_each(|step| step.change.apply(&mut profile));
                profile
            });
            let look = Look {
                profile,
                rules: self.preview.rules,
                points: (points, points),
                age: profile.age(),
            };
            if look.route(candidate.route, candidate.place) == Truth::Yes {
                return Some(candidate.route.id);
            }
        }
        None
    }
}

/// For each route that does without points: the fields that the needs depend on that are not met yet.
fn direct(here: &Ground) -> Vec<Fields> {
    let without_points = here.candidates.iter().filter(|one| one.points.is_none());
    without_points
        .map(|one| {
            one.unmet
                .iter()
                .fold(Fields::default(), |all, need| all.or(*need))
        })
        .collect()
}

/// The search for one category.
struct Search<'a> {
    options: &'a [Choice],
    to: Category,
    needed: u32,
    direct: Vec<Fields>,
    here: Ground,
    /// The other place of work, once a set moves there.
    elsewhere: OnceCell<Ground>,
}

impl Search<'_> {
    /// The first of these that are enough, each the least that is.
    fn first(&self, sets: impl Iterator<Item = (usize, Option<usize>)>) -> Vec<Suggestion> {
        let set = |(one, other): (usize, Option<usize>)| {
            let places = std::iter::once(one).chain(other);
            let options: Vec<&Choice> = places.filter_map(|at| self.options.get(at)).collect();
            if self.may_do(&options) {
                self.least(&options)
            } else {
                None
            }
        };
        sets.filter_map(set).take(MOST).collect()
    }

    /// Whether these may do: by points, or because one route asks for all of them.
    fn may_do(&self, options: &[&Choice]) -> bool {
        let gain = |option: &&Choice| option.best().map_or(0, |step| step.gain);
        let points: u32 = options.iter().map(gain).sum();
        let fields: Fields = options.iter().map(|option| option.field).collect();
        self.here.preview.points.low.saturating_add(points) >= self.needed
            || self.direct.iter().any(|route| route.all_of(fields))
    }

    /// The least of each that is enough together; the dearest field is lowered first.
    fn least(&self, options: &[&Choice]) -> Option<Suggestion> {
        let mut set: Vec<Step> = options.iter().filter_map(|option| option.best()).collect();
        self.opened(&set)?;
        for (place, option) in options.iter().enumerate().rev() {
            let mut put = |step: &Step| {
                if let Some(slot) = set.get_mut(place) {
                    *slot = *step;
                }
                self.opened(&set)
            };
            // More never does less: the standard is monotone in each of these.
            let first = option.steps.partition_point(|step| put(step).is_none());
            option.steps.get(first).map(put);
        }
        let by = self.opened(&set)?;
        let set: Vec<Change> = set.into_iter().map(|step| step.change).collect();
        self.is_honest(&set)
            .then_some(Suggestion { to: self.to, set, by })
    }

    /// Whether the changes lead there and no further, so that nothing is said twice; and still once the years that more
    /// work takes have passed.
    fn is_honest(&self, set: &[Change]) -> bool {
        let mut profile = self.here.preview.profile;
        set.iter().for_each(|change| change.apply(&mut profile));
        let floor = |profile| Preview::new(profile).standing().floor();
        if floor(profile) != Some(self.to) {
            return false;
        }
        let added = set.iter().find_map(|change| match change {
            Change::WorkYears(years) => years.checked_sub(self.here.preview.profile.relevant_work_years?),
            _ => None,
        });
        let (Some(added), Some(birth)) = (added, profile.birth_date) else {
            return true;
        };
        let months = i32::try_from(added).unwrap_or(0).saturating_mul(12);
        profile.birth_date = Some(date::plus_months(birth, -months));
        floor(profile).is_some_and(|certain| certain <= self.to)
    }

    /// The route that these changes open for certain.
    fn opened(&self, set: &[Step]) -> Option<&'static str> {
        let moves = set.iter().find(|step| step.change.field() == Field::WorkPlace);
        let ground = match moves {
            Some(step) => self.elsewhere.get_or_init(|| {
                let mut profile = self.here.preview.profile;
                step.change.apply(&mut profile);
                Ground::new(Preview::new(profile), self.options, self.to)
            }),
            None => &self.here,
        };
        ground.opened(set, self.here.preview.points.low + gained(set))
    }
}

/// The points of all together: of degree and vocational qualification the better one counts.
fn gained(set: &[Step]) -> u32 {
    let (mut sum, mut education) = (0, 0);
    for step in set {
        match step.change {
            Change::Degree(_) | Change::Vocational(_) => education = step.gain.max(education),
            _ => sum += step.gain,
        }
    }
    sum + education
}
