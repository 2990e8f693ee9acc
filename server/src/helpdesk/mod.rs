//! The helpdesk: drafts and employers' parts that somebody of the staff opens with a code, read only and masked.
//!
//! `applicant` and `employer` what these two have of it · `asked` and `requests` the two sides of a request for help.

pub mod applicant;
pub mod asked;
pub mod employer;
pub mod requests;

use crate::draft::is_known;
use crate::error::Error;
use crate::json::Body;
use crate::mail;
use crate::organisation::letters::Sender;
use crate::state::Portal;
use crate::store::{Opening, Staff, Wanted};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::api::ErrorBody;
use permit::api::staff::StaffRole;
use permit::api::support::{Found, Note, NoteRequest, OpenView, PHRASES, Reveal, Revealed, Search, View};
use permit::check::email::email;
use permit::{forms, reference};

/// Opens a draft, or an employer's part, with a support code; a supervisor opens a draft with a reason, and then the applicant
/// gets a letter.
///
/// # Errors
/// [`Error::CodeUnknown`], also for somebody else's code; [`Error::TooManyRequests`] after ten wrong ones in 15 minutes;
/// [`Error::Forbidden`] without a code for all but supervisors, [`Error::InvalidRequest`] without a reason.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELPDESK_VIEWS, request_body = OpenView, responses(
    (status = 201, body = View), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn open_view(
    State(portal): State<Portal>,
    staff: Staff,
    Body(request): Body<OpenView>,
) -> Result<(StatusCode, Json<View>), Error> {
    let opening = if request.code.trim().is_empty() {
        if staff.role != StaffRole::Supervisor {
            return Err(Error::Forbidden);
        }
        Opening::Reason {
            draft_id: request.draft,
            why: words(&request.why)?,
            letter: mail::opened,
            url: portal.config.address(),
        }
    } else {
        Opening::Code(request.code)
    };
    let view = portal.store.open_draft(opening, staff, portal.now()).await?;
    portal.mailer.wake();
    Ok((StatusCode::CREATED, Json(view)))
}

/// A reason: some words, not only blanks.
fn words(typed: &str) -> Result<String, Error> {
    match typed.trim() {
        "" => Err(Error::InvalidRequest),
        words => Ok(words.to_owned()),
    }
}

/// What was opened, masked. Each time its owner's access log gets a row.
///
/// # Errors
/// [`Error::NotFound`], also when the view is somebody else's, or has ended.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::HELPDESK_VIEW, params(("id" = String, Path)), responses(
    (status = 200, body = View), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_view(
    State(portal): State<Portal>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Json<View>, Error> {
    Ok(Json(portal.store.read_view(id, staff, portal.now()).await?))
}

/// Shows one masked answer, with a reason that its owner reads.
///
/// # Errors
/// [`Error::NotFound`] as for the view; [`Error::InvalidRequest`] without a reason, and for what is not masked.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELPDESK_REVEAL, params(("id" = String, Path)), request_body = Reveal,
    responses((status = 200, body = Revealed), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 422, body = ErrorBody)))]
pub async fn reveal(
    State(portal): State<Portal>,
    staff: Staff,
    Path(id): Path<String>,
    Body(mut request): Body<Reveal>,
) -> Result<Json<Revealed>, Error> {
    request.why = words(&request.why)?;
    Ok(Json(portal.store.reveal(id, staff, request, portal.now()).await?))
}

/// Pins a note, and perhaps a suggested answer, to a question. The answer itself stays as it is.
///
/// # Errors
/// [`Error::NotFound`] as for the view; [`Error::InvalidRequest`] of what is wrong with the note.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELPDESK_NOTES, params(("id" = String, Path)), request_body = NoteRequest,
    responses((status = 201, body = Note), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 422, body = ErrorBody)))]
pub async fn pin_note(
    State(portal): State<Portal>,
    staff: Staff,
    Path(id): Path<String>,
    Body(request): Body<NoteRequest>,
) -> Result<(StatusCode, Json<Note>), Error> {
    let longest = forms::question(&request.key.question).map_or(0, |question| question.longest());
    let fits = request.value.chars().count() <= longest;
    if !fits || !is_known(&request.key) || !PHRASES.contains(&request.phrase.as_str()) {
        return Err(Error::InvalidRequest);
    }
    let (sender, now) = (Sender::of(&portal), portal.now());
    let note = portal.store.pin_note(id, staff, request, sender, now).await?;
    portal.mailer.wake();
    Ok((StatusCode::CREATED, Json(note)))
}

/// Finds by reference, by a whole address, or by a support code; never lists.
///
/// # Errors
/// [`Error::InvalidRequest`] for what is none of the three; as for opening with a code.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELPDESK_SEARCH, request_body = Search, responses(
    (status = 200, body = Found), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody),
    (status = 429, body = ErrorBody)))]
pub async fn search(
    State(portal): State<Portal>,
    staff: Staff,
    Body(request): Body<Search>,
) -> Result<Json<Found>, Error> {
    let what = request.what.trim();
    let wanted = if let Some(reference) = reference::read(what) {
        Wanted::Reference(reference)
    } else if let Some(code) = reference::read_code(what) {
        Wanted::Code(code)
    } else {
        Wanted::Address(email(what).map_err(|_| Error::InvalidRequest)?.to_lowercase())
    };
    Ok(Json(portal.store.search(wanted, staff, portal.now()).await?))
}
