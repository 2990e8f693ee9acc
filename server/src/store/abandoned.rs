//! Drafts that nobody has touched for long: their person is warned, and what is opened or changed then stays, also where it
//! is the employer that works on its part.

use super::notice::{self, Reader};
use super::{Store, draft, go_on, reminder};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::news::{News, Todo};
use crate::organisation::letters::Sender;
use permit::api::notice::NoticeKind;
use permit::date;
use sqlx::{AnyConnection, Row};

/// Seconds from the warning to the last day that it names …
const WARNED: i64 = 14 * 86_400;
/// … and to the deletion: that day is over then.
const OVER: i64 = WARNED + 86_400;
/// Opening is written down at most once in so many seconds.
const OPENED: i64 = 86_400;
/// So many are read at a time.
const BATCH: i64 = 500;

/// When the employer that is joined to the draft last changed its part: who works on it has not forgotten it.
const WORKED: &str = "(select coalesce(max(c.at), 0) from invitation i join part_change c on c.invitation_id = i.id \
                      where i.draft_id = d.id and i.state = 'accepted')";

/// The drafts that nobody has touched, with or without a warning that holds: one since which nobody touched them either.
fn old(warned: bool, more: &str) -> String {
    let not = if warned { "" } else { "not " };
    format!(
        "select d.id, d.person_id, p.email, p.locale from draft d join person p on p.id = d.person_id \
         where d.application_id is null and d.updated_at <= $1 and d.opened_at <= $2 and {WORKED} <= $3 \
         and {not}exists (select 1 from reminder r where r.what = 'draft' and r.subject = d.id \
         and r.at > d.updated_at and r.at > d.opened_at and r.at > {WORKED} and r.at <= $4){more}"
    )
}

/// A draft, and whose it is.
struct Old {
    id: String,
    reader: Reader,
}

fn read(row: &sqlx::any::AnyRow) -> Result<Old, Error> {
    Ok(Old {
        id: row.try_get(0)?,
        reader: Reader {
            person: row.try_get(1)?,
            email: row.try_get(2)?,
            locale: row.try_get(3)?,
        },
    })
}

/// Drafts not touched since `before`: those that were warned of until `warned`, or else those that nobody was warned of.
#[derive(Clone, Copy)]
struct Wanted {
    before: i64,
    warned: Option<i64>,
}

impl Wanted {
    fn sql(self, more: &str) -> String {
        old(self.warned.is_some(), more)
    }

    /// Until when a warning counts: any, where none may be there.
    fn until(self) -> i64 {
        self.warned.unwrap_or(i64::MAX)
    }

    /// The draft, if it still is one of these: asked in the transaction that does something about it.
    async fn still(self, connection: &mut AnyConnection, id: &str) -> Result<Option<Old>, Error> {
        let sql = self.sql(" and d.id = $5");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(self.before)
            .bind(self.before)
            .bind(self.before)
            .bind(self.until())
            .bind(id)
            .fetch_optional(connection)
            .await?;
        row.as_ref().map(read).transpose()
    }
}

/// Deletes a draft of which its person was warned, and warns of one of which nobody was.
async fn settle(
    connection: &mut AnyConnection,
    id: &str,
    wanted: Wanted,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let Some(old) = wanted.still(connection, id).await? else {
        return Ok(());
    };
    if wanted.warned.is_some() {
        return draft::delete(connection, id, &old.reader.person, sender, now).await?;
    }
    let day = date::iso(day_in_china(now + WARNED));
    if !reminder::mark(connection, (reminder::DRAFT, id, &day), now).await? {
        return Ok(());
    }
    let news = News {
        kind: NoticeKind::Deadline,
        what: "news.draft_old".into(),
        about: id.split('-').next().unwrap_or_default().into(),
        todo: Todo::By(day),
        path: format!("/drafts/{id}"),
    };
    notice::tell(connection, &old.reader, &news, sender, now).await
}

impl Store {
    /// Writes down that its person opened a draft: that keeps it as a change does.
    ///
    /// # Errors
    /// What the database says.
    pub async fn draft_opened(&self, id: String, person: String, now: i64) -> Result<(), Error> {
        let row = sqlx::query("select opened_at from draft where id = $1 and person_id = $2")
            .bind(&id)
            .bind(&person)
            .fetch_optional(&self.reads)
            .await?;
        let opened: Option<i64> = row.map(|row| row.try_get(0)).transpose()?;
        if opened.is_none_or(|opened| now - opened < OPENED) {
            return Ok(());
        }
        self.writer
            .execute(
                sqlx::query("update draft set opened_at = $1 where id = $2 and person_id = $3")
                    .bind(now)
                    .bind(id)
                    .bind(person),
            )
            .await
    }

    /// Warns of drafts that nobody has touched for almost so many days, and deletes those of which somebody was warned two
    /// weeks ago, and which nobody has touched since. With 0 days nothing is done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_abandoned(&self, keep_days: u32, sender: &Sender, now: i64) -> Result<(), Error> {
        if keep_days == 0 {
            return Ok(());
        }
        let before = now - i64::from(keep_days) * 86_400;
        let gone = Wanted {
            before,
            warned: Some(now - OVER),
        };
        let unwarned = Wanted {
            before: before + WARNED,
            warned: None,
        };
        for wanted in [gone, unwarned] {
            for id in self.old_drafts(wanted).await? {
                let sender = sender.clone();
                let done = self
                    .writer
                    .write(move |connection| {
                        Box::pin(async move { settle(connection, &id, wanted, &sender, now).await })
                    })
                    .await;
                go_on("old drafts", done);
            }
        }
        Ok(())
    }

    async fn old_drafts(&self, wanted: Wanted) -> Result<Vec<String>, Error> {
        let mut all = Vec::new();
        let mut last = String::new();
        loop {
            let sql = wanted.sql(" and d.id > $5 order by d.id limit $6");
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(wanted.before)
                .bind(wanted.before)
                .bind(wanted.before)
                .bind(wanted.until())
                .bind(&last)
                .bind(BATCH)
                .fetch_all(&self.reads)
                .await?;
            for row in &rows {
                last = read(row)?.id;
                all.push(last.clone());
            }
            if i64::try_from(rows.len()) != Ok(BATCH) {
                return Ok(all);
            }
        }
    }
}
