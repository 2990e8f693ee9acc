//! The built app as browsers get it.

use super::process::Running;
use super::support::app;

#[test]
fn files_and_documents_are_served_as_browsers_like_them() {
    let folder = tempfile::tempdir().unwrap();
    app(&folder.path().join("dist"));
    let running = Running::with(folder.path(), &["--authority-name", "A </script> B"]);
    let get = |path: &str, headers: &str| running.request("GET", path, headers, "");
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
