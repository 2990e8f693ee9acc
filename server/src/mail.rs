//! Letters: what they say, and the sender that takes them from the outbox to the mail server.

use crate::clock::Clock;
use crate::config::Config;
use crate::locales::{known, text, text_with};
use crate::store::{Letter, Store};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use permit::landing::escape;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// The longest wait between two tries, in seconds.
const LONGEST: i64 = 3_600;

/// Wakes the sender.
#[derive(Clone, Default)]
pub struct Mailer(Arc<Notify>);

impl Mailer {
    /// There may be something to send.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

fn letter(locale: &str, recipient: &str, subject: String, body: String) -> Letter {
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

/// Sends by SMTP.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// Reads the settings; `None` where no mail server is set.
    ///
    /// # Errors
    /// A sentence for the operator; it never holds the password.
    pub fn from_config(config: &Config) -> Result<Option<Smtp>, String> {
        let Some(url) = &config.smtp_url else {
            return Ok(None);
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
        let builder = builder.map_err(|_| {
            "PORTAL_SMTP_URL can't be read; write it like smtps://user:password@host".to_owned()
        })?;
        let from = config.mail_from.parse();
        let from = from.map_err(|_| {
            "PORTAL_MAIL_FROM is not a sender; write it like Name <name@example.org>".to_owned()
        })?;
        Ok(Some(Smtp {
            transport: builder.timeout(Some(Duration::from_secs(20))).build(),
            from,
        }))
    }

    /// Sends one letter. The error is a kind, never an address.
    async fn send(&self, letter: &Letter) -> Result<(), &'static str> {
        let to: Mailbox = letter
            .recipient
            .parse()
            .map_err(|_| "the recipient is no mailbox")?;
        let part = |kind, body| SinglePart::builder().header(kind).body(body);
        let both = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, letter.body.clone()))
            .singlepart(part(ContentType::TEXT_HTML, html(letter)));
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.clone())
            .multipart(both);
        let message = message.map_err(|_| "the message can't be built")?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err("the mail server refused"),
            Err(_) => Err("the mail server can't be reached"),
        }
    }
}

/// Sends what is due, for ever; a letter that fails is tried again, ever more slowly.
pub async fn deliver(store: Store, smtp: Smtp, mailer: Mailer, clock: Clock) {
    loop {
        let due = store.letters_due(clock.now()).await.unwrap_or_default();
        for letter in &due {
            let outcome = match smtp.send(letter).await {
                Ok(()) => store.letter_sent(letter.id.clone(), clock.now()).await,
                Err(kind) => {
                    tracing::warn!(kind, attempts = letter.attempts, "a letter could not be sent");
                    let wait = (5_i64 << letter.attempts.clamp(0, 10)).min(LONGEST);
                    store.letter_failed(letter.id.clone(), clock.now() + wait).await
                }
            };
            if outcome.is_err() {
                break;
            }
        }
        if due.is_empty() {
            // Woken by a new letter; now and then for those that failed.
            let _ = tokio::time::timeout(Duration::from_secs(5), mailer.0.notified()).await;
        }
    }
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
