//! Who did what at an employer, as its own people read it.

use super::employers::{CODE, Employer, OTHER_CODE, invitee};
use super::notices::{ANNA, BOSS, Sent, sent};
use super::support::{ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};

const HANDLER: &str = "h1@pumps.example";
const DAY: i64 = 86_400;

async fn read(site: &Site, employer: &Employer, query: &str) -> Value {
    let path = employer.path(&format!("/history{query}"));
    let answer = site.call("GET", &path, &employer.boss, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// What was done, by whom, about whom.
fn lines(history: &Value) -> Vec<(String, String, String)> {
    let word = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = history["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| (word(row, "what"), word(row, "by"), word(row, "about")))
        .collect()
}

#[tokio::test]
async fn what_was_done_with_people_and_invitations_stands_there_newest_first() {
    let mut site = Site::new().await;
    let mut pumps = site.employer(BOSS, CODE).await;
    for role in ["handler", "handler", "agent"] {
        let put = site.add_member(&pumps, HANDLER, role, "2027-01-31").await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    }
    let handler = Employer {
        id: pumps.id.clone(),
        boss: site.sign_in(HANDLER).await,
    };
    let (invitation, _) = site.invite(&handler, ANNA, json!([])).await;
    let path = pumps.path(&format!("/invitations/{invitation}"));
    for _ in 0..2 {
        let mut wish = invitee(ANNA, json!([]));
        wish["label"] = json!("Anna");
        wish["seen"] = json!(1);
        let put = site.call("PUT", &path, &pumps.boss, Some(wish)).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    }
    site.later(DAY);
    pumps.boss = site.sign_in(BOSS).await;
    let all = json!({ "all": true });
    let reminded = site
        .call("POST", &pumps.path("/reminders"), &pumps.boss, Some(all))
        .await;
    assert_eq!(reminded.json()["rows"][0]["outcome"], "sent");
    let anna = site.sign_in(ANNA).await;
    let secret = site.secret(ANNA).await;
    assert_eq!(site.answer(&anna, &secret, true, ID).await.status, StatusCode::OK);
    site.later(DAY);
    pumps.boss = site.sign_in(BOSS).await;
    let letter = site
        .call("POST", &format!("{path}/letter"), &pumps.boss, None)
        .await;
    assert_eq!(letter.status, StatusCode::OK, "{}", letter.text);
    let people = site.call("GET", &pumps.path(""), &pumps.boss, None).await.json();
    let members = people["members"].as_array().unwrap();
    let leaves = members.iter().find(|one| one["email"] == HANDLER).unwrap();
    let member = leaves["id"].as_str().unwrap().to_owned();
    for gone in [pumps.path(&format!("/members/{member}")), path] {
        let ended = site.call("DELETE", &gone, &pumps.boss, None).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.text);
    }
    let li = site.staff(Officer, "li").await;
    let decision = format!("/api/desk/organisations/{}/decision", pumps.id);
    let seen = site.registration_seen(&li, &pumps.id).await;
    let no = json!({ "approved": false, "why": "The licence is not legible.", "seen": seen });
    let returned = site.call("POST", &decision, &li, Some(no)).await;
    assert_eq!(returned.status, StatusCode::OK, "{}", returned.text);

    let history = read(&site, &pumps, "").await;
    let line = |what: &str, by: &str, about: &str| (what.to_owned(), by.to_owned(), about.to_owned());
    assert_eq!(
        lines(&history),
        [
            line("returned", "", ""),
            line("invitation_ended", BOSS, ANNA),
            line("handed_over", BOSS, BOSS),
            line("member_ended", BOSS, HANDLER),
            line("part_reminded", BOSS, ANNA),
            line("invited_again", BOSS, ANNA),
            line("invitation_corrected", BOSS, ANNA),
            line("invited", HANDLER, ANNA),
            line("member_changed", BOSS, HANDLER),
            line("member_added", BOSS, HANDLER),
            line("registered", BOSS, ""),
        ]
    );
    let rows = &history["rows"];
    assert_eq!(rows[0]["why"], "The licence is not legible.");
    assert_eq!(
        (&rows[2]["cases"], &rows[7]["label"]),
        (&json!(1), &json!("Anna"))
    );
    assert_eq!(
        (&rows[8]["role"], &rows[9]["role"]),
        (&json!("agent"), &json!("handler"))
    );
    assert!(
        !history.to_string().contains("\"li\""),
        "an officer is the authority"
    );
    // Who left reads it no more, and another employer never did.
    let gone = site.sign_in(HANDLER).await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    for cookie in [&gone, &valves.boss, &anna] {
        let answer = site.call("GET", &pumps.path("/history"), cookie, None).await;
        assert_ne!(answer.status, StatusCode::OK, "{}", answer.text);
    }
    assert_eq!(
        lines(&read(&site, &valves, "").await),
        [line("registered", "boss@valves.example", "")]
    );
}

#[tokio::test]
async fn a_long_history_has_pages() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let people: Vec<Value> = (0..60)
        .map(|number| invitee(&format!("p{number:02}@example.org"), json!([])))
        .collect();
    let body = json!({ "people": people });
    let invited = site
        .call("POST", &pumps.path("/invitations"), &pumps.boss, Some(body))
        .await;
    assert_eq!(invited.status, StatusCode::CREATED, "{}", invited.text);
    let mut seen = Vec::new();
    for (asked, page, count) in [(1, 1, 50), (2, 2, 11), (9, 2, 11)] {
        let history = read(&site, &pumps, &format!("?page={asked}")).await;
        assert_eq!(
            (&history["page"], &history["pages"], &history["total"]),
            (&json!(page), &json!(2), &json!(61))
        );
        let rows = lines(&history);
        assert_eq!(rows.len(), count);
        if asked < 3 {
            seen.extend(rows);
        }
    }
    // The last row of the request is the newest; what was first of all is the last here.
    assert_eq!(
        (seen[0].2.as_str(), seen[60].0.as_str()),
        ("p59@example.org", "registered")
    );
}

#[tokio::test]
async fn colleagues_see_which_of_them_did_something_with_an_application() {
    let site = Site::new().await;
    let Sent {
        pumps, officer, id, ..
    } = sent(&site).await;
    site.add_member(&pumps, HANDLER, "handler", "").await;
    let handler = site.sign_in(HANDLER).await;
    let path = pumps.path(&format!("/cases/{id}"));
    let seen = site.call("GET", &path, &handler, None).await.json()["seen"].clone();
    let wish = json!({ "seen": seen, "action": "withdraw", "why": "The project ended" });
    let done = site
        .call("POST", &format!("{path}/actions"), &handler, Some(wish))
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let read = site.call("GET", &path, &pumps.boss, None).await.json();
    // Who signed before is none of its people: the test wrote that straight into the history.
    assert_eq!(read["by_name"], json!([[3, HANDLER]]));
    assert_eq!(read["records"][3]["event"]["kind"], "withdrawn");
    for record in read["records"].as_array().unwrap() {
        assert_eq!(record.get("person"), None, "nobody's id");
    }
    let desk = site
        .call("GET", &format!("/api/desk/cases/{id}"), &officer, None)
        .await
        .json();
    assert_eq!(desk.get("by_name"), None);
    // Once another employer has joined, it does not learn who worked for this one.
    let mut database = site.database().await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    sqlx::query("update invitation set organisation_id = $1 where state = 'accepted'")
        .bind(&valves.id)
        .execute(&mut database)
        .await
        .unwrap();
    let path = valves.path(&format!("/cases/{id}"));
    let theirs = site.call("GET", &path, &valves.boss, None).await;
    assert_eq!(theirs.status, StatusCode::OK, "{}", theirs.text);
    assert_eq!(theirs.json().get("by_name"), None);
}
