//! The new address while a request runs: an account that somebody began with it too early must not end the request.

use crate::error::Error;
use crate::store::{Holder, own_session, passkey};
use sqlx::{AnyConnection, Row};

/// What an account may hold that its person, or somebody else, counts on.
const HELD: [&str; 9] = [
    "select 1 from draft where person_id = $1 limit 1",
    "select 1 from application where person_id = $1 limit 1",
    "select 1 from upload where person_id = $1 limit 1",
    "select 1 from file where person_id = $1 limit 1",
    "select 1 from work_permit where person_id = $1 limit 1",
    "select 1 from member where person_id = $1 limit 1",
    "select 1 from post_template where person_id = $1 limit 1",
    "select 1 from help_request where person_id = $1 limit 1",
    "select 1 from recovery where person_id = $1 limit 1",
];

/// What goes with an account that holds nothing.
const GONE: [&str; 4] = [
    "delete from notice_setting where person_id = $1",
    "delete from notice_line where person_id = $1",
    "delete from deleted_draft where person_id = $1",
    "delete from person where id = $1",
];

async fn holds_nothing(connection: &mut AnyConnection, person: &str) -> Result<bool, Error> {
    for sql in HELD {
        let found = sqlx::query(sql)
            .bind(person)
            .fetch_optional(&mut *connection)
            .await?;
        if found.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether an address is free for the account that moves there. An account of its own that holds nothing makes way: whoever
/// reads that mailbox signed in before the day, and saw an empty list.
pub(super) async fn is_free(connection: &mut AnyConnection, new_key: &str) -> Result<bool, Error> {
    let found = sqlx::query("select id from person where email_key = $1")
        .bind(new_key)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = found else { return Ok(true) };
    let person: String = row.try_get(0)?;
    if !holds_nothing(connection, &person).await? {
        return Ok(false);
    }
    own_session::end_all(connection, &Holder::person(&person), "").await?;
    passkey::remove_all(connection, &person).await?;
    for sql in GONE {
        sqlx::query(sql).bind(&person).execute(&mut *connection).await?;
    }
    Ok(true)
}

/// Whether an account is about to move to this address, which has none of its own: signing in would begin one that stands
/// in its way. Said only of what the mailbox was told of in a letter.
pub(in crate::store) async fn is_awaited(connection: &mut AnyConnection, key: &str) -> Result<bool, Error> {
    let found = sqlx::query(
        "select 1 from recovery where state = 'waiting' and new_key = $1 \
         and not exists (select 1 from person where email_key = $2) limit 1",
    )
    .bind(key)
    .bind(key)
    .fetch_optional(connection)
    .await?;
    Ok(found.is_some())
}
