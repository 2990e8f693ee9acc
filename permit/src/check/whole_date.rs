//! A whole date, or a month, as it is copied from elsewhere: with other digits, other marks, in another order.

use super::fold::fold;
use crate::date;

/// What stands between the parts of a date, and in Chinese, Japanese and Korean behind the last.
const BETWEEN: &[char] = &['-', '/', '.', ' ', '年', '月', '日', '년', '월', '일'];

/// As an answer, `year-month-day` or `year-month`; `None` where it is none, or could be two.
#[must_use]
pub fn whole_date(text: &str, with_day: bool) -> Option<String> {
    let folded = fold(text);
    let parts: Vec<&str> = folded.split(BETWEEN).filter(|part| !part.is_empty()).collect();
    let answer = match (with_day, parts.as_slice()) {
        (true, [year, month, day]) if year.len() == 4 => [*year, *month, *day].join("-"),
        (true, [first, second, year]) => {
            let (month, day) = month_and_day(first, second, folded.contains('.'))?;
            [*year, month, day].join("-")
        }
        (false, [year, month]) if year.len() == 4 => [*year, *month].join("-"),
        (false, [month, year]) => [*year, *month].join("-"),
        _ => return None,
    };
    let is_real = if with_day {
        date::parse(&answer).is_ok()
    } else {
        date::parse_month(&answer).is_ok()
    };
    is_real.then_some(answer)
}

/// Which of two parts before a year is the month. With points between them the day comes first wherever dates are
/// written so (CLDR 45, `dateFormats/short`); with other marks "05/01" is January here and May there.
fn month_and_day<'a>(first: &'a str, second: &'a str, has_points: bool) -> Option<(&'a str, &'a str)> {
    let (one, two): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    if one > 12 || one == two {
        Some((second, first))
    } else if two > 12 {
        Some((first, second))
    } else {
        has_points.then_some((second, first))
    }
}

#[cfg(test)]
mod tests {
    use super::whole_date;

    #[test]
    fn a_date_is_read_however_it_is_written() {
        for (text, answer) in [
            ("1993-05-01", "1993-05-01"),
            ("１９９３－０５－０１", "1993-05-01"),
            ("١٩٩٣-٠٥-٠١", "1993-05-01"),
            ("\u{200f}١٩٩٣/٠٥/٠١", "1993-05-01"),
            ("1993/05/01", "1993-05-01"),
            ("1993.05.01", "1993-05-01"),
            ("1993年5月1日", "1993-5-1"),
            ("1993년 5월 1일", "1993-5-1"),
            ("1993. 5. 1.", "1993-5-1"),
            ("01.05.1993", "1993-05-01"),
            ("1. 5. 1993", "1993-5-1"),
            ("31/05/1993", "1993-05-31"),
            ("05/31/1993", "1993-05-31"),
            ("05-05-1993", "1993-05-05"),
        ] {
            assert_eq!(whole_date(text, true).as_deref(), Some(answer), "{text}");
        }
        for text in [
            "2019-09",
            "2019/09",
            "2019.09",
            "2019年09月",
            "09/2019",
            "09.2019",
            "２０１９－０９",
        ] {
            assert_eq!(whole_date(text, false).as_deref(), Some("2019-09"), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_none() {
        for text in [
            "05/01/1993",
            "01-05-1993",
            "1 5 1993",
            "93-05-01",
            "1993-13-01",
            "31.02.1993",
            "32/13/1993",
            "1993-05",
            "1993",
            "1 May 1993",
            "1993-05-01-1",
            "1993-05-+1",
            "",
        ] {
            assert_eq!(whole_date(text, true), None, "{text}");
        }
        for text in ["2019", "9", "2019-13", "1 May 2019", "2019-09-01", ""] {
            assert_eq!(whole_date(text, false), None, "{text}");
        }
    }
}
