use super::authenticator::Authenticator;
use super::support::{Answer, Site, cookie};
use axum::http::StatusCode;
use permit::api::staff::StaffRole;
use serde_json::{Value, json};

/// Where a side has its passkeys.
const PEOPLE: &str = "/api/passkeys";
const STAFF: &str = "/api/staff/passkeys";
const ANNA: &str = "anna@example.org";

impl Site {
    /// What an authenticator is asked: the challenge's id, and the options.
    async fn asked(&self, path: &str, who: &str) -> (String, String) {
        let answer = self.call("POST", path, who, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let text = |name: &str| answer.json()[name].as_str().unwrap().to_owned();
        (text("id"), text("options"))
    }

    /// Sends what an authenticator made.
    async fn send_passkey(&self, side: &str, who: &str, challenge: &str, credential: &str) -> Answer {
        let body =
            json!({ "challenge": challenge, "credential": credential, "name": "  Phone ", "locale": "en" });
        self.call("POST", side, who, Some(body)).await
    }

    /// Adds a passkey and returns its id.
    pub async fn add_passkey(&self, side: &str, who: &str, device: &mut Authenticator) -> String {
        let (challenge, options) = self.asked(&format!("{side}/creation"), who).await;
        let answer = self
            .send_passkey(side, who, &challenge, &device.create(&options))
            .await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    async fn send_answer(&self, side: &str, who: &str, challenge: &str, credential: &str) -> Answer {
        let body = json!({ "challenge": challenge, "credential": credential });
        self.call("POST", &format!("{side}/session"), who, Some(body))
            .await
    }

    /// Signs in with what this authenticator holds.
    pub async fn enter_with(&self, side: &str, device: &mut Authenticator) -> Answer {
        let (challenge, options) = self.asked(&format!("{side}/request"), "").await;
        self.send_answer(side, "", &challenge, &device.get(&options))
            .await
    }
}

#[tokio::test]
async fn a_passkey_is_added_and_signs_in_and_a_removed_one_does_not() {
    let mut site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let mut phone = Authenticator::new();
    let id = site.add_passkey(PEOPLE, &anna, &mut phone).await;
    let letters = site.letters(ANNA).await;
    assert!(
        letters
            .iter()
            .any(|letter| letter["subject"] == "A passkey was added to your account")
    );

    site.later(60);
    let answer = site.enter_with(PEOPLE, &mut phone).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json()["email"], ANNA);
    let new = cookie(&answer);
    assert!(new != anna && new.starts_with("__Host-portal="));
    let listed = site.call("GET", PEOPLE, &new, None).await.json();
    assert_eq!(
        (&listed[0]["name"], &listed[0]["used_at"]),
        (&json!("Phone"), &json!(site.portal.now()))
    );

    let path = format!("{PEOPLE}/{id}");
    let named = site
        .call("PUT", &path, &new, Some(json!({ "name": "Old phone" })))
        .await;
    assert_eq!(named.status, StatusCode::NO_CONTENT);
    let listed = site.call("GET", PEOPLE, &new, None).await.json();
    assert_eq!(listed[0]["name"], "Old phone");
    assert_eq!(
        site.call("PUT", &path, &new, Some(json!({ "name": " " })))
            .await
            .code(),
        "invalid_request"
    );

    // Nobody else can touch it.
    let bo = site.sign_in("bo@example.org").await;
    assert_eq!(site.call("DELETE", &path, &bo, None).await.code(), "not_found");
    assert_eq!(
        site.call("PUT", &path, &bo, Some(json!({ "name": "Mine" })))
            .await
            .code(),
        "not_found"
    );

    let removed = site.call("DELETE", &path, &new, None).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert_eq!(
        site.enter_with(PEOPLE, &mut phone).await.code(),
        "passkey_unknown"
    );
    let letters = site.letters(ANNA).await;
    assert!(
        letters
            .iter()
            .any(|letter| letter["subject"] == "A passkey was removed from your account")
    );
}

#[tokio::test]
async fn the_session_that_the_browser_had_ends_and_a_shared_computer_forgets() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let mut phone = Authenticator::new();
    site.add_passkey(PEOPLE, &anna, &mut phone).await;
    let (challenge, options) = site.asked(&format!("{PEOPLE}/request"), &anna).await;
    let body = json!({ "challenge": challenge, "credential": phone.get(&options), "shared": true });
    let answer = site
        .call("POST", &format!("{PEOPLE}/session"), &anna, Some(body))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let set = answer.headers["set-cookie"].to_str().unwrap();
    assert!(!set.contains("Max-Age"), "{set}");
    assert_eq!(answer.json()["expires_at"], site.portal.now() + 1_800);
    assert_eq!(
        site.call("GET", "/api/session", &anna, None).await.code(),
        "not_signed_in"
    );
}

#[tokio::test]
async fn a_challenge_holds_once_and_five_minutes_and_for_who_asked() {
    let mut site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let bo = site.sign_in("bo@example.org").await;
    let mut phone = Authenticator::new();

    // Somebody else's.
    let (challenge, options) = site.asked(&format!("{PEOPLE}/creation"), &anna).await;
    let made = phone.create(&options);
    let theirs = site.send_passkey(PEOPLE, &bo, &challenge, &made).await;
    assert_eq!(theirs.code(), "passkey_expired");
    // Once.
    let first = site.send_passkey(PEOPLE, &anna, &challenge, &made).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let again = site.send_passkey(PEOPLE, &anna, &challenge, &made).await;
    assert_eq!(again.code(), "passkey_expired");

    let (challenge, options) = site.asked(&format!("{PEOPLE}/request"), "").await;
    let answer = phone.get(&options);
    assert_eq!(
        site.send_answer(PEOPLE, "", &challenge, &answer).await.status,
        StatusCode::OK
    );
    assert_eq!(
        site.send_answer(PEOPLE, "", &challenge, &answer).await.code(),
        "passkey_expired"
    );
    // An answer to another challenge.
    let (other, _) = site.asked(&format!("{PEOPLE}/request"), "").await;
    assert_eq!(
        site.send_answer(PEOPLE, "", &other, &answer).await.code(),
        "passkey_unknown"
    );
    // Late.
    let (challenge, options) = site.asked(&format!("{PEOPLE}/request"), "").await;
    let answer = phone.get(&options);
    site.later(300);
    assert_eq!(
        site.send_answer(PEOPLE, "", &challenge, &answer).await.code(),
        "passkey_expired"
    );
    // Nothing of it stays.
    site.later(1_000);
    site.portal.store.clean(site.portal.now()).await.unwrap();
    let mut database = site.database().await;
    let left: i64 = sqlx::query_scalar("select count(*) from passkey_challenge")
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn whatever_is_wrong_with_an_answer_is_told_alike() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let mut phone = Authenticator::new();
    site.add_passkey(PEOPLE, &anna, &mut phone).await;
    let mut bodies = Vec::new();
    // Of nobody; on another site; without a finger; a copy that is behind.
    let mut stranger = Authenticator::new();
    let mut phished = phone.copy();
    phished.origin = "https://portal.example.evil".into();
    let mut careless = phone.copy();
    careless.verifies = false;
    let mut copied = phone.copy();
    assert_eq!(site.enter_with(PEOPLE, &mut phone).await.status, StatusCode::OK);
    for device in [&mut stranger, &mut phished, &mut careless, &mut copied] {
        let answer = site.enter_with(PEOPLE, device).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
        let mut body = answer.json();
        body["request_id"] = Value::Null;
        bodies.push(body);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    assert_eq!(bodies[0]["code"], "passkey_unknown");
    // The one that is genuine goes on.
    assert_eq!(site.enter_with(PEOPLE, &mut phone).await.status, StatusCode::OK);
    let (challenge, _) = site.asked(&format!("{PEOPLE}/request"), "").await;
    assert_eq!(
        site.send_answer(PEOPLE, "", &challenge, "{}").await.code(),
        "invalid_request"
    );
}

#[tokio::test]
async fn a_passkey_is_of_one_account_and_needs_a_fresh_sign_in() {
    let mut site = Site::new().await;
    let (anna, bo) = (site.sign_in(ANNA).await, site.sign_in("bo@example.org").await);
    let mut phone = Authenticator::new();
    site.add_passkey(PEOPLE, &anna, &mut phone).await;
    let (challenge, options) = site.asked(&format!("{PEOPLE}/creation"), &bo).await;
    let made = phone.create(&options);
    let answer = site.send_passkey(PEOPLE, &bo, &challenge, &made).await;
    assert_eq!(answer.code(), "passkey_unusable");

    site.later(900);
    let path = format!("{PEOPLE}/creation");
    assert_eq!(
        site.call("POST", &path, &anna, None).await.code(),
        "sign_in_again"
    );
    // Signing in with the passkey is fresh, too.
    let mut phone = Authenticator::new();
    let again = site.sign_in("cleo@example.org").await;
    site.add_passkey(PEOPLE, &again, &mut phone).await;
    let by_key = cookie(&site.enter_with(PEOPLE, &mut phone).await);
    let options = site.asked(&path, &by_key).await.1;
    let options: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1);
    assert_eq!(options["rp"]["id"], "localhost");
}

#[tokio::test]
async fn an_authenticator_that_keeps_nothing_is_told_at_once() {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let (challenge, options) = site.asked(&format!("{PEOPLE}/creation"), &anna).await;
    let made = Authenticator::new()
        .create(&options)
        .replace("\"rk\":true", "\"rk\":false");
    let answer = site.send_passkey(PEOPLE, &anna, &challenge, &made).await;
    assert_eq!(answer.code(), "passkey_unusable");
}

#[tokio::test]
async fn the_staff_add_one_after_password_and_code_and_sign_in_with_it_alone() {
    let mut site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    let code = server::staff::totp::code(&account.secret, site.portal.now());
    let entered = site
        .enter_staff(&account.email, super::accounts::PASSWORD, &code)
        .await;
    let first = cookie(&entered);
    let mut key = Authenticator::new();
    let id = site.add_passkey(STAFF, &first, &mut key).await;
    assert!(
        site.letters(&account.email).await[0]["text"]
            .as_str()
            .unwrap()
            .contains("/en/staff/passkeys")
    );

    let answer = site.enter_with(STAFF, &mut key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json()["role"], "officer");
    let by_key = cookie(&answer);
    assert!(by_key.starts_with("__Host-portal-staff="));
    // Each of the two says how it was begun.
    let listed = site.call("GET", "/api/staff/sessions", &by_key, None).await;
    let listed = listed.json().as_array().unwrap().clone();
    assert_eq!(listed.len(), 2);
    assert!(
        listed.iter().all(|one| one["passkey"] == one["this"]),
        "{listed:?}"
    );
    // Another is added after password and code only, and soon.
    let path = format!("{STAFF}/creation");
    assert_eq!(
        site.call("POST", &path, &by_key, None).await.code(),
        "sign_in_again"
    );
    site.later(899);
    assert_eq!(
        site.call("POST", &path, &first, None).await.status,
        StatusCode::OK
    );
    site.later(60);
    assert_eq!(
        site.call("POST", &path, &first, None).await.code(),
        "sign_in_again"
    );

    // It opens nothing on the other side.
    assert_eq!(site.enter_with(PEOPLE, &mut key).await.code(), "passkey_unknown");
    let anna = site.sign_in(ANNA).await;
    let mut phone = Authenticator::new();
    site.add_passkey(PEOPLE, &anna, &mut phone).await;
    assert_eq!(site.enter_with(STAFF, &mut phone).await.code(), "passkey_unknown");

    // Another of the staff has nothing to do with it.
    let other = site.staff(StaffRole::Officer, "other").await;
    let path = format!("{STAFF}/{id}");
    assert_eq!(site.call("DELETE", &path, &other, None).await.code(), "not_found");

    // A disabled account: its sessions end, and its passkeys open nothing.
    let live = cookie(&site.enter_with(STAFF, &mut key).await);
    assert_eq!(
        site.call("GET", "/api/staff/session", &live, None).await.status,
        StatusCode::OK
    );
    let now = site.portal.now();
    assert!(site.portal.store.disable_staff(account.email, now).await.unwrap());
    assert_eq!(
        site.call("GET", "/api/staff/session", &live, None).await.code(),
        "not_signed_in"
    );
    assert_eq!(site.enter_with(STAFF, &mut key).await.code(), "passkey_unknown");
}

#[tokio::test]
async fn one_network_can_t_ask_for_ever() {
    use axum::body::Body;
    use axum::http::Request;
    let site = Site::with(&super::support::PROXIED).await;
    let ask = |from: &'static str| {
        let request = Request::post(format!("{PEOPLE}/request"))
            .header("host", "portal.example.org")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-for", from);
        site.send(request.body(Body::empty()).unwrap())
    };
    for _ in 0..60 {
        assert_eq!(ask("198.51.100.7").await.status, StatusCode::OK);
    }
    let answer = ask("198.51.100.7").await;
    assert_eq!(answer.code(), "too_many_requests");
    assert_eq!(answer.headers["retry-after"], "900");
    let other = ask("198.51.100.8").await.json();
    let options: Value = serde_json::from_str(other["options"].as_str().unwrap()).unwrap();
    assert_eq!(options["rpId"], "portal.example.org");
    assert_eq!(options["allowCredentials"], json!([]));
}

#[tokio::test]
async fn an_address_without_a_name_has_no_passkeys() {
    let site = Site::with(&["--url", "http://192.0.2.1"]).await;
    let answer = site.call("POST", &format!("{PEOPLE}/request"), "", None).await;
    assert_eq!(answer.code(), "no_passkeys");
}
