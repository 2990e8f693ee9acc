//! Errors as who follows a link reads them, and as programs do.

use super::support::{Answer, ID, Site};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use permit::landing::escape;
use server::locales::text;

/// What a browser sends that follows a link.
const LINK: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

/// A request with these headers.
async fn ask(site: &Site, method: Method, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost");
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    site.send(request.body(Body::empty()).unwrap()).await
}

fn assert_page(answer: &Answer, tag: &str, dir: &str, code: &str, home: &str) {
    let kind = answer.headers.get(header::CONTENT_TYPE).unwrap();
    assert_eq!(kind, "text/html; charset=utf-8", "{}", answer.text);
    for part in [
        format!("<html lang=\"{tag}\" dir=\"{dir}\">"),
        escape(&text(tag, &format!("error.{code}"))),
        format!(
            "<a href=\"{home}\">{}</a>",
            escape(&text(tag, "app.not_found_home"))
        ),
    ] {
        assert!(answer.text.contains(&part), "{part}: {}", answer.text);
    }
    // The same protection as every answer of the API.
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        assert_eq!(answer.headers.get(&name).unwrap(), value);
    }
    let policy = answer.headers.get(header::CONTENT_SECURITY_POLICY).unwrap();
    assert!(policy.to_str().unwrap().starts_with("default-src 'none'"));
}

#[tokio::test]
async fn who_follows_a_link_reads_a_page_in_their_language_and_a_program_gets_json() {
    let site = Site::new().await;
    let path = format!("/api/drafts/{ID}/form.pdf?locale=ar");
    let arabic = (header::ACCEPT_LANGUAGE, "ar-EG,ar;q=0.9,en;q=0.5");
    let link = (header::ACCEPT, LINK);
    let page = ask(&site, Method::GET, &path, &[link.clone(), arabic.clone()]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_page(&page, "ar", "rtl", "not_signed_in", "/ar");
    // What somebody chose in the portal goes before what the browser says.
    let chosen = (header::COOKIE, "theme=dark; locale=de");
    let page = ask(&site, Method::GET, &path, &[link.clone(), arabic.clone(), chosen]).await;
    assert_page(&page, "de", "ltr", "not_signed_in", "/de");
    // Each side is led back to its own pages.
    for (path, home) in [
        ("/api/desk/cases/1/letter.pdf", "/en/staff"),
        ("/api/organisations/1/cases/1/letter.pdf", "/en/employer"),
    ] {
        let page = ask(&site, Method::GET, path, std::slice::from_ref(&link)).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_page(&page, "en", "ltr", "not_signed_in", home);
    }
    let page = ask(&site, Method::GET, "/api/nothing", std::slice::from_ref(&link)).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_page(&page, "en", "ltr", "not_found", "/en");

    for accepted in ["*/*", "application/json", "application/json, text/plain, */*"] {
        let program = (header::ACCEPT, accepted);
        let refused = ask(&site, Method::GET, &path, &[program, arabic.clone()]).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (StatusCode::UNAUTHORIZED, "not_signed_in"),
            "{accepted}"
        );
    }
    let silent = ask(&site, Method::GET, &path, &[]).await;
    assert_eq!(silent.code(), "not_signed_in");
    let written = ask(&site, Method::DELETE, &format!("/api/drafts/{ID}"), &[link]).await;
    assert_eq!(written.code(), "not_signed_in", "nobody follows a link to that");
}

#[tokio::test]
async fn a_paper_that_can_t_be_made_says_so_on_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::with(&["--fonts", folder.path().to_str().unwrap()]).await;
    let anna = site.sign_in("anna@example.org").await;
    site.save_complete(&anna, ID).await;
    let path = format!("/api/drafts/{ID}/form.pdf?locale=ja");
    let cookies = format!("{anna}; locale=ja");
    let headers = [(header::ACCEPT, LINK), (header::COOKIE, cookies.as_str())];
    let page = ask(&site, Method::GET, &path, &headers).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_page(&page, "ja", "ltr", "no_fonts", "/ja");
}
