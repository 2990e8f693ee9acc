//! Notes that the helpdesk pins to answers, and what the applicant, or the employer, makes of them. The answers stay theirs.

use super::support_code::VALID;
use super::{Staff, Store, draft, notice, organisation, support, unsigned};
use crate::clock;
use crate::error::Error;
use crate::news::{News, Todo};
use crate::organisation::letters::Sender;
use permit::answer::Key;
use permit::api::notice::NoticeKind;
use permit::api::support::{Note, NoteRequest};
use permit::part;
use sqlx::{AnyConnection, Row};

/// The most notes on a draft, or on an employer's part.
const MOST: i64 = 200;

fn note(row: &sqlx::any::AnyRow) -> Result<Note, Error> {
    let key: String = row.try_get(1)?;
    Ok(Note {
        id: row.try_get(0)?,
        key: Key::parse(&key).ok_or(Error::Internal)?,
        phrase: row.try_get(2)?,
        text: row.try_get(3)?,
        value: row.try_get(4)?,
        at: row.try_get(5)?,
        state: row.try_get(6)?,
    })
}

/// The notes of a draft, or of an employer's part, oldest first.
pub(super) async fn list(connection: &mut AnyConnection, draft_id: &str) -> Result<Vec<Note>, Error> {
    let rows = sqlx::query(
        "select id, key, phrase, text, value, created_at, state from note where draft_id = $1 order by created_at, id",
    )
    .bind(draft_id)
    .fetch_all(connection)
    .await?;
    rows.iter().map(note).collect()
}

/// How many notes on a draft wait for an answer.
pub(super) async fn waiting(connection: &mut AnyConnection, draft_id: &str) -> Result<u64, Error> {
    let row = sqlx::query("select count(*) from note where draft_id = $1 and state = 'open'")
        .bind(draft_id)
        .fetch_one(connection)
        .await?;
    Ok(unsigned(row.try_get(0)?))
}

/// Forgets the notes of a draft that is deleted.
pub(super) async fn forget(connection: &mut AnyConnection, draft_id: &str) -> Result<(), Error> {
    sqlx::query("delete from note where draft_id = $1")
        .bind(draft_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Tells the applicant that there is a note, and nothing of what it says.
async fn tell(
    connection: &mut AnyConnection,
    draft_id: &str,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let news = News {
        kind: NoticeKind::Progress,
        what: "news.note_pinned".into(),
        about: draft_id.split('-').next().unwrap_or_default().into(),
        todo: Todo::Open,
        path: format!("/account/notes/{draft_id}"),
    };
    let reader = support::reader(connection, draft_id).await?;
    notice::tell(connection, &reader, &news, sender, now).await
}

async fn pin(
    connection: &mut AnyConnection,
    view: &str,
    staff: &Staff,
    request: NoteRequest,
    sender: &Sender,
    now: i64,
) -> Result<Note, Error> {
    let view = support::open_view(connection, view, staff, now).await?;
    if view.of_part && part::question(&request.key).is_none() {
        return Err(Error::InvalidRequest);
    }
    let row = sqlx::query("select count(*), max(created_at) from note where draft_id = $1")
        .bind(&view.draft_id)
        .fetch_one(&mut *connection)
        .await?;
    let (count, newest): (i64, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
    if count >= MOST {
        return Err(Error::TooManyRows);
    }
    let note = Note {
        id: clock::id(),
        key: request.key,
        phrase: request.phrase,
        text: request.text,
        value: request.value,
        at: now,
        state: "open".into(),
    };
    sqlx::query(
        "insert into note (id, draft_id, staff_id, key, phrase, text, value, state, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&note.id)
    .bind(&view.draft_id)
    .bind(&staff.id)
    .bind(note.key.to_string())
    .bind(&note.phrase)
    .bind(&note.text)
    .bind(&note.value)
    .bind(&note.state)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    // Notes of one conversation are one letter.
    let is_first = newest.is_none_or(|newest| newest <= now - VALID);
    if is_first && view.of_part {
        organisation::part_noted(connection, &view.draft_id, sender, now).await?;
    } else if is_first {
        tell(connection, &view.draft_id, sender, now).await?;
    }
    Ok(note)
}

/// Accepts or dismisses a note of a draft, or of an employer's part.
pub(super) async fn answer(
    connection: &mut AnyConnection,
    draft_id: &str,
    id: &str,
    accepts: bool,
    now: i64,
) -> Result<Note, Error> {
    let state = if accepts { "accepted" } else { "dismissed" };
    let answered =
        sqlx::query("update note set state = $1, answered_at = $2 where id = $3 and draft_id = $4")
            .bind(state)
            .bind(now)
            .bind(id)
            .bind(draft_id)
            .execute(&mut *connection)
            .await?;
    if answered.rows_affected() != 1 {
        return Err(Error::NotFound);
    }
    let notes = list(connection, draft_id).await?;
    notes
        .into_iter()
        .find(|note| note.id == id)
        .ok_or(Error::NotFound)
}

impl Store {
    /// Pins a note through a view that is open; the applicant, or who takes care of it at the employer, gets a letter.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the view is not theirs or has ended, [`Error::TooManyRows`], [`Error::InvalidRequest`] of a
    /// question that is not the employer's in a view of its part.
    pub async fn pin_note(
        &self,
        view: String,
        staff: Staff,
        request: NoteRequest,
        sender: Sender,
        now: i64,
    ) -> Result<Note, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move { pin(connection, &view, &staff, request, &sender, now).await })
            })
            .await
    }

    /// The notes on a draft of this person, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn notes(&self, draft_id: &str, person: &str) -> Result<Vec<Note>, Error> {
        let mut connection = self.reads.acquire().await?;
        draft::own(&mut connection, draft_id, person).await?;
        list(&mut connection, draft_id).await
    }

    /// Accepts or dismisses a note on a draft of this person; they may change their mind.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn answer_note(
        &self,
        draft_id: String,
        person: String,
        id: String,
        accepts: bool,
        now: i64,
    ) -> Result<Note, Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                draft::own(connection, &draft_id, &person).await?;
                answer(connection, &draft_id, &id, accepts, now).await
            })
        })
        .await
    }
}
