//! What would change the category: the fewest changes that make a better one certain, in order of effort. Never age or
//! nationality: nobody can change these, and advice on them would be an insult.

use super::points::points;
use super::test::fields;
use super::{Category, Preview};
use crate::policy::{Need, Test};
use crate::profile::{CHINESE, Change, DEGREES, Field, VOCATIONAL};
use crate::truth::Truth;

/// The most suggestions for a category.
const MOST: usize = 6;
/// The most changes in a suggestion.
const TOGETHER: usize = 3;

/// Changes that, together, make a category certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The category that is certain then, or a better one.
    pub to: Category,
    /// What to change, in order of effort.
    pub set: Vec<Change>,
    /// The route that is met then.
    pub by: &'static str,
}

/// The suggestions for every category better than what is certain now: the nearest first, then by effort.
#[must_use]
pub fn changes(of: &Preview) -> Vec<Suggestion> {
    let mut found = Vec::new();
    let Some(floor) = of.standing().floor() else {
        return found;
    };
    let options = options(of);
    for to in Category::ALL
        .into_iter()
        .rev()
        .filter(|category| *category < floor)
    {
        let search = Search {
            of,
            options: &options,
            to,
            needed: of.look().needed(to),
            direct: direct(of, &options, to),
        };
        // Where everything at its best is not enough, nothing is.
        let best: Vec<Change> = options
            .iter()
            .filter_map(|option| option.steps.last().copied())
            .collect();
        if reaches(of, &best, to).is_none() {
            continue;
        }
        for count in 1..=TOGETHER {
            let before = found.len();
            search.combine(count, 0, &mut Vec::new(), &mut found);
            if found.len() > before {
                break;
            }
        }
    }
    found
}

/// For each route to the category, or a better one, that does without points and that changes could open: the fields of
/// the needs that are not met yet.
fn direct(of: &Preview, options: &[Choice], to: Category) -> Vec<Vec<Field>> {
    let look = of.look();
    let changeable = |field: &Field| options.iter().any(|option| option.field == *field);
    let mut found: Vec<Vec<Field>> = Vec::new();
    for (place, route) in of
        .rules
        .routes()
        .filter(|(_, route)| route.category <= to && !route.only_claim)
    {
        let mut open = Vec::new();
        let reachable = route.needs.iter().all(|need| {
            let tests: Vec<&Test> = match need {
                Need::One(test) => vec![test],
                Need::Any(lists) => lists.iter().flat_map(|list| list.iter()).collect(),
            };
            let met = look.need(need, place) == Truth::Yes;
            let before = open.len();
            if !met {
                open.extend(
                    tests
                        .iter()
                        .flat_map(|test| fields(test))
                        .copied()
                        .filter(changeable),
                );
            }
            met || open.len() > before && !tests.iter().any(|test| matches!(test, Test::Points(_)))
        });
        if reachable && !open.is_empty() {
            found.push(open);
        }
    }
    found
}

/// What a field could be instead.
struct Choice {
    field: Field,
    /// The changes, the least first.
    steps: Vec<Change>,
    /// How many more points the greatest gives for certain.
    gain: u32,
}

/// The search for one category.
struct Search<'a> {
    of: &'a Preview,
    options: &'a [Choice],
    to: Category,
    needed: u32,
    direct: Vec<Vec<Field>>,
}

impl Search<'_> {
    /// Every list of `count` fields, in order of effort: where the best of each is enough, the least of each that is.
    fn combine(&self, count: usize, from: usize, chosen: &mut Vec<usize>, found: &mut Vec<Suggestion>) {
        if found.iter().filter(|one| one.to == self.to).count() >= MOST {
            return;
        }
        if chosen.len() == count {
            let options: Vec<&Choice> = chosen.iter().filter_map(|at| self.options.get(*at)).collect();
            if self.may_do(&options) {
                let lists: Vec<&[Change]> = options.iter().map(|option| option.steps.as_slice()).collect();
                found.extend(least(self.of, &lists, self.to));
            }
            return;
        }
        for at in from..self.options.len() {
            chosen.push(at);
            self.combine(count, at + 1, chosen, found);
            chosen.pop();
        }
    }

    /// Whether these may do: by points, or because one route asks for all of them. Judged by adding, which is quick;
    /// what may do is then really tried.
    fn may_do(&self, options: &[&Choice]) -> bool {
        let points: u32 = options.iter().map(|option| option.gain).sum();
        self.of.points.low.saturating_add(points) >= self.needed
            || self
                .direct
                .iter()
                .any(|route| options.iter().all(|option| route.contains(&option.field)))
    }
}

/// The least of each list that is enough together; the dearest field is lowered first.
fn least(of: &Preview, lists: &[&[Change]], to: Category) -> Option<Suggestion> {
    let mut set: Vec<Change> = lists.iter().filter_map(|list| list.last().copied()).collect();
    reaches(of, &set, to)?;
    for place in (0..set.len()).rev() {
        let lowered = |step: &Change| {
            let mut lowered = set.clone();
            if let Some(slot) = lowered.get_mut(place) {
                *slot = *step;
            }
            lowered
        };
        let steps = lists.get(place)?;
        // More never does less (the standard is monotone in each of these); what is found is tried once more below.
        let first = steps.partition_point(|step| reaches(of, &lowered(step), to).is_none());
        if let Some(step) = steps.get(first) {
            set = lowered(step);
        }
    }
    let by = reaches(of, &set, to)?;
    Some(Suggestion { to, set, by })
}

/// The route that makes the category certain after these changes.
fn reaches(of: &Preview, set: &[Change], to: Category) -> Option<&'static str> {
    let mut profile = of.profile;
    set.iter().for_each(|change| change.apply(&mut profile));
    let after = of.with(profile);
    let floor = after.standing().floor()?;
    if floor > to {
        return None;
    }
    let look = after.look();
    let met = after
        .rules
        .routes()
        .find(|(place, route)| route.category == floor && look.route(route, *place) == Truth::Yes);
    met.map(|(_, route)| route.id)
}

/// What could be otherwise, a list a field, the least first; the fields in order of effort.
fn options(preview: &Preview) -> Vec<Choice> {
    let (of, rules) = (&preview.profile, &preview.rules);
    let table = rules.table();
    let above = |list: &'static [&'static str], now: Option<&'static str>| {
        let rank = now
            .and_then(|now| list.iter().position(|known| *known == now))
            .unwrap_or(0);
        list.iter().copied().skip(rank + 1).collect::<Vec<_>>()
    };
    let better = |of: &crate::policy::Table, now: Option<u32>| -> Vec<u32> {
        of.brackets
            .iter()
            .map(|bracket| bracket.from)
            .filter(|from| *from > now.unwrap_or(0))
            .collect()
    };
    let chinese = match of.chinese_level {
        Some("degree_taught_in_chinese" | "former_chinese_national") => Vec::new(),
        // From HSK 5 on nothing is added.
        now => above(CHINESE.get(..6).unwrap_or_default(), now),
    };
    let teaches = of.position_kind == Some("language_teacher");
    let unqualified = matches!(of.teaching_qualification, None | Some("none"));
    let mut pay = better(&table.salary, of.annual_salary_cny);
    if let Some(base) = rules.baseline() {
        pay.extend(
            [1, 4, 6]
                .map(|times| base.times(times))
                .into_iter()
                .filter(|yuan| *yuan > of.annual_salary_cny.unwrap_or(0)),
        );
        crate::order::sort_by_key(&mut pay, |yuan| *yuan);
    }
    let place = preview
        .points
        .items
        .iter()
        .any(|item| item.id == "place" && item.high == 0);
    let professional = !matches!(
        of.position_kind,
        None | Some("manager" | "professional" | "language_teacher")
    );
    let degree = of.highest_degree.unwrap_or(0);
    let all = vec![
        chinese.into_iter().map(Change::Chinese).collect(),
        [Change::TeachingQualification("certificate_120h")]
            .into_iter()
            .filter(|_| teaches && unqualified)
            .collect(),
        better(&table.months, of.months_per_year_in_china)
            .into_iter()
            .map(Change::Months)
            .collect(),
        pay.into_iter().map(Change::Salary).collect(),
        above(VOCATIONAL, of.vocational_level)
            .into_iter()
            .map(Change::Vocational)
            .collect(),
        [Change::Position("professional")]
            .into_iter()
            .filter(|_| professional)
            .collect(),
        [Change::Place("510000")].into_iter().filter(|_| place).collect(),
        better(&table.work_years, of.relevant_work_years)
            .into_iter()
            .map(Change::WorkYears)
            .collect(),
        (degree + 1..DEGREES.len()).map(Change::Degree).collect(),
        [Change::Patent]
            .into_iter()
            .filter(|_| of.background == Some([false; 4]))
            .collect::<Vec<_>>(),
    ];
    let with_gain = |steps: Vec<Change>| {
        let mut profile = *of;
        steps.last()?.apply(&mut profile);
        let after = points(&profile, table).low;
        Some(Choice {
            field: steps.last()?.field(),
            gain: after.saturating_sub(preview.points.low),
            steps,
        })
    };
    all.into_iter().filter_map(with_gain).collect()
}
