//! Every text that this program asks for is there. (That all languages have the same keys is held by a test of `permit`.)

use super::case::actions::has_form;
use permit::api::employer::{Outcome, Paper};
use permit::api::history::Deed;
use permit::api::notice::NoticeKind;
use permit::api::organisation::MemberRole;
use permit::api::recovery::Fact;
use permit::api::staff::StaffRole;
use permit::api::support::PHRASES;
use permit::file::Refusal;
use permit::lifecycle::decision::Ground;
use permit::lifecycle::outcome::OutcomeKind;
use permit::lifecycle::steps;
use permit::lifecycle::validity::End;
use permit::lifecycle::{ActionKind, Actor, Denied, EventKind, Milestone, State};
use permit::rendering::RenderingState;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The files that it speaks with.
const FILES: [&str; 6] = ["portal", "form", "rules", "documents", "desk", "account"];

type Texts = BTreeMap<String, String>;

fn read(file: &str) -> Texts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../public/locales/en/{file}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The Rust of this program, without its tests.
fn sources(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if !path.ends_with("texts.rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            into.push_str(source.split("#[cfg(test)]\nmod tests").next().unwrap());
        }
    }
}

fn source() -> String {
    let mut source = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk"),
        &mut source,
    );
    source
}

/// The keys of these groups that a source names in quotes.
fn named(source: &str) -> BTreeSet<&str> {
    let groups = ["\"desk.", "\"account.", "\"app.", "\"error."];
    let words = groups.iter().flat_map(|group| source.match_indices(group));
    let words = words.filter_map(|(at, _)| source.get(at + 1..)?.split('"').next());
    let is_key = |word: &&str| {
        !word.ends_with('.') && word.bytes().all(|b| b.is_ascii_lowercase() || b"._".contains(&b))
    };
    words.filter(is_key).collect()
}

/// The keys that hang on data.
fn of_data() -> Vec<String> {
    let mut keys = Vec::new();
    let mut group = |group: &str, names: &[&str]| {
        keys.extend(names.iter().map(|name| format!("{group}.{name}")));
    };
    group("staff.role", &StaffRole::ALL.map(StaffRole::name));
    group("member.role", &MemberRole::ALL.map(MemberRole::name));
    group("desk.deed", &Deed::ALL.map(Deed::name));
    group("note.phrase", PHRASES);
    group("notice.kind", &NoticeKind::ALL.map(NoticeKind::name));
    group("refusal", &Ground::ALL.map(Ground::name));
    group("category", &["a", "b", "c"]);
    group("rendering", &RenderingState::ALL.map(RenderingState::name));
    group("actor", &Actor::ALL.map(Actor::name));
    group("state", &State::ALL.map(State::name));
    group("event", &EventKind::ALL.map(EventKind::name));
    group("event", &Milestone::ALL.map(|one| one.event().name()));
    group("step", &steps::NAMES);
    group(
        "step",
        &["after_approval", "done_on", "recorded_by", "by", "no_limit"],
    );
    group("desk.note", &["open", "accepted", "dismissed"]);
    group("account.note_state", &["accepted", "dismissed"]);
    group("account.help_state", &["open", "answered", "closed"]);
    group(
        "account.help_by",
        &["applicant", "employer", "helpdesk", "supervisor"],
    );
    group("account.help_phrase", &["ask_code"]);
    group("desk.requests_show", &["waiting", "mine", "answered", "closed"]);
    group("desk.waited", &["minutes", "hours", "days"]);
    group("desk.letter", &["queued", "sent", "bounced", "gave_up"]);
    group("desk.fact", &Fact::ALL.map(Fact::name));
    group("account.fact", &["passport", "birth_date", "reference"]);
    group("desk.recovery_do", &["propose", "confirm", "refuse"]);
    group(
        "desk.role",
        &["applicant", "employer", "officer", "supervisor", "system"],
    );
    group(
        "invitation.state",
        &["sent", "accepted", "submitted", "declined", "ended"],
    );
    group("paper", &Paper::ALL.map(Paper::name));
    group("desk.paper", &["waiting", "refused"]);
    group("reminder", &Outcome::ALL.map(Outcome::name));
    group("error", &Refusal::ALL.map(Refusal::code));
    group("organisation.state", &["pending", "approved", "returned"]);
    group("organisation.state", &["pending.detail", "returned.detail"]);
    group("desk.file", &["here", "elsewhere"]);
    group("desk.outcome", &OutcomeKind::ALL.map(OutcomeKind::name));
    group("desk.problem", &["language_unknown"]);
    group("desk.runs_out", &["letter"]);
    group("desk.runs_out", &End::ALL.map(End::name));
    let columns = [
        "reference",
        "name",
        "organisation",
        "state",
        "category",
        "acts",
        "due",
        "expires",
        "updated",
    ];
    group("desk.column", &columns);
    let denied = [
        Denied::WrongState(None),
        Denied::WrongRole,
        Denied::SecondPersonNeeded,
        Denied::CorrectionsOpen,
        Denied::WishOpen,
        Denied::ProposalOpen,
        Denied::ReasonMissing,
        Denied::NotYet,
        Denied::AlreadyDone,
        Denied::NotYours,
        Denied::ListWrong,
        Denied::Incomplete,
        Denied::DateWrong,
        Denied::MonthsTooMany,
        Denied::NotDue,
        Denied::TimeRunsBackwards,
        Denied::PersonMissing,
        Denied::RenderingOwed,
        Denied::RenderingUnconfirmed,
        Denied::FiledHere,
        Denied::ApprovedElsewhere,
    ];
    group("denied", &denied.map(Denied::name));
    keys
}

#[test]
fn what_is_asked_for_is_there() {
    let all: Texts = FILES.into_iter().flat_map(read).collect();
    let source = source();
    for key in named(&source) {
        assert!(all.contains_key(key), "{key} is in no file");
    }
    for key in of_data() {
        assert!(all.contains_key(&key), "{key} is in no file");
    }
    // What stands on the button of an action is the portal's own word for it, or the desk's.
    let with_form = ActionKind::ALL.into_iter().filter(|action| has_form(*action));
    // What is recorded is called by what that is.
    let is_record =
        |action: &ActionKind| matches!(action, ActionKind::Record(_) | ActionKind::RecordOutcome(_));
    for action in with_form.filter(|action| !is_record(action)) {
        let name = action.name();
        let known = [format!("action.{name}"), format!("desk.do.{name}")];
        assert!(known.iter().any(|key| all.contains_key(key)), "{name}");
    }
}

/// A person's account is shown by a program that does not have the desk's texts.
#[test]
fn the_account_asks_for_nothing_of_the_desk() {
    let all: Texts = ["portal", "form", "rules", "account"]
        .into_iter()
        .flat_map(read)
        .collect();
    let mut source = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk/account");
    sources(&folder, &mut source);
    for key in named(&source) {
        assert!(all.contains_key(key), "{key} is in no file of the account's");
    }
}

/// The desk's words replace words that speak to the applicant: what "you" is there is never said of somebody else here.
#[test]
fn nobody_but_the_reader_is_called_you() {
    let (form, desk) = (read("form"), read("desk"));
    let mut places: Vec<String> = Actor::ALL.map(|one| format!("actor.{}", one.name())).to_vec();
    places.extend(State::ALL.map(|one| format!("state.{}", one.name())));
    places.extend(EventKind::ALL.map(|one| format!("event.{}", one.name())));
    for name in steps::NAMES {
        places.extend([format!("step.{name}"), format!("step.{name}.detail")]);
    }
    for key in places {
        let said = desk
            .get(&format!("desk.{key}"))
            .or_else(|| form.get(&key))
            .unwrap();
        let words: Vec<String> = said
            .split(|c: char| !c.is_alphabetic())
            .map(str::to_lowercase)
            .collect();
        let speaks = words.iter().any(|word| word == "you" || word == "your");
        assert!(!speaks, "{key}: {said}");
    }
}

/// A text of the desk that nothing asks for was forgotten.
#[test]
fn nothing_is_there_that_nobody_asks_for() {
    let source = source();
    let named = named(&source);
    let of_data = of_data();
    let made = [
        "desk.action.",
        "desk.do.",
        "desk.actor.",
        "desk.state.",
        "desk.event.",
        "desk.step.",
        "desk.problem.",
        "desk.column.",
    ];
    let own = |key: &&String| key.starts_with("desk.") || key.starts_with("account.");
    for key in read("desk").keys().chain(read("account").keys()).filter(own) {
        let is_made = made.iter().any(|group| key.starts_with(group));
        assert!(
            is_made || named.contains(key.as_str()) || of_data.contains(key),
            "{key}"
        );
    }
}
