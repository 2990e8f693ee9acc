//! A search above a list of countries: by the code, or by what a country is called in any language of the portal. It takes
//! out of the list what it does not find; it chooses nothing, and the list stays what is answered with.

use crate::html::Html;
use crate::platform::{self, dom};
use crate::text::{key, t, t_with};
use std::cell::RefCell;

/// What the id of a search has behind that of its list.
pub const SEARCH: &str = "-search";

thread_local! {
    /// Every country with all that it is called; made at the first search.
    static CALLED: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
}

/// The search above the list of this id, and what is searched. It is in no form: "Enter" sends nothing.
pub fn search(list: &str, h: &mut Html) -> String {
    let id = [list, SEARCH].concat();
    h.raw("<p class=\"field__hint\"><label")
        .attr("for", &id)
        .raw(">")
        .text(&t(key::COUNTRY_SEARCH))
        .raw("</label></p><input class=\"input input--20\" type=\"search\" autocomplete=\"off\" form=\"\"")
        .attr("id", &id)
        .raw(">");
    dom::value(&id)
}

/// How many countries are found; nothing where nothing is searched.
pub fn said(sought: &str) -> String {
    if sought.is_empty() {
        return String::new();
    }
    let number = countries(sought, "").len().to_string();
    t_with(key::COUNTRIES_FOUND, &[("number", number)])
}

/// The countries that are found, in the reader's order, the one whose code it is first; and the one that is chosen.
pub fn countries(sought: &str, chosen: &str) -> Vec<(&'static str, String)> {
    let mut all = platform::countries_sorted();
    let sought = folded(sought);
    let sought = sought.trim();
    if sought.is_empty() {
        return all;
    }
    CALLED.with_borrow_mut(|called| {
        if called.is_empty() {
            *called = platform::countries_called();
            for (_, names) in called.iter_mut() {
                *names = folded(names);
            }
        }
        let names = |code: &str| {
            let mut of_it = called.iter().filter(|(other, _)| *other == code);
            of_it.next().map_or("", |(_, names)| names.as_str())
        };
        all.retain(|(code, _)| *code == chosen || is_called(names(code), sought));
        // The code stands first in what a country is called.
        let code = [" ", sought, " "].concat();
        if let Some(first) = all.iter().position(|(one, _)| names(one).starts_with(&code)) {
            let first = all.remove(first);
            all.insert(0, first);
        }
    });
    all
}

/// A text as it is searched: without capitals and accents, signs are blanks.
fn folded(text: &str) -> String {
    bare(&platform::taken_apart(text))
}

/// Without what stood on its letters.
fn bare(text: &str) -> String {
    let letter = |c: char| match c {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => None,
        'đ' => Some('d'),
        c if c == '’' || c.is_ascii_punctuation() => Some(' '),
        c => Some(c),
    };
    text.chars().filter_map(letter).collect()
}

/// Whether a word of the names begins so; scripts other than Latin need not set blanks between words.
fn is_called(names: &str, sought: &str) -> bool {
    names.contains(&[" ", sought].concat()) || !sought.is_ascii() && names.contains(sought)
}

#[cfg(test)]
mod tests {
    use super::{bare, is_called};

    #[test]
    fn a_country_is_found_by_its_code_and_by_what_any_language_calls_it() {
        let germany =
            bare(" de deu germany deutschland allemagne 德国 \u{627}\u{654}لمانيا đu\u{302}\u{301}c");
        for sought in [
            "de",
            "deu",
            "germ",
            "deutschland",
            "allemagne",
            "德国",
            "国",
            "المانيا",
            "duc",
        ] {
            assert!(is_called(&germany, sought), "{sought}");
        }
        for sought in ["many", "land", "france", "法国"] {
            assert!(!is_called(&germany, sought), "{sought}");
        }
    }

    #[test]
    fn accents_and_signs_are_no_matter() {
        assert_eq!(bare("o\u{308}sterreich"), "osterreich");
        assert_eq!(
            bare("co\u{302}te d’ivoire (guinea-bissau)"),
            "cote d ivoire  guinea bissau "
        );
    }
}
