//! What all lists have in common: their pages, and how a word is searched.

use super::unsigned;

/// Where a page lies in a list.
pub(super) struct Paging {
    /// How many rows stand on a page.
    pub size: i64,
    /// How many rows there are before it.
    pub offset: i64,
    /// Which it is, from 1: of one behind the last, the last.
    pub page: u32,
    /// How many there are; at least 1.
    pub pages: u32,
    /// How many rows there are on all.
    pub total: u64,
}

impl Paging {
    /// The page that is asked for, of so many rows.
    pub fn of(total: i64, size: u32, asked: u32) -> Self {
        let size = i64::from(size);
        let pages = ((total + size - 1) / size).max(1);
        let page = i64::from(asked).clamp(1, pages);
        let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            size,
            offset: (page - 1) * size,
            page: small(page),
            pages: small(pages),
            total: unsigned(total),
        }
    }
}

/// What `like … escape '\\'` finds this word with, wherever it stands.
pub(super) fn anywhere(word: &str) -> String {
    let plain = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{plain}%")
}
