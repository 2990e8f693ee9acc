//! Answers as one program hands them to another: key, unit separator, answer, record separator.

use permit::answer::{Key, Role};
use permit::draft::Draft;
use permit::forms;

/// The answers of a draft that say something.
pub fn written(draft: &Draft) -> String {
    let mut out = String::new();
    for (key, entry) in draft.entries.iter() {
        if !entry.value.is_empty() {
            out.push_str(&key.to_string());
            out.push('\u{1f}');
            out.push_str(&entry.value);
            out.push('\u{1e}');
        }
    }
    out
}

/// A draft of such answers.
pub fn read(answers: &str) -> Draft {
    let mut draft = Draft::new(forms::VERSION);
    let pairs = answers
        .split('\u{1e}')
        .filter_map(|pair| pair.split_once('\u{1f}'));
    for (key, value) in pairs {
        if let Some(key) = Key::parse(key) {
            draft.edit(key, value.to_owned(), 0, Role::Applicant);
        }
    }
    draft
}
