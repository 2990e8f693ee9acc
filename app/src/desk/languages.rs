//! The portal's languages, each called by its own name and marked as what it is: read aloud, it is said as its speakers do.

use super::fields;
use crate::html::Html;
use crate::text::{self, t};

/// The name of a language; these words where it is none of the portal's.
pub fn name(tag: &str, otherwise: &str, h: &mut Html) {
    match text::known(tag) {
        Some(locale) => h
            .raw("<span")
            .attr("lang", &locale.tag)
            .attr("dir", &locale.dir)
            .raw(">")
            .text(&locale.name)
            .raw("</span>"),
        None => h.text(otherwise),
    };
}

/// The language that somebody reads, as a line of a list of facts.
pub fn fact(label: &str, tag: &str, h: &mut Html) {
    h.raw("<div class=\"summary__row\"><dt class=\"summary__key\">")
        .text(label)
        .raw("</dt><dd class=\"summary__value\"><bdi>");
    name(tag, &t("desk.language_unknown"), h);
    h.raw("</bdi></dd></div>");
}

/// In which language somebody is written to; `any` are the words for none in particular.
pub fn select(label: &str, any: Option<&str>, chosen: &str, h: &mut Html) {
    fields::select_of("locale", label, h, |h| {
        if let Some(any) = any {
            fields::option("", any, None, chosen.is_empty(), h);
        }
        for locale in &text::config().locales {
            fields::option(&locale.tag, &locale.name, Some(locale), locale.tag == chosen, h);
        }
    });
}
