//! Which language somebody gets who did not choose one here.

use super::{FALLBACK, all, known};
use crate::document::COOKIE;
use crate::sign_in::cookie;
use axum::http::{HeaderMap, header};
use icu_locale::{LanguageIdentifier, Locale, LocaleExpander};

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

/// A tag with the script and the place that are likely where it names none (CLDR): `zh-Hant-TW` of `zh-TW`.
#[must_use]
pub fn likely(tag: &str) -> Option<LanguageIdentifier> {
    let mut whole = Locale::try_from_str(tag).ok()?.id;
    LocaleExpander::new_common().maximize(&mut whole);
    Some(whole)
}

/// The language that is read like this one: in its script before all, then in its place; of several the first.
fn matching(tag: &str) -> Option<&'static str> {
    // Of a tag of an older shape (`zh-cmn-Hans-CN`) its language is known at least.
    let wanted = likely(tag).or_else(|| likely(tag.split('-').next()?))?;
    let known = all().keys().filter_map(|tag| Some((*tag, likely(tag)?)));
    let nearest = known
        .filter(|(_, known)| known.language == wanted.language)
        .min_by_key(|(_, known)| (known.script != wanted.script, known.region != wanted.region));
    nearest.map(|(tag, _)| tag)
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
            ("zh-HK", "zh-Hant"),
            ("zh-SG", "zh-Hans"),
            ("zh-Hant-CN", "zh-Hant"),
            ("zh-cmn-Hans-CN,en", "zh-Hans"),
            ("en-US-u-hc-h12", "en"),
            ("pt-PT", "pt-BR"),
            ("pt", "pt-BR"),
            ("ar-EG,ar;q=0.9", "ar"),
            ("es-MX", "es"),
        ] {
            assert_eq!(negotiate(header), tag, "{header}");
        }
    }
}
