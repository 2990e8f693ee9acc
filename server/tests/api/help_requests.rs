//! Requests for help: who asks, what is carried along, the queue, the thread, and who may read it.

use super::employers::CODE;
use super::helpdesk::{ANNA, site, view};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::{Helpdesk, Officer, Supervisor};
use serde_json::{Value, json};

impl Site {
    /// Asks, and returns the thread's id.
    pub async fn ask_help(&self, cookie: &str, text: &str, about: Value) -> String {
        let answer = self.asks(cookie, text, about).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        answer.json()["line"]["id"].as_str().unwrap().to_owned()
    }

    async fn asks(&self, cookie: &str, text: &str, about: Value) -> Answer {
        let wish = json!({ "text": text, "locale": "en", "about": about });
        self.call("POST", "/api/help", cookie, Some(wish)).await
    }

    pub async fn thread(&self, cookie: &str, id: &str) -> Answer {
        self.call("GET", &format!("/api/help/{id}"), cookie, None).await
    }

    pub async fn writes(&self, cookie: &str, id: &str, text: &str) -> Answer {
        let path = format!("/api/help/{id}/messages");
        self.call("POST", &path, cookie, Some(json!({ "text": text })))
            .await
    }

    pub async fn request(&self, staff: &str, id: &str) -> Answer {
        self.call("GET", &format!("/api/helpdesk/requests/{id}"), staff, None)
            .await
    }

    pub async fn answers(&self, staff: &str, id: &str, wish: Value) -> Answer {
        let path = format!("/api/helpdesk/requests/{id}/messages");
        self.call("POST", &path, staff, Some(wish)).await
    }

    pub async fn step(&self, staff: &str, id: &str, step: &str) -> Answer {
        let path = format!("/api/helpdesk/requests/{id}/steps");
        self.call("POST", &path, staff, Some(json!({ "step": step })))
            .await
    }

    /// The ids of the queue.
    pub async fn queue(&self, staff: &str, show: &str) -> Vec<String> {
        let path = format!("/api/helpdesk/requests?show={show}");
        let answer = self.call("GET", &path, staff, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let id = |line: &Value| line["id"].as_str().unwrap().to_owned();
        answer.json().as_array().unwrap().iter().map(id).collect()
    }
}

fn said(answer: &Answer) -> Vec<(String, String)> {
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    let all = answer.json()["messages"].as_array().unwrap().clone();
    all.iter()
        .map(|one| (text(one, "role"), text(one, "text")))
        .collect()
}

fn pair(role: &str, text: &str) -> (String, String) {
    (role.into(), text.into())
}

#[tokio::test]
async fn a_question_is_asked_answered_asked_again_and_closed() {
    let (mut site, anna) = site().await;
    let helper = site.staff_in(Helpdesk).await;
    let about = json!({ "page": "/drafts/…/form/passport", "browser": "Firefox 140", "version": "0.1.0", "draft": ID });
    let id = site.ask_help(&anna, "  Which number?  ", about).await;
    let asked_at = site.portal.now();
    site.later(600);
    assert_eq!(site.queue(&helper, "waiting").await, std::slice::from_ref(&id));
    let seen = site.request(&helper, &id).await.json();
    assert_eq!(seen["line"]["waits_since"], asked_at);
    assert_eq!(
        (
            &seen["about"]["page"],
            &seen["about"]["browser"],
            &seen["about"]["version"],
            &seen["about"]["draft"]
        ),
        (
            &json!("/drafts/…/form/passport"),
            &json!("Firefox 140"),
            &json!("0.1.0"),
            &json!(ID)
        )
    );
    assert_eq!(
        (&seen["saved_revision"], &seen["saved_at"]),
        (&json!(1), &json!(asked_at))
    );
    let letters = site.letters(ANNA).await.len();
    let answered = site
        .answers(&helper, &id, json!({ "text": "The one on the photo page." }))
        .await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    assert_eq!(answered.json()["line"]["state"], "answered");
    assert_eq!(site.queue(&helper, "waiting").await.len(), 0);
    assert_eq!(
        site.queue(&helper, "mine").await,
        std::slice::from_ref(&id),
        "who answers takes it"
    );
    let told = site.letters(ANNA).await;
    assert_eq!(told.len(), letters + 1);
    let letter = told
        .iter()
        .find(|one| one["subject"] == "The helpdesk has answered you")
        .unwrap();
    let text = letter["text"].as_str().unwrap();
    assert!(text.contains(&format!("/en/account/help/{id}")), "{text}");
    assert!(
        !text.contains("photo") && !text.contains("number") && !text.contains("{{"),
        "{text}"
    );

    let read = site.thread(&anna, &id).await;
    assert_eq!(
        said(&read),
        [
            pair("applicant", "Which number?"),
            pair("helpdesk", "The one on the photo page.")
        ]
    );
    assert!(!read.text.contains("Invented") && read.json()["line"].get("taken_by").is_none());
    site.later(60);
    let again = site.writes(&anna, &id, "And the letter before it?").await;
    assert_eq!(again.json()["line"]["state"], "open");
    assert_eq!(
        again.json()["line"]["waits_since"],
        site.portal.now(),
        "waits from now"
    );
    let closed = site.step(&helper, &id, "close").await;
    assert_eq!(closed.json()["line"]["state"], "closed");
    assert_eq!(site.queue(&helper, "closed").await, std::slice::from_ref(&id));
    site.writes(&anna, &id, "One more thing").await;
    assert_eq!(
        site.queue(&helper, "waiting").await,
        std::slice::from_ref(&id),
        "opened by writing again"
    );
    let path = format!("/api/help/{id}/closing");
    assert_eq!(
        site.call("POST", &path, &anna, None).await.json()["line"]["state"],
        "closed"
    );
    assert_eq!(
        site.call("GET", "/api/help", &anna, None).await.json()[0]["id"],
        id.as_str()
    );
}

#[tokio::test]
async fn only_the_two_sides_read_it_and_supervisors() {
    let (site, anna) = site().await;
    let id = site
        .ask_help(&anna, "A private matter", json!({ "draft": ID }))
        .await;
    let (first, second) = (site.staff_in(Helpdesk).await, site.staff_in(Helpdesk).await);
    let (officer, supervisor) = (site.staff_in(Officer).await, site.staff_in(Supervisor).await);
    let bo = site.sign_in("bo@example.org").await;
    for refused in [
        site.thread(&bo, &id).await,
        site.writes(&bo, &id, "me too").await,
        site.call("POST", &format!("/api/help/{id}/closing"), &bo, None)
            .await,
    ] {
        assert_eq!(refused.code(), "not_found");
    }
    assert_eq!(site.thread("", &id).await.code(), "not_signed_in");
    assert_eq!(site.request(&officer, &id).await.code(), "forbidden");
    assert_eq!(site.request(&anna, &id).await.code(), "not_signed_in");
    let queue = site.call("GET", "/api/helpdesk/requests", &second, None).await;
    assert!(!queue.text.contains("private"), "{}", queue.text);
    assert_eq!(site.step(&first, &id, "take").await.json()["line"]["mine"], true);
    for refused in [
        site.request(&second, &id).await,
        site.answers(&second, &id, json!({ "text": "I know" })).await,
        site.step(&second, &id, "take").await,
    ] {
        assert_eq!(refused.code(), "not_found", "a colleague has it");
    }
    assert_eq!(site.request(&supervisor, &id).await.status, StatusCode::OK);
    site.step(&supervisor, &id, "release").await;
    assert_eq!(
        site.request(&second, &id).await.status,
        StatusCode::OK,
        "given back"
    );
}

#[tokio::test]
async fn the_queue_is_by_waiting_time_and_says_who_took_what() {
    let (mut site, anna) = site().await;
    let helper = site.staff_in(Helpdesk).await;
    let first = site.ask_help(&anna, "First", json!({})).await;
    site.later(10);
    let second = site.ask_help(&anna, "Second", json!({})).await;
    site.later(10);
    site.answers(&helper, &first, json!({ "text": "Done?" })).await;
    site.later(10);
    site.writes(&anna, &first, "Not yet").await;
    assert_eq!(
        site.queue(&helper, "waiting").await,
        [second.clone(), first.clone()]
    );
    site.later(10);
    site.writes(&anna, &second, "Are you there?").await;
    assert_eq!(
        site.queue(&helper, "waiting").await,
        [second.clone(), first.clone()],
        "who reminds waits no shorter"
    );
    assert_eq!(site.queue(&helper, "mine").await, std::slice::from_ref(&first));
    assert_eq!(site.queue(&helper, "answered").await.len(), 0);
    let refused = site
        .call("GET", "/api/helpdesk/requests?show=everybody", &helper, None)
        .await;
    assert_eq!(refused.code(), "invalid_request");
}

#[tokio::test]
async fn what_is_carried_along_is_the_person_s_own_or_left_out() {
    let (site, anna) = site().await;
    let bo = site.sign_in("bo@example.org").await;
    let pumps = site.employer("boss@pumps.example", CODE).await;
    let (invitation, _) = site.invite(&pumps, "dora@example.org", json!([])).await;
    let id = site
        .ask_help(
            &bo,
            "What is this?",
            json!({ "draft": ID, "organisation": pumps.id, "invitation": invitation }),
        )
        .await;
    let thread = site.thread(&bo, &id).await.json();
    let about = &thread["about"];
    assert_eq!(
        (
            &about["draft"],
            &about["organisation"],
            &about["invitation"],
            &thread["saved_revision"]
        ),
        (&json!(""), &json!(""), &json!(""), &json!(0))
    );
    assert_eq!(thread["line"]["role"], "applicant");
    let id = site
        .ask_help(
            &pumps.boss,
            "Dora does not answer",
            json!({ "organisation": pumps.id, "invitation": invitation }),
        )
        .await;
    let thread = site.thread(&pumps.boss, &id).await.json();
    assert_eq!(
        (
            &thread["line"]["role"],
            &thread["about"]["invitation"],
            &thread["messages"][0]["role"]
        ),
        (&json!("employer"), &json!(invitation), &json!("employer"))
    );
    let id = site
        .ask_help(
            &pumps.boss,
            "Another",
            json!({ "organisation": pumps.id, "invitation": "none" }),
        )
        .await;
    let about = site.thread(&pumps.boss, &id).await.json()["about"].clone();
    assert_eq!(
        (&about["organisation"], &about["invitation"]),
        (&json!(pumps.id), &json!(""))
    );
    // A draft that is deleted takes its name out of the thread; the words stay.
    let id = site
        .ask_help(&anna, "Shall I delete it?", json!({ "draft": ID }))
        .await;
    site.call("DELETE", &format!("/api/drafts/{ID}"), &anna, None)
        .await;
    let thread = site.thread(&anna, &id).await;
    assert_eq!(
        (thread.json()["about"]["draft"].clone(), said(&thread).len()),
        (json!(""), 1)
    );
}

#[tokio::test]
async fn words_are_needed_in_measure_and_said_once() {
    let (mut site, anna) = site().await;
    for text in ["", "  \n ", &"x".repeat(4_001)] {
        assert_eq!(site.asks(&anna, text, json!({})).await.code(), "invalid_request");
    }
    assert_eq!(site.asks("", "Hello", json!({})).await.code(), "not_signed_in");
    let id = site.ask_help(&anna, "Hello", json!({})).await;
    assert_eq!(
        site.ask_help(&anna, "Hello", json!({})).await,
        id,
        "the answer was lost"
    );
    site.writes(&anna, &id, "Hello").await;
    let twice = site.writes(&anna, &id, "Hello again").await;
    assert_eq!(said(&site.writes(&anna, &id, "Hello again").await), said(&twice));
    assert_eq!(said(&twice).len(), 2);
    for number in 1..10 {
        site.ask_help(&anna, &format!("Question {number}"), json!({}))
            .await;
    }
    let refused = site.asks(&anna, "One too many", json!({})).await;
    assert_eq!(refused.code(), "too_many_requests");
    site.later(3_600);
    site.ask_help(&anna, "An hour later", json!({})).await;
    for number in 0..59 {
        let written = site.writes(&anna, &id, &format!("Message {number}")).await;
        assert_eq!(written.status, StatusCode::OK, "{number}: {}", written.text);
    }
    assert_eq!(
        site.writes(&anna, &id, "Message 60").await.code(),
        "too_many_requests"
    );
}

#[tokio::test]
async fn the_helpdesk_asks_for_a_code_and_opens_the_draft_with_it() {
    let (site, anna) = site().await;
    let helper = site.staff_in(Helpdesk).await;
    let id = site
        .ask_help(&anna, "It does not save", json!({ "draft": ID }))
        .await;
    assert_eq!(
        site.answers(&helper, &id, json!({ "text": " " })).await.code(),
        "invalid_request"
    );
    site.answers(&helper, &id, json!({ "asks_code": true })).await;
    let thread = site.thread(&anna, &id).await.json();
    assert_eq!(
        (&thread["messages"][1]["phrase"], &thread["messages"][1]["text"]),
        (&json!("ask_code"), &json!(""))
    );
    let code = site.support_code(&anna, ID).await;
    view(&site.open_with(&helper, &code).await);
    let letters = site.request(&helper, &id).await.json()["letters"].clone();
    assert!(
        !letters.as_array().unwrap().is_empty(),
        "how letters to her stand"
    );
    let bound = site.step(&helper, &id, "sing").await;
    assert_eq!(bound.status.as_u16() / 100, 4);
}
