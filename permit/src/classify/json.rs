//! A preview as JSON, in the form that is a contract with others. Written by hand: a line for each of a hundred thousand
//! profiles, and nearly all of it the same text.

use super::change::{Suggestion, changes};
use super::test::Look;
use super::{CONDITIONS, Preview, conditions, next};
use crate::policy::{Confidence, Need, Route, Test};
use crate::profile::{Change, DEGREES, Field, Fields};
use crate::truth::Truth;

/// The name of a truth in the contract.
#[must_use]
pub const fn outcome(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "met",
        Truth::No => "not_met",
        Truth::Unknown => "unknown",
    }
}

/// Room for a line.
const LINE: usize = 12_000;

/// Appends the preview, in one line.
pub fn write(of: &Preview, out: &mut String) {
    out.reserve(LINE);
    let standing = of.standing();
    let category = standing.category();
    out.push_str("{\"category\":");
    match category {
        Some(category) => word(category.letter(), out),
        None => out.push_str("null"),
    }
    out.push_str(",\"possible\":[");
    list(standing.possible().iter().map(|category| category.letter()), out);
    out.push_str("],\"decided_by\":[");
    let look = of.look();
    let routes: Vec<(usize, &Route, Truth)> = of
        .rules
        .routes()
        .map(|(place, route)| (place, route, look.route(route, place)))
        .collect();
    let met = routes
        .iter()
        .filter(|(_, route, truth)| Some(route.category) == category && truth.is_yes());
    list(met.map(|(_, route, _)| route.id), out);
    points(of, out);
    out.push_str(",\"criteria\":[");
    for (number, (place, route, truth)) in routes.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        criterion(&look, route, *place, *truth, out);
    }
    out.push_str("],\"conditions\":[");
    for (number, (id, truth)) in CONDITIONS
        .into_iter()
        .zip(conditions(&of.profile, &of.rules))
        .enumerate()
    {
        out.push_str(if number > 0 { ",{\"id\":" } else { "{\"id\":" });
        word(id, out);
        out.push_str(",\"outcome\":");
        word(outcome(truth), out);
        out.push('}');
    }
    out.push_str("],\"next_question\":");
    match next::question(of, &next::Asked::default()) {
        Some(field) => word(field.name(), out),
        None => out.push_str("null"),
    }
    out.push_str(",\"changes\":[");
    for (number, suggestion) in changes(of).iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        change(suggestion, out);
    }
    out.push_str("],\"rules\":{\"id\":");
    word(of.rules.standard().id, out);
    out.push_str(",\"version\":");
    word(&of.rules.version(), out);
    out.push_str(",\"jurisdiction\":");
    word(
        of.profile
            .work_place
            .as_ref()
            .map_or(of.rules.standard().jurisdiction, |place| place.as_str()),
        out,
    );
    out.push_str("}}");
}

fn points(of: &Preview, out: &mut String) {
    out.push_str("],\"points\":{\"min\":");
    number(of.points.low, out);
    out.push_str(",\"max\":");
    number(of.points.high, out);
    out.push_str(",\"items\":[");
    for (place, item) in of.points.items.iter().enumerate() {
        out.push_str(if place > 0 { ",{\"id\":" } else { "{\"id\":" });
        word(item.id, out);
        out.push_str(",\"min\":");
        number(item.low, out);
        out.push_str(",\"max\":");
        number(item.high, out);
        out.push_str(",\"because\":[");
        list(
            item.from
                .iter()
                .filter(|field| field.is_known(&of.profile))
                .map(|field| field.name()),
            out,
        );
        out.push_str("]}");
    }
    out.push_str("]}");
}

fn criterion(look: &Look<'_>, route: &Route, place: usize, truth: Truth, out: &mut String) {
    out.push_str("{\"id\":\"");
    out.push_str(route.id);
    out.push_str(match truth {
        Truth::Yes => "\",\"outcome\":\"met\",\"because\":[",
        Truth::No => "\",\"outcome\":\"not_met\",\"because\":[",
        Truth::Unknown => "\",\"outcome\":\"unknown\",\"because\":[",
    });
    if route.only_claim {
        out.push_str(match truth {
            Truth::Yes => "\"claims\"",
            Truth::No => "\"denied_claims\"",
            Truth::Unknown => "",
        });
    } else {
        let mut used = Fields::default();
        for test in route.needs.iter().flat_map(Need::tests) {
            because(look, test, place, &mut used, out);
        }
    }
    out.push_str("],\"citation\":\"");
    route.wording.cite(route.id, out);
    out.push_str(match route.confidence {
        Confidence::Sourced => "\",\"confidence\":\"sourced\"}",
        Confidence::Recalled => "\",\"confidence\":\"recalled\"}",
        Confidence::Uncertain => "\",\"confidence\":\"uncertain\"}",
    });
}

/// The known fields that a test used, each once.
fn because(look: &Look<'_>, test: &Test, place: usize, used: &mut Fields, out: &mut String) {
    look.looked_at(test, &mut |field| {
        let field = match field {
            Field::Claims => match look.test(test, place) {
                Truth::Unknown => return,
                Truth::No => Field::DeniedClaims,
                Truth::Yes => field,
            },
            field => field,
        };
        if !used.contains(field) && field.is_known(look.profile) {
            if !used.is_empty() {
                out.push(',');
            }
            used.add(field);
            word(field.name(), out);
        }
    });
}

fn change(of: &Suggestion, out: &mut String) {
    out.push_str("{\"to\":");
    word(of.to.letter(), out);
    out.push_str(",\"set\":{");
    for (place, change) in of.set.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        word(change.field().name(), out);
        out.push(':');
        match *change {
            Change::Months(value) | Change::Salary(value) | Change::WorkYears(value) => number(value, out),
            Change::Degree(rank) => word(DEGREES.get(rank).copied().unwrap_or_default(), out),
            Change::Patent => out.push_str("[\"patent\"]"),
            Change::Chinese(name)
            | Change::TeachingQualification(name)
            | Change::Vocational(name)
            | Change::Position(name)
            | Change::Place(name) => word(name, out),
        }
    }
    out.push_str("},\"by\":");
    word(of.by, out);
    out.push('}');
}

fn list<'a>(items: impl Iterator<Item = &'a str>, out: &mut String) {
    for (number, item) in items.enumerate() {
        if number > 0 {
            out.push(',');
        }
        word(item, out);
    }
}

/// A number, without the machinery that formats any.
fn number(value: u32, out: &mut String) {
    if let Some(tens) = value.checked_div(10).filter(|tens| *tens > 0) {
        number(tens, out);
    }
    out.extend(char::from_digit(value % 10, 10));
}

/// A text: all of ours are free of what JSON would have escaped.
fn word(text: &str, out: &mut String) {
    out.push('"');
    out.push_str(text);
    out.push('"');
}
