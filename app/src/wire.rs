//! Between the browser's own JSON and `permit`'s types. The browser parses and writes JSON anyway; doing it again in
//! wasm (serde_json and what it derives) cost a newcomer 12 KB. The names are those of `permit::api`; the journeys in
//! `end2end` go through every one of them.

use crate::platform::{object, property};
use js_sys::{Array, JSON, Object};
use leptos::wasm_bindgen::{JsCast, JsValue};
use permit::answer::{Entry, Key, Role};
use permit::api::case::VerifiedLetter;
use permit::api::step::StepLine;
use permit::api::told::Told;
use permit::api::{
    Application, ApplicationSummary, Correction, DraftDocument, DraftSummary, ErrorBody, IssuedLetter,
    SaveRequest, SaveResponse, Session, Verified, WireProblem,
};
use permit::draft::{Change, Draft};
use permit::entries::Entries;
use permit::lifecycle::correction::{Pin, Wished};
use permit::lifecycle::{Event, EventKind};

/// Reads JSON; `null` where it is none.
pub fn parse(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or(JsValue::NULL)
}

/// Writes JSON.
pub fn written(value: &JsValue) -> String {
    JSON::stringify(value).map(String::from).unwrap_or_default()
}

/// A text of an object; empty where it has none.
pub fn text(of: &JsValue, name: &str) -> String {
    property(of, name).as_string().unwrap_or_default()
}

fn optional(of: &JsValue, name: &str) -> Option<String> {
    property(of, name).as_string()
}

/// A whole number of an object; 0 where it has none. Below 2^53, as all numbers of the wire are.
pub fn number(of: &JsValue, name: &str) -> i64 {
    property(of, name).as_f64().unwrap_or(0.0) as i64
}

fn count(of: &JsValue, name: &str) -> u64 {
    u64::try_from(number(of, name)).unwrap_or(0)
}

/// The items of a list.
pub fn list<T>(of: &JsValue, item: fn(&JsValue) -> T) -> Vec<T> {
    if of.is_object() {
        Array::from(of).iter().map(|one| item(&one)).collect()
    } else {
        Vec::new()
    }
}

/// The texts of a list.
pub fn words(of: &JsValue) -> Vec<String> {
    list(of, |one| one.as_string().unwrap_or_default())
}

/// A text as a value.
pub fn word(text: &str) -> JsValue {
    JsValue::from_str(text)
}

/// A whole number as a value.
pub fn whole(number: i64) -> JsValue {
    JsValue::from_f64(number as f64)
}

fn whole_count(number: u64) -> JsValue {
    JsValue::from_f64(number as f64)
}

const ROLES: [(&str, Role); 5] = [
    ("applicant", Role::Applicant),
    ("employer", Role::Employer),
    ("officer", Role::Officer),
    ("supervisor", Role::Supervisor),
    ("system", Role::System),
];

fn role(name: &str) -> Role {
    ROLES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(Role::System, |(_, role)| *role)
}

fn entry(of: &JsValue) -> Entry {
    Entry {
        value: text(of, "value"),
        revision: count(of, "revision"),
        at: number(of, "at"),
        by: role(&text(of, "by")),
    }
}

/// Answers by key.
pub fn entries(of: &JsValue) -> Entries {
    let mut entries = Entries::new();
    if of.is_object() {
        for pair in Object::entries(of.unchecked_ref::<Object>()).iter() {
            let pair = Array::from(&pair);
            if let Some(key) = pair.get(0).as_string().and_then(|key| Key::parse(&key)) {
                entries.insert(key, entry(&pair.get(1)));
            }
        }
    }
    entries
}

/// Answers by key, as a value.
pub fn entries_value(entries: &Entries) -> JsValue {
    let all = Object::new();
    for (key, entry) in entries.iter() {
        let by = ROLES
            .iter()
            .find(|(_, role)| *role == entry.by)
            .map_or("system", |(name, _)| *name);
        let value = object(&[
            ("value", word(&entry.value)),
            ("revision", whole_count(entry.revision)),
            ("at", whole(entry.at)),
            ("by", word(by)),
        ]);
        let _ = js_sys::Reflect::set(&all, &word(&key.to_string()), &value);
    }
    all.into()
}

/// A draft.
pub fn draft(of: &JsValue) -> Draft {
    let version = u32::try_from(count(of, "form_version")).unwrap_or(0).max(1);
    Draft {
        form_version: version,
        entries: entries(&property(of, "entries")),
    }
}

/// Who is signed in.
pub fn session(of: &JsValue) -> Session {
    Session {
        email: text(of, "email"),
        expires_at: number(of, "expires_at"),
        seconds_left: number(of, "seconds_left"),
    }
}

/// A line of the list of drafts.
pub fn draft_summary(of: &JsValue) -> DraftSummary {
    DraftSummary {
        id: text(of, "id"),
        updated_at: number(of, "updated_at"),
        created_at: number(of, "created_at"),
        revision: count(of, "revision"),
        application: optional(of, "application"),
    }
}

/// A whole draft.
pub fn draft_document(of: &JsValue) -> DraftDocument {
    DraftDocument {
        id: text(of, "id"),
        revision: count(of, "revision"),
        updated_at: number(of, "updated_at"),
        application: optional(of, "application"),
        open: property(of, "open").is_truthy(),
        excused: list(&property(of, "excused"), problem),
        notes: count(of, "notes"),
        draft: draft(&property(of, "draft")),
    }
}

/// What is stored now.
pub fn save_response(of: &JsValue) -> SaveResponse {
    SaveResponse {
        revision: count(of, "revision"),
        at: number(of, "at"),
        entries: entries(&property(of, "entries")),
    }
}

/// A line of the list of applications.
pub fn application_summary(of: &JsValue) -> ApplicationSummary {
    ApplicationSummary {
        id: text(of, "id"),
        reference: text(of, "reference"),
        updated_at: number(of, "updated_at"),
        state: text(of, "state"),
    }
}

fn event(of: &JsValue) -> Event {
    let kind = EventKind::named(&text(of, "kind")).unwrap_or(EventKind::ApplicantReady);
    Event {
        kind,
        by: role(&text(of, "by")),
        at: number(of, "at"),
        why: text(of, "why"),
        agreed: property(of, "agreed").is_truthy(),
    }
}

fn told(of: &JsValue) -> Told {
    Told {
        event: u32::try_from(count(of, "event")).unwrap_or(0),
        receipt: text(of, "receipt"),
        on: text(of, "on"),
        category: text(of, "category"),
        letter: text(of, "letter"),
        until: text(of, "until"),
        months: days(of, "months"),
        grounds: words(&property(of, "grounds")),
        wished: list(&property(of, "wished"), wished)
            .into_iter()
            .flatten()
            .collect(),
    }
}

fn wished(of: &JsValue) -> Option<Wished> {
    let pin = match text(of, "document") {
        id if id.is_empty() => Pin::Question(Key::parse(&text(of, "question"))?),
        id => Pin::Document(id),
    };
    let should = text(of, "should");
    Some(Wished { pin, should })
}

/// An application.
pub fn application(of: &JsValue) -> Application {
    Application {
        id: text(of, "id"),
        reference: text(of, "reference"),
        draft_id: text(of, "draft_id"),
        rules: text(of, "rules"),
        judged_on: text(of, "judged_on"),
        draft: draft(&property(of, "draft")),
        events: list(&property(of, "events"), event),
        told: list(&property(of, "told"), told),
        // The app goes by what the server reads from them.
        records: Vec::new(),
        seen: u32::try_from(count(of, "seen")).unwrap_or(0),
        category: String::new(),
        place: String::new(),
        changed: Vec::new(),
        acts: words(&property(of, "acts")),
        unjoined: property(of, "unjoined").is_truthy(),
        actions: words(&property(of, "actions")),
        corrections: list(&property(of, "corrections"), correction),
        if_late: text(of, "if_late"),
        letter: Some(property(of, "letter"))
            .filter(JsValue::is_object)
            .map(|letter| issued_letter(&letter)),
        steps: list(&property(of, "steps"), step),
    }
}

/// A number of days or months, where there is one.
fn days(of: &JsValue, name: &str) -> Option<u32> {
    u32::try_from(number(of, name)).ok().filter(|days| *days > 0)
}

fn step(of: &JsValue) -> StepLine {
    StepLine {
        name: text(of, "name"),
        who: text(of, "who"),
        done_on: text(of, "done_on"),
        working_days: days(of, "working_days"),
        calendar_days: days(of, "calendar_days"),
        by: text(of, "by"),
        unpublished: i16::try_from(number(of, "unpublished"))
            .ok()
            .filter(|year| *year > 0),
        recorded_by: words(&property(of, "recorded_by")),
    }
}

fn correction(of: &JsValue) -> Correction {
    Correction {
        key: text(of, "key"),
        document: text(of, "document"),
        reason: text(of, "reason"),
        note: text(of, "note"),
        due: text(of, "due"),
    }
}

fn issued_letter(of: &JsValue) -> IssuedLetter {
    IssuedLetter {
        number: text(of, "number"),
        permit: text(of, "permit"),
        valid_until: text(of, "valid_until"),
        code: text(of, "code"),
        permit_until: text(of, "permit_until"),
    }
}

/// Whether a Notification Letter is genuine, and holds.
pub fn verified_letter(of: &JsValue) -> VerifiedLetter {
    VerifiedLetter {
        state: text(of, "state"),
        valid_until: text(of, "valid_until"),
    }
}

/// Whether a receipt is genuine.
pub fn verified(of: &JsValue) -> Verified {
    Verified {
        matches: property(of, "matches").is_truthy(),
        submitted_on: text(of, "submitted_on"),
    }
}

fn problem(of: &JsValue) -> WireProblem {
    WireProblem {
        key: text(of, "key"),
        code: text(of, "code"),
    }
}

/// An error, as far as the app goes by it.
pub fn error(of: &JsValue) -> ErrorBody {
    let keys = list(&property(of, "conflicts"), |key| {
        key.as_string().and_then(|key| Key::parse(&key))
    });
    let left = property(of, "tries_left")
        .as_f64()
        .map(|_| u32::try_from(count(of, "tries_left")).unwrap_or(0));
    ErrorBody {
        code: text(of, "code"),
        entries: entries(&property(of, "entries")),
        conflicts: keys.into_iter().flatten().collect(),
        problems: list(&property(of, "problems"), problem),
        tries_left: left,
        ..ErrorBody::default()
    }
}

/// A wish to store answers.
pub fn save_request(request: &SaveRequest) -> JsValue {
    let change = |change: &Change| -> JsValue {
        let key = word(&change.key.to_string());
        object(&[
            ("key", key),
            ("value", word(&change.value)),
            ("base", whole_count(change.base)),
        ])
        .into()
    };
    let changes: Array = request.changes.iter().map(change).collect();
    object(&[
        ("form_version", whole(i64::from(request.form_version))),
        ("known", whole_count(request.known)),
        ("changes", changes.into()),
    ])
    .into()
}
