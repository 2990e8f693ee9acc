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
    let sent = site.submit(&anna, ID, revision, "zh-Hans").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    (anna, sent.json()["id"].as_str().unwrap().to_owned())
}

/// Brings it into the hands of the authority. (The employer's own way is tested with the employers.)
async fn filed(site: &Site) -> (String, String) {
    let (anna, id) = application(site).await;
    site.employer_files(&id).await;
    (anna, id)
}

async fn seen(site: &Site, officer: &str, id: &str) -> Value {
    site.call("GET", &format!("/api/desk/cases/{id}"), officer, None)
        .await
        .json()
}

/// An officer does something with what they see now.
async fn does(site: &Site, officer: &str, id: &str, action: Value, why: &str) -> Answer {
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

async fn must(site: &Site, officer: &str, id: &str, action: Value, why: &str) -> Value {
    let answer = does(site, officer, id, action.clone(), why).await;
    assert_eq!(answer.status, StatusCode::OK, "{action}: {}", answer.text);
    answer.json()
}

fn kinds(document: &Value) -> Vec<String> {
    let records = document["records"].as_array().unwrap();
    let kind = |record: &Value| record["event"]["kind"].as_str().unwrap().to_owned();
    records.iter().map(kind).collect()
}

fn list(pins: &[Value]) -> Value {
    let items: Vec<Value> = pins
        .iter()
        .map(|pin| json!({ "pin": pin, "owner": "applicant", "reason": "contradicts", "due": DUE }))
        .collect();
    json!({ "return": { "items": items, "if_late": "goes_back" } })
}

#[tokio::test]
async fn from_filing_to_a_letter_that_anybody_can_check() {
    let mut site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let (li, wang) = (site.staff(Officer, "li").await, site.staff(Officer, "wang").await);
    for action in ["start_pre_review", "pass_pre_review"] {
        must(&site, &li, &id, json!(action), "").await;
    }
    must(&site, &li, &id, json!({ "accept": "R-2026-0001" }), "").await;
    let case = must(&site, &li, &id, json!("start_review"), "").await;
    // The preview names B, so B takes one person and A two.
    assert_eq!(case["category"], "B");
    let proposed = must(&site, &li, &id, json!({ "approve": "A" }), "Runs the laboratory").await;
    assert_eq!(kinds(&proposed).last().unwrap(), "approval_proposed");
    let own = does(&site, &li, &id, json!("confirm"), "").await;
    assert_eq!(
        (own.status, own.json()["denied"].clone()),
        (StatusCode::CONFLICT, json!("second_person_needed"))
    );
    // The applicant sees nothing of the proposal, and the same state.
    let path = format!("/api/applications/{id}");
    let hers = site.call("GET", &path, &anna, None).await.json();
    assert_eq!(kinds(&hers).last().unwrap(), "review_started");
    assert!(!hers.to_string().contains("laboratory"));
    must(&site, &wang, &id, json!("drop_proposal"), "The preview is right").await;
    must(&site, &li, &id, json!({ "approve": "B" }), "").await;
    let issued = must(
        &site,
        &wang,
        &id,
        json!({ "issue_letter": { "valid_until": "2027-05-23" } }),
        "",
    )
    .await;

    let letter = issued["records"].as_array().unwrap().last().unwrap()["detail"]["letter"].clone();
    let (number, permit) = (
        letter["number"].as_str().unwrap(),
        letter["permit"].as_str().unwrap(),
    );
    assert!(
        number.starts_with("NL-") && permit.starts_with("11000026"),
        "{letter}"
    );
    let stored = serde_json::from_value(letter.clone()).unwrap();
    let code = server::store::letter_code(&id, &stored);
    let check = async |site: &Site, number: &str, code: &str| {
        let answer = site
            .call("GET", &format!("/api/letters/{number}/{code}"), "", None)
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        (answer.json()["state"].as_str().unwrap().to_owned(), answer.text)
    };
    let (state, text) = check(&site, number, &code).await;
    assert_eq!(state, "valid");
    for private in ["Eriksson", "ERIKSSON", permit, &id] {
        assert!(!text.contains(private), "{text}");
    }
    assert_eq!(check(&site, number, &"0".repeat(32)).await.0, "unknown");
    assert_eq!(check(&site, "NL-2222-2222-22", &code).await.0, "unknown");

    // An erroneous one is replaced; the person keeps the number of the permit.
    let again = must(
        &site,
        &li,
        &id,
        json!({ "replace_letter": { "valid_until": "2027-05-30" } }),
        "A wrong date",
    )
    .await;
    let newer = again["records"].as_array().unwrap().last().unwrap()["detail"]["letter"].clone();
    assert_eq!(newer["permit"], letter["permit"]);
    assert_ne!(newer["number"], letter["number"]);
    assert_eq!(check(&site, number, &code).await.0, "replaced");
    let number = newer["number"].as_str().unwrap();
    let code = server::store::letter_code(&id, &serde_json::from_value(newer.clone()).unwrap());
    assert_eq!(check(&site, number, &code).await.0, "valid");

    // She entered with it.
    site.later(40 * 86_400);
    let anna = site.sign_in("anna@example.org").await;
    let record = json!({ "seen": again["seen"], "action": { "record": ["entry", "2026-12-20"] } });
    let entered = site
        .call("POST", &format!("{path}/actions"), &anna, Some(record))
        .await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.text);
    assert_eq!(check(&site, number, &code).await.0, "used");
}

#[tokio::test]
async fn a_letter_is_no_longer_valid_after_its_printed_day_and_after_a_cancellation() {
    let mut site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    for action in [
        json!("start_pre_review"),
        json!("pass_pre_review"),
        json!({ "accept": "R-1" }),
        json!("start_review"),
        json!({ "approve": "B" }),
    ] {
        must(&site, &li, &id, action, "").await;
    }
    let issued = must(
        &site,
        &li,
        &id,
        json!({ "issue_letter": { "valid_until": "2026-12-31" } }),
        "",
    )
    .await;
    let letter = issued["records"].as_array().unwrap().last().unwrap()["detail"]["letter"].clone();
    let code = server::store::letter_code(&id, &serde_json::from_value(letter.clone()).unwrap());
    let path = format!("/api/letters/{}/{code}", letter["number"].as_str().unwrap());
    assert_eq!(site.call("GET", &path, "", None).await.json()["state"], "valid");
    site.later(60 * 86_400);
    assert_eq!(site.call("GET", &path, "", None).await.json()["state"], "expired");
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("cancel"), "Obtained by false papers").await;
    assert_eq!(
        site.call("GET", &path, "", None).await.json()["state"],
        "cancelled"
    );
}

#[tokio::test]
async fn of_a_list_only_what_it_names_is_changed_and_the_old_answers_are_kept() {
    let site = Site::new().await;
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
async fn a_list_that_nobody_answers_goes_back_by_itself_and_a_letter_that_nobody_uses_expires() {
    let mut site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    must(&site, &li, &id, list(&[json!({ "document": "degree" })]), "").await;
    let settle = async |site: &Site| {
        let store = &site.portal.store;
        store
            .settle_overdue("http://localhost".into(), "Authority".into(), site.portal.now())
            .await
            .unwrap();
    };
    settle(&site).await;
    assert_eq!(
        kinds(&seen(&site, &li, &id).await).last().unwrap(),
        "returned_for_correction"
    );
    // The last day is 18 December; this is the 19th in China.
    site.later(26 * 86_400);
    settle(&site).await;
    settle(&site).await;
    let li = site.staff(Officer, "li").await;
    let case = seen(&site, &li, &id).await;
    assert_eq!(
        kinds(&case)[4..],
        ["returned_for_correction", "correction_lapsed"]
    );
    let last = site.letters("anna@example.org").await.pop().unwrap();
    assert!(
        last["text"].as_str().unwrap().contains(&id),
        "she is told: {last}"
    );
    for action in [
        json!("pass_pre_review"),
        json!({ "accept": "R-1" }),
        json!("start_review"),
        json!({ "approve": "B" }),
    ] {
        must(&site, &li, &id, action, "").await;
    }
    must(
        &site,
        &li,
        &id,
        json!({ "issue_letter": { "valid_until": "2026-12-31" } }),
        "",
    )
    .await;
    site.later(30 * 86_400);
    settle(&site).await;
    let li = site.staff(Officer, "li").await;
    assert_eq!(kinds(&seen(&site, &li, &id).await).last().unwrap(), "expired");
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
