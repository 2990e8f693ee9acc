//! Invitations as they are read.

use super::{By, member};
use crate::error::Error;
use crate::store::draft::read;
use crate::store::{Store, unsigned};
use permit::api::case::PartDocument;
use permit::api::organisation::Invitation;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// How many stand on a page.
pub const PER_PAGE: u32 = 500;

/// An invitation with what its wire does not say.
pub(super) struct Found {
    pub wire: Invitation,
    pub locale: String,
    /// The draft, while it is joined.
    pub draft: Option<String>,
}

impl Found {
    /// Whether it waits for an answer, or was accepted.
    pub fn is_open(&self) -> bool {
        matches!(self.wire.state.as_str(), "sent" | "accepted" | "submitted")
    }
}

/// What [`found`] reads.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select i.id, i.email, i.label, i.state, d.application_id, i.member_id, i.sent_at, i.answered_at, \
             o.id, o.name, i.revision, i.form_version, i.part, i.locale, i.draft_id from invitation i \
             join organisation o on o.id = i.organisation_id left join draft d on d.id = i.draft_id ",
            $rest
        )
    };
}

fn found(row: &AnyRow) -> Result<Found, Error> {
    let (id, state, part): (String, String, String) = (row.try_get(0)?, row.try_get(3)?, row.try_get(12)?);
    let is_joined = state == "accepted";
    let application: Option<String> = row.try_get::<Option<String>, _>(4)?.filter(|_| is_joined);
    Ok(Found {
        locale: row.try_get(13)?,
        draft: row.try_get::<Option<String>, _>(14)?.filter(|_| is_joined),
        wire: Invitation {
            email: row.try_get(1)?,
            label: row.try_get(2)?,
            state: if application.is_some() {
                "submitted".into()
            } else {
                state
            },
            application,
            handler: row.try_get(5)?,
            sent_at: row.try_get(6)?,
            answered_at: row.try_get::<Option<i64>, _>(7)?.unwrap_or(0),
            part: PartDocument {
                invitation: id.clone(),
                organisation: row.try_get(8)?,
                organisation_name: row.try_get(9)?,
                revision: unsigned(row.try_get(10)?),
                draft: read(row.try_get(11)?, &part)?,
            },
            id,
        },
    })
}

/// An invitation of this organisation.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn find(
    connection: &mut AnyConnection,
    organisation: &str,
    id: &str,
) -> Result<Found, Error> {
    let row = sqlx::query(select!("where i.organisation_id = $1 and i.id = $2"))
        .bind(organisation)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    found(&row.ok_or(Error::NotFound)?)
}

/// The invitation of this id, or of the application of this id, of the organisation for which somebody acts; empty where
/// there is none.
///
/// # Errors
/// [`Error::NotFound`] where they act for none.
pub(in crate::store) async fn invitation_of(
    connection: &mut AnyConnection,
    by: &By,
    id: &str,
) -> Result<String, Error> {
    member::require(connection, by).await?;
    let row = sqlx::query(
        "select i.id from invitation i left join application a on a.draft_id = i.draft_id and i.state = 'accepted' \
         where i.organisation_id = $1 and (i.id = $2 or a.id = $3)",
    )
    .bind(&by.organisation)
    .bind(id)
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.map_or(Ok(String::new()), |row| Ok(row.try_get(0)?))
}

impl Store {
    /// A page (from 1) of an organisation's invitations, newest first: those in one of these states, or all.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn invitations(&self, by: &By, states: &[&str], page: u32) -> Result<Vec<Invitation>, Error> {
        let mut connection = self.reads.acquire().await?;
        member::require(&mut connection, by).await?;
        // What was submitted is stored as accepted: the difference is the draft's.
        let wanted = |name: &str| i64::from(states.is_empty() || states.contains(&name));
        let rows = sqlx::query(select!(
            "where i.organisation_id = $1 and ((i.state = 'sent' and $2 = 1) or (i.state = 'declined' and $3 = 1) \
             or (i.state = 'ended' and $4 = 1) or (i.state = 'accepted' and d.application_id is null and $5 = 1) \
             or (i.state = 'accepted' and d.application_id is not null and $6 = 1)) \
             order by i.created_at desc, i.id limit $7 offset $8"
        ))
        .bind(&by.organisation)
        .bind(wanted("sent"))
        .bind(wanted("declined"))
        .bind(wanted("ended"))
        .bind(wanted("accepted"))
        .bind(wanted("submitted"))
        .bind(i64::from(PER_PAGE))
        .bind(i64::from(page.saturating_sub(1)) * i64::from(PER_PAGE))
        .fetch_all(&mut *connection)
        .await?;
        rows.iter().map(|row| Ok(found(row)?.wire)).collect()
    }
}
