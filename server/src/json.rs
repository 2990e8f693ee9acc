//! Bodies: read within the limit, parsed, and checked against the bounds that `permit::api` declares.

use crate::error::Error;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::de::DeserializeOwned;
use validator::Validate;

/// A request's body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        // A form of another site can't send this type without asking first.
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or("");
        let json = kind
            .split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Error::BodyTooLarge)?;
        if !json {
            return Err(Error::InvalidJson);
        }
        let value: T = serde_json::from_slice(&bytes).map_err(|_| Error::InvalidJson)?;
        value.validate().map_err(|_| Error::InvalidRequest)?;
        Ok(Body(value))
    }
}
