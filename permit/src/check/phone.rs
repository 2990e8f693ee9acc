//! Phone numbers: E.164 with the country code, and mainland mobile numbers (domain.md 6.4).

use super::fold::fold;
use crate::problem::Code;

fn digits(raw: &str) -> Option<(bool, String)> {
    let folded = fold(raw);
    let (international, rest) = match folded.strip_prefix('+').or_else(|| folded.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, folded.as_str()),
    };
    // "+44 (0)20 …": the zero in brackets is for callers inside the country.
    let rest = rest.replace("(0)", "");
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

#[cfg(test)]
mod tests {
    use super::{china_mobile, phone};

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
}
