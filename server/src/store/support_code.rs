//! Support codes: half an hour, the newest only, for one person of the staff, and ended when whoever made it wants. An
//! applicant's is of a draft, an employer's of its part alone.

use super::tries::Limit;
use super::{Staff, Store, draft};
use crate::clock;
use crate::error::Error;
use permit::api::support::SupportCode;
use permit::reference;
use sqlx::{AnyConnection, Row};

/// Seconds that a code holds, and what was opened with it.
pub const VALID: i64 = 1_800;
/// Codes of a draft, or of an employer's part.
const MADE: Limit = Limit {
    sql: "select count(*), min(created_at) from support_code where created_at > $1 and draft_id = $2",
    span: 3_600,
    most: 20,
};
/// Wrong codes of one of the staff.
const MISSES: Limit = Limit {
    sql: "select count(*), min(at) from support_miss where at > $1 and staff_id = $2",
    span: 900,
    most: 10,
};

/// A code that holds.
pub(super) struct Code {
    pub id: String,
    /// The draft; the invitation where it is of an employer's part.
    pub draft_id: String,
    /// Whether it is of an employer's part.
    pub of_part: bool,
    pub expires_at: i64,
    /// Whether somebody of the staff has opened the draft with it.
    pub is_bound: bool,
}

fn hash(code: &str) -> String {
    crate::sign_in::hash(&["support", code])
}

/// Ends the codes of a draft, or of an employer's part, and what was opened with them.
pub(super) async fn end(connection: &mut AnyConnection, draft_id: &str, now: i64) -> Result<(), Error> {
    sqlx::query("update support_code set ended_at = $1 where draft_id = $2 and ended_at is null")
        .bind(now)
        .bind(draft_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a code for a draft, or for the employer's part of an invitation; older ones end.
pub(super) async fn make(
    connection: &mut AnyConnection,
    draft_id: &str,
    of_part: bool,
    now: i64,
) -> Result<SupportCode, Error> {
    MADE.hold(connection, &[draft_id], now).await?;
    end(connection, draft_id, now).await?;
    for _ in 0..8 {
        let code = reference::code_from_random(clock::random());
        let made = sqlx::query(
            "insert into support_code (id, draft_id, code_hash, created_at, expires_at, of_part) \
             values ($1, $2, $3, $4, $5, $6) on conflict (code_hash) do nothing",
        )
        .bind(clock::id())
        .bind(draft_id)
        .bind(hash(&code))
        .bind(now)
        .bind(now + VALID)
        .bind(i64::from(of_part))
        .execute(&mut *connection)
        .await?;
        if made.rows_affected() == 1 {
            return Ok(SupportCode {
                code,
                expires_at: now + VALID,
            });
        }
    }
    Err(Error::Unavailable)
}

/// What a typed code is of: the outer error undoes; the inner one is the answer, and that it was counted stays.
pub(super) async fn find(
    connection: &mut AnyConnection,
    typed: &str,
    staff: &Staff,
    now: i64,
) -> Result<Result<Code, Error>, Error> {
    if let Err(wait) = MISSES.left(connection, &[&staff.id], now).await? {
        return Ok(Err(Error::TooManyRequests(wait)));
    }
    let code = reference::read_code(typed).unwrap_or_default();
    let row = sqlx::query(
        "select c.id, c.draft_id, c.expires_at, c.staff_id, c.of_part from support_code c \
         where c.code_hash = $1 and c.expires_at > $2 and c.ended_at is null and (c.staff_id is null or c.staff_id = $3) \
         and ((c.of_part = 0 and exists (select 1 from draft d where d.id = c.draft_id)) or (c.of_part = 1 \
         and exists (select 1 from invitation i where i.id = c.draft_id and i.state in ('sent', 'accepted'))))",
    )
    .bind(hash(&code))
    .bind(now)
    .bind(&staff.id)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(row) = row {
        return Ok(Ok(Code {
            id: row.try_get(0)?,
            draft_id: row.try_get(1)?,
            expires_at: row.try_get(2)?,
            is_bound: row.try_get::<Option<String>, _>(3)?.is_some(),
            of_part: row.try_get::<i64, _>(4)? == 1,
        }));
    }
    sqlx::query("insert into support_miss (id, staff_id, at) values ($1, $2, $3)")
        .bind(clock::id())
        .bind(&staff.id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(Err(Error::CodeUnknown))
}

/// Forgets what has run out a day ago. Views first: they name codes.
pub(super) async fn clean(connection: &mut AnyConnection, now: i64) -> Result<(), Error> {
    for (sql, before) in [
        ("delete from support_view where expires_at < $1", now - 86_400),
        ("delete from support_code where expires_at < $1", now - 86_400),
        ("delete from support_miss where at < $1", now - MISSES.span),
    ] {
        sqlx::query(sql).bind(before).execute(&mut *connection).await?;
    }
    Ok(())
}

impl Store {
    /// Makes a support code for a draft of this person; older ones end, and what was opened with them.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::TooManyRequests`].
    pub async fn make_support_code(
        &self,
        draft_id: String,
        person: String,
        now: i64,
    ) -> Result<SupportCode, Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                draft::own(connection, &draft_id, &person).await?;
                make(connection, &draft_id, false, now).await
            })
        })
        .await
    }

    /// Ends the support codes of a draft of this person, and what was opened with them.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn end_support_code(&self, draft_id: String, person: String, now: i64) -> Result<(), Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                draft::own(connection, &draft_id, &person).await?;
                end(connection, &draft_id, now).await
            })
        })
        .await
    }
}
