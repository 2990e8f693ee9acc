//! Yes, no, or not yet known: logic over answers that may still be missing (Kleene's).

/// The truth of a statement about an incomplete draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// No further answer can make it true.
    No,
    /// It depends on answers that are missing.
    Unknown,
    /// No further answer can make it false.
    Yes,
}

impl Truth {
    /// True only if all are.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
        let mut whole = Truth::Yes;
        for part in parts {
            match part {
                Truth::No => return Truth::No,
                Truth::Unknown => whole = Truth::Unknown,
                Truth::Yes => {}
            }
        }
        whole
    }

    /// True if one is.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
        !Truth::all(parts.into_iter().map(|part| !part))
    }

    /// Whether it is known and true.
    #[must_use]
    pub fn is_yes(self) -> bool {
        self == Truth::Yes
    }

    /// The name in text keys and on the wire: `yes`, `no`, `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::Yes } else { Truth::No }
    }
}

/// Whether `low..=high`, all the values still possible, is at least `least`.
#[must_use]
pub fn at_least(low: u32, high: u32, least: u32) -> Truth {
    if low >= least {
        Truth::Yes
    } else if high < least {
        Truth::No
    } else {
        Truth::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::{Truth, Truth::*, at_least};

    #[test]
    fn a_false_part_settles_the_whole_though_others_are_missing() {
        assert_eq!(Truth::all([Unknown, No, Unknown]), No);
        assert_eq!(Truth::any([Unknown, Yes]), Yes);
        assert_eq!(Truth::all([Yes, Unknown]), Unknown);
        assert_eq!(Truth::any([No, Unknown]), Unknown);
        assert_eq!(Truth::all([]), Yes);
        assert_eq!(Truth::any([]), No);
    }

    #[test]
    fn an_interval_reaches_a_threshold_surely_maybe_or_never() {
        assert_eq!(at_least(60, 70, 60), Yes);
        assert_eq!(at_least(59, 60, 60), Unknown);
        assert_eq!(at_least(10, 59, 60), No);
    }
}
