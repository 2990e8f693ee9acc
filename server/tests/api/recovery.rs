use super::support::{Answer, BROWSER, ID, Site};
use axum::http::StatusCode;
use permit::api::recovery::WAIT_SECONDS;
use permit::api::staff::StaffRole::{Helpdesk, Supervisor};
use serde_json::{Value, json};
use server::organisation::letters::Sender;

pub const RECOVERY: &str = "/api/recovery";
pub const LIST: &str = "/api/helpdesk/recoveries";
pub const OLD: &str = "anna@example.org";
pub const NEW: &str = "anna.new@example.org";
/// What somebody knows who is the person of `support::complete`.
pub const FACTS: [(&str, &str); 2] = [("passport", "l898902c3"), ("birth_date", "1990-08-12")];

impl Site {
    /// Asks as somebody who can read `new`.
    pub async fn ask_recovery(&self, old: &str, new: &str, facts: &[(&str, &str)]) -> Answer {
        let body = json!({ "email": new, "locale": "en" });
        let sent = self
            .call("POST", "/api/recovery-codes", BROWSER, Some(body))
            .await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text);
        let code = self.recovery_code(new).await;
        self.ask_recovery_with(old, new, &code, facts).await
    }

    pub async fn ask_recovery_with(
        &self,
        old: &str,
        new: &str,
        code: &str,
        facts: &[(&str, &str)],
    ) -> Answer {
        let mut body = json!({ "old_email": old, "new_email": new, "code": code, "locale": "en",
            "words": "My old employer closed the mailbox." });
        for (name, value) in facts {
            body[*name] = json!(value);
        }
        self.call("POST", RECOVERY, BROWSER, Some(body)).await
    }

    pub async fn recovery_code(&self, to: &str) -> String {
        let letters = self.letters(to).await;
        let is_code = |letter: &&Value| letter["subject"] == "Your code to confirm this address";
        let text = letters.iter().rfind(is_code).unwrap()["text"].as_str().unwrap();
        text.split(|c: char| !c.is_ascii_digit())
            .find(|part| part.len() == 6)
            .unwrap()
            .to_owned()
    }

    pub async fn recoveries(&self, who: &str) -> Vec<Value> {
        let answer = self.call("GET", LIST, who, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json().as_array().unwrap().clone()
    }

    pub async fn decide(&self, who: &str, id: &str, action: &str) -> Answer {
        let body = json!({ "action": action, "why": "Passport and date of birth are right." });
        self.call("POST", &format!("{LIST}/{id}"), who, Some(body)).await
    }

    pub async fn subjects(&self, to: &str) -> Vec<String> {
        let letters = self.letters(to).await;
        let subject = |letter: &Value| letter["subject"].as_str().unwrap().to_owned();
        letters.iter().map(subject).collect()
    }

    /// The secret in the newest letter with one.
    pub async fn stop_secret(&self, to: &str, subject: &str) -> String {
        let letters = self.letters(to).await;
        let with = |letter: &&Value| letter["subject"].as_str().unwrap().starts_with(subject);
        let text = letters.iter().rfind(with).unwrap()["text"].as_str().unwrap();
        let rest = text.split_once("/account/stop/").unwrap().1;
        rest.split_whitespace().next().unwrap().to_owned()
    }

    pub async fn settle(&self) {
        let (sender, now) = (Sender::of(&self.portal), self.portal.now());
        self.portal.store.settle_recoveries(sender, now).await.unwrap();
    }

    /// Anna has a draft; the request, and the two who decide.
    pub async fn recovery_asked(&self) -> (String, String, String, String) {
        let anna = self.sign_in(OLD).await;
        self.save_complete(&anna, ID).await;
        let answer = self.ask_recovery(OLD, NEW, &FACTS).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
        let helper = self.staff(Helpdesk, "helper").await;
        let chief = self.staff(Supervisor, "chief").await;
        let id = self.recoveries(&helper).await[0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        (anna, helper, chief, id)
    }
}

#[tokio::test]
async fn somebody_comes_back_after_facts_two_people_and_a_week() {
    let mut site = Site::new().await;
    let (anna, helper, chief, id) = site.recovery_asked().await;
    let shown = &site.recoveries(&helper).await[0];
    assert_eq!(
        (&shown["passport"], &shown["birth_date"], &shown["reference"]),
        (&json!("same"), &json!("same"), &json!("not_said"))
    );
    assert_eq!(
        (&shown["old_email"], &shown["new_email"]),
        (&json!("a•••@example.org"), &json!("a•••@example.org"))
    );
    // What was said is held against what is kept, and shown to nobody.
    assert!(!shown.to_string().to_lowercase().contains("l898902c3"));
    assert!(
        site.subjects(OLD)
            .await
            .contains(&"Somebody wants to move your account to another address".to_owned())
    );
    assert_eq!(
        site.decide(&helper, &id, "propose").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        site.decide(&chief, &id, "confirm").await.status,
        StatusCode::NO_CONTENT
    );
    assert!(
        site.subjects(OLD)
            .await
            .contains(&"Your account moves to another address on 30 November 2026".to_owned())
    );
    assert!(
        site.subjects(NEW)
            .await
            .contains(&"You can sign in with this address from 30 November 2026".to_owned())
    );

    // Not a second earlier.
    site.later(WAIT_SECONDS - 1);
    site.settle().await;
    let still = site.sign_in(OLD).await;
    assert_eq!(
        site.call("GET", "/api/session", &still, None).await.json()["email"],
        OLD
    );
    site.later(1);
    site.settle().await;
    for session in [&anna, &still] {
        assert_eq!(
            site.call("GET", "/api/session", session, None).await.code(),
            "not_signed_in"
        );
    }
    let moved = "The account has moved to its new address".to_owned();
    assert!(site.subjects(OLD).await.contains(&moved) && site.subjects(NEW).await.contains(&moved));
    let back = site.sign_in(NEW).await;
    let draft = site.call("GET", &format!("/api/drafts/{ID}"), &back, None).await;
    assert_eq!(draft.status, StatusCode::OK, "{}", draft.text);
    // It stands in the access log, with who and why.
    let log = site
        .call("GET", &format!("/api/drafts/{ID}/access"), &back, None)
        .await
        .json();
    let lines: Vec<(&str, &str)> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["role"].as_str().unwrap(), line["what"].as_str().unwrap()))
        .collect();
    for line in [
        ("supervisor", "address"),
        ("supervisor", "recovery"),
        ("helpdesk", "recovery"),
    ] {
        assert!(lines.contains(&line), "{lines:?}");
    }
    // The old address is nobody's: who signs in with it begins anew.
    let stranger = site.sign_in(OLD).await;
    assert_eq!(
        site.call("GET", &format!("/api/drafts/{ID}"), &stranger, None)
            .await
            .code(),
        "not_found"
    );
    assert!(site.recoveries(&helper_again(&site).await).await.is_empty());
}

pub async fn helper_again(site: &Site) -> String {
    site.staff(Helpdesk, "helper").await
}

#[tokio::test]
async fn passkeys_and_support_codes_end_with_the_old_address() {
    let mut site = Site::new().await;
    let (anna, helper, chief, id) = site.recovery_asked().await;
    let mut phone = super::authenticator::Authenticator::new();
    site.add_passkey("/api/passkeys", &anna, &mut phone).await;
    site.decide(&helper, &id, "propose").await;
    site.decide(&chief, &id, "confirm").await;
    site.later(WAIT_SECONDS);
    site.settle().await;
    let answer = site.enter_with("/api/passkeys", &mut phone).await;
    assert_eq!(answer.code(), "passkey_unknown");
}

#[tokio::test]
async fn the_owner_stops_it_from_the_old_mailbox_at_any_time() {
    for until in ["asked", "waiting"] {
        let mut site = Site::new().await;
        let (_, helper, chief, id) = site.recovery_asked().await;
        let first = site.stop_secret(OLD, "Somebody wants to move your account").await;
        let mut secret = first.clone();
        if until == "waiting" {
            site.decide(&helper, &id, "propose").await;
            site.decide(&chief, &id, "confirm").await;
            secret = site.stop_secret(OLD, "Your account moves").await;
            assert_ne!(secret, first);
        }
        let stop = |secret: &str| {
            let body = json!({ "secret": secret });
            site.call("POST", "/api/recovery/stop", "", Some(body))
        };
        assert_eq!(stop("AAAA").await.code(), "code_unknown");
        assert_eq!(stop(&secret).await.status, StatusCode::NO_CONTENT);
        // Either letter does, and once it is stopped nothing is left to stop.
        assert_eq!(stop(&first).await.code(), "code_unknown");
        assert!(site.recoveries(&helper).await.is_empty());
        let stopped = "Your account stays at its address".to_owned();
        assert!(site.subjects(OLD).await.contains(&stopped));
        // Who asked is told only what they were told before.
        assert_eq!(site.subjects(NEW).await.contains(&stopped), until == "waiting");
        assert_eq!(site.decide(&helper, &id, "propose").await.code(), "not_found");
        site.later(40 * 86_400);
        site.settle().await;
        let owner = site.sign_in(OLD).await;
        assert_eq!(
            site.call("GET", &format!("/api/drafts/{ID}"), &owner, None)
                .await
                .status,
            StatusCode::OK
        );
    }
}

#[tokio::test]
async fn the_owner_who_is_signed_in_sees_it_and_stops_it() {
    let site = Site::new().await;
    let (anna, helper, chief, id) = site.recovery_asked().await;
    site.decide(&helper, &id, "propose").await;
    site.decide(&chief, &id, "confirm").await;
    let bo = site.sign_in("bo@example.org").await;
    assert_eq!(site.call("GET", RECOVERY, &bo, None).await.json(), json!([]));
    let mine = site.call("GET", RECOVERY, &anna, None).await.json();
    assert_eq!(mine[0]["until"], site.portal.now() + WAIT_SECONDS);
    assert_eq!(
        site.call("DELETE", RECOVERY, &bo, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(site.recoveries(&helper).await.len(), 1);
    assert_eq!(
        site.call("DELETE", RECOVERY, &anna, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert!(site.recoveries(&helper).await.is_empty());
    assert_eq!(site.call("GET", RECOVERY, &anna, None).await.json(), json!([]));
}
