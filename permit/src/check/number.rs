//! Whole numbers as people write them: digits in groups, and a decimal part of zeros.
//!
//! The marks are those of Unicode's CLDR 45 (`numbers/symbols`): a comma here is a decimal mark there. So they are told
//! apart by where they stand, and what could be read in two ways as a whole number is none.

use super::fold::fold;
use crate::problem::Code;

/// What stands between groups of digits, after [`fold`] made one blank and one apostrophe of all.
const MARKS: &[char] = &['.', ',', '،', '٬', '、', '\'', ' ', '_', ARABIC_POINT];

/// The decimal mark of Arabic stands between no groups.
const ARABIC_POINT: char = '٫';

/// Reads a whole number: "240.000", "240,000.00", "240 000,00" and "30 0000" (as in Chinese) are such, "12,5" is none.
///
/// # Errors
/// [`Code::NotANumber`] for anything else, [`Code::OutOfRange`] where it is too large for any answer.
pub fn whole(raw: &str) -> Result<u32, Code> {
    let (mut groups, mut marks) = cut(&fold(raw)).ok_or(Code::NotANumber)?;
    if has_decimals(&groups, &marks) {
        marks.pop();
        let decimals = groups.pop().unwrap_or_default();
        if decimals.is_empty() || decimals.bytes().any(|digit| digit != b'0') {
            return Err(Code::NotANumber);
        }
    }
    if !is_grouped(&groups, &marks) {
        return Err(Code::NotANumber);
    }
    groups.concat().parse().map_err(|_| Code::OutOfRange)
}

/// The groups of digits, and the marks between them; `None` where anything else is in the text.
fn cut(text: &str) -> Option<(Vec<String>, Vec<char>)> {
    let (mut groups, mut marks) = (vec![String::new()], Vec::new());
    for c in text.chars() {
        let group = groups.last_mut()?;
        if c.is_ascii_digit() {
            group.push(c);
        } else if c == ' ' && group.is_empty() {
            // "240, 000": the blank says no more than the comma.
        } else if MARKS.contains(&c) {
            marks.push(c);
            groups.push(String::new());
        } else {
            return None;
        }
    }
    Some((groups, marks))
}

/// Whether what stands after the last mark is a decimal part: the mark is another one than before, or no group is so long.
fn has_decimals(groups: &[String], marks: &[char]) -> bool {
    let (Some(last), Some(mark)) = (groups.last(), marks.last()) else {
        return false;
    };
    match mark {
        '.' | ',' | '،' => marks.first() != Some(mark) || !(3..=4).contains(&last.len()),
        _ => *mark == ARABIC_POINT,
    }
}

/// Whether these are the groups of one number: of three digits, of two before the last three as in India, or of four as in
/// Chinese, where nobody puts points between them.
fn is_grouped(groups: &[String], marks: &[char]) -> bool {
    let (Some(mark), [first, middle @ .., last]) = (marks.first(), groups) else {
        return groups.iter().any(|only| !only.is_empty());
    };
    let are = |size: usize| middle.iter().all(|group| group.len() == size);
    let fits = match last.len() {
        3 => are(3) || are(2),
        4 => are(4) && *mark != '.',
        _ => false,
    };
    let begins = (1..=last.len()).contains(&first.len()) && !first.starts_with('0');
    let one_mark = *mark != ARABIC_POINT && marks.iter().all(|other| other == mark);
    fits && begins && one_mark
}

#[cfg(test)]
mod tests {
    use super::whole;
    use crate::problem::Code;

    #[test]
    fn a_number_is_read_as_each_language_writes_it() {
        for (typed, number) in [
            ("0", 0),
            ("007", 7),
            ("240000", 240_000),
            ("240.000", 240_000),
            ("240.000,00", 240_000),
            ("240,000.00", 240_000),
            ("240 000,00", 240_000),
            ("240\u{202f}000,0", 240_000),
            ("240\u{a0}000", 240_000),
            ("240\u{2009}000", 240_000),
            ("240’000.00", 240_000),
            ("240'000", 240_000),
            ("240_000", 240_000),
            ("240，000", 240_000),
            ("240, 000", 240_000),
            ("240،000", 240_000),
            ("٢٤٠٬٠٠٠", 240_000),
            ("٢٤٠٬٠٠٠٫٠٠", 240_000),
            ("۲۴۰٬۰۰۰", 240_000),
            ("２４０，０００．００", 240_000),
            ("240000,00", 240_000),
            ("240000.0", 240_000),
            ("240.000,000", 240_000),
            ("1.500", 1_500),
            ("1,500", 1_500),
            ("12.345.678", 12_345_678),
            ("12,34,567", 1_234_567),
            ("30 0000", 300_000),
            ("1,2345,6789", 123_456_789),
            ("5.0", 5),
            ("5,00", 5),
        ] {
            assert_eq!(whole(typed), Ok(number), "{typed}");
        }
    }

    #[test]
    fn what_is_not_whole_or_not_one_number_is_refused() {
        for typed in [
            "1.5",
            "1,5",
            "12,5",
            "1٫5",
            "300000,5",
            "240.000,50",
            "240,000.5",
            "1.234,567",
            "1,234.567",
            "1 234,567",
            "0.500",
            "0,500",
            "1500.000",
            "30.0000",
            "1.2345",
            "1٫234٫000",
            "12.34.5678",
            "1.23.456.789",
            "240.",
            "240,",
            ".5",
            ",000",
            "1,,000",
            "1.000'000",
            "-5",
            "+5",
            "1e9",
            "12a",
            "a lot",
            ".",
            "",
        ] {
            assert_eq!(whole(typed), Err(Code::NotANumber), "{typed}");
        }
        assert_eq!(whole("99.999.999.999"), Err(Code::OutOfRange));
    }
}
