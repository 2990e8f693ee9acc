//! Who is signed in.

use super::{Store, draft, passkey, recovery, staff, staff_sign_in, support_code, token, tries, webhook};
use crate::error::Error;
use crate::mail::RECEIPT_WORTH;
use permit::api::Session;
use permit::api::session::{IDLE_SECONDS, IDLE_SHARED_SECONDS, SEEN_SECONDS};
use sqlx::{AnyConnection, Row};

/// Seconds after which a session ends in any case.
pub const LONGEST: i64 = 30 * 86_400;

/// The seconds without use after which a session ends.
pub(super) const fn idle(shared: i64) -> i64 {
    match shared {
        0 => IDLE_SECONDS,
        _ => IDLE_SHARED_SECONDS,
    }
}

/// A person who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person's id.
    pub id: String,
    /// The address.
    pub email: String,
    /// When the session ends unless it is used.
    pub expires_at: i64,
    /// When the session began.
    pub created_at: i64,
    /// The hash of the session's token.
    pub token_hash: String,
}

impl Person {
    /// What they are told of their session.
    #[must_use]
    pub fn session(self, now: i64) -> Session {
        Session {
            email: self.email,
            expires_at: self.expires_at,
            seconds_left: self.expires_at - now,
        }
    }
}

/// A session that begins.
pub struct NewSession {
    /// The hash of the token that the cookie will hold.
    pub token_hash: String,
    /// Whose.
    pub person: String,
    /// Whether others use this computer.
    pub shared: bool,
    /// Whether a passkey began it; else a code.
    pub passkey: bool,
    /// The browser, in a few words (`crate::agent`).
    pub agent: String,
    /// The session that this browser had before; it ends.
    pub old_token_hash: Option<String>,
    /// The time.
    pub now: i64,
}

/// Begins a session; the one that this browser had ends, so that nobody goes on under an id that another knew before.
pub(super) async fn begin(connection: &mut AnyConnection, new: NewSession) -> Result<(), Error> {
    if let Some(old) = new.old_token_hash {
        sqlx::query("delete from session where token_hash = $1")
            .bind(old)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query(
        "insert into session (token_hash, person_id, created_at, seen_at, shared, how, agent) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.token_hash)
    .bind(new.person)
    .bind(new.now)
    .bind(new.now)
    .bind(i64::from(new.shared))
    .bind(if new.passkey { "passkey" } else { "code" })
    .bind(new.agent)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// The person whose cookie hashes to this, if the session holds; `used`: it goes on from now.
    pub async fn person(&self, token_hash: &str, used: bool, now: i64) -> Result<Option<Person>, Error> {
        let row = sqlx::query(
            "select p.id, p.email, s.created_at, s.seen_at, s.shared from session s join person p on p.id = s.person_id \
             where s.token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&self.reads)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (created, mut seen): (i64, i64) = (row.try_get(2)?, row.try_get(3)?);
        let idle = idle(row.try_get(4)?);
        if now >= created + LONGEST || now >= seen + idle {
            return Ok(None);
        }
        if used && now - seen >= SEEN_SECONDS {
            let used = sqlx::query("update session set seen_at = $1 where token_hash = $2");
            self.writer
                .execute(used.bind(now).bind(token_hash.to_owned()))
                .await?;
            seen = now;
        }
        Ok(Some(Person {
            id: row.try_get(0)?,
            email: row.try_get(1)?,
            // By the use that is written down: what is told to people is not later than what happens.
            expires_at: (seen + idle).min(created + LONGEST),
            created_at: created,
            token_hash: token_hash.to_owned(),
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
                        // Who could not be warned is warned anew, and nothing of theirs is deleted meanwhile.
                        (
                            "delete from reminder where what = 'draft' and exists (select 1 from mail m \
                             join person p on p.email = m.recipient join draft d on d.person_id = p.id \
                             where d.id = reminder.subject and m.give_up_at < $1 and (m.sent_at is null or m.bounced_at is not null) \
                             and m.created_at >= reminder.at and m.created_at <= reminder.at + 90000)",
                            now - 86_400,
                        ),
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
                        // As long as mail servers try: by then it came back, if it does.
                        ("delete from mail where coalesce(bounced_at, sent_at) < $1", now - RECEIPT_WORTH),
                        // What it said is of no use; that it was given up the helpdesk can tell for a day.
                        (
                            "update mail set body = '' where sent_at is null and give_up_at < $1",
                            now,
                        ),
                        (
                            "delete from mail where sent_at is null and bounced_at is null and give_up_at < $1",
                            now - 86_400,
                        ),
                    ] {
                        sqlx::query(sql).bind(before).execute(&mut *connection).await?;
                    }
                    passkey::clean(connection, now).await?;
                    recovery::clean(connection, now).await?;
                    support_code::clean(connection, now).await
                })
            })
            .await
    }
}
