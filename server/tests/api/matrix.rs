//! Every route as everybody: who is let in is what the table of routes says, and nobody else gets or changes anything.

use super::helpdesk::view;
use super::support::{Answer, ID, OTHER_ID, Site, complete, wish};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use permit::api::path;
use permit::api::staff::StaffRole::{Helpdesk, Officer};
use permit::forms;
use serde_json::{Value, json};
use server::routes::{API, Who};
use std::collections::BTreeSet;

/// What a route is about.
#[derive(Clone, Copy, PartialEq)]
enum About {
    /// Nothing of anybody, or each one's own.
    All,
    /// Something of Anna's: other applicants don't even learn that it is there.
    Annas,
    /// A draft that one member of the staff has opened: others don't get it.
    Opened,
    // Something of an organisation comes here with the employers' routes, and a member of another one among `ACTORS`.
}
use About::{All, Annas, Opened};

/// A line for each route of the table.
const MATRIX: &[(&str, &str, About)] = &[
    ("POST", path::SIGN_IN_CODES, All),
    ("POST", path::SESSION, All),
    ("GET", path::SESSION, All),
    ("DELETE", path::SESSION, All),
    ("GET", path::DRAFTS, All),
    ("GET", path::DRAFT, Annas),
    ("PATCH", path::DRAFT, Annas),
    ("DELETE", path::DRAFT, Annas),
    ("POST", path::DRAFT_APPLICATION, Annas),
    ("GET", path::APPLICATIONS, All),
    ("GET", path::APPLICATION, Annas),
    ("POST", path::APPLICATION_ACTIONS, Annas),
    ("GET", path::DRAFT_FORM, Annas),
    ("GET", path::DRAFT_PACKAGE, Annas),
    ("GET", path::APPLICATION_FORM, Annas),
    ("GET", path::APPLICATION_PACKAGE, Annas),
    ("GET", path::APPLICATION_RECEIPT, Annas),
    ("GET", path::VERIFY, All),
    ("GET", path::VERIFY_LETTER, All),
    ("GET", path::DESK_CASE, All),
    ("POST", path::DESK_CASE_ACTIONS, All),
    ("GET", path::DESK_CASE_FILE, All),
    ("OPTIONS", path::UPLOADS, All),
    ("POST", path::UPLOADS, All),
    ("HEAD", path::UPLOAD, Annas),
    ("PATCH", path::UPLOAD, Annas),
    ("DELETE", path::UPLOAD, Annas),
    ("GET", path::FILES, All),
    ("GET", path::FILE, Annas),
    ("DELETE", path::FILE, Annas),
    ("POST", path::CLASSIFY, All),
    ("GET", path::OPENAPI, All),
    ("POST", path::STAFF_SESSION, All),
    ("GET", path::STAFF_SESSION, All),
    ("DELETE", path::STAFF_SESSION, All),
    ("POST", path::DRAFT_SUPPORT_CODE, Annas),
    ("DELETE", path::DRAFT_SUPPORT_CODE, Annas),
    ("GET", path::DRAFT_ACCESS, Annas),
    ("GET", path::DRAFT_NOTES, Annas),
    ("POST", path::DRAFT_NOTE, Annas),
    ("POST", path::HELPDESK_VIEWS, All),
    ("GET", path::HELPDESK_VIEW, Opened),
    ("POST", path::HELPDESK_REVEAL, Opened),
    ("POST", path::HELPDESK_NOTES, Opened),
    ("POST", path::HELPDESK_SEARCH, All),
];

/// Who tries.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Actor {
    Nobody,
    Forger,
    /// Anna's token in the cookie of the staff.
    PersonAsStaff,
    /// An officer's token in the cookie of the applicants.
    StaffAsPerson,
    Anna,
    Bo,
    Helper,
    Reviewer,
}

const ACTORS: [Actor; 8] = [
    Actor::Nobody,
    Actor::Forger,
    Actor::PersonAsStaff,
    Actor::StaffAsPerson,
    Actor::Bo,
    Actor::Helper,
    Actor::Reviewer,
    Actor::Anna,
];

/// The status with which somebody is refused; `None` for who is let in.
fn refusal(who: Who, about: About, actor: Actor) -> Option<StatusCode> {
    let unknown = Some(StatusCode::UNAUTHORIZED);
    match (who, actor) {
        (Who::Anybody, _)
        | (Who::Person, Actor::Anna)
        | (Who::Staff, Actor::Helper)
        | (Who::Desk, Actor::Reviewer) => None,
        (Who::Person, Actor::Bo) => (about == Annas).then_some(StatusCode::NOT_FOUND),
        (Who::Staff, Actor::Reviewer) => (about == Opened).then_some(StatusCode::NOT_FOUND),
        (Who::Desk, Actor::Helper) => Some(StatusCode::FORBIDDEN),
        _ => unknown,
    }
}

/// Anna has a draft, an application that was filed, a file, an upload on its way, a note; the helper has opened her draft.
struct World {
    site: Site,
    anna: String,
    bo: String,
    helper: String,
    reviewer: String,
    application: String,
    file: String,
    upload: String,
    view: String,
    note: String,
    code: String,
}

impl World {
    async fn new() -> World {
        let site = Site::new().await;
        let (anna, bo) = (
            site.sign_in("anna@example.org").await,
            site.sign_in("bo@example.org").await,
        );
        let (helper, reviewer) = (
            site.staff(Helpdesk, "helper").await,
            site.staff(Officer, "reviewer").await,
        );
        let file = site.file(&anna, &super::samples::pdf(1)).await;
        let revision = site.save_complete(&anna, ID).await;
        let documents = [
            ("documents@d1", "1", 0),
            ("doc_slot@d1", "passport", 0),
            ("doc_file@d1", file.as_str(), 0),
        ];
        let saved = site.save(&anna, ID, revision, &documents).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
        let sent = site.submit(&anna, ID, revision + 1, "en").await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
        let application = sent.json()["id"].as_str().unwrap().to_owned();
        site.employer_files(&application).await;
        site.save_complete(&anna, OTHER_ID).await;
        let upload = site.begin(&anna, 10).await;
        let code = site.support_code(&anna, OTHER_ID).await;
        let view = view(&site.open_with(&helper, &code).await);
        let wish = json!({ "key": "surname", "phrase": "look_again" });
        let path = format!("/api/helpdesk/views/{view}/notes");
        let note = site.call("POST", &path, &helper, Some(wish)).await.json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        World {
            site,
            anna,
            bo,
            helper,
            reviewer,
            application,
            file,
            upload,
            view,
            note,
            code,
        }
    }

    fn cookie(&self, actor: Actor) -> String {
        let token = |cookie: &str| cookie.split_once('=').unwrap().1.to_owned();
        match actor {
            Actor::Nobody => String::new(),
            Actor::Forger => "__Host-portal=AAAAAAAA; __Host-portal-staff=AAAAAAAA".into(),
            Actor::PersonAsStaff => format!("__Host-portal-staff={}", token(&self.anna)),
            Actor::StaffAsPerson => format!("__Host-portal={}", token(&self.reviewer)),
            Actor::Anna => self.anna.clone(),
            Actor::Bo => self.bo.clone(),
            Actor::Helper => self.helper.clone(),
            Actor::Reviewer => self.reviewer.clone(),
        }
    }

    /// The address of what is Anna's, and what the helper opened of it.
    fn address(&self, path: &str) -> String {
        let upload = self.upload.rsplit('/').next().unwrap();
        let id = match path.split('/').nth(2).unwrap() {
            "applications" | "desk" => &self.application,
            "files" => &self.file,
            "uploads" => upload,
            "helpdesk" => &self.view,
            _ => OTHER_ID,
        };
        let address = path
            .replace("{id}", id)
            .replace("{file}", &self.file)
            .replace("{note}", &self.note)
            .replace("{reference}", "WP-2222-2222-22")
            .replace("{hash}", "00000000000000000000000000000000")
            .replace("{number}", "NL-2222-2222-22")
            .replace("{code}", "2222-2222");
        assert!(
            !address.contains('{'),
            "the matrix does not know what to put into {path}"
        );
        address
    }

    /// What would do it, were it allowed.
    fn body(&self, method: &str, path: &str) -> Option<Value> {
        let (email, code) = ("cleo@example.org", "000000");
        Some(match (method, path) {
            ("POST", path::SIGN_IN_CODES) => json!({ "email": email, "locale": "en" }),
            ("POST", path::SESSION) => json!({ "email": email, "code": code }),
            ("POST", path::STAFF_SESSION) => json!({ "email": email, "password": "wrong", "code": code }),
            ("PATCH", path::DRAFT) => json!({ "form_version": forms::VERSION, "known": 1,
                "changes": [{ "key": "surname", "value": "Other", "base": 1 }] }),
            ("POST", path::DRAFT_APPLICATION) => wish(1, "en"),
            ("POST", path::APPLICATION_ACTIONS) => {
                json!({ "seen": 3, "action": "withdraw", "why": "No more" })
            }
            ("POST", path::DESK_CASE_ACTIONS) => {
                json!({ "seen": 3, "action": "start_pre_review", "why": "" })
            }
            ("POST", path::CLASSIFY) => json!({}),
            ("POST", path::DRAFT_NOTE) => json!({ "accepts": true }),
            ("POST", path::HELPDESK_VIEWS) => json!({ "code": self.code }),
            ("POST", path::HELPDESK_REVEAL) => json!({ "key": "phone", "why": "to call back" }),
            ("POST", path::HELPDESK_NOTES) => json!({ "key": "surname", "phrase": "missing" }),
            ("POST", path::HELPDESK_SEARCH) => json!({ "what": "anna@example.org" }),
            _ => return None,
        })
    }

    async fn tries(&self, actor: Actor, method: &str, path: &str) -> Answer {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(self.address(path))
            .header(header::HOST, "localhost")
            .header(header::COOKIE, self.cookie(actor))
            .header("sec-fetch-site", "same-origin");
        let is_upload = path.starts_with(path::UPLOADS);
        if is_upload {
            request = request
                .header("tus-resumable", "1.0.0")
                .header("upload-length", "3")
                .header("upload-offset", "0");
        }
        let body = match (is_upload && method == "PATCH", self.body(method, path)) {
            (true, _) => {
                request = request.header(header::CONTENT_TYPE, "application/offset+octet-stream");
                Body::from("%PDF")
            }
            (false, Some(json)) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            (false, None) => Body::empty(),
        };
        self.site.send(request.body(body).unwrap()).await
    }

    /// All that Anna can see of what is hers.
    async fn all_of_anna_s(&self) -> Vec<String> {
        let paths = [
            path::DRAFTS,
            path::DRAFT,
            path::APPLICATIONS,
            path::APPLICATION,
            path::FILES,
            path::DRAFT_NOTES,
            path::DRAFT_ACCESS,
        ];
        let mut all = Vec::new();
        for path in paths {
            let answer = self.site.call("GET", &self.address(path), &self.anna, None).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            all.push(answer.text);
        }
        let upload = self.site.head(&self.upload, &self.anna).await;
        all.push(upload.header("upload-offset").to_owned());
        all
    }
}

/// Nothing in it is Anna's.
fn holds_nothing_of_anna_s(answer: &Answer) -> bool {
    let private = ["Eriksson", "anna@example.org"];
    let all = complete();
    let number = all
        .iter()
        .find(|(key, _)| key == "passport_number")
        .map(|(_, value)| value.as_str());
    private
        .into_iter()
        .chain(number)
        .all(|text| !answer.text.contains(text))
}

#[test]
fn every_route_has_a_line_in_the_matrix() {
    let routes: BTreeSet<_> = API.iter().map(|(method, path, _)| (*method, *path)).collect();
    let lines: BTreeSet<_> = MATRIX.iter().map(|(method, path, _)| (*method, *path)).collect();
    assert_eq!(lines, routes);
    assert_eq!(MATRIX.len(), lines.len(), "each once");
}

fn who(method: &str, path: &str) -> Who {
    let found = API
        .iter()
        .find(|(its_method, its_path, _)| (*its_method, *its_path) == (method, path));
    found.unwrap_or_else(|| panic!("{method} {path} is no route")).2
}

#[tokio::test]
async fn who_is_not_let_in_gets_nothing_and_changes_nothing() {
    let world = World::new().await;
    let before = world.all_of_anna_s().await;
    let mut tried = 0;
    for (method, path, about) in MATRIX {
        for actor in ACTORS {
            if let Some(expected) = refusal(who(method, path), *about, actor) {
                let answer = world.tries(actor, method, path).await;
                assert_eq!(
                    answer.status, expected,
                    "{method} {path} as {actor:?}: {}",
                    answer.text
                );
                assert!(holds_nothing_of_anna_s(&answer), "{method} {path} as {actor:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 150, "{tried}");
    assert_eq!(world.all_of_anna_s().await, before);
}

#[tokio::test]
async fn who_is_let_in_gets_in_and_another_applicant_sees_only_their_own() {
    for (method, path, about) in MATRIX {
        // Each in a world of its own: some of it ends what others need.
        let world = World::new().await;
        let who = who(method, path);
        for actor in ACTORS {
            if refusal(who, *about, actor).is_none() {
                let answer = world.tries(actor, method, path).await;
                let shut = [
                    StatusCode::UNAUTHORIZED,
                    StatusCode::FORBIDDEN,
                    StatusCode::NOT_FOUND,
                    StatusCode::METHOD_NOT_ALLOWED,
                ];
                // Of a letter that there isn't anybody may learn that there is none.
                let is_open = !shut.contains(&answer.status)
                    || (who == Who::Anybody && answer.status == StatusCode::NOT_FOUND);
                assert!(
                    is_open && !answer.status.is_server_error(),
                    "{method} {path} as {actor:?}: {}",
                    answer.text
                );
                let is_theirs = matches!(actor, Actor::Anna | Actor::Helper | Actor::Reviewer);
                assert!(
                    is_theirs || holds_nothing_of_anna_s(&answer),
                    "{method} {path} as {actor:?}"
                );
            }
        }
    }
}
