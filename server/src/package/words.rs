//! What stands on a paper, in words: Chinese, for the office that reads it, and the applicant's language beside it.

use crate::locales::{has, known, number_text, text_with};
use permit::answer::Value;
use permit::date;
use permit::draft::Draft;
use permit::forms::Group;
use permit::question::{Kind, Question};
use serde::Serialize;

/// The language of the office.
pub const OFFICE: &str = "zh-Hans";

/// A text in the office's language and in the applicant's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// In Chinese; empty where it is in no language: a name, a number, as typed.
    pub zh: String,
    /// In the applicant's language; empty where it would be the same again.
    pub own: String,
}

/// The two languages of a paper.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The applicant's language.
    pub own: &'static str,
}

impl Words {
    /// For the language of this tag, or the one that stands in for it.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        Self { own: known(tag) }
    }

    fn pair_of(self, words: impl Fn(&'static str) -> String) -> Pair {
        let zh = words(OFFICE);
        let own = if self.own == OFFICE {
            String::new()
        } else {
            words(self.own)
        };
        Pair {
            own: if own == zh { String::new() } else { own },
            zh,
        }
    }

    /// A text by its key.
    #[must_use]
    pub fn text(self, key: &str) -> Pair {
        self.with(key, &[])
    }

    /// A text by its key, with its placeholders filled in.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&str, &str)]) -> Pair {
        self.pair_of(|tag| text_with(tag, key, values))
    }

    /// A text with placeholders that have words themselves.
    #[must_use]
    pub fn with_pairs(self, key: &str, values: &[(&str, &Pair)]) -> Pair {
        self.pair_of(|tag| {
            let values: Vec<(&str, &str)> = values
                .iter()
                .map(|(name, pair)| {
                    (
                        *name,
                        if tag == OFFICE {
                            pair.zh.as_str()
                        } else {
                            pair.own()
                        },
                    )
                })
                .collect();
            text_with(tag, key, &values)
        })
    }

    /// What a question is called on a form: its name, or else its label. What one consents to stands there in full.
    #[must_use]
    pub fn name(self, question: &Question) -> Pair {
        let label = format!("question.{}.label", question.id);
        let name = format!("question.{}.name", question.id);
        let is_named = has(&name) && question.kind != Kind::Consent;
        self.text(if is_named { &name } else { &label })
    }

    /// An answer, a line for each choice; nothing where there is none. What can't be read stands as it was typed.
    #[must_use]
    pub fn answer(self, draft: &Draft, question: &Question, row: Option<&str>) -> Vec<Pair> {
        let raw = draft.raw(&question.key(row));
        if raw.trim().is_empty() {
            return Vec::new();
        }
        let choice = |value: &str| self.text(&question.choice_key(value));
        vec![match question.read(raw) {
            Ok(Some(Value::Text(code))) if question.kind == Kind::Country => self.country(&code),
            Ok(Some(Value::Text(text))) => plain(text),
            Ok(Some(Value::Choice(value))) => choice(value),
            Ok(Some(Value::Choices(values))) => return values.into_iter().map(choice).collect(),
            Ok(Some(Value::Date(day))) => plain(date::iso(day)),
            Ok(Some(Value::Month(month))) => plain(month.iso()),
            Ok(Some(Value::Present)) => self.text("pdf.present"),
            Ok(Some(Value::Number(number))) if matches!(question.kind, Kind::Yuan(_)) => {
                self.pair_of(|tag| text_with(tag, "pdf.yuan", &[("amount", &number_text(tag, number))]))
            }
            Ok(Some(Value::Number(number))) => plain(number.to_string()),
            Ok(Some(Value::Agreed)) => self.text("pdf.agreed"),
            Ok(None) | Err(_) => plain(raw.trim().to_owned()),
        }]
    }

    /// The name of a country; its code where there is none.
    #[must_use]
    pub fn country(self, alpha3: &str) -> Pair {
        let key = format!("country.{alpha3}");
        if has(&key) {
            self.text(&key)
        } else {
            plain(alpha3.to_owned())
        }
    }

    /// What a row of a group is called, by its place.
    #[must_use]
    pub fn row(self, group: &Group, place: usize) -> Pair {
        self.with(
            &format!("group.{}.row", group.id),
            &[("number", &place.to_string())],
        )
    }
}

impl Pair {
    /// In the applicant's language, also where that is the same.
    #[must_use]
    pub fn own(&self) -> &str {
        if self.own.is_empty() { &self.zh } else { &self.own }
    }
}

/// Text that is in no language of ours.
#[must_use]
pub fn plain(text: String) -> Pair {
    Pair {
        zh: String::new(),
        own: text,
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for (tag, texts) in crate::locales::all() {
            let named = |code: &str| texts.contains_key(&format!("country.{code}"));
            let missing: Vec<_> = permit::country::ALL
                .iter()
                .filter(|(code, _)| !named(code))
                .collect();
            assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        }
    }

    #[test]
    fn nothing_is_said_twice() {
        let (english, chinese) = (Words::of("en"), Words::of("zh-Hans"));
        assert_eq!(english.country("SWE").own, "Sweden");
        assert_eq!(chinese.country("SWE").own, "");
        assert_eq!(chinese.country("SWE").own(), english.country("SWE").zh);
        assert_eq!(english.country("???").own, "???");
    }
}
