//! How a request ends: the owner stops it, or the waiting time goes by and the address changes.

use super::{Open, UNDECIDED, end, log, open, tell, way};
use crate::error::Error;
use crate::organisation::letters::Sender;
use crate::recovery::News;
use crate::store::{Holder, Store, draft, go_on, own_session, passkey, support_code};
use permit::api::recovery::RecoveryState;
use sqlx::{AnyConnection, Row};

/// The owner says no: from then on nobody can say yes.
async fn stop(connection: &mut AnyConnection, found: &Open, sender: &Sender, now: i64) -> Result<(), Error> {
    end(connection, &found.id, RecoveryState::Stopped, now).await?;
    let locale = found.locale.as_str();
    tell(connection, sender, (locale, &found.old), News::Stopped, now).await?;
    if found.state == RecoveryState::Waiting {
        // Who asked was told that it would be. Before that they were told nothing, and are told nothing now.
        tell(connection, sender, (locale, &found.new), News::Stopped, now).await?;
    }
    Ok(())
}

/// The address changes, and everything ends by which somebody could still come in who had the old one: sessions, passkeys
/// (one may have been added by whoever took the mailbox over) and support codes.
async fn change(
    connection: &mut AnyConnection,
    found: &Open,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let locale = found.locale.as_str();
    if !way::is_free(connection, &found.new_key).await? {
        end(connection, &found.id, RecoveryState::Failed, now).await?;
        tell(connection, sender, (locale, &found.old), News::Failed, now).await?;
        return tell(connection, sender, (locale, &found.new), News::Failed, now).await;
    }
    sqlx::query("update person set email = $1, email_key = $2 where id = $3")
        .bind(&found.new)
        .bind(&found.new_key)
        .bind(&found.person)
        .execute(&mut *connection)
        .await?;
    own_session::end_all(connection, &Holder::person(&found.person), "").await?;
    passkey::remove_all(connection, &found.person).await?;
    for draft in draft::ids_of(connection, &found.person).await? {
        support_code::end(connection, &draft, now).await?;
    }
    end(connection, &found.id, RecoveryState::Done, now).await?;
    // What else was asked for ends with it: it was about the address that is no longer there.
    for other in open(connection, "r.person_id = $1", &found.person).await? {
        end(connection, &other.id, RecoveryState::Failed, now).await?;
        if other.state == RecoveryState::Waiting {
            // It was granted, and this mailbox told so: of two one may be of somebody who is not the owner.
            let to = (other.locale.as_str(), other.new.as_str());
            tell(connection, sender, to, News::Overtaken, now).await?;
        }
    }
    tell(connection, sender, (locale, &found.old), News::Done, now).await?;
    tell(connection, sender, (locale, &found.new), News::Done, now).await?;
    let who = (found.decided_by.as_deref().unwrap_or_default(), "supervisor");
    log(
        connection,
        &found.person,
        who,
        ("address", &found.decided_why),
        now,
    )
    .await
}

async fn settle(connection: &mut AnyConnection, id: &str, sender: &Sender, now: i64) -> Result<(), Error> {
    // Looked at once more: somebody may have stopped it since it was found.
    let Some(found) = open(connection, "r.id = $1", id).await?.into_iter().next() else {
        return Ok(());
    };
    match found.state {
        RecoveryState::Waiting => change(connection, &found, sender, now).await,
        _ => end(connection, id, RecoveryState::Expired, now).await,
    }
}

impl Store {
    /// Stops whatever runs against a person's account.
    ///
    /// # Errors
    /// What the database says.
    pub async fn stop_own_recoveries(&self, person: String, sender: Sender, now: i64) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    for found in open(connection, "r.person_id = $1", &person).await? {
                        stop(connection, &found, &sender, now).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Stops the request of the letter whose secret hashes to this.
    ///
    /// # Errors
    /// [`Error::CodeUnknown`].
    pub async fn stop_recovery(&self, hash: String, sender: Sender, now: i64) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let found = open(connection, "$1 in (r.stop_asked, r.stop_waiting)", &hash).await?;
                    let found = found.into_iter().next().ok_or(Error::CodeUnknown)?;
                    stop(connection, &found, &sender, now).await
                })
            })
            .await
    }

    /// Changes the addresses whose waiting time is over, and ends what nobody decided.
    ///
    /// # Errors
    /// What the database says.
    pub async fn settle_recoveries(&self, sender: Sender, now: i64) -> Result<(), Error> {
        let rows = sqlx::query(
            "select id from recovery where person_id is not null and ((state = 'waiting' and until <= $1) \
             or (state in ('asked', 'proposed') and created_at <= $2)) order by created_at, id",
        )
        .bind(now)
        .bind(now - UNDECIDED)
        .fetch_all(&self.reads)
        .await?;
        for row in &rows {
            let (id, sender): (String, _) = (row.try_get(0)?, sender.clone());
            let done = self
                .writer
                .write(move |connection| Box::pin(async move { settle(connection, &id, &sender, now).await }))
                .await;
            go_on("recoveries", done);
        }
        Ok(())
    }
}
