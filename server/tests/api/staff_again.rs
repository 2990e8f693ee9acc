//! Somebody of the staff who was disabled and comes back.

use super::accounts::PASSWORD;
use super::staff::{SESSION, code, said, staff};
use super::support::{Site, cookie};
use axum::http::StatusCode;
use permit::api::staff::StaffRole;
use server::staff::totp;

/// Who lost the phone is disabled, and comes back as the same person: with new secrets, and none of the old ones.
#[tokio::test]
async fn a_disabled_account_is_enabled_again_with_new_secrets_alone() {
    let site = Site::new().await;
    let account = site.account(StaffRole::Officer).await;
    let before = site
        .enter_staff(&account.email, PASSWORD, &code(&site, &account, 0))
        .await;
    assert_eq!(before.status, StatusCode::OK, "{}", before.text);
    let mut database = site.database().await;
    let id = "select id from staff where email_key = $1";
    let owner: String = sqlx::query_scalar(id)
        .bind(&account.email)
        .fetch_one(&mut database)
        .await
        .unwrap();
    let passkey = "insert into passkey (id, kind, owner, credential_id, credential, name, created_at) \
         values ('lost', 'staff', $1, 'lost', '', 'Phone', 0)";
    sqlx::query(passkey)
        .bind(&owner)
        .execute(&mut database)
        .await
        .unwrap();

    let add = [
        "add",
        "--name",
        "Li Na",
        "--email",
        account.email.as_str(),
        "--role",
        "helpdesk",
        "--password-stdin",
    ];
    let add = || staff(&site.portal.config.data, &add, "seven green lanterns\n");
    let active = add();
    assert!(
        !active.status.success() && said(&active).contains("already"),
        "{}",
        said(&active)
    );
    let (store, now) = (&site.portal.store, site.portal.now());
    let disabled = store.disable_staff(account.email.clone(), now).await;
    assert!(disabled.unwrap());
    let enabled = add();
    let words = said(&enabled);
    assert!(enabled.status.success(), "{words}");

    let old = code(&site, &account, 30);
    for password in [PASSWORD, "seven green lanterns"] {
        let wrong = site.enter_staff(&account.email, password, &old).await;
        assert_eq!(wrong.code(), "staff_sign_in_wrong", "{password}");
    }
    let gone = site.call("GET", SESSION, &cookie(&before), None).await;
    assert_eq!(gone.code(), "not_signed_in");
    let secret = words
        .lines()
        .find_map(|line| line.strip_prefix("authenticator secret: "))
        .unwrap();
    let shown = totp::code(&totp::from_base32(secret).unwrap(), now);
    let answer = site
        .enter_staff(&account.email, "seven green lanterns", &shown)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json()["role"], "helpdesk");
    let same: String = sqlx::query_scalar(id)
        .bind(&account.email)
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(same, owner);
    let passkeys: i64 = sqlx::query_scalar("select count(*) from passkey")
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(passkeys, 0);
}
