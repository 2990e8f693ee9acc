//! Cases: an application with its history, and the one way to add a line to it.

mod changed;
mod desk;
mod employer;
mod paper;
mod perform;
pub(super) mod rendering;
mod unsent;

pub(super) use changed::changed;
pub use perform::ActionWish;
pub(super) use perform::{Page, ready_again, tell, tell_side, todo};

use super::application::named;
use super::notice::Reader;
use super::organisation::{self, Joined};
use super::{draft, feed, standing};
use crate::clock;
use crate::error::Error;
use permit::answer::{Key, Role};
use permit::api::case::CaseDocument;
use permit::classify::{Category, Preview};
use permit::date::{self, Date};
use permit::draft::Draft;
use permit::forms::post::EMPLOYER_NAME;
use permit::lifecycle::{By, Case, Detail, Event, Record};
use permit::part;
use permit::profile::{Profile, Short};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use std::collections::HashMap;

/// Who does something with a case.
#[derive(Clone, Debug)]
pub struct Doer {
    /// In which role.
    pub role: Role,
    /// Who: a person's id, or a staff's.
    pub id: String,
    /// Of an employer: for which organisation; else empty.
    pub organisation: String,
}

/// A case as it is stored.
pub(super) struct Held {
    pub id: String,
    pub reference: String,
    pub draft_id: String,
    pub person: String,
    pub email: String,
    pub locale: String,
    pub rules: String,
    pub judged_on: String,
    /// The applicant's answers, frozen.
    pub draft: Draft,
    /// The answers that count: these, with the employer's in their place where it gave some.
    pub counts: Draft,
    /// The employer that is joined to it.
    pub joined: Option<Joined>,
    /// The one from which it parted when it was over: for what it had signed, and for nothing that it may see.
    parted: Option<Joined>,
    /// The category that the preview of the answers that count names, if it names exactly one.
    pub category: Option<Category>,
    pub case: Case,
}

impl Held {
    /// The employer whose part it has.
    pub fn employer(&self) -> Option<&Joined> {
        self.joined.as_ref().or(self.parted.as_ref())
    }

    /// The applicant's answers became others.
    fn answer(&mut self, draft: Draft) {
        self.counts = part::counting(&draft, self.employer().map(|employer| &employer.part));
        self.category = previewed(&self.counts, self.day());
        self.draft = draft;
    }

    /// Who does something now, and why. A clock that was set back does not turn the history around.
    pub fn by<'a>(&self, role: Role, person: &'a str, why: &'a str, now: i64) -> By<'a> {
        let last = self.case.records().last().map_or(now, |record| record.event.at);
        By {
            role,
            person,
            at: now.max(last),
            why,
        }
    }

    /// The applicant, to be written to.
    pub fn reader(&self) -> Reader {
        Reader {
            person: self.person.clone(),
            email: self.email.clone(),
            locale: self.locale.clone(),
        }
    }

    /// The day on which the answers were judged.
    pub fn day(&self) -> Date {
        date::parse(&self.judged_on).unwrap_or_default()
    }

    /// The place of work, where it is known.
    pub fn place(&self) -> String {
        let place = Profile::of(&self.counts, self.day()).work_place;
        place
            .as_ref()
            .map_or_else(String::new, |place| Short::as_str(place).to_owned())
    }

    /// The employer's name: the registered one of who is joined, or else as it was answered. Another one that waits for the
    /// authority is none yet.
    pub fn employer_name(&self) -> String {
        match self.employer() {
            Some(joined) if joined.approved_name.is_empty() => joined.name.clone(),
            Some(joined) => joined.approved_name.clone(),
            None => self.counts.raw(&Key::new(EMPLOYER_NAME.id)).trim().to_owned(),
        }
    }

    /// Who must act, by name.
    pub fn acts(&self) -> Vec<String> {
        let all = self.case.must_act().into_iter();
        all.map(|actor| actor.name().into()).collect()
    }

    /// The case as somebody may see it.
    async fn seen_by(self, connection: &mut AnyConnection, doer: &Doer) -> Result<CaseDocument, Error> {
        let mut changed = changed(connection, &self).await?;
        let joined = self.employer().filter(|_| doer.role != Role::Applicant);
        let part = joined.cloned().map(employer::part_of);
        let draft = if doer.role == Role::Employer {
            changed.retain(|one| part::question(&one.key).is_some());
            part::seen_by_employer(&self.draft)
        } else {
            self.draft.clone()
        };
        let renderings = match doer.role {
            // The sides have addresses of their own for these: a look of the employer's stands in the log.
            Role::Applicant | Role::Employer => Vec::new(),
            _ => rendering::all(connection, &self.id, &self.draft).await?,
        };
        let all = self.case.records();
        let by_name = match doer.role {
            Role::Employer => employer::names(connection, &doer.organisation, all).await?,
            _ => Vec::new(),
        };
        Ok(CaseDocument {
            by_name,
            category: self.category.map_or("", Category::letter).into(),
            place: self.place(),
            person: doer.id.clone(),
            records: all
                .iter()
                .filter_map(|record| record.seen_by(doer.role))
                .collect(),
            seen: u32::try_from(all.len()).unwrap_or(u32::MAX),
            part,
            renderings,
            rendering: rendering::turn_name(&self.case).into(),
            acts: self.acts(),
            changed,
            id: self.id,
            reference: self.reference,
            draft_id: self.draft_id,
            rules: self.rules,
            judged_on: self.judged_on,
            draft,
        })
    }
}

/// The category that the preview names, if it names exactly one.
fn previewed(draft: &Draft, on: Date) -> Option<Category> {
    Preview::new(Profile::of(draft, on)).standing().category()
}

/// The case of an application, whoever's it is.
pub(super) async fn held(connection: &mut AnyConnection, id: &str) -> Result<Held, Error> {
    let row = sqlx::query(
        "select a.reference, a.draft_id, a.person_id, p.email, a.locale, a.rules, a.judged_on, a.form_version, a.answers \
         from application a join person p on p.id = a.person_id where a.id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(Error::NotFound)?;
    let (judged_on, answers): (String, String) = (row.try_get(6)?, row.try_get(8)?);
    let draft = draft::read(row.try_get(7)?, &answers)?;
    let draft_id: String = row.try_get(1)?;
    let joined = organisation::employer_of(connection, &draft_id).await?;
    let parted = if joined.is_none() {
        organisation::parted_from(connection, &draft_id).await?
    } else {
        None
    };
    let employer = joined.as_ref().or(parted.as_ref());
    let counts = part::counting(&draft, employer.map(|employer| &employer.part));
    let category = previewed(&counts, date::parse(&judged_on).unwrap_or_default());
    let mut case = Case::new(category, records(connection, id).await?);
    case.set_unjoined(joined.is_none());
    let mut held = Held {
        id: id.into(),
        reference: row.try_get(0)?,
        draft_id,
        person: row.try_get(2)?,
        email: row.try_get(3)?,
        locale: row.try_get(4)?,
        rules: row.try_get(5)?,
        judged_on,
        draft,
        counts,
        joined,
        parted,
        category,
        case,
    };
    rendering::set_turn(connection, &mut held).await?;
    Ok(held)
}

/// The history alone, for what does not depend on the preview: where it stands, and what is open.
pub(super) async fn life(connection: &mut AnyConnection, application: &str) -> Result<Case, Error> {
    Ok(Case::new(None, records(connection, application).await?))
}

/// The history of an application, oldest first.
pub(super) async fn records(connection: &mut AnyConnection, application: &str) -> Result<Vec<Record>, Error> {
    let mut found = histories(connection, &[application]).await?;
    Ok(found.remove(application).unwrap_or_default())
}

/// The histories of some applications, each oldest first, by the application's id.
pub(super) async fn histories(
    connection: &mut AnyConnection,
    applications: &[&str],
) -> Result<HashMap<String, Vec<Record>>, Error> {
    let places: Vec<String> = (1..=applications.len())
        .map(|place| format!("${place}"))
        .collect();
    let sql = format!(
        "select kind, by_role, at, why, agreed, person_id, detail, application_id from event \
         where application_id in ({}) order by application_id, seq",
        places.join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for application in applications {
        query = query.bind((*application).to_owned());
    }
    let mut found: HashMap<String, Vec<Record>> = HashMap::new();
    for row in query.fetch_all(connection).await? {
        found.entry(row.try_get(7)?).or_default().push(record(&row)?);
    }
    Ok(found)
}

fn record(row: &AnyRow) -> Result<Record, Error> {
    let (kind, by): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    let detail: String = row.try_get(6)?;
    Ok(Record {
        event: Event {
            kind: named(&kind)?,
            by: named::<Role>(&by)?,
            at: row.try_get(2)?,
            why: row.try_get(3)?,
            agreed: row.try_get::<i64, _>(4)? != 0,
        },
        person: row.try_get::<Option<String>, _>(5)?.unwrap_or_default(),
        detail: if detail.is_empty() {
            Detail::Nothing
        } else {
            serde_json::from_str(&detail).map_err(|_| Error::Internal)?
        },
    })
}

/// Writes the newest line of a case, what other systems are told of it, and what lists show. The number in order is unique, so two can't take the same
/// place.
pub(super) async fn write(connection: &mut AnyConnection, held: &mut Held) -> Result<(), Error> {
    // Where it stands has changed, and with that what waits for whom.
    rendering::set_turn(connection, held).await?;
    unsent::put_back(connection, held).await?;
    let held = &*held;
    let Some(record) = held.case.records().last() else {
        return Err(Error::Internal);
    };
    let detail = match &record.detail {
        Detail::Nothing => String::new(),
        detail => serde_json::to_string(detail).map_err(|_| Error::Internal)?,
    };
    let id = clock::id();
    sqlx::query(
        "insert into event (id, application_id, seq, kind, by_role, person_id, at, why, agreed, detail) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&id)
    .bind(&held.id)
    .bind(i64::try_from(held.case.records().len()).unwrap_or(i64::MAX))
    .bind(record.event.kind.name())
    .bind(record.event.by.name())
    .bind(&record.person)
    .bind(record.event.at)
    .bind(&record.event.why)
    .bind(i64::from(record.event.agreed))
    .bind(detail)
    .execute(&mut *connection)
    .await?;
    changed::keep(connection, held).await?;
    feed::write(connection, held, &id).await?;
    standing::write(connection, held).await
}

/// The applicant's answers as they were sent last.
pub(super) async fn sent(connection: &mut AnyConnection, application: &str) -> Result<Draft, Error> {
    let row = sqlx::query("select form_version, answers from application where id = $1")
        .bind(application)
        .fetch_one(connection)
        .await?;
    draft::read(row.try_get(0)?, &row.try_get::<String, _>(1)?)
}

/// The answers as they were before each correction, oldest first.
pub(super) async fn versions(connection: &mut AnyConnection, application: &str) -> Result<Vec<Draft>, Error> {
    let rows = sqlx::query(
        "select form_version, answers from application_version where application_id = $1 order by until_seq",
    )
    .bind(application)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| draft::read(row.try_get(0)?, &row.try_get::<String, _>(1)?))
        .collect()
}
