//! An error for who followed a link: a small page in their language with the way back, where a program gets problem+json.
//! Papers and packages open in a tab of their own; nobody is to read JSON there.

use crate::locales::{of, text, text_with, weighed};
use axum::http::{HeaderMap, Method, Uri, header};
use permit::api::ErrorBody;
use permit::landing::escape;

/// Who followed a link: their language, and the page on which they find their way again.
pub struct Reader {
    tag: &'static str,
    home: String,
}

impl Reader {
    /// Whoever asks for a page before anything else; nothing of a program, which asks for JSON or takes whatever comes.
    #[must_use]
    pub fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Self> {
        let accepted = headers.get(header::ACCEPT)?.to_str().ok()?;
        let reads = matches!(*method, Method::GET | Method::HEAD);
        (reads && prefers_html(accepted)).then(|| {
            let tag = of(headers);
            Self {
                tag,
                home: format!("/{tag}{}", door(uri.path())),
            }
        })
    }

    /// The page: what went wrong, in words, and the way back.
    #[must_use]
    pub fn page(&self, error: &ErrorBody) -> String {
        let say = |key: &str| escape(&text(self.tag, key));
        let values = [("problem", error.detail.as_str())];
        let words = escape(&text_with(self.tag, &format!("error.{}", error.code), &values));
        let (tag, dir, title) = (escape(self.tag), say("locale.dir"), say("app.title_suffix"));
        let (home, back) = (escape(&self.home), say("app.not_found_home"));
        // No styles: what the headers allow a page of the API is nothing, and it stays so.
        format!(
            "<!doctype html><html lang=\"{tag}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\
             <body><main><h1>{title}</h1><p>{words}</p><p><a href=\"{home}\">{back}</a></p></main></body></html>"
        )
    }
}

/// Whether HTML is named, and nothing that programs ask for weighs as much (RFC 9110, 12.5.1).
fn prefers_html(accepted: &str) -> bool {
    let weight = |kinds: &[&str]| {
        let named =
            weighed(accepted).filter(|(_, kind)| kinds.iter().any(|known| kind.eq_ignore_ascii_case(known)));
        named.map(|(weight, _)| weight).fold(0.0, f32::max)
    };
    let html = weight(&["text/html"]);
    let json = weight(&["application/json", "application/problem+json", "application/*"]);
    html > 0.0 && html > json && html >= weight(&["*/*"])
}

/// The first page of whoever the address is for, behind the language.
fn door(path: &str) -> &'static str {
    match path.split('/').nth(2) {
        Some("staff" | "desk" | "helpdesk") => "/staff",
        Some("organisations") => "/employer",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, door, prefers_html};
    use crate::error::Error;
    use crate::locales::{all, is_right_to_left, text};
    use permit::landing::escape;

    #[test]
    fn a_browser_that_follows_a_link_is_told_from_a_program() {
        for browser in [
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
            "text/html, */*",
            "application/json;q=0.5, Text/HTML;level=1;q=0.9",
        ] {
            assert!(prefers_html(browser), "{browser}");
        }
        for program in [
            "",
            "*/*",
            "application/json",
            "application/json, text/plain, */*",
            "application/json, text/html",
            "text/html;q=0, */*",
            "text/html;q=0.1, */*;q=0.9",
            "text/plain",
        ] {
            assert!(!prefers_html(program), "{program}");
        }
    }

    #[test]
    fn the_page_is_in_the_reader_s_language_and_what_was_typed_is_never_markup() {
        let typed = "<script>alert(1)</script> \"&'";
        for tag in all().keys().copied() {
            let reader = Reader {
                tag,
                home: format!("/{tag}"),
            };
            let page = reader.page(&Error::InvalidProfile(typed.into()).body());
            assert!(
                page.contains(&escape(typed)) && !page.contains("<script"),
                "{page}"
            );
            let page = reader.page(&Error::NotSignedIn.body());
            let dir = if is_right_to_left(tag) { "rtl" } else { "ltr" };
            for part in [
                format!("<html lang=\"{tag}\" dir=\"{dir}\">"),
                format!("<p>{}</p>", escape(&text(tag, "error.not_signed_in"))),
                format!("<a href=\"/{tag}\">"),
            ] {
                assert!(page.contains(&part), "{part}: {page}");
            }
            assert!(!page.contains("error.") && !page.contains("{{"), "{page}");
        }
    }

    #[test]
    fn everybody_is_led_to_their_own_first_page() {
        for (path, page) in [
            ("/api/drafts/1/form.pdf", ""),
            ("/api/help/1", ""),
            ("/api/organisations/1/cases/2/letter.pdf", "/employer"),
            ("/api/desk/cases/1/letter.pdf", "/staff"),
            ("/api/helpdesk/views/1", "/staff"),
            ("/", ""),
        ] {
            assert_eq!(door(path), page, "{path}");
        }
    }
}
