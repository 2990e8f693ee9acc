//! Comma-separated values (RFC 4180) that open right in a spreadsheet, and in which nothing becomes a formula.

/// What a file begins with, so that a spreadsheet reads it as UTF-8.
pub const BEGINNING: &str = "\u{feff}";

/// Signs with which a spreadsheet takes a cell for a formula, also as East Asian keyboards write them.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A line, with its end. Every cell is quoted; what could be a formula gets an apostrophe before it.
#[must_use]
pub fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(
            line(&["a,b", "say \"x\"", ""]),
            "\"a,b\",\"say \"\"x\"\"\",\"\"\r\n"
        );
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(line(&[formula]), format!("\"'{formula}\"\r\n"));
        }
        assert_eq!(line(&["2026-11-23", "a=b"]), "\"2026-11-23\",\"a=b\"\r\n");
    }
}
