//! What was filed in the official system: its employer records here what that says, so the tracking goes on, and no act of this
//! authority comes of it.

use super::cases::does;
use super::employers::OTHER_CODE;
use super::notices::since;
use super::renderings::{ANNA, BOSS, Signed, TEXTS};
use super::support::Answer;
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};
use server::organisation::letters::Sender;

/// The day of the test's clock.
const TODAY: &str = "2026-11-23";
const LETTER: &str = "OFFICIAL-9";

impl Signed {
    /// What is owed in Chinese is there, and the application is filed: here, or in the official system.
    async fn filed(filing: Value) -> Signed {
        let signed = Signed::new().await;
        signed.write(&TEXTS).await;
        signed.confirms(&TEXTS).await;
        let filed = signed.acts(json!({ "file": filing })).await;
        assert_eq!(filed.status, StatusCode::OK, "{}", filed.text);
        signed
    }

    async fn filed_there() -> Signed {
        Signed::filed(json!({ "on": TODAY, "receipt": "OFFICIAL-7" })).await
    }

    /// The employer records what the official system says today.
    async fn records(&self, said: Value, why: &str) -> Answer {
        let action = json!({ "record_outcome": { "on": TODAY, "said": said } });
        let body = json!({ "seen": self.case().await["seen"], "action": action, "why": why });
        let path = self.pumps.path(&format!("/cases/{}/actions", self.id));
        self.site.call("POST", &path, &self.pumps.boss, Some(body)).await
    }

    async fn recorded(&self, said: Value, why: &str) {
        let answer = self.records(said.clone(), why).await;
        assert_eq!(answer.status, StatusCode::OK, "{said}: {}", answer.text);
    }

    /// The row of the employer's table.
    async fn row(&self) -> Value {
        let path = self.pumps.path("/cases");
        let table = self.site.call("GET", &path, &self.pumps.boss, None).await;
        table.json()["rows"][0].clone()
    }
}

fn approved(number: &str, until: &str) -> Value {
    json!({ "approved": { "category": "B", "letter": number, "valid_until": until, "months": 24 } })
}

#[tokio::test]
async fn the_employer_records_it_and_the_applicant_is_told_and_goes_on() {
    let it = Signed::filed_there().await;
    it.recorded(json!({ "accepted": "OFFICIAL-8" }), "").await;
    let hers = it.hers().await;
    let last = hers["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["kind"], &last["by"]),
        (&json!("accepted_elsewhere"), &json!("employer"))
    );
    assert_eq!(hers["acts"], json!(["authority"]));
    // Beijing reviews in five working days, from the day there on.
    let review = json!({ "name": "review", "who": "authority", "working_days": 5, "by": "2026-11-30" });
    assert_eq!(hers["steps"][0], review);
    assert_eq!(it.told(ANNA, "用人单位记录：官方系统已受理").await, 1);
    let row = it.row().await;
    assert_eq!(
        (&row["state"], &row["due_on"]),
        (&json!("accepted"), &json!("2026-11-30"))
    );
    // It stands in the authority's queue as before: the officers keep what they can do.
    let li = it.site.staff(Officer, "li").await;
    let queue = "/api/desk/cases?acts=authority";
    let queue = it.site.call("GET", queue, &li, None).await.json();
    assert_eq!(queue["rows"][0]["id"], json!(it.id));

    it.recorded(approved(LETTER, "2027-05-20"), "").await;
    let hers = it.hers().await;
    let letter = json!({ "number": LETTER, "permit": "", "valid_until": "2027-05-20", "code": "" });
    assert_eq!(hers["letter"], letter);
    let told = hers["told"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        told,
        json!({ "event": hers["events"].as_array().unwrap().len() - 1, "on": TODAY, "category": "B",
            "letter": LETTER, "until": "2027-05-20", "months": 24 })
    );
    assert_eq!(it.told(ANNA, "用人单位记录：官方系统准予许可").await, 1);
    assert_eq!(
        it.told(BOSS, "official system").await,
        0,
        "nobody is told of their own doing"
    );
    let row = it.row().await;
    assert_eq!(
        (&row["state"], &row["expires_on"], &row["expires_what"]),
        (&json!("approved"), &json!("2027-05-20"), &json!("letter"))
    );

    // The number was wrong, and is recorded again.
    it.recorded(approved("OFFICIAL-10", "2027-05-21"), "").await;
    assert_eq!(it.hers().await["letter"]["number"], "OFFICIAL-10");

    // The road goes on by itself.
    let body = json!({ "seen": it.hers().await["seen"], "action": { "record": ["visa", TODAY] } });
    let path = format!("/api/applications/{}/actions", it.id);
    let visa = it.site.call("POST", &path, &it.anna, Some(body)).await;
    assert_eq!(visa.status, StatusCode::OK, "{}", visa.text);
    assert_eq!(it.hers().await["steps"][0]["name"], "get_visa");
}

#[tokio::test]
async fn no_letter_and_no_number_of_this_authority_comes_of_it() {
    let it = Signed::filed_there().await;
    it.recorded(approved(LETTER, "2027-05-20"), "").await;
    let li = it.site.staff(Officer, "li").await;
    let issue = json!({ "issue_letter": { "valid_until": "2027-05-20" } });
    let denied = does(&it.site, &li, &it.id, issue, "").await;
    assert_eq!(
        (denied.status, denied.json()["denied"].clone()),
        (StatusCode::CONFLICT, json!("approved_elsewhere"))
    );
    for (path, who) in [
        (format!("/api/applications/{}/letter.pdf", it.id), &it.anna),
        (
            it.pumps.path(&format!("/cases/{}/letter.pdf", it.id)),
            &it.pumps.boss,
        ),
        (format!("/api/desk/cases/{}/letter.pdf", it.id), &li),
    ] {
        let none = it.site.call("GET", &path, who, None).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{path}");
    }
    let mut database = it.site.database().await;
    for table in ["select count(*) from letter", "select count(*) from work_permit"] {
        let count: i64 = sqlx::query_scalar(table).fetch_one(&mut database).await.unwrap();
        assert_eq!(count, 0, "{table}");
    }
    let all = "/api/desk/statistics";
    let all = it.site.call("GET", all, &li, None).await.json();
    assert_eq!((&all["decided"], &all["at_once"]), (&json!(0), &json!(0)));
    for one in all["happened"].as_array().unwrap() {
        let count = |category: &str| one["by_category"][category].as_u64().unwrap();
        let total: u64 = ["a", "b", "c", "none"].into_iter().map(count).sum();
        assert_eq!(total, u64::from(one["kind"] == "filed"), "{one}");
    }
}

#[tokio::test]
async fn what_was_returned_there_the_employer_corrects_there() {
    let it = Signed::filed_there().await;
    it.recorded(json!("returned"), "A clearer scan of the degree")
        .await;
    let hers = it.hers().await;
    assert_eq!(hers["acts"], json!(["employer"]));
    assert!(hers.get("corrections").is_none(), "nothing is open here");
    assert_eq!(hers["steps"][0]["name"], "employer_corrects_there");
    assert!(hers.to_string().contains("A clearer scan of the degree"));
    assert_eq!(it.told(ANNA, "用人单位记录：官方系统退回补正").await, 1);
    let row = it.row().await;
    assert_eq!(
        (&row["state"], &row["acts"], &row["due_on"]),
        (&json!("returned_for_correction"), &json!("employer"), &json!(""))
    );
    it.recorded(json!("sent_again"), "").await;
    assert_eq!(it.row().await["state"], "filed");
    let silent = it.records(json!("refused"), "").await;
    assert_eq!(silent.json()["denied"], "reason_missing");
    it.recorded(json!("refused"), "The quota is used up").await;
    assert_eq!(it.row().await["state"], "refused");
    assert!(it.hers().await.to_string().contains("The quota is used up"));
    assert_eq!(it.told(ANNA, "用人单位记录：官方系统不予许可").await, 1);
    let over = it.records(json!({ "accepted": "" }), "").await;
    assert_eq!(over.json()["denied"], "wrong_state");
}

#[tokio::test]
async fn what_was_recorded_wrongly_is_taken_back_and_the_applicant_is_told() {
    let it = Signed::filed_there().await;
    let nothing = it.acts(json!("take_back_outcome")).await;
    assert_eq!(nothing.json()["denied"], "wrong_state");
    it.recorded(approved(LETTER, "2027-05-20"), "").await;
    let back = it.acts(json!("take_back_outcome")).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    let hers = it.hers().await;
    let last = hers["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["kind"], &last["by"]),
        (&json!("outcome_taken_back"), &json!("employer"))
    );
    assert_eq!(hers["acts"], json!(["authority"]));
    assert!(hers.get("letter").is_none(), "{hers}");
    assert_eq!(it.told(ANNA, "用人单位撤回了最后一条来自官方系统的记录").await, 1);
    let row = it.row().await;
    assert_eq!(row["state"], "filed");
    assert_ne!(row["expires_what"], "letter");
    it.recorded(json!({ "accepted": "" }), "").await;
    assert_eq!(it.row().await["state"], "accepted");
}

#[tokio::test]
async fn only_its_employer_records_it_and_only_what_was_filed_there() {
    let here = Signed::filed(Value::Null).await;
    for said in [
        json!({ "accepted": "R-1" }),
        approved(LETTER, "2027-05-20"),
        json!("refused"),
    ] {
        let denied = here.records(said.clone(), "Why").await;
        assert_eq!(
            (denied.status, denied.json()["denied"].clone()),
            (StatusCode::CONFLICT, json!("filed_here")),
            "{said}"
        );
    }
    let it = Signed::filed_there().await;
    let action = |on: &str| json!({ "record_outcome": { "on": on, "said": { "accepted": "" } } });
    for on in ["2026-11-22", "2026-11-24"] {
        let wrong = it.acts(action(on)).await;
        assert_eq!(wrong.json()["denied"], "date_wrong", "{on}");
    }
    let valves = it.site.employer("boss@valves.example", OTHER_CODE).await;
    let seen = it.case().await["seen"].clone();
    let body = |action: Value| json!({ "seen": seen, "action": action });
    let path = valves.path(&format!("/cases/{}/actions", it.id));
    let theirs = it
        .site
        .call("POST", &path, &valves.boss, Some(body(action(TODAY))))
        .await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let path = format!("/api/applications/{}/actions", it.id);
    let hers = it
        .site
        .call("POST", &path, &it.anna, Some(body(action(TODAY))))
        .await;
    assert_eq!(hers.json()["denied"], "wrong_role");
    let li = it.site.staff(Officer, "li").await;
    let officer = does(&it.site, &li, &it.id, action(TODAY), "").await;
    assert_eq!(officer.json()["denied"], "wrong_role");
}

#[tokio::test]
async fn a_letter_of_the_official_system_that_runs_out_is_reminded_of() {
    let it = Signed::filed_there().await;
    it.recorded(approved(LETTER, "2026-12-10"), "").await;
    let before = it.site.letters(ANNA).await;
    let (sender, now) = (Sender::of(&it.site.portal), it.site.portal.now());
    it.site.portal.store.remind_of_dates(&sender, now).await.unwrap();
    assert_eq!(since(&it.site, ANNA, &before).await.len(), 1);
}
