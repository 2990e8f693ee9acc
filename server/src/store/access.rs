//! Who looked at what of a person, or of an employer: written in the transaction that reads, so that nothing is seen without it.

use super::{Store, draft};
use crate::clock;
use crate::error::Error;
use permit::api::support;
use permit::document::slot::attachments;
use permit::draft::Draft;
use sqlx::{AnyConnection, Row};

/// The most rows that anybody is shown: the newest.
const SHOWN: i64 = 1_000;

/// A look at something.
pub(super) struct Access<'a> {
    /// The draft, also of an application; the invitation where it is an employer's part.
    pub draft: &'a str,
    /// A staff's id, or a person's of the employer.
    pub who: &'a str,
    /// In which role.
    pub role: &'a str,
    /// What: a name of `access.what.<name>`.
    pub what: &'a str,
    /// Of an answer its key, of a file its id; else empty.
    pub key: &'a str,
    /// Why, in words.
    pub why: &'a str,
    /// When.
    pub at: i64,
}

/// What a file is that is opened, for who reads the log: written with the look, so that it stays true whatever becomes of
/// the file.
#[derive(Default)]
pub(super) struct Opened {
    /// The documents that it lies in.
    documents: Vec<String>,
    /// Where others lie there with it: the name that its person gave it, and which of them it is, from 1.
    name: String,
    place: u32,
}

impl Opened {
    /// What a file is among these answers; `None` where they have no such file.
    pub fn of(answers: &Draft, file: &str) -> Option<Self> {
        let all = attachments(answers);
        let mut opened = Self::default();
        for one in all.iter().filter(|one| one.file == file) {
            if opened.documents.contains(&one.slot) {
                continue;
            }
            let beside: Vec<_> = all.iter().filter(|other| other.slot == one.slot).collect();
            if beside.len() > 1 && opened.place == 0 {
                let place = beside.iter().position(|other| other.row == one.row);
                opened.place = place.map_or(0, |place| u32::try_from(place + 1).unwrap_or(u32::MAX));
                opened.name.clone_from(&one.name);
            }
            opened.documents.push(one.slot.clone());
        }
        (!opened.documents.is_empty()).then_some(opened)
    }
}

/// Writes it down.
pub(super) async fn write(connection: &mut AnyConnection, access: &Access<'_>) -> Result<(), Error> {
    write_opened(connection, access, &Opened::default()).await
}

/// Writes down that a file was opened.
pub(super) async fn write_opened(
    connection: &mut AnyConnection,
    access: &Access<'_>,
    opened: &Opened,
) -> Result<(), Error> {
    sqlx::query(
        "insert into access (id, draft_id, who, role, what, key, why, at, documents, name, place) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(clock::id())
    .bind(access.draft)
    .bind(access.who)
    .bind(access.role)
    .bind(access.what)
    .bind(access.key)
    .bind(access.why)
    .bind(access.at)
    .bind(opened.documents.join(" "))
    .bind(&opened.name)
    .bind(i64::from(opened.place))
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes it down unless the same was written down in the seconds before: who works on something looks at it often.
pub(super) async fn write_once(
    connection: &mut AnyConnection,
    access: &Access<'_>,
    within: i64,
) -> Result<(), Error> {
    let known = sqlx::query(
        "select 1 from access where draft_id = $1 and who = $2 and role = $3 and what = $4 and key = $5 and at > $6",
    )
    .bind(access.draft)
    .bind(access.who)
    .bind(access.role)
    .bind(access.what)
    .bind(access.key)
    .bind(access.at - within)
    .fetch_optional(&mut *connection)
    .await?;
    match known {
        Some(_) => Ok(()),
        None => write(connection, access).await,
    }
}

fn line(row: &sqlx::any::AnyRow) -> Result<support::Access, Error> {
    Ok(support::Access {
        at: row.try_get(0)?,
        role: row.try_get(1)?,
        what: row.try_get(2)?,
        key: row.try_get(3)?,
        why: row.try_get(4)?,
        documents: row
            .try_get::<String, _>(5)?
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        name: row.try_get(6)?,
        place: u32::try_from(row.try_get::<i64, _>(7)?)
            .ok()
            .filter(|place| *place > 0),
    })
}

/// All looks in a log, newest first.
pub(super) async fn all(connection: &mut AnyConnection, log: &str) -> Result<Vec<support::Access>, Error> {
    let rows = sqlx::query(
        "select at, role, what, key, why, documents, name, place from access where draft_id = $1 \
         order by at desc, id limit $2",
    )
    .bind(log)
    .bind(SHOWN)
    .fetch_all(connection)
    .await?;
    rows.iter().map(line).collect()
}

/// The looks in a log at one thing, newest first.
pub(super) async fn of_key(
    connection: &mut AnyConnection,
    log: &str,
    key: &str,
) -> Result<Vec<support::Access>, Error> {
    let rows = sqlx::query(
        "select at, role, what, key, why, documents, name, place from access where draft_id = $1 and key = $2 \
         order by at desc, id limit $3",
    )
    .bind(log)
    .bind(key)
    .bind(SHOWN)
    .fetch_all(connection)
    .await?;
    rows.iter().map(line).collect()
}

impl Store {
    /// Who looked at a draft of this person, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn accesses(&self, draft_id: &str, person: &str) -> Result<Vec<support::Access>, Error> {
        let mut connection = self.reads.acquire().await?;
        draft::own(&mut connection, draft_id, person).await?;
        all(&mut connection, draft_id).await
    }
}
