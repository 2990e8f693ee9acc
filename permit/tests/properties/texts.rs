//! Every text that hangs on data is there, in every language. (Keys that the app's code names are held by its compiler.)

use super::languages::{FOLDER, Texts, languages};
use permit::check::han::has_han;
use permit::classify::{CONDITIONS, Preview};
use permit::document::slot::SlotState;
use permit::forms;
use permit::judge::SectionState;
use permit::lifecycle::correction::{IfLate, Reason};
use permit::lifecycle::decision::Ground;
use permit::lifecycle::{Actor, EventKind, State, steps};
use permit::migration;
use permit::policy::{self, Confidence};
use permit::problem::Code;
use permit::profile::Profile;
use permit::question::Kind;
use permit::rendering::RenderingState;
use permit::{landing, province};

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
    for question in forms::questions().chain(forms::plan::QUESTIONS.iter().copied()) {
        keys.push(format!("question.{}.label", question.id));
        keys.extend(
            question
                .choices()
                .iter()
                .map(|choice| question.choice_key(choice)),
        );
    }
    keys.extend(province::CODES.iter().map(|code| format!("province.{code}")));
    keys.extend(Code::ALL.iter().map(|code| format!("problem.{}", code.name())));
    keys.extend(preview_keys());
    keys.extend(
        migration::STEPS
            .iter()
            .map(|step| format!("migration.{}", step.to)),
    );
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
    }
    keys.extend(lifecycle_keys());
    for fact in landing::FACTS {
        keys.extend([format!("landing.{fact}.title"), format!("landing.{fact}.text")]);
    }
    keys.extend((1..=landing::DOCUMENTS).map(|number| format!("landing.documents.{number}")));
    keys
}

/// The keys of what happens after sending, beside those of states.
fn lifecycle_keys() -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let said = [
        "after_approval",
        "by",
        "calendar_unpublished",
        "done_on",
        "limit",
        "limit_calendar",
        "no_limit",
        "recorded_by",
        "starts_at_filing",
    ];
    keys.extend(said.map(|name| format!("step.{name}")));
    for name in steps::NAMES {
        keys.extend([format!("step.{name}"), format!("step.{name}.detail")]);
    }
    keys.extend(EventKind::ALL.map(|kind| format!("event.{}", kind.name())));
    keys.extend(Actor::ALL.map(|actor| format!("actor.{}", actor.name())));
    keys.extend(Reason::ALL.map(|reason| format!("correction.reason.{}", reason.name())));
    keys.extend(IfLate::ALL.map(|late| format!("correction.if_late.{}", late.name())));
    keys.extend(RenderingState::ALL.map(|state| format!("rendering.{}", state.name())));
    keys.extend(Ground::ALL.map(|ground| format!("refusal.{}", ground.name())));
    keys
}

/// The keys that the rules ask for; those of each route, document and step are held by the build.
fn preview_keys() -> Vec<String> {
    let preview = Preview::new(Profile::default());
    let mut keys: Vec<String> = preview
        .points
        .items
        .iter()
        .map(|item| format!("points.{}", item.id))
        .collect();
    keys.extend(CONDITIONS.map(|id| format!("condition.{id}")));
    for route in policy::all_routes() {
        keys.push(format!("rule.{}.short", route.id));
    }
    for confidence in [Confidence::Sourced, Confidence::Recalled, Confidence::Uncertain] {
        keys.push(format!("confidence.{}", confidence.name()));
    }
    keys.extend(["city", "province", "quota"].map(|who| format!("decides.{who}")));
    for verdict in ["a", "b", "c", "a_b", "b_c", "a_c", "a_b_c", "none"] {
        keys.extend([
            format!("preview.verdict.{verdict}"),
            format!("preview.verdict.{verdict}.detail"),
        ]);
    }
    keys.push("stage.green_channel".to_owned());
    let ways = ["apostille", "authenticated", "either_of"];
    keys.extend(ways.map(|way| format!("document.note.perhaps.{way}")));
    keys.extend(ways.map(|way| format!("document.note.{way}")));
    for name in [
        "either",
        "original",
        "notary",
        "translation",
        "valid",
        "valid_today",
        "passport",
        "passport_today",
        "basis",
        "basis_perhaps",
        "proves",
        "proves_perhaps",
    ] {
        keys.push(format!("document.note.{name}"));
    }
    keys.extend(SlotState::ALL.map(|state| format!("slot.state.{}", state.name())));
    for next in [
        "apostille",
        "authenticate",
        "either",
        "employer",
        "form_missing",
        "form_provided",
        "form_void",
        "notary",
        "translate",
    ] {
        keys.push(format!("slot.next.{next}"));
    }
    for why in ["only", "least", "chosen", "none"] {
        keys.push(format!("preview.documents_why.{why}"));
    }
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

/// A text is in its language from the first word to the last: a word in another would need a mark on the page that says so.
/// Chinese characters are for languages that write their own name with them.
#[test]
fn no_text_of_another_language_has_chinese_in_it() {
    for (tag, texts) in languages() {
        let is_written_so = has_han(&texts["locale.name"]);
        let found: Vec<_> = texts
            .iter()
            .filter(|(_, text)| !is_written_so && has_han(text))
            .map(|(key, _)| key)
            .collect();
        assert!(found.is_empty(), "{tag} has Chinese in {found:?}");
    }
}

/// The app shows the first page of the form with the file that comes first.
#[test]
fn the_first_page_needs_the_first_file_only() {
    let (section, page) = forms::pages().next().expect("a page");
    let mut needed = vec![
        format!("section.{}.title", section.id),
        format!("page.{}.title", page.id),
        "problem.missing_choice".to_owned(),
    ];
    for question in page.questions {
        needed.push(format!("question.{}.label", question.id));
        needed.extend(
            question
                .choices()
                .iter()
                .map(|choice| question.choice_key(choice)),
        );
        // Another kind has more to say when something is wrong: those texts would have to move too.
        assert!(matches!(question.kind, Kind::Choice(_)), "{}", question.id);
    }
    for (tag, _) in languages() {
        let json = std::fs::read_to_string(format!("{FOLDER}/{tag}/portal.json")).expect("a readable file");
        let first: Texts = serde_json::from_str(&json).expect("a flat object of texts");
        for key in &needed {
            assert!(first.contains_key(key), "{tag}: {key} is not in portal.json");
        }
        // What else this page can say stands there too, and not in another file.
        let all: Texts = languages()
            .into_iter()
            .find(|(other, _)| *other == tag)
            .expect("the language")
            .1;
        for question in page.questions {
            let own = format!("question.{}.", question.id);
            for key in all.keys().filter(|key| key.starts_with(&own)) {
                assert!(first.contains_key(key), "{tag}: {key} is not in portal.json");
            }
        }
    }
}
