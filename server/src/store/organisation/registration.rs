//! What an organisation says of itself, and what the authority decided about it.

use super::history::{Noted, note};
use super::member::{self, Mine};
use super::{By, paper, told};
use crate::clock;
use crate::error::Error;
use crate::organisation::letters::Sender;
use crate::store::{Store, StoredFile, file};
use permit::api::WireProblem;
use permit::api::employer::Paper;
use permit::api::history::Deed;
use permit::api::organisation::{MemberRole, Organisation, OrganisationRequest};
use permit::check::credit_code::organisation_digit_is_right;
use permit::file::FileState;
use permit::lifecycle::Denied;
use permit::problem::Code;
use sqlx::{AnyConnection, Row};

/// The most organisations that a person may be in charge of.
const MOST: i64 = 20;
/// The most that the authority gets in one answer; [`Store::employers`] has pages.
const PAGE: i64 = 500;

/// A wish to register an organisation; tidied and checked.
pub struct RegisterWish {
    /// Who wishes it; the organisation is empty.
    pub by: By,
    /// What it says of itself.
    pub about: OrganisationRequest,
    /// The language of letters to who registers it.
    pub locale: String,
}

/// A wish to change what an organisation says of itself; tidied and checked.
pub struct ChangeWish {
    /// Who wishes it.
    pub by: By,
    /// What it says of itself from now on; its papers stay.
    pub about: OrganisationRequest,
    /// The revision that the person saw.
    pub seen: i64,
}

/// What an officer decided.
pub struct DecisionWish {
    /// About which organisation.
    pub organisation: String,
    /// Which officer.
    pub officer: String,
    /// Approved, or returned.
    pub approved: bool,
    /// Why, in words.
    pub why: String,
    /// The revision that the officer saw.
    pub seen: i64,
    /// The time.
    pub now: i64,
    /// Who writes the letter.
    pub sender: Sender,
}

/// An organisation, as somebody of this role sees it; staff have none.
pub(super) async fn view(
    connection: &mut AnyConnection,
    id: &str,
    role: Option<MemberRole>,
) -> Result<Organisation, Error> {
    let row = sqlx::query(
        "select name, credit_code, address, phone, state, why, updated_at, revision from organisation where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(Error::NotFound)?;
    let files: Vec<_> = paper::papers(connection, id)
        .await?
        .into_iter()
        .map(|(file, _)| file)
        .collect();
    let credit_code: String = row.try_get(1)?;
    let warning = if organisation_digit_is_right(&credit_code) {
        ""
    } else {
        Code::CreditCodeOrganisation.name()
    };
    Ok(Organisation {
        id: id.into(),
        about: OrganisationRequest {
            name: row.try_get(0)?,
            credit_code,
            address: row.try_get(2)?,
            phone: row.try_get(3)?,
            documents: files.iter().map(|one| one.file.id.clone()).collect(),
        },
        files,
        state: row.try_get(4)?,
        why: row.try_get(5)?,
        role,
        members: member::list(connection, id).await?,
        updated_at: row.try_get(6)?,
        revision: row.try_get(7)?,
        warning: warning.into(),
    })
}

/// What the authority looks at is another version now, though no word of the registration changed.
pub(super) async fn renew(connection: &mut AnyConnection, organisation: &str) -> Result<(), Error> {
    sqlx::query("update organisation set revision = revision + 1 where id = $1")
        .bind(organisation)
        .execute(connection)
        .await?;
    Ok(())
}

/// The code is another organisation's.
async fn is_taken(connection: &mut AnyConnection, code: &str, but: &str) -> Result<bool, Error> {
    let found = sqlx::query("select id from organisation where credit_code = $1 and id <> $2")
        .bind(code)
        .bind(but)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// Makes these files of who registers an organisation its papers.
async fn put_documents(connection: &mut AnyConnection, by: &By, files: &[String]) -> Result<(), Error> {
    let mut wrong = Vec::new();
    for (place, id) in files.iter().enumerate() {
        let found = file::find(connection, &by.person, id).await?;
        if found.is_none_or(|found| found.info.state == FileState::Refused) {
            wrong.push(WireProblem {
                key: "documents".into(),
                code: "file_missing".into(),
            });
            continue;
        }
        sqlx::query(
            "insert into organisation_document (organisation_id, person_id, file_id, place, paper) \
             values ($1, $2, $3, $4, $5)",
        )
        .bind(&by.organisation)
        .bind(&by.person)
        .bind(id)
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(Paper::Other.name())
        .execute(&mut *connection)
        .await?;
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        // Nothing of the whole wish is stored.
        Err(Error::InvalidAnswers(wrong))
    }
}

async fn register(connection: &mut AnyConnection, wish: RegisterWish) -> Result<Organisation, Error> {
    let RegisterWish {
        mut by,
        about,
        locale,
    } = wish;
    if is_taken(connection, &about.credit_code, "").await? {
        return Err(Error::OrganisationExists);
    }
    let count: i64 = sqlx::query(
        "select count(*) from member where person_id = $1 and role = 'in_charge' and ended_at is null",
    )
    .bind(&by.person)
    .fetch_one(&mut *connection)
    .await?
    .try_get(0)?;
    if count >= MOST {
        return Err(Error::TooMany);
    }
    by.organisation = clock::id();
    sqlx::query(
        "insert into organisation (id, credit_code, name, address, phone, state, why, created_at, updated_at) \
         values ($1, $2, $3, $4, $5, 'pending', '', $6, $7)",
    )
    .bind(&by.organisation)
    .bind(&about.credit_code)
    .bind(&about.name)
    .bind(&about.address)
    .bind(&about.phone)
    .bind(by.now)
    .bind(by.now)
    .execute(&mut *connection)
    .await?;
    put_documents(connection, &by, &about.documents).await?;
    let new = member::New {
        person: &by.person,
        role: MemberRole::InCharge,
        // An organisation always has a handler: to begin with, whoever registers it.
        handles: true,
        until: "",
        locale: &locale,
        phone: "",
    };
    member::put(connection, &by, &new).await?;
    note(connection, by.who(), Deed::Registered, Noted::default(), by.now).await?;
    view(connection, &by.organisation, Some(MemberRole::InCharge)).await
}

async fn change(connection: &mut AnyConnection, wish: ChangeWish) -> Result<Organisation, Error> {
    let ChangeWish { by, mut about, seen } = wish;
    let Mine { role, .. } = member::require(connection, &by).await?;
    if role == MemberRole::Agent {
        return Err(Error::Forbidden);
    }
    let before = view(connection, &by.organisation, Some(role)).await?;
    about.documents.clone_from(&before.about.documents);
    // Said before.
    if before.about == about {
        return Ok(before);
    }
    if before.revision != seen {
        return Err(Error::OrganisationChanged);
    }
    if is_taken(connection, &about.credit_code, &by.organisation).await? {
        return Err(Error::OrganisationExists);
    }
    // Who it is, the authority looks at once more: it approves a name and a code, and papers that prove them. Where it is
    // reached is its own to say; what it puts to its papers goes along with the next application and is seen there. (domain.md 5
    // has a change form for the data of a unit, and no word on which of them wait.)
    let is_other = before.about.name != about.name || before.about.credit_code != about.credit_code;
    let state = if is_other || before.state == "returned" {
        "pending"
    } else {
        before.state.as_str()
    };
    sqlx::query(
        "update organisation set credit_code = $1, name = $2, address = $3, phone = $4, state = $5, why = '', \
         updated_at = $6, revision = revision + 1 where id = $7",
    )
    .bind(&about.credit_code)
    .bind(&about.name)
    .bind(&about.address)
    .bind(&about.phone)
    .bind(state)
    .bind(by.now)
    .bind(&by.organisation)
    .execute(&mut *connection)
    .await?;
    note(connection, by.who(), Deed::Changed, Noted::default(), by.now).await?;
    view(connection, &by.organisation, Some(role)).await
}

async fn decide(connection: &mut AnyConnection, wish: DecisionWish) -> Result<Organisation, Error> {
    let before = view(connection, &wish.organisation, None).await?;
    let why = wish.why.trim();
    if !wish.approved && why.is_empty() {
        return Err(Error::Denied(Denied::ReasonMissing));
    }
    let (state, what) = match wish.approved {
        true => ("approved", Deed::Approved),
        false => ("returned", Deed::Returned),
    };
    // Why it was approved is for the record alone.
    let shown = if wish.approved { "" } else { why };
    // The same press twice is one.
    if before.state == state && before.why == shown {
        return Ok(before);
    }
    if before.revision != wish.seen {
        return Err(Error::OrganisationChanged);
    }
    sqlx::query(
        "update organisation set state = $1, why = $2, updated_at = $3, revision = revision + 1, \
         approved_name = case when $1 = 'approved' then name else approved_name end where id = $4",
    )
    .bind(state)
    .bind(shown)
    .bind(wish.now)
    .bind(&wish.organisation)
    .execute(&mut *connection)
    .await?;
    let who = (wish.organisation.as_str(), wish.officer.as_str());
    let noted = Noted {
        why,
        ..Noted::default()
    };
    note(connection, who, what, noted, wish.now).await?;
    let about = (wish.organisation.as_str(), before.about.name.as_str());
    told::decided(connection, about, wish.approved, &wish.sender, wish.now).await?;
    view(connection, &wish.organisation, None).await
}

impl Store {
    /// Registers an organisation; who does is in charge of it, and handles its applications.
    ///
    /// # Errors
    /// [`Error::OrganisationExists`], [`Error::InvalidAnswers`] of files that are not the person's, [`Error::TooMany`].
    pub async fn register_organisation(&self, wish: RegisterWish) -> Result<Organisation, Error> {
        let person = wish.by.person.clone();
        self.write_for(&person, move |connection| Box::pin(register(connection, wish)))
            .await
    }

    /// Changes what an organisation says of itself. What was returned, and another name or code, waits for the authority.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], [`Error::OrganisationExists`]; [`Error::OrganisationChanged`] where another
    /// version was seen.
    pub async fn change_organisation(&self, wish: ChangeWish) -> Result<Organisation, Error> {
        let person = wish.by.person.clone();
        self.write_for(&person, move |connection| Box::pin(change(connection, wish)))
            .await
    }

    /// Writes down what an officer decided, and tells who is in charge.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without a reason where one is needed; [`Error::OrganisationChanged`] where
    /// another version was seen.
    pub async fn decide_organisation(&self, wish: DecisionWish) -> Result<Organisation, Error> {
        self.writer
            .write(move |connection| Box::pin(decide(connection, wish)))
            .await
    }

    /// An organisation of this person.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn organisation(&self, by: &By) -> Result<Organisation, Error> {
        let mut connection = self.reads.acquire().await?;
        let mine = member::require(&mut connection, by).await?;
        view(&mut connection, &by.organisation, Some(mine.role)).await
    }

    /// The organisations of this person on a day (ISO 8601), by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn organisations(&self, person: &str, today: &str) -> Result<Vec<Organisation>, Error> {
        let mut connection = self.reads.acquire().await?;
        let mut list = Vec::new();
        for (id, role) in member::of_person(&mut connection, person, today).await? {
            list.push(view(&mut connection, &id, Some(role)).await?);
        }
        list.sort_by(|one, other| one.about.name.cmp(&other.about.name));
        Ok(list)
    }

    /// The organisations in this state, or all where it is empty: who waits longest comes first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn organisations_for_desk(&self, state: &str) -> Result<Vec<Organisation>, Error> {
        let mut connection = self.reads.acquire().await?;
        let rows = sqlx::query(
            "select id from organisation where state = $1 or $2 = '' order by updated_at, id limit $3",
        )
        .bind(state)
        .bind(state)
        .bind(PAGE)
        .fetch_all(&mut *connection)
        .await?;
        let mut list = Vec::new();
        for row in rows {
            let id: String = row.try_get(0)?;
            list.push(view(&mut connection, &id, None).await?);
        }
        Ok(list)
    }

    /// A file that proves a registration, for the authority.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn organisation_file(&self, organisation: &str, id: &str) -> Result<StoredFile, Error> {
        let mut connection = self.reads.acquire().await?;
        let person = paper::owner(&mut connection, organisation, id)
            .await?
            .ok_or(Error::NotFound)?;
        file::find(&mut connection, &person, id)
            .await?
            .ok_or(Error::NotFound)
    }
}
