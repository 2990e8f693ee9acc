//! An applicant is reached by what is their own: not by what is of the employer, or of somebody who works there.

use super::employers::{CODE, Employer, problems};
use super::support::{Answer, ID, OTHER_ID, Site};
use axum::http::StatusCode;
use serde_json::json;

const BOSS: &str = "boss@pumps.example";
const HANDLER: &str = "h1@pumps.example";
const ANNA: &str = "anna@example.org";

/// Makes somebody a handler, or changes what is known of them.
async fn handler(site: &Site, pumps: &Employer, email: &str, phone: &str) -> Answer {
    let body = json!({ "email": email, "role": "handler", "locale": "en", "phone": phone });
    site.call("POST", &pumps.path("/members"), &pumps.boss, Some(body))
        .await
}

/// An employer with a handler, and Anna with a whole draft that is joined to it: her cookie and the revision.
async fn joined(site: &Site) -> (Employer, String, u64) {
    let pumps = site.employer(BOSS, CODE).await;
    let added = handler(site, &pumps, HANDLER, " 138  0013 8000 ").await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    let (_, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    let accepted = site.answer(&anna, &secret, true, ID).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text);
    let revision = site.save_complete(&anna, ID).await;
    (pumps, anna, revision)
}

fn not_own(keys: &[&str]) -> Vec<(String, String)> {
    keys.iter()
        .map(|key| ((*key).to_owned(), "not_own".to_owned()))
        .collect()
}

#[tokio::test]
async fn what_is_the_employer_s_is_refused_as_the_applicant_s_own_and_nobody_learns_whose_it_is() {
    let site = Site::new().await;
    let (_, anna, revision) = joined(&site).await;
    let theirs = [
        ("email", "Boss@Pumps.example", revision),
        ("phone", "+86 591 1234 5678", revision),
        ("china_phone", "+86 13800138000", 0),
    ];
    let saved = site.save(&anna, ID, revision, &theirs).await;
    assert_eq!(saved.status, StatusCode::OK, "kept all the same: {}", saved.text);
    let revision = saved.json()["revision"].as_u64().unwrap();
    let refused = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "invalid_answers")
    );
    assert_eq!(problems(&refused), not_own(&["email", "phone", "china_phone"]));
    for private in ["pumps", "h1@", "13800138000"] {
        assert!(!refused.text.contains(private), "{private}: {}", refused.text);
    }
    let own = [
        ("email", ANNA, revision),
        ("phone", "+46 18 123 45 67", revision),
        ("china_phone", "13900139000", revision),
    ];
    let saved = site.save(&anna, ID, revision, &own).await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
}

#[tokio::test]
async fn who_applies_without_an_employer_is_compared_with_nobody() {
    let site = Site::new().await;
    joined(&site).await;
    let bo = site.sign_in("bo@example.org").await;
    let revision = site.save_complete(&bo, OTHER_ID).await;
    let theirs = [("email", BOSS, revision), ("china_phone", "13800138000", 0)];
    let saved = site.save(&bo, OTHER_ID, revision, &theirs).await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let sent = site.submit(&bo, OTHER_ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
}

#[tokio::test]
async fn the_employer_does_not_sign_what_leads_to_its_own_people() {
    let site = Site::new().await;
    let (pumps, anna, revision) = joined(&site).await;
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let case = pumps.path(&format!("/cases/{}", sent.json()["id"].as_str().unwrap()));
    let sign = || async {
        let seen = site.call("GET", &case, &pumps.boss, None).await.json()["seen"].clone();
        let body = json!({ "seen": seen, "action": "sign" });
        site.call("POST", &format!("{case}/actions"), &pumps.boss, Some(body))
            .await
    };
    // The number became a handler's only after she sent it.
    let added = handler(&site, &pumps, "h2@pumps.example", "0046 18 1234567").await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    let refused = sign().await;
    assert_eq!(refused.code(), "invalid_answers");
    assert_eq!(problems(&refused), not_own(&["phone"]));
    handler(&site, &pumps, "h2@pumps.example", "").await;
    let signed = sign().await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.text);
}

#[tokio::test]
async fn a_member_s_telephone_stays_until_another_one_is_said_and_goes_with_the_member() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let known = |answer: &Answer| {
        let members = answer.json()["members"].as_array().unwrap().clone();
        let found = members
            .iter()
            .find(|one| one["email"] == HANDLER)
            .unwrap()
            .clone();
        (
            found["id"].as_str().unwrap().to_owned(),
            found.get("phone").cloned(),
        )
    };
    let added = handler(&site, &pumps, HANDLER, " 0591  8765-4321 ").await;
    assert_eq!(known(&added).1, Some(json!("0591 8765-4321")), "{}", added.text);
    let same = site.add_member(&pumps, HANDLER, "handler", "").await;
    assert_eq!(known(&same).1, Some(json!("0591 8765-4321")));
    for wrong in ["the porter", "110", "12345678901234567"] {
        let refused = handler(&site, &pumps, HANDLER, wrong).await;
        assert_eq!(
            problems(&refused),
            [("phone".into(), "phone_shape".into())],
            "{wrong}"
        );
    }
    let id = known(&same).0;
    let ended = site
        .call(
            "DELETE",
            &pumps.path(&format!("/members/{id}")),
            &pumps.boss,
            None,
        )
        .await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    let back = site.add_member(&pumps, HANDLER, "handler", "").await;
    assert_eq!(known(&back).1, None, "{}", back.text);
}
