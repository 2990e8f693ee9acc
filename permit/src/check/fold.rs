//! Harmless noise: how the same thing comes out of other keyboards, other scripts' digits, and copy and paste.

/// The first digit of the decimal digits of the scripts that people type numbers in (Unicode, `Nd`).
const ZEROS: &[char] = &[
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{1810}',
];

/// Full-width letters, digits and signs, other scripts' digits, unusual blanks and dashes become plain ASCII;
/// invisible marks go; blanks around go.
#[must_use]
pub fn fold(raw: &str) -> String {
    let folded: String = raw.chars().filter_map(plain).collect();
    folded.trim().into()
}

fn plain(c: char) -> Option<char> {
    let code = u32::from(c);
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0),
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{1680}' | '\t' => {
            Some(' ')
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ad}' => None,
        '\u{b4}' | '\u{2b9}'..='\u{2bc}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{a78c}' => Some('\''),
        _ => {
            let digit = ZEROS
                .iter()
                .map(|zero| u32::from(*zero))
                .find(|zero| (*zero..zero + 10).contains(&code));
            digit.map_or(Some(c), |zero| char::from_digit(code - zero, 10))
        }
    }
}

/// The same without blanks and hyphens, in upper case: for codes and numbers of documents.
#[must_use]
pub fn code(raw: &str) -> String {
    fold(raw)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{code, fold};

    #[test]
    fn other_keyboards_mean_the_same() {
        assert_eq!(fold("\u{feff}１９９３－０５−０１ "), "1993-05-01");
        assert_eq!(fold("٣٠٠٬٠٠٠").replace('٬', ""), "300000");
        assert_eq!(fold("۱۲"), "12");
        assert_eq!(code(" l898-902 ｃ3\u{200e}"), "L898902C3");
        assert_eq!(fold("O’Neil"), "O'Neil");
    }
}
