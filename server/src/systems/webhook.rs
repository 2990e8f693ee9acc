//! Webhooks: each event is sent, signed as Standard Webhooks (standardwebhooks.com) have it, in order, and again until it is
//! taken or three days are over.

use super::address::{self, Guarded};
use crate::clock::Clock;
use crate::error::Error;
use crate::store::{Delivery, Store};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::join_all;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::redirect::Policy;
use reqwest::{Client, header};
use sha2::Sha256;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// The first and the longest wait between two tries, in seconds.
const SHORTEST: i64 = 5;
const LONGEST: i64 = 6 * 3_600;
/// How often it is looked whether there is something to send.
const PAUSE: Duration = Duration::from_secs(2);
/// The longest that a receiver may take. A claim (`store::webhook`) holds longer.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Webhooks that are served at the same time: one that hangs does not hold up the others.
const AT_ONCE: usize = 8;
/// How a secret begins, as Standard Webhooks have it.
pub const PREFIX: &str = "whsec_";

/// The signature: HMAC-SHA256 over id, time and body. Empty where the secret is none.
#[must_use]
pub fn signature(secret: &str, id: &str, at: i64, body: &str) -> String {
    let key = STANDARD
        .decode(secret.trim_start_matches(PREFIX))
        .unwrap_or_default();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else {
        return String::new();
    };
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// Sends over HTTP.
#[derive(Clone)]
pub struct Sender {
    world: Client,
    inner: Client,
}

impl Sender {
    /// Makes it ready.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn new() -> Result<Self, String> {
        // The second time there is one already, and the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // What a proxy looks up can't be guarded; and whoever is led elsewhere is not whom the operator named.
        let builder = || {
            Client::builder()
                .no_proxy()
                .redirect(Policy::none())
                .timeout(TIMEOUT)
        };
        let failed = |_| "webhooks can't be sent: TLS can't be set up".to_owned();
        Ok(Self {
            world: builder()
                .dns_resolver(Arc::new(Guarded))
                .build()
                .map_err(failed)?,
            inner: builder().build().map_err(failed)?,
        })
    }

    /// Whether it was taken; if not, why, in a word for the operator.
    async fn send(&self, one: &Delivery, now: i64) -> Result<(), String> {
        let url = address::checked(&one.url, one.inner_network).map_err(|_| "address refused")?;
        let body = serde_json::to_string(&one.event).map_err(|_| "can't be written")?;
        let id = format!("event-{}", one.event.id);
        let client = if one.inner_network {
            &self.inner
        } else {
            &self.world
        };
        let request = client
            .post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-signature", signature(&one.secret, &id, now, &body))
            .header("webhook-id", id)
            .header("webhook-timestamp", now.to_string())
            .body(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("status {}", answer.status().as_u16())),
            Err(error) if error.is_timeout() => Err("no answer in time".into()),
            Err(_) => Err("not reached".into()),
        }
    }
}

/// Sends to one webhook what is due for it, in order, until nothing is or something is not taken.
async fn serve(store: &Store, sender: &Sender, clock: Clock, webhook: &str) -> Result<(), Error> {
    while let Some(one) = store.claim_delivery(webhook.into(), clock.now()).await? {
        let now = clock.now();
        let Err(problem) = sender.send(&one, now).await else {
            store.delivered(&one, clock.now()).await?;
            continue;
        };
        let attempts = one.attempts;
        tracing::warn!(
            problem,
            attempts,
            webhook,
            "an event was not taken; it is tried again"
        );
        let wait = (SHORTEST << attempts.clamp(0, 20)).min(LONGEST);
        store.not_delivered(&one, problem, now, now + wait).await?;
    }
    Ok(())
}

/// Sends once what is due now.
///
/// # Errors
/// What the database says.
pub async fn send_due(store: &Store, sender: &Sender, clock: Clock) -> Result<(), Error> {
    let due = store.webhooks_due(clock.now()).await?;
    let served = join_all(due.iter().map(|id| serve(store, sender, clock, id))).await;
    served.into_iter().collect()
}

/// Sends what is due, for ever.
pub async fn deliver(store: Store, sender: Sender, clock: Clock) {
    let mut serving = JoinSet::new();
    let mut under_way = BTreeSet::new();
    loop {
        for id in store.webhooks_due(clock.now()).await.unwrap_or_default() {
            if serving.len() < AT_ONCE && under_way.insert(id.clone()) {
                let (store, sender) = (store.clone(), sender.clone());
                serving.spawn(async move {
                    // What the database can't note now is sent again once the claim is over.
                    let _ = serve(&store, &sender, clock, &id).await;
                    id
                });
            }
        }
        tokio::select! {
            Some(done) = serving.join_next() => {
                if let Ok(id) = done {
                    under_way.remove(&id);
                }
            }
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn a_signature_is_that_of_standard_webhooks() {
        // The example of their documentation and libraries.
        let signed = signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
