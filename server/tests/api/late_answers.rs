//! Time goes by while a list of corrections is open. That alone keeps nobody from answering it.

use super::cases::{kinds, list, must};
use super::counted::ready;
use super::employers::problems;
use super::papers;
use super::support::{ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};

const ANNA: &str = "anna@example.org";
const BOSS: &str = "boss@pumps.example";
/// From 23 November, when it was sent, to 5 December.
const TWELVE_DAYS: i64 = 12 * 86_400;

/// Anna's application with the authority, twelve days after these were the things to correct. Her last job ended in October,
/// by her estimate the contract begins on 30 November, and the passport is good for six months and a week. Her cookie, the
/// application, the draft.
async fn returned(site: &mut Site, pins: &[Value]) -> (String, String, Value) {
    let anna = site.sign_in(ANNA).await;
    let revision = site.save_complete(&anna, ID).await;
    let changes = [
        ("work_to@w1", "2026-10"),
        ("contract_start", "2026-11-30"),
        ("passport_expiry_date", "2027-05-30"),
    ]
    .map(|(key, value)| (key, value, revision));
    let saved = site.save(&anna, ID, revision, &changes).await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let id = site.submitted(&anna, ID, revision, "en").await;
    site.employer_files(&id).await;
    let li = site.staff(Officer, "li").await;
    must(site, &li, &id, json!("start_pre_review"), "").await;
    must(site, &li, &id, list(pins), "").await;
    site.later(TWELVE_DAYS);
    let anna = site.sign_in(ANNA).await;
    let path = format!("/api/drafts/{ID}");
    let draft = site.call("GET", &path, &anna, None).await.json();
    (anna, id, draft)
}

#[tokio::test]
async fn what_time_alone_made_wrong_keeps_no_applicant_from_answering() {
    let mut site = Site::new().await;
    let (anna, id, draft) = returned(&mut site, &[json!({ "document": "degree" })]).await;
    let by_time = [
        ("passport_expiry_date", "passport_expires_soon"),
        ("contract_start", "date_in_past"),
        ("work", "timeline_gap"),
    ];
    let told = by_time.map(|(key, code)| json!({ "key": key, "code": code }));
    assert_eq!((&draft["open"], &draft["excused"]), (&json!(true), &json!(told)));
    let revision = draft["revision"].as_u64().unwrap();
    // She can do nothing about it.
    let shut = site
        .save(&anna, ID, revision, &[("contract_start", "2027-02-01", revision)])
        .await;
    assert_eq!(shut.code(), "not_open");
    // Nor does it keep the form from her that she has to sign anew.
    let form = papers::get(&site, &format!("/api/drafts/{ID}/form.pdf"), &anna).await;
    assert_eq!(form.status, StatusCode::OK);
    let answered = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    assert_eq!(kinds(&answered.json()).last().unwrap(), "correction_completed");

    // Who has all of it back can put all of it right, and must.
    let hers = answered.json();
    let back = json!({ "seen": hers["seen"], "action": "pull_back", "why": "A wrong name" });
    let path = format!("/api/applications/{id}/actions");
    let taken = site.call("POST", &path, &anna, Some(back)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    let refused = site.submit(&anna, ID, revision, "en").await;
    let wrong = by_time.map(|(key, code)| (key.to_owned(), code.to_owned()));
    assert_eq!(problems(&refused), wrong);
}

#[tokio::test]
async fn what_can_be_put_right_and_what_the_correction_made_wrong_must_be() {
    let mut site = Site::new().await;
    let pins = [
        json!({ "question": "work" }),
        json!({ "question": "edu_school@e1" }),
    ];
    let (anna, _, draft) = returned(&mut site, &pins).await;
    let revision = draft["revision"].as_u64().unwrap();
    let saved = site
        .save(&anna, ID, revision, &[("edu_school@e1", "", revision)])
        .await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let refused = site.submit(&anna, ID, revision, "en").await;
    let wrong = [("edu_school@e1", "missing"), ("work", "timeline_gap")];
    assert_eq!(
        problems(&refused),
        wrong.map(|(key, code)| (key.to_owned(), code.to_owned()))
    );
    let right = [
        ("edu_school@e1", "Lund", revision),
        ("work@w2", "2", 0),
        ("work_kind@w2", "unemployed", 0),
        ("work_from@w2", "2026-11", 0),
        ("work_to@w2", "present", 0),
    ];
    let saved = site.save(&anna, ID, revision, &right).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    let revision = saved.json()["revision"].as_u64().unwrap();
    let answered = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
}

#[tokio::test]
async fn what_time_alone_made_wrong_keeps_no_employer_from_answering() {
    let mut site = Site::new().await;
    let (_, pumps, invitation, id) = ready(&site).await;
    let first = json!([["contract_start", "2026-11-30"], ["annual_salary_cny", "300000"]]);
    let saved = site.part((&pumps, &pumps.boss), &invitation, 0, first).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    site.employer_files(&id).await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    let mut round = list(&[json!({ "question": "annual_salary_cny" })]);
    round["return"]["items"][0]["owner"] = json!("employer");
    must(&site, &li, &id, round, "").await;
    site.later(TWELVE_DAYS);
    let boss = site.sign_in(BOSS).await;
    let wrong = json!([["annual_salary_cny", "a lot"]]);
    site.part((&pumps, &boss), &invitation, 1, wrong).await;
    let refused = site.acts((&pumps, &boss), &id, "answer").await;
    let keys: Vec<_> = problems(&refused).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["annual_salary_cny"], "its own alone");
    let right = json!([["annual_salary_cny", "320000"]]);
    site.part((&pumps, &boss), &invitation, 2, right).await;
    let answered = site.acts((&pumps, &boss), &id, "answer").await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
}
