//! Notes that the helpdesk pins to an answer; the applicant accepts or dismisses them.

use crate::components::message;
use crate::desk::fields;
use crate::desk::listen::Values;
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::answer::Key;
use permit::api::support::{Note, NoteRequest, PHRASES};
use permit::forms;

/// A note as it stands with its answer.
pub fn html(note: &Note, h: &mut Html) {
    h.raw("<div class=\"notice\"><p><strong>")
        .text(&t(&format!("note.phrase.{}", note.phrase)))
        .raw("</strong></p>");
    if !note.text.is_empty() {
        h.raw("<p><q>").text(&note.text).raw("</q></p>");
    }
    if !note.value.is_empty() {
        let value = forms::question(&note.key.question).map_or_else(
            || note.value.clone(),
            |question| message::raw_answer(question, &note.value),
        );
        h.p("", &t_with("desk.note_suggests", &[("value", value)]));
    }
    let values = [
        ("when", platform::date_time_text(note.at)),
        ("state", t(&format!("desk.note.{}", note.state))),
    ];
    h.p("field__note", &t_with("desk.note_when", &values))
        .raw("</div>");
}

/// The form of a new one.
pub fn form(key: &Key, busy: bool, h: &mut Html) {
    h.raw("<form class=\"box\"")
        .attr("data-form", &format!("help note {key}"))
        .raw(">");
    let phrases: Vec<(String, String)> = PHRASES
        .iter()
        .map(|name| ((*name).to_owned(), t(&format!("note.phrase.{name}"))))
        .collect();
    fields::select("phrase", &t("desk.note_phrase"), &phrases, "", h);
    fields::lines("text", &t("desk.note_text"), false, h);
    // A group is pinned to as a whole: there is nothing to suggest.
    if let Some(question) = forms::question(&key.question) {
        let choices = question.choices();
        if choices.is_empty() {
            fields::line("value", &t("desk.note_value"), "text", false, h);
        } else {
            let none = (String::new(), t("desk.note_no_value"));
            let all = choices
                .iter()
                .map(|value| ((*value).to_owned(), message::choice(question, value)));
            let all: Vec<_> = [none].into_iter().chain(all).collect();
            fields::select("value", &t("desk.note_value"), &all, "", h);
        }
    }
    h.raw("<div class=\"cluster\">");
    fields::submit(&t("desk.note_pin"), busy, h);
    h.button("button button--secondary", "help leave", &t("app.cancel"))
        .raw("</div></form>");
}

/// What the form says.
pub fn wish(key: Key, values: &Values) -> NoteRequest {
    NoteRequest {
        key,
        phrase: values.get("phrase").into(),
        text: values.get("text").into(),
        value: values.get("value").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::wish;
    use crate::desk::listen::Values;
    use permit::answer::Key;

    #[test]
    fn a_note_says_what_its_form_says() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = Values(vec![
            pair("phrase", "as_in_passport"),
            pair("value", " Eriksson "),
        ]);
        let note = wish(Key::new("surname"), &values);
        assert_eq!(
            (note.phrase.as_str(), note.value.as_str()),
            ("as_in_passport", "Eriksson")
        );
        assert!(note.text.is_empty());
    }
}
