//! The applicant's side of what joins them to an employer, and the code that they give to one.

use super::answer::{join, may_join, post};
use super::{By, found, history, invitation, joined, member, told};
use crate::clock;
use crate::error::Error;
use crate::news::Todo;
use crate::organisation::letters::Sender;
use crate::sign_in::{hash, token};
use crate::store::notice::Reader;
use crate::store::tries::Limit;
use crate::store::{Person, Store, draft};
use permit::api::history::Deed;
use permit::api::organisation::{DraftEmployer, Invitation, Invitee};
use permit::reference;
use sqlx::{AnyConnection, Row};

/// Seconds that a code holds.
const VALID: i64 = 7 * 86_400;
/// Wrong codes that a person may enter.
const WRONG: Limit = Limit {
    sql: "select count(*), min(at) from join_failure where at > $1 and person_id = $2",
    span: 86_400,
    most: 20,
};

fn code_hash(code: &str) -> String {
    hash(&["join", code])
}

/// Somebody else's draft is as if there were none.
async fn own(connection: &mut AnyConnection, id: &str, person: &str) -> Result<(), Error> {
    let found = draft::find(connection, id).await?;
    found
        .filter(|row| row.person == person)
        .map(drop)
        .ok_or(Error::NotFound)
}

async fn employer(connection: &mut AnyConnection, id: &str, person: &str) -> Result<DraftEmployer, Error> {
    own(connection, id, person).await?;
    let joined = joined::employer_of(connection, id).await?;
    Ok(joined.map_or_else(
        || DraftEmployer {
            organisation: String::new(),
            credit_code: String::new(),
            post: Vec::new(),
            code: String::new(),
        },
        |joined| DraftEmployer {
            post: post(&joined.part),
            organisation: joined.name,
            credit_code: joined.credit_code,
            code: String::new(),
        },
    ))
}

async fn make_code(
    connection: &mut AnyConnection,
    id: &str,
    (person, locale): (&str, &str),
    now: i64,
) -> Result<DraftEmployer, Error> {
    let mut employer = employer(connection, id, person).await?;
    joined::is_free(connection, id).await?;
    employer.code = reference::code_from_random(clock::random());
    // The newest alone holds: there is one row for each draft.
    sqlx::query(
        "insert into join_code (draft_id, code_hash, locale, expires_at) values ($1, $2, $3, $4) \
         on conflict (draft_id) do update set code_hash = excluded.code_hash, locale = excluded.locale, \
         expires_at = excluded.expires_at",
    )
    .bind(id)
    .bind(code_hash(&employer.code))
    .bind(locale)
    .bind(now + VALID)
    .execute(connection)
    .await?;
    Ok(employer)
}

async fn leave(
    connection: &mut AnyConnection,
    id: &str,
    person: &str,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    own(connection, id, person).await?;
    sqlx::query("delete from join_code where draft_id = $1")
        .bind(id)
        .execute(&mut *connection)
        .await?;
    let Some(employer) = joined::employer_of(connection, id).await? else {
        return Ok(());
    };
    joined::part(connection, &employer.invitation, id, now).await?;
    let news = ("news.invitation_left", Todo::Unsaid);
    told::employer(connection, &(&employer).into(), news, sender, now).await
}

/// A draft, and whose it is.
struct Coded {
    draft: String,
    person: String,
    email: String,
    locale: String,
}

/// The draft of a code that holds.
async fn of_code(connection: &mut AnyConnection, code: &str, now: i64) -> Result<Option<Coded>, Error> {
    let row = sqlx::query(
        "select d.id, p.id, p.email, j.locale from join_code j join draft d on d.id = j.draft_id join person p on p.id = d.person_id \
         where j.code_hash = $1 and j.expires_at > $2",
    )
    .bind(code_hash(code))
    .bind(now)
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(Coded {
            draft: row.try_get(0)?,
            person: row.try_get(1)?,
            email: row.try_get(2)?,
            locale: row.try_get(3)?,
        })
    })
    .transpose()
}

/// The outer error undoes; the inner one is the answer, and the try that it counts stays.
async fn by_code(
    connection: &mut AnyConnection,
    by: By,
    typed: String,
) -> Result<Result<Invitation, Error>, Error> {
    let mine = member::require(connection, &by).await?;
    WRONG.hold(connection, &[&by.person], by.now).await?;
    let code = reference::read_code(&typed).unwrap_or_default();
    let Some(coded) = of_code(connection, &code, by.now).await? else {
        sqlx::query("delete from join_failure where at <= $1")
            .bind(by.now - WRONG.span)
            .execute(&mut *connection)
            .await?;
        sqlx::query("insert into join_failure (id, person_id, at) values ($1, $2, $3)")
            .bind(clock::id())
            .bind(&by.person)
            .bind(by.now)
            .execute(connection)
            .await?;
        return Ok(Err(Error::CodeUnknown));
    };
    may_join(connection, &by.organisation, &coded.person, &coded.draft).await?;
    let to = Invitee {
        email: coded.email,
        label: String::new(),
        locale: coded.locale,
        post: Vec::new(),
    };
    // Its secret is sent to nobody.
    let new = invitation::New {
        to: &to,
        email_key: &to.email.to_lowercase(),
        member: &mine.id,
        secret: &token(),
    };
    let id = invitation::insert(connection, &by, &new).await?;
    join(connection, &id, (&coded.person, &coded.draft), by.now).await?;
    history::of_invitation(connection, &by, Deed::Joined, &id).await?;
    let wire = found::find(connection, &by.organisation, &id).await?.wire;
    let reader = Reader {
        person: coded.person,
        email: to.email,
        locale: to.locale,
    };
    let news = ("news.joined", Todo::Unsaid);
    let page = told::draft_page(&coded.draft);
    let joined = (wire.part.organisation_name.as_str(), page);
    told::applicant(connection, &reader, joined, news, &by.sender, by.now).await?;
    Ok(Ok(wire))
}

impl Store {
    /// The employer that is joined to a person's draft.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn draft_employer(&self, id: &str, person: &str) -> Result<DraftEmployer, Error> {
        let mut connection = self.reads.acquire().await?;
        employer(&mut connection, id, person).await
    }

    /// Makes a code by which an employer joins a draft; the one before no longer holds.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::AlreadyJoined`]; [`Error::Denied`] once the application is over.
    pub async fn make_join_code(
        &self,
        id: String,
        person: &Person,
        locale: &'static str,
        now: i64,
    ) -> Result<DraftEmployer, Error> {
        let who = person.id.clone();
        self.write_for(&person.id, move |connection| {
            Box::pin(async move { make_code(connection, &id, (&who, locale), now).await })
        })
        .await
    }

    /// Ends what joins a draft and an employer, and the code that is out; tells who takes care of it there.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] while the employer's signature stands.
    pub async fn leave_employer(
        &self,
        id: String,
        person: &Person,
        sender: Sender,
        now: i64,
    ) -> Result<(), Error> {
        let who = person.id.clone();
        self.write_for(&person.id, move |connection| {
            Box::pin(async move { leave(connection, &id, &who, &sender, now).await })
        })
        .await
    }

    /// Joins the draft of a code.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CodeUnknown`], [`Error::TooManyRequests`], [`Error::AlreadyJoined`],
    /// [`Error::OwnEmployer`], [`Error::Denied`] once the application is over.
    pub async fn join_by_code(&self, by: By, code: String) -> Result<Invitation, Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| Box::pin(by_code(connection, by, code)))
            .await?
    }
}
