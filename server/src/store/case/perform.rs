//! Doing something with a case: checked, written, and told to whom it concerns, in one transaction.

use super::{Doer, Held, employer, held, rendering, write};
use crate::clock;
use crate::error::Error;
use crate::news::{self, News, Todo};
use crate::organisation::letters::Sender;
use crate::store::application::{self, NewApplication};
use crate::store::organisation::caretakers;
use crate::store::{Store, draft, judged, letter, notice, signed};
use permit::answer::Role;
use permit::api::case::{ActionRequest, CaseDocument};
use permit::api::notice::NoticeKind;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::open::Openness;
use permit::lifecycle::{Action, EventKind, Open, State, hears};
use permit::{date, forms};
use sqlx::AnyConnection;

/// A wish to do something with a case.
pub struct ActionWish {
    /// The application.
    pub application: String,
    /// Who.
    pub doer: Doer,
    /// What.
    pub request: ActionRequest,
    /// Who writes the letters about it.
    pub sender: Sender,
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
    let employer = held.joined.as_ref().map(|joined| joined.organisation.as_str());
    let open = held.case.open_to(Role::Applicant);
    let excused = judged::excused(connection, &open, employer, &held.draft, today).await?;
    judged::ready(connection, &held.person, employer, &row.draft, &excused, today).await?;
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
    // Another text takes another rendering.
    rendering::set_turn(connection, held).await
}

async fn perform(connection: &mut AnyConnection, wish: ActionWish) -> Result<CaseDocument, Error> {
    let mut held = held(connection, &wish.application).await?;
    let doer = wish.doer.clone();
    if doer.role == Role::Applicant && held.person != doer.id {
        return Err(Error::NotFound);
    }
    if matches!(doer.role, Role::Officer | Role::Supervisor) && !held.case.was_filed() {
        return Err(Error::NotFound);
    }
    if doer.role == Role::Employer {
        let who = (doer.organisation.as_str(), doer.id.as_str());
        employer::may(connection, &held, who, &wish.request.action, wish.now).await?;
    }
    if wish.request.action.kind().is_of_renderings() {
        return Err(Error::InvalidRequest);
    }
    if usize::try_from(wish.request.seen) != Ok(held.case.records().len()) {
        return Err(Error::CaseChanged);
    }
    let by = held.by(doer.role, &doer.id, &wish.request.why, wish.now);
    let action = wish.request.action.clone();
    let authority = &wish.sender.authority;
    let action = letter::numbered(connection, &held, action, authority, wish.now).await?;
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
    write(connection, &mut held).await?;
    letter::keep(connection, &held).await?;
    tell(connection, &held, &wish.sender, wish.now).await?;
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
    write(connection, &mut held).await?;
    tell(connection, &held, &wish.sender, wish.now).await
}

/// Tells the sides what happened, whom it concerns: [`hears`] says which.
pub(in crate::store) async fn tell(
    connection: &mut AnyConnection,
    held: &Held,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let Some(record) = held.case.records().last() else {
        return Ok(());
    };
    let kind = record.event.kind;
    for side in hears(kind, record.event.by) {
        let what = match side {
            Owner::Applicant => news::event(kind),
            Owner::Employer => news::event_for_others(kind),
        };
        let page = match kind {
            EventKind::RenderingsProposed | EventKind::RenderingsReturned => Page::Renderings,
            _ => Page::Case,
        };
        let news = (NoticeKind::of(kind), what, todo(held, *side), page);
        tell_side(connection, held, *side, news, sender, now).await?;
    }
    Ok(())
}

/// Which page a letter leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Page {
    /// That of the application.
    Case,
    /// That of its Chinese renderings.
    Renderings,
}

/// Tells one side something about a case: the applicant, or who takes care of it at the employer, where there is one.
pub(in crate::store) async fn tell_side(
    connection: &mut AnyConnection,
    held: &Held,
    side: Owner,
    (kind, what, todo, page): (NoticeKind, String, Todo, Page),
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let mut news = News {
        kind,
        what,
        about: held.reference.clone(),
        todo,
        path: match page {
            Page::Case => format!("/applications/{}", held.id),
            Page::Renderings => format!("/account/chinese/{}", held.id),
        },
    };
    if side == Owner::Applicant {
        return notice::tell(connection, &held.reader(), &news, sender, now).await;
    }
    let Some(joined) = &held.joined else {
        return Ok(());
    };
    let end = match page {
        Page::Case => "",
        Page::Renderings => "/chinese",
    };
    news.path = format!("/employer/{}/cases/{}{end}", joined.organisation, held.id);
    for reader in caretakers(connection, &joined.organisation, &joined.member, now).await? {
        notice::tell(connection, &reader, &news, sender, now).await?;
    }
    Ok(())
}

/// What a side has to do now, and by when.
pub(in crate::store) fn todo(held: &Held, side: Owner) -> Todo {
    if !held.case.must_act().contains(&side.actor()) {
        return Todo::Nothing;
    }
    let open = held.case.corrections();
    // Each owner sees, and owes, only their own items.
    let own = |open: &Open| open.of(side.role()).map(|item| item.due).max();
    // Where only renderings are waited for, the last day of the authority's list holds for these.
    let of_list = |open: &Open| {
        open.due()
            .filter(|_| held.case.state() == Some(State::ReturnedForCorrection))
    };
    let due = open.and_then(|open| own(open).or_else(|| of_list(open)));
    due.map_or(Todo::Open, |due| Todo::By(date::iso(due)))
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
