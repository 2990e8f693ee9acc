use super::support::{BROWSER, Site, cookie};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

const SESSIONS: &str = "/api/sessions";
const ANNA: &str = "anna@example.org";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

impl Site {
    /// Signs in with this browser.
    async fn sign_in_by(&self, email: &str, agent: &str, shared: bool) -> String {
        self.ask_code(email).await;
        let code = self.code(email).await;
        let body = json!({ "email": email, "code": code, "shared": shared });
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/session")
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, BROWSER)
            .header(header::USER_AGENT, agent);
        let answer = self
            .send(request.body(Body::from(body.to_string())).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        cookie(&answer)
    }

    async fn own_sessions(&self, who: &str) -> Vec<Value> {
        let answer = self.call("GET", SESSIONS, who, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json().as_array().unwrap().clone()
    }

    async fn is_in(&self, who: &str) -> bool {
        self.call("GET", "/api/session", who, None).await.status == StatusCode::OK
    }
}

#[tokio::test]
async fn one_s_sessions_are_listed_and_ended_one_by_one() {
    let mut site = Site::new().await;
    let home = site.sign_in_by(ANNA, FIREFOX, false).await;
    let begun = site.portal.now();
    site.later(400);
    let cafe = site.sign_in_by(ANNA, "something", true).await;
    let bo = site.sign_in("bo@example.org").await;

    let listed = site.own_sessions(&cafe).await;
    assert_eq!(listed.len(), 2);
    let told = |at: usize, name: &str| listed[at][name].clone();
    assert_eq!((told(0, "this"), told(0, "shared")), (json!(true), json!(true)));
    assert_eq!((told(0, "browser"), told(0, "system")), (json!(""), json!("")));
    assert_eq!((told(1, "this"), told(1, "shared")), (json!(false), json!(false)));
    assert_eq!(
        (told(1, "browser"), told(1, "system")),
        (json!("Firefox"), json!("Linux"))
    );
    assert_eq!(
        (told(1, "created_at"), told(1, "passkey")),
        (json!(begun), json!(false))
    );
    // Nothing in it signs anybody in.
    let token = home.split_once('=').unwrap().1;
    assert!(!serde_json::to_string(&listed).unwrap().contains(token));

    let path = format!("{SESSIONS}/{}", listed[1]["id"].as_str().unwrap());
    assert_eq!(site.call("DELETE", &path, &bo, None).await.code(), "not_found");
    assert!(site.is_in(&home).await);
    assert_eq!(
        site.call("DELETE", &path, &cafe, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert!(!site.is_in(&home).await && site.is_in(&cafe).await && site.is_in(&bo).await);
    assert_eq!(site.call("DELETE", &path, &cafe, None).await.code(), "not_found");
}

#[tokio::test]
async fn all_others_end_at_once_and_nobody_else_s() {
    let mut site = Site::new().await;
    let mut mine = Vec::new();
    for _ in 0..3 {
        // Of two codes of one second nobody could tell which is newer.
        site.later(1);
        mine.push(site.sign_in_by(ANNA, FIREFOX, false).await);
    }
    let bo = site.sign_in("bo@example.org").await;
    let answer = site.call("DELETE", SESSIONS, &mine[1], None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(!site.is_in(&mine[0]).await && site.is_in(&mine[1]).await && !site.is_in(&mine[2]).await);
    assert!(site.is_in(&bo).await);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_is_told_no_later_than_it_does() {
    let mut site = Site::new().await;
    let cafe = site.sign_in_by(ANNA, FIREFOX, true).await;
    let expires = |answer: super::support::Answer| answer.json()["expires_at"].as_i64().unwrap();
    let begun = site.portal.now();
    // Within five minutes use is not written down, so the end stays where it was.
    site.later(200);
    let told = expires(site.call("GET", "/api/session", &cafe, None).await);
    assert_eq!(told, begun + 1_800);
    // Later it is: the session goes on for half an hour.
    site.later(1_500);
    let told = expires(site.call("GET", "/api/session", &cafe, None).await);
    assert_eq!(told, begun + 1_700 + 1_800);
    site.later(1_799);
    assert_eq!(site.own_sessions(&cafe).await.len(), 1);
    site.later(1_800);
    assert!(!site.is_in(&cafe).await);
    // One that is over is not listed, though it stays a sign that the browser is known.
    let home = site.sign_in_by(ANNA, FIREFOX, false).await;
    assert_eq!(site.own_sessions(&home).await.len(), 1);
    site.later(12 * 3_600 - 1);
    assert!(site.is_in(&home).await);
    site.later(12 * 3_600);
    assert!(!site.is_in(&home).await);
}
