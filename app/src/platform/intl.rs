//! Names, dates, numbers and lists in the reader's language: the browser's `Intl`, nothing of our own.

use super::{object, property};
use crate::text;
use js_sys::{Array, Function, JsString, Reflect};
use leptos::wasm_bindgen::{JsCast, JsValue};
use permit::country;
use permit::date::{Date, Month};
use std::cell::RefCell;

/// A part of a date, where each is typed by itself; as a number its place in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
}

thread_local! {
    /// Formatters are dear to make: one of each name, for the language that is shown.
    static MADE: RefCell<(String, Vec<(&'static str, JsValue)>)> = const { RefCell::new((String::new(), Vec::new())) };
    static COUNTRIES: RefCell<(String, Vec<(&'static str, String)>)> = const { RefCell::new((String::new(), Vec::new())) };
}

/// The reader's own variety of the language that is shown: British dates for a British browser. Digits and years are those
/// of the passport, in every language.
fn tongue() -> String {
    let shown = text::locale();
    let own = leptos::prelude::window()
        .navigator()
        .language()
        .unwrap_or_default();
    // What a browser adds of its own (`-u-hc-h12`) would make two extensions of it.
    let own = own.split("-u-").next().unwrap_or_default();
    let tongue = if own.split('-').next() == Some(&shown) {
        own
    } else {
        &shown
    };
    [tongue, "-u-ca-gregory-nu-latn"].concat()
}

/// An object of this class of `Intl` for a language; `undefined` where the browser has none.
fn made(kind: &str, locale: &str, options: &[(&str, JsValue)]) -> JsValue {
    let class = property(&property(&js_sys::global(), "Intl"), kind);
    let made = class.dyn_into::<Function>().ok().and_then(|class| {
        Reflect::construct(&class, &Array::of2(&JsValue::from_str(locale), &object(options))).ok()
    });
    made.unwrap_or(JsValue::UNDEFINED)
}

/// The formatter of this name: `kind` is the class of `Intl`, `options` its settings.
fn formatter(name: &'static str, kind: &str, options: &[(&str, JsValue)]) -> JsValue {
    let locale = tongue();
    let kept = MADE.with_borrow_mut(|(of, made)| {
        if *of != locale {
            of.clone_from(&locale);
            made.clear();
        }
        made.iter()
            .find(|(other, _)| *other == name)
            .map(|(_, made)| made.clone())
    });
    if let Some(made) = kept {
        return made;
    }
    let made = made(kind, &locale, options);
    MADE.with_borrow_mut(|(_, all)| all.push((name, made.clone())));
    made
}

/// Calls a method of a formatter.
fn call(formatter: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    property(formatter, method)
        .dyn_into::<Function>()
        .ok()?
        .call1(formatter, argument)
        .ok()
}

fn formatted(formatter: &JsValue, argument: &JsValue) -> Option<String> {
    call(formatter, "format", argument)?.as_string()
}

fn word(text: &str) -> JsValue {
    JsValue::from_str(text)
}

/// What these names call a country by its alpha-2 code.
fn region(names: &JsValue, alpha2: &str) -> Option<String> {
    call(names, "of", &word(alpha2))?.as_string()
}

/// The name of a country by its alpha-3 code; the code itself where the browser knows none.
pub fn country_name(alpha3: &str) -> String {
    let names = formatter("country", "DisplayNames", &[("type", word("region"))]);
    let name = country::alpha2(alpha3).and_then(|alpha2| region(&names, alpha2));
    name.unwrap_or_else(|| alpha3.to_owned())
}

/// All countries, each with all that it is called: by its codes, and in every language of the portal.
pub fn countries_called() -> Vec<(&'static str, String)> {
    let languages = text::config().locales.iter();
    let languages: Vec<JsValue> = languages
        .map(|one| made("DisplayNames", &one.tag, &[("type", word("region"))]))
        .collect();
    let called = |&(alpha3, alpha2): &(&'static str, &'static str)| {
        let mut all = [" ", alpha2, " ", alpha3].concat();
        for name in languages.iter().filter_map(|names| region(names, alpha2)) {
            all.push(' ');
            all.push_str(&name);
        }
        (alpha3, all)
    };
    country::ALL.iter().map(called).collect()
}

/// A text in small letters, with what stands on a letter as a sign of its own behind it (Unicode, NFKD).
pub fn taken_apart(text: &str) -> String {
    JsString::from(text).normalize("NFKD").to_lower_case().into()
}

/// The name of a language by its tag; the tag itself where the browser knows none.
pub fn language_name(tag: &str) -> String {
    let names = formatter("language", "DisplayNames", &[("type", word("language"))]);
    let name = call(&names, "of", &word(tag)).and_then(|name| name.as_string());
    name.unwrap_or_else(|| tag.to_owned())
}

/// All countries with their names, in the reader's order.
pub fn countries_sorted() -> Vec<(&'static str, String)> {
    let locale = text::locale();
    let kept = COUNTRIES.with_borrow(|(of, list)| (*of == locale).then(|| list.clone()));
    kept.unwrap_or_else(|| {
        let mut named: Vec<_> = country::ALL
            .iter()
            .map(|(alpha3, _)| (*alpha3, country_name(alpha3)))
            .collect();
        sort_by_name(&mut named);
        COUNTRIES.set((locale, named.clone()));
        named
    })
}

/// Sorts by name as the reader's language sorts; the browser does the sorting.
pub fn sort_by_name(named: &mut Vec<(&'static str, String)>) {
    let compare = property(&formatter("collator", "Collator", &[]), "compare");
    let names: Array = named.iter().map(|(_, name)| word(name)).collect();
    if let Ok(sort) = property(&names, "sort").dyn_into::<Function>() {
        let _ = sort.call1(&names, &compare);
    }
    let mut sorted = Vec::with_capacity(named.len());
    for name in names.iter().filter_map(|name| name.as_string()) {
        if let Some(place) = named.iter().position(|(_, other)| *other == name) {
            sorted.push(named.swap_remove(place));
        }
    }
    *named = sorted;
}

/// A moment as `Intl` takes it.
fn moment(seconds: i64) -> JsValue {
    js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1000.0)).into()
}

fn midnight(year: i16, month: i8, day: i8) -> JsValue {
    let date = js_sys::Date::new(&JsValue::from_f64(0.0));
    date.set_utc_full_year_with_month_date(
        u32::try_from(year).unwrap_or(1970),
        i32::from(month) - 1,
        i32::from(day),
    );
    date.into()
}

/// A civil date.
pub fn date_text(date: Date) -> String {
    let options = [
        ("day", word("numeric")),
        ("month", word("long")),
        ("year", word("numeric")),
        ("timeZone", word("UTC")),
    ];
    let format = formatter("date", "DateTimeFormat", &options);
    formatted(&format, &midnight(date.year(), date.month(), date.day())).unwrap_or_else(|| date.to_string())
}

/// A month.
pub fn month_text(month: Month) -> String {
    let options = [
        ("month", word("long")),
        ("year", word("numeric")),
        ("timeZone", word("UTC")),
    ];
    let format = formatter("month", "DateTimeFormat", &options);
    let iso = month.iso();
    let number = |from: usize, to: usize| {
        iso.get(from..to)
            .and_then(|part| part.parse::<i16>().ok())
            .unwrap_or(1)
    };
    let day = midnight(number(0, 4), i8::try_from(number(5, 7)).unwrap_or(1), 1);
    formatted(&format, &day).unwrap_or(iso)
}

/// A time of the day, in the person's own zone.
pub fn time_text(seconds: i64) -> String {
    let format = formatter(
        "time",
        "DateTimeFormat",
        &[("hour", word("2-digit")), ("minute", word("2-digit"))],
    );
    formatted(&format, &moment(seconds)).unwrap_or_default()
}

/// A full hour of the day.
pub fn hour_text(hour: u8) -> String {
    let options = [
        ("hour", word("2-digit")),
        ("minute", word("2-digit")),
        ("timeZone", word("UTC")),
    ];
    let format = formatter("hour", "DateTimeFormat", &options);
    formatted(&format, &moment(i64::from(hour) * 3_600)).unwrap_or_else(|| hour.to_string())
}

/// Whether a moment is of today, in the person's own zone.
pub fn is_today(seconds: i64) -> bool {
    let day = |moment: &JsValue| js_sys::Date::new(moment).to_date_string();
    day(&moment(seconds)) == day(&js_sys::Date::now().into())
}

/// A moment with its date, in the person's own zone.
pub fn date_time_text(seconds: i64) -> String {
    let format = formatter(
        "date_time",
        "DateTimeFormat",
        &[("dateStyle", word("long")), ("timeStyle", word("short"))],
    );
    formatted(&format, &moment(seconds)).unwrap_or_default()
}

/// A whole number.
pub fn number_text(number: u32) -> String {
    let format = formatter("number", "NumberFormat", &[]);
    formatted(&format, &JsValue::from_f64(f64::from(number))).unwrap_or_else(|| number.to_string())
}

/// CLDR's name of the plural form that a number asks for.
pub fn plural(number: u32) -> String {
    let rules = formatter("plural", "PluralRules", &[]);
    let form = call(&rules, "select", &JsValue::from_f64(f64::from(number)));
    form.and_then(|form| form.as_string()).unwrap_or_default()
}

/// Whole yuan.
pub fn yuan_text(yuan: u32) -> String {
    let options = [
        ("style", word("currency")),
        ("currency", word("CNY")),
        ("maximumFractionDigits", JsValue::from_f64(0.0)),
    ];
    let format = formatter("yuan", "NumberFormat", &options);
    formatted(&format, &JsValue::from_f64(f64::from(yuan))).unwrap_or_else(|| yuan.to_string())
}

/// Several things in a sentence.
pub fn list_text(items: &[String]) -> String {
    listed(&formatter("list", "ListFormat", &[]), items)
}

/// One of several things in a sentence.
pub fn either_text(items: &[String]) -> String {
    let options = [("type", word("disjunction"))];
    listed(&formatter("either", "ListFormat", &options), items)
}

fn listed(format: &JsValue, items: &[String]) -> String {
    let array: Array = items.iter().map(|item| word(item)).collect();
    formatted(format, &array).unwrap_or_else(|| items.join(", "))
}

/// The order in which the reader writes a date.
pub fn date_order(with_day: bool) -> Vec<DatePart> {
    let options = [
        ("day", word("2-digit")),
        ("month", word("2-digit")),
        ("year", word("numeric")),
    ];
    let format = formatter("order", "DateTimeFormat", &options);
    let parts = call(&format, "formatToParts", &moment(0)).and_then(|parts| parts.dyn_into::<Array>().ok());
    let mut order: Vec<DatePart> = parts
        .unwrap_or_default()
        .iter()
        .filter_map(|part| match property(&part, "type").as_string().as_deref() {
            Some("day") => Some(DatePart::Day),
            Some("month") => Some(DatePart::Month),
            Some("year") => Some(DatePart::Year),
            _ => None,
        })
        .collect();
    // Whoever does not begin with the year reads day, month, year as the examples have it.
    if order.first() != Some(&DatePart::Year) || order.len() != 3 {
        order = vec![DatePart::Day, DatePart::Month, DatePart::Year];
    }
    order.retain(|part| with_day || *part != DatePart::Day);
    order
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Every file of the app that sets a mark of one language between things.
    fn with_marks(folder: &Path, found: &mut Vec<String>) {
        // In pieces, for this file is one of those that are looked at.
        let marks = [", ", "; ", " / "].map(|mark| ["join(\"", mark, "\")"].concat());
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                with_marks(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                if marks.iter().any(|mark| source.contains(mark)) {
                    found.push(path.file_name().unwrap().to_string_lossy().into_owned());
                }
            }
        }
    }

    /// What stands between the things of a list is another mark or a word in each language. Without a formatter, here, it
    /// is a comma.
    #[test]
    fn lists_are_written_by_the_browser() {
        let mut found = Vec::new();
        with_marks(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert_eq!(found, ["intl.rs"]);
    }
}
