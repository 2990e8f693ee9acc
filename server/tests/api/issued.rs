//! Notification Letters: issued, replaced, used, expired, cancelled, and checked by anybody; and what passes by itself when a
//! date goes by.

use super::cases::{all, approve, does, filed, kinds, list, must, seen};
use super::notices::{Sent, sent};
use super::support::Site;
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};
use server::organisation::letters::Sender;

#[tokio::test]
async fn from_filing_to_a_letter_that_anybody_can_check() {
    let mut site = Site::new().await;
    let (anna, id) = filed(&site).await;
    let (li, wang) = (site.staff(Officer, "li").await, site.staff(Officer, "wang").await);
    all(
        &site,
        &li,
        &id,
        &[json!("start_pre_review"), json!("pass_pre_review")],
    )
    .await;
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
    // The road has the city's limit, and its day from acceptance on Monday, 23 November.
    let review = json!({ "name": "review", "who": "authority", "working_days": 5, "by": "2026-11-30" });
    assert_eq!(hers["steps"][0], review);
    let accepted = json!({ "event": 5, "receipt": "R-2026-0001" });
    assert_eq!(hers["told"], json!([accepted]));
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
    // The number of the work permit, which stands on the letter too, does as well, with the letter's code.
    let (state, text) = check(&site, permit, &code).await;
    assert_eq!(state, "valid");
    for private in ["Eriksson", "ERIKSSON", number, permit, &id] {
        assert!(!text.contains(private), "{text}");
    }
    assert_eq!(check(&site, permit, &"0".repeat(32)).await.0, "unknown");
    assert_eq!(check(&site, "110000269999999", &code).await.0, "unknown");
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
    // The permit goes on with the newer letter, until whose day it is said.
    let (state, text) = check(&site, permit, &code).await;
    assert_eq!(state, "valid");
    assert!(text.contains("2027-05-30"), "{text}");
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
    assert_eq!(check(&site, permit, &code).await.0, "used");

    // Her road: the entry is done, the visa no longer next, and what hangs on the entry has its last day.
    let hers = site.call("GET", &path, &anna, None).await.json();
    let road = hers["steps"].as_array().unwrap();
    let told = road
        .iter()
        .map(|step| ["name", "done_on", "by"].map(|name| step[name].as_str().unwrap_or_default()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ["enter", "2026-12-20", ""],
            ["register_address", "", "2026-12-21"],
            ["residence_permit", "", "2027-01-19"],
            ["show_originals", "", ""],
        ]
    );
    assert_eq!(
        road[2]["recorded_by"],
        json!(["applicant", "employer", "authority"])
    );
    assert_eq!(road[3]["recorded_by"], json!(["authority"]));
    let approved = json!({ "event": 7, "category": "B" });
    assert_eq!(hers["told"], json!([accepted, approved]));
}

#[tokio::test]
async fn who_is_refused_is_told_the_grounds_and_nothing_of_what_was_dropped() {
    let site = Site::new().await;
    let Sent {
        anna,
        pumps,
        officer,
        id,
    } = sent(&site).await;
    let wang = site.staff(Officer, "wang").await;
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    let dropped = json!({ "refuse": ["quota_used_up"] });
    must(&site, &officer, &id, dropped, "None is left").await;
    must(&site, &wang, &id, json!("drop_proposal"), "There is one").await;
    let grounds = json!(["post_not_fit", "conditions_not_met"]);
    let refusal = json!({ "refuse": grounds });
    must(&site, &officer, &id, refusal.clone(), "Below the minimum").await;
    let path = format!("/api/applications/{id}");
    let read = async || site.call("GET", &path, &anna, None).await.json();
    assert_eq!(read().await.get("told"), None, "it is only proposed");
    must(&site, &wang, &id, json!("confirm"), "").await;
    let hers = read().await;
    assert_eq!(hers["events"][4]["kind"], "refused");
    assert_eq!(hers["told"], json!([{ "event": 4, "grounds": grounds }]));
    let path = pumps.path(&format!("/cases/{id}"));
    let theirs = site.call("GET", &path, &pumps.boss, None).await.json();
    let last = theirs["records"].as_array().unwrap().last().unwrap();
    assert_eq!(last["detail"]["decision"], refusal);
    for document in [&hers, &theirs] {
        assert!(!document.to_string().contains("quota_used_up"));
    }
}

/// A letter that was issued, and its code.
struct Issued {
    letter: Value,
    code: String,
}

async fn issue(site: &Site, officer: &str, id: &str, wish: Value) -> Issued {
    let issued = must(site, officer, id, json!({ "issue_letter": wish }), "").await;
    let letter = issued["records"].as_array().unwrap().last().unwrap()["detail"]["letter"].clone();
    let code = server::store::letter_code(id, &serde_json::from_value(letter.clone()).unwrap());
    Issued { letter, code }
}

/// What anybody is told of its `number`, or of its `permit`.
async fn state(site: &Site, issued: &Issued, name: &str) -> Value {
    let path = format!(
        "/api/letters/{}/{}",
        issued.letter[name].as_str().unwrap(),
        issued.code
    );
    site.call("GET", &path, "", None).await.json()["state"].clone()
}

#[tokio::test]
async fn a_letter_is_no_longer_valid_after_its_printed_day_and_after_a_cancellation() {
    let mut site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    approve(&site, &li, &id).await;
    let letter = issue(&site, &li, &id, json!({ "valid_until": "2026-12-31" })).await;
    for name in ["number", "permit"] {
        assert_eq!(state(&site, &letter, name).await, "valid", "{name}");
    }
    site.later(60 * 86_400);
    for name in ["number", "permit"] {
        assert_eq!(state(&site, &letter, name).await, "expired", "{name}");
    }
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("cancel"), "Obtained by false papers").await;
    for name in ["number", "permit"] {
        assert_eq!(state(&site, &letter, name).await, "cancelled", "{name}");
    }
}

/// The letter was used and stays so; whoever checks the permit is told of its own end.
#[tokio::test]
async fn a_permit_whose_recorded_last_day_has_passed_is_told_as_expired() {
    let mut site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    approve(&site, &li, &id).await;
    let wish = json!({ "valid_until": "2027-05-23", "months": 12 });
    let letter = issue(&site, &li, &id, wish).await;
    let steps = [
        json!({ "record": ["entry", "2026-11-23"] }),
        json!({ "record_permit_end": "2026-12-03" }),
    ];
    all(&site, &li, &id, &steps).await;
    // It is good on its last day.
    site.later(10 * 86_400);
    for name in ["number", "permit"] {
        assert_eq!(state(&site, &letter, name).await, "used", "{name}");
    }
    site.later(86_400);
    assert_eq!(state(&site, &letter, "permit").await, "expired");
    assert_eq!(state(&site, &letter, "number").await, "used");
    // A cancellation says more.
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("cancel"), "Obtained by false papers").await;
    assert_eq!(state(&site, &letter, "permit").await, "cancelled");
}

/// A permit's number leads to its person's letters, and nobody's code opens another's.
#[tokio::test]
async fn a_permit_s_number_takes_the_code_of_a_letter_of_its_own() {
    let site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    approve(&site, &li, &id).await;
    let steps = [json!({ "issue_letter": { "valid_until": "2027-05-23" } })];
    all(&site, &li, &id, &steps).await;
    let case = seen(&site, &li, &id).await;
    let letter = case["records"].as_array().unwrap().last().unwrap()["detail"]["letter"].clone();
    let code = server::store::letter_code(&id, &serde_json::from_value(letter).unwrap());
    let mut database = site.database().await;
    for sql in [
        "insert into person (id, email_key, email, created_at) values ('bo', 'bo@example.org', 'bo@example.org', 0)",
        "insert into work_permit (person_id, number, issued_at) values ('bo', '110000260000001', 0)",
    ] {
        sqlx::query(sql).execute(&mut database).await.unwrap();
    }
    let path = format!("/api/letters/110000260000001/{code}");
    assert_eq!(site.call("GET", &path, "", None).await.json()["state"], "unknown");
}

#[tokio::test]
async fn a_list_that_nobody_answers_goes_back_by_itself_and_a_letter_that_nobody_uses_is_ended_by_an_officer()
{
    let mut site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    must(&site, &li, &id, list(&[json!({ "document": "degree" })]), "").await;
    let settle = async |site: &Site| {
        let store = &site.portal.store;
        store
            .settle_overdue(&Sender::of(&site.portal), site.portal.now())
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
    all(
        &site,
        &li,
        &id,
        &[
            json!("pass_pre_review"),
            json!({ "accept": "R-1" }),
            json!("start_review"),
            json!({ "approve": "B" }),
        ],
    )
    .await;
    must(
        &site,
        &li,
        &id,
        json!({ "issue_letter": { "valid_until": "2026-12-31" } }),
        "",
    )
    .await;
    let early = does(&site, &li, &id, json!("expire"), "").await;
    assert_eq!(early.json()["denied"], "not_due");
    site.later(30 * 86_400);
    settle(&site).await;
    let li = site.staff(Officer, "li").await;
    // She may have entered and not said so yet.
    assert_eq!(
        kinds(&seen(&site, &li, &id).await).last().unwrap(),
        "letter_issued"
    );
    let ended = must(&site, &li, &id, json!("expire"), "").await;
    assert_eq!(kinds(&ended).last().unwrap(), "expired");
}
