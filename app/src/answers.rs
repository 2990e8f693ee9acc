//! Answers as one program hands them to another: key, unit separator, answer, record separator. Problems that don't count go
//! with them as lines.

use permit::answer::{Key, Role};
use permit::api::WireProblem;
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

/// Problems, a line each.
pub fn problems_written(problems: &[WireProblem]) -> String {
    let mut out = String::new();
    for one in problems {
        out.push_str(&one.key);
        out.push(' ');
        out.push_str(&one.code);
        out.push('\n');
    }
    out
}

/// Problems of such lines.
pub fn problems_read(lines: &str) -> Vec<WireProblem> {
    let pairs = lines.lines().filter_map(|line| line.split_once(' '));
    pairs
        .map(|(key, code)| WireProblem {
            key: key.into(),
            code: code.into(),
        })
        .collect()
}
