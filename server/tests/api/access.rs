use super::support::{BROWSER, PROXIED, Site, config};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;
use server::openapi;
use server::routes::API;
use std::collections::BTreeSet;

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
async fn without_a_proxy_only_pages_of_this_machine_change_anything() {
    let site = Site::new().await;
    for (origin, expected) in [
        ("http://localhost:8080", "not_signed_in"),
        ("http://127.0.0.1:8080", "not_signed_in"),
        ("http://[::1]:8080", "not_signed_in"),
        ("https://portal.example.org", "cross_site"),
        ("http://localhost.example.org", "cross_site"),
        ("null", "cross_site"),
    ] {
        // What a proxy that the portal was not told of sends by default: its own name for us, and nothing else.
        let request = Request::delete("/api/drafts/nothing")
            .header(header::HOST, "127.0.0.1:8080")
            .header("sec-fetch-site", "same-origin")
            .header(header::ORIGIN, origin);
        let answer = site.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.code(), expected, "{origin}");
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
    let arabic = json!({ "email": "amal@example.org", "locale": "ar" });
    let asked = site
        .call("POST", "/api/sign-in-codes", BROWSER, Some(arabic))
        .await;
    assert!(asked.status.is_success());
    let ask = |host: &str| {
        Request::get("/dev/mail")
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap()
    };
    let page = site.send(ask("localhost:8080")).await;
    assert!(page.status == StatusCode::OK && page.text.contains("anna@example.org"));
    for article in [
        "<article lang=\"en\" dir=\"ltr\">",
        "<article lang=\"ar\" dir=\"rtl\">",
    ] {
        assert!(page.text.contains(article), "{article}");
    }
    assert_eq!(
        site.send(ask("portal.evil.example")).await.status,
        StatusCode::NOT_FOUND
    );
    for header in [
        "forwarded",
        "via",
        "x-forwarded-for",
        "x-forwarded-proto",
        "x-real-ip",
    ] {
        let mut through_a_proxy = ask("127.0.0.1:8080");
        through_a_proxy
            .headers_mut()
            .insert(header, "198.51.100.7".parse().unwrap());
        assert_eq!(
            site.send(through_a_proxy).await.status,
            StatusCode::NOT_FOUND,
            "{header}"
        );
    }
    let with_server = Site::with(&["--smtp-url", "smtp://127.0.0.1:9"]).await;
    assert_eq!(
        with_server.send(ask("localhost")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn behind_a_proxy_there_must_be_tls_wherever_the_portal_listens() {
    for listen in ["0.0.0.0:80", "127.0.0.1:80"] {
        let open = [&["--listen", listen][..], &PROXIED].concat();
        let site = Site::with(&open).await;
        let call = |headers: &[(&str, &str)]| {
            let mut request = Request::get("/api/session");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            site.send(request.body(Body::empty()).unwrap())
        };
        assert_eq!(call(&[]).await.code(), "tls_required", "{listen}");
        assert_eq!(
            call(&[("x-forwarded-proto", "http")]).await.code(),
            "tls_required"
        );
        assert_eq!(site.call("GET", "/healthz", "", None).await.text, "ok");
        let answer = call(&[("x-forwarded-proto", "https")]).await;
        assert_eq!(answer.code(), "not_signed_in");
        assert!(
            answer.headers.contains_key("strict-transport-security"),
            "{listen}"
        );
        let outbox = Request::get("/dev/mail")
            .header(header::HOST, "localhost")
            .header("x-forwarded-proto", "https");
        assert_eq!(
            site.send(outbox.body(Body::empty()).unwrap()).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[test]
fn what_protects_people_behind_a_proxy_can_t_be_left_out() {
    let said = |arguments: &[&str]| config(arguments).check().err().unwrap_or_default();
    assert_eq!(said(&[]), "");
    for listen in ["0.0.0.0:80", "127.0.0.1:80"] {
        let all = [&["--listen", listen][..], &PROXIED].concat();
        assert_eq!(said(&all), "");
        assert!(said(&[&all[..], &["--now", "1"]].concat()).contains("PORTAL_NOW"));
        for (place, name) in [
            (2, "PORTAL_PROTO_HEADER"),
            (4, "PORTAL_CLIENT_HEADER"),
            (6, "PORTAL_SMTP_URL"),
            (8, "PORTAL_URL"),
        ] {
            let mut without = all.clone();
            without.drain(place..place + 2);
            assert!(said(&without).contains(name), "{name}");
        }
        let plain = [&all[..8], &["--url", "http://portal.example.org"]].concat();
        assert!(said(&plain).contains("PORTAL_URL"));
    }
    assert_eq!(
        config(&["--listen", "127.0.0.1:9090"]).address(),
        "http://localhost:9090"
    );
}
