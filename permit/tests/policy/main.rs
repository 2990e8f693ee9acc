//! The rule files: as they are they may rule, and whatever is broken in one stops the build. A new baseline or a new city
//! is one file.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

#[path = "../../build/check.rs"]
mod check;
#[expect(dead_code, reason = "the check reads less than the build")]
#[path = "../../build/file.rs"]
mod file;
#[expect(dead_code, reason = "the check reads less than the build")]
#[path = "../../build/papers.rs"]
mod papers;
#[path = "../../src/document/words.rs"]
mod situations;
#[path = "../../build/sources.rs"]
mod sources;
#[expect(dead_code, reason = "the rules know only some of the words")]
#[path = "../../src/profile/words.rs"]
mod words;

use check::Texts;
use file::File;
use permit::classify::CONDITIONS;
use permit::policy::{RULE_SETS, Wording};
use sources::{Sources, seen_in};
use std::fs;
use std::path::Path;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rule files, by name.
fn files() -> Vec<(String, String)> {
    let paths = fs::read_dir(here().join("policy")).unwrap();
    let mut files: Vec<_> = paths
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with(sources::FILE))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn texts() -> Texts {
    check::texts(&here().join("../public/locales")).unwrap()
}

/// What the build says of these files.
fn built(files: &[(String, String)], texts: &Texts) -> Result<(), String> {
    let mut read: Vec<(String, File)> = Vec::new();
    for (name, text) in files {
        let file = toml::from_str(text).map_err(|error| error.to_string())?;
        read.push((name.clone(), file));
    }
    check::all(&read, texts)
}

/// The files with one that has a passage changed.
fn with(name: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(file, _)| file.contains(name)).unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    files
}

/// The addresses of the sources.
fn sources() -> Sources {
    toml::from_str(&fs::read_to_string(here().join("policy").join(sources::FILE)).unwrap()).unwrap()
}

/// What the files say of where they were read.
fn cited() -> Vec<String> {
    let line = |line: &str| {
        let (_, rest) = line.split_once("source = \"")?;
        Some(rest.split('"').next()?.to_owned())
    };
    let files = files();
    files
        .iter()
        .flat_map(|(_, text)| text.lines().filter_map(line))
        .collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
}

#[test]
fn readers_get_addresses_instead_of_our_keys() {
    let sources = sources();
    let cited = cited();
    assert!(cited.len() > 100, "{} lines have a source", cited.len());
    for source in &cited {
        seen_in(source, &sources).unwrap();
    }
    for (key, address) in &sources {
        assert!(cited.iter().any(|source| source.contains(key.as_str())), "{key}");
        // It stands in the JSON of a preview as it is.
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "./-".contains(c);
        assert!(address.chars().all(is_plain), "{address}");
    }
    for (source, seen) in [
        ("PDFSLIDE (opening only)", "pdfslide.tips"),
        ("CNV-B; against: GEI-B", "chinavisas.cn"),
        (
            "GUDIAN-A, GUDIAN-T, HSF",
            "gudianfeng.com, herbertsmithfreehills.com",
        ),
        ("oold.sh-italent.com 2021-03-12", "oold.sh-italent.com"),
        ("none seen", ""),
    ] {
        assert_eq!(seen_in(source, &sources).unwrap(), seen);
    }
    assert!(seen_in("hearsay", &sources).is_err());
}

/// Whatever a rule says can be read in Chinese: in the official words, or else in ours.
#[test]
fn every_rule_has_a_chinese_text() {
    let texts = texts();
    let ours = |key: &str| {
        let text = texts.get("zh-Hans").and_then(|texts| texts.get(key));
        let text = text.and_then(serde_json::Value::as_str).unwrap_or_default();
        assert!(is_chinese(text), "{key}");
    };
    let of = |id: &str, wording: &Wording| {
        assert!(is_chinese(wording.title), "{id}");
        if wording.official.is_empty() {
            ours(&format!("rule.{id}"));
        } else {
            assert!(is_chinese(wording.official), "{id}");
        }
    };
    for set in &RULE_SETS {
        for route in set.routes {
            assert!(!route.wording.official.is_empty(), "{}", route.id);
            of(route.id, &route.wording);
        }
        for addition in set.additions {
            of(addition.id, &addition.wording);
        }
        for waiver in set.waivers {
            of(waiver.id, &waiver.wording);
        }
        for document in set.documents {
            ours(&format!("document.{}.title", document.id));
            ours(&format!("document.{}.text", document.id));
            for case in document.cases {
                ours(&format!("document.case.{}", case.reason));
            }
        }
        for stage in set.stages {
            ours(&format!("stage.{}", stage.id));
        }
    }
    for name in CONDITIONS {
        ours(&format!("condition.{name}"));
    }
}

#[test]
fn the_files_as_they_are_may_rule() {
    built(&files(), &texts()).unwrap();
}

#[test]
fn a_broken_file_stops_the_build_and_says_where() {
    for (name, from, to, words) in [
        (
            "cn-2017",
            "[50000, 70000, 5]",
            "[50000, 69999, 5]",
            "points.salary: a gap or an overlap at 70000",
        ),
        (
            "cn-2017",
            "[50000, 70000, 5]",
            "[49999, 70000, 5]",
            "points.salary: a gap or an overlap at 49999",
        ),
        (
            "cn-2017",
            "[46, 56, 10]",
            "[46, 56, 16]",
            "points.age: the bracket from 46",
        ),
        (
            "cn-2017",
            "[9, 15]]",
            "[9, 13, 15]]",
            "points.months: the last bracket must be open",
        ),
        (
            "cn-2017",
            "doctor = 20",
            "doctor = 21",
            "points.degree: more than",
        ),
        ("cn-2017", "hsk9 = 5, ", "", "points.chinese: each of"),
        (
            "cn-2017",
            "id = \"A-II-2\"",
            "id = \"A-II-1\"",
            "A-II-1 stands twice",
        ),
        (
            "cn-2017",
            "id = \"A-II-2\"",
            "id = \"A-II-99\"",
            "rule.A-II-99 has no text in",
        ),
        (
            "cn-2017",
            "source = \"HSF, ZSS-A\"",
            "source = \"\"",
            "A-V has no source",
        ),
        (
            "cn-2017",
            "confidence = \"sourced\"",
            "confidence = \"sure\"",
            "confidence sure",
        ),
        (
            "cn-2017",
            "one_of = [\"intern\"]",
            "one_of = [\"trainee\"]",
            "C-3.1: a test says what nobody knows",
        ),
        (
            "cn-2017",
            "at_least = \"master\"",
            "at_least = \"phd\"",
            "B-graduate: a test says",
        ),
        ("cn-2017", "who = \"quota\"", "who = \"luck\"", "C-1: a test says"),
        (
            "cn-2017",
            "months = \"photo_months\"",
            "months = \"foto\"",
            "there is no limit foto",
        ),
        (
            "cn-2017",
            "reason = \"own_form\"",
            "reason = \"its_form\"",
            "document.case.its_form has no text in",
        ),
        (
            "cn-2017",
            "situations = [\"extension\"]\nhow",
            "situations = [\"prolongation\"]\nhow",
            "document form, own_form: there is no situation prolongation",
        ),
        (
            "cn-2017",
            "how = \"exempt\"",
            "how = \"excused\"",
            "document experience, not_for_short: how is one of",
        ),
        (
            "cn-2017",
            "situations = [\"short\"]\nhow = \"exempt\"",
            "situations = [\"abroad\"]\nhow = \"exempt\"",
            "document experience, not_for_short: a document is on the list",
        ),
        (
            "cn-2017",
            "when = \"family\"",
            "when = \"children\"",
            "document kinship: situations, and when",
        ),
        (
            "cn-2017",
            "\nroutes = [\"A-IV\"]",
            "\nroutes = [\"A-IX\"]",
            "document evidence: there is no route A-IX",
        ),
        (
            "cn-2017",
            "limit = \"change_days\"",
            "limit = \"changing_days\"",
            "stage.change_event.open has no text in",
        ),
        (
            "cn-2017",
            "outer = \"legal_days\"",
            "outer = \"lawful_days\"",
            "stage review: there is no limit lawful_days",
        ),
        (
            "cn-2017",
            "id = \"visa_short\"",
            "id = \"entry_short\"",
            "stage entry_short stands nowhere, or twice",
        ),
        (
            "cn-2017",
            "\"ARE\", \"DZA\"",
            "\"ARG\"",
            "ARG stands on both lists",
        ),
        (
            "beijing",
            "four_times = 572976",
            "four_times = 972976",
            "four times the wage",
        ),
        (
            "beijing",
            "to = \"A-III-2\"",
            "to = \"A-III-22\"",
            "there is no route A-III-22",
        ),
        (
            "beijing",
            "valid_from = \"2026-02-04\"",
            "valid_from = \"2026-13-04\"",
            "2026-13-04 is no day",
        ),
        (
            "beijing",
            "jurisdiction = \"110000\"",
            "jurisdiction = \"11\"",
            "11 is no code of six digits",
        ),
        (
            "beijing",
            "id = \"BJ-A-1\"",
            "id = \"SH-A-1\"",
            "SH-A-1 stands twice",
        ),
        ("beijing", "[baseline]", "[base_line]", "unknown field"),
        (
            "tianjin",
            "jurisdiction = \"120000\"",
            "jurisdiction = \"000000\"",
            "the points table is the nation's",
        ),
    ] {
        let Err(said) = built(&with(name, from, to), &texts()) else {
            panic!("{from} became {to}, and nobody noticed");
        };
        assert!(said.contains(words), "{said}");
    }
    let mut fewer = texts();
    fewer.get_mut("zh-Hans").unwrap().remove("rule.A-I").unwrap();
    assert!(
        built(&files(), &fewer)
            .unwrap_err()
            .contains("rule.A-I has no text in zh-Hans")
    );
    // A document of a list needs its texts in every language.
    for key in [
        "document.degree.title",
        "document.short_contract.text",
        "stage.visa_short",
    ] {
        let mut fewer = texts();
        fewer.get_mut("en").unwrap().remove(key).unwrap();
        let said = built(&files(), &fewer).unwrap_err();
        assert!(said.contains(&format!("{key} has no text in en")), "{said}");
    }
    let mut twice = files();
    let beijing = twice.iter().find(|(name, _)| name.contains("beijing")).unwrap();
    twice.push(("again.toml".into(), beijing.1.clone()));
    assert!(
        built(&twice, &texts())
            .unwrap_err()
            .contains("two files from the same day")
    );
}

#[test]
fn next_year_s_baseline_and_a_new_city_are_one_file_each() {
    let mut more = files();
    let beijing = more
        .iter()
        .find(|(name, _)| name.contains("beijing"))
        .unwrap()
        .1
        .clone();
    let next = beijing
        .replace("2026-02-04", "2027-02-01")
        .replace("859464", "900000")
        .replace("572976", "600000")
        .replace("11937", "12500");
    more.push(("110000-beijing-2027.toml".into(), next));
    more.push((
        "510100-chengdu-2027.toml".into(),
        r#"
            id = "chengdu"
            title = "成都市外国人来华工作许可办事指南"
            jurisdiction = "510100"
            version = "2027-01-01"
            valid_from = "2027-01-01"
            [baseline]
            six_times = 600000
            four_times = 400000
            average_month = 8333
            source = "invented for this test"
            confidence = "uncertain"
        "#
        .into(),
    ));
    built(&more, &texts()).unwrap();
}
