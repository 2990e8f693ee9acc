//! A field that is no question of the form: its label, its hint, and what is wrong with it.

use crate::html::Html;
use crate::text::{key, t};

/// All that stands before the input. `wrong` says what is wrong with what was typed.
pub fn begin(id: &str, label: &str, hint: &str, wrong: Option<&str>, h: &mut Html) {
    let class = if wrong.is_some() {
        "field field--error"
    } else {
        "field"
    };
    h.raw("<div")
        .attr("class", class)
        .raw("><label class=\"field__label\"")
        .attr("for", id)
        .raw(">")
        .text(label)
        .raw("</label><p class=\"field__hint\"")
        .attr("id", &format!("{id}-hint"))
        .raw(">")
        .text(hint)
        .raw("</p>");
    if let Some(words) = wrong {
        h.raw("<p class=\"field__error\"")
            .attr("id", &format!("{id}-problem"))
            .raw(">")
            .hidden_text(&t(key::ERROR_PREFIX));
        h.raw(" ").text(words).raw("</p>");
    }
}

/// The end of the input, whose tag is open, and of the field.
pub fn end(id: &str, wrong: bool, h: &mut Html) {
    let problem = if wrong {
        format!(" {id}-problem")
    } else {
        String::new()
    };
    h.attr("id", id)
        .attr("aria-describedby", &format!("{id}-hint{problem}"));
    if wrong {
        h.attr("aria-invalid", "true");
    }
    h.raw("></div>");
}
