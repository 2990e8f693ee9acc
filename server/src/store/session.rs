//! Who is signed in.

use super::{Store, draft, staff, staff_sign_in, support_code, token, tries, webhook};
use crate::error::Error;
use sqlx::Row;

/// A session ends after so many seconds without use.
const IDLE: i64 = 12 * 3_600;
/// … on a computer that others use, after fewer: whoever comes next finds nobody signed in.
const IDLE_SHARED: i64 = 1_800;
/// … and after so many in any case.
pub const LONGEST: i64 = 30 * 86_400;
/// Use is written down at most every so many seconds.
const SEEN: i64 = 300;

/// A person who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person's id.
    pub id: String,
    /// The address.
    pub email: String,
    /// When the session ends unless it is used.
    pub expires_at: i64,
}

impl Store {
    /// The person whose cookie hashes to this, if the session holds.
    pub async fn person(&self, token_hash: &str, now: i64) -> Result<Option<Person>, Error> {
        let row = sqlx::query(
            "select p.id, p.email, s.created_at, s.seen_at, s.shared from session s join person p on p.id = s.person_id \
             where s.token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&self.reads)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (created, seen): (i64, i64) = (row.try_get(2)?, row.try_get(3)?);
        let idle = match row.try_get::<i64, _>(4)? {
            0 => IDLE,
            _ => IDLE_SHARED,
        };
        if now >= created + LONGEST || now >= seen + idle {
            return Ok(None);
        }
        if now - seen >= SEEN {
            let token_hash = token_hash.to_owned();
            self.writer
                .write(move |connection| {
                    Box::pin(async move {
                        sqlx::query("update session set seen_at = $1 where token_hash = $2")
                            .bind(now)
                            .bind(token_hash)
                            .execute(connection)
                            .await?;
                        Ok(())
                    })
                })
                .await?;
        }
        let expires_at = (now + idle).min(created + LONGEST);
        Ok(Some(Person {
            id: row.try_get(0)?,
            email: row.try_get(1)?,
            expires_at,
        }))
    }

    /// Ends a session.
    pub async fn sign_out(&self, token_hash: String) -> Result<(), Error> {
        self.writer
            .execute(sqlx::query("delete from session where token_hash = $1").bind(token_hash))
            .await
    }

    /// Forgets what has run out: sessions, codes, and letters. A session that nobody used stays for its thirty days: it no
    /// longer lets anybody in, but says that this browser is one the person uses (`super::tries`).
    pub async fn clean(&self, now: i64) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    for (sql, before) in [
                        ("delete from session where created_at < $1", now - LONGEST),
                        (
                            "delete from staff_session where created_at < $1",
                            now - staff::LONGEST,
                        ),
                        ("delete from staff_session where seen_at < $1", now - staff::IDLE),
                        (
                            "delete from staff_try where at < $1",
                            now - 2 * staff_sign_in::PAUSE,
                        ),
                        ("delete from sign_in_code where created_at < $1", now - 86_400),
                        ("delete from sign_in_failure where at < $1", now - tries::DAY),
                        ("delete from deleted_draft where at < $1", now - draft::DELETED),
                        ("delete from api_token_miss where at < $1", now - token::FORGOTTEN),
                        (
                            "delete from webhook_message where given_up_at < $1",
                            now - webhook::KEPT,
                        ),
                        ("delete from mail where sent_at < $1", now - 86_400),
                        // What it said is of no use; that it was given up the helpdesk can tell for a day.
                        (
                            "update mail set body = '' where sent_at is null and give_up_at < $1",
                            now,
                        ),
                        (
                            "delete from mail where sent_at is null and give_up_at < $1",
                            now - 86_400,
                        ),
                    ] {
                        sqlx::query(sql).bind(before).execute(&mut *connection).await?;
                    }
                    support_code::clean(connection, now).await
                })
            })
            .await
    }
}
