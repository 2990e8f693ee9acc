//! Names in the machine-readable zone: how they are written there, and whether a zone can be theirs.

use super::latin;
use super::mrz::{Mrz, NAME};

/// The name field of the zone for a name: 39 characters. A name that is longer is cut off so that a letter stands at the
/// end; how exactly is up to each state (ICAO 9303-4, 4.2.3), so compare with [`Mrz::holds_name`].
#[must_use]
pub fn name_field(surname: &str, given_names: &str) -> String {
    let (primary, secondary) = (latin::mrz(surname), latin::mrz(given_names));
    let mut field = match (primary.is_empty(), secondary.is_empty()) {
        (false, false) => {
            let primary = cut(&primary, NAME - 3);
            let room = NAME.saturating_sub(primary.len() + 2);
            format!("{primary}<<{}", cut(&secondary, room))
        }
        (false, true) => cut(&primary, NAME),
        (true, _) => cut(&secondary, NAME),
    };
    while field.len() < NAME {
        field.push('<');
    }
    field
}

/// The words in so many characters, with a letter at the end: where the cut meets the blank before a word, an earlier
/// word gives up a letter.
fn cut(words: &str, room: usize) -> String {
    if words.len() <= room {
        return words.to_owned();
    }
    let mut kept: Vec<u8> = words.bytes().take(room).collect();
    if kept.last() == Some(&b'<') {
        let letters = |pair: &[u8]| !pair.contains(&b'<');
        match (kept.windows(2).rposition(letters), words.as_bytes().get(room)) {
            (Some(place), Some(next)) => {
                kept.remove(place + 1);
                kept.push(*next);
            }
            _ => {
                kept.pop();
            }
        }
    }
    kept.into_iter().map(char::from).collect()
}

impl Mrz {
    /// Whether these names can have given this zone: either way of writing letters with marks is right, and names that
    /// fill the field may be cut off or shortened anywhere.
    #[must_use]
    pub fn holds_name(&self, surname: &str, given_names: &str) -> bool {
        let (surname, given_names) = if latin::plain(surname).is_empty() {
            (given_names, "")
        } else {
            (surname, given_names)
        };
        let holds = |written: fn(&str) -> String| {
            self.holds(&self.surname, &written(surname))
                && self.holds(&self.given_names, &written(given_names))
        };
        holds(latin::plain) || holds(latin::unmarked)
    }

    fn holds(&self, zone: &str, typed: &str) -> bool {
        // Ñ may be NXX and Ü may be UXX (ICAO 9303-3, 6.A).
        let zone = zone.replace("NXX", "N").replace("UXX", "U");
        if zone.replace(' ', "") == typed.replace(' ', "") {
            return true;
        }
        let mut words = typed.split(' ');
        self.names_cut
            && zone
                .split(' ')
                .all(|short| words.next().is_some_and(|word| word.starts_with(short)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::mrz::{Mrz, read};
    use super::name_field;
    use crate::date::Date;

    /// The examples of ICAO Doc 9303-4, 4.2.3.1 to 4.2.3.4.
    #[test]
    fn names_of_any_shape_fit_the_field() {
        for (surname, given, expected) in [
            ("Eriksson", "Anna Maria", "ERIKSSON<<ANNA<MARIA"),
            ("Heng", "Deborah Ming Lo", "HENG<<DEBORAH<MING<LO"),
            ("Smith-Jones", "Susie Margaret", "SMITH<JONES<<SUSIE<MARGARET"),
            ("O'Connor", "Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN"),
            ("Van Der Muellen", "Martin", "VAN<DER<MUELLEN<<MARTIN"),
            ("Al-Basri", "Huda Muhammad Jawad", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD"),
            ("Arkfreith", "", "ARKFREITH"),
            ("", "Arkfreith", "ARKFREITH"),
            ("Satriya Sudarpa", "", "SATRIYA<SUDARPA"),
        ] {
            assert_eq!(name_field(surname, given), format!("{expected:<<39}"));
        }
        for (surname, given, expected) in [
            (
                "Nilavadhanananda",
                "Chayapa Dejthamrong Krasuang",
                "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            ),
            (
                "Nilavadhanananda",
                "Arnpol Petch Charonguang",
                "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU",
            ),
            (
                "Papandropoulous",
                "Jonathon Warren Trevor",
                "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR",
            ),
            (
                "Bennelong Wooloomooloo Warrandyte Warnambool",
                "Dingo Potoroo",
                "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D",
            ),
            // The cut would leave a filler at the end: an earlier word gives up a letter.
            (
                "Nilavadhanananda",
                "Chayapa Dejthamrongs Krasuang",
                "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            ),
            (
                "Wooloomooloo Warrandyte Warnamboolloos Dingo",
                "",
                "WOOLOOMOOLOO<WARRANDYTE<WARNAMBOOLLOO<D",
            ),
        ] {
            assert_eq!(name_field(surname, given), expected);
        }
    }

    fn zone(field: &str) -> Mrz {
        let text = format!("P<UTO{field:<<39}\nL898902C36UTO7408122F1204159ZE184226B<<<<<10");
        read(&text, Date::constant(2026, 11, 23)).unwrap()
    }

    #[test]
    fn a_zone_may_write_and_shorten_a_name_in_several_ways() {
        let long = ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo");
        for (field, (surname, given)) in [
            ("MUELLER<<JOERG", ("Müller", "Jörg")),
            ("MULLER<<JORG", ("Müller", "Jörg")),
            ("MUXXLLER<<JORG", ("Müller", "Jo\u{308}rg")),
            ("CANXXON<<TERESA", ("Cañon", "Térèsa")),
            ("CANON<<TERESA", ("Cañon", "Térèsa")),
            ("ARKFREITH", ("", "Arkfreith")),
            ("ALBASRI<<HUDA", ("Al-Basri", "Huda")),
            ("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", long),
            ("BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", long),
            ("BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", long),
        ] {
            assert!(zone(field).holds_name(surname, given), "{field}");
        }
        for (field, (surname, given)) in [
            ("ERIKSSON<<ANNA<MARIA", ("Eriksson", "Anna")),
            ("ERIKSSON<<ANNA<MARIA", ("Anna Maria", "Eriksson")),
            ("ERIKSSON<<ANNA", ("Eriksson", "Anna Maria")),
            ("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", ("Bennelong", "Dingo")),
        ] {
            assert!(!zone(field).holds_name(surname, given), "{field}");
        }
    }
}
