//! Cases: what applicants and officers do with an application, and whether a letter that somebody shows is of ours.

use crate::error::Error;
use crate::file::served;
use crate::guard::Client;
use crate::json::Body;
use crate::organisation::letters::Sender;
use crate::state::Portal;
use crate::store::{ActionWish, Doer, Person, Staff};
use crate::systems::token::{Acts, Reads};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use permit::answer::Role;
use permit::api::ErrorBody;
use permit::api::case::{ActionRequest, CaseDocument, CasePage, TableQuery, VerifiedLetter};
use permit::reference;

/// Has it done, and lets the letters about it go out.
async fn perform(
    portal: &Portal,
    doer: Doer,
    application: String,
    request: ActionRequest,
) -> Result<Json<CaseDocument>, Error> {
    let wish = ActionWish {
        application,
        doer,
        request,
        sender: Sender::of(portal),
        now: portal.now(),
    };
    let done = portal.store.perform(wish).await?;
    portal.mailer.wake();
    Ok(Json(done))
}

/// Somebody of the staff as the history names them.
pub(crate) fn doer(staff: Staff) -> Doer {
    Doer {
        role: staff.role.into(),
        id: staff.id,
        organisation: String::new(),
    }
}

/// The applicant does something with an application: is ready again, answers a list of corrections, takes it back,
/// withdraws …
///
/// # Errors
/// [`Error::NotFound`]; [`Error::CaseChanged`] where the history has grown since; [`Error::Denied`] with the reason; of a
/// part that is ready again what submitting can say.
#[utoipa::path(post, tag = "case", path = permit::api::path::APPLICATION_ACTIONS, params(("id" = String, Path)),
    request_body = ActionRequest, responses((status = 200, body = CaseDocument), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn act_as_applicant(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<ActionRequest>,
) -> Result<Json<CaseDocument>, Error> {
    let doer = Doer {
        role: Role::Applicant,
        id: person.id,
        organisation: String::new(),
    };
    perform(&portal, doer, id, request).await
}

/// The authority's queue, a page at a time.
///
/// # Errors
/// [`Error::Forbidden`] of staff who don't work on applications.
#[utoipa::path(get, tag = "case", path = permit::api::path::DESK_CASES, params(TableQuery),
    security(("staff" = []), ("token" = ["cases:read"])), responses(
    (status = 200, body = CasePage), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list_cases(
    State(portal): State<Portal>,
    _desk: Reads,
    Query(query): Query<TableQuery>,
) -> Result<Json<CasePage>, Error> {
    Ok(Json(portal.store.cases(None, &query).await?))
}

/// An application as its employer sees it: where it stands, its own part, and nothing private of the applicant's. That it was
/// looked at stands in the applicant's own log.
///
/// # Errors
/// [`Error::NotFound`], also of another employer's.
#[utoipa::path(get, tag = "case", path = permit::api::path::EMPLOYER_CASE,
    params(("id" = String, Path), ("case" = String, Path)), responses((status = 200, body = CaseDocument),
    (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_employer_case(
    State(portal): State<Portal>,
    person: Person,
    Path((organisation, id)): Path<(String, String)>,
) -> Result<Json<CaseDocument>, Error> {
    let doer = Doer {
        role: Role::Employer,
        id: person.id,
        organisation,
    };
    let found = portal.store.case_for_employer(id, doer, portal.now());
    Ok(Json(found.await?))
}

/// The employer does something with an application: signs its part, files, answers a list of corrections, records what the
/// official system says of what was filed there …
///
/// # Errors
/// [`Error::NotFound`]; [`Error::CaseChanged`]; [`Error::Denied`] with the reason; [`Error::InvalidAnswers`] where what counts
/// can't be signed; [`Error::OrganisationNotApproved`]; [`Error::Forbidden`] of an agent who would sign.
#[utoipa::path(post, tag = "case", path = permit::api::path::EMPLOYER_CASE_ACTIONS,
    params(("id" = String, Path), ("case" = String, Path)), request_body = ActionRequest,
    responses((status = 200, body = CaseDocument), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn act_as_employer(
    State(portal): State<Portal>,
    person: Person,
    Path((organisation, id)): Path<(String, String)>,
    Body(request): Body<ActionRequest>,
) -> Result<Json<CaseDocument>, Error> {
    let doer = Doer {
        role: Role::Employer,
        id: person.id,
        organisation,
    };
    perform(&portal, doer, id, request).await
}

/// An application as the authority has it. That it was looked at stands in the applicant's own log.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] of staff who don't work on applications.
#[utoipa::path(get, tag = "case", path = permit::api::path::DESK_CASE, params(("id" = String, Path)),
    security(("staff" = []), ("token" = ["cases:read"])), responses(
    (status = 200, body = CaseDocument), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody)))]
pub async fn read_case(
    State(portal): State<Portal>,
    Reads(staff): Reads,
    Path(id): Path<String>,
) -> Result<Json<CaseDocument>, Error> {
    let now = portal.now();
    Ok(Json(portal.store.case_for_desk(id, doer(staff), now).await?))
}

/// An officer does something with an application. Numbers of letters and permits are the portal's, whatever is sent.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::CaseChanged`]; [`Error::Denied`] with the reason; [`Error::Forbidden`].
#[utoipa::path(post, tag = "case", path = permit::api::path::DESK_CASE_ACTIONS, params(("id" = String, Path)),
    security(("staff" = []), ("token" = ["cases:act"])), request_body = ActionRequest, responses((status = 200, body = CaseDocument), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody),
    (status = 422, body = ErrorBody)))]
pub async fn act_as_officer(
    State(portal): State<Portal>,
    Acts(staff): Acts,
    Path(id): Path<String>,
    Body(request): Body<ActionRequest>,
) -> Result<Json<CaseDocument>, Error> {
    perform(&portal, doer(staff), id, request).await
}

/// A file of an application, for the authority; that it was opened stands in the applicant's own log.
///
/// # Errors
/// [`Error::NotFound`], also of a file that the application does not have; [`Error::Forbidden`].
#[utoipa::path(get, tag = "case", path = permit::api::path::DESK_CASE_FILE,
    security(("staff" = []), ("token" = ["cases:read"])), params(("id" = String, Path), ("file" = String, Path)), responses((status = 200, content_type = "application/pdf"),
    (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_case_file(
    State(portal): State<Portal>,
    Reads(staff): Reads,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Error> {
    let now = portal.now();
    let found = portal.store.case_file(id, file, doer(staff), now).await?;
    served(&portal, &found, true).await
}

/// Whether a Notification Letter, or the work permit that it names, is genuine, and whether it holds: by the number of either
/// and the letter's code. Anybody may ask; a number that there is not and a wrong code look the same.
///
/// # Errors
/// [`Error::TooManyRequests`].
#[utoipa::path(get, tag = "case", path = permit::api::path::VERIFY_LETTER,
    params(("number" = String, Path), ("code" = String, Path, description = "The 32 digits of the letter")),
    responses((status = 200, body = VerifiedLetter), (status = 429, body = ErrorBody)))]
pub async fn verify_letter(
    State(portal): State<Portal>,
    Client(client): Client,
    Path((number, code)): Path<(String, String)>,
) -> Result<Json<VerifiedLetter>, Error> {
    portal.limiter.admit(client.as_deref().unwrap_or_default())?;
    let (number, code) = (reference::read_letter(&number), code.to_ascii_lowercase());
    Ok(Json(
        portal.store.verify_letter(&number, &code, portal.now()).await?,
    ))
}
