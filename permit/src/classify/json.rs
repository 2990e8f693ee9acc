//! A preview as JSON, in the form that is a contract with others. Written by hand: a line for each of a hundred thousand
//! profiles, and nearly all of it the same text.

use super::change::{Suggestion, changes};
use super::test::{Look, fields};
use super::{CONDITIONS, Preview, conditions, next};
use crate::policy::{Need, Route, Test};
use crate::profile::{Change, DEGREES, Field};
use crate::truth::Truth;
use std::fmt::Write as _;

/// The name of a truth in the contract.
#[must_use]
pub const fn outcome(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "met",
        Truth::No => "not_met",
        Truth::Unknown => "unknown",
    }
}

/// Appends the preview, in one line.
pub fn write(of: &Preview, out: &mut String) {
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
    let met = of
        .rules
        .routes()
        .filter(|(place, route)| Some(route.category) == category && look.route(route, *place) == Truth::Yes);
    list(met.map(|(_, route)| route.id), out);
    points(of, out);
    out.push_str(",\"criteria\":[");
    for (number, (place, route)) in of.rules.routes().enumerate() {
        if number > 0 {
            out.push(',');
        }
        criterion(&look, route, place, out);
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
    match next::question(of) {
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
    let _ = write!(
        out,
        "],\"points\":{{\"min\":{},\"max\":{},\"items\":[",
        of.points.low, of.points.high
    );
    for (number, item) in of.points.items.iter().enumerate() {
        out.push_str(if number > 0 { ",{\"id\":" } else { "{\"id\":" });
        word(item.id, out);
        let _ = write!(out, ",\"min\":{},\"max\":{},\"because\":[", item.low, item.high);
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

fn criterion(look: &Look<'_>, route: &Route, place: usize, out: &mut String) {
    out.push_str("{\"id\":");
    word(route.id, out);
    out.push_str(",\"outcome\":");
    word(outcome(look.route(route, place)), out);
    out.push_str(",\"because\":[");
    let mut used: Vec<Field> = Vec::new();
    for need in route.needs {
        match need {
            Need::One(test) => because(look, test, place, &mut used),
            Need::Any(lists) => {
                lists
                    .iter()
                    .flat_map(|list| list.iter())
                    .for_each(|test| because(look, test, place, &mut used));
            }
        }
    }
    list(used.iter().map(|field| field.name()), out);
    out.push_str("],\"citation\":");
    word(route.citation, out);
    out.push_str(",\"confidence\":");
    word(route.confidence.name(), out);
    out.push('}');
}

fn because(look: &Look<'_>, test: &Test, place: usize, used: &mut Vec<Field>) {
    for field in fields(test) {
        let field = match (field, look.test(test, place)) {
            (Field::Claims, Truth::Unknown) => continue,
            (Field::Claims, Truth::No) => Field::DeniedClaims,
            (field, _) => *field,
        };
        if field.is_known(look.profile) && !used.contains(&field) {
            used.push(field);
        }
    }
}

fn change(of: &Suggestion, out: &mut String) {
    out.push_str("{\"to\":");
    word(of.to.letter(), out);
    out.push_str(",\"set\":{");
    for (number, change) in of.set.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        word(change.field().name(), out);
        out.push(':');
        match *change {
            Change::Months(number) | Change::Salary(number) | Change::WorkYears(number) => {
                let _ = write!(out, "{number}");
            }
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

/// A text: all of ours are free of what JSON would have escaped.
fn word(text: &str, out: &mut String) {
    out.push('"');
    out.push_str(text);
    out.push('"');
}
