//! Dates that go by: a list of corrections that was not answered. What passes then stands in the history like anything else,
//! done by the portal itself.

use super::case::{self, Held};
use super::{Store, go_on};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::organisation::letters::Sender;
use permit::answer::Role;
use permit::date;
use permit::lifecycle::{Action, Denied};
use sqlx::{AnyConnection, Row};

/// So many are read at a time.
const BATCH: i64 = 500;

/// What passes by itself in this case now, if anything does.
fn pass(held: &mut Held, now: i64) -> Result<bool, Error> {
    let by = held.by(Role::System, "", "", now);
    for action in [Action::Lapse, Action::Expire] {
        match held.case.perform(action, &by) {
            Ok(_) => return Ok(true),
            Err(Denied::NotDue | Denied::NotYet | Denied::WrongState(_) | Denied::WrongRole) => {}
            Err(denied) => return Err(Error::Denied(denied)),
        }
    }
    Ok(false)
}

async fn settle(connection: &mut AnyConnection, id: &str, sender: &Sender, now: i64) -> Result<(), Error> {
    let mut held = case::held(connection, id).await?;
    if pass(&mut held, now)? {
        case::write(connection, &mut held).await?;
        case::tell(connection, &held, sender, now).await?;
    }
    Ok(())
}

impl Store {
    /// Lets pass what passes by itself, and tells whom it concerns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn settle_overdue(&self, sender: &Sender, now: i64) -> Result<(), Error> {
        let today = date::iso(day_in_china(now));
        let mut last = String::new();
        loop {
            // By the id of the one before: those of which nothing passes hold up no others.
            let rows = sqlx::query(
                "select application_id from standing where state = 'returned_for_correction' and due_on < $1 \
                 and application_id > $2 order by application_id limit $3",
            )
            .bind(&today)
            .bind(&last)
            .bind(BATCH)
            .fetch_all(&self.reads)
            .await?;
            for row in &rows {
                last = row.try_get(0)?;
                let (id, sender) = (last.clone(), sender.clone());
                let done = self
                    .writer
                    .write(move |connection| {
                        Box::pin(async move { settle(connection, &id, &sender, now).await })
                    })
                    .await;
                go_on("what passes by itself", done);
            }
            if i64::try_from(rows.len()) != Ok(BATCH) {
                return Ok(());
            }
        }
    }
}
