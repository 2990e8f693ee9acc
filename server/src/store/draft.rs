//! Drafts: answers by key, merged in the transaction that stores them.

use super::{Store, help, note, organisation, reopened, signed, support_code, unsigned};
use crate::error::Error;
use crate::organisation::letters::Sender;
use permit::answer::Role;
use permit::api::{DraftDocument, DraftSummary, SaveRequest, SaveResponse};
use permit::date::Date;
use permit::draft::Draft;
use permit::entries::Entries;
use permit::forms;
use sqlx::{AnyConnection, Row};

/// The most drafts that a person may have.
const MOST: i64 = 20;
/// The most bytes of stored answers: twenty times a whole application. Deleted rows count too.
const LARGEST: usize = 256 * 1024;
/// The seconds for which it is known that a draft was deleted: longer than a device may be without a connection.
pub(super) const DELETED: i64 = 365 * 86_400;
/// The most drafts of a person that it is known of.
const MOST_DELETED: i64 = 1_000;

/// A draft as it is stored.
pub(super) struct StoredDraft {
    pub person: String,
    pub revision: u64,
    pub updated_at: i64,
    pub application: Option<String>,
    pub draft: Draft,
}

/// The stored text of answers.
pub(super) fn written(entries: &Entries) -> Result<String, Error> {
    serde_json::to_string(entries).map_err(|_| Error::Internal)
}

/// Answers from their stored text.
pub(super) fn read(form_version: i64, answers: &str) -> Result<Draft, Error> {
    let entries = serde_json::from_str(answers).map_err(|_| {
        tracing::error!("stored answers can't be read");
        Error::Internal
    })?;
    Ok(Draft {
        form_version: u32::try_from(form_version).unwrap_or(1),
        entries,
    })
}

const SELECT: &str =
    "select person_id, form_version, revision, answers, updated_at, application_id from draft where id = $1";

fn row(row: &sqlx::any::AnyRow) -> Result<StoredDraft, Error> {
    let answers: String = row.try_get(3)?;
    Ok(StoredDraft {
        person: row.try_get(0)?,
        revision: unsigned(row.try_get(2)?),
        updated_at: row.try_get(4)?,
        application: row.try_get(5)?,
        draft: read(row.try_get(1)?, &answers)?,
    })
}

/// The draft of this id, whoever's it is.
pub(super) async fn find(connection: &mut AnyConnection, id: &str) -> Result<Option<StoredDraft>, Error> {
    sqlx::query(SELECT)
        .bind(id)
        .fetch_optional(connection)
        .await?
        .as_ref()
        .map(row)
        .transpose()
}

/// The draft of this id, if it is this person's.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn own(
    connection: &mut AnyConnection,
    id: &str,
    person: &str,
) -> Result<StoredDraft, Error> {
    let found = find(connection, id).await?;
    found.filter(|row| row.person == person).ok_or(Error::NotFound)
}

/// The ids of a person's drafts, also of those that became applications.
pub(super) async fn ids_of(connection: &mut AnyConnection, person: &str) -> Result<Vec<String>, Error> {
    let rows = sqlx::query("select id from draft where person_id = $1 order by id")
        .bind(person)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The answers of a person's drafts.
pub(super) async fn all_of(connection: &mut AnyConnection, person: &str) -> Result<Vec<Draft>, Error> {
    let rows = sqlx::query("select form_version, answers from draft where person_id = $1")
        .bind(person)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| read(row.try_get(0)?, &row.try_get::<String, _>(1)?))
        .collect()
}

/// Whether a request is the first that is said of a draft. One that knows more speaks of a draft that was deleted:
/// a new one would hold only what was changed last.
fn begins(request: &SaveRequest) -> bool {
    request.known == 0 && !request.changes.is_empty() && request.changes.iter().all(|change| change.base == 0)
}

async fn was_deleted(connection: &mut AnyConnection, id: &str, person: &str) -> Result<bool, Error> {
    let found = sqlx::query("select at from deleted_draft where id = $1 and person_id = $2")
        .bind(id)
        .bind(person)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// The inner error is the answer: that a draft was never there is remembered too, for its first save may be on its way.
pub(super) async fn delete(
    connection: &mut AnyConnection,
    id: &str,
    person: &str,
    sender: &Sender,
    now: i64,
) -> Result<Result<(), Error>, Error> {
    let found = find(connection, id).await?;
    match &found {
        Some(row) if row.person != person => return Ok(Err(Error::NotFound)),
        Some(row) if row.application.is_some() => return Ok(Err(Error::DraftSubmitted)),
        _ => {}
    }
    let gone = sqlx::query("delete from draft where id = $1 and person_id = $2")
        .bind(id)
        .bind(person)
        .execute(&mut *connection)
        .await?;
    if gone.rows_affected() == 1 {
        organisation::draft_deleted(connection, id, sender, now).await?;
        note::forget(connection, id).await?;
        help::forget(connection, id).await?;
        support_code::end(connection, id, now).await?;
    }
    sqlx::query(
        "insert into deleted_draft (id, person_id, at) select $1, $2, $3 \
         where (select count(*) from deleted_draft where person_id = $4) < $5 on conflict (id, person_id) do nothing",
    )
    .bind(id)
    .bind(person)
    .bind(now)
    .bind(person)
    .bind(MOST_DELETED)
    .execute(connection)
    .await?;
    Ok(found.map(drop).ok_or(Error::NotFound))
}

/// Begins a draft in which nothing is said yet, for an invitation that is accepted with it.
pub(super) async fn begin(
    connection: &mut AnyConnection,
    id: &str,
    person: &str,
    now: i64,
) -> Result<(), Error> {
    if was_deleted(connection, id, person).await? {
        return Err(Error::NotFound);
    }
    has_room(connection, person).await?;
    sqlx::query(
        "insert into draft (id, person_id, form_version, revision, answers, created_at, updated_at) \
         values ($1, $2, $3, 0, $4, $5, $6)",
    )
    .bind(id)
    .bind(person)
    .bind(i64::from(forms::VERSION))
    .bind(written(&Entries::new())?)
    .bind(now)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

async fn has_room(connection: &mut AnyConnection, person: &str) -> Result<(), Error> {
    let count: i64 =
        sqlx::query("select count(*) from draft where person_id = $1 and application_id is null")
            .bind(person)
            .fetch_one(connection)
            .await?
            .try_get(0)?;
    if count < MOST {
        Ok(())
    } else {
        Err(Error::TooManyDrafts)
    }
}

/// No list longer than it may be: deleted rows count too, or a script could grow a draft for ever.
fn fits(draft: &Draft) -> bool {
    let rows = |group: &forms::Group| {
        draft
            .entries
            .keys()
            .filter(|key| key.question == group.id && key.row.is_some())
            .count()
            <= group.max * 8
            && draft.rows(group.id).len() <= group.max
    };
    forms::groups().all(rows)
}

async fn save(
    connection: &mut AnyConnection,
    id: &str,
    person: &str,
    request: &SaveRequest,
    now: i64,
) -> Result<SaveResponse, Error> {
    let found = find(connection, id).await?;
    let is_new = found.is_none();
    let mut row = match found {
        Some(row) if row.person == person => row,
        None if begins(request) && !was_deleted(connection, id, person).await? => StoredDraft {
            person: person.into(),
            revision: 0,
            updated_at: now,
            application: None,
            draft: Draft::new(request.form_version),
        },
        _ => return Err(Error::NotFound),
    };
    let revision = row.revision + 1;
    let merged = row.draft.merge(&request.changes, revision, now, Role::Applicant);
    let stored = merged.map_err(|conflicts| {
        let mut entries = row.draft.since(request.known);
        // A row that is deleted there may be older than what was edited in it.
        let mine = conflicts
            .iter()
            .filter_map(|key| Some((key.clone(), row.draft.entries.get(key)?.clone())));
        entries.extend(mine);
        Error::Conflict(entries, conflicts)
    })?;
    if stored.is_empty() {
        // Said before: the same answer again, and no new revision. Of a draft that there is not: nothing was said.
        let entries = row.draft.since(request.known);
        return Ok(SaveResponse {
            revision: row.revision,
            at: row.updated_at,
            entries,
        });
    }
    if let Some(application) = &row.application {
        reopened::is_open(connection, application, &stored, &row.draft).await?;
    }
    if !fits(&row.draft) {
        return Err(Error::TooManyRows);
    }
    row.draft.form_version = row.draft.form_version.max(request.form_version);
    let answers = written(&row.draft.entries)?;
    if answers.len() > LARGEST {
        return Err(Error::DraftTooLarge);
    }
    let done = if is_new {
        has_room(connection, person).await?;
        sqlx::query(
            "insert into draft (id, person_id, form_version, revision, answers, created_at, updated_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(person)
        .bind(i64::from(row.draft.form_version))
        .bind(signed(revision))
        .bind(answers)
        .bind(now)
        .bind(now)
        .execute(connection)
        .await?
    } else {
        sqlx::query(
            "update draft set form_version = $1, revision = $2, answers = $3, updated_at = $4 where id = $5 and revision = $6",
        )
        .bind(i64::from(row.draft.form_version))
        .bind(signed(revision))
        .bind(answers)
        .bind(now)
        .bind(id)
        .bind(signed(row.revision))
        .execute(connection)
        .await?
    };
    if done.rows_affected() != 1 {
        // Another server was quicker: trying again meets its revision.
        return Err(Error::Unavailable);
    }
    Ok(SaveResponse {
        revision,
        at: now,
        entries: row.draft.since(request.known),
    })
}

fn summary_of(row: &sqlx::any::AnyRow) -> Result<DraftSummary, Error> {
    Ok(DraftSummary {
        id: row.try_get(0)?,
        updated_at: row.try_get(1)?,
        created_at: row.try_get(2)?,
        revision: unsigned(row.try_get(3)?),
        application: row.try_get(4)?,
    })
}

/// What tells a draft apart, whoever's it is.
pub(super) async fn summary(connection: &mut AnyConnection, id: &str) -> Result<Option<DraftSummary>, Error> {
    sqlx::query("select id, updated_at, created_at, revision, application_id from draft where id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?
        .as_ref()
        .map(summary_of)
        .transpose()
}

impl Store {
    /// Stores answers; makes the draft if there is none of this id and these are the first.
    ///
    /// # Errors
    /// [`Error::Conflict`], [`Error::NotFound`] if it is somebody else's or was deleted, [`Error::DraftSubmitted`], limits.
    pub async fn save(
        &self,
        id: String,
        person: String,
        request: SaveRequest,
        now: i64,
    ) -> Result<SaveResponse, Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move { save(connection, &id, &person, &request, now).await })
        })
        .await
    }

    /// A draft of this person, as it stands on a day.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn draft(&self, id: &str, person: &str, today: Date) -> Result<DraftDocument, Error> {
        let mut connection = self.reads.acquire().await?;
        let found = own(&mut connection, id, person).await?;
        let (open, excused) = match &found.application {
            Some(application) => reopened::standing(&mut connection, id, application, today).await?,
            None => (false, Vec::new()),
        };
        let notes = note::waiting(&mut connection, id).await?;
        Ok(DraftDocument {
            notes,
            id: id.into(),
            revision: found.revision,
            updated_at: found.updated_at,
            application: found.application,
            open,
            excused,
            draft: found.draft,
        })
    }

    /// The drafts of this person, newest first.
    pub async fn drafts(&self, person: &str) -> Result<Vec<DraftSummary>, Error> {
        let rows = sqlx::query(
            "select id, updated_at, created_at, revision, application_id from draft where person_id = $1 \
             order by updated_at desc, id",
        )
        .bind(person)
        .fetch_all(&self.reads)
        .await?;
        rows.iter().map(summary_of).collect()
    }

    /// Deletes a draft that was not submitted.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::DraftSubmitted`].
    pub async fn delete_draft(
        &self,
        id: String,
        person: String,
        sender: Sender,
        now: i64,
    ) -> Result<(), Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move { delete(connection, &id, &person, &sender, now).await })
        })
        .await?
    }
}
