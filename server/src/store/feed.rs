//! What happened to applications, in one line for other systems: written with each line of a history.

use super::case::Held;
use super::{Store, webhook};
use crate::error::Error;
use permit::api::event::CaseEvent;
use permit::lifecycle::State;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// Reads an event from the first seven columns of a row.
pub(super) fn event(row: &AnyRow) -> Result<CaseEvent, Error> {
    Ok(CaseEvent {
        id: row.try_get(0)?,
        application: row.try_get(1)?,
        reference: row.try_get(2)?,
        kind: row.try_get(3)?,
        role: row.try_get(4)?,
        at: row.try_get(5)?,
        state: row.try_get(6)?,
    })
}

/// Writes the newest line of a case into the feed, and for the webhooks that want it. The numbers grow, for one writes at a
/// time.
pub(super) async fn write(connection: &mut AnyConnection, held: &Held, event_id: &str) -> Result<(), Error> {
    let record = held.case.records().last().ok_or(Error::Internal)?;
    let last: i64 = sqlx::query("select coalesce(max(id), 0) from feed")
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    let (id, kind) = (last + 1, record.event.kind.name());
    sqlx::query(
        "insert into feed (id, event_id, application_id, reference, kind, by_role, at, state) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(event_id)
    .bind(&held.id)
    .bind(&held.reference)
    .bind(kind)
    .bind(record.event.by.name())
    .bind(record.event.at)
    .bind(held.case.state().map_or("", State::name))
    .execute(&mut *connection)
    .await?;
    webhook::queue(connection, id, kind, record.event.at).await
}

impl Store {
    /// So many events behind the one of this number, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn events_after(&self, after: i64, limit: u32) -> Result<Vec<CaseEvent>, Error> {
        let rows = sqlx::query(
            "select f.id, f.application_id, f.reference, f.kind, f.by_role, f.at, f.state from feed f \
             where f.id > $1 order by f.id limit $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(&self.reads)
        .await?;
        rows.iter().map(event).collect()
    }
}
