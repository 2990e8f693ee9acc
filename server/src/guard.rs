//! What every request passes on its way in and every response on its way out.

use crate::clock;
use crate::error::{Error, Failed};
use crate::error_page::Reader;
use crate::state::Portal;
use crate::systems::token::bearer;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use tracing::Instrument as _;

/// The header that carries a request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The hash under which a session's token is kept.
#[must_use]
pub fn token_hash(token: &str) -> String {
    clock::hex(&Sha256::digest(token.as_bytes()))
}

/// The network a request comes from, for counting what signing in costs; `None` where only this machine asks, whose
/// people can't be told apart.
pub struct Client(pub Option<String>);

impl FromRequestParts<Portal> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Infallible> {
        let Some(header) = portal.config.client_header.as_deref() else {
            return Ok(Client(None));
        };
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Where the proxy named nobody, all that it did not name count together.
        let address = named(&parts.headers, header).or(peer.map(|peer| peer.0.ip()));
        Ok(Client(Some(address.map_or_else(String::new, network))))
    }
}

/// The address that the proxy itself wrote: the last one, for what stands before it came from the client.
fn named(headers: &HeaderMap, header: &str) -> Option<IpAddr> {
    let last = headers.get_all(header).iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    let with_port = || last.parse::<SocketAddr>().map(|address| address.ip());
    last.parse().or_else(|_| with_port()).ok()
}

/// An IPv6 customer has at least a whole /64 to choose addresses from.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The proxy in front must say that the connection is encrypted. Probes are let through.
pub async fn tls(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let probe = matches!(request.uri().path(), "/healthz" | "/readyz");
    if !portal.config.is_behind_proxy() || probe || says_https(&portal, request.headers()) {
        next.run(request).await
    } else {
        Error::TlsRequired.into_response()
    }
}

fn says_https(portal: &Portal, headers: &HeaderMap) -> bool {
    let said = portal
        .config
        .proto_header
        .as_deref()
        .and_then(|name| headers.get(name));
    said.and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.eq_ignore_ascii_case("https"))
}

/// A request that changes something must come from the portal's own pages, or from no page at all.
pub async fn same_site(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // No page can send a token that it does not have, and without a cookie nothing is done in anybody's name.
    let has_token = bearer(request.headers()).is_some() && !request.headers().contains_key(header::COOKIE);
    let safe = reads || has_token;
    if !safe && !portal.config.is_behind_proxy() && is_from_elsewhere(request.headers()) {
        tracing::warn!(
            "refused: the page was not opened on this machine; a proxy in front is named in PORTAL_PROTO_HEADER"
        );
        return Error::CrossSite.into_response();
    }
    if safe || is_own(request.headers()) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

/// Whether a host, with or without its port, is a name of this machine's own.
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// Whether a page that sends this was opened by another name than this machine's: some proxy leads here that the portal
/// was not told of, and none of what protects people behind one is on.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let origin = headers.get(header::ORIGIN);
    origin.is_some_and(|origin| {
        let host = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        !host.is_some_and(|(_, host)| is_this_machine(host))
    })
}

/// Whether a proxy handed the request on.
#[must_use]
pub fn was_forwarded(headers: &HeaderMap) -> bool {
    const NAMES: [&str; 6] = [
        "forwarded",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
    ];
    NAMES.iter().any(|name| headers.contains_key(*name))
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        // Browsers that don't say it send the origin with every such request; programs send neither.
        None => match (text(header::ORIGIN), text(header::HOST)) {
            (None, _) => true,
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
            (Some(_), None) => false,
        },
    }
}

/// The outermost layer: gives the request an id, writes a line to the log (never an answer, a code, an address), writes
/// errors out as problem+json, or as a page for who followed a link, and sends the headers that browsers are to hold us to.
pub async fn finish(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let id = clock::hex(&clock::random::<8>());
    let method = request.method().clone();
    let api = request.uri().path().starts_with("/api");
    let encrypted = says_https(&portal, request.headers());
    let reader = Reader::of(&method, request.uri(), request.headers());
    let span = tracing::info_span!("request", id = %id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    let route = response
        .extensions()
        .get::<Route>()
        .map_or_else(|| "the app".to_owned(), |route| route.0.clone());
    span.in_scope(|| tracing::info!(%method, route, status = status.as_u16(), "answered"));

    if response.extensions().get::<Failed>().is_none()
        && api
        && (status.is_client_error() || status.is_server_error())
    {
        let error = match status {
            StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Error::BodyTooLarge,
            StatusCode::NOT_FOUND => Error::NotFound,
            StatusCode::INTERNAL_SERVER_ERROR => Error::Internal,
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => Error::Unavailable,
            _ => Error::InvalidRequest,
        };
        let allow = response.headers().get(header::ALLOW).cloned();
        response = error.into_response();
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    if let Some(Failed(mut body)) = response.extensions_mut().remove::<Failed>() {
        body.request_id.clone_from(&id);
        let (kind, words) = match &reader {
            Some(reader) => ("text/html; charset=utf-8", reader.page(&body)),
            None => (
                "application/problem+json",
                serde_json::to_string(&body).unwrap_or_default(),
            ),
        };
        let kind = HeaderValue::from_static(kind);
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        *response.body_mut() = Body::from(words);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    headers(response.headers_mut(), api, encrypted);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Which route answered, as it is written in `routes`; ids stay out of the log.
#[derive(Clone)]
struct Route(String);

/// Notes the route for the log; runs inside of routing, where it is known.
pub async fn note_route(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(Route(route));
    }
    response
}

fn headers(headers: &mut HeaderMap, api: bool, encrypted: bool) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    // The document brings its own, wider one.
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    if api {
        set(header::CACHE_CONTROL, "no-store");
    } else {
        set(header::CACHE_CONTROL, "no-cache");
    }
    if encrypted {
        set(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        );
    }
}
