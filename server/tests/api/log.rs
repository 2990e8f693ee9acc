//! The log tells what happened, never what people said.

use super::process::Running;
use super::support::{ID, OTHER_ID, app, wish};

const EMAIL: &str = "canary.anna@example.org";
const PASSPORT: &str = "CANARY77";
const ADDRESS: &str = "Canary street 1";

#[test]
fn it_never_holds_what_people_type_and_names_every_request() {
    for format in ["json", "text"] {
        let folder = tempfile::tempdir().unwrap();
        app(&folder.path().join("dist"));
        let running = Running::with(folder.path(), &["--log", format]);
        let draft = format!("/api/drafts/{ID}");
        let wrong = format!(r#"{{"email":"{EMAIL}","code":"wrong {PASSPORT}"}}"#);
        running.request("POST", "/api/session", "", &wrong);
        let cookie = running.sign_in(EMAIL);
        let code = running.code(EMAIL);
        let save = |key: &str, value: &str, base: u64| {
            let body = format!(
                r#"{{"form_version":1,"known":0,"changes":[{{"key":"{key}","value":"{value}","base":{base}}}]}}"#
            );
            running.request("PATCH", &draft, &cookie, &body)
        };
        let saved = save("passport_number", PASSPORT, 0);
        assert!(saved.starts_with("HTTP/1.1 200"), "{saved}");
        assert!(save("address", ADDRESS, 0).starts_with("HTTP/1.1 200"));
        // Everything that can be refused, each with something private in it.
        assert!(save("passport_number", "CANARY77X", 0).starts_with("HTTP/1.1 409"));
        assert!(save("surname", &PASSPORT.repeat(50), 0).starts_with("HTTP/1.1 422"));
        assert!(save(&PASSPORT.to_lowercase(), "x", 0).starts_with("HTTP/1.1 422"));
        running.request("PATCH", &draft, &cookie, "{\"CANARY77\"");
        running.request(
            "GET",
            &format!("/api/drafts/{OTHER_ID}?q={PASSPORT}"),
            &cookie,
            "",
        );
        running.request("GET", &format!("/en/{PASSPORT}"), &cookie, "");
        let submit = format!("{draft}/application");
        let refused = running.request("POST", &submit, &cookie, &wish(2, "en").to_string());
        assert!(refused.contains("invalid_answers"), "{refused}");
        running.request("DELETE", "/api/session", &cookie, "");

        let log = running.log();
        let route = if format == "json" {
            "\"route\":\"/api/drafts/{id}\""
        } else {
            "route=\"/api/drafts/{id}\""
        };
        assert!(log.contains(route), "{log}");
        let mut headers = saved.lines();
        let id = headers
            .find_map(|line| line.strip_prefix("x-request-id: "))
            .unwrap();
        let lines = log
            .lines()
            .filter(|line| line.contains(id) && line.contains("answered"));
        assert_eq!(lines.count(), 1, "the request can be found by its id");
        let token = cookie.split('=').nth(1).unwrap().trim();
        for private in [
            "canary", ADDRESS, "Canary", EMAIL, PASSPORT, ID, OTHER_ID, token, &code,
        ] {
            assert!(!log.contains(private), "{private} stands in the log");
        }
        let proxied = log.lines().filter(|line| line.contains("127.0.0.1")).count();
        assert_eq!(proxied, 0, "who asked stays out as well");
    }
}
