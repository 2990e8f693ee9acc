//! Where events are sent, and what waits for it: written in the transaction of the event, sent after it, in order.

use super::{Store, feed};
use crate::error::Error;
use permit::api::event::CaseEvent;
use sqlx::{AnyConnection, Row};

/// Seconds for which an event is worth sending: a receiver that is away over a weekend gets all.
const WORTH: i64 = 3 * 86_400;
/// Seconds for which one server sends to a webhook, and no other; each event that it takes up begins them anew.
const CLAIM: i64 = 60;
/// Seconds for which what was given up is kept, to be listed.
pub(super) const KEPT: i64 = 90 * 86_400;

/// A webhook to be made.
pub struct NewWebhook {
    /// Its id.
    pub id: String,
    /// Where to.
    pub url: String,
    /// The key of the signature.
    pub secret: String,
    /// Only these kinds of events: names with blanks between them; empty for all.
    pub events: String,
    /// Whether it may lead to an inner network.
    pub inner_network: bool,
    /// The time.
    pub now: i64,
}

/// A line of the list of webhooks.
#[derive(Debug)]
pub struct WebhookRow {
    /// Its id.
    pub id: String,
    /// Where to.
    pub url: String,
    /// Only these kinds of events; empty for all.
    pub events: String,
    /// The last event that was taken.
    pub sent_id: Option<i64>,
    /// When.
    pub sent_at: Option<i64>,
    /// How many events wait.
    pub waiting: i64,
    /// How many were given up.
    pub given_up: i64,
    /// What went wrong last.
    pub problem: String,
}

/// An event on its way.
#[derive(Debug)]
pub struct Delivery {
    /// To which webhook.
    pub webhook: String,
    /// Its place in the order.
    pub seq: i64,
    /// Where to.
    pub url: String,
    /// The key of the signature.
    pub secret: String,
    /// Whether it may lead to an inner network.
    pub inner_network: bool,
    /// How often sending failed.
    pub attempts: i64,
    /// From then on it is of no use.
    pub give_up_at: i64,
    /// What happened.
    pub event: CaseEvent,
}

fn wants(events: &str, kind: &str) -> bool {
    events.is_empty() || events.split(' ').any(|wanted| wanted == kind)
}

/// Puts an event behind what waits for a webhook.
async fn put(connection: &mut AnyConnection, webhook: &str, event: i64, now: i64) -> Result<(), Error> {
    let last: i64 = sqlx::query("select coalesce(max(seq), 0) from webhook_message where webhook_id = $1")
        .bind(webhook)
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    sqlx::query(
        "insert into webhook_message (webhook_id, seq, feed_id, attempts, next_at, give_up_at, problem) \
         values ($1, $2, $3, 0, $4, $5, '')",
    )
    .bind(webhook)
    .bind(last + 1)
    .bind(event)
    .bind(now)
    .bind(now + WORTH)
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts an event behind what waits for each webhook that wants its kind.
pub(super) async fn queue(
    connection: &mut AnyConnection,
    event: i64,
    kind: &str,
    now: i64,
) -> Result<(), Error> {
    let rows = sqlx::query("select id, events from webhook")
        .fetch_all(&mut *connection)
        .await?;
    for row in rows {
        let (id, events): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        if wants(&events, kind) {
            put(connection, &id, event, now).await?;
        }
    }
    Ok(())
}

/// What is first in the line of a webhook, if it is due.
async fn first(connection: &mut AnyConnection, webhook: &str, now: i64) -> Result<Option<Delivery>, Error> {
    let row = sqlx::query(
        "select f.id, f.application_id, f.reference, f.kind, f.by_role, f.at, f.state, m.seq, w.url, w.secret, \
         w.inner_network, m.attempts, m.give_up_at, m.next_at from webhook_message m join webhook w on w.id = m.webhook_id \
         join feed f on f.id = m.feed_id where m.webhook_id = $1 and m.given_up_at is null order by m.seq limit 1",
    )
    .bind(webhook)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.try_get::<i64, _>(13)? > now {
        return Ok(None);
    }
    Ok(Some(Delivery {
        webhook: webhook.into(),
        event: feed::event(&row)?,
        seq: row.try_get(7)?,
        url: row.try_get(8)?,
        secret: row.try_get(9)?,
        inner_network: row.try_get::<i64, _>(10)? != 0,
        attempts: row.try_get(11)?,
        give_up_at: row.try_get(12)?,
    }))
}

async fn claim(connection: &mut AnyConnection, webhook: &str, now: i64) -> Result<Option<Delivery>, Error> {
    let found = first(connection, webhook, now).await?;
    let Some(found) = found else { return Ok(None) };
    let claimed = sqlx::query("update webhook set claimed_until = $1 where id = $2 and claimed_until <= $3")
        .bind(now + CLAIM)
        .bind(webhook)
        .bind(now)
        .execute(connection)
        .await?;
    Ok((claimed.rows_affected() == 1).then_some(found))
}

async fn replay(
    connection: &mut AnyConnection,
    webhook: &str,
    after: i64,
    now: i64,
) -> Result<Option<u64>, Error> {
    let row = sqlx::query("select events from webhook where id = $1")
        .bind(webhook)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let events: String = row.try_get(0)?;
    // What waits of these would come twice.
    sqlx::query("delete from webhook_message where webhook_id = $1 and feed_id > $2")
        .bind(webhook)
        .bind(after)
        .execute(&mut *connection)
        .await?;
    let rows = sqlx::query("select id, kind from feed where id > $1 order by id")
        .bind(after)
        .fetch_all(&mut *connection)
        .await?;
    let mut count = 0;
    for row in rows {
        if wants(&events, &row.try_get::<String, _>(1)?) {
            put(connection, webhook, row.try_get(0)?, now).await?;
            count += 1;
        }
    }
    Ok(Some(count))
}

impl Store {
    /// Makes a webhook: what happens from now on is sent to it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_webhook(&self, new: NewWebhook) -> Result<(), Error> {
        let added = sqlx::query(
            "insert into webhook (id, url, secret, events, inner_network, created_at, claimed_until) \
             values ($1, $2, $3, $4, $5, $6, 0)",
        );
        let added = added.bind(new.id).bind(new.url).bind(new.secret).bind(new.events);
        self.writer
            .execute(added.bind(i64::from(new.inner_network)).bind(new.now))
            .await
    }

    /// Every webhook, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn webhooks(&self) -> Result<Vec<WebhookRow>, Error> {
        let rows = sqlx::query(
            "select id, url, events, sent_id, sent_at, \
             (select count(*) from webhook_message where webhook_id = webhook.id and given_up_at is null), \
             (select count(*) from webhook_message where webhook_id = webhook.id and given_up_at is not null), \
             coalesce((select problem from webhook_message where webhook_id = webhook.id and problem <> '' \
             order by next_at desc limit 1), '') from webhook order by created_at, id",
        )
        .fetch_all(&self.reads)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(WebhookRow {
                    id: row.try_get(0)?,
                    url: row.try_get(1)?,
                    events: row.try_get(2)?,
                    sent_id: row.try_get(3)?,
                    sent_at: row.try_get(4)?,
                    waiting: row.try_get(5)?,
                    given_up: row.try_get(6)?,
                    problem: row.try_get(7)?,
                })
            })
            .collect()
    }

    /// Forgets a webhook and what waits for it; `false` where there is none of this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_webhook(&self, id: String) -> Result<bool, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query("delete from webhook_message where webhook_id = $1")
                        .bind(&id)
                        .execute(&mut *connection)
                        .await?;
                    let removed = sqlx::query("delete from webhook where id = $1")
                        .bind(&id)
                        .execute(connection)
                        .await?;
                    Ok(removed.rows_affected() == 1)
                })
            })
            .await
    }

    /// Puts what happened after an event into the line of a webhook again, and says how many; nothing where there is none of
    /// this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn replay_webhook(&self, id: String, after: i64, now: i64) -> Result<Option<u64>, Error> {
        self.writer
            .write(move |connection| Box::pin(async move { replay(connection, &id, after, now).await }))
            .await
    }

    /// The webhooks to which something is to be sent now, and nobody sends.
    ///
    /// # Errors
    /// What the database says.
    pub async fn webhooks_due(&self, now: i64) -> Result<Vec<String>, Error> {
        let rows = sqlx::query(
            "select id from webhook where claimed_until <= $1 and (select next_at from webhook_message m \
             where m.webhook_id = webhook.id and m.given_up_at is null order by m.seq limit 1) <= $2 order by id",
        )
        .bind(now)
        .bind(now)
        .fetch_all(&self.reads)
        .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Takes up what is first in the line of a webhook, if it is due and no other server sends to it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn claim_delivery(&self, webhook: String, now: i64) -> Result<Option<Delivery>, Error> {
        self.writer
            .write(move |connection| Box::pin(async move { claim(connection, &webhook, now).await }))
            .await
    }

    /// Notes that an event was taken.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delivered(&self, one: &Delivery, now: i64) -> Result<(), Error> {
        let (id, seq, event) = (one.webhook.clone(), one.seq, one.event.id);
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    // By its event too: a replay meanwhile may have given its place to another.
                    sqlx::query(
                        "delete from webhook_message where webhook_id = $1 and seq = $2 and feed_id = $3",
                    )
                    .bind(&id)
                    .bind(seq)
                    .bind(event)
                    .execute(&mut *connection)
                    .await?;
                    sqlx::query(
                        "update webhook set claimed_until = 0, sent_id = $1, sent_at = $2 where id = $3",
                    )
                    .bind(event)
                    .bind(now)
                    .bind(&id)
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Notes that an event was not taken, and when it is tried again; or that it is given up, where it would be too late.
    ///
    /// # Errors
    /// What the database says.
    pub async fn not_delivered(
        &self,
        one: &Delivery,
        problem: String,
        now: i64,
        next_at: i64,
    ) -> Result<(), Error> {
        let (id, seq, event) = (one.webhook.clone(), one.seq, one.event.id);
        let given_up = (now >= one.give_up_at).then_some(now);
        // The last try is when its time is over, however long the wait would be.
        let next_at = next_at.min(one.give_up_at.max(now));
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(
                        "update webhook_message set attempts = attempts + 1, next_at = $1, given_up_at = $2, problem = $3 \
                         where webhook_id = $4 and seq = $5 and feed_id = $6",
                    )
                    .bind(next_at)
                    .bind(given_up)
                    .bind(problem)
                    .bind(&id)
                    .bind(seq)
                    .bind(event)
                    .execute(&mut *connection)
                    .await?;
                    sqlx::query("update webhook set claimed_until = 0 where id = $1")
                        .bind(&id)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .await
    }
}
