//! The people of an organisation: who may do what, checked at each request.

use super::history::{Noted, note};
use super::{By, invitation, person_of, registration, told};
use crate::clock;
use crate::error::Error;
use crate::locales::known;
use crate::store::Store;
use permit::api::history::Deed;
use permit::api::organisation::{Member, MemberRole, Organisation};
use sqlx::{AnyConnection, Row};

/// The most handlers (domain.md 5), people in charge who handle applications among them; there is always one.
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
    /// Of a person in charge: whether they handle applications too; `None` leaves it as it was.
    pub handles: Option<bool>,
    /// The last day of the mandate; empty of who has none.
    pub until: String,
    /// The language of the letter; an empty one of a member leaves it as it was.
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
         and i.state in ('sent', 'accepted')), m.phone, m.handles from member m join person p on p.id = m.person_id \
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
                handles: row.try_get::<i64, _>(6)? != 0,
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
    handles: bool,
    until: String,
    locale: String,
    phone: String,
}

async fn stored(
    connection: &mut AnyConnection,
    organisation: &str,
    person: &str,
) -> Result<Option<Stored>, Error> {
    let row = sqlx::query(
        "select role, handles, until, locale, phone from member \
         where organisation_id = $1 and person_id = $2 and ended_at is null",
    )
    .bind(organisation)
    .bind(person)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stored {
        role: row.try_get(0)?,
        handles: row.try_get::<i64, _>(1)? != 0,
        until: row.try_get(2)?,
        locale: row.try_get(3)?,
        phone: row.try_get(4)?,
    }))
}

/// What a membership says.
pub(super) struct New<'a> {
    pub person: &'a str,
    pub role: MemberRole,
    /// Whether they are one of the handlers.
    pub handles: bool,
    pub until: &'a str,
    pub locale: &'a str,
    pub phone: &'a str,
}

/// Writes a membership, and returns its id: the same again for who comes back.
pub(super) async fn put(connection: &mut AnyConnection, by: &By, new: &New<'_>) -> Result<String, Error> {
    let row = sqlx::query(
        "insert into member (id, organisation_id, person_id, role, until, locale, created_at, phone, handles) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (organisation_id, person_id) do update set \
         role = excluded.role, until = excluded.until, locale = excluded.locale, phone = excluded.phone, \
         handles = excluded.handles, ended_at = null returning id",
    )
    .bind(clock::id())
    .bind(&by.organisation)
    .bind(new.person)
    .bind(new.role.name())
    .bind(new.until)
    .bind(new.locale)
    .bind(by.now)
    .bind(new.phone)
    .bind(i64::from(new.handles))
    .fetch_one(connection)
    .await?;
    Ok(row.try_get(0)?)
}

/// How many others than this person have a role; of agents all whose membership was not ended.
pub(super) async fn others(
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

/// How many others than this person handle applications. Who does has no last day, so none of them goes by itself.
pub(super) async fn other_handlers(
    connection: &mut AnyConnection,
    organisation: &str,
    but: &str,
) -> Result<i64, Error> {
    let row = sqlx::query(
        "select count(*) from member where organisation_id = $1 and handles = 1 and person_id <> $2 and ended_at is null",
    )
    .bind(organisation)
    .bind(but)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get(0)?)
}

async fn add(connection: &mut AnyConnection, mut wish: MemberWish) -> Result<Organisation, Error> {
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
    let before = stored(connection, &by.organisation, &person).await?;
    // Without a language it is about somebody who is on the page as this: who left meanwhile does not come back by it.
    let is_as_seen = before
        .as_ref()
        .is_some_and(|before| before.role == wish.role.name());
    if wish.locale.is_empty() && !is_as_seen {
        return Err(Error::OrganisationChanged);
    }
    let handled = before.as_ref().is_some_and(|before| before.handles);
    let handles = match wish.role {
        MemberRole::Handler => true,
        MemberRole::InCharge => wish.handles.unwrap_or(handled),
        MemberRole::Agent => false,
    };
    let handlers = other_handlers(connection, &by.organisation, &person).await?;
    if handles && handlers >= HANDLERS {
        return Err(Error::TooManyHandlers);
    }
    if others(connection, &by.organisation, wish.role, &person).await? >= OTHERS {
        return Err(Error::TooMany);
    }
    let in_charge = others(connection, &by.organisation, MemberRole::InCharge, &person).await?;
    if wish.role != MemberRole::InCharge && in_charge == 0 {
        return Err(Error::LastInCharge);
    }
    if !handles && handlers == 0 {
        return Err(Error::LastHandler);
    }
    if wish.locale.is_empty() {
        let locale = before.as_ref().map_or(known(""), |before| before.locale.as_str());
        wish.locale = locale.to_owned();
    }
    let phone = before.as_ref().map_or("", |before| before.phone.as_str());
    let new = New {
        person: &person,
        role: wish.role,
        handles,
        until: &wish.until,
        locale: &wish.locale,
        phone: wish.phone.as_deref().unwrap_or(phone),
    };
    let id = put(connection, by, &new).await?;
    // Who is in charge, and who handles applications, is part of what the authority looks at.
    let charge = MemberRole::InCharge;
    let was_in_charge = before.as_ref().is_some_and(|before| before.role == charge.name());
    if (was_in_charge, handled) != (wish.role == charge, handles) {
        registration::renew(connection, &by.organisation).await?;
    }
    let what = match &before {
        None => Some(Deed::MemberAdded),
        Some(before) => {
            let is_same = before.role == wish.role.name() && before.until == wish.until && handled == handles;
            (!is_same).then_some(Deed::MemberChanged)
        }
    };
    if let Some(what) = what {
        let noted = Noted {
            member: &id,
            why: wish.role.name(),
            handles: handles && wish.role == charge,
            ..Noted::default()
        };
        note(connection, by.who(), what, noted, by.now).await?;
        told::member(connection, &wish, (&person, handles), what).await?;
    }
    let role = find(connection, &by.organisation, &by.person, &by.today()).await?;
    registration::view(connection, &by.organisation, role.map(|mine| mine.role)).await
}

impl Store {
    /// Makes somebody a member, or changes what they are.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], [`Error::TooManyHandlers`], [`Error::LastHandler`],
    /// [`Error::LastInCharge`], [`Error::TooMany`], [`Error::OwnEmployer`] of somebody who is invited as an applicant,
    /// [`Error::OrganisationChanged`] of nobody in this role where no language is named.
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
}
