//! Files in a store that speaks S3: a real server of it, started here.

use super::samples::{PIECE, jpeg, large_pdf};
use super::support::Site;
use super::tus::{sha256, streamed};
use axum::http::StatusCode;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use server::files::clean;
use std::path::Path;
use tokio::net::TcpListener;

const ANNA: &str = "anna@example.org";
const KEYS: (&str, &str) = ("invented-key", "invented-secret");

/// A server of S3 on a folder; its address.
async fn s3(folder: &Path) -> String {
    std::fs::create_dir_all(folder.join("portal")).unwrap();
    let mut builder = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
    builder.set_auth(SimpleAuth::from_single(KEYS.0, KEYS.1));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let _ = Builder::new(TokioExecutor::new())
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    address
}

async fn site(endpoint: &str, secret: &str) -> Site {
    Site::with(&[
        "--s3-bucket",
        "portal",
        "--s3-endpoint",
        endpoint,
        "--s3-access-key",
        KEYS.0,
        "--s3-secret-key",
        secret,
        "--s3-prefix",
        "beijing",
    ])
    .await
}

#[tokio::test]
async fn files_lie_in_a_bucket_and_nothing_beside_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let mut site = site(&s3(folder.path()).await, KEYS.1).await;
    let anna = site.sign_in(ANNA).await;
    let bytes = large_pdf(0);
    let path = site.begin(&anna, bytes.len()).await;
    site.patch(&path, &anna, 0, streamed(&bytes[..PIECE + 5], true))
        .await;
    assert_eq!(
        site.head(&path, &anna).await.header("upload-offset"),
        (PIECE + 5).to_string()
    );
    assert_eq!(site.objects("uploads").await.len(), 2);
    let rest = site
        .patch(&path, &anna, PIECE + 5, streamed(&bytes[PIECE + 5..], false))
        .await;
    assert_eq!(rest.header("upload-file"), sha256(&bytes), "{}", rest.text);
    assert!(site.objects("uploads").await.is_empty());
    let id = sha256(&bytes);
    assert_eq!(site.read_file(&anna, &id).await.bytes, bytes);
    assert!(!site.portal.config.data.join("files").exists());
    assert!(folder.path().join("portal/beijing/files").is_dir());
    let other = site.file(&anna, &jpeg()).await;
    let deleted = site
        .call("DELETE", &format!("/api/files/{other}"), &anna, None)
        .await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    assert_eq!(site.objects("files").await.len(), 1);
    let path = site.begin(&anna, bytes.len()).await;
    site.patch(&path, &anna, 0, streamed(&bytes[..PIECE], false))
        .await;
    site.later(40 * 86_400);
    clean::clean(&site.portal).await.unwrap();
    assert!(
        site.objects("").await.is_empty(),
        "what ran out and what nobody used"
    );
}

#[tokio::test]
async fn a_bucket_that_refuses_us_is_an_error_and_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = s3(folder.path()).await;
    let mut site = site(&endpoint, "wrong").await;
    let anna = site.sign_in(ANNA).await;
    let bytes = jpeg();
    let path = site.begin(&anna, bytes.len()).await;
    let told = site.patch(&path, &anna, 0, streamed(&bytes, false)).await;
    assert_eq!(
        (told.status, told.code().as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
    );
    assert_eq!(site.head(&path, &anna).await.header("upload-offset"), "0");
    // The operator puts the key right.
    let mut settings = site.portal.config.files.clone();
    settings.s3_secret_key = Some(KEYS.1.into());
    let objects = server::files::objects::Objects::open(&settings, &site.portal.config.data).unwrap();
    site.portal.files = site.portal.files.clone().with_objects(objects);
    let told = site.patch(&path, &anna, 0, streamed(&bytes, false)).await;
    assert_eq!(told.header("upload-file"), sha256(&bytes));
}
