//! Chinese renderings of an application: what the employer writes and the applicant answers. Neither touches an answer.

use super::employer::{Colleagues, colleagues, own};
use super::perform::tell;
use super::{Held, held, write};
use crate::error::Error;
use crate::organisation::letters::Sender;
use crate::store::access::{self, Access};
use crate::store::organisation::By;
use crate::store::{Person, Store};
use permit::answer::{Key, Role};
use permit::api::WireProblem;
use permit::api::rendering::{Renderings, RenderingsAnswer, RenderingsWrite};
use permit::draft::Draft;
use permit::forms;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{Case, Denied};
use permit::problem::Code;
use permit::rendering::{self, Rendering, RenderingState};
use sqlx::{AnyConnection, Row};

/// Everything of these answers that needs a rendering, as it stands.
pub(in crate::store) async fn all(
    connection: &mut AnyConnection,
    application: &str,
    draft: &Draft,
) -> Result<Vec<Rendering>, Error> {
    let rows = sqlx::query(
        "select r.key, r.original, r.chinese, r.state, r.remark, p.email, r.written_at from rendering r \
         join person p on p.id = r.person_id where r.application_id = $1",
    )
    .bind(application)
    .fetch_all(connection)
    .await?;
    let mut kept = Vec::new();
    for row in &rows {
        let (key, state): (String, String) = (row.try_get(0)?, row.try_get(3)?);
        kept.push(Rendering {
            key: Key::parse(&key).ok_or(Error::Internal)?,
            place: 0,
            original: row.try_get(1)?,
            chinese: row.try_get(2)?,
            state: RenderingState::named(&state).ok_or(Error::Internal)?,
            remark: row.try_get(4)?,
            by: row.try_get(5)?,
            at: row.try_get(6)?,
        });
    }
    Ok(rendering::all(draft, &kept))
}

/// Tells a case whose turn it is: before filing and in a correction, where there is an employer whose turn it can be.
pub(super) async fn set_turn(connection: &mut AnyConnection, held: &mut Held) -> Result<(), Error> {
    held.case.set_rendering(None);
    if held.case.may_render() && held.joined.is_some() {
        let turn = rendering::turn(&all(connection, &held.id, &held.draft).await?);
        held.case.set_rendering(turn);
    }
    Ok(())
}

/// What a side is told of these renderings. Who wrote them, its own people are told: not the applicant, and not an employer
/// that came after another one.
fn shown(held: &Held, mut list: Vec<Rendering>, colleagues: &Colleagues) -> Renderings {
    for one in &mut list {
        if colleagues.values().all(|address| *address != one.by) {
            one.by.clear();
        }
    }
    Renderings {
        application: held.id.clone(),
        reference: held.reference.clone(),
        draft_id: held.draft_id.clone(),
        open: held.case.renders(),
        turn: turn_name(&held.case).into(),
        list,
    }
}

/// Whose turn it is, by name; empty for nobody's.
pub(super) fn turn_name(case: &Case) -> &'static str {
    case.rendering().map_or("", |owner| owner.actor().name())
}

/// The case, if the person applies with it; else it is as if there were none.
async fn held_by(connection: &mut AnyConnection, application: &str, person: &str) -> Result<Held, Error> {
    let held = held(connection, application).await?;
    if held.person == person {
        Ok(held)
    } else {
        Err(Error::NotFound)
    }
}

fn is_open(held: &Held) -> Result<(), Error> {
    if held.case.renders() {
        Ok(())
    } else {
        Err(Error::Denied(Denied::WrongState(held.case.state())))
    }
}

/// A side has done something: where the turn went over, that is a line of the history, and the other side is told. What was
/// asked for is shown as it stands now.
async fn settle(
    connection: &mut AnyConnection,
    held: &mut Held,
    (side, person, colleagues): (Owner, &str, &Colleagues),
    keys: &[&Key],
    (sender, now): (&Sender, i64),
) -> Result<Renderings, Error> {
    let mut list = all(connection, &held.id, &held.draft).await?;
    let turn = rendering::turn(&list);
    if let Some(action) = rendering::line(side, held.case.rendering(), turn) {
        let by = held.by(side.role(), person, "", now);
        held.case.perform(action, &by).map_err(Error::Denied)?;
        write(connection, held).await?;
        tell(connection, held, sender, now).await?;
    }
    held.case.set_rendering(turn);
    list.retain(|one| keys.contains(&&one.key));
    Ok(shown(held, list, colleagues))
}

/// The renderings that an employer writes, each tidied; what can't be stored is named.
fn tidied(request: &RenderingsWrite) -> Result<Vec<String>, Error> {
    let (mut tidied, mut wrong) = (Vec::new(), Vec::new());
    for text in &request.texts {
        let question = forms::question(&text.key.question).filter(|question| question.chinese);
        let question = question.ok_or(Error::CaseChanged)?;
        match rendering::read(question, &text.chinese) {
            Ok(chinese) => tidied.push(chinese),
            Err(code) => wrong.push(WireProblem {
                key: text.key.to_string(),
                code: match code {
                    Code::NotHan => "rendering_not_chinese".into(),
                    other => other.name().into(),
                },
            }),
        }
    }
    if wrong.is_empty() {
        Ok(tidied)
    } else {
        Err(Error::InvalidAnswers(wrong))
    }
}

async fn propose(
    connection: &mut AnyConnection,
    by: By,
    application: String,
    request: RenderingsWrite,
) -> Result<Renderings, Error> {
    let mut held = held(connection, &application).await?;
    own(connection, &held, &by.organisation, &by.person, by.now).await?;
    is_open(&held)?;
    let chinese = tidied(&request)?;
    let list = all(connection, &held.id, &held.draft).await?;
    for (text, chinese) in request.texts.iter().zip(&chinese) {
        let known = list.iter().find(|one| one.key == text.key);
        let one = known
            .filter(|one| one.original == text.original)
            .ok_or(Error::CaseChanged)?;
        let waits = one.state.waits_for() == Some(Owner::Employer);
        if !waits && one.chinese == *chinese {
            // Said before: an answer that was lost on its way is asked for again.
            continue;
        }
        sqlx::query(
            "insert into rendering (application_id, key, original, chinese, state, remark, person_id, written_at) \
             values ($1, $2, $3, $4, 'proposed', '', $5, $6) on conflict (application_id, key) do update set \
             original = excluded.original, chinese = excluded.chinese, state = excluded.state, \
             remark = excluded.remark, person_id = excluded.person_id, written_at = excluded.written_at, \
             answered_at = null",
        )
        .bind(&held.id)
        .bind(text.key.to_string())
        .bind(&text.original)
        .bind(chinese)
        .bind(&by.person)
        .bind(by.now)
        .execute(&mut *connection)
        .await?;
    }
    let keys: Vec<&Key> = request.texts.iter().map(|text| &text.key).collect();
    let colleagues = colleagues(connection, &by.organisation).await?;
    let side = (Owner::Employer, by.person.as_str(), &colleagues);
    settle(connection, &mut held, side, &keys, (&by.sender, by.now)).await
}

async fn answer(
    connection: &mut AnyConnection,
    application: String,
    person: String,
    request: RenderingsAnswer,
    (sender, now): (Sender, i64),
) -> Result<Renderings, Error> {
    let mut held = held_by(connection, &application, &person).await?;
    let list = all(connection, &held.id, &held.draft).await?;
    for answer in &request.answers {
        let remark = if answer.confirmed {
            ""
        } else {
            answer.remark.trim()
        };
        let state = if answer.confirmed {
            RenderingState::Confirmed
        } else {
            RenderingState::Returned
        };
        let known = list.iter().find(|one| one.key == answer.key);
        let one = known
            .filter(|one| one.chinese == answer.chinese)
            .ok_or(Error::CaseChanged)?;
        if one.state == state && one.remark == remark {
            continue;
        }
        is_open(&held)?;
        if one.state != RenderingState::Proposed {
            return Err(Error::CaseChanged);
        }
        if !answer.confirmed && remark.is_empty() {
            return Err(Error::Denied(Denied::ReasonMissing));
        }
        sqlx::query(
            "update rendering set state = $1, remark = $2, answered_at = $3 where application_id = $4 and key = $5",
        )
        .bind(state.name())
        .bind(remark)
        .bind(now)
        .bind(&held.id)
        .bind(answer.key.to_string())
        .execute(&mut *connection)
        .await?;
    }
    let keys: Vec<&Key> = request.answers.iter().map(|answer| &answer.key).collect();
    let side = (Owner::Applicant, person.as_str(), &Colleagues::new());
    settle(connection, &mut held, side, &keys, (&sender, now)).await
}

impl Store {
    /// What of an application needs a rendering, for its employer; that it looked is written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of another employer's.
    pub async fn renderings_for_employer(&self, by: By, application: String) -> Result<Renderings, Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(async move {
                let held = held(connection, &application).await?;
                own(connection, &held, &by.organisation, &by.person, by.now).await?;
                let access = Access {
                    draft: &held.draft_id,
                    who: &by.person,
                    role: Role::Employer.name(),
                    what: "renderings",
                    key: "",
                    why: "",
                    at: by.now,
                };
                access::write(connection, &access).await?;
                let list = all(connection, &held.id, &held.draft).await?;
                let colleagues = colleagues(connection, &by.organisation).await?;
                Ok(shown(&held, list, &colleagues))
            })
        })
        .await
    }

    /// The renderings of a person's own words.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn renderings(&self, application: &str, person: &Person) -> Result<Renderings, Error> {
        let mut connection = self.reads.acquire().await?;
        let held = held_by(&mut connection, application, &person.id).await?;
        let list = all(&mut connection, &held.id, &held.draft).await?;
        Ok(shown(&held, list, &Colleagues::new()))
    }

    /// Stores renderings that the employer wrote, and tells the applicant once all are written.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] where it is not the time for it; [`Error::CaseChanged`] where a text is another
    /// one by now; [`Error::InvalidAnswers`].
    pub async fn propose_renderings(
        &self,
        by: By,
        application: String,
        request: RenderingsWrite,
    ) -> Result<Renderings, Error> {
        let person = by.person.clone();
        self.write_for(&person, move |connection| {
            Box::pin(propose(connection, by, application, request))
        })
        .await
    }

    /// Stores what the applicant says to renderings, and tells the employer where something is sent back or all is
    /// confirmed.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] where it is not the time for it, and of what goes back without a remark;
    /// [`Error::CaseChanged`] where a rendering is another one by now.
    pub async fn answer_renderings(
        &self,
        application: String,
        person: Person,
        request: RenderingsAnswer,
        about: (Sender, i64),
    ) -> Result<Renderings, Error> {
        let id = person.id.clone();
        self.write_for(&id, move |connection| {
            Box::pin(answer(connection, application, person.id, request, about))
        })
        .await
    }
}
