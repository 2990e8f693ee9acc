//! The next question: of the fields that are missing and whose answer can still remove a possible category, the one that
//! settles most (`settle`); where several settle as much, the first in the order in which one would ask for it. What only
//! somebody's discretion decides is never asked for.

use super::points::Item;
use super::test::{Look, fields};
use super::{Category, Preview, settle};
use crate::policy::{Need, Route, Test};
use crate::profile::{Field, Fields, Routes};
use crate::truth::Truth;

/// What was asked already, and brought nothing: "I am not sure", left blank, or not to be answered again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The fields.
    pub fields: Fields,
    /// The routes whose claim was asked for.
    pub claims: Routes,
}

impl Asked {
    /// These fields, and no claim.
    #[must_use]
    pub fn fields(fields: Fields) -> Self {
        let claimed = fields.contains(Field::Claims);
        Self {
            fields,
            claims: if claimed { Routes::ALL } else { Routes::default() },
        }
    }
}

/// Something to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field.
    pub field: Field,
    /// Of claims: those of these routes.
    pub claims: Routes,
}

/// The field to ask for next; `None` when no answer changes the conclusion.
#[must_use]
pub fn question(of: &Preview, asked: &Asked) -> Option<Field> {
    settle::first(of, &wanted(of, asked)).map(|step| step.field)
}

/// Everything that is worth asking for: what settles most comes first.
#[must_use]
pub fn steps(of: &Preview, asked: &Asked) -> Vec<Step> {
    let mut steps = wanted(of, asked);
    settle::sort(of, &mut steps);
    steps
}

/// The order of the fields where nothing speaks for another: what tells most of most people, then what most have not.
const ORDER: [Field; 22] = [
    Field::HighestDegree,
    Field::RelevantWorkYears,
    Field::PositionKind,
    Field::WorkPlace,
    Field::AnnualSalary,
    Field::Claims,
    Field::Postdoc,
    Field::BirthDate,
    Field::DegreeCountry,
    Field::DegreeDate,
    Field::DegreeMark,
    Field::VocationalLevel,
    Field::OldIndustrialBase,
    Field::SpecialArea,
    Field::Nationality,
    Field::TeachingLanguage,
    Field::LanguageTeachingYears,
    Field::TeachingQualification,
    Field::Background,
    // Claims to category B stand here.
    Field::ChineseLevel,
    Field::MonthsPerYear,
    Field::StayDays,
];

/// The degree from which on, and the years of work up to which, the diploma itself may count (graduates).
const MASTER: usize = 2;
const EXPERIENCED: u32 = 2;

/// Everything that is worth asking for, in the order of the fields.
fn wanted(of: &Preview, asked: &Asked) -> Vec<Step> {
    let standing = of.standing();
    if standing.possible_count() < 2 {
        return Vec::new();
    }
    let search = Search::new(of, asked);
    let mut wanted = Wanted::default();
    for category in Category::ALL {
        let [a, b, c] = standing.open;
        let truth = match category {
            Category::A => a,
            Category::B => b,
            Category::C => c,
        };
        if truth == Truth::Unknown {
            search.category(category, &mut wanted);
        }
        if truth == Truth::Yes {
            break;
        }
    }
    wanted.steps(&search)
}

/// What an answer could still decide.
#[derive(Default)]
struct Wanted {
    fields: Fields,
    /// Claims to A, and to B and C.
    claims: [Routes; 2],
    /// Whether work the whole year round is all that some points lack.
    year_round: bool,
}

impl Wanted {
    fn steps(&self, search: &Search<'_>) -> Vec<Step> {
        let step = |field| Step {
            field,
            claims: Routes::default(),
        };
        let claim = |claims: Routes| {
            let any = claims != Routes::default();
            any.then_some(Step {
                field: Field::Claims,
                claims,
            })
        };
        let [high, other] = self.claims;
        let mut steps = Vec::new();
        for field in ORDER {
            match field {
                Field::Claims => steps.extend(claim(high)),
                Field::DegreeCountry if self.year_round => steps.push(step(Field::MonthsPerYear)),
                Field::ChineseLevel => steps.extend(claim(other)),
                _ => {}
            }
            // The list that a place may stand on is asked for once there is a place.
            let early = matches!(field, Field::OldIndustrialBase | Field::SpecialArea)
                && search.look.profile.work_place.is_none();
            let first = !steps.iter().any(|known| known.field == field);
            if self.fields.contains(field) && first && !early {
                steps.push(step(field));
            }
        }
        steps
    }
}

/// What answers could still make of something, and which would.
#[derive(Clone, Copy, Default)]
struct Reach {
    yes: bool,
    no: bool,
    fields: Fields,
    claim: bool,
}

impl Reach {
    /// What these answers alone decide, both ways.
    fn by(fields: Fields) -> Self {
        let open = !fields.is_empty();
        Self {
            yes: open,
            no: open,
            fields,
            claim: false,
        }
    }

    fn settled(truth: Truth) -> Option<Self> {
        (truth != Truth::Unknown).then(|| Self {
            yes: truth == Truth::Yes,
            no: truth == Truth::No,
            ..Self::default()
        })
    }

    fn all(parts: impl Iterator<Item = Reach>) -> Self {
        let start = Self {
            yes: true,
            ..Self::default()
        };
        parts.fold(start, |whole, part| Self {
            yes: whole.yes && part.yes,
            no: whole.no || part.no,
            fields: whole.fields.or(part.fields),
            claim: whole.claim || part.claim,
        })
    }

    fn any(parts: impl Iterator<Item = Reach>) -> Self {
        let turned = |one: Reach| Self {
            yes: one.no,
            no: one.yes,
            ..one
        };
        turned(Self::all(parts.map(turned)))
    }
}

struct Search<'a> {
    of: &'a Preview,
    look: Look<'a>,
    asked: &'a Asked,
    /// The fields that are missing and can be asked for.
    open: Fields,
}

impl<'a> Search<'a> {
    fn new(of: &'a Preview, asked: &'a Asked) -> Self {
        let profile = &of.profile;
        let mut open: Fields = Field::ALL
            .iter()
            .copied()
            .filter(|field| !field.questions().is_empty() && !field.is_settled(profile))
            .collect();
        open = open.without(asked.fields);
        let fresh = profile
            .relevant_work_years
            .is_none_or(|years| years < EXPERIENCED);
        let graduate = profile.highest_degree.is_none_or(|degree| {
            // New doctors may count as high-end, whatever they worked.
            degree > MASTER || degree == MASTER && fresh
        });
        if !graduate {
            open = open.without(DIPLOMA.into_iter().collect());
        }
        if profile.work_place.is_none() && asked.fields.contains(Field::WorkPlace) {
            open = open.without(
                [Field::OldIndustrialBase, Field::SpecialArea]
                    .into_iter()
                    .collect(),
            );
        }
        Self {
            of,
            look: of.look(),
            asked,
            open,
        }
    }

    /// What is missing of these; nothing if one of them can't be asked for, so that the others bring nothing.
    fn missing(&self, of: &[Field]) -> Fields {
        let missing: Fields = of
            .iter()
            .copied()
            .filter(|field| !field.is_settled(self.look.profile))
            .collect();
        if self.open.all_of(missing) {
            missing
        } else {
            Fields::default()
        }
    }

    /// Adds what could decide an undecided category.
    fn category(&self, category: Category, wanted: &mut Wanted) {
        let undecided: Vec<(usize, &Route, Reach)> = self
            .of
            .rules
            .routes()
            .filter(|(_, route)| route.category == category)
            .filter(|(place, route)| self.look.route(route, *place) == Truth::Unknown)
            .map(|(place, route)| {
                let needs = route.needs.iter().map(|need| self.need(need, place));
                (place, route, Reach::all(needs))
            })
            .collect();
        // To be sure of C takes nothing off the list.
        let up = category != Category::C;
        let down = undecided.iter().all(|(.., reach)| reach.no);
        for (place, route, reach) in undecided {
            let up = up && reach.yes;
            if !up && !down {
                continue;
            }
            for need in route.needs {
                let part = self.need(need, place);
                if !up && !part.no {
                    continue;
                }
                wanted.fields = wanted.fields.or(part.fields);
                if part.claim {
                    let [high, other] = &mut wanted.claims;
                    if category == Category::A { high } else { other }.add_at(place);
                }
                if let Need::One(Test::Points(_)) = need {
                    wanted.year_round |=
                        up && part.fields.contains(Field::MonthsPerYear) && self.year_round(category);
                }
            }
        }
    }

    /// Whether nothing but the months is missing for the points.
    fn year_round(&self, category: Category) -> bool {
        let [_, _, _, months, ..] = &self.of.points.items;
        self.of.points.low + (months.high - months.low) >= self.look.needed(category)
    }

    fn need(&self, need: &Need, place: usize) -> Reach {
        match need {
            Need::One(test) => self.test(test, place),
            Need::Any(_) if self.look.need(need, place) == Truth::Yes => Reach {
                yes: true,
                ..Reach::default()
            },
            Need::Any(lists) => Reach::any(
                lists
                    .iter()
                    .map(|list| Reach::all(list.iter().map(|test| self.test(test, place)))),
            ),
        }
    }

    fn test(&self, test: &Test, place: usize) -> Reach {
        if let Some(settled) = Reach::settled(self.look.test(test, place)) {
            return settled;
        }
        let profile = self.look.profile;
        match test {
            Test::Claim => {
                let open = !self.asked.claims.contains(place);
                Reach {
                    yes: open,
                    no: open,
                    claim: open,
                    ..Reach::default()
                }
            }
            Test::Discretion(_) => Reach::default(),
            Test::Points(category) => self.points(*category),
            // Without a figure for the place, pay decides nothing.
            Test::SalaryTimes(_) if profile.work_place.is_some() && self.of.rules.baseline().is_none() => {
                Reach::default()
            }
            Test::Age { beyond, .. } => {
                let reach = Reach::by(self.missing(fields(test)));
                Reach {
                    no: reach.no && beyond.is_none(),
                    ..reach
                }
            }
            Test::WorkYears(_) if profile.relevant_work_years.is_some() => self.waivers(),
            test => Reach::by(self.missing(fields(test))),
        }
    }

    /// Whether the years of work may be waived, by this place or by one that is not known yet.
    fn waivers(&self) -> Reach {
        let here = self.of.rules.waivers();
        let all = here.chain(self.of.rules.waivers_somewhere());
        let waived = Reach::any(all.map(|waiver| {
            let needs = waiver.needs.iter().map(|test| self.test(test, usize::MAX));
            Reach::all(needs)
        }));
        if self.look.profile.work_place.is_some() {
            return waived;
        }
        // Which place it is decides, too.
        let place = Reach::by(self.missing(&[Field::WorkPlace]));
        Reach {
            yes: waived.yes && place.yes,
            no: waived.no || place.no,
            fields: waived.fields.or(place.fields),
            claim: false,
        }
    }

    fn points(&self, category: Category) -> Reach {
        let points = &self.of.points;
        let width = |item: &Item| item.high - item.low;
        let (mut stuck, mut missing) = (0, Fields::default());
        for item in points.items.iter().filter(|item| width(item) > 0) {
            let open = self.open.and(item.from.iter().copied().collect());
            if open.is_empty() {
                stuck += width(item);
            } else {
                missing = missing.or(open);
            }
        }
        let needed = self.look.needed(category);
        Reach {
            yes: points.high - stuck >= needed,
            no: points.low + stuck < needed,
            fields: missing,
            claim: false,
        }
    }
}

/// What belongs to one diploma.
pub const DIPLOMA: [Field; 3] = [Field::DegreeCountry, Field::DegreeDate, Field::DegreeMark];
