//! Posts that an organisation offers often.

use super::part::put;
use super::{By, member};
use crate::clock;
use crate::error::Error;
use crate::store::Store;
use crate::store::draft::{read, written};
use permit::api::WireProblem;
use permit::api::employer::{PostRequest, PostTemplate};
use permit::draft::Draft;
use permit::forms;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// The most posts that an organisation keeps.
const MOST: i64 = 200;

/// A post to be kept; tidied and checked.
pub struct PostWish {
    /// Who wishes it.
    pub by: By,
    /// Which; a new one where it is empty.
    pub id: String,
    /// As it is to be.
    pub to: PostRequest,
}

fn post(row: &AnyRow) -> Result<PostTemplate, Error> {
    let answers: String = row.try_get(3)?;
    let mut draft = read(row.try_get(2)?, &answers)?;
    let at: i64 = row.try_get(4)?;
    // What was asked otherwise once is taken over as a draft is.
    let _ = permit::migration::migrate(&mut draft, at);
    let said = draft.entries.iter().filter(|(_, entry)| !entry.value.is_empty());
    Ok(PostTemplate {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        answers: said
            .map(|(key, entry)| (key.clone(), entry.value.clone()))
            .collect(),
        updated_at: at,
    })
}

async fn find(connection: &mut AnyConnection, by: &By, id: &str) -> Result<PostTemplate, Error> {
    let row = sqlx::query(
        "select id, name, form_version, answers, updated_at from post_template where organisation_id = $1 and id = $2",
    )
    .bind(&by.organisation)
    .bind(id)
    .fetch_optional(connection)
    .await?;
    post(&row.ok_or(Error::NotFound)?)
}

/// Each name once: it is what people choose by.
async fn is_taken(connection: &mut AnyConnection, by: &By, name: &str, but: &str) -> Result<bool, Error> {
    let row =
        sqlx::query("select id from post_template where organisation_id = $1 and name = $2 and id <> $3")
            .bind(&by.organisation)
            .bind(name)
            .bind(but)
            .fetch_optional(connection)
            .await?;
    Ok(row.is_some())
}

async fn keep(connection: &mut AnyConnection, wish: PostWish) -> Result<PostTemplate, Error> {
    let PostWish { by, id, to } = wish;
    member::require(connection, &by).await?;
    let is_new = id.is_empty();
    if is_new {
        let count: i64 = sqlx::query("select count(*) from post_template where organisation_id = $1")
            .bind(&by.organisation)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
        if count >= MOST {
            return Err(Error::TooMany);
        }
    } else {
        find(connection, &by, &id).await?;
    }
    if is_taken(connection, &by, &to.name, &id).await? {
        return Err(Error::InvalidAnswers(vec![WireProblem {
            key: "name".into(),
            code: "name_taken".into(),
        }]));
    }
    let mut draft = Draft::new(forms::VERSION);
    put(&mut draft, &to.answers, 1, by.now);
    let id = if is_new { clock::id() } else { id };
    sqlx::query(
        "insert into post_template (id, organisation_id, name, form_version, answers, person_id, updated_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set name = excluded.name, \
         form_version = excluded.form_version, answers = excluded.answers, person_id = excluded.person_id, \
         updated_at = excluded.updated_at",
    )
    .bind(&id)
    .bind(&by.organisation)
    .bind(&to.name)
    .bind(i64::from(draft.form_version))
    .bind(written(&draft.entries)?)
    .bind(&by.person)
    .bind(by.now)
    .execute(&mut *connection)
    .await?;
    find(connection, &by, &id).await
}

async fn delete(connection: &mut AnyConnection, by: By, id: String) -> Result<(), Error> {
    member::require(connection, &by).await?;
    let done = sqlx::query("delete from post_template where organisation_id = $1 and id = $2")
        .bind(&by.organisation)
        .bind(&id)
        .execute(connection)
        .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

impl Store {
    /// The posts that an organisation keeps, by name.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn posts(&self, by: &By) -> Result<Vec<PostTemplate>, Error> {
        let mut connection = self.reads.acquire().await?;
        member::require(&mut connection, by).await?;
        let rows = sqlx::query(
            "select id, name, form_version, answers, updated_at from post_template where organisation_id = $1 \
             order by name, id",
        )
        .bind(&by.organisation)
        .fetch_all(&mut *connection)
        .await?;
        rows.iter().map(post).collect()
    }

    /// Keeps a post, or changes one.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::InvalidAnswers`] where another one has the name, [`Error::TooMany`].
    pub async fn keep_post(&self, wish: PostWish) -> Result<PostTemplate, Error> {
        let person = wish.by.person.clone();
        self.write_for(&person, move |connection| Box::pin(keep(connection, wish)))
            .await
    }

    /// Deletes a post. Invitations that were made with it stay as they are.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete_post(&self, by: By, id: String) -> Result<(), Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| Box::pin(delete(connection, by, id)))
            .await
    }
}
