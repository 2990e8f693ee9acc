//! Dates, times, numbers, money, lists and plural forms of a language: ICU4X, nothing of our own. Digits are European and
//! years are Gregorian in every language, as on the passport.

use super::{text, text_with};
use icu_datetime::fieldsets::{T, YM, YMD};
use icu_datetime::input::{Date, Time};
use icu_datetime::{DateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use permit::date::{self, Date as Day, Month};
use permit::text::FORMS;

/// The language as CLDR knows it, in the variety that it says itself: British dates in English, where nobody reads the day
/// for the month.
fn locale(tag: &str) -> Locale {
    let written = text(tag, "locale.cldr");
    let parsed = Locale::try_from_str(&format!("{written}-u-ca-gregory-nu-latn"));
    parsed.unwrap_or(Locale::UNKNOWN)
}

/// The plural form that a number asks for; nothing where it is the usual one (`other`).
pub(super) fn plural(tag: &str, number: u32) -> Option<&'static str> {
    let rules = PluralRules::try_new_cardinal(locale(tag).into()).ok()?;
    let form = rules.category_for(number);
    FORMS
        .into_iter()
        .find(|name| PluralCategory::get_for_cldr_string(name) == Some(form))
}

/// A value as a text takes it: a date in words, all others as they are.
pub(super) fn value(tag: &str, value: &str) -> String {
    // Ten signs and no more: no other way of writing a date is meant.
    let day: Option<Day> = (value.len() == 10).then(|| value.parse().ok()).flatten();
    day.map_or_else(|| value.to_owned(), |day| date_text(tag, day))
}

/// A day in words.
#[must_use]
pub fn date_text(tag: &str, day: Day) -> String {
    let written = || {
        let month = u8::try_from(day.month()).ok()?;
        let date = Date::try_new_iso(day.year().into(), month, u8::try_from(day.day()).ok()?).ok()?;
        let formatter = DateTimeFormatter::try_new(locale(tag).into(), YMD::long()).ok()?;
        Some(formatter.format(&date).to_string())
    };
    written().unwrap_or_else(|| date::iso(day))
}

/// A month of a year in words.
#[must_use]
pub fn month_text(tag: &str, month: Month) -> String {
    let written = || {
        let first = date::parse(&format!("{}-01", month.iso())).ok()?;
        let number = u8::try_from(first.month()).ok()?;
        let date = Date::try_new_iso(first.year().into(), number, 1).ok()?;
        let formatter = DateTimeFormatter::try_new(locale(tag).into(), YM::long()).ok()?;
        Some(formatter.format(&date).to_string())
    };
    written().unwrap_or_else(|| month.iso())
}

/// A time of the day, with twelve hours or twenty-four.
#[must_use]
pub fn time_text(tag: &str, hour: u8, minute: u8) -> String {
    let written = || {
        let time = Time::try_new(hour, minute, 0, 0).ok()?;
        let formatter = NoCalendarFormatter::try_new(locale(tag).into(), T::hm()).ok()?;
        Some(formatter.format(&time).to_string())
    };
    written().unwrap_or_else(|| format!("{hour:02}:{minute:02}"))
}

/// A whole number, its groups of digits set apart as the language does.
#[must_use]
pub fn number_text(tag: &str, number: u32) -> String {
    let formatter = DecimalFormatter::try_new(locale(tag).into(), Default::default());
    formatter.map_or_else(
        |_| number.to_string(),
        |formatter| formatter.format_to_string(&number.into()),
    )
}

/// Whole yuan. ICU4X has no stable formatter of money yet: what stands beside the number is a text that `make names` takes
/// from CLDR.
#[must_use]
pub fn yuan_text(tag: &str, yuan: u32) -> String {
    text_with(tag, "pdf.yuan", &[("amount", &number_text(tag, yuan))])
}

/// Several things in a sentence.
#[must_use]
pub fn list_text(tag: &str, items: &[String]) -> String {
    let formatter = ListFormatter::try_new_and(locale(tag).into(), ListFormatterOptions::default());
    formatter.map_or_else(
        |_| items.join(", "),
        |formatter| formatter.format(items.iter()).to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::{list_text, locale, month_text, number_text, plural, time_text, value, yuan_text};

    #[test]
    fn each_language_says_a_variety_of_its_own() {
        for tag in crate::locales::all().keys() {
            let own = icu_locale_core::Locale::try_from_str(tag).unwrap();
            assert_eq!(locale(tag).id.language, own.id.language, "{tag}");
        }
    }

    #[test]
    fn dates_are_written_as_the_language_does() {
        for (tag, text) in [("en", "26 November 2026"), ("zh-Hans", "2026年11月26日")] {
            assert_eq!(value(tag, "2026-11-26"), text);
        }
        assert_eq!(value("en", "WP-2026-11-26"), "WP-2026-11-26");
        assert_eq!(value("en", "2026-13-01"), "2026-13-01");
    }

    #[test]
    fn a_month_has_its_words_and_everywhere_a_year_of_our_digits() {
        let month = permit::date::parse_month("2019-9").unwrap();
        for (tag, text) in [
            ("en", "September 2019"),
            ("zh-Hans", "2019年9月"),
            ("ja", "2019年9月"),
            ("ko", "2019년 9월"),
            ("de", "September 2019"),
            ("ar", "سبتمبر 2019"),
            ("pt-BR", "setembro de 2019"),
            ("ru", "сентябрь 2019\u{202f}г."),
            ("vi", "tháng 9 năm 2019"),
        ] {
            assert_eq!(month_text(tag, month), text, "{tag}");
        }
        for tag in crate::locales::all().keys() {
            assert!(month_text(tag, month).contains("2019"), "{tag}");
            assert!(value(tag, "2019-09-30").contains("2019"), "{tag}");
            assert!(value(tag, "2019-09-30").contains("30"), "{tag}");
        }
    }

    #[test]
    fn numbers_too() {
        assert_eq!(number_text("en", 100_000_000), "100,000,000");
        assert_eq!(number_text("zh-Hans", 999), "999");
    }

    #[test]
    fn a_time_has_the_hours_of_its_language() {
        for (tag, text) in [
            ("en", "18:05"),
            ("de", "18:05"),
            ("zh-Hans", "18:05"),
            ("zh-Hant", "下午6:05"),
        ] {
            assert_eq!(time_text(tag, 18, 5), text, "{tag}");
        }
        for tag in crate::locales::all().keys() {
            assert!(time_text(tag, 18, 5).contains(":05"), "{tag}");
        }
    }

    /// The blanks between number and currency do not break.
    #[test]
    fn money_is_written_as_the_language_does() {
        for (tag, text) in [
            ("en", "CN¥1,300,000"),
            ("de", "1.300.000\u{a0}CN¥"),
            ("es", "1.300.000\u{a0}CNY"),
            ("fr", "1\u{202f}300\u{202f}000\u{a0}CNY"),
            ("ja", "元\u{a0}1,300,000"),
            ("zh-Hans", "¥1,300,000"),
            // Its own mark of direction, and those around what reads from the left.
            ("ar", "\u{200f}\u{2068}1,300,000\u{2069}\u{a0}CN¥"),
        ] {
            assert_eq!(yuan_text(tag, 1_300_000), text, "{tag}");
        }
    }

    #[test]
    fn a_list_has_the_marks_and_words_of_its_language() {
        let list = |tag: &str, said: &[&str]| {
            let said: Vec<String> = said.iter().map(|one| (*one).to_owned()).collect();
            list_text(tag, &said)
        };
        assert_eq!(list("en", &[]), "");
        assert_eq!(list("en", &["Anna"]), "Anna");
        for (tag, two, three) in [
            ("en", "A and B", "A, B and C"),
            ("de", "A und B", "A, B und C"),
            ("fr", "A et B", "A, B et C"),
            ("ja", "A、B", "A、B、C"),
            ("zh-Hans", "A和B", "A、B和C"),
            ("ar", "A وB", "A وB وC"),
        ] {
            assert_eq!(list(tag, &["A", "B"]), two, "{tag}");
            assert_eq!(list(tag, &["A", "B", "C"]), three, "{tag}");
        }
        assert_eq!(list("es", &["España", "Italia"]), "España e Italia");
    }

    #[test]
    fn the_usual_form_has_no_name() {
        assert_eq!(plural("en", 1), Some("one"));
        assert_eq!(plural("en", 2), None);
        assert_eq!(plural("zh-Hans", 1), None);
    }
}
