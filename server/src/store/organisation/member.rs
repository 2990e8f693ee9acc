//! The people of an organisation: who may do what, checked at each request.

use super::history::{Noted, note};
use super::{By, invitation, person_of, registration, told};
use crate::clock;
use crate::error::Error;
use crate::store::Store;
use permit::api::history::Deed;
use permit::api::organisation::{Member, MemberRole, Organisation};
use sqlx::{AnyConnection, Row};

/// The most handlers (domain.md 5).
const HANDLERS: i64 = 3;
/// The most people in charge, and the most agents: far beyond anybody's need.
const OTHERS: i64 = 20;

/// A wish to make somebody a member, or to change what they are; tidied and checked.
pub struct MemberWish {
    /// Who wishes it.
    pub by: By,
    /// The address.
    pub email: String,
    /// The same as people compare it.
    pub email_key: String,
    /// What they may do.
    pub role: MemberRole,
    /// The last day of the mandate; empty of who has none.
    pub until: String,
    /// The language of the letter.
    pub locale: String,
    /// A telephone of their own; `None` leaves it as it was.
    pub phone: Option<String>,
}

/// A membership of who asks.
pub(super) struct Mine {
    pub id: String,
    pub role: MemberRole,
}

/// The membership that holds today, of who acts.
///
/// # Errors
/// [`Error::NotFound`]: somebody else's organisation is as if there were none.
pub(super) async fn require(connection: &mut AnyConnection, by: &By) -> Result<Mine, Error> {
    let found = find(connection, &by.organisation, &by.person, &by.today()).await?;
    found.ok_or(Error::NotFound)
}

async fn find(
    connection: &mut AnyConnection,
    organisation: &str,
    person: &str,
    today: &str,
) -> Result<Option<Mine>, Error> {
    let row = sqlx::query(
        "select id, role from member where organisation_id = $1 and person_id = $2 and ended_at is null \
         and (until = '' or until >= $3)",
    )
    .bind(organisation)
    .bind(person)
    .bind(today)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let role = MemberRole::named(&row.try_get::<String, _>(1)?).ok_or(Error::Internal)?;
    let id = row.try_get(0)?;
    Ok(Some(Mine { id, role }))
}

/// What a person may do in an organisation on a day (ISO 8601): nothing where they are nobody's there, or where a mandate
/// has ended.
///
/// # Errors
/// What the database says.
pub async fn member_of(
    connection: &mut AnyConnection,
    organisation: &str,
    person: &str,
    today: &str,
) -> Result<Option<MemberRole>, Error> {
    let found = find(connection, organisation, person, today).await?;
    Ok(found.map(|mine| mine.role))
}

/// The organisations of a person on a day.
pub(super) async fn of_person(
    connection: &mut AnyConnection,
    person: &str,
    today: &str,
) -> Result<Vec<(String, MemberRole)>, Error> {
    let rows = sqlx::query(
        "select organisation_id, role from member where person_id = $1 and ended_at is null \
         and (until = '' or until >= $2)",
    )
    .bind(person)
    .bind(today)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let role = MemberRole::named(&row.try_get::<String, _>(1)?).ok_or(Error::Internal)?;
            Ok((row.try_get(0)?, role))
        })
        .collect()
}

/// The people of an organisation, those whose mandate has run out too: they stand there until somebody ends it.
pub(super) async fn list(connection: &mut AnyConnection, organisation: &str) -> Result<Vec<Member>, Error> {
    let rows = sqlx::query(
        "select m.id, p.email, m.role, m.until, (select count(*) from invitation i where i.member_id = m.id \
         and i.state in ('sent', 'accepted')), m.phone from member m join person p on p.id = m.person_id \
         where m.organisation_id = $1 and m.ended_at is null order by m.created_at, m.id",
    )
    .bind(organisation)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Member {
                id: row.try_get(0)?,
                email: row.try_get(1)?,
                role: MemberRole::named(&row.try_get::<String, _>(2)?).ok_or(Error::Internal)?,
                until: row.try_get(3)?,
                cases: u32::try_from(row.try_get::<i64, _>(4)?).unwrap_or(u32::MAX),
                phone: row.try_get(5)?,
            })
        })
        .collect()
}

/// The addresses of an organisation's people, as people compare them.
pub(super) async fn addresses(
    connection: &mut AnyConnection,
    organisation: &str,
) -> Result<Vec<String>, Error> {
    let rows = sqlx::query(
        "select p.email_key from member m join person p on p.id = m.person_id \
         where m.organisation_id = $1 and m.ended_at is null",
    )
    .bind(organisation)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Whether a person works for an organisation, however little they may do there today.
pub(super) async fn is_of(
    connection: &mut AnyConnection,
    organisation: &str,
    person: &str,
) -> Result<bool, Error> {
    let found = sqlx::query(
        "select id from member where organisation_id = $1 and person_id = $2 and ended_at is null",
    )
    .bind(organisation)
    .bind(person)
    .fetch_optional(connection)
    .await?;
    Ok(found.is_some())
}

/// What is stored of somebody who works for an organisation.
struct Stored {
    role: String,
    until: String,
    phone: String,
}

async fn stored(
    connection: &mut AnyConnection,
    organisation: &str,
    person: &str,
) -> Result<Option<Stored>, Error> {
    let row = sqlx::query(
        "select role, until, phone from member where organisation_id = $1 and person_id = $2 and ended_at is null",
    )
    .bind(organisation)
    .bind(person)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stored {
        role: row.try_get(0)?,
        until: row.try_get(1)?,
        phone: row.try_get(2)?,
    }))
}

/// What a membership says.
pub(super) struct New<'a> {
    pub person: &'a str,
    pub role: MemberRole,
    pub until: &'a str,
    pub locale: &'a str,
    pub phone: &'a str,
}

/// Writes a membership, and returns its id: the same again for who comes back.
pub(super) async fn put(connection: &mut AnyConnection, by: &By, new: &New<'_>) -> Result<String, Error> {
    let row = sqlx::query(
        "insert into member (id, organisation_id, person_id, role, until, locale, created_at, phone) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organisation_id, person_id) do update set \
         role = excluded.role, until = excluded.until, locale = excluded.locale, phone = excluded.phone, \
         ended_at = null returning id",
    )
    .bind(clock::id())
    .bind(&by.organisation)
    .bind(new.person)
    .bind(new.role.name())
    .bind(new.until)
    .bind(new.locale)
    .bind(by.now)
    .bind(new.phone)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get(0)?)
}

/// How many others than this person have a role; of agents all whose membership was not ended.
async fn others(
    connection: &mut AnyConnection,
    organisation: &str,
    role: MemberRole,
    but: &str,
) -> Result<i64, Error> {
    let row = sqlx::query(
        "select count(*) from member where organisation_id = $1 and role = $2 and person_id <> $3 and ended_at is null",
    )
    .bind(organisation)
    .bind(role.name())
    .bind(but)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get(0)?)
}

async fn add(connection: &mut AnyConnection, wish: MemberWish) -> Result<Organisation, Error> {
    let by = &wish.by;
    let mine = require(connection, by).await?;
    if mine.role != MemberRole::InCharge {
        return Err(Error::Forbidden);
    }
    let person = person_of(connection, &wish.email, &wish.email_key, by.now).await?;
    let invited = invitation::open_to(connection, by, "").await?;
    if invited.contains(&wish.email_key) {
        return Err(Error::OwnEmployer);
    }
    let with_role = others(connection, &by.organisation, wish.role, &person).await?;
    match wish.role {
        MemberRole::Handler if with_role >= HANDLERS => return Err(Error::TooManyHandlers),
        _ if with_role >= OTHERS => return Err(Error::TooMany),
        _ => {}
    }
    let in_charge = others(connection, &by.organisation, MemberRole::InCharge, &person).await?;
    if wish.role != MemberRole::InCharge && in_charge == 0 {
        return Err(Error::LastInCharge);
    }
    let before = stored(connection, &by.organisation, &person).await?;
    let phone = before.as_ref().map_or("", |before| before.phone.as_str());
    let new = New {
        person: &person,
        role: wish.role,
        until: &wish.until,
        locale: &wish.locale,
        phone: wish.phone.as_deref().unwrap_or(phone),
    };
    let id = put(connection, by, &new).await?;
    // Who is in charge is part of what was registered.
    let charge = MemberRole::InCharge;
    if before.as_ref().is_some_and(|before| before.role == charge.name()) != (wish.role == charge) {
        registration::renew(connection, &by.organisation).await?;
    }
    let what = match &before {
        None => Some(Deed::MemberAdded),
        Some(before) if before.role == wish.role.name() && before.until == wish.until => None,
        Some(_) => Some(Deed::MemberChanged),
    };
    if let Some(what) = what {
        let noted = Noted {
            member: &id,
            why: wish.role.name(),
            ..Noted::default()
        };
        note(connection, by.who(), what, noted, by.now).await?;
        told::member(connection, &wish, &person, what).await?;
    }
    let role = find(connection, &by.organisation, &by.person, &by.today()).await?;
    registration::view(connection, &by.organisation, role.map(|mine| mine.role)).await
}

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
    let row =
        sqlx::query("select role from member where organisation_id = $1 and id = $2 and ended_at is null")
            .bind(&by.organisation)
            .bind(&member)
            .fetch_optional(&mut *connection)
            .await?
            .ok_or(Error::NotFound)?;
    let role: String = row.try_get(0)?;
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
    if role == MemberRole::InCharge.name() {
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
    /// Makes somebody a member, or changes what they are.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], [`Error::TooManyHandlers`], [`Error::LastInCharge`], [`Error::TooMany`],
    /// [`Error::OwnEmployer`] of somebody who is invited as an applicant.
    pub async fn put_member(&self, wish: MemberWish) -> Result<Organisation, Error> {
        let person = wish.by.person.clone();
        self.write_for(&person, move |connection| Box::pin(add(connection, wish)))
            .await
    }

    /// What who acts may do in the organisation.
    ///
    /// # Errors
    /// [`Error::NotFound`] where that is nothing.
    pub async fn role_in(&self, by: &By) -> Result<MemberRole, Error> {
        let mut connection = self.reads.acquire().await?;
        Ok(require(&mut connection, by).await?.role)
    }

    /// Ends a membership; what the person took care of goes to the membership `to`, or to who is in charge. Both are told.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], [`Error::LastInCharge`]; [`Error::InvalidRequest`] if `to` is nobody's.
    pub async fn end_member(&self, by: By, member: String, to: String) -> Result<(), Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(end(connection, by, member, to))
        })
        .await
    }
}
