//! The landing page as HTML: the server sends it in the document, so that it can be read before any program arrives,
//! and the app shows the same, so that nothing moves when it takes over.

use std::fmt::Write;

/// The papers that the page names: `landing.documents.<n>`.
pub const DOCUMENTS: u32 = 6;
/// The facts that the page states: `landing.<fact>.title` and `.text`.
pub const FACTS: &[&str] = &["who", "time", "free", "preview", "privacy"];
/// The id of the box that says "this is a shared computer".
pub const SHARED: &str = "shared";

/// Makes a text safe to stand in HTML, in an attribute too.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A language as the menu names it.
#[derive(Clone, Copy, Debug)]
pub struct Tongue<'a> {
    /// Its tag.
    pub tag: &'a str,
    /// Its name in itself.
    pub name: &'a str,
    /// `ltr` or `rtl`.
    pub dir: &'a str,
}

/// The menu of languages, for every program: a button that opens the list of them, each in itself, and works without any
/// program. `label` is the word for "language", `current` the tag of the one that is shown, `href` the address of this
/// page in another.
#[must_use]
pub fn languages<'a>(
    label: &str,
    current: &str,
    all: impl Iterator<Item = Tongue<'a>> + Clone,
    href: impl Fn(&str) -> String,
) -> String {
    let label = escape(label);
    let mut out = format!("<nav aria-label=\"{label}\">");
    for Tongue { tag, name, dir } in all.clone().filter(|one| one.tag == current) {
        let (tag, name) = (escape(tag), escape(name));
        let _ = write!(
            out,
            "<button type=\"button\" class=\"language-button\" popovertarget=\"languages\">\
             <span class=\"visually-hidden\">{label}: </span><span lang=\"{tag}\" dir=\"{dir}\">{name}</span></button>"
        );
    }
    out.push_str("<ul class=\"language-menu\" id=\"languages\" popover>");
    for Tongue { tag, name, dir } in all {
        let is_current = if tag == current {
            " aria-current=\"true\""
        } else {
            ""
        };
        let (href, tag, name) = (escape(&href(tag)), escape(tag), escape(name));
        let _ = write!(
            out,
            "<li><a href=\"{href}\" hreflang=\"{tag}\" lang=\"{tag}\" dir=\"{dir}\"{is_current}>{name}</a></li>"
        );
    }
    out.push_str("</ul></nav>");
    out
}

/// The page in a language: `text` looks a key up, `tag` names the language in addresses.
#[must_use]
pub fn html(text: &dyn Fn(&str) -> String, tag: &str) -> String {
    let t = |key: &str| escape(&text(&format!("landing.{key}")));
    let tag = escape(tag);
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = write!(
        out,
        "<h1 tabindex=\"-1\">{}</h1><p class=\"landing__lead\">{}</p>\
         <form class=\"landing__start\" action=\"/{tag}/start\">\
         <button class=\"button button--start\">{}</button>\
         <div class=\"choice choice--plain\"><input type=\"checkbox\" id=\"{SHARED}\" name=\"{SHARED}\" value=\"1\">\
         <label for=\"{SHARED}\">{}</label></div><p class=\"field__hint\">{}</p></form>\
         <p><a href=\"/{tag}/check-where-you-stand\">{}</a></p>\
         <p><a href=\"/{tag}/sign-in\">{}</a></p><div class=\"landing__facts\">",
        t("title"),
        t("lead"),
        t("start"),
        t("shared"),
        t("shared_hint"),
        t("stand"),
        t("sign_in"),
    );
    for fact in FACTS {
        let _ = write!(
            out,
            "<section><h2>{}</h2><p>{}</p></section>",
            t(&format!("{fact}.title")),
            t(&format!("{fact}.text"))
        );
    }
    let _ = write!(out, "<section><h2>{}</h2><ul>", t("documents.title"));
    for number in 1..=DOCUMENTS {
        let _ = write!(out, "<li>{}</li>", t(&format!("documents.{number}")));
    }
    out.push_str("</ul></section></div>");
    out
}

/// What stands in the place of any other page until the program arrives.
#[must_use]
pub fn skeleton(text: &dyn Fn(&str) -> String, tag: &str) -> String {
    let key = |key: &str| escape(&text(key));
    let tag = escape(tag);
    format!(
        "<div class=\"loading\"><p class=\"visually-hidden\">{}</p></div>\
         <noscript><h1>{}</h1><p>{}</p><p><a href=\"/{tag}\">{}</a></p></noscript>",
        key("landing.loading"),
        key("landing.title"),
        key("landing.lead"),
        key("app.not_found_home"),
    )
}

#[cfg(test)]
mod tests {
    use super::{html, skeleton};

    #[test]
    fn texts_are_escaped_and_every_one_is_there() {
        let page = html(&|key| format!("<{key}>"), "zh-Hans");
        for key in [
            "title",
            "lead",
            "start",
            "shared",
            "sign_in",
            "privacy.text",
            "documents.6",
        ] {
            assert!(page.contains(&format!("&lt;landing.{key}&gt;")), "{key}");
        }
        assert!(!page.contains("<landing"));
        assert!(page.contains("action=\"/zh-Hans/start\""));
        assert!(skeleton(&|key| format!("<{key}>"), "en").contains("&lt;landing.loading&gt;"));
    }
}
