//! The mainland's provinces, autonomous regions and municipalities by their codes (GB/T 2260; domain.md 6.5).

/// Their codes.
#[rustfmt::skip]
pub const CODES: &[&str] = &[
    "110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000", "310000",
    "320000", "330000", "340000", "350000", "360000", "370000", "410000", "420000", "430000",
    "440000", "450000", "460000", "500000", "510000", "520000", "530000", "540000", "610000",
    "620000", "630000", "640000", "650000",
];

/// The beginnings of the codes of Taiwan, Hong Kong and Macao, where the mainland's work permit is not asked for.
pub const OUTSIDE: &[&str] = &["71", "81", "82"];

/// What the Xinjiang Production and Construction Corps uses beside Xinjiang's own.
const CORPS: &str = "66";

/// Whether a code of GB/T 2260 begins with a province that there is.
#[must_use]
pub fn is_known(code: &str) -> bool {
    code.get(..2).is_some_and(|start| {
        start == CORPS || OUTSIDE.contains(&start) || CODES.iter().any(|known| known.starts_with(start))
    })
}

/// The twelve of the western region.
#[rustfmt::skip]
const WESTERN: &[&str] = &[
    "150000", "450000", "500000", "510000", "520000", "530000", "540000", "610000", "620000",
    "630000", "640000", "650000",
];

/// The three of the north-east.
const NORTH_EAST: &[&str] = &["210000", "220000", "230000"];

/// A region as the points table counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The western region.
    Western,
    /// The north-east.
    NorthEast,
    /// Anywhere else: city-level lists of old industrial bases and poor counties may still give points.
    Other,
}

/// The region of a province; `None` for an unknown code.
#[must_use]
pub fn region(code: &str) -> Option<Region> {
    if WESTERN.contains(&code) {
        Some(Region::Western)
    } else if NORTH_EAST.contains(&code) {
        Some(Region::NorthEast)
    } else {
        CODES.contains(&code).then_some(Region::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::{CODES, NORTH_EAST, Region, WESTERN, is_known, region};

    #[test]
    fn every_province_has_one_region() {
        assert_eq!(CODES.len(), 31);
        assert!(WESTERN.iter().chain(NORTH_EAST).all(|code| CODES.contains(code)));
        assert_eq!(
            CODES
                .iter()
                .filter(|code| region(code) == Some(Region::Other))
                .count(),
            16
        );
        assert_eq!(
            (region("510000"), region("210000")),
            (Some(Region::Western), Some(Region::NorthEast))
        );
        assert_eq!(region("999999"), None);
        for (code, known) in [
            ("110105", true),
            ("660000", true),
            ("820000", true),
            ("990000", false),
            ("00", false),
        ] {
            assert_eq!(is_known(code), known, "{code}");
        }
    }
}
