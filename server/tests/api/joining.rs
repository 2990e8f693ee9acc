//! What joins a draft and an employer by the applicant's code, and what a deleted draft leaves.

use super::employers::CODE;
use super::support::{ID, OTHER_ID, Site};
use axum::http::StatusCode;
use serde_json::json;

const BOSS: &str = "boss@pumps.example";
const ANNA: &str = "anna@example.org";

#[tokio::test]
async fn an_applicant_s_code_joins_once_and_for_a_week() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let anna = site.sign_in(ANNA).await;
    site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    let employer = format!("/api/drafts/{ID}/employer");
    let nowhere = format!("/api/drafts/{OTHER_ID}/employer");
    assert_eq!(
        site.call("POST", &nowhere, &anna, None).await.status,
        StatusCode::NOT_FOUND
    );
    let make = || async {
        let made = site.call("POST", &employer, &anna, None).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        made.json()["code"].as_str().unwrap().to_owned()
    };
    let (old, code) = (make().await, make().await);
    let path = pumps.path("/join");
    let replaced = site
        .call("POST", &path, &pumps.boss, Some(json!({ "code": old })))
        .await;
    assert_eq!(replaced.code(), "code_unknown", "the newest only");
    let told = site.call("GET", &employer, &anna, None).await.json();
    assert!(told.get("code").is_none(), "told once");
    site.later(7 * 86_400);
    let boss = site.sign_in(BOSS).await;
    let late = site
        .call("POST", &path, &boss, Some(json!({ "code": code })))
        .await;
    assert_eq!(late.code(), "code_unknown");
    let anna = site.sign_in(ANNA).await;
    let made = site.call("POST", &employer, &anna, None).await.json();
    let typed = made["code"].as_str().unwrap().to_lowercase().replace('-', " ");
    let joined = site
        .call("POST", &path, &boss, Some(json!({ "code": typed })))
        .await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.text);
    assert_eq!(joined.json()["state"], "accepted");
    let again = site
        .call("POST", &path, &boss, Some(json!({ "code": typed })))
        .await;
    assert_eq!(again.code(), "code_unknown", "it is used");
    assert_eq!(
        site.call("POST", &employer, &anna, None).await.code(),
        "already_joined"
    );
    let told = site.call("GET", &employer, &anna, None).await.json();
    assert_eq!(told["credit_code"], CODE);
}

#[tokio::test]
async fn codes_can_t_be_guessed() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let path = pumps.path("/join");
    for _ in 0..20 {
        let wrong = site
            .call("POST", &path, &pumps.boss, Some(json!({ "code": "2222-2222" })))
            .await;
        assert_eq!(wrong.code(), "code_unknown");
    }
    let anna = site.sign_in(ANNA).await;
    site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    let made = site
        .call("POST", &format!("/api/drafts/{ID}/employer"), &anna, None)
        .await
        .json();
    let late = site
        .call("POST", &path, &pumps.boss, Some(json!({ "code": made["code"] })))
        .await;
    assert_eq!(late.code(), "too_many_requests");
}

#[tokio::test]
async fn a_deleted_draft_leaves_no_code_and_no_employer() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let anna = site.sign_in(ANNA).await;
    let (_, secret) = site.invite(&pumps, ANNA, json!([])).await;
    site.answer(&anna, &secret, true, ID).await;
    site.save(&anna, OTHER_ID, 0, &[("surname", "Eriksson", 0)]).await;
    let made = site
        .call("POST", &format!("/api/drafts/{OTHER_ID}/employer"), &anna, None)
        .await
        .json();
    for id in [ID, OTHER_ID] {
        let gone = site
            .call("DELETE", &format!("/api/drafts/{id}"), &anna, None)
            .await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    }
    let list = site
        .call("GET", &pumps.path("/invitations"), &pumps.boss, None)
        .await
        .json();
    assert_eq!(list["rows"][0]["state"], "ended");
    let code = json!({ "code": made["code"] });
    assert_eq!(
        site.call("POST", &pumps.path("/join"), &pumps.boss, Some(code))
            .await
            .code(),
        "code_unknown"
    );
}
