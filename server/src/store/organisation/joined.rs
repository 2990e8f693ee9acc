//! What joins a draft and an employer: an accepted invitation, one at a time.

use super::{invitation, told};
use crate::error::Error;
use crate::news::Todo;
use crate::organisation::letters::Sender;
use crate::store::case::{self, Held};
use crate::store::{draft, standing, unsigned};
use permit::draft::Draft;
use permit::lifecycle::{Denied, State};
use sqlx::{AnyConnection, Row};

/// An employer that is joined to a draft.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The invitation.
    pub invitation: String,
    /// The organisation.
    pub organisation: String,
    /// Its registered name.
    pub name: String,
    /// The name under which the authority approved it last; empty where it never did.
    pub approved_name: String,
    /// Its credit code.
    pub credit_code: String,
    /// Whether the authority approved its registration: only then it files.
    pub approved: bool,
    /// Who of it takes care: a membership.
    pub member: String,
    /// Its answers to the questions that are its own.
    pub part: Draft,
    /// The revision of these.
    pub revision: u64,
}

/// The employer that is joined to a draft.
///
/// # Errors
/// What the database says.
pub async fn employer_of(connection: &mut AnyConnection, draft: &str) -> Result<Option<Joined>, Error> {
    let row = sqlx::query(
        "select i.id, o.id, o.name, o.credit_code, o.state, i.member_id, i.form_version, i.part, i.revision, \
         o.approved_name from invitation i join organisation o on o.id = i.organisation_id \
         where i.draft_id = $1 and i.state = 'accepted'",
    )
    .bind(draft)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let part: String = row.try_get(7)?;
    Ok(Some(Joined {
        invitation: row.try_get(0)?,
        organisation: row.try_get(1)?,
        name: row.try_get(2)?,
        approved_name: row.try_get(9)?,
        credit_code: row.try_get(3)?,
        approved: row.try_get::<String, _>(4)? == "approved",
        member: row.try_get(5)?,
        part: draft::read(row.try_get(6)?, &part)?,
        revision: unsigned(row.try_get(8)?),
    }))
}

/// The case of the application that a draft became.
pub(super) async fn case_of(connection: &mut AnyConnection, draft: &str) -> Result<Option<Held>, Error> {
    let row = sqlx::query("select id from application where draft_id = $1")
        .bind(draft)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get(0)?;
    case::held(connection, &id).await.map(Some)
}

/// Whether the two may part: before filing, and while no signature of the employer stands under the application. It must not
/// be filed by another one than who signed; who wants to part later takes it back, or withdraws it, first.
pub(super) async fn may_part(connection: &mut AnyConnection, draft: &str) -> Result<(), Error> {
    let held = case_of(connection, draft).await?;
    match held.and_then(|held| held.case.state()) {
        None | Some(State::WaitingForEmployer | State::ReturnedToApplicant | State::ReturnedToEmployer) => {
            Ok(())
        }
        state => Err(Error::Denied(Denied::WrongState(state))),
    }
}

/// Has lists show the application of a draft as it is now: the employer is another one, or its answers are.
pub(super) async fn show_anew(connection: &mut AnyConnection, draft: &str) -> Result<(), Error> {
    match case_of(connection, draft).await? {
        Some(held) => standing::write(connection, &held).await,
        None => Ok(()),
    }
}

/// Ends what joins the two.
pub(super) async fn part(
    connection: &mut AnyConnection,
    invitation: &str,
    draft: &str,
    now: i64,
) -> Result<(), Error> {
    invitation::end(connection, invitation, now).await?;
    show_anew(connection, draft).await
}

/// A draft is being deleted: nobody joins it any more, and the employer that had joined it is told.
pub(crate) async fn draft_deleted(
    connection: &mut AnyConnection,
    draft: &str,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let employer = employer_of(connection, draft).await?;
    sqlx::query("delete from join_code where draft_id = $1")
        .bind(draft)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "update invitation set state = 'ended', ended_at = $1 where draft_id = $2 and state = 'accepted'",
    )
    .bind(now)
    .bind(draft)
    .execute(&mut *connection)
    .await?;
    let Some(employer) = employer else { return Ok(()) };
    let news = ("news.invitation_left", Todo::Unsaid);
    told::employer(connection, &(&employer).into(), news, sender, now).await
}
