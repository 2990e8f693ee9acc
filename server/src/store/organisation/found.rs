//! Invitations as they are read.

use super::{By, member};
use crate::error::Error;
use crate::store::draft::read;
use crate::store::paging::{Paging, anywhere};
use crate::store::{Store, unsigned};
use permit::api::case::PartDocument;
use permit::api::employer::InvitationPage;
use permit::api::organisation::Invitation;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// How many stand on a page.
pub const PER_PAGE: u32 = 50;
/// Seconds after which a letter may be sent again.
pub(super) const AGAIN: i64 = 86_400;
/// The most words of a search that count.
const WORDS: usize = 5;

/// An invitation with what its wire does not say.
pub(super) struct Found {
    pub wire: Invitation,
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
const SELECT: &str = "select i.id, i.email, i.label, i.state, d.application_id, i.member_id, i.sent_at, i.answered_at, \
     o.id, o.name, i.revision, i.form_version, i.part, i.locale, i.draft_id, i.about_revision from invitation i \
     join organisation o on o.id = i.organisation_id left join draft d on d.id = i.draft_id ";

fn found(row: &AnyRow) -> Result<Found, Error> {
    let (id, state, part): (String, String, String) = (row.try_get(0)?, row.try_get(3)?, row.try_get(12)?);
    let is_joined = state == "accepted";
    let application: Option<String> = row.try_get::<Option<String>, _>(4)?.filter(|_| is_joined);
    Ok(Found {
        draft: row.try_get::<Option<String>, _>(14)?.filter(|_| is_joined),
        wire: Invitation {
            email: row.try_get(1)?,
            label: row.try_get(2)?,
            locale: row.try_get(13)?,
            state: if application.is_some() {
                "submitted".into()
            } else {
                state
            },
            application,
            handler: row.try_get(5)?,
            sent_at: row.try_get(6)?,
            answered_at: row.try_get::<Option<i64>, _>(7)?.unwrap_or(0),
            revision: row.try_get(15)?,
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
    let sql = format!("{SELECT}where i.organisation_id = $1 and i.id = $2");
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(organisation.to_owned())
        .bind(id.to_owned())
        .fetch_optional(connection)
        .await?;
    found(&row.ok_or(Error::NotFound)?)
}

/// An invitation that is open, of whichever organisation.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn open(connection: &mut AnyConnection, id: &str) -> Result<Found, Error> {
    let sql = format!("{SELECT}where i.id = $1");
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(id.to_owned())
        .fetch_optional(connection)
        .await?;
    let one = row.as_ref().map(found).transpose()?;
    one.filter(Found::is_open).ok_or(Error::NotFound)
}

/// Which invitations are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only those in these states; all where there are none.
    pub states: Vec<String>,
    /// Only those whose label or address has all of these words.
    pub search: String,
    /// The page, from 1; one behind the last is the last one.
    pub page: u32,
}

/// What was submitted is stored as accepted: the difference is the draft's.
const STATES: [(&str, &str); 5] = [
    ("sent", "i.state = 'sent'"),
    ("accepted", "(i.state = 'accepted' and d.application_id is null)"),
    (
        "submitted",
        "(i.state = 'accepted' and d.application_id is not null)",
    ),
    ("declined", "i.state = 'declined'"),
    ("ended", "i.state = 'ended'"),
];

/// The conditions, and the values of their placeholders from `$2` on; the first is the organisation.
fn conditions(wanted: &Wanted) -> (String, Vec<String>) {
    let mut sql = String::from("i.organisation_id = $1");
    let mut values: Vec<String> = Vec::new();
    if !wanted.states.is_empty() {
        let known = STATES
            .iter()
            .filter(|(name, _)| wanted.states.iter().any(|state| state == name));
        let any: Vec<&str> = known.map(|(_, condition)| *condition).collect();
        sql.push_str(" and ");
        if any.is_empty() {
            sql.push_str("1 = 0");
        } else {
            sql.push_str(&format!("({})", any.join(" or ")));
        }
    }
    for word in wanted.search.split_whitespace().take(WORDS) {
        let own = anywhere(word);
        // SQLite's `lower` knows the letters of English alone: others are found as they were typed, too.
        values.push(own.to_lowercase());
        values.push(own);
        let (lower, own) = (values.len(), values.len() + 1);
        sql.push_str(&format!(
            " and (i.email_key like ${lower} escape '\\' or lower(i.label) like ${lower} escape '\\' \
             or i.label like ${own} escape '\\')"
        ));
    }
    (sql, values)
}

async fn count(
    connection: &mut AnyConnection,
    organisation: &str,
    (condition, values): (&str, &[String]),
) -> Result<i64, Error> {
    let sql =
        format!("select count(*) from invitation i left join draft d on d.id = i.draft_id where {condition}");
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.to_owned());
    for value in values {
        query = query.bind(value.clone());
    }
    Ok(query.fetch_one(connection).await?.try_get(0)?)
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
    /// An invitation of an organisation of this person.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn invitation(&self, by: &By, id: &str) -> Result<Invitation, Error> {
        let mut connection = self.reads.acquire().await?;
        member::require(&mut connection, by).await?;
        Ok(find(&mut connection, &by.organisation, id).await?.wire)
    }

    /// A page of an organisation's invitations, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn invitations(&self, by: &By, wanted: &Wanted) -> Result<InvitationPage, Error> {
        let mut connection = self.reads.acquire().await?;
        member::require(&mut connection, by).await?;
        let (condition, values) = conditions(wanted);
        let total = count(&mut connection, &by.organisation, (&condition, &values)).await?;
        let paging = Paging::of(total, PER_PAGE, wanted.page);
        let place = values.len() + 2;
        let sql = format!(
            "{SELECT}where {condition} order by i.created_at desc, i.id limit ${place} offset ${}",
            place + 1
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(by.organisation.clone());
        for value in values {
            query = query.bind(value);
        }
        let rows = query
            .bind(paging.size)
            .bind(paging.offset)
            .fetch_all(&mut *connection)
            .await?;
        let waiting = sqlx::query(
            "select count(*), count(case when sent_at <= $1 then 1 end) from invitation \
             where organisation_id = $2 and state = 'sent'",
        )
        .bind(by.now - AGAIN)
        .bind(&by.organisation)
        .fetch_one(&mut *connection)
        .await?;
        Ok(InvitationPage {
            rows: rows
                .iter()
                .map(|row| Ok(found(row)?.wire))
                .collect::<Result<_, Error>>()?,
            page: paging.page,
            pages: paging.pages,
            total: paging.total,
            unanswered: unsigned(waiting.try_get(0)?),
            due: unsigned(waiting.try_get(1)?),
        })
    }
}
