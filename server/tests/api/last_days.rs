//! Reminders, each once; and drafts that nobody touches any more.

use super::cases::{all, approve, does, list, must};
use super::employers::CODE;
use super::notices::{ANNA, BOSS, Sent, choose, holds_nothing_private, saying, sent, since};
use super::support::{ID, Site, config};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::json;
use server::organisation::letters::Sender;
use server::run;

const DAY: i64 = 86_400;

async fn remind(site: &Site) {
    let (sender, now) = (Sender::of(&site.portal), site.portal.now());
    let store = &site.portal.store;
    // Two servers look at the same time.
    let both = tokio::join!(
        store.remind_of_dates(&sender, now),
        store.remind_of_dates(&sender, now)
    );
    both.0.unwrap();
    both.1.unwrap();
}

#[tokio::test]
async fn each_owner_of_a_list_is_reminded_once_before_their_own_last_day() {
    let mut site = Site::new().await;
    let Sent { officer, id, .. } = sent(&site).await;
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    let mut both = list(&[json!({ "document": "degree" }), json!({ "question": "duties" })]);
    both["return"]["items"][1]["owner"] = json!("employer");
    both["return"]["items"][1]["due"] = json!("2026-11-25");
    must(&site, &officer, &id, both, "").await;
    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    remind(&site).await;
    assert_eq!(
        since(&site, BOSS, &theirs).await.len(),
        0,
        "the list has just said it"
    );
    site.later(DAY);
    remind(&site).await;
    remind(&site).await;
    let told = since(&site, BOSS, &theirs).await;
    assert_eq!(told.len(), 1, "once");
    let subject = told[0]["subject"].as_str().unwrap();
    assert!(
        subject.contains("25 November 2026") && subject.contains("WP-"),
        "{subject}"
    );
    holds_nothing_private(&told[0]);
    assert_eq!(since(&site, ANNA, &hers).await.len(), 0, "hers is later");
    let theirs = site.letters(BOSS).await;
    // The 14th in China; the applicant's last day is the 18th.
    site.later(20 * DAY);
    remind(&site).await;
    assert_eq!(since(&site, ANNA, &hers).await.len(), 0);
    site.later(DAY);
    remind(&site).await;
    remind(&site).await;
    let told = since(&site, ANNA, &hers).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0]["text"].as_str().unwrap().contains("2026年12月18日"),
        "{}",
        told[0]
    );
    assert_eq!(since(&site, BOSS, &theirs).await.len(), 0);
}

#[tokio::test]
async fn a_letter_and_an_extension_are_brought_to_mind_in_time() {
    let mut site = Site::new().await;
    let Sent { officer, id, .. } = sent(&site).await;
    approve(&site, &officer, &id).await;
    let steps = [json!({ "issue_letter": { "valid_until": "2027-05-23" } })];
    all(&site, &officer, &id, &steps).await;
    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    // 22 April 2027, and the day after it.
    site.later(150 * DAY);
    remind(&site).await;
    assert_eq!(since(&site, ANNA, &hers).await.len(), 0);
    site.later(DAY);
    remind(&site).await;
    remind(&site).await;
    let told = since(&site, ANNA, &hers).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0]["subject"].as_str().unwrap().contains("2027年5月23日"),
        "{}",
        told[0]
    );
    let officer = site.staff(Officer, "li").await;
    must(
        &site,
        &officer,
        &id,
        json!({ "record": ["entry", "2027-04-23"] }),
        "",
    )
    .await;
    assert_eq!(
        since(&site, BOSS, &theirs).await.len(),
        1,
        "told of the entry, and not reminded"
    );
    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    // The contract ends on 31 January 2029; its extension must be filed thirty days before.
    site.later(585 * DAY);
    remind(&site).await;
    assert_eq!(since(&site, ANNA, &hers).await.len(), 0, "28 November");
    site.later(10 * DAY);
    remind(&site).await;
    remind(&site).await;
    for (to, before, day) in [(ANNA, hers, "2029年1月1日"), (BOSS, theirs, "1 January 2029")] {
        let told = since(&site, to, &before).await;
        assert_eq!(told.len(), 1, "{to}");
        assert!(told[0]["text"].as_str().unwrap().contains(day), "{}", told[0]);
    }
}

#[tokio::test]
async fn who_entered_is_reminded_of_the_residence_permit_once() {
    let mut site = Site::new().await;
    let Sent { officer, id, .. } = sent(&site).await;
    approve(&site, &officer, &id).await;
    let steps = [
        json!({ "issue_letter": { "valid_until": "2027-05-23" } }),
        json!({ "record": ["entry", "2026-11-23"] }),
    ];
    all(&site, &officer, &id, &steps).await;
    let hers = site.letters(ANNA).await;
    // Thirty days from 23 November are over on 23 December.
    site.later(19 * DAY);
    remind(&site).await;
    assert_eq!(since(&site, ANNA, &hers).await.len(), 0);
    site.later(DAY);
    remind(&site).await;
    remind(&site).await;
    let told = since(&site, ANNA, &hers).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0]["text"].as_str().unwrap().contains("2026年12月23日"),
        "{}",
        told[0]
    );
    holds_nothing_private(&told[0]);
}

#[tokio::test]
async fn a_permit_that_ends_before_the_contract_is_extended_in_time() {
    let mut site = Site::new().await;
    let Sent { officer, id, .. } = sent(&site).await;
    approve(&site, &officer, &id).await;
    let steps = [
        json!({ "issue_letter": { "valid_until": "2027-05-23", "months": 12 } }),
        json!({ "record": ["entry", "2026-11-23"] }),
    ];
    all(&site, &officer, &id, &steps).await;
    let runs_out = async |site: &Site, who: &str| {
        let row = site.call("GET", "/api/desk/cases", who, None).await.json()["rows"][0].clone();
        [
            row["expires_on"].clone(),
            row["expires_what"].clone(),
            row["extend_by"].clone(),
        ]
    };
    // The contract ends on 31 January 2029.
    let estimated = ["2027-11-22", "permit_estimated", "2027-10-23"];
    assert_eq!(runs_out(&site, &officer).await, estimated);
    site.later(10 * DAY);
    let officer = site.staff(Officer, "li").await;
    for wrong in ["2026-11-23", "2030-01-01"] {
        let done = does(&site, &officer, &id, json!({ "record_permit_end": wrong }), "").await;
        assert_eq!(done.json()["denied"], "date_wrong", "{wrong}");
    }
    let steps = [
        json!({ "record": ["residence_permit", "2026-12-01"] }),
        json!({ "record_permit_end": "2027-11-03" }),
        json!({ "record_permit_end": "2027-11-30" }),
    ];
    all(&site, &officer, &id, &steps).await;
    let read = ["2027-11-30", "permit", "2027-10-31"];
    assert_eq!(runs_out(&site, &officer).await, read);
    let anna = site.sign_in(ANNA).await;
    let path = format!("/api/applications/{id}");
    let hers = site.call("GET", &path, &anna, None).await.json();
    assert_eq!(hers["letter"]["permit_until"], "2027-11-30");

    let (hers, theirs) = (site.letters(ANNA).await, site.letters(BOSS).await);
    site.later(301 * DAY);
    remind(&site).await;
    assert_eq!(since(&site, ANNA, &hers).await.len(), 0, "30 September");
    site.later(DAY);
    remind(&site).await;
    remind(&site).await;
    for (to, before, day) in [(ANNA, hers, "2027年10月31日"), (BOSS, theirs, "31 October 2027")] {
        let told = since(&site, to, &before).await;
        assert_eq!(told.len(), 1, "{to}");
        assert!(told[0]["text"].as_str().unwrap().contains(day), "{}", told[0]);
    }
}

#[tokio::test]
async fn who_was_invited_is_asked_once_more_unless_the_employer_did() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (_, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let (by_hand, _) = site.invite(&pumps, "bo@example.org", json!([])).await;
    site.later(2 * DAY);
    let boss = site.sign_in(BOSS).await;
    let again = site
        .call(
            "POST",
            &pumps.path(&format!("/invitations/{by_hand}/letter")),
            &boss,
            None,
        )
        .await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    site.later(4 * DAY);
    remind(&site).await;
    assert_eq!(site.letters(ANNA).await.len(), 1, "six days");
    site.later(20 * DAY);
    remind(&site).await;
    remind(&site).await;
    let letters = site.letters(ANNA).await;
    assert_eq!(letters.len(), 2);
    assert_eq!(
        site.letters("bo@example.org").await.len(),
        2,
        "the employer reminded him"
    );
    let newer = site.secret(ANNA).await;
    assert_ne!(newer, secret);
    for (secret, status) in [(newer, StatusCode::OK), (secret, StatusCode::NOT_FOUND)] {
        let path = format!("/api/invitations/{secret}");
        assert_eq!(site.call("GET", &path, "", None).await.status, status);
    }
}

#[tokio::test]
async fn who_answers_while_it_is_looked_who_did_not_is_asked_no_more() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.invite(&pumps, ANNA, json!([])).await;
    // The answer comes between the look and the letter.
    let mut database = site.database().await;
    let answered = "create trigger answered after insert on reminder begin \
                    update invitation set state = 'declined' where id = new.subject; end";
    sqlx::query(answered).execute(&mut database).await.unwrap();
    site.later(8 * DAY);
    remind(&site).await;
    assert_eq!(site.letters(ANNA).await.len(), 1);
}

async fn forget(site: &Site) {
    let (sender, now) = (Sender::of(&site.portal), site.portal.now());
    let (store, days) = (&site.portal.store, site.portal.config.draft_keep_days);
    let both = tokio::join!(
        store.forget_abandoned(days, &sender, now),
        store.forget_abandoned(days, &sender, now)
    );
    both.0.unwrap();
    both.1.unwrap();
}

async fn draft(site: &Site) -> StatusCode {
    let anna = site.sign_in(ANNA).await;
    let path = format!("/api/drafts/{ID}");
    site.call("GET", &path, &anna, None).await.status
}

#[tokio::test]
async fn a_draft_that_nobody_touches_is_warned_of_and_deleted_and_opening_keeps_it() {
    let mut site = Site::with(&["--draft-keep-days", "60"]).await;
    let pumps = site.employer(BOSS, CODE).await;
    let (_, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    site.answer(&anna, &secret, true, ID).await;
    site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    let warnings = async |site: &Site| {
        let letters = site.letters(ANNA).await;
        let is_warning =
            |letter: &&serde_json::Value| letter["subject"].as_str().unwrap().contains("will be deleted");
        letters.iter().filter(is_warning).count()
    };
    site.later(45 * DAY);
    forget(&site).await;
    assert_eq!(warnings(&site).await, 0);
    site.later(DAY);
    forget(&site).await;
    forget(&site).await;
    assert_eq!(warnings(&site).await, 1, "46 days, once");
    let letters = site.letters(ANNA).await;
    let warning = letters.last().unwrap();
    assert!(
        warning["subject"].as_str().unwrap().contains("22 January 2027"),
        "{warning}"
    );
    assert!(
        warning["text"]
            .as_str()
            .unwrap()
            .contains(&format!("/en/drafts/{ID}"))
    );
    holds_nothing_private(warning);
    // Opening keeps it.
    site.later(10 * DAY);
    assert_eq!(draft(&site).await, StatusCode::OK);
    site.later(30 * DAY);
    forget(&site).await;
    assert_eq!(warnings(&site).await, 1);
    // Then nobody opens it any more: warned of anew, and gone two weeks later, when the day that was named is over.
    site.later(20 * DAY);
    forget(&site).await;
    assert_eq!(warnings(&site).await, 2);
    site.later(14 * DAY);
    forget(&site).await;
    let mut database = site.database().await;
    let count = "select count(*) from draft";
    let left: i64 = sqlx::query_scalar(count).fetch_one(&mut database).await.unwrap();
    assert_eq!(left, 1);
    let boss = site.letters(BOSS).await;
    site.later(DAY);
    forget(&site).await;
    assert_eq!(draft(&site).await, StatusCode::NOT_FOUND);
    saying(&since(&site, BOSS, &boss).await, "ended the connection");
}

#[tokio::test]
async fn a_draft_on_which_the_employer_works_is_touched() {
    let mut site = Site::with(&["--draft-keep-days", "60"]).await;
    let pumps = site.employer(BOSS, CODE).await;
    let (invitation, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    site.answer(&anna, &secret, true, ID).await;
    let works = async |site: &Site, revision: u64, title: &str| {
        let boss = site.sign_in(BOSS).await;
        let path = pumps.path(&format!("/invitations/{invitation}/part"));
        let body = json!({ "revision": revision, "answers": [["job_title", title]] });
        let saved = site.call("PATCH", &path, &boss, Some(body)).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    };
    let count = async |site: &Site| {
        let letters = site.letters(ANNA).await;
        let is_warning =
            |letter: &&serde_json::Value| letter["subject"].as_str().unwrap().contains("will be deleted");
        letters.iter().filter(is_warning).count()
    };
    site.later(45 * DAY);
    works(&site, 0, "Engineer").await;
    site.later(2 * DAY);
    forget(&site).await;
    assert_eq!(
        count(&site).await,
        0,
        "the employer changed its part two days ago"
    );
    site.later(44 * DAY);
    forget(&site).await;
    assert_eq!(count(&site).await, 1, "and 46 days ago");
    // What it does after the warning keeps the draft, too.
    site.later(DAY);
    works(&site, 1, "Chief engineer").await;
    site.later(20 * DAY);
    forget(&site).await;
    assert_eq!(draft(&site).await, StatusCode::OK);
}

#[tokio::test]
async fn what_was_sent_stays_and_a_portal_may_keep_drafts_for_ever() {
    let mut site = Site::with(&["--draft-keep-days", "30"]).await;
    let Sent { anna, .. } = sent(&site).await;
    choose(&site, &anna, json!({ "daily": false, "hour": 8 })).await;
    let before = site.letters(ANNA).await;
    for _ in 0..3 {
        site.later(40 * DAY);
        forget(&site).await;
    }
    assert_eq!(since(&site, ANNA, &before).await.len(), 0);
    assert_eq!(draft(&site).await, StatusCode::OK);

    let mut site = Site::with(&["--draft-keep-days", "0"]).await;
    let anna = site.sign_in(ANNA).await;
    site.save_complete(&anna, ID).await;
    for _ in 0..3 {
        site.later(400 * DAY);
        forget(&site).await;
    }
    assert_eq!(draft(&site).await, StatusCode::OK);
    let folder = tempfile::tempdir().unwrap();
    let mut short = config(&["--draft-keep-days", "20"]);
    short.data = folder.path().to_path_buf();
    assert!(run::open(short).await.is_err(), "no time for a warning");
}
