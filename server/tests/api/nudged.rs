//! Each side can remind the other exactly while the application waits for the other, and who owes Chinese renderings is
//! reminded of a list's last day.

use super::cases::{list, must};
use super::notices::{ANNA, BOSS, holds_nothing_private, saying, sent, since};
use super::renderings::{Signed, TEXTS};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};
use server::organisation::letters::Sender;

const DAY: i64 = 86_400;

/// Both sides of an application, signed in.
struct Sides {
    anna: String,
    boss: String,
    /// The employer's address of the invitation, and of the case.
    invitation: String,
    case: String,
}

impl Sides {
    /// As they are signed in a day later, when each may remind the other.
    async fn tomorrow(site: &mut Site, (organisation, id): (&str, &str)) -> Sides {
        site.later(DAY);
        let (anna, boss) = (site.sign_in(ANNA).await, site.sign_in(BOSS).await);
        let case = format!("/api/organisations/{organisation}/cases/{id}");
        let seen = site.call("GET", &case, &boss, None).await.json();
        let invitation = seen["part"]["invitation"].as_str().unwrap();
        let invitation = format!("/api/organisations/{organisation}/invitations/{invitation}");
        Sides {
            anna,
            boss,
            invitation,
            case,
        }
    }

    async fn applicant_asks(&self, site: &Site) -> Answer {
        let path = format!("/api/drafts/{ID}/employer/letter");
        site.call("POST", &path, &self.anna, None).await
    }

    async fn employer_reminds(&self, site: &Site) -> Answer {
        let path = format!("{}/letter", self.invitation);
        site.call("POST", &path, &self.boss, None).await
    }

    /// Who must act, as both are told it.
    async fn acts(&self, site: &Site) -> Value {
        let case = site.call("GET", &self.case, &self.boss, None).await.json();
        let acts = case.get("acts").cloned().unwrap_or_else(|| json!([]));
        let id = case["id"].as_str().unwrap();
        let path = format!("/api/applications/{id}");
        let hers = site.call("GET", &path, &self.anna, None).await.json();
        assert_eq!(hers["acts"], acts);
        acts
    }

    /// What comes of it where both press: the applicant asks, the employer reminds.
    async fn press(&self, site: &Site, waits_for: &[&str]) {
        assert_eq!(self.acts(site).await, json!(waits_for));
        for (other, answer, done) in [
            (
                "employer",
                self.applicant_asks(site).await,
                StatusCode::NO_CONTENT,
            ),
            ("applicant", self.employer_reminds(site).await, StatusCode::OK),
        ] {
            if waits_for.contains(&other) {
                assert_eq!(answer.status, done, "{other}: {}", answer.text);
            } else {
                assert_eq!(answer.json()["denied"], "wrong_state", "{other}");
            }
        }
    }
}

#[tokio::test]
async fn of_the_authority_s_list_each_owner_is_reminded_by_the_other_until_it_is_done() {
    let mut site = Site::new().await;
    let all = sent(&site).await;
    must(&site, &all.officer, &all.id, json!("start_pre_review"), "").await;
    let mut both = list(&[json!({ "document": "degree" }), json!({ "question": "duties" })]);
    both["return"]["items"][1]["owner"] = json!("employer");
    both["return"]["items"][1]["due"] = json!("2026-12-04");
    must(&site, &all.officer, &all.id, both, "").await;
    let of = (all.pumps.id.as_str(), all.id.as_str());
    let sides = Sides::tomorrow(&mut site, of).await;
    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    sides.press(&site, &["applicant", "employer"]).await;
    let told = since(&site, BOSS, &theirs).await;
    let text = saying(&told, "An applicant waits");
    assert!(text.contains(&format!("/cases/{}", all.id)), "{text}");
    assert!(text.contains("4 December 2026"), "its own last day: {text}");
    holds_nothing_private(&told[0]);
    let told = since(&site, ANNA, &hers).await;
    let text = saying(&told, "waits for you to go on");
    assert!(text.contains(&format!("/applications/{}", all.id)), "{text}");
    assert!(text.contains("18 December 2026"), "{text}");
    holds_nothing_private(&told[0]);
    for again in [
        sides.applicant_asks(&site).await,
        sides.employer_reminds(&site).await,
    ] {
        assert_eq!(again.code(), "too_many_requests", "a day between two letters");
    }

    // The employer is done: it is the applicant alone for whom it waits.
    let sides = Sides::tomorrow(&mut site, of).await;
    let seen = site.call("GET", &sides.case, &sides.boss, None).await.json()["seen"].clone();
    let body = json!({ "seen": seen, "action": "answer" });
    let path = format!("{}/actions", sides.case);
    let answered = site.call("POST", &path, &sides.boss, Some(body)).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    assert_eq!(answered.json()["acts"], json!(["applicant"]));
    sides.press(&site, &["applicant"]).await;

    // Back with the authority it waits for neither.
    let draft = format!("/api/drafts/{ID}");
    let draft = site.call("GET", &draft, &sides.anna, None).await.json();
    let revision = draft["revision"].as_u64().unwrap();
    let again = site.submit(&sides.anna, ID, revision, "en").await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    let sides = Sides::tomorrow(&mut site, of).await;
    sides.press(&site, &["authority"]).await;
}

#[tokio::test]
async fn renderings_that_wait_and_a_part_that_is_open_are_the_applicant_s_turn() {
    let mut it = Signed::new().await;
    let (pumps, id) = (it.pumps.id.clone(), it.id.clone());
    let sides = Sides::tomorrow(&mut it.site, (&pumps, &id)).await;
    sides.press(&it.site, &["employer"]).await;
    it.pumps.boss.clone_from(&sides.boss);
    it.anna.clone_from(&sides.anna);
    it.write(&TEXTS).await;
    let sides = Sides::tomorrow(&mut it.site, (&pumps, &id)).await;
    sides.press(&it.site, &["applicant"]).await;
    it.pumps.boss.clone_from(&sides.boss);
    let item = json!({ "pin": { "question": "edu_school@e1" }, "owner": "applicant", "reason": "contradicts",
        "due": "2026-12-18" });
    let returned = it.acts(json!({ "return_to_applicant": [item] })).await;
    assert_eq!(returned.status, StatusCode::OK, "{}", returned.text);
    let sides = Sides::tomorrow(&mut it.site, (&pumps, &id)).await;
    sides.press(&it.site, &["applicant"]).await;
}

/// The hourly look for last days.
async fn look(site: &Site) {
    let (sender, now) = (Sender::of(&site.portal), site.portal.now());
    let store = &site.portal.store;
    store.remind_of_dates(&sender, now).await.unwrap();
}

#[tokio::test]
async fn who_owes_renderings_alone_is_reminded_of_the_list_s_last_day() {
    let mut it = Signed::new().await;
    it.write(&TEXTS).await;
    it.confirms(&TEXTS).await;
    it.files().await;
    let li = it.site.staff(Officer, "li").await;
    must(&it.site, &li, &it.id, json!("start_pre_review"), "").await;
    let school = list(&[json!({ "question": "edu_school@e1" })]);
    must(&it.site, &li, &it.id, school, "").await;
    let path = format!("/api/drafts/{ID}");
    let draft = it.site.call("GET", &path, &it.anna, None).await.json();
    let revision = draft["revision"].as_u64().unwrap();
    let change = [("edu_school@e1", "Lunds universitet", revision)];
    let saved = it.site.save(&it.anna, ID, revision, &change).await.json();
    let revision = saved["revision"].as_u64().unwrap();
    let sent = it.site.submit(&it.anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);

    // Three days before 18 December: all points are answered, and the employer's Chinese is waited for.
    it.site.later(22 * DAY);
    let (hers, theirs) = (it.site.letters(ANNA).await, it.site.letters(BOSS).await);
    look(&it.site).await;
    look(&it.site).await;
    let told = since(&it.site, BOSS, &theirs).await;
    assert_eq!(told.len(), 1, "once");
    let text = saying(&told, "The last day for the corrections is near");
    assert!(text.contains("18 December 2026"), "{text}");
    holds_nothing_private(&told[0]);
    assert_eq!(since(&it.site, ANNA, &hers).await.len(), 0, "she is done");

    // Then it is her turn.
    it.pumps.boss = it.site.sign_in(BOSS).await;
    it.write(&[("edu_school@e1", "Lunds universitet", "隆德大学")])
        .await;
    it.site.later(DAY);
    let (hers, theirs) = (it.site.letters(ANNA).await, it.site.letters(BOSS).await);
    look(&it.site).await;
    look(&it.site).await;
    let told = since(&it.site, ANNA, &hers).await;
    assert_eq!(told.len(), 1, "once");
    assert!(
        told[0]["text"].as_str().unwrap().contains("2026年12月18日"),
        "{}",
        told[0]
    );
    assert_eq!(since(&it.site, BOSS, &theirs).await.len(), 0);
}
