//! A question on the screen: label, hint, help, what is wrong, and the input that fits its kind.

use super::{conflict, inputs, message, mrz};
use crate::editor::Editor;
use crate::text::{key, t, t_opt};
use leptos::prelude::*;
use permit::answer::{Key, Value};
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
#[derive(Clone, Copy)]
pub struct Field {
    /// The open draft.
    pub editor: Editor,
    /// The question.
    pub question: &'static Question,
    key: StoredValue<Key>,
    id: StoredValue<String>,
    /// What is wrong with the answer, once the person has left it.
    problems: Memo<Vec<Problem>>,
}

impl Field {
    fn new(editor: Editor, question: &'static Question, row: Option<&str>) -> Self {
        let own = question.key(row);
        let id = field_id(&own);
        let problems = Memo::new({
            let own = own.clone();
            move |_| {
                if !editor.left.with(|left| left.contains(&own)) {
                    return Vec::new();
                }
                editor
                    .problems
                    .with(|all| all.iter().filter(|problem| problem.key == own).cloned().collect())
            }
        });
        Self {
            editor,
            question,
            key: StoredValue::new(own),
            id: StoredValue::new(id),
            problems,
        }
    }

    /// The element's id; with a tail, that of a part of it.
    pub fn id(self, tail: &str) -> String {
        self.id.with_value(|id| {
            if tail.is_empty() {
                id.clone()
            } else {
                format!("{id}-{tail}")
            }
        })
    }

    /// The answer as typed; follows it.
    pub fn raw(self) -> String {
        self.key
            .with_value(|key| self.editor.copy.with(|copy| copy.draft.raw(key).to_owned()))
    }

    /// The answer as typed, now.
    pub fn raw_untracked(self) -> String {
        self.key.with_value(|key| {
            self.editor
                .copy
                .with_untracked(|copy| copy.draft.raw(key).to_owned())
        })
    }

    /// Takes an answer as typed.
    pub fn set(self, value: String) {
        self.editor.answer(self.key.get_value(), value);
    }

    /// The person went on to something else: harmless noise is tidied, and what is wrong is said from now on.
    pub fn leave(self) {
        let raw = self.raw_untracked();
        if matches!(self.question.kind, Kind::Text(_))
            && let Ok(Some(Value::Text(tidy))) = self.question.read(&raw)
            && tidy != raw
        {
            self.set(tidy);
        }
        if !raw.is_empty() {
            self.editor.leave(self.key.get_value());
        }
    }

    /// Whether there is an error to show.
    pub fn is_invalid(self) -> bool {
        self.problems
            .with(|problems| problems.iter().any(Problem::is_error))
    }

    /// For `aria-invalid`.
    pub fn aria_invalid(self) -> Option<&'static str> {
        self.is_invalid().then_some("true")
    }

    /// For `aria-describedby`: hint, error and warning, as far as there are such.
    pub fn described_by(self) -> Option<String> {
        let mut ids = Vec::new();
        if t_opt(&self.text_key("hint")).is_some() {
            ids.push(self.id("hint"));
        }
        if !self.problems.with(Vec::is_empty) {
            ids.push(self.id("problem"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn text_key(self, tail: &str) -> String {
        format!("question.{}.{tail}", self.question.id)
    }
}

/// The question, while it is asked.
pub fn field(editor: Editor, question: &'static Question, row: Option<String>) -> AnyView {
    let asked = Memo::new({
        let row = row.clone();
        move |_| {
            editor
                .copy
                .with(|copy| question.is_asked(&copy.draft, row.as_deref()))
        }
    });
    (move || {
        asked
            .get()
            .then(|| shown(Field::new(editor, question, row.as_deref())))
    })
    .into_any()
}

fn shown(field: Field) -> AnyView {
    let grouped = matches!(
        field.question.kind,
        Kind::Choice(_) | Kind::Choices(_) | Kind::Date(_) | Kind::Month(_)
    );
    let error = move || field.is_invalid();
    if grouped {
        view! {
            <fieldset class="field fieldset" class:field--error=error aria-describedby=move || field.described_by()>
                <legend class="field__label">{label(field)}</legend>
                {notes(field)}
                {inputs::input(field)}
            </fieldset>
        }
        .into_any()
    } else if field.question.kind == Kind::Consent {
        view! { <div class="field" class:field--error=error>{notes(field)}{inputs::input(field)}</div> }
            .into_any()
    } else {
        view! {
            <div class="field" class:field--error=error>
                <label class="field__label" for=field.id("")>{label(field)}</label>
                {notes(field)}
                {inputs::input(field)}
                {(field.question.kind == Kind::Text(Format::Mrz)).then(|| mrz::filled(field.editor))}
            </div>
        }
        .into_any()
    }
}

fn label(field: Field) -> AnyView {
    let optional = !field.question.required;
    view! {
        {move || message::label(field.question)}
        {optional.then(|| view! { " "<span class="field__note">{move || t(key::OPTIONAL)}</span> })}
    }
    .into_any()
}

/// Hint, help, what is wrong, and a conflict.
fn notes(field: Field) -> AnyView {
    let hint = move || t_opt(&field.text_key("hint"));
    let help = move || t_opt(&field.text_key("help"));
    view! {
        {move || hint().map(|hint| view! { <p class="field__hint" id=field.id("hint")>{hint}</p> })}
        {move || help().map(|help| view! {
            <details class="field__more">
                <summary>{t(key::HELP)}</summary>
                <p>{help}</p>
            </details>
        })}
        <div id=field.id("problem") class="field__problems">
            {move || field.problems.get().iter().map(|problem| {
                let error = problem.is_error();
                let (class, prefix) =
                    if error { ("field__error", key::ERROR_PREFIX) } else { ("field__warning", key::WARNING_PREFIX) };
                view! {
                    <p class=class>
                        <span class:visually-hidden=error>{t(prefix)}" "</span>
                        {message::problem(problem)}
                    </p>
                }
            }).collect_view()}
        </div>
        {conflict::conflict(field.editor, field.key.get_value())}
    }
    .into_any()
}
