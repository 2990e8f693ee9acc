//! The machine-readable zone of a passport: ICAO Doc 9303 parts 3 and 4 (TD3, two lines of 44 characters).

use super::{fold::fold, latin};
use crate::country;
use crate::date::Date;
use crate::problem::Code;

/// The length of a line.
const LINE: usize = 44;
/// The length of the name field.
const NAME: usize = 39;

/// What the zone says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mrz {
    /// The state that issued the passport, as the zone writes it.
    pub issuer: String,
    /// The surname: the primary identifier.
    pub surname: String,
    /// The given names: the secondary identifier; empty for people of one name.
    pub given_names: String,
    /// The number of the passport.
    pub passport_number: String,
    /// The nationality, as the zone writes it; see [`country_of`].
    pub nationality: String,
    /// The day of birth.
    pub birth: Date,
    /// The day the passport runs out.
    pub expiry: Date,
    /// The sex as the form names it; `None` where the zone leaves it open with something unknown.
    pub sex: Option<&'static str>,
}

/// Tidies pasted text to the two lines.
///
/// # Errors
/// [`Code::MrzShape`] if it is not two lines of 44 characters of the zone's alphabet.
pub fn lines(raw: &str) -> Result<String, Code> {
    let tidy = |line: &str| -> String {
        let letters = fold(line).to_uppercase();
        let letters = letters.chars().filter(|c| !c.is_whitespace());
        letters
            .map(|c| {
                if matches!(c, '«' | '‹' | '〈' | '＜') {
                    '<'
                } else {
                    c
                }
            })
            .collect()
    };
    let mut parts: Vec<String> = raw.lines().map(tidy).filter(|line| !line.is_empty()).collect();
    if let [whole] = parts.as_slice()
        && whole.is_ascii()
        && whole.len() == 2 * LINE
    {
        let (first, second) = whole.split_at(LINE);
        parts = vec![first.to_owned(), second.to_owned()];
    }
    let [mut first, second] = <[String; 2]>::try_from(parts).map_err(|_| Code::MrzShape)?;
    // The fillers at the end of the first line are often lost in copying; they say nothing.
    while first.len() < LINE && first.starts_with('P') && first.contains("<<") {
        first.push('<');
    }
    let zone = |line: &str| {
        line.bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<')
    };
    if first.len() == LINE && second.len() == LINE && zone(&first) && zone(&second) && first.starts_with('P')
    {
        Ok(format!("{first}\n{second}"))
    } else {
        Err(Code::MrzShape)
    }
}

/// The check digit over a part of the zone: values times 7, 3, 1, modulo 10. `None` if a character is not of the zone.
#[must_use]
pub fn check_digit(part: &str) -> Option<char> {
    let value = |c: char| {
        if c == '<' {
            Some(0)
        } else {
            c.to_digit(36).filter(|_| !c.is_ascii_lowercase())
        }
    };
    let sum: Option<u32> = part
        .chars()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(c, weight)| Some(value(c)? * weight))
        .sum();
    char::from_digit(sum? % 10, 10)
}

/// Reads the two lines. `today` decides the centuries of the two-digit years.
///
/// # Errors
/// [`Code::MrzShape`], or [`Code::MrzCheckDigit`] if a check digit is wrong or a date is none.
pub fn read(raw: &str, today: Date) -> Result<Mrz, Code> {
    let tidy = lines(raw)?;
    let (first, second) = tidy.split_once('\n').ok_or(Code::MrzShape)?;
    let part = |line: &str, from: usize, to: usize| line.get(from..to).unwrap_or("").to_owned();
    let checks = [(0, 9), (13, 19), (21, 27), (28, 42)];
    let mut right = checks.iter().all(|(from, to)| {
        let body = part(second, *from, *to);
        let given = part(second, *to, to + 1);
        // The optional data may go without a check digit when it is empty.
        let empty = *from == 28 && given == "<" && body.bytes().all(|b| b == b'<');
        empty || check_digit(&body).is_some_and(|digit| given.chars().eq([digit]))
    });
    let composite = part(second, 0, 10) + &part(second, 13, 20) + &part(second, 21, 43);
    right &= check_digit(&composite).is_some_and(|digit| part(second, 43, 44).chars().eq([digit]));
    if !right {
        return Err(Code::MrzCheckDigit);
    }
    let (surname, given_names) = names(&part(first, 5, LINE));
    let birth = day(&part(second, 13, 19), today, true).ok_or(Code::MrzCheckDigit)?;
    let expiry = day(&part(second, 21, 27), today, false).ok_or(Code::MrzCheckDigit)?;
    Ok(Mrz {
        issuer: part(first, 2, 5).replace('<', ""),
        surname,
        given_names,
        passport_number: part(second, 0, 9).replace('<', ""),
        nationality: part(second, 10, 13).replace('<', ""),
        birth,
        expiry,
        sex: match part(second, 20, 21).as_str() {
            "F" => Some("female"),
            "M" => Some("male"),
            "<" | "X" => Some("unspecified"),
            _ => None,
        },
    })
}

/// A day from its two-digit year: a birth lies in the past, an end of validity within fifty years around today.
fn day(six: &str, today: Date, birth: bool) -> Option<Date> {
    let number = |from: usize, to: usize| six.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let (year, month, day) = (number(0, 2)?, number(2, 4)?, number(4, 6)?);
    let century = today.year() - today.year() % 100;
    let in_year = |year: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let near = in_year(century + year);
    if birth {
        near.filter(|date| *date <= today)
            .or_else(|| in_year(century - 100 + year))
    } else if century + year > today.year() + 50 {
        in_year(century - 100 + year)
    } else {
        near
    }
}

fn names(field: &str) -> (String, String) {
    let words = |part: &str| {
        part.split('<')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    match field.split_once("<<") {
        Some((primary, secondary)) => (words(primary), words(secondary)),
        None => (words(field), String::new()),
    }
}

/// The name field of the zone for a name: 39 characters, cut off where it is longer (ICAO 9303-4, 4.2.3).
#[must_use]
pub fn name_field(surname: &str, given_names: &str) -> String {
    let (primary, secondary) = (latin::mrz(surname), latin::mrz(given_names));
    let mut field = match (primary.is_empty(), secondary.is_empty()) {
        (false, false) => shortened(&primary, &secondary),
        (false, true) => primary,
        (true, _) => secondary,
    };
    field.truncate(NAME);
    while field.len() < NAME {
        field.push('<');
    }
    field
}

/// Both identifiers in 39 characters: of the given names at least one letter stays.
fn shortened(primary: &str, secondary: &str) -> String {
    let room = NAME.saturating_sub(3);
    let primary = primary
        .get(..room.min(primary.len()))
        .unwrap_or(primary)
        .trim_end_matches('<');
    format!("{primary}<<{secondary}")
}

/// The ISO 3166-1 alpha-3 code of a state's code in the zone; `None` for Utopia, organisations, the stateless.
#[must_use]
pub fn country_of(code: &str) -> Option<&'static str> {
    let code = match code.trim_end_matches('<') {
        "D" => "DEU",
        "GBD" | "GBN" | "GBO" | "GBP" | "GBS" => "GBR",
        other => other,
    };
    country::ALL
        .iter()
        .map(|(alpha3, _)| *alpha3)
        .find(|alpha3| *alpha3 == code)
}

#[cfg(test)]
mod tests {
    use super::{check_digit, country_of, lines, name_field, read};
    use crate::date::{Date, iso};
    use crate::problem::Code;

    const SPECIMEN: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

    fn today() -> Date {
        Date::constant(2026, 11, 23)
    }

    #[test]
    fn the_specimen_of_the_standard_is_read() {
        let zone = read(SPECIMEN, today()).unwrap();
        assert_eq!(
            (zone.surname.as_str(), zone.given_names.as_str()),
            ("ERIKSSON", "ANNA MARIA")
        );
        assert_eq!(
            (zone.passport_number.as_str(), zone.nationality.as_str()),
            ("L898902C3", "UTO")
        );
        assert_eq!(
            (iso(zone.birth), iso(zone.expiry), zone.sex),
            ("1974-08-12".into(), "2012-04-15".into(), Some("female"))
        );
        assert_eq!(check_digit("L898902C3"), Some('6'));
    }

    #[test]
    fn the_zone_survives_copying() {
        let expected = lines(SPECIMEN).unwrap();
        let one_line = SPECIMEN.replace('\n', "");
        assert_eq!(lines(&one_line), Ok(expected.clone()));
        assert_eq!(
            lines(&SPECIMEN.to_lowercase().replace('<', "＜")),
            Ok(expected.clone())
        );
        let cut = SPECIMEN.replacen("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA", 1);
        assert_eq!(lines(&cut), Ok(expected));
        for wrong in ["", "P<UTO", "I<UTOERIKSSON<<ANNA\n1", &"<".repeat(88)] {
            assert_eq!(lines(wrong), Err(Code::MrzShape), "{wrong}");
        }
    }

    #[test]
    fn a_wrong_character_is_found() {
        for (from, to) in [
            ("L898902C36", "L898902C46"),
            ("7408122", "7408132"),
            ("1204159", "1204259"),
            ("<<<<<10", "<<<<<11"),
        ] {
            assert_eq!(
                read(&SPECIMEN.replacen(from, to, 1), today()),
                Err(Code::MrzCheckDigit),
                "{to}"
            );
        }
        assert!(read(&SPECIMEN.replacen("<<<<<10", "<<<<<1A", 1), today()).is_err());
    }

    #[test]
    fn names_of_any_shape_fit_the_field() {
        assert_eq!(
            name_field("Eriksson", "Anna Maria"),
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
        );
        assert_eq!(
            name_field("Arkfreith", ""),
            "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"
        );
        assert_eq!(
            name_field("", "Arkfreith"),
            "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"
        );
        let long = name_field("Nilavadhanananda", "Chayapa Dejthamrong Krasuang");
        assert_eq!(long, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
        assert_eq!(name_field(&"Ab ".repeat(30), "Xu").len(), 39);
        assert!(
            name_field(&"Ab ".repeat(30), "Xu").ends_with("<<X")
                || name_field(&"Ab ".repeat(30), "Xu").contains("<<X")
        );
    }

    #[test]
    fn centuries_and_states_follow_the_rules() {
        assert_eq!(country_of("D<<"), Some("DEU"));
        assert_eq!(country_of("GBO"), Some("GBR"));
        assert_eq!(country_of("FRA"), Some("FRA"));
        assert_eq!(country_of("UTO"), None);
        let young = "L898902C36UTO2511012F3504159ZE184226B<<<<<1";
        let digit = |body: &str| check_digit(body).unwrap();
        let birth = format!("251101{}", digit("251101"));
        let expiry = format!("350415{}", digit("350415"));
        let line = format!("L898902C36UTO{birth}F{expiry}ZE184226B<<<<<1");
        let composite = format!("{}{}{}", &line[0..10], &line[13..20], &line[21..43]);
        let zone = format!(
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{line}{}",
            digit(&composite)
        );
        assert_eq!(young.len(), 43);
        let read = read(&zone, today()).unwrap();
        assert_eq!(
            (iso(read.birth), iso(read.expiry)),
            ("2025-11-01".into(), "2035-04-15".into())
        );
    }
}
