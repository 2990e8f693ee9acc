//! The staff's part: one proposes, another, a supervisor, confirms; one is enough to refuse.

use super::{Open, end, log, open, tell, way};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::organisation::letters::Sender;
use crate::recovery::{News, stop_secret};
use crate::store::{Staff, Store};
use permit::api::recovery::{Fact, Recovery, RecoveryAction, RecoveryState, WAIT_SECONDS};
use permit::date;
use permit::lifecycle::Denied;
use sqlx::{AnyConnection, Row};

/// The most that are shown: the oldest.
const SHOWN: i64 = 200;

/// What somebody of the staff does.
pub struct Decided {
    /// With which request.
    pub id: String,
    /// What.
    pub action: RecoveryAction,
    /// Why, in words.
    pub why: String,
    /// Who.
    pub staff: Staff,
    /// Who writes the letters.
    pub sender: Sender,
    /// The time.
    pub now: i64,
}

/// The first letter of an address and its domain: enough to talk about it with who knows it.
fn masked(address: &str) -> String {
    let (name, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first = name.chars().next().unwrap_or('•');
    format!("{first}•••@{domain}")
}

async fn propose(connection: &mut AnyConnection, found: &Open, decided: &Decided) -> Result<(), Error> {
    if found.state != RecoveryState::Asked {
        return Err(Error::Denied(Denied::WrongState(None)));
    }
    sqlx::query(
        "update recovery set state = $1, proposed_by = $2, proposed_why = $3, proposed_at = $4 where id = $5",
    )
    .bind(RecoveryState::Proposed.name())
    .bind(&decided.staff.id)
    .bind(&decided.why)
    .bind(decided.now)
    .bind(&found.id)
    .execute(connection)
    .await?;
    Ok(())
}

async fn confirm(connection: &mut AnyConnection, found: &Open, decided: &Decided) -> Result<(), Error> {
    if found.state != RecoveryState::Proposed {
        return Err(Error::Denied(Denied::WrongState(None)));
    }
    if found.proposed_by.as_deref() == Some(&decided.staff.id) {
        return Err(Error::Denied(Denied::SecondPersonNeeded));
    }
    // Who signed in with the new address meanwhile began an account there; from now on nobody does (`sign_in`). Where it holds
    // something, the request fails when its time comes, unless it is empty by then.
    way::is_free(connection, &found.new_key).await?;
    let (until, (secret, stop)) = (decided.now + WAIT_SECONDS, stop_secret());
    sqlx::query(
        "update recovery set state = $1, decided_by = $2, decided_why = $3, decided_at = $4, until = $5, stop_waiting = $6 \
         where id = $7",
    )
    .bind(RecoveryState::Waiting.name())
    .bind(&decided.staff.id)
    .bind(&decided.why)
    .bind(decided.now)
    .bind(until)
    .bind(stop)
    .bind(&found.id)
    .execute(&mut *connection)
    .await?;
    let day = date::iso(day_in_china(until));
    let (sender, locale) = (&decided.sender, found.locale.as_str());
    let warning = News::Waiting(&secret, &day);
    tell(connection, sender, (locale, &found.old), warning, decided.now).await?;
    let granted = News::Granted(&day);
    tell(connection, sender, (locale, &found.new), granted, decided.now).await
}

async fn refuse(connection: &mut AnyConnection, found: &Open, decided: &Decided) -> Result<(), Error> {
    sqlx::query("update recovery set decided_by = $1, decided_why = $2, decided_at = $3 where id = $4")
        .bind(&decided.staff.id)
        .bind(&decided.why)
        .bind(decided.now)
        .bind(&found.id)
        .execute(&mut *connection)
        .await?;
    end(connection, &found.id, RecoveryState::Refused, decided.now).await?;
    if found.state == RecoveryState::Waiting {
        // Both were told that it would be. Before that nobody was told anything who is not the owner, and nobody is now.
        for to in [&found.old, &found.new] {
            let to = (found.locale.as_str(), to.as_str());
            tell(connection, &decided.sender, to, News::Stopped, decided.now).await?;
        }
    }
    Ok(())
}

async fn decide(connection: &mut AnyConnection, decided: Decided) -> Result<(), Error> {
    let found = open(connection, "r.id = $1", &decided.id).await?;
    let found = found.into_iter().next().ok_or(Error::NotFound)?;
    match decided.action {
        RecoveryAction::Propose => propose(connection, &found, &decided).await?,
        RecoveryAction::Confirm => confirm(connection, &found, &decided).await?,
        RecoveryAction::Refuse => refuse(connection, &found, &decided).await?,
    }
    let who = (decided.staff.id.as_str(), decided.staff.role.name());
    let what = ("recovery", decided.why.as_str());
    log(connection, &found.person, who, what, decided.now).await
}

fn fact(name: &str) -> Fact {
    Fact::named(name).unwrap_or(Fact::Other)
}

impl Store {
    /// The open requests, as somebody of the staff sees them, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recoveries(&self, staff: &Staff) -> Result<Vec<Recovery>, Error> {
        let rows = sqlx::query(
            "select r.id, r.created_at, p.email, r.new_email, r.passport, r.birth_date, r.reference, r.words, r.state, \
             s.name, r.proposed_why, r.proposed_by, r.until from recovery r join person p on p.id = r.person_id \
             left join staff s on s.id = r.proposed_by where r.state in ('asked', 'proposed', 'waiting') \
             order by r.created_at, r.id limit $1",
        )
        .bind(SHOWN)
        .fetch_all(&self.reads)
        .await?;
        rows.iter()
            .map(|row| {
                let text = |place: usize| row.try_get::<String, _>(place);
                let proposed_by: Option<String> = row.try_get(11)?;
                Ok(Recovery {
                    id: text(0)?,
                    created_at: row.try_get(1)?,
                    old_email: masked(&text(2)?),
                    new_email: masked(&text(3)?),
                    passport: fact(&text(4)?),
                    birth_date: fact(&text(5)?),
                    reference: fact(&text(6)?),
                    words: text(7)?,
                    state: RecoveryState::open(&text(8)?).ok_or(Error::Internal)?,
                    proposed_by: row.try_get::<Option<String>, _>(9)?.unwrap_or_default(),
                    proposed_why: text(10)?,
                    proposed_by_you: proposed_by.as_deref() == Some(&staff.id),
                    until: row.try_get(12)?,
                })
            })
            .collect()
    }

    /// Does what somebody of the staff decided, with its letters and its lines in the access log.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn decide_recovery(&self, decided: Decided) -> Result<(), Error> {
        self.writer
            .write(move |connection| Box::pin(decide(connection, decided)))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn an_address_is_shown_to_who_knows_it() {
        assert_eq!(masked("anna@example.org"), "a•••@example.org");
        assert_eq!(masked(""), "••••@");
    }
}
