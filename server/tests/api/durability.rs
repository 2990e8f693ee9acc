//! What was acknowledged stays, whatever happens to the process.

use super::process::{Running, portal, refused, request};
use super::support::{ID, app, complete, wish};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc;
use std::thread;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    app(&folder.path().join("dist"));
    folder
}

fn save(known: u64, town: &str, base: u64) -> String {
    format!(
        r#"{{"form_version":1,"known":{known},"changes":[{{"key":"birth_place","value":"{town}","base":{base}}}]}}"#
    )
}

#[test]
fn what_was_acknowledged_survives_being_killed_while_others_save() {
    let folder = folder();
    let running = Running::start(folder.path());
    let (port, cookie) = (running.port, running.sign_in("anna@example.org"));
    let (acknowledged, said) = mpsc::channel();
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let (acknowledged, cookie) = (acknowledged.clone(), cookie.clone());
            let path = format!("/api/drafts/{}{writer}", &ID[..35]);
            thread::spawn(move || {
                let mut last = 0;
                loop {
                    let body = save(last, &format!("{}", last + 1), last);
                    let answer = request(port, "PATCH", &path, &cookie, &body);
                    // The whole answer came, or nobody may rely on it.
                    if !(answer.starts_with("HTTP/1.1 200") && answer.ends_with('}')) {
                        return (path, last);
                    }
                    last += 1;
                    let _ = acknowledged.send(last);
                }
            })
        })
        .collect();
    drop(acknowledged);
    assert!(said.iter().any(|saves| saves == 25), "the saves went on");
    running.kill();
    let again = Running::start(folder.path());
    for writer in writers {
        let (path, last) = writer.join().unwrap();
        let answer = again.request("GET", &path, &cookie, "");
        let draft: serde_json::Value =
            serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        let stored = draft["draft"]["entries"]["birth_place"]["value"]
            .as_str()
            .map_or(0, |value| value.parse::<u64>().unwrap());
        // The one that was on its way may have come in unacknowledged.
        assert!(
            stored == last || stored == last + 1,
            "{last} acknowledged, {stored} stored"
        );
        assert_eq!(draft["revision"].as_u64().unwrap_or(0), stored);
    }
}

#[test]
fn told_to_stop_it_ends_what_it_has_begun() {
    let folder = folder();
    let running = Running::start(folder.path());
    let cookie = running.sign_in("anna@example.org");
    let mut idle = running.connect();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut stream = running.connect();
    let body = save(0, "Uppsala", 0);
    let head = format!(
        "PATCH /api/drafts/{ID} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n{cookie}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    answer.read_line(&mut line).unwrap();
    assert!(line.contains("100"), "the handler waits for the body: {line}");
    running.terminate();
    stream.write_all(body.as_bytes()).unwrap();
    let mut rest = String::new();
    answer.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("HTTP/1.1 200"), "{rest}");
    let (code, words) = running.ended();
    assert_eq!(code, Some(0));
    assert!(words.starts_with("stopped"), "{words}");
    let again = Running::start(folder.path());
    let stored = again.request("GET", &format!("/api/drafts/{ID}"), &cookie, "");
    assert!(stored.contains("Uppsala"), "{stored}");
}

#[test]
fn a_client_that_never_ends_its_request_does_not_keep_it_from_stopping() {
    let folder = folder();
    let running = Running::with(folder.path(), &["--stop-within", "1"]);
    let mut stream = running.connect();
    stream
        .write_all(b"PATCH / HTTP/1.1\r\nHost: localhost\r\nX-Never: ")
        .unwrap();
    // Answered on another connection after this one was taken.
    assert!(running.request("GET", "/readyz", "", "").ends_with("ready"));
    running.terminate();
    let (code, words) = running.ended();
    assert_eq!(code, Some(0));
    assert!(words.starts_with("stopped"), "{words}");
    drop(stream);
}

#[test]
fn only_the_one_who_runs_it_can_read_the_data() {
    let folder = folder();
    let _running = Running::start(folder.path());
    let data = folder.path().join("data");
    let mode = data.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert!(data.join("portal.sqlite").is_file());
}

#[test]
fn an_operator_is_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let one = |listen: &str, arguments: &[&str]| {
        let (code, words) = refused(portal(folder.path(), listen).args(arguments));
        assert_eq!((code, words.lines().count()), (Some(1), 1), "{words}");
        assert!(words.starts_with("portal: "), "{words}");
        words
    };
    assert!(one("127.0.0.1:0", &[]).contains("make run"));
    app(&folder.path().join("dist"));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert!(one(&address, &[]).contains("PORTAL_LISTEN"));
    assert!(one("0.0.0.0:0", &[]).contains("PORTAL_PROTO_HEADER"));
    let behind = ["--proto-header", "x-forwarded-proto"];
    assert!(one("0.0.0.0:0", &behind).contains("PORTAL_SMTP_URL"));
    assert!(one("127.0.0.1:0", &behind).contains("PORTAL_SMTP_URL"));
    let words = one(
        "127.0.0.1:0",
        &["--smtp-url", "nonsense://anna:secret@example.org"],
    );
    assert!(
        words.contains("PORTAL_SMTP_URL") && !words.contains("secret"),
        "{words}"
    );
    assert!(one("127.0.0.1:0", &["--clamd", "localhost:3310"]).contains("PORTAL_CLAMD"));
    let half = ["--s3-bucket", "files", "--s3-access-key", "invented"];
    assert!(one("127.0.0.1:0", &half).contains("PORTAL_S3_SECRET_KEY"));
    std::fs::write(
        folder.path().join("data/portal.sqlite"),
        "no database ".repeat(100),
    )
    .unwrap();
    assert!(one("127.0.0.1:0", &[]).contains("portal.sqlite"));
}

#[test]
fn letters_say_where_the_portal_is() {
    let folder = folder();
    let running = Running::start(folder.path());
    let cookie = running.sign_in("anna@example.org");
    let changes: Vec<_> = complete()
        .iter()
        .map(|(key, value)| serde_json::json!({ "key": key, "value": value, "base": 0 }))
        .collect();
    let body = serde_json::json!({ "form_version": permit::forms::VERSION, "known": 0, "changes": changes });
    let path = format!("/api/drafts/{ID}");
    running.request("PATCH", &path, &cookie, &body.to_string());
    let body = wish(1, "en").to_string();
    let sent = running.request("POST", &format!("{path}/application"), &cookie, &body);
    assert!(sent.starts_with("HTTP/1.1 201"), "{sent}");
    let letters = running.request("GET", "/dev/mail.json", "", "");
    let address = format!("http://localhost:{}/en/applications/", running.port);
    assert!(letters.contains(&address), "{letters}");
}

#[test]
fn what_the_build_asks_for_is_printed() {
    let folder = folder();
    let print = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_portal"));
        let output = command.env_clear().args(arguments).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let dist = folder.path().join("dist");
    let (good, page) = print(&["render-index", dist.to_str().unwrap(), "zh-Hans"]);
    assert!(good && page.contains("<html lang=\"zh-Hans\""), "{page}");
    assert!(!print(&["render-index", dist.to_str().unwrap(), "xx"]).0);
    for command in ["openapi", "form"] {
        let (good, json) = print(&[command]);
        assert!(
            good && serde_json::from_str::<serde_json::Value>(&json).is_ok(),
            "{command}"
        );
    }
    let (good, manual) = print(&["serve", "--help"]);
    for name in [
        "PORTAL_LISTEN",
        "PORTAL_DATA",
        "PORTAL_SMTP_URL",
        "PORTAL_PROTO_HEADER",
        "PORTAL_FILE_MAX_BYTES",
        "PORTAL_S3_BUCKET",
        "PORTAL_CLAMD",
    ] {
        assert!(good && manual.contains(name), "{name}");
    }
}
