//! The document list: what the application needs, and what of it is there.

use super::case::{Case, Fact, Footer};
use super::contents::Item;
use super::notes;
use super::typeset::Paper;
use super::words::{Pair, Words};
use permit::document::slot::{FORM, SlotState};
use permit::document::{Circumstances, Needed, documents};
use serde::Serialize;

/// What stands on the list.
#[derive(Serialize)]
pub struct List {
    title: Pair,
    what: Pair,
    facts: Vec<Fact>,
    columns: [Pair; 3],
    documents: Vec<Document>,
    footer: Footer,
}

#[derive(Serialize)]
struct Document {
    title: Pair,
    supplier: Pair,
    state: Pair,
    /// Whether something is still to be done about it.
    open: bool,
    files: Vec<File>,
    notes: Vec<Pair>,
}

#[derive(Serialize)]
struct File {
    name: String,
    place: String,
    size: Pair,
    pages: Pair,
    hash: String,
}

/// The list of a draft or an application, with its files.
#[must_use]
pub fn list(case: &Case, items: &[Item], words: Words) -> Paper<List> {
    let preview = case.preview();
    let around = Circumstances::of(&case.counts, &preview, case.day);
    let needed = documents(&preview, &around);
    let mut listed: Vec<Document> = Vec::new();
    for one in &needed {
        let mine = items.iter().filter(|item| item.slot == one.rule.id);
        let files: Vec<&Item> = mine.collect();
        let state = state(one, &files, &case.fingerprint);
        let is_open = matches!(state, "missing" | "void" | "unsigned");
        listed.push(Document {
            title: words.text(&format!("document.{}.title", one.rule.id)),
            supplier: words.text(&format!("pdf.supplier.{}", one.rule.supplier)),
            state: words.text(&format!("pdf.state.{state}")),
            open: is_open,
            files: files.into_iter().map(|item| file(item, words)).collect(),
            notes: notes::notes(one, &around, words),
        });
    }
    let stray: Vec<&Item> = items
        .iter()
        .filter(|item| !needed.iter().any(|one| one.rule.id == item.slot))
        .collect();
    if !stray.is_empty() {
        listed.push(Document {
            title: words.text("pdf.other"),
            supplier: words.text("pdf.other_why"),
            state: words.text("pdf.state.provided"),
            open: false,
            files: stray.into_iter().map(|item| file(item, words)).collect(),
            notes: Vec::new(),
        });
    }
    let category = words.text(&format!(
        "category.{}",
        permit::document::choice_of(around.category)
    ));
    let situation = words.text(&format!("question.situation.choice.{}", around.situation));
    let mut facts = case.facts(words);
    facts.push(Fact {
        label: words.text("pdf.list.for"),
        value: words.with_pairs(
            "pdf.list.case",
            &[("category", &category), ("situation", &situation)],
        ),
    });
    Paper {
        template: "list",
        ident: case.ident("list", words),
        made_at: case.made_at,
        language: words.own,
        content: List {
            title: words.text("pdf.list.title"),
            what: words.text("pdf.list.what"),
            facts,
            columns: ["number", "document", "files"].map(|name| words.text(&format!("pdf.column.{name}"))),
            documents: listed,
            footer: case.footer(words),
        },
    }
}

/// How a document stands, as a paper says it: `pdf.state.<name>`.
fn state(needed: &Needed, files: &[&Item], fingerprint: &str) -> &'static str {
    let seals = files.iter().map(|item| item.seal.as_str());
    match SlotState::of(needed, seals, fingerprint) {
        SlotState::Void => "void",
        SlotState::Provided => "provided",
        _ if needed.rule.id == FORM => "unsigned",
        SlotState::Optional if needed.exempt.is_some() => "not_needed",
        SlotState::Optional => "optional",
        SlotState::MayFollow => "promised",
        SlotState::Missing if needed.rule.supplier == "employer" => "employer",
        SlotState::Missing => "missing",
    }
}

fn file(item: &Item, words: Words) -> File {
    let size = words.number(u32::try_from(item.bytes.div_ceil(1_000)).unwrap_or(u32::MAX));
    File {
        name: item.original.clone(),
        place: item.name.clone(),
        size: words.with_pairs("documents.page.size", &[("size", &size)]),
        pages: words.with_pairs("pdf.file_pages", &[("pages", &words.number(item.pages))]),
        hash: item.sha256.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::locales::all;
    use permit::classify::Preview;
    use permit::profile::Profile;

    #[test]
    fn every_state_and_supplier_has_its_words() {
        let states = [
            "void",
            "provided",
            "unsigned",
            "not_needed",
            "optional",
            "promised",
            "employer",
            "missing",
        ];
        let rules = Preview::new(Profile::default()).rules;
        let suppliers = rules
            .documents()
            .map(|rule| format!("supplier.{}", rule.supplier));
        for key in states
            .iter()
            .map(|state| format!("state.{state}"))
            .chain(suppliers)
        {
            for (tag, texts) in all() {
                assert!(texts.contains_key(&format!("pdf.{key}")), "{tag}: {key}");
            }
        }
    }
}
