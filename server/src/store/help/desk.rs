//! The helpdesk's side: the queue, and a thread that is read, answered, taken, given back, closed. A look at it stands in
//! the person's log, in the transaction that reads.

use super::{Stored, Words, find, is_for, say, select, stored, thread};
use crate::error::Error;
use crate::store::{Letter, Staff, Store, mail, support};
use permit::api::help::{HelpLine, HelpStep, HelpThread, HelpWrite};
use sqlx::{AnyConnection, Row};

/// The lines of a page.
const PER_PAGE: i64 = 50;
/// What a message says that asks for a support code.
const ASK_CODE: &str = "ask_code";

/// Which threads the queue shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Those that wait, longest first.
    Waiting,
    /// Those that one took oneself and that are not closed.
    Mine,
    /// Those that were answered.
    Answered,
    /// Those that are closed.
    Closed,
}

/// Writes the letter that says that there is an answer: language, address, the portal's address, the thread.
pub type Write = fn(&str, &str, &str, &str) -> Letter;

/// The thread of this id, if it is for who asks.
async fn may(connection: &mut AnyConnection, id: &str, staff: &Staff) -> Result<Stored, Error> {
    let found = find(connection, id).await?;
    if is_for(&found, staff) {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// Writes down that somebody of the staff looks at a thread.
async fn looked(
    connection: &mut AnyConnection,
    found: &Stored,
    staff: &Staff,
    now: i64,
) -> Result<(), Error> {
    let what = ("help", found.id.as_str(), "");
    support::looked(connection, super::log_of(found), staff, what, now).await
}

/// The thread for who does something with it. They are shown it once more: a look only where somebody else wrote since
/// their last one, or they did not look before.
async fn touch(connection: &mut AnyConnection, id: &str, staff: &Staff, now: i64) -> Result<Stored, Error> {
    let found = may(connection, id, staff).await?;
    let seen = sqlx::query(
        "select 1 from access where draft_id = $1 and key = $2 and who = $3 and at >= \
         (select coalesce(max(at), 0) from help_message where request_id = $2 and who <> $3) limit 1",
    )
    .bind(super::log_of(&found))
    .bind(id)
    .bind(&staff.id)
    .fetch_optional(&mut *connection)
    .await?;
    if seen.is_none() {
        looked(connection, &found, staff, now).await?;
    }
    Ok(found)
}

pub(super) async fn close(connection: &mut AnyConnection, id: &str, now: i64) -> Result<(), Error> {
    sqlx::query(
        "update help_request set state = 'closed', updated_at = $1 where id = $2 and state <> 'closed'",
    )
    .bind(now)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

async fn answer(
    connection: &mut AnyConnection,
    id: &str,
    staff: &Staff,
    wish: HelpWrite,
    (letter, url): (Write, &str),
    now: i64,
) -> Result<HelpThread, Error> {
    let found = touch(connection, id, staff, now).await?;
    let words = Words {
        role: staff.role.name(),
        who: &staff.id,
        phrase: if wish.asks_code { ASK_CODE } else { "" },
        text: &wish.text,
    };
    if say(connection, id, &words, now).await? {
        // Who answers takes it, unless somebody has it already.
        sqlx::query(
            "update help_request set state = 'answered', updated_at = $1, staff_id = coalesce(staff_id, $2) where id = $3",
        )
        .bind(now)
        .bind(&staff.id)
        .bind(id)
        .execute(&mut *connection)
        .await?;
        let to: String = sqlx::query("select email from person where id = $1")
            .bind(&found.person)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
        let letter = letter(&found.locale, &to, url, id);
        mail::insert(connection, letter, now, crate::mail::RECEIPT_WORTH).await?;
    }
    let found = find(connection, id).await?;
    thread(connection, found, Some(staff), now).await
}

async fn step(
    connection: &mut AnyConnection,
    id: &str,
    staff: &Staff,
    step: HelpStep,
    now: i64,
) -> Result<HelpThread, Error> {
    touch(connection, id, staff, now).await?;
    match step {
        HelpStep::Close => close(connection, id, now).await?,
        HelpStep::Take | HelpStep::Release => {
            let whose = (step == HelpStep::Take).then(|| staff.id.clone());
            sqlx::query("update help_request set staff_id = $1 where id = $2")
                .bind(whose)
                .bind(id)
                .execute(&mut *connection)
                .await?;
        }
    }
    let found = find(connection, id).await?;
    thread(connection, found, Some(staff), now).await
}

impl Store {
    /// A page (from 1) of the queue: nothing of what was written.
    ///
    /// # Errors
    /// What the database says.
    pub async fn help_queue(&self, staff: &Staff, shown: Shown, page: u32) -> Result<Vec<HelpLine>, Error> {
        let sql = match shown {
            Shown::Waiting => {
                select!("where h.state = 'open' and $1 <> '' order by h.waits_since, h.id limit $2 offset $3")
            }
            Shown::Mine => {
                select!(
                    "where h.state <> 'closed' and h.staff_id = $1 order by h.state desc, h.waits_since, h.id \
                     limit $2 offset $3"
                )
            }
            Shown::Answered => {
                select!(
                    "where h.state = 'answered' and $1 <> '' order by h.updated_at desc, h.id limit $2 offset $3"
                )
            }
            Shown::Closed => {
                select!(
                    "where h.state = 'closed' and $1 <> '' order by h.updated_at desc, h.id limit $2 offset $3"
                )
            }
        };
        let rows = sqlx::query(sql)
            .bind(&staff.id)
            .bind(PER_PAGE)
            .bind(i64::from(page.saturating_sub(1)) * PER_PAGE)
            .fetch_all(&self.reads)
            .await?;
        rows.iter()
            .map(|row| {
                let mut one = stored(row)?;
                one.line.mine = one.staff.as_deref() == Some(staff.id.as_str());
                Ok(one.line)
            })
            .collect()
    }

    /// A thread, for the helpdesk.
    ///
    /// # Errors
    /// [`Error::NotFound`], also where a colleague took it.
    pub async fn read_help(&self, id: String, staff: Staff, now: i64) -> Result<HelpThread, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let found = may(connection, &id, &staff).await?;
                    looked(connection, &found, &staff, now).await?;
                    thread(connection, found, Some(&staff), now).await
                })
            })
            .await
    }

    /// Answers a thread; the person gets a letter.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::TooMany`] in a thread that is too long.
    pub async fn answer_help(
        &self,
        id: String,
        staff: Staff,
        wish: HelpWrite,
        letter: (Write, String),
        now: i64,
    ) -> Result<HelpThread, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(
                    async move { answer(connection, &id, &staff, wish, (letter.0, &letter.1), now).await },
                )
            })
            .await
    }

    /// Takes a thread, gives it back, or closes it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn step_help(
        &self,
        id: String,
        staff: Staff,
        wish: HelpStep,
        now: i64,
    ) -> Result<HelpThread, Error> {
        self.writer
            .write(move |connection| Box::pin(async move { step(connection, &id, &staff, wish, now).await }))
            .await
    }
}
