//! What a rule file must be before it may rule.

use crate::file::{Brackets, File, Need, Test};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const CONFIDENCE: &[&str] = &["sourced", "recalled", "uncertain"];
const WHO: &[&str] = &["city", "quota"];

type Texts = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

/// The texts of every language: all files of its folder together.
pub fn texts(locales: &Path) -> Result<Texts, Box<dyn std::error::Error>> {
    let mut all = Texts::new();
    for language in fs::read_dir(locales)? {
        let language = language?.path();
        let tag = language
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for file in fs::read_dir(&language)? {
            let path = file?.path();
            let texts: BTreeMap<String, serde_json::Value> =
                serde_json::from_str(&fs::read_to_string(&path)?)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
            all.entry(tag.clone()).or_default().extend(texts);
        }
    }
    Ok(all)
}

/// Every check; the first that fails names the file and the place.
pub fn all(files: &[(String, File)], texts: &Texts) -> Result<(), String> {
    let mut ids = BTreeSet::new();
    let mut held = BTreeSet::new();
    let national = files.iter().filter(|(_, file)| file.points.is_some()).count();
    // A profile's claims are bits.
    if files.iter().map(|(_, file)| file.route.len()).sum::<usize>() > 128 {
        return Err("policy/: more than 128 routes; widen profile::Routes".into());
    }
    if national == 0 {
        return Err("policy/: no file has the points table".into());
    }
    for (name, file) in files {
        one(file, texts, &mut ids).map_err(|wrong| format!("policy/{name}: {wrong}"))?;
        if !held.insert((&file.jurisdiction, &file.valid_from)) {
            return Err(format!(
                "policy/{name}: {} has two files from the same day",
                file.jurisdiction
            ));
        }
    }
    Ok(())
}

fn one(file: &File, texts: &Texts, ids: &mut BTreeSet<String>) -> Result<(), String> {
    if file.jurisdiction.len() != 6 || !file.jurisdiction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!(
            "jurisdiction {} is no code of six digits",
            file.jurisdiction
        ));
    }
    for (name, figure) in &file.limits {
        cited(name, &figure.source, &figure.confidence)?;
    }
    if let Some(baseline) = &file.baseline {
        cited("baseline", &baseline.source, &baseline.confidence)?;
        if baseline.four_times >= baseline.six_times {
            return Err("baseline: four times the wage is not below six times".into());
        }
    }
    if let Some(points) = &file.points {
        for (name, table) in [
            ("salary", &points.salary),
            ("work_years", &points.work_years),
            ("months", &points.months),
            ("age", &points.age),
        ] {
            cited(name, &table.source, &table.confidence)?;
            brackets(name, table)?;
        }
        for (name, source, confidence, max, levels) in [
            (
                "degree",
                &points.education.source,
                &points.education.confidence,
                points.education.max,
                &points.education.degree,
            ),
            (
                "vocational",
                &points.education.source,
                &points.education.confidence,
                points.education.max,
                &points.education.vocational,
            ),
            (
                "chinese",
                &points.chinese.source,
                &points.chinese.confidence,
                points.chinese.max,
                &points.chinese.level,
            ),
        ] {
            cited(name, source, confidence)?;
            if levels.values().any(|points| *points > max) {
                return Err(format!("points.{name}: more than the table's {max}"));
            }
        }
        cited("place", &points.place.source, &points.place.confidence)?;
        cited(
            "background",
            &points.background.source,
            &points.background.confidence,
        )?;
    }
    for route in &file.route {
        fresh(&route.id, ids)?;
        cited(&route.id, &route.source, &route.confidence)?;
        said(&format!("rule.{}", route.id), texts)?;
        if !["A", "B", "C"].contains(&route.category.as_str())
            || route.official.is_empty()
            || route.needs.is_empty()
        {
            return Err(format!(
                "{}: a route has a category, its official words and what it needs",
                route.id
            ));
        }
        if !["sourced", "recalled"].contains(&route.wording.as_str()) {
            return Err(format!("{}: wording is \"sourced\" or \"recalled\"", route.id));
        }
        for test in route.needs.iter().flat_map(tests) {
            possible(&route.id, test)?;
        }
    }
    for addition in &file.addition {
        fresh(&addition.id, ids)?;
        cited(&addition.id, &addition.source, &addition.confidence)?;
        said(&format!("rule.{}", addition.id), texts)?;
    }
    for waiver in &file.waiver {
        fresh(&waiver.id, ids)?;
        cited(&waiver.id, &waiver.source, &waiver.confidence)?;
        said(&format!("rule.{}", waiver.id), texts)?;
        if waiver.waives != "work_years" {
            return Err(format!("{}: only work_years can be waived", waiver.id));
        }
        waiver
            .needs
            .iter()
            .try_for_each(|test| possible(&waiver.id, test))?;
    }
    for tongue in &file.mother_tongue {
        cited(&tongue.language, &tongue.source, &tongue.confidence)?;
        if tongue.countries.iter().any(|country| country.len() != 3) {
            return Err(format!(
                "mother_tongue {}: countries have three letters",
                tongue.language
            ));
        }
    }
    if let Some(apostille) = &file.apostille {
        cited("apostille", &apostille.source, &apostille.confidence)?;
        if let Some(both) = apostille
            .party
            .iter()
            .find(|country| apostille.not_party.contains(country))
        {
            return Err(format!("apostille: {both} stands on both lists"));
        }
    }
    for document in &file.document {
        fresh(&format!("document {}", document.id), ids)?;
        cited(&document.id, &document.source, &document.confidence)?;
        said(&format!("document.{}.title", document.id), texts)?;
        said(&format!("document.{}.text", document.id), texts)?;
        said(&format!("supplier.{}", document.supplier), texts)?;
        if let Some(months) = document
            .months
            .as_ref()
            .filter(|name| !file.limits.contains_key(*name))
        {
            return Err(format!("document {}: there is no limit {months}", document.id));
        }
    }
    Ok(())
}

fn fresh(id: &str, ids: &mut BTreeSet<String>) -> Result<(), String> {
    if ids.insert(id.to_owned()) {
        Ok(())
    } else {
        Err(format!("{id} stands twice"))
    }
}

fn cited(what: &str, source: &str, confidence: &str) -> Result<(), String> {
    if source.is_empty() {
        return Err(format!("{what} has no source"));
    }
    if CONFIDENCE.contains(&confidence) {
        Ok(())
    } else {
        Err(format!(
            "{what}: confidence {confidence} is none of {CONFIDENCE:?}"
        ))
    }
}

fn said(key: &str, texts: &Texts) -> Result<(), String> {
    match texts.iter().find(|(_, texts)| !texts.contains_key(key)) {
        Some((tag, _)) => Err(format!("{key} has no text in {tag}")),
        None => Ok(()),
    }
}

/// From 0 to infinity, without gap or overlap, and never more than the group gives.
fn brackets(name: &str, table: &Brackets) -> Result<(), String> {
    let mut next = Some(0);
    for bracket in &table.brackets {
        let (from, below, points) = match bracket.as_slice() {
            [from, below, points] => (*from, Some(*below), *points),
            [from, points] => (*from, None, *points),
            _ => return Err(format!("points.{name}: a bracket is [from, below, points]")),
        };
        if next != Some(from) {
            return Err(format!("points.{name}: a gap or an overlap at {from}"));
        }
        if below.is_some_and(|below| below <= from) || points > table.max {
            return Err(format!(
                "points.{name}: the bracket from {from} is empty or gives too much"
            ));
        }
        next = below;
    }
    if next.is_some() || table.brackets.is_empty() {
        return Err(format!("points.{name}: the last bracket must be open"));
    }
    Ok(())
}

fn tests(need: &Need) -> Vec<&Test> {
    match need {
        Need::One(test) => vec![test],
        Need::Any { any } => any.iter().flatten().collect(),
    }
}

fn possible(id: &str, test: &Test) -> Result<(), String> {
    let wrong = match test {
        Test::Age {
            beyond: Some(who), ..
        }
        | Test::Discretion { who } => !WHO.contains(&who.as_str()),
        Test::SalaryTimes { times } => ![1, 4, 6].contains(times),
        Test::Points { at_least } => !["a", "b"].contains(&at_least.as_str()),
        _ => false,
    };
    if wrong {
        Err(format!("{id}: a test says what nobody knows"))
    } else {
        Ok(())
    }
}
