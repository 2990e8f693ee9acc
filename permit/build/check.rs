//! What a rule file must be before it may rule.

use crate::file::{Brackets, File, Need, Points, Test};
use crate::papers;
use crate::words::{CHINESE, DEGREES, POSITIONS, VOCATIONAL};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const CONFIDENCE: &[&str] = &["sourced", "recalled", "uncertain"];
const WHO: &[&str] = &["city", "quota"];

/// The texts of every language.
pub type Texts = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

/// Every id with the jurisdiction that it belongs to: a newer file of the same place may repeat it, no other.
type Ids = BTreeMap<String, String>;

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
    let mut ids = Ids::new();
    let mut held = BTreeSet::new();
    // A profile's claims are bits.
    if files.iter().map(|(_, file)| file.route.len()).sum::<usize>() > 128 {
        return Err("policy/: more than 128 routes; widen profile::Routes".into());
    }
    if !files.iter().any(|(_, file)| file.points.is_some()) {
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
        let routes = || files.iter().flat_map(|(_, file)| &file.route);
        if let Some((document, stray)) = file.document.iter().find_map(|one| {
            let known = |name: &String| routes().any(|route| route.id.starts_with(name.as_str()));
            let stray = one.named().find(|name| !known(name))?;
            Some((&one.id, stray))
        }) {
            return Err(format!(
                "policy/{name}: document {document}: there is no route {stray}"
            ));
        }
        if let Some(stray) = file
            .addition
            .iter()
            .find(|one| !routes().any(|route| route.id == one.to))
        {
            return Err(format!(
                "policy/{name}: {}: there is no route {}",
                stray.id, stray.to
            ));
        }
    }
    Ok(())
}

/// Whether this is a day as 2026-02-04.
fn is_day(text: &str) -> bool {
    let parts: Vec<Option<u8>> = text.split('-').skip(1).map(|part| part.parse().ok()).collect();
    let [Some(month), Some(day)] = parts.as_slice() else {
        return false;
    };
    text.len() == 10 && (1..=12).contains(month) && (1..=31).contains(day)
}

fn one(file: &File, texts: &Texts, ids: &mut Ids) -> Result<(), String> {
    if file.jurisdiction.len() != 6 || !file.jurisdiction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!(
            "jurisdiction {} is no code of six digits",
            file.jurisdiction
        ));
    }
    if !is_day(&file.valid_from) {
        return Err(format!("valid_from: {} is no day", file.valid_from));
    }
    if file.points.is_some() != (file.jurisdiction == "000000") {
        return Err("the points table is the nation's, and only the nation's".into());
    }
    let mut own = BTreeSet::new();
    let mut fresh = |id: String| {
        let of = ids.entry(id.clone()).or_insert_with(|| file.jurisdiction.clone());
        if own.insert(id.clone()) && *of == file.jurisdiction {
            Ok(())
        } else {
            Err(format!("{id} stands twice"))
        }
    };
    for (name, figure) in &file.limits {
        cited(name, &figure.source, &figure.confidence)?;
    }
    if let Some(baseline) = &file.baseline {
        cited("baseline", &baseline.source, &baseline.confidence)?;
        if baseline.four_times >= baseline.six_times {
            return Err("baseline: four times the wage is not below six times".into());
        }
    }
    file.points.as_ref().map_or(Ok(()), points)?;
    for route in &file.route {
        fresh(route.id.clone())?;
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
        fresh(addition.id.clone())?;
        cited(&addition.id, &addition.source, &addition.confidence)?;
        said(&format!("rule.{}", addition.id), texts)?;
    }
    for waiver in &file.waiver {
        fresh(waiver.id.clone())?;
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
    if let Some(translation) = &file.translation {
        cited("translation", &translation.source, &translation.confidence)?;
        said(&format!("document.translation.{}", translation.by), texts)?;
    }
    for document in &file.document {
        fresh(format!("document {}", document.id))?;
        papers::document(document, texts)?;
        if let Some(months) = document
            .months
            .as_ref()
            .filter(|name| !file.limits.contains_key(*name))
        {
            return Err(format!("document {}: there is no limit {months}", document.id));
        }
    }
    papers::stages(file, texts)
}

fn points(points: &Points) -> Result<(), String> {
    for (name, figure) in [("a", &points.a), ("b", &points.b), ("local", &points.local)] {
        cited(name, &figure.source, &figure.confidence)?;
    }
    for (name, table) in [
        ("salary", &points.salary),
        ("work_years", &points.work_years),
        ("months", &points.months),
        ("age", &points.age),
    ] {
        cited(name, &table.source, &table.confidence)?;
        brackets(name, table)?;
    }
    let (education, chinese) = (&points.education, &points.chinese);
    for (name, max, levels, words) in [
        ("degree", education.max, &education.degree, DEGREES),
        ("vocational", education.max, &education.vocational, VOCATIONAL),
        ("chinese", chinese.max, &chinese.level, CHINESE),
    ] {
        if levels.values().any(|points| *points > max) {
            return Err(format!("points.{name}: more than the table's {max}"));
        }
        if !words.iter().all(|word| levels.contains_key(*word)) || levels.len() != words.len() {
            return Err(format!("points.{name}: each of {words:?}, and nothing else"));
        }
    }
    cited("education", &education.source, &education.confidence)?;
    cited("chinese", &chinese.source, &chinese.confidence)?;
    cited("place", &points.place.source, &points.place.confidence)?;
    let special = &points.place.special_area;
    cited("special_area", &special.source, &special.confidence)?;
    cited(
        "background",
        &points.background.source,
        &points.background.confidence,
    )
}

pub fn cited(what: &str, source: &str, confidence: &str) -> Result<(), String> {
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

pub fn said(key: &str, texts: &Texts) -> Result<(), String> {
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

fn within(of: &[String], words: &[&str]) -> bool {
    !of.is_empty() && of.iter().all(|word| words.contains(&word.as_str()))
}

fn possible(id: &str, test: &Test) -> Result<(), String> {
    let wrong = match test {
        Test::Age {
            beyond: Some(who), ..
        }
        | Test::Discretion { who } => !WHO.contains(&who.as_str()),
        Test::SalaryTimes { times } => ![1, 4, 6].contains(times),
        Test::Points { at_least } => !["a", "b"].contains(&at_least.as_str()),
        Test::Degree { at_least } => !DEGREES.contains(&at_least.as_str()),
        Test::Vocational { one_of } => !within(one_of, VOCATIONAL),
        Test::Position { one_of } => !within(one_of, POSITIONS),
        _ => false,
    };
    if wrong {
        Err(format!("{id}: a test says what nobody knows"))
    } else {
        Ok(())
    }
}
