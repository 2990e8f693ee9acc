//! The machine-readable zone of a passport: ICAO Doc 9303 parts 3 and 4 (TD3, two lines of 44 characters).

use super::fold::fold;
pub use super::mrz_names::name_field;
use crate::country;
use crate::date::Date;
use crate::problem::Code;

/// The length of a line.
const LINE: usize = 44;
/// The length of the name field.
pub(super) const NAME: usize = 39;

/// What the zone says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mrz {
    /// What kind of document it is: `P`, or `PP`, `PD` and the like since 2026.
    pub document_code: String,
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
    /// The day of birth; `None` where the passport leaves a part of it open.
    pub birth: Option<Date>,
    /// The day the passport runs out.
    pub expiry: Date,
    /// The sex as the form names it; `None` where the zone holds something unknown.
    pub sex: Option<&'static str>,
    /// Whether the names fill their field to the end, so that some of them may be cut off.
    pub names_cut: bool,
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
        && let Some((first, second)) = whole
            .len()
            .checked_sub(LINE)
            .and_then(|end_of_first| whole.split_at_checked(end_of_first))
    {
        parts = vec![first.to_owned(), second.to_owned()];
    }
    let [mut first, second] = <[String; 2]>::try_from(parts).map_err(|_| Code::MrzShape)?;
    // The fillers at the end of the first line are often lost in copying; they say nothing.
    while first.len() < LINE && first.len() > 5 {
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
    let field = part(first, LINE - NAME, LINE);
    let (surname, given_names) = names(&field);
    let birth = part(second, 13, 19);
    Ok(Mrz {
        document_code: part(first, 0, 2).replace('<', ""),
        issuer: part(first, 2, 5).replace('<', ""),
        surname,
        given_names,
        passport_number: part(second, 0, 9).replace('<', ""),
        nationality: part(second, 10, 13).replace('<', ""),
        birth: if birth.contains('<') {
            None
        } else {
            Some(born(&birth, today).ok_or(Code::MrzCheckDigit)?)
        },
        expiry: expires(&part(second, 21, 27), today).ok_or(Code::MrzCheckDigit)?,
        sex: match part(second, 20, 21).as_str() {
            "F" => Some("female"),
            "M" => Some("male"),
            "<" | "X" => Some("unspecified"),
            _ => None,
        },
        names_cut: !field.ends_with('<'),
    })
}

/// The six digits of a date in the century that begins with `century`.
fn in_century(six: &str, century: i16) -> Option<Date> {
    let two = |from: usize| six.get(from..from + 2);
    let year = century + two(0)?.parse::<i16>().ok()?;
    Date::new(year, two(2)?.parse().ok()?, two(4)?.parse().ok()?).ok()
}

/// The latest such day that is not in the future.
fn born(six: &str, today: Date) -> Option<Date> {
    let century = today.year() - today.year() % 100;
    in_century(six, century)
        .filter(|day| *day <= today)
        .or_else(|| in_century(six, century - 100))
}

/// The day within fifty years around today.
fn expires(six: &str, today: Date) -> Option<Date> {
    let century = today.year() - today.year() % 100;
    [century + 100, century, century - 100]
        .into_iter()
        .filter_map(|century| in_century(six, century))
        .min_by_key(|day| (day.year() - today.year()).abs())
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
    use super::{check_digit, country_of, lines, read};
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
            (zone.birth.map(iso), iso(zone.expiry), zone.sex),
            (Some("1974-08-12".into()), "2012-04-15".into(), Some("female"))
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
        assert_eq!(lines(&cut), Ok(expected.clone()));
        assert_eq!(lines(&cut.replace('\n', "  ")), Ok(expected));
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
    fn centuries_and_states_follow_the_rules() {
        for (code, state) in [("D<<", "DEU"), ("D", "DEU"), ("GBO", "GBR"), ("FRA", "FRA")] {
            assert_eq!(country_of(code), Some(state));
        }
        for code in ["UTO", "XXA", "UNO", "RKS", ""] {
            assert_eq!(country_of(code), None, "{code}");
        }
        for (birth, expiry, born, ends) in [
            ("251101", "350415", Some("2025-11-01"), "2035-04-15"),
            ("261123", "760415", Some("2026-11-23"), "2076-04-15"),
            ("261124", "770415", Some("1926-11-24"), "1977-04-15"),
            ("000229", "260415", Some("2000-02-29"), "2026-04-15"),
            ("68<<<<", "260415", None, "2026-04-15"),
        ] {
            let zone = read(&with_dates(birth, expiry), today()).unwrap();
            assert_eq!(zone.birth.map(iso).as_deref(), born, "{birth}");
            assert_eq!(iso(zone.expiry), ends, "{expiry}");
        }
        let unreal = with_dates("230229", "350415");
        assert_eq!(read(&unreal, today()), Err(Code::MrzCheckDigit));
    }

    /// A zone of the specimen's holder with these dates, its check digits right; its optional field is empty.
    fn with_dates(birth: &str, expiry: &str) -> String {
        let digit = |body: &str| check_digit(body).unwrap();
        let line = format!(
            "L898902C36UTO{birth}{}F{expiry}{}{}",
            digit(birth),
            digit(expiry),
            "<".repeat(15)
        );
        let composite = format!("{}{}{}", &line[0..10], &line[13..20], &line[21..43]);
        format!(
            "PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{line}{}",
            digit(&composite)
        )
    }
}
