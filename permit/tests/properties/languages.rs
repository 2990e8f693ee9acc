//! A language is complete or fails here: keys, placeholders, plural forms, nothing left in English, marks of direction that
//! end, and the terms of its glossary. Each failure names language, file and key.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use permit::text::{FORMS, counted};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the languages are.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/locales");

/// Texts by key.
pub type Texts = BTreeMap<String, String>;

/// A file's texts.
fn read(path: &Path) -> Texts {
    let json = std::fs::read_to_string(path).expect("a readable file");
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of texts of a language by their names; its glossary is none.
fn files(tag: &str) -> BTreeMap<String, Texts> {
    let mut files = BTreeMap::new();
    for file in std::fs::read_dir(format!("{FOLDER}/{tag}")).expect("a folder of messages") {
        let path = file.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name != "glossary.json" {
            files.insert(name, read(&path));
        }
    }
    files
}

/// The tags of all languages.
fn tags() -> Vec<String> {
    let folders = std::fs::read_dir(FOLDER).expect("the folder of languages");
    let name = |folder: std::io::Result<std::fs::DirEntry>| folder.expect("a language").file_name();
    let mut tags: Vec<String> = folders
        .map(|folder| name(folder).to_string_lossy().into_owned())
        .collect();
    tags.sort();
    assert!(tags.len() >= 2, "English and Chinese at least");
    tags
}

/// The texts of every language, all its files together.
pub fn languages() -> Vec<(String, Texts)> {
    let together = |tag: String| {
        let mut texts = Texts::new();
        for (file, more) in files(&tag) {
            for (key, text) in more {
                assert!(
                    texts.insert(key.clone(), text).is_none(),
                    "{tag}/{file}: {key} stands in two files"
                );
            }
        }
        (tag, texts)
    };
    tags().into_iter().map(together).collect()
}

/// The names that a text has places for.
pub fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split("}}").next())
        .collect()
}

/// The forms that CLDR has for whole numbers of the size that the portal speaks of.
fn forms_of_cldr(tag: &str) -> BTreeSet<&'static str> {
    let locale = Locale::try_from_str(tag).expect("a tag");
    let rules = PluralRules::try_new_cardinal((&locale).into()).expect("plural rules");
    let there: Vec<_> = (0_u32..=1000).map(|number| rules.category_for(number)).collect();
    let is_there =
        |name: &&str| PluralCategory::get_for_cldr_string(name).is_some_and(|form| there.contains(&form));
    FORMS.into_iter().filter(is_there).collect()
}

/// Whether CLDR has a form for one number alone, which a text may then say in a word.
fn is_of_one_number(tag: &str, form: &str) -> bool {
    let locale = Locale::try_from_str(tag).expect("a tag");
    let rules = PluralRules::try_new_cardinal((&locale).into()).expect("plural rules");
    let form = PluralCategory::get_for_cldr_string(form);
    let of_form = (0_u32..=1000).filter(|number| Some(rules.category_for(*number)) == form);
    of_form.count() == 1
}

/// The name of the place whose number chooses the form.
fn counts<'a>(places: &BTreeSet<&'a str>) -> &'a str {
    let chooses = |name: &&&str| {
        let all: Vec<_> = places
            .iter()
            .map(|other| (*other, if other == *name { "2" } else { "3" }))
            .collect();
        counted(&all) == Some(2)
    };
    places.iter().find(chooses).copied().unwrap_or_default()
}

/// The forms that a language says it has, beside the usual one.
fn forms(tag: &str) -> BTreeSet<&'static str> {
    let said = files(tag)
        .into_values()
        .find_map(|mut texts| texts.remove("locale.forms"));
    let said = said.unwrap_or_else(|| panic!("{tag}/server.json lacks locale.forms"));
    let is_said = |form: &&str| said.split(' ').any(|one| one == *form);
    FORMS.into_iter().filter(is_said).collect()
}

/// A key without the name of a plural form, if it is that of one: English decides which texts have forms.
fn base<'a>(key: &'a str, english: &Texts) -> Option<&'a str> {
    let (base, form) = key.rsplit_once('_')?;
    let is_form = FORMS.contains(&form);
    let has_forms = english.contains_key(base) && english.contains_key(&format!("{base}_one"));
    (is_form && has_forms).then_some(base)
}

/// Does `check` for each text of each language with the English one beside it, and says all that it found.
fn everywhere(check: impl Fn(&str, &str, &str, &str) -> Option<String>) {
    let english: Texts = files("en").into_values().flatten().collect();
    let mut found = Vec::new();
    for tag in tags() {
        for (file, texts) in files(&tag) {
            for (key, text) in &texts {
                let of = base(key, &english).unwrap_or(key);
                let Some(source) = english.get(of) else { continue };
                if let Some(wrong) = check(&tag, key, source, text) {
                    found.push(format!("{tag}/{file}: {key}: {wrong}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn each_file_of_each_language_has_the_keys_of_english_and_the_plural_forms_of_its_own() {
    let english = files("en");
    let all: Texts = english.values().flat_map(Clone::clone).collect();
    let mut found = Vec::new();
    for tag in tags() {
        let (theirs, forms) = (files(&tag), forms(&tag));
        for (file, texts) in &english {
            let mut wanted = BTreeSet::new();
            for key in texts.keys() {
                if base(key, &all).is_some() {
                    continue;
                }
                wanted.insert(key.clone());
                if all.contains_key(&format!("{key}_one")) {
                    wanted.extend(forms.iter().map(|form| format!("{key}_{form}")));
                }
            }
            let there: BTreeSet<String> = theirs
                .get(file)
                .map(|texts| texts.keys().cloned().collect())
                .unwrap_or_default();
            let missing = wanted.difference(&there).map(|key| ("lacks", key));
            let superfluous = there.difference(&wanted).map(|key| ("has too much", key));
            found.extend(
                missing
                    .chain(superfluous)
                    .map(|(what, key)| format!("{tag}/{file} {what}: {key}")),
            );
        }
        let other = theirs.keys().filter(|file| !english.contains_key(*file));
        found.extend(other.map(|file| format!("{tag}/{file} is no file of texts")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A language whose nouns have one shape may say so (`other`), whatever form CLDR has for one: for Vietnamese it has one
/// since lately, and older browsers know none.
#[test]
fn each_language_says_the_plural_forms_that_cldr_has_or_that_it_has_one_shape() {
    let all = languages();
    for (tag, texts) in &all {
        let said = texts.get("locale.forms").map_or("", String::as_str);
        let forms = FORMS.into_iter().chain(["other"]);
        let cldr: Vec<&str> = forms
            .filter(|form| *form == "other" || forms_of_cldr(tag).contains(form))
            .collect();
        let cldr = cldr.join(" ");
        assert!(
            said == cldr || said == "other" && forms_of_cldr(tag).iter().all(|form| *form == "one"),
            "{tag}: {said:?}, and CLDR has {cldr:?}"
        );
    }
}

/// A plural form of one number may say it in words; nothing else may be left out, and nothing added.
#[test]
fn all_languages_have_the_same_placeholders() {
    let english: Texts = files("en").into_values().flatten().collect();
    everywhere(|tag, key, source, text| {
        let (wanted, there) = (placeholders(source), placeholders(text));
        let is_right = match base(key, &english) {
            Some(_) => {
                let form = key.rsplit('_').next().unwrap_or_default();
                let mut dropped = wanted.difference(&there);
                let is_said = |name: &&str| *name == counts(&wanted) && is_of_one_number(tag, form);
                there.is_subset(&wanted) && dropped.all(is_said)
            }
            None => there == wanted,
        };
        (!is_right).then(|| format!("{there:?} instead of {wanted:?}"))
    });
}

/// A sentence that is the English one was forgotten; in another script any word.
#[test]
fn nothing_is_left_in_english() {
    let english: Texts = files("en").into_values().flatten().collect();
    let apart: BTreeMap<String, bool> = languages()
        .into_iter()
        .map(|(tag, texts)| {
            let is_apart = !texts["locale.name"].contains(|c: char| c.is_ascii_alphabetic());
            (tag, is_apart)
        })
        .collect();
    let has_word = |text: &str| {
        let mut words = text.split_whitespace().filter(|word| !word.contains("{{"));
        words.any(|word| word.contains(|c: char| c.is_ascii_lowercase()))
    };
    let is_sentence = |text: &str| {
        let words = text.split_whitespace().filter(|word| !word.contains("{{"));
        words
            .filter(|word| word.chars().any(|c| c.is_ascii_lowercase()))
            .count()
            > 3
    };
    everywhere(|tag, key, source, text| {
        // Of a plural form also the English one of that form.
        let is_english = text == source || english.get(key).is_some_and(|same| same == text);
        let is_left = is_sentence(text) || apart[tag] && has_word(text);
        (tag != "en" && key != "locale.dir" && is_english && is_left)
            .then(|| "is the English text".to_owned())
    });
}

/// A sign that stands apart from its word must not begin a line.
#[test]
fn french_signs_stay_with_their_words() {
    everywhere(|tag, _, _, text| {
        let loose = [" :", " ;", " ?", " !", " »", "« "];
        let found = loose.into_iter().find(|sign| text.contains(sign));
        found
            .filter(|_| tag == "fr")
            .map(|sign| format!("an ordinary blank in {sign:?}"))
    });
}

#[test]
fn what_begins_a_direction_ends_it() {
    everywhere(|_, _, _, text| {
        let mut open = Vec::new();
        let match_up = text.chars().all(|c| match c {
            '\u{2066}'..='\u{2068}' => {
                open.push('\u{2069}');
                true
            }
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => {
                open.push('\u{202c}');
                true
            }
            '\u{2069}' | '\u{202c}' => open.pop() == Some(c),
            _ => true,
        });
        (!match_up || !open.is_empty()).then(|| "marks of direction do not match".to_owned())
    });
}

/// The terms of a glossary: first the term, then beginnings of words by which its forms are found.
fn glossary(tag: &str) -> BTreeMap<String, Vec<String>> {
    read(Path::new(&format!("{FOLDER}/{tag}/glossary.json")))
        .into_iter()
        .map(|(term, stems)| (term, stems.split(" | ").map(str::to_lowercase).collect()))
        .collect()
}

/// A text without its placeholders: their names are no words of it.
fn words(text: &str) -> String {
    let mut pieces = text.split("{{");
    let first = pieces.next().unwrap_or_default().to_owned();
    let after = pieces.map(|piece| piece.split_once("}}").map_or("", |(_, after)| after));
    after.fold(first, |words, after| words + after).to_lowercase()
}

/// Where English speaks of a term, each language says its own word for it.
#[test]
fn terms_are_those_of_the_glossary() {
    let english = glossary("en");
    let glossaries: BTreeMap<String, _> = tags()
        .into_iter()
        .map(|tag| (tag.clone(), glossary(&tag)))
        .collect();
    for (tag, terms) in &glossaries {
        let (theirs, ours): (Vec<_>, Vec<_>) = (terms.keys().collect(), english.keys().collect());
        assert_eq!(theirs, ours, "{tag}/glossary.json");
    }
    everywhere(|tag, _, source, text| {
        let (source, text) = (words(source), words(text));
        let spoken_of = english
            .iter()
            .filter(|(_, words)| words.iter().any(|word| source.contains(word)));
        let missing: Vec<&str> = spoken_of
            .filter(|(term, _)| {
                let stems = glossaries.get(tag).and_then(|terms| terms.get(*term));
                !stems.is_some_and(|stems| stems.iter().any(|stem| text.contains(stem)))
            })
            .map(|(term, _)| term.as_str())
            .collect();
        (!missing.is_empty()).then(|| format!("without the glossary's {}: {text}", missing.join(", ")))
    });
}
