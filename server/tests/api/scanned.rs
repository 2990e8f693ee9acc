//! The search for viruses, by a stand-in that speaks clamd's INSTREAM: signatures can't be had where tests run.

use super::kept::person;
use super::samples::{eicar, jpeg, pdf, pdf_with, png};
use super::support::Site;
use axum::http::StatusCode;
use lopdf::{Stream, dictionary};
use server::files::scan::scan_waiting;
use std::path::Path;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, UnixListener};

const ANNA: &str = "anna@example.org";

fn infected() -> Vec<u8> {
    pdf_with(|document, _| {
        document.add_object(Stream::new(dictionary! {}, eicar().into_bytes()));
    })
}

/// One connection, as clamd holds it: the command, chunks with their length, an empty one, the answer.
async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S) -> std::io::Result<()> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut bytes = Vec::new();
    loop {
        let length = stream.read_u32().await? as usize;
        if length == 0 {
            break;
        }
        let start = bytes.len();
        bytes.resize(start + length, 0);
        stream.read_exact(&mut bytes[start..]).await?;
    }
    let signature = eicar().into_bytes();
    let found = bytes.windows(signature.len()).any(|part| part == signature);
    let answer: &[u8] = match () {
        () if found => b"stream: Eicar-Test-Signature FOUND\0",
        () if bytes.len() > 100_000 => b"INSTREAM size limit exceeded. ERROR\0",
        () => b"stream: OK\0",
    };
    stream.write_all(answer).await
}

fn clamd_at(socket: &Path) {
    let listener = UnixListener::bind(socket).unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = serve(stream).await;
        }
    });
}

async fn clamd() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = serve(stream).await;
        }
    });
    address
}

async fn states(site: &Site, cookie: &str) -> Vec<(String, String)> {
    let list = site.call("GET", "/api/files", cookie, None).await.json();
    let word = |file: &serde_json::Value, key: &str| file[key].as_str().unwrap_or("").to_owned();
    let files = list.as_array().unwrap().iter();
    files
        .map(|file| (word(file, "state"), word(file, "reason")))
        .collect()
}

#[tokio::test]
async fn a_virus_is_refused_and_the_rest_is_clean() {
    let site = Site::with(&["--clamd", &clamd().await]).await;
    let anna = site.sign_in(ANNA).await;
    site.file(&anna, &jpeg()).await;
    let refused = site.upload(&anna, &infected()).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "file_infected")
    );
    assert_eq!(states(&site, &anna).await, [("clean".into(), String::new())]);
    assert_eq!(site.objects("").await.len(), 1);
    // What clamd can't look at waits: nobody said that it is clean.
    site.file(&anna, &super::samples::large_pdf(0)).await;
    let waiting = states(&site, &anna).await;
    assert!(
        waiting.contains(&("waiting".into(), String::new())),
        "{waiting:?}"
    );
}

#[tokio::test]
async fn files_wait_while_clamd_can_t_be_asked() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd");
    let site = Site::with(&["--clamd", &format!("unix:{}", socket.display())]).await;
    let anna = site.sign_in(ANNA).await;
    let (good, bad) = (
        site.file(&anna, &pdf(1)).await,
        site.file(&anna, &infected()).await,
    );
    let wait = ("waiting".to_owned(), String::new());
    assert_eq!(states(&site, &anna).await, [wait.clone(), wait.clone()]);
    scan_waiting(&site.portal).await.unwrap();
    assert_eq!(states(&site, &anna).await, [wait.clone(), wait]);
    clamd_at(&socket);
    scan_waiting(&site.portal).await.unwrap();
    let mut told = states(&site, &anna).await;
    told.sort();
    assert_eq!(
        told,
        [
            ("clean".into(), String::new()),
            ("refused".into(), "file_infected".to_owned())
        ]
    );
    assert_eq!(site.read_file(&anna, &good).await.status, StatusCode::OK);
    assert_eq!(
        site.read_file(&anna, &bad).await.code(),
        "not_found",
        "its bytes are gone"
    );
    let who = person(&site, &anna).await;
    assert!(site.portal.files.read(&who, &bad).await.unwrap().is_none());
    assert_eq!(site.objects("files").await.len(), 1);
    assert_eq!(
        site.upload(&anna, &infected()).await.code(),
        "file_infected",
        "and again"
    );
}

#[tokio::test]
async fn a_clamd_that_never_answers_holds_nobody_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let site = Site::with(&["--clamd", &address, "--clamd-seconds", "1"]).await;
    let anna = site.sign_in(ANNA).await;
    site.file(&anna, &png()).await;
    assert_eq!(states(&site, &anna).await, [("waiting".into(), String::new())]);
}
