//! The outbox: letters are written in the transaction that gives rise to them, and sent after it.

use super::Store;
use crate::clock;
use crate::error::Error;
use sqlx::{AnyConnection, Row};

/// A letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its id, once it is in the outbox.
    pub id: String,
    /// Whom it goes to.
    pub recipient: String,
    /// Its language.
    pub locale: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// When it was written.
    pub created_at: i64,
    /// How often sending failed.
    pub attempts: i64,
}

/// Puts a letter into the outbox; it is worth sending for so many seconds.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    letter: Letter,
    now: i64,
    worth: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into mail (id, recipient, locale, subject, body, created_at, attempts, next_at, give_up_at) \
         values ($1, $2, $3, $4, $5, $6, 0, $7, $8)",
    )
    .bind(clock::id())
    .bind(letter.recipient)
    .bind(letter.locale)
    .bind(letter.subject)
    .bind(letter.body)
    .bind(now)
    .bind(now)
    .bind(now + worth)
    .execute(connection)
    .await?;
    Ok(())
}

fn letters(rows: &[sqlx::any::AnyRow]) -> Result<Vec<Letter>, Error> {
    rows.iter()
        .map(|row| {
            Ok(Letter {
                id: row.try_get(0)?,
                recipient: row.try_get(1)?,
                locale: row.try_get(2)?,
                subject: row.try_get(3)?,
                body: row.try_get(4)?,
                created_at: row.try_get(5)?,
                attempts: row.try_get(6)?,
            })
        })
        .collect()
}

impl Store {
    /// Letters that are due and still worth sending, oldest first.
    pub async fn letters_due(&self, now: i64) -> Result<Vec<Letter>, Error> {
        let rows = sqlx::query(
            "select id, recipient, locale, subject, body, created_at, attempts from mail \
             where sent_at is null and next_at <= $1 and give_up_at > $2 order by created_at limit 20",
        )
        .bind(now)
        .bind(now)
        .fetch_all(&self.reads)
        .await?;
        letters(&rows)
    }

    /// The newest letters, for the outbox page of a portal without a mail server.
    pub async fn newest_letters(&self) -> Result<Vec<Letter>, Error> {
        let rows = sqlx::query(
            "select id, recipient, locale, subject, body, created_at, attempts from mail \
             where body <> '' order by created_at desc, id limit 100",
        )
        .fetch_all(&self.reads)
        .await?;
        letters(&rows)
    }

    /// Notes that a letter was sent, and forgets what it said.
    pub async fn letter_sent(&self, id: String, now: i64) -> Result<(), Error> {
        self.writer
            .execute(
                sqlx::query("update mail set sent_at = $1, body = '' where id = $2")
                    .bind(now)
                    .bind(id),
            )
            .await
    }

    /// Notes that sending failed, and when to try again.
    pub async fn letter_failed(&self, id: String, next_at: i64) -> Result<(), Error> {
        self.writer
            .execute(
                sqlx::query("update mail set attempts = attempts + 1, next_at = $1 where id = $2")
                    .bind(next_at)
                    .bind(id),
            )
            .await
    }

    /// Notes that a letter bounced: the mail server refused it, or took it and it came back. It is not sent again, and what it
    /// said is forgotten.
    pub async fn letter_bounced(&self, id: String, now: i64) -> Result<(), Error> {
        let bounced = "update mail set bounced_at = $1, give_up_at = $2, body = '', \
                       attempts = attempts + case when sent_at is null then 1 else 0 end \
                       where id = $3 and bounced_at is null";
        self.writer
            .execute(sqlx::query(bounced).bind(now).bind(now).bind(id))
            .await
    }

    /// Notes that a letter can never be sent, and forgets what it said.
    pub async fn letter_given_up(&self, id: String, now: i64) -> Result<(), Error> {
        let given_up = "update mail set attempts = attempts + 1, give_up_at = $1, body = '' where id = $2";
        self.writer
            .execute(sqlx::query(given_up).bind(now).bind(id))
            .await
    }
}
