//! What somebody typed into a list of corrections that ended before they answered it: it does not count, then or later.
//!
//! Everything in an employer's part counts, so when the authority's list ends the part goes back to what was signed or
//! answered last; what was typed is kept beside it (`part_version`, under the line that ended the list). Nothing in an
//! applicant's draft counts before it is sent, so what was typed stays there. When a part of the draft opens again, what is
//! not named then goes back to what was sent: a list sends what it names, and the person sees and agrees to exactly that.

use super::{Held, changed};
use crate::error::Error;
use crate::store::{draft, signed};
use permit::answer::Role;
use permit::lifecycle::open::Openness;
use sqlx::AnyConnection;

/// Puts back what does not count, as the newest line of a case wants it.
pub(super) async fn put_back(connection: &mut AnyConnection, held: &mut Held) -> Result<(), Error> {
    let Some(newest) = held.case.records().last() else {
        return Ok(());
    };
    let at = newest.event.at;
    if newest.event.kind.opens() {
        of_applicant(connection, held, at).await
    } else if held.case.ended_unanswered(Role::Employer) {
        of_employer(connection, held, at).await
    } else {
        Ok(())
    }
}

async fn of_applicant(connection: &mut AnyConnection, held: &Held, at: i64) -> Result<(), Error> {
    let open = held.case.open_to(Role::Applicant);
    if open == Openness::Nothing {
        return Ok(());
    }
    let Some(mut row) = draft::find(connection, &held.draft_id).await? else {
        return Ok(());
    };
    let mut back = held.draft.differing(&row.draft);
    back.retain(|key| !open.names(key, &held.draft, &row.draft));
    if back.is_empty() {
        return Ok(());
    }
    row.draft.put_back(&held.draft, &back, row.revision + 1, at);
    let done = sqlx::query("update draft set answers = $1, revision = $2 where id = $3 and revision = $4")
        .bind(draft::written(&row.draft.entries)?)
        .bind(signed(row.revision + 1))
        .bind(&held.draft_id)
        .bind(signed(row.revision))
        .execute(connection)
        .await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        // Another server was quicker: trying again meets its revision.
        Err(Error::Unavailable)
    }
}

async fn of_employer(connection: &mut AnyConnection, held: &mut Held, at: i64) -> Result<(), Error> {
    let Some(part) = changed::signed_part(connection, held).await? else {
        return Ok(());
    };
    let now = held.joined.as_ref();
    let back = now.map_or_else(Vec::new, |joined| part.differing(&joined.part));
    if back.is_empty() {
        return Ok(());
    }
    changed::keep_part(connection, held).await?;
    let Some(joined) = &mut held.joined else {
        return Ok(());
    };
    joined.revision += 1;
    joined.part.put_back(&part, &back, joined.revision, at);
    sqlx::query("update invitation set part = $1, revision = $2 where id = $3")
        .bind(draft::written(&joined.part.entries)?)
        .bind(signed(joined.revision))
        .bind(&joined.invitation)
        .execute(connection)
        .await?;
    held.answer(held.draft.clone());
    Ok(())
}
