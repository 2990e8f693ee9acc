//! Two languages that nobody speaks, made of English: what stands there undressed escaped the messages, and what is cut
//! off would be so in German too. Their tags are those that browsers and other tools know.

use super::Messages;

/// The longer, accented one in brackets, and the one from the right to the left.
pub const PSEUDO: [&str; 2] = ["en-XA", "ar-XB"];

/// The messages in one of these languages.
#[must_use]
pub fn dressed(tag: &str, english: Messages) -> Messages {
    let is_mirrored = tag == PSEUDO[1];
    let dress = |(key, text): (String, String)| {
        let text = match key.as_str() {
            "locale.name" if is_mirrored => "Pseudo RTL".into(),
            "locale.name" => "Pseudo".into(),
            "locale.dir" if is_mirrored => "rtl".into(),
            "locale.cldr" if is_mirrored => "ar".into(),
            "locale.cldr" | "locale.dir" => text,
            _ if is_mirrored => outside(&text, mirrored),
            _ => format!("⟦{}⟧", outside(&text, longer)),
        };
        (key, text)
    };
    english.into_iter().map(dress).collect()
}

/// Changes what stands outside the `{{placeholders}}`.
fn outside(text: &str, change: fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, (name, after))) = rest
        .split_once("{{")
        .and_then(|(before, after)| Some((before, after.split_once("}}")?)))
    {
        change(before, &mut out);
        out.push_str("{{");
        out.push_str(name);
        out.push_str("}}");
        rest = after;
    }
    change(rest, &mut out);
    out
}

/// Letters with accents; vowels twice, which makes a text longer by about a third.
fn longer(text: &str, out: &mut String) {
    for c in text.chars() {
        let dressed = match c {
            'a' => "åå",
            'e' => "éé",
            'i' => "îî",
            'o' => "öö",
            'u' => "ûû",
            'A' => "Å",
            'E' => "É",
            'I' => "Î",
            'O' => "Ö",
            'U' => "Û",
            'c' => "ç",
            'n' => "ñ",
            's' => "š",
            'y' => "ý",
            'z' => "ž",
            'C' => "Ç",
            'N' => "Ñ",
            'S' => "Š",
            'Y' => "Ý",
            'Z' => "Ž",
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push_str(dressed);
    }
}

/// Every word from the right to the left.
fn mirrored(text: &str, out: &mut String) {
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            out.push('\u{202e}');
            out.push_str(word);
            out.push('\u{202c}');
        }
        out.push_str(piece.get(word.len()..).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::{PSEUDO, dressed};
    use crate::locales::Messages;

    #[test]
    fn every_text_is_dressed_and_keeps_its_places() {
        let english: Messages = [
            ("locale.cldr", "en-GB"),
            ("locale.dir", "ltr"),
            ("locale.name", "English"),
            ("hello", "Hello {{name}}, welcome"),
        ]
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .into();
        let longer = dressed(PSEUDO[0], english.clone());
        assert_eq!(longer["hello"], "⟦Hééllöö {{name}}, wéélçööméé⟧");
        assert_eq!(longer["locale.cldr"], "en-GB");
        assert_eq!(longer["locale.dir"], "ltr");
        let mirrored = dressed(PSEUDO[1], english);
        assert_eq!(
            mirrored["hello"],
            "\u{202e}Hello\u{202c} {{name}}\u{202e},\u{202c} \u{202e}welcome\u{202c}"
        );
        assert_eq!(mirrored["locale.cldr"], "ar");
        assert_eq!(mirrored["locale.dir"], "rtl");
    }
}
