//! Letters: what they say, and the sender that takes them from the outbox to the mail server.

use crate::clock::Clock;
use crate::locales::{known, text, text_with};
use crate::smtp::{Smtp, Unsent};
use crate::store::{Letter, Store};
use permit::landing::escape;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// The first and the longest wait between two tries, in seconds.
const SHORTEST: i64 = 5;
const LONGEST: i64 = 3_600;
/// How often it is looked whether one may be tried again.
const PAUSE: Duration = Duration::from_secs(5);
/// Letters that are sent at the same time: one that hangs does not hold up the others.
const AT_ONCE: usize = 8;
/// Seconds for which a receipt is worth sending: as long as mail servers try (RFC 5321, 4.5.4.1).
pub const RECEIPT_WORTH: i64 = 5 * 86_400;

/// Wakes the sender.
#[derive(Clone, Default)]
pub struct Mailer(Arc<Notify>);

impl Mailer {
    /// There may be something to send.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// A letter that is not in the outbox yet.
pub(crate) fn letter(locale: &str, recipient: &str, subject: String, body: String) -> Letter {
    Letter {
        id: String::new(),
        recipient: recipient.into(),
        locale: known(locale).into(),
        subject,
        body,
        created_at: 0,
        attempts: 0,
    }
}

/// The letter with a sign-in code.
#[must_use]
pub fn code(locale: &str, recipient: &str, code: &str, minutes: i64) -> Letter {
    let body = text_with(
        locale,
        "mail.code.text",
        &[("code", code), ("minutes", &minutes.to_string())],
    );
    letter(locale, recipient, text(locale, "mail.code.subject"), body)
}

/// The letter that says that the applicant's part has come in: the reference number, nothing private.
#[must_use]
pub fn receipt(locale: &str, recipient: &str, reference: &str, url: &str, authority: &str) -> Letter {
    let subject = text_with(locale, "mail.receipt.subject", &[("reference", reference)]);
    let values = [("reference", reference), ("url", url), ("authority", authority)];
    letter(
        locale,
        recipient,
        subject,
        text_with(locale, "mail.receipt.text", &values),
    )
}

/// The letter that says that a supervisor opened somebody's draft without their code. The reason stands in the portal.
#[must_use]
pub fn opened(locale: &str, recipient: &str, url: &str) -> Letter {
    let url = format!("{url}/{}/applications", known(locale));
    let body = text_with(locale, "mail.opened.text", &[("url", &url)]);
    letter(locale, recipient, text(locale, "mail.opened.subject"), body)
}

/// The letter that says that the helpdesk answered in this thread: where to read it, and nothing of what it says.
#[must_use]
pub fn help_answered(locale: &str, recipient: &str, url: &str, thread: &str) -> Letter {
    let url = format!("{url}/{}/account/help/{thread}", known(locale));
    let body = text_with(locale, "mail.help_answered.text", &[("url", &url)]);
    letter(
        locale,
        recipient,
        text(locale, "mail.help_answered.subject"),
        body,
    )
}

/// The letter with the code that confirms the new address of who lost the old one.
#[must_use]
pub fn recovery_code(locale: &str, recipient: &str, code: &str, minutes: i64) -> Letter {
    let body = text_with(
        locale,
        "mail.recovery_code.text",
        &[("code", code), ("minutes", &minutes.to_string())],
    );
    letter(
        locale,
        recipient,
        text(locale, "mail.recovery_code.subject"),
        body,
    )
}

/// What happened to somebody's passkeys.
#[derive(Clone, Copy, Debug)]
pub enum PasskeyNews {
    /// One was added.
    Added,
    /// One was removed.
    Removed,
}

/// The letter about a passkey: whoever did not do it themselves is to know at once. `page` is where they are listed.
#[must_use]
pub fn passkey(locale: &str, recipient: &str, news: PasskeyNews, url: &str, page: &str) -> Letter {
    let kind = match news {
        PasskeyNews::Added => "passkey_added",
        PasskeyNews::Removed => "passkey_removed",
    };
    let url = format!("{url}/{}/{page}", known(locale));
    let body = text_with(locale, &format!("mail.{kind}.text"), &[("url", &url)]);
    letter(
        locale,
        recipient,
        text(locale, &format!("mail.{kind}.subject")),
        body,
    )
}

/// The same text as HTML: paragraphs, with the language and its direction said.
#[must_use]
pub fn html(letter: &Letter) -> String {
    let paragraphs: String = letter
        .body
        .split("\n\n")
        .map(|part| format!("<p>{}</p>", escape(part).replace('\n', "<br>")))
        .collect();
    let (lang, dir) = (escape(&letter.locale), text(&letter.locale, "locale.dir"));
    format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><meta charset=\"utf-8\"><body>{paragraphs}</body></html>"
    )
}

/// Sends what is due, for ever; a letter that fails is tried again, ever more slowly, while it is worth it.
pub async fn deliver(store: Store, smtp: Smtp, mailer: Mailer, clock: Clock) {
    let mut sending = JoinSet::new();
    let mut under_way = BTreeSet::new();
    loop {
        let due = if sending.len() < AT_ONCE {
            store.letters_due(clock.now()).await.unwrap_or_default()
        } else {
            Vec::new()
        };
        for letter in due {
            if sending.len() < AT_ONCE && under_way.insert(letter.id.clone()) {
                sending.spawn(send(store.clone(), smtp.clone(), clock, letter));
            }
        }
        tokio::select! {
            Some(done) = sending.join_next() => {
                if let Ok(id) = done {
                    under_way.remove(&id);
                }
            }
            // A new letter.
            () = mailer.0.notified() => {}
            // Now and then for those that failed.
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

/// Sends one letter, notes what became of it, and returns its id.
async fn send(store: Store, smtp: Smtp, clock: Clock, letter: Letter) -> String {
    let (id, attempts) = (letter.id.clone(), letter.attempts);
    let noted = match smtp.send(&letter).await {
        Ok(()) => store.letter_sent(letter.id, clock.now()).await,
        Err(Unsent::ForNow(kind)) => {
            tracing::warn!(kind, attempts, "a letter could not be sent; it is tried again");
            let wait = (SHORTEST << attempts.clamp(0, 10)).min(LONGEST);
            store.letter_failed(letter.id, clock.now() + wait).await
        }
        Err(Unsent::ForEver(kind)) => {
            tracing::warn!(kind, attempts, "a letter could not be sent and is given up");
            store.letter_given_up(letter.id, clock.now()).await
        }
        Err(Unsent::Refused) => {
            tracing::warn!(attempts, "the mail server refused a letter, which is given up");
            store.letter_bounced(letter.id, clock.now()).await
        }
    };
    if noted.is_err() {
        // It is still due: it must not go out again and again while the database can't say so.
        tokio::time::sleep(PAUSE).await;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::{code, html, receipt};

    #[test]
    fn letters_speak_the_person_s_language_and_say_nothing_private() {
        let english = code("en", "anna@example.org", "123456", 10);
        let chinese = code("zh-Hans", "anna@example.org", "123456", 10);
        assert!(english.body.contains("123456") && chinese.body.contains("123456"));
        assert_ne!(english.subject, chinese.subject);
        assert!(html(&chinese).contains("lang=\"zh-Hans\" dir=\"ltr\""));
        let receipt = receipt(
            "xx",
            "anna@example.org",
            "WP-2222-2222-22",
            "http://localhost/en/applications/1",
            "A & B",
        );
        assert_eq!(receipt.locale, "en");
        assert!(receipt.body.contains("WP-2222-2222-22") && !receipt.body.contains("{{"));
        assert!(html(&receipt).contains("A &amp; B"));
    }
}
