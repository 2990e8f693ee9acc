//! The text of a spreadsheet, as it is copied (tabs between) or saved (CSV with commas or semicolons), as rows of cells.

/// What stands between cells: where it can't be told, the last of these.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The rows with their cells; rows in which nothing stands are left out.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    walk(text, &[separator], |cell, end| {
        row.push(cell);
        if end != Some(separator) {
            rows.push(std::mem::take(&mut row));
        }
    });
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}

/// What stands between the cells in most lines: inside of a cell there may be any of them.
fn separator(text: &str) -> char {
    let (mut lines, mut line) = (Vec::new(), String::new());
    walk(text, &SEPARATORS, |_, end| match end {
        Some(end) if SEPARATORS.contains(&end) => line.push(end),
        _ => lines.push(std::mem::take(&mut line)),
    });
    let count = |one: &char| lines.iter().filter(|line| line.contains(*one)).count();
    SEPARATORS.into_iter().max_by_key(count).unwrap_or('\t')
}

/// Goes through the cells, each with what ends it: a separator, the end of a line, or nothing where the text ends.
fn walk(text: &str, separators: &[char], mut each: impl FnMut(String, Option<char>)) {
    let mut rest = text;
    loop {
        let (cell, after) = cell(rest, separators);
        let end = after.chars().next();
        each(cell, end);
        let Some(end) = end else { return };
        let next = after.strip_prefix("\r\n");
        rest = next.or_else(|| after.strip_prefix(end)).unwrap_or_default();
    }
}

/// The first cell, and the text from what ends it.
fn cell<'a>(text: &'a str, separators: &[char]) -> (String, &'a str) {
    let ends = |c: char| separators.contains(&c) || matches!(c, '\n' | '\r');
    let start = text.trim_start_matches(|c: char| c.is_whitespace() && !ends(c));
    let quoted = start.strip_prefix('"').and_then(in_quotes);
    let (quoted, rest) = quoted.unwrap_or((String::new(), start));
    let end = rest.find(ends).unwrap_or(rest.len());
    let (more, after) = rest.split_at(end);
    ((quoted + more).trim().to_owned(), after)
}

/// What stands in quotes that began before it, and what follows them; a quote that never ends is a letter like others.
fn in_quotes(text: &str) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        inside.push_str(before);
        let Some(more) = after.strip_prefix('"') else {
            return Some((inside, after));
        };
        inside.push('"');
        rest = more;
    }
}

/// The text of a file that a spreadsheet saved: UTF-8, or UTF-16 with its mark ("Unicode text"). `None` where it is
/// neither: in which of many older ways its letters are written nobody can tell.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let units = |read: fn([u8; 2]) -> u16, bytes: &[u8]| -> Option<String> {
        let pairs = bytes.chunks(2).map(|pair| Some(read(pair.try_into().ok()?)));
        String::from_utf16(&pairs.collect::<Option<Vec<u16>>>()?).ok()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => units(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => units(u16::from_be_bytes, rest),
        // No text has it, and files of other kinds do.
        _ if bytes.contains(&0) => None,
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::{rows, text_of};

    #[test]
    fn what_a_spreadsheet_copies_or_saves_becomes_cells() {
        for (text, cells) in [
            // Copied.
            ("a@b.example\tAnna\n", vec![vec!["a@b.example", "Anna"]]),
            (
                "a\tErikson, Anna; Dr.\tx\r\nb\t\"two\nlines\"\t",
                vec![vec!["a", "Erikson, Anna; Dr.", "x"], vec!["b", "two\nlines", ""]],
            ),
            // Saved with commas, as most do, and with semicolons, where a comma stands in numbers.
            (
                "\u{feff}a,\"Erikson, Anna\"\r\nb,Bo\r\n",
                vec![vec!["a", "Erikson, Anna"], vec!["b", "Bo"]],
            ),
            (
                "\"a\";\"Erikson, Anna\";300,5\r\n\"b\";\"Bo; \"\"the\"\" Berg\";\r\n",
                vec![
                    vec!["a", "Erikson, Anna", "300,5"],
                    vec!["b", "Bo; \"the\" Berg", ""],
                ],
            ),
            ("a, \"Anna\" , x", vec![vec!["a", "Anna", "x"]]),
            (
                "a,\"one; two\"\nb,\"three; four\"",
                vec![vec!["a", "one; two"], vec!["b", "three; four"]],
            ),
            // Typed by hand: a quote that doesn't end takes nothing with it.
            ("a,\"Bo\nb,Anna", vec![vec!["a", "\"Bo"], vec!["b", "Anna"]]),
            ("a,5\" pipes", vec![vec!["a", "5\" pipes"]]),
            ("a\rb", vec![vec!["a"], vec!["b"]]),
            ("\n,,\n \n", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(rows(text), cells, "{text:?}");
        }
    }

    #[test]
    fn a_saved_file_is_text_or_is_refused() {
        let utf16 = |swap: bool| -> Vec<u8> {
            let units = "\u{feff}é\t王".encode_utf16();
            units
                .flat_map(|unit| {
                    if swap {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect()
        };
        for bytes in [utf16(true), utf16(false), "é\t王".as_bytes().to_vec()] {
            assert_eq!(text_of(&bytes).as_deref(), Some("é\t王"));
        }
        // GB 18030, Latin-1, half a letter, a workbook.
        for bytes in [&b"\xcd\xf5"[..], b"\xe9\t", b"\xff\xfea", b"PK\x03\x04\x00"] {
            assert_eq!(text_of(bytes), None, "{bytes:?}");
        }
    }
}
