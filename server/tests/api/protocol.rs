//! The words of tus 1.0.0: what is asked for, what is refused, checksums, and a piece that comes with the beginning.

use super::samples::{PIECE, jpeg, large_pdf, pdf};
use super::support::Site;
use super::tus::{KIND, checksum, sha256, streamed};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha1::Sha1;
use sha2::{Digest, Sha256};

const ANNA: &str = "anna@example.org";

#[tokio::test]
async fn a_piece_that_is_not_what_its_checksum_says_is_thrown_away() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = large_pdf(2);
    let path = site.begin(&anna, bytes.len()).await;
    let (first, second) = bytes.split_at(PIECE + 500_000);
    let right = checksum("sha256", &Sha256::digest(first));
    let send = |offset: usize, said: String, body: Body| {
        let (site, path, anna) = (&site, &path, &anna);
        async move {
            let offset = offset.to_string();
            let headers = [KIND, ("upload-offset", &offset), ("upload-checksum", &said)];
            site.tus("PATCH", path, anna, &headers, body).await
        }
    };
    let wrong = send(0, right.clone(), streamed(&bytes[1..first.len() + 1], false)).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.code().as_str()),
        (460, "upload_checksum")
    );
    let cut = send(0, right.clone(), streamed(&first[..PIECE + 10], true)).await;
    assert_eq!(cut.code(), "upload_cut");
    assert_eq!(site.head(&path, &anna).await.header("upload-offset"), "0");
    assert!(
        site.objects("uploads").await.is_empty(),
        "nothing of either is kept"
    );
    for said in ["md5 AAAA", "sha256", "sha256 ?", ""] {
        let answer = send(0, said.into(), Body::from("x")).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::BAD_REQUEST, "upload_invalid"),
            "{said}"
        );
    }
    let good = send(0, right, streamed(first, false)).await;
    assert_eq!(
        good.header("upload-offset"),
        first.len().to_string(),
        "{}",
        good.text
    );
    let end = send(
        first.len(),
        checksum("sha1", &Sha1::digest(second)),
        streamed(second, false),
    )
    .await;
    assert_eq!(end.header("upload-file"), sha256(&bytes), "{}", end.text);
}

#[tokio::test]
async fn what_is_not_tus_is_told_so() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = pdf(1);
    let path = site.begin(&anna, bytes.len()).await;
    site.patch(&path, &anna, 0, Body::from(bytes[..9].to_vec())).await;
    let patch = |headers: &'static [(&'static str, &'static str)], body: &'static str| {
        site.tus("PATCH", &path, &anna, headers, Body::from(body))
    };
    for (headers, body, status, code) in [
        (&[KIND, ("upload-offset", "8")][..], "x", 409, "upload_offset"),
        (&[KIND, ("upload-offset", "10")], "x", 409, "upload_offset"),
        (&[KIND], "x", 400, "upload_invalid"),
        (&[KIND, ("upload-offset", "-1")], "x", 400, "upload_invalid"),
        (&[KIND, ("upload-offset", "")], "x", 400, "upload_invalid"),
        (&[("upload-offset", "9")], "x", 415, "upload_media_type"),
        (
            &[("content-type", "application/json"), ("upload-offset", "9")],
            "x",
            415,
            "upload_media_type",
        ),
        (
            &[KIND, ("upload-offset", "9"), ("content-length", "99999")],
            "x",
            413,
            "file_size",
        ),
    ] {
        let answer = patch(headers, body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code),
            "{headers:?}"
        );
    }
    let long = streamed(&[b'x'; 200_000], false);
    let answer = site.patch(&path, &anna, 9, long).await;
    assert_eq!(
        answer.code(),
        "file_size",
        "more than was declared, without saying so before"
    );
    assert_eq!(site.head(&path, &anna).await.header("upload-offset"), "9");
    for (method, at) in [
        ("POST", "/api/uploads"),
        ("HEAD", &path),
        ("PATCH", &path),
        ("DELETE", &path),
    ] {
        for version in ["", "0.2.2"] {
            let request = Request::builder()
                .method(method)
                .uri(at)
                .header(header::COOKIE, &anna)
                .header("tus-resumable", version)
                .body(Body::empty());
            let answer = site.send(request.unwrap()).await;
            assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED, "{method}");
            assert_eq!(answer.header("tus-version"), "1.0.0");
        }
    }
    for (headers, status, code) in [
        (&[][..], 400, "upload_invalid"),
        (&[("upload-length", "x")], 400, "upload_invalid"),
        (&[("upload-defer-length", "1")], 400, "upload_invalid"),
        (
            &[("upload-length", "9"), ("upload-concat", "partial")],
            400,
            "upload_invalid",
        ),
        (
            &[("upload-length", "9"), ("upload-metadata", "filename ???")],
            400,
            "upload_invalid",
        ),
        (
            &[("upload-length", "9"), ("upload-metadata", "sha256 AAAA")],
            400,
            "upload_invalid",
        ),
        (&[("upload-length", "0")], 422, "file_empty"),
        (&[("upload-length", "2147483648")], 413, "file_size"),
        (&[("upload-length", "99999999999999999999999")], 413, "file_size"),
    ] {
        let answer = site
            .tus("POST", "/api/uploads", &anna, headers, Body::empty())
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code),
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn the_first_piece_may_come_with_the_beginning() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = pdf(1);
    let length = bytes.len().to_string();
    let begin = |more: Vec<(&'static str, String)>, body: Vec<u8>| {
        let (site, anna, length) = (&site, &anna, &length);
        async move {
            let mut headers = vec![KIND, ("upload-length", length.as_str())];
            headers.extend(more.iter().map(|(name, value)| (*name, value.as_str())));
            site.tus("POST", "/api/uploads", anna, &headers, Body::from(body))
                .await
        }
    };
    let whole = begin(vec![], bytes.clone()).await;
    assert_eq!(
        (whole.status, whole.header("upload-offset")),
        (StatusCode::CREATED, length.as_str())
    );
    assert_eq!(whole.header("upload-file"), sha256(&bytes));
    let half = begin(vec![], bytes[..50].to_vec()).await;
    assert_eq!(
        (half.status, half.header("upload-offset")),
        (StatusCode::CREATED, "50")
    );
    let rest = site
        .patch(
            half.header("location"),
            &anna,
            50,
            Body::from(bytes[50..].to_vec()),
        )
        .await;
    assert_eq!(rest.header("upload-file"), sha256(&bytes));
    let said = checksum("sha256", &Sha256::digest(b"other"));
    let wrong = begin(vec![("upload-checksum", said)], bytes.clone()).await;
    assert_eq!((wrong.status.as_u16(), wrong.header("location")), (460, ""));
    let bad = begin(vec![], vec![b'x'; bytes.len()]).await;
    assert_eq!((bad.status.as_u16(), bad.code().as_str()), (422, "file_type"));
    assert!(site.objects("uploads").await.is_empty());
}

#[tokio::test]
async fn the_hash_of_the_whole_is_held_against_what_came() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = jpeg();
    let length = bytes.len().to_string();
    for (named, is_right) in [(sha256(&bytes), true), (sha256(b"other"), false)] {
        let said = format!("sha256 {}", BASE64_STANDARD.encode(named));
        let headers = [("upload-length", length.as_str()), ("upload-metadata", &said)];
        let begun = site
            .tus("POST", "/api/uploads", &anna, &headers, Body::empty())
            .await;
        let answer = site
            .patch(begun.header("location"), &anna, 0, Body::from(bytes.clone()))
            .await;
        if is_right {
            assert_eq!(answer.status, StatusCode::NO_CONTENT);
        } else {
            assert_eq!(answer.code(), "file_failed");
            assert!(answer.json()["detail"].as_str().unwrap().starts_with("checksum"));
        }
    }
}
