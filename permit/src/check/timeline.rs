//! Spans of months on a line: where nothing covers it, where two jobs cover it at once.

use crate::date::Month;
use crate::order::sort_by_key;

/// What somebody did from a month to a month, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    /// The row it comes from.
    pub row: &'a str,
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// Whether a second one at the same time is worth a question: a job is, a school is not.
    pub exclusive: bool,
}

/// Two jobs at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap<'a> {
    /// The row that began first.
    pub row_a: &'a str,
    /// The row that began later.
    pub row_b: &'a str,
    /// The first month of both.
    pub from: Month,
    /// The last.
    pub to: Month,
}

/// The stretches between `start` and `end` (both included) that no span covers. A span that ends before it begins
/// covers nothing.
#[must_use]
pub fn gaps(spans: &[Span<'_>], start: Month, end: Month) -> Vec<(Month, Month)> {
    let mut sorted: Vec<&Span<'_>> = spans.iter().filter(|span| span.from <= span.to).collect();
    sort_by_key(&mut sorted, |span| span.from);
    let mut gaps = Vec::new();
    let mut next = start;
    for span in sorted {
        if next < span.from && next <= end {
            gaps.push((next, span.from.plus(-1).min(end)));
        }
        next = next.max(span.to.plus(1));
    }
    if next <= end {
        gaps.push((next, end));
    }
    gaps
}

/// The pairs of exclusive spans with more than one month in common: the month of changing jobs belongs to both.
#[must_use]
pub fn overlaps<'a>(spans: &[Span<'a>]) -> Vec<Overlap<'a>> {
    let mut jobs: Vec<Span<'a>> = spans
        .iter()
        .filter(|span| span.exclusive && span.from <= span.to)
        .copied()
        .collect();
    sort_by_key(&mut jobs, |span| (span.from, span.to, span.row));
    let mut overlaps = Vec::new();
    for (place, a) in jobs.iter().enumerate() {
        for b in jobs.iter().skip(place + 1) {
            let to = a.to.min(b.to);
            if to > b.from {
                overlaps.push(Overlap {
                    row_a: a.row,
                    row_b: b.row,
                    from: b.from,
                    to,
                });
            }
        }
    }
    overlaps
}

#[cfg(test)]
mod tests {
    use super::{Span, gaps, overlaps};
    use crate::date::{Month, parse_month};

    fn month(raw: &str) -> Month {
        parse_month(raw).unwrap()
    }

    fn job<'a>(row: &'a str, from: &str, to: &str) -> Span<'a> {
        Span {
            row,
            from: month(from),
            to: month(to),
            exclusive: true,
        }
    }

    #[test]
    fn what_no_span_covers_is_a_gap() {
        let spans = [
            job("b", "2020-03", "2020-05"),
            job("a", "2019-01", "2019-12"),
            job("x", "2021-05", "2021-01"),
        ];
        let found = gaps(&spans, month("2018-11"), month("2020-08"));
        let iso: Vec<_> = found.iter().map(|(from, to)| (from.iso(), to.iso())).collect();
        let expected = [
            ("2018-11", "2018-12"),
            ("2020-01", "2020-02"),
            ("2020-06", "2020-08"),
        ];
        assert_eq!(iso, expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
        assert_eq!(gaps(&[], month("2020-01"), month("2020-01")).len(), 1);
        assert!(gaps(&[], month("2020-02"), month("2020-01")).is_empty());
        assert!(
            gaps(
                &[job("a", "2010-01", "2030-01")],
                month("2018-01"),
                month("2020-01")
            )
            .is_empty()
        );
        assert_eq!(
            gaps(
                &[job("a", "2025-01", "2030-01")],
                month("2018-01"),
                month("2020-01")
            )
            .len(),
            1
        );
    }

    #[test]
    fn the_month_of_changing_jobs_belongs_to_both() {
        let a = job("a", "2019-01", "2019-06");
        assert!(overlaps(&[a, job("b", "2019-06", "2019-09")]).is_empty());
        let found = overlaps(&[job("b", "2019-05", "2019-09"), a]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].row_a, found[0].row_b, found[0].to.iso()),
            ("a", "b", "2019-06".to_owned())
        );
        let school = Span {
            exclusive: false,
            ..job("s", "2019-01", "2019-09")
        };
        assert!(overlaps(&[a, school]).is_empty());
    }
}
