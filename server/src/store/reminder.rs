//! Reminders: one before a last day, to who owes something. Each is a row before it is a letter, so that of several servers
//! one writes it, and nobody is reminded twice of the same.

use super::case::{self, tell_side};
use super::organisation::By;
use super::{Store, go_on, organisation, standing};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::news::Todo;
use crate::organisation::letters::Sender;
use permit::api::notice::NoticeKind;
use permit::date::{self, Date, parse, plus_days};
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{Case, Detail, Milestone, State};
use sqlx::{AnyConnection, Row};

/// Days before the last one of a list of corrections: time for a document from home, and a weekend.
const CORRECTION_DAYS: i32 = 3;
/// Days before a letter's printed one: a visa and a journey take some weeks.
const LETTER_DAYS: i32 = 30;
/// Days before the last one on which an extension can be filed, to get its papers together.
const EXTENSION_DAYS: i32 = 30;
/// Days before the last one on which the residence permit can be asked for: an appointment is not had at once.
const RESIDENCE_DAYS: i32 = 10;
/// Seconds after which somebody who was invited is asked once more; and after which it is too late for that, as for what lay
/// there before the portal reminded anybody.
const INVITATION_WAITS: i64 = 7 * 86_400;
const INVITATION_OLD: i64 = 30 * 86_400;
/// Days ahead of today in which a permit may end of which an extension is near: the day for filing lies before it, in some
/// places more than the law's 30 days.
const HORIZON: i32 = 120;
/// So many are read at a time.
const BATCH: i64 = 500;

/// What somebody is reminded of, as it is stored.
const INVITATION: &str = "invitation";
pub(super) const DRAFT: &str = "draft";
const CORRECTION: &str = "correction";
const LETTER: &str = "letter";
const EXTENSION: &str = "extension";
const RESIDENCE: &str = "residence";

/// A reminder: what, of what, and the day that it is about.
type About<'a> = (&'a str, &'a str, &'a str);

/// Writes down that somebody is reminded; whether it was not before.
pub(super) async fn mark(
    connection: &mut AnyConnection,
    (what, subject, due): About<'_>,
    now: i64,
) -> Result<bool, Error> {
    let written = sqlx::query(
        "insert into reminder (what, subject, due, at) values ($1, $2, $3, $4) on conflict (what, subject, due) do nothing",
    )
    .bind(what)
    .bind(subject)
    .bind(due)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(written.rows_affected() == 1)
}

async fn was_reminded(
    connection: &mut AnyConnection,
    (what, subject, due): About<'_>,
) -> Result<bool, Error> {
    let found = sqlx::query("select at from reminder where what = $1 and subject = $2 and due = $3")
        .bind(what)
        .bind(subject)
        .bind(due)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// What a side of a case should be reminded of now.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Due {
    what: &'static str,
    side: Owner,
    /// The last day.
    on: Date,
}

impl Due {
    fn subject(&self, application: &str) -> String {
        format!("{application}/{}", self.side.actor().name())
    }
}

/// Whether a day is ahead, and no more than so many days.
fn is_near(day: Date, days: i32, today: Date) -> bool {
    today <= day && day <= plus_days(today, days)
}

/// Of a list the owners who are not done, and whose turn it is with Chinese renderings: the list waits for these, too, and
/// ends as it says when its last day goes by. Not on the day of the list itself: its own letter has just said it.
fn of_corrections(case: &Case, today: Date) -> Vec<Due> {
    let Some(open) = case.corrections() else {
        return Vec::new();
    };
    let mut lists = case.records().iter().rev();
    let list = lists.find(|record| matches!(record.detail, Detail::Round(_)));
    if list.is_some_and(|record| day_in_china(record.event.at) >= today) {
        return Vec::new();
    }
    let due = Owner::ALL.into_iter().filter_map(|side| {
        let own = open.of(side.role()).map(|item| item.due).max();
        let of_list = || open.due().filter(|_| case.rendering() == Some(side));
        Some(Due {
            what: CORRECTION,
            side,
            on: own.or_else(of_list)?,
        })
    });
    due.filter(|due| is_near(due.on, CORRECTION_DAYS, today))
        .collect()
}

/// Of an approval: the letter, until somebody used it; then the permit, until it is to be extended. `end` is what runs out by
/// the lists ([`standing`]). The applicant uses the letter; of an extension, which the employer files, both hear.
fn of_approval(case: &Case, end: Option<Date>, place: Option<&str>, today: Date) -> Vec<Due> {
    let Some(on) = case.letter_until() else {
        return Vec::new();
    };
    if !standing::letter_is_used(case) {
        // Who has the visa goes by the day that is printed on that.
        if case.milestone(Milestone::Visa).is_some() {
            return Vec::new();
        }
        let due = Due {
            what: LETTER,
            side: Owner::Applicant,
            on,
        };
        return is_near(on, LETTER_DAYS, today)
            .then_some(due)
            .into_iter()
            .collect();
    }
    let residence = of_residence(case, place, today);
    if residence.is_some() {
        return residence.into_iter().collect();
    }
    let Some(on) = end.map(|end| standing::extend_by(end, place, today)) else {
        return Vec::new();
    };
    let due = Owner::ALL.map(|side| Due {
        what: EXTENSION,
        side,
        on,
    });
    let near = is_near(on, EXTENSION_DAYS, today);
    due.into_iter().filter(|_| near).collect()
}

/// Of an entry: the residence permit, whose days run whether somebody counts them or not (domain.md 3.6).
fn of_residence(case: &Case, place: Option<&str>, today: Date) -> Option<Due> {
    if case.milestone(Milestone::ResidencePermit).is_some() {
        return None;
    }
    let entered = case.milestone(Milestone::Entry)?;
    let days = Milestone::ResidencePermit.calendar_days(place, today)?;
    let on = plus_days(entered, i32::try_from(days).ok()?);
    is_near(on, RESIDENCE_DAYS, today).then_some(Due {
        what: RESIDENCE,
        side: Owner::Applicant,
        on,
    })
}

/// Reminds the sides of a case, each of what was not said yet.
async fn remind(
    connection: &mut AnyConnection,
    id: &str,
    all: &[Due],
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let held = case::held(connection, id).await?;
    for due in all {
        let on = date::iso(due.on);
        if mark(connection, (due.what, &due.subject(id), &on), now).await? {
            let news = (
                NoticeKind::Deadline,
                format!("news.reminder_{}", due.what),
                Todo::By(on),
                case::Page::Case,
            );
            tell_side(connection, &held, due.side, news, sender, now).await?;
        }
    }
    Ok(())
}

impl Store {
    /// Reminds who owes something soon: of corrections, of a letter that runs out, of a residence permit, of an extension; and who was invited and
    /// has not answered.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remind_of_dates(&self, sender: &Sender, now: i64) -> Result<(), Error> {
        let today = day_in_china(now);
        let horizon = plus_days(today, HORIZON);
        let mut last = String::new();
        loop {
            let rows = sqlx::query(
                "select application_id, place, expires_on from standing where application_id > $1 and \
                 (state in ('returned_for_correction', 'returned_to_applicant', 'returned_to_employer') and due_on >= $2 \
                 or state = 'approved' and (expires_on >= $3 and expires_on <= $4 or acts <> $5)) \
                 order by application_id limit $6",
            )
            .bind(&last)
            .bind(date::iso(today))
            .bind(date::iso(today))
            .bind(date::iso(horizon))
            .bind(standing::NOBODY)
            .bind(BATCH)
            .fetch_all(&self.reads)
            .await?;
            for row in &rows {
                last = row.try_get(0)?;
                let (place, expires): (String, String) = (row.try_get(1)?, row.try_get(2)?);
                let place = Some(place.as_str()).filter(|place| *place != standing::NONE);
                let done = self.remind_of(&last, (place, &expires), sender, now).await;
                go_on("reminders", done);
            }
            if i64::try_from(rows.len()) != Ok(BATCH) {
                break;
            }
        }
        self.remind_invited(sender, now).await
    }

    /// Reminds the sides of one case.
    async fn remind_of(
        &self,
        id: &str,
        (place, expires): (Option<&str>, &str),
        sender: &Sender,
        now: i64,
    ) -> Result<(), Error> {
        let due = self.due_of(id, place, expires, day_in_china(now)).await?;
        if due.is_empty() {
            return Ok(());
        }
        let (id, sender) = (id.to_owned(), sender.clone());
        self.writer
            .write(move |connection| {
                Box::pin(async move { remind(connection, &id, &due, &sender, now).await })
            })
            .await
    }

    /// What the sides of a case should be reminded of, and were not.
    async fn due_of(
        &self,
        id: &str,
        place: Option<&str>,
        expires: &str,
        today: Date,
    ) -> Result<Vec<Due>, Error> {
        let mut connection = self.reads.acquire().await?;
        let mut case = case::life(&mut connection, id).await?;
        if case.state() == Some(State::ReturnedForCorrection) {
            // Whose turn it is with renderings is kept beside the history.
            case = case::held(&mut connection, id).await?.case;
        }
        let mut all = of_corrections(&case, today);
        all.extend(of_approval(&case, parse(expires).ok(), place, today));
        let mut new = Vec::new();
        for due in all {
            let on = date::iso(due.on);
            if !was_reminded(&mut connection, (due.what, &due.subject(id), &on)).await? {
                new.push(due);
            }
        }
        Ok(new)
    }

    /// Who was invited and has not answered; where the letter went out again already, nobody.
    async fn remind_invited(&self, sender: &Sender, now: i64) -> Result<(), Error> {
        let mut last = String::new();
        loop {
            let rows = sqlx::query(
                "select i.organisation_id, i.id from invitation i where i.state = 'sent' and i.sent_at <= $1 and i.sent_at > $2 and i.sent_at = i.created_at \
                 and not exists (select 1 from reminder r where r.what = 'invitation' and r.subject = i.id) \
                 and i.id > $3 order by i.id limit $4",
            )
            .bind(now - INVITATION_WAITS)
            .bind(now - INVITATION_OLD)
            .bind(&last)
            .bind(BATCH)
            .fetch_all(&self.reads)
            .await?;
            for row in &rows {
                last = row.try_get(1)?;
                let id = last.clone();
                // The portal itself; nobody of the organisation.
                let by = By {
                    organisation: row.try_get(0)?,
                    person: String::new(),
                    now,
                    sender: sender.clone(),
                };
                let done = self
                    .writer
                    .write(move |connection| {
                        Box::pin(async move {
                            if !mark(connection, (INVITATION, &id, ""), now).await? {
                                return Ok(());
                            }
                            match organisation::send_invitation(connection, &by, &id).await {
                                // Answered since it was found.
                                Err(Error::InvitationClosed) => Ok(()),
                                sent => sent,
                            }
                        })
                    })
                    .await;
                go_on("second invitations", done);
            }
            if i64::try_from(rows.len()) != Ok(BATCH) {
                return Ok(());
            }
        }
    }
}
