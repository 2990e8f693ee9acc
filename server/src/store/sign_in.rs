//! Sign-in codes: single use, ten minutes, five tries, the newest only.

use super::{Letter, Store, mail};
use crate::clock;
use crate::error::Error;
use sqlx::{AnyConnection, Row};

/// Seconds that a code holds.
pub const VALID: i64 = 600;
/// Tries.
const TRIES: i64 = 5;
/// The span in which requests are counted.
const SPAN: i64 = 900;
/// Codes for one address in that span.
const FOR_ADDRESS: i64 = 5;
/// Codes for one client in that span.
const FOR_CLIENT: i64 = 30;

/// A request for a code.
pub struct Request {
    /// The address in lower case.
    pub email_key: String,
    /// A hash of the client's address.
    pub client: String,
    /// The hash of the code.
    pub code_hash: String,
    /// The letter that carries it.
    pub letter: Letter,
    /// The time.
    pub now: i64,
}

/// An attempt to sign in.
pub struct Attempt {
    /// The address as typed, tidied.
    pub email: String,
    /// The same in lower case.
    pub email_key: String,
    /// The hash of the typed code.
    pub code_hash: String,
    /// The hash of the token that the cookie will hold.
    pub token_hash: String,
    /// The session that this browser had before; it ends.
    pub old_token_hash: Option<String>,
    /// The time.
    pub now: i64,
}

async fn count(
    connection: &mut AnyConnection,
    sql: &'static str,
    who: &str,
    since: i64,
) -> Result<(i64, i64), Error> {
    let row = sqlx::query(sql)
        .bind(who)
        .bind(since)
        .fetch_one(connection)
        .await?;
    Ok((
        row.try_get(0)?,
        row.try_get::<Option<i64>, _>(1)?.unwrap_or(since),
    ))
}

async fn remember(connection: &mut AnyConnection, request: Request) -> Result<(), Error> {
    let Request {
        email_key,
        client,
        code_hash,
        letter,
        now,
    } = request;
    let since = now - SPAN;
    for (sql, who, most) in [
        (
            "select count(*), min(created_at) from sign_in_code where email_key = $1 and created_at > $2",
            &email_key,
            FOR_ADDRESS,
        ),
        (
            "select count(*), min(created_at) from sign_in_code where client = $1 and created_at > $2",
            &client,
            FOR_CLIENT,
        ),
    ] {
        let (asked, first) = count(connection, sql, who, since).await?;
        if asked >= most {
            return Err(Error::TooManyRequests(first + SPAN - now));
        }
    }
    sqlx::query("update sign_in_code set superseded_at = $1 where email_key = $2 and used_at is null and superseded_at is null")
        .bind(now)
        .bind(&email_key)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into sign_in_code (id, email_key, client, code_hash, created_at, expires_at, tries_left) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(clock::id())
    .bind(email_key)
    .bind(client)
    .bind(code_hash)
    .bind(now)
    .bind(now + VALID)
    .bind(TRIES)
    .execute(&mut *connection)
    .await?;
    mail::insert(connection, letter, now, VALID).await
}

/// A stored code.
struct Code {
    id: String,
    hash: String,
    expires_at: i64,
    tries_left: i64,
    used: bool,
    superseded: bool,
}

async fn codes(connection: &mut AnyConnection, email_key: &str) -> Result<Vec<Code>, Error> {
    let rows = sqlx::query(
        "select id, code_hash, expires_at, tries_left, used_at, superseded_at from sign_in_code \
         where email_key = $1 order by created_at desc, superseded_at is not null",
    )
    .bind(email_key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Code {
                id: row.try_get(0)?,
                hash: row.try_get(1)?,
                expires_at: row.try_get(2)?,
                tries_left: row.try_get(3)?,
                used: row.try_get::<Option<i64>, _>(4)?.is_some(),
                superseded: row.try_get::<Option<i64>, _>(5)?.is_some(),
            })
        })
        .collect()
}

/// The outer error undoes; the inner one is the answer, and what it wrote (a try less) stays.
async fn attempt(connection: &mut AnyConnection, attempt: Attempt) -> Result<Result<(), Error>, Error> {
    let codes = codes(connection, &attempt.email_key).await?;
    let Some(newest) = codes.iter().find(|code| !code.superseded) else {
        return Ok(Err(Error::CodeWrong(None)));
    };
    let older = codes
        .iter()
        .find(|code| code.hash == attempt.code_hash && code.id != newest.id);
    if newest.hash != attempt.code_hash && older.is_some_and(|code| code.used) {
        return Ok(Err(Error::CodeUsed));
    }
    if newest.hash != attempt.code_hash && older.is_some() {
        return Ok(Err(Error::CodeSuperseded));
    }
    let right = newest.hash == attempt.code_hash;
    match () {
        () if newest.used && right => return Ok(Err(Error::CodeUsed)),
        () if newest.used => return Ok(Err(Error::CodeWrong(None))),
        () if attempt.now >= newest.expires_at => return Ok(Err(Error::CodeExpired)),
        () if newest.tries_left <= 0 => return Ok(Err(Error::CodeTriesExceeded)),
        () => {}
    }
    if !right {
        let left = newest.tries_left - 1;
        sqlx::query("update sign_in_code set tries_left = $1 where id = $2")
            .bind(left)
            .bind(&newest.id)
            .execute(connection)
            .await?;
        let left = u32::try_from(left).unwrap_or(0);
        return Ok(Err(if left == 0 {
            Error::CodeTriesExceeded
        } else {
            Error::CodeWrong(Some(left))
        }));
    }
    sqlx::query("update sign_in_code set used_at = $1 where id = $2")
        .bind(attempt.now)
        .bind(&newest.id)
        .execute(&mut *connection)
        .await?;
    open_session(connection, attempt).await.map(Ok)
}

async fn open_session(connection: &mut AnyConnection, attempt: Attempt) -> Result<(), Error> {
    sqlx::query("insert into person (id, email_key, email, created_at) values ($1, $2, $3, $4) on conflict (email_key) do nothing")
        .bind(clock::id())
        .bind(&attempt.email_key)
        .bind(&attempt.email)
        .bind(attempt.now)
        .execute(&mut *connection)
        .await?;
    let person: String = sqlx::query("select id from person where email_key = $1")
        .bind(&attempt.email_key)
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    if let Some(old) = attempt.old_token_hash {
        sqlx::query("delete from session where token_hash = $1")
            .bind(old)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query("insert into session (token_hash, person_id, created_at, seen_at) values ($1, $2, $3, $4)")
        .bind(attempt.token_hash)
        .bind(person)
        .bind(attempt.now)
        .bind(attempt.now)
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Remembers a code and puts its letter into the outbox; the codes before it no longer hold.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn ask_for_code(&self, request: Request) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(remember(connection, request)))
            .await
    }

    /// Signs in with a code.
    ///
    /// # Errors
    /// Any of the errors about codes.
    pub async fn sign_in(&self, one: Attempt) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(attempt(connection, one)))
            .await?
    }
}
