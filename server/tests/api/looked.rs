//! What the helpdesk finds, and the log in which the applicant reads who looked.

use super::helpdesk::{ANNA, site, view};
use super::samples::pdf;
use super::support::{Answer, ID, OTHER_ID, Site};
use axum::http::StatusCode;
use permit::api::path;
use permit::api::staff::StaffRole::{Helpdesk, Officer};
use serde_json::{Value, json};
use server::systems::token::Scope;

async fn search(site: &Site, staff: &str, what: &str) -> Answer {
    let body = json!({ "what": what });
    site.call("POST", "/api/helpdesk/search", staff, Some(body)).await
}

#[tokio::test]
async fn an_exact_address_finds_drafts_applications_and_how_letters_stand() {
    let (site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    site.save(&anna, OTHER_ID, 0, &[("surname", "Eriksson", 0)]).await;
    let application = site.submit(&anna, ID, 1, "en").await.json();
    let found = search(&site, &helpdesk, " Anna@Example.org ").await;
    let json = found.json();
    assert_eq!(json["applications"][0]["reference"], application["reference"]);
    assert_eq!(json["applications"].as_array().unwrap().len(), 1);
    assert_eq!(json["drafts"][0]["id"], OTHER_ID);
    assert_eq!(
        json["drafts"].as_array().unwrap().len(),
        1,
        "the other is an application"
    );
    assert!(!found.text.contains("Eriksson"), "no answers");
    let letters = json["letters"].as_array().unwrap();
    assert_eq!(letters.len(), 2, "the code and the receipt");
    assert!(letters.iter().all(|letter| letter["state"] == "queued"));
    for id in [ID, OTHER_ID] {
        let rows = site.accesses(&anna, id).await;
        assert_eq!(
            (rows.len(), rows[0]["what"].as_str()),
            (1, Some("search")),
            "{id}"
        );
    }
}

#[tokio::test]
async fn a_letter_is_queued_sent_or_given_up() {
    let (mut site, _) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let states = async |site: &Site| {
        let found = search(site, &helpdesk, ANNA).await.json();
        let letters = found["letters"].as_array().unwrap().clone();
        letters
            .iter()
            .map(|letter| letter["state"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(states(&site).await, ["queued"]);
    let now = site.portal.now();
    let due = site.portal.store.letters_due(now).await.unwrap();
    site.portal
        .store
        .letter_sent(due[0].id.clone(), now)
        .await
        .unwrap();
    assert_eq!(states(&site).await, ["sent"]);
    site.later(10);
    site.ask_code(ANNA).await;
    let due = site.portal.store.letters_due(site.portal.now()).await.unwrap();
    site.portal
        .store
        .letter_given_up(due[0].id.clone(), site.portal.now())
        .await
        .unwrap();
    assert_eq!(states(&site).await, ["gave_up", "sent"], "newest first");
    assert_eq!(
        site.portal
            .store
            .letters_due(site.portal.now())
            .await
            .unwrap()
            .len(),
        0
    );
    // One that nobody could send in time counts as given up, and says nothing any more.
    site.later(10);
    site.ask_code(ANNA).await;
    site.later(601);
    site.portal.store.clean(site.portal.now()).await.unwrap();
    assert_eq!(states(&site).await, ["gave_up", "gave_up", "sent"]);
    assert_eq!(site.portal.store.newest_letters().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_letter_that_comes_back_is_seen_as_bounced() {
    let (mut site, _) = site().await;
    let due = site.portal.store.letters_due(site.portal.now()).await.unwrap();
    let id = due[0].id.clone();
    let now = site.portal.now();
    site.portal.store.letter_sent(id.clone(), now).await.unwrap();
    // It comes back two days later, when the mail server has tried long enough.
    site.later(2 * 86_400 - 3_600);
    site.portal.store.clean(site.portal.now()).await.unwrap();
    site.token("provider", &[Scope::Bounce]).await;
    let body = json!({ "message_id": format!("<{id}@portal.example>") });
    for _ in 0..2 {
        let noted = site
            .ask("POST", path::MAIL_BOUNCES, "provider", Some(body.clone()))
            .await;
        assert_eq!(noted.status, StatusCode::NO_CONTENT, "{}", noted.text);
    }
    let unknown = json!({ "message_id": "<0b9c@portal.example>" });
    let noted = site
        .ask("POST", path::MAIL_BOUNCES, "provider", Some(unknown))
        .await;
    assert_eq!(
        noted.status,
        StatusCode::NO_CONTENT,
        "of what is no longer kept nothing is told"
    );
    let helpdesk = site.staff_in(Helpdesk).await;
    let found = search(&site, &helpdesk, ANNA).await.json();
    let letter = &found["letters"][0];
    assert_eq!(
        (&letter["state"], &letter["attempts"]),
        (&json!("bounced"), &json!(0))
    );
    // A refusal of the mail server is one, too, and is not tried again.
    site.ask_code(ANNA).await;
    let now = site.portal.now();
    let due = site.portal.store.letters_due(now).await.unwrap();
    site.portal
        .store
        .letter_bounced(due[0].id.clone(), now)
        .await
        .unwrap();
    assert_eq!(site.portal.store.letters_due(now).await.unwrap().len(), 0);
    let found = search(&site, &helpdesk, ANNA).await.json();
    assert_eq!(found["letters"][0]["state"], "bounced");
    assert_eq!(found["letters"][0]["attempts"], 1);
}

#[tokio::test]
async fn a_reference_and_a_code_find_one_and_nothing_else_lists() {
    let (site, anna) = site().await;
    let bo = site.sign_in("bo@example.org").await;
    site.save(&bo, OTHER_ID, 0, &[("surname", "Utopian", 0)]).await;
    let helpdesk = site.staff_in(Officer).await;
    let application = site.submit(&anna, ID, 1, "en").await.json();
    let reference = application["reference"].as_str().unwrap();
    let found = search(&site, &helpdesk, &reference.to_lowercase()).await.json();
    assert_eq!(found["applications"][0]["id"], application["id"]);
    assert_eq!(
        (found["drafts"].clone(), found["letters"].clone()),
        (json!([]), json!([]))
    );
    let code = site.support_code(&bo, OTHER_ID).await;
    let found = search(&site, &helpdesk, &code).await.json();
    assert_eq!(
        (found["drafts"][0]["id"].as_str(), found["applications"].clone()),
        (Some(OTHER_ID), json!([]))
    );
    for (what, expected) in [
        ("example.org", "invalid_request"),
        ("anna", "invalid_request"),
        ("%@example.org", ""),
        ("nobody@example.org", ""),
        ("WP-2222-2222-22", ""),
        ("2222-2222", "code_unknown"),
        ("", "invalid_request"),
    ] {
        let answer = search(&site, &helpdesk, what).await;
        if expected.is_empty() {
            assert_eq!(answer.status, StatusCode::OK, "{what}");
            assert_eq!(
                answer.json(),
                json!({ "applications": [], "drafts": [], "letters": [], "of_part": false }),
                "{what}"
            );
        } else {
            assert_eq!(answer.code(), expected, "{what}");
        }
    }
}

#[tokio::test]
async fn a_code_that_was_searched_for_is_not_bound_yet() {
    let (site, anna) = site().await;
    let (one, other) = (site.staff_in(Helpdesk).await, site.staff_in(Helpdesk).await);
    let code = site.support_code(&anna, ID).await;
    assert_eq!(search(&site, &one, &code).await.json()["drafts"][0]["id"], ID);
    view(&site.open_with(&other, &code).await);
    assert_eq!(search(&site, &one, &code).await.code(), "code_unknown");
}

#[tokio::test]
async fn the_applicant_reads_who_looked_newest_first_and_nobody_else_does() {
    let (mut site, anna) = site().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    assert_eq!(site.accesses(&anna, ID).await.len(), 0);
    let code = site.support_code(&anna, ID).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    site.later(1);
    site.read_view(&helpdesk, &id).await;
    site.later(1);
    site.reveal(&helpdesk, &id, "phone", "to call back").await;
    site.later(1);
    search(&site, &helpdesk, ANNA).await;
    let rows = site.accesses(&anna, ID).await;
    let what: Vec<_> = rows.iter().map(|row| row["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["search", "reveal", "view", "view"]);
    assert_eq!(rows[0]["at"], site.portal.now());
    let path = format!("/api/drafts/{ID}/access");
    let bo = site.sign_in("bo@example.org").await;
    assert_eq!(site.call("GET", &path, &bo, None).await.code(), "not_found");
    assert_eq!(
        site.call("GET", &path, &helpdesk, None).await.code(),
        "not_signed_in"
    );
    let text = site.call("GET", &path, &anna, None).await.text;
    assert!(
        !text.contains("authority.example.org"),
        "the role, not the person"
    );
    // After it was sent it is the same log.
    site.submit(&anna, ID, 1, "en").await;
    assert_eq!(site.accesses(&anna, ID).await.len(), 4);
}

/// An officer opens a file of an application: the status, and the newest line of the log.
async fn opened(
    site: &Site,
    (officer, anna): (&str, &str),
    application: &str,
    file: &str,
) -> (StatusCode, Value) {
    let path = format!("/api/desk/cases/{application}/files/{file}");
    let status = site.call("GET", &path, officer, None).await.status;
    let log = site.accesses(anna, ID).await;
    (status, log.first().cloned().unwrap_or_default())
}

#[tokio::test]
async fn a_file_that_was_opened_is_named_by_its_document_whatever_becomes_of_it() {
    let (mut site, anna) = site().await;
    let files = [
        site.file(&anna, &pdf(1)).await,
        site.file(&anna, &pdf(2)).await,
        site.file(&anna, &pdf(3)).await,
    ];
    let [first, second, third] = files.each_ref().map(String::as_str);
    let rows = [
        ("r1", "passport", first, "scan.pdf"),
        ("r2", "passport", second, ""),
        ("r3", "experience", third, "works.pdf"),
        // A file for several documents.
        ("r4", "degree", third, "works.pdf"),
    ];
    let keys: Vec<(String, String)> = rows
        .iter()
        .enumerate()
        .flat_map(|(place, (row, slot, file, name))| {
            [
                (format!("documents@{row}"), (place + 1).to_string()),
                (format!("doc_slot@{row}"), (*slot).to_owned()),
                (format!("doc_file@{row}"), (*file).to_owned()),
                (format!("doc_name@{row}"), (*name).to_owned()),
            ]
        })
        .collect();
    let changes: Vec<(&str, &str, u64)> = keys
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (key.as_str(), value.as_str(), 0))
        .collect();
    let saved = site.save(&anna, ID, 1, &changes).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    let revision = saved.json()["revision"].as_u64().unwrap();
    let id = site.submitted(&anna, ID, revision, "en").await;
    site.employer_files(&id).await;
    let li = site.staff(Officer, "li").await;
    // The documents; of several files in one also which.
    for (file, documents, name, place) in [
        (first, json!(["passport"]), json!("scan.pdf"), json!(1)),
        (second, json!(["passport"]), Value::Null, json!(2)),
        (third, json!(["experience", "degree"]), Value::Null, Value::Null),
    ] {
        site.later(1);
        let (status, line) = opened(&site, (&li, &anna), &id, file).await;
        assert_eq!((status, &line["what"]), (StatusCode::OK, &json!("file")));
        assert_eq!(
            (&line["documents"], &line["name"], &line["place"]),
            (&documents, &name, &place)
        );
    }
    let log = site.accesses(&anna, ID).await;
    // A correction took them all away: what was opened before is still named, and so is what is opened now.
    let mut database = site.database().await;
    let before = "insert into application_version (application_id, until_seq, form_version, answers) \
         select id, 3, form_version, answers from application where id = $1";
    sqlx::query(before)
        .bind(&id)
        .execute(&mut database)
        .await
        .unwrap();
    let answers: String = sqlx::query_scalar("select answers from application where id = $1")
        .bind(&id)
        .fetch_one(&mut database)
        .await
        .unwrap();
    let mut answers: serde_json::Map<String, Value> = serde_json::from_str(&answers).unwrap();
    answers.retain(|key, _| !key.starts_with("doc"));
    sqlx::query("update application set answers = $1 where id = $2")
        .bind(Value::Object(answers).to_string())
        .bind(&id)
        .execute(&mut database)
        .await
        .unwrap();
    assert_eq!(site.accesses(&anna, ID).await, log);
    site.later(1);
    let (status, line) = opened(&site, (&li, &anna), &id, first).await;
    assert_eq!(
        (status, &line["documents"], &line["at"]),
        (StatusCode::OK, &json!(["passport"]), &json!(site.portal.now()))
    );
    // Of what it never had nothing is opened, and nothing is noted.
    let other = site.file(&anna, &pdf(4)).await;
    let count = site.accesses(&anna, ID).await.len();
    let (status, _) = opened(&site, (&li, &anna), &id, &other).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(site.accesses(&anna, ID).await.len(), count);
}
