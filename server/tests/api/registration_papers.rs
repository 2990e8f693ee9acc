//! The papers of an organisation's registration: whose they are, what each is, who opens them, and where they go.

use super::employers::{CODE, Employer, about};
use super::samples::{pdf, png};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";

async fn put(site: &Site, pumps: &Employer, cookie: &str, file: &str, body: Value) -> Answer {
    let path = pumps.path(&format!("/files/{file}"));
    site.call("PUT", &path, cookie, Some(body)).await
}

fn papers(answer: &Answer) -> Vec<(String, String)> {
    let files = answer.json()["files"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    files
        .iter()
        .map(|one| (text(&one["paper"]), text(&one["file"]["id"])))
        .collect()
}

fn pair(paper: &str, file: &str) -> (String, String) {
    (paper.to_owned(), file.to_owned())
}

#[tokio::test]
async fn papers_are_put_replaced_and_taken_away() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    let handler = site.sign_in("h1@pumps.example").await;
    let (licence, letter, newer) = (
        site.file(&pumps.boss, &pdf(1)).await,
        site.file(&handler, &pdf(2)).await,
        site.file(&handler, &pdf(3)).await,
    );
    let proof = json!({ "paper": "registration_proof" });
    let not_theirs = put(&site, &pumps, &handler, &licence, proof.clone()).await;
    assert_eq!(not_theirs.status, StatusCode::NOT_FOUND, "another member's file");
    for _ in 0..2 {
        let done = put(&site, &pumps, &pumps.boss, &licence, proof.clone()).await;
        assert_eq!(
            papers(&done),
            [pair("registration_proof", &licence)],
            "{}",
            done.text
        );
    }
    let done = put(
        &site,
        &pumps,
        &handler,
        &letter,
        json!({ "paper": "authorisation" }),
    )
    .await;
    assert_eq!(
        papers(&done),
        [
            pair("registration_proof", &licence),
            pair("authorisation", &letter)
        ]
    );
    let body = json!({ "paper": "registration_proof", "replaces": licence });
    let done = put(&site, &pumps, &handler, &newer, body).await;
    assert_eq!(
        papers(&done),
        [pair("registration_proof", &newer), pair("authorisation", &letter)],
        "in its place"
    );
    // What the organisation says of itself takes nothing from its papers.
    let mut said = about("Example Pumps Co., Ltd.", CODE);
    said["phone"] = json!("0591-87654321");
    said["documents"] = json!([letter]);
    let told = site.change_about(&pumps, said).await;
    assert_eq!(told.json()["about"]["phone"], "0591-87654321", "{}", told.text);
    assert_eq!(
        papers(&told),
        [pair("registration_proof", &newer), pair("authorisation", &letter)]
    );
    // Any member opens them; each paper stays a file of who brought it.
    let path = pumps.path(&format!("/files/{letter}"));
    let read = site.call("GET", &path, &pumps.boss, None).await;
    assert_eq!((read.status, read.bytes), (StatusCode::OK, pdf(2)));
    let kept = site
        .call("DELETE", &format!("/api/files/{letter}"), &handler, None)
        .await;
    assert_eq!(kept.code(), "file_in_use");
    let gone = site.call("DELETE", &path, &pumps.boss, None).await;
    assert_eq!(
        papers(&gone),
        [pair("registration_proof", &newer)],
        "{}",
        gone.text
    );
    for method in ["GET", "DELETE"] {
        let answer = site.call(method, &path, &pumps.boss, None).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method}");
    }
    let again = site
        .call("DELETE", &format!("/api/files/{letter}"), &handler, None)
        .await;
    assert_eq!(again.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn two_people_of_an_employer_never_overwrite_each_other() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    let handler = Employer {
        id: pumps.id.clone(),
        boss: site.sign_in("h1@pumps.example").await,
    };
    let path = pumps.path("");
    let read = async || site.call("GET", &path, &pumps.boss, None).await;
    let seen = read().await.json()["revision"].clone();
    // While the boss has the page open, a colleague adds the licence, and then another address.
    let licence = site.file(&handler.boss, &pdf(1)).await;
    let proof = json!({ "paper": "registration_proof" });
    put(&site, &handler, &handler.boss, &licence, proof).await;
    let mut wish = about("Example Pumps Co., Ltd.", CODE);
    wish["address"] = json!("2 Example Road, Fuzhou");
    let moved = site.change_about(&handler, wish).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
    let mut wish = about("Example Pumps Co., Ltd.", CODE);
    wish["phone"] = json!("0591-87654321");
    let unseen = wish.clone();
    wish["seen"] = seen;
    for wish in [wish.clone(), unseen] {
        let late = site.call("PUT", &path, &pumps.boss, Some(wish)).await;
        assert_eq!(
            (late.status, late.code().as_str()),
            (StatusCode::CONFLICT, "organisation_changed")
        );
    }
    let now = read().await;
    assert_eq!(now.json()["about"]["address"], "2 Example Road, Fuzhou");
    assert_eq!(now.json()["about"]["phone"], "0591-12345678");
    assert_eq!(papers(&now), [pair("registration_proof", &licence)]);
    // Having looked, they say it once more; an answer that was lost on its way is asked for again.
    let stale = wish["seen"].clone();
    wish["address"] = json!("2 Example Road, Fuzhou");
    let done = site.change_about(&pumps, wish.clone()).await;
    wish["seen"] = stale;
    let again = site.call("PUT", &path, &pumps.boss, Some(wish)).await;
    for stored in [done, again] {
        assert_eq!(stored.status, StatusCode::OK, "{}", stored.text);
        assert_eq!(stored.json()["about"]["phone"], "0591-87654321");
        assert_eq!(papers(&stored), [pair("registration_proof", &licence)]);
    }
}

#[tokio::test]
async fn what_replaces_a_paper_stands_in_its_place() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let mut files = Vec::new();
    for pages in 1..=4 {
        files.push(site.file(&pumps.boss, &pdf(pages)).await);
    }
    let body = json!({ "paper": "other" });
    for file in &files[..3] {
        put(&site, &pumps, &pumps.boss, file, body.clone()).await;
    }
    let first = pumps.path(&format!("/files/{}", files[0]));
    site.call("DELETE", &first, &pumps.boss, None).await;
    let newer = json!({ "paper": "other", "replaces": files[2] });
    let done = put(&site, &pumps, &pumps.boss, &files[3], newer).await;
    assert_eq!(
        papers(&done),
        [pair("other", &files[1]), pair("other", &files[3])],
        "{}",
        done.text
    );
}

#[tokio::test]
async fn agents_and_strangers_change_nothing_and_ten_are_enough() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.add_member(&pumps, "agent@example.org", "agent", "2030-01-01")
        .await;
    let agent = site.sign_in("agent@example.org").await;
    let own = site.file(&agent, &png()).await;
    let body = json!({ "paper": "other" });
    let refused = put(&site, &pumps, &agent, &own, body.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let bo = site.sign_in("bo@example.org").await;
    let theirs = site.file(&bo, &png()).await;
    assert_eq!(
        put(&site, &pumps, &bo, &theirs, body.clone()).await.status,
        StatusCode::NOT_FOUND
    );
    let mut last = String::new();
    for pages in 1..=11 {
        last = site.file(&pumps.boss, &pdf(pages)).await;
        let done = put(&site, &pumps, &pumps.boss, &last, body.clone()).await;
        if pages > 10 {
            assert_eq!(done.code(), "too_many", "{}", done.text);
        } else {
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        }
    }
    let replaced = site.call("GET", &pumps.path(""), &pumps.boss, None).await;
    let first = papers(&replaced).remove(0).1;
    let body = json!({ "paper": "other", "replaces": first });
    let done = put(&site, &pumps, &pumps.boss, &last, body).await;
    assert_eq!(papers(&done).len(), 10, "one in another's place: {}", done.text);
}

#[tokio::test]
async fn what_was_returned_waits_again_once_a_paper_was_added() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let li = site.staff(Officer, "li").await;
    let decision = format!("/api/desk/organisations/{}/decision", pumps.id);
    let seen = site.registration_seen(&li, &pumps.id).await;
    let body = json!({ "approved": false, "why": "The licence is missing.", "seen": seen });
    site.call("POST", &decision, &li, Some(body)).await;
    let licence = site.file(&pumps.boss, &pdf(1)).await;
    let body = json!({ "paper": "registration_proof" });
    let done = put(&site, &pumps, &pumps.boss, &licence, body).await;
    assert_eq!(
        (&done.json()["state"], &done.json()["why"]),
        (&json!("pending"), &json!(""))
    );
    let seen = site
        .call("GET", "/api/desk/organisations?state=pending", &li, None)
        .await;
    assert_eq!(
        seen.json()[0]["files"][0]["paper"],
        "registration_proof",
        "{}",
        seen.text
    );
    site.approve(&pumps).await;
    let body = json!({ "paper": "other" });
    let letter = site.file(&pumps.boss, &pdf(2)).await;
    let done = put(&site, &pumps, &pumps.boss, &letter, body).await;
    assert_eq!(
        done.json()["state"],
        "approved",
        "one more paper takes nothing away"
    );
}

#[tokio::test]
async fn they_go_along_with_each_package_that_the_employer_files_and_with_no_other() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let licence = site.file(&pumps.boss, &pdf(1)).await;
    let body = json!({ "paper": "registration_proof" });
    put(&site, &pumps, &pumps.boss, &licence, body).await;
    let anna = site.sign_in("anna@example.org").await;
    let (_, secret) = site.invite(&pumps, "anna@example.org", json!([])).await;
    site.answer(&anna, &secret, true, ID).await;
    let revision = site.save_complete(&anna, ID).await;
    let application = site.submitted(&anna, ID, revision, "en").await;
    let name = "81-employer_registration_proof-1.pdf";
    let own = pumps.path(&format!("/cases/{application}/package.zip"));
    let zip = site.call("GET", &own, &pumps.boss, None).await;
    assert_eq!(zip.status, StatusCode::OK, "{}", zip.text);
    let files = super::packages::unzip(&zip.bytes);
    let found = files
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, bytes)| bytes);
    assert_eq!(found, Some(&pdf(1)));
    let manifest = files
        .iter()
        .find(|(known, _)| known == "00-manifest.json")
        .unwrap();
    let manifest: Value = serde_json::from_slice(&manifest.1).unwrap();
    let listed = manifest["files"].as_array().unwrap().clone();
    assert!(
        listed
            .iter()
            .any(|one| one["name"] == name && one["sha256"] == licence),
        "{listed:?}"
    );
    let path = format!("/api/applications/{application}/package.zip");
    let hers = site.call("GET", &path, &anna, None).await;
    let files = super::packages::unzip(&hers.bytes);
    assert!(files.iter().all(|(known, _)| !known.contains("employer_")));
}
