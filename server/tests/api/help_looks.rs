//! Who of the helpdesk looked at a request for help, as the person reads it.

use super::helpdesk::site;
use super::support::{ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Helpdesk;
use serde_json::json;

#[tokio::test]
async fn every_look_stands_in_the_log_of_the_draft_and_with_the_thread() {
    let (site, anna) = site().await;
    let helper = site.staff_in(Helpdesk).await;
    let with = site
        .ask_help(&anna, "About my draft", json!({ "draft": ID }))
        .await;
    let without = site.ask_help(&anna, "About nothing", json!({})).await;
    for id in [&with, &without] {
        assert_eq!(
            site.thread(&anna, id).await.json()["looks"],
            json!([]),
            "her own are none"
        );
        site.request(&helper, id).await;
        let looks = site.thread(&anna, id).await.json()["looks"].clone();
        assert_eq!(
            (looks.as_array().unwrap().len(), &looks[0]["role"]),
            (1, &json!("helpdesk"))
        );
    }
    let log = site.accesses(&anna, ID).await;
    assert_eq!(log.len(), 1);
    assert_eq!((&log[0]["what"], &log[0]["key"]), (&json!("help"), &json!(with)));
    site.queue(&helper, "waiting").await;
    assert_eq!(
        site.accesses(&anna, ID).await.len(),
        1,
        "the queue shows nothing of anybody"
    );
    // The draft's log goes with the draft; who looked at the thread stays with that.
    let path = format!("/api/drafts/{ID}");
    let gone = site.call("DELETE", &path, &anna, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    let looks = site.thread(&anna, &with).await.json()["looks"].clone();
    assert_eq!(looks.as_array().unwrap().len(), 1, "{looks}");
}

#[tokio::test]
async fn who_answers_what_they_just_read_looked_once() {
    let (mut site, anna) = site().await;
    let helper = site.staff_in(Helpdesk).await;
    let id = site.ask_help(&anna, "Which number?", json!({})).await;
    let looks = async |site: &Site| {
        let thread = site.thread(&anna, &id).await.json();
        thread["looks"].as_array().unwrap().len()
    };
    site.request(&helper, &id).await;
    site.later(30);
    site.answers(&helper, &id, json!({ "text": "The one on the photo page." }))
        .await;
    site.step(&helper, &id, "take").await;
    assert_eq!(looks(&site).await, 1, "read, answered, taken: one look");
    site.later(30);
    site.writes(&anna, &id, "And the letter before it?").await;
    site.later(30);
    site.answers(&helper, &id, json!({ "text": "That one too." }))
        .await;
    assert_eq!(looks(&site).await, 2, "her words came with the answer");
    // Who answers without having read is shown the thread by that.
    let other = site.ask_help(&anna, "Anybody there?", json!({})).await;
    site.answers(&helper, &other, json!({ "text": "Yes." })).await;
    let thread = site.thread(&anna, &other).await.json();
    assert_eq!(thread["looks"].as_array().unwrap().len(), 1);
}
