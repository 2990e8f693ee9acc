//! Who gets which letter about an application, when, and in which language: at once, or in the one letter of a day.

use super::{Store, go_on, mail};
use crate::clock;
use crate::error::Error;
use crate::mail::RECEIPT_WORTH;
use crate::news::{self, News, Todo};
use crate::organisation::letters::Sender;
use permit::api::notice::{NoticeKind, NoticeSettings};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// Seconds by which China is before UTC.
const CHINA: i64 = 8 * 3_600;
/// So many people's daily letters are looked for at a time.
const BATCH: i64 = 500;

/// Somebody who is written to.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub person: String,
    pub email: String,
    /// The language, where the person chose none.
    pub locale: String,
}

fn settings_of(row: &AnyRow) -> Result<NoticeSettings, Error> {
    let off: String = row.try_get(3)?;
    Ok(NoticeSettings {
        locale: row.try_get(0)?,
        daily: row.try_get::<i64, _>(1)? != 0,
        hour: u8::try_from(row.try_get::<i64, _>(2)?).unwrap_or(permit::api::notice::MORNING),
        off: off.split(' ').filter_map(NoticeKind::named).collect(),
    })
}

/// What a person chose; the default of who never did.
async fn settings(connection: &mut AnyConnection, person: &str) -> Result<NoticeSettings, Error> {
    let row = sqlx::query("select locale, daily, hour, off from notice_setting where person_id = $1")
        .bind(person)
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(settings_of).transpose()?.unwrap_or_default())
}

/// The first of these languages that says something.
fn language<'a>(chosen: &'a str, otherwise: &'a str) -> &'a str {
    if chosen.is_empty() { otherwise } else { chosen }
}

/// The language in which somebody reads what always comes at once: the one that they chose, else this one.
pub(super) async fn locale(
    connection: &mut AnyConnection,
    person: &str,
    otherwise: &str,
) -> Result<String, Error> {
    let chosen = settings(connection, person).await?;
    Ok(language(&chosen.locale, otherwise).to_owned())
}

/// Tells somebody something, as they want to be told.
pub(super) async fn tell(
    connection: &mut AnyConnection,
    reader: &Reader,
    news: &News,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let chosen = settings(connection, &reader.person).await?;
    if news.kind.can_be_off() && chosen.off.contains(&news.kind) {
        return Ok(());
    }
    if !chosen.daily {
        let to = (language(&chosen.locale, &reader.locale), reader.email.as_str());
        return mail::insert(connection, news::at_once(sender, to, news), now, RECEIPT_WORTH).await;
    }
    sqlx::query(
        "insert into notice_line (id, person_id, locale, kind, what, about, todo, path, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(clock::id())
    .bind(&reader.person)
    .bind(&reader.locale)
    .bind(news.kind.name())
    .bind(&news.what)
    .bind(&news.about)
    .bind(news.todo.name())
    .bind(&news.path)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes what waits for somebody into one letter. What is taken is gone in the same statement, so that of several servers
/// one writes it.
async fn send_waiting(
    connection: &mut AnyConnection,
    person: &str,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let rows = sqlx::query(
        "delete from notice_line where person_id = $1 returning locale, kind, what, about, todo, path, at",
    )
    .bind(person)
    .fetch_all(&mut *connection)
    .await?;
    let mut waiting = Vec::new();
    for row in &rows {
        let kind: String = row.try_get(1)?;
        let news = News {
            kind: NoticeKind::named(&kind).ok_or(Error::Internal)?,
            what: row.try_get(2)?,
            about: row.try_get(3)?,
            todo: Todo::named(row.try_get(4)?),
            path: row.try_get(5)?,
        };
        waiting.push((row.try_get::<i64, _>(6)?, row.try_get::<String, _>(0)?, news));
    }
    waiting.sort_by_key(|(at, ..)| *at);
    let Some((_, newest, _)) = waiting.last() else {
        return Ok(());
    };
    let email: String = sqlx::query("select email from person where id = $1")
        .bind(person)
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    let chosen = settings(connection, person).await?;
    let locale = language(&chosen.locale, newest).to_owned();
    let news = waiting.into_iter().map(|(_, _, news)| news).collect();
    let letter = news::daily(sender, (&locale, &email), news);
    mail::insert(connection, letter, now, RECEIPT_WORTH).await
}

/// When it was last this hour in China.
fn last_morning(hour: i64, now: i64) -> i64 {
    let since_midnight = (now + CHINA).rem_euclid(86_400);
    now - (since_midnight - hour * 3_600).rem_euclid(86_400)
}

async fn choose(
    connection: &mut AnyConnection,
    person: &str,
    wish: &NoticeSettings,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let off: Vec<&str> = wish.off.iter().map(|kind| kind.name()).collect();
    sqlx::query(
        "insert into notice_setting (person_id, locale, daily, hour, off) values ($1, $2, $3, $4, $5) \
         on conflict (person_id) do update set locale = excluded.locale, daily = excluded.daily, \
         hour = excluded.hour, off = excluded.off",
    )
    .bind(person)
    .bind(&wish.locale)
    .bind(i64::from(wish.daily))
    .bind(i64::from(wish.hour))
    .bind(off.join(" "))
    .execute(&mut *connection)
    .await?;
    if wish.daily {
        Ok(())
    } else {
        // What waits for a letter that will not come any more goes now.
        send_waiting(connection, person, sender, now).await
    }
}

impl Store {
    /// Which letters a person wants.
    ///
    /// # Errors
    /// What the database says.
    pub async fn notices(&self, person: &str) -> Result<NoticeSettings, Error> {
        let mut connection = self.reads.acquire().await?;
        settings(&mut connection, person).await
    }

    /// Keeps which letters a person wants. Who no longer wants one letter a day gets what waits for it at once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn choose_notices(
        &self,
        person: String,
        wish: NoticeSettings,
        sender: Sender,
        now: i64,
    ) -> Result<NoticeSettings, Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                choose(connection, &person, &wish, &sender, now).await?;
                Ok(wish)
            })
        })
        .await
    }

    /// Writes the daily letters that are due: of who has something waiting from before their hour. So each gets one a day at
    /// most, also where several servers look, or none looked for hours.
    ///
    /// # Errors
    /// What the database says.
    pub async fn send_daily(&self, sender: &Sender, now: i64) -> Result<(), Error> {
        let mut last = String::new();
        loop {
            let rows = sqlx::query(
                "select l.person_id, s.hour, min(l.at) from notice_line l join notice_setting s on s.person_id = l.person_id \
                 where l.person_id > $1 group by l.person_id, s.hour order by l.person_id limit $2",
            )
            .bind(&last)
            .bind(BATCH)
            .fetch_all(&self.reads)
            .await?;
            for row in &rows {
                last = row.try_get(0)?;
                if row.try_get::<i64, _>(2)? >= last_morning(row.try_get(1)?, now) {
                    continue;
                }
                let (person, sender) = (last.clone(), sender.clone());
                let done = self
                    .writer
                    .write(move |connection| {
                        Box::pin(async move { send_waiting(connection, &person, &sender, now).await })
                    })
                    .await;
                go_on("daily letters", done);
            }
            if i64::try_from(rows.len()) != Ok(BATCH) {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::last_morning;

    #[test]
    fn the_morning_is_china_s() {
        // 23 November 2026, noon in China; its eight o'clock is midnight UTC.
        let noon = 1_795_406_400;
        assert_eq!(last_morning(8, noon), noon - 4 * 3_600);
        assert_eq!(last_morning(12, noon), noon);
        assert_eq!(last_morning(13, noon), noon - 23 * 3_600);
        assert_eq!(last_morning(0, noon), noon - 12 * 3_600);
    }
}
