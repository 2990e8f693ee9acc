//! Uploads by tus 1.0.0: begun, cut, resumed, ended.

use super::samples::{PIECE, jpeg, large_pdf, pdf};
use super::support::Site;
use super::tus::{sha256, streamed};
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use futures_util::StreamExt as _;
use std::convert::Infallible;
use tokio::sync::mpsc;

const ANNA: &str = "anna@example.org";

#[tokio::test]
async fn a_file_goes_up_and_comes_back() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let can = site.tus("OPTIONS", "/api/uploads", "", &[], Body::empty()).await;
    assert_eq!(can.status, StatusCode::NO_CONTENT);
    for (name, value) in [
        ("tus-version", "1.0.0"),
        (
            "tus-extension",
            "creation,creation-with-upload,expiration,checksum,termination",
        ),
        ("tus-checksum-algorithm", "sha256,sha1"),
        ("tus-max-size", "20971520"),
    ] {
        assert_eq!(can.header(name), value, "{name}");
    }
    let bytes = large_pdf(0);
    let length = bytes.len().to_string();
    // passport.exe, application/x-msdownload: neither is believed.
    let said = "filename cGFzc3BvcnQuZXhl,filetype YXBwbGljYXRpb24veC1tc2Rvd25sb2Fk,empty";
    let headers = [("upload-length", length.as_str()), ("upload-metadata", said)];
    let begun = site
        .tus("POST", "/api/uploads", &anna, &headers, Body::empty())
        .await;
    assert_eq!(
        (begun.status, begun.header("upload-offset")),
        (StatusCode::CREATED, "0")
    );
    assert_eq!(begun.header("upload-expires"), "Thu, 26 Nov 2026 04:00:00 GMT");
    let path = begun.header("location");
    assert!(path.starts_with("/api/uploads/"), "{path}");
    let half = site
        .patch(path, &anna, 0, streamed(&bytes[..PIECE / 2], false))
        .await;
    let at = (PIECE / 2).to_string();
    assert_eq!(
        (half.status, half.header("upload-offset")),
        (StatusCode::NO_CONTENT, at.as_str())
    );
    assert_eq!(half.header("upload-file"), "");
    let stands = site.head(path, &anna).await;
    for (name, value) in [
        ("upload-offset", at.as_str()),
        ("upload-length", length.as_str()),
        ("upload-metadata", said),
        ("upload-file", ""),
        ("cache-control", "no-store"),
        ("upload-expires", "Thu, 26 Nov 2026 04:00:00 GMT"),
    ] {
        assert_eq!(stands.header(name), value, "{name}");
    }
    let rest = site
        .patch(path, &anna, PIECE / 2, streamed(&bytes[PIECE / 2..], false))
        .await;
    let id = sha256(&bytes);
    assert_eq!(
        (rest.status, rest.header("upload-file")),
        (StatusCode::NO_CONTENT, id.as_str())
    );
    let again = site.head(path, &anna).await;
    assert_eq!(
        (
            again.status,
            again.header("upload-offset"),
            again.header("upload-file")
        ),
        (StatusCode::OK, length.as_str(), id.as_str()),
        "the answer may have been lost"
    );
    let listed = site.call("GET", "/api/files", &anna, None).await.json();
    assert_eq!(
        listed,
        serde_json::json!([{ "id": id, "kind": "pdf", "bytes": bytes.len(), "pages": 1, "width": 0, "height": 0,
            "state": "clean", "uploaded_at": super::support::NOW }])
    );
    let read = site.read_file(&anna, &id).await;
    assert!(read.status == StatusCode::OK && read.bytes == bytes);
    assert!(site.objects("uploads").await.is_empty(), "the pieces went");
}

#[tokio::test]
async fn it_goes_on_after_a_cut_wherever_that_was() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = large_pdf(1);
    let last = bytes.len() - 1;
    for cut in [
        0,
        1,
        69_999,
        PIECE / 2,
        PIECE - 1,
        PIECE,
        PIECE + 1,
        2 * PIECE,
        last,
    ] {
        let path = site.begin(&anna, bytes.len()).await;
        let answer = site.patch(&path, &anna, 0, streamed(&bytes[..cut], true)).await;
        assert_eq!(answer.code(), "upload_cut", "{cut}");
        let stands = site.head(&path, &anna).await;
        assert_eq!(
            stands.header("upload-offset"),
            cut.to_string(),
            "all that came is kept"
        );
        let rest = site
            .patch(&path, &anna, cut, streamed(&bytes[cut..], false))
            .await;
        assert_eq!(rest.header("upload-file"), sha256(&bytes), "{cut}: {}", rest.text);
    }
    // Cut after the last byte: it is whole, and nobody heard so.
    let path = site.begin(&anna, bytes.len()).await;
    site.patch(&path, &anna, 0, streamed(&bytes, true)).await;
    assert_eq!(
        site.head(&path, &anna).await.header("upload-file"),
        sha256(&bytes)
    );
    // One byte, again and again.
    let small = pdf(1);
    let path = site.begin(&anna, small.len()).await;
    for (place, byte) in small.iter().enumerate().take(40) {
        site.patch(&path, &anna, place, Body::from(vec![*byte])).await;
    }
    let rest = site
        .patch(&path, &anna, 40, Body::from(small[40..].to_vec()))
        .await;
    assert_eq!(rest.header("upload-file"), sha256(&small));
}

#[tokio::test]
async fn what_came_is_stored_though_the_server_dropped_the_request() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = pdf(1);
    let path = site.begin(&anna, bytes.len()).await;
    let (line, parts) = mpsc::channel::<Bytes>(1);
    let parts = futures_util::stream::unfold(parts, |mut parts| async {
        let part = parts.recv().await.map(Ok::<Bytes, std::io::Error>);
        Some((
            part.unwrap_or(Err(std::io::ErrorKind::ConnectionReset.into())),
            parts,
        ))
    });
    tokio::select! {
        _ = site.patch(&path, &anna, 0, Body::from_stream(parts)) => panic!("answered"),
        () = async {
            line.send(bytes[..50].to_vec().into()).await.unwrap();
            line.send(bytes[50..60].to_vec().into()).await.unwrap();
            // The second has been taken in when a third finds room.
            line.reserve().await.unwrap();
        } => {}
    }
    drop(line);
    // Asked until it is so; never so, if the work went with the request.
    for _ in 0..2_000 {
        if site.head(&path, &anna).await.header("upload-offset") == "60" {
            return;
        }
    }
    panic!("what came is lost");
}

#[tokio::test]
async fn an_upload_is_its_owner_s_alone() {
    let site = Site::new().await;
    let (anna, bo) = (site.sign_in(ANNA).await, site.sign_in("bo@example.org").await);
    let bytes = jpeg();
    let path = site.begin(&anna, bytes.len()).await;
    for other in [
        path.as_str(),
        "/api/uploads/0b9c7e52-1f7e-4c86-9d0a-6f1f5a9f3c11",
        "/api/uploads/x%00",
    ] {
        assert_eq!(site.head(other, &bo).await.status, StatusCode::NOT_FOUND);
        let answer = site.patch(other, &bo, 0, Body::from(bytes.clone())).await;
        assert_eq!(answer.code(), "not_found");
        let answer = site.tus("DELETE", other, &bo, &[], Body::empty()).await;
        assert_eq!(answer.code(), "not_found");
    }
    let mine = site.patch(&path, &anna, 0, Body::from(bytes)).await;
    assert_eq!(mine.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn of_two_tabs_one_counts_and_the_other_is_told() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = large_pdf(3);
    let path = site.begin(&anna, bytes.len()).await;
    // One tab has sent half a piece when the other comes and sends a whole one.
    let (slow, parts) = mpsc::channel::<Bytes>(1);
    let parts = futures_util::stream::unfold(parts, |mut parts| async {
        parts.recv().await.map(|part| (Ok::<_, Infallible>(part), parts))
    });
    let slow_tab = site.patch(&path, &anna, 0, Body::from_stream(parts));
    let quick_tab = async {
        slow.send(vec![b'x'; PIECE / 2].into()).await.unwrap();
        // Taken in: the next one finds room in the line.
        slow.send(vec![b'x'; 1].into()).await.unwrap();
        let quick = site
            .patch(&path, &anna, 0, streamed(&bytes[..PIECE], false))
            .await;
        slow.send(vec![b'x'; PIECE / 2].into()).await.unwrap();
        drop(slow);
        quick
    };
    let (slow, quick) = tokio::join!(slow_tab, quick_tab);
    assert_eq!(
        (slow.status, slow.code().as_str()),
        (StatusCode::CONFLICT, "upload_offset")
    );
    assert_eq!(quick.header("upload-offset"), PIECE.to_string());
    assert_eq!(site.objects("uploads").await.len(), 1, "what came second is gone");
    // And all at once, until it is whole.
    let mut at = PIECE;
    while at < bytes.len() {
        let tabs = (0..6).map(|tab| {
            let end = (at + 300_000 + tab * 100_000).min(bytes.len());
            site.patch(&path, &anna, at, streamed(&bytes[at..end], false))
        });
        let answers = futures_util::stream::iter(tabs)
            .buffer_unordered(6)
            .collect::<Vec<_>>()
            .await;
        let good = answers
            .iter()
            .filter(|answer| answer.status == StatusCode::NO_CONTENT);
        assert_eq!(good.count(), 1);
        let stands = site.head(&path, &anna).await;
        at = stands.header("upload-offset").parse().unwrap();
    }
    assert_eq!(
        site.head(&path, &anna).await.header("upload-file"),
        sha256(&bytes)
    );
    assert_eq!(site.read_file(&anna, &sha256(&bytes)).await.bytes, bytes);
}

#[tokio::test]
async fn an_upload_runs_out_and_can_be_ended() {
    let mut site = Site::with(&["--upload-keep-hours", "1"]).await;
    let anna = site.sign_in(ANNA).await;
    let bytes = large_pdf(4);
    let path = site.begin(&anna, bytes.len()).await;
    site.later(3_000);
    site.patch(&path, &anna, 0, streamed(&bytes[..PIECE], false))
        .await;
    site.later(3_599);
    let stands = site.head(&path, &anna).await;
    assert_eq!(stands.status, StatusCode::OK, "each piece begins the time anew");
    site.later(1);
    assert_eq!(site.head(&path, &anna).await.status, StatusCode::GONE);
    let late = site
        .patch(&path, &anna, PIECE, streamed(&bytes[PIECE..], false))
        .await;
    assert_eq!(
        (late.status, late.code().as_str()),
        (StatusCode::GONE, "upload_expired")
    );
    assert_eq!(site.objects("uploads").await.len(), 1);
    server::files::clean::clean(&site.portal).await.unwrap();
    assert!(site.objects("uploads").await.is_empty());
    assert_eq!(site.head(&path, &anna).await.status, StatusCode::NOT_FOUND);

    let path = site.begin(&anna, bytes.len()).await;
    site.patch(&path, &anna, 0, streamed(&bytes[..PIECE], false))
        .await;
    let ended = site.tus("DELETE", &path, &anna, &[], Body::empty()).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(site.head(&path, &anna).await.status, StatusCode::NOT_FOUND);
    assert!(site.objects("uploads").await.is_empty());
}

#[tokio::test]
async fn nobody_fills_the_store() {
    let site = Site::with(&["--person-max-bytes", "10000"]).await;
    let anna = site.sign_in(ANNA).await;
    site.begin(&anna, 6_000).await;
    let headers = [("upload-length", "4001")];
    let answer = site
        .tus("POST", "/api/uploads", &anna, &headers, Body::empty())
        .await;
    assert_eq!(answer.code(), "too_many_files");
    site.begin(&anna, 4_000).await;
    let bo = site.sign_in("bo@example.org").await;
    site.begin(&bo, 10_000).await;
}
