//! Passkeys, and what authenticators were asked.

use super::session::{self, NewSession};
use super::staff_sign_in::{self, NewStaffSession};
use super::tries::Limit;
use super::{Letter, Store, mail};
use crate::error::Error;
use crate::mail::RECEIPT_WORTH;
use permit::api::passkey::Passkey;
use sqlx::{AnyConnection, Row};

/// The most passkeys that an account may have.
const MOST: i64 = 20;
/// What one network may ask.
const ASKED: Limit = Limit {
    sql: "select count(*), min(created_at) from passkey_challenge where created_at > $1 and client = $2",
    span: 900,
    most: 60,
};

/// Whose passkeys or sessions: two kinds of accounts that have nothing to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of an applicant, or of somebody of an employer.
    Person,
    /// Of somebody of the staff.
    Staff,
}

impl Kind {
    /// As it is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Staff => "staff",
        }
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Of which kind.
    pub kind: Kind,
    /// Its id; empty where nobody knows yet who signs in.
    pub id: String,
}

impl Holder {
    /// A person's.
    #[must_use]
    pub fn person(id: &str) -> Holder {
        Holder {
            kind: Kind::Person,
            id: id.into(),
        }
    }

    /// One of the staff.
    #[must_use]
    pub fn staff(id: &str) -> Holder {
        Holder {
            kind: Kind::Staff,
            id: id.into(),
        }
    }
}

/// What an authenticator is asked.
pub struct NewChallenge {
    /// The hash of its id.
    pub id: String,
    /// Who adds a passkey; without an id where somebody signs in.
    pub holder: Holder,
    /// A hash of the network, where there are several.
    pub client: Option<String>,
    /// What the answer is held against.
    pub state: String,
    /// The time.
    pub now: i64,
}

/// A passkey that somebody signs in with.
pub struct FoundPasskey {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub holder: Holder,
    /// What the answer is held against.
    pub credential: String,
}

async fn keep(connection: &mut AnyConnection, new: NewChallenge) -> Result<(), Error> {
    if let Some(client) = &new.client {
        ASKED.hold(connection, &[client], new.now).await?;
    }
    sqlx::query(
        "insert into passkey_challenge (id, kind, owner, client, state, created_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.id)
    .bind(new.holder.kind.name())
    .bind(new.holder.id)
    .bind(new.client.unwrap_or_default())
    .bind(new.state)
    .bind(new.now)
    .execute(connection)
    .await?;
    Ok(())
}

/// The row stays where somebody counts it (`keep`); its state goes, and with it the way to answer it once more.
async fn take(
    connection: &mut AnyConnection,
    id: &str,
    holder: &Holder,
    since: i64,
) -> Result<String, Error> {
    let row = sqlx::query(
        "select state from passkey_challenge where id = $1 and kind = $2 and owner = $3 and created_at > $4 and state <> ''",
    )
    .bind(id)
    .bind(holder.kind.name())
    .bind(&holder.id)
    .bind(since)
    .fetch_optional(&mut *connection)
    .await?;
    let state = row.ok_or(Error::PasskeyExpired)?.try_get(0)?;
    // Of two answers at the same time one is first.
    let taken = sqlx::query("update passkey_challenge set state = '' where id = $1 and state <> ''")
        .bind(id)
        .execute(connection)
        .await?;
    match taken.rows_affected() {
        1 => Ok(state),
        _ => Err(Error::PasskeyExpired),
    }
}

async fn add(
    connection: &mut AnyConnection,
    holder: &Holder,
    added: &Passkey,
    (credential_id, credential): (String, String),
) -> Result<(), Error> {
    let row = sqlx::query("select count(*) from passkey where kind = $1 and owner = $2")
        .bind(holder.kind.name())
        .bind(&holder.id)
        .fetch_one(&mut *connection)
        .await?;
    if row.try_get::<i64, _>(0)? >= MOST {
        return Err(Error::TooMany);
    }
    let inserted = sqlx::query(
        "insert into passkey (id, kind, owner, credential_id, credential, name, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (credential_id) do nothing",
    )
    .bind(&added.id)
    .bind(holder.kind.name())
    .bind(&holder.id)
    .bind(credential_id)
    .bind(credential)
    .bind(&added.name)
    .bind(added.created_at)
    .execute(connection)
    .await?;
    // Somebody's already; the standard wants it refused, and whose it is nobody is told.
    match inserted.rows_affected() {
        1 => Ok(()),
        _ => Err(Error::PasskeyUnusable),
    }
}

/// Writes down that a passkey was used. Of two answers at the same time one is first, and one that was removed meanwhile
/// lets nobody in.
async fn used(
    connection: &mut AnyConnection,
    found: &FoundPasskey,
    credential: &str,
    now: i64,
) -> Result<(), Error> {
    let used =
        sqlx::query("update passkey set credential = $1, used_at = $2 where id = $3 and credential = $4")
            .bind(credential)
            .bind(now)
            .bind(&found.id)
            .bind(&found.credential)
            .execute(connection)
            .await?;
    match used.rows_affected() {
        1 => Ok(()),
        _ => Err(Error::PasskeyUnknown),
    }
}

/// Removes all passkeys of a person.
pub(super) async fn remove_all(connection: &mut AnyConnection, person: &str) -> Result<(), Error> {
    sqlx::query("delete from passkey where kind = 'person' and owner = $1")
        .bind(person)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets challenges that have run out and are no longer counted.
pub(super) async fn clean(connection: &mut AnyConnection, now: i64) -> Result<(), Error> {
    sqlx::query("delete from passkey_challenge where created_at < $1")
        .bind(now - ASKED.span)
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Keeps what an authenticator is asked.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn keep_challenge(&self, new: NewChallenge) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(keep(connection, new)))
            .await
    }

    /// Takes away what an authenticator was asked since then: its answer is looked at once.
    ///
    /// # Errors
    /// [`Error::PasskeyExpired`], also for another account's.
    pub async fn take_challenge(&self, id: String, holder: Holder, since: i64) -> Result<String, Error> {
        self.writer
            .write(move |connection| Box::pin(async move { take(connection, &id, &holder, since).await }))
            .await
    }

    /// The passkeys of an account, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn passkeys(&self, holder: &Holder) -> Result<Vec<Passkey>, Error> {
        let rows = sqlx::query(
            "select id, name, created_at, used_at from passkey where kind = $1 and owner = $2 order by created_at, id",
        )
        .bind(holder.kind.name())
        .bind(&holder.id)
        .fetch_all(&self.reads)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Passkey {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    created_at: row.try_get(2)?,
                    used_at: row.try_get(3)?,
                })
            })
            .collect()
    }

    /// What authenticators call the passkeys of an account.
    ///
    /// # Errors
    /// [`Error::TooMany`] where it has as many as it may.
    pub async fn credential_ids(&self, holder: &Holder) -> Result<Vec<String>, Error> {
        let rows = sqlx::query("select credential_id from passkey where kind = $1 and owner = $2")
            .bind(holder.kind.name())
            .bind(&holder.id)
            .fetch_all(&self.reads)
            .await?;
        if i64::try_from(rows.len()).is_ok_and(|count| count >= MOST) {
            return Err(Error::TooMany);
        }
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Adds a passkey, and its owner gets a letter.
    ///
    /// # Errors
    /// [`Error::TooMany`], [`Error::PasskeyUnusable`] where it is of an account already.
    pub async fn add_passkey(
        &self,
        holder: Holder,
        added: Passkey,
        kept: (String, String),
        letter: Letter,
        now: i64,
    ) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    add(connection, &holder, &added, kept).await?;
                    mail::insert(connection, letter, now, RECEIPT_WORTH).await
                })
            })
            .await
    }

    /// Gives a passkey of this account another name.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn name_passkey(&self, holder: Holder, id: String, name: String) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let named = sqlx::query(
                        "update passkey set name = $1 where id = $2 and kind = $3 and owner = $4",
                    )
                    .bind(name)
                    .bind(id)
                    .bind(holder.kind.name())
                    .bind(holder.id)
                    .execute(connection)
                    .await?;
                    found(named.rows_affected())
                })
            })
            .await
    }

    /// Removes a passkey of this account, and its owner gets a letter.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn remove_passkey(
        &self,
        holder: Holder,
        id: String,
        letter: Letter,
        now: i64,
    ) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let gone = sqlx::query("delete from passkey where id = $1 and kind = $2 and owner = $3")
                        .bind(id)
                        .bind(holder.kind.name())
                        .bind(holder.id)
                        .execute(&mut *connection)
                        .await?;
                    found(gone.rows_affected())?;
                    mail::insert(connection, letter, now, RECEIPT_WORTH).await
                })
            })
            .await
    }

    /// The passkey that an authenticator calls so, whoever's it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn passkey(&self, credential_id: &str) -> Result<Option<FoundPasskey>, Error> {
        let row = sqlx::query("select id, kind, owner, credential from passkey where credential_id = $1")
            .bind(credential_id)
            .fetch_optional(&self.reads)
            .await?;
        row.map(|row| {
            let (kind, owner): (String, String) = (row.try_get(1)?, row.try_get(2)?);
            Ok(FoundPasskey {
                id: row.try_get(0)?,
                holder: if kind == Kind::Person.name() {
                    Holder::person(&owner)
                } else {
                    Holder::staff(&owner)
                },
                credential: row.try_get(3)?,
            })
        })
        .transpose()
    }

    /// Begins a session of a person whose passkey answered; `credential` is what is kept of it from now on.
    ///
    /// # Errors
    /// [`Error::PasskeyUnknown`] where it was used or removed meanwhile.
    pub async fn sign_in_with_passkey(
        &self,
        passkey: FoundPasskey,
        credential: String,
        new: NewSession,
    ) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    used(connection, &passkey, &credential, new.now).await?;
                    session::begin(connection, new).await
                })
            })
            .await
    }

    /// Begins a session of somebody of the staff whose passkey answered.
    ///
    /// # Errors
    /// [`Error::PasskeyUnknown`] where it was used or removed, or the account disabled, meanwhile.
    pub async fn sign_in_staff_with_passkey(
        &self,
        passkey: FoundPasskey,
        credential: String,
        new: NewStaffSession,
    ) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    used(connection, &passkey, &credential, new.now).await?;
                    staff_sign_in::begin(connection, new).await
                })
            })
            .await
    }
}

fn found(rows: u64) -> Result<(), Error> {
    match rows {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}
