//! What the applicant reads, where that is another language: a question is named in both, so that two people talk of one.

use crate::platform::property;
use crate::text;
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;

/// The files in which questions and groups are named, by their place in the list of a language.
const NAMES: [usize; 2] = [0, 1];

/// Texts of the applicant's language.
#[derive(Debug)]
pub struct Theirs {
    /// Its tag.
    pub tag: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    parts: Vec<JsValue>,
}

impl Theirs {
    /// Fetches them; `None` where the applicant reads what is shown anyway, where nobody knows, or without a connection.
    pub async fn of(tag: &str) -> Option<Self> {
        let locale = text::config().locales.iter().find(|locale| locale.tag == tag)?;
        if text::locale() == tag {
            return None;
        }
        Some(Self {
            tag: tag.into(),
            dir: &locale.dir,
            parts: text::parts_of(tag, &NAMES).await?,
        })
    }

    /// What stands over the question, or the group, of a key.
    pub fn name(&self, key: &Key) -> Option<String> {
        let keys = [
            format!("question.{}.label", key.question),
            format!("group.{}.title", key.question),
        ];
        let texts = keys
            .iter()
            .flat_map(|key| self.parts.iter().map(move |part| (part, key)));
        texts
            .map(|(part, key)| property(part, key))
            .find_map(|text| text.as_string())
    }
}
