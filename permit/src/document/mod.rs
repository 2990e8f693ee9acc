//! What an application needs: from the category in sight, the place and the circumstances, the documents and the steps.

mod around;
mod rule;
pub mod slot;
mod stage;
#[cfg(test)]
mod tests;
mod words;

pub use around::{Circumstances, choice_of};
pub use rule::{DocumentCase, DocumentRule, How, StageRule, When};
pub use stage::{Stage, stages};
pub use words::SITUATIONS;

use crate::classify::test::fields;
use crate::classify::{Category, Preview};
use crate::date::{self, Date};
use crate::policy::{self, Confidence, Need, Route, Test, Translation};
use crate::profile::{Field, Short};
use crate::truth::Truth;

/// A document with what there is to know about it.
#[derive(Clone, Debug)]
pub struct Needed {
    /// The document.
    pub rule: &'static DocumentRule,
    /// Why it is not needed, where it is not.
    pub exempt: Option<&'static DocumentCase>,
    /// Notes, in order.
    pub notes: Vec<Note>,
}

/// Something to know about a document.
#[derive(Clone, Debug)]
pub enum Note {
    /// What is special here: a promise does, only if something is so, what it must be like, what proves a route.
    Case(&'static DocumentCase),
    /// Category A lets a promise do, but not here: the category rests on this, or may, by that route.
    Basis {
        /// Its id.
        route: &'static str,
        /// Whether it is met.
        met: bool,
    },
    /// The routes that it proves; the category rests on them, or may.
    Proves {
        /// Their ids.
        routes: Vec<&'static str>,
        /// Whether they are met.
        met: bool,
    },
    /// How it is made acceptable.
    Authentication {
        /// The way.
        way: Way,
        /// The country that issues it, if known.
        country: Option<Short>,
        /// Whether it may be issued by another one.
        perhaps: bool,
        /// How sure it is that the way is that country's.
        confidence: Confidence,
    },
    /// A Chinese translation, sealed by the employer; and who may make it, where the place says so.
    Translation(Option<&'static Translation>),
    /// Not older than so many months on the day of filing: issued on this day or later.
    IssuedFrom {
        /// The months.
        months: u32,
        /// The earliest day of issue.
        from: Date,
    },
    /// Still valid so many months after filing: until this day or later.
    ValidUntil {
        /// The months.
        months: u32,
        /// The day.
        until: Date,
    },
}

/// How a document from abroad is made acceptable; its text is at [`Way::key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Carries an apostille of the country.
    Apostille,
    /// Authenticated by a Chinese embassy or consulate in the country.
    Authenticated,
    /// One or the other; the country is not known, or on no list.
    Either,
    /// Awarded in China: the original is enough.
    Original,
    /// From Hong Kong, Macao or Taiwan: a credential body, or a notary there.
    Notary,
}

impl Way {
    /// The text key of a [`Note::Authentication`]; whether the country is known and whether it may be another one decide,
    /// too.
    #[must_use]
    pub fn key(self, country: Option<&Short>, perhaps: bool) -> String {
        let name = match (self, country) {
            (Way::Original, _) => "original",
            (Way::Notary, _) => "notary",
            (_, None) => "either",
            (Way::Apostille, _) => "apostille",
            (Way::Authenticated, _) => "authenticated",
            (Way::Either, _) => "either_of",
        };
        let perhaps = if perhaps && country.is_some() {
            "perhaps."
        } else {
            ""
        };
        ["document.note.", perhaps, name].concat()
    }
}

/// The routes on which the category rests: those that are met, or may yet be, when none is.
struct Basis {
    routes: Vec<&'static Route>,
    met: bool,
}

impl Basis {
    fn of(of: &Preview, category: Category) -> Self {
        let look = of.look();
        let routes = |truth| -> Vec<&'static Route> {
            let of_category = of.rules.routes().filter(|(_, route)| route.category == category);
            of_category
                .filter(|(place, route)| look.route(route, *place) == truth)
                .map(|(_, route)| route)
                .collect()
        };
        let met = routes(Truth::Yes);
        if !met.is_empty() {
            return Self {
                routes: met,
                met: true,
            };
        }
        let mut perhaps = routes(Truth::Unknown);
        perhaps.retain(|route| !route.only_claim);
        Self {
            routes: perhaps,
            met: false,
        }
    }

    fn any(&self, test: impl Fn(&Test) -> bool) -> bool {
        self.routes
            .iter()
            .any(|route| route.needs.iter().flat_map(Need::tests).any(&test))
    }

    /// Whether the category rests on one of these routes, or groups of them.
    fn on(&self, named: &[&str]) -> bool {
        self.routes
            .iter()
            .any(|route| named.iter().any(|name| is_of(route.id, name)))
    }
}

/// Whether a route is this one, or of this group, as `A-II-1` is of `A-II`.
fn is_of(route: &str, group: &str) -> bool {
    let rest = route.strip_prefix(group);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
}

/// What has to be shown by papers of its own.
fn is_shown(test: &Test) -> bool {
    matches!(test, Test::Claim | Test::Points(_) | Test::TeachingQualification)
}

/// The documents, in the order of the guide; among them those that are not needed, where the rules say why.
#[must_use]
pub fn documents(of: &Preview, around: &Circumstances) -> Vec<Needed> {
    let basis = Basis::of(of, around.category);
    of.rules
        .documents()
        .filter_map(|rule| needed(of, around, &basis, rule))
        .collect()
}

fn needed(
    of: &Preview,
    around: &Circumstances,
    basis: &Basis,
    rule: &'static DocumentRule,
) -> Option<Needed> {
    let asked = match rule.when {
        When::Always => true,
        When::Family => around.family,
        When::Pay => basis.any(|test| matches!(test, Test::SalaryTimes(2..) | Test::Points(_))),
        When::Evidence => basis.any(is_shown),
    };
    if !asked || !(rule.routes.is_empty() || basis.on(rule.routes)) {
        return None;
    }
    let cases = || {
        rule.cases
            .iter()
            .filter(|case| holds(case, of, around, basis, rule))
    };
    if let Some(exempt) = cases().find(|case| case.how == How::Exempt) {
        return Some(Needed {
            rule,
            exempt: Some(exempt),
            notes: Vec::new(),
        });
    }
    if !rule.situations.contains(&around.situation) {
        return None;
    }
    let mut notes = Vec::new();
    if rule.when == When::Evidence || !rule.routes.is_empty() {
        notes.push(proves(basis, rule));
    }
    for case in cases() {
        // Of a category: unless it rests on what the document proves.
        let rests = (case.how == How::Promise && case.category.is_some())
            .then(|| rests_on(basis, rule))
            .flatten();
        let met = basis.met;
        notes.push(rests.map_or(Note::Case(case), |route| Note::Basis { route, met }));
    }
    if rule.authentication {
        notes.extend(authentication(of, around, rule));
    }
    if rule.translation {
        notes.push(Note::Translation(of.rules.translation()));
    }
    notes.extend(validity(of, around, rule));
    Some(Needed {
        rule,
        exempt: None,
        notes,
    })
}

fn holds(
    case: &DocumentCase,
    of: &Preview,
    around: &Circumstances,
    basis: &Basis,
    rule: &DocumentRule,
) -> bool {
    let situations = if case.situations.is_empty() {
        rule.situations
    } else {
        case.situations
    };
    let place = of.profile.work_place;
    let here = case.place.is_empty() || place.is_some_and(|place| place.as_str().starts_with(case.place));
    // Nobody is let off by a route that may yet fail.
    let sure = basis.met || case.how != How::Exempt;
    situations.contains(&around.situation)
        && case.category.is_none_or(|category| category == around.category)
        && here
        && (case.routes.is_empty() || (sure && basis.on(case.routes)))
}

/// The route on which the category rests by what this document proves.
fn rests_on(basis: &Basis, rule: &DocumentRule) -> Option<&'static str> {
    let proven = |test: &Test| {
        fields(test)
            .iter()
            .any(|field| rule.basis.contains(&field.name()))
    };
    let on = |route: &&&'static Route| route.needs.iter().flat_map(Need::tests).any(proven);
    basis.routes.iter().find(on).map(|route| route.id)
}

/// The routes that a document is there for.
fn proves(basis: &Basis, rule: &DocumentRule) -> Note {
    let is_proven = |route: &&&'static Route| {
        if rule.routes.is_empty() {
            route.needs.iter().flat_map(Need::tests).any(is_shown)
        } else {
            rule.routes.iter().any(|name| is_of(route.id, name))
        }
    };
    Note::Proves {
        routes: basis
            .routes
            .iter()
            .filter(is_proven)
            .map(|route| route.id)
            .collect(),
        met: basis.met,
    }
}

/// A degree is authenticated where it was awarded; a police certificate where the person is a national or lives.
fn authentication(of: &Preview, around: &Circumstances, rule: &DocumentRule) -> Vec<Note> {
    let is_degree = rule.basis.contains(&Field::HighestDegree.name());
    let mut countries = if is_degree {
        vec![of.profile.degree_country]
    } else {
        // Who lives in China has other papers: the document's own text says so.
        let lives_in = around.lives_in.filter(|country| country.as_str() != "CHN");
        vec![of.profile.nationality, lives_in]
    };
    countries.retain(Option::is_some);
    countries.dedup();
    if countries.is_empty() {
        countries.push(None);
    }
    let note = |country: Option<Short>| {
        let lists = of.rules.apostille();
        let listed = |of: &[&str]| country.is_some_and(|country| of.contains(&country.as_str()));
        let way = match country.as_ref().map(Short::as_str) {
            Some("CHN") if is_degree => Way::Original,
            Some("HKG" | "MAC" | "TWN") if is_degree => Way::Notary,
            _ if lists.is_some_and(|lists| listed(lists.party)) => Way::Apostille,
            _ if lists.is_some_and(|lists| listed(lists.not_party)) => Way::Authenticated,
            _ => Way::Either,
        };
        let by_list = matches!(way, Way::Apostille | Way::Authenticated);
        Note::Authentication {
            way,
            country,
            perhaps: !is_degree,
            confidence: match lists {
                Some(lists) if by_list => lists.confidence,
                _ => rule.confidence,
            },
        }
    };
    countries.into_iter().map(note).collect()
}

fn validity(of: &Preview, around: &Circumstances, rule: &DocumentRule) -> Option<Note> {
    let place = of.profile.work_place;
    let months = policy::limit(rule.months, place.as_ref().map(Short::as_str), around.filing);
    let signed = i32::try_from(months).ok().filter(|months| *months > 0)?;
    Some(if rule.id == "passport" {
        Note::ValidUntil {
            months,
            until: date::plus_months(around.filing, signed),
        }
    } else {
        Note::IssuedFrom {
            months,
            from: date::plus_months(around.filing, -signed),
        }
    })
}
