//! Support codes and what is opened with them: one person of the staff, half an hour, read only, masked.

use super::support::{Answer, ID, OTHER_ID, Site, complete};
use axum::http::{StatusCode, header};
use permit::api::staff::StaffRole::{Helpdesk, Supervisor};
use permit::forms;
use serde_json::{Value, json};

pub const ANNA: &str = "anna@example.org";

impl Site {
    /// The applicant makes a support code.
    pub async fn support_code(&self, cookie: &str, id: &str) -> String {
        let path = format!("/api/drafts/{id}/support-code");
        let answer = self.call("POST", &path, cookie, None).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        answer.json()["code"].as_str().unwrap().to_owned()
    }

    /// Somebody of the staff opens a draft with a code.
    pub async fn open_with(&self, staff: &str, code: &str) -> Answer {
        let body = json!({ "code": code });
        self.call("POST", "/api/helpdesk/views", staff, Some(body)).await
    }

    pub async fn read_view(&self, staff: &str, id: &str) -> Answer {
        self.call("GET", &format!("/api/helpdesk/views/{id}"), staff, None)
            .await
    }

    pub async fn reveal(&self, staff: &str, id: &str, key: &str, why: &str) -> Answer {
        let body = json!({ "key": key, "why": why });
        let path = format!("/api/helpdesk/views/{id}/reveal");
        self.call("POST", &path, staff, Some(body)).await
    }

    /// Who looked, as the applicant reads it.
    pub async fn accesses(&self, cookie: &str, id: &str) -> Vec<Value> {
        let answer = self
            .call("GET", &format!("/api/drafts/{id}/access"), cookie, None)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json().as_array().unwrap().clone()
    }
}

/// The view's id, and that it is one.
pub fn view(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// A portal on which Anna has a whole draft.
pub async fn site() -> (Site, String) {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    site.save_complete(&anna, ID).await;
    (site, anna)
}

#[tokio::test]
async fn a_code_opens_the_draft_masked_with_what_is_wrong_in_it() {
    let (site, anna) = site().await;
    site.save(
        &anna,
        ID,
        1,
        &[
            ("passport_number", "L8?", 1),
            ("emergency_name", "Unto Utopia", 0),
        ],
    )
    .await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    assert_eq!(code.len(), 9, "two groups of four: {code}");
    let opened = site
        .open_with(&helpdesk, &format!(" {} ", code.to_lowercase()))
        .await;
    let seen = opened.json();
    let id = view(&opened);
    assert_eq!(
        (
            seen["draft_id"].as_str(),
            seen["locale"].as_str(),
            seen["expires_at"].as_i64()
        ),
        (Some(ID), Some("en"), Some(site.portal.now() + 1_800))
    );
    assert_eq!(seen["draft"]["entries"]["surname"]["value"], "Eriksson");
    let masked: Vec<&str> = seen["masked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key.as_str().unwrap())
        .collect();
    for key in [
        "passport_number",
        "email",
        "phone",
        "address",
        "birth_date",
        "annual_salary_cny",
        "emergency_name",
    ] {
        assert!(masked.contains(&key), "{key}");
        assert_eq!(seen["draft"]["entries"][key]["value"], "••••••", "{key}");
    }
    // The server judges what is behind the dots.
    let number = json!({ "key": "passport_number", "code": "passport_number_shape" });
    assert!(
        seen["problems"].as_array().unwrap().contains(&number),
        "{}",
        seen["problems"]
    );
    assert_eq!(
        site.read_view(&helpdesk, &id).await.json(),
        seen,
        "the same again"
    );
}

#[tokio::test]
async fn no_private_answer_is_anywhere_in_what_the_helpdesk_gets() {
    let (site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    let opened = site.open_with(&helpdesk, &code).await;
    let read = site.read_view(&helpdesk, &view(&opened)).await;
    let mut hidden = 0;
    for (key, value) in complete() {
        let question = key.split('@').next().unwrap();
        if forms::question(question).is_some_and(|question| question.private) {
            hidden += 1;
            assert!(
                !opened.text.contains(&value) && !read.text.contains(&value),
                "{key}"
            );
        }
    }
    assert!(hidden >= 6, "{hidden}");
    assert!(
        opened.text.contains("Uppsala universitet"),
        "the others are there"
    );
}

#[tokio::test]
async fn what_is_not_asked_any_more_is_not_shown() {
    let (site, anna) = site().await;
    site.save(&anna, ID, 1, &[("education@e1", "", 1)]).await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    let opened = site.open_with(&helpdesk, &code).await;
    view(&opened);
    assert!(!opened.text.contains("Uppsala universitet"));
}

#[tokio::test]
async fn a_code_is_bound_to_who_uses_it_first() {
    let (site, anna) = site().await;
    let (first, second) = (site.staff_in(Helpdesk).await, site.staff_in(Supervisor).await);
    let code = site.support_code(&anna, ID).await;
    let id = view(&site.open_with(&first, &code).await);
    assert_eq!(site.open_with(&second, &code).await.code(), "code_unknown");
    assert_eq!(site.read_view(&second, &id).await.code(), "not_found");
    assert_eq!(
        site.reveal(&second, &id, "phone", "curious").await.code(),
        "not_found"
    );
    assert_eq!(
        view(&site.open_with(&first, &code).await),
        id,
        "the first goes on"
    );
}

#[tokio::test]
async fn a_code_ends_after_half_an_hour_and_what_it_opened_too() {
    let (mut site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    site.later(890);
    let id = view(&site.open_with(&helpdesk, &code).await);
    site.later(890);
    assert_eq!(site.read_view(&helpdesk, &id).await.status, StatusCode::OK);
    site.later(19);
    assert_eq!(site.read_view(&helpdesk, &id).await.status, StatusCode::OK);
    site.later(1);
    assert_eq!(site.read_view(&helpdesk, &id).await.code(), "not_found");
    assert_eq!(
        site.reveal(&helpdesk, &id, "phone", "to call back").await.code(),
        "not_found"
    );
    assert_eq!(site.open_with(&helpdesk, &code).await.code(), "code_unknown");
    site.later(2 * 86_400);
    site.portal.store.clean(site.portal.now()).await.unwrap();
}

#[tokio::test]
async fn the_applicant_ends_a_code_and_a_newer_one_ends_the_older() {
    let (site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let first = site.support_code(&anna, ID).await;
    let opened = view(&site.open_with(&helpdesk, &first).await);
    let second = site.support_code(&anna, ID).await;
    assert_eq!(site.open_with(&helpdesk, &first).await.code(), "code_unknown");
    assert_eq!(site.read_view(&helpdesk, &opened).await.code(), "not_found");
    let opened = view(&site.open_with(&helpdesk, &second).await);
    let ended = site
        .call("DELETE", &format!("/api/drafts/{ID}/support-code"), &anna, None)
        .await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(site.read_view(&helpdesk, &opened).await.code(), "not_found");
    assert_eq!(site.open_with(&helpdesk, &second).await.code(), "code_unknown");
}

#[tokio::test]
async fn a_code_is_of_one_draft_and_only_its_owner_makes_or_ends_it() {
    let (site, anna) = site().await;
    let bo = site.sign_in("bo@example.org").await;
    site.save(&bo, OTHER_ID, 0, &[("surname", "Utopian", 0)]).await;
    for method in ["POST", "DELETE"] {
        let path = format!("/api/drafts/{ID}/support-code");
        assert_eq!(site.call(method, &path, &bo, None).await.code(), "not_found");
        assert_eq!(site.call(method, &path, "", None).await.code(), "not_signed_in");
    }
    let helpdesk = site.staff_in(Helpdesk).await;
    let of_bo = site.support_code(&bo, OTHER_ID).await;
    site.support_code(&anna, ID).await;
    let opened = site.open_with(&helpdesk, &of_bo).await;
    assert_eq!(opened.json()["draft_id"], OTHER_ID);
    assert!(!opened.text.contains("Eriksson") && opened.text.contains("Utopian"));
    // A draft that is deleted takes its code along.
    site.call("DELETE", &format!("/api/drafts/{OTHER_ID}"), &bo, None)
        .await;
    assert_eq!(site.open_with(&helpdesk, &of_bo).await.code(), "code_unknown");
    assert_eq!(
        site.read_view(&helpdesk, &view(&opened)).await.code(),
        "not_found"
    );
}

#[tokio::test]
async fn a_draft_that_was_submitted_can_be_opened_too() {
    let (site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    assert_eq!(
        site.submit(&anna, ID, 1, "zh-Hans").await.status,
        StatusCode::CREATED
    );
    let code = site.support_code(&anna, ID).await;
    let opened = site.open_with(&helpdesk, &code).await;
    view(&opened);
    assert_eq!(opened.json()["locale"], "zh-Hans", "of the application");
    assert!(opened.json()["application"].is_string());
}

#[tokio::test]
async fn codes_can_t_be_guessed() {
    let (mut site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    for number in 0..10 {
        let wrong = if number % 2 == 0 {
            "2222-2222"
        } else {
            "no code at all"
        };
        assert_eq!(site.open_with(&helpdesk, wrong).await.code(), "code_unknown");
        site.later(10);
    }
    let refused = site.open_with(&helpdesk, &code).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers[header::RETRY_AFTER], "800");
    let found = site
        .call(
            "POST",
            "/api/helpdesk/search",
            &helpdesk,
            Some(json!({ "what": code })),
        )
        .await;
    assert_eq!(found.status, StatusCode::TOO_MANY_REQUESTS, "nor by searching");
    let other = site.staff_in(Helpdesk).await;
    assert_eq!(
        site.open_with(&other, "2222-2222").await.code(),
        "code_unknown",
        "others go on"
    );
    site.later(800);
    view(&site.open_with(&helpdesk, &code).await);
}

#[tokio::test]
async fn codes_are_made_in_measure() {
    let (mut site, anna) = site().await;
    for _ in 0..20 {
        site.support_code(&anna, ID).await;
    }
    let path = format!("/api/drafts/{ID}/support-code");
    let refused = site.call("POST", &path, &anna, None).await;
    assert_eq!(refused.code(), "too_many_requests");
    site.later(3_600);
    site.support_code(&anna, ID).await;
}

#[tokio::test]
async fn one_masked_answer_is_shown_for_a_reason() {
    let (site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    for (key, why) in [
        ("phone", ""),
        ("phone", "  \n"),
        ("surname", "not masked"),
        ("emergency_phone", "not answered"),
    ] {
        let refused = site.reveal(&helpdesk, &id, key, why).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code().as_str()),
            (422, "invalid_request"),
            "{key}"
        );
    }
    let before = site.accesses(&anna, ID).await.len();
    let shown = site
        .reveal(&helpdesk, &id, "phone", " Anna asked to be called back ")
        .await;
    assert_eq!(shown.json(), json!({ "value": "+46 18 123 45 67" }));
    let rows = site.accesses(&anna, ID).await;
    assert_eq!(rows.len(), before + 1, "and none for what was refused");
    let row = rows.iter().find(|row| row["what"] == "reveal").unwrap();
    assert_eq!(
        (row["key"].as_str(), row["why"].as_str(), row["role"].as_str()),
        (
            Some("phone"),
            Some("Anna asked to be called back"),
            Some("helpdesk")
        )
    );
    let read = site.read_view(&helpdesk, &id).await;
    assert!(!read.text.contains("123 45 67"), "masked again");
}

#[tokio::test]
async fn nothing_that_the_helpdesk_does_changes_a_draft() {
    let (site, anna) = site().await;
    let path = format!("/api/drafts/{ID}");
    let before = site.call("GET", &path, &anna, None).await.json();
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    site.reveal(&helpdesk, &id, "phone", "to call back").await;
    let note = json!({ "key": "surname", "phrase": "look_again", "value": "Ericsson" });
    site.call(
        "POST",
        &format!("/api/helpdesk/views/{id}/notes"),
        &helpdesk,
        Some(note),
    )
    .await;
    assert_eq!(
        site.save(&helpdesk, ID, 1, &[("surname", "Ericsson", 1)])
            .await
            .code(),
        "not_signed_in"
    );
    // The note is counted beside the draft, and is no part of it.
    let after = site.call("GET", &path, &anna, None).await.json();
    for part in ["draft", "revision", "updated_at", "open"] {
        assert_eq!(after[part], before[part], "{part}");
    }
}
