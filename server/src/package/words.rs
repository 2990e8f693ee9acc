//! What stands on a paper, in words: Chinese, for the office that reads it, and the applicant's language beside it. Dates and
//! numbers are words, too: each language writes them as its people do. What a machine reads, or what stands so in a passport,
//! stays as it is.

use crate::locales::{date_text, has, known, month_text, number_text, text_with, time_text, yuan_text};
use permit::answer::Value;
use permit::date::{Date, Month};
use permit::draft::Draft;
use permit::forms::Group;
use permit::question::{Kind, Question};
use serde::Serialize;

/// The language of the office.
pub const OFFICE: &str = "zh-Hans";

/// A text in the office's language and in the applicant's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// In Chinese; empty where it is in no language: a name, a passport's number, as typed.
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

    /// A day.
    #[must_use]
    pub fn day(self, day: Date) -> Pair {
        self.pair_of(|tag| date_text(tag, day))
    }

    /// A month of a year.
    #[must_use]
    pub fn month(self, month: Month) -> Pair {
        self.pair_of(|tag| month_text(tag, month))
    }

    /// A time of the day.
    #[must_use]
    pub fn time(self, hour: u8, minute: u8) -> Pair {
        self.pair_of(|tag| time_text(tag, hour, minute))
    }

    /// A whole number.
    #[must_use]
    pub fn number(self, number: u32) -> Pair {
        self.pair_of(|tag| number_text(tag, number))
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
            Ok(Some(Value::Date(day))) => self.day(day),
            Ok(Some(Value::Month(month))) => self.month(month),
            Ok(Some(Value::Present)) => self.text("pdf.present"),
            Ok(Some(Value::Number(number))) if matches!(question.kind, Kind::Yuan(_)) => {
                self.pair_of(|tag| yuan_text(tag, number))
            }
            Ok(Some(Value::Number(number))) => self.number(number),
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
    use super::{Pair, Words};
    use permit::answer::Role;
    use permit::draft::Draft;
    use permit::forms::post::TEACHING_LANGUAGE;
    use permit::forms::{self, education, identity, post};
    use permit::question::Question;

    fn pair(zh: &str, own: &str) -> Pair {
        Pair {
            zh: zh.into(),
            own: own.into(),
        }
    }

    #[test]
    fn dates_and_numbers_are_written_as_each_reader_does() {
        let mut draft = Draft::new(forms::VERSION);
        let row = Some("e1");
        for (question, row, raw) in [
            (&identity::BIRTH_DATE, None, "1990-8-12"),
            (&identity::PASSPORT_NUMBER, None, "L898902C3"),
            (&post::ANNUAL_SALARY, None, "1300000"),
            (&post::PERMIT_MONTHS, None, "24"),
            (&education::EDU_FROM, row, "2009-9"),
            (&education::EDU_TO, row, "2015-13"),
        ] {
            draft.edit(question.key(row), raw.into(), 0, Role::Applicant);
        }
        let said = |tag: &str, question: &Question, row| {
            let answer = Words::of(tag).answer(&draft, question, row);
            answer.into_iter().next().unwrap()
        };
        for (tag, birth, from, salary) in [
            ("en", "12 August 1990", "September 2009", "CN¥1,300,000"),
            ("de", "12. August 1990", "September 2009", "1.300.000\u{a0}CN¥"),
            ("ar", "12 أغسطس 1990", "سبتمبر 2009", ""),
            // The same as beside it, which is said once.
            ("ja", "", "", "元\u{a0}1,300,000"),
            ("zh-Hans", "", "", ""),
        ] {
            assert_eq!(
                said(tag, &identity::BIRTH_DATE, None),
                pair("1990年8月12日", birth)
            );
            assert_eq!(said(tag, &education::EDU_FROM, row), pair("2009年9月", from));
            if !salary.is_empty() {
                assert_eq!(said(tag, &post::ANNUAL_SALARY, None).own, salary);
            }
            assert_eq!(said(tag, &post::PERMIT_MONTHS, None), pair("24", ""));
            // What a passport says, and what can't be read, stand as they were typed.
            assert_eq!(said(tag, &identity::PASSPORT_NUMBER, None), pair("", "L898902C3"));
            assert_eq!(said(tag, &education::EDU_TO, row), pair("", "2015-13"));
        }
        assert_eq!(Words::of("fr").number(12_345), pair("12,345", "12\u{202f}345"));
    }

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
    fn the_names_of_languages_are_those_of_cldr() {
        let named = |tag: &str, choice: &str| {
            let name = Words::of(tag).text(&TEACHING_LANGUAGE.choice_key(choice));
            name.own().to_owned()
        };
        assert_eq!(named("en", "ja"), "Japanese");
        assert_eq!(named("fr", "en"), "Anglais");
        assert_eq!(named("zh-Hans", "en"), "英语");
        assert_eq!(named("en", "other"), "Another language");
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
