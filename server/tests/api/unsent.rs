//! Lists of corrections that end before an owner answers: what they typed meanwhile does not count, then or later.

use super::cases::{filed, kinds, list, must, seen};
use super::counted::{changed, ready};
use super::employers::Employer;
use super::support::{ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};
use server::organisation::letters::Sender;

const ANNA: &str = "anna@example.org";
const SCHOOL: &str = "edu_school@e1";
const SENT: &str = "Uppsala universitet";

/// The last day of every list here goes by, and what passes by itself then passes.
async fn lapse(site: &mut Site) {
    site.later(26 * 86_400);
    let (sender, now) = (Sender::of(&site.portal), site.portal.now());
    site.portal.store.settle_overdue(&sender, now).await.unwrap();
}

async fn draft(site: &Site, anna: &str) -> Value {
    let path = format!("/api/drafts/{ID}");
    site.call("GET", &path, anna, None).await.json()
}

fn says<'a>(document: &'a Value, key: &str) -> &'a Value {
    &document["draft"]["entries"][key]["value"]
}

/// Anna saves an answer, and the revision is returned.
async fn saves(site: &Site, anna: &str, key: &str, value: &str) -> u64 {
    let revision = draft(site, anna).await["revision"].as_u64().unwrap();
    let saved = site.save(anna, ID, revision, &[(key, value, revision)]).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    saved.json()["revision"].as_u64().unwrap()
}

/// The authority's list of one thing of the employer's, and one of the applicant's where `both`.
fn round(both: bool) -> Value {
    let pins = [
        json!({ "question": "annual_salary_cny" }),
        json!({ "question": SCHOOL }),
    ];
    let count = if both { 2 } else { 1 };
    let mut round = list(&pins[..count]);
    round["return"]["items"][0]["owner"] = json!("employer");
    round
}

/// An application whose employer signed 300,000 a year, and has this list: the employer, the invitation, the application,
/// the officer.
async fn returned(site: &Site, round: Value) -> (Employer, String, String, String) {
    let (_, pumps, invitation, id) = ready(site).await;
    let signed = json!([["annual_salary_cny", "300000"], ["job_title", "Engineer"]]);
    let saved = site.part((&pumps, &pumps.boss), &invitation, 0, signed).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    site.employer_files(&id).await;
    let li = site.staff(Officer, "li").await;
    must(site, &li, &id, json!("start_pre_review"), "").await;
    must(site, &li, &id, round, "").await;
    (pumps, invitation, id, li)
}

#[tokio::test]
async fn what_an_employer_changed_and_did_not_answer_goes_back_to_what_it_signed() {
    for closed in [true, false] {
        let mut site = Site::new().await;
        let (pumps, invitation, id, li) = returned(&site, round(false)).await;
        let typed = json!([["annual_salary_cny", "a lot"]]);
        let saved = site.part((&pumps, &pumps.boss), &invitation, 1, typed).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
        let (li, last) = if closed {
            must(&site, &li, &id, json!("close_correction"), "A mistake").await;
            (li, "correction_closed")
        } else {
            lapse(&mut site).await;
            (site.staff(Officer, "li").await, "correction_lapsed")
        };
        let case = seen(&site, &li, &id).await;
        assert_eq!(kinds(&case).last().unwrap(), last);
        assert_eq!(says(&case["part"], "annual_salary_cny"), "300000");
        assert_eq!(says(&case["part"], "job_title"), "Engineer");
        assert!(changed(&case).is_empty());
        let mut database = site.database().await;
        let revision: i64 = sqlx::query_scalar("select revision from invitation where id = $1")
            .bind(&invitation)
            .fetch_one(&mut database)
            .await
            .unwrap();
        assert_eq!(revision, 3, "who has the part open learns of it");
        // What was typed is not lost.
        let kept: Vec<String> =
            sqlx::query_scalar("select part from part_version where application_id = $1 order by from_seq")
                .bind(&id)
                .fetch_all(&mut database)
                .await
                .unwrap();
        assert_eq!(kept.len(), 2);
        assert!(kept[1].contains("a lot"), "{}", kept[1]);
    }
}

#[tokio::test]
async fn what_an_employer_answered_stays_when_the_other_owner_lets_the_list_lapse() {
    let mut site = Site::new().await;
    let (pumps, invitation, id, _) = returned(&site, round(true)).await;
    let right = json!([["annual_salary_cny", "320000"]]);
    site.part((&pumps, &pumps.boss), &invitation, 1, right).await;
    let answered = site.acts((&pumps, &pumps.boss), &id, "answer").await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    lapse(&mut site).await;
    let li = site.staff(Officer, "li").await;
    let case = seen(&site, &li, &id).await;
    assert_eq!(kinds(&case).last().unwrap(), "correction_lapsed");
    assert_eq!(says(&case["part"], "annual_salary_cny"), "320000");
    assert_eq!(changed(&case).len(), 1);
}

#[tokio::test]
async fn a_later_list_sends_nothing_that_was_typed_into_an_earlier_one() {
    let mut site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    must(&site, &li, &id, list(&[json!({ "question": SCHOOL })]), "").await;
    saves(&site, &anna, SCHOOL, "Lund").await;
    lapse(&mut site).await;
    let anna = site.sign_in(ANNA).await;
    let path = format!("/api/applications/{id}");
    let hers = site.call("GET", &path, &anna, None).await.json();
    assert_eq!(says(&hers, SCHOOL), SENT);
    assert_eq!(
        says(&draft(&site, &anna).await, SCHOOL),
        "Lund",
        "nothing is lost by it"
    );

    let li = site.staff(Officer, "li").await;
    let mut second = list(&[json!({ "question": "address" })]);
    second["return"]["items"][0]["due"] = json!("2027-01-18");
    must(&site, &li, &id, second, "The letter came back").await;
    // What she sees is what she sends.
    assert_eq!(says(&draft(&site, &anna).await, SCHOOL), SENT);
    let revision = saves(&site, &anna, "address", "Kungsgatan 2, Uppsala").await;
    let answered = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    let hers = answered.json();
    assert_eq!(kinds(&hers).last().unwrap(), "correction_completed");
    assert_eq!(says(&hers, SCHOOL), SENT);
    let keys: Vec<_> = changed(&hers).into_iter().map(|(key, ..)| key).collect();
    assert_eq!(keys, ["address"]);
}

#[tokio::test]
async fn what_was_typed_is_there_again_where_it_is_asked_for_again_and_nowhere_else() {
    let site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    for why in ["", "It was right to ask"] {
        must(&site, &li, &id, list(&[json!({ "question": SCHOOL })]), why).await;
        if why.is_empty() {
            saves(&site, &anna, SCHOOL, "Lund").await;
        }
        assert_eq!(says(&draft(&site, &anna).await, SCHOOL), "Lund");
        must(&site, &li, &id, json!("close_correction"), "A mistake").await;
    }
    let path = format!("/api/applications/{id}");
    let hers = site.call("GET", &path, &anna, None).await.json();
    let back = json!({ "seen": hers["seen"], "action": "pull_back", "why": "A wrong name" });
    let taken = site
        .call("POST", &format!("{path}/actions"), &anna, Some(back))
        .await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    let hers = draft(&site, &anna).await;
    assert_eq!((says(&hers, SCHOOL), &hers["open"]), (&json!(SENT), &json!(true)));
}

#[tokio::test]
async fn the_same_holds_between_the_sides_before_filing() {
    let site = Site::new().await;
    let (anna, pumps, _, id) = ready(&site).await;
    let does = async |action: Value, why: &str| {
        let path = pumps.path(&format!("/cases/{id}"));
        let seen = site.call("GET", &path, &pumps.boss, None).await.json()["seen"].clone();
        let body = json!({ "seen": seen, "action": action, "why": why });
        let done = site
            .call("POST", &format!("{path}/actions"), &pumps.boss, Some(body))
            .await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    };
    let asks = |key: &str| {
        let round = list(&[json!({ "question": key })]);
        json!({ "return_to_applicant": round["return"]["items"] })
    };
    does(asks(SCHOOL), "").await;
    saves(&site, &anna, SCHOOL, "Lund").await;
    does(json!("close_correction"), "Ours was wrong").await;
    does(asks("address"), "").await;
    assert_eq!(says(&draft(&site, &anna).await, SCHOOL), SENT);
    let revision = saves(&site, &anna, "address", "Kungsgatan 2, Uppsala").await;
    let again = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    assert_eq!(says(&again.json(), SCHOOL), SENT);
}
