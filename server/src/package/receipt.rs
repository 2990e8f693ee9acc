//! The receipt: that the applicant's part has come in, when, and how anybody can check it.

use super::case::{Case, Fact, Footer};
use super::square::Check;
use super::typeset::Paper;
use super::verify::shown;
use super::words::{Pair, Words, plain};
use crate::error::Error;
use permit::answer::Role;
use permit::classify::Preview;
use permit::date;
use permit::lifecycle::{self, Detail, Event, EventKind, Record, Terms};
use permit::profile::Short;
use serde::Serialize;

/// What stands on the receipt.
#[derive(Serialize)]
pub struct Receipt {
    title: Pair,
    what: Pair,
    reference: Reference,
    facts: Vec<Fact>,
    preview: Standing,
    next: Next,
    check: Check,
    footer: Footer,
}

#[derive(Serialize)]
struct Reference {
    label: Pair,
    value: String,
}

#[derive(Serialize)]
struct Standing {
    title: Pair,
    verdict: Pair,
    stamp: Pair,
}

#[derive(Serialize)]
struct Next {
    title: Pair,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    name: Pair,
    detail: Pair,
}

/// The receipt of an application; `files` is how many went with it, `address` where the portal is.
///
/// # Errors
/// [`Error::NotFound`] for a draft; [`Error::Internal`] where no code holds the address.
pub fn receipt(case: &Case, files: usize, address: &str, words: Words) -> Result<Paper<Receipt>, Error> {
    let case = &case.as_sent();
    let sent = case.sent.as_ref().ok_or(Error::NotFound)?;
    let page = format!(
        "{address}/{}/verify/{}/{}",
        words.own,
        sent.reference,
        shown(&sent.hash)
    );
    let mut facts = case.facts(words);
    // The reference stands above.
    facts.retain(|fact| fact.value.own() != sent.reference);
    let fact = |key: &str, value: Pair| Fact {
        label: words.text(key),
        value,
    };
    let files = u32::try_from(files).unwrap_or(u32::MAX);
    facts.push(fact("pdf.receipt.files", words.number(files)));
    facts.push(fact("pdf.receipt.hash", plain(shown(&sent.hash).to_owned())));
    let preview = case.preview();
    let rules = format!("{} {}", preview.rules.standard().id, preview.rules.version());
    let day = date::iso(case.day);
    let values = [("rules", rules.as_str()), ("date", &day)];
    Ok(Paper {
        template: "receipt",
        ident: case.ident("receipt", words),
        made_at: case.made_at,
        language: words.own,
        content: Receipt {
            title: words.text("pdf.receipt.title"),
            what: words.text("pdf.receipt.what"),
            reference: Reference {
                label: words.text("pdf.reference"),
                value: sent.reference.clone(),
            },
            facts,
            preview: Standing {
                title: words.text("pdf.receipt.preview"),
                verdict: words.text(&format!("preview.verdict.{}", preview.standing().verdict())),
                stamp: words.with("preview.stamp", &values),
            },
            next: Next {
                title: words.text("pdf.receipt.next"),
                steps: steps(case, &preview, words),
            },
            check: Check::at(page, "receipt", words)?,
            footer: case.footer(words),
        },
    })
}

/// The steps as they were on the day of submission: what happened since does not change the receipt.
fn steps(case: &Case, preview: &Preview, words: Words) -> Vec<Step> {
    let ready = Record {
        event: Event {
            kind: EventKind::ApplicantReady,
            by: Role::Applicant,
            at: case.made_at,
            why: String::new(),
            agreed: true,
        },
        person: String::new(),
        detail: Detail::Nothing,
    };
    let category = preview.standing().category();
    let terms = Terms {
        place: preview.profile.work_place.as_ref().map(Short::as_str),
        on: case.day,
        category,
    };
    let step = |step: lifecycle::Step| {
        let name = format!("step.{}", step.name);
        let days = step.working_days.map(|days| days.to_string());
        Step {
            detail: match days {
                Some(days) => words.with("step.limit", &[("days", &days)]),
                None => words.text(&format!("{name}.detail")),
            },
            name: words.text(&name),
        }
    };
    let ahead = lifecycle::Case::new(category, vec![ready]).steps(&terms, case.day);
    ahead.into_iter().map(step).collect()
}
