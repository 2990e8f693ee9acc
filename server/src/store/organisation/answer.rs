//! What the invited person sees and says: whoever holds the secret of the letter.

use super::{found, joined, member, told};
use crate::clock;
use crate::error::Error;
use crate::news::Todo;
use crate::organisation::letters::Sender;
use crate::store::{Person, Store, draft};
use permit::answer::Key;
use permit::api::organisation::{InvitedAnswer, InvitedTo, JoinableDraft};
use permit::draft::Draft;
use permit::forms;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// What the person answers.
pub struct AnswerWish {
    /// The hash of the secret.
    pub secret_hash: String,
    /// Who answers.
    pub person: Person,
    /// What.
    pub answer: InvitedAnswer,
    /// Who writes the letter about it.
    pub sender: Sender,
    /// The time.
    pub now: i64,
}

/// What an employer says of a post: its answers, as typed.
pub(super) fn post(part: &Draft) -> Vec<(Key, String)> {
    let said = part.entries.iter().filter(|(_, entry)| !entry.value.is_empty());
    said.map(|(key, entry)| (key.clone(), entry.value.clone()))
        .collect()
}

/// Which invitation has a secret, of which organisation, and who answered it.
struct Secret {
    organisation: String,
    invitation: String,
    person: Option<String>,
}

async fn of_secret(connection: &mut AnyConnection, hash: &str) -> Result<Secret, Error> {
    let row = sqlx::query("select organisation_id, id, person_id from invitation where secret_hash = $1")
        .bind(hash)
        .fetch_optional(connection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Secret {
        organisation: row.try_get(0)?,
        invitation: row.try_get(1)?,
        person: row.try_get(2)?,
    })
}

/// Nobody applies who works on the employer's side, and a draft has one employer at a time, until its application is over.
pub(super) async fn may_join(
    connection: &mut AnyConnection,
    organisation: &str,
    person: &str,
    draft: &str,
) -> Result<(), Error> {
    if member::is_of(connection, organisation, person).await? {
        return Err(Error::OwnEmployer);
    }
    joined::is_free(connection, draft).await
}

/// Joins a draft to an invitation.
pub(super) async fn join(
    connection: &mut AnyConnection,
    invitation: &str,
    (person, draft): (&str, &str),
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "update invitation set state = 'accepted', draft_id = $1, person_id = $2, answered_at = $3 where id = $4",
    )
    .bind(draft)
    .bind(person)
    .bind(now)
    .bind(invitation)
    .execute(&mut *connection)
    .await?;
    // A code that is still out would only be refused.
    sqlx::query("delete from join_code where draft_id = $1")
        .bind(draft)
        .execute(&mut *connection)
        .await?;
    joined::show_anew(connection, draft).await
}

async fn answer(connection: &mut AnyConnection, wish: AnswerWish) -> Result<InvitedAnswer, Error> {
    let secret = of_secret(connection, &wish.secret_hash).await?;
    let found = found::find(connection, &secret.organisation, &secret.invitation).await?;
    let who = wish.person.id.as_str();
    // Whoever else holds the letter learns nothing of who answered, and with what.
    if secret.person.as_deref().is_some_and(|answered| answered != who) {
        return Err(Error::NotFound);
    }
    match (found.wire.state.as_str(), wish.answer.accepts) {
        ("sent", _) => {}
        // Said before: the same answer again.
        ("accepted" | "submitted", true) => {
            return Ok(InvitedAnswer {
                accepts: true,
                draft: found.draft.unwrap_or_default(),
            });
        }
        ("declined", false) => return Ok(wish.answer),
        _ => return Err(Error::InvitationClosed),
    }
    if !wish.answer.accepts {
        sqlx::query(
            "update invitation set state = 'declined', person_id = $1, answered_at = $2 where id = $3",
        )
        .bind(who)
        .bind(wish.now)
        .bind(&secret.invitation)
        .execute(&mut *connection)
        .await?;
        let news = ("news.invitation_declined", Todo::Open);
        told::employer(connection, &(&found.wire).into(), news, &wish.sender, wish.now).await?;
        return Ok(wish.answer);
    }
    let id = wish.answer.draft.as_str();
    may_join(connection, &secret.organisation, who, id).await?;
    match draft::find(connection, id).await? {
        Some(row) if row.person == who => {}
        None if clock::is_id(id) => draft::begin(connection, id, who, wish.now).await?,
        _ => return Err(Error::NotFound),
    }
    join(connection, &secret.invitation, (who, id), wish.now).await?;
    let news = ("news.invitation_accepted", Todo::Nothing);
    told::employer(connection, &(&found.wire).into(), news, &wish.sender, wish.now).await?;
    Ok(wish.answer)
}

/// The drafts of a person with which they can accept an invitation of this employer.
async fn joinable(
    connection: &mut AnyConnection,
    person: &str,
    credit_code: &str,
) -> Result<Vec<JoinableDraft>, Error> {
    let rows = sqlx::query(
        "select d.id, d.updated_at, d.form_version, d.answers from draft d \
         where d.person_id = $1 and d.application_id is null \
         and not exists (select 1 from invitation i where i.draft_id = d.id and i.state = 'accepted') \
         order by d.updated_at desc, d.id",
    )
    .bind(person)
    .fetch_all(connection)
    .await?;
    let joinable = |row: &AnyRow| -> Result<JoinableDraft, Error> {
        let answers = draft::read(row.try_get(2)?, &row.try_get::<String, _>(3)?)?;
        Ok(JoinableDraft {
            id: row.try_get(0)?,
            name: forms::post::name(&answers),
            updated_at: row.try_get(1)?,
            other: forms::post::names_another(&answers, credit_code),
        })
    };
    rows.iter().map(joinable).collect()
}

impl Store {
    /// An invitation by the hash of its secret, as this person reads it. Of one that is over, only that it is.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn invited(&self, secret_hash: &str, person: Option<&str>) -> Result<InvitedTo, Error> {
        let mut connection = self.reads.acquire().await?;
        let secret = of_secret(&mut connection, secret_hash).await?;
        let found = found::find(&mut connection, &secret.organisation, &secret.invitation).await?;
        let row = sqlx::query("select credit_code from organisation where id = $1")
            .bind(&secret.organisation)
            .fetch_one(&mut *connection)
            .await?;
        let credit_code: String = row.try_get(0)?;
        let drafts = match person {
            Some(person) if found.wire.state == "sent" => {
                joinable(&mut connection, person, &credit_code).await?
            }
            _ => Vec::new(),
        };
        Ok(InvitedTo {
            drafts,
            credit_code,
            post: if found.is_open() {
                post(&found.wire.part.draft)
            } else {
                Vec::new()
            },
            state: found.wire.state,
            organisation: found.wire.part.organisation_name,
        })
    }

    /// Answers an invitation. The same person and answer again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] (also of a draft that is somebody else's, and where somebody else answered),
    /// [`Error::InvitationClosed`], [`Error::AlreadyJoined`], [`Error::OwnEmployer`], [`Error::TooManyDrafts`];
    /// [`Error::Denied`] of a draft whose application is over.
    pub async fn answer_invitation(&self, wish: AnswerWish) -> Result<InvitedAnswer, Error> {
        let person = wish.person.id.clone();
        self.write_for(&person, move |connection| Box::pin(answer(connection, wish)))
            .await
    }
}
