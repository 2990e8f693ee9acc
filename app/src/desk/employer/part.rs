//! The employer's part: the questions that are its own, asked like any other, saved as a whole.

use super::of;
use crate::components::message;
use crate::desk::call;
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::page::Page;
use crate::desk::show;
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform;
use crate::text::{self, t, t_opt, t_with};
use permit::answer::Key;
use permit::api::case::{CaseDocument, PartDocument, PartSave};
use permit::api::organisation::Invitation;
use permit::api::path;
use permit::date;
use permit::forms;
use permit::question::{Kind, Owner, Question};

/// The questions that are the employer's and are asked once, as far as the answers ask for them.
fn questions(part: &PartDocument) -> impl Iterator<Item = &'static Question> {
    let own = forms::questions()
        .filter(|question| question.owner == Owner::Employer && forms::group_of(question.id).is_none());
    let draft = &part.draft;
    // What hangs on an answer that nobody gave yet is asked once it is given.
    own.filter(move |question| question.is_asked(draft, None))
}

/// The form.
pub fn html(
    state: &State,
    organisation: &str,
    one: &Invitation,
    document: Option<&CaseDocument>,
    h: &mut Html,
) {
    let tag = text::locale();
    h.raw("<p>")
        .link(
            "back-link",
            &Page::Invitations(organisation.into()).path(&tag),
            &t("desk.invitations"),
        )
        .raw("</p>");
    h.p("lead", &t("desk.part_lead"));
    h.raw("<form data-form=\"part\" novalidate>");
    let differences = document.map_or_else(Vec::new, |document| {
        permit::part::differences(&document.draft, &one.part.draft)
    });
    for question in questions(&one.part) {
        let key = question.key(None);
        field(question, one.part.draft.raw(&key), h);
        let theirs = document.map_or("", |document| document.draft.raw(&key));
        if !theirs.trim().is_empty() {
            let differs = differences.iter().any(|(other, ..)| *other == key);
            said(question, theirs, differs, h);
        }
    }
    fields::submit(&t("desk.save"), state.busy, h);
    h.raw("</form>");
    if let Some(application) = &one.application {
        h.raw("<p>")
            .link(
                "",
                &Page::OwnCase(organisation.into(), application.clone()).path(&tag),
                &t("desk.to_application"),
            )
            .raw("</p>");
    }
}

/// What the applicant said to the same question.
fn said(question: &'static Question, theirs: &str, differs: bool, h: &mut Html) {
    let words = if differs {
        "desk.applicant_says_else"
    } else {
        "desk.applicant_says"
    };
    let answer = [("answer", message::raw_answer(question, theirs))];
    h.p(
        if differs { "field__warning" } else { "field__note" },
        &t_with(words, &answer),
    );
}

/// A question as an input of its kind.
pub fn field(question: &'static Question, raw: &str, h: &mut Html) {
    let id = format!("f-{}", question.id);
    let label = message::label(question);
    let choices = |values: &[&str]| -> Vec<(String, String)> {
        let one = |value: &&str| ((*value).to_owned(), message::choice(question, value));
        values.iter().map(one).collect()
    };
    match question.kind {
        Kind::Choices(values) => {
            h.raw("<fieldset class=\"field\"><legend class=\"field__label\">")
                .text(&label)
                .raw("</legend>");
            for (value, words) in choices(values) {
                let id = format!("{id}-{value}");
                h.raw("<div class=\"choice\"><input type=\"checkbox\"")
                    .attr("name", question.id)
                    .attr("value", &value)
                    .attr("id", &id)
                    .flag("checked", raw.lines().any(|line| line == value))
                    .raw("><label")
                    .attr("for", &id)
                    .raw(">")
                    .text(&words)
                    .raw("</label></div>");
            }
            h.raw("</fieldset>");
            return;
        }
        Kind::Choice(_) | Kind::Select(_) | Kind::Province | Kind::Country => {
            let mut all = vec![(String::new(), t("desk.choose"))];
            if question.kind == Kind::Country {
                let named = platform::countries_sorted();
                all.extend(named.into_iter().map(|(code, name)| (code.to_owned(), name)));
            } else {
                all.extend(choices(question.choices()));
            }
            fields::select(question.id, &label, &all, raw, h);
            return;
        }
        _ => {}
    }
    let id = fields::begin(question.id, &label, h);
    if let Some(hint) = t_opt(&format!("question.{}.hint", question.id)) {
        h.p("field__hint", &hint);
    }
    match question.kind {
        Kind::Lines(_) => h
            .raw("<textarea class=\"textarea\" rows=\"4\"")
            .attr("name", question.id)
            .attr("id", &id)
            .raw(">")
            .text(raw)
            .raw("</textarea>"),
        kind => {
            // A browser's own input of a date would drop what is none: that stays as it was typed.
            let day = date::parse(raw).ok();
            let (shown, mode) = match kind {
                Kind::Date(_) if day.is_some() || raw.is_empty() => ("date", "none"),
                Kind::Number(..) | Kind::Yuan(_) => ("text", "numeric"),
                _ => ("text", "text"),
            };
            let written = day.filter(|_| shown == "date").map(date::iso);
            let raw = written.as_deref().unwrap_or(raw);
            h.raw("<input class=\"input\" autocomplete=\"off\"")
                .attr("type", shown)
                .attr("inputmode", mode)
                .attr("name", question.id)
                .attr("id", &id)
                .attr("value", raw)
                .raw(">")
        }
    };
    h.raw("</div>");
}

/// What a form says to the questions that are the employer's: one answer a question, several choices a line each.
pub fn answers(values: &Values) -> Vec<(Key, String)> {
    let own = forms::questions().filter(|question| question.owner == Owner::Employer);
    own.filter(|question| forms::group_of(question.id).is_none())
        .map(|question| {
            (
                question.key(None),
                values.all(question.id).join("\n").trim().to_owned(),
            )
        })
        .collect()
}

/// Saves it; where somebody else saved meanwhile nothing is stored, and that is said.
pub async fn save(organisation: &str, invitation: &str, values: &Values) {
    let Some(part) = state::with(|state| match &state.data {
        Data::Part(one, _) => Some(one.part.clone()),
        _ => None,
    }) else {
        return;
    };
    // What the form did not ask stays as it is.
    let asked: Vec<Key> = questions(&part).map(|question| question.key(None)).collect();
    let changed = answers(values)
        .into_iter()
        .filter(|(key, value)| asked.contains(key) && part.draft.raw(key) != value)
        .collect();
    let wish = PartSave {
        revision: part.revision,
        answers: changed,
    };
    let visit = listen::begin();
    let address = of(path::PART, organisation).replace("{invitation}", invitation);
    match call::send::<PartDocument>("PATCH", &address, &wish).await {
        Ok(saved) => {
            listen::done(visit, |state| {
                if let Data::Part(one, _) = &mut state.data {
                    one.part = saved;
                }
                state.said = t("desk.saved");
            });
            show::draw();
        }
        Err(failed) => listen::failed(visit, failed),
    }
}

#[cfg(test)]
mod tests {
    use super::answers;
    use crate::desk::listen::Values;
    use permit::answer::Key;

    #[test]
    fn choices_stand_on_a_line_each_and_nothing_of_the_applicant_s_is_sent() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = Values(vec![
            pair("job_title", " Engineer "),
            pair("special_routes", "B-2"),
            pair("special_routes", "B-5"),
            pair("surname", "Eriksson"),
        ]);
        let all = answers(&values);
        let of = |name: &str| {
            all.iter()
                .find(|(key, _)| *key == Key::new(name))
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(of("job_title"), Some("Engineer"));
        assert_eq!(of("special_routes"), Some("B-2\nB-5"));
        assert_eq!(of("surname"), None);
    }
}
