//! Doing something with a case: checked, written, and told to whom it concerns, in one transaction.

use super::{Doer, Held, employer, held, write};
use crate::clock;
use crate::error::Error;
use crate::store::application::{self, NewApplication};
use crate::store::{Store, draft, letter, mail, signed};
use permit::answer::Role;
use permit::api::case::{ActionRequest, CaseDocument};
use permit::forms;
use permit::lifecycle::open::Openness;
use permit::lifecycle::{Action, EventKind, State};
use sqlx::AnyConnection;

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

/// The applicant's part is ready again: the stored draft is judged and takes the place of what was frozen before, which
/// is kept.
async fn freeze(
    connection: &mut AnyConnection,
    held: &mut Held,
    revision: u64,
    now: i64,
) -> Result<(), Error> {
    let row = draft::find(connection, &held.draft_id)
        .await?
        .ok_or(Error::NotFound)?;
    if row.revision != revision {
        return Err(Error::DraftChanged);
    }
    let today = clock::day_in_china(now);
    application::ready(connection, &held.person, &row.draft, today).await?;
    let answers = application::frozen(&row.draft)?;
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
    held.answer(draft::read(i64::from(row.draft.form_version), &answers)?);
    Ok(())
}

async fn perform(connection: &mut AnyConnection, wish: ActionWish) -> Result<CaseDocument, Error> {
    let mut held = held(connection, &wish.application).await?;
    let doer = wish.doer.clone();
    if doer.role == Role::Applicant && held.person != doer.id {
        return Err(Error::NotFound);
    }
    if doer.role == Role::Employer {
        let who = (doer.organisation.as_str(), doer.id.as_str());
        employer::may(connection, &held, who, &wish.request.action, wish.now).await?;
    }
    if usize::try_from(wish.request.seen) != Ok(held.case.records().len()) {
        return Err(Error::CaseChanged);
    }
    let by = held.by(doer.role, &doer.id, &wish.request.why, wish.now);
    let action = letter::numbered(connection, &held, wish.request.action.clone(), wish.now).await?;
    // Said first, for nothing is judged or written of what can't be done.
    held.case.apply(action.clone(), &by).map_err(Error::Denied)?;
    let answers = matches!(action, Action::Ready | Action::Answer) && doer.role == Role::Applicant;
    if matches!(action, Action::Ready) && !wish.request.agreed {
        return Err(Error::NotAgreed);
    }
    if answers {
        freeze(connection, &mut held, wish.request.revision, wish.now).await?;
    }
    held.case.perform(action, &by).map_err(Error::Denied)?;
    write(connection, &held).await?;
    letter::keep(connection, &held).await?;
    tell(connection, &held, (&wish.url, &wish.authority), wish.now).await?;
    held.seen_by(connection, &doer).await
}

/// The applicant sends a draft again that was sent before and is open: what was corrected takes the place of what was
/// frozen. Of one that is not open nothing is changed.
pub(in crate::store) async fn ready_again(
    connection: &mut AnyConnection,
    id: &str,
    wish: &NewApplication,
) -> Result<(), Error> {
    let mut held = held(connection, id).await?;
    if held.case.open_to(Role::Applicant) == Openness::Nothing {
        return Ok(());
    }
    if wish.form_version < forms::VERSION {
        return Err(Error::FormOutdated);
    }
    if !wish.agreed {
        return Err(Error::NotAgreed);
    }
    freeze(connection, &mut held, wish.revision, wish.now).await?;
    let action = match held.case.state() {
        Some(State::ReturnedForCorrection) => Action::Answer,
        _ => Action::Ready,
    };
    let by = held.by(Role::Applicant, &wish.person, "", wish.now);
    held.case.perform(action, &by).map_err(Error::Denied)?;
    write(connection, &held).await
}

/// Tells the applicant what others did; nobody is written to about what they did themselves, and about what is the
/// authority's own business until something comes of it.
pub(in crate::store) async fn tell(
    connection: &mut AnyConnection,
    held: &Held,
    (url, authority): (&str, &str),
    now: i64,
) -> Result<(), Error> {
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
        url: &format!("{url}/{}/applications/{}", held.locale, held.id),
        authority,
    });
    mail::insert(connection, letter, now, crate::mail::RECEIPT_WORTH).await
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
}
