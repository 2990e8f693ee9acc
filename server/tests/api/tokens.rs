//! Other systems with tokens: what each opens, until when, and who is behind what is done with one.

use super::cases::{filed, kinds};
use super::support::{Answer, PROXIED, Site};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};
use server::guard::token_hash;
use server::store::NewToken;
use server::systems::token::Scope;

impl Site {
    /// Makes a token that is its own name.
    pub async fn token(&self, name: &str, scopes: &[Scope]) {
        let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
        let new = NewToken {
            id: name.into(),
            name: name.into(),
            token_hash: token_hash(name),
            scopes: names.join(" "),
            now: self.portal.now(),
            expires_at: self.portal.now() + 86_400,
        };
        assert!(self.portal.store.add_token(new).await.unwrap());
    }

    pub async fn revoke(&self, id: &str) {
        let revoked = self.portal.store.revoke_token(id.into(), self.portal.now()).await;
        assert!(revoked.unwrap());
    }

    /// A request as another system makes it.
    pub async fn ask(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> Answer {
        let request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        self.send(request.body(body).unwrap()).await
    }
}

#[tokio::test]
async fn a_review_system_takes_the_desk_s_place_and_is_one_person() {
    let site = Site::new().await;
    let (_, id) = filed(&site).await;
    for name in ["review", "second"] {
        site.token(name, &[Scope::Read, Scope::Act]).await;
    }
    let queue = site.ask("GET", "/api/desk/cases", "review", None).await;
    assert_eq!(queue.json()["rows"][0]["id"], id.as_str(), "{}", queue.text);
    let case = format!("/api/desk/cases/{id}");
    let act = async |token: &str, action: Value, why: &str| {
        let seen = site.ask("GET", &case, token, None).await.json()["seen"].clone();
        let body = json!({ "seen": seen, "action": action, "why": why });
        site.ask("POST", &format!("{case}/actions"), token, Some(body))
            .await
    };
    let begun = act("review", json!("start_pre_review"), "").await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.text);
    let record = begun.json()["records"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&record["person"], &record["event"]["by"]),
        (&json!("token:review"), &json!("officer"))
    );
    let refuse = json!({ "refuse": ["conditions_not_met"] });
    let proposed = act("review", refuse, "No degree").await;
    assert_eq!(kinds(&proposed.json()).last().unwrap(), "refusal_proposed");
    // A newer token of the same name is the same person still.
    site.revoke("review").await;
    let new = NewToken {
        id: "newer".into(),
        name: "review".into(),
        token_hash: token_hash("newer"),
        scopes: "cases:read cases:act".into(),
        now: site.portal.now(),
        expires_at: site.portal.now() + 60,
    };
    assert!(site.portal.store.add_token(new).await.unwrap());
    let own = act("newer", json!("confirm"), "").await;
    assert_eq!(own.json()["denied"], "second_person_needed");
    let other = act("second", json!("confirm"), "").await;
    assert_eq!(kinds(&other.json()).last().unwrap(), "refused", "{}", other.text);
    // Who looked stands in the applicant's log, as with anybody of the desk.
    let mut database = site.database().await;
    let looks: i64 =
        sqlx::query_scalar("select count(*) from access where who = 'token:review' and role = 'officer'")
            .fetch_one(&mut database)
            .await
            .unwrap();
    assert!(looks > 0);
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_say_until_it_ends_or_is_revoked() {
    let mut site = Site::new().await;
    let (_, id) = filed(&site).await;
    site.token("reads", &[Scope::Read]).await;
    site.token("acts", &[Scope::Act]).await;
    let status = async |site: &Site, method: &str, path: &str, token: &str, body: Option<Value>| {
        let answer = site.ask(method, path, token, body).await;
        (
            answer.status.as_u16(),
            if answer.status.is_success() {
                String::new()
            } else {
                answer.code()
            },
        )
    };
    let act = format!("/api/desk/cases/{id}/actions");
    let begin = || Some(json!({ "seen": 3, "action": "start_pre_review" }));
    let forbidden = (403, "forbidden".to_owned());
    let unknown = (401, "not_signed_in".to_owned());
    assert_eq!(status(&site, "POST", &act, "reads", begin()).await, forbidden);
    assert_eq!(
        status(&site, "GET", "/api/desk/cases", "acts", None).await,
        forbidden
    );
    assert_eq!(
        status(&site, "GET", "/api/events", "reads", None).await,
        forbidden
    );
    assert_eq!(status(&site, "POST", &act, "acts", begin()).await.0, 200);
    // Nothing of anybody else's, and nothing else of the desk's.
    for path in [
        "/api/desk/organisations",
        "/api/drafts",
        "/api/organisations",
        "/api/staff/session",
    ] {
        assert_eq!(status(&site, "GET", path, "reads", None).await, unknown, "{path}");
    }
    let used = site.portal.store.tokens().await.unwrap();
    assert!(used.iter().all(|row| row.used_at == Some(site.portal.now())));
    // It is kept as a hash, and nowhere else.
    let mut database = site.database().await;
    let kept: Vec<String> = sqlx::query_scalar("select token_hash from api_token")
        .fetch_all(&mut database)
        .await
        .unwrap();
    assert!(kept.contains(&token_hash("reads")));
    site.revoke("acts").await;
    assert_eq!(status(&site, "POST", &act, "acts", begin()).await, unknown);
    site.later(86_399);
    assert_eq!(
        status(&site, "GET", "/api/desk/cases", "reads", None).await.0,
        200
    );
    site.later(1);
    assert_eq!(
        status(&site, "GET", "/api/desk/cases", "reads", None).await,
        unknown
    );
}

#[tokio::test]
async fn tokens_that_there_are_not_are_counted_by_network() {
    let mut site = Site::with(&PROXIED).await;
    site.token("reads", &[Scope::Read]).await;
    let ask = async |site: &Site, token: &str, from: &str| {
        let request = Request::get("/api/desk/cases")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-for", from);
        site.send(request.body(Body::empty()).unwrap()).await
    };
    for number in 0..30 {
        let guess = ask(&site, &format!("guess{number}"), "198.51.100.7").await;
        assert_eq!(guess.code(), "not_signed_in", "{number}");
    }
    let more = ask(&site, "guess", "198.51.100.7").await;
    assert_eq!(more.code(), "too_many_requests");
    assert_eq!(more.headers["retry-after"], "900");
    assert_eq!(
        ask(&site, "reads", "198.51.100.7").await.code(),
        "too_many_requests"
    );
    assert_eq!(ask(&site, "reads", "203.0.113.9").await.status, StatusCode::OK);
    site.later(901);
    assert_eq!(ask(&site, "reads", "198.51.100.7").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_needs_no_page_of_the_portal_and_a_cookie_beside_it_does() {
    let site = Site::new().await;
    let (_, id) = filed(&site).await;
    site.token("acts", &[Scope::Act]).await;
    let li = site.staff(Officer, "li").await;
    let send = async |cookie: Option<&str>| {
        let mut request = Request::post(format!("/api/desk/cases/{id}/actions"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, "Bearer acts")
            .header("sec-fetch-site", "cross-site");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let body = json!({ "seen": 3, "action": "start_pre_review" }).to_string();
        site.send(request.body(Body::from(body)).unwrap()).await
    };
    assert_eq!(send(Some(&li)).await.code(), "cross_site");
    let alone = send(None).await;
    assert_eq!(alone.status, StatusCode::OK, "{}", alone.text);
}

/// What the program says.
fn portal(folder: &std::path::Path, words: &[&str]) -> (bool, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_portal"));
    let output = command
        .env_clear()
        .args(words)
        .arg("--data")
        .arg(folder)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[tokio::test]
async fn the_command_line_makes_lists_and_revokes() {
    let folder = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| portal(folder.path(), words);
    let add = [
        "token",
        "add",
        "--name",
        "review",
        "--scope",
        "cases:read",
        "--scope",
        "events:read",
    ];
    let (good, said) = run(&add);
    assert!(good, "{said}");
    let line = |name: &str| {
        said.lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap()
            .to_owned()
    };
    let (id, token) = (line("id: "), line("token: "));
    let store = server::store::Store::open(folder.path()).await.unwrap();
    let now = server::clock::Clock::System.now();
    let system = store.system(&token_hash(&token), "", now).await.unwrap();
    assert_eq!(
        (system.name.as_str(), system.scopes),
        ("review", vec![Scope::Read, Scope::Events])
    );
    assert!(
        (364 * 86_400..=366 * 86_400).contains(&(system.expires_at - now)),
        "a year"
    );
    let (good, list) = run(&["token", "list"]);
    assert!(
        good && list.contains(&id) && list.contains("active") && !list.contains(&token),
        "{list}"
    );
    assert!(!run(&add).0, "one of a name at a time");
    assert!(!run(&["token", "add", "--name", "x", "--scope", "all"]).0);
    assert!(run(&["token", "revoke", &id]).0 && !run(&["token", "revoke", &id]).0);
    assert!(store.system(&token_hash(&token), "", now).await.is_err());

    let (good, said) = run(&[
        "webhook",
        "add",
        "--url",
        "https://example.org/hook",
        "--event",
        "filed",
    ]);
    assert!(good && said.contains("secret: whsec_"), "{said}");
    let id = said.lines().find_map(|line| line.strip_prefix("id: ")).unwrap();
    for wrong in [
        &["webhook", "add", "--url", "http://example.org/"][..],
        &["webhook", "add", "--url", "https://10.0.0.1/"],
        &[
            "webhook",
            "add",
            "--url",
            "https://example.org/",
            "--event",
            "flown",
        ],
        &["webhook", "replay", "nothing", "--after", "0"],
        &["webhook", "remove", "nothing"],
    ] {
        assert!(!run(wrong).0, "{wrong:?}");
    }
    let (_, list) = run(&["webhook", "list"]);
    assert!(
        list.contains(id) && list.contains("filed") && !list.contains("whsec_"),
        "{list}"
    );
    assert!(
        run(&["webhook", "replay", id, "--after", "0"])
            .1
            .contains("0 events")
    );
    assert!(run(&["webhook", "remove", id]).0);
    store.close().await;
}

#[test]
fn the_description_names_how_tokens_are_presented() {
    let document: Value = serde_json::from_str(&server::openapi::json()).unwrap();
    let scheme = &document["components"]["securitySchemes"]["token"];
    assert_eq!(
        (&scheme["type"], &scheme["scheme"]),
        (&json!("http"), &json!("bearer"))
    );
    let queue = &document["paths"]["/api/desk/cases"]["get"]["security"];
    assert_eq!(queue, &json!([{ "staff": [] }, { "token": ["cases:read"] }]));
}
