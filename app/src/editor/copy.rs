//! What the device keeps of a draft, and how it meets what the server and other tabs say.

use super::DraftLine;
use crate::platform::{object, property};
use crate::wire;
use js_sys::Array;
use leptos::wasm_bindgen::JsValue;
use permit::answer::{Entry, Key};
use permit::api::{SaveRequest, SaveResponse};
use permit::draft::Draft;
use permit::forms;
use std::collections::BTreeMap;

/// Some keys, each once; never many.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// Whether it is among them.
    pub fn contains(&self, key: &Key) -> bool {
        self.0.contains(key)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one.
    pub fn insert(&mut self, key: Key) {
        if !self.0.contains(&key) {
            self.0.push(key);
        }
    }

    /// Adds several.
    pub fn extend(&mut self, keys: impl IntoIterator<Item = Key>) {
        keys.into_iter().for_each(|key| self.insert(key));
    }

    /// Takes one away.
    pub fn remove(&mut self, key: &Key) {
        self.0.retain(|other| other != key);
    }

    /// Keeps those that fit.
    pub fn retain(&mut self, fits: impl Fn(&Key) -> bool) {
        self.0.retain(fits);
    }

    /// All of them.
    pub fn all(&self) -> &[Key] {
        &self.0
    }

    fn from_value(of: &JsValue) -> Keys {
        let keys = wire::list(of, |key| key.as_string().and_then(|key| Key::parse(&key)));
        Keys(keys.into_iter().flatten().collect())
    }

    fn to_value(&self) -> JsValue {
        self.0
            .iter()
            .map(|key| wire::word(&key.to_string()))
            .collect::<Array>()
            .into()
    }
}

/// What the device keeps of a draft.
#[derive(Clone, Debug, Default)]
pub struct Copy {
    /// The answers as they stand on this device.
    pub draft: Draft,
    /// The answers that the server has not acknowledged.
    pub pending: Keys,
    /// The newest revision of the server's that was seen.
    pub known: u64,
    /// What somebody else stored meanwhile under an answer that is pending here.
    pub conflicts: BTreeMap<Key, Entry>,
    /// The application that this draft became.
    pub application: Option<String>,
    /// When anything changed here, in seconds since 1970 UTC.
    pub changed_at: i64,
}

impl Copy {
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

    /// Takes the server's acknowledgement: `sent` are the values that went out.
    pub fn acknowledge(&mut self, sent: &[(Key, String)], response: &SaveResponse) {
        for (key, value) in sent {
            let stored = response.entries.get(key);
            if self.draft.raw(key) == value {
                self.pending.remove(key);
            } else if let (Some(mine), Some(stored)) = (self.draft.entries.get_mut(key), stored) {
                mine.revision = stored.revision;
            }
        }
        self.take(&response.entries);
        self.known = self.known.max(response.revision);
    }

    /// Takes what the server holds; what is pending here and differs there becomes a conflict.
    pub fn take(&mut self, theirs: &BTreeMap<Key, Entry>) {
        let pending: Vec<Key> = self.pending.all().to_vec();
        for key in self.draft.absorb(theirs, &pending) {
            if let Some(entry) = theirs.get(&key) {
                self.conflicts.insert(key, entry.clone());
            }
        }
        for (key, entry) in theirs {
            if self.draft.raw(key) == entry.value {
                self.pending.remove(key);
                self.conflicts.remove(key);
            }
        }
    }

    /// Takes what the server holds after it refused a save: `conflicts` wait for the person from now on.
    pub fn disagree(&mut self, theirs: &BTreeMap<Key, Entry>, conflicts: &[Key]) {
        // A row that was deleted there and is edited here stays until the person chooses.
        for key in conflicts
            .iter()
            .filter(|key| forms::group(&key.question).is_some())
        {
            let deleted = theirs.get(key).is_some_and(|entry| entry.value.is_empty());
            if let Some(mine) = self.draft.entries.get_mut(key).filter(|_| deleted) {
                if mine.value.is_empty() {
                    mine.value = "1".into();
                }
                self.pending.insert(key.clone());
            }
        }
        self.take(theirs);
        for key in conflicts {
            let entry = theirs.get(key).filter(|entry| entry.value != self.draft.raw(key));
            if let Some(entry) = entry {
                self.conflicts.insert(key.clone(), entry.clone());
            }
        }
    }

    /// From the device's record; `None` if it is none.
    pub fn from_json(json: &str) -> Option<Copy> {
        let of = wire::parse(json);
        of.is_object().then(|| Copy {
            draft: wire::draft(&property(&of, "draft")),
            pending: Keys::from_value(&property(&of, "pending")),
            known: u64::try_from(wire::number(&of, "known")).unwrap_or(0),
            conflicts: wire::entries(&property(&of, "conflicts")),
            application: property(&of, "application").as_string(),
            changed_at: wire::number(&of, "changed_at"),
        })
    }

    /// The device's record.
    pub fn to_json(&self) -> String {
        let draft = object(&[
            ("form_version", wire::whole(i64::from(self.draft.form_version))),
            ("entries", wire::entries_value(&self.draft.entries)),
        ]);
        let known = i64::try_from(self.known).unwrap_or(0);
        let record = object(&[
            ("draft", draft.into()),
            ("pending", self.pending.to_value()),
            ("known", wire::whole(known)),
            ("conflicts", wire::entries_value(&self.conflicts)),
            (
                "application",
                self.application.as_deref().map_or(JsValue::NULL, wire::word),
            ),
            ("changed_at", wire::whole(self.changed_at)),
        ]);
        wire::written(&record)
    }
}

/// The request that would save a copy, and the values that it carries; `None` when there is nothing to send.
pub fn request(copy: &Copy) -> Option<(SaveRequest, Vec<(Key, String)>)> {
    let keys = copy.sendable();
    if keys.is_empty() {
        return None;
    }
    let changes: Vec<_> = keys
        .iter()
        .take(permit::api::MAX_CHANGES)
        .map(|key| copy.draft.change(key))
        .collect();
    let sent = changes
        .iter()
        .map(|change| (change.key.clone(), change.value.clone()))
        .collect();
    Some((
        SaveRequest {
            form_version: copy.draft.form_version,
            known: copy.known,
            changes,
        },
        sent,
    ))
}

/// Takes over what another tab of this browser wrote, except for the answers changed here since the last write.
pub fn merge_tabs(mine: &mut Copy, stored: &Copy, changed_here: &Keys) {
    for (key, entry) in &stored.draft.entries {
        let older = mine.draft.entries.get(key).is_none_or(|own| {
            own.revision < entry.revision || (own.revision == entry.revision && own.at < entry.at)
        });
        if older && !changed_here.contains(key) {
            mine.draft.entries.insert(key.clone(), entry.clone());
            if stored.pending.contains(key) {
                mine.pending.insert(key.clone());
            }
        }
    }
    mine.known = mine.known.max(stored.known);
    mine.application = mine.application.take().or_else(|| stored.application.clone());
}

/// The line that stands for it in the list of drafts.
pub fn line(id: &str, copy: &Copy) -> DraftLine {
    let raw = |question: &permit::question::Question| copy.draft.raw(&question.key(None)).trim();
    let names = [raw(&forms::post::EMPLOYER_NAME), raw(&forms::post::JOB_TITLE)];
    DraftLine {
        id: id.into(),
        name: names
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        changed_at: copy.changed_at,
        on_server: copy.known > 0,
        application: copy.application.clone(),
    }
}

/// The name of a draft's record on the device.
pub fn record_name(id: &str) -> String {
    format!("draft:{id}")
}
