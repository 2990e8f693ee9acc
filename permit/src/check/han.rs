//! Chinese names: Han characters only (domain.md 4; Unicode blocks of CJK unified ideographs).

use super::fold::fold;
use crate::problem::Code;

/// The longest name, in characters.
pub const LONGEST: usize = 20;

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Tidies a Chinese name: blanks go, any middle dot becomes `·`.
///
/// # Errors
/// [`Code::NotHan`] for anything else; [`Code::TooLong`].
pub fn han_name(raw: &str) -> Result<String, Code> {
    let name: String = fold(raw)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if matches!(c, '•' | '・' | '･' | '‧' | '.' | '∙' | '⋅') {
                '·'
            } else {
                c
            }
        })
        .collect();
    let dots_inside = !name.starts_with('·') && !name.ends_with('·');
    if !dots_inside || !name.chars().all(|c| is_han(c) || c == '·') || name.is_empty() {
        Err(Code::NotHan)
    } else if name.chars().count() > LONGEST {
        Err(Code::TooLong)
    } else {
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::han_name;
    use crate::problem::Code;

    #[test]
    fn only_han_characters_pass() {
        assert_eq!(han_name(" 王 小明 "), Ok("王小明".into()));
        assert_eq!(han_name("阿卜杜拉・买买提"), Ok("阿卜杜拉·买买提".into()));
        assert_eq!(han_name("\u{200b}𠮷田．〇"), Ok("𠮷田·〇".into()));
        for wrong in ["", "Wang", "王a", "ワン", "·王", "김"] {
            assert_eq!(han_name(wrong), Err(Code::NotHan), "{wrong}");
        }
        assert_eq!(han_name(&"王".repeat(21)), Err(Code::TooLong));
    }
}
