//! What a question to the helpdesk carries along: where the person was, in which browser, with which version of the app.
//! They see it before they send it, and may take it out. No answer and no secret of an address is among it.

use crate::platform;
use crate::text;
use leptos::prelude::{document, window};
use permit::api::help::HelpAbout;
use permit::forms;

/// Under which name the page is remembered in this tab, while the person signs in.
const KEPT: &str = "help-from";
/// A part of an address that is longer is no word of ours.
const WORD: usize = 24;

/// What is carried from a page: the path of its address.
pub fn of(path: &str) -> HelpAbout {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).skip(1).collect();
    let own = |part: &str| part.to_owned();
    let (draft, organisation, invitation) = match parts.as_slice() {
        ["drafts" | "applications", id, ..] => (own(id), String::new(), String::new()),
        ["employer", id, "invitations" | "cases", about, ..] => (String::new(), own(id), own(about)),
        ["employer", id, ..] => (String::new(), own(id), String::new()),
        _ => <(String, String, String)>::default(),
    };
    let is_word = |part: &&str| {
        part.len() <= WORD && part.bytes().all(|b| b.is_ascii_lowercase() || b"-_".contains(&b))
    };
    let shown = parts.iter().map(|part| if is_word(part) { *part } else { "…" });
    HelpAbout {
        page: shown.fold(String::new(), |path, part| path + "/" + part),
        draft,
        organisation,
        invitation,
        ..HelpAbout::default()
    }
}

/// Whether a question says nothing by coming from there: from signing in, or from here.
fn is_on_the_way(about: &HelpAbout) -> bool {
    about.page.is_empty() || about.page.starts_with("/sign-in") || about.page.starts_with("/account")
}

/// The browser in a few words: its name, its version, and what it runs on. The helpdesk reads it in another language.
pub fn browser(agent: &str) -> String {
    let version = |name: &str| {
        let after = agent.split_once(name)?.1;
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        after.get(..end)
    };
    // Each of the later ones calls itself by the names that stand below it too.
    let names = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("MicroMessenger/", "WeChat"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let name = names
        .iter()
        .find_map(|(mark, name)| Some([*name, " ", version(mark)?].concat()));
    let system = systems.iter().find(|(mark, _)| agent.contains(mark));
    let words = [name, system.map(|(_, name)| (*name).to_owned())];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The version of the app, of the form, and the mark of this build.
fn version() -> String {
    let [_, program] = &text::config().preview;
    let mark = program.split_once("?v=").map_or("", |(_, mark)| mark);
    let mark = mark.get(..8).unwrap_or(mark);
    [
        env!("CARGO_PKG_VERSION"),
        " · #",
        &forms::VERSION.to_string(),
        " · ",
        mark,
    ]
    .concat()
}

/// What is carried from the page that led here; that page is remembered while the person signs in.
pub fn here() -> HelpAbout {
    let referrer = document().referrer();
    let origin = window().location().origin().unwrap_or_default();
    let path = referrer.strip_prefix(&origin).unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut about = of(path);
    if is_on_the_way(&about) {
        about = of(&platform::tab_word(KEPT));
    } else {
        platform::set_tab_word(KEPT, path);
    }
    about.browser = browser(&window().navigator().user_agent().unwrap_or_default());
    about.version = version();
    about
}

#[cfg(test)]
mod tests {
    use super::{browser, is_on_the_way, of};

    #[test]
    fn an_address_says_the_page_and_what_it_is_about_and_no_secret() {
        let about = of("/en/drafts/0b9c7e52-1f7e-4c86-9d0a-6f1f5a9f3c11/form/passport");
        assert_eq!(about.page, "/drafts/…/form/passport");
        assert_eq!(about.draft, "0b9c7e52-1f7e-4c86-9d0a-6f1f5a9f3c11");
        let secret = of("/zh-Hans/invitations/dGhpc2lzYXNlY3JldHRoYXRub2JvZHlrbm93cw");
        assert_eq!(
            (secret.page.as_str(), secret.draft.as_str()),
            ("/invitations/…", "")
        );
        let part = of("/en/employer/5a4d8f00/invitations/77aa");
        assert_eq!(
            (
                part.page.as_str(),
                part.organisation.as_str(),
                part.invitation.as_str()
            ),
            ("/employer/…/invitations/…", "5a4d8f00", "77aa")
        );
        assert!(is_on_the_way(&of("/en/sign-in")) && is_on_the_way(&of("/en/account/help")));
        assert!(is_on_the_way(&of("")) && !is_on_the_way(&of("/en/drafts/0b9c")));
    }

    #[test]
    fn a_browser_is_named_in_a_few_words() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome 141 · Linux");
        assert_eq!(browser(&format!("{chrome} Edg/141.0")), "Edge 141 · Linux");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1";
        assert_eq!(browser(phone), "Safari 18 · iPhone");
        assert_eq!(browser("something else"), "");
    }
}
