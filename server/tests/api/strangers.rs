//! A stranger who knows an address can neither guess its codes nor keep its owner out.

use super::support::{Answer, BROWSER, PROXIED, Site, cookie};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

const ANNA: &str = "anna@example.org";
/// A browser somewhere, as the portal sees it behind its proxy.
struct Browser<'a> {
    network: &'a str,
    cookie: &'a str,
}

impl Browser<'_> {
    async fn post(&self, site: &Site, path: &str, body: serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, self.cookie)
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-for", self.network);
        site.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    async fn ask(&self, site: &Site) -> Answer {
        let body = json!({ "email": ANNA, "locale": "en" });
        self.post(site, "/api/sign-in-codes", body).await
    }

    async fn enter(&self, site: &Site, code: &str) -> Answer {
        self.post(site, "/api/session", json!({ "email": ANNA, "code": code }))
            .await
    }

    /// Asks for codes and mistypes each as often as it may.
    async fn mistype(&self, site: &mut Site, codes: usize) {
        for _ in 0..codes {
            assert_eq!(
                self.ask(site).await.status,
                StatusCode::ACCEPTED,
                "{}",
                self.network
            );
            for left in [4, 3, 2, 1] {
                assert_eq!(self.enter(site, "not it").await.json()["tries_left"], left);
            }
            assert_eq!(self.enter(site, "not it").await.code(), "code_tries_exceeded");
            site.later(60);
        }
    }

    /// Signs in as the owner does, who can read the letter.
    async fn sign_in(&self, site: &Site) -> Answer {
        let asked = self.ask(site).await;
        assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text);
        self.enter(site, &newest_code(site).await).await
    }
}

async fn newest_code(site: &Site) -> String {
    let letters = site.portal.store.newest_letters().await.unwrap();
    let mut parts = letters[0].body.split(|c: char| !c.is_ascii_digit());
    parts.find(|part| part.len() == 6).unwrap().to_owned()
}

const OWNER: Browser = Browser {
    network: "203.0.113.5",
    cookie: BROWSER,
};
const STRANGER: Browser = Browser {
    network: "198.51.100.7",
    cookie: "__Host-portal-asked=SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS",
};

#[tokio::test]
async fn a_stranger_neither_replaces_nor_burns_nor_uses_up_the_owner_s_codes() {
    let mut site = Site::with(&PROXIED).await;
    assert_eq!(OWNER.ask(&site).await.status, StatusCode::ACCEPTED);
    let code = newest_code(&site).await;
    STRANGER.mistype(&mut site, 4).await;
    assert_eq!(OWNER.enter(&site, &code).await.status, StatusCode::OK);
    assert_eq!(OWNER.sign_in(&site).await.status, StatusCode::OK, "and again");
}

#[tokio::test]
async fn a_new_code_does_not_begin_a_new_count() {
    let mut site = Site::with(&PROXIED).await;
    STRANGER.mistype(&mut site, 4).await;
    let refused = STRANGER.ask(&site).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "sign_in_paused")
    );
    let wait: i64 = refused.headers[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(wait, 86_400 - 4 * 60);
    assert_eq!(STRANGER.enter(&site, "not it").await.code(), "sign_in_paused");
    assert_eq!(OWNER.sign_in(&site).await.status, StatusCode::OK);
    site.later(wait);
    assert_eq!(STRANGER.ask(&site).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn many_strangers_are_stopped_together_and_bar_no_browser_that_the_owner_uses() {
    let mut site = Site::with(&PROXIED).await;
    let owner_s = cookie(&OWNER.sign_in(&site).await);
    for network in 1..=5 {
        let network = format!("198.51.100.{network}");
        let stranger = Browser {
            network: &network,
            ..STRANGER
        };
        stranger.mistype(&mut site, 4).await;
        site.later(900);
    }
    assert_eq!(
        OWNER.ask(&site).await.code(),
        "sign_in_paused",
        "a browser that nobody knows"
    );
    // The session ran out hours ago; it was not ended.
    site.later(13 * 3_600);
    site.portal.store.clean(site.portal.now()).await.unwrap();
    let both = format!("{BROWSER}; {owner_s}");
    let at_home = Browser {
        network: OWNER.network,
        cookie: &both,
    };
    assert_eq!(at_home.sign_in(&site).await.status, StatusCode::OK);
    let other = Browser {
        cookie: &both,
        ..STRANGER
    };
    let body = json!({ "email": "bo@example.org", "locale": "en" });
    let asked = other.post(&site, "/api/sign-in-codes", body).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED);
    site.later(86_400);
    assert_eq!(OWNER.sign_in(&site).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_network_is_told_by_what_the_proxy_wrote() {
    for (same, other) in [
        // What stands before the last address is whatever the client made up.
        ("203.0.113.{}, 198.51.100.7", "203.0.113.9, 198.51.100.8"),
        ("198.51.100.7:100{}", "198.51.100.8:1000"),
        // A customer has a whole /64.
        ("2001:db8:0:1::{}", "2001:db8:0:2::1"),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.8"),
        // Nothing of use counts together.
        ("unknown{}", "198.51.100.8"),
    ] {
        let site = Site::with(&PROXIED).await;
        for number in 0..6 {
            let network = same.replace("{}", &number.to_string());
            let browser = Browser {
                network: &network,
                cookie: BROWSER,
            };
            let status = browser.ask(&site).await.status;
            assert_eq!(status == StatusCode::ACCEPTED, number < 5, "{network}");
        }
        let elsewhere = Browser {
            network: other,
            cookie: BROWSER,
        };
        assert_eq!(elsewhere.ask(&site).await.status, StatusCode::ACCEPTED, "{other}");
    }
}
