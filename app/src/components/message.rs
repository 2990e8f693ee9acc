//! Answers and problems in words, in the reader's language.

use crate::platform;
use crate::text::{CHINESE, key, t, t_opt, t_with};
use permit::answer::{Key, Value};
use permit::check::fold::fold;
use permit::date;
use permit::draft::Draft;
use permit::forms::{self, Group};
use permit::lifecycle::correction::Pin;
use permit::problem::{Code, Problem};
use permit::question::{Format, Kind, Question};

/// What stands over a question.
pub fn label(question: &Question) -> String {
    t(&format!("question.{}.label", question.id))
}

/// What a question is called inside a sentence.
pub fn name(question: &Question) -> String {
    t_opt(&format!("question.{}.name", question.id)).unwrap_or_else(|| label(question))
}

/// What the field, or the group, of a key is called inside a sentence.
pub fn name_of(key: &Key) -> String {
    match forms::question(&key.question) {
        Some(question) => name(question),
        None => t_opt(&format!("group.{}.name", key.question))
            .unwrap_or_else(|| t(&format!("group.{}.title", key.question))),
    }
}

/// What something to correct is pinned to.
pub fn name_of_pin(pin: &Pin) -> String {
    match pin {
        Pin::Question(key) => name_of(key),
        Pin::Document(id) => t_opt(&format!("document.{id}.title")).unwrap_or_else(|| id.clone()),
    }
}

/// A choice of a question.
pub fn choice(question: &Question, value: &str) -> String {
    match question.kind {
        Kind::Country => platform::country_name(value),
        _ if question.is_language(value) => platform::language_name(value),
        // The names of routes come with the rules' own texts, a moment later than the rest.
        _ => t_opt(&question.choice_key(value)).unwrap_or_else(|| value.into()),
    }
}

/// An answer as it is shown back; as typed where it can't be read, and `None` where there is none.
pub fn answer(draft: &Draft, question: &Question, row: Option<&str>) -> Option<String> {
    let raw = draft.raw(&question.key(row));
    if raw.trim().is_empty() {
        return None;
    }
    Some(raw_answer(question, raw))
}

/// The same for an answer as typed.
pub fn raw_answer(question: &Question, raw: &str) -> String {
    match question.read(raw) {
        Ok(Some(Value::Text(text))) if question.kind == Kind::Country => platform::country_name(&text),
        Ok(Some(Value::Text(text))) => text,
        Ok(Some(Value::Choice(value))) => choice(question, value),
        Ok(Some(Value::Choices(values))) => values
            .iter()
            .map(|value| choice(question, value))
            .collect::<Vec<_>>()
            .join("\n"),
        Ok(Some(Value::Date(date))) => platform::date_text(date),
        Ok(Some(Value::Month(month))) => platform::month_text(month),
        Ok(Some(Value::Present)) => t(key::PRESENT),
        Ok(Some(Value::Number(number))) if matches!(question.kind, Kind::Yuan(_)) => {
            platform::yuan_text(number)
        }
        Ok(Some(Value::Number(number))) => platform::number_text(number),
        Ok(Some(Value::Agreed)) => "✓".into(),
        Ok(None) | Err(_) => raw.trim().into(),
    }
}

/// What a row of a group is called: by the answers that name it, or by its place.
pub fn row_name(draft: &Draft, group: &Group, row: &str, place: usize) -> String {
    let named: Vec<String> = group
        .names
        .iter()
        .filter_map(|question| answer(draft, question, Some(row)))
        .collect();
    if named.is_empty() {
        t_with(
            &format!("group.{}.row", group.id),
            &[("number", place.to_string())],
        )
    } else {
        named.join(" · ")
    }
}

/// What is wrong, in a sentence that says what to do.
pub fn problem(problem: &Problem) -> String {
    let question = forms::question(&problem.key.question);
    let kind = question.map(|question| question.kind);
    let tail = match (problem.code, kind) {
        (
            Code::Missing,
            Some(Kind::Choice(_) | Kind::Choices(_) | Kind::Select(_) | Kind::Country | Kind::Province),
        ) => "missing_choice",
        (Code::Missing, Some(Kind::Date(_) | Kind::Month(_))) => "missing_date",
        (code, _) => code.name(),
    };
    let mut values: Vec<(&str, String)> = problem
        .args
        .iter()
        .map(|(name, value)| (*name, argument(name, value, question)))
        .collect();
    values.push(("field", name_of(&problem.key)));
    t_with(&format!("problem.{tail}"), &values)
}

fn argument(name: &str, value: &str, question: Option<&Question>) -> String {
    let kind = question.map(|question| question.kind);
    let money = matches!(kind, Some(Kind::Yuan(_)));
    if let Some(question) = question.filter(|question| question.choices().contains(&value)) {
        return choice(question, value);
    }
    if name == "country" || matches!(kind, Some(Kind::Country)) {
        platform::country_name(value)
    } else if let Ok(date) = date::parse(&fold(value)) {
        platform::date_text(date)
    } else if let Ok(month) = date::parse_month(&fold(value)) {
        platform::month_text(month)
    } else if let (true, Ok(number)) = (money, value.parse()) {
        platform::yuan_text(number)
    } else {
        value.into()
    }
}

/// What an error of the server or of the device means.
pub fn failure(code: &str) -> String {
    t_opt(&format!("error.{code}")).unwrap_or_else(|| t("error.internal"))
}

/// The choices of a question with their words; names in the reader's order.
pub fn choices(question: &Question) -> Vec<(&'static str, String)> {
    let all = question.choices().iter();
    let mut named: Vec<_> = all.map(|value| (*value, choice(question, value))).collect();
    if question.is_of_names() {
        let other = named.pop_if(|(value, _)| *value == "other");
        platform::sort_by_name(&mut named);
        if let Some(other) = other {
            named.push(other);
        }
    }
    named
}

/// The language of an answer that is in one, whatever the reader's: its letters have other shapes elsewhere.
pub fn lang(question: &Question) -> Option<&'static str> {
    (question.kind == Kind::Text(Format::Han)).then_some(CHINESE)
}

/// The document's direction of a field whose answer is Latin wherever it stands.
pub fn dir(question: &Question) -> Option<&'static str> {
    let latin = matches!(
        question.kind,
        Kind::Text(
            Format::LatinName
                | Format::PassportNumber
                | Format::Mrz
                | Format::Email
                | Format::Phone
                | Format::ChinaMobile
                | Format::CreditCode
                | Format::PermitNumber
        )
    );
    if latin {
        Some("ltr")
    } else if matches!(question.kind, Kind::Text(_) | Kind::Lines(_)) {
        Some("auto")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{dir, lang};
    use permit::forms::identity;

    #[test]
    fn a_chinese_name_is_in_chinese_whatever_the_reader_s_language() {
        assert_eq!(lang(&identity::CHINESE_NAME), Some("zh-Hans"));
        assert_eq!(dir(&identity::CHINESE_NAME), Some("auto"));
        assert_eq!(lang(&identity::SURNAME), None);
        assert_eq!(dir(&identity::SURNAME), Some("ltr"));
    }
}
