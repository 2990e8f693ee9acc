//! A question on the screen: label, hint, help, what is wrong, a conflict, and the input that fits its kind.

use super::{inputs, message, mrz};
use crate::editor::{Copy, Editor};
use crate::html::Html;
use crate::island;
use crate::original;
use crate::text::{key, t, t_opt, t_with};
use permit::answer::Key;
use permit::forms;
use permit::problem::Problem;
use permit::question::{Format, Kind, Question};

/// The id of the element that an answer is typed in; of its first one where there are several.
pub fn field_id(key: &Key) -> String {
    match &key.row {
        Some(row) => format!("{}-{row}", key.question),
        None => key.question.clone(),
    }
}

/// What the inputs need to know.
pub struct Field {
    /// The question.
    pub question: &'static Question,
    /// Its key.
    pub key: Key,
    /// The element's id.
    pub id: String,
    /// The answer as typed.
    pub raw: String,
    /// Whether there is an error to show.
    pub invalid: bool,
    /// The ids of hint and problems, for `aria-describedby`.
    pub described_by: String,
}

impl Field {
    /// The attributes that every input carries.
    pub fn attributes(&self, id: &str, h: &mut Html) {
        h.attr("id", id).attr("data-key", &self.key.to_string());
        if self.invalid {
            h.attr("aria-invalid", "true");
        }
        if !self.described_by.is_empty() {
            h.attr("aria-describedby", &self.described_by);
        }
    }
}

/// The question, while it is asked.
pub fn field(editor: Editor, question: &'static Question, row: Option<&str>, h: &mut Html) {
    let key = question.key(row);
    let copy = editor.copy.read();
    if !question.is_asked(&copy.draft, row) {
        return;
    }
    let shown = editor.left.with(|left| left.contains(&key));
    let problems: Vec<Problem> = editor.problems.with(|all| {
        all.iter()
            .filter(|problem| shown && problem.key == key)
            .cloned()
            .collect()
    });
    let id = field_id(&key);
    let text = |tail: &str| t_opt(&format!("question.{}.{tail}", question.id));
    let hint = text("hint").or_else(|| inputs::example(question));
    let mut ids = Vec::new();
    if hint.is_some() {
        ids.push(format!("{id}-hint"));
    }
    if !problems.is_empty() {
        ids.push(format!("{id}-problem"));
    }
    let field = Field {
        question,
        raw: copy.draft.raw(&key).to_owned(),
        invalid: problems.iter().any(Problem::is_error),
        described_by: ids.join(" "),
        id,
        key,
    };
    let grouped = matches!(
        question.kind,
        Kind::Choice(_) | Kind::Choices(_) | Kind::Date(_) | Kind::Month(_)
    );
    let class = if field.invalid {
        "field field--error"
    } else {
        "field"
    };
    h.raw("<div")
        .attr("class", class)
        .attr("id", &format!("{}-field", field.id))
        .raw(">");
    if grouped {
        h.raw("<fieldset class=\"fieldset\"");
        if !field.described_by.is_empty() {
            h.attr("aria-describedby", &field.described_by);
        }
        h.raw("><legend class=\"field__label\">");
        label(question, h);
        h.raw("</legend>");
    } else if question.kind != Kind::Consent {
        h.raw("<label class=\"field__label\"")
            .attr("for", &field.id)
            .raw(">");
        label(question, h);
        h.raw("</label>");
    }
    if let Some(hint) = hint {
        h.raw("<p class=\"field__hint\"")
            .attr("id", &format!("{}-hint", field.id))
            .raw(">")
            .text(&hint)
            .raw("</p>");
    }
    if let Some(help) = text("help") {
        h.raw("<details class=\"field__more\"><summary>")
            .text(&t(key::HELP))
            .raw("</summary>")
            .p("", &help);
        h.raw("</details>");
    }
    if matches!(question.kind, Kind::Choices(_)) {
        island::local(question.id, h);
    }
    said(&field, &problems, h);
    conflict(&copy, &field.key, h);
    inputs::input(&field, h);
    if question.kind == Kind::Text(Format::Mrz) {
        mrz::filled(&copy.draft, h);
    }
    h.raw(if grouped { "</fieldset></div>" } else { "</div>" });
}

fn label(question: &Question, h: &mut Html) {
    h.text(&message::label(question));
    if !question.required {
        h.raw(" <span class=\"field__note\">")
            .text(&t(key::OPTIONAL))
            .raw("</span>");
    }
}

fn said(field: &Field, problems: &[Problem], h: &mut Html) {
    if problems.is_empty() {
        return;
    }
    // What was forgotten or mistyped needs no law; what a rule says can be read in Chinese.
    let rule = problems.iter().any(|problem| problem.code.is_of_rule());
    if rule {
        h.raw("<div data-zh>");
    }
    h.raw("<div")
        .attr("id", &format!("{}-problem", field.id))
        .raw(">");
    for problem in problems {
        note(problem, h);
    }
    h.raw("</div>");
    if rule {
        original::close(h);
    }
}

/// A problem as it stands at its field.
pub fn note(problem: &Problem, h: &mut Html) {
    if problem.is_error() {
        h.raw("<p class=\"field__error\">")
            .hidden_text(&t(key::ERROR_PREFIX));
    } else {
        h.raw("<p class=\"field__warning\"><span class=\"field__prefix\">")
            .text(&t(key::WARNING_PREFIX))
            .raw("</span>");
    }
    h.raw(" ").text(&message::problem(problem)).raw("</p>");
}

/// An answer that was changed here and elsewhere: both stand side by side, and the person chooses.
pub fn conflict(copy: &Copy, key: &Key, h: &mut Html) {
    let Some(theirs) = copy.conflicts.get(key) else {
        return;
    };
    let words = |raw: &str| match forms::question(&key.question) {
        Some(_) if raw.trim().is_empty() => t(key::CONFLICT_EMPTY),
        Some(question) => message::raw_answer(question, raw),
        None if raw.is_empty() => t(key::CONFLICT_DELETED),
        None => message::name_of(key),
    };
    let (mine, other) = (words(copy.draft.raw(key)), words(&theirs.value));
    h.raw("<div class=\"notice notice--warning\" role=\"alert\"><p><strong>")
        .text(&t(key::CONFLICT_TITLE));
    h.raw("</strong> ")
        .text(&t(key::CONFLICT_TEXT))
        .raw("</p><div class=\"cluster\">");
    let secondary = "button button--secondary";
    h.button(
        secondary,
        &format!("mine {key}"),
        &t_with(key::CONFLICT_MINE, &[("value", mine)]),
    );
    h.button(
        secondary,
        &format!("theirs {key}"),
        &t_with(key::CONFLICT_THEIRS, &[("value", other)]),
    );
    h.raw("</div></div>");
}
