//! Writes the checked documents and steps as Rust.

use crate::file::File;
use crate::papers::{Case, Document};
use crate::write::confidence;
use std::fmt::{Error, Write as _};

/// The name of a variant: `only_if` is `OnlyIf`.
fn variant(name: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    name.split('_').map(part).collect()
}

/// The documents, and after them the steps.
pub fn papers(file: &File, out: &mut String) -> Result<(), Error> {
    for one in &file.document {
        document(one, out)?;
    }
    out.push_str("],\n stages: &[");
    for stage in &file.stage {
        write!(
            out,
            "\n  StageRule {{ id: {:?}, situations: &{:?}, limit: {:?}, outer: {:?}, only_with_limit: {}, confidence: {} }},",
            stage.id,
            stage.situations,
            stage.limit,
            stage.outer,
            stage.only_with_limit,
            confidence(&stage.confidence)
        )?;
    }
    Ok(())
}

fn document(of: &Document, out: &mut String) -> Result<(), Error> {
    write!(
        out,
        "\n  DocumentRule {{ id: {:?}, supplier: {:?}, situations: &{:?}, when: When::{}, routes: &{:?}, translation: {}, \
         authentication: {}, basis: &{:?}, months: {:?}, confidence: {}, cases: &[",
        of.id,
        of.supplier,
        of.situations,
        variant(&of.when),
        of.routes,
        of.translation,
        of.authentication,
        of.basis,
        of.months.as_deref().unwrap_or(""),
        confidence(&of.confidence)
    )?;
    for one in &of.case {
        case(one, out)?;
    }
    out.push_str("] },");
    Ok(())
}

fn case(of: &Case, out: &mut String) -> Result<(), Error> {
    let category = match &of.category {
        Some(letter) => format!("Some(Category::{letter})"),
        None => "None".to_owned(),
    };
    write!(
        out,
        "\n   DocumentCase {{ situations: &{:?}, category: {category}, place: {:?}, routes: &{:?}, how: How::{}, reason: {:?}, \
         confidence: {} }},",
        of.situations,
        of.place,
        of.routes,
        variant(&of.how),
        of.reason,
        confidence(&of.confidence)
    )
}
