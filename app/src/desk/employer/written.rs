//! How spreadsheets write days, sums and places, and how the form has them.

use super::columns::bare;
use crate::text::t;
use permit::check::fold::fold;
use permit::question::Kind;
use permit::{date, forms, province};

/// An answer as the form has it, where a spreadsheet writes it in another way.
pub fn answer(id: &str, cell: &str) -> String {
    match forms::question(id).map(|question| question.kind) {
        Some(Kind::Date(_)) => day(cell).unwrap_or_else(|| cell.into()),
        Some(Kind::Yuan(_)) => pay(cell),
        Some(Kind::Province) => place(cell).map_or_else(|| cell.into(), str::to_owned),
        _ => cell.into(),
    }
}

/// The code of a province: as an office or a map has it, or by its name in the reader's language. In some two of them
/// differ by no more than what stands in brackets.
fn place(cell: &str) -> Option<&'static str> {
    let name = |code: &str| t(&format!("province.{code}"));
    let codes = || province::CODES.iter().copied();
    let mut alike = codes().filter(|code| bare(&name(code)) == bare(cell));
    let alone = match (alike.next(), alike.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    };
    let exactly = || codes().find(|code| name(code) == cell);
    province::named(cell).or(alone).or_else(exactly)
}

/// A date in figures, where it can be no other day: 1/2/2027 is in January or in February.
fn day(cell: &str) -> Option<String> {
    let folded = fold(cell);
    if !folded
        .chars()
        .all(|c| c.is_ascii_digit() || "-/.年月日 ".contains(c))
    {
        return None;
    }
    let mut parts = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (Some(first), Some(second), Some(third), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let is_day = |part: &str| part.parse::<u8>().is_ok_and(|number| number > 12);
    let written = if first.len() == 4 {
        format!("{first}-{second}-{third}")
    } else if folded.contains('.') || is_day(first) || first == second {
        format!("{third}-{second}-{first}")
    } else if is_day(second) {
        format!("{third}-{first}-{second}")
    } else {
        return None;
    };
    date::parse(&written).ok().map(date::iso)
}

/// A sum without its currency, which is yuan.
fn pay(cell: &str) -> String {
    let mut sum = cell.trim();
    for sign in ["CNY", "RMB", "¥", "￥", "元"] {
        sum = sum.trim_start_matches(sign).trim_end_matches(sign).trim();
    }
    if sum.is_empty() { cell.into() } else { sum.into() }
}

#[cfg(test)]
mod tests {
    use super::{answer, day, pay};

    #[test]
    fn days_and_sums_are_read_as_spreadsheets_write_them() {
        for (cell, iso) in [
            ("2027-01-05", Some("2027-01-05")),
            ("2027/1/5", Some("2027-01-05")),
            ("2027年1月5日", Some("2027-01-05")),
            ("5.1.2027", Some("2027-01-05")),
            ("15/01/2027", Some("2027-01-15")),
            ("1/15/2027", Some("2027-01-15")),
            ("2/2/2027", Some("2027-02-02")),
            ("1/2/2027", None),
            ("31.2.2027", None),
            ("5.1.27", None),
            ("5 Jan 2027", None),
            ("46027", None),
        ] {
            assert_eq!(day(cell).as_deref(), iso, "{cell}");
        }
        for (cell, sum) in [
            ("¥300,000.00", "300,000.00"),
            ("CNY 300000", "300000"),
            ("300000 元", "300000"),
            ("much", "much"),
            ("元", "元"),
        ] {
            assert_eq!(pay(cell), sum);
        }
    }

    #[test]
    fn a_place_is_its_code_and_what_is_not_understood_stays() {
        for (id, cell, said) in [
            ("work_province", "上海市", "310000"),
            ("work_province", "Utopia", "Utopia"),
            ("contract_start", "1/2/2027", "1/2/2027"),
            ("annual_salary_cny", "300000 CNY", "300000"),
            ("job_title", "5.1.2027", "5.1.2027"),
        ] {
            assert_eq!(answer(id, cell), said);
        }
    }
}
