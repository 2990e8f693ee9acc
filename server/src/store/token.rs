//! Tokens of other systems.

use super::Store;
use super::tries::Limit;
use crate::clock;
use crate::error::Error;
use crate::systems::token::{Scope, System};
use sqlx::Row;

/// Tokens that there are not, from one network.
const MISSES: Limit = Limit {
    sql: "select count(*), min(at) from api_token_miss where at > $1 and client = $2",
    span: 900,
    most: 30,
};
/// Use is written down at most every so many seconds.
const SEEN: i64 = 60;

/// A token to be made.
pub struct NewToken {
    /// Its id.
    pub id: String,
    /// The person behind what is done with it.
    pub name: String,
    /// The hash under which it is kept.
    pub token_hash: String,
    /// The names of what it opens.
    pub scopes: String,
    /// The time.
    pub now: i64,
    /// From when on it opens nothing.
    pub expires_at: i64,
}

/// A line of the list of tokens.
pub struct TokenRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The names of what it opens.
    pub scopes: String,
    /// From when on it opens nothing.
    pub expires_at: i64,
    /// When it was last used.
    pub used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

impl Store {
    /// Whose token has this hash. One that there is not counts against the network that presents it.
    ///
    /// # Errors
    /// [`Error::NotSignedIn`] where there is none that holds; [`Error::TooManyRequests`].
    pub async fn system(&self, token_hash: &str, client: &str, now: i64) -> Result<System, Error> {
        MISSES
            .hold(&mut *self.reads.acquire().await?, &[client], now)
            .await?;
        let row = sqlx::query(
            "select name, scopes, expires_at, used_at, revoked_at from api_token where token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&self.reads)
        .await?;
        let Some(row) = row else {
            let missed = sqlx::query("insert into api_token_miss (id, client, at) values ($1, $2, $3)");
            self.writer
                .execute(missed.bind(clock::id()).bind(client.to_owned()).bind(now))
                .await?;
            return Err(Error::NotSignedIn);
        };
        let (expires_at, used_at): (i64, Option<i64>) = (row.try_get(2)?, row.try_get(3)?);
        // One that was good once is no guess: a system that nobody told keeps no other one out.
        if now >= expires_at || row.try_get::<Option<i64>, _>(4)?.is_some() {
            return Err(Error::NotSignedIn);
        }
        if used_at.is_none_or(|used| now - used >= SEEN) {
            let used = sqlx::query("update api_token set used_at = $1 where token_hash = $2");
            self.writer
                .execute(used.bind(now).bind(token_hash.to_owned()))
                .await?;
        }
        let scopes: String = row.try_get(1)?;
        Ok(System {
            name: row.try_get(0)?,
            scopes: scopes.split(' ').filter_map(Scope::named).collect(),
            expires_at,
        })
    }

    /// Makes a token; `false` where one of its name holds.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_token(&self, new: NewToken) -> Result<bool, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = sqlx::query(
                        "select 1 from api_token where name = $1 and revoked_at is null and expires_at > $2",
                    )
                    .bind(&new.name)
                    .bind(new.now)
                    .fetch_optional(&mut *connection)
                    .await?;
                    if held.is_some() {
                        return Ok(false);
                    }
                    sqlx::query(
                        "insert into api_token (id, name, token_hash, scopes, created_at, expires_at) \
                         values ($1, $2, $3, $4, $5, $6)",
                    )
                    .bind(new.id)
                    .bind(new.name)
                    .bind(new.token_hash)
                    .bind(new.scopes)
                    .bind(new.now)
                    .bind(new.expires_at)
                    .execute(connection)
                    .await?;
                    Ok(true)
                })
            })
            .await
    }

    /// Every token, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tokens(&self) -> Result<Vec<TokenRow>, Error> {
        let rows = sqlx::query(
            "select id, name, scopes, expires_at, used_at, revoked_at from api_token order by created_at desc, id",
        )
        .fetch_all(&self.reads)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(TokenRow {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    scopes: row.try_get(2)?,
                    expires_at: row.try_get(3)?,
                    used_at: row.try_get(4)?,
                    revoked_at: row.try_get(5)?,
                })
            })
            .collect()
    }

    /// Revokes a token; `false` where there is none of this id that was not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_token(&self, id: String, now: i64) -> Result<bool, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let revoked = sqlx::query(
                        "update api_token set revoked_at = $1 where id = $2 and revoked_at is null",
                    )
                    .bind(now)
                    .bind(id)
                    .execute(connection)
                    .await?;
                    Ok(revoked.rows_affected() == 1)
                })
            })
            .await
    }
}

/// Seconds after which a miss no longer counts.
pub(super) const FORGOTTEN: i64 = MISSES.span;
