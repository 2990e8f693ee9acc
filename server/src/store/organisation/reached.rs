//! How an employer and its people are reached, and what of an applicant's answers is that and not their own.

use crate::error::Error;
use permit::draft::Draft;
use permit::problem::Problem;
use permit::reached::Reached;
use sqlx::{AnyConnection, Row};

/// The answers of an applicant by which this employer, or somebody who works there, would be reached in their place.
///
/// # Errors
/// What the database says.
pub(in crate::store) async fn not_own(
    connection: &mut AnyConnection,
    organisation: &str,
    draft: &Draft,
) -> Result<Vec<Problem>, Error> {
    let mut employer = Reached::default();
    let office = sqlx::query("select phone from organisation where id = $1")
        .bind(organisation)
        .fetch_optional(&mut *connection)
        .await?;
    if let Some(office) = office {
        employer.add_phone(&office.try_get::<String, _>(0)?);
    }
    let members = sqlx::query(
        "select p.email, m.phone from member m join person p on p.id = m.person_id \
         where m.organisation_id = $1 and m.ended_at is null",
    )
    .bind(organisation)
    .fetch_all(connection)
    .await?;
    for member in members {
        employer.add_email(&member.try_get::<String, _>(0)?);
        employer.add_phone(&member.try_get::<String, _>(1)?);
    }
    Ok(employer.judge(draft))
}
