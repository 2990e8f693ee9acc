//! Reference numbers that can be read out over the phone: `WP-XXXX-XXXX-XX`.
//!
//! No letters that look or sound like others in many languages; the last character is checked, so that one wrong
//! character, or two neighbours swapped, is found: 29 symbols are a prime number, and the weights differ.

use crate::check::fold;

/// The symbols; a symbol's place is its value.
const ALPHABET: &str = "23456789ABCDEFGHJKMNPQRTUVWXY";
/// Symbols before the check symbol: 29^9, about 43 random bits. A reference is a name, never a key to anything.
const BODY: usize = 9;

fn symbol(value: usize) -> char {
    ALPHABET.chars().nth(value % ALPHABET.len()).unwrap_or('2')
}

fn weighted(values: impl Iterator<Item = usize>) -> usize {
    values
        .zip(2..)
        .map(|(value, weight)| value * weight)
        .sum::<usize>()
        % ALPHABET.len()
}

fn written(body: &str) -> String {
    let part = |from: usize, to: usize| body.get(from..to).unwrap_or("");
    format!("WP-{}-{}-{}", part(0, 4), part(4, 8), part(8, 10))
}

/// A reference number from random bytes.
#[must_use]
pub fn from_random(random: [u8; 16]) -> String {
    let mut number = u128::from_be_bytes(random);
    let base = u128::try_from(ALPHABET.len()).unwrap_or(29);
    let mut values = Vec::new();
    for _ in 0..BODY {
        values.push(usize::try_from(number % base).unwrap_or(0));
        number /= base;
    }
    let mut body: String = values.iter().map(|value| symbol(*value)).collect();
    body.push(symbol(weighted(values.into_iter())));
    written(&body)
}

/// Reads a number as it was typed or heard: case, blanks and hyphens do no harm. `None` if it can't be one.
#[must_use]
pub fn read(raw: &str) -> Option<String> {
    let code = fold::code(raw);
    let body = code
        .strip_prefix("WP")
        .filter(|rest| rest.len() > BODY)
        .unwrap_or(&code);
    let values: Vec<usize> = body.chars().map(|c| ALPHABET.find(c)).collect::<Option<_>>()?;
    let (check, rest) = values.split_last()?;
    let right = rest.len() == BODY && weighted(rest.iter().copied()) == *check;
    right.then(|| written(body))
}

/// Whether a number that stands on a paper is a Notification Letter's or a work permit's. An application's has letters, or
/// fewer digits.
#[must_use]
pub fn is_of_letter(number: &str) -> bool {
    let is_of_permit = number.len() > BODY + 1 && number.bytes().all(|b| b.is_ascii_digit());
    number.starts_with("NL") || is_of_permit
}

/// Reads such a number as it was typed: case, blanks and hyphens do no harm.
#[must_use]
pub fn read_letter(raw: &str) -> String {
    let code = fold::code(raw);
    let letter = code.strip_prefix("NL").and_then(read);
    letter.map_or(code, |number| number.replacen("WP", "NL", 1))
}

/// Symbols of a code that somebody passes on: 29^8, about 38 random bits. It holds for a short time, and tries are counted.
const CODE: usize = 8;

/// A code to be passed on, from random bytes: `XXXX-XXXX`.
#[must_use]
pub fn code_from_random(random: [u8; 16]) -> String {
    let mut number = u128::from_be_bytes(random);
    let base = u128::try_from(ALPHABET.len()).unwrap_or(29);
    let mut code = String::new();
    for place in 0..CODE {
        if place == CODE / 2 {
            code.push('-');
        }
        code.push(symbol(usize::try_from(number % base).unwrap_or(0)));
        number /= base;
    }
    code
}

/// Reads a code as it was typed or heard. `None` if it can't be one.
#[must_use]
pub fn read_code(raw: &str) -> Option<String> {
    let code = fold::code(raw);
    let fits = code.len() == CODE && code.chars().all(|c| ALPHABET.contains(c));
    let (first, second) = code.split_at_checked(CODE / 2).filter(|_| fits)?;
    Some(format!("{first}-{second}"))
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, code_from_random, from_random, is_of_letter, read, read_code, read_letter};
    use proptest::prelude::*;

    #[test]
    fn it_is_read_however_it_is_written() {
        let reference = from_random([7; 16]);
        assert_eq!(reference.len(), 15);
        assert_eq!(
            read(&reference.to_lowercase().replace('-', " ")),
            Some(reference.clone())
        );
        assert_eq!(read(&reference.replace('-', "")), Some(reference.clone()));
        assert_eq!(read(reference.trim_start_matches("WP-")), Some(reference));
        for wrong in ["", "WP", "WP-2222-2222", "0000000000"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_letter_s_number_and_a_permit_s_are_told_from_an_application_s() {
        for number in ["NL-2345-6789-AB", "110000261234567"] {
            assert!(is_of_letter(number), "{number}");
        }
        for number in ["WP-2345-6789-AB", "2345678923", "2345-6789-23", ""] {
            assert!(!is_of_letter(number), "{number}");
        }
    }

    #[test]
    fn a_letter_s_number_is_read_however_it_is_written() {
        let number = from_random([7; 16]).replacen("WP", "NL", 1);
        for typed in [
            number.clone(),
            number.replace('-', ""),
            number.to_lowercase().replace('-', " "),
        ] {
            assert_eq!(read_letter(&typed), number, "{typed}");
        }
        assert_eq!(read_letter(" 110000 261234567"), "110000261234567");
        assert_eq!(read_letter("nl-2222"), "NL2222");
    }

    #[test]
    fn a_code_is_read_however_it_is_written() {
        let code = code_from_random([200; 16]);
        assert_eq!(code.len(), 9);
        assert_ne!(code, code_from_random([201; 16]));
        assert_eq!(
            read_code(&code.to_lowercase().replace('-', " ")),
            Some(code.clone())
        );
        for wrong in ["", "2222", "2222-222", "2222-22222", "0000-0000", "２２２é-2222"] {
            assert_eq!(read_code(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_character_or_a_swap_is_found(random: [u8; 16], place in 0usize..10, other in 0usize..29) {
            let reference = from_random(random);
            let body: Vec<char> = reference.chars().filter(|c| *c != '-').skip(2).collect();
            let mut wrong = body.clone();
            wrong[place] = ALPHABET.chars().nth(other).unwrap();
            let typed: String = wrong.iter().collect();
            prop_assert_eq!(read(&typed).is_some(), wrong == body);
            if place < 9 {
                let mut swapped = body.clone();
                swapped.swap(place, place + 1);
                let typed: String = swapped.iter().collect();
                prop_assert_eq!(read(&typed).is_some(), swapped == body);
            }
        }
    }
}
