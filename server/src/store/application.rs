//! Applications: frozen answers, and a history of events that only grows.

use super::draft::{self, StoredDraft, written};
use super::{Store, case, judged, letter, mail, organisation, signed};
use crate::clock;
use crate::error::Error;
use crate::organisation::letters::Sender;
use permit::answer::{Key, Role};
use permit::api::step::StepLine;
use permit::api::told::Told;
use permit::api::{Application, ApplicationSummary, Correction};
use permit::classify::Category;
use permit::date::{self, Date};
use permit::draft::Draft;
use permit::entries::Entries;
use permit::lifecycle::correction::{IfLate, Item, Open, Pin};
use permit::lifecycle::open::Openness;
use permit::lifecycle::{self, Action, Actor, By, Case, Event, Record, Terms};
use permit::profile::Profile;
use permit::question::FormVersion;
use permit::{forms, migration, reference};
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;

/// The most applications that a person may have: far beyond anybody's need, so that a script can't fill the disk.
const MOST: i64 = 100;

/// A wish to submit.
pub struct NewApplication {
    /// The draft.
    pub draft_id: String,
    /// Whose it must be.
    pub person: String,
    /// Where the receipt goes.
    pub email: String,
    /// The revision that the person has checked.
    pub revision: u64,
    /// The version of the form in which the person has checked it.
    pub form_version: FormVersion,
    /// Whether the person agreed to what the employer receives.
    pub agreed: bool,
    /// The language of the receipt.
    pub locale: String,
    /// Who writes the letters about it.
    pub sender: Sender,
    /// The time.
    pub now: i64,
    /// The day in China, on which the rules look.
    pub today: Date,
}

/// What submitting came to.
pub struct Stored {
    /// The application.
    pub application: Application,
    /// Whether it is new: the same wish again changes nothing.
    pub is_new: bool,
}

pub(super) fn named<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|_| {
        tracing::error!("a stored name is unknown");
        Error::Internal
    })
}

async fn free_reference(connection: &mut AnyConnection) -> Result<String, Error> {
    for _ in 0..8 {
        let candidate = reference::from_random(clock::random());
        let taken = sqlx::query("select 1 from application where reference = $1")
            .bind(&candidate)
            .fetch_optional(&mut *connection)
            .await?;
        if taken.is_none() {
            return Ok(candidate);
        }
    }
    Err(Error::Unavailable)
}

/// What a person submits: the answers to what is asked now. What stands in rows that were removed, and under questions
/// that other answers made pointless, was kept for a change of mind and is nobody's business afterwards.
pub(super) fn asked(draft: &Draft) -> Entries {
    let mut asked = BTreeSet::new();
    for (_, page) in forms::pages() {
        asked.extend(page.asked(draft).iter().map(|(question, row)| question.key(*row)));
        if let Some(group) = page.group {
            asked.extend(group.rows(draft).iter().map(|row| Key::in_row(group.id, row)));
        }
    }
    let files = &forms::documents::DOCUMENTS;
    for row in files.rows(draft) {
        asked.insert(Key::in_row(files.id, row));
        asked.extend(files.questions.iter().map(|question| question.key(Some(row))));
    }
    let kept = draft.entries.iter().filter(|(key, _)| asked.contains(*key));
    kept.map(|(key, entry)| (key.clone(), entry.clone())).collect()
}

/// What of a draft is frozen, as it is stored.
pub(super) fn frozen(draft: &Draft) -> Result<String, Error> {
    written(&asked(draft))
}

/// Brings a draft of an older form to the newest, as if somebody had saved what the steps put in.
fn renew(row: &mut StoredDraft, now: i64) {
    let migrated = migration::migrate(&mut row.draft, now);
    if migrated.answers.is_empty() {
        return;
    }
    row.revision += 1;
    for (key, _) in &migrated.answers {
        if let Some(entry) = row.draft.entries.get_mut(key) {
            entry.revision = row.revision;
        }
    }
}

async fn submit(connection: &mut AnyConnection, wish: NewApplication) -> Result<Stored, Error> {
    let row = draft::find(connection, &wish.draft_id).await?;
    let mut row = row
        .filter(|row| row.person == wish.person)
        .ok_or(Error::NotFound)?;
    if let Some(id) = row.application {
        case::ready_again(connection, &id, &wish).await?;
        let application = find(connection, &id, &wish.person).await?;
        return Ok(Stored {
            application,
            is_new: false,
        });
    }
    if row.revision != wish.revision {
        return Err(Error::DraftChanged);
    }
    if wish.form_version < forms::VERSION {
        return Err(Error::FormOutdated);
    }
    if !wish.agreed {
        return Err(Error::NotAgreed);
    }
    renew(&mut row, wish.now);
    let joined = organisation::employer_of(connection, &wish.draft_id).await?;
    let employer = joined.as_ref().map(|joined| joined.organisation.as_str());
    judged::ready(connection, &wish.person, employer, &row.draft, &[], wish.today).await?;
    let count: i64 = sqlx::query("select count(*) from application where person_id = $1")
        .bind(&wish.person)
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    if count >= MOST {
        return Err(Error::TooManyApplications);
    }
    let answers = frozen(&row.draft)?;
    let (id, reference) = (clock::id(), free_reference(connection).await?);
    sqlx::query(
        "insert into application (id, reference, draft_id, person_id, form_version, rules, judged_on, answers, locale, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&id)
    .bind(&reference)
    .bind(&wish.draft_id)
    .bind(&wish.person)
    .bind(i64::from(row.draft.form_version))
    .bind(Profile::of(&row.draft, wish.today).rules().name())
    .bind(date::iso(wish.today))
    .bind(&answers)
    .bind(&wish.locale)
    .bind(wish.now)
    .execute(&mut *connection)
    .await?;
    // Letters about it are in the language in which it was sent.
    sqlx::query("update person set locale = $1 where id = $2")
        .bind(&wish.locale)
        .bind(&wish.person)
        .execute(&mut *connection)
        .await?;
    let mut held = case::held(connection, &id).await?;
    let by = By {
        role: Role::Applicant,
        person: &wish.person,
        at: wish.now,
        why: "",
    };
    held.case.perform(Action::Ready, &by).map_err(Error::Denied)?;
    case::write(connection, &mut held).await?;
    // Nobody looks at the rest again: it goes from the draft as well.
    sqlx::query(
        "update draft set application_id = $1, answers = $2, form_version = $3, revision = $4 where id = $5",
    )
    .bind(&id)
    .bind(&answers)
    .bind(i64::from(row.draft.form_version))
    .bind(signed(row.revision))
    .bind(&wish.draft_id)
    .execute(&mut *connection)
    .await?;
    let sender = &wish.sender;
    let url = format!("{}/{}/applications/{id}", sender.url, wish.locale);
    let receipt = crate::mail::receipt(&wish.locale, &wish.email, &reference, &url, &sender.authority);
    mail::insert(connection, receipt, wish.now, crate::mail::RECEIPT_WORTH).await?;
    case::tell(connection, &held, sender, wish.now).await?;
    let application = find(connection, &id, &wish.person).await?;
    Ok(Stored {
        application,
        is_new: true,
    })
}

pub(super) async fn find(
    connection: &mut AnyConnection,
    id: &str,
    person: &str,
) -> Result<Application, Error> {
    let held = case::held(connection, id).await?;
    if held.person != person {
        return Err(Error::NotFound);
    }
    let changed = case::changed(connection, &held).await?;
    let place = held.place();
    let case = &held.case;
    let terms = Terms {
        place: (!place.is_empty()).then_some(place.as_str()),
        on: held.day(),
        category: held.category,
    };
    let all = case.records();
    let records: Vec<_> = all
        .iter()
        .filter_map(|record| record.seen_by(Role::Applicant))
        .collect();
    let own = case.open_to(Role::Applicant);
    let items = match &own {
        Openness::Items(items) => items.as_slice(),
        _ => &[],
    };
    let if_late = case.corrections().filter(|_| !items.is_empty());
    let mut actions: Vec<String> = Vec::new();
    for action in case.actions(Role::Applicant, person) {
        let name = action.name().to_owned();
        if !actions.contains(&name) {
            actions.push(name);
        }
    }
    Ok(Application {
        id: id.into(),
        category: held.category.map_or("", Category::letter).into(),
        steps: steps(case, &records, &terms),
        place,
        changed,
        events: records.iter().map(|record| record.event.clone()).collect(),
        told: Told::all(&records),
        records,
        seen: u32::try_from(all.len()).unwrap_or(u32::MAX),
        acts: held.acts(),
        unjoined: case.unjoined(),
        actions,
        corrections: items.iter().map(|item| correction(item)).collect(),
        if_late: if_late.and_then(Open::if_late).map_or("", IfLate::name).into(),
        letter: letter::told(id, case),
        reference: held.reference,
        draft_id: held.draft_id,
        rules: held.rules,
        judged_on: held.judged_on,
        draft: held.draft,
    })
}

/// The road as the applicant sees it. Days are read from what is theirs to see, so nobody is told by when the employer must
/// correct something; that it must is told anyway.
fn steps(case: &Case, seen: &[Record], terms: &Terms) -> Vec<StepLine> {
    let mut theirs = Case::new(terms.category, seen.to_vec());
    theirs.set_rendering(case.rendering());
    theirs.set_unjoined(case.unjoined());
    // The last day does not depend on today: a clock that stands still has none.
    let mut steps = StepLine::all(&theirs, terms, terms.on);
    if let [only] = case.must_act().as_slice() {
        for step in steps.iter_mut().filter(|step| step.who == Actor::Owners.name()) {
            step.who = only.name().into();
        }
    }
    steps
}

fn correction(item: &Item) -> Correction {
    let (key, document) = match &item.pin {
        Pin::Question(key) => (key.to_string(), String::new()),
        Pin::Document(document) => (String::new(), document.clone()),
    };
    Correction {
        key,
        document,
        reason: item.reason.name().into(),
        note: item.note.clone(),
        due: date::iso(item.due),
    }
}

/// What happened, as the applicant may see it.
async fn events(connection: &mut AnyConnection, application: &str) -> Result<Vec<Event>, Error> {
    let all = case::records(connection, application).await?;
    let seen = all.iter().filter_map(|record| record.seen_by(Role::Applicant));
    Ok(seen.map(|record| record.event).collect())
}

/// What tells an application apart, whoever's it is.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn summary(connection: &mut AnyConnection, id: &str) -> Result<ApplicationSummary, Error> {
    let row = sqlx::query("select reference from application where id = $1")
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(Error::NotFound)?;
    let events = events(connection, id).await?;
    Ok(ApplicationSummary {
        id: id.into(),
        reference: row.try_get(0)?,
        updated_at: events.last().map_or(0, |event| event.at),
        state: lifecycle::state(&events)
            .map_or("", lifecycle::State::name)
            .into(),
    })
}

impl Store {
    /// Makes an application of a draft, once: judged again, frozen, with its first event and its receipt.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::DraftChanged`], [`Error::NotAgreed`], [`Error::InvalidAnswers`], [`Error::NotReady`],
    /// limits.
    pub async fn submit(&self, wish: NewApplication) -> Result<Stored, Error> {
        let person = wish.person.clone();
        self.write_for(&person, move |connection| Box::pin(submit(connection, wish)))
            .await
    }

    /// An application of this person.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn application(&self, id: &str, person: &str) -> Result<Application, Error> {
        let mut connection = self.reads.acquire().await?;
        find(&mut connection, id, person).await
    }

    /// The application of this reference, whoever's it is, as it is and as it was before each correction: to check a
    /// receipt, and for nothing that is shown.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sent(&self, reference: &str) -> Result<Vec<Application>, Error> {
        let mut connection = self.reads.acquire().await?;
        let row = sqlx::query("select id, person_id from application where reference = $1")
            .bind(reference)
            .fetch_optional(&mut *connection)
            .await?;
        let Some(row) = row else { return Ok(Vec::new()) };
        let (id, person): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let now = find(&mut connection, &id, &person).await?;
        let mut all = Vec::new();
        for draft in case::versions(&mut connection, &id).await? {
            all.push(Application { draft, ..now.clone() });
        }
        all.push(now);
        Ok(all)
    }

    /// The applications of this person, newest first.
    pub async fn applications(&self, person: &str) -> Result<Vec<ApplicationSummary>, Error> {
        let mut connection = self.reads.acquire().await?;
        let rows =
            sqlx::query("select id from application where person_id = $1 order by created_at desc, id")
                .bind(person)
                .fetch_all(&mut *connection)
                .await?;
        let mut list = Vec::new();
        for row in &rows {
            let id: String = row.try_get(0)?;
            list.push(summary(&mut connection, &id).await?);
        }
        Ok(list)
    }
}
