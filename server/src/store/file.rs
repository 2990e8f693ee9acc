//! Files: a person's, by the hash of their content. Which are in use is read from the answers themselves.
//!
//! There is no table of uses beside the answers: it could only ever disagree with them. They are read when a file is to
//! be deleted and once a month for a file that nobody touched, in the writer's transaction, so that a draft that takes a
//! file up at the same moment comes before or after and never between.

use super::{Store, draft, signed, unsigned, upload};
use crate::error::Error;
use permit::answer::Key;
use permit::draft::Draft;
use permit::file::{FileInfo, FileKind, FileState, Refusal};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;

/// The group of answers whose rows are files in slots, and the question that names a row's file.
const GROUP: &str = "documents";
const FILE: &str = "doc_file";

/// A file with the object that holds it.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// What its owner sees.
    pub info: FileInfo,
    /// Whose it is.
    pub person: String,
    /// The object; it may be gone of a refused one.
    pub object: String,
}

/// What [`read`] reads, and the rest of the statement.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, bytes, pages, width, height, state, reason, uploaded_at, person_id, object from file ",
            $rest
        )
    };
}

fn read(row: &AnyRow) -> Result<StoredFile, Error> {
    let (kind, state): (String, String) = (row.try_get(1)?, row.try_get(6)?);
    let reason: String = row.try_get(7)?;
    let small = |place: usize| -> Result<u32, Error> {
        Ok(u32::try_from(row.try_get::<i64, _>(place)?).unwrap_or(u32::MAX))
    };
    Ok(StoredFile {
        info: FileInfo {
            id: row.try_get(0)?,
            kind: FileKind::from_name(&kind).ok_or(Error::Internal)?,
            bytes: unsigned(row.try_get(2)?),
            pages: small(3)?,
            width: small(4)?,
            height: small(5)?,
            state: FileState::from_name(&state).ok_or(Error::Internal)?,
            reason: Refusal::from_code(&reason),
            uploaded_at: row.try_get(8)?,
        },
        person: row.try_get(9)?,
        object: row.try_get(10)?,
    })
}

/// A file of a person.
pub(super) async fn find(
    connection: &mut AnyConnection,
    person: &str,
    id: &str,
) -> Result<Option<StoredFile>, Error> {
    sqlx::query(select!("where person_id = $1 and id = $2"))
        .bind(person)
        .bind(id)
        .fetch_optional(connection)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

async fn insert(connection: &mut AnyConnection, file: &StoredFile) -> Result<(), Error> {
    let info = &file.info;
    sqlx::query(
        "insert into file (person_id, id, kind, bytes, pages, width, height, state, reason, object, uploaded_at, used_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, $11)",
    )
    .bind(&file.person)
    .bind(&info.id)
    .bind(info.kind.name())
    .bind(signed(info.bytes))
    .bind(i64::from(info.pages))
    .bind(i64::from(info.width))
    .bind(i64::from(info.height))
    .bind(info.state.name())
    .bind(&file.object)
    .bind(info.uploaded_at)
    .bind(info.uploaded_at)
    .execute(connection)
    .await?;
    Ok(())
}

async fn remove(connection: &mut AnyConnection, file: &StoredFile) -> Result<(), Error> {
    sqlx::query("delete from file where person_id = $1 and id = $2")
        .bind(&file.person)
        .bind(&file.info.id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Has an object removed from then on.
async fn erase(connection: &mut AnyConnection, object: &str, from: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into erasure (object, from_at) values ($1, $2) on conflict (object) do update set from_at = $3",
    )
    .bind(object)
    .bind(from)
    .bind(from)
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes a file of an upload. `stored` says whether the bytes were stored anew: they were not if the person had them.
async fn finish(
    connection: &mut AnyConnection,
    upload: &str,
    file: StoredFile,
    stored: bool,
) -> Result<(), Error> {
    let had = find(connection, &file.person, &file.info.id).await?;
    match had {
        Some(had) if had.info.state != FileState::Refused => {
            // What came second is not needed: it goes with what is to be erased.
            let state = if file.info.state == FileState::Clean {
                FileState::Clean
            } else {
                had.info.state
            };
            sqlx::query("update file set state = $1, used_at = $2 where person_id = $3 and id = $4")
                .bind(state.name())
                .bind(file.info.uploaded_at)
                .bind(&file.person)
                .bind(&file.info.id)
                .execute(&mut *connection)
                .await?;
            if stored {
                erase(connection, &file.object, 0).await?;
            }
        }
        had => {
            // Either it waits to be erased still, or somebody erased it meanwhile: then it must be stored again.
            let saved = sqlx::query("delete from erasure where object = $1")
                .bind(&file.object)
                .execute(&mut *connection)
                .await?;
            if !stored || saved.rows_affected() != 1 {
                return Err(Error::Unavailable);
            }
            if let Some(had) = had {
                remove(connection, &had).await?;
            }
            insert(connection, &file).await?;
        }
    }
    sqlx::query("update upload set file_id = $1 where id = $2")
        .bind(&file.info.id)
        .bind(upload)
        .execute(&mut *connection)
        .await?;
    upload::forget_pieces(connection, upload).await
}

/// The files in the slots of a draft.
fn named_in(draft: &Draft) -> impl Iterator<Item = &str> {
    let rows = draft.rows(GROUP).into_iter();
    rows.map(|row| draft.raw(&Key::in_row(FILE, row)))
        .filter(|file| !file.is_empty())
}

/// The files that a person's drafts or applications name.
async fn in_use(
    connection: &mut AnyConnection,
    person: &str,
    sql: &'static str,
) -> Result<BTreeSet<String>, Error> {
    let rows = sqlx::query(sql).bind(person).fetch_all(connection).await?;
    let mut used = BTreeSet::new();
    for row in &rows {
        let answers: String = row.try_get(1)?;
        let draft = draft::read(row.try_get(0)?, &answers)?;
        used.extend(named_in(&draft).map(str::to_owned));
    }
    Ok(used)
}

/// Whether a file proves the registration of an organisation.
async fn proves(connection: &mut AnyConnection, person: &str, id: &str) -> Result<bool, Error> {
    let found =
        sqlx::query("select file_id from organisation_document where person_id = $1 and file_id = $2")
            .bind(person)
            .bind(id)
            .fetch_optional(connection)
            .await?;
    Ok(found.is_some())
}

/// As they are, and as they were before a correction.
const IN_APPLICATIONS: &str = "select form_version, answers from application where person_id = $1 \
     union all select v.form_version, v.answers from application_version v join application a on a.id = v.application_id \
     where a.person_id = $1";
/// Those that were submitted too: in a correction they take up files again.
const IN_DRAFTS: &str = "select form_version, answers from draft where person_id = $1";

async fn delete(
    connection: &mut AnyConnection,
    person: &str,
    id: &str,
    now: i64,
) -> Result<StoredFile, Error> {
    let file = find(connection, person, id).await?.ok_or(Error::NotFound)?;
    let is_sent = in_use(connection, person, IN_APPLICATIONS).await?.contains(id);
    if is_sent || proves(connection, person, id).await? {
        return Err(Error::FileInUse);
    }
    sqlx::query("delete from upload where person_id = $1 and file_id = $2")
        .bind(person)
        .bind(id)
        .execute(&mut *connection)
        .await?;
    remove(connection, &file).await?;
    erase(connection, &file.object, now).await?;
    Ok(file)
}

/// Forgets a person's files that were not used since `before`, unless a draft or an application names them.
async fn forget_orphans(
    connection: &mut AnyConnection,
    person: &str,
    before: i64,
    now: i64,
) -> Result<(), Error> {
    let rows = sqlx::query(select!("where person_id = $1 and used_at < $2"))
        .bind(person)
        .bind(before)
        .fetch_all(&mut *connection)
        .await?;
    let mut used = in_use(connection, person, IN_DRAFTS).await?;
    used.append(&mut in_use(connection, person, IN_APPLICATIONS).await?);
    for row in &rows {
        let file = read(row)?;
        let named = used.contains(&file.info.id) || proves(connection, person, &file.info.id).await?;
        if file.info.state != FileState::Refused && named {
            sqlx::query("update file set used_at = $1 where person_id = $2 and id = $3")
                .bind(now)
                .bind(person)
                .bind(&file.info.id)
                .execute(&mut *connection)
                .await?;
        } else {
            remove(connection, &file).await?;
            erase(connection, &file.object, now).await?;
        }
    }
    Ok(())
}

/// Writes down what the search for viruses found; refused ones lose their bytes.
async fn judge(
    connection: &mut AnyConnection,
    file: StoredFile,
    is_clean: bool,
    now: i64,
) -> Result<(), Error> {
    let (state, reason) = if is_clean {
        (FileState::Clean, "")
    } else {
        (FileState::Refused, Refusal::Infected.code())
    };
    let done = sqlx::query(
        "update file set state = $1, reason = $2 where person_id = $3 and id = $4 and object = $5 and state = $6",
    )
    .bind(state.name())
    .bind(reason)
    .bind(&file.person)
    .bind(&file.info.id)
    .bind(&file.object)
    .bind(FileState::Waiting.name())
    .execute(&mut *connection)
    .await?;
    if !is_clean && done.rows_affected() == 1 {
        erase(connection, &file.object, now).await?;
    }
    Ok(())
}

impl Store {
    /// A file of this person.
    pub async fn file(&self, person: &str, id: &str) -> Result<Option<StoredFile>, Error> {
        let mut connection = self.reads.acquire().await?;
        find(&mut connection, person, id).await
    }

    /// The files of this person, newest first.
    pub async fn files(&self, person: &str) -> Result<Vec<FileInfo>, Error> {
        let rows = sqlx::query(select!("where person_id = $1 order by uploaded_at desc, id"))
            .bind(person)
            .fetch_all(&self.reads)
            .await?;
        rows.iter().map(|row| Ok(read(row)?.info)).collect()
    }

    /// Says that an object is about to be stored: unless [`Store::finish_upload`] comes before `from`, it is erased.
    pub async fn announce_object(&self, object: String, from: i64) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(async move { erase(connection, &object, from).await }))
            .await
    }

    /// Makes a file of an upload.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it must be stored (again) first.
    pub async fn finish_upload(&self, upload: &str, file: StoredFile, stored: bool) -> Result<(), Error> {
        let upload = upload.to_owned();
        self.writer
            .write(move |connection| Box::pin(async move { finish(connection, &upload, file, stored).await }))
            .await
    }

    /// Deletes a file that no application names.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::FileInUse`].
    pub async fn delete_file(&self, person: &str, id: &str, now: i64) -> Result<StoredFile, Error> {
        let (owner, id) = (person.to_owned(), id.to_owned());
        self.write_for(person, move |connection| {
            Box::pin(async move { delete(connection, &owner, &id, now).await })
        })
        .await
    }

    /// Forgets the files that nobody used since `before`; a transaction for each person, so that saves come between.
    pub async fn forget_orphans(&self, before: i64, now: i64) -> Result<(), Error> {
        let rows = sqlx::query("select distinct person_id from file where used_at < $1")
            .bind(before)
            .fetch_all(&self.reads)
            .await?;
        for row in &rows {
            let person: String = row.try_get(0)?;
            self.writer
                .write(move |connection| {
                    Box::pin(async move { forget_orphans(connection, &person, before, now).await })
                })
                .await?;
        }
        Ok(())
    }

    /// The files that wait for the search for viruses, longest first.
    pub async fn waiting_files(&self) -> Result<Vec<StoredFile>, Error> {
        let rows = sqlx::query(select!("where state = 'waiting' order by uploaded_at limit 100"))
            .fetch_all(&self.reads)
            .await?;
        rows.iter().map(read).collect()
    }

    /// Writes down what the search for viruses found in a file that waited.
    pub async fn judge_file(&self, file: StoredFile, is_clean: bool, now: i64) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(judge(connection, file, is_clean, now)))
            .await
    }

    /// The objects to be erased now.
    pub async fn erasures(&self, now: i64) -> Result<Vec<String>, Error> {
        let rows = sqlx::query("select object from erasure where from_at <= $1 limit 1000")
            .bind(now)
            .fetch_all(&self.reads)
            .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// An object is gone.
    pub async fn was_erased(&self, object: String) -> Result<(), Error> {
        self.writer
            .execute(sqlx::query("delete from erasure where object = $1").bind(object))
            .await
    }
}
