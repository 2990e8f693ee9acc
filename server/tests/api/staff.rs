//! Accounts of the staff: made on the command line, signed in with password and authenticator.

use super::accounts::{Account, PASSWORD};
use super::support::{PROXIED, Site, cookie};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use permit::api::staff::StaffRole;
use serde_json::json;
use server::staff::totp;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub const SESSION: &str = "/api/staff/session";

/// The code that the account's authenticator shows, so many seconds from now.
pub fn code(site: &Site, account: &Account, seconds: i64) -> String {
    totp::code(&account.secret, site.portal.now() + seconds)
}

#[tokio::test]
async fn password_and_code_sign_somebody_of_the_staff_in() {
    let site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    let shown = code(&site, &account, 0);
    let spaced = format!("{} {}", &shown[..3], &shown[3..]);
    let answer = site
        .enter_staff(&account.email.to_uppercase(), PASSWORD, &spaced)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let set = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.starts_with("__Host-portal-staff="), "{set}");
    assert!(
        set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"),
        "{set}"
    );
    assert_eq!(
        (
            answer.json()["role"].as_str(),
            answer.json()["expires_at"].as_i64()
        ),
        (Some("officer"), Some(site.portal.now() + 900))
    );
    let who = site.call("GET", SESSION, &cookie(&answer), None).await;
    assert_eq!(who.json(), answer.json());
    assert!(!who.text.contains(&account.email), "colleagues are told by name");
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let site = Site::new().await;
    let account = site.account(StaffRole::Helpdesk).await;
    let shown = code(&site, &account, 0);
    let other = if shown == "000000" { "000001" } else { "000000" };
    let late = code(&site, &account, -60);
    for (email, password, code) in [
        (account.email.as_str(), "nine purple kettle", shown.as_str()),
        (account.email.as_str(), PASSWORD, other),
        (account.email.as_str(), PASSWORD, late.as_str()),
        ("nobody@authority.example.org", PASSWORD, shown.as_str()),
        ("nobody", PASSWORD, shown.as_str()),
    ] {
        let answer = site.enter_staff(email, password, code).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "staff_sign_in_wrong")
        );
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
    }
    assert_eq!(
        site.enter_staff(&account.email, PASSWORD, &shown).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_code_holds_once() {
    let mut site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    let shown = code(&site, &account, 0);
    assert_eq!(
        site.enter_staff(&account.email, PASSWORD, &shown).await.status,
        StatusCode::OK
    );
    let again = site.enter_staff(&account.email, PASSWORD, &shown).await;
    assert_eq!(again.code(), "staff_sign_in_wrong");
    // One that was shown before it, and would still be let in, is no good either.
    let before = code(&site, &account, -30);
    assert_eq!(
        site.enter_staff(&account.email, PASSWORD, &before).await.code(),
        "staff_sign_in_wrong"
    );
    site.later(30);
    let next = code(&site, &account, 0);
    assert_eq!(
        site.enter_staff(&account.email, PASSWORD, &next).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn two_at_once_with_one_code_are_one() {
    let site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    let shown = code(&site, &account, 0);
    let (one, other) = tokio::join!(
        site.enter_staff(&account.email, PASSWORD, &shown),
        site.enter_staff(&account.email, PASSWORD, &shown)
    );
    let let_in = [&one, &other]
        .iter()
        .filter(|answer| answer.status == StatusCode::OK)
        .count();
    assert_eq!(let_in, 1, "{} {}", one.text, other.text);
}

#[tokio::test]
async fn after_five_wrong_tries_an_address_waits_whether_it_is_known_or_not() {
    for known in [true, false] {
        let mut site = Site::new().await;
        let account = site.account(StaffRole::Officer).await;
        let email = if known {
            account.email.as_str()
        } else {
            "nobody@authority.example.org"
        };
        for _ in 0..5 {
            let wrong = site.enter_staff(email, "not the password", "000000").await;
            assert_eq!(wrong.code(), "staff_sign_in_wrong");
            site.later(60);
        }
        let paused = site.enter_staff(email, PASSWORD, &code(&site, &account, 0)).await;
        assert_eq!(paused.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(paused.headers[header::RETRY_AFTER], "840", "{known}");
        site.later(839);
        let paused = site.enter_staff(email, PASSWORD, &code(&site, &account, 0)).await;
        assert_eq!(
            paused.status,
            StatusCode::TOO_MANY_REQUESTS,
            "trying makes it no longer"
        );
        site.later(1);
        site.portal.store.clean(site.portal.now()).await.unwrap();
        let after = site.enter_staff(email, PASSWORD, &code(&site, &account, 0)).await;
        assert_eq!(after.status == StatusCode::OK, known, "{}", after.text);
    }
}

#[tokio::test]
async fn signing_in_begins_a_new_count() {
    let mut site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    for _ in 0..3 {
        for _ in 0..4 {
            site.enter_staff(&account.email, "not the password", "000000")
                .await;
        }
        let right = site
            .enter_staff(&account.email, PASSWORD, &code(&site, &account, 0))
            .await;
        assert_eq!(right.status, StatusCode::OK);
        site.later(30);
    }
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_after_a_working_day() {
    let mut site = Site::new().await;
    let officer = site.staff_in(StaffRole::Officer).await;
    let status = async |site: &Site| site.call("GET", SESSION, &officer, None).await.status;
    site.later(899);
    assert_eq!(status(&site).await, StatusCode::OK);
    // It went on from there.
    site.later(899);
    assert_eq!(status(&site).await, StatusCode::OK);
    site.later(900);
    assert_eq!(status(&site).await, StatusCode::UNAUTHORIZED);
    let officer = site.staff_in(StaffRole::Officer).await;
    let begun = site.portal.now();
    while site.portal.now() < begun + 12 * 3_600 {
        assert_eq!(
            site.call("GET", SESSION, &officer, None).await.status,
            StatusCode::OK
        );
        site.later(800);
    }
    assert_eq!(
        site.call("GET", SESSION, &officer, None).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn signing_out_and_disabling_end_a_session_at_once() {
    let site = Site::new().await;
    let officer = site.staff_in(StaffRole::Officer).await;
    let out = site.call("DELETE", SESSION, &officer, None).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(
        out.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(
        site.call("GET", SESSION, &officer, None).await.code(),
        "not_signed_in"
    );
    let account = site.account(StaffRole::Officer).await;
    let answer = site
        .enter_staff(&account.email, PASSWORD, &code(&site, &account, 0))
        .await;
    let officer = cookie(&answer);
    let now = site.portal.now();
    assert!(
        site.portal
            .store
            .disable_staff(account.email.clone(), now)
            .await
            .unwrap()
    );
    assert_eq!(
        site.call("GET", SESSION, &officer, None).await.code(),
        "not_signed_in"
    );
    let again = site
        .enter_staff(&account.email, PASSWORD, &code(&site, &account, 30))
        .await;
    assert_eq!(again.code(), "staff_sign_in_wrong");
    assert!(
        !site.portal.store.disable_staff(account.email, now).await.unwrap(),
        "it is already"
    );
}

#[tokio::test]
async fn one_network_can_t_try_address_after_address() {
    let site = Site::with(&PROXIED).await;
    let tries = async |number: usize, network: &str| {
        let body = json!({ "email": format!("a{number}@example.org"), "password": "no", "code": "000000" });
        let request = Request::post(SESSION)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-for", network);
        site.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    };
    for number in 0..60 {
        assert_eq!(tries(number, "198.51.100.7").await.code(), "staff_sign_in_wrong");
    }
    let refused = tries(60, "198.51.100.7").await;
    assert_eq!(
        (
            refused.code().as_str(),
            refused.headers[header::RETRY_AFTER].to_str().unwrap()
        ),
        ("too_many_requests", "900")
    );
    assert_eq!(
        tries(61, "203.0.113.5").await.code(),
        "staff_sign_in_wrong",
        "others go on"
    );
}

/// `portal staff …` on a folder.
pub fn staff(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_portal"))
        .env_clear()
        .arg("staff")
        .args(arguments)
        .env("PORTAL_DATA", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test]
async fn the_command_line_makes_lists_and_disables_accounts_while_the_portal_serves() {
    let site = Site::new().await;
    let folder = site.portal.config.data.clone();
    let add = [
        "add",
        "--name",
        "Li Na",
        "--email",
        "Li@authority.example.org",
        "--role",
        "officer",
    ];
    let made = staff(&folder, &add, "");
    let words = said(&made);
    assert!(made.status.success(), "{words}");
    let part = |name: &str| {
        let line = words.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("{name} is missing: {words}"))
            .trim()
            .to_owned()
    };
    let (password, secret) = (part("password:"), part("authenticator secret:"));
    assert!(part("authenticator address:").starts_with("otpauth://totp/"));
    let secret = totp::from_base32(&secret).unwrap();
    let shown = totp::code(&secret, site.portal.now());
    let answer = site
        .enter_staff("li@authority.example.org", &password, &shown)
        .await;
    assert_eq!(
        (answer.status, answer.json()["name"].as_str()),
        (StatusCode::OK, Some("Li Na"))
    );

    let twice = staff(&folder, &add, "");
    assert!(
        !twice.status.success() && said(&twice).contains("already"),
        "{}",
        said(&twice)
    );
    let list = said(&staff(&folder, &["list"], ""));
    assert!(
        list.contains("li@authority.example.org\tofficer\t") && list.contains("\tactive\tLi Na"),
        "{list}"
    );
    assert!(!list.contains(&password) && !list.contains("argon2"));
    let disable = ["disable", "--email", "li@authority.example.org"];
    assert!(staff(&folder, &disable, "").status.success());
    assert!(
        !staff(&folder, &disable, "").status.success(),
        "nothing was left to do"
    );
    assert_eq!(
        site.call("GET", SESSION, &cookie(&answer), None).await.code(),
        "not_signed_in"
    );
    assert!(said(&staff(&folder, &["list"], "")).contains("\tdisabled\t"));
}

#[tokio::test]
async fn a_password_may_come_from_standard_input_and_is_not_repeated() {
    let site = Site::new().await;
    let folder = site.portal.config.data.clone();
    let add = |role| {
        [
            "add",
            "--name",
            "Bo",
            "--email",
            "bo@authority.example.org",
            "--role",
            role,
            "--password-stdin",
        ]
    };
    let short = staff(&folder, &add("helpdesk"), "too short\n");
    assert!(
        !short.status.success() && said(&short).contains("12"),
        "{}",
        said(&short)
    );
    assert!(
        !staff(&folder, &add("minister"), "nine purple kettles\n")
            .status
            .success()
    );
    let made = staff(&folder, &add("helpdesk"), "nine purple kettles\n");
    let words = said(&made);
    assert!(
        made.status.success() && !words.contains("kettles") && !words.contains("password:"),
        "{words}"
    );
    let secret = words
        .lines()
        .find_map(|line| line.strip_prefix("authenticator secret: "))
        .unwrap();
    let shown = totp::code(&totp::from_base32(secret).unwrap(), site.portal.now());
    let answer = site
        .enter_staff("bo@authority.example.org", PASSWORD, &shown)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}
