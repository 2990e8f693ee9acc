//! Answers of any kind, right and wrong, in any order: the rules neither fall over nor depend on it.

use crate::common::today;
use permit::answer::{Key, Role, Value};
use permit::classify::{Preview, json};
use permit::draft::Draft;
use permit::forms::{self, post::ANNUAL_SALARY};
use permit::judge::{history, judge};
use permit::profile::Profile;
use permit::question::{Format, Kind, Question};
use permit::{country, province};
use proptest::collection::btree_map;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

const ROWS: &[&str] = &["r1", "r2", "r3"];

/// Every key of the form: questions, questions in rows, and the rows themselves.
fn keys() -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for (_, page) in forms::pages() {
        keys.extend(page.questions.iter().map(|question| question.key(None)));
        for row in page.group.map_or(&[][..], |_| ROWS) {
            keys.extend(page.group.map(|group| Key::in_row(group.id, row)));
            keys.extend(forms::questions_of(page).map(|question| question.key(Some(row))));
        }
    }
    keys
}

/// Text as it might arrive: anything at all, and what looks almost right.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "\\PC{0,20}",
        "[0-9+\\-]{0,14}",
        "[A-Z0-9<\n]{0,90}",
        "[a-zÀ-ž '.-]{0,30}",
        "[\u{4e00}-\u{4eff}·]{0,5}",
        "(none|yes|no|bachelor|\n){0,4}",
        "[٠-٩０-９,. ]{0,8}",
    ]
}

/// What a person would answer to this question, if it is one.
fn plausible(question: Option<&'static Question>) -> BoxedStrategy<String> {
    let Some(question) = question else {
        return prop_oneof!["[1-9]", Just(String::new())].boxed();
    };
    let month = || (1980i16..2030, 1i8..=12).prop_map(|(year, month)| format!("{year}-{month}"));
    match question.kind {
        Kind::Choice(choices) | Kind::Select(choices) => select(choices).prop_map(str::to_owned).boxed(),
        Kind::Choices(choices) => proptest::sample::subsequence(choices, 1..choices.len())
            .prop_map(|chosen| chosen.join("\n"))
            .boxed(),
        Kind::Country => select(country::ALL).prop_map(|(code, _)| code.to_owned()).boxed(),
        Kind::Province => select(province::CODES).prop_map(str::to_owned).boxed(),
        Kind::Date(_) => (month(), 1i8..=31)
            .prop_map(|(month, day)| format!("{month}-{day}"))
            .boxed(),
        Kind::Month(open) => prop_oneof![
            4 => month(),
            1 => Just(if open { "present".to_owned() } else { "2012-06".to_owned() })
        ]
        .boxed(),
        Kind::Number(low, high) => (low..=high).prop_map(|number| number.to_string()).boxed(),
        Kind::Yuan(high) => (0..=high).prop_map(|number| number.to_string()).boxed(),
        Kind::Consent => Just("yes".to_owned()).boxed(),
        Kind::Lines(_) => "[a-z\n]{1,40}".boxed(),
        Kind::Text(format) => plausible_text(format),
    }
}

fn plausible_text(format: Format) -> BoxedStrategy<String> {
    match format {
        Format::LatinName => "[A-Zé][a-zöñ]{1,9}( [A-Z][a-z'-]{1,9})?".boxed(),
        Format::Han => "[\u{4e00}-\u{4fff}]{2,4}".boxed(),
        Format::PassportNumber | Format::PermitNumber => "[A-Z0-9]{6,12}".boxed(),
        Format::Mrz => Just(crate::common::zone()).boxed(),
        Format::Email => "[a-z.]{1,8}@[a-z]{1,8}\\.(org|com)".boxed(),
        Format::Phone => "\\+[1-9][0-9 ]{6,12}".boxed(),
        Format::ChinaMobile => "1[3-9][0-9]{9}".boxed(),
        Format::CreditCode => select(&["91350100M000100Y43", "91350100M000100X42", "9135"][..])
            .prop_map(str::to_owned)
            .boxed(),
        Format::Plain(_) | Format::AnyName => "[A-Za-z \u{4e00}-\u{4e0f}]{1,20}".boxed(),
    }
}

/// An answer to one of the form's questions: mostly plausible, sometimes anything.
fn answer() -> impl Strategy<Value = (Key, String)> {
    select(keys()).prop_flat_map(|key| {
        let question = forms::question(&key.question);
        let value = prop_oneof![3 => plausible(question), 1 => any_text().boxed()];
        (Just(key), value)
    })
}

fn drafted<'a>(answers: impl IntoIterator<Item = &'a (Key, String)>) -> Draft {
    let mut draft = Draft::new(forms::VERSION);
    for (key, value) in answers {
        draft.edit(key.clone(), value.clone(), 0, Role::Applicant);
    }
    draft
}

fn classified(draft: &Draft, day: permit::date::Date) -> String {
    let mut out = String::new();
    json::write(&Preview::new(Profile::of(draft, day)), &mut out);
    out
}

type Answers = Vec<(Key, String)>;

/// Answers to different questions, and the same in another order.
fn shuffled() -> impl Strategy<Value = (Answers, Answers)> {
    proptest::collection::vec(answer(), 0..120).prop_flat_map(|answers| {
        let once: BTreeMap<Key, String> = answers.into_iter().collect();
        let once: Answers = once.into_iter().collect();
        (Just(once.clone()), Just(once).prop_shuffle())
    })
}

proptest! {
    #[test]
    fn the_order_of_answers_does_not_matter((first, second) in shuffled()) {
        let (first, second) = (drafted(&first), drafted(&second));
        prop_assert_eq!(&first, &second);
        prop_assert_eq!(judge(&first, today()), judge(&second, today()));
        prop_assert_eq!(classified(&first, today()), classified(&second, today()));
    }

    #[test]
    fn no_text_makes_the_rules_fall_over(
        texts in btree_map(select(keys()), any_text(), 0..60),
        days in 0i32..40_000,
    ) {
        let draft = drafted(&texts.into_iter().collect::<Vec<_>>());
        let day = permit::date::plus_days(permit::date::Date::constant(1970, 1, 1), days);
        let problems = judge(&draft, day);
        prop_assert!(!problems.is_empty(), "nobody can have answered everything");
        prop_assert!(classified(&draft, day).contains("\"possible\":["));
        let history = history(&draft, day);
        prop_assert!(history.gaps.iter().all(|gap| history.start <= gap.from && gap.from <= gap.to));
    }

    /// What is written back is read as the same again; a saved answer never changes by being looked at.
    #[test]
    fn a_tidied_answer_is_tidy((key, raw) in answer()) {
        if let Some(question) = forms::question(&key.question)
            && let Ok(Some(value)) = question.read(&raw)
        {
            prop_assert_eq!(question.read(&value.canonical()), Ok(Some(value)), "{}", raw);
        }
    }

    /// However somebody sets off groups of three digits, and with zeros behind the decimal mark of any language.
    #[test]
    fn a_number_reads_back_as_each_language_groups_it(
        number in 0u32..=100_000_000,
        mark in select(&["", ".", ",", "،", "٬", "'", "’", " ", "\u{a0}", "\u{2009}", "\u{202f}", "_"][..]),
        tail in select(&["", ".0", ".00", ",0", ",00", "٫٠٠", "٫000"][..]),
    ) {
        let digits = number.to_string();
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        let written = [&groups.join(mark), tail].concat();
        let read = ANNUAL_SALARY.read(&written);
        prop_assert_eq!(read, Ok(Some(Value::Number(number))), "{}", written);
    }
}

/// The generator would be no good if its answers were all refused.
#[test]
fn what_is_plausible_is_mostly_read() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let read = (0..400)
        .filter(|_| {
            let (key, value) = answer().new_tree(&mut runner).unwrap().current();
            forms::question(&key.question).is_none_or(|question| question.read(&value).is_ok())
        })
        .count();
    assert!(read > 250, "{read} of 400");
}
