//! Every route on one screen, with who may and its limits.

use crate::assets::Assets;
use crate::document::Documents;
use crate::error::Error;
use crate::helpdesk::{self, applicant, asked, employer, requests};
use crate::package::{serve, verify};
use crate::staff::sign_in as staff_sign_in;
use crate::state::Portal;
use crate::systems::{bounces, events};
use crate::{
    application, case, classify, dev_mail, draft, file, guard, notice, openapi, sign_in, statistics, upload,
};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, head, patch, post, put};
use permit::api::path;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// The largest body, in bytes: a whole draft in one save is far below.
const LARGEST: usize = 256 * 1024;
/// The longest that a request may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    Anybody,
    /// People who are signed in, each their own.
    Person,
    /// The staff, whatever their role.
    Staff,
    /// Officers and supervisors.
    Desk,
    /// The helpdesk and supervisors.
    Helpdesk,
    /// The same, and tokens that open reading.
    Reads,
    /// The same, and tokens that open acting.
    Acts,
    /// Tokens that open events, and nobody else.
    Follows,
    /// Tokens that open saying which letters came back, and nobody else.
    Bounces,
}

/// The API's routes: method, path, who. Tests hold the router and the OpenAPI document against this table.
pub const API: &[(&str, &str, Who)] = &[
    ("POST", path::SIGN_IN_CODES, Who::Anybody),
    ("POST", path::SESSION, Who::Anybody),
    ("GET", path::SESSION, Who::Person),
    ("DELETE", path::SESSION, Who::Anybody),
    ("GET", path::DRAFTS, Who::Person),
    ("GET", path::DRAFT, Who::Person),
    ("PATCH", path::DRAFT, Who::Person),
    ("DELETE", path::DRAFT, Who::Person),
    ("POST", path::DRAFT_APPLICATION, Who::Person),
    ("GET", path::APPLICATIONS, Who::Person),
    ("GET", path::APPLICATION, Who::Person),
    ("POST", path::APPLICATION_ACTIONS, Who::Person),
    ("GET", path::APPLICATION_RENDERINGS, Who::Person),
    ("PATCH", path::APPLICATION_RENDERINGS, Who::Person),
    ("GET", path::DRAFT_FORM, Who::Person),
    ("GET", path::DRAFT_PACKAGE, Who::Person),
    ("GET", path::APPLICATION_FORM, Who::Person),
    ("GET", path::APPLICATION_PACKAGE, Who::Person),
    ("GET", path::APPLICATION_RECEIPT, Who::Person),
    ("GET", path::APPLICATION_LETTER, Who::Person),
    ("GET", path::EMPLOYER_CASE_LETTER, Who::Person),
    ("GET", path::DESK_CASE_LETTER, Who::Desk),
    ("GET", path::NOTICES, Who::Person),
    ("PUT", path::NOTICES, Who::Person),
    ("GET", path::VERIFY, Who::Anybody),
    ("GET", path::VERIFY_LETTER, Who::Anybody),
    ("GET", path::DESK_CASES, Who::Reads),
    ("GET", path::DESK_CASE, Who::Reads),
    ("GET", path::DESK_STATISTICS, Who::Reads),
    ("POST", path::DESK_CASE_ACTIONS, Who::Acts),
    ("GET", path::DESK_CASE_FILE, Who::Reads),
    ("GET", path::EVENTS, Who::Follows),
    ("POST", path::MAIL_BOUNCES, Who::Bounces),
    ("POST", path::ORGANISATIONS, Who::Person),
    ("GET", path::ORGANISATIONS, Who::Person),
    ("GET", path::ORGANISATION, Who::Person),
    ("PUT", path::ORGANISATION, Who::Person),
    ("POST", path::MEMBERS, Who::Person),
    ("DELETE", path::MEMBER, Who::Person),
    ("GET", path::ORGANISATION_HISTORY, Who::Person),
    ("GET", path::INVITATIONS, Who::Person),
    ("POST", path::INVITATIONS, Who::Person),
    ("GET", path::INVITATION, Who::Person),
    ("PUT", path::INVITATION, Who::Person),
    ("DELETE", path::INVITATION, Who::Person),
    ("POST", path::INVITATION_LETTER, Who::Person),
    ("POST", path::REMINDERS, Who::Person),
    ("GET", path::POSTS, Who::Person),
    ("POST", path::POSTS, Who::Person),
    ("PUT", path::POST, Who::Person),
    ("DELETE", path::POST, Who::Person),
    ("GET", path::ORGANISATION_FILE, Who::Person),
    ("PUT", path::ORGANISATION_FILE, Who::Person),
    ("DELETE", path::ORGANISATION_FILE, Who::Person),
    ("GET", path::PART, Who::Person),
    ("PATCH", path::PART, Who::Person),
    ("POST", path::JOIN, Who::Person),
    ("GET", path::EMPLOYER_CASES, Who::Person),
    ("GET", path::EMPLOYER_CASES_CSV, Who::Person),
    ("GET", path::EMPLOYER_CASE, Who::Person),
    ("POST", path::EMPLOYER_CASE_ACTIONS, Who::Person),
    ("GET", path::EMPLOYER_CASE_PACKAGE, Who::Person),
    ("GET", path::EMPLOYER_RENDERINGS, Who::Person),
    ("PATCH", path::EMPLOYER_RENDERINGS, Who::Person),
    ("POST", path::INVITED_ANSWER, Who::Person),
    ("GET", path::DRAFT_EMPLOYER, Who::Person),
    ("POST", path::DRAFT_EMPLOYER, Who::Person),
    ("DELETE", path::DRAFT_EMPLOYER, Who::Person),
    ("POST", path::DRAFT_EMPLOYER_LETTER, Who::Person),
    ("GET", path::INVITED, Who::Anybody),
    ("GET", path::DESK_ORGANISATIONS, Who::Desk),
    ("GET", path::DESK_EMPLOYERS, Who::Desk),
    ("POST", path::DESK_ORGANISATION_DECISION, Who::Desk),
    ("GET", path::DESK_ORGANISATION_FILE, Who::Desk),
    ("OPTIONS", path::UPLOADS, Who::Anybody),
    ("POST", path::UPLOADS, Who::Person),
    ("HEAD", path::UPLOAD, Who::Person),
    ("PATCH", path::UPLOAD, Who::Person),
    ("DELETE", path::UPLOAD, Who::Person),
    ("GET", path::FILES, Who::Person),
    ("GET", path::FILE, Who::Person),
    ("DELETE", path::FILE, Who::Person),
    ("POST", path::CLASSIFY, Who::Anybody),
    ("GET", path::OPENAPI, Who::Anybody),
    ("POST", path::STAFF_SESSION, Who::Anybody),
    ("GET", path::STAFF_SESSION, Who::Staff),
    ("DELETE", path::STAFF_SESSION, Who::Anybody),
    ("POST", path::DRAFT_SUPPORT_CODE, Who::Person),
    ("DELETE", path::DRAFT_SUPPORT_CODE, Who::Person),
    ("GET", path::DRAFT_ACCESS, Who::Person),
    ("GET", path::DRAFT_NOTES, Who::Person),
    ("POST", path::DRAFT_NOTE, Who::Person),
    ("POST", path::PART_SUPPORT_CODE, Who::Person),
    ("DELETE", path::PART_SUPPORT_CODE, Who::Person),
    ("GET", path::PART_ACCESS, Who::Person),
    ("GET", path::PART_NOTES, Who::Person),
    ("POST", path::PART_NOTE, Who::Person),
    ("POST", path::HELPDESK_VIEWS, Who::Staff),
    ("GET", path::HELPDESK_VIEW, Who::Staff),
    ("POST", path::HELPDESK_REVEAL, Who::Staff),
    ("POST", path::HELPDESK_NOTES, Who::Staff),
    ("POST", path::HELPDESK_SEARCH, Who::Staff),
    ("GET", path::PASSKEYS, Who::Person),
    ("POST", path::PASSKEYS, Who::Person),
    ("PUT", path::PASSKEY, Who::Person),
    ("DELETE", path::PASSKEY, Who::Person),
    ("POST", path::PASSKEY_CREATION, Who::Person),
    ("POST", path::PASSKEY_REQUEST, Who::Anybody),
    ("POST", path::PASSKEY_SESSION, Who::Anybody),
    ("GET", path::STAFF_PASSKEYS, Who::Staff),
    ("POST", path::STAFF_PASSKEYS, Who::Staff),
    ("PUT", path::STAFF_PASSKEY, Who::Staff),
    ("DELETE", path::STAFF_PASSKEY, Who::Staff),
    ("POST", path::STAFF_PASSKEY_CREATION, Who::Staff),
    ("POST", path::STAFF_PASSKEY_REQUEST, Who::Anybody),
    ("POST", path::STAFF_PASSKEY_SESSION, Who::Anybody),
    ("GET", path::SESSIONS, Who::Person),
    ("DELETE", path::SESSIONS, Who::Person),
    ("DELETE", path::OWN_SESSION, Who::Person),
    ("GET", path::STAFF_SESSIONS, Who::Staff),
    ("DELETE", path::STAFF_SESSIONS, Who::Staff),
    ("DELETE", path::STAFF_OWN_SESSION, Who::Staff),
    ("POST", path::RECOVERY_CODES, Who::Anybody),
    ("POST", path::RECOVERY, Who::Anybody),
    ("GET", path::RECOVERY, Who::Person),
    ("DELETE", path::RECOVERY, Who::Person),
    ("POST", path::RECOVERY_STOP, Who::Anybody),
    ("GET", path::HELPDESK_RECOVERIES, Who::Helpdesk),
    ("POST", path::HELPDESK_RECOVERY, Who::Helpdesk),
    ("GET", path::HELP, Who::Person),
    ("POST", path::HELP, Who::Person),
    ("GET", path::HELP_THREAD, Who::Person),
    ("POST", path::HELP_MESSAGES, Who::Person),
    ("POST", path::HELP_CLOSING, Who::Person),
    ("GET", path::HELPDESK_REQUESTS, Who::Helpdesk),
    ("GET", path::HELPDESK_REQUEST, Who::Helpdesk),
    ("POST", path::HELPDESK_REQUEST_MESSAGES, Who::Helpdesk),
    ("POST", path::HELPDESK_REQUEST_STEPS, Who::Helpdesk),
];

/// The built app.
pub struct Web {
    /// Its files.
    pub assets: Assets,
    /// Its document.
    pub documents: Documents,
}

/// The whole server. `web` is missing only in tests of the API.
pub fn router(portal: Portal, web: Option<Web>) -> Router {
    let web = Arc::new(web);
    let app = move |request: Request| {
        let web = Arc::clone(&web);
        async move { serve_app(web.as_ref().as_ref(), &request) }
    };
    Router::new()
        .route(path::SIGN_IN_CODES, post(sign_in::request_code))
        .route(
            path::SESSION,
            post(sign_in::sign_in)
                .get(sign_in::read_session)
                .delete(sign_in::sign_out),
        )
        .route(path::DRAFTS, get(draft::list_drafts))
        .route(
            path::DRAFT,
            patch(draft::save_draft)
                .get(draft::read_draft)
                .delete(draft::delete_draft),
        )
        .route(path::DRAFT_APPLICATION, post(application::submit_application))
        .route(path::APPLICATIONS, get(application::list_applications))
        .route(path::APPLICATION, get(application::read_application))
        .route(path::DRAFT_FORM, get(serve::draft_form))
        .route(path::DRAFT_PACKAGE, get(serve::draft_package))
        .route(path::APPLICATION_FORM, get(serve::application_form))
        .route(path::APPLICATION_PACKAGE, get(serve::application_package))
        .route(path::APPLICATION_RECEIPT, get(serve::application_receipt))
        .route(path::APPLICATION_LETTER, get(serve::application_letter))
        .route(path::EMPLOYER_CASE_LETTER, get(serve::employer_letter))
        .route(path::DESK_CASE_LETTER, get(serve::desk_letter))
        .route(
            path::NOTICES,
            get(notice::read_notices).put(notice::choose_notices),
        )
        .route(path::VERIFY, get(verify::verify))
        .route(path::VERIFY_LETTER, get(case::verify_letter))
        .route(path::APPLICATION_ACTIONS, post(case::act_as_applicant))
        .route(path::DESK_CASES, get(case::list_cases))
        .route(path::DESK_CASE, get(case::read_case))
        .route(path::DESK_STATISTICS, get(statistics::read_statistics))
        .route(path::DESK_CASE_ACTIONS, post(case::act_as_officer))
        .route(path::DESK_CASE_FILE, get(case::read_case_file))
        .route(path::EVENTS, get(events::list_events))
        .route(path::MAIL_BOUNCES, post(bounces::note_bounce))
        .route(path::FILES, get(file::list_files))
        .route(path::FILE, get(file::read_file).delete(file::delete_file))
        .route(path::CLASSIFY, post(classify::classify))
        .route(path::OPENAPI, get(openapi::document))
        .merge(staff())
        .merge(employers())
        .merge(keys())
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/dev/mail", get(dev_mail::page))
        .route("/dev/mail.json", get(dev_mail::list))
        .fallback(app)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
        .merge(uploads())
        .layer(from_fn(guard::note_route))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(portal.clone(), guard::same_site))
        .layer(from_fn_with_state(portal.clone(), guard::tls))
        .layer(from_fn_with_state(portal.clone(), guard::finish))
        .with_state(portal)
}

/// The staff and the helpdesk, and what applicants and employers have of it.
fn staff() -> Router<Portal> {
    Router::new()
        .route(
            path::STAFF_SESSION,
            post(staff_sign_in::sign_in_staff)
                .get(staff_sign_in::read_staff_session)
                .delete(staff_sign_in::sign_out_staff),
        )
        .route(
            path::DRAFT_SUPPORT_CODE,
            post(applicant::make_support_code).delete(applicant::end_support_code),
        )
        .route(path::DRAFT_ACCESS, get(applicant::list_accesses))
        .route(path::DRAFT_NOTES, get(applicant::list_notes))
        .route(path::DRAFT_NOTE, post(applicant::answer_note))
        .route(
            path::PART_SUPPORT_CODE,
            post(employer::make_part_code).delete(employer::end_part_code),
        )
        .route(path::PART_ACCESS, get(employer::list_part_accesses))
        .route(path::PART_NOTES, get(employer::list_part_notes))
        .route(path::PART_NOTE, post(employer::answer_part_note))
        .route(path::HELPDESK_VIEWS, post(helpdesk::open_view))
        .route(path::HELPDESK_VIEW, get(helpdesk::read_view))
        .route(path::HELPDESK_REVEAL, post(helpdesk::reveal))
        .route(path::HELPDESK_NOTES, post(helpdesk::pin_note))
        .route(path::HELPDESK_SEARCH, post(helpdesk::search))
        .route(path::HELP, get(asked::list_help).post(asked::ask_help))
        .route(path::HELP_THREAD, get(asked::read_help))
        .route(path::HELP_MESSAGES, post(asked::write_help))
        .route(path::HELP_CLOSING, post(asked::close_help))
        .route(path::HELPDESK_REQUESTS, get(requests::list_requests))
        .route(path::HELPDESK_REQUEST, get(requests::read_request))
        .route(path::HELPDESK_REQUEST_MESSAGES, post(requests::answer_request))
        .route(path::HELPDESK_REQUEST_STEPS, post(requests::step_request))
}

/// How people come in, beside codes and passwords, and back in.
fn keys() -> Router<Portal> {
    use crate::passkey::{person, staff};
    use crate::{recovery, sessions};
    Router::new()
        .route(
            path::PASSKEYS,
            get(person::list_passkeys).post(person::add_passkey),
        )
        .route(
            path::PASSKEY,
            put(person::name_passkey).delete(person::remove_passkey),
        )
        .route(path::PASSKEY_CREATION, post(person::ask_creation))
        .route(path::PASSKEY_REQUEST, post(person::ask_request))
        .route(path::PASSKEY_SESSION, post(person::sign_in_with_passkey))
        .route(
            path::STAFF_PASSKEYS,
            get(staff::list_staff_passkeys).post(staff::add_staff_passkey),
        )
        .route(
            path::STAFF_PASSKEY,
            put(staff::name_staff_passkey).delete(staff::remove_staff_passkey),
        )
        .route(path::STAFF_PASSKEY_CREATION, post(staff::ask_staff_creation))
        .route(path::STAFF_PASSKEY_REQUEST, post(staff::ask_staff_request))
        .route(
            path::STAFF_PASSKEY_SESSION,
            post(staff::sign_in_staff_with_passkey),
        )
        .route(
            path::SESSIONS,
            get(sessions::list_sessions).delete(sessions::end_other_sessions),
        )
        .route(path::OWN_SESSION, delete(sessions::end_session))
        .route(
            path::STAFF_SESSIONS,
            get(sessions::list_staff_sessions).delete(sessions::end_other_staff_sessions),
        )
        .route(path::STAFF_OWN_SESSION, delete(sessions::end_staff_session))
        .route(path::RECOVERY_CODES, post(recovery::request_recovery_code))
        .route(
            path::RECOVERY,
            post(recovery::ask_recovery)
                .get(recovery::list_own_recoveries)
                .delete(recovery::stop_own_recoveries),
        )
        .route(path::RECOVERY_STOP, post(recovery::stop_recovery))
        .route(path::HELPDESK_RECOVERIES, get(recovery::list_recoveries))
        .route(path::HELPDESK_RECOVERY, post(recovery::decide_recovery))
}

/// Employers: their own side, the invited person's, and the authority's.
fn employers() -> Router<Portal> {
    use crate::organisation::{
        cases, desk, invitations, invited, members, papers, part, posts, registration, renderings,
    };
    Router::new()
        .route(
            path::ORGANISATIONS,
            post(registration::register_organisation).get(registration::list_organisations),
        )
        .route(
            path::ORGANISATION,
            get(registration::read_organisation).put(registration::change_organisation),
        )
        .route(path::MEMBERS, post(members::put_member))
        .route(path::MEMBER, delete(members::end_member))
        .route(path::ORGANISATION_HISTORY, get(members::read_history))
        .route(
            path::INVITATIONS,
            post(invitations::invite)
                .layer(DefaultBodyLimit::max(invitations::LARGEST))
                .get(invitations::list_invitations),
        )
        .route(
            path::INVITATION,
            get(invitations::read_invitation)
                .put(invitations::correct_invitation)
                .delete(invitations::end_invitation),
        )
        .route(path::INVITATION_LETTER, post(invitations::remind))
        .route(path::REMINDERS, post(invitations::remind_many))
        .route(path::POSTS, get(posts::list_posts).post(posts::make_post))
        .route(path::POST, put(posts::change_post).delete(posts::delete_post))
        .route(
            path::ORGANISATION_FILE,
            get(papers::read_paper)
                .put(papers::put_paper)
                .delete(papers::remove_paper),
        )
        .route(path::DRAFT_EMPLOYER_LETTER, post(invited::ask_employer))
        .route(path::PART, get(part::read_part).patch(part::save_part))
        .route(path::JOIN, post(invitations::join))
        .route(path::EMPLOYER_CASES, get(cases::list_cases))
        .route(path::EMPLOYER_CASES_CSV, get(cases::export_cases))
        .route(path::EMPLOYER_CASE, get(case::read_employer_case))
        .route(path::EMPLOYER_CASE_ACTIONS, post(case::act_as_employer))
        .route(path::EMPLOYER_CASE_PACKAGE, get(serve::employer_package))
        .route(
            path::EMPLOYER_RENDERINGS,
            get(renderings::list_owed_renderings).patch(renderings::write_renderings),
        )
        .route(
            path::APPLICATION_RENDERINGS,
            get(renderings::list_renderings).patch(renderings::answer_renderings),
        )
        .route(path::INVITED, get(invited::read_invited))
        .route(path::INVITED_ANSWER, post(invited::answer_invitation))
        .route(
            path::DRAFT_EMPLOYER,
            get(invited::read_draft_employer)
                .post(invited::make_join_code)
                .delete(invited::leave_employer),
        )
        .route(path::DESK_ORGANISATIONS, get(desk::list_employers))
        .route(path::DESK_EMPLOYERS, get(desk::page_employers))
        .route(path::DESK_ORGANISATION_DECISION, post(desk::decide_employer))
        .route(path::DESK_ORGANISATION_FILE, get(desk::employer_file))
}

/// Pieces of uploads may take as long as the line needs, while bytes come; their length is bounded by what was declared.
fn uploads() -> Router<Portal> {
    Router::new()
        .route(
            path::UPLOADS,
            post(upload::create_upload).options(upload::upload_options),
        )
        .route(
            path::UPLOAD,
            head(upload::read_upload)
                .patch(upload::continue_upload)
                .delete(upload::delete_upload),
        )
        .layer(map_response(upload::tus::say_version))
}

async fn ready(State(portal): State<Portal>) -> Result<&'static str, Error> {
    portal.store.check().await?;
    Ok("ready")
}

/// Files by their names; every other address is a page of the app.
fn serve_app(web: Option<&Web>, request: &Request) -> Response {
    let path = request.uri().path();
    let reads = matches!(
        *request.method(),
        axum::http::Method::GET | axum::http::Method::HEAD
    );
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match web {
        _ if path == "/api" || path.starts_with("/api/") => Error::NotFound.into_response(),
        _ if !reads => Error::MethodNotAllowed.into_response(),
        Some(web) => web
            .assets
            .serve(path, request.uri().query().unwrap_or(""), request.headers())
            .or_else(|| {
                if is_file {
                    None
                } else {
                    web.documents.serve(path, request.headers())
                }
            })
            .unwrap_or_else(|| Error::NotFound.into_response()),
        None => Error::NotFound.into_response(),
    }
}
