//! Notes of the helpdesk as whoever wrote the answers reads them: what each says, beside the answer, and what is made of it.
//! Taking a suggestion over is a save like any other.

use crate::components::message;
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::answer::Key;
use permit::api::support::Note;
use permit::draft::Draft;
use permit::forms;

/// An answer in words.
fn words(key: &Key, raw: &str) -> String {
    forms::question(&key.question)
        .map_or_else(|| raw.to_owned(), |question| message::raw_answer(question, raw))
}

/// All notes on some answers, those that wait for an answer first; `place` is the address of the page of a question.
pub fn list(notes: &[Note], answers: &Draft, place: &dyn Fn(&Key) -> String, busy: bool, h: &mut Html) {
    let (open, answered): (Vec<&Note>, Vec<&Note>) = notes.iter().partition(|note| note.state == "open");
    for note in open.into_iter().chain(answered) {
        one(note, answers.raw(&note.key), &place(&note.key), busy, h);
    }
}

fn one(note: &Note, now: &str, place: &str, busy: bool, h: &mut Html) {
    let name = message::name_of(&note.key);
    h.raw("<section class=\"box\"><h2>").text(&name).raw("</h2>");
    h.p("", &t(&format!("note.phrase.{}", note.phrase)));
    if !note.text.is_empty() {
        h.raw("<p dir=\"auto\"><q>").text(&note.text).raw("</q></p>");
    }
    h.raw("<dl class=\"summary\">");
    if !now.is_empty() && forms::question(&note.key.question).is_some() {
        h.fact(&t("account.note_yours"), &words(&note.key, now));
    }
    if !note.value.is_empty() {
        h.fact(&t("account.note_suggested"), &words(&note.key, &note.value));
    }
    h.fact(&t("account.note_when"), &platform::date_time_text(note.at));
    if note.state != "open" {
        h.fact(
            &t("account.note_answered"),
            &t(&format!("account.note_state.{}", note.state)),
        );
    }
    h.raw("</dl><p class=\"cluster\">");
    if note.state == "open" {
        let accept = if note.value.is_empty() {
            "account.note_done"
        } else {
            "account.note_accept"
        };
        for (class, act, key) in [
            ("button", "accept", accept),
            ("button button--secondary", "dismiss", "account.note_dismiss"),
        ] {
            h.raw("<button type=\"button\"")
                .attr("class", class)
                .attr("data-act", &format!("note {act} {}", note.id))
                .flag("disabled", busy)
                .raw(">")
                .text(&t(key))
                .hidden_text(&name)
                .raw("</button>");
        }
    }
    h.link("", place, &t_with("account.note_question", &[("field", name)]))
        .raw("</p></section>");
}

/// What a button says of a note: whether it is accepted, and which.
pub fn said<'a>(words: &[&'a str]) -> Option<(bool, &'a str)> {
    match words {
        ["accept", id] => Some((true, id)),
        ["dismiss", id] => Some((false, id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn a_button_accepts_or_dismisses() {
        assert_eq!(said(&["accept", "n"]), Some((true, "n")));
        assert_eq!(said(&["dismiss", "n"]), Some((false, "n")));
        assert_eq!(said(&["burn", "n"]), None);
    }
}
