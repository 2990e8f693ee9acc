//! Writes the checked rule files as Rust.

use crate::file::{Brackets, File, Need, Route, Test};
use crate::sources::{Sources, seen_in};
use crate::words::DEGREES;
use crate::write_papers::papers;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The source of the tables.
pub fn tables(files: &[(String, File)], sources: &Sources) -> Result<String, Box<dyn std::error::Error>> {
    let mut out = String::new();
    for (number, (_, file)) in files.iter().enumerate() {
        write!(out, "static ROUTES_{number}: [Route; {}] = [", file.route.len())?;
        for route in &file.route {
            write_route(file, route, sources, &mut out)?;
        }
        out.push_str("];\n");
    }
    writeln!(
        out,
        "/// Every rule file, in the order of their names.\npub static RULE_SETS: [RuleSet; {}] = [",
        files.len()
    )?;
    let mut first_route = 0;
    for (number, (_, file)) in files.iter().enumerate() {
        set(file, sources, (number, first_route), &mut out)?;
        first_route += file.route.len();
    }
    out.push_str("];\n");
    limits(files, &mut out)?;
    cities(files, &mut out)?;
    // The standards, oldest first; the check made sure that there is one.
    let mut standards: Vec<(usize, &File)> = Vec::new();
    for (place, (_, file)) in files.iter().enumerate() {
        if file.points.is_some() {
            standards.push((place, file));
        }
    }
    standards.sort_by(|(_, one), (_, other)| one.valid_from.cmp(&other.valid_from));
    for (number, (_, file)) in standards.iter().enumerate() {
        write!(out, "static TABLE_{number}: PointsTable = ")?;
        points(file, &mut out)?;
        out.push_str(";\n");
    }
    let pairs: Vec<String> = standards
        .iter()
        .enumerate()
        .map(|(number, (place, _))| format!("(&RULE_SETS[{place}], &TABLE_{number})"))
        .collect();
    writeln!(out, "type Standard = (&'static RuleSet, &'static PointsTable);")?;
    writeln!(out, "static STANDARDS: &[Standard] = &[{}];", pairs.join(", "))?;
    let first = pairs.first().ok_or("no standard")?;
    writeln!(out, "static FIRST_STANDARD: Standard = {first};")?;
    Ok(out)
}

/// The cities with rules of their own, to choose from after their province.
fn cities(files: &[(String, File)], out: &mut String) -> std::fmt::Result {
    let of = |file: &File| file.jurisdiction.clone();
    let mut codes: Vec<String> = files.iter().map(|(_, file)| of(file)).collect();
    codes.retain(|code| !code.ends_with("0000"));
    codes.sort();
    codes.dedup();
    let mut provinces: Vec<String> = codes.iter().map(|code| format!("{}0000", &code[..2])).collect();
    provinces.dedup();
    codes.push("other".into());
    writeln!(
        out,
        "/// Cities with a rule file of their own, by GB/T 2260, and `other`.\npub const CITIES: &[&str] = &{codes:?};"
    )?;
    writeln!(
        out,
        "/// The provinces that such a city lies in.\npub const CITY_PROVINCES: &[&str] = &{provinces:?};"
    )
}

/// The official words, how sure they are, and where they stand: in this text, under the rule's id if that is a place in it.
fn wording(official: &str, sure: &str, (title, placed): (&str, bool), seen_in: &str) -> String {
    format!(
        "Wording {{ official: {official:?}, title: {title:?}, placed: {placed}, seen_in: {seen_in:?}, confidence: {} }}",
        confidence(sure)
    )
}

fn only_claim(route: &Route) -> bool {
    matches!(route.needs.as_slice(), [Need::One(Test::Claim)])
}

fn write_route(
    file: &File,
    route: &Route,
    sources: &Sources,
    out: &mut String,
) -> Result<(), Box<dyn std::error::Error>> {
    let stands = match &route.text {
        Some(text) => (text.as_str(), false),
        None => (file.title.as_str(), true),
    };
    let seen_in = seen_in(&route.source, sources)?;
    write!(
        out,
        "\n  Route {{ id: {:?}, category: Category::{}, wording: {}, confidence: {}, needs: &[",
        route.id,
        route.category,
        wording(&route.official, &route.wording, stands, &seen_in),
        confidence(&route.confidence)
    )?;
    for need in &route.needs {
        match need {
            Need::One(one) => write!(out, "Need::One({}), ", test(one)?)?,
            Need::Any { any } => {
                out.push_str("Need::Any(&[");
                for all in any {
                    write!(out, "&[{}], ", each(all)?)?;
                }
                out.push_str("]), ");
            }
        }
    }
    write!(out, "], only_claim: {} }},", only_claim(route))?;
    Ok(())
}

/// The routes once more, sorted by whether a claim is all they need: a claim is a bit.
fn sorted(file: &File, number: usize, first_route: usize, out: &mut String) -> Result<(), std::fmt::Error> {
    let places = || file.route.iter().enumerate();
    write!(
        out,
        ",\n first_route: {first_route}, routes: &ROUTES_{number}, weighed: &["
    )?;
    for (place, _) in places().filter(|(_, route)| !only_claim(route)) {
        write!(out, "({}, &ROUTES_{number}[{place}]), ", first_route + place)?;
    }
    out.push_str("], only_claim: [");
    for category in ["A", "B", "C"] {
        let claims = places().filter(|(_, route)| only_claim(route) && route.category == category);
        let bits: u128 = claims.map(|(place, _)| 1 << (first_route + place)).sum();
        write!(out, "Routes::at({bits}), ")?;
    }
    out.push(']');
    Ok(())
}

fn set(
    file: &File,
    sources: &Sources,
    (number, first_route): (usize, usize),
    out: &mut String,
) -> Result<(), Box<dyn std::error::Error>> {
    write!(
        out,
        "RuleSet {{ id: {:?}, jurisdiction: {:?}, version: {:?}, valid_from: {},\n baseline: ",
        file.id,
        file.jurisdiction,
        file.version,
        valid_from(file)?
    )?;
    match &file.baseline {
        None => out.push_str("None"),
        Some(base) => write!(
            out,
            "Some(Baseline {{ six_times: {}, four_times: {}, average: {}, confidence: {} }})",
            base.six_times,
            base.four_times,
            base.average_month * 12,
            confidence(&base.confidence)
        )?,
    }
    sorted(file, number, first_route, out)?;
    // Their ids are ours; the words stand here only as they were read.
    let quoted = |official: &str, source: &str| {
        let seen_in = seen_in(source, sources)?;
        Ok::<_, String>(wording(
            official,
            "sourced",
            (file.title.as_str(), false),
            &seen_in,
        ))
    };
    out.push_str(",\n additions: &[");
    for one in &file.addition {
        write!(
            out,
            "Addition {{ id: {:?}, to: {:?}, wording: {}, confidence: {} }}, ",
            one.id,
            one.to,
            quoted(&one.official, &one.source)?,
            confidence(&one.confidence)
        )?;
    }
    out.push_str("],\n waivers: &[");
    for waiver in &file.waiver {
        write!(
            out,
            "Waiver {{ id: {:?}, wording: {}, confidence: {}, needs: &[{}] }}, ",
            waiver.id,
            quoted(&waiver.official, &waiver.source)?,
            confidence(&waiver.confidence),
            each(&waiver.needs)?
        )?;
    }
    out.push_str("],\n mother_tongues: &[");
    for tongue in &file.mother_tongue {
        write!(
            out,
            "MotherTongue {{ language: {:?}, countries: &{:?}, confidence: {} }}, ",
            tongue.language,
            tongue.countries,
            confidence(&tongue.confidence)
        )?;
    }
    out.push_str("],\n documents: &[");
    papers(file, out)?;
    out.push_str("],\n apostille: ");
    match &file.apostille {
        None => out.push_str("None"),
        Some(of) => write!(
            out,
            "Some(Apostille {{ party: &{:?}, not_party: &{:?}, confidence: {} }})",
            of.party,
            of.not_party,
            confidence(&of.confidence)
        )?,
    }
    out.push_str(",\n translation: ");
    match &file.translation {
        None => out.push_str("None"),
        Some(of) => write!(
            out,
            "Some(Translation {{ by: {:?}, confidence: {} }})",
            of.by,
            confidence(&of.confidence)
        )?,
    }
    out.push_str(" },\n");
    Ok(())
}

fn valid_from(file: &File) -> Result<String, Box<dyn std::error::Error>> {
    let mut day = file.valid_from.split('-').map(str::parse::<i16>);
    let mut part = || day.next().unwrap_or(Ok(0));
    Ok(format!("({}, {}, {})", part()?, part()?, part()?))
}

fn limits(files: &[(String, File)], out: &mut String) -> Result<(), Box<dyn std::error::Error>> {
    writeln!(
        out,
        "/// The limits of every rule file.\npub static LIMIT_SETS: [LimitSet; {}] = [",
        files.len()
    )?;
    for (_, file) in files {
        write!(
            out,
            "LimitSet {{ jurisdiction: {:?}, valid_from: {}, limits: &[",
            file.jurisdiction,
            valid_from(file)?
        )?;
        for (name, figure) in &file.limits {
            let confidence = confidence(&figure.confidence);
            write!(
                out,
                "({name:?}, Figure {{ value: {}, confidence: {confidence} }}), ",
                figure.value
            )?;
        }
        out.push_str("] },\n");
    }
    out.push_str("];\n");
    Ok(())
}

fn points(file: &File, out: &mut String) -> Result<(), Box<dyn std::error::Error>> {
    let Some(points) = &file.points else {
        return Ok(());
    };
    let bracket = |table: &Brackets| {
        let rows: Vec<String> = table
            .brackets
            .iter()
            .filter_map(|row| Some((row.first()?, row.last()?)))
            .map(|(from, points)| format!("Bracket {{ from: {from}, points: {points} }}"))
            .collect();
        format!(
            "Table {{ max: {}, brackets: &[{}], confidence: {} }}",
            table.max,
            rows.join(", "),
            confidence(&table.confidence)
        )
    };
    let levels = |of: &BTreeMap<String, u32>| format!("&{:?}", of.iter().collect::<Vec<_>>());
    write!(
        out,
        "PointsTable {{ a: {}, b: {}, local: {}, salary: {}, education_max: {}, degree: {}, vocational: {}, work_years: {}, \
         months: {}, chinese_max: {}, chinese: {}, place_max: {}, western: &{:?}, north_east: &{:?}, special_area: {}, age: {}, background_max: {} }}",
        points.a.value,
        points.b.value,
        points.local.value,
        bracket(&points.salary),
        points.education.max,
        levels(&points.education.degree),
        levels(&points.education.vocational),
        bracket(&points.work_years),
        bracket(&points.months),
        points.chinese.max,
        levels(&points.chinese.level),
        points.place.max,
        points.place.western,
        points.place.north_east,
        confidence(&points.place.special_area.confidence),
        bracket(&points.age),
        points.background.max
    )?;
    Ok(())
}

pub fn confidence(name: &str) -> &'static str {
    match name {
        "sourced" => "Confidence::Sourced",
        "recalled" => "Confidence::Recalled",
        _ => "Confidence::Uncertain",
    }
}

fn who(name: &str) -> &'static str {
    if name == "quota" {
        "Who::Quota"
    } else {
        "Who::City"
    }
}

fn each(tests: &[Test]) -> Result<String, Box<dyn std::error::Error>> {
    let all: Result<Vec<String>, _> = tests.iter().map(test).collect();
    Ok(all?.join(", "))
}

fn test(of: &Test) -> Result<String, Box<dyn std::error::Error>> {
    let degree = |name: &str| {
        DEGREES
            .iter()
            .position(|known| *known == name)
            .ok_or_else(|| format!("{name} is no degree"))
    };
    Ok(match of {
        Test::Claim => "Test::Claim".into(),
        Test::Degree { at_least } => format!("Test::Degree({})", degree(at_least)?),
        Test::WorkYears { at_least } => format!("Test::WorkYears({at_least})"),
        Test::Vocational { one_of } => format!("Test::Vocational(&{one_of:?})"),
        Test::Position { one_of } => format!("Test::Position(&{one_of:?})"),
        Test::SalaryTimes { times } => format!("Test::SalaryTimes({times})"),
        Test::Points { at_least } => format!("Test::Points(Category::{})", at_least.to_uppercase()),
        Test::Age { at_most, beyond } => {
            let beyond = beyond
                .as_deref()
                .map_or("None".to_owned(), |name| format!("Some({})", who(name)));
            format!("Test::Age {{ at_most: {at_most}, beyond: {beyond} }}")
        }
        Test::Postdoc => "Test::Postdoc".into(),
        Test::MotherTongue => "Test::MotherTongue".into(),
        Test::TeachingYears { at_least } => format!("Test::TeachingYears({at_least})"),
        Test::TeachingQualification => "Test::TeachingQualification".into(),
        Test::DegreeIn { country } => format!("Test::DegreeIn({country:?})"),
        Test::TopUniversity => "Test::TopUniversity".into(),
        Test::Graduated { within_months } => format!("Test::Graduated({within_months})"),
        Test::Mark { at_least } => format!("Test::Mark({at_least})"),
        Test::Stay { at_most } => format!("Test::Stay({at_most})"),
        Test::Discretion { who: name } => format!("Test::Discretion({})", who(name)),
    })
}
