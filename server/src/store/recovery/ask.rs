//! Somebody asks: what they say is held against what is kept. Whatever comes of it, the answer is the same.

use super::{RecoveryState, tell};
use crate::clock;
use crate::error::Error;
use crate::organisation::letters::Sender;
use crate::recovery::{News, stop_secret};
use crate::store::sign_in::{Typed, use_code};
use crate::store::tries::Limit;
use crate::store::{Store, draft, support};
use permit::api::recovery::{Fact, OwnRecovery, RecoveryRequest};
use permit::draft::Draft;
use permit::{forms, reference};
use sqlx::{AnyConnection, Row};

/// Requests are counted for so many seconds.
pub(super) const COUNTED_IN: i64 = 86_400;
/// Requests for one address from one network …
const FROM_ONE: Limit = Limit {
    sql: "select count(*), min(created_at) from recovery where created_at > $1 and old_key = $2 and client = $3",
    span: COUNTED_IN,
    most: 3,
};
/// … for one address from all networks …
const FROM_ALL: Limit = Limit {
    sql: "select count(*), min(created_at) from recovery where created_at > $1 and old_key = $2",
    span: COUNTED_IN,
    most: 10,
};
/// … and from one network, whatever the addresses.
const BY_ONE: Limit = Limit {
    sql: "select count(*), min(created_at) from recovery where created_at > $1 and client = $2",
    span: COUNTED_IN,
    most: 20,
};

/// A request.
pub struct Asked {
    /// The code to the new address.
    pub typed: Typed,
    /// The old address in lower case.
    pub old_key: String,
    /// The new one, tidied.
    pub new_email: String,
    /// What was said.
    pub request: RecoveryRequest,
    /// Who writes the letters.
    pub sender: Sender,
}

/// Whether there were too many already, of accounts that are here and of others alike.
async fn count(connection: &mut AnyConnection, asked: &Asked) -> Result<(), Error> {
    let (old, now) = (asked.old_key.as_str(), asked.typed.now);
    let client = asked.typed.client.as_deref();
    FROM_ONE
        .hold(connection, &[old, client.unwrap_or_default()], now)
        .await?;
    FROM_ALL.hold(connection, &[old], now).await?;
    if let Some(client) = client {
        BY_ONE.hold(connection, &[client], now).await?;
    }
    Ok(())
}

/// Whether an answer to this question, in any draft, is what was said.
fn answer(drafts: &[Draft], question: &str, said: &str) -> Fact {
    if said.trim().is_empty() {
        return Fact::NotSaid;
    }
    let Some(question) = forms::question(question) else {
        return Fact::Other;
    };
    let read = |raw: &str| question.read(raw).ok().flatten();
    let said = read(said);
    let is_same = |draft: &Draft| said.is_some() && read(draft.raw_here(question.id, None)) == said;
    if drafts.iter().any(is_same) {
        Fact::Same
    } else {
        Fact::Other
    }
}

async fn referred(connection: &mut AnyConnection, person: &str, said: &str) -> Result<Fact, Error> {
    if said.trim().is_empty() {
        return Ok(Fact::NotSaid);
    }
    let found = sqlx::query("select id from application where person_id = $1 and reference = $2")
        .bind(person)
        .bind(reference::read(said).unwrap_or_default())
        .fetch_optional(connection)
        .await?;
    Ok(found.map_or(Fact::Other, |_| Fact::Same))
}

/// The outer error undoes; the inner one is the answer, and what it wrote (a try less) stays.
async fn ask(connection: &mut AnyConnection, asked: Asked) -> Result<Result<(), Error>, Error> {
    if let Err(error) = use_code(connection, &asked.typed).await? {
        return Ok(Err(error));
    }
    match count(connection, &asked).await {
        Err(error @ Error::TooManyRequests(_)) => return Ok(Err(error)),
        counted => counted?,
    }
    let (typed, said) = (&asked.typed, &asked.request);
    let by_key = "select id, email from person where email_key = $1";
    let taken = sqlx::query(by_key)
        .bind(&typed.email_key)
        .fetch_optional(&mut *connection)
        .await?;
    if taken.is_some() {
        return Ok(Err(Error::AddressTaken));
    }
    let found = sqlx::query(by_key)
        .bind(&asked.old_key)
        .fetch_optional(&mut *connection)
        .await?;
    let person: Option<(String, String)> = match found {
        Some(row) => Some((row.try_get(0)?, row.try_get(1)?)),
        None => None,
    };
    let id = person.as_ref().map_or("", |(id, _)| id);
    let drafts = draft::all_of(connection, id).await?;
    let passport = answer(&drafts, "passport_number", &said.passport);
    let birth_date = answer(&drafts, "birth_date", &said.birth_date);
    let referred = referred(connection, id, &said.reference).await?;
    let locale = match support::locale(connection, "", id).await? {
        locale if locale.is_empty() => said.locale.clone(),
        locale => locale,
    };
    let (secret, stop) = stop_secret();
    sqlx::query(
        "insert into recovery (id, person_id, old_key, client, new_email, new_key, locale, passport, birth_date, reference, \
         words, state, created_at, proposed_why, decided_why, stop_asked, stop_waiting) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', $14, '')",
    )
    .bind(clock::id())
    .bind(person.as_ref().map(|(id, _)| id.clone()))
    .bind(&asked.old_key)
    .bind(typed.client.clone().unwrap_or_default())
    .bind(&asked.new_email)
    .bind(&typed.email_key)
    .bind(&locale)
    .bind(passport.name())
    .bind(birth_date.name())
    .bind(referred.name())
    .bind(if person.is_some() { said.words.trim() } else { "" })
    .bind(RecoveryState::Asked.name())
    .bind(typed.now)
    .bind(stop)
    .execute(&mut *connection)
    .await?;
    if let Some((_, email)) = person {
        tell(
            connection,
            &asked.sender,
            (&locale, &email),
            News::Asked(&secret),
            typed.now,
        )
        .await?;
    }
    Ok(Ok(()))
}

impl Store {
    /// Keeps a request; the old address gets a letter, where it is of an account.
    ///
    /// # Errors
    /// Any of the errors about codes; [`Error::AddressTaken`], [`Error::TooManyRequests`].
    pub async fn ask_recovery(&self, asked: Asked) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(ask(connection, asked)))
            .await?
    }

    /// What runs against a person's account, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn own_recoveries(&self, person: &str) -> Result<Vec<OwnRecovery>, Error> {
        let rows = sqlx::query(
            "select created_at, until from recovery where person_id = $1 and state in ('asked', 'proposed', 'waiting') \
             order by created_at desc, id",
        )
        .bind(person)
        .fetch_all(&self.reads)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(OwnRecovery {
                    created_at: row.try_get(0)?,
                    until: row.try_get(1)?,
                })
            })
            .collect()
    }
}
