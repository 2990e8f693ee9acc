//! What a correction changed: the answers that count, as they were when something was opened, beside what they are now.

use super::Held;
use crate::error::Error;
use crate::store::draft;
use permit::api::case::Changed;
use permit::draft::Draft;
use permit::part;
use sqlx::{AnyConnection, Row};

/// The number in order of the last line that opened something.
fn opened(held: &Held) -> Option<i64> {
    let records = held.case.records();
    let last = records.iter().rposition(|record| record.event.kind.opens())?;
    i64::try_from(last.saturating_add(1)).ok()
}

/// Where the newest line opens something, keeps the employer's part as it is: the applicant's is kept when it is ready
/// again, but the employer's is saved in its place.
pub(super) async fn keep(connection: &mut AnyConnection, held: &Held) -> Result<(), Error> {
    let newest = held.case.records().last();
    if newest.is_some_and(|record| record.event.kind.opens()) {
        keep_part(connection, held).await
    } else {
        Ok(())
    }
}

/// Keeps the employer's part as it is, under the newest line.
pub(super) async fn keep_part(connection: &mut AnyConnection, held: &Held) -> Result<(), Error> {
    let Some(employer) = held.employer() else {
        return Ok(());
    };
    sqlx::query(
        "insert into part_version (application_id, from_seq, form_version, part) values ($1, $2, $3, $4)",
    )
    .bind(&held.id)
    .bind(i64::try_from(held.case.records().len()).unwrap_or(i64::MAX))
    .bind(i64::from(employer.part.form_version))
    .bind(draft::written(&employer.part.entries)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The employer's part as it was when something was opened last, which it had signed or answered then; `None` where nothing
/// ever was, or there was no employer.
pub(super) async fn signed_part(connection: &mut AnyConnection, held: &Held) -> Result<Option<Draft>, Error> {
    let Some(seq) = opened(held) else {
        return Ok(None);
    };
    let row = sqlx::query(
        "select form_version, part from part_version where application_id = $1 and from_seq = $2",
    )
    .bind(&held.id)
    .bind(seq)
    .fetch_optional(connection)
    .await?;
    row.map(|row| draft::read(row.try_get(0)?, &row.try_get::<String, _>(1)?))
        .transpose()
}

/// The answers that counted when the last line that opened something was written.
async fn before(connection: &mut AnyConnection, held: &Held, seq: i64) -> Result<Draft, Error> {
    let applicant = sqlx::query(
        "select form_version, answers from application_version where application_id = $1 and until_seq >= $2 \
         order by until_seq limit 1",
    )
    .bind(&held.id)
    .bind(seq)
    .fetch_optional(&mut *connection)
    .await?;
    let applicant = match applicant {
        Some(row) => draft::read(row.try_get(0)?, &row.try_get::<String, _>(1)?)?,
        None => held.draft.clone(),
    };
    let part = match (signed_part(connection, held).await?, held.employer()) {
        (Some(part), _) => part,
        (None, Some(employer)) => employer.part.clone(),
        (None, None) => return Ok(applicant),
    };
    Ok(part::merged(&applicant, &part))
}

/// What became of the answers since something was opened last; nothing where nothing ever was.
pub(in crate::store) async fn changed(
    connection: &mut AnyConnection,
    held: &Held,
) -> Result<Vec<Changed>, Error> {
    let Some(seq) = opened(held) else {
        return Ok(Vec::new());
    };
    let before = before(connection, held, seq).await?;
    let keys = before.differing(&held.counts).into_iter();
    let changed = keys.map(|key| Changed {
        before: before.raw(&key).into(),
        after: held.counts.raw(&key).into(),
        key,
    });
    Ok(changed.collect())
}
