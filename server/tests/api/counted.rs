//! Of two sides' answers the employer's count, wherever something follows from them; and both see what a correction changed.

use super::cases::{approve, does, must, seen};
use super::employers::{CODE, Employer};
use super::packages::unzip;
use super::papers::{get, solid, text};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";
const ANNA: &str = "anna@example.org";

/// Anna's application with an employer, not filed: her cookie, the employer, the invitation, the application.
pub async fn ready(site: &Site) -> (String, Employer, String, String) {
    let pumps = site.employer(BOSS, CODE).await;
    let (invitation, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    assert_eq!(site.answer(&anna, &secret, true, ID).await.status, StatusCode::OK);
    let revision = site.save_complete(&anna, ID).await;
    let saved = site.save(&anna, ID, revision, &[("special_area", "no", 0)]).await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let id = site.submitted(&anna, ID, revision, "en").await;
    (anna, pumps, invitation, id)
}

impl Site {
    /// The employer saves its part.
    pub async fn part(
        &self,
        (employer, who): (&Employer, &str),
        invitation: &str,
        revision: u64,
        answers: Value,
    ) -> Answer {
        let path = employer.path(&format!("/invitations/{invitation}/part"));
        let body = json!({ "revision": revision, "answers": answers });
        self.call("PATCH", &path, who, Some(body)).await
    }

    /// Somebody of the employer does something with what they see now.
    pub async fn acts(&self, (employer, who): (&Employer, &str), id: &str, action: &str) -> Answer {
        let path = employer.path(&format!("/cases/{id}"));
        let seen = self.call("GET", &path, who, None).await.json()["seen"].clone();
        let body = json!({ "seen": seen, "action": action });
        self.call("POST", &format!("{path}/actions"), who, Some(body))
            .await
    }
}

/// What a correction changed: the answer, as it was, as it is.
pub fn changed(document: &Value) -> Vec<(String, String, String)> {
    let all = document["changed"].as_array().cloned().unwrap_or_default();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    all.iter()
        .map(|one| (text(one, "key"), text(one, "before"), text(one, "after")))
        .collect()
}

#[tokio::test]
async fn place_and_dates_are_those_of_the_employer() {
    let site = Site::new().await;
    let (_, pumps, invitation, id) = ready(&site).await;
    let row = async || {
        let table = site.call("GET", &pumps.path("/cases"), &pumps.boss, None).await;
        table.json()["rows"][0].clone()
    };
    let before = row().await;
    assert_eq!(before["place"], "110000");
    let answers = json!([["work_province", "310000"], ["contract_end", "2028-06-30"]]);
    let saved = site.part((&pumps, &pumps.boss), &invitation, 0, answers).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    // What lists show is written with the save.
    let after = row().await;
    assert!(after["place"].as_str().unwrap().starts_with("31"), "{after}");
    assert_eq!(
        (&after["expires_on"], &after["expires_what"]),
        (&json!("2028-06-30"), &json!("contract"))
    );
    site.employer_files(&id).await;
    let li = site.staff(Officer, "li").await;
    let place = seen(&site, &li, &id).await["place"].clone();
    assert!(place.as_str().unwrap().starts_with("31"), "{place}");
    let found = site.call("GET", "/api/desk/cases?place=31", &li, None).await;
    assert_eq!(found.json()["total"], 1);
}

/// A file of a package.
fn content(zip: &[u8], name: &str) -> Vec<u8> {
    let found = unzip(zip).into_iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("no {name}")).1
}

#[tokio::test]
async fn papers_show_what_the_employer_answers_and_mark_it_until_it_signs() {
    let site = Site::new().await;
    let (anna, pumps, invitation, id) = ready(&site).await;
    let hers = |file: &str| format!("/api/applications/{id}/{file}?locale=en");
    let theirs = pumps.path(&format!("/cases/{id}/package.zip?locale=en"));
    let fetch = async || {
        [
            get(&site, &hers("package.zip"), &anna).await.bytes,
            get(&site, &theirs, &pumps.boss).await.bytes,
        ]
    };
    let manifest =
        |zip: &[u8]| -> Value { serde_json::from_slice(&content(zip, "00-manifest.json")).unwrap() };
    let receipt = get(&site, &hers("receipt.pdf"), &anna).await.bytes;
    let [before, _] = fetch().await;
    let list = solid(&text(&content(&before, "00-document-list.pdf")));
    assert!(list.contains("CategoryB:"), "{list}");

    // Her estimates are an engineer's, at 300,000 a year; with this the place gives A.
    let answers = json!([["job_title", "Chief engineer"], ["annual_salary_cny", "900000"]]);
    let saved = site.part((&pumps, &pumps.boss), &invitation, 0, answers).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    for signed in [false, true] {
        if signed {
            site.employer_files(&id).await;
        }
        let both = fetch().await;
        for zip in &both {
            let form = solid(&text(&content(zip, "00-application-form.pdf")));
            for (said, stands) in [
                ("Chiefengineer", true),
                ("CN¥900,000", true),
                ("CN¥300,000", false),
                ("待用人单位确认", !signed),
            ] {
                assert_eq!(form.contains(said), stands, "{said}, signed {signed}: {form}");
            }
            let list = solid(&text(&content(zip, "00-document-list.pdf")));
            assert!(
                list.contains("CategoryA:") && !list.contains("CategoryB:"),
                "{list}"
            );
            // What she sent is what it was, and so is the receipt of it.
            for name in ["reference", "draft", "rules", "fingerprint", "hash"] {
                assert_eq!(manifest(zip)[name], manifest(&before)[name], "{name}");
            }
            assert!(content(zip, "00-receipt.pdf") == receipt, "the same receipt");
        }
        let form = |zip: &[u8]| content(zip, "00-application-form.pdf");
        assert!(form(&both[0]) == form(&both[1]), "the same paper to both sides");
        assert!(both == fetch().await, "the same bytes each time");
    }
    assert!(get(&site, &hers("receipt.pdf"), &anna).await.bytes == receipt);
    let form = get(&site, &hers("form.pdf"), &anna).await.bytes;
    assert!(solid(&text(&form)).contains("Chiefengineer"));
}

#[tokio::test]
async fn before_it_is_filed_an_application_is_not_the_authority_s_to_see() {
    let site = Site::new().await;
    let (_, _, _, id) = ready(&site).await;
    let li = site.staff(Officer, "li").await;
    let queue = async || site.call("GET", "/api/desk/cases", &li, None).await.json()["total"].clone();
    assert_eq!(queue().await, 0);
    for rest in ["", "/letter.pdf", "/files/none"] {
        let path = format!("/api/desk/cases/{id}{rest}");
        let looked = site.call("GET", &path, &li, None).await;
        assert_eq!(looked.status, StatusCode::NOT_FOUND, "{rest}");
    }
    let body = json!({ "seen": 1, "action": "withdraw", "why": "Why" });
    let path = format!("/api/desk/cases/{id}/actions");
    let done = site.call("POST", &path, &li, Some(body)).await;
    assert_eq!(done.status, StatusCode::NOT_FOUND);
    site.employer_files(&id).await;
    assert_eq!(queue().await, 1);
    assert_eq!(seen(&site, &li, &id).await["id"], id.as_str());
}

#[tokio::test]
async fn what_the_employer_corrects_is_judged_and_shown_to_all() {
    let site = Site::new().await;
    let (anna, pumps, invitation, id) = ready(&site).await;
    let first = json!([["job_title", "Engineer"], ["annual_salary_cny", "300000"]]);
    let saved = site.part((&pumps, &pumps.boss), &invitation, 0, first).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    site.employer_files(&id).await;
    site.add_member(&pumps, "agent@agency.example", "agent", "2027-01-01")
        .await;
    let agent = site.sign_in("agent@agency.example").await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    let round = json!({ "return": { "if_late": "goes_back", "items": [
        { "pin": { "question": "annual_salary_cny" }, "owner": "employer", "reason": "contradicts", "due": "2026-12-18" }
    ] } });
    must(&site, &li, &id, round, "").await;
    let wrong = json!([["annual_salary_cny", "a lot"]]);
    let kept = site.part((&pumps, &pumps.boss), &invitation, 1, wrong).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let wrong = site.acts((&pumps, &pumps.boss), &id, "answer").await;
    assert_eq!(wrong.code(), "invalid_answers", "{}", wrong.text);
    let right = json!([["annual_salary_cny", "320000"]]);
    site.part((&pumps, &pumps.boss), &invitation, 2, right).await;
    let mandate = site.acts((&pumps, &agent), &id, "answer").await;
    assert_eq!(mandate.code(), "forbidden", "a mandate is to prepare");
    let answered = site.acts((&pumps, &pumps.boss), &id, "answer").await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    let expected = [(
        "annual_salary_cny".to_owned(),
        "300000".to_owned(),
        "320000".to_owned(),
    )];
    assert_eq!(changed(&answered.json()), expected);
    assert_eq!(changed(&seen(&site, &li, &id).await), expected);
    let hers = site
        .call("GET", &format!("/api/applications/{id}"), &anna, None)
        .await;
    assert_eq!(changed(&hers.json()), expected);
}

#[tokio::test]
async fn a_permit_is_granted_for_no_longer_than_category_and_contract_allow() {
    let site = Site::new().await;
    let (_, pumps, invitation, id) = ready(&site).await;
    let short = json!([["contract_start", "2027-02-01"], ["contract_end", "2028-01-31"]]);
    let saved = site.part((&pumps, &pumps.boss), &invitation, 0, short).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    site.employer_files(&id).await;
    let li = site.staff(Officer, "li").await;
    approve(&site, &li, &id).await;
    let letter = |months: u32| json!({ "issue_letter": { "valid_until": "2027-05-23", "months": months } });
    // Category B allows 24; the contract lasts twelve.
    let long = does(&site, &li, &id, letter(24), "").await;
    assert_eq!(long.json()["denied"], "months_too_many", "{}", long.text);
    let issued = must(&site, &li, &id, letter(0), "").await;
    let records = issued["records"].as_array().unwrap();
    assert_eq!(records.last().unwrap()["detail"]["letter"]["months"], 12);
}

#[tokio::test]
async fn that_an_employer_looked_stands_in_the_applicant_s_log_once_in_an_hour() {
    let mut site = Site::new().await;
    let (anna, pumps, _, id) = ready(&site).await;
    let path = pumps.path(&format!("/cases/{id}"));
    let looks = async |site: &Site, anna: &str| {
        let log = site
            .call("GET", &format!("/api/drafts/{ID}/access"), anna, None)
            .await
            .json();
        let log = log.as_array().unwrap().clone();
        log.iter()
            .filter(|one| one["what"] == "stand" && one["role"] == "employer")
            .count()
    };
    for _ in 0..2 {
        site.call("GET", &path, &pumps.boss, None).await;
    }
    assert_eq!(looks(&site, &anna).await, 1);
    site.later(3_600);
    site.call("GET", &path, &pumps.boss, None).await;
    assert_eq!(looks(&site, &anna).await, 2);
}
