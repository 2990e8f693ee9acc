use super::support::{Answer, BROWSER, Site, cookie};
use axum::http::{StatusCode, header};
use serde_json::json;

const ANNA: &str = "anna@example.org";

#[tokio::test]
async fn a_code_signs_in_once() {
    let site = Site::new().await;
    assert_eq!(
        site.ask_code(" Anna@Example.org ").await.json()["valid_seconds"],
        600
    );
    let code = site.code("Anna@example.org").await;
    let spaced = format!(" {} {}", &code[..3], &code[3..]);
    let answer = site.enter(ANNA, &spaced).await;
    assert_eq!(
        (answer.status, answer.json()["email"].as_str()),
        (StatusCode::OK, Some(ANNA))
    );
    let set = answer
        .headers
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    for part in ["__Host-portal=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(set.contains(part), "{set}");
    }
    assert_eq!(
        site.call("GET", "/api/session", &cookie(&answer), None)
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(site.enter(ANNA, &code).await.code(), "code_used");
}

#[tokio::test]
async fn wrong_codes_are_counted_and_then_no_code_helps() {
    let site = Site::new().await;
    site.ask_code(ANNA).await;
    let right = site.code(ANNA).await;
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for left in [4, 3, 2, 1] {
        let answer = site.enter(ANNA, wrong).await;
        assert_eq!(
            (answer.code().as_str(), answer.json()["tries_left"].as_i64()),
            ("code_wrong", Some(left))
        );
    }
    assert_eq!(site.enter(ANNA, wrong).await.code(), "code_tries_exceeded");
    assert_eq!(site.enter(ANNA, &right).await.code(), "code_tries_exceeded");
}

#[tokio::test]
async fn late_and_superseded_codes_are_told_apart() {
    let mut site = Site::new().await;
    site.ask_code(ANNA).await;
    let first = site.code(ANNA).await;
    site.later(1);
    site.ask_code(ANNA).await;
    let second = site.code(ANNA).await;
    if first != second {
        assert_eq!(site.enter(ANNA, &first).await.code(), "code_superseded");
    }
    site.later(599);
    assert_ne!(site.enter(ANNA, "999999").await.code(), "code_expired");
    site.later(1);
    assert_eq!(site.enter(ANNA, &second).await.code(), "code_expired");
}

#[tokio::test]
async fn nothing_tells_whether_an_address_is_known() {
    let site = Site::new().await;
    site.sign_in(ANNA).await;
    let addresses = [ANNA, "nobody@example.org"];
    // Without having asked, with a code that waits, with one that has run out: the same for both.
    let mut site = site;
    for expected in ["code_elsewhere", "code_wrong", "code_wrong"] {
        let mut answers = Vec::new();
        for address in addresses {
            let browser = if expected == "code_elsewhere" { "" } else { BROWSER };
            let answer = site.enter_in(browser, address, "not it").await;
            let mut body = answer.json();
            assert_eq!(answer.code(), expected, "{address}");
            body["request_id"].take();
            answers.push((answer.status, body));
        }
        assert_eq!(answers[0], answers[1]);
        let (known, unknown) = (
            site.ask_code(addresses[0]).await,
            site.ask_code(addresses[1]).await,
        );
        assert_eq!((known.status, known.text), (unknown.status, unknown.text));
        site.later(601);
    }
}

#[tokio::test]
async fn a_wrong_code_gets_the_same_answer_whatever_became_of_the_right_one() {
    let mut site = Site::new().await;
    site.sign_in(ANNA).await;
    let tries_left = |answer: Answer| (answer.code(), answer.json()["tries_left"].as_i64());
    let wrong = |left| ("code_wrong".to_owned(), Some(left));
    assert_eq!(tries_left(site.enter(ANNA, "not it").await), wrong(4), "used");
    site.later(1);
    site.ask_code(ANNA).await;
    site.later(600);
    assert_eq!(tries_left(site.enter(ANNA, "not it").await), wrong(4), "run out");
    assert_eq!(
        site.enter(ANNA, &site.code(ANNA).await).await.code(),
        "code_expired"
    );
}

#[tokio::test]
async fn a_code_holds_in_the_browser_that_asked_for_it() {
    let site = Site::new().await;
    let asked = site.ask_code_in("", ANNA).await;
    let set = asked.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    for part in [
        "__Host-portal-asked=",
        "Path=/",
        "Max-Age=3600",
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
    ] {
        assert!(set.contains(part), "{set}");
    }
    let mine = cookie(&asked);
    let code = site.code(ANNA).await;
    for other in ["", BROWSER, "__Host-portal-asked=x"] {
        assert_eq!(
            site.enter_in(other, ANNA, &code).await.code(),
            "code_elsewhere",
            "{other}"
        );
    }
    // Asking again keeps the browser what it is.
    assert_eq!(
        cookie(&site.ask_code_in(&mine, "bo@example.org").await),
        mine,
        "two addresses at a time"
    );
    assert_eq!(site.enter_in(&mine, ANNA, &code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn asking_too_often_has_to_wait() {
    let mut site = Site::new().await;
    for _ in 0..5 {
        assert_eq!(site.ask_code(ANNA).await.status, StatusCode::ACCEPTED);
    }
    let answer = site.ask_code(ANNA).await;
    assert_eq!(answer.code(), "too_many_requests");
    assert_eq!(answer.headers.get(header::RETRY_AFTER).unwrap(), "900");
    assert_eq!(site.letters(ANNA).await.len(), 5);
    assert_eq!(site.ask_code("bo@example.org").await.status, StatusCode::ACCEPTED);
    site.later(900);
    assert_eq!(site.ask_code(ANNA).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn on_a_shared_computer_the_session_ends_with_the_browser_or_soon() {
    let mut site = Site::new().await;
    site.ask_code(ANNA).await;
    let body = json!({ "email": ANNA, "code": site.code(ANNA).await, "shared": true });
    let answer = site.call("POST", "/api/session", BROWSER, Some(body)).await;
    let set = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(!set.contains("Max-Age") && !set.contains("Expires"), "{set}");
    let first = answer.json()["expires_at"].as_i64().unwrap();
    let cookie = cookie(&answer);
    site.later(1_799);
    let used = site.call("GET", "/api/session", &cookie, None).await;
    assert_eq!(
        used.json()["expires_at"].as_i64(),
        Some(first + 1_799),
        "use keeps it"
    );
    site.later(1_800);
    assert_eq!(
        site.call("GET", "/api/session", &cookie, None).await.code(),
        "not_signed_in"
    );
    // Elsewhere a cookie outlives the browser.
    site.ask_code(ANNA).await;
    let answer = site.enter(ANNA, &site.code(ANNA).await).await;
    let set = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(set.contains("Max-Age=2592000"), "{set}");
}

#[tokio::test]
async fn a_session_ends_by_itself_and_by_signing_out() {
    let mut site = Site::new().await;
    let cookie = site.sign_in(ANNA).await;
    site.later(11 * 3_600);
    assert_eq!(
        site.call("GET", "/api/session", &cookie, None).await.status,
        StatusCode::OK
    );
    site.later(11 * 3_600);
    assert_eq!(
        site.call("GET", "/api/session", &cookie, None).await.status,
        StatusCode::OK,
        "use keeps it"
    );
    site.later(12 * 3_600);
    assert_eq!(
        site.call("GET", "/api/session", &cookie, None).await.code(),
        "not_signed_in"
    );
    let cookie = site.sign_in(ANNA).await;
    for _ in 0..62 {
        site.later(11 * 3_600);
        site.call("GET", "/api/session", &cookie, None).await;
    }
    site.later(11 * 3_600 * 4);
    assert_eq!(
        site.call("GET", "/api/session", &cookie, None).await.code(),
        "not_signed_in",
        "thirty days at most"
    );
    let cookie = site.sign_in(ANNA).await;
    assert_eq!(
        site.call("DELETE", "/api/session", &cookie, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        site.call("GET", "/api/session", &cookie, None).await.code(),
        "not_signed_in"
    );
    assert_eq!(
        site.call("DELETE", "/api/session", "", None).await.status,
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    let site = Site::new().await;
    for wrong in ["anna", "anna@", "a@b", ""] {
        assert_eq!(site.ask_code(wrong).await.code(), "invalid_request", "{wrong}");
    }
}
