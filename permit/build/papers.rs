//! The documents and steps of a rule file, and what they must be. What every field means stands at its twin in
//! `src/document/rule.rs`.

use crate::check::{Texts, cited, said};
use crate::file::File;
use crate::situations::SITUATIONS;
use serde::Deserialize;

const WHEN: &[&str] = &["always", "family", "pay", "evidence"];
const HOW: &[&str] = &["exempt", "promise", "only_if", "detail"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: String,
    pub supplier: String,
    pub situations: Vec<String>,
    #[serde(default = "always")]
    pub when: String,
    #[serde(default)]
    pub routes: Vec<String>,
    #[serde(default)]
    pub translation: bool,
    #[serde(default)]
    pub authentication: bool,
    #[serde(default)]
    pub basis: Vec<String>,
    pub months: Option<String>,
    #[serde(default)]
    pub case: Vec<Case>,
    pub source: String,
    pub confidence: String,
}

fn always() -> String {
    "always".into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(default)]
    pub situations: Vec<String>,
    pub category: Option<String>,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub routes: Vec<String>,
    pub how: String,
    pub reason: String,
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub id: String,
    pub situations: Vec<String>,
    #[serde(default)]
    pub limit: String,
    #[serde(default)]
    pub outer: String,
    #[serde(default)]
    pub only_with_limit: bool,
    pub source: String,
    pub confidence: String,
}

impl Document {
    /// The routes, and groups of them, that it names.
    pub fn named(&self) -> impl Iterator<Item = &String> {
        let of_cases = self.case.iter().flat_map(|case| &case.routes);
        self.routes.iter().chain(of_cases)
    }
}

fn known(what: &str, situations: &[String]) -> Result<(), String> {
    match situations
        .iter()
        .find(|name| !SITUATIONS.contains(&name.as_str()))
    {
        Some(stray) => Err(format!("{what}: there is no situation {stray}")),
        None => Ok(()),
    }
}

pub fn document(document: &Document, texts: &Texts) -> Result<(), String> {
    let id = &document.id;
    cited(id, &document.source, &document.confidence)?;
    said(&format!("document.{id}.title"), texts)?;
    said(&format!("document.{id}.text"), texts)?;
    said(&format!("supplier.{}", document.supplier), texts)?;
    known(&format!("document {id}"), &document.situations)?;
    if document.situations.is_empty() || !WHEN.contains(&document.when.as_str()) {
        return Err(format!("document {id}: situations, and when is one of {WHEN:?}"));
    }
    document
        .case
        .iter()
        .try_for_each(|case| special(document, case, texts))
}

fn special(document: &Document, case: &Case, texts: &Texts) -> Result<(), String> {
    let what = format!("document {}, {}", document.id, case.reason);
    cited(&what, &case.source, &case.confidence)?;
    said(&format!("document.case.{}", case.reason), texts)?;
    known(&what, &case.situations)?;
    if !HOW.contains(&case.how.as_str()) {
        return Err(format!("{what}: how is one of {HOW:?}"));
    }
    if !["A", "B", "C"].contains(&case.category.as_deref().unwrap_or("A")) {
        return Err(format!("{what}: a category is A, B or C"));
    }
    if case.place.len() > 6 || !case.place.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(format!("{what}: a place is the beginning of a code"));
    }
    let always = case.category.is_none() && case.place.is_empty() && case.routes.is_empty();
    let listed = |name: &String| document.situations.contains(name);
    let contradicts = match case.how.as_str() {
        "exempt" if always => case.situations.is_empty() || case.situations.iter().any(listed),
        "exempt" => false,
        _ => !case.situations.iter().all(listed),
    };
    if contradicts {
        return Err(format!(
            "{what}: a document is on the list of a situation or exempt in it, and what is said of it belongs to its list"
        ));
    }
    Ok(())
}

pub fn stages(file: &File, texts: &Texts) -> Result<(), String> {
    for (place, stage) in file.stage.iter().enumerate() {
        let id = &stage.id;
        let what = format!("stage {id}");
        cited(&what, &stage.source, &stage.confidence)?;
        known(&what, &stage.situations)?;
        said(&format!("stage.{id}"), texts)?;
        let figure = |name: &String| name.is_empty() || file.limits.contains_key(name);
        if !figure(&stage.outer) {
            return Err(format!("{what}: there is no limit {}", stage.outer));
        }
        if !figure(&stage.limit) && !stage.only_with_limit {
            said(&format!("stage.{id}.open"), texts)?;
        }
        let again = |other: &Stage| {
            other.id == *id
                && other
                    .situations
                    .iter()
                    .any(|name| stage.situations.contains(name))
        };
        if stage.situations.is_empty() || file.stage.iter().skip(place + 1).any(again) {
            return Err(format!("{what} stands nowhere, or twice in a situation"));
        }
    }
    Ok(())
}
