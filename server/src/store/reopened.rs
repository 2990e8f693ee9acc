//! A draft that was sent: what of it its applicant may change now, and what does not keep them from sending it again.

use super::{case, judged, organisation};
use crate::error::Error;
use permit::answer::{Key, Role};
use permit::api::WireProblem;
use permit::date::Date;
use permit::draft::Draft;
use permit::lifecycle::open::Openness;
use sqlx::AnyConnection;

/// Of a draft that was submitted only what a correction opened may become another.
pub(super) async fn is_open(
    connection: &mut AnyConnection,
    application: &str,
    keys: &[Key],
    after: &Draft,
) -> Result<(), Error> {
    let case = case::life(connection, application).await?;
    let open = case.open_to(Role::Applicant);
    if open == Openness::Nothing {
        return Err(Error::DraftSubmitted);
    }
    let sent = case::sent(connection, application).await?;
    none_shut(keys.iter().filter(|key| !open.allows(key, &sent, after)))
}

/// Names the answers that were to become others and are not open; fine where there is none.
pub(super) fn none_shut<'a>(shut: impl Iterator<Item = &'a Key>) -> Result<(), Error> {
    let problems: Vec<WireProblem> = shut
        .map(|key| WireProblem {
            key: key.to_string(),
            code: "not_open".into(),
        })
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::NotOpen(problems))
    }
}

/// Whether anything of it is open, and what is wrong with it that bars nobody.
pub(super) async fn standing(
    connection: &mut AnyConnection,
    draft: &str,
    application: &str,
    today: Date,
) -> Result<(bool, Vec<WireProblem>), Error> {
    let case = case::life(connection, application).await?;
    let open = case.open_to(Role::Applicant);
    if !matches!(open, Openness::Items(_)) {
        return Ok((open != Openness::Nothing, Vec::new()));
    }
    let sent = case::sent(connection, application).await?;
    let joined = organisation::employer_of(connection, draft).await?;
    let employer = joined.as_ref().map(|joined| joined.organisation.as_str());
    let excused = judged::excused(connection, &open, employer, &sent, today).await?;
    Ok((true, excused))
}
