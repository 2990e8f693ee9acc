//! Texts with places for values: how they are filled in, and which number chooses a plural form.

/// The names of values that count something, in the order in which they decide. A text has the forms of its language
/// beside it, under its key and CLDR's name of the form: `step.limit`, `step.limit_one`, `step.limit_few`.
const COUNTS: [&str; 7] = ["count", "days", "months", "years", "points", "value", "max"];

/// CLDR's names of the plural forms beside the usual one, `other`.
pub const FORMS: [&str; 5] = ["zero", "one", "two", "few", "many"];

/// The number that chooses a text's plural form: the first value that counts something and is a whole number.
#[must_use]
pub fn counted<V: AsRef<str>>(values: &[(&str, V)]) -> Option<u32> {
    COUNTS.iter().find_map(|name| {
        let (_, value) = values.iter().find(|(known, _)| known == name)?;
        whole(value.as_ref())
    })
}

/// A whole number, however its groups of digits are set apart.
fn whole(text: &str) -> Option<u32> {
    let is_between = |c: char| matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let mut groups = text.split(is_between);
    let first = groups.next()?;
    let mut digits = String::from(first);
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    if first.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// Fills the `{{placeholders}}` of a text; what is put in is never read as one. A place without a value
/// stays as it is: the page numbers of a paper are known only when it is typeset.
///
/// A value that is read in the other direction than the text is isolated in it (UAX #9): the words and signs around a
/// passport's name or a date stay where they are.
#[must_use]
pub fn fill<V: AsRef<str>>(text: &str, values: &[(&str, V)], is_right_to_left: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name.trim()) {
            Some((_, value)) if stands_apart(value.as_ref(), is_right_to_left) => {
                out.push('\u{2068}');
                out.push_str(value.as_ref());
                out.push('\u{2069}');
            }
            Some((_, value)) => out.push_str(value.as_ref()),
            None => {
                out.push_str("{{");
                out.push_str(name);
                out.push_str("}}");
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether a value would be torn apart by the text around it, or tear that apart. One group of digits never is, and an
/// address or a paragraph of its own is to be copied as it is.
fn stands_apart(value: &str, is_right_to_left: bool) -> bool {
    if value.contains("://") || value.contains('\n') {
        return false;
    }
    if is_right_to_left {
        // Groups of digits, as of a telephone number, would stand the other way round. (What is to follow the fields of a date
        // on the page has another blank.)
        let groups = value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(' ');
        return groups || value.contains(is_of_the_left);
    }
    value.contains(is_of_the_right)
}

/// Whether a character is read from the right to the left.
const fn is_of_the_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Whether a character draws what is beside it to the left: a sign of ASCII, or any letter that is not read from the right.
/// Beyond Latin's first letters all is taken for a letter but the marks of general punctuation.
const fn is_of_the_left(c: char) -> bool {
    matches!(c, '!'..='/' | ':'..='~')
        || (c >= '\u{c0}' && !matches!(c, '\u{2000}'..='\u{206f}') && !is_of_the_right(c))
}

#[cfg(test)]
mod tests {
    use super::{counted, fill};

    #[test]
    fn placeholders_are_filled_and_values_are_never_read_as_placeholders() {
        let values = [("name", "{{x}}"), ("x", "no")];
        assert_eq!(
            fill("Hello {{name}}, {{ x }}!", &values, false),
            "Hello {{x}}, no!"
        );
        assert_eq!(fill("open {{ end", &values, false), "open {{ end");
        assert_eq!(
            fill("{{page}} of {{pages}}", &values, false),
            "{{page}} of {{pages}}"
        );
    }

    #[test]
    fn what_counts_decides() {
        assert_eq!(counted(&[("field", "7"), ("max", "1,000")]), Some(1000));
        assert_eq!(counted(&[("max", "60"), ("value", "1")]), Some(1));
        assert_eq!(counted(&[("days", "2026-11-26")]), None);
        assert_eq!(counted(&[("value", "12.5")]), None);
        assert_eq!(counted(&[("value", "")]), None);
        assert_eq!(counted::<&str>(&[]), None);
    }

    #[test]
    fn a_value_of_the_other_direction_is_isolated() {
        let of = |value: &str, rtl: bool| fill("{{v}}", &[("v", value)], rtl);
        let alone = |value: &str| format!("\u{2068}{value}\u{2069}");
        assert_eq!(of("WP-7", true), alone("WP-7"));
        assert_eq!(of("2026-11-26", true), alone("2026-11-26"));
        assert_eq!(of("0592 5550 1234", true), alone("0592 5550 1234"));
        assert_eq!(of("示例水泵有限公司", true), alone("示例水泵有限公司"));
        assert_eq!(of("Анна", true), alone("Анна"));
        assert_eq!(of("ليلى", false), alone("ليلى"));
        for (value, rtl) in [
            ("123456", true),
            ("ليلى", true),
            ("Anna", false),
            ("https://example.com/a-b", true),
        ] {
            assert_eq!(of(value, rtl), value);
        }
    }
}
