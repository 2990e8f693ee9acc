//! Cases: an application with its history, and the one way to add a line to it.

use super::access::{self, Access};
use super::application::named;
use super::{Store, draft, file, letter, mail, signed, standing};
use crate::clock;
use crate::error::Error;
use permit::answer::Role;
use permit::api::case::{ActionRequest, CaseDocument, Changed};
use permit::classify::{Category, Preview};
use permit::date::{self, Date};
use permit::draft::Draft;
use permit::lifecycle::{Action, By, Case, Detail, Event, EventKind, Record};
use permit::profile::{Profile, Short};
use sqlx::{AnyConnection, Row};

/// Who does something with a case.
#[derive(Clone, Debug)]
pub struct Doer {
    /// In which role.
    pub role: Role,
    /// Who: a person's id, or a staff's.
    pub id: String,
}

/// A wish to do something with a case.
pub struct ActionWish {
    /// The application.
    pub application: String,
    /// Who.
    pub doer: Doer,
    /// What.
    pub request: ActionRequest,
    /// Where the portal is, and who runs it: for letters.
    pub url: String,
    /// The name of the authority.
    pub authority: String,
    /// The time.
    pub now: i64,
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
    pub draft: Draft,
    pub case: Case,
}

impl Held {
    /// The profile that the answers make, on the day on which they were judged.
    pub fn profile(&self) -> Profile {
        Profile::of(&self.draft, self.day())
    }

    /// The day on which the answers were judged.
    pub fn day(&self) -> Date {
        date::parse(&self.judged_on).unwrap_or_default()
    }

    /// The place of work, where it is known.
    pub fn place(&self) -> String {
        let place = self.profile().work_place;
        place
            .as_ref()
            .map_or_else(String::new, |place| Short::as_str(place).to_owned())
    }

    /// The case as somebody may see it.
    async fn seen_by(self, connection: &mut AnyConnection, doer: &Doer) -> Result<CaseDocument, Error> {
        let changed = changed(connection, &self).await?;
        let all = self.case.records();
        Ok(CaseDocument {
            category: previewed(&self.draft, self.day())
                .map_or("", Category::letter)
                .into(),
            place: self.place(),
            person: doer.id.clone(),
            records: all
                .iter()
                .filter_map(|record| record.seen_by(doer.role))
                .collect(),
            seen: u32::try_from(all.len()).unwrap_or(u32::MAX),
            part: None,
            changed,
            id: self.id,
            reference: self.reference,
            draft_id: self.draft_id,
            rules: self.rules,
            judged_on: self.judged_on,
            draft: self.draft,
        })
    }
}

/// The category that the preview names, if it names exactly one.
pub(super) fn previewed(draft: &Draft, on: Date) -> Option<Category> {
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
    let category = previewed(&draft, date::parse(&judged_on).unwrap_or_default());
    Ok(Held {
        id: id.into(),
        reference: row.try_get(0)?,
        draft_id: row.try_get(1)?,
        person: row.try_get(2)?,
        email: row.try_get(3)?,
        locale: row.try_get(4)?,
        rules: row.try_get(5)?,
        judged_on,
        draft,
        case: Case::new(category, records(connection, id).await?),
    })
}

/// The history of an application, oldest first.
pub(super) async fn records(connection: &mut AnyConnection, application: &str) -> Result<Vec<Record>, Error> {
    let rows = sqlx::query(
        "select kind, by_role, at, why, agreed, person_id, detail from event where application_id = $1 order by seq",
    )
    .bind(application)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
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
        })
        .collect()
}

/// Writes the newest line of a case, and what lists show of it. The number in order is unique, so two can't take the same
/// place.
pub(super) async fn write(connection: &mut AnyConnection, held: &Held) -> Result<(), Error> {
    let Some(record) = held.case.records().last() else {
        return Err(Error::Internal);
    };
    let detail = match &record.detail {
        Detail::Nothing => String::new(),
        detail => serde_json::to_string(detail).map_err(|_| Error::Internal)?,
    };
    sqlx::query(
        "insert into event (id, application_id, seq, kind, by_role, person_id, at, why, agreed, detail) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(clock::id())
    .bind(&held.id)
    .bind(i64::try_from(held.case.records().len()).unwrap_or(i64::MAX))
    .bind(record.event.kind.name())
    .bind(role_name(record.event.by))
    .bind(&record.person)
    .bind(record.event.at)
    .bind(&record.event.why)
    .bind(i64::from(record.event.agreed))
    .bind(detail)
    .execute(&mut *connection)
    .await?;
    standing::write(connection, held).await
}

const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Applicant => "applicant",
        Role::Employer => "employer",
        Role::Officer => "officer",
        Role::Supervisor => "supervisor",
        Role::System => "system",
    }
}

/// What the last round of changes made of the answers.
async fn changed(connection: &mut AnyConnection, held: &Held) -> Result<Vec<Changed>, Error> {
    let row = sqlx::query(
        "select form_version, answers from application_version where application_id = $1 order by until_seq desc limit 1",
    )
    .bind(&held.id)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(Vec::new()) };
    let answers: String = row.try_get(1)?;
    let before = draft::read(row.try_get(0)?, &answers)?;
    let mut keys: Vec<_> = before
        .entries
        .keys()
        .chain(held.draft.entries.keys())
        .cloned()
        .collect();
    keys.sort();
    keys.dedup();
    let changed = keys.into_iter().map(|key| Changed {
        before: before.raw(&key).into(),
        after: held.draft.raw(&key).into(),
        key,
    });
    Ok(changed.filter(|one| one.before != one.after).collect())
}

/// The applicant's part is ready again: the stored draft is judged and takes the place of what was frozen before, which
/// is kept.
async fn freeze(connection: &mut AnyConnection, held: &mut Held, wish: &ActionWish) -> Result<(), Error> {
    let row = draft::find(connection, &held.draft_id)
        .await?
        .ok_or(Error::NotFound)?;
    if row.revision != wish.request.revision {
        return Err(Error::DraftChanged);
    }
    let today = clock::day_in_china(wish.now);
    super::application::ready(connection, &held.person, &row.draft, today).await?;
    let answers = super::application::frozen(&row.draft)?;
    let seq = i64::try_from(held.case.records().len()).unwrap_or(i64::MAX);
    sqlx::query(
        "insert into application_version (application_id, until_seq, form_version, answers) \
         select id, $1, form_version, answers from application where id = $2",
    )
    .bind(seq)
    .bind(&held.id)
    .execute(&mut *connection)
    .await?;
    sqlx::query("update application set answers = $1, form_version = $2 where id = $3")
        .bind(&answers)
        .bind(i64::from(row.draft.form_version))
        .bind(&held.id)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update draft set answers = $1 where id = $2 and revision = $3")
        .bind(&answers)
        .bind(signed(row.revision))
        .bind(&held.draft_id)
        .execute(&mut *connection)
        .await?;
    held.draft = draft::read(i64::from(row.draft.form_version), &answers)?;
    Ok(())
}

async fn perform(connection: &mut AnyConnection, wish: ActionWish) -> Result<CaseDocument, Error> {
    let mut held = held(connection, &wish.application).await?;
    let doer = wish.doer.clone();
    if doer.role == Role::Applicant && held.person != doer.id {
        return Err(Error::NotFound);
    }
    if usize::try_from(wish.request.seen) != Ok(held.case.records().len()) {
        return Err(Error::CaseChanged);
    }
    let last = held.case.records().last().map_or(0, |record| record.event.at);
    let by = By {
        role: doer.role,
        person: &doer.id,
        // A clock that was set back does not turn the history around.
        at: wish.now.max(last),
        why: &wish.request.why,
    };
    let action = letter::numbered(connection, &held, wish.request.action.clone(), wish.now).await?;
    // Said first, for nothing is judged or written of what can't be done.
    held.case.apply(action.clone(), &by).map_err(Error::Denied)?;
    let answers = matches!(action, Action::Ready | Action::Answer) && doer.role == Role::Applicant;
    if matches!(action, Action::Ready) && !wish.request.agreed {
        return Err(Error::NotAgreed);
    }
    if answers {
        freeze(connection, &mut held, &wish).await?;
    }
    held.case.perform(action, &by).map_err(Error::Denied)?;
    write(connection, &held).await?;
    letter::keep(connection, &held).await?;
    tell(connection, &held, &wish).await?;
    held.seen_by(connection, &doer).await
}

/// Tells the applicant what others did; nobody is written to about what they did themselves, and about what is the
/// authority's own business until something comes of it.
async fn tell(connection: &mut AnyConnection, held: &Held, wish: &ActionWish) -> Result<(), Error> {
    let Some(record) = held.case.records().last() else {
        return Ok(());
    };
    let kind = record.event.kind;
    let silent = kind.is_internal() || matches!(kind, EventKind::CorrectionAnswered);
    if silent || record.event.by == Role::Applicant {
        return Ok(());
    }
    let letter = crate::mail::news(&crate::mail::News {
        locale: &held.locale,
        recipient: &held.email,
        reference: &held.reference,
        event: kind.name(),
        url: &format!("{}/{}/applications/{}", wish.url, held.locale, held.id),
        authority: &wish.authority,
    });
    mail::insert(connection, letter, wish.now, crate::mail::RECEIPT_WORTH).await
}

impl Store {
    /// Does something with a case: checked, written, and told to whom it concerns, in one transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CaseChanged`], [`Error::Denied`]; of an applicant's part that is ready again, what is
    /// wrong with it.
    pub async fn perform(&self, wish: ActionWish) -> Result<CaseDocument, Error> {
        let who = wish.doer.id.clone();
        self.write_for(&who, move |connection| Box::pin(perform(connection, wish)))
            .await
    }

    /// A case as the authority sees it; that it was looked at is written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn case_for_desk(&self, id: String, doer: Doer, now: i64) -> Result<CaseDocument, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = held(connection, &id).await?;
                    look(connection, &held, &doer, ("case", ""), now).await?;
                    held.seen_by(connection, &doer).await
                })
            })
            .await
    }

    /// A file of a case, for the authority; that it was opened is written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of a file that the application, as it is or was, does not have.
    pub async fn case_file(
        &self,
        id: String,
        name: String,
        doer: Doer,
        now: i64,
    ) -> Result<file::StoredFile, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = held(connection, &id).await?;
                    if !file::is_of_application(connection, &held.person, &name).await? {
                        return Err(Error::NotFound);
                    }
                    look(connection, &held, &doer, ("file", &name), now).await?;
                    let found = file::find(connection, &held.person, &name).await?;
                    found.ok_or(Error::NotFound)
                })
            })
            .await
    }
}

/// Writes down that somebody looked at something of a case.
async fn look(
    connection: &mut AnyConnection,
    held: &Held,
    doer: &Doer,
    (what, key): (&str, &str),
    at: i64,
) -> Result<(), Error> {
    let access = Access {
        draft: &held.draft_id,
        who: &doer.id,
        role: role_name(doer.role),
        what,
        key,
        why: "",
        at,
    };
    access::write(connection, &access).await
}
