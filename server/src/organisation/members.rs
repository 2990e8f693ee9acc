//! The people of an organisation.

use super::by;
use crate::clock::day_in_china;
use crate::error::Error;
use crate::json::Body;
use crate::locales::known;
use crate::state::Portal;
use crate::store::Person;
use crate::store::organisation::MemberWish;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use permit::api::history::OrganisationHistory;
use permit::api::organisation::{MemberRequest, MemberRole, Organisation};
use permit::api::{ErrorBody, WireProblem};
use permit::check::email::email;
use permit::check::fold::fold;
use permit::check::phone;
use permit::date;
use permit::problem::Code;
use serde::Deserialize;

/// Who takes over.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct HandOver {
    /// A membership; without it, who is in charge.
    pub to: String,
}

/// Which page of a history.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct HistoryPage {
    /// The page, from 1; each has 50. One behind the last is the last one.
    pub page: u32,
}

fn wrong(key: &str, code: Code) -> Error {
    Error::InvalidAnswers(vec![WireProblem {
        key: key.into(),
        code: code.name().into(),
    }])
}

/// The last day of a mandate: every agent has one, and nobody else.
fn until(request: &MemberRequest, today: date::Date) -> Result<String, Error> {
    if request.role != MemberRole::Agent {
        return Ok(String::new());
    }
    let typed = fold(&request.until);
    if typed.is_empty() {
        return Err(wrong("until", Code::Missing));
    }
    let day = date::parse(&typed).map_err(|code| wrong("until", code))?;
    if day < today {
        return Err(wrong("until", Code::DateInPast));
    }
    Ok(date::iso(day))
}

/// The telephone as typed, without needless blanks; what can't be compared with an applicant's is none.
fn telephone(request: &MemberRequest) -> Result<Option<String>, Error> {
    let Some(typed) = &request.phone else {
        return Ok(None);
    };
    let tidy = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if tidy.is_empty() || phone::compared(&tidy).is_some() {
        Ok(Some(tidy))
    } else {
        Err(wrong("phone", Code::PhoneShape))
    }
}

/// Makes somebody a member by their address, or changes what they are; only who is in charge. One to three of an
/// organisation's people always handle its applications. The person gets a letter where that is new.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::TooManyHandlers`], [`Error::LastHandler`], [`Error::LastInCharge`],
/// [`Error::TooMany`]; [`Error::OwnEmployer`] of who is invited as an applicant; [`Error::InvalidAnswers`];
/// [`Error::OrganisationChanged`] of who is not in this role any more, where no language is named.
#[utoipa::path(post, tag = "organisation", path = permit::api::path::MEMBERS, params(("id" = String, Path)), request_body = MemberRequest, responses(
    (status = 200, body = Organisation), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn put_member(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<MemberRequest>,
) -> Result<Json<Organisation>, Error> {
    let by = by(&portal, person, id);
    portal.store.role_in(&by).await?;
    let email = email(&request.email).map_err(|code| wrong("email", code))?;
    let wish = MemberWish {
        email_key: email.to_lowercase(),
        until: until(&request, day_in_china(by.now))?,
        phone: telephone(&request)?,
        by,
        email,
        role: request.role,
        handles: request.handles,
        locale: Some(&request.locale)
            .filter(|tag| !tag.is_empty())
            .map_or_else(String::new, |tag| known(tag).into()),
    };
    let organisation = portal.store.put_member(wish).await?;
    portal.mailer.wake();
    Ok(Json(organisation))
}

/// Ends a membership: who is in charge anybody's, everybody their own. What the person took care of goes to another one. Both
/// get a letter, but not about what they did themselves.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::LastInCharge`], [`Error::LastHandler`]; [`Error::InvalidRequest`]
/// where `to` is nobody.
#[utoipa::path(delete, tag = "organisation", path = permit::api::path::MEMBER, params(("id" = String, Path), ("member" = String, Path), HandOver),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn end_member(
    State(portal): State<Portal>,
    person: Person,
    Path((id, member)): Path<(String, String)>,
    Query(hand_over): Query<HandOver>,
) -> Result<StatusCode, Error> {
    let by = by(&portal, person, id);
    portal.store.end_member(by, member, hand_over.to).await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}

/// Who did what in an organisation of one's own, newest first, fifty at a time.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::ORGANISATION_HISTORY, params(("id" = String, Path), HistoryPage),
    responses((status = 200, body = OrganisationHistory), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_history(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(wanted): Query<HistoryPage>,
) -> Result<Json<OrganisationHistory>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(portal.store.organisation_history(&by, wanted.page).await?))
}
