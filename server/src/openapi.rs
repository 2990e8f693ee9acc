//! The API's description, made from the types and handlers that serve it.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Work Permit Portal",
        description = "Drafts and applications for a Foreigner's Work Permit in China."
    ),
    paths(
        crate::sign_in::request_code,
        crate::sign_in::sign_in,
        crate::sign_in::read_session,
        crate::sign_in::sign_out,
        crate::draft::list_drafts,
        crate::draft::read_draft,
        crate::draft::save_draft,
        crate::draft::delete_draft,
        crate::application::submit_application,
        crate::application::list_applications,
        crate::application::read_application,
        document,
    )
)]
struct Api;

/// The OpenAPI document as JSON.
#[must_use]
pub fn json() -> String {
    // The types are ours and fixed at build time; a test reads the document.
    Api::openapi().to_pretty_json().unwrap_or_default()
}

/// `GET /api/openapi.json`: this document.
#[utoipa::path(get, path = permit::api::path::OPENAPI, responses((status = 200, content_type = "application/json")))]
pub async fn document() -> axum::response::Response {
    use axum::response::IntoResponse;
    ([(axum::http::header::CONTENT_TYPE, "application/json")], json()).into_response()
}
