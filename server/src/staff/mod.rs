//! The staff: who is signed in, and as what.

pub mod command;
pub mod password;
pub mod sign_in;
pub mod totp;

use crate::error::Error;
use crate::guard::token_hash;
use crate::sign_in::{cookie, is_use};
use crate::state::Portal;
use crate::store::Staff;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use permit::api::staff::StaffRole;

/// The session's cookie: another one than the applicants', so that a browser can be both.
pub const COOKIE: &str = "__Host-portal-staff";

/// A handler that takes a [`Staff`] is for the staff, whatever their role.
impl FromRequestParts<Portal> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        let token = cookie(&parts.headers, COOKIE).ok_or(Error::NotSignedIn)?;
        let (hash, now) = (token_hash(&token), portal.now());
        let staff = portal.store.staff(&hash, is_use(parts), now).await?;
        staff.ok_or(Error::NotSignedIn)
    }
}

/// Somebody who works on applications: an officer or a supervisor.
pub struct Officer(pub Staff);

impl FromRequestParts<Portal> for Officer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        let staff = Staff::from_request_parts(parts, portal).await?;
        if staff.role.is_of_the_desk() {
            Ok(Officer(staff))
        } else {
            Err(Error::Forbidden)
        }
    }
}

/// Somebody who helps: of the helpdesk, or a supervisor. What people write to them is not for officers, who decide about
/// them.
pub struct Helper(pub Staff);

impl FromRequestParts<Portal> for Helper {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        let staff = Staff::from_request_parts(parts, portal).await?;
        match staff.role {
            StaffRole::Helpdesk | StaffRole::Supervisor => Ok(Helper(staff)),
            StaffRole::Officer => Err(Error::Forbidden),
        }
    }
}
