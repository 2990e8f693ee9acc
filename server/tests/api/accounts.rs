//! Accounts of the staff in tests, signed in as people are: with a password and the code of an authenticator.

use super::support::{Answer, Site, cookie};
use axum::http::StatusCode;
use permit::api::staff::StaffRole;
use serde_json::json;
use server::clock;
use server::staff::{password, totp};
use server::store::NewStaff;

/// The password of every account of the staff in tests.
pub const PASSWORD: &str = "nine purple kettles";

/// An account of the staff that a test made.
pub struct Account {
    pub email: String,
    /// The secret of its authenticator.
    pub secret: Vec<u8>,
}

impl Site {
    /// Makes an account of the staff.
    pub async fn account(&self, role: StaffRole) -> Account {
        let account = Account {
            email: format!("{}-{}@authority.example.org", role.name(), clock::id()),
            secret: clock::random::<20>().to_vec(),
        };
        let new = NewStaff {
            name: format!("Invented {}", role.name()),
            email_key: account.email.clone(),
            role,
            password_hash: password::hash(PASSWORD.into()).await.unwrap(),
            totp_secret: totp::base32(&account.secret),
            now: self.portal.now(),
        };
        assert!(self.portal.store.add_staff(new).await.unwrap());
        account
    }

    /// Tries to sign an account in.
    pub async fn enter_staff(&self, email: &str, password: &str, code: &str) -> Answer {
        let body = json!({ "email": email, "password": password, "code": code });
        self.call("POST", "/api/staff/session", "", Some(body)).await
    }

    /// Makes an account of the staff, signs it in with the code of this moment, and returns the cookie.
    pub async fn staff_in(&self, role: StaffRole) -> String {
        let account = self.account(role).await;
        let code = totp::code(&account.secret, self.portal.now());
        let answer = self.enter_staff(&account.email, PASSWORD, &code).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        cookie(&answer)
    }
}
