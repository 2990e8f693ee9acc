//! What the events of a period say together.

use crate::clock::day_in_china;
use crate::error::Error;
use crate::state::Portal;
use crate::systems::token::Reads;
use axum::Json;
use axum::extract::{Query, State};
use permit::api::ErrorBody;
use permit::api::statistics::{Statistics, StatisticsQuery};
use permit::date::{self, Date};
use permit::lifecycle::statistics::Period;

/// The day that was asked for, or the one that is meant where none was.
fn day(asked: &str, else_on: Date) -> Result<Date, Error> {
    match asked.trim() {
        "" => Ok(else_on),
        asked => date::parse(asked).map_err(|_| Error::InvalidRequest),
    }
}

/// What the events of a period say: how often what happened, how long the authority's steps took, and why applications
/// were returned. No person can be told from them.
///
/// # Errors
/// [`Error::InvalidRequest`] of days that are none, the wrong way round, or more than a year apart; [`Error::Forbidden`] of
/// staff who don't work on applications.
#[utoipa::path(get, tag = "case", path = permit::api::path::DESK_STATISTICS, params(StatisticsQuery),
    security(("staff" = []), ("token" = ["cases:read"])), responses(
    (status = 200, body = Statistics), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody)))]
pub async fn read_statistics(
    State(portal): State<Portal>,
    _desk: Reads,
    Query(query): Query<StatisticsQuery>,
) -> Result<Json<Statistics>, Error> {
    let until = day(&query.until, day_in_china(portal.now()))?;
    let from = day(&query.from, date::plus_days(until, -29))?;
    let period = Period::new(from, until).ok_or(Error::InvalidRequest)?;
    Ok(Json(portal.store.statistics(period, &query.place).await?))
}
