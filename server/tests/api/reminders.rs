//! Who has not answered: found page by page, and reminded together, at most once a day; and an employer that has not.

use super::employers::{CODE, Employer, OTHER_CODE, invitee};
use super::notices::{choose, saying, since};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::organisation::letters::Sender;

const BOSS: &str = "boss@pumps.example";
const ANNA: &str = "anna@example.org";
const DAY: i64 = 86_400;

/// Invites so many people at once, and returns the ids.
async fn invited(site: &Site, pumps: &Employer, count: usize) -> Vec<String> {
    let people: Vec<Value> = (0..count)
        .map(|number| {
            let mut row = invitee(&format!("p{number:03}@example.org"), json!([]));
            row["label"] = json!(format!("Person {number:03} Åström"));
            row
        })
        .collect();
    let body = json!({ "people": people });
    let made = site
        .call("POST", &pumps.path("/invitations"), &pumps.boss, Some(body))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let ids = made.json()["ids"].as_array().unwrap().clone();
    ids.iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

async fn list(site: &Site, pumps: &Employer, query: &str) -> Value {
    let path = pumps.path(&format!("/invitations?{query}"));
    let answer = site.call("GET", &path, &pumps.boss, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn remind(site: &Site, pumps: &Employer, body: Value) -> Answer {
    site.call("POST", &pumps.path("/reminders"), &pumps.boss, Some(body))
        .await
}

fn outcomes(answer: &Answer) -> Vec<String> {
    let rows = answer.json()["rows"].as_array().unwrap().clone();
    rows.iter()
        .map(|row| row["outcome"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_invitation_is_on_one_page_of_those_asked_for() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let ids = invited(&site, &pumps, 120).await;
    let end = pumps.path(&format!("/invitations/{}", ids[7]));
    site.call("DELETE", &end, &pumps.boss, None).await;
    let mut seen = std::collections::BTreeSet::new();
    for (page, rows) in [(1, 50), (2, 50), (3, 20)] {
        let found = list(&site, &pumps, &format!("page={page}")).await;
        assert_eq!(
            (&found["page"], &found["pages"], &found["total"]),
            (&json!(page), &json!(3), &json!(120))
        );
        let here = found["rows"].as_array().unwrap().clone();
        assert_eq!(here.len(), rows);
        seen.extend(here.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
    }
    assert_eq!(seen, ids.iter().cloned().collect());
    let behind = list(&site, &pumps, "page=9").await;
    assert_eq!((&behind["page"], &behind["unanswered"]), (&json!(3), &json!(119)));
    let waiting = list(&site, &pumps, "state=sent").await;
    assert_eq!(waiting["total"], 119);
    let ended = list(&site, &pumps, "state=ended,declined").await;
    assert_eq!(
        (&ended["total"], &ended["rows"][0]["id"]),
        (&json!(1), &json!(ids[7]))
    );
    assert_eq!(list(&site, &pumps, "state=nothing").await["total"], 0);
    // By words of the label, by the address, and nothing of them is a pattern.
    for (search, total) in [
        ("p005", 1),
        ("person%20005", 1),
        ("%C3%85str%C3%B6m%20011", 1),
        ("P01", 10),
        ("%25", 0),
        ("_", 0),
        ("005%20006", 0),
    ] {
        let found = list(&site, &pumps, &format!("search={search}")).await;
        assert_eq!(found["total"], total, "{search}");
    }
}

#[tokio::test]
async fn those_who_have_not_answered_are_reminded_together_once_a_day() {
    let mut site = Site::new().await;
    let mut pumps = site.employer(BOSS, CODE).await;
    let ids = invited(&site, &pumps, 4).await;
    let soon = remind(&site, &pumps, json!({ "invitations": ids })).await;
    assert_eq!(outcomes(&soon), ["too_soon"; 4]);
    assert_eq!(soon.json()["rows"][0]["again_at"], site.portal.now() + DAY);
    assert_eq!(list(&site, &pumps, "").await["due"], 0);
    site.later(DAY);
    pumps.boss = site.sign_in(BOSS).await;
    assert_eq!(list(&site, &pumps, "").await["due"], 4);
    let secret = site.secret("p000@example.org").await;
    let person = site.sign_in("p000@example.org").await;
    assert_eq!(
        site.answer(&person, &secret, true, ID).await.status,
        StatusCode::OK
    );
    let letters = || async { site.portal.store.newest_letters().await.unwrap().len() };
    let before = letters().await;
    let tried = remind(&site, &pumps, json!({ "all": true, "try_only": true })).await;
    assert_eq!(outcomes(&tried), ["ready"; 3]);
    assert_eq!(letters().await, before, "a preview sends nothing");
    let old = site.secret("p001@example.org").await;
    let some = [&ids[1], &ids[1], &ids[0]];
    let sent = remind(&site, &pumps, json!({ "invitations": some })).await;
    assert_eq!(outcomes(&sent), ["sent", "closed"], "each once: {}", sent.text);
    assert_eq!(letters().await, before + 1);
    let new = site.secret("p001@example.org").await;
    assert_ne!(old, new, "the letter before opens nothing any more");
    let all = remind(&site, &pumps, json!({ "all": true })).await;
    assert_eq!(outcomes(&all), ["sent"; 2]);
    assert_eq!(all.json()["more"], 0);
    let again = remind(&site, &pumps, json!({ "all": true })).await;
    assert_eq!(
        (outcomes(&again), letters().await),
        (Vec::new(), before + 3),
        "pressed twice"
    );
}

#[tokio::test]
async fn nobody_of_another_employer_is_reminded() {
    let mut site = Site::new().await;
    let mut pumps = site.employer(BOSS, CODE).await;
    let mut valves = site.employer("boss@valves.example", OTHER_CODE).await;
    let mine = invited(&site, &pumps, 1).await.remove(0);
    let (theirs, _) = site.invite(&valves, ANNA, json!([])).await;
    site.later(DAY);
    pumps.boss = site.sign_in(BOSS).await;
    valves.boss = site.sign_in("boss@valves.example").await;
    let before = site.portal.store.newest_letters().await.unwrap().len();
    let both = remind(&site, &pumps, json!({ "invitations": [mine, theirs] })).await;
    assert_eq!(both.status, StatusCode::NOT_FOUND);
    let as_other = site
        .call(
            "POST",
            &pumps.path("/reminders"),
            &valves.boss,
            Some(json!({ "all": true })),
        )
        .await;
    assert_eq!(as_other.status, StatusCode::NOT_FOUND);
    let many: Vec<String> = (0..501).map(|number| number.to_string()).collect();
    let refused = remind(&site, &pumps, json!({ "invitations": many })).await;
    assert_eq!(refused.code(), "invalid_request");
    let after = site.portal.store.newest_letters().await.unwrap().len();
    assert_eq!(after, before, "nothing of it was sent");
}

#[tokio::test]
async fn the_applicant_asks_an_employer_that_does_not_answer() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let anna = site.sign_in(ANNA).await;
    let revision = site.save_complete(&anna, ID).await;
    let path = format!("/api/drafts/{ID}/employer/letter");
    let nobody = site.call("POST", &path, &anna, None).await;
    assert_eq!(
        (nobody.code().as_str(), &nobody.json()["denied"]),
        ("denied", &json!("not_yet"))
    );
    let (invitation, secret) = site.invite(&pumps, ANNA, json!([])).await;
    site.answer(&anna, &secret, true, ID).await;
    let bo = site.sign_in("bo@example.org").await;
    for (cookie, status) in [("", StatusCode::UNAUTHORIZED), (&bo, StatusCode::NOT_FOUND)] {
        let answer = site.call("POST", &path, cookie, None).await;
        assert_eq!(answer.status, status, "{}", answer.text);
    }
    let asked = site.call("POST", &path, &anna, None).await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.text);
    let letters = site.letters(BOSS).await;
    let of_it = |letter: &&Value| letter["subject"].as_str().unwrap().contains("An applicant waits");
    let told: Vec<&Value> = letters.iter().filter(of_it).collect();
    assert_eq!(told.len(), 1, "{letters:?}");
    let text = told[0]["text"].as_str().unwrap();
    assert!(text.contains(&format!("/invitations/{invitation}")), "{text}");
    assert!(!text.contains("anna") && !text.contains("Eriksson"), "{text}");
    let twice = site.call("POST", &path, &anna, None).await;
    assert_eq!(twice.code(), "too_many_requests");
    site.later(DAY);
    let anna = site.sign_in(ANNA).await;
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let again = site.call("POST", &path, &anna, None).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT, "{}", again.text);
    // Once it is filed, it is the authority's.
    site.employer_files(sent.json()["id"].as_str().unwrap()).await;
    site.later(DAY);
    let anna = site.sign_in(ANNA).await;
    let late = site.call("POST", &path, &anna, None).await;
    assert_eq!(late.json()["denied"], "wrong_state", "{}", late.text);
}

#[tokio::test]
async fn who_is_waited_for_hears_it_as_they_want_to_hear() {
    let mut site = Site::new().await;
    let mut pumps = site.employer(BOSS, CODE).await;
    let (invitation, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    site.answer(&anna, &secret, true, ID).await;
    site.later(DAY);
    let anna = site.sign_in(ANNA).await;
    pumps.boss = site.sign_in(BOSS).await;
    for cookie in [&anna, &pumps.boss] {
        choose(&site, cookie, json!({ "daily": true, "hour": 8 })).await;
    }
    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    let asks = format!("/api/drafts/{ID}/employer/letter");
    let asked = site.call("POST", &asks, &anna, None).await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.text);
    let reminds = pumps.path(&format!("/invitations/{invitation}/letter"));
    let reminded = site.call("POST", &reminds, &pumps.boss, None).await;
    assert_eq!(reminded.status, StatusCode::OK, "{}", reminded.text);
    for (to, before) in [(ANNA, &hers), (BOSS, &theirs)] {
        assert_eq!(since(&site, to, before).await.len(), 0, "{to}: one letter a day");
    }
    site.later(DAY);
    let sender = Sender::of(&site.portal);
    let now = site.portal.now();
    site.portal.store.send_daily(&sender, now).await.unwrap();
    let place = format!("/en/employer/{}/invitations/{invitation}", pumps.id);
    for (to, before, words, page) in [
        (ANNA, &hers, "waits for your part", format!("/en/drafts/{ID}")),
        (BOSS, &theirs, "An applicant waits", place),
    ] {
        let told = since(&site, to, before).await;
        let text = saying(&told, words);
        assert!(text.contains(&page), "{text}");
    }
    // Who does without news of invitations gets none.
    let anna = site.sign_in(ANNA).await;
    let off = json!({ "daily": false, "hour": 8, "off": ["invitation"] });
    choose(&site, &anna, off).await;
    let boss = site.sign_in(BOSS).await;
    let before = site.letters(ANNA).await;
    let reminded = site.call("POST", &reminds, &boss, None).await;
    assert_eq!(reminded.status, StatusCode::OK, "{}", reminded.text);
    assert_eq!(since(&site, ANNA, &before).await.len(), 0);
}
