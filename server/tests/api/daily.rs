//! One letter a day: what it holds, when it goes, and that nothing is lost.

use super::cases::must;
use super::employers::CODE;
use super::helpdesk::view;
use super::notices::{ANNA, BOSS, Sent, choose, holds_nothing_private, sent, since};
use super::support::{ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Helpdesk;
use serde_json::json;
use server::organisation::letters::Sender;

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

async fn send(site: &Site) {
    let (sender, now) = (Sender::of(&site.portal), site.portal.now());
    site.portal.store.send_daily(&sender, now).await.unwrap();
}

#[tokio::test]
async fn all_of_a_day_is_one_letter_in_the_morning() {
    let mut site = Site::new().await;
    let Sent {
        pumps, officer, id, ..
    } = sent(&site).await;
    let daily = |locale: &str| json!({ "locale": locale, "daily": true, "hour": 8 });
    choose(&site, &pumps.boss, daily("")).await;
    let before = site.letters(BOSS).await;
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    must(&site, &officer, &id, json!("pass_pre_review"), "").await;
    // It is noon; the next morning is twenty hours away.
    send(&site).await;
    site.later(19 * HOUR);
    send(&site).await;
    assert_eq!(since(&site, BOSS, &before).await.len(), 0, "not before the hour");
    let boss = site.sign_in(BOSS).await;
    let before = site.letters(BOSS).await;
    choose(&site, &boss, daily("zh-Hans")).await;
    site.later(HOUR + HOUR / 2);
    // Two servers look at the same time.
    let (sender, now) = (Sender::of(&site.portal), site.portal.now());
    let store = &site.portal.store;
    let both = tokio::join!(store.send_daily(&sender, now), store.send_daily(&sender, now));
    both.0.unwrap();
    both.1.unwrap();
    let told = since(&site, BOSS, &before).await;
    assert_eq!(told.len(), 1, "once");
    assert_eq!(told[0]["locale"], "zh-Hans", "as it was chosen last");
    let text = told[0]["text"].as_str().unwrap();
    for part in [
        format!("/zh-Hans/employer/{}/cases/{id}", pumps.id).as_str(),
        "预审通过",
        "/zh-Hans/account/notices",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // A reference may have "WP-" in its middle too.
    let lines = text.lines().filter(|line| line.starts_with("WP-"));
    assert_eq!(lines.count(), 2, "a line for each: {text}");
    holds_nothing_private(&told[0]);
    // What comes after it waits for the next morning.
    let before = site.letters(BOSS).await;
    let officer = site.staff(permit::api::staff::StaffRole::Officer, "li").await;
    must(&site, &officer, &id, json!({ "accept": "R-1" }), "").await;
    for _ in 0..3 {
        site.later(6 * HOUR);
        send(&site).await;
    }
    assert_eq!(since(&site, BOSS, &before).await.len(), 0);
    site.later(6 * HOUR);
    send(&site).await;
    send(&site).await;
    assert_eq!(since(&site, BOSS, &before).await.len(), 1);
    let before = site.letters(BOSS).await;
    site.later(DAY);
    send(&site).await;
    assert_eq!(since(&site, BOSS, &before).await.len(), 0, "no news, no letter");
}

#[tokio::test]
async fn who_wants_them_at_once_again_gets_what_waited() {
    let mut site = Site::new().await;
    let Sent {
        anna, officer, id, ..
    } = sent(&site).await;
    choose(&site, &anna, json!({ "daily": true, "hour": 0 })).await;
    let before = site.letters(ANNA).await;
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    assert_eq!(since(&site, ANNA, &before).await.len(), 0);
    choose(&site, &anna, json!({ "daily": false, "hour": 0 })).await;
    let told = since(&site, ANNA, &before).await;
    assert_eq!(told.len(), 1, "nothing is lost");
    assert_eq!(told[0]["locale"], "zh-Hans");
    let before = site.letters(ANNA).await;
    must(&site, &officer, &id, json!("pass_pre_review"), "").await;
    assert_eq!(since(&site, ANNA, &before).await.len(), 1, "at once");
    let before = site.letters(ANNA).await;
    site.later(2 * DAY);
    send(&site).await;
    assert_eq!(since(&site, ANNA, &before).await.len(), 0, "and nothing twice");
}

#[tokio::test]
async fn notes_of_the_helpdesk_a_registration_and_the_end_of_an_invitation_wait_for_the_morning_too() {
    let mut site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    site.save_complete(&anna, ID).await;
    let pumps = site.employer(BOSS, CODE).await;
    let (invitation, secret) = site.invite(&pumps, ANNA, json!([])).await;
    assert_eq!(site.answer(&anna, &secret, true, ID).await.status, StatusCode::OK);
    for cookie in [&anna, &pumps.boss] {
        choose(&site, cookie, json!({ "daily": true, "hour": 8 })).await;
    }
    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    let helper = site.staff_in(Helpdesk).await;
    for (code, key) in [
        (site.support_code(&anna, ID).await, "surname"),
        (
            site.part_code(&pumps, &pumps.boss, &invitation).await,
            "work_city",
        ),
    ] {
        let opened = view(&site.open_with(&helper, &code).await);
        let note = json!({ "key": key, "phrase": "missing" });
        let pinned = site.pin(&helper, &opened, note).await;
        assert_eq!(pinned.status, StatusCode::CREATED, "{}", pinned.text);
    }
    site.approve(&pumps).await;
    let end = pumps.path(&format!("/invitations/{invitation}"));
    let ended = site.call("DELETE", &end, &pumps.boss, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.text);
    for (to, before) in [(ANNA, &hers), (BOSS, &theirs)] {
        assert_eq!(since(&site, to, before).await.len(), 0, "{to}: one letter a day");
    }
    site.later(DAY);
    send(&site).await;
    let help = format!("/en/employer/{}/invitations/{invitation}/help", pumps.id);
    let notes = format!("/en/account/notes/{ID}");
    for (to, before, parts) in [
        (ANNA, &hers, [notes.as_str(), "has ended its invitation"]),
        (BOSS, &theirs, [help.as_str(), "has approved the registration"]),
    ] {
        let told = since(&site, to, before).await;
        assert_eq!(told.len(), 1, "{to}: {told:?}");
        for part in parts {
            let text = told[0]["text"].as_str().unwrap();
            assert!(text.contains(part), "{part}: {text}");
        }
        holds_nothing_private(&told[0]);
    }
}
