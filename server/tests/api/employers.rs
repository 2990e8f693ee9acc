//! Employers in tests: an organisation with its people, and invitations.

use super::support::{Answer, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use permit::draft::Draft;
use permit::rendering;
use serde_json::{Value, json};

/// Synthetic credit codes, right in every digit.
pub const CODE: &str = "91350100M000100Y43";
pub const OTHER_CODE: &str = "91310115MA1000009X";

/// What an organisation says of itself.
pub fn about(name: &str, code: &str) -> Value {
    json!({ "name": name, "credit_code": code, "address": "1 Example Road, Fuzhou", "phone": "0591-12345678" })
}

/// An organisation, and the cookie of who is in charge of it.
pub struct Employer {
    pub id: String,
    pub boss: String,
}

impl Employer {
    /// One of its addresses.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/organisations/{}{rest}", self.id)
    }
}

impl Site {
    pub async fn employer(&self, boss: &str, code: &str) -> Employer {
        let cookie = self.sign_in(boss).await;
        let about = about("Example Pumps Co., Ltd.", code);
        let made = self
            .call("POST", "/api/organisations?locale=en", &cookie, Some(about))
            .await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        Employer {
            id: made.json()["id"].as_str().unwrap().to_owned(),
            boss: cookie,
        }
    }

    /// The version of a registration that an officer sees; 0 for who sees none.
    pub async fn registration_seen(&self, officer: &str, id: &str) -> i64 {
        let list = self
            .call("GET", "/api/desk/organisations", officer, None)
            .await
            .json();
        let all = list.as_array().cloned().unwrap_or_default();
        let found = all.iter().find(|one| one["id"] == id);
        found.map_or(0, |one| one["revision"].as_i64().unwrap())
    }

    /// Approved by an officer.
    pub async fn approve(&self, employer: &Employer) {
        let officer = self.staff(Officer, "approver").await;
        let path = format!("/api/desk/organisations/{}/decision", employer.id);
        let seen = self.registration_seen(&officer, &employer.id).await;
        let body = json!({ "approved": true, "seen": seen });
        let done = self.call("POST", &path, &officer, Some(body)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    }

    /// Says something else of an organisation, once that was looked at as it is.
    pub async fn change_about(&self, employer: &Employer, mut about: Value) -> Answer {
        let path = employer.path("");
        let read = self.call("GET", &path, &employer.boss, None).await;
        about["seen"] = read.json()["revision"].clone();
        self.call("PUT", &path, &employer.boss, Some(about)).await
    }

    pub async fn add_member(&self, employer: &Employer, email: &str, role: &str, until: &str) -> Answer {
        let body = json!({ "email": email, "role": role, "until": until, "locale": "en" });
        self.call("POST", &employer.path("/members"), &employer.boss, Some(body))
            .await
    }

    /// The cookies of people whom it gets: a handler, an agent, and an agent whose mandate ended yesterday.
    pub async fn people(&self, employer: &Employer) -> [String; 3] {
        let (handler, agent, former) = ("h2@pumps.example", "agent@pumps.example", "former@pumps.example");
        for (email, role, until) in [
            (handler, "handler", ""),
            (agent, "agent", "2027-01-31"),
            (former, "agent", "2026-11-23"),
        ] {
            let added = self.add_member(employer, email, role, until).await;
            assert_eq!(added.status, StatusCode::OK, "{}", added.text);
        }
        let mut database = self.database().await;
        let over = "update member set until = '2026-11-22' where until = '2026-11-23'";
        sqlx::query(over).execute(&mut database).await.unwrap();
        [
            self.sign_in(handler).await,
            self.sign_in(agent).await,
            self.sign_in(former).await,
        ]
    }

    /// Invites somebody to a post, and returns the invitation's id and the secret of the letter.
    pub async fn invite(&self, employer: &Employer, email: &str, post: Value) -> (String, String) {
        let people = json!({ "people": [invitee(email, post)] });
        let made = self
            .call(
                "POST",
                &employer.path("/invitations"),
                &employer.boss,
                Some(people),
            )
            .await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let id = made.json()["ids"][0].as_str().unwrap().to_owned();
        (id, self.secret(email).await)
    }

    /// The secret of the newest letter to an address.
    pub async fn secret(&self, email: &str) -> String {
        let letters = self.letters(email).await;
        let text = letters
            .iter()
            .map(|letter| letter["text"].as_str().unwrap().to_owned())
            .rfind(|text| text.contains("/invitations/"))
            .expect("a letter with a link");
        let after = text.split("/en/invitations/").nth(1).expect("an English link");
        after.split_whitespace().next().unwrap().to_owned()
    }

    pub async fn answer(&self, cookie: &str, secret: &str, accepts: bool, draft: &str) -> Answer {
        let body = json!({ "accepts": accepts, "draft": draft });
        let path = format!("/api/invitations/{secret}/answer");
        self.call("POST", &path, cookie, Some(body)).await
    }
}

impl Site {
    /// What is needed in Chinese is there and confirmed, straight in the database.
    async fn rendered(&self, application: &str) {
        let mut database = self.database().await;
        let (version, answers): (i64, String) =
            sqlx::query_as("select form_version, answers from application where id = $1")
                .bind(application)
                .fetch_one(&mut database)
                .await
                .unwrap();
        let mut draft = Draft::new(u32::try_from(version).unwrap());
        draft.entries = serde_json::from_str(&answers).unwrap();
        for one in rendering::all(&draft, &[]) {
            let confirmed = "insert into rendering (application_id, key, original, chinese, state, remark, person_id, \
                 written_at, answered_at) select $1, $2, $3, '中文', 'confirmed', '', person_id, $4, $4 \
                 from application where id = $1";
            sqlx::query(confirmed)
                .bind(application)
                .bind(one.key.to_string())
                .bind(one.original)
                .bind(self.portal.now())
                .execute(&mut database)
                .await
                .unwrap();
        }
    }

    /// The employer signs and files, straight in the history: for tests of what comes after.
    pub async fn employer_files(&self, application: &str) {
        self.rendered(application).await;
        let mut database = self.database().await;
        for (seq, kind) in [(2, "employer_signed"), (3, "filed")] {
            let event = "insert into event (id, application_id, seq, kind, by_role, person_id, at, why) \
                 values ($1, $2, $3, $4, 'employer', 'works', $5, '')";
            sqlx::query(event)
                .bind(format!("{application}-{seq}"))
                .bind(application)
                .bind(seq)
                .bind(kind)
                .bind(self.portal.now())
                .execute(&mut database)
                .await
                .unwrap();
        }
        let lists = "update standing set state = 'filed', acts = 'authority', filed_on = '2026-11-23' \
             where application_id = $1";
        sqlx::query(lists)
            .bind(application)
            .execute(&mut database)
            .await
            .unwrap();
    }
}

/// A row of a list of people to invite.
pub fn invitee(email: &str, post: Value) -> Value {
    json!({ "email": email, "label": "Row", "locale": "en", "post": post })
}

/// What is wrong, by key.
pub fn problems(answer: &Answer) -> Vec<(String, String)> {
    let problems = answer.json()["problems"].as_array().unwrap().clone();
    let text = |problem: &Value, name: &str| problem[name].as_str().unwrap().to_owned();
    problems
        .iter()
        .map(|problem| (text(problem, "key"), text(problem, "code")))
        .collect()
}
