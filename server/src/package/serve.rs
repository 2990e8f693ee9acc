//! The handlers: papers and packages of one's own drafts and applications.

use super::archive;
use super::case::Case;
use super::contents::{self, Item};
use super::letter::Issued;
use super::words::Words;
use crate::case::doer;
use crate::clock::day_in_china;
use crate::error::Error;
use crate::staff::Officer;
use crate::state::Portal;
use crate::store::{Person, errors};
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use permit::api::ErrorBody;
use serde::Deserialize;

/// In which language, beside Chinese.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Language {
    /// A tag such as `en`.
    #[serde(default)]
    #[param(required = false)]
    locale: String,
}

impl Language {
    fn words(&self) -> Words {
        Words::of(&self.locale)
    }
}

/// Always a download, under a name that says nothing private.
fn download(kind: &'static str, name: &str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, body).into_response()
}

fn pdf(name: &str, case_name: &str, pdf: Vec<u8>) -> Response {
    download("application/pdf", &format!("{name}-{case_name}.pdf"), pdf.into())
}

/// One's draft, once everything is answered; judged as it is when it is submitted.
async fn draft(portal: &Portal, person: &Person, id: &str) -> Result<Case, Error> {
    let today = day_in_china(portal.now());
    let document = portal.store.draft(id, &person.id, today).await?;
    let excused = document.excused.clone();
    let case = Case::of_draft(document);
    let missing = errors(&case.draft, &excused, today);
    if missing.is_empty() {
        Ok(case)
    } else {
        Err(Error::NotReady(missing))
    }
}

async fn form(portal: &Portal, case: Case, words: Words) -> Result<Response, Error> {
    let name = case.name().to_owned();
    let made = portal.papers.form(case, words).await?;
    Ok(pdf("application-form", &name, made))
}

async fn package(
    portal: &Portal,
    person: &str,
    case: Case,
    more: Vec<Item>,
    words: Words,
) -> Result<Response, Error> {
    let name = format!("package-{}.zip", case.name());
    let (file, length, permit) = portal.papers.package(case, person, more, words).await?;
    let mut response = download("application/zip", &name, archive::body(file, permit));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length.into());
    Ok(response)
}

/// The filled-in form of a draft, as PDF.
///
/// # Errors
/// [`Error::NotReady`] names what is missing; [`Error::NotFound`]; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::DRAFT_FORM, params(("id" = String, Path), Language), responses(
    (status = 200, content_type = "application/pdf"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub async fn draft_form(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(language): Query<Language>,
) -> Result<Response, Error> {
    form(&portal, draft(&portal, &person, &id).await?, language.words()).await
}

/// The package of a draft, as ZIP: form, list of documents, manifest, files.
///
/// # Errors
/// [`Error::NotReady`] names what is missing; [`Error::NotFound`]; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::DRAFT_PACKAGE, params(("id" = String, Path), Language), responses(
    (status = 200, content_type = "application/zip"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub async fn draft_package(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(language): Query<Language>,
) -> Result<Response, Error> {
    let case = draft(&portal, &person, &id).await?;
    package(&portal, &person.id, case, Vec::new(), language.words()).await
}

/// The form of an application as it was sent, as PDF: by the answers that count, the employer's own among them.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::APPLICATION_FORM, params(("id" = String, Path), Language), responses(
    (status = 200, content_type = "application/pdf"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 503, body = ErrorBody)))]
pub async fn application_form(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(language): Query<Language>,
) -> Result<Response, Error> {
    let case = portal.store.papers_for_applicant(&id, &person.id).await?;
    form(&portal, case, language.words()).await
}

/// The package of an application, as ZIP: form, list of documents, receipt, manifest, files.
///
/// # Errors
/// [`Error::NotReady`] where a file is not there; [`Error::NotFound`]; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::APPLICATION_PACKAGE, params(("id" = String, Path), Language), responses(
    (status = 200, content_type = "application/zip"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub async fn application_package(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(language): Query<Language>,
) -> Result<Response, Error> {
    let case = portal.store.papers_for_applicant(&id, &person.id).await?;
    package(&portal, &person.id, case, Vec::new(), language.words()).await
}

/// The receipt of an application, as PDF, with a code that leads to the page which checks it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::APPLICATION_RECEIPT, params(("id" = String, Path), Language), responses(
    (status = 200, content_type = "application/pdf"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 503, body = ErrorBody)))]
pub async fn application_receipt(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(language): Query<Language>,
) -> Result<Response, Error> {
    let case = portal.store.papers_for_applicant(&id, &person.id).await?;
    let name = case.name().to_owned();
    let made = portal.papers.receipt(case, language.words()).await?;
    Ok(pdf("receipt", &name, made))
}

/// The package of an application, for its employer to file: form and list by the answers that count, the employer's own among
/// them, and the papers of its registration. That it was fetched stands in the applicant's own log.
///
/// # Errors
/// [`Error::NotReady`] where a file is not there; [`Error::NotFound`], also of another employer's; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::EMPLOYER_CASE_PACKAGE,
    params(("id" = String, Path), ("case" = String, Path), Language), responses(
    (status = 200, content_type = "application/zip"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub async fn employer_package(
    State(portal): State<Portal>,
    person: Person,
    Path((organisation, id)): Path<(String, String)>,
    Query(language): Query<Language>,
) -> Result<Response, Error> {
    let now = portal.now();
    let fetched = portal
        .store
        .papers_for_employer(id, organisation.clone(), person.id, now);
    let (case, applicant) = fetched.await?;
    let more = contents::employers(portal.store.papers_of(&organisation).await?);
    package(&portal, &applicant, case, more, language.words()).await
}

async fn letter(portal: &Portal, issued: Issued) -> Result<Response, Error> {
    let (number, authority) = (issued.letter.number.clone(), portal.config.authority_name.clone());
    let made = portal.papers.letter(issued, authority).await?;
    Ok(pdf("notification-letter", &number, made))
}

/// The Notification Letter that counts, as PDF in Chinese and the language of the application; marked where it no longer
/// holds. With a code that leads to the page which checks it.
///
/// # Errors
/// [`Error::NotFound`], also where none was issued; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::APPLICATION_LETTER, params(("id" = String, Path)), responses(
    (status = 200, content_type = "application/pdf"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 503, body = ErrorBody)))]
pub async fn application_letter(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let found = portal
        .store
        .letter_for_applicant(&id, &person.id, portal.now())
        .await?;
    letter(&portal, found).await
}

/// The same letter, for the employer; that it was fetched stands in the applicant's own log.
///
/// # Errors
/// [`Error::NotFound`], also of another employer's; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::EMPLOYER_CASE_LETTER,
    params(("id" = String, Path), ("case" = String, Path)), responses(
    (status = 200, content_type = "application/pdf"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 503, body = ErrorBody)))]
pub async fn employer_letter(
    State(portal): State<Portal>,
    person: Person,
    Path((organisation, id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let found = portal
        .store
        .letter_for_employer(id, organisation, person.id, portal.now())
        .await?;
    letter(&portal, found).await
}

/// The same letter, for the authority; that it was fetched stands in the applicant's own log.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] of staff who don't work on applications; [`Error::NoFonts`].
#[utoipa::path(get, tag = "package", path = permit::api::path::DESK_CASE_LETTER, params(("id" = String, Path)), responses(
    (status = 200, content_type = "application/pdf"), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub async fn desk_letter(
    State(portal): State<Portal>,
    Officer(staff): Officer,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let now = portal.now();
    let found = portal.store.letter_for_desk(id, doer(staff), now).await?;
    letter(&portal, found).await
}
