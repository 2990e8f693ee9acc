//! The form model as JSON, with the texts of a language: documentation for people, and the same questions for the
//! benchmark's other form software.

use crate::locales::{all, known};
use permit::forms::{self, Page};
use permit::question::{Condition, Kind, Owner, Question};
use serde_json::{Value, json};

/// The form with the texts of a language.
#[must_use]
pub fn form(tag: &str) -> String {
    let tag = known(tag);
    let text = |key: String| all().get(tag).and_then(|texts| texts.get(&key)).cloned();
    let sections: Vec<Value> = forms::SECTIONS
        .iter()
        .map(|section| {
            let pages: Vec<Value> = section.pages.iter().map(|one| page(one, &text)).collect();
            json!({ "id": section.id, "title": text(format!("section.{}.title", section.id)), "pages": pages })
        })
        .collect();
    let form = json!({ "version": forms::VERSION, "locale": tag, "sections": sections });
    serde_json::to_string_pretty(&form).unwrap_or_default()
}

fn page(page: &'static Page, text: &dyn Fn(String) -> Option<String>) -> Value {
    let questions: Vec<Value> = page.questions.iter().map(|one| question(one, text)).collect();
    let group = page.group.map(|group| {
        let questions: Vec<Value> = group.questions.iter().map(|one| question(one, text)).collect();
        json!({
            "id": group.id, "title": text(format!("group.{}.title", group.id)), "asked": condition(group.asked),
            "min": group.min, "max": group.max, "questions": questions,
        })
    });
    json!({ "id": page.id, "title": text(format!("page.{}.title", page.id)), "questions": questions, "group": group })
}

fn question(question: &'static Question, text: &dyn Fn(String) -> Option<String>) -> Value {
    let key = |tail: &str| text(format!("question.{}.{tail}", question.id));
    let choices: Vec<Value> = question
        .choices()
        .iter()
        .map(|choice| json!({ "value": choice, "text": text(question.choice_key(choice)) }))
        .collect();
    json!({
        "id": question.id, "kind": kind(question.kind), "label": key("label"), "hint": key("hint"), "help": key("help"),
        "choices": choices, "required": question.required, "asked": condition(question.asked),
        "owner": if question.owner == Owner::Employer { "employer" } else { "applicant" },
        "private": question.private, "chinese": question.chinese, "since": question.since,
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text(_) => "text",
        Kind::Lines(_) => "lines",
        Kind::Choice(_) => "choice",
        Kind::Select(_) => "select",
        Kind::Choices(_) => "choices",
        Kind::Country => "country",
        Kind::Province => "province",
        Kind::Date(_) => "date",
        Kind::Month(_) => "month",
        Kind::Number(..) => "number",
        Kind::Yuan(_) => "yuan",
        Kind::Consent => "consent",
    }
}

fn condition(condition: Condition) -> Value {
    match condition {
        Condition::Always => Value::Null,
        Condition::Is(id, value) => json!({ "question": id, "is": value }),
        Condition::IsNot(id, value) => json!({ "question": id, "is_not": value }),
        Condition::OneOf(id, values) => json!({ "question": id, "one_of": values }),
        Condition::Has(id, value) => json!({ "question": id, "has": value }),
        Condition::All(parts) => {
            json!({ "all": parts.iter().map(|part| self::condition(*part)).collect::<Vec<_>>() })
        }
    }
}
