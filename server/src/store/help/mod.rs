//! Requests for help: threads between a person and the helpdesk. What is written there only the two sides read, and
//! supervisors.
//!
//! `person` who asks · `desk` the helpdesk.

mod desk;
mod person;

pub use desk::Shown;

use super::{Staff, access, search, unsigned};
use crate::clock;
use crate::error::Error;
use permit::api::help::{HelpAbout, HelpLine, HelpMessage, HelpThread};
use permit::api::staff::StaffRole;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// The most messages of a thread: after it another one is begun.
const LONGEST: i64 = 200;

/// A thread as it is stored.
struct Stored {
    id: String,
    person: String,
    draft: String,
    /// The id of who took it.
    staff: Option<String>,
    locale: String,
    saved: (u64, i64),
    about: HelpAbout,
    line: HelpLine,
}

/// What [`stored`] reads.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select h.id, h.person_id, h.draft_id, h.organisation_id, h.invitation_id, h.locale, h.page, h.browser, h.version, \
             h.saved_revision, h.saved_at, h.state, h.staff_id, h.created_at, h.updated_at, h.waits_since, s.name \
             from help_request h left join staff s on s.id = h.staff_id ",
            $rest
        )
    };
}
use select;

fn stored(row: &AnyRow) -> Result<Stored, Error> {
    let id: String = row.try_get(0)?;
    let draft: String = row.try_get(2)?;
    let organisation: String = row.try_get(3)?;
    let page: String = row.try_get(6)?;
    let state: String = row.try_get(11)?;
    let waits_since = if state == "open" { row.try_get(15)? } else { 0 };
    let role = role_of(&organisation);
    Ok(Stored {
        person: row.try_get(1)?,
        staff: row.try_get(12)?,
        locale: row.try_get(5)?,
        saved: (unsigned(row.try_get(9)?), row.try_get(10)?),
        line: HelpLine {
            id: id.clone(),
            state,
            role: role.into(),
            created_at: row.try_get(13)?,
            updated_at: row.try_get(14)?,
            waits_since,
            page: page.clone(),
            taken_by: row.try_get::<Option<String>, _>(16)?.unwrap_or_default(),
            mine: false,
        },
        about: HelpAbout {
            page,
            browser: row.try_get(7)?,
            version: row.try_get(8)?,
            draft: draft.clone(),
            organisation,
            invitation: row.try_get(4)?,
        },
        draft,
        id,
    })
}

/// In which role somebody asks.
const fn role_of(organisation: &str) -> &'static str {
    if organisation.is_empty() {
        "applicant"
    } else {
        "employer"
    }
}

/// The thread of this id.
async fn find(connection: &mut AnyConnection, id: &str) -> Result<Stored, Error> {
    let row = sqlx::query(select!("where h.id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    stored(&row.ok_or(Error::NotFound)?)
}

/// Who writes what.
struct Words<'a> {
    role: &'a str,
    who: &'a str,
    phrase: &'a str,
    text: &'a str,
}

/// Writes a message; `false` where the same person said the same last: asked twice, it is said once.
async fn say(connection: &mut AnyConnection, id: &str, words: &Words<'_>, now: i64) -> Result<bool, Error> {
    let last = sqlx::query(
        "select seq, who, phrase, text from help_message where request_id = $1 order by seq desc limit 1",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?;
    let mut seq: i64 = 1;
    if let Some(row) = last {
        let said: (String, String, String) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        if said
            == (
                words.who.to_owned(),
                words.phrase.to_owned(),
                words.text.to_owned(),
            )
        {
            return Ok(false);
        }
        seq = row.try_get::<i64, _>(0)? + 1;
    }
    if seq > LONGEST {
        return Err(Error::TooMany);
    }
    sqlx::query(
        "insert into help_message (id, request_id, seq, by_role, who, phrase, text, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(clock::id())
    .bind(id)
    .bind(seq)
    .bind(words.role)
    .bind(words.who)
    .bind(words.phrase)
    .bind(words.text)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(true)
}

/// The whole thread; for whom is said by `staff`.
async fn thread(
    connection: &mut AnyConnection,
    mut stored: Stored,
    staff: Option<&Staff>,
    now: i64,
) -> Result<HelpThread, Error> {
    let rows =
        sqlx::query("select at, by_role, phrase, text from help_message where request_id = $1 order by seq")
            .bind(&stored.id)
            .fetch_all(&mut *connection)
            .await?;
    let messages = rows.iter().map(|row| {
        Ok(HelpMessage {
            at: row.try_get(0)?,
            role: row.try_get(1)?,
            phrase: row.try_get(2)?,
            text: row.try_get(3)?,
        })
    });
    let messages = messages.collect::<Result<Vec<_>, Error>>()?;
    let reference = sqlx::query("select reference from application where draft_id = $1")
        .bind(&stored.draft)
        .fetch_optional(&mut *connection)
        .await?;
    let (mut looks, mut letters) = (Vec::new(), Vec::new());
    if let Some(staff) = staff {
        let address: String = sqlx::query("select email_key from person where id = $1")
            .bind(&stored.person)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
        letters = search::letters(connection, &address, now).await?;
        stored.line.mine = stored.staff.as_deref() == Some(staff.id.as_str());
    } else {
        looks = access::of_key(connection, log_of(&stored), &stored.id).await?;
        // Colleagues know each other by name; others know them by what they are.
        stored.line.taken_by.clear();
    }
    Ok(HelpThread {
        about: stored.about,
        reference: reference
            .map(|row| row.try_get(0))
            .transpose()?
            .unwrap_or_default(),
        saved_revision: stored.saved.0,
        saved_at: stored.saved.1,
        messages,
        looks,
        letters,
        locale: stored.locale,
        line: stored.line,
    })
}

/// In which log a look at a thread stands: the draft's, or the thread's own where it is about none.
fn log_of(stored: &Stored) -> &str {
    if stored.draft.is_empty() {
        &stored.id
    } else {
        &stored.draft
    }
}

/// Whether somebody of the helpdesk may read and answer a thread: what a colleague took is the colleague's.
fn is_for(stored: &Stored, staff: &Staff) -> bool {
    staff.role == StaffRole::Supervisor || stored.staff.as_ref().is_none_or(|taken| *taken == staff.id)
}

/// A draft is deleted: threads about it stay, and speak of it no more. Who looked at them stands in their own log from then on:
/// nobody can open the draft's any more.
pub(super) async fn forget(connection: &mut AnyConnection, draft_id: &str) -> Result<(), Error> {
    sqlx::query("update access set draft_id = key where draft_id = $1 and what = 'help'")
        .bind(draft_id)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update help_request set draft_id = '' where draft_id = $1")
        .bind(draft_id)
        .execute(connection)
        .await?;
    Ok(())
}
