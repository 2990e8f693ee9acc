//! Codes of an authenticator: RFC 6238 with SHA-1, thirty seconds and six digits, which every authenticator knows.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Seconds for which a code is shown.
const PERIOD: i64 = 30;
/// Steps before and after the present one that are let in: clocks differ, and typing takes time.
const TOLERANCE: i64 = 1;
/// The symbols of base32 (RFC 4648), in which authenticators take secrets.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A secret as authenticators take it: base32 without padding.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    for part in bytes.chunks(5) {
        let mut word = [0_u8; 8];
        word[3..3 + part.len()].copy_from_slice(part);
        let word = u64::from_be_bytes(word);
        for place in 0..(part.len() * 8).div_ceil(5) {
            let symbol = (word >> (35 - place * 5)) & 31;
            out.push(char::from(ALPHABET[usize::try_from(symbol).unwrap_or(0)]));
        }
    }
    out
}

/// The bytes behind base32; `None` if it is none.
#[must_use]
pub fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for symbol in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == symbol)?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 255).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

/// The 31 bits from which a step's digits are taken (RFC 4226, 5.3).
fn truncated(secret: &[u8], step: i64) -> u32 {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        return 0;
    };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    u32::from_be_bytes([hash[at] & 127, hash[at + 1], hash[at + 2], hash[at + 3]])
}

/// The code that an authenticator shows at a time.
#[must_use]
pub fn code(secret: &[u8], now: i64) -> String {
    digits(secret, now.div_euclid(PERIOD))
}

fn digits(secret: &[u8], step: i64) -> String {
    format!("{:06}", truncated(secret, step) % 1_000_000)
}

/// The step whose code was typed, if it is one of those let in and later than the last that was used: a code holds once.
#[must_use]
pub fn step(secret: &[u8], typed: &str, now: i64, last: i64) -> Option<i64> {
    let present = now.div_euclid(PERIOD);
    (present - TOLERANCE..=present + TOLERANCE).find(|step| *step > last && digits(secret, *step) == typed)
}

/// The address that an authenticator reads from a square, or from a link on the same device.
#[must_use]
pub fn uri(issuer: &str, account: &str, secret: &str) -> String {
    let (issuer, account) = (escaped(issuer), escaped(account));
    format!(
        "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period={PERIOD}"
    )
}

fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{base32, code, from_base32, step, truncated, uri};

    /// RFC 6238, appendix B: the secret for SHA-1.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_rfc_s_vectors_hold() {
        for (time, eight_digits) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(truncated(SECRET, time / 30) % 100_000_000, eight_digits, "{time}");
        }
        assert_eq!(code(SECRET, 59), "287082");
        assert_eq!(code(SECRET, 1_111_111_109), "081804", "zeros in front stay");
    }

    #[test]
    fn a_code_holds_once_and_a_step_either_way() {
        let at = |now| code(SECRET, now);
        for (shown, is_let_in) in [(-61, false), (-30, true), (0, true), (30, true), (60, false)] {
            assert_eq!(
                step(SECRET, &at(6_000 + shown), 6_000, 0).is_some(),
                is_let_in,
                "{shown}"
            );
        }
        assert_eq!(step(SECRET, &at(6_000), 6_000, 199), Some(200));
        assert_eq!(step(SECRET, &at(6_000), 6_000, 200), None, "used");
        assert_eq!(
            step(SECRET, &at(5_970), 6_000, 200),
            None,
            "older than one that was used"
        );
    }

    #[test]
    fn base32_is_the_rfc_s_and_comes_back() {
        // RFC 4648, section 10, without the padding.
        for (plain, written) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(plain.as_bytes()), written);
            assert_eq!(from_base32(written), Some(plain.as_bytes().to_vec()));
        }
        let every: Vec<u8> = (0..=255).collect();
        assert_eq!(from_base32(&base32(&every)), Some(every));
        assert_eq!(from_base32("M1"), None);
    }

    #[test]
    fn an_authenticator_s_address_is_escaped() {
        assert_eq!(
            uri("Work Permit Portal", "li+x@example.org", "MZXW6YTB"),
            "otpauth://totp/Work%20Permit%20Portal:li%2Bx%40example.org?secret=MZXW6YTB\
             &issuer=Work%20Permit%20Portal&algorithm=SHA1&digits=6&period=30"
        );
    }
}
