//! Names in Latin letters: kept with their accents; printed, compared and put into the machine-readable zone without.
//!
//! Transliteration: ICAO Doc 9303 part 3, section 6.A (the multinational Latin characters).

use super::fold::fold;
use crate::problem::Code;

/// The longest name.
const LONGEST: usize = 80;

/// Letters with marks and the letters that the zone holds for them. Marks that stand apart are dropped elsewhere.
const LETTERS: &[(&str, &str)] = &[
    ("ÁÀÂÃĂĀĄǍẢẠẤẦẨẪẬẮẰẲẴẶ", "A"),
    ("Ä", "AE"),
    ("Å", "AA"),
    ("Æ", "AE"),
    ("ĆĈĊČÇ", "C"),
    ("ĎĐḌ", "D"),
    ("Ð", "D"),
    ("ÉÈÊËĚĖĒĘĔẸẺẼẾỀỂỄỆƏ", "E"),
    ("ĜĞĠĢǦ", "G"),
    ("ĤĦḤ", "H"),
    ("ÍÌÎÏĨĪĮĬİỈỊ", "I"),
    ("Ĵ", "J"),
    ("ĶĸǨ", "K"),
    ("ĹĻĽŁĿ", "L"),
    ("ŃŇÑŅ", "N"),
    ("Ŋ", "N"),
    ("ÓÒÔÕŌŎŐƠỌỎỐỒỔỖỘỚỜỞỠỢ", "O"),
    ("Ö", "OE"),
    ("Ø", "OE"),
    ("Œ", "OE"),
    ("ŔŘŖ", "R"),
    ("ŚŜŠŞȘṢ", "S"),
    ("ŤŢȚŦṬ", "T"),
    ("Þ", "TH"),
    ("ÚÙÛŨŪŬŮŰŲƯỤỦỨỪỬỮỰǓ", "U"),
    ("Ü", "UE"),
    ("Ŵ", "W"),
    ("ÝŶŸỲỴỶỸ", "Y"),
    ("ŹŻŽẒ", "Z"),
];

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// What the zone holds for a letter; `None` if it is no Latin letter.
fn transliterated(c: char) -> Option<&'static str> {
    if c == 'ß' || c == 'ẞ' {
        return Some("SS");
    }
    let upper = c.to_uppercase().next().unwrap_or(c);
    // A dotless i has a plain capital; the small letters of the table are found by their capitals.
    LETTERS
        .iter()
        .find(|(letters, _)| letters.contains(upper) || letters.contains(c))
        .map(|(_, plain)| *plain)
}

/// Tidies a name in Latin letters; case and accents are kept, blanks become single ones.
///
/// # Errors
/// [`Code::NameNotLatin`] if it holds anything but Latin letters, blanks, hyphens, apostrophes and full stops;
/// [`Code::TooLong`].
pub fn latin_name(raw: &str) -> Result<String, Code> {
    let name = fold(raw).split_whitespace().collect::<Vec<_>>().join(" ");
    let known = |c: char| {
        c.is_ascii_alphabetic()
            || matches!(c, ' ' | '-' | '\'' | '.')
            || is_mark(c)
            || transliterated(c).is_some()
    };
    if !name.chars().all(known) || !name.chars().any(char::is_alphabetic) {
        Err(Code::NameNotLatin)
    } else if name.chars().count() > LONGEST {
        Err(Code::TooLong)
    } else {
        Ok(name)
    }
}

/// The name in the letters A to Z, as the permit system prints it; hyphens become blanks, other signs go.
#[must_use]
pub fn plain(name: &str) -> String {
    let mut out = String::new();
    for c in composed(&fold(name)) {
        match c {
            _ if c.is_ascii_alphabetic() => out.push(c.to_ascii_uppercase()),
            ' ' | '-' => out.push(' '),
            _ => out.push_str(transliterated(c).unwrap_or("")),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Two marks change the letters of the zone (Ä is AE, Å is AA), so they must be put together with their letter first;
/// all others only go.
fn composed(name: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in name.chars() {
        let joined = match (out.last(), c) {
            (Some('A' | 'a'), '\u{308}') => Some('Ä'),
            (Some('O' | 'o'), '\u{308}') => Some('Ö'),
            (Some('U' | 'u'), '\u{308}') => Some('Ü'),
            (Some('A' | 'a'), '\u{30a}') => Some('Å'),
            _ => None,
        };
        if joined.is_some() {
            out.pop();
        }
        out.extend(joined.or((!is_mark(c)).then_some(c)));
    }
    out
}

/// The same as the zone writes it: `<` for blanks.
#[must_use]
pub fn mrz(name: &str) -> String {
    plain(name).replace(' ', "<")
}

#[cfg(test)]
mod tests {
    use super::{latin_name, mrz, plain};
    use crate::problem::Code;

    #[test]
    fn accents_are_kept_and_printed_without() {
        assert_eq!(latin_name("  José   Núñez "), Ok("José Núñez".into()));
        assert_eq!(plain("José Núñez"), "JOSE NUNEZ");
        assert_eq!(plain("Müller-Lüdenscheidt"), "MUELLER LUEDENSCHEIDT");
        assert_eq!(plain("O’Connor"), "OCONNOR");
        assert_eq!(plain("Nguyễn Thị Ánh"), "NGUYEN THI ANH");
        assert_eq!(plain("Straße"), "STRASSE");
        assert_eq!(mrz("van der Berg"), "VAN<DER<BERG");
    }

    #[test]
    fn a_mark_of_its_own_means_the_same() {
        assert_eq!(plain("Mu\u{308}ller"), plain("Müller"));
        assert_eq!(plain("A\u{30a}se"), "AASE");
        assert_eq!(plain("Jose\u{301}"), "JOSE");
        assert!(latin_name("Jose\u{301}").is_ok());
    }

    #[test]
    fn other_scripts_are_sent_to_their_own_field() {
        assert_eq!(latin_name("王小明"), Err(Code::NameNotLatin));
        assert_eq!(latin_name("Иванов"), Err(Code::NameNotLatin));
        assert_eq!(latin_name("Anna 2"), Err(Code::NameNotLatin));
        assert_eq!(latin_name("-"), Err(Code::NameNotLatin));
        assert_eq!(latin_name(&"a".repeat(81)), Err(Code::TooLong));
    }
}
