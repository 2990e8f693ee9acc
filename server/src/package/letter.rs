//! The Notification Letter (外国人工作许可通知; its fields: domain.md 4, NL-TPL). Its wording is the portal's own: no official
//! text was seen in full. Nothing of it depends on who asks for it, so it is the same bytes for everybody; only when it no
//! longer holds it becomes another one, which says so across the page. A paper that somebody keeps for their file is better
//! marked than missing, and one that was printed before is told by the page that checks it.

use super::case::{Fact, Footer};
use super::square::Check;
use super::typeset::Paper;
use super::words::{Pair, Words, plain};
use crate::clock::day_in_china;
use crate::error::Error;
use permit::classify::Category;
use permit::document::choice_of;
use permit::draft::Draft;
use permit::forms::family::{DEP_GIVEN_NAMES, DEP_RELATION, DEP_SURNAME, DEPENDANTS};
use permit::forms::identity::{GIVEN_NAMES, NATIONALITY, PASSPORT_NUMBER, SEX, SURNAME};
use permit::forms::post::{PERMIT_MONTHS, WORK_CITY, WORK_CITY_CODE, WORK_PROVINCE};
use permit::lifecycle::record;
use permit::question::Question;
use serde::Serialize;

/// Between the parts of a place, in every language.
const BETWEEN: &str = " · ";

/// How a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds, or was used.
    Holds,
    /// Its day went by.
    Expired,
    /// The permit was cancelled.
    Cancelled,
}

/// What a letter is made of.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Its numbers and its last day.
    pub letter: record::Letter,
    /// The number of the one that it replaces.
    pub replaces: Option<String>,
    /// The code by which anybody can check it.
    pub code: String,
    /// The application's reference number.
    pub reference: String,
    /// The applicant's language.
    pub locale: String,
    /// The answers that count.
    pub draft: Draft,
    /// The employer's registered name.
    pub employer: String,
    /// The category that was approved.
    pub category: Option<Category>,
    /// When it was issued, in seconds since 1970 UTC.
    pub issued_at: i64,
    /// How it stands.
    pub standing: Standing,
}

/// What stands in the letter.
#[derive(Serialize)]
pub struct Letter {
    title: Pair,
    void: Option<Void>,
    what: Pair,
    number: Fact,
    facts: Vec<Fact>,
    family: Option<Family>,
    notes: Vec<Pair>,
    issuer: Vec<Fact>,
    check: Check,
    footer: Footer,
}

/// That the letter no longer holds.
#[derive(Serialize)]
struct Void {
    /// One word, across the page.
    mark: Pair,
    /// A sentence above everything, that is read aloud, too.
    text: Pair,
}

#[derive(Serialize)]
struct Family {
    title: Pair,
    people: Vec<Fact>,
}

/// The letter; `address` is where the portal is, `authority` who issues it where the letter does not say it itself.
///
/// # Errors
/// [`Error::Internal`] where no code holds the address.
pub fn letter(issued: &Issued, address: &str, authority: &str) -> Result<Paper<Letter>, Error> {
    let words = Words::of(&issued.locale);
    let number = &issued.letter.number;
    let page = format!("{address}/{}/verify/{number}/{}", words.own, issued.code);
    let until = words.day(issued.letter.valid_until);
    let standing = match issued.standing {
        Standing::Holds => None,
        Standing::Expired => Some("expired"),
        Standing::Cancelled => Some("cancelled"),
    };
    let authority = match issued.letter.authority.as_str() {
        "" => authority,
        then => then,
    };
    let fact = |key: &str, value: Pair| Fact {
        label: words.text(&format!("pdf.letter.{key}")),
        value,
    };
    let mut issuer = vec![
        fact("issuer", plain(authority.to_owned())),
        fact("issued_on", words.day(day_in_china(issued.issued_at))),
    ];
    if let Some(before) = &issued.replaces {
        issuer.push(fact("replaces", plain(before.clone())));
    }
    issuer.push(fact("code", plain(issued.code.clone())));
    Ok(Paper {
        template: "letter",
        ident: ["letter", words.own, number, standing.unwrap_or_default()].join("/"),
        made_at: issued.issued_at,
        language: words.own,
        content: Letter {
            title: words.text("pdf.letter.title"),
            void: standing.map(|name| Void {
                mark: words.text(&format!("pdf.letter.void.{name}")),
                text: words.text(&format!("pdf.letter.void_text.{name}")),
            }),
            what: words.text("pdf.letter.what"),
            number: fact("number", plain(number.clone())),
            facts: facts(issued, until.clone(), words),
            family: family(&issued.draft, words),
            notes: vec![
                words.with_pairs("pdf.letter.validity", &[("date", &until)]),
                words.text("pdf.letter.after"),
            ],
            issuer,
            check: Check::at(page, "letter", words)?,
            footer: Footer::new(number, "pdf.reference", &issued.reference, words),
        },
    })
}

fn facts(issued: &Issued, until: Pair, words: Words) -> Vec<Fact> {
    let draft = &issued.draft;
    let fact = |key: &str, value: Pair| Fact {
        label: words.text(&format!("pdf.letter.{key}")),
        value,
    };
    let one = |question: &Question| answer(draft, question, None, words);
    let name = [one(&SURNAME), one(&GIVEN_NAMES)].map(|part| part.own().to_owned());
    let name = name.join(" ").trim().to_uppercase();
    let titled = match draft.raw(&SEX.key(None)).trim() {
        sex @ ("female" | "male") => words.with(&format!("pdf.letter.{sex}"), &[("name", &name)]),
        _ => plain(name),
    };
    let place = [&WORK_PROVINCE, &WORK_CITY_CODE, &WORK_CITY].map(one);
    let months = match issued.letter.months {
        0 => one(&PERMIT_MONTHS),
        months => words.number(months),
    };
    let category = issued
        .category
        .map(|category| words.text(&format!("category.{}", choice_of(category))));
    let mut facts = vec![
        fact("name", titled),
        fact("nationality", one(&NATIONALITY)),
        fact("passport", one(&PASSPORT_NUMBER)),
        fact("permit", plain(issued.letter.permit.clone())),
        fact("category", category.unwrap_or_else(|| plain(String::new()))),
        fact("employer", plain(issued.employer.clone())),
        fact("place", joined(&place)),
        fact("months", months),
        fact("until", until),
    ];
    facts.retain(|fact| !fact.value.own().is_empty());
    facts
}

/// An answer of one line; empty where there is none.
fn answer(draft: &Draft, question: &Question, row: Option<&str>, words: Words) -> Pair {
    let first = words.answer(draft, question, row).into_iter().next();
    first.unwrap_or_else(|| plain(String::new()))
}

/// The parts of one place on one line, in each language: no list of several things, which a language would end with "and".
fn joined(pairs: &[Pair]) -> Pair {
    let said: Vec<&Pair> = pairs.iter().filter(|pair| !pair.own().is_empty()).collect();
    let own: Vec<&str> = said.iter().map(|pair| pair.own()).collect();
    let own = own.join(BETWEEN);
    if said.iter().all(|pair| pair.zh.is_empty()) {
        return plain(own);
    }
    let zh = |pair: &&Pair| {
        if pair.zh.is_empty() {
            pair.own.clone()
        } else {
            pair.zh.clone()
        }
    };
    let zh = said.iter().map(zh).collect::<Vec<_>>().join(BETWEEN);
    Pair {
        own: if said.iter().all(|pair| pair.own.is_empty()) {
            String::new()
        } else {
            own
        },
        zh,
    }
}

/// Who comes along: relation and name.
fn family(draft: &Draft, words: Words) -> Option<Family> {
    let person = |row: &str| {
        let one = |question: &Question| answer(draft, question, Some(row), words);
        let name = [one(&DEP_SURNAME), one(&DEP_GIVEN_NAMES)].map(|part| part.own().to_owned());
        Fact {
            label: one(&DEP_RELATION),
            value: plain(name.join(" ").trim().to_uppercase()),
        }
    };
    let people: Vec<Fact> = DEPENDANTS.rows(draft).into_iter().map(person).collect();
    (!people.is_empty()).then(|| Family {
        title: words.text("pdf.letter.family"),
        people,
    })
}
