//! Who looked at what of a person: written in the transaction that reads.

use crate::clock;
use crate::error::Error;
use sqlx::AnyConnection;

/// A look at something.
pub(super) struct Access<'a> {
    /// The draft, also of an application.
    pub draft: &'a str,
    /// A staff's id, or a person's of the employer.
    pub who: &'a str,
    /// In which role.
    pub role: &'a str,
    /// What: a name of `access.what.<name>`.
    pub what: &'a str,
    /// Of an answer its key, of a file its id; else empty.
    pub key: &'a str,
    /// Why, in words.
    pub why: &'a str,
    /// When.
    pub at: i64,
}

/// Writes it down.
pub(super) async fn write(connection: &mut AnyConnection, access: &Access<'_>) -> Result<(), Error> {
    sqlx::query(
        "insert into access (id, draft_id, who, role, what, key, why, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(clock::id())
    .bind(access.draft)
    .bind(access.who)
    .bind(access.role)
    .bind(access.what)
    .bind(access.key)
    .bind(access.why)
    .bind(access.at)
    .execute(connection)
    .await?;
    Ok(())
}
