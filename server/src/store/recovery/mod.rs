//! Requests of people who lost the mailbox they sign in with: `ask` keeps one, `decide` is the staff's part, `settle` what
//! the owner stops and what passes when the waiting time is over, `way` keeps the new address free until then.

mod ask;
mod decide;
mod settle;
mod way;

pub use ask::Asked;
pub use decide::Decided;
pub(in crate::store) use way::is_awaited;

use super::{access, draft, mail};
use crate::error::Error;
use crate::mail::RECEIPT_WORTH;
use crate::organisation::letters::Sender;
use crate::recovery::{News, news};
use permit::api::recovery::RecoveryState;
use sqlx::{AnyConnection, Row};

/// Seconds after which a request ends that nobody decided, in whatever way.
const UNDECIDED: i64 = 30 * 86_400;
/// Seconds for which it stays known who decided what: as long as access to personal data is to be accounted for.
const KEPT: i64 = 3 * 365 * 86_400;

/// A request that is open, with the account's address.
struct Open {
    id: String,
    person: String,
    /// The address that is lost, and the new one.
    old: String,
    new: String,
    new_key: String,
    /// The language of the letters.
    locale: String,
    state: RecoveryState,
    proposed_by: Option<String>,
    decided_by: Option<String>,
    decided_why: String,
}

const SELECT: &str = "select r.id, r.person_id, p.email, r.new_email, r.new_key, r.locale, r.state, r.proposed_by, \
                      r.decided_by, r.decided_why from recovery r join person p on p.id = r.person_id \
                      where r.state in ('asked', 'proposed', 'waiting') and ";

/// The open ones for which this holds.
async fn open(connection: &mut AnyConnection, which: &str, value: &str) -> Result<Vec<Open>, Error> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT}{which}")))
        .bind(value)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let state: String = row.try_get(6)?;
            Ok(Open {
                id: row.try_get(0)?,
                person: row.try_get(1)?,
                old: row.try_get(2)?,
                new: row.try_get(3)?,
                new_key: row.try_get(4)?,
                locale: row.try_get(5)?,
                state: RecoveryState::open(&state).ok_or(Error::Internal)?,
                proposed_by: row.try_get(7)?,
                decided_by: row.try_get(8)?,
                decided_why: row.try_get(9)?,
            })
        })
        .collect()
}

/// Ends a request. What the person wrote goes; who decided, and why, stays.
async fn end(connection: &mut AnyConnection, id: &str, state: RecoveryState, now: i64) -> Result<(), Error> {
    sqlx::query("update recovery set state = $1, ended_at = $2, words = '' where id = $3")
        .bind(state.name())
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes to an address.
async fn tell(
    connection: &mut AnyConnection,
    sender: &Sender,
    to: (&str, &str),
    what: News<'_>,
    now: i64,
) -> Result<(), Error> {
    mail::insert(connection, news(sender, to, what), now, RECEIPT_WORTH).await
}

/// A line in the access log of each draft of a person.
async fn log(
    connection: &mut AnyConnection,
    person: &str,
    (who, role): (&str, &str),
    (what, why): (&str, &str),
    now: i64,
) -> Result<(), Error> {
    for draft in draft::ids_of(connection, person).await? {
        let line = access::Access {
            draft: &draft,
            who,
            role,
            what,
            key: "",
            why,
            at: now,
        };
        access::write(connection, &line).await?;
    }
    Ok(())
}

/// Forgets what was only counted, and what happened long ago.
pub(super) async fn clean(connection: &mut AnyConnection, now: i64) -> Result<(), Error> {
    for (sql, before) in [
        (
            "delete from recovery where person_id is null and created_at < $1",
            now - ask::COUNTED_IN,
        ),
        ("delete from recovery where ended_at < $1", now - KEPT),
    ] {
        sqlx::query(sql).bind(before).execute(&mut *connection).await?;
    }
    Ok(())
}
