//! What browser it is, in a few words: enough for somebody to know their own again, and no more is kept.

use axum::http::{HeaderMap, header};

/// In the order in which they must be looked for: many call themselves by the names of others as well.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger/", "WeChat"),
    ("EdgiOS/", "Edge"),
    ("EdgA/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("UCBrowser/", "UC Browser"),
    ("HuaweiBrowser/", "Huawei Browser"),
    ("QQBrowser/", "QQ Browser"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Browser and system, each empty where it can't be told, as they are kept: `Firefox/Windows`.
#[must_use]
pub fn of(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or("");
    let first = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(sign, _)| said.contains(sign));
        found.map_or("", |(_, name)| *name)
    };
    format!("{}/{}", first(BROWSERS), first(SYSTEMS))
}

/// What was kept as browser and system.
#[must_use]
pub fn parts(kept: &str) -> (String, String) {
    let (browser, system) = kept.split_once('/').unwrap_or((kept, ""));
    (browser.into(), system.into())
}

#[cfg(test)]
mod tests {
    use super::{of, parts};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn a_browser_is_known_by_its_own_name() {
        for (said, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox/Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
                "Chrome/Android",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge/Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
                "Safari/iPhone",
            ),
            ("curl/8.0", "/"),
            ("", "/"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_static(said));
            assert_eq!(of(&headers), expected);
        }
        assert_eq!(parts("Firefox/Windows"), ("Firefox".into(), "Windows".into()));
        assert_eq!(parts(""), (String::new(), String::new()));
    }
}
