//! Passport numbers (domain.md 6.3: up to nine in the machine-readable zone, but countries print longer ones).

use super::fold;
use crate::problem::Code;

/// Tidies a passport number: upper case, no blanks or hyphens.
///
/// # Errors
/// [`Code::PassportNumberShape`] unless it has 5 to 20 letters and digits.
pub fn passport_number(raw: &str) -> Result<String, Code> {
    let number = fold::code(raw);
    let plain = number.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain && (5..=20).contains(&number.len()) {
        Ok(number)
    } else {
        Err(Code::PassportNumberShape)
    }
}

/// Whether the letter O or I stands between digits, where 0 or 1 is likelier.
#[must_use]
pub fn has_lookalike(number: &str) -> bool {
    let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
    let bytes = number.as_bytes();
    bytes.iter().enumerate().any(|(place, b)| {
        let before = place.checked_sub(1).and_then(|place| bytes.get(place));
        matches!(b, b'O' | b'I') && digit(before) && (digit(bytes.get(place + 1)) || place + 1 == bytes.len())
    })
}

#[cfg(test)]
mod tests {
    use super::{has_lookalike, passport_number};
    use crate::problem::Code;

    #[test]
    fn noise_is_repaired_and_nonsense_refused() {
        assert_eq!(passport_number("l898 902-c3").as_deref(), Ok("L898902C3"));
        assert_eq!(passport_number("Ｘ１２３４５").as_deref(), Ok("X12345"));
        for wrong in ["1234", "AB_12345", "123456789012345678901"] {
            assert_eq!(passport_number(wrong), Err(Code::PassportNumberShape), "{wrong}");
        }
    }

    #[test]
    fn a_letter_among_digits_is_worth_a_second_look() {
        assert!(has_lookalike("12O456"));
        assert!(has_lookalike("L898902O"));
        assert!(!has_lookalike("IO123456"));
        assert!(!has_lookalike("L898902C3"));
    }
}
