//! What joins a draft and an employer: an accepted invitation, one at a time.

use super::{invitation, told};
use crate::error::Error;
use crate::news::Todo;
use crate::organisation::letters::Sender;
use crate::store::case::{self, Held};
use crate::store::{draft, standing, unsigned};
use permit::draft::Draft;
use permit::lifecycle::{Denied, State};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

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

async fn find(
    connection: &mut AnyConnection,
    draft: &str,
    which: &'static str,
) -> Result<Option<Joined>, Error> {
    let sql = format!(
        "select i.id, o.id, o.name, o.credit_code, o.state, i.member_id, i.form_version, i.part, i.revision, \
         o.approved_name \
         from invitation i join organisation o on o.id = i.organisation_id where i.draft_id = $1 and {which}"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
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

/// The employer that is joined to a draft.
///
/// # Errors
/// What the database says.
pub async fn employer_of(connection: &mut AnyConnection, draft: &str) -> Result<Option<Joined>, Error> {
    find(connection, draft, "i.state = 'accepted'").await
}

/// The employer from which a draft parted once its application was over. It sees nothing of that any more and is told
/// nothing; what it had signed stays with what the authority keeps.
///
/// # Errors
/// What the database says.
pub async fn parted_from(connection: &mut AnyConnection, draft: &str) -> Result<Option<Joined>, Error> {
    find(connection, draft, "i.kept = 1").await
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

/// Where the application of a draft stands; `None` before there is one.
async fn state_of(connection: &mut AnyConnection, draft: &str) -> Result<Option<State>, Error> {
    let held = case_of(connection, draft).await?;
    Ok(held.and_then(|held| held.case.state()))
}

/// Whether an employer can join a draft: it has none, and its application is not over.
pub(super) async fn is_free(connection: &mut AnyConnection, draft: &str) -> Result<(), Error> {
    if employer_of(connection, draft).await?.is_some() {
        return Err(Error::AlreadyJoined);
    }
    match state_of(connection, draft).await? {
        Some(state) if state.is_terminal() => Err(Error::Denied(Denied::WrongState(Some(state)))),
        _ => Ok(()),
    }
}

/// Has lists show the application of a draft as it is now: the employer is another one, or its answers are.
pub(super) async fn show_anew(connection: &mut AnyConnection, draft: &str) -> Result<(), Error> {
    match case_of(connection, draft).await? {
        Some(held) => standing::write(connection, &held).await,
        None => Ok(()),
    }
}

/// Ends what joins the two, where they may part ([`State::may_part`]); says whether the application was over.
pub(super) async fn part(
    connection: &mut AnyConnection,
    invitation: &str,
    draft: &str,
    now: i64,
) -> Result<bool, Error> {
    let state = state_of(connection, draft).await?;
    if !state.is_none_or(State::may_part) {
        return Err(Error::Denied(Denied::WrongState(state)));
    }
    let is_over = state.is_some_and(State::is_terminal);
    invitation::end(connection, invitation, now).await?;
    if is_over {
        sqlx::query("update invitation set kept = 1 where id = $1")
            .bind(invitation)
            .execute(&mut *connection)
            .await?;
    }
    show_anew(connection, draft).await?;
    Ok(is_over)
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
