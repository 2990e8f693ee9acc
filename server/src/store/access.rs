//! Who looked at what of a person. A row is written in the transaction that reads, so that nothing is seen without one.

use super::{Staff, Store, draft};
use crate::clock;
use crate::error::Error;
use permit::api::support::Access;
use sqlx::{AnyConnection, Row};

/// The most rows that an applicant is shown: the newest.
const SHOWN: i64 = 1_000;

/// What somebody of the staff looks at.
pub(super) struct Look<'a> {
    /// `view`, `reveal`, `case`, `file`, `package`, `search`.
    pub what: &'a str,
    /// Of a revealed answer its key, of a file its id; else empty.
    pub key: &'a str,
    /// Why, in words; may be empty.
    pub why: &'a str,
}

impl Look<'static> {
    /// A look with nothing to add.
    pub fn at(what: &'static str) -> Self {
        Look {
            what,
            key: "",
            why: "",
        }
    }
}

/// Writes down that somebody of the staff looks at a draft, or at the application that it became.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    draft_id: &str,
    staff: &Staff,
    look: Look<'_>,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into access (id, draft_id, who, role, what, key, why, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(clock::id())
    .bind(draft_id)
    .bind(&staff.id)
    .bind(staff.role.name())
    .bind(look.what)
    .bind(look.key)
    .bind(look.why)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Who looked at a draft of this person, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn accesses(&self, draft_id: &str, person: &str) -> Result<Vec<Access>, Error> {
        let mut connection = self.reads.acquire().await?;
        draft::own(&mut connection, draft_id, person).await?;
        let rows = sqlx::query(
            "select at, role, what, key, why from access where draft_id = $1 order by at desc, id limit $2",
        )
        .bind(draft_id)
        .bind(SHOWN)
        .fetch_all(&mut *connection)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Access {
                    at: row.try_get(0)?,
                    role: row.try_get(1)?,
                    what: row.try_get(2)?,
                    key: row.try_get(3)?,
                    why: row.try_get(4)?,
                })
            })
            .collect()
    }
}
