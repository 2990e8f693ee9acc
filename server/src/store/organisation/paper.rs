//! The papers of an organisation's registration, and what each is. They are files of the members who brought them, and go
//! along with each of its applications.

use super::By;
use super::history::{Noted, note};
use super::member::{self, Mine};
use super::registration::view;
use crate::error::Error;
use crate::store::{Store, StoredFile, file};
use permit::api::employer::{OrganisationFile, Paper, PaperRequest};
use permit::api::history::Deed;
use permit::api::organisation::{MemberRole, Organisation};
use permit::file::FileState;
use sqlx::{AnyConnection, Row};

/// The most papers of an organisation.
pub(super) const MOST: usize = 10;

/// A wish to make a file a paper of an organisation.
pub struct PaperWish {
    /// Who wishes it.
    pub by: By,
    /// Which file: one's own, or one that is a paper already.
    pub file: String,
    /// What it is.
    pub to: PaperRequest,
}

/// Whose file a paper is.
pub(super) async fn owner(
    connection: &mut AnyConnection,
    organisation: &str,
    file: &str,
) -> Result<Option<String>, Error> {
    let row = sqlx::query(
        "select person_id from organisation_document where organisation_id = $1 and file_id = $2",
    )
    .bind(organisation)
    .bind(file)
    .fetch_optional(connection)
    .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// The papers of an organisation in their order, with whose files they are; what is no file any more is left out.
pub(super) async fn papers(
    connection: &mut AnyConnection,
    organisation: &str,
) -> Result<Vec<(OrganisationFile, String)>, Error> {
    let rows = sqlx::query(
        "select person_id, file_id, paper from organisation_document where organisation_id = $1 order by place, file_id",
    )
    .bind(organisation)
    .fetch_all(&mut *connection)
    .await?;
    let mut papers = Vec::new();
    for row in rows {
        let (person, id): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let paper = Paper::named(&row.try_get::<String, _>(2)?);
        if let Some(found) = file::find(connection, &person, &id).await? {
            let file = found.info;
            papers.push((OrganisationFile { paper, file }, person));
        }
    }
    Ok(papers)
}

/// The registration is the authority's to look at once more where it was returned; otherwise it stays as it stands.
async fn noted(connection: &mut AnyConnection, by: &By, what: Deed, paper: Paper) -> Result<(), Error> {
    sqlx::query(
        "update organisation set state = case when state = 'returned' then 'pending' else state end, \
         why = case when state = 'returned' then '' else why end, updated_at = $1, revision = revision + 1 where id = $2",
    )
    .bind(by.now)
    .bind(&by.organisation)
    .execute(&mut *connection)
    .await?;
    let noted = Noted {
        why: paper.name(),
        ..Noted::default()
    };
    note(connection, by.who(), what, noted, by.now).await
}

async fn may_change(connection: &mut AnyConnection, by: &By) -> Result<MemberRole, Error> {
    let Mine { role, .. } = member::require(connection, by).await?;
    if role == MemberRole::Agent {
        return Err(Error::Forbidden);
    }
    Ok(role)
}

async fn take_away(connection: &mut AnyConnection, by: &By, id: &str) -> Result<bool, Error> {
    let done = sqlx::query("delete from organisation_document where organisation_id = $1 and file_id = $2")
        .bind(&by.organisation)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The place of a paper in the list; of one that is not in it, behind the last.
async fn place_of(connection: &mut AnyConnection, organisation: &str, id: &str) -> Result<i64, Error> {
    let row = sqlx::query(
        "select coalesce((select place from organisation_document where organisation_id = $1 and file_id = $2), \
         (select coalesce(max(place), 0) + 1 from organisation_document where organisation_id = $1))",
    )
    .bind(organisation)
    .bind(id)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get(0)?)
}

async fn put(connection: &mut AnyConnection, wish: PaperWish) -> Result<Organisation, Error> {
    let PaperWish { by, file: id, to } = wish;
    let role = may_change(connection, &by).await?;
    let had = papers(connection, &by.organisation).await?;
    let same = |one: &&(OrganisationFile, String)| one.0.file.id == id;
    if had
        .iter()
        .find(same)
        .is_some_and(|(one, _)| one.paper == to.paper)
        && to.replaces.is_empty()
    {
        // Said before.
        return view(connection, &by.organisation, Some(role)).await;
    }
    let whose = match owner(connection, &by.organisation, &id).await? {
        Some(owner) => owner,
        None => by.person.clone(),
    };
    let found = file::find(connection, &whose, &id).await?;
    found
        .filter(|found| found.info.state != FileState::Refused)
        .ok_or(Error::NotFound)?;
    // Its own place, or that of the one that it replaces.
    let before = if to.replaces.is_empty() { &id } else { &to.replaces };
    let place = place_of(connection, &by.organisation, before).await?;
    if !to.replaces.is_empty() && to.replaces != id {
        take_away(connection, &by, &to.replaces).await?;
    }
    let others = had
        .iter()
        .filter(|(one, _)| one.file.id != id && one.file.id != to.replaces);
    if others.count() >= MOST {
        return Err(Error::TooMany);
    }
    sqlx::query(
        "insert into organisation_document (organisation_id, person_id, file_id, place, paper) \
         values ($1, $2, $3, $4, $5) on conflict (organisation_id, file_id) do update set paper = excluded.paper, \
         place = excluded.place",
    )
    .bind(&by.organisation)
    .bind(whose)
    .bind(&id)
    .bind(place)
    .bind(to.paper.name())
    .execute(&mut *connection)
    .await?;
    noted(connection, &by, Deed::PaperPut, to.paper).await?;
    view(connection, &by.organisation, Some(role)).await
}

async fn remove(connection: &mut AnyConnection, by: By, id: String) -> Result<Organisation, Error> {
    let role = may_change(connection, &by).await?;
    let had = papers(connection, &by.organisation).await?;
    let paper = had.iter().find(|(one, _)| one.file.id == id);
    let paper = paper.map_or(Paper::Other, |(one, _)| one.paper);
    if !take_away(connection, &by, &id).await? {
        return Err(Error::NotFound);
    }
    noted(connection, &by, Deed::PaperRemoved, paper).await?;
    view(connection, &by.organisation, Some(role)).await
}

impl Store {
    /// Makes a file of one's own a paper of the organisation, says what it is, or puts it in another's place.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of a file that is not one's own or was refused; [`Error::Forbidden`] to agents;
    /// [`Error::TooMany`].
    pub async fn put_paper(&self, wish: PaperWish) -> Result<Organisation, Error> {
        let person = wish.by.person.clone();
        self.write_for(&person, move |connection| Box::pin(put(connection, wish)))
            .await
    }

    /// Takes a paper away; the file stays its person's.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn remove_paper(&self, by: By, file: String) -> Result<Organisation, Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| Box::pin(remove(connection, by, file)))
            .await
    }

    /// A paper, for a member of the organisation.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn paper(&self, by: &By, id: &str) -> Result<StoredFile, Error> {
        let mut connection = self.reads.acquire().await?;
        member::require(&mut connection, by).await?;
        let owner = owner(&mut connection, &by.organisation, id).await?;
        let owner = owner.ok_or(Error::NotFound)?;
        file::find(&mut connection, &owner, id)
            .await?
            .ok_or(Error::NotFound)
    }

    /// The papers of an organisation that can be handed on, with whose files they are: for a package that it fetches.
    ///
    /// # Errors
    /// What the database says.
    pub async fn papers_of(&self, organisation: &str) -> Result<Vec<(OrganisationFile, String)>, Error> {
        let mut connection = self.reads.acquire().await?;
        let mut papers = papers(&mut connection, organisation).await?;
        papers.retain(|(one, _)| one.file.state == FileState::Clean);
        Ok(papers)
    }
}
