//! One's own sessions, of people and of the staff alike: where somebody is signed in, and ending what they don't know.

use super::passkey::{Holder, Kind};
use super::{Store, session, staff};
use crate::agent;
use crate::error::Error;
use crate::sign_in::hash;
use permit::api::session::OwnSession;
use sqlx::{AnyConnection, Row};

/// Where the sessions of one kind of account are kept, and for how long one holds.
struct Kept {
    /// Those of an account that began after a time, the newest first.
    list: &'static str,
    /// The hashes of all of an account's tokens.
    hashes: &'static str,
    /// Ends one.
    end: &'static str,
    /// Ends all of an account but one.
    end_others: &'static str,
    /// Seconds after which one ends in any case.
    longest: i64,
    /// Seconds without use after which one ends, by whether others use the computer.
    idle: fn(i64) -> i64,
}

static PEOPLE: Kept = Kept {
    list: "select token_hash, created_at, seen_at, how, agent, shared from session \
           where person_id = $1 and created_at > $2 order by created_at desc, token_hash",
    hashes: "select token_hash from session where person_id = $1",
    end: "delete from session where token_hash = $1",
    end_others: "delete from session where person_id = $1 and token_hash <> $2",
    longest: session::LONGEST,
    idle: session::idle,
};

// The browser forgets the staff's cookie when it is closed, and 15 minutes are short: nobody is asked who else uses it.
static STAFF: Kept = Kept {
    list: "select token_hash, created_at, seen_at, how, agent, 0 from staff_session \
           where staff_id = $1 and created_at > $2 order by created_at desc, token_hash",
    hashes: "select token_hash from staff_session where staff_id = $1",
    end: "delete from staff_session where token_hash = $1",
    end_others: "delete from staff_session where staff_id = $1 and token_hash <> $2",
    longest: staff::LONGEST,
    idle: |_| staff::IDLE,
};

/// Where those of this kind of account are.
fn of(kind: Kind) -> &'static Kept {
    match kind {
        Kind::Person => &PEOPLE,
        Kind::Staff => &STAFF,
    }
}

/// The name under which its owner sees a session: what it is made of is kept nowhere else, and leads back to nothing.
fn name_of(token_hash: &str) -> String {
    hash(&["session", token_hash]).chars().take(32).collect()
}

/// Ends all sessions of an account but one.
pub(super) async fn end_all(connection: &mut AnyConnection, holder: &Holder, but: &str) -> Result<(), Error> {
    sqlx::query(of(holder.kind).end_others)
        .bind(&holder.id)
        .bind(but)
        .execute(connection)
        .await?;
    Ok(())
}

async fn end(connection: &mut AnyConnection, holder: &Holder, name: &str) -> Result<(), Error> {
    let kept = of(holder.kind);
    let rows = sqlx::query(kept.hashes)
        .bind(&holder.id)
        .fetch_all(&mut *connection)
        .await?;
    let hashes = rows.iter().map(|row| row.try_get(0));
    let hashes = hashes.collect::<Result<Vec<String>, _>>()?;
    let found = hashes.into_iter().find(|hash| name_of(hash) == name);
    sqlx::query(kept.end)
        .bind(found.ok_or(Error::NotFound)?)
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// The sessions of an account that hold, the newest first; `this` is the hash of the token of the one that asks.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sessions(&self, holder: &Holder, this: &str, now: i64) -> Result<Vec<OwnSession>, Error> {
        let kept = of(holder.kind);
        let rows = sqlx::query(kept.list)
            .bind(&holder.id)
            .bind(now - kept.longest)
            .fetch_all(&self.reads)
            .await?;
        let mut sessions = Vec::new();
        for row in &rows {
            let (seen_at, shared): (i64, i64) = (row.try_get(2)?, row.try_get(5)?);
            if now >= seen_at + (kept.idle)(shared) {
                continue;
            }
            let token_hash: String = row.try_get(0)?;
            let (browser, system) = agent::parts(&row.try_get::<String, _>(4)?);
            sessions.push(OwnSession {
                id: name_of(&token_hash),
                created_at: row.try_get(1)?,
                seen_at,
                browser,
                system,
                shared: shared != 0,
                passkey: row.try_get::<String, _>(3)? == "passkey",
                this: token_hash == this,
            });
        }
        Ok(sessions)
    }

    /// Ends a session of this account, by the name under which its owner sees it.
    ///
    /// # Errors
    /// [`Error::NotFound`], also when it is somebody else's.
    pub async fn end_session(&self, holder: Holder, name: String) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(async move { end(connection, &holder, &name).await }))
            .await
    }

    /// Ends all sessions of this account but the one whose token has this hash.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_other_sessions(&self, holder: Holder, this: String) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(async move { end_all(connection, &holder, &this).await }))
            .await
    }
}
