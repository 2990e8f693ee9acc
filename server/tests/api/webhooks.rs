//! Events for other systems: read by a token, and sent to a receiver that checks the signature, fails, and answers later.

use super::cases::{filed, must};
use super::support::{NOW, Site};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};
use server::store::NewWebhook;
use server::systems::token::Scope;
use server::systems::webhook::{Sender, send_due};
use sha2::Sha256;
use std::sync::{Arc, Mutex};

const KEY: &[u8] = b"a key of at least twenty-four bytes";

/// What a receiver got, and how it answers.
#[derive(Default)]
struct Got {
    messages: Vec<(HeaderMap, String)>,
    refuses: bool,
    redirects: bool,
}

#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Got>>);

async fn receive(
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, HeaderMap) {
    let mut got = receiver.0.lock().unwrap();
    got.messages.push((headers, body));
    let mut answer = HeaderMap::new();
    if got.redirects {
        answer.insert("location", "/elsewhere".parse().unwrap());
        return (StatusCode::TEMPORARY_REDIRECT, answer);
    }
    let status = if got.refuses {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::NO_CONTENT
    };
    (status, answer)
}

impl Receiver {
    /// A receiver on this machine, and where it is.
    async fn start() -> (Receiver, String) {
        let receiver = Receiver::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/hook", post(receive))
            .route("/elsewhere", post(receive))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (receiver, url)
    }

    fn answer(&self, refuses: bool, redirects: bool) {
        let mut got = self.0.lock().unwrap();
        (got.refuses, got.redirects) = (refuses, redirects);
    }

    /// What came since the last time; every signature is right.
    fn take(&self) -> Vec<Value> {
        let messages = std::mem::take(&mut self.0.lock().unwrap().messages);
        messages
            .iter()
            .map(|(headers, body)| {
                let header = |name: &str| headers[name].to_str().unwrap().to_owned();
                let mut mac = Hmac::<Sha256>::new_from_slice(KEY).unwrap();
                mac.update(
                    format!("{}.{}.{body}", header("webhook-id"), header("webhook-timestamp")).as_bytes(),
                );
                let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
                assert_eq!(header("webhook-signature"), expected);
                assert_eq!(header("content-type"), "application/json");
                let json: Value = serde_json::from_str(body).unwrap();
                assert_eq!(header("webhook-id"), format!("event-{}", json["id"]));
                json
            })
            .collect()
    }
}

impl Site {
    async fn webhook(&self, id: &str, url: &str, events: &str) {
        let new = NewWebhook {
            id: id.into(),
            url: url.into(),
            secret: format!("whsec_{}", STANDARD.encode(KEY)),
            events: events.into(),
            inner_network: true,
            now: self.portal.now(),
        };
        self.portal.store.add_webhook(new).await.unwrap();
    }

    async fn send_events(&self, sender: &Sender) {
        send_due(&self.portal.store, sender, self.portal.clock)
            .await
            .unwrap();
    }
}

fn said(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn events_come_signed_in_order_and_again_until_they_are_taken() {
    let mut site = Site::new().await;
    let (receiver, url) = Receiver::start().await;
    let sender = Sender::new().unwrap();
    site.webhook("all", &url, "").await;
    let (_, id) = filed(&site).await;
    site.send_events(&sender).await;
    let first = receiver.take();
    assert_eq!(said(&first), ["applicant_ready"]);
    let mut expected = json!({ "id": first[0]["id"], "application": id, "reference": first[0]["reference"],
        "kind": "applicant_ready", "role": "applicant", "at": NOW, "state": "waiting_for_employer" });
    assert_eq!(first[0], expected, "this and nothing else");

    receiver.answer(true, false);
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    must(&site, &li, &id, json!("pass_pre_review"), "").await;
    site.send_events(&sender).await;
    assert_eq!(
        said(&receiver.take()),
        ["pre_review_started"],
        "the second waits for the first"
    );
    site.send_events(&sender).await;
    assert!(receiver.take().is_empty(), "not before it is due");
    let row = &site.portal.store.webhooks().await.unwrap()[0];
    assert_eq!(
        (row.waiting, row.given_up, row.problem.as_str()),
        (2, 0, "status 503")
    );
    site.later(5);
    site.send_events(&sender).await;
    assert_eq!(said(&receiver.take()), ["pre_review_started"]);
    site.later(9);
    site.send_events(&sender).await;
    assert!(receiver.take().is_empty(), "ever more slowly");
    receiver.answer(false, false);
    site.later(1);
    site.send_events(&sender).await;
    let both = receiver.take();
    assert_eq!(said(&both), ["pre_review_started", "pre_review_passed"]);
    assert_eq!(both[1]["state"], "pre_review_passed");
    site.send_events(&sender).await;
    assert!(receiver.take().is_empty(), "each once");
    let row = &site.portal.store.webhooks().await.unwrap()[0];
    assert_eq!((row.waiting, row.sent_id), (0, both[1]["id"].as_i64()));

    // Again from an event on, as if they were new.
    let again =
        site.portal
            .store
            .replay_webhook("all".into(), first[0]["id"].as_i64().unwrap(), site.portal.now());
    assert_eq!(again.await.unwrap(), Some(2));
    site.send_events(&sender).await;
    assert_eq!(receiver.take(), both);
    let none = site
        .portal
        .store
        .replay_webhook("other".into(), 0, site.portal.now());
    assert_eq!(none.await.unwrap(), None);

    assert!(site.portal.store.remove_webhook("all".into()).await.unwrap());
    must(
        &site,
        &site.staff(Officer, "wang").await,
        &id,
        json!({ "accept": "R-1" }),
        "",
    )
    .await;
    site.send_events(&sender).await;
    assert!(receiver.take().is_empty());

    // The same by a token, of the one who missed them.
    site.token("follows", &[Scope::Events]).await;
    let all = site.ask("GET", "/api/events", "follows", None).await.json();
    let listed = all["events"].as_array().unwrap();
    assert_eq!(
        said(listed),
        [
            "applicant_ready",
            "pre_review_started",
            "pre_review_passed",
            "accepted"
        ]
    );
    let ids: Vec<i64> = listed.iter().map(|event| event["id"].as_i64().unwrap()).collect();
    assert!(ids.is_sorted_by(|one, other| one < other));
    expected["id"] = listed[0]["id"].clone();
    assert_eq!(listed[0], expected);
    let path = format!("/api/events?after={}&limit=2", ids[0]);
    let page = site.ask("GET", &path, "follows", None).await.json();
    assert_eq!(
        (page["events"].as_array().unwrap(), &page["last"]),
        (&listed[1..3].to_vec(), &json!(ids[2]))
    );
    let end = site
        .ask("GET", &format!("/api/events?after={}", ids[3]), "follows", None)
        .await
        .json();
    assert_eq!(end, json!({ "events": [], "last": ids[3] }));
}

#[tokio::test]
async fn what_nobody_takes_is_given_up_after_three_days_and_kept() {
    let mut site = Site::new().await;
    let (receiver, url) = Receiver::start().await;
    let sender = Sender::new().unwrap();
    receiver.answer(false, true);
    site.webhook("one", &url, "applicant_ready").await;
    filed(&site).await;
    site.send_events(&sender).await;
    assert_eq!(receiver.take().len(), 1, "nobody is followed elsewhere");
    for _ in 0..40 {
        site.later(6 * 3_600);
        site.send_events(&sender).await;
    }
    let tries = receiver.take().len();
    assert!((5..=12).contains(&tries), "{tries}");
    let row = &site.portal.store.webhooks().await.unwrap()[0];
    assert_eq!(
        (row.waiting, row.given_up, row.problem.as_str()),
        (0, 1, "status 307")
    );
    receiver.answer(false, false);
    site.portal
        .store
        .replay_webhook("one".into(), 0, site.portal.now())
        .await
        .unwrap();
    site.send_events(&sender).await;
    assert_eq!(said(&receiver.take()), ["applicant_ready"]);
}

#[tokio::test]
async fn of_two_servers_one_sends_and_what_one_left_lying_the_other_takes_up() {
    let mut site = Site::new().await;
    site.webhook("one", "http://127.0.0.1:9/", "").await;
    filed(&site).await;
    let store = &site.portal.store;
    let taken = store.claim_delivery("one".into(), NOW).await.unwrap();
    assert_eq!(taken.unwrap().event.kind, "applicant_ready");
    assert!(store.claim_delivery("one".into(), NOW).await.unwrap().is_none());
    assert!(store.webhooks_due(NOW).await.unwrap().is_empty());
    site.later(60);
    assert!(
        site.portal
            .store
            .claim_delivery("one".into(), site.portal.now())
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn only_the_events_that_are_wanted_are_sent_and_none_inwards_by_mistake() {
    let site = Site::new().await;
    let (receiver, url) = Receiver::start().await;
    let sender = Sender::new().unwrap();
    site.webhook("other", &url, "filed refused").await;
    // Made before the rules were stricter, or by hand in the database.
    site.webhook("inwards", &url, "").await;
    let mut database = site.database().await;
    sqlx::query("update webhook set inner_network = 0 where id = 'inwards'")
        .execute(&mut database)
        .await
        .unwrap();
    filed(&site).await;
    site.send_events(&sender).await;
    assert!(receiver.take().is_empty());
    let rows = site.portal.store.webhooks().await.unwrap();
    let of = |id: &str| rows.iter().find(|row| row.id == id).unwrap();
    assert_eq!(
        (of("other").waiting, of("inwards").problem.as_str()),
        (0, "address refused")
    );
}
