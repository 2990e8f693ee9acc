//! An applicant who sees a mistake after sending takes their part back before it is filed.

use super::cases::kinds;
use super::notices::saying;
use super::renderings::{BOSS, Signed, TEXTS};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn application(site: &Site, anna: &str, id: &str) -> Value {
    let path = format!("/api/applications/{id}");
    site.call("GET", &path, anna, None).await.json()
}

async fn pull_back(site: &Site, anna: &str, id: &str, why: &str) -> Answer {
    let seen = application(site, anna, id).await["seen"].clone();
    let body = json!({ "seen": seen, "action": "pull_back", "why": why });
    let path = format!("/api/applications/{id}/actions");
    site.call("POST", &path, anna, Some(body)).await
}

/// Changes an answer of the draft, and returns its revision.
async fn change(site: &Site, anna: &str, key: &str, value: &str) -> u64 {
    let path = format!("/api/drafts/{ID}");
    let draft = site.call("GET", &path, anna, None).await.json();
    assert_eq!(draft["open"], true);
    let revision = draft["revision"].as_u64().unwrap();
    let saved = site.save(anna, ID, revision, &[(key, value, revision)]).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    saved.json()["revision"].as_u64().unwrap()
}

#[tokio::test]
async fn what_the_employer_had_signed_is_signed_again() {
    let it = Signed::new().await;
    it.write(&TEXTS).await;
    it.confirms(&TEXTS).await;
    let actions = it.hers().await["actions"].clone();
    assert!(
        actions.as_array().unwrap().contains(&json!("pull_back")),
        "{actions}"
    );
    let silent = pull_back(&it.site, &it.anna, &it.id, " ").await;
    assert_eq!(silent.json()["denied"], "reason_missing");
    let before = it.case().await["seen"].clone();
    let wish = json!({ "seen": before, "action": "pull_back", "why": "Ours" });
    let path = it.pumps.path(&format!("/cases/{}/actions", it.id));
    let theirs = it.site.call("POST", &path, &it.pumps.boss, Some(wish)).await;
    assert_eq!(theirs.json()["denied"], "wrong_state", "the employer returns it");

    let back = pull_back(&it.site, &it.anna, &it.id, "A wrong year").await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    let told = it.site.letters(BOSS).await;
    let text = saying(&told, "taken back to be changed");
    assert!(text.contains(&format!("/cases/{}", it.id)), "{text}");
    let hers = it.hers().await;
    assert_eq!(hers["acts"], json!(["applicant"]));
    assert_eq!(it.acts(json!("sign")).await.json()["denied"], "corrections_open");

    let revision = change(&it.site, &it.anna, "edu_school@e1", "Lunds universitet").await;
    let sent = it.site.submit(&it.anna, ID, revision, "zh-Hans").await;
    assert_eq!(
        (sent.status, sent.json()["id"].as_str()),
        (StatusCode::OK, Some(it.id.as_str()))
    );
    assert_eq!(
        it.files().await.json()["denied"],
        "wrong_state",
        "it is signed first"
    );
    let signed = it.acts(json!("sign")).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.text);
    // What was confirmed of the other texts still is; the one that changed is owed.
    assert_eq!(it.files().await.json()["denied"], "rendering_owed");
    let lund = [("edu_school@e1", "Lunds universitet", "隆德大学")];
    it.write(&lund).await;
    it.confirms(&lund).await;
    let filed = it.files().await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.text);
}

#[tokio::test]
async fn nobody_else_is_needed_to_open_it_again() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let sent = site.submit(&anna, ID, revision, "en").await.json();
    let id = sent["id"].as_str().unwrap();
    let back = pull_back(&site, &anna, id, "A wrong year").await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    let revision = change(&site, &anna, "edu_school@e1", "Lunds universitet").await;
    let again = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    assert_eq!(
        kinds(&again.json()),
        ["applicant_ready", "pulled_back", "applicant_ready"]
    );
    let now = application(&site, &anna, id).await;
    assert_eq!(
        now["draft"]["entries"]["edu_school@e1"]["value"],
        "Lunds universitet"
    );
}
