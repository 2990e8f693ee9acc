//! Who leaves an organisation, and who takes over what they took care of.

use super::history::{Noted, note};
use super::member::{other_handlers, others, require};
use super::{By, registration, told};
use crate::error::Error;
use crate::store::Store;
use permit::api::history::Deed;
use permit::api::organisation::MemberRole;
use sqlx::{AnyConnection, Row};

/// Who takes over: the named member, or else who is in charge.
async fn successor(
    connection: &mut AnyConnection,
    by: &By,
    leaving: &str,
    to: &str,
) -> Result<String, Error> {
    let row = sqlx::query(
        "select id from member where organisation_id = $1 and id <> $2 and ended_at is null \
         and ((id = $3 and (until = '' or until >= $4)) or ($5 = '' and role = 'in_charge')) order by created_at, id limit 1",
    )
    .bind(&by.organisation)
    .bind(leaving)
    .bind(to)
    .bind(by.today())
    .bind(to)
    .fetch_optional(connection)
    .await?
    .ok_or(Error::InvalidRequest)?;
    Ok(row.try_get(0)?)
}

/// How many invitations and applications a member takes care of, as the list of people says it.
async fn cases_of(connection: &mut AnyConnection, member: &str) -> Result<i64, Error> {
    let row =
        sqlx::query("select count(*) from invitation where member_id = $1 and state in ('sent', 'accepted')")
            .bind(member)
            .fetch_one(connection)
            .await?;
    Ok(row.try_get(0)?)
}

async fn end(connection: &mut AnyConnection, by: By, member: String, to: String) -> Result<(), Error> {
    let mine = require(connection, &by).await?;
    if mine.role != MemberRole::InCharge && mine.id != member {
        return Err(Error::Forbidden);
    }
    let row = sqlx::query(
        "select role, handles from member where organisation_id = $1 and id = $2 and ended_at is null",
    )
    .bind(&by.organisation)
    .bind(&member)
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(Error::NotFound)?;
    let (role, handles): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
    let leaving = told::of_member(connection, &member).await?;
    let in_charge = others(
        connection,
        &by.organisation,
        MemberRole::InCharge,
        &leaving.person,
    )
    .await?;
    if role == MemberRole::InCharge.name() && in_charge == 0 {
        return Err(Error::LastInCharge);
    }
    if handles != 0 && other_handlers(connection, &by.organisation, &leaving.person).await? == 0 {
        return Err(Error::LastHandler);
    }
    let next = successor(connection, &by, &member, &to).await?;
    let cases = cases_of(connection, &member).await?;
    sqlx::query("update invitation set member_id = $1 where member_id = $2")
        .bind(&next)
        .bind(&member)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update member set ended_at = $1 where id = $2")
        .bind(by.now)
        .bind(&member)
        .execute(&mut *connection)
        .await?;
    if role == MemberRole::InCharge.name() || handles != 0 {
        registration::renew(connection, &by.organisation).await?;
    }
    let noted = Noted {
        member: &member,
        ..Noted::default()
    };
    note(connection, by.who(), Deed::MemberEnded, noted, by.now).await?;
    if cases > 0 {
        let noted = Noted {
            member: &next,
            cases,
            ..Noted::default()
        };
        note(connection, by.who(), Deed::HandedOver, noted, by.now).await?;
    }
    let next = told::of_member(connection, &next).await?;
    told::left(connection, &by, (&leaving, &next), cases).await
}

impl Store {
    /// Ends a membership; what the person took care of goes to the membership `to`, or to who is in charge. Both are told.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], [`Error::LastInCharge`], [`Error::LastHandler`];
    /// [`Error::InvalidRequest`] if `to` is nobody's.
    pub async fn end_member(&self, by: By, member: String, to: String) -> Result<(), Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(end(connection, by, member, to))
        })
        .await
    }
}
