//! What is done once an hour: one row that can't be read holds up no others.

use super::cases::{kinds, list, must, seen};
use super::employers::CODE;
use super::notices::{ANNA, BOSS, Sent, choose, sent, since};
use super::recovery::NEW;
use super::support::Site;
use axum::http::StatusCode;
use permit::api::recovery::WAIT_SECONDS;
use permit::api::staff::StaffRole::Officer;
use serde_json::json;
use server::organisation::letters::Sender;

const DAY: i64 = 86_400;

/// Breaks something in the database.
async fn breaks(site: &Site, statements: &[&'static str]) {
    let mut database = site.database().await;
    for sql in statements {
        let done = sqlx::query(*sql).execute(&mut database).await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

#[tokio::test]
async fn an_application_that_can_t_be_read_holds_up_no_reminder_and_nothing_that_passes_by_itself() {
    let mut site = Site::new().await;
    let Sent { officer, id, .. } = sent(&site).await;
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    must(&site, &officer, &id, list(&[json!({ "document": "degree" })]), "").await;
    // One like it, which comes first and has no application and a history that nobody can read.
    breaks(
        &site,
        &[
            "pragma foreign_keys = off",
            "insert into standing select '0', '0', '0', organisation_id, state, category, place, acts, due_on, expires_on, \
             filed_on, updated_at, name, expires_what, extend_by from standing",
            "insert into event (id, application_id, seq, kind, by_role, at, why) values ('0', '0', 1, '?', 'officer', 0, '')",
        ],
    )
    .await;
    let before = site.letters(ANNA).await;
    // Three days before 18 December, and the day after it.
    site.later(22 * DAY);
    let (sender, store) = (Sender::of(&site.portal), site.portal.store.clone());
    store.remind_of_dates(&sender, site.portal.now()).await.unwrap();
    assert_eq!(since(&site, ANNA, &before).await.len(), 1);
    site.later(4 * DAY);
    store.settle_overdue(&sender, site.portal.now()).await.unwrap();
    let li = site.staff(Officer, "li").await;
    let kinds = kinds(&seen(&site, &li, &id).await);
    assert_eq!(kinds.last().unwrap(), "correction_lapsed");
}

#[tokio::test]
async fn news_that_can_t_be_read_hold_up_nobody_else_s_daily_letter() {
    let mut site = Site::new().await;
    let Sent {
        anna,
        pumps,
        officer,
        id,
    } = sent(&site).await;
    for cookie in [&anna, &pumps.boss] {
        choose(&site, cookie, json!({ "daily": true, "hour": 8 })).await;
    }
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    breaks(
        &site,
        &["update notice_line set kind = '?' where person_id = (select min(person_id) from notice_line)"],
    )
    .await;
    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    site.later(DAY);
    let sender = Sender::of(&site.portal);
    site.portal
        .store
        .send_daily(&sender, site.portal.now())
        .await
        .unwrap();
    let told = since(&site, ANNA, &hers).await.len() + since(&site, BOSS, &theirs).await.len();
    assert_eq!(told, 1, "the other one's");
}

#[tokio::test]
async fn an_invitation_that_can_t_be_read_holds_up_no_other_second_one() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    for to in [ANNA, "bo@example.org"] {
        site.invite(&pumps, to, json!([])).await;
    }
    breaks(
        &site,
        &["update invitation set part = '?' where id = (select min(id) from invitation)"],
    )
    .await;
    site.later(8 * DAY);
    let sender = Sender::of(&site.portal);
    site.portal
        .store
        .remind_of_dates(&sender, site.portal.now())
        .await
        .unwrap();
    let sent = site.letters(ANNA).await.len() + site.letters("bo@example.org").await.len();
    assert_eq!(sent, 3, "the other one's");
}

#[tokio::test]
async fn a_recovery_that_can_t_be_read_holds_up_no_other() {
    let mut site = Site::new().await;
    let (_, helper, chief, _) = site.recovery_asked().await;
    let (old, new) = ("bo@example.org", "bo.new@example.org");
    site.sign_in(old).await;
    site.ask_recovery(old, new, &[]).await;
    for one in site.recoveries(&helper).await {
        let id = one["id"].as_str().unwrap();
        for (who, action) in [(&helper, "propose"), (&chief, "confirm")] {
            assert_eq!(site.decide(who, id, action).await.status, StatusCode::NO_CONTENT);
        }
    }
    breaks(
        &site,
        &["update recovery set decided_why = x'00' where id = (select min(id) from recovery)"],
    )
    .await;
    site.later(WAIT_SECONDS);
    site.settle().await;
    let mut moved = 0;
    for to in [NEW, new] {
        let subjects = site.subjects(to).await;
        let is_it = |subject: &&String| *subject == "The account has moved to its new address";
        moved += subjects.iter().filter(is_it).count();
    }
    assert_eq!(moved, 1, "the other one's");
}
