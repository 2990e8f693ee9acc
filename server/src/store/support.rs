//! Drafts and employers' parts that the helpdesk has opened: read only, masked, and nothing is seen without a row in the
//! access log.

use super::access::{self, Access};
use super::notice::Reader;
use super::support_code::{self, VALID};
use super::{Letter, Staff, Store, application, draft, mail, note, organisation};
use crate::clock::{self, day_in_china};
use crate::error::Error;
use permit::answer::Key;
use permit::api::WireProblem;
use permit::api::support::{Reveal, Revealed, View};
use permit::draft::Draft;
use permit::problem::Problem;
use permit::{forms, judge};
use sqlx::{AnyConnection, Row};

/// What stands for a private answer, however long it is.
const DOTS: &str = "••••••";

/// A view that is open.
pub(super) struct OpenedView {
    id: String,
    /// The draft; the invitation where it is of an employer's part.
    pub draft_id: String,
    /// Whether it is of an employer's part.
    pub of_part: bool,
    why: String,
    expires_at: i64,
}

/// What a view shows, before it is masked.
pub(super) struct Content {
    /// The answers to what is asked.
    pub draft: Draft,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    pub revision: u64,
    pub updated_at: i64,
    pub application: Option<String>,
    /// The language in which their owner reads.
    pub locale: String,
}

/// How a draft, or an employer's part, is opened.
pub enum Opening {
    /// With the code that the applicant, or somebody of the employer, read out.
    Code(String),
    /// By a supervisor, with the reason in words.
    Reason {
        /// The draft.
        draft_id: String,
        /// Why.
        why: String,
        /// Writes the letter that tells the applicant: a language and an address are given to it.
        letter: fn(&str, &str, &str) -> Letter,
        /// The portal's address, for the letter.
        url: String,
    },
}

/// Writes down that somebody of the staff looks at a draft, at the application that it became, or at an employer's part: what,
/// of which key, why.
pub(super) async fn looked(
    connection: &mut AnyConnection,
    draft_id: &str,
    staff: &Staff,
    (what, key, why): (&str, &str, &str),
    now: i64,
) -> Result<(), Error> {
    let access = Access {
        draft: draft_id,
        who: &staff.id,
        role: staff.role.name(),
        what,
        key,
        why,
        at: now,
    };
    access::write(connection, &access).await
}

/// The view of this id, if it is open and theirs.
pub(super) async fn open_view(
    connection: &mut AnyConnection,
    id: &str,
    staff: &Staff,
    now: i64,
) -> Result<OpenedView, Error> {
    let row = sqlx::query(
        "select v.draft_id, v.why, v.expires_at, v.of_part from support_view v left join support_code c on c.id = v.code_id \
         where v.id = $1 and v.staff_id = $2 and v.expires_at > $3 and c.ended_at is null",
    )
    .bind(id)
    .bind(&staff.id)
    .bind(now)
    .fetch_optional(connection)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(OpenedView {
        id: id.into(),
        draft_id: row.try_get(0)?,
        why: row.try_get(1)?,
        expires_at: row.try_get(2)?,
        of_part: row.try_get::<i64, _>(3)? == 1,
    })
}

/// Whether an answer is masked: a private one, and one to a question that this program doesn't know.
fn is_masked(key: &Key) -> bool {
    match forms::question(&key.question) {
        Some(question) => question.private,
        None => forms::group(&key.question).is_none() && !forms::WITHDRAWN.contains(&key.question.as_str()),
    }
}

/// What a view is of.
async fn content(connection: &mut AnyConnection, view: &OpenedView, now: i64) -> Result<Content, Error> {
    if view.of_part {
        return organisation::part_content(connection, &view.draft_id, now).await;
    }
    let row = draft::find(connection, &view.draft_id).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(Content {
        locale: locale(connection, &view.draft_id, &row.person).await?,
        problems: judge::judge(&row.draft, day_in_china(now)),
        draft: Draft {
            form_version: row.draft.form_version,
            entries: application::asked(&row.draft),
        },
        revision: row.revision,
        updated_at: row.updated_at,
        application: row.application,
    })
}

/// Which answers have to be masked.
fn masked(draft: &Draft) -> Vec<Key> {
    let entries = draft.entries.iter();
    let masked = entries.filter(|(key, entry)| is_masked(key) && !entry.value.is_empty());
    masked.map(|(key, _)| key.clone()).collect()
}

async fn read(
    connection: &mut AnyConnection,
    view: OpenedView,
    staff: &Staff,
    now: i64,
) -> Result<View, Error> {
    let content = content(connection, &view, now).await?;
    looked(connection, &view.draft_id, staff, ("view", "", &view.why), now).await?;
    let mut draft = content.draft;
    let masked = masked(&draft);
    for key in &masked {
        if let Some(mut entry) = draft.entries.get(key).cloned() {
            entry.value = DOTS.into();
            draft.entries.insert(key.clone(), entry);
        }
    }
    Ok(View {
        id: view.id,
        expires_at: view.expires_at,
        of_part: view.of_part,
        locale: content.locale,
        revision: content.revision,
        updated_at: content.updated_at,
        application: content.application,
        draft,
        masked,
        problems: content
            .problems
            .iter()
            .map(|problem| WireProblem {
                key: problem.key.to_string(),
                code: problem.code.name().into(),
            })
            .collect(),
        notes: note::list(connection, &view.draft_id).await?,
        draft_id: view.draft_id,
    })
}

/// The language in which the applicant reads: that of the application, else of the newest letter; empty if neither tells.
pub(super) async fn locale(
    connection: &mut AnyConnection,
    draft_id: &str,
    person: &str,
) -> Result<String, Error> {
    for (sql, whose) in [
        ("select locale from application where draft_id = $1", draft_id),
        (
            "select mail.locale from mail join person on lower(recipient) = email_key where person.id = $1 \
             order by mail.created_at desc, mail.id limit 1",
            person,
        ),
    ] {
        let row = sqlx::query(sql)
            .bind(whose)
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            return Ok(row.try_get(0)?);
        }
    }
    Ok(String::new())
}

/// The person of a draft, to be written to.
pub(super) async fn reader(connection: &mut AnyConnection, draft_id: &str) -> Result<Reader, Error> {
    let row =
        sqlx::query("select p.id, p.email from draft d join person p on p.id = d.person_id where d.id = $1")
            .bind(draft_id)
            .fetch_optional(&mut *connection)
            .await?
            .ok_or(Error::NotFound)?;
    let person: String = row.try_get(0)?;
    Ok(Reader {
        locale: locale(connection, draft_id, &person).await?,
        email: row.try_get(1)?,
        person,
    })
}

async fn begin(
    connection: &mut AnyConnection,
    view: &OpenedView,
    code: Option<&str>,
    staff: &Staff,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into support_view (id, draft_id, staff_id, code_id, why, created_at, expires_at, of_part) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&view.id)
    .bind(&view.draft_id)
    .bind(&staff.id)
    .bind(code.map(str::to_owned))
    .bind(&view.why)
    .bind(now)
    .bind(view.expires_at)
    .bind(i64::from(view.of_part))
    .execute(connection)
    .await?;
    Ok(())
}

/// The outer error undoes; the inner one is the answer, and that a wrong code was counted stays.
async fn with_code(
    connection: &mut AnyConnection,
    typed: &str,
    staff: &Staff,
    now: i64,
) -> Result<Result<View, Error>, Error> {
    let code = match support_code::find(connection, typed, staff, now).await? {
        Ok(code) => code,
        Err(error) => return Ok(Err(error)),
    };
    let before = sqlx::query("select id from support_view where code_id = $1 and staff_id = $2")
        .bind(&code.id)
        .bind(&staff.id)
        .fetch_optional(&mut *connection)
        .await?;
    let mut view = OpenedView {
        id: clock::id(),
        draft_id: code.draft_id,
        of_part: code.of_part,
        why: String::new(),
        expires_at: code.expires_at,
    };
    match before {
        Some(row) => view.id = row.try_get(0)?,
        None => begin(connection, &view, Some(&code.id), staff, now).await?,
    }
    if !code.is_bound {
        // From now on it opens nothing for anybody else.
        sqlx::query("update support_code set staff_id = $1 where id = $2")
            .bind(&staff.id)
            .bind(&code.id)
            .execute(&mut *connection)
            .await?;
    }
    read(connection, view, staff, now).await.map(Ok)
}

async fn open(
    connection: &mut AnyConnection,
    opening: Opening,
    staff: &Staff,
    now: i64,
) -> Result<Result<View, Error>, Error> {
    let (draft_id, why, letter, url) = match opening {
        Opening::Code(typed) => return with_code(connection, &typed, staff, now).await,
        Opening::Reason {
            draft_id,
            why,
            letter,
            url,
        } => (draft_id, why, letter, url),
    };
    let to = reader(connection, &draft_id).await?;
    mail::insert(
        connection,
        letter(&to.locale, &to.email, &url),
        now,
        crate::mail::RECEIPT_WORTH,
    )
    .await?;
    let view = OpenedView {
        id: clock::id(),
        draft_id,
        of_part: false,
        why,
        expires_at: now + VALID,
    };
    begin(connection, &view, None, staff, now).await?;
    read(connection, view, staff, now).await.map(Ok)
}

async fn reveal(
    connection: &mut AnyConnection,
    view: &str,
    staff: &Staff,
    wish: Reveal,
    now: i64,
) -> Result<Revealed, Error> {
    let view = open_view(connection, view, staff, now).await?;
    let draft = content(connection, &view, now).await?.draft;
    if !masked(&draft).contains(&wish.key) {
        return Err(Error::InvalidRequest);
    }
    let key = wish.key.to_string();
    looked(
        connection,
        &view.draft_id,
        staff,
        ("reveal", &key, &wish.why),
        now,
    )
    .await?;
    Ok(Revealed {
        value: draft.raw(&wish.key).to_owned(),
    })
}

impl Store {
    /// Opens a draft, or an employer's part.
    ///
    /// # Errors
    /// [`Error::CodeUnknown`], [`Error::TooManyRequests`] after wrong codes, [`Error::NotFound`].
    pub async fn open_draft(&self, opening: Opening, staff: Staff, now: i64) -> Result<View, Error> {
        self.writer
            .write(move |connection| Box::pin(async move { open(connection, opening, &staff, now).await }))
            .await?
    }

    /// What a view shows.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the view is not theirs or has ended.
    pub async fn read_view(&self, id: String, staff: Staff, now: i64) -> Result<View, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let view = open_view(connection, &id, &staff, now).await?;
                    read(connection, view, &staff, now).await
                })
            })
            .await
    }

    /// One masked answer.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the view is not theirs or has ended, [`Error::InvalidRequest`] of what is not masked.
    pub async fn reveal(
        &self,
        view: String,
        staff: Staff,
        wish: Reveal,
        now: i64,
    ) -> Result<Revealed, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move { reveal(connection, &view, &staff, wish, now).await })
            })
            .await
    }
}
