//! An application that is over: either side ends what joins it to the employer, which then sees nothing of it any more.

use super::cases::{approve, does, list, must, seen};
use super::notices::{ANNA, BOSS, Sent, holds_nothing_private, saying, sent, since};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::{Officer, Supervisor};
use serde_json::{Value, json};
use server::organisation::letters::Sender;

const DAY: i64 = 86_400;

/// How an application ends without a permit.
#[derive(Clone, Copy, Debug)]
enum Over {
    Withdrawn,
    Refused,
    Expired,
}

/// An application that is over, and everybody signed in.
async fn over(site: &mut Site, how: Over) -> (Sent, String) {
    let mut all = sent(site).await;
    let path = all.pumps.path(&format!("/cases/{}", all.id));
    let case = site.call("GET", &path, &all.pumps.boss, None).await.json();
    let invitation = case["part"]["invitation"].as_str().unwrap().to_owned();
    match how {
        Over::Withdrawn => {
            let body = json!({ "seen": case["seen"], "action": "withdraw" });
            let path = format!("/api/applications/{}/actions", all.id);
            let done = site.call("POST", &path, &all.anna, Some(body)).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        }
        Over::Refused => {
            must(site, &all.officer, &all.id, json!("start_pre_review"), "").await;
            let refuse = json!({ "refuse": ["post_not_fit"] });
            must(site, &all.officer, &all.id, refuse, "It does not fit").await;
            let second = site.staff(Supervisor, "zhao").await;
            must(site, &second, &all.id, json!("confirm"), "").await;
        }
        Over::Expired => {
            must(site, &all.officer, &all.id, json!("start_pre_review"), "").await;
            let mut round = list(&[json!({ "document": "degree" })]);
            round["return"]["if_late"] = json!("expires");
            must(site, &all.officer, &all.id, round, "").await;
            site.later(30 * DAY);
            let (sender, now) = (Sender::of(&site.portal), site.portal.now());
            site.portal.store.settle_overdue(&sender, now).await.unwrap();
            all.anna = site.sign_in(ANNA).await;
            all.pumps.boss = site.sign_in(BOSS).await;
            all.officer = site.staff(Officer, "li").await;
        }
    }
    (all, invitation)
}

/// What the employer gets of the application, at each of its addresses.
async fn opens(site: &Site, all: &Sent, who: &str) -> Vec<StatusCode> {
    let mut answers = Vec::new();
    for rest in ["", "/renderings", "/package.zip", "/letter.pdf"] {
        let path = all.pumps.path(&format!("/cases/{}{rest}", all.id));
        answers.push(site.call("GET", &path, who, None).await.status);
    }
    let body = json!({ "seen": 0, "action": "withdraw" });
    let path = all.pumps.path(&format!("/cases/{}/actions", all.id));
    answers.push(site.call("POST", &path, who, Some(body)).await.status);
    answers
}

async fn ends(site: &Site, all: &Sent, invitation: &str, by_employer: bool) -> Answer {
    if by_employer {
        let path = all.pumps.path(&format!("/invitations/{invitation}"));
        site.call("DELETE", &path, &all.pumps.boss, None).await
    } else {
        let path = format!("/api/drafts/{ID}/employer");
        site.call("DELETE", &path, &all.anna, None).await
    }
}

async fn queue(site: &Site, officer: &str) -> Value {
    let rows = site.call("GET", "/api/desk/cases", officer, None).await;
    rows.json()["rows"][0].clone()
}

#[tokio::test]
async fn of_what_is_over_the_employer_sees_nothing_once_either_side_has_ended_it() {
    for (how, by_employer) in [
        (Over::Withdrawn, false),
        (Over::Withdrawn, true),
        (Over::Refused, true),
        (Over::Expired, false),
    ] {
        let mut site = Site::new().await;
        let (all, invitation) = over(&mut site, how).await;
        let before = seen(&site, &all.officer, &all.id).await;
        let row = queue(&site, &all.officer).await;
        let open = opens(&site, &all, &all.pumps.boss).await;
        assert_eq!(open[..2], [StatusCode::OK; 2], "{how:?}");
        let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);

        let ended = ends(&site, &all, &invitation, by_employer).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{how:?}: {}", ended.text);
        let told = if by_employer {
            let told = since(&site, ANNA, &hers).await;
            let text = saying(&told, "has ended the connection");
            assert!(text.contains(&format!("/applications/{}", all.id)), "{text}");
            told
        } else {
            let told = since(&site, BOSS, &theirs).await;
            saying(&told, "has ended the connection");
            told
        };
        holds_nothing_private(&told[0]);
        site.add_member(&all.pumps, "h1@pumps.example", "handler", "")
            .await;
        let handler = site.sign_in("h1@pumps.example").await;
        for who in [&all.pumps.boss, &handler] {
            let open = opens(&site, &all, who).await;
            assert_eq!(open, [StatusCode::NOT_FOUND; 5], "{how:?}");
        }
        let table = site
            .call("GET", &all.pumps.path("/cases"), &all.pumps.boss, None)
            .await;
        assert_eq!(table.json()["total"], 0, "{how:?}");
        // Its own list says how it ended, with its own answers.
        let path = all.pumps.path(&format!("/invitations/{invitation}"));
        let own = site.call("GET", &path, &all.pumps.boss, None).await.json();
        assert_eq!((&own["state"], &own["email"]), (&json!("ended"), &json!(ANNA)));
        assert_eq!(own.get("application"), None);
        // What the authority keeps is what was filed.
        let after = seen(&site, &all.officer, &all.id).await;
        assert_eq!(after, before, "{how:?}");
        assert_eq!(after["part"]["organisation_name"], "Example Pumps Co., Ltd.");
        assert_eq!(queue(&site, &all.officer).await, row);
        // And no employer joins what is over.
        let path = format!("/api/drafts/{ID}/employer");
        let code = site.call("POST", &path, &all.anna, None).await;
        assert_eq!(code.json()["denied"], "wrong_state", "{}", code.text);
        let mine = site.call("GET", &path, &all.anna, None).await.json();
        assert_eq!(mine["organisation"], "");
    }
}

#[tokio::test]
async fn what_was_granted_stays_with_its_employer() {
    let site = Site::new().await;
    let all = sent(&site).await;
    let path = all.pumps.path(&format!("/cases/{}", all.id));
    let case = site.call("GET", &path, &all.pumps.boss, None).await.json();
    let invitation = case["part"]["invitation"].as_str().unwrap().to_owned();
    approve(&site, &all.officer, &all.id).await;
    let refuses = async |by_employer| {
        let refused = ends(&site, &all, &invitation, by_employer).await;
        assert_eq!(refused.json()["denied"], "wrong_state", "{}", refused.text);
    };
    refuses(true).await;
    refuses(false).await;
    let cancelled = does(&site, &all.officer, &all.id, json!("cancel"), "Why").await;
    assert_eq!(cancelled.status, StatusCode::OK, "{}", cancelled.text);
    refuses(true).await;
    refuses(false).await;
    let still = site.call("GET", &path, &all.pumps.boss, None).await;
    assert_eq!(still.status, StatusCode::OK);
}
