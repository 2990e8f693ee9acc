//! An application with the authority: what officers and applicants do with it, what each sees, and what stays of it.

use super::support::{Answer, ID, Site, wish};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::{Helpdesk, Officer, Supervisor};
use serde_json::{Value, json};

/// A day later than the test's clock, and one that is long past.
const DUE: &str = "2026-12-18";

/// An application of Anna's, and her cookie.
async fn application(site: &Site) -> (String, String) {
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    // With that the preview names B and nothing else.
    let saved = site.save(&anna, ID, revision, &[("special_area", "no", 0)]).await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let id = site.submitted(&anna, ID, revision, "zh-Hans").await;
    (anna, id)
}

/// Brings it into the hands of the authority. (The employer's own way is tested with the employers.)
pub async fn filed(site: &Site) -> (String, String) {
    let (anna, id) = application(site).await;
    site.employer_files(&id).await;
    (anna, id)
}

pub async fn seen(site: &Site, officer: &str, id: &str) -> Value {
    site.call("GET", &format!("/api/desk/cases/{id}"), officer, None)
        .await
        .json()
}

/// An officer does something with what they see now.
pub async fn does(site: &Site, officer: &str, id: &str, action: Value, why: &str) -> Answer {
    let seen = seen(site, officer, id).await["seen"].clone();
    let body = json!({ "seen": seen, "action": action, "why": why });
    site.call(
        "POST",
        &format!("/api/desk/cases/{id}/actions"),
        officer,
        Some(body),
    )
    .await
}

pub async fn must(site: &Site, officer: &str, id: &str, action: Value, why: &str) -> Value {
    let answer = does(site, officer, id, action.clone(), why).await;
    assert_eq!(answer.status, StatusCode::OK, "{action}: {}", answer.text);
    answer.json()
}

/// An officer does one thing after the other.
pub async fn all(site: &Site, officer: &str, id: &str, actions: &[Value]) {
    for action in actions {
        must(site, officer, id, action.clone(), "").await;
    }
}

/// From filing to the approval, in the category that the preview names.
pub async fn approve(site: &Site, officer: &str, id: &str) {
    let steps = [
        json!("start_pre_review"),
        json!("pass_pre_review"),
        json!({ "accept": "R-1" }),
        json!("start_review"),
        json!({ "approve": "B" }),
    ];
    all(site, officer, id, &steps).await;
}

pub fn kinds(document: &Value) -> Vec<String> {
    let records = document["records"].as_array().unwrap();
    let kind = |record: &Value| record["event"]["kind"].as_str().unwrap().to_owned();
    records.iter().map(kind).collect()
}

pub fn list(pins: &[Value]) -> Value {
    let items: Vec<Value> = pins
        .iter()
        .map(|pin| json!({ "pin": pin, "owner": "applicant", "reason": "contradicts", "due": DUE }))
        .collect();
    json!({ "return": { "items": items, "if_late": "goes_back" } })
}

#[tokio::test]
async fn of_a_list_only_what_it_names_is_changed_and_the_old_answers_are_kept() {
    let mut site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    let draft = site
        .call("GET", &format!("/api/drafts/{ID}"), &anna, None)
        .await
        .json();
    assert!(draft.get("open").is_none());
    let revision = draft["revision"].as_u64().unwrap();
    let shut = site
        .save(&anna, ID, revision, &[("surname", "Ericsson", revision)])
        .await;
    assert_eq!(shut.code(), "draft_submitted");

    // Letters of one moment have no order.
    site.later(1);
    must(
        &site,
        &li,
        &id,
        list(&[json!({ "question": "edu_school@e1" })]),
        "",
    )
    .await;
    let letters = site.letters("anna@example.org").await;
    let news = letters.last().unwrap();
    assert_eq!(news["locale"], "zh-Hans");
    assert!(
        news["text"]
            .as_str()
            .unwrap()
            .contains(&format!("/zh-Hans/applications/{id}"))
    );
    assert!(!news.to_string().contains("Eriksson"));
    let draft = site
        .call("GET", &format!("/api/drafts/{ID}"), &anna, None)
        .await
        .json();
    assert_eq!(draft["open"], true);

    // All or nothing: with something else beside it nothing is stored.
    let both = [
        ("edu_school@e1", "Lund", revision),
        ("surname", "Ericsson", revision),
    ];
    let refused = site.save(&anna, ID, revision, &both).await;
    assert_eq!(refused.code(), "not_open");
    assert_eq!(
        refused.json()["problems"],
        json!([{ "key": "surname", "code": "not_open" }])
    );
    let saved = site.save(&anna, ID, revision, &both[..1]).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    let newer = saved.json()["revision"].as_u64().unwrap();

    // What the authority has is what was sent, until it is sent again.
    assert_eq!(
        seen(&site, &li, &id).await["draft"]["entries"]["edu_school@e1"]["value"],
        "Uppsala universitet"
    );
    let path = format!("/api/drafts/{ID}/application");
    let stale = site.call("POST", &path, &anna, Some(wish(revision, "en"))).await;
    assert_eq!(stale.code(), "draft_changed");
    let again = site.call("POST", &path, &anna, Some(wish(newer, "en"))).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    let case = seen(&site, &li, &id).await;
    assert_eq!(kinds(&case).last().unwrap(), "correction_completed");
    assert_eq!(
        case["changed"],
        json!([{ "key": "edu_school@e1", "before": "Uppsala universitet", "after": "Lund" }])
    );
    let shut = site
        .save(&anna, ID, newer, &[("edu_school@e1", "Umeå", newer)])
        .await;
    assert_eq!(shut.code(), "draft_submitted");
}

#[tokio::test]
async fn who_takes_it_back_has_all_of_it_until_it_is_sent_again() {
    let site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let path = format!("/api/applications/{id}/actions");
    let hers = site
        .call("GET", &format!("/api/applications/{id}"), &anna, None)
        .await
        .json();
    let act = |action: Value, why: &str| json!({ "seen": hers["seen"], "action": action, "why": why });
    let silent = site
        .call("POST", &path, &anna, Some(act(json!("pull_back"), "")))
        .await;
    assert_eq!(silent.json()["denied"], "reason_missing");
    let bo = site.sign_in("bo@example.org").await;
    let back = act(json!("pull_back"), "A wrong name");
    assert_eq!(
        site.call("POST", &path, &bo, Some(back.clone())).await.code(),
        "not_found"
    );
    let taken = site.call("POST", &path, &anna, Some(back.clone())).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    assert_eq!(
        site.call("POST", &path, &anna, Some(back)).await.code(),
        "case_changed",
        "once"
    );
    let revision = site
        .call("GET", &format!("/api/drafts/{ID}"), &anna, None)
        .await
        .json()["revision"]
        .as_u64()
        .unwrap();
    let saved = site
        .save(&anna, ID, revision, &[("signature", "", revision)])
        .await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.code(), "invalid_answers");
    let saved = site
        .save(
            &anna,
            ID,
            revision,
            &[("signature", "Anna Maria Eriksson", revision)],
        )
        .await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(
        (sent.status, sent.json()["id"].as_str()),
        (StatusCode::OK, Some(id.as_str()))
    );
    assert_eq!(kinds(&sent.json()).last().unwrap(), "applicant_ready");
}

#[tokio::test]
async fn nobody_does_what_is_not_theirs_to_do() {
    let site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let (li, help, boss) = (
        site.staff(Officer, "li").await,
        site.staff(Helpdesk, "he").await,
        site.staff(Supervisor, "zhao").await,
    );
    let case = format!("/api/desk/cases/{id}");
    for (cookie, status) in [
        ("", 401),
        (anna.as_str(), 401),
        (help.as_str(), 403),
        (boss.as_str(), 200),
    ] {
        let answer = site.call("GET", &case, cookie, None).await;
        assert_eq!(answer.status.as_u16(), status);
    }
    let body = |action: &str| json!({ "seen": 3, "action": action });
    // An officer is no applicant and no employer, and an applicant no officer.
    assert_eq!(
        site.call("POST", &format!("{case}/actions"), &li, Some(body("sign")))
            .await
            .json()["denied"],
        "wrong_role"
    );
    let path = format!("/api/applications/{id}/actions");
    assert_eq!(
        site.call("POST", &path, &anna, Some(body("start_pre_review")))
            .await
            .json()["denied"],
        "wrong_role"
    );
    assert_eq!(
        site.call("POST", &path, &li, Some(body("withdraw"))).await.code(),
        "not_signed_in"
    );
    assert_eq!(
        site.call("POST", &format!("{case}/actions"), &li, Some(body("fly")))
            .await
            .code(),
        "invalid_json"
    );
    // Of two officers who press at once one is too late.
    assert_eq!(
        site.call(
            "POST",
            &format!("{case}/actions"),
            &li,
            Some(body("start_pre_review"))
        )
        .await
        .status,
        200
    );
    assert_eq!(
        site.call(
            "POST",
            &format!("{case}/actions"),
            &boss,
            Some(body("start_pre_review"))
        )
        .await
        .code(),
        "case_changed"
    );
}

#[tokio::test]
async fn a_receipt_from_before_a_correction_stays_genuine() {
    let site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let path = format!("/api/applications/{id}");
    let hers = site.call("GET", &path, &anna, None).await.json();
    let reference = hers["reference"].as_str().unwrap();
    let hash = |json: &Value| server::package::verify::hash(&serde_json::from_value(json.clone()).unwrap());
    let before = hash(&hers);
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    must(
        &site,
        &li,
        &id,
        list(&[json!({ "question": "edu_school@e1" })]),
        "",
    )
    .await;
    let revision = site
        .call("GET", &format!("/api/drafts/{ID}"), &anna, None)
        .await
        .json()["revision"]
        .as_u64()
        .unwrap();
    let saved = site
        .save(&anna, ID, revision, &[("edu_school@e1", "Lund", revision)])
        .await;
    site.submit(&anna, ID, saved.json()["revision"].as_u64().unwrap(), "en")
        .await;
    let after = hash(&site.call("GET", &path, &anna, None).await.json());
    assert_ne!(before, after);
    for hash in [before, after] {
        let address = format!("/api/verify/{reference}/{}", &hash[..32]);
        assert_eq!(site.call("GET", &address, "", None).await.json()["matches"], true);
    }
    let wrong = format!("/api/verify/{reference}/{}", "0".repeat(32));
    assert_eq!(site.call("GET", &wrong, "", None).await.json()["matches"], false);
}

#[tokio::test]
async fn the_queue_has_category_a_first_unless_another_order_is_wished() {
    let site = Site::new().await;
    site.sign_in("anna@example.org").await;
    let li = site.staff(Officer, "li").await;
    let mut database = site.database().await;
    let rows = 120;
    for number in 0..rows {
        let id = format!("case-{number:03}");
        let category = ["C", "none", "A", "B"][number % 4];
        let due = if number % 5 == 0 {
            "none".to_owned()
        } else {
            format!("2026-12-{:02}", 1 + number * 7 % 28)
        };
        let application = "insert into application (id, reference, draft_id, person_id, form_version, rules, judged_on, \
             answers, locale, created_at) select $1, $1, $1, id, 1, '', '', '{}', 'en', 0 from person limit 1";
        sqlx::query(application)
            .bind(&id)
            .execute(&mut database)
            .await
            .unwrap();
        let standing = "insert into standing (application_id, draft_id, reference, organisation_id, state, category, place, \
             acts, due_on, expires_on, filed_on, updated_at, name) \
             values ($1, $1, $1, 'none', 'filed', $2, '310000', 'authority', $3, 'none', '2026-11-23', 0, 'N')";
        sqlx::query(standing)
            .bind(&id)
            .bind(category)
            .bind(due)
            .execute(&mut database)
            .await
            .unwrap();
    }
    let read = async |query: &str| {
        let mut all = Vec::new();
        for page in 1..=3 {
            let path = format!("/api/desk/cases?page={page}{query}");
            let found = site.call("GET", &path, &li, None).await.json();
            for row in found["rows"].as_array().unwrap() {
                let text = |name: &str| match row[name].as_str().unwrap() {
                    "" => "none".to_owned(),
                    text => text.to_owned(),
                };
                all.push((text("category"), text("due_on"), text("id")));
            }
        }
        assert_eq!(all.len(), rows, "{query}");
        all
    };
    let queue = read("").await;
    assert!(queue.is_sorted(), "{queue:?}");
    assert_eq!((queue[0].0.as_str(), queue[rows - 1].0.as_str()), ("A", "none"));
    assert_eq!(read("&acts=authority").await, queue);
    assert_eq!(read("&sort=category").await, queue);
    let backwards: Vec<_> = queue.iter().rev().cloned().collect();
    assert_eq!(read("&sort=-category").await, backwards);
    // Who picks the due date gets it, whatever the category.
    let due = read("&sort=due").await;
    assert!(due.iter().map(|row| (&row.1, &row.2)).is_sorted());
    assert!(!due.is_sorted());
}
