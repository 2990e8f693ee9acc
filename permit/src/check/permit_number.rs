//! Numbers of earlier work permits: their shapes changed over the years (domain.md 6.2), so only the letters are checked.

use super::fold::fold;
use crate::problem::Code;

/// Tidies the number: upper case, no blanks.
///
/// # Errors
/// [`Code::PermitNumberShape`] unless it has 6 to 30 letters, digits and hyphens, a digit among them.
pub fn permit_number(raw: &str) -> Result<String, Code> {
    let number: String = fold(raw)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let plain = number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let digit = number.bytes().any(|b| b.is_ascii_digit());
    if plain && digit && (6..=30).contains(&number.len()) {
        Ok(number)
    } else {
        Err(Code::PermitNumberShape)
    }
}

#[cfg(test)]
mod tests {
    use super::permit_number;

    #[test]
    fn numbers_are_tidied_or_refused() {
        assert_eq!(permit_number(" 110000 100001x ").as_deref(), Ok("110000100001X"));
        for wrong in ["12345", "ABCDEFG", "1234567_", &"1".repeat(31)] {
            assert!(permit_number(wrong).is_err(), "{wrong}");
        }
    }
}
