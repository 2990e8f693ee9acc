//! Letters to who has not answered, at most one a day each: the applicant from the employer, and the employer from the
//! applicant, whenever it is the other one for whom the application waits.

use super::found::{AGAIN, Found, find};
use super::{By, history, invitation, joined, member, told};
use crate::error::Error;
use crate::news::Todo;
use crate::organisation::letters::Sender;
use crate::store::case::{self, Held};
use crate::store::{Store, draft, unsigned};
use permit::api::employer::{Outcome, RemindRequest, Reminded, Reminder};
use permit::api::history::Deed;
use permit::api::organisation::Invitation;
use permit::lifecycle::Denied;
use permit::lifecycle::correction::Owner;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;

/// The most letters of a request.
const MOST: i64 = 500;

/// Whether the application waits for this side. Before there is one, either may remind the other.
fn waits_for(held: Option<&Held>, side: Owner) -> Result<(), Error> {
    match held.map(|held| &held.case) {
        Some(case) if !case.must_act().contains(&side.actor()) => {
            Err(Error::Denied(Denied::WrongState(case.state())))
        }
        _ => Ok(()),
    }
}

/// Who accepted is told that they are waited for: they need no link with a secret any more.
async fn tell(
    connection: &mut AnyConnection,
    by: &By,
    found: &Found,
    held: Option<&Held>,
) -> Result<(), Error> {
    sqlx::query("update invitation set sent_at = $1 where id = $2")
        .bind(by.now)
        .bind(&found.wire.id)
        .execute(&mut *connection)
        .await?;
    let draft = found.draft.as_deref().ok_or(Error::InvitationClosed)?;
    let reader = told::owner_of(connection, draft, &found.wire.locale).await?;
    let (news, page) = match held {
        Some(held) => (
            ("news.applicant_awaited", case::todo(held, Owner::Applicant)),
            told::application_page(&held.id),
        ),
        None => (("news.part_awaited", Todo::Open), told::draft_page(draft)),
    };
    let about = (found.wire.part.organisation_name.as_str(), page);
    told::applicant(connection, &reader, about, news, &by.sender, by.now).await
}

async fn remind(connection: &mut AnyConnection, by: By, id: String) -> Result<Invitation, Error> {
    member::require(connection, &by).await?;
    let found = find(connection, &by.organisation, &id).await?;
    if !found.is_open() {
        return Err(Error::InvitationClosed);
    }
    let held = match &found.draft {
        Some(draft) => joined::case_of(connection, draft).await?,
        None => None,
    };
    waits_for(held.as_ref(), Owner::Applicant)?;
    let wait = found.wire.sent_at + AGAIN - by.now;
    if wait > 0 {
        return Err(Error::TooManyRequests(wait));
    }
    let what = match found.wire.state.as_str() {
        "sent" => {
            invitation::send(connection, &by, &id).await?;
            Deed::InvitedAgain
        }
        _ => {
            tell(connection, &by, &found, held.as_ref()).await?;
            Deed::PartReminded
        }
    };
    history::of_invitation(connection, &by, what, &id).await?;
    Ok(find(connection, &by.organisation, &id).await?.wire)
}

/// Those who have not answered and can be reminded, who waits longest first.
async fn due(connection: &mut AnyConnection, by: &By) -> Result<(Vec<String>, u64), Error> {
    let rows = sqlx::query(
        "select id from invitation where organisation_id = $1 and state = 'sent' and sent_at <= $2 \
         order by sent_at, id limit $3",
    )
    .bind(&by.organisation)
    .bind(by.now - AGAIN)
    .bind(MOST)
    .fetch_all(&mut *connection)
    .await?;
    let ids: Vec<String> = rows
        .iter()
        .map(|row| Ok(row.try_get(0)?))
        .collect::<Result<_, Error>>()?;
    let all: i64 = sqlx::query(
        "select count(*) from invitation where organisation_id = $1 and state = 'sent' and sent_at <= $2",
    )
    .bind(&by.organisation)
    .bind(by.now - AGAIN)
    .fetch_one(connection)
    .await?
    .try_get(0)?;
    let more = all.saturating_sub(i64::try_from(ids.len()).unwrap_or(i64::MAX));
    Ok((ids, unsigned(more)))
}

async fn remind_many(
    connection: &mut AnyConnection,
    by: By,
    request: RemindRequest,
) -> Result<Reminded, Error> {
    member::require(connection, &by).await?;
    let (ids, more) = if request.all {
        due(connection, &by).await?
    } else {
        (request.invitations, 0)
    };
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for id in ids.into_iter().filter(|id| seen.insert(id.clone())) {
        let found = find(connection, &by.organisation, &id).await?;
        let again_at = found.wire.sent_at + AGAIN;
        let outcome = match found.wire.state.as_str() {
            "sent" if again_at > by.now => Outcome::TooSoon,
            "sent" if request.try_only => Outcome::Ready,
            "sent" => {
                invitation::send(connection, &by, &id).await?;
                history::of_invitation(connection, &by, Deed::InvitedAgain, &id).await?;
                Outcome::Sent
            }
            _ => Outcome::Closed,
        };
        rows.push(Reminder {
            again_at: if outcome == Outcome::Sent {
                by.now + AGAIN
            } else {
                again_at
            },
            invitation: id,
            email: found.wire.email,
            label: found.wire.label,
            outcome,
        });
    }
    Ok(Reminded { rows, more })
}

async fn ask(
    connection: &mut AnyConnection,
    id: &str,
    person: &str,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let row = draft::find(connection, id).await?;
    row.filter(|row| row.person == person).ok_or(Error::NotFound)?;
    let employer = joined::employer_of(connection, id).await?;
    let employer = employer.ok_or(Error::Denied(Denied::NotYet))?;
    let held = joined::case_of(connection, id).await?;
    waits_for(held.as_ref(), Owner::Employer)?;
    let asked: i64 = sqlx::query("select asked_at from invitation where id = $1")
        .bind(&employer.invitation)
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    let wait = asked + AGAIN - now;
    if wait > 0 {
        return Err(Error::TooManyRequests(wait));
    }
    sqlx::query("update invitation set asked_at = $1 where id = $2")
        .bind(now)
        .bind(&employer.invitation)
        .execute(&mut *connection)
        .await?;
    let todo = held
        .as_ref()
        .map_or(Todo::Open, |held| case::todo(held, Owner::Employer));
    let about = told::About {
        application: held.as_ref().map(|held| held.id.as_str()),
        ..told::About::from(&employer)
    };
    told::employer(connection, &about, ("news.employer_awaited", todo), sender, now).await
}

impl Store {
    /// Sends an invitation's letter again, or tells who accepted that they are waited for; at most once a day.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::InvitationClosed`]; [`Error::Denied`] while the application does not wait for them;
    /// [`Error::TooManyRequests`] with the seconds to wait.
    pub async fn remind(&self, by: By, invitation: String) -> Result<Invitation, Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(remind(connection, by, invitation))
        })
        .await
    }

    /// Reminds those who have not answered, as far as a day has passed since their last letter.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of an invitation of another organisation: then nothing is sent.
    pub async fn remind_many(&self, by: By, request: RemindRequest) -> Result<Reminded, Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(remind_many(connection, by, request))
        })
        .await
    }

    /// Writes to who takes care of a draft at its employer that the applicant waits; at most once a day.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the draft is not the person's; [`Error::Denied`] while it has no employer, and while the
    /// application does not wait for that; [`Error::TooManyRequests`] with the seconds to wait.
    pub async fn ask_employer(
        &self,
        draft: String,
        person: String,
        sender: Sender,
        now: i64,
    ) -> Result<(), Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move { ask(connection, &draft, &person, &sender, now).await })
        })
        .await
    }
}
