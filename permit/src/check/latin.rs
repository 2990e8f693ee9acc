//! Names in Latin letters: kept with their accents; printed, compared and put into the machine-readable zone without.
//!
//! Transliteration: ICAO Doc 9303 part 3, section 6.A (the multinational Latin characters).

use super::fold::fold;
use crate::problem::Code;

/// The longest name, in characters.
pub const LONGEST: usize = 80;

/// Letters and what the zone holds for them: first the standard's table where a letter stands for two or for another
/// one, then everything that Unicode makes of a plain letter and marks (the standard drops the marks), then letters that
/// the standard leaves out, as passports of their countries write them (Azerbaijan, Greenland, West Africa).
const LETTERS: &[(&str, &str)] = &[
    ("ÄÆǢǼ", "AE"),
    ("Å", "AA"),
    ("ÖØŒǾ", "OE"),
    ("Ü", "UE"),
    ("Þ", "TH"),
    ("ßẞ", "SS"),
    ("Ĳ", "IJ"),
    ("ÐĐ", "D"),
    ("Ħ", "H"),
    ("Ł", "L"),
    ("Ŀ", "L"),
    ("Ŋ", "N"),
    ("Ŧ", "T"),
    ("ÀÁÂÃĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ", "A"),
    ("ḂḄḆ", "B"),
    ("ÇĆĈĊČḈ", "C"),
    ("ĎḊḌḎḐḒ", "D"),
    ("ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ", "E"),
    ("Ḟ", "F"),
    ("ĜĞĠĢǦǴḠ", "G"),
    ("ĤȞḢḤḦḨḪẖ", "H"),
    ("ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ", "I"),
    ("Ĵǰ", "J"),
    ("ĶǨḰḲḴ", "K"),
    ("ĹĻĽḶḸḺḼ", "L"),
    ("ḾṀṂ", "M"),
    ("ÑŃŅŇǸṄṆṈṊ", "N"),
    ("ÒÓÔÕŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ", "O"),
    ("ṔṖ", "P"),
    ("ŔŖŘȐȒṘṚṜṞ", "R"),
    ("ŚŜŞŠȘṠṢṤṦṨ", "S"),
    ("ŢŤȚṪṬṮṰẗ", "T"),
    ("ÙÚÛŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ", "U"),
    ("ṼṾ", "V"),
    ("ŴẀẂẄẆẈẘ", "W"),
    ("ẊẌ", "X"),
    ("ÝŶŸȲẎẙỲỴỶỸ", "Y"),
    ("ŹŻŽẐẒẔ", "Z"),
    ("Ə", "A"),
    ("ĸ", "Q"),
    ("Ɓ", "B"),
    ("ƉƊ", "D"),
    ("Ɛ", "E"),
    ("Ƒ", "F"),
    ("Ɣ", "G"),
    ("Ɨ", "I"),
    ("Ƙ", "K"),
    ("ƆƟ", "O"),
    ("Ʋ", "V"),
    ("Ƴ", "Y"),
];

/// The plain letters, to be handed out as text.
const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// What the zone holds for a letter; `None` if it is no Latin letter.
fn transliterated(c: char) -> Option<&'static str> {
    // The small letters of the table are found by their capitals; ß must be found before its capitals SS are.
    let upper = c.to_uppercase().next().unwrap_or(c);
    let known = |c| LETTERS.iter().find(|(letters, _)| letters.contains(c));
    match known(c).or_else(|| known(upper)) {
        Some((_, plain)) => Some(plain),
        // A dotless i and a long s have plain capitals.
        None => PLAIN.find(upper).and_then(|place| PLAIN.get(place..=place)),
    }
}

/// Tidies a name in Latin letters; case and accents are kept, blanks become single ones.
///
/// # Errors
/// [`Code::NameNotLatin`] if it holds anything but Latin letters, blanks, hyphens, apostrophes and full stops;
/// [`Code::TooLong`].
pub fn latin_name(raw: &str) -> Result<String, Code> {
    let name = fold(raw).replace('`', "'");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = |c: char| matches!(c, ' ' | '-' | '\'' | '.') || is_mark(c) || transliterated(c).is_some();
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

/// The same, but every letter with a mark as the letter alone: the other way that the standard allows for Ä, Å, Ö, Ü,
/// and the way in which Ø is written on keyboards without it.
#[must_use]
pub(crate) fn unmarked(name: &str) -> String {
    let bare = |c: char| match c {
        'Ä' | 'ä' | 'Å' | 'å' => 'A',
        'Ö' | 'ö' | 'Ø' | 'ø' => 'O',
        'Ü' | 'ü' => 'U',
        _ => c,
    };
    plain(&composed(name).into_iter().map(bare).collect::<String>())
}

/// The same as [`plain`], as the zone writes it: `<` for blanks.
#[must_use]
pub fn mrz(name: &str) -> String {
    plain(name).replace(' ', "<")
}

#[cfg(test)]
mod tests {
    use super::{latin_name, mrz, plain, unmarked};
    use crate::problem::Code;

    #[test]
    fn accents_are_kept_and_printed_without() {
        assert_eq!(latin_name("  José   Núñez "), Ok("José Núñez".into()));
        assert_eq!(plain("José Núñez"), "JOSE NUNEZ");
        assert_eq!(plain("Müller-Lüdenscheidt"), "MUELLER LUEDENSCHEIDT");
        assert_eq!(plain("O’Connor"), "OCONNOR");
        assert_eq!(plain("Nguyễn Thị Ánh"), "NGUYEN THI ANH");
        assert_eq!(plain("Straße"), "STRASSE");
        assert_eq!(plain("Łukasz Đorđević"), "LUKASZ DORDEVIC");
        assert_eq!(plain("Işıl Çağlayan"), "ISIL CAGLAYAN");
        assert_eq!(plain("Þór Æsir Ĳssel"), "THOR AESIR IJSSEL");
        assert_eq!(plain("Əliyev"), "ALIYEV");
        assert_eq!(plain("Ḥasan Ṣāliḥ Ẁyn"), "HASAN SALIH WYN");
        assert_eq!(unmarked("Müller Åse Jo\u{308}rg"), "MULLER ASE JORG");
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
        assert_eq!(latin_name("\u{301}"), Err(Code::NameNotLatin));
        for right in ["Işıl", "O`Neil", "Oʻtkir", "St. John-Smith", "ｌｉｎ"] {
            assert!(latin_name(right).is_ok(), "{right}");
        }
        assert_eq!(latin_name(&"a".repeat(81)), Err(Code::TooLong));
    }
}
