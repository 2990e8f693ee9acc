//! What there is to know about a document, in words.

use super::words::{Pair, Words, plain};
use permit::date;
use permit::document::{Circumstances, Needed, Note, Way};
use permit::profile::Short;

/// The notes of a document, in order; of one that is not needed, why.
#[must_use]
pub fn notes(needed: &Needed, around: &Circumstances, words: Words) -> Vec<Pair> {
    let case = |reason: &str| words.text(&format!("document.case.{reason}"));
    if let Some(exempt) = needed.exempt {
        return vec![words.with_pairs("preview.documents_because", &[("reason", &case(exempt.reason))])];
    }
    let note = |note: &Note| match note {
        Note::Case(one) => Some(case(one.reason)),
        Note::Authentication {
            way,
            country,
            perhaps,
            ..
        } => Some(authentication(*way, country.as_ref(), *perhaps, words)),
        Note::Translation(_) => Some(words.text("document.note.translation")),
        Note::IssuedFrom { months, from } => Some(dated("valid", *months, ("from", *from), around, words)),
        Note::ValidUntil { months, until } => {
            Some(dated("passport", *months, ("until", *until), around, words))
        }
        // What a route rests on is the preview's to explain.
        Note::Basis { .. } | Note::Proves { .. } => None,
    };
    // Who may translate follows on that it must be translated.
    let by = |note: &Note| match note {
        Note::Translation(Some(here)) => Some(words.text(&format!("document.translation.{}", here.by))),
        _ => None,
    };
    let both = |one: &Note| [note(one), by(one)];
    needed.notes.iter().flat_map(both).flatten().collect()
}

/// Without a day of filing it is as if it were filed on the day of the paper.
fn dated(
    name: &str,
    months: u32,
    (at, day): (&str, permit::date::Date),
    around: &Circumstances,
    words: Words,
) -> Pair {
    let planned = if around.planned { "" } else { "_unplanned" };
    let (months, day) = (months.to_string(), date::iso(day));
    let filing = date::iso(around.filing);
    let values = [("months", months.as_str()), ("filing", &filing), (at, &day)];
    words.with(&format!("pdf.note.{name}{planned}"), &values)
}

fn authentication(way: Way, country: Option<&Short>, perhaps: bool, words: Words) -> Pair {
    let name = country.map_or_else(|| plain(String::new()), |country| words.country(country.as_str()));
    words.with_pairs(&way.key(country, perhaps), &[("country", &name)])
}
