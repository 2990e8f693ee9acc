//! Where one is signed in, and ending what one doesn't know: people and the staff.

use super::accounts::{Account, PASSWORD};
use super::support::{BROWSER, Site, cookie};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use permit::api::staff::StaffRole;
use serde_json::{Value, json};
use server::staff::totp;

const SESSIONS: &str = "/api/sessions";
const STAFF_SESSIONS: &str = "/api/staff/sessions";
const ANNA: &str = "anna@example.org";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Where the API has what is a person's own, or one of the staff's, by their cookie.
fn api(who: &str) -> &'static str {
    if who.starts_with("__Host-portal-staff=") {
        "/api/staff"
    } else {
        "/api"
    }
}

impl Site {
    /// Signs in with this browser.
    async fn sign_in_by(&self, email: &str, agent: &str, shared: bool) -> String {
        self.ask_code(email).await;
        let code = self.code(email).await;
        let body = json!({ "email": email, "code": code, "shared": shared });
        self.enter_by("/api/session", agent, &body).await
    }

    /// Signs an account of the staff in with this browser.
    async fn staff_in_by(&self, account: &Account, agent: &str) -> String {
        let code = totp::code(&account.secret, self.portal.now());
        let body = json!({ "email": account.email, "password": PASSWORD, "code": code });
        self.enter_by("/api/staff/session", agent, &body).await
    }

    async fn enter_by(&self, path: &str, agent: &str, body: &Value) -> String {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
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
        let path = format!("{}/sessions", api(who));
        let answer = self.call("GET", &path, who, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json().as_array().unwrap().clone()
    }

    async fn is_in(&self, who: &str) -> bool {
        let path = format!("{}/session", api(who));
        self.call("GET", &path, who, None).await.status == StatusCode::OK
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

/// Two pages of a computer that nobody sits at would else keep each other signed in.
#[tokio::test]
async fn who_only_asks_whether_it_has_ended_does_not_use_it() {
    let mut site = Site::new().await;
    let officer = site.account(StaffRole::Officer).await;
    let shared = site.sign_in_by(ANNA, FIREFOX, true).await;
    let officer = site.staff_in_by(&officer, FIREFOX).await;
    for (who, lasts) in [(&officer, 900), (&shared, 1_800 - 900)] {
        let path = format!("{}/session?unused", api(who));
        for step in [lasts - 100, 99] {
            site.later(step);
            let answer = site.call("GET", &path, who, None).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            let left = answer.json()["seconds_left"].as_i64().unwrap();
            let told = answer.json()["expires_at"].as_i64().unwrap() - site.portal.now();
            assert_eq!((left, left), (told, if step == 99 { 1 } else { 100 }));
        }
        site.later(1);
        assert_eq!(site.call("GET", &path, who, None).await.code(), "not_signed_in");
    }
}

#[tokio::test]
async fn the_staff_see_their_own_sessions_and_end_them_one_by_one() {
    let mut site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    let colleague = site.staff_in(StaffRole::Supervisor).await;
    let old = site.staff_in_by(&account, FIREFOX).await;
    let begun = site.portal.now();
    // A code holds once.
    site.later(30);
    let new = site.staff_in_by(&account, "something").await;
    let anna = site.sign_in_by(ANNA, FIREFOX, true).await;

    let listed = site.own_sessions(&new).await;
    assert_eq!(listed.len(), 2);
    let told = |at: usize, name: &str| listed[at][name].clone();
    assert_eq!((told(0, "this"), told(1, "this")), (json!(true), json!(false)));
    assert_eq!((told(0, "browser"), told(0, "system")), (json!(""), json!("")));
    assert_eq!(
        (told(1, "browser"), told(1, "system")),
        (json!("Firefox"), json!("Linux"))
    );
    assert_eq!(
        (told(1, "created_at"), told(1, "passkey"), told(1, "shared")),
        (json!(begun), json!(false), json!(false))
    );
    // Nothing in it signs anybody in.
    let token = old.split_once('=').unwrap().1;
    assert!(!serde_json::to_string(&listed).unwrap().contains(token));

    let path = format!("{STAFF_SESSIONS}/{}", listed[1]["id"].as_str().unwrap());
    assert_eq!(
        site.call("DELETE", &path, &colleague, None).await.code(),
        "not_found"
    );
    assert!(site.is_in(&old).await);
    assert_eq!(
        site.call("DELETE", &path, &new, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert!(!site.is_in(&old).await && site.is_in(&new).await && site.is_in(&colleague).await);
    assert_eq!(site.call("DELETE", &path, &new, None).await.code(), "not_found");

    // People's are none of theirs.
    let hers = site.own_sessions(&anna).await[0]["id"].clone();
    let path = format!("{STAFF_SESSIONS}/{}", hers.as_str().unwrap());
    assert_eq!(site.call("DELETE", &path, &new, None).await.code(), "not_found");
    assert!(site.is_in(&anna).await);
}

#[tokio::test]
async fn all_others_of_the_staff_s_own_end_at_once_and_no_colleague_s() {
    let mut site = Site::new().await;
    let account = site.account(StaffRole::Helpdesk).await;
    let mut mine = Vec::new();
    for _ in 0..3 {
        site.later(30);
        mine.push(site.staff_in_by(&account, FIREFOX).await);
    }
    let colleague = site.staff_in(StaffRole::Helpdesk).await;
    let anna = site.sign_in_by(ANNA, FIREFOX, false).await;
    let answer = site.call("DELETE", STAFF_SESSIONS, &mine[1], None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(!site.is_in(&mine[0]).await && site.is_in(&mine[1]).await && !site.is_in(&mine[2]).await);
    assert_eq!(site.own_sessions(&mine[1]).await.len(), 1);
    assert!(site.is_in(&colleague).await && site.is_in(&anna).await);
}

#[tokio::test]
async fn a_session_of_the_staff_is_listed_until_it_was_idle_for_fifteen_minutes() {
    let mut site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    site.staff_in_by(&account, FIREFOX).await;
    site.later(899);
    let new = site.staff_in_by(&account, FIREFOX).await;
    assert_eq!(site.own_sessions(&new).await.len(), 2);
    site.later(1);
    assert_eq!(site.own_sessions(&new).await.len(), 1);
}
