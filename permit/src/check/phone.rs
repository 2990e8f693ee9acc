//! Phone numbers: E.164 with the country code, and mainland mobile numbers (domain.md 6.4).

use super::fold::fold;
use crate::problem::Code;

/// Whether a folded number begins as one is dialled from abroad, and what follows.
fn from_abroad(folded: &str) -> (bool, String) {
    let (international, rest) = match folded.strip_prefix('+').or_else(|| folded.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, folded),
    };
    // "+44 (0)20 …": the zero in brackets is for callers inside the country.
    (international, rest.replace("(0)", ""))
}

fn digits(raw: &str) -> Option<(bool, String)> {
    let (international, rest) = from_abroad(&fold(raw));
    let digits: String = rest
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '/'))
        .collect();
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then_some((international, digits))
}

/// Tidies a number with its country code to E.164: `+` and 7 to 15 digits.
///
/// # Errors
/// [`Code::PhoneShape`], also when the country code is missing.
pub fn phone(raw: &str) -> Result<String, Code> {
    match digits(raw) {
        Some((true, digits)) if (7..=15).contains(&digits.len()) && !digits.starts_with('0') => {
            Ok(format!("+{digits}"))
        }
        _ => Err(Code::PhoneShape),
    }
}

/// Tidies a mainland mobile number to E.164; the country code may be left out.
///
/// # Errors
/// [`Code::ChinaPhoneShape`] unless it has 11 digits and begins with 13 to 19.
pub fn china_mobile(raw: &str) -> Result<String, Code> {
    let (international, digits) = digits(raw).ok_or(Code::ChinaPhoneShape)?;
    let national = match digits.strip_prefix("86") {
        Some(national) if international || digits.len() == 13 => national,
        _ if international => return Err(Code::ChinaPhoneShape),
        _ => &digits,
    };
    let mobile = national.len() == 11
        && national.starts_with('1')
        && national.as_bytes().get(1).is_some_and(|b| *b >= b'3');
    if mobile {
        Ok(format!("+86{national}"))
    } else {
        Err(Code::ChinaPhoneShape)
    }
}

/// The digits by which two numbers are the same line, however each was typed: a mainland number without what is dialled
/// before it (`+86`, `0086`, `86`, or the zero of a call within the country), any other with its country code. `None` where
/// there are not 7 to 15.
#[must_use]
pub fn compared(raw: &str) -> Option<String> {
    let (international, rest) = from_abroad(&fold(raw));
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let mainland = match digits.strip_prefix("86") {
        // Nobody dials 86 within the country; a mainland number has 10 or 11 digits behind it.
        Some(national) if international || (12..=13).contains(&digits.len()) => Some(national),
        _ if international => None,
        _ => Some(digits.as_str()),
    };
    let (sign, number) = match mainland {
        Some(national) => ("", national.strip_prefix('0').unwrap_or(national)),
        None => ("+", digits.as_str()),
    };
    (7..=15).contains(&number.len()).then(|| [sign, number].concat())
}

#[cfg(test)]
mod tests {
    use super::{china_mobile, compared, phone};

    #[test]
    fn numbers_become_e164() {
        assert_eq!(phone("+44 (0)20 7946-0958").as_deref(), Ok("+442079460958"));
        assert_eq!(phone("0049 30 901820").as_deref(), Ok("+4930901820"));
        assert_eq!(
            phone("＋８１ ３ １２３４ ５６７８").as_deref(),
            Ok("+81312345678")
        );
        for wrong in [
            "020 7946 0958",
            "+0123456789",
            "+44 phone",
            "+12",
            "+1234567890123456",
        ] {
            assert!(phone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn mainland_mobiles_need_no_country_code() {
        for right in [
            "13800138000",
            "+86 138 0013 8000",
            "0086-13800138000",
            "8613800138000",
        ] {
            assert_eq!(china_mobile(right).as_deref(), Ok("+8613800138000"), "{right}");
        }
        for wrong in ["12800138000", "1380013800", "+852 9123 4567", "010-12345678"] {
            assert!(china_mobile(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_same_line_is_found_however_it_is_written() {
        for (line, ways) in [
            (
                "13800138000",
                [
                    "+86 138 0013 8000",
                    "138-0013-8000",
                    "0086 13800138000",
                    "8613800138000",
                ],
            ),
            (
                "59187654321",
                [
                    "0591-87654321",
                    "+86 591 8765 4321",
                    "+86 (0)591 87654321",
                    "电话：0591 8765 4321",
                ],
            ),
            (
                "+46181234567",
                [
                    "+46 18 123 45 67",
                    "0046-18-1234567",
                    "＋46 18 1234567",
                    "+46 (0)18 123 45 67",
                ],
            ),
        ] {
            for way in ways {
                assert_eq!(compared(way).as_deref(), Some(line), "{way}");
            }
        }
        // A country code makes another line of the same digits.
        assert_ne!(compared("+1 380 013 8000"), compared("1380 013 8000"));
        for none in ["", "none", "110", "+86 110", "1234567890123456"] {
            assert_eq!(compared(none), None, "{none}");
        }
    }
}
