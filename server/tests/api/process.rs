//! The program itself: started, killed, started again.

use super::support::ID;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PORTAL: &str = env!("CARGO_BIN_EXE_portal");

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn dist(folder: &Path) {
    let locales = folder.join("locales");
    std::fs::create_dir_all(&locales).unwrap();
    std::fs::write(locales.join("en.json"), "{}").unwrap();
    std::fs::write(locales.join("zh-Hans.json"), "{}").unwrap();
    let html = "<html lang=\"{{ lang }}\"><style>a{}</style><script>run()</script>\
                <script id=\"portal\" type=\"application/json\">{{ config }}</script><main>{{ landing }}</main>";
    std::fs::write(folder.join("index.html"), html).unwrap();
    std::fs::write(folder.join("app-0123456789abcdef.js"), "plain").unwrap();
    std::fs::write(folder.join("app-0123456789abcdef.js.br"), "small").unwrap();
}

fn start(folder: &Path, port: u16) -> Running {
    let running = Running(
        Command::new(PORTAL)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .arg("--data")
            .arg(folder.join("data"))
            .arg("--dist")
            .arg(folder.join("dist"))
            .args(["--authority-name", "A </script> B"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let patience = Instant::now() + Duration::from_secs(20);
    while Instant::now() < patience {
        if TcpStream::connect(("127.0.0.1", port)).is_ok()
            && request(port, "GET", "/readyz", "", "").contains("ready")
        {
            return running;
        }
        std::thread::yield_now();
    }
    panic!("the portal did not become ready");
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn request(port: u16, method: &str, path: &str, headers: &str, body: &str) -> String {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return String::new();
    };
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n{headers}\r\n{body}"
    );
    let _ = stream.write_all(head.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn sign_in(port: u16) -> String {
    request(
        port,
        "POST",
        "/api/sign-in-codes",
        "",
        r#"{"email":"anna@example.org","locale":"en"}"#,
    );
    let mail = request(port, "GET", "/dev/mail.json", "", "");
    let text = mail.split("\"text\":\"").nth(1).unwrap();
    let code = text
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| part.len() == 6)
        .unwrap();
    let body = format!(r#"{{"email":"anna@example.org","code":"{code}"}}"#);
    let answer = request(port, "POST", "/api/session", "", &body);
    let cookie = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap();
    format!("Cookie: {}\r\n", cookie.split(';').next().unwrap())
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    dist(&folder.path().join("dist"));
    let port = free_port();
    let mut running = start(folder.path(), port);
    let cookie = sign_in(port);
    let path = format!("/api/drafts/{ID}");
    for number in 0..20 {
        let body = format!(
            r#"{{"form_version":1,"known":0,"changes":[{{"key":"birth_place","value":"Town {number}","base":{number}}}]}}"#
        );
        let answer = request(port, "PATCH", &path, &cookie, &body);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    running.0.kill().unwrap();
    running.0.wait().unwrap();
    let _again = start(folder.path(), port);
    let stored = request(port, "GET", &path, &cookie, "");
    assert!(stored.contains("Town 19"), "{stored}");
}

#[test]
fn files_and_documents_are_served_as_browsers_like_them() {
    let folder = tempfile::tempdir().unwrap();
    dist(&folder.path().join("dist"));
    let port = free_port();
    let _running = start(folder.path(), port);
    let get = |path: &str, headers: &str| request(port, "GET", path, headers, "");
    let packed = get("/app-0123456789abcdef.js", "Accept-Encoding: gzip, br\r\n");
    assert!(
        packed.contains("content-encoding: br") && packed.ends_with("small") && packed.contains("immutable"),
        "{packed}"
    );
    assert!(get("/app-0123456789abcdef.js", "Accept-Encoding: br;q=0\r\n").ends_with("plain"));
    for missing in [
        "/missing.js",
        "/locales/../index.html",
        "/..%2f..%2fetc%2fpasswd.txt",
        "/index.html",
    ] {
        assert!(get(missing, "").starts_with("HTTP/1.1 404"), "{missing}");
    }
    assert!(get("/", "Accept-Language: zh-CN,zh;q=0.9\r\n").contains("<html lang=\"zh-Hans\">"));
    assert!(get("/", "Accept-Language: zh-CN\r\nCookie: locale=en\r\n").contains("<html lang=\"en\">"));
    let page = get("/en/drafts/1", "Accept-Language: zh-CN\r\n");
    assert!(page.contains("<html lang=\"en\">"), "{page}");
    assert!(!page.contains("A </script> B"), "a name can't end a script");
    // SHA-256 of `run()` and of `a{}`.
    assert!(
        page.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-")
            && page.contains("style-src 'self' 'sha256-")
    );
    let tag = page.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    assert!(get("/en/drafts/1", &format!("If-None-Match: {tag}\r\n")).starts_with("HTTP/1.1 304"));
}

#[test]
fn an_operator_is_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let serve = |dist: &Path, listen: &str| {
        let output = Command::new(PORTAL)
            .args(["serve", "--listen", listen, "--data"])
            .arg(folder.path().join("data"))
            .arg("--dist")
            .arg(dist)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, words) = serve(&folder.path().join("nowhere"), "127.0.0.1:0");
    assert_eq!((code, words.lines().count()), (Some(1), 1), "{words}");
    assert!(words.contains("make run"), "{words}");
    dist(&folder.path().join("dist"));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let (code, words) = serve(
        &folder.path().join("dist"),
        &taken.local_addr().unwrap().to_string(),
    );
    assert_eq!(code, Some(1));
    assert!(words.contains("PORTAL_LISTEN"), "{words}");
}

#[test]
fn the_log_never_holds_what_people_type() {
    let folder = tempfile::tempdir().unwrap();
    dist(&folder.path().join("dist"));
    let port = free_port();
    let log = folder.path().join("log");
    let child = Command::new(PORTAL)
        .args(["serve", "--log", "json", "--listen", &format!("127.0.0.1:{port}")])
        .arg("--data")
        .arg(folder.path().join("data"))
        .arg("--dist")
        .arg(folder.path().join("dist"))
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&log).unwrap())
        .env("RUST_LOG", "debug")
        .spawn()
        .unwrap();
    let running = Running(child);
    while !request(port, "GET", "/readyz", "", "").contains("ready") {
        std::thread::yield_now();
    }
    let cookie = sign_in(port);
    let body =
        r#"{"form_version":1,"known":0,"changes":[{"key":"passport_number","value":"CANARY77","base":0}]}"#;
    request(port, "PATCH", &format!("/api/drafts/{ID}"), &cookie, body);
    request(
        port,
        "PATCH",
        &format!("/api/drafts/{ID}"),
        &cookie,
        "{\"CANARY77\"",
    );
    drop(running);
    let written = std::fs::read_to_string(&log).unwrap();
    assert!(written.contains("\"route\":\"/api/drafts/{id}\""), "{written}");
    let token = cookie.split('=').nth(1).unwrap().trim();
    for private in ["CANARY77", "anna@example.org", ID, token] {
        assert!(!written.contains(private), "{private} stands in the log");
    }
}
