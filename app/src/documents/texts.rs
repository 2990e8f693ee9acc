//! Every text that this program can ask for is there in every language. (Those of the cropping tool are held by the
//! compiler; that all languages have the same keys is held by a test of `permit`.)

use super::kind::Kind;
use super::picture::{advice, photo};
use super::refused::Refused;
use std::collections::BTreeSet;

fn keys() -> BTreeSet<&'static str> {
    let refused = [
        Refused::SIZE,
        Refused::PIXELS,
        Refused::PAGES,
        Refused::EMPTY,
        Refused::LOCKED,
        Refused::FAILED,
        Refused::INFECTED,
    ];
    let mut keys = BTreeSet::from(photo::UNCHECKED);
    keys.extend(advice::Advice::ALL.map(advice::Advice::key));
    keys.extend(photo::Advice::ALL.map(photo::Advice::key));
    keys.extend(Kind::ALL.map(Kind::refusal));
    keys.extend(refused.map(|refused| refused.key));
    keys
}

#[test]
fn what_is_asked_for_is_there_and_nothing_else() {
    let json = include_str!("../../../public/locales/en/documents.json");
    let texts: std::collections::BTreeMap<String, String> = serde_json::from_str(json).unwrap();
    let there: BTreeSet<&str> = texts
        .keys()
        .map(String::as_str)
        .filter(|key| {
            ["documents.advice.", "documents.photo.", "refused."]
                .iter()
                .any(|group| key.starts_with(group))
        })
        .collect();
    assert_eq!(there, keys());
}
