//! Now and randomness: passed in, so that tests can hold the clock. The only place that asks the system for either.

use std::time::{SystemTime, UNIX_EPOCH};

/// The clock.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The system's.
    System,
    /// Stands still, for tests.
    Fixed(i64),
}

impl Clock {
    /// Seconds since 1970 UTC.
    #[must_use]
    pub fn now(self) -> i64 {
        match self {
            Clock::Fixed(now) => now,
            Clock::System => {
                #[expect(clippy::disallowed_methods, reason = "this is where the clock comes from")]
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
            }
        }
    }
}

/// The day in Asia/Shanghai (which has no summer time) of a moment in seconds since 1970 UTC.
#[must_use]
pub fn day_in_china(seconds: i64) -> permit::date::Date {
    let days = (seconds + 8 * 3_600).div_euclid(86_400);
    let epoch = permit::date::Date::constant(1970, 1, 1);
    permit::date::plus_days(epoch, i32::try_from(days).unwrap_or(0))
}

/// Random bytes from the system; it has always some, or the process is not fit to go on.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        // Without randomness every secret would be guessable: stop rather than serve.
        std::process::abort();
    }
    bytes
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A UUID of version 4: 122 random bits.
#[must_use]
pub fn id() -> String {
    let mut bytes: [u8; 16] = random();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex(&bytes);
    format!(
        "{}-{}-{}-{}-{}",
        &text[0..8],
        &text[8..12],
        &text[12..16],
        &text[16..20],
        &text[20..32]
    )
}

/// Whether a text is a UUID of version 4 in lower case.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => *byte == b'-',
            14 => *byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(byte),
        })
}

#[cfg(test)]
mod tests {
    use super::{day_in_china, id, is_id};

    #[test]
    fn ids_are_uuids() {
        assert!(is_id(&id()));
        assert_ne!(id(), id());
        for wrong in [
            "",
            "x",
            "../../../../../etc/passwd-------------",
            "0b9c0000-0000-1000-8000-000000000000",
        ] {
            assert!(!is_id(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        // 2026-11-23 15:59:59 and 16:00:00 UTC.
        assert_eq!(permit::date::iso(day_in_china(1_795_449_599)), "2026-11-23");
        assert_eq!(permit::date::iso(day_in_china(1_795_449_600)), "2026-11-24");
    }
}
