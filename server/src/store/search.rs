//! What the helpdesk finds: by reference, by an exact address, by a support code. Only what tells drafts and applications
//! apart, and each that was found gets a row in its owner's access log.

use super::{Staff, Store, application, case, draft, support, support_code};
use crate::error::Error;
use permit::api::support::{Found, FoundApplication, LetterState};
use permit::lifecycle::Case;
use sqlx::{AnyConnection, Row};

/// The newest letters that are told of.
const LETTERS: i64 = 10;

/// What is looked for.
pub enum Wanted {
    /// The application of this reference.
    Reference(String),
    /// Drafts and applications of the person with this address in lower case, and how letters to it stand.
    Address(String),
    /// The draft, or the employer's part, of this support code.
    Code(String),
}

/// A query that names drafts, and for what.
const BY_REFERENCE: &str = "select draft_id from application where reference = $1";
const BY_ADDRESS: &str = "select draft.id from draft join person on person.id = draft.person_id \
                          where email_key = $1 order by updated_at desc, draft.id";

/// How the newest letters to an address (in lower case) stand.
pub(super) async fn letters(
    connection: &mut AnyConnection,
    address: &str,
    now: i64,
) -> Result<Vec<LetterState>, Error> {
    let rows = sqlx::query(
        "select created_at, sent_at, give_up_at, attempts, bounced_at from mail where lower(recipient) = $1 \
         order by created_at desc, id limit $2",
    )
    .bind(address)
    .bind(LETTERS)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let (sent, give_up): (Option<i64>, i64) = (row.try_get(1)?, row.try_get(2)?);
            let bounced: Option<i64> = row.try_get(4)?;
            let state = match (bounced, sent) {
                (Some(_), _) => "bounced",
                (None, Some(_)) => "sent",
                (None, None) if give_up <= now => "gave_up",
                (None, None) => "queued",
            };
            Ok(LetterState {
                at: row.try_get(0)?,
                state: state.into(),
                attempts: u32::try_from(row.try_get::<i64, _>(3)?).unwrap_or(0),
            })
        })
        .collect()
}

/// The outer error undoes; the inner one is the answer, and that a wrong code was counted stays.
async fn search(
    connection: &mut AnyConnection,
    wanted: Wanted,
    staff: &Staff,
    now: i64,
) -> Result<Result<Found, Error>, Error> {
    let mut found = Found::default();
    let drafts: Vec<String> = match wanted {
        Wanted::Code(typed) => match support_code::find(connection, &typed, staff, now).await? {
            Ok(code) if code.of_part => {
                support::looked(connection, &code.draft_id, staff, ("search", "", ""), now).await?;
                found.of_part = true;
                Vec::new()
            }
            Ok(code) => vec![code.draft_id],
            Err(error) => return Ok(Err(error)),
        },
        Wanted::Reference(reference) => ids(connection, BY_REFERENCE, &reference).await?,
        Wanted::Address(address) => {
            found.letters = letters(connection, &address, now).await?;
            ids(connection, BY_ADDRESS, &address).await?
        }
    };
    for id in drafts {
        support::looked(connection, &id, staff, ("search", "", ""), now).await?;
        let Some(summary) = draft::summary(connection, &id).await? else {
            continue;
        };
        match &summary.application {
            Some(application) => {
                let records = case::records(connection, application).await?;
                found.applications.push(FoundApplication {
                    summary: application::summary(connection, application).await?,
                    draft_id: id,
                    filed: Case::new(None, records).was_filed(),
                });
            }
            None => found.drafts.push(summary),
        }
    }
    Ok(Ok(found))
}

async fn ids(connection: &mut AnyConnection, sql: &'static str, what: &str) -> Result<Vec<String>, Error> {
    let rows = sqlx::query(sql).bind(what).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

impl Store {
    /// Finds drafts and applications.
    ///
    /// # Errors
    /// [`Error::CodeUnknown`], and [`Error::TooManyRequests`] after wrong codes.
    pub async fn search(&self, wanted: Wanted, staff: Staff, now: i64) -> Result<Found, Error> {
        self.writer
            .write(move |connection| Box::pin(async move { search(connection, wanted, &staff, now).await }))
            .await?
    }
}
