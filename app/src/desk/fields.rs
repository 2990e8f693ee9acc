//! Inputs of forms that are no questions of the application.

use crate::html::Html;
use crate::text::t;
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

/// A line of text.
pub fn line(name: &'static str, label: &str, kind: &'static str, required: bool, h: &mut Html) {
    let id = begin(name, label, h);
    h.raw("<input class=\"input\"")
        .attr("type", kind)
        .attr("name", name)
        .attr("id", &id)
        .flag("required", required);
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

/// A line of text that must be said, with what was said before.
pub fn filled(name: &'static str, label: &str, value: &str, h: &mut Html) {
    let id = begin(name, label, h);
    h.raw("<input class=\"input\" autocomplete=\"off\" required")
        .attr("name", name)
        .attr("id", &id)
        .attr("value", value)
        .raw("></div>");
}

/// Several lines of text.
pub fn lines(name: &'static str, label: &str, required: bool, h: &mut Html) {
    let id = begin(name, label, h);
    h.raw("<textarea class=\"textarea\" rows=\"4\"")
        .attr("name", name)
        .attr("id", &id)
        .flag("required", required)
        .raw("></textarea></div>");
}

/// One of a few: value and words.
pub fn select(name: &'static str, label: &str, choices: &[(String, String)], chosen: &str, h: &mut Html) {
    let id = begin(name, label, h);
    h.raw("<select class=\"select\"")
        .attr("name", name)
        .attr("id", &id)
        .raw(">");
    for (value, words) in choices {
        h.raw("<option")
            .attr("value", value)
            .flag("selected", value == chosen)
            .raw(">")
            .text(words)
            .raw("</option>");
    }
    h.raw("</select></div>");
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
        h.raw("<div class=\"choice\"><input")
            .attr("type", kind)
            .attr("name", name)
            .attr("value", value)
            .attr("id", &id)
            .flag("required", kind == "radio")
            .raw("><label")
            .attr("for", &id)
            .raw(">")
            .text(words)
            .raw("</label></div>");
    }
    h.raw("</fieldset>");
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
    use super::{id_of, within};
    use crate::html::Html;

    #[test]
    fn each_form_has_fields_of_its_own() {
        let mut h = Html::new();
        within("accept", &mut h, |_| assert_eq!(id_of("why"), "f-accept-why"));
        assert_eq!(id_of("why"), "f-why");
    }
}
