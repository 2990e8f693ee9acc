//! Chinese names: Han characters only (domain.md 4; Unicode blocks of CJK unified ideographs).

use super::fold::fold;
use crate::problem::Code;

/// The longest name, in characters.
pub const LONGEST: usize = 20;

const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

const fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether there is a Chinese character in a text.
#[must_use]
pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether a text has words that an office in China does not read: letters of another script than Chinese and Latin
/// (Japanese and Korean are written with Chinese characters beside their own), or as many Latin ones that the Chinese are
/// the fewer. A few stand in Chinese texts, too: `IT工程师`.
#[must_use]
pub fn is_foreign(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic() && !is_han(*c));
    letters().any(|c| !is_latin(c)) || letters().count() > text.chars().filter(|c| is_han(*c)).count()
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
    use super::{han_name, has_han, is_foreign};
    use crate::problem::Code;

    #[test]
    fn what_an_office_in_china_reads_is_told_from_other_words() {
        for chinese in [
            "北京大学",
            "IT工程师",
            "销售（华东）",
            "〇一工厂",
            "3M中国公司",
            "2019–2021",
            "",
            "—",
        ] {
            assert!(!is_foreign(chinese), "{chinese}");
        }
        for foreign in [
            "Pumpar AB",
            "ООО Насос",
            "東京エンジニアリング",
            "ロボット工学研究室",
            "서울대학교",
            "جامعة",
            "软件 (software development)",
            "N/A",
            "Ａ",
        ] {
            assert!(is_foreign(foreign), "{foreign}");
        }
        assert!(has_han("Pumpar 水泵") && !has_han("Pumpar 12") && !has_han("ポンプ"));
    }

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
