//! Every text that hangs on data is there, in every language, with the same placeholders. (Keys that the app's code
//! names are held by its compiler.)

use permit::classify::points::{Facts, points};
use permit::classify::routes::routes;
use permit::date::Date;
use permit::draft::Draft;
use permit::forms;
use permit::judge::SectionState;
use permit::lifecycle::{Actor, State, steps_ahead};
use permit::problem::Code;
use permit::question::Kind;
use permit::{landing, province};
use std::collections::{BTreeMap, BTreeSet};

type Texts = BTreeMap<String, String>;

fn languages() -> Vec<(String, Texts)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/locales");
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder of languages") {
        let path = file.expect("a file").path();
        let json = std::fs::read_to_string(&path).expect("a readable file");
        let texts = serde_json::from_str(&json).expect("a flat object of texts");
        all.push((
            path.file_stem().expect("a name").to_string_lossy().into_owned(),
            texts,
        ));
    }
    assert!(all.len() >= 2, "English and Chinese at least");
    all
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split("}}").next())
        .collect()
}

/// The keys that data asks for.
fn keys() -> Vec<String> {
    let mut keys: Vec<String> = [
        "locale.name",
        "locale.dir",
        "problem.missing_choice",
        "problem.missing_date",
    ]
    .map(String::from)
    .to_vec();
    for section in forms::SECTIONS {
        keys.extend(["title", "hint"].map(|tail| format!("section.{}.{tail}", section.id)));
        keys.extend(section.pages.iter().map(|page| format!("page.{}.title", page.id)));
    }
    for group in forms::groups() {
        keys.extend(
            ["title", "name", "row", "add", "empty"].map(|tail| format!("group.{}.{tail}", group.id)),
        );
    }
    for question in forms::questions() {
        keys.push(format!("question.{}.label", question.id));
        if question.kind != Kind::Province {
            keys.extend(
                question
                    .choices()
                    .iter()
                    .map(|choice| format!("question.{}.choice.{choice}", question.id)),
            );
        }
    }
    keys.extend(province::CODES.iter().map(|code| format!("province.{code}")));
    keys.extend(Code::ALL.iter().map(|code| format!("problem.{}", code.name())));
    let facts = Facts::of(&Draft::new(forms::VERSION), Date::constant(2026, 11, 23));
    let points = points(&facts);
    keys.extend(points.lines.iter().map(|line| format!("points.{}", line.group)));
    for route in routes(&facts, &points) {
        keys.extend([format!("route.{}", route.id), format!("route.{}.why", route.id)]);
        keys.extend(
            route
                .criteria
                .iter()
                .map(|criterion| format!("criterion.{}", criterion.name)),
        );
    }
    for name in ["a", "b_or_a", "b", "open", "not_a", "c", "under_age"] {
        keys.extend([
            format!("preview.verdict.{name}"),
            format!("preview.verdict.{name}.detail"),
        ]);
    }
    for state in [
        SectionState::NotStarted,
        SectionState::InProgress,
        SectionState::Problem,
        SectionState::Done,
    ] {
        keys.push(format!("section_state.{}", state.name()));
    }
    for state in State::ALL {
        keys.extend([
            format!("state.{}", state.name()),
            format!("state.{}.detail", state.name()),
        ]);
        for step in steps_ahead(state, None) {
            keys.extend([
                format!("step.{}", step.name),
                format!("step.{}.detail", step.name),
            ]);
        }
    }
    keys.extend(
        [Actor::Applicant, Actor::Employer, Actor::Authority].map(|actor| format!("actor.{}", actor.name())),
    );
    for fact in landing::FACTS {
        keys.extend([format!("landing.{fact}.title"), format!("landing.{fact}.text")]);
    }
    keys.extend((1..=landing::DOCUMENTS).map(|number| format!("landing.documents.{number}")));
    keys
}

#[test]
fn every_text_that_data_asks_for_is_there_in_every_language() {
    for (tag, texts) in languages() {
        let missing: Vec<String> = keys()
            .into_iter()
            .filter(|key| !texts.contains_key(key))
            .collect();
        assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        let empty: Vec<_> = texts
            .iter()
            .filter(|(_, text)| text.trim().is_empty())
            .map(|(key, _)| key)
            .collect();
        assert!(empty.is_empty(), "{tag} has empty texts {empty:?}");
    }
}

#[test]
fn all_languages_have_the_same_keys_and_placeholders() {
    let all = languages();
    let (_, english) = all.iter().find(|(tag, _)| tag == "en").expect("English");
    for (tag, texts) in &all {
        let theirs: BTreeSet<_> = texts.keys().collect();
        let ours: BTreeSet<_> = english.keys().collect();
        let differing: Vec<_> = theirs.symmetric_difference(&ours).collect();
        assert!(differing.is_empty(), "{tag} and en differ in {differing:?}");
        for (key, text) in texts {
            let expected = english
                .get(key)
                .map(|text| placeholders(text))
                .unwrap_or_default();
            assert_eq!(placeholders(text), expected, "{tag}: {key}");
        }
    }
}
