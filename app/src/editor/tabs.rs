//! What the tabs of this browser tell each other: answers as they are typed, what went out, who is here.

use super::sent::mark;
use super::{Account, Editor};
use crate::autosave::Event;
use crate::platform::{dom, object, property};
use crate::wire;
use js_sys::Array;
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;
use wasm_bindgen_futures::spawn_local;

/// Answers with their keys.
pub type Said = [(Key, String)];

impl Editor {
    fn tell(self, message: &[(&str, JsValue)]) {
        let message = wire::written(&object(message));
        self.channel.with(|channel| {
            if let Some(channel) = channel {
                channel.send(&message);
            }
        });
    }

    fn tell_words(self, id: &str, name: &str, words: impl Iterator<Item = JsValue>) {
        let words: Array = words.collect();
        self.tell(&[("id", wire::word(id)), (name, words.into())]);
    }

    /// Answers of a draft were changed here.
    pub(super) fn tell_answers(self, id: &str, said: &Said) {
        let words = said
            .iter()
            .flat_map(|(key, value)| [wire::word(&key.to_string()), wire::word(value)]);
        self.tell_words(id, "said", words);
    }

    /// Answers of a draft go out from here: where they come back from, they are nobody else's.
    pub(super) fn tell_sent(self, id: &str, sent: &Said) {
        let words = sent.iter().map(|(key, value)| wire::word(&mark(key, value)));
        self.tell_words(id, "sent", words);
    }

    /// This person uses the browser from now on.
    pub(super) fn tell_person(self, address: &str) {
        let ends = wire::whole(self.session_ends.get());
        self.tell(&[("person", wire::word(address)), ("ends", ends)]);
    }

    /// Somebody may be signed in in another tab of this shared computer.
    pub(super) fn ask_who(self) {
        self.tell(&[("who", true.into())]);
    }

    /// "This is a shared computer", or not any more.
    pub(super) fn tell_memory(self, on: bool) {
        self.tell(&[("memory", on.into())]);
    }

    /// The person leaves: what is unsent should go now.
    pub(super) fn tell_leaving(self) {
        self.tell(&[("leaving", true.into())]);
    }

    /// The person left, and the device is wiped.
    pub(super) fn tell_left(self) {
        self.tell(&[("signed_out", true.into())]);
    }

    /// A draft was deleted here.
    pub(super) fn tell_deleted(self, id: &str) {
        self.tell(&[("deleted", wire::word(id))]);
    }

    /// A draft was deleted in another tab: this one neither keeps it nor says that it is kept, and the person decides.
    fn hear_deleted(self, id: String) {
        self.deleted.update(|ids| ids.push(id.clone()));
        if self.is_open(&id) {
            self.gone.set(true);
            dom::focus_soon("deleted-elsewhere");
        }
        // What this tab wrote meanwhile goes too.
        spawn_local(async move {
            let _ = self.drop_record(&id, None).await;
        });
    }

    /// Another tab says something.
    pub(super) fn hear(self, message: &str) {
        let message = wire::parse(message);
        if property(&message, "signed_out").is_truthy() {
            // What stands here must not come back, and no page may go on as if it were kept.
            self.forget();
        } else if property(&message, "leaving").is_truthy() {
            self.send_before_leaving();
        } else if let Some(address) = property(&message, "person").as_string() {
            if !self.is_signed_in() || !self.is_person(&address) {
                self.session_ends.set(wire::number(&message, "ends"));
                self.take_person(address);
            }
        } else if property(&message, "who").is_truthy() {
            if let Account::Person(address) = self.account.get() {
                self.tell_person(&address);
            }
        } else if let Some(on) = property(&message, "memory").as_bool() {
            spawn_local(self.choose_memory(on, false));
        } else if let Some(id) = property(&message, "deleted").as_string() {
            self.hear_deleted(id);
        } else if self.is_open(&wire::text(&message, "id")) {
            let words = |name: &str| wire::words(&property(&message, name));
            self.copy
                .update(|copy| words("sent").into_iter().for_each(|mark| copy.sent.add(mark)));
            let said = words("said");
            let pairs = said.chunks_exact(2).filter_map(|pair| match pair {
                [key, value] => Some((Key::parse(key)?, value.clone())),
                _ => None,
            });
            let pairs: Vec<(Key, String)> = pairs.collect();
            if !pairs.is_empty() {
                self.take_in(&pairs);
                self.raise(Event::Edited);
            }
        }
    }
}
