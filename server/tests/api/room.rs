//! Uploads when things go wrong below: a line that breaks, a server that is killed, a disk that is full.

use super::process::Running;
use super::samples::{PIECE, jpeg, large_pdf};
use super::support::{Site, app};
use super::tus::sha256;
use axum::body::Body;
use axum::http::StatusCode;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};

const ANNA: &str = "anna@example.org";

/// The head of a request of tus.
fn head(method: &str, path: &str, cookie: &str, headers: &str, length: usize) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTus-Resumable: 1.0.0\r\n\
         Content-Type: application/offset+octet-stream\r\nContent-Length: {length}\r\n{headers}{cookie}\r\n"
    )
}

struct Line<'a> {
    running: &'a Running,
    cookie: &'a str,
}

impl Line<'_> {
    fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> String {
        let mut stream = self.running.connect();
        let head = head(method, path, self.cookie, headers, body.len());
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses early need not read to the end.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn begin(&self, length: usize) -> String {
        let told = self.ask(
            "POST",
            "/api/uploads",
            &format!("Upload-Length: {length}\r\n"),
            b"",
        );
        header(&told, "location").to_owned()
    }

    fn patch(&self, path: &str, offset: usize, body: &[u8]) -> String {
        self.ask("PATCH", path, &format!("Upload-Offset: {offset}\r\n"), body)
    }

    fn offset(&self, path: &str) -> usize {
        let told = self.ask("HEAD", path, "", b"");
        header(&told, "upload-offset")
            .parse()
            .unwrap_or_else(|_| panic!("{told}"))
    }

    /// Asks until so much is stored.
    fn wait_for(&self, path: &str, offset: usize) {
        while self.offset(path) < offset {}
    }

    /// Begins to send all of it, and sends a part.
    fn send_part(&self, path: &str, bytes: &[u8], part: usize) -> TcpStream {
        let mut stream = self.running.connect();
        let head = head("PATCH", path, self.cookie, "Upload-Offset: 0\r\n", bytes.len());
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&bytes[..part]).unwrap();
        stream
    }
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let name = format!("{name}: ");
    answer
        .lines()
        .find_map(|line| line.strip_prefix(&name))
        .unwrap_or("")
}

#[test]
fn a_line_that_breaks_loses_nothing_that_came() {
    let folder = tempfile::tempdir().unwrap();
    app(&folder.path().join("dist"));
    let running = Running::start(folder.path());
    let cookie = running.sign_in(ANNA);
    let line = Line {
        running: &running,
        cookie: &cookie,
    };
    let bytes = large_pdf(0);
    for cut in [1, PIECE - 1, PIECE + 77_777] {
        let path = line.begin(bytes.len());
        let stream = line.send_part(&path, &bytes, cut);
        stream.shutdown(Shutdown::Both).unwrap();
        line.wait_for(&path, cut);
        assert_eq!(line.offset(&path), cut);
        let rest = line.patch(&path, cut, &bytes[cut..]);
        assert_eq!(header(&rest, "upload-file"), sha256(&bytes), "{rest}");
    }
    let log = running.log();
    for private in [&sha256(&bytes), ANNA, "Eriksson"] {
        assert!(!log.contains(private), "{private} stands in the log");
    }
}

#[test]
fn a_server_that_is_killed_goes_on_where_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    app(&folder.path().join("dist"));
    let running = Running::start(folder.path());
    let cookie = running.sign_in(ANNA);
    let bytes = large_pdf(1);
    let line = Line {
        running: &running,
        cookie: &cookie,
    };
    let path = line.begin(bytes.len());
    let stream = line.send_part(&path, &bytes, PIECE + 1_000);
    line.wait_for(&path, PIECE);
    running.kill();
    drop(stream);
    let running = Running::start(folder.path());
    let line = Line {
        running: &running,
        cookie: &cookie,
    };
    assert_eq!(
        line.offset(&path),
        PIECE,
        "the piece that was stored; the rest is sent again"
    );
    let rest = line.patch(&path, PIECE, &bytes[PIECE..]);
    assert_eq!(header(&rest, "upload-file"), sha256(&bytes), "{rest}");
}

#[test]
fn on_a_full_disk_it_says_so_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    app(&folder.path().join("dist"));
    let bytes = large_pdf(2);
    let running = Running::start(folder.path());
    let cookie = running.sign_in(ANNA);
    let stopped = |running: Running| {
        running.terminate();
        // The database is one file then, and well below what follows.
        assert_eq!(running.ended().0, Some(0));
    };
    stopped(running);
    // Room for pieces of a megabyte each, and not for the file put together.
    let running = Running::with_room(folder.path(), 3_000);
    let line = Line {
        running: &running,
        cookie: &cookie,
    };
    let path = line.begin(bytes.len());
    let full = line.patch(&path, 0, &bytes);
    assert!(
        full.starts_with("HTTP/1.1 507") && full.contains("storage_full"),
        "{full}"
    );
    let asked = line.ask("HEAD", &path, "", b"");
    assert!(asked.starts_with("HTTP/1.1 507"), "{asked}");
    stopped(running);
    // Not even for a piece.
    let running = Running::with_room(folder.path(), 1_800);
    let line = Line {
        running: &running,
        cookie: &cookie,
    };
    let other = line.begin(bytes.len());
    let full = line.patch(&other, 0, &bytes);
    assert!(
        full.starts_with("HTTP/1.1 507") && full.contains("storage_full"),
        "{full}"
    );
    assert_eq!(line.offset(&other), 0);
    drop(running);
    let running = Running::start(folder.path());
    let line = Line {
        running: &running,
        cookie: &cookie,
    };
    let asked = line.ask("HEAD", &path, "", b"");
    assert_eq!(header(&asked, "upload-file"), sha256(&bytes), "{asked}");
    let rest = line.patch(&other, 0, &bytes);
    assert_eq!(header(&rest, "upload-file"), sha256(&bytes), "{rest}");
}

#[tokio::test]
async fn while_the_store_fails_nothing_is_acknowledged() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bytes = jpeg();
    let path = site.begin(&anna, bytes.len()).await;
    // A file where its folders belong.
    let (uploads, files) = ("files/uploads", "files/files");
    let data = &site.portal.config.data;
    std::fs::write(data.join(uploads), "").unwrap();
    let told = site.patch(&path, &anna, 0, Body::from(bytes.clone())).await;
    assert_eq!(
        (told.status, told.code().as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
    );
    assert_eq!(site.head(&path, &anna).await.header("upload-offset"), "0");
    std::fs::remove_file(data.join(uploads)).unwrap();
    std::fs::write(data.join(files), "").unwrap();
    let told = site.patch(&path, &anna, 0, Body::from(bytes.clone())).await;
    assert_eq!(
        told.code(),
        "unavailable",
        "the pieces are stored, the file can't be"
    );
    assert_eq!(
        site.head(&path, &anna).await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    std::fs::remove_file(data.join(files)).unwrap();
    assert_eq!(
        site.head(&path, &anna).await.header("upload-file"),
        sha256(&bytes)
    );
}
