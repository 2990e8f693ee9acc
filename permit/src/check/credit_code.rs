//! Unified social credit codes: GB 32100-2015, with the organisation code of GB 11714-1997 inside (domain.md 5).

use super::fold;
use crate::problem::Code;

/// The characters of GB 32100; a character's place is its value.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Tidies a credit code and checks its last character: the sum of value × 3^place, modulo 31.
///
/// # Errors
/// [`Code::CreditCodeShape`] unless it has 18 characters of the alphabet, the third to the eighth of them digits (the
/// area); [`Code::CreditCodeCheck`] if the last one is
/// wrong.
pub fn credit_code(raw: &str) -> Result<String, Code> {
    let code = fold::code(raw);
    let values: Option<Vec<usize>> = code.chars().map(|c| ALPHABET.find(c)).collect();
    let area = |values: &[usize]| values.iter().skip(2).take(6).all(|value| *value < 10);
    let values = values
        .filter(|values| values.len() == 18 && area(values))
        .ok_or(Code::CreditCodeShape)?;
    let (sum, _) = values.iter().take(17).fold((0, 1), |(sum, weight), value| {
        (sum + value * weight, weight * 3 % 31)
    });
    let check = (31 - sum % 31) % 31;
    if values.last() == Some(&check) {
        Ok(code)
    } else {
        Err(Code::CreditCodeCheck)
    }
}

/// Whether the ninth character of the organisation code inside is right; some old codes are registered with a wrong one.
#[must_use]
pub fn organisation_digit_is_right(code: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let body: Vec<char> = code.chars().skip(8).take(9).collect();
    let values: Option<Vec<u32>> = body.iter().map(|c| c.to_digit(36)).collect();
    let Some(values) = values.filter(|values| values.len() == 9) else {
        return false;
    };
    let sum: u32 = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    body.last() == Some(&expected)
}

#[cfg(test)]
mod tests {
    use super::{credit_code, organisation_digit_is_right};
    use crate::problem::Code;

    #[test]
    fn the_check_character_finds_every_single_wrong_one() {
        let right = "91350100M000100Y43";
        assert_eq!(credit_code("9135 0100 m000100y-43").as_deref(), Ok(right));
        for place in 0..18 {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY".chars() {
                let mut changed: Vec<char> = right.chars().collect();
                if changed[place] != other {
                    changed[place] = other;
                    let changed: String = changed.into_iter().collect();
                    let area = (2..8).contains(&place) && !other.is_ascii_digit();
                    let expected = if area {
                        Code::CreditCodeShape
                    } else {
                        Code::CreditCodeCheck
                    };
                    assert_eq!(credit_code(&changed), Err(expected), "{changed}");
                }
            }
        }
        assert!(credit_code("91110108MA00000070").is_ok());
        assert_eq!(credit_code("91110108MA00000071"), Err(Code::CreditCodeCheck));
        for wrong in ["91350100M000100Y4", "91350100M000100Y4I", "9135"] {
            assert_eq!(credit_code(wrong), Err(Code::CreditCodeShape), "{wrong}");
        }
    }

    #[test]
    fn the_organisation_code_inside_has_its_own_digit() {
        assert!(organisation_digit_is_right("91350100M000100Y43"));
        assert!(!organisation_digit_is_right("91350100M000100Z43"));
    }
}
