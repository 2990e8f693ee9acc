//! Inputs of forms that are no questions of the application.

use crate::html::Html;
use crate::text::{Locale, t};
use std::cell::RefCell;

thread_local! {
    /// What the ids of a form's fields begin with.
    static SCOPE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes the ids of the fields that are written here the form's own: a page may hold many forms that ask for a reason.
pub fn within(scope: &str, h: &mut Html, write: impl FnOnce(&mut Html)) {
    let before = SCOPE.replace(format!("{scope}-"));
    write(h);
    SCOPE.set(before);
}

/// The id of a field of the form that is being written.
pub fn id_of(name: &str) -> String {
    SCOPE.with_borrow(|scope| format!("f-{scope}{name}"))
}

/// Begins a field: its label, and the id of what it is for.
pub fn begin(name: &str, label: &str, h: &mut Html) -> String {
    let id = id_of(name);
    h.raw("<div class=\"field\"><label class=\"field__label\"")
        .attr("for", &id)
        .raw(">")
        .text(label)
        .raw("</label>");
    id
}

/// The direction of what is typed into a line: codes, addresses and numbers read from the left in every language, other
/// text as it is written. What a browser asks for in a way of its own is left to it.
fn dir(name: &str, kind: &str) -> Option<&'static str> {
    match (kind, name) {
        ("date", _) => None,
        ("email" | "tel" | "password", _)
        | (_, "code" | "credit_code" | "email" | "passport" | "phone" | "receipt" | "reference" | "totp") => {
            Some("ltr")
        }
        _ => Some("auto"),
    }
}

/// A line of text.
pub fn line(name: &'static str, label: &str, kind: &'static str, required: bool, h: &mut Html) {
    input((name, kind, required), label, None, h);
}

/// A line of text that must be said, with what was said before.
pub fn filled(name: &'static str, label: &str, value: &str, h: &mut Html) {
    input((name, "text", true), label, Some(value), h);
}

/// A day that must be said, in the browser's own field for one, with what was said before.
pub fn day(name: &'static str, label: &str, value: &str, h: &mut Html) {
    input((name, "date", true), label, Some(value), h);
}

fn input(
    (name, kind, required): (&'static str, &'static str, bool),
    label: &str,
    value: Option<&str>,
    h: &mut Html,
) {
    let id = begin(name, label, h);
    h.raw("<input class=\"input\"")
        .attr("type", kind)
        .attr("name", name)
        .attr("id", &id)
        .flag("required", required);
    if let Some(dir) = dir(name, kind) {
        h.attr("dir", dir);
    }
    if let Some(value) = value {
        h.attr("value", value);
    }
    match name {
        "password" => h.attr("autocomplete", "current-password"),
        "totp" => h
            .attr("autocomplete", "one-time-code")
            .attr("inputmode", "numeric"),
        "username" => h.attr("autocomplete", "username"),
        _ => h.attr("autocomplete", "off"),
    };
    h.raw("></div>");
}

/// Several lines of text.
pub fn lines(name: &'static str, label: &str, required: bool, h: &mut Html) {
    let id = begin(name, label, h);
    h.raw("<textarea class=\"textarea\" rows=\"4\" dir=\"auto\"")
        .attr("name", name)
        .attr("id", &id)
        .flag("required", required)
        .raw("></textarea></div>");
}

/// One of a few: value and words.
pub fn select(name: &'static str, label: &str, choices: &[(String, String)], chosen: &str, h: &mut Html) {
    select_of(name, label, h, |h| {
        for (value, words) in choices {
            option(value, words, None, value == chosen, h);
        }
    });
}

/// The same of what `options` writes.
pub fn select_of(name: &'static str, label: &str, h: &mut Html, options: impl FnOnce(&mut Html)) {
    let id = begin(name, label, h);
    h.raw("<select class=\"select\"")
        .attr("name", name)
        .attr("id", &id)
        .raw(">");
    options(h);
    h.raw("</select></div>");
}

/// One of a few; `of` is the language of its words where that is another than the page's.
pub fn option(value: &str, words: &str, of: Option<&Locale>, chosen: bool, h: &mut Html) {
    h.raw("<option").attr("value", value).flag("selected", chosen);
    if let Some(of) = of {
        h.attr("lang", &of.tag).attr("dir", &of.dir);
    }
    h.raw(">").text(words).raw("</option>");
}

/// Boxes or radio buttons of one name.
pub fn boxes(
    kind: &'static str,
    name: &'static str,
    label: &str,
    choices: &[(String, String)],
    h: &mut Html,
) {
    h.raw("<fieldset class=\"field\"><legend class=\"field__label\">")
        .text(label)
        .raw("</legend>");
    for (value, words) in choices {
        let id = id_of(&format!("{name}-{value}"));
        one_of(kind, (name, value, &id), ("required", kind == "radio"), h, |h| {
            h.text(words);
        });
    }
    h.raw("</fieldset>");
}

/// A box or a radio button among others of its name.
pub fn choice(
    kind: &'static str,
    (name, value): (&'static str, &'static str),
    words: &str,
    checked: bool,
    h: &mut Html,
) {
    let id = id_of(&format!("{name}-{value}"));
    one_of(kind, (name, value, &id), ("checked", checked), h, |h| {
        h.text(words);
    });
}

/// A box that is ticked or not: with these words, of whom where others stand beside it.
pub fn tick(name: &'static str, label: &str, whose: &str, ticked: bool, h: &mut Html) {
    let id = id_of(name);
    one_of("checkbox", (name, "yes", &id), ("checked", ticked), h, |h| {
        h.text(label);
        if !whose.is_empty() {
            h.hidden_text(whose);
        }
    });
}

/// A box or a radio button, what holds of it, and its words.
fn one_of(
    kind: &str,
    (name, value, id): (&str, &str, &str),
    (flag, holds): (&'static str, bool),
    h: &mut Html,
    words: impl FnOnce(&mut Html),
) {
    h.raw("<div class=\"choice\"><input")
        .attr("type", kind)
        .attr("name", name)
        .attr("value", value)
        .attr("id", id)
        .flag(flag, holds)
        .raw("><label")
        .attr("for", id)
        .raw(">");
    words(h);
    h.raw("</label></div>");
}

/// The button that sends a form; it can't be pressed while something is on its way.
pub fn submit(words: &str, busy: bool, h: &mut Html) {
    h.raw("<button class=\"button\"")
        .flag("disabled", busy)
        .raw(">")
        .text(words)
        .raw("</button>");
}

/// A field for the reason.
pub fn why(required: bool, h: &mut Html) {
    let label = if required { "app.why" } else { "app.why_optional" };
    lines("why", &t(label), required, h);
}

#[cfg(test)]
mod tests {
    use super::{filled, id_of, line, lines, option, within};
    use crate::html::Html;
    use crate::text::Locale;

    #[test]
    fn each_form_has_fields_of_its_own() {
        let mut h = Html::new();
        within("accept", &mut h, |_| assert_eq!(id_of("why"), "f-accept-why"));
        assert_eq!(id_of("why"), "f-why");
    }

    #[test]
    fn a_choice_in_another_language_says_in_which() {
        let arabic = Locale {
            tag: "ar".into(),
            name: "العربية".into(),
            dir: "rtl".into(),
            ..Locale::default()
        };
        let mut h = Html::new();
        option("ar", &arabic.name, Some(&arabic), true, &mut h);
        option("", "Any", None, false, &mut h);
        assert_eq!(
            h.done(),
            "<option value=\"ar\" selected lang=\"ar\" dir=\"rtl\">العربية</option><option value=\"\">Any</option>"
        );
    }

    #[test]
    fn a_code_reads_from_the_left_and_words_as_they_are_written() {
        let written = |write: &dyn Fn(&mut Html)| {
            let mut h = Html::new();
            write(&mut h);
            h.done()
        };
        for (name, kind) in [
            ("email", "email"),
            ("username", "email"),
            ("phone", "tel"),
            ("totp", "text"),
            ("credit_code", "text"),
            ("passport", "text"),
            ("reference", "text"),
        ] {
            let html = written(&|h| line(name, "", kind, true, h));
            assert!(html.contains("dir=\"ltr\""), "{name}");
        }
        assert!(written(&|h| filled("email", "", "anna@example.org", h)).contains("dir=\"ltr\""));
        for html in [
            written(&|h| line("label", "", "text", true, h)),
            written(&|h| filled("label", "", "", h)),
            written(&|h| lines("why", "", true, h)),
        ] {
            assert!(html.contains("dir=\"auto\""), "{html}");
        }
        assert!(!written(&|h| line("due", "", "date", true, h)).contains("dir="));
    }
}
