//! The application form, filled in: what `permit::forms` asks, with the answers that count.

use super::case::{Case, Fact, Footer};
use super::typeset::Paper;
use super::words::{Pair, Words};
use permit::forms::{self, Group, Page, Section};
use permit::question::{Owner, Question};
use permit::rendering;
use serde::Serialize;

/// What stands on the form.
#[derive(Serialize)]
pub struct Form {
    title: Pair,
    what: Pair,
    facts: Vec<Fact>,
    columns: [Pair; 2],
    sections: Vec<Part>,
    employer: Pair,
    nothing: Pair,
    sign: Sign,
    footer: Footer,
}

#[derive(Serialize)]
struct Part {
    title: Pair,
    parts: Vec<Rows>,
}

#[derive(Serialize)]
struct Rows {
    title: Option<Pair>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    label: Pair,
    answer: Vec<Pair>,
    employer: bool,
}

#[derive(Serialize)]
struct Sign {
    title: Pair,
    text: Pair,
    applicant: Place,
    seal: Place,
    date: Pair,
}

#[derive(Serialize)]
struct Place {
    title: Pair,
}

/// The form of a draft or an application.
#[must_use]
pub fn form(case: &Case, words: Words) -> Paper<Form> {
    let place = |key| Place {
        title: words.text(key),
    };
    Paper {
        template: "form",
        ident: case.ident("form", words),
        made_at: case.made_at,
        language: words.own,
        content: Form {
            title: words.text("pdf.form.title"),
            what: words.text("pdf.form.what"),
            facts: case.facts(words),
            columns: ["item", "answer"].map(|name| words.text(&format!("pdf.column.{name}"))),
            sections: forms::SECTIONS
                .iter()
                .filter_map(|section| part(section, case, words))
                .collect(),
            employer: words.text("pdf.employer"),
            nothing: words.text("pdf.nothing"),
            sign: Sign {
                title: words.text("pdf.sign.title"),
                text: words.text("pdf.sign.text"),
                applicant: place("pdf.sign.applicant"),
                seal: place("pdf.sign.employer"),
                date: words.text("pdf.sign.date"),
            },
            footer: case.footer(words),
        },
    }
}

/// Whether the employer is still to confirm the answer to a question.
fn confirms(case: &Case, question: &Question) -> bool {
    question.owner == Owner::Employer && !case.signed
}

/// A section; nothing where nothing of it is asked.
fn part(section: &'static Section, case: &Case, words: Words) -> Option<Part> {
    let mut parts = Vec::new();
    for page in section.pages.iter().filter(|page| page.is_asked(&case.counts)) {
        add_page(page, case, words, &mut parts);
    }
    (!parts.is_empty()).then(|| Part {
        title: words.text(&format!("section.{}.title", section.id)),
        parts,
    })
}

fn add_page(page: &'static Page, case: &Case, words: Words, parts: &mut Vec<Rows>) {
    let mut rows = lines(page.questions, case, None, words);
    // Pages that follow each other without a heading are one table.
    match parts.last_mut().filter(|last| last.title.is_none()) {
        Some(last) => last.rows.append(&mut rows),
        None if !rows.is_empty() => parts.push(Rows { title: None, rows }),
        None => {}
    }
    if let Some(group) = page
        .group
        .filter(|group| group.asked.holds(&case.counts, None).is_yes())
    {
        add_group(group, case, words, parts);
    }
}

fn add_group(group: &'static Group, case: &Case, words: Words, parts: &mut Vec<Rows>) {
    let all = group.rows(&case.counts);
    // A list of single answers needs no heading for each.
    if let ([question], false) = (group.questions, all.is_empty()) {
        let answer = all
            .iter()
            .flat_map(|row| answer(case, question, Some(row), words));
        let row = Row {
            label: words.text(&format!("group.{}.title", group.id)),
            answer: answer.collect(),
            employer: confirms(case, question),
        };
        match parts.last_mut().filter(|last| last.title.is_none()) {
            Some(last) => last.rows.push(row),
            None => parts.push(Rows {
                title: None,
                rows: vec![row],
            }),
        }
        return;
    }
    if all.is_empty() {
        parts.push(Rows {
            title: Some(words.text(&format!("group.{}.title", group.id))),
            rows: Vec::new(),
        });
    }
    for (row, place) in all.into_iter().zip(1..) {
        parts.push(Rows {
            title: Some(words.row(group, place)),
            rows: lines(group.questions, case, Some(row), words),
        });
    }
}

/// An answer; what the applicant wrote in another script stands below its Chinese, where that is confirmed.
fn answer(case: &Case, question: &'static Question, row: Option<&str>, words: Words) -> Vec<Pair> {
    let mut answer = words.answer(&case.counts, question, row);
    if let (Some(zh), [only]) = (
        rendering::confirmed(&case.renderings, &question.key(row)),
        answer.as_mut_slice(),
    ) {
        zh.clone_into(&mut only.zh);
    }
    answer
}

fn lines(questions: &[&'static Question], case: &Case, row: Option<&str>, words: Words) -> Vec<Row> {
    let asked = questions
        .iter()
        .filter(|question| question.is_asked(&case.counts, row));
    let line = |question: &&'static Question| Row {
        label: words.name(question),
        answer: answer(case, question, row, words),
        employer: confirms(case, question),
    };
    asked.map(line).collect()
}
