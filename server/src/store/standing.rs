//! What lists show of an application: read from its history and answers whenever either changes, so that a queue of a
//! hundred thousand is one look into an index. A copy and never the truth: [`Store::complete_standing`] writes what is missing.

use super::case::{self, Held};
use super::{Store, go_on};
use crate::clock::day_in_china;
use crate::error::Error;
use permit::answer::Key;
use permit::classify::Category;
use permit::date::{self, Date};
use permit::draft::Draft;
use permit::forms::identity::{GIVEN_NAMES, SURNAME};
use permit::forms::post::CONTRACT_END;
use permit::lifecycle::{Case, EventKind, State, Terms, validity};
use permit::policy;
use sqlx::{AnyConnection, Row};

/// Stands for what is not known; it comes after every date and every letter.
pub(super) const NONE: &str = "none";
/// Nobody must act.
pub(super) const NOBODY: &str = "nobody";

fn or_none(text: &str) -> &str {
    if text.is_empty() { NONE } else { text }
}

/// Until when who must act has time: the list's last day, or that of the authority's clock; of a step after an approval
/// the first day that is known.
fn due(held: &Held, place: &str, category: Option<Category>) -> String {
    let terms = Terms {
        place: (!place.is_empty()).then_some(place),
        on: held.day(),
        category,
    };
    if held.case.must_act().is_empty() {
        return NONE.into();
    }
    // The last day does not depend on today: a clock that stands still has none.
    let steps = held.case.steps(&terms, held.day());
    let first = steps.into_iter().find_map(|step| step.by);
    match first {
        Some(Ok(day)) => date::iso(day),
        _ => NONE.into(),
    }
}

/// Whether somebody entered with the letter, or has the residence permit (who is in China already enters no more) or the
/// work permit.
pub(super) fn letter_is_used(case: &Case) -> bool {
    validity::begun(case).is_some() || case.permit_end().is_some()
}

/// The last day on which an extension can be filed, of a permit that ends on this day.
pub(super) fn extend_by(end: Date, place: Option<&str>, on: Date) -> Date {
    let days = policy::limit("extension_before_days", place, on);
    date::plus_days(end, -i32::try_from(days).unwrap_or(30))
}

/// What runs out next, which it is, and until when an extension is to be filed.
struct Runs {
    out: Option<Date>,
    what: &'static str,
    extend_by: Option<Date>,
}

/// The letter until it was used, then the permit or the contract.
fn expires(held: &Held, place: &str) -> Runs {
    let case = &held.case;
    let contract = held.counts.get(&CONTRACT_END).and_then(|value| value.date());
    if case.state().is_none_or(State::is_terminal) {
        return Runs {
            out: None,
            what: "",
            extend_by: None,
        };
    }
    match case.letter_until() {
        Some(until) if !letter_is_used(case) => Runs {
            out: Some(until),
            what: "letter",
            extend_by: None,
        },
        letter => {
            let end = validity::ends(case, contract);
            Runs {
                out: end.map(|(on, _)| on),
                what: end.map_or("", |(_, what)| what.name()),
                extend_by: end
                    .filter(|_| letter.is_some())
                    .map(|(on, _)| extend_by(on, Some(place), held.day())),
            }
        }
    }
}

/// The name as in the passport, in capitals.
fn name(draft: &Draft) -> String {
    let raw = |question: &permit::question::Question| draft.raw(&Key::new(question.id)).trim().to_uppercase();
    [raw(&SURNAME), raw(&GIVEN_NAMES)].join(" ").trim().to_owned()
}

/// Writes what lists show of a case.
pub(super) async fn write(connection: &mut AnyConnection, held: &Held) -> Result<(), Error> {
    let place = held.place();
    let category = held.category;
    let runs = expires(held, &place);
    let acts = held.acts();
    let acts = if acts.is_empty() {
        NOBODY.into()
    } else {
        acts.join(" ")
    };
    let records = held.case.records();
    let filed = records
        .iter()
        .rev()
        .find(|record| record.event.kind == EventKind::Filed);
    let filed_on = filed.map_or_else(|| NONE.into(), |record| date::iso(day_in_china(record.event.at)));
    sqlx::query(
        "insert into standing (application_id, draft_id, reference, organisation_id, state, category, place, acts, \
         due_on, expires_on, filed_on, updated_at, name, expires_what, extend_by) values ($1, $2, $3, \
         $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         on conflict (application_id) do update set organisation_id = excluded.organisation_id, state = excluded.state, category = excluded.category, \
         place = excluded.place, acts = excluded.acts, due_on = excluded.due_on, expires_on = excluded.expires_on, \
         filed_on = excluded.filed_on, updated_at = excluded.updated_at, name = excluded.name, \
         expires_what = excluded.expires_what, extend_by = excluded.extend_by",
    )
    .bind(&held.id)
    .bind(&held.draft_id)
    .bind(&held.reference)
    .bind(held.joined.as_ref().map_or(NONE, |joined| joined.organisation.as_str()))
    .bind(held.case.state().map_or("", State::name))
    .bind(category.map_or(NONE, Category::letter))
    .bind(or_none(&place))
    .bind(acts)
    .bind(due(held, &place, category))
    .bind(runs.out.map_or_else(|| NONE.into(), date::iso))
    .bind(filed_on)
    .bind(records.last().map_or(0, |record| record.event.at))
    .bind(name(&held.draft))
    .bind(runs.what)
    .bind(runs.extend_by.map_or_else(|| NONE.into(), date::iso))
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Writes what is missing: of applications from before there were lists. Called at start.
    ///
    /// # Errors
    /// What the database says.
    pub async fn complete_standing(&self) -> Result<(), Error> {
        let missing = "select id from application where id not in (select application_id from standing)";
        for row in sqlx::query(missing).fetch_all(&self.reads).await? {
            self.write_standing(row.try_get(0)?).await?;
        }
        Ok(())
    }

    /// Writes the last days for which a newer release has the calendar. Called after a start, beside serving: there may be
    /// many for which it has none yet. Only the authority's clock counts working days, so nobody else's day waits for it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn complete_last_days(&self) -> Result<(), Error> {
        let rows = sqlx::query(
            "select application_id from standing where due_on = $1 and state in ('filed', 'pre_review', \
             'pre_review_passed', 'accepted', 'under_review')",
        )
        .bind(NONE)
        .fetch_all(&self.reads)
        .await?;
        for row in rows {
            let id: String = row.try_get(0)?;
            go_on("a last day in the lists", self.complete_last_day(id).await);
        }
        Ok(())
    }

    async fn write_standing(&self, id: String) -> Result<(), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = case::held(connection, &id).await?;
                    write(connection, &held).await
                })
            })
            .await
    }

    /// Looks first: where there is still no last day nothing is written.
    async fn complete_last_day(&self, id: String) -> Result<(), Error> {
        let held = {
            let mut connection = self.reads.acquire().await?;
            case::held(&mut connection, &id).await?
        };
        if due(&held, &held.place(), held.category) == NONE {
            return Ok(());
        }
        self.write_standing(id).await
    }
}
