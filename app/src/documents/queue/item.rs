//! A file on its way: chosen, looked at, sent in pieces, and at last in the draft.

use crate::editor::FILE;
use crate::platform::object;
use crate::text::documents_key as key;
use crate::wire;
use leptos::wasm_bindgen::JsValue;
use web_sys::Blob;

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being made ready.
    Preparing,
    /// A page that waits for the person to say that it is to be sent, alone or with others.
    Ready,
    /// It waits its turn.
    Queued,
    /// It is being sent.
    Sending,
    /// The person stopped it.
    Paused,
    /// There is no connection; it goes on by itself.
    Offline,
    /// The server can't for now, for the reason in [`Item::reason`]; it goes on by itself.
    Later,
    /// It is not taken, for the reason in [`Item::reason`].
    Refused,
}

impl State {
    /// On the device.
    pub const fn name(self) -> &'static str {
        match self {
            State::Preparing => "preparing",
            State::Ready => "ready",
            State::Queued => "queued",
            State::Sending => "sending",
            State::Paused => "paused",
            State::Offline => "offline",
            State::Later => "later",
            State::Refused => "refused",
        }
    }

    /// The key of the text that says so.
    pub const fn key(self) -> &'static str {
        match self {
            State::Preparing | State::Ready | State::Refused => key::PAGE_PREPARING,
            State::Queued => key::PAGE_STATE_QUEUED,
            State::Sending => key::PAGE_STATE_SENDING,
            State::Paused => key::PAGE_STATE_PAUSED,
            State::Offline => key::PAGE_STATE_OFFLINE,
            State::Later => key::PAGE_STATE_LATER,
        }
    }

    /// Whether it is a page that was looked at and waits for the person's word, or will be one.
    pub const fn is_page(self) -> bool {
        matches!(self, State::Preparing | State::Ready)
    }

    /// What it is after the page was closed: what was under way goes on.
    fn after_closing(name: &str) -> State {
        match name {
            "ready" => State::Ready,
            "paused" => State::Paused,
            "refused" => State::Refused,
            _ => State::Queued,
        }
    }
}

/// A file on its way.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its id on this device; the row of the draft that it becomes.
    pub id: String,
    /// The draft.
    pub draft: String,
    /// The document.
    pub slot: String,
    /// What it is called.
    pub name: String,
    /// Its length, once it is ready.
    pub bytes: u64,
    /// Keys of texts: what could be better about it.
    pub advice: Vec<String>,
    /// How it stands.
    pub state: State,
    /// The key of the text that says why it is not sent.
    pub reason: String,
    /// So much of it the server has.
    pub sent: u64,
    /// Where on the server it is being put together; empty before it was begun.
    pub url: String,
    /// On a form that was signed: the fingerprint of the answers that it shows.
    pub seal: String,
    /// When it was chosen, in milliseconds since 1970, no two alike: by that they are in order.
    pub at: f64,
    /// Whether the device keeps it; otherwise it is in this tab alone.
    pub kept: bool,
    /// Its content, as far as this tab has had it.
    pub blob: Option<Blob>,
    /// What was chosen, before it was cropped or scaled.
    pub original: Option<Blob>,
}

impl Item {
    /// One that was just chosen, at that moment.
    pub fn new(id: &str, draft: &str, slot: &str, name: &str, at: f64) -> Self {
        Self {
            id: id.into(),
            draft: draft.into(),
            slot: slot.into(),
            name: name.into(),
            bytes: 0,
            advice: Vec::new(),
            state: State::Preparing,
            reason: String::new(),
            sent: 0,
            url: String::new(),
            seal: String::new(),
            at,
            kept: false,
            blob: None,
            original: None,
        }
    }

    /// The name of its record; those of its pieces begin with it.
    pub fn record(&self) -> String {
        format!("{FILE}{}:{}", self.draft, self.id)
    }

    /// What the device keeps beside the content. The draft and the id are the record's name.
    pub fn to_json(&self) -> String {
        let advice: js_sys::Array = self.advice.iter().map(|key| wire::word(key)).collect();
        let texts = [
            ("slot", &self.slot),
            ("name", &self.name),
            ("reason", &self.reason),
            ("url", &self.url),
            ("seal", &self.seal),
        ];
        let mut fields: Vec<(&str, JsValue)> = texts
            .into_iter()
            .map(|(name, text)| (name, wire::word(text)))
            .collect();
        fields.push(("state", wire::word(self.state.name())));
        fields.push(("advice", advice.into()));
        fields.push(("bytes", JsValue::from_f64(self.bytes as f64)));
        fields.push(("at", JsValue::from_f64(self.at)));
        wire::written(&object(&fields))
    }

    /// From the record of this name.
    pub fn from_json(record: &str, json: &str) -> Option<Self> {
        let (draft, id) = record.strip_prefix(FILE)?.split_once(':')?;
        let of = wire::parse(json);
        let at = crate::platform::property(&of, "at").as_f64()?;
        let mut item = Item::new(id, draft, &wire::text(&of, "slot"), &wire::text(&of, "name"), at);
        item.reason = wire::text(&of, "reason");
        item.url = wire::text(&of, "url");
        item.seal = wire::text(&of, "seal");
        item.state = State::after_closing(&wire::text(&of, "state"));
        item.advice = wire::words(&crate::platform::property(&of, "advice"));
        item.bytes = u64::try_from(wire::number(&of, "bytes")).ok()?;
        item.kept = true;
        (item.bytes > 0 || item.state == State::Refused).then_some(item)
    }
}
