//! What happened to applications, for systems that ask.

use super::token::Follows;
use crate::error::Error;
use crate::state::Portal;
use axum::Json;
use axum::extract::{Query, State};
use permit::api::ErrorBody;
use permit::api::event::{EventPage, EventQuery};

/// How many events are in an answer where nothing else is asked for, and at the most.
const USUAL: u32 = 100;
const MOST: u32 = 1_000;

/// What happened to applications, oldest first, behind the event that is named.
///
/// # Errors
/// [`Error::NotSignedIn`] without a token that holds; [`Error::Forbidden`] where it does not open this.
#[utoipa::path(get, tag = "system", path = permit::api::path::EVENTS, params(EventQuery),
    security(("token" = ["events:read"])), responses((status = 200, body = EventPage), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn list_events(
    State(portal): State<Portal>,
    _system: Follows,
    Query(query): Query<EventQuery>,
) -> Result<Json<EventPage>, Error> {
    let limit = match query.limit {
        0 => USUAL,
        limit => limit.min(MOST),
    };
    let events = portal.store.events_after(query.after, limit).await?;
    let last = events.last().map_or(query.after, |event| event.id);
    Ok(Json(EventPage { events, last }))
}
