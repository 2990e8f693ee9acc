//! Sign-in codes: single use, ten minutes, five tries, the newest only, and only in the browser that asked.

use super::organisation::person_of;
use super::session::{self, NewSession};
use super::tries::Asker;
use super::{Letter, Store, mail, recovery};
use crate::clock;
use crate::error::Error;
use sqlx::{AnyConnection, Row};

/// Seconds that a code holds.
pub const VALID: i64 = 600;
/// Tries.
const TRIES: i64 = 5;

/// A request for a code.
pub struct Request {
    /// The address in lower case.
    pub email_key: String,
    /// The hash of the browser's cookie.
    pub browser: String,
    /// A hash of the network, where there are several.
    pub client: Option<String>,
    /// The session that this browser has or had.
    pub token_hash: Option<String>,
    /// The hash of the code.
    pub code_hash: String,
    /// The letter that carries it, in the person's language.
    pub letter: Letter,
    /// The time.
    pub now: i64,
}

/// A code that was typed.
pub struct Typed {
    /// The address in lower case.
    pub email_key: String,
    /// The hash of the browser's cookie.
    pub browser: String,
    /// A hash of the network, where there are several.
    pub client: Option<String>,
    /// The hash of the typed code.
    pub code_hash: String,
    /// The session that this browser has or had.
    pub old_token_hash: Option<String>,
    /// The time.
    pub now: i64,
}

/// An attempt to sign in.
pub struct Attempt {
    /// What was typed.
    pub typed: Typed,
    /// The address as typed, tidied.
    pub email: String,
    /// The hash of the token that the cookie will hold.
    pub token_hash: String,
    /// Whether others use this computer.
    pub shared: bool,
    /// The browser, in a few words.
    pub agent: String,
}

async fn remember(connection: &mut AnyConnection, request: Request) -> Result<(), Error> {
    let Request {
        email_key,
        browser,
        client,
        token_hash,
        code_hash,
        letter,
        now,
    } = request;
    let asker = Asker::find(connection, &email_key, client, token_hash.as_deref(), now).await?;
    asker.may_ask(connection, now).await?;
    sqlx::query(
        "update sign_in_code set superseded_at = $1 \
         where email_key = $2 and browser = $3 and used_at is null and superseded_at is null",
    )
    .bind(now)
    .bind(&email_key)
    .bind(&browser)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "insert into sign_in_code (id, email_key, browser, client, code_hash, created_at, expires_at, tries_left, locale) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(clock::id())
    .bind(email_key)
    .bind(browser)
    .bind(asker.from)
    .bind(code_hash)
    .bind(now)
    .bind(now + VALID)
    .bind(TRIES)
    .bind(&letter.locale)
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
    locale: String,
}

/// The codes that this browser asked for, the one that holds first.
async fn codes(connection: &mut AnyConnection, email_key: &str, browser: &str) -> Result<Vec<Code>, Error> {
    let rows = sqlx::query(
        "select id, code_hash, expires_at, tries_left, used_at, superseded_at, locale from sign_in_code \
         where email_key = $1 and browser = $2 order by created_at desc, superseded_at is not null",
    )
    .bind(email_key)
    .bind(browser)
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
                locale: row.try_get(6)?,
            })
        })
        .collect()
}

/// The outer error undoes; the inner one is the answer, and what it wrote (a try less) stays.
///
/// Every wrong code gets the same answer, whatever became of the right one: only who holds a code learns how it stands.
pub(super) async fn use_code(
    connection: &mut AnyConnection,
    typed: &Typed,
) -> Result<Result<String, Error>, Error> {
    let codes = codes(connection, &typed.email_key, &typed.browser).await?;
    let Some(newest) = codes.first() else {
        return Ok(Err(Error::CodeElsewhere));
    };
    let (client, old) = (typed.client.clone(), typed.old_token_hash.as_deref());
    let asker = Asker::find(connection, &typed.email_key, client, old, typed.now).await?;
    let today = match asker.tries_left(connection, typed.now).await {
        Ok(left) => left,
        Err(error) => return Ok(Err(error)),
    };
    if newest.tries_left <= 0 {
        return Ok(Err(Error::CodeTriesExceeded));
    }
    let Some(code) = codes.iter().find(|code| code.hash == typed.code_hash) else {
        asker.was_wrong(connection, typed.now).await?;
        let left = newest.tries_left.min(today) - 1;
        sqlx::query("update sign_in_code set tries_left = $1 where id = $2")
            .bind(left)
            .bind(&newest.id)
            .execute(connection)
            .await?;
        let left = u32::try_from(left).unwrap_or(0);
        return Ok(Err(if left == 0 {
            Error::CodeTriesExceeded
        } else {
            Error::CodeWrong(left)
        }));
    };
    match () {
        () if code.used => return Ok(Err(Error::CodeUsed)),
        () if code.superseded => return Ok(Err(Error::CodeSuperseded)),
        () if typed.now >= code.expires_at => return Ok(Err(Error::CodeExpired)),
        () => {}
    }
    sqlx::query("update sign_in_code set used_at = $1 where id = $2")
        .bind(typed.now)
        .bind(&code.id)
        .execute(&mut *connection)
        .await?;
    Ok(Ok(code.locale.clone()))
}

async fn attempt(connection: &mut AnyConnection, attempt: Attempt) -> Result<Result<(), Error>, Error> {
    let locale = match use_code(connection, &attempt.typed).await? {
        Ok(locale) => locale,
        Err(error) => return Ok(Err(error)),
    };
    let (typed, email) = (attempt.typed, attempt.email.as_str());
    if recovery::is_awaited(connection, &typed.email_key).await? {
        return Ok(Err(Error::AddressAwaited));
    }
    let person = person_of(connection, email, &typed.email_key, typed.now).await?;
    sqlx::query("update person set locale = $1 where id = $2")
        .bind(locale)
        .bind(&person)
        .execute(&mut *connection)
        .await?;
    let new = NewSession {
        token_hash: attempt.token_hash,
        person,
        shared: attempt.shared,
        passkey: false,
        agent: attempt.agent,
        old_token_hash: typed.old_token_hash,
        now: typed.now,
    };
    session::begin(connection, new).await.map(Ok)
}

impl Store {
    /// Remembers a code and puts its letter into the outbox; what the same browser asked for before no longer holds.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`], [`Error::SignInPaused`].
    pub async fn ask_for_code(&self, request: Request) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(remember(connection, request)))
            .await
    }

    /// Signs in with a code.
    ///
    /// # Errors
    /// Any of the errors about codes; [`Error::AddressAwaited`].
    pub async fn sign_in(&self, one: Attempt) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(attempt(connection, one)))
            .await?
    }
}
