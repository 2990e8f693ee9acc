//! Whom an organisation invites.

use super::found::find;
use super::{By, history, joined, member, name_of, part, told};
use crate::clock;
use crate::error::Error;
use crate::guard::token_hash;
use crate::organisation::{letters, rows};
use crate::sign_in::token;
use crate::store::draft::written;
use crate::store::{Letter, Store, mail, signed};
use permit::api::history::Deed;
use permit::api::organisation::{Invitation, InvitationChange, Invited, Invitee};
use permit::draft::Draft;
use permit::entries::Entries;
use permit::forms;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{Matter, hears_of};
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use std::collections::BTreeSet;

/// The most invitations that an organisation may have out, or joined, at a time.
const MOST: i64 = 20_000;
/// Seconds for which a letter is worth sending.
const WORTH: i64 = crate::mail::RECEIPT_WORTH;

/// A wish to invite people; the addresses are tidied where they could be read.
pub struct InviteWish {
    /// Who wishes it.
    pub by: By,
    /// Whom.
    pub people: Vec<Invitee>,
    /// Only to see what would be wrong.
    pub try_only: bool,
}

/// What is put right in an invitation; tidied and checked.
pub struct Correction {
    /// Who wishes it.
    pub by: By,
    /// Which.
    pub invitation: String,
    /// As it is to be, and what was seen of it.
    pub change: InvitationChange,
}

/// What a new invitation says.
pub(super) struct New<'a> {
    pub to: &'a Invitee,
    pub email_key: &'a str,
    pub member: &'a str,
    pub secret: &'a str,
}

/// Writes to the person whom an invitation is about, as the screens say beforehand.
async fn tell(connection: &mut AnyConnection, letter: Letter, now: i64) -> Result<(), Error> {
    if hears_of(Matter::Invitation).contains(&Owner::Applicant) {
        mail::insert(connection, letter, now, WORTH).await?;
    }
    Ok(())
}

/// Writes an invitation that waits for an answer, and returns its id.
pub(super) async fn insert(connection: &mut AnyConnection, by: &By, new: &New<'_>) -> Result<String, Error> {
    let id = clock::id();
    let mut draft = Draft::new(forms::VERSION);
    let changed = part::put(&mut draft, &new.to.post, 1, by.now);
    let revision = u64::from(!changed.is_empty());
    sqlx::query(
        "insert into invitation (id, organisation_id, email_key, email, label, locale, form_version, part, revision, state, \
         member_id, secret_hash, created_at, sent_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'sent', $10, $11, $12, $13)",
    )
    .bind(&id)
    .bind(&by.organisation)
    .bind(new.email_key)
    .bind(&new.to.email)
    .bind(&new.to.label)
    .bind(&new.to.locale)
    .bind(i64::from(draft.form_version))
    .bind(written(&draft.entries)?)
    .bind(signed(revision))
    .bind(new.member)
    .bind(token_hash(new.secret))
    .bind(by.now)
    .bind(by.now)
    .execute(&mut *connection)
    .await?;
    part::store(connection, by, &id, &draft, (revision, &changed)).await?;
    Ok(id)
}

/// Ends an invitation.
pub(super) async fn end(connection: &mut AnyConnection, id: &str, now: i64) -> Result<(), Error> {
    sqlx::query("update invitation set state = 'ended', ended_at = $1 where id = $2")
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Who waits for an answer or prepares their part, and has sent no application.
const OPEN: &str = "from invitation i left join draft d on d.id = i.draft_id where i.organisation_id = $1 \
     and (i.state = 'sent' or (i.state = 'accepted' and d.application_id is null))";

/// How many invitations of an organisation have not become an application yet, and still may.
pub(in crate::store) async fn preparing(
    connection: &mut AnyConnection,
    organisation: &str,
) -> Result<i64, Error> {
    let sql = format!("select count(*) {OPEN}");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
    Ok(query.fetch_one(connection).await?.try_get(0)?)
}

/// The addresses that wait for an answer or prepare their part. Who has sent an application may be invited to another one.
pub(super) async fn open_to(
    connection: &mut AnyConnection,
    by: &By,
    but: &str,
) -> Result<BTreeSet<String>, Error> {
    let sql = format!("select i.email_key {OPEN} and i.id <> $2");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(&by.organisation).bind(but);
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Nobody can be invited beyond what an organisation may have.
async fn has_room(connection: &mut AnyConnection, by: &By, more: usize) -> Result<(), Error> {
    let count: i64 = sqlx::query(
        "select count(*) from invitation where organisation_id = $1 and state in ('sent', 'accepted')",
    )
    .bind(&by.organisation)
    .fetch_one(connection)
    .await?
    .try_get(0)?;
    if count.saturating_add(i64::try_from(more).unwrap_or(i64::MAX)) > MOST {
        Err(Error::TooMany)
    } else {
        Ok(())
    }
}

async fn invite(connection: &mut AnyConnection, wish: InviteWish) -> Result<Invited, Error> {
    let by = &wish.by;
    let mine = member::require(connection, by).await?;
    let known = rows::Known {
        members: member::addresses(connection, &by.organisation)
            .await?
            .into_iter()
            .collect(),
        invited: open_to(connection, by, "").await?,
    };
    let problems = rows::problems(&wish.people, &known);
    let mut ids = Vec::new();
    if wish.try_only || !problems.is_empty() {
        return Ok(Invited { ids, problems });
    }
    has_room(connection, by, wish.people.len()).await?;
    let name = name_of(connection, &by.organisation).await?;
    for to in &wish.people {
        let secret = token();
        let new = New {
            to,
            email_key: &to.email.to_lowercase(),
            member: &mine.id,
            secret: &secret,
        };
        let id = insert(connection, by, &new).await?;
        history::of_invitation(connection, by, Deed::Invited, &id).await?;
        ids.push(id);
        let letter = letters::invitation(&by.sender, (&to.locale, &to.email), &name, &secret);
        tell(connection, letter, by.now).await?;
    }
    Ok(Invited { ids, problems })
}

/// Sends the letter, with a new secret: the old one is known to nobody here, and no longer holds.
///
/// # Errors
/// [`Error::InvitationClosed`] where somebody answered it, or it ended: whoever found it waiting may have looked too early.
pub(in crate::store) async fn send(connection: &mut AnyConnection, by: &By, id: &str) -> Result<(), Error> {
    let found = find(connection, &by.organisation, id).await?;
    if found.wire.state != "sent" {
        return Err(Error::InvitationClosed);
    }
    let secret = token();
    sqlx::query("update invitation set secret_hash = $1, sent_at = $2 where id = $3")
        .bind(token_hash(&secret))
        .bind(by.now)
        .bind(id)
        .execute(&mut *connection)
        .await?;
    let to = (found.wire.locale.as_str(), found.wire.email.as_str());
    let name = &found.wire.part.organisation_name;
    let letter = letters::invitation(&by.sender, to, name, &secret);
    tell(connection, letter, by.now).await
}

/// The outer error undoes; what is wrong with the row is the answer.
async fn correct(connection: &mut AnyConnection, wish: Correction) -> Result<Invitation, Error> {
    let Correction {
        by,
        invitation,
        change: InvitationChange { to, seen, part_seen },
    } = wish;
    member::require(connection, &by).await?;
    let mut found = find(connection, &by.organisation, &invitation).await?;
    let email_key = to.email.to_lowercase();
    let is_other = email_key != found.wire.email.to_lowercase();
    let is_waiting = found.wire.state == "sent";
    // Once somebody accepted, what the employer calls the row is still its own.
    if !found.is_open() || !is_waiting && (is_other || !to.post.is_empty()) {
        return Err(Error::InvitationClosed);
    }
    let known = rows::Known {
        members: member::addresses(connection, &by.organisation)
            .await?
            .into_iter()
            .collect(),
        invited: open_to(connection, &by, &invitation).await?,
    };
    let problems = rows::problems(std::slice::from_ref(&to), &known);
    if is_waiting && !problems.is_empty() {
        return Err(Error::InvalidAnswers(rows::on_the_wire(problems)));
    }
    let locale = if is_waiting {
        to.locale.as_str()
    } else {
        &found.wire.locale
    };
    let is_same = !is_other && to.label == found.wire.label && locale == found.wire.locale;
    // What is said already is said again by who got no answer.
    if !is_same && found.wire.revision != seen {
        return Err(Error::Conflict(Entries::new(), Vec::new()));
    }
    part::none_met(&found.wire.part.draft, &to.post, part_seen)?;
    if !is_same {
        sqlx::query(
            "update invitation set email = $1, email_key = $2, label = $3, locale = $4, \
             about_revision = about_revision + 1 where id = $5",
        )
        .bind(if is_other { &to.email } else { &found.wire.email })
        .bind(&email_key)
        .bind(&to.label)
        .bind(locale)
        .bind(&invitation)
        .execute(&mut *connection)
        .await?;
    }
    let part = &mut found.wire.part;
    let changed = part::put(&mut part.draft, &to.post, part.revision + 1, by.now);
    if !changed.is_empty() {
        let revision = part.revision + 1;
        part::store(connection, &by, &invitation, &part.draft, (revision, &changed)).await?;
    }
    if !is_same || !changed.is_empty() {
        history::of_invitation(connection, &by, Deed::InvitationCorrected, &invitation).await?;
    }
    if is_other {
        // The letter that went to the wrong address must open nothing any more.
        send(connection, &by, &invitation).await?;
    }
    Ok(find(connection, &by.organisation, &invitation).await?.wire)
}

async fn end_by_employer(connection: &mut AnyConnection, by: By, id: String) -> Result<(), Error> {
    member::require(connection, &by).await?;
    let found = find(connection, &by.organisation, &id).await?;
    if !found.is_open() {
        return Ok(());
    }
    let is_over = match &found.draft {
        Some(draft) => joined::part(connection, &id, draft, by.now).await?,
        None => {
            end(connection, &id, by.now).await?;
            false
        }
    };
    history::of_invitation(connection, &by, Deed::InvitationEnded, &id).await?;
    told::ended(connection, &by, &found, is_over).await
}

impl Store {
    /// Invites people, all or none.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::TooMany`].
    pub async fn invite(&self, wish: InviteWish) -> Result<Invited, Error> {
        let person = wish.by.person.clone();
        self.write_for(&person, move |connection| Box::pin(invite(connection, wish)))
            .await
    }

    /// Puts an invitation right. Another address gets a letter with a secret of its own, and the old one opens nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::InvitationClosed`], [`Error::InvalidAnswers`]; [`Error::Conflict`] where another version
    /// was seen.
    pub async fn correct_invitation(&self, wish: Correction) -> Result<Invitation, Error> {
        let person = wish.by.person.clone();
        self.write_for(&person, move |connection| Box::pin(correct(connection, wish)))
            .await
    }

    /// Ends an invitation for the employer, and tells the person.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] while the employer's signature stands.
    pub async fn end_invitation(&self, by: By, invitation: String) -> Result<(), Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(end_by_employer(connection, by, invitation))
        })
        .await
    }
}
