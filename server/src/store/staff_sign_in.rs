//! Tries to sign in as staff: counted before anything is looked at; after five wrong ones in a row the address waits.

use super::Store;
use super::tries::Limit;
use crate::clock;
use crate::error::Error;
use sqlx::{AnyConnection, Row};

/// Wrong tries after which an address waits …
const TRIES: usize = 5;
/// … for so many seconds. Whether there is such an account makes no difference.
pub(super) const PAUSE: i64 = 900;
/// Tries from one network in that time, whatever the addresses: each costs the portal a slow hash.
const BY_ONE: Limit = Limit {
    sql: "select count(*), min(at) from staff_try where at > $1 and client = $2",
    span: PAUSE,
    most: 60,
};

/// What a try is held against.
pub struct StaffSecrets {
    /// The account.
    pub id: String,
    /// The password's hash.
    pub password_hash: String,
    /// The secret of the authenticator, in base32.
    pub totp_secret: String,
    /// The last time step whose code was used.
    pub totp_step: i64,
}

/// A try whose password and code are right.
pub struct StaffAttempt {
    /// What they were held against.
    pub account: StaffSecrets,
    /// The address in lower case.
    pub email_key: String,
    /// The time step of the code.
    pub totp_step: i64,
    /// The hash of the token that the cookie will hold.
    pub token_hash: String,
    /// The browser, in a few words (`crate::agent`).
    pub agent: String,
    /// The session that this browser had before; it ends.
    pub old_token_hash: Option<String>,
    /// The time.
    pub now: i64,
}

/// A session of the staff that begins.
pub struct NewStaffSession {
    /// The hash of the token that the cookie will hold.
    pub token_hash: String,
    /// Whose.
    pub staff: String,
    /// Whether password and code began it; else a passkey.
    pub by_password: bool,
    /// The browser, in a few words (`crate::agent`).
    pub agent: String,
    /// The session that this browser had before; it ends.
    pub old_token_hash: Option<String>,
    /// The time.
    pub now: i64,
}

/// As it is kept by what a session was begun: password and code.
pub(super) const PASSWORD: &str = "password";

async fn count(
    connection: &mut AnyConnection,
    email_key: &str,
    client: Option<String>,
    now: i64,
) -> Result<(), Error> {
    // Twice the time: the last of five in a row may be as late as the pause is long.
    let rows =
        sqlx::query("select at from staff_try where email_key = $1 and at > $2 order by at desc limit 5")
            .bind(email_key)
            .bind(now - 2 * PAUSE)
            .fetch_all(&mut *connection)
            .await?;
    let tries = rows
        .iter()
        .map(|row| row.try_get(0))
        .collect::<Result<Vec<i64>, _>>()?;
    if let (TRIES, Some(newest), Some(oldest)) = (tries.len(), tries.first(), tries.last())
        && newest - oldest < PAUSE
        && now < newest + PAUSE
    {
        return Err(Error::TooManyRequests(newest + PAUSE - now));
    }
    if let Some(client) = &client {
        BY_ONE.hold(connection, &[client], now).await?;
    }
    sqlx::query("insert into staff_try (id, email_key, client, at) values ($1, $2, $3, $4)")
        .bind(clock::id())
        .bind(email_key)
        .bind(client.unwrap_or_default())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

async fn enter(connection: &mut AnyConnection, attempt: StaffAttempt) -> Result<(), Error> {
    // Of two requests with the same code one is first; and what was disabled meanwhile lets nobody in.
    let used = sqlx::query(
        "update staff set totp_step = $1 where id = $2 and totp_step < $3 and password_hash = $4 and disabled_at is null",
    )
    .bind(attempt.totp_step)
    .bind(&attempt.account.id)
    .bind(attempt.totp_step)
    .bind(&attempt.account.password_hash)
    .execute(&mut *connection)
    .await?;
    if used.rows_affected() != 1 {
        return Err(Error::StaffSignInWrong);
    }
    sqlx::query("delete from staff_try where email_key = $1")
        .bind(&attempt.email_key)
        .execute(&mut *connection)
        .await?;
    let new = NewStaffSession {
        token_hash: attempt.token_hash,
        staff: attempt.account.id,
        by_password: true,
        agent: attempt.agent,
        old_token_hash: attempt.old_token_hash,
        now: attempt.now,
    };
    begin(connection, new).await
}

/// Begins a session; the one that this browser had ends.
pub(super) async fn begin(connection: &mut AnyConnection, new: NewStaffSession) -> Result<(), Error> {
    sqlx::query("delete from staff_session where token_hash = $1")
        .bind(new.old_token_hash.unwrap_or_default())
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into staff_session (token_hash, staff_id, created_at, seen_at, how, agent) \
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.token_hash)
    .bind(new.staff)
    .bind(new.now)
    .bind(new.now)
    .bind(if new.by_password { PASSWORD } else { "passkey" })
    .bind(new.agent)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Counts a try, before anything is looked at.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] with the seconds to wait.
    pub async fn count_staff_try(
        &self,
        email_key: String,
        client: Option<String>,
        now: i64,
    ) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move { count(connection, &email_key, client, now).await })
            })
            .await
    }

    /// What a try for this address is held against; nothing where there is no account that is active.
    ///
    /// # Errors
    /// What the database says.
    pub async fn staff_secrets(&self, email_key: &str) -> Result<Option<StaffSecrets>, Error> {
        let row = sqlx::query(
            "select id, password_hash, totp_secret, totp_step from staff where email_key = $1 and disabled_at is null",
        )
        .bind(email_key)
        .fetch_optional(&self.reads)
        .await?;
        row.map(|row| {
            Ok(StaffSecrets {
                id: row.try_get(0)?,
                password_hash: row.try_get(1)?,
                totp_secret: row.try_get(2)?,
                totp_step: row.try_get(3)?,
            })
        })
        .transpose()
    }

    /// Begins a session, and uses the code up.
    ///
    /// # Errors
    /// [`Error::StaffSignInWrong`] where the code was used, or the account changed, meanwhile.
    pub async fn sign_in_staff(&self, attempt: StaffAttempt) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(enter(connection, attempt)))
            .await
    }
}
