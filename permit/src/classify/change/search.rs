//! The search for the fewest changes. What a set of changes may do is judged by adding points and by which fields a route
//! still misses, which is quick; the routes that it may open are then really evaluated.

use super::Suggestion;
use super::options::{Choice, Step, fields};
use crate::classify::test::Look;
use crate::classify::{Category, Preview};
use crate::policy::{Need, Route, Test};
use crate::profile::{Change, Field, Fields, Profile};
use crate::truth::Truth;
use std::cell::OnceCell;

/// The most suggestions for a category.
const MOST: usize = 6;
/// The most changes in a suggestion.
const TOGETHER: usize = 3;

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
    let mut found = Vec::new();
    for count in 1..=TOGETHER {
        search.combine(count, 0, &mut Vec::new(), &mut found);
        if !found.is_empty() {
            break;
        }
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
        let mut candidates: Vec<Candidate> = preview
            .rules
            .weighed()
            .filter(|(_, route)| route.category <= to)
            .filter_map(candidate)
            .collect();
        // The best category counts, and in it the first route of the standard.
        crate::order::sort_by_key(&mut candidates, |candidate| candidate.route.category);
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
    /// Every list of `count` fields, in order of effort: where the best of each is enough, the least of each that is.
    fn combine(&self, count: usize, from: usize, chosen: &mut Vec<usize>, found: &mut Vec<Suggestion>) {
        if found.len() >= MOST {
            return;
        }
        if chosen.len() == count {
            let options: Vec<&Choice> = chosen.iter().filter_map(|at| self.options.get(*at)).collect();
            if self.may_do(&options) {
                found.extend(self.least(&options));
            }
            return;
        }
        for at in from..self.options.len() {
            chosen.push(at);
            self.combine(count, at + 1, chosen, found);
            chosen.pop();
        }
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
        let set = set.into_iter().map(|step| step.change).collect();
        Some(Suggestion { to: self.to, set, by })
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
