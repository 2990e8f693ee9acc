use super::support::{ID, Site, config};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use server::openapi;
use server::routes::{API, Who};
use std::collections::BTreeSet;

fn filled(path: &str) -> String {
    path.replace("{id}", ID)
}

#[tokio::test]
async fn only_people_who_are_signed_in_get_what_is_theirs() {
    let site = Site::new().await;
    for (method, path, who) in API {
        let answer = site.call(method, &filled(path), "", None).await;
        assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(
            answer.status == StatusCode::UNAUTHORIZED,
            *who == Who::Person,
            "{method} {path}: {}",
            answer.text
        );
        let forged = site
            .call(method, &filled(path), "__Host-portal=AAAAAAAA", None)
            .await;
        assert_eq!(
            forged.status == StatusCode::UNAUTHORIZED,
            *who == Who::Person,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn the_description_lists_the_routes_that_there_are() {
    let document: serde_json::Value = serde_json::from_str(&openapi::json()).unwrap();
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        described.extend(
            methods
                .as_object()
                .unwrap()
                .keys()
                .map(|method| (method.to_uppercase(), path.clone())),
        );
    }
    let served: BTreeSet<_> = API
        .iter()
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(described, served);
    let answer = Site::new().await.call("GET", "/api/openapi.json", "", None).await;
    assert_eq!(answer.json(), document);
}

#[tokio::test]
async fn another_site_can_t_make_a_browser_change_anything() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    for (name, value, allowed) in [
        ("sec-fetch-site", "cross-site", false),
        ("sec-fetch-site", "same-site", false),
        ("sec-fetch-site", "same-origin", true),
        ("sec-fetch-site", "none", true),
        ("origin", "https://evil.example", false),
        ("origin", "null", false),
        ("origin", "http://localhost", true),
    ] {
        let request = Request::builder()
            .method(Method::DELETE)
            .uri("/api/drafts/nothing")
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &anna)
            .header(name, value);
        let answer = site.send(request.body(Body::empty()).unwrap()).await;
        let expected = if allowed { "not_found" } else { "cross_site" };
        assert_eq!(answer.code(), expected, "{name}: {value}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_hold_browsers_to_us() {
    let site = Site::new().await;
    for (method, path) in [
        ("GET", "/api/drafts"),
        ("GET", "/healthz"),
        ("GET", "/nowhere.js"),
        ("PUT", "/api/drafts"),
    ] {
        let answer = site.call(method, path, "", None).await;
        for (name, part) in [
            ("content-security-policy", "default-src 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            let value = answer
                .headers
                .get(name)
                .unwrap_or_else(|| panic!("{path} lacks {name}"));
            assert!(value.to_str().unwrap().contains(part), "{path} {name}");
        }
        assert_eq!(answer.headers.get("x-request-id").unwrap().len(), 16);
    }
    assert_eq!(
        site.call("GET", "/api/drafts", "", None)
            .await
            .headers
            .get(header::CACHE_CONTROL)
            .unwrap(),
        "no-store"
    );
    let wrong = site.call("PUT", "/api/drafts", "", None).await;
    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
    );
    assert_eq!(
        site.call("GET", "/api/nowhere", "", None).await.code(),
        "not_found"
    );
}

#[tokio::test]
async fn the_outbox_is_for_this_machine_alone() {
    let site = Site::new().await;
    site.ask_code("anna@example.org").await;
    let ask = |host: &str| {
        Request::get("/dev/mail")
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap()
    };
    let page = site.send(ask("localhost:8080")).await;
    assert!(page.status == StatusCode::OK && page.text.contains("anna@example.org"));
    assert_eq!(
        site.send(ask("portal.evil.example")).await.status,
        StatusCode::NOT_FOUND
    );
    let with_server = Site::with(&["--smtp-url", "smtp://127.0.0.1:9"]).await;
    assert_eq!(
        with_server.send(ask("localhost")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn beyond_this_machine_there_must_be_tls() {
    assert!(config(&["--listen", "0.0.0.0:80"]).check().is_err());
    let open = [
        "--listen",
        "0.0.0.0:80",
        "--proto-header",
        "x-forwarded-proto",
        "--smtp-url",
        "smtp://127.0.0.1:9",
    ];
    assert!(config(&[&open[..], &["--now", "1"]].concat()).check().is_err());
    let site = Site::with(&open).await;
    assert_eq!(
        site.call("GET", "/api/session", "", None).await.code(),
        "tls_required"
    );
    assert_eq!(site.call("GET", "/healthz", "", None).await.text, "ok");
    let request = Request::get("/api/session")
        .header("x-forwarded-proto", "https")
        .body(Body::empty())
        .unwrap();
    let answer = site.send(request).await;
    assert_eq!(answer.code(), "not_signed_in");
    assert!(answer.headers.contains_key("strict-transport-security"));
}
