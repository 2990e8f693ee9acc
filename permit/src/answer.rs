//! What a person said, and where: an answer under its key.
//!
//! The stored answer is the text as it was typed, so that a wrong one is never lost; [`crate::question::Question::read`]
//! parses it into a [`Value`] whenever a rule needs one.

use crate::date::{Date, Month};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest id of a row: 122 random bits in hexadecimal fit, a novel does not.
const ROW_MAX: usize = 36;

/// Names one answer: a question, and in a repeatable group the row's stable random id.
///
/// A row itself has a key too, its group's id with the row (`work@…`): its answer is the row's rank, and an empty one
/// says that the row was deleted. So the order of rows is data of its own, and deleting merges like any other change.
///
/// Written `question` or `question@row`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The id of the question, or of the group.
    pub question: String,
    /// The row, in a repeatable group.
    pub row: Option<String>,
}

impl Key {
    /// The key of a question that is asked once.
    #[must_use]
    pub fn new(question: &str) -> Self {
        Self {
            question: question.into(),
            row: None,
        }
    }

    /// The key of a question in a row, or of the row itself when `question` is a group's id.
    #[must_use]
    pub fn in_row(question: &str, row: &str) -> Self {
        Self {
            question: question.into(),
            row: Some(row.into()),
        }
    }

    /// The key of a question, with or without a row.
    #[must_use]
    pub fn at(question: &str, row: Option<&str>) -> Self {
        Self {
            question: question.into(),
            row: row.map(Into::into),
        }
    }

    /// Reads the written form; `None` if it has no such shape. Whether the question exists is the form's to say.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
        };
        match text.split_once('@') {
            None => (plain(text) && text.len() <= 64).then(|| Self::new(text)),
            Some((question, row)) => {
                (plain(question) && question.len() <= 64 && plain(row) && row.len() <= ROW_MAX)
                    .then(|| Self::in_row(question, row))
            }
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.question)?;
        if let Some(row) = &self.row {
            f.write_str("@")?;
            f.write_str(row)?;
        }
        Ok(())
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Key::parse(&text).ok_or_else(|| serde::de::Error::custom("not a key: question, or question@row"))
    }
}

/// In which role somebody wrote an answer or made something happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The foreigner who applies.
    Applicant,
    /// The employer in China, who files in law.
    Employer,
    /// Somebody who works on applications at the authority's desk.
    Officer,
    /// An officer who may do more, with a written reason.
    Supervisor,
    /// The portal itself: a migration, a clock.
    System,
}

impl Role {
    /// The name on the wire and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Role::Applicant => "applicant",
            Role::Employer => "employer",
            Role::Officer => "officer",
            Role::Supervisor => "supervisor",
            Role::System => "system",
        }
    }
}

/// A stored answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Entry {
    /// The text as typed; empty when it was taken back. Several choices stand on a line each.
    pub value: String,
    /// The revision of the draft that wrote it; 0 while only this device knows it.
    pub revision: u64,
    /// When the server stored it (or the device, at revision 0), in seconds since 1970 UTC.
    pub at: i64,
    /// Who wrote it.
    pub by: Role,
}

/// An answer, parsed once and typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Tidied text.
    Text(String),
    /// One of the question's choices.
    Choice(&'static str),
    /// Some of the question's choices, in the question's order.
    Choices(Vec<&'static str>),
    /// A civil date.
    Date(Date),
    /// A month.
    Month(Month),
    /// "Still going on", where a month asks until when.
    Present,
    /// A whole number; money is in whole yuan.
    Number(u32),
    /// A consent that was given.
    Agreed,
}

impl Value {
    /// The text, or the chosen value.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Choice(choice) => Some(choice),
            _ => None,
        }
    }

    /// The date.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// What a tidied answer looks like when it is written back; the same again when read again.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Choice(choice) => (*choice).into(),
            Value::Choices(choices) => choices.join("\n"),
            Value::Date(date) => crate::date::iso(*date),
            Value::Month(month) => month.iso(),
            Value::Present => "present".into(),
            Value::Number(number) => number.to_string(),
            Value::Agreed => "yes".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_key_is_read_back_as_it_was_written() {
        for key in [Key::new("surname"), Key::in_row("job_employer", "0b9c")] {
            assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
        for wrong in ["", "@", "a@", "@b", "A", "a b", "a@b@c", "a/b"] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
    }
}
