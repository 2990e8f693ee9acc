//! News: what somebody is told about an application, an invitation or a draft, each at once or all in one letter a day. No
//! name and no answer: a number, what happened, what is to be done by when, and where to look.

use crate::locales::{for_others, has, known, text, text_with};
use crate::mail::letter;
use crate::organisation::letters::Sender;
use crate::store::Letter;
use permit::api::notice::NoticeKind;
use permit::lifecycle::EventKind;

/// The most lines of a daily letter; the rest is counted, and stands in the portal.
const MOST: usize = 300;

/// What the reader has to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Todo {
    /// Something by a day, ISO 8601. The first, so that a daily letter begins with it.
    By(String),
    /// So many invitations and applications are the reader's to take care of since, in digits.
    Takes(String),
    /// Something.
    Open,
    /// Nothing.
    Nothing,
    /// The news says it itself.
    Unsaid,
}

impl Todo {
    /// As it is stored.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Todo::By(day) => day,
            Todo::Takes(count) => count,
            Todo::Open => "open",
            Todo::Nothing => "nothing",
            Todo::Unsaid => "unsaid",
        }
    }

    /// From what is stored.
    #[must_use]
    pub fn named(name: String) -> Self {
        match name.as_str() {
            "open" => Todo::Open,
            "nothing" => Todo::Nothing,
            "unsaid" => Todo::Unsaid,
            // A day has dashes.
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => Todo::Takes(name),
            _ => Todo::By(name),
        }
    }

    fn day(&self) -> &str {
        match self {
            Todo::By(day) => day,
            _ => "",
        }
    }

    fn words(&self, locale: &str) -> String {
        match self {
            Todo::By(day) => text_with(locale, "mail.news.todo_by", &[("date", day)]),
            Todo::Takes(count) => text_with(locale, "mail.news.todo_takes", &[("count", count)]),
            Todo::Open => text(locale, "mail.news.todo_open"),
            Todo::Nothing => text(locale, "mail.news.todo_nothing"),
            Todo::Unsaid => String::new(),
        }
    }
}

/// Something to tell somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What it is to the reader: by that they do without it.
    pub kind: NoticeKind,
    /// What happened: the key of a text.
    pub what: String,
    /// A reference number, or an organisation's name.
    pub about: String,
    /// What is to be done.
    pub todo: Todo,
    /// The page on which it stands, without its language.
    pub path: String,
}

/// The text of an event for who is not the applicant: the applicants' ones say "you".
#[must_use]
pub fn event_for_others(kind: EventKind) -> String {
    for_others(&event(kind))
}

/// The text of an event for the applicant.
#[must_use]
pub fn event(kind: EventKind) -> String {
    format!("event.{}", kind.name())
}

impl News {
    fn words(&self, locale: &str) -> String {
        let values = [("about", self.about.as_str()), ("date", self.todo.day())];
        text_with(locale, &self.what, &values)
    }

    fn subject(&self, locale: &str) -> String {
        let own = format!("{}.subject", self.what);
        let key = match self.todo {
            _ if has(&own) => own.as_str(),
            Todo::By(_) => "mail.news.subject_by",
            _ => "mail.news.subject",
        };
        // A name may not break the line of a subject.
        let about = self.about.split_whitespace().collect::<Vec<_>>().join(" ");
        text_with(locale, key, &[("about", &about), ("date", self.todo.day())])
    }

    fn url(&self, sender: &Sender, locale: &str) -> String {
        format!("{}/{locale}{}", sender.url, self.path)
    }
}

/// A text of several paragraphs, of which some may be empty.
fn filled(locale: &str, key: &str, values: &[(&str, &str)]) -> String {
    let whole = text_with(locale, key, values);
    let parts = whole.split("\n\n").filter(|part| !part.trim().is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

/// The line at the end: where one says which letters one wants.
fn choice(sender: &Sender, locale: &str) -> String {
    let url = format!("{}/{locale}/account/notices", sender.url);
    text_with(locale, "mail.notices", &[("url", &url)])
}

/// The letter about one thing.
#[must_use]
pub fn at_once(sender: &Sender, (locale, to): (&str, &str), news: &News) -> Letter {
    let locale = known(locale);
    let values = [
        ("about", news.about.as_str()),
        ("news", &news.words(locale)),
        ("todo", &news.todo.words(locale)),
        ("url", &news.url(sender, locale)),
        ("authority", &sender.authority),
        ("notices", &choice(sender, locale)),
    ];
    let body = filled(locale, "mail.news.text", &values);
    letter(locale, to, news.subject(locale), body)
}

/// One letter about all of it: what has a last day first.
#[must_use]
pub fn daily(sender: &Sender, (locale, to): (&str, &str), mut news: Vec<News>) -> Letter {
    let locale = known(locale);
    news.sort_by(|one, other| (&one.todo, &one.about).cmp(&(&other.todo, &other.about)));
    let line = |one: &News| {
        let values = [
            ("about", one.about.as_str()),
            ("news", &one.words(locale)),
            ("todo", &one.todo.words(locale)),
            ("url", &one.url(sender, locale)),
        ];
        text_with(locale, "mail.digest.line", &values)
    };
    let lines: Vec<String> = news.iter().take(MOST).map(line).collect();
    let lines = lines.join("\n\n");
    let more = match news.len().saturating_sub(MOST) {
        0 => String::new(),
        left => text_with(locale, "mail.digest.more", &[("count", &left.to_string())]),
    };
    let count = news.len().to_string();
    let values = [
        ("lines", lines.as_str()),
        ("more", &more),
        ("authority", &sender.authority),
        ("notices", &choice(sender, locale)),
    ];
    let subject = text_with(locale, "mail.digest.subject", &[("count", &count)]);
    letter(locale, to, subject, filled(locale, "mail.digest.text", &values))
}

#[cfg(test)]
mod tests {
    use super::{MOST, News, Todo, at_once, daily, event, event_for_others};
    use crate::locales::{all, date_text, has, text_with};
    use crate::organisation::letters::Sender;
    use permit::api::notice::NoticeKind;
    use permit::date::parse;
    use permit::lifecycle::EventKind;

    fn sender() -> Sender {
        Sender {
            url: "https://portal.example.org".into(),
            authority: "Authority".into(),
        }
    }

    fn news(about: &str, todo: Todo) -> News {
        News {
            kind: NoticeKind::Progress,
            what: event(EventKind::Filed),
            about: about.into(),
            todo,
            path: "/applications/1".into(),
        }
    }

    #[test]
    fn a_letter_says_what_and_by_when_and_how_to_choose() {
        for tag in all().keys() {
            for todo in [
                Todo::By("2027-01-02".into()),
                Todo::Takes("12".into()),
                Todo::Open,
                Todo::Nothing,
                Todo::Unsaid,
            ] {
                let letter = at_once(&sender(), (tag, "a@example.org"), &news("WP-1", todo.clone()));
                assert!(
                    !letter.body.contains("{{") && !letter.body.contains("\n\n\n"),
                    "{}",
                    letter.body
                );
                let day = date_text(tag, parse("2027-01-02").unwrap());
                let is_told = matches!(todo, Todo::By(_));
                assert_eq!(letter.body.contains(&day), is_told, "{tag}: {}", letter.body);
                assert_eq!(
                    letter.subject.contains(&day),
                    is_told,
                    "{tag}: {}",
                    letter.subject
                );
                for part in ["/applications/1", "/account/notices", "WP-1"] {
                    assert!(letter.body.contains(part), "{tag}: {}", letter.body);
                }
                assert_eq!(Todo::named(todo.name().to_owned()), todo);
            }
        }
    }

    #[test]
    fn a_daily_letter_begins_with_what_has_a_last_day_and_counts_what_it_leaves_out() {
        let mut all = vec![
            news("WP-1", Todo::Nothing),
            news("WP-3", Todo::By("2027-02-01".into())),
            news("WP-2", Todo::By("2027-01-01".into())),
        ];
        let letter = daily(&sender(), ("en", "a@example.org"), all.clone());
        let at = |about: &str| letter.body.find(about).unwrap();
        assert!(
            at("WP-2") < at("WP-3") && at("WP-3") < at("WP-1"),
            "{}",
            letter.body
        );
        assert!(!letter.body.contains("{{"), "{}", letter.body);
        all.extend((0..MOST).map(|number| news(&format!("X-{number}"), Todo::Nothing)));
        let letter = daily(&sender(), ("zh-Hans", "a@example.org"), all);
        let more = text_with("zh-Hans", "mail.digest.more", &[("count", "3")]);
        assert!(letter.body.contains(&more) && !letter.body.contains("{{"));
    }

    #[test]
    fn every_event_has_words_for_everybody() {
        for kind in EventKind::ALL {
            assert!(has(&event(kind)) && has(&event_for_others(kind)), "{kind:?}");
        }
    }
}
