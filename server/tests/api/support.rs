//! A portal with a clock that the test holds, and the requests of a browser.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use clap::Parser;
use permit::answer::Key;
use permit::api::staff::StaffRole;
use permit::forms;
use serde_json::{Value, json};
use server::clock::Clock;
use server::config::{Cli, Command, Config};
use server::guard::token_hash;
use server::routes;
use server::run;
use server::state::Portal;
use sqlx::ConnectOptions as _;
use sqlx::any::AnyConnectOptions;
use std::path::Path;
use std::str::FromStr as _;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// 23 November 2026, noon in China.
pub const NOW: i64 = 1_795_406_400;

/// The cookie of the browser in which tests ask for codes, where nothing else is said.
pub const BROWSER: &str = "__Host-portal-asked=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What an operator must say of a portal behind a proxy.
pub const PROXIED: [&str; 8] = [
    "--proto-header",
    "x-forwarded-proto",
    "--client-header",
    "x-forwarded-for",
    "--smtp-url",
    "smtp://127.0.0.1:9",
    "--url",
    "https://portal.example.org",
];

/// A portal of its own for each test.
pub struct Site {
    pub portal: Portal,
    _folder: TempDir,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn code(&self) -> String {
        let kind = self.headers.get(header::CONTENT_TYPE).unwrap();
        assert_eq!(kind, "application/problem+json", "{}", self.text);
        self.json()["code"].as_str().unwrap().to_owned()
    }
}

pub fn config(arguments: &[&str]) -> Config {
    let all = ["portal", "serve"].iter().chain(arguments);
    let Command::Serve(config) = Cli::parse_from(all).command else {
        panic!("not serve")
    };
    *config
}

impl Site {
    pub async fn new() -> Site {
        Site::with(&[]).await
    }

    pub async fn with(arguments: &[&str]) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config(arguments);
        config.data = folder.path().to_path_buf();
        let mut portal = run::open(config).await.unwrap();
        portal.clock = Clock::Fixed(NOW);
        Site {
            portal,
            _folder: folder,
        }
    }

    /// The same portal, so many seconds later.
    pub fn later(&mut self, seconds: i64) {
        self.portal.clock = Clock::Fixed(self.portal.now() + seconds);
    }

    pub fn router(&self) -> Router {
        routes::router(self.portal.clone(), None)
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// A request as the app makes it; `cookie` says who.
    pub async fn call(&self, method: &str, path: &str, cookie: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path);
        request = request
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, format!("theme=dark; {cookie}"));
        }
        let body = match body {
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    /// The letters to an address, oldest first.
    pub async fn letters(&self, to: &str) -> Vec<Value> {
        let list = self.call("GET", "/dev/mail.json", "", None).await.json();
        list.as_array()
            .unwrap()
            .iter()
            .filter(|letter| letter["to"] == to)
            .cloned()
            .collect()
    }

    pub async fn ask_code(&self, email: &str) -> Answer {
        self.ask_code_in(BROWSER, email).await
    }

    pub async fn ask_code_in(&self, browser: &str, email: &str) -> Answer {
        let body = json!({ "email": email, "locale": "en" });
        self.call("POST", "/api/sign-in-codes", browser, Some(body)).await
    }

    /// The newest code in the outbox.
    pub async fn code(&self, email: &str) -> String {
        let letters = self.letters(email).await;
        // Letters of the same second are told apart by the code that works; tests that need the newest let time pass.
        let is_code = |letter: &&Value| letter["subject"] == "Your sign-in code";
        let text = letters.iter().rfind(is_code).unwrap()["text"].as_str().unwrap();
        text.split(|c: char| !c.is_ascii_digit())
            .find(|part| part.len() == 6)
            .unwrap()
            .to_owned()
    }

    pub async fn enter(&self, email: &str, code: &str) -> Answer {
        self.enter_in(BROWSER, email, code).await
    }

    pub async fn enter_in(&self, browser: &str, email: &str, code: &str) -> Answer {
        let body = json!({ "email": email, "code": code });
        self.call("POST", "/api/session", browser, Some(body)).await
    }

    /// Signs in and returns the cookie.
    pub async fn sign_in(&self, email: &str) -> String {
        assert_eq!(self.ask_code(email).await.status, StatusCode::ACCEPTED);
        let answer = self.enter(email, &self.code(email).await).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        cookie(&answer)
    }

    pub async fn save(&self, cookie: &str, id: &str, known: u64, changes: &[(&str, &str, u64)]) -> Answer {
        let changes: Vec<Value> = changes
            .iter()
            .map(|(key, value, base)| json!({ "key": key, "value": value, "base": base }))
            .collect();
        let body = json!({ "form_version": forms::VERSION, "known": known, "changes": changes });
        self.call("PATCH", &format!("/api/drafts/{id}"), cookie, Some(body))
            .await
    }
}

/// The pair that the browser would send back.
pub fn cookie(answer: &Answer) -> String {
    let set = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

pub const ID: &str = "0b9c7e52-1f7e-4c86-9d0a-6f1f5a9f3c11";
pub const OTHER_ID: &str = "5a4d8f00-93a1-4f5c-8a77-0d2f1c3b4e55";

/// Every answer that an invented person needs to submit.
pub fn complete() -> Vec<(String, String)> {
    let plain = [
        ("highest_degree", "master"),
        ("vocational_level", "none"),
        ("relevant_work_years", "6"),
        ("chinese_level", "hsk4"),
        ("background", "none"),
        ("direct_routes", "none"),
        ("position_kind", "professional"),
        ("special_routes", "none"),
        ("document_type", "passport"),
        ("passport_number", "L898902C3"),
        ("passport_issue_date", "2024-03-27"),
        ("passport_expiry_date", "2034-03-26"),
        ("surname", "Eriksson"),
        ("given_names", "Anna Maria"),
        ("sex", "female"),
        ("birth_date", "1990-08-12"),
        ("birth_country", "SWE"),
        ("birth_place", "Uppsala"),
        ("marital_status", "single"),
        ("nationality", "SWE"),
        ("ever_chinese_national", "no"),
        ("passport_country@p1", "SWE"),
        ("earlier_permit", "no"),
        ("email", "anna@example.org"),
        ("phone", "+46 18 123 45 67"),
        ("address_country", "SWE"),
        ("address", "Storgatan 1, 753 10 Uppsala"),
        ("employer_name", "Example Technology (Beijing) Co., Ltd."),
        ("work_province", "110000"),
        ("work_city", "Haidian"),
        ("job_title", "Engineer"),
        ("occupation", "engineering"),
        ("duties", "Designs and tests pumps."),
        ("contract_start", "2027-02-01"),
        ("contract_end", "2029-01-31"),
        ("permit_months", "24"),
        ("months_per_year_in_china", "12"),
        ("annual_salary_cny", "300000"),
        ("pay_place", "china"),
        ("visa_country", "SWE"),
        ("visa_city", "Stockholm"),
        ("education@e1", "1"),
        ("edu_degree@e1", "master"),
        ("edu_school@e1", "Uppsala universitet"),
        ("edu_country@e1", "SWE"),
        ("edu_major@e1", "Physics"),
        ("edu_from@e1", "2009-9"),
        ("edu_to@e1", "2015-6"),
        ("work@w1", "1"),
        ("work_kind@w1", "employed"),
        ("work_from@w1", "2015-7"),
        ("work_to@w1", "present"),
        ("work_employer@w1", "Pumpar AB"),
        ("work_country@w1", "SWE"),
        ("work_position@w1", "Engineer"),
        ("work_duties@w1", "Pumps."),
        ("passports@p1", "1"),
        ("has_dependants", "no"),
        ("declare_true", "yes"),
        ("declare_inquiry", "yes"),
        ("declare_no_crime", "yes"),
        ("declare_health", "yes"),
        ("declare_law", "yes"),
        ("signature", "Anna Maria Eriksson"),
    ];
    for (key, _) in &plain {
        let key = Key::parse(key).unwrap();
        assert!(
            forms::question(&key.question).is_some() || forms::group(&key.question).is_some(),
            "{key}"
        );
    }
    plain
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

impl Site {
    /// Stores a draft that can be submitted, and returns its revision.
    pub async fn save_complete(&self, cookie: &str, id: &str) -> u64 {
        let answers = complete();
        let changes: Vec<(&str, &str, u64)> = answers
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str(), 0))
            .collect();
        let answer = self.save(cookie, id, 0, &changes).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()["revision"].as_u64().unwrap()
    }

    pub async fn submit(&self, cookie: &str, id: &str, revision: u64, locale: &str) -> Answer {
        let path = format!("/api/drafts/{id}/application");
        self.call("POST", &path, cookie, Some(wish(revision, locale)))
            .await
    }

    /// Submits a draft that lacks nothing, and returns the application's id.
    pub async fn submitted(&self, cookie: &str, id: &str, revision: u64, locale: &str) -> String {
        let sent = self.submit(cookie, id, revision, locale).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
        sent.json()["id"].as_str().unwrap().to_owned()
    }
}

impl Site {
    /// The database, beside the server.
    pub async fn database(&self) -> sqlx::AnyConnection {
        let file = self.portal.config.data.join("portal.sqlite");
        let options = AnyConnectOptions::from_str(&format!("sqlite://{}", file.display())).unwrap();
        options.connect().await.unwrap()
    }

    /// Somebody of the staff who is signed in, by a session that lies in the database already.
    pub async fn staff(&self, role: StaffRole, name: &str) -> String {
        let mut database = self.database().await;
        let token = format!("{name}{}", self.portal.now());
        let now = self.portal.now();
        let account = "insert into staff (id, name, email_key, role, password_hash, totp_secret, totp_step, created_at) \
             values ($1, $2, $3, $4, '', '', 0, $5) on conflict do nothing";
        sqlx::query(account)
            .bind(name)
            .bind(name)
            .bind(name)
            .bind(role.name())
            .bind(now)
            .execute(&mut database)
            .await
            .unwrap();
        let session =
            "insert into staff_session (token_hash, staff_id, created_at, seen_at) values ($1, $2, $3, $4)";
        sqlx::query(session)
            .bind(token_hash(&token))
            .bind(name)
            .bind(now)
            .bind(now)
            .execute(&mut database)
            .await
            .unwrap();
        format!("__Host-portal-staff={token}")
    }
}

/// The body that submits a draft: a person who saw what the employer receives, and agreed.
pub fn wish(revision: u64, locale: &str) -> Value {
    json!({ "revision": revision, "locale": locale, "form_version": forms::VERSION, "agreed": true })
}

/// A built app, the smallest that is one.
pub fn app(dist: &Path) {
    for tag in ["en", "zh-Hans"] {
        let folder = dist.join("locales").join(tag);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("portal.json"), "{}").unwrap();
    }
    let html = "<html lang=\"{{ lang }}\"><style>a{}</style><script>run()</script>\
                <script id=\"portal\" type=\"application/json\">{{ config }}</script><main>{{ landing }}</main>";
    std::fs::write(dist.join("index.html"), html).unwrap();
    std::fs::write(dist.join("app-0123456789abcdef.js"), "plain").unwrap();
    std::fs::write(dist.join("app-0123456789abcdef.js.br"), "small").unwrap();
}
