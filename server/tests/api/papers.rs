//! Papers, read back with Debian's poppler-utils as an office would read them.

use super::support::{ID, Site, complete};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::path::Path;
use std::process::Command;
use tower::ServiceExt as _;

/// An answer whose body is no text.
pub struct File {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// Downloads.
pub async fn get(site: &Site, path: &str, cookie: &str) -> File {
    let request = Request::get(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie);
    let response = site.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    File {
        status: parts.status,
        headers: parts.headers,
        bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    }
}

fn run(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new(program).args(arguments).arg(&path).arg("-").output();
    let output = output.unwrap_or_else(|_| panic!("{program} is missing: scripts/papers tests installs it"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn look() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let sent = site.submit(&anna, ID, revision, "en").await.json();
    let id = sent["id"].as_str().unwrap();
    for tag in ["en", "zh-Hans"] {
        for (name, path) in [("form", "form.pdf"), ("receipt", "receipt.pdf"), ("package", "package.zip")] {
            let start = std::process::Command::new("date").arg("+%s.%N").output().unwrap();
            let file = get(&site, &format!("/api/applications/{id}/{path}?locale={tag}"), &anna).await;
            let end = std::process::Command::new("date").arg("+%s.%N").output().unwrap();
            println!("{tag} {name} {} {} {} {}", file.status, file.bytes.len(), String::from_utf8_lossy(&start.stdout).trim(), String::from_utf8_lossy(&end.stdout).trim());
            if !file.status.is_success() { println!("{}", String::from_utf8_lossy(&file.bytes)); }
            let end = if name == "package" { "zip" } else { "pdf" };
            std::fs::write(format!("/tmp/w/p/{name}-{tag}.{end}"), &file.bytes).unwrap();
        }
    }
}
