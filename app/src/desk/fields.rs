//! Inputs of forms that are no questions of the application.

use crate::html::Html;
use crate::text::t;

/// A line of text.
pub fn line(name: &'static str, label: &str, kind: &'static str, required: bool, h: &mut Html) {
    let id = format!("f-{name}");
    h.raw("<div class=\"field\"><label class=\"field__label\"")
        .attr("for", &id)
        .raw(">")
        .text(label)
        .raw("</label><input class=\"field__input\"")
        .attr("type", kind)
        .attr("name", name)
        .attr("id", &id)
        .flag("required", required);
    match name {
        "password" => h.attr("autocomplete", "current-password"),
        "code" => h
            .attr("autocomplete", "one-time-code")
            .attr("inputmode", "numeric"),
        "email" => h.attr("autocomplete", "username"),
        _ => h.attr("autocomplete", "off"),
    };
    h.raw("></div>");
}

/// Several lines of text.
pub fn lines(name: &'static str, label: &str, required: bool, h: &mut Html) {
    let id = format!("f-{name}");
    h.raw("<div class=\"field\"><label class=\"field__label\"")
        .attr("for", &id)
        .raw(">")
        .text(label)
        .raw("</label><textarea class=\"field__input\" rows=\"4\"")
        .attr("name", name)
        .attr("id", &id)
        .flag("required", required)
        .raw("></textarea></div>");
}

/// One of a few: value and words.
pub fn select(name: &'static str, label: &str, choices: &[(String, String)], chosen: &str, h: &mut Html) {
    let id = format!("f-{name}");
    h.raw("<div class=\"field\"><label class=\"field__label\"")
        .attr("for", &id)
        .raw(">")
        .text(label)
        .raw("</label><select class=\"field__input\"")
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
        let id = format!("f-{name}-{value}");
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
