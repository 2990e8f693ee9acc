//! A supervisor may open a draft without a code; the applicant is told.

use super::helpdesk::{ANNA, site, view};
use super::support::{ID, OTHER_ID};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::{Helpdesk, Officer, Supervisor};
use serde_json::json;

#[tokio::test]
async fn only_a_supervisor_opens_without_a_code_with_a_reason_and_the_applicant_is_told() {
    let (site, anna) = site().await;
    let open = async |cookie: &str, draft: &str, why: &str| {
        let body = json!({ "draft": draft, "why": why });
        site.call("POST", "/api/helpdesk/views", cookie, Some(body)).await
    };
    for role in [Helpdesk, Officer] {
        let cookie = site.staff_in(role).await;
        assert_eq!(
            open(&cookie, ID, "I want to").await.code(),
            "forbidden",
            "{role:?}"
        );
    }
    let supervisor = site.staff_in(Supervisor).await;
    for why in ["", "   "] {
        let refused = open(&supervisor, ID, why).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code().as_str()),
            (422, "invalid_request")
        );
    }
    assert_eq!(
        open(&supervisor, OTHER_ID, "no such draft").await.code(),
        "not_found"
    );
    assert_eq!(site.accesses(&anna, ID).await.len(), 0);
    let letters = site.letters(ANNA).await.len();
    let opened = open(&supervisor, ID, "A complaint of 20 November").await;
    let id = view(&opened);
    assert_eq!(opened.json()["draft"]["entries"]["phone"]["value"], "••••••");
    let told = site.letters(ANNA).await;
    assert_eq!(told.len(), letters + 1);
    let letter = told
        .iter()
        .find(|letter| letter["subject"].as_str().unwrap().contains("opened"))
        .unwrap();
    let text = letter["text"].as_str().unwrap();
    assert!(
        text.contains("/en/applications") && !text.contains("complaint") && !text.contains("{{"),
        "{text}"
    );
    assert_eq!(site.read_view(&supervisor, &id).await.status, StatusCode::OK);
    let rows = site.accesses(&anna, ID).await;
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|row| row["role"] == "supervisor" && row["why"] == "A complaint of 20 November")
    );
}

#[tokio::test]
async fn the_letter_speaks_the_applicant_s_language() {
    let (site, anna) = site().await;
    site.submit(&anna, ID, 1, "zh-Hans").await;
    let supervisor = site.staff_in(Supervisor).await;
    let body = json!({ "draft": ID, "why": "A complaint" });
    view(
        &site
            .call("POST", "/api/helpdesk/views", &supervisor, Some(body))
            .await,
    );
    let letters = site.letters(ANNA).await;
    assert!(
        letters
            .iter()
            .any(|letter| letter["text"].as_str().unwrap().contains("/zh-Hans/applications"))
    );
}

/// The search says how each application is opened: before filing by its draft, after that as a case.
#[tokio::test]
async fn what_was_sent_and_not_filed_is_opened_by_the_draft_that_the_search_names() {
    let (site, anna) = site().await;
    let application = site.submit(&anna, ID, 1, "en").await.json();
    let id = application["id"].as_str().unwrap();
    let supervisor = site.staff_in(Supervisor).await;
    let found = async || {
        let body = json!({ "what": application["reference"] });
        let answer = site
            .call("POST", "/api/helpdesk/search", &supervisor, Some(body))
            .await;
        answer.json()["applications"][0].clone()
    };
    let case = async || {
        site.call("GET", &format!("/api/desk/cases/{id}"), &supervisor, None)
            .await
    };
    let before = found().await;
    assert_eq!(
        (before["id"].as_str(), before["filed"].as_bool()),
        (Some(id), Some(false))
    );
    assert_eq!(case().await.code(), "not_found");
    let body = json!({ "draft": before["draft_id"], "why": "A complaint" });
    let opened = site
        .call("POST", "/api/helpdesk/views", &supervisor, Some(body))
        .await;
    view(&opened);
    assert_eq!(opened.json()["draft_id"], ID);
    assert_eq!(opened.json()["application"], id);
    site.employer_files(id).await;
    let after = found().await;
    assert_eq!(
        (after["draft_id"].as_str(), after["filed"].as_bool()),
        (Some(ID), Some(true))
    );
    assert_eq!(case().await.status, StatusCode::OK);
}
