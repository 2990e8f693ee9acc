//! Notes that the helpdesk pins to answers.

use super::helpdesk::{ANNA, site, view};
use super::support::{Answer, ID, OTHER_ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Helpdesk;
use serde_json::{Value, json};

async fn answer(site: &Site, cookie: &str, draft: &str, note: &str, accepts: bool) -> Answer {
    let path = format!("/api/drafts/{draft}/notes/{note}");
    site.call("POST", &path, cookie, Some(json!({ "accepts": accepts })))
        .await
}

#[tokio::test]
async fn a_note_is_pinned_found_and_answered() {
    let (mut site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    let note = json!({ "key": "edu_school@e1", "phrase": "see_text", "text": "In full, please", "value": "Uppsala University" });
    let pinned = site.pin(&helpdesk, &id, note).await;
    assert_eq!(
        (pinned.status, pinned.json()["state"].as_str()),
        (StatusCode::CREATED, Some("open"))
    );
    site.later(1);
    let second = site
        .pin(
            &helpdesk,
            &id,
            json!({ "key": "surname", "phrase": "as_in_passport" }),
        )
        .await
        .json();
    let notes = site
        .call("GET", &format!("/api/drafts/{ID}/notes"), &anna, None)
        .await
        .json();
    assert_eq!(notes, json!([pinned.json(), second]));

    let first = pinned.json()["id"].as_str().unwrap().to_owned();
    let second = second["id"].as_str().unwrap();
    assert_eq!(
        answer(&site, &anna, ID, &first, true).await.json()["state"],
        "accepted"
    );
    assert_eq!(
        answer(&site, &anna, ID, second, false).await.json()["state"],
        "dismissed"
    );
    // The helpdesk sees what became of them; the answer is still the applicant's to write.
    let seen = site.read_view(&helpdesk, &id).await.json();
    assert_eq!(
        (
            seen["notes"][0]["state"].as_str(),
            seen["notes"][1]["state"].as_str()
        ),
        (Some("accepted"), Some("dismissed"))
    );
    assert_eq!(
        seen["draft"]["entries"]["edu_school@e1"]["value"],
        "Uppsala universitet"
    );
}

#[tokio::test]
async fn a_note_must_be_about_a_question_and_in_words_that_there_are() {
    let (site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    for wrong in [
        json!({ "key": "no_such_question", "phrase": "missing" }),
        json!({ "key": "surname", "phrase": "you_fool" }),
        json!({ "key": "surname@e1", "phrase": "missing" }),
        json!({ "key": "surname", "phrase": "see_text", "text": "x".repeat(1_001) }),
        json!({ "key": "surname", "phrase": "see_text", "value": "x".repeat(255) }),
    ] {
        let refused = site.pin(&helpdesk, &id, wrong.clone()).await;
        assert_eq!(refused.code(), "invalid_request", "{wrong}");
    }
    let elsewhere = site
        .pin(
            &helpdesk,
            OTHER_ID,
            json!({ "key": "surname", "phrase": "missing" }),
        )
        .await;
    assert_eq!(elsewhere.code(), "not_found", "a view that nobody opened");
    let notes = site
        .call("GET", &format!("/api/drafts/{ID}/notes"), &anna, None)
        .await
        .json();
    assert_eq!(notes, json!([]));
}

#[tokio::test]
async fn notes_are_the_draft_s_owner_s_alone_and_go_with_it() {
    let (site, anna) = site().await;
    let bo = site.sign_in("bo@example.org").await;
    site.save(&bo, OTHER_ID, 0, &[("surname", "Utopian", 0)]).await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.support_code(&anna, ID).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    let pinned = site
        .pin(&helpdesk, &id, json!({ "key": "surname", "phrase": "missing" }))
        .await
        .json();
    let note = pinned["id"].as_str().unwrap();
    let shown = site.call("GET", &format!("/api/drafts/{ID}"), &anna, None).await;
    assert_eq!(shown.json()["notes"], 1, "her task list says so");
    assert_eq!(answer(&site, &bo, ID, note, true).await.code(), "not_found");
    assert_eq!(
        answer(&site, &bo, OTHER_ID, note, true).await.code(),
        "not_found",
        "of another draft"
    );
    assert_eq!(answer(&site, "", ID, note, true).await.code(), "not_signed_in");
    let path = format!("/api/drafts/{ID}/notes");
    assert_eq!(site.call("GET", &path, &bo, None).await.code(), "not_found");
    site.call("DELETE", &format!("/api/drafts/{ID}"), &anna, None)
        .await;
    assert_eq!(site.call("GET", &path, &anna, None).await.code(), "not_found");
    assert_eq!(answer(&site, &anna, ID, note, true).await.code(), "not_found");
}

#[tokio::test]
async fn the_applicant_is_told_once_a_conversation_and_not_what_the_note_says() {
    let (mut site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let told = async |site: &Site| {
        let letters = site.letters(ANNA).await;
        let about = letters
            .into_iter()
            .filter(|letter| letter["subject"] == "The helpdesk left you a note");
        about.collect::<Vec<Value>>()
    };
    let note = json!({ "key": "surname", "phrase": "see_text", "text": "Two n", "value": "Erikssonn" });
    let code = site.support_code(&anna, ID).await;
    let first = view(&site.open_with(&helpdesk, &code).await);
    site.pin(&helpdesk, &first, note.clone()).await;
    site.pin(&helpdesk, &first, json!({ "key": "sex", "phrase": "missing" }))
        .await;
    let letters = told(&site).await;
    assert_eq!(letters.len(), 1, "of two notes");
    let text = letters[0]["text"].as_str().unwrap();
    assert!(text.contains(&format!("/en/account/notes/{ID}")), "{text}");
    assert!(
        !text.contains("Two n") && !text.contains("Eriksson") && !text.contains("{{"),
        "{text}"
    );
    for _ in 0..2 {
        site.later(850);
        site.read_view(&helpdesk, &first).await;
        let me = site.call("GET", "/api/staff/session", &helpdesk, None).await;
        assert_eq!(me.status, StatusCode::OK);
    }
    site.later(100);
    let code = site.support_code(&anna, ID).await;
    let second = view(&site.open_with(&helpdesk, &code).await);
    site.pin(&helpdesk, &second, note).await;
    assert_eq!(told(&site).await.len(), 2, "another day, another letter");
}
