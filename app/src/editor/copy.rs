//! What the device keeps of a draft: its record, and the request that saves it.

use super::keys::Keys;
use super::sent::{Unanswered, mark};
use crate::platform::{self, object, property};
use crate::wire;
use leptos::wasm_bindgen::JsValue;
use permit::answer::{Entry, Key, Role};
use permit::api::SaveRequest;
use permit::draft::Draft;
use permit::entries::Entries;
use permit::forms;

/// What the device keeps of a draft.
#[derive(Clone, Debug, Default)]
pub struct Copy {
    /// Whose it is, by their address; nobody's while a guest fills it in.
    pub owner: Option<String>,
    /// The answers as they stand on this device.
    pub draft: Draft,
    /// The answers that the server has not acknowledged.
    pub pending: Keys,
    /// What went out of these and was not answered: the server may have it.
    pub sent: Unanswered,
    /// The newest revision of the server's that was seen.
    pub known: u64,
    /// What somebody else stored meanwhile under an answer that is pending here.
    pub conflicts: Entries,
    /// The application that this draft became.
    pub application: Option<String>,
    /// Whether it is open again for a correction. The server says so at each visit; the device does not keep it.
    pub open: bool,
    /// What is wrong with it that does not keep the person from sending it again; from the server like `open`.
    pub excused: String,
    /// When anything changed here, in seconds since 1970 UTC.
    pub changed_at: i64,
}

/// The answers of a request, as they went out.
pub type Sent = Vec<(Key, String)>;

impl Copy {
    /// An empty draft.
    pub fn new(owner: Option<String>) -> Self {
        Self {
            owner,
            draft: Draft::new(forms::VERSION),
            ..Self::default()
        }
    }

    /// All that stands here as a draft that the server has never seen.
    pub fn as_new(&self, owner: Option<String>) -> Self {
        let is_there = |key: &Key| match (&key.row, forms::group_of(&key.question)) {
            (Some(row), Some(group)) => !self.draft.raw(&Key::in_row(group.id, row)).is_empty(),
            _ => true,
        };
        let mut new = Self::new(owner);
        new.draft.form_version = self.draft.form_version;
        new.changed_at = self.changed_at;
        for (key, entry) in self.draft.entries.iter() {
            if !entry.value.is_empty() && is_there(key) {
                let entry = Entry {
                    revision: 0,
                    ..entry.clone()
                };
                new.draft.entries.insert(key.clone(), entry);
                new.pending.insert(key.clone());
            }
        }
        new
    }

    /// Puts answers in, to be sent.
    pub fn take_in(&mut self, said: &[(Key, String)]) {
        let at = platform::now_seconds();
        for (key, value) in said {
            self.draft.edit(key.clone(), value.clone(), at, Role::Applicant);
            self.pending.insert(key.clone());
        }
        self.changed_at = at;
    }

    /// What may be sent: not what waits for the person to settle a conflict.
    pub fn sendable(&self) -> Vec<Key> {
        let held = |key: &Key| {
            let group = forms::group_of(&key.question);
            let row = group
                .zip(key.row.as_deref())
                .map(|(group, row)| Key::in_row(group.id, row));
            self.conflicts.contains_key(key) || row.is_some_and(|row| self.conflicts.contains_key(&row))
        };
        self.pending
            .all()
            .iter()
            .filter(|key| !held(key))
            .cloned()
            .collect()
    }

    /// The request that would save what `may_go`, and the answers that it carries; `None` when there is nothing to send.
    pub fn request(&self, may_go: &dyn Fn(&Key) -> bool) -> Option<(SaveRequest, Sent)> {
        let keys = self.sendable().into_iter().filter(may_go);
        let changes: Vec<_> = keys
            .take(permit::api::MAX_CHANGES)
            .map(|key| self.draft.change(&key))
            .collect();
        let sent: Sent = changes
            .iter()
            .map(|change| (change.key.clone(), change.value.clone()))
            .collect();
        let request = SaveRequest {
            form_version: self.draft.form_version,
            known: self.known,
            changes,
        };
        (!sent.is_empty()).then_some((request, sent))
    }

    /// Remembers that all that is pending may be on the server: it may have gone out in the last moment of a tab that
    /// is closed now.
    pub fn was_left(&mut self) {
        if self.owner.is_some() {
            for key in self.pending.all() {
                self.sent.add(mark(key, self.draft.raw(key)));
            }
        }
    }

    /// From the device's record; `None` if it is none.
    pub fn from_json(json: &str) -> Option<Copy> {
        let of = wire::parse(json);
        of.is_object().then(|| Copy {
            owner: property(&of, "owner").as_string(),
            draft: wire::draft(&property(&of, "draft")),
            pending: Keys::from_value(&property(&of, "pending")),
            sent: Unanswered::from_value(&property(&of, "sent")),
            known: u64::try_from(wire::number(&of, "known")).unwrap_or(0),
            conflicts: wire::entries(&property(&of, "conflicts")),
            application: property(&of, "application").as_string(),
            open: false,
            excused: String::new(),
            changed_at: wire::number(&of, "changed_at"),
        })
    }

    /// The device's record.
    pub fn to_json(&self) -> String {
        let optional = |text: &Option<String>| text.as_deref().map_or(JsValue::NULL, wire::word);
        let draft = object(&[
            ("form_version", wire::whole(i64::from(self.draft.form_version))),
            ("entries", wire::entries_value(&self.draft.entries)),
        ]);
        let known = i64::try_from(self.known).unwrap_or(0);
        let record = object(&[
            ("owner", optional(&self.owner)),
            ("draft", draft.into()),
            ("pending", self.pending.to_value()),
            ("sent", self.sent.to_value()),
            ("known", wire::whole(known)),
            ("conflicts", wire::entries_value(&self.conflicts)),
            ("application", optional(&self.application)),
            ("changed_at", wire::whole(self.changed_at)),
        ]);
        wire::written(&record)
    }
}
