//! Posts that an organisation offers often, chosen when somebody is invited and when the part is filled in.

use super::{by, rows};
use crate::error::Error;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use crate::store::organisation::{By, PostWish};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::api::employer::{PostRequest, PostTemplate};
use permit::api::{ErrorBody, WireProblem};

/// Tidied, or what is wrong with it: as strict as an invitation, for that is what it is used in.
fn checked(request: PostRequest) -> Result<PostRequest, Error> {
    let name = request.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let answers: Vec<_> = request
        .answers
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .collect();
    let problem = |key: String, code: &str| WireProblem {
        key,
        code: code.into(),
    };
    let mut problems = Vec::new();
    if name.is_empty() {
        problems.push(problem("name".into(), "missing"));
    }
    for (key, value) in &answers {
        problems.extend(rows::wrong(key, value).map(|code| problem(key.to_string(), code)));
    }
    if problems.is_empty() {
        Ok(PostRequest { name, answers })
    } else {
        Err(Error::InvalidAnswers(problems))
    }
}

async fn keep(portal: &Portal, by: By, id: String, request: PostRequest) -> Result<PostTemplate, Error> {
    // What is not theirs is not there, whatever they say of it.
    portal.store.role_in(&by).await?;
    let to = checked(request)?;
    portal.store.keep_post(PostWish { by, id, to }).await
}

/// The posts that an organisation keeps, by name.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::POSTS, params(("id" = String, Path)), responses(
    (status = 200, body = Vec<PostTemplate>), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_posts(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<Vec<PostTemplate>>, Error> {
    Ok(Json(portal.store.posts(&by(&portal, person, id)).await?))
}

/// Keeps a post under a name, two hundred at the most.
///
/// # Errors
/// [`Error::NotFound`], [`Error::TooMany`], [`Error::InvalidAnswers`] with what is wrong; `name_taken` is one of it.
#[utoipa::path(post, tag = "organisation", path = permit::api::path::POSTS, params(("id" = String, Path)), request_body = PostRequest, responses(
    (status = 201, body = PostTemplate), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 422, body = ErrorBody)))]
pub async fn make_post(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<PostRequest>,
) -> Result<(StatusCode, Json<PostTemplate>), Error> {
    let by = by(&portal, person, id);
    let made = keep(&portal, by, String::new(), request).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Changes a post: name and answers as a whole. Invitations that were made with it stay as they are.
///
/// # Errors
/// [`Error::NotFound`], [`Error::InvalidAnswers`].
#[utoipa::path(put, tag = "organisation", path = permit::api::path::POST, params(("id" = String, Path), ("post" = String, Path)),
    request_body = PostRequest, responses((status = 200, body = PostTemplate), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn change_post(
    State(portal): State<Portal>,
    person: Person,
    Path((id, post)): Path<(String, String)>,
    Body(request): Body<PostRequest>,
) -> Result<Json<PostTemplate>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(keep(&portal, by, post, request).await?))
}

/// Deletes a post. Invitations that were made with it stay as they are.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(delete, tag = "organisation", path = permit::api::path::POST, params(("id" = String, Path), ("post" = String, Path)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn delete_post(
    State(portal): State<Portal>,
    person: Person,
    Path((id, post)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    portal.store.delete_post(by(&portal, person, id), post).await?;
    Ok(StatusCode::NO_CONTENT)
}
