//! A portal on which everybody has something, and everybody who may try to get at it.

use super::employers::{CODE, Employer, OTHER_CODE, about, invitee};
use super::helpdesk::view;
use super::support::{Answer, ID, OTHER_ID, Site, wish};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use permit::api::path;
use permit::api::staff::StaffRole::{Helpdesk, Officer, Supervisor};
use permit::forms;
use serde_json::{Value, json};
use server::systems::token::Scope;

/// Who tries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Actor {
    Nobody,
    Forger,
    /// Anna's token in the cookie of the staff.
    PersonAsStaff,
    /// An officer's token in the cookie of the applicants.
    StaffAsPerson,
    Anna,
    Bo,
    /// In charge of the employer that invited Anna.
    Boss,
    /// Of the same employer.
    Handler,
    /// With a mandate of the same employer that holds.
    Agent,
    /// With one that has run out.
    Former,
    /// In charge of another employer.
    Rival,
    Helper,
    Reviewer,
    /// Decides at the desk, and helps.
    Chief,
    /// Other systems, each with a token that opens one thing; and one whose token was revoked.
    TokenReads,
    TokenActs,
    TokenFollows,
    TokenBounces,
    TokenRevoked,
}

pub const ACTORS: [Actor; 19] = [
    Actor::Nobody,
    Actor::Forger,
    Actor::PersonAsStaff,
    Actor::StaffAsPerson,
    Actor::Bo,
    Actor::Rival,
    Actor::Former,
    Actor::Boss,
    Actor::Handler,
    Actor::Agent,
    Actor::Helper,
    Actor::Reviewer,
    Actor::Chief,
    Actor::TokenReads,
    Actor::TokenActs,
    Actor::TokenFollows,
    Actor::TokenBounces,
    Actor::TokenRevoked,
    Actor::Anna,
];

const ANNAS_PASSKEY: &str = "annas-passkey";
const HELPERS_PASSKEY: &str = "helpers-passkey";
/// The version of the employer's registration: two handlers and a paper were added to it.
const SEEN: i64 = 4;

impl Site {
    /// Anna and the helper have a passkey each, and somebody asks for Anna's account: the id of that request.
    async fn keys(&self, anna: &str, helper: &str) -> String {
        let mut database = self.database().await;
        let person: String = sqlx::query_scalar("select id from person where email_key = 'anna@example.org'")
            .fetch_one(&mut database)
            .await
            .unwrap();
        for (id, kind, owner) in [
            (ANNAS_PASSKEY, "person", person.as_str()),
            (HELPERS_PASSKEY, "staff", "helper"),
        ] {
            let passkey = "insert into passkey (id, kind, owner, credential_id, credential, name, created_at) \
                 values ($1, $2, $3, $4, '', 'Key', $5)";
            sqlx::query(passkey)
                .bind(id)
                .bind(kind)
                .bind(owner)
                .bind(id)
                .bind(self.portal.now())
                .execute(&mut database)
                .await
                .unwrap();
        }
        let asked = "insert into recovery (id, person_id, old_key, client, new_email, new_key, locale, passport, birth_date, \
             reference, words, state, created_at, proposed_why, decided_why, stop_asked, stop_waiting) values \
             ('recovery', $1, 'anna@example.org', '', 'new@example.org', 'new@example.org', 'en', 'same', 'same', 'same', \
             '', 'asked', $2, '', '', 'a', 'b')";
        sqlx::query(asked)
            .bind(&person)
            .bind(self.portal.now())
            .execute(&mut database)
            .await
            .unwrap();
        for (path, who) in [(path::PASSKEYS, anna), (path::STAFF_PASSKEYS, helper)] {
            let listed = self.call("GET", path, who, None).await.json();
            assert_eq!(listed.as_array().unwrap().len(), 1, "{path}");
        }
        "recovery".into()
    }

    /// The newest of somebody's own sessions, by the name under which they see it.
    async fn session_of(&self, path: &str, who: &str) -> String {
        let listed = self.call("GET", path, who, None).await.json();
        listed[0]["id"].as_str().unwrap().to_owned()
    }
}

/// Anna has a draft, an application that was filed, a file, an upload on its way, a note; the helper has opened her draft.
/// She applies with an employer that has other people, a document, and a second invitation that nobody answered.
pub struct World {
    site: Site,
    anna: String,
    bo: String,
    pumps: Employer,
    handler: String,
    agent: String,
    former: String,
    rival: String,
    member: String,
    invitation: String,
    secret: String,
    join: String,
    helper: String,
    reviewer: String,
    chief: String,
    application: String,
    file: String,
    licence: String,
    upload: String,
    view: String,
    note: String,
    part_note: String,
    code: String,
    session: String,
    helpers_session: String,
    recovery: String,
    post: String,
    request: String,
}

impl World {
    pub async fn new() -> World {
        let site = Site::new().await;
        let (anna, bo) = (
            site.sign_in("anna@example.org").await,
            site.sign_in("bo@example.org").await,
        );
        let (helper, reviewer) = (
            site.staff(Helpdesk, "helper").await,
            site.staff(Officer, "reviewer").await,
        );
        let chief = site.staff(Supervisor, "chief").await;
        let file = site.file(&anna, &super::samples::pdf(1)).await;
        let revision = site.save_complete(&anna, ID).await;
        let documents = [
            ("documents@d1", "1", 0),
            ("doc_slot@d1", "passport", 0),
            ("doc_file@d1", file.as_str(), 0),
        ];
        let saved = site.save(&anna, ID, revision, &documents).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
        let pumps = site.employer("boss@pumps.example", CODE).await;
        let rival = site.employer("rival@valves.example", OTHER_CODE).await.boss;
        let added = site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
        let members = added.json()["members"].clone();
        let is_handler = |member: &&Value| member["role"] == "handler";
        let member = members.as_array().unwrap().iter().find(is_handler).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let [handler, agent, former] = site.people(&pumps).await;
        let (invitation, secret) = site.invite(&pumps, "anna@example.org", json!([])).await;
        let joined = site.answer(&anna, &secret, true, ID).await;
        assert_eq!(joined.status, StatusCode::OK, "{}", joined.text);
        let (_, secret) = site.invite(&pumps, "dora@example.org", json!([])).await;
        let application = site.submitted(&anna, ID, revision + 1, "en").await;
        site.employer_files(&application).await;
        site.save_complete(&anna, OTHER_ID).await;
        let path = format!("/api/drafts/{OTHER_ID}/employer");
        let join = site.call("POST", &path, &anna, None).await.json()["code"]
            .as_str()
            .unwrap()
            .to_owned();
        let licence = site.file(&pumps.boss, &super::samples::pdf(2)).await;
        let proof = json!({ "paper": "registration_proof" });
        let address = pumps.path(&format!("/files/{licence}"));
        let put = site.call("PUT", &address, &pumps.boss, Some(proof)).await;
        assert_eq!(put.json()["revision"], SEEN, "{}", put.text);
        let kept = json!({ "name": "Engineer", "answers": [["job_title", "Engineer"]] });
        let kept = site
            .call("POST", &pumps.path("/posts"), &pumps.boss, Some(kept))
            .await;
        let post = kept.json()["id"].as_str().unwrap().to_owned();
        let upload = site.begin(&anna, 10).await;
        let code = site.support_code(&anna, OTHER_ID).await;
        let view = view(&site.open_with(&helper, &code).await);
        let part_code = site.part_code(&pumps, &pumps.boss, &invitation).await;
        let part_view = super::helpdesk::view(&site.open_with(&helper, &part_code).await);
        let mut notes = Vec::new();
        for (view, key) in [(&view, "surname"), (&part_view, "job_title")] {
            let wish = json!({ "key": key, "phrase": "look_again" });
            let pinned = site.pin(&helper, view, wish).await.json();
            notes.push(pinned["id"].as_str().unwrap().to_owned());
        }
        let [note, part_note] = <[String; 2]>::try_from(notes).unwrap();
        let session = site.session_of(path::SESSIONS, &anna).await;
        let helpers_session = site.session_of(path::STAFF_SESSIONS, &helper).await;
        let recovery = site.keys(&anna, &helper).await;
        for (name, scope) in [
            ("reads", Scope::Read),
            ("acts", Scope::Act),
            ("follows", Scope::Events),
            ("bounces", Scope::Bounce),
            ("revoked", Scope::Read),
        ] {
            site.token(name, &[scope]).await;
        }
        site.revoke("revoked").await;
        let request = site
            .ask_help(&anna, "Which passport?", json!({ "draft": OTHER_ID }))
            .await;
        World {
            request,
            site,
            anna,
            bo,
            pumps,
            handler,
            agent,
            former,
            rival,
            member,
            invitation,
            secret,
            join,
            helper,
            reviewer,
            chief,
            application,
            file,
            licence,
            upload,
            view,
            note,
            part_note,
            code,
            session,
            helpers_session,
            recovery,
            post,
        }
    }

    /// A Notification Letter, straight in the history: what else is tried needs an application that was only filed.
    pub async fn issue_letter(&self) {
        let mut database = self.site.database().await;
        let letter = r#"{"letter":{"number":"NL-2222-2222-22","permit":"110000260000001","valid_until":"2027-05-23"}}"#;
        for (seq, kind, detail) in [(4, "approved", ""), (5, "letter_issued", letter)] {
            let event = "insert into event (id, application_id, seq, kind, by_role, person_id, at, why, detail) \
                 values ($1, $2, $3, $4, 'officer', 'reviewer', $5, '', $6)";
            sqlx::query(event)
                .bind(format!("{}-{seq}", self.application))
                .bind(&self.application)
                .bind(seq)
                .bind(kind)
                .bind(self.site.portal.now())
                .bind(detail)
                .execute(&mut database)
                .await
                .unwrap();
        }
    }

    fn cookie(&self, actor: Actor) -> String {
        let token = |cookie: &str| cookie.split_once('=').unwrap().1.to_owned();
        match actor {
            Actor::Nobody
            | Actor::TokenReads
            | Actor::TokenActs
            | Actor::TokenFollows
            | Actor::TokenBounces
            | Actor::TokenRevoked => String::new(),
            Actor::Forger => "__Host-portal=AAAAAAAA; __Host-portal-staff=AAAAAAAA".into(),
            Actor::PersonAsStaff => format!("__Host-portal-staff={}", token(&self.anna)),
            Actor::StaffAsPerson => format!("__Host-portal={}", token(&self.reviewer)),
            Actor::Anna => self.anna.clone(),
            Actor::Bo => self.bo.clone(),
            Actor::Boss => self.pumps.boss.clone(),
            Actor::Handler => self.handler.clone(),
            Actor::Agent => self.agent.clone(),
            Actor::Former => self.former.clone(),
            Actor::Rival => self.rival.clone(),
            Actor::Helper => self.helper.clone(),
            Actor::Reviewer => self.reviewer.clone(),
            Actor::Chief => self.chief.clone(),
        }
    }

    /// The address of what is Anna's, and what the helper opened of it.
    fn address(&self, path: &str) -> String {
        let upload = self.upload.rsplit('/').next().unwrap();
        let id = match path.split('/').nth(2).unwrap() {
            "organisations" => &self.pumps.id,
            "desk" if path.starts_with(path::DESK_ORGANISATIONS) => &self.pumps.id,
            "applications" | "desk" => &self.application,
            "files" => &self.file,
            "uploads" => upload,
            "helpdesk" if path == path::HELPDESK_RECOVERY => &self.recovery,
            "help" => &self.request,
            "helpdesk" if path.starts_with(path::HELPDESK_REQUESTS) => &self.request,
            "helpdesk" => &self.view,
            "passkeys" => ANNAS_PASSKEY,
            "staff" if path == path::STAFF_OWN_SESSION => &self.helpers_session,
            "staff" => HELPERS_PASSKEY,
            "sessions" => &self.session,
            _ => OTHER_ID,
        };
        let file = match path {
            path::DESK_ORGANISATION_FILE | path::ORGANISATION_FILE => &self.licence,
            _ => &self.file,
        };
        let note = match path {
            path::PART_NOTE => &self.part_note,
            _ => &self.note,
        };
        let address = path
            .replace("{id}", id)
            .replace("{file}", file)
            .replace("{note}", note)
            .replace("{member}", &self.member)
            .replace("{invitation}", &self.invitation)
            .replace("{case}", &self.application)
            .replace("{post}", &self.post)
            .replace("{secret}", &self.secret)
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
            ("POST", path::MAIL_BOUNCES) => json!({ "message_id": "<none@localhost>" }),
            ("PUT", path::NOTICES) => json!({ "daily": true, "hour": 9, "off": ["road"] }),
            ("POST", path::ORGANISATIONS) => about("Another", "91310115MA10000015"),
            ("PUT", path::ORGANISATION) => {
                let mut wish = about("Renamed", CODE);
                wish["seen"] = json!(SEEN);
                wish
            }
            ("POST", path::MEMBERS) => {
                json!({ "email": email, "role": "agent", "until": "2027-01-31", "locale": "en" })
            }
            ("POST", path::INVITATIONS) => json!({ "people": [invitee(email, json!([]))] }),
            ("PUT", path::INVITATION) => invitee(email, json!([])),
            ("POST", path::REMINDERS) => json!({ "all": true }),
            ("POST", path::POSTS) => json!({ "name": "Cook", "answers": [] }),
            ("PUT", path::POST) => json!({ "name": "Other", "answers": [] }),
            ("PUT", path::ORGANISATION_FILE) => json!({ "paper": "authorisation" }),
            ("PATCH", path::PART) => json!({ "revision": 0, "answers": [["job_title", "Chief"]] }),
            ("POST", path::JOIN) => json!({ "code": self.join }),
            ("POST", path::EMPLOYER_CASE_ACTIONS) => {
                json!({ "seen": 3, "action": "withdraw", "why": "No more" })
            }
            ("PATCH", path::EMPLOYER_RENDERINGS) => json!({ "texts": [
                { "key": "edu_major@e1", "original": "Physics", "chinese": "物理学" }] }),
            ("PATCH", path::APPLICATION_RENDERINGS) => json!({ "answers": [
                { "key": "edu_major@e1", "chinese": "中文", "confirmed": false, "remark": "No" }] }),
            ("POST", path::INVITED_ANSWER) => json!({ "accepts": true, "draft": OTHER_ID }),
            ("POST", path::DESK_ORGANISATION_DECISION) => json!({ "approved": true, "seen": SEEN }),
            ("POST", path::DRAFT_NOTE | path::PART_NOTE) => json!({ "accepts": true }),
            ("POST", path::HELPDESK_VIEWS) => json!({ "code": self.code }),
            ("POST", path::HELPDESK_REVEAL) => json!({ "key": "phone", "why": "to call back" }),
            ("POST", path::HELPDESK_NOTES) => json!({ "key": "surname", "phrase": "missing" }),
            ("POST", path::HELP) => json!({ "text": "How?", "locale": "en", "about": { "draft": OTHER_ID } }),
            ("POST", path::HELP_MESSAGES | path::HELPDESK_REQUEST_MESSAGES) => json!({ "text": "So." }),
            ("POST", path::HELPDESK_REQUEST_STEPS) => json!({ "step": "take" }),
            ("POST", path::HELPDESK_SEARCH) => json!({ "what": "anna@example.org" }),
            ("POST", path::PASSKEYS | path::STAFF_PASSKEYS) => {
                json!({ "challenge": "none", "credential": "{}", "name": "Phone" })
            }
            ("PUT", path::PASSKEY | path::STAFF_PASSKEY) => json!({ "name": "Phone" }),
            ("POST", path::PASSKEY_SESSION | path::STAFF_PASSKEY_SESSION) => {
                json!({ "challenge": "none", "credential": "{}" })
            }
            ("POST", path::RECOVERY_CODES) => json!({ "email": email, "locale": "en" }),
            ("POST", path::RECOVERY) => {
                json!({ "old_email": "anna@example.org", "new_email": email, "code": code,
                "locale": "en" })
            }
            ("POST", path::RECOVERY_STOP) => json!({ "secret": "none" }),
            ("POST", path::HELPDESK_RECOVERY) => json!({ "action": "propose", "why": "It is her" }),
            _ => return None,
        })
    }

    pub async fn tries(&self, actor: Actor, method: &str, path: &str) -> Answer {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(self.address(path))
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin");
        request = match actor {
            Actor::TokenReads => request.header(header::AUTHORIZATION, "Bearer reads"),
            Actor::TokenActs => request.header(header::AUTHORIZATION, "Bearer acts"),
            Actor::TokenFollows => request.header(header::AUTHORIZATION, "Bearer follows"),
            Actor::TokenBounces => request.header(header::AUTHORIZATION, "Bearer bounces"),
            Actor::TokenRevoked => request.header(header::AUTHORIZATION, "Bearer revoked"),
            _ => request.header(header::COOKIE, self.cookie(actor)),
        };
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

    /// All that Anna can see of what is hers, her employer of its own, and the helper of theirs.
    pub async fn everything(&self) -> Vec<String> {
        let hers = [
            path::DRAFTS,
            path::DRAFT,
            path::APPLICATIONS,
            path::APPLICATION,
            path::APPLICATION_RENDERINGS,
            path::FILES,
            path::DRAFT_NOTES,
            path::DRAFT_ACCESS,
            path::DRAFT_EMPLOYER,
            path::PASSKEYS,
            path::SESSIONS,
            path::RECOVERY,
            path::HELP,
            path::HELP_THREAD,
        ];
        let its = [
            path::ORGANISATION,
            path::ORGANISATION_HISTORY,
            path::INVITATIONS,
            path::POSTS,
            path::PART,
            path::PART_ACCESS,
            path::PART_NOTES,
            path::EMPLOYER_CASES,
            path::EMPLOYER_CASE,
            path::EMPLOYER_RENDERINGS,
        ];
        let theirs = [path::STAFF_PASSKEYS, path::STAFF_SESSIONS];
        let hers = hers.map(|path| (path, Actor::Anna));
        let its = its.map(|path| (path, Actor::Boss));
        let theirs = theirs.map(|path| (path, Actor::Helper));
        let mut all = Vec::new();
        for (path, actor) in hers.into_iter().chain(its).chain(theirs) {
            let answer = self.tries(actor, "GET", path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
            all.push(answer.text);
        }
        let upload = self.site.head(&self.upload, &self.anna).await;
        all.push(upload.header("upload-offset").to_owned());
        all
    }
}
