//! Which language somebody gets who did not choose one here.

use super::{FALLBACK, all, known};
use crate::document::COOKIE;
use crate::sign_in::cookie;
use axum::http::{HeaderMap, header};

/// The language of who asks: the one that the app remembers, else the browser's.
#[must_use]
pub fn of(headers: &HeaderMap) -> &'static str {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or("");
    match cookie(headers, COOKIE) {
        Some(tag) => known(&tag),
        None => negotiate(accepted),
    }
}

/// What a header such as `Accept-Language` names, each with its weight (RFC 9110, 12.4.2); what has none is not wanted.
pub fn weighed(header: &str) -> impl Iterator<Item = (f32, &str)> {
    header.split(',').filter_map(|part| {
        let (name, rest) = part.split_once(';').unwrap_or((part, ""));
        let weight = rest
            .split(';')
            .find_map(|word| word.trim().strip_prefix("q="))
            .and_then(|weight| weight.trim().parse().ok())
            .unwrap_or(1.0);
        (weight > 0.0).then_some((weight, name.trim()))
    })
}

/// The best language for an `Accept-Language` header.
#[must_use]
pub fn negotiate(header: &str) -> &'static str {
    let mut wanted: Vec<(f32, &str)> = weighed(header).collect();
    // A stable sort: of equal weights the first stands.
    wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
    wanted
        .iter()
        .find_map(|(_, tag)| matching(tag))
        .unwrap_or(FALLBACK)
}

/// `zh-CN`, `zh-SG` and plain `zh` are read in Han simplified; otherwise the longest common beginning decides.
fn matching(tag: &str) -> Option<&'static str> {
    let lower = tag.to_ascii_lowercase();
    let mut parts: Vec<&str> = lower.split('-').collect();
    if parts.first() == Some(&"zh")
        && parts.len() > 1
        && matches!(parts.get(1), Some(&("tw" | "hk" | "mo" | "hant")))
    {
        return all()
            .keys()
            .find(|known| known.eq_ignore_ascii_case("zh-Hant"))
            .copied();
    }
    while !parts.is_empty() {
        let prefix = parts.join("-");
        let found = all().keys().find(|known| {
            let known = known.to_ascii_lowercase();
            known == prefix || known.starts_with(&format!("{prefix}-"))
        });
        if found.is_some() {
            return found.copied();
        }
        parts.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::negotiate;

    #[test]
    fn the_browser_s_languages_decide() {
        assert_eq!(negotiate("zh-CN,zh;q=0.9,en;q=0.8"), "zh-Hans");
        assert_eq!(negotiate("is-IS, en-GB;q=0.7, zh;q=0.9"), "zh-Hans");
        assert_eq!(negotiate("xx, en-US;q=0.5"), "en");
        assert_eq!(negotiate(""), "en");
        assert_eq!(negotiate("zh;q=0, en;q=0.1"), "en");
        for (header, tag) in [
            ("zh-TW", "zh-Hant"),
            ("zh-Hant-HK,en", "zh-Hant"),
            ("zh-SG", "zh-Hans"),
            ("pt-PT", "pt-BR"),
            ("pt", "pt-BR"),
            ("ar-EG,ar;q=0.9", "ar"),
            ("es-MX", "es"),
        ] {
            assert_eq!(negotiate(header), tag, "{header}");
        }
    }
}
