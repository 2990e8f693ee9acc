//! The demonstration: it never touches real data, and each role can sign in and sees something.

use super::process::refused;
use super::support::{Site, cookie};
use axum::http::StatusCode;
use server::clock::Clock;
use server::demo::fill::{BOSS, HANDLER, fill};
use server::demo::story::PEOPLE;
use server::demo::{MARK, prepare};
use server::organisation::letters::Sender;
use server::staff::totp;
use std::process::Command;

#[tokio::test]
async fn real_data_stays_and_an_old_demonstration_begins_anew() {
    let site = Site::new().await;
    let folder = site.portal.config.data.clone();
    let said = prepare(&folder.join("new")).await;
    assert_eq!(said, Ok(()));
    site.sign_in("anna@example.org").await;
    assert!(
        prepare(&folder)
            .await
            .unwrap_err()
            .contains("no demonstration made")
    );
    // The program says so too, and leaves everything as it is.
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    command
        .env_clear()
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(&folder);
    let (code, words) = refused(&mut command);
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("no demonstration made"), "{words}");
    assert!(!folder.join(MARK).exists());
    assert!(!site.portal.store.is_empty().await.unwrap());

    let demo = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        prepare(demo.path()).await.unwrap();
        let store = server::store::Store::open(demo.path()).await.unwrap();
        assert!(store.is_empty().await.unwrap());
        fill(&store, sender(), Clock::System.now()).await.unwrap();
        assert!(!store.is_empty().await.unwrap());
        store.close().await;
    }
}

fn sender() -> Sender {
    Sender {
        url: "http://localhost:8080".into(),
        authority: "Example".into(),
    }
}

#[tokio::test]
async fn each_role_signs_in_and_sees_something() {
    let mut site = Site::new().await;
    let staff = fill(&site.portal.store, sender(), site.portal.now())
        .await
        .unwrap();
    let mut states = Vec::new();
    for account in &staff {
        let code = totp::code(&totp::from_base32(&account.secret).unwrap(), site.portal.now());
        let entered = site.enter_staff(account.email, &account.password, &code).await;
        assert_eq!(entered.status, StatusCode::OK, "{}", entered.text);
        let queue = site.call("GET", "/api/desk/cases", &cookie(&entered), None).await;
        if !account.role.is_of_the_desk() {
            assert_eq!(queue.status, StatusCode::FORBIDDEN);
            continue;
        }
        assert_eq!(queue.json()["total"], 11);
        states = queue.json()["rows"].as_array().unwrap().clone();
    }
    let mut states: Vec<&str> = states.iter().map(|row| row["state"].as_str().unwrap()).collect();
    states.sort_unstable();
    assert_eq!(
        states,
        [
            "accepted",
            "accepted",
            "approved",
            "approved",
            "filed",
            "pre_review",
            "refused",
            "returned_for_correction",
            "under_review",
            "under_review",
            "withdrawn"
        ]
    );
    for (number, (person, ..)) in PEOPLE.iter().enumerate() {
        site.later(1);
        let who = site.sign_in(person.email).await;
        let drafts = site.call("GET", "/api/drafts", &who, None).await.json();
        // Bo was invited alone, and has a letter with the link.
        let expected = usize::from(number != 1);
        assert_eq!(drafts.as_array().unwrap().len(), expected, "{}", person.email);
    }
    assert!(!site.secret("bo@example.org").await.is_empty());
    for email in [BOSS, HANDLER] {
        site.later(1);
        let who = site.sign_in(email).await;
        let own = site.call("GET", "/api/organisations", &who, None).await.json();
        assert_eq!(own[0]["state"], "approved");
        let cases = format!("/api/organisations/{}/cases", own[0]["id"].as_str().unwrap());
        assert_eq!(site.call("GET", &cases, &who, None).await.json()["total"], 12);
    }
}
