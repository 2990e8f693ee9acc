//! The employer's part: its answers, apart from the applicant's, by revision.

use super::{By, found, joined, member};
use crate::error::Error;
use crate::store::draft::written;
use crate::store::reopened::none_shut;
use crate::store::{Store, signed};
use permit::answer::{Entry, Key, Role};
use permit::api::case::{PartDocument, PartSave};
use permit::draft::Draft;
use permit::forms;
use sqlx::AnyConnection;

/// Puts answers as typed into a part, and returns which became others.
pub(super) fn put(part: &mut Draft, answers: &[(Key, String)], revision: u64, at: i64) -> Vec<Key> {
    part.form_version = forms::VERSION;
    let mut changed = Vec::new();
    for (key, value) in answers {
        if part.raw(key) != value {
            let entry = Entry {
                value: value.clone(),
                revision,
                at,
                by: Role::Employer,
            };
            part.entries.insert(key.clone(), entry);
            changed.push(key.clone());
        }
    }
    changed
}

/// Stores a part, with who wrote which answer.
pub(super) async fn store(
    connection: &mut AnyConnection,
    by: &By,
    invitation: &str,
    part: &Draft,
    (revision, changed): (u64, &[Key]),
) -> Result<(), Error> {
    sqlx::query("update invitation set part = $1, form_version = $2, revision = $3 where id = $4")
        .bind(written(&part.entries)?)
        .bind(i64::from(part.form_version))
        .bind(signed(revision))
        .bind(invitation)
        .execute(&mut *connection)
        .await?;
    for key in changed {
        sqlx::query(
            "insert into part_change (invitation_id, revision, key, person_id, at) values ($1, $2, $3, $4, $5) \
             on conflict (invitation_id, revision, key) do nothing",
        )
        .bind(invitation)
        .bind(signed(revision))
        .bind(key.to_string())
        .bind(&by.person)
        .bind(by.now)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Nothing that somebody else answered otherwise since the revision on which answers are based is overwritten by them.
///
/// # Errors
/// [`Error::Conflict`] with what is newer.
pub(super) fn none_met(part: &Draft, answers: &[(Key, String)], revision: u64) -> Result<(), Error> {
    let newer = part.since(revision);
    let meets = |(key, value): &&(Key, String)| newer.contains_key(key) && part.raw(key) != value;
    let met = answers.iter().filter(meets);
    let conflicts: Vec<Key> = met.map(|(key, _)| key.clone()).collect();
    if conflicts.is_empty() {
        Ok(())
    } else {
        Err(Error::Conflict(newer, conflicts))
    }
}

/// What the employer signed, or filed, changes only where it has its part back: all of it, or what a list names.
async fn is_open(
    connection: &mut AnyConnection,
    draft: &str,
    part: &Draft,
    answers: &[(Key, String)],
) -> Result<(), Error> {
    let Some(held) = joined::case_of(connection, draft).await? else {
        return Ok(());
    };
    let open = held.case.open_to(Role::Employer);
    let before = permit::part::merged(&held.draft, part);
    let mut after = before.clone();
    for (key, value) in answers {
        after.edit(key.clone(), value.clone(), 0, Role::Employer);
    }
    let changes = answers.iter().filter(|(key, value)| part.raw(key) != value);
    let changed = changes.map(|(key, _)| key);
    none_shut(changed.filter(|key| !open.allows(key, &before, &after)))
}

async fn save(
    connection: &mut AnyConnection,
    by: By,
    id: String,
    request: PartSave,
) -> Result<PartDocument, Error> {
    member::require(connection, &by).await?;
    let mut found = found::find(connection, &by.organisation, &id).await?;
    if !found.is_open() {
        return Err(Error::InvitationClosed);
    }
    let part = &mut found.wire.part;
    let says_nothing_new = request
        .answers
        .iter()
        .all(|(key, value)| part.draft.raw(key) == value);
    if says_nothing_new {
        // Said before: an answer that was lost on its way is asked for again.
        return Ok(found.wire.part);
    }
    none_met(&part.draft, &request.answers, request.revision)?;
    if let Some(draft) = &found.draft {
        is_open(connection, draft, &part.draft, &request.answers).await?;
    }
    part.revision += 1;
    let changed = put(&mut part.draft, &request.answers, part.revision, by.now);
    store(connection, &by, &id, &part.draft, (part.revision, &changed)).await?;
    if let Some(draft) = &found.draft {
        joined::show_anew(connection, draft).await?;
    }
    Ok(found.wire.part)
}

impl Store {
    /// The employer's part of an invitation.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn part(&self, by: &By, invitation: &str) -> Result<PartDocument, Error> {
        let mut connection = self.reads.acquire().await?;
        member::require(&mut connection, by).await?;
        let found = found::find(&mut connection, &by.organisation, invitation).await?;
        Ok(found.wire.part)
    }

    /// Stores answers of the employer's part, if nobody changed one of them since the revision that they are based on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::InvitationClosed`], [`Error::Conflict`] with what is newer, [`Error::NotOpen`] while the
    /// part is signed.
    pub async fn save_part(
        &self,
        by: By,
        invitation: String,
        request: PartSave,
    ) -> Result<PartDocument, Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(save(connection, by, invitation, request))
        })
        .await
    }
}
