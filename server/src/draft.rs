//! Drafts.

use crate::clock;
use crate::error::Error;
use crate::json::Body;
use crate::organisation::letters::Sender;
use crate::state::Portal;
use crate::store::Person;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::answer::Key;
use permit::api::{DraftDocument, DraftSummary, ErrorBody, SaveRequest, SaveResponse, WireProblem};
use permit::draft::Change;
use permit::forms;

/// The most characters of a row's rank.
const RANK: usize = 10;
/// The most characters of an answer to a question of an older form: a choice.
const OLD_CHOICE: usize = 40;

/// One's drafts.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, path = permit::api::path::DRAFTS, responses(
    (status = 200, body = Vec<DraftSummary>), (status = 401, body = ErrorBody)))]
pub async fn list_drafts(
    State(portal): State<Portal>,
    person: Person,
) -> Result<Json<Vec<DraftSummary>>, Error> {
    Ok(Json(portal.store.drafts(&person.id).await?))
}

/// A whole draft. Reading it keeps it from being deleted for its age.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(get, path = permit::api::path::DRAFT, params(("id" = String, Path)), responses(
    (status = 200, body = DraftDocument), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_draft(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<DraftDocument>, Error> {
    let today = clock::day_in_china(portal.now());
    let found = portal.store.draft(&id, &person.id, today).await?;
    // That it can't be written down is no reason not to show it.
    let _ = portal.store.draft_opened(id, person.id, portal.now()).await;
    Ok(Json(found))
}

/// Stores answers, or makes the draft of the first; the same request twice stores once.
///
/// # Errors
/// [`Error::Conflict`] with what is stored, [`Error::NotFound`] if the draft was deleted, what is wrong with the request,
/// and [`Error::TooManyRequests`] while too many of the person's saves wait already.
#[utoipa::path(patch, path = permit::api::path::DRAFT, params(("id" = String, Path)), request_body = SaveRequest, responses(
    (status = 200, body = SaveResponse), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn save_draft(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<SaveRequest>,
) -> Result<Json<SaveResponse>, Error> {
    if !clock::is_id(&id) {
        return Err(Error::NotFound);
    }
    if !(1..=forms::VERSION).contains(&request.form_version) {
        return Err(Error::InvalidRequest);
    }
    let problems = |code: &str, is_wrong: fn(&Change) -> bool| -> Vec<WireProblem> {
        let wrong = request.changes.iter().filter(|change| is_wrong(change));
        wrong
            .map(|change| WireProblem {
                key: change.key.to_string(),
                code: code.into(),
            })
            .collect()
    };
    let unknown = problems("unknown_question", |change| !is_known(&change.key));
    if !unknown.is_empty() {
        return Err(Error::UnknownQuestion(unknown));
    }
    let long = problems("too_long", is_too_long);
    if !long.is_empty() {
        return Err(Error::TooLong(long));
    }
    Ok(Json(
        portal.store.save(id, person.id, request, portal.now()).await?,
    ))
}

/// Whether the form has this question, in a row where it is asked in rows.
pub(crate) fn is_known(key: &Key) -> bool {
    if forms::group(&key.question).is_some() {
        return key.row.is_some();
    }
    if forms::WITHDRAWN.contains(&key.question.as_str()) {
        return key.row.is_none();
    }
    forms::question(&key.question).is_some() && forms::group_of(&key.question).is_some() == key.row.is_some()
}

fn is_too_long(change: &Change) -> bool {
    let longest = match forms::question(&change.key.question) {
        Some(question) => question.longest(),
        None if forms::WITHDRAWN.contains(&change.key.question.as_str()) => OLD_CHOICE,
        None => RANK,
    };
    change.value.chars().count() > longest
}

/// Deletes a draft that was not submitted.
///
/// # Errors
/// [`Error::NotFound`], [`Error::DraftSubmitted`].
#[utoipa::path(delete, path = permit::api::path::DRAFT, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn delete_draft(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    if !clock::is_id(&id) {
        return Err(Error::NotFound);
    }
    let sender = Sender::of(&portal);
    portal
        .store
        .delete_draft(id, person.id, sender, portal.now())
        .await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}
