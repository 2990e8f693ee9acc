//! Organisations: registering, the authority's decision, and their people.

use super::employers::{CODE, OTHER_CODE, about, problems};
use super::samples::pdf;
use super::support::{Answer, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::{Helpdesk, Officer};
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";

async fn register(site: &Site, cookie: &str, about: Value) -> Answer {
    site.call("POST", "/api/organisations", cookie, Some(about)).await
}

async fn decide(site: &Site, officer: &str, id: &str, approved: bool, why: &str) -> Answer {
    let path = format!("/api/desk/organisations/{id}/decision");
    let seen = site.registration_seen(officer, id).await;
    let body = json!({ "approved": approved, "why": why, "seen": seen });
    site.call("POST", &path, officer, Some(body)).await
}

#[tokio::test]
async fn who_registers_is_in_charge_and_a_code_is_registered_once() {
    let site = Site::new().await;
    let boss = site.sign_in(BOSS).await;
    let made = register(&site, &boss, about(" Example  Pumps ", "9135 0100 m000100y-43")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let one = made.json();
    assert_eq!(
        (
            &one["about"]["name"],
            &one["about"]["credit_code"],
            &one["state"],
            &one["role"]
        ),
        (
            &json!("Example Pumps"),
            &json!(CODE),
            &json!("pending"),
            &json!("in_charge")
        )
    );
    assert_eq!(
        (&one["members"][0]["email"], &one["members"][0]["handles"]),
        (&json!(BOSS), &json!(true))
    );
    assert!(one.get("warning").is_none());
    let bo = site.sign_in("bo@example.org").await;
    let again = register(&site, &bo, about("Another", CODE)).await;
    assert_eq!(
        (again.status, again.code().as_str()),
        (StatusCode::CONFLICT, "organisation_exists")
    );
    for (code, problem) in [
        ("91350100M000100Y4", "credit_code_shape"),
        ("91350100M000100Y44", "credit_code_check"),
    ] {
        let wrong = register(&site, &bo, about("Another", code)).await;
        assert_eq!(wrong.code(), "invalid_answers");
        assert_eq!(problems(&wrong), [("credit_code".into(), problem.into())]);
    }
    let warned = register(&site, &bo, about("Another", "91310115MA10000015")).await;
    assert_eq!(warned.status, StatusCode::CREATED, "{}", warned.text);
    assert_eq!(warned.json()["warning"], "credit_code_organisation");
    let mine = site.call("GET", "/api/organisations", &boss, None).await.json();
    assert_eq!(mine.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn somebody_else_s_organisation_is_as_if_there_were_none() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let bo = site.sign_in("bo@example.org").await;
    let invite = json!({ "people": [{ "email": "a@example.org", "label": "", "locale": "en", "post": [] }] });
    let member = json!({ "email": "bo@example.org", "role": "handler", "locale": "en" });
    let part = json!({ "revision": 0, "answers": [] });
    for (method, rest, body) in [
        ("GET", "", None),
        ("PUT", "", Some(about("Mine", CODE))),
        ("POST", "/members", Some(member)),
        ("DELETE", "/members/x", None),
        ("GET", "/invitations", None),
        ("POST", "/invitations", Some(invite.clone())),
        ("GET", "/invitations/x", None),
        ("PUT", "/invitations/x", Some(invite["people"][0].clone())),
        ("DELETE", "/invitations/x", None),
        ("POST", "/invitations/x/letter", None),
        ("GET", "/invitations/x/part", None),
        ("PATCH", "/invitations/x/part", Some(part)),
        ("POST", "/join", Some(json!({ "code": "2222-2222" }))),
        ("GET", "/cases", None),
        ("GET", "/cases.csv", None),
    ] {
        let answer = site.call(method, &pumps.path(rest), &bo, body.clone()).await;
        assert_eq!(
            answer.status,
            StatusCode::NOT_FOUND,
            "{method} {rest}: {}",
            answer.text
        );
        // The same of an organisation that there is not.
        let nowhere = format!("/api/organisations/{}{rest}", super::support::ID);
        let answer = site.call(method, &nowhere, &pumps.boss, body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {rest}");
    }
}

#[tokio::test]
async fn an_officer_returns_with_a_reason_and_approves() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (li, help) = (
        site.staff(Officer, "li").await,
        site.staff(Helpdesk, "help").await,
    );
    for (cookie, status) in [
        ("", StatusCode::UNAUTHORIZED),
        (pumps.boss.as_str(), StatusCode::UNAUTHORIZED),
        (help.as_str(), StatusCode::FORBIDDEN),
    ] {
        assert_eq!(decide(&site, cookie, &pumps.id, true, "").await.status, status);
        let list = site.call("GET", "/api/desk/organisations", cookie, None).await;
        assert_eq!(list.status, status);
    }
    let silent = decide(&site, &li, &pumps.id, false, " ").await;
    assert_eq!(silent.json()["denied"], "reason_missing");
    let returned = decide(&site, &li, &pumps.id, false, "The licence is not legible.").await;
    assert_eq!(
        (&returned.json()["state"], returned.json().get("role")),
        (&json!("returned"), None)
    );
    let letters = site.letters(BOSS).await;
    let told = letters.last().unwrap();
    assert_eq!(letters.len(), 2, "the code, and the decision");
    assert!(!told["text"].as_str().unwrap().contains("legible"));
    let read = site.call("GET", &pumps.path(""), &pumps.boss, None).await.json();
    assert_eq!(read["why"], "The licence is not legible.");
    // Whatever is put right goes back to the authority.
    let mut better = about("Example Pumps Co., Ltd.", CODE);
    better["phone"] = json!("0591-87654321");
    let changed = site.change_about(&pumps, better.clone()).await;
    assert_eq!(
        (&changed.json()["state"], &changed.json()["why"]),
        (&json!("pending"), &json!(""))
    );
    let waiting = site
        .call("GET", "/api/desk/organisations?state=pending", &li, None)
        .await;
    assert_eq!(waiting.json()[0]["id"], json!(pumps.id));
    site.approve(&pumps).await;
    assert_eq!(
        site.call("GET", "/api/desk/organisations?state=pending", &li, None)
            .await
            .json(),
        json!([])
    );
    // Another address is the employer's own business; another name is not.
    better["address"] = json!("2 Example Road, Fuzhou");
    let moved = site.change_about(&pumps, better.clone()).await;
    assert_eq!(moved.json()["state"], "approved");
    better["name"] = json!("Better Pumps Co., Ltd.");
    let renamed = site.change_about(&pumps, better).await;
    assert_eq!(renamed.json()["state"], "pending");
    let mut database = site.database().await;
    let events: Vec<(String, String, String)> =
        sqlx::query_as("select kind, who, why from organisation_event order by at, rowid")
            .fetch_all(&mut database)
            .await
            .unwrap();
    let kinds: Vec<&str> = events.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "registered",
            "returned",
            "changed",
            "approved",
            "changed",
            "changed"
        ]
    );
    assert_eq!(
        (events[1].1.as_str(), events[1].2.as_str()),
        ("li", "The licence is not legible.")
    );
}

/// Whatever is put right between an officer's look and the click, in the same second, is looked at first.
#[tokio::test]
async fn what_the_officer_did_not_see_is_not_approved() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let li = site.staff(Officer, "li").await;
    let path = format!("/api/desk/organisations/{}/decision", pumps.id);
    let approve = |seen: i64| {
        let (site, path, li) = (&site, &path, &li);
        async move {
            let body = json!({ "approved": true, "seen": seen });
            site.call("POST", path, li, Some(body)).await
        }
    };
    let file = site.file(&pumps.boss, &pdf(1)).await;
    let renamed = about("Better Pumps Co., Ltd.", CODE);
    let mut moved = renamed.clone();
    moved["address"] = json!("2 Example Road, Fuzhou");
    let boss = json!({ "email": "second@pumps.example", "role": "in_charge", "locale": "en" });
    let handler = json!({ "email": "h1@pumps.example", "role": "handler", "locale": "en" });
    for (method, rest, body) in [
        ("PUT", String::new(), Some(renamed)),
        ("PUT", String::new(), Some(moved)),
        (
            "PUT",
            format!("/files/{file}"),
            Some(json!({ "paper": "authorisation" })),
        ),
        (
            "PUT",
            format!("/files/{file}"),
            Some(json!({ "paper": "registration_proof" })),
        ),
        ("DELETE", format!("/files/{file}"), None),
        ("POST", "/members".into(), Some(boss)),
        ("POST", "/members".into(), Some(handler)),
    ] {
        let seen = site.registration_seen(&li, &pumps.id).await;
        let body = body.map(|mut body| {
            body["seen"] = json!(seen);
            body
        });
        let changed = site.call(method, &pumps.path(&rest), &pumps.boss, body).await;
        assert_eq!(
            changed.status,
            StatusCode::OK,
            "{method} {rest}: {}",
            changed.text
        );
        let late = approve(seen).await;
        assert_eq!(
            (late.status, late.code().as_str()),
            (StatusCode::CONFLICT, "organisation_changed"),
            "{method} {rest}"
        );
    }
    let read = site.call("GET", &pumps.path(""), &pumps.boss, None).await.json();
    assert_eq!(read["state"], "pending");
    // Which agency helps is nothing that an officer looks at.
    let seen = site.registration_seen(&li, &pumps.id).await;
    site.add_member(&pumps, "agent@example.org", "agent", "2027-01-31")
        .await;
    assert_eq!(site.registration_seen(&li, &pumps.id).await, seen);
    // Nothing is decided unseen, and the same press twice is one.
    let unseen = site
        .call("POST", &path, &li, Some(json!({ "approved": true })))
        .await;
    assert_eq!(unseen.code(), "organisation_changed");
    for _ in 0..2 {
        let done = approve(seen).await;
        assert_eq!(
            (done.status, &done.json()["state"]),
            (StatusCode::OK, &json!("approved"))
        );
    }
    let body = json!({ "approved": false, "why": "Wrong", "seen": seen });
    let other = site.call("POST", &path, &li, Some(body)).await;
    assert_eq!(
        other.code(),
        "organisation_changed",
        "a colleague decided meanwhile"
    );
}

/// Employers straight in the database: who registered first waits longest.
async fn many(site: &Site, count: i64, state: &str) {
    let mut database = site.database().await;
    for number in 0..count {
        let employer = "insert into organisation (id, credit_code, name, address, phone, state, why, created_at, updated_at) \
             values ($1, $2, $3, '1 Example Road', '0591-12345678', $4, '', $5, $5)";
        sqlx::query(employer)
            .bind(format!("{state}-{number}"))
            .bind(format!("91{state}{number:03}").to_uppercase())
            .bind(format!("Example 星河 {state} {number:03}"))
            .bind(state.to_owned())
            .bind(1_000 + number)
            .execute(&mut database)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_desk_finds_every_employer_page_by_page() {
    let site = Site::new().await;
    many(&site, 60, "pending").await;
    many(&site, 61, "approved").await;
    let li = site.staff(Officer, "li").await;
    let list = |query: &str| {
        let path = format!("/api/desk/employers{query}");
        let (site, li) = (&site, &li);
        async move {
            let answer = site.call("GET", &path, li, None).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            answer.json()
        }
    };
    for (query, total) in [
        ("", 121),
        ("?state=pending", 60),
        ("?state=approved", 61),
        ("?state=returned", 0),
        ("?search=EXAMPLE%20007", 2),
        ("?search=%E6%98%9F%E6%B2%B3%20approved%20007", 1),
        ("?state=pending&search=007", 1),
        ("?search=91-pending007", 1),
        ("?search=%25", 0),
        ("?search=_", 0),
        ("?search=nobody", 0),
    ] {
        assert_eq!(list(query).await["total"], total, "{query}");
    }
    // All pages together are all of them, each once: who waits first, and of these who waits longest.
    let mut ids = Vec::new();
    for page in 1..=3 {
        let found = list(&format!("?page={page}")).await;
        assert_eq!((&found["pages"], &found["page"]), (&json!(3), &json!(page)));
        let rows = found["rows"].as_array().unwrap().clone();
        ids.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
    }
    let expected = (0..60).map(|number| format!("pending-{number}"));
    let expected: Vec<String> = expected
        .chain((0..61).map(|number| format!("approved-{number}")))
        .collect();
    assert_eq!(ids, expected);
    assert_eq!(
        list("?page=9").await["page"],
        3,
        "one behind the last is the last"
    );
}

#[tokio::test]
async fn another_organisation_s_code_can_t_be_taken_by_a_change() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.employer("bo@example.org", OTHER_CODE).await;
    let taken = about("Example Pumps Co., Ltd.", OTHER_CODE);
    let answer = site.change_about(&pumps, taken).await;
    assert_eq!(answer.code(), "organisation_exists");
}

#[tokio::test]
async fn documents_are_one_s_own_files_and_stay_while_they_prove_something() {
    let site = Site::new().await;
    let boss = site.sign_in(BOSS).await;
    let file = site.file(&boss, &pdf(1)).await;
    let bo = site.sign_in("bo@example.org").await;
    let mut with = about("Example Pumps Co., Ltd.", CODE);
    with["documents"] = json!([file]);
    let not_theirs = register(&site, &bo, with.clone()).await;
    assert_eq!(
        problems(&not_theirs),
        [("documents".into(), "file_missing".into())]
    );
    let made = register(&site, &boss, with).await;
    assert_eq!(made.json()["about"]["documents"], json!([file]), "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let kept = site
        .call("DELETE", &format!("/api/files/{file}"), &boss, None)
        .await;
    assert_eq!(kept.code(), "file_in_use");
    let li = site.staff(Officer, "li").await;
    let path = format!("/api/desk/organisations/{id}/files/{file}");
    let read = site.call("GET", &path, &li, None).await;
    assert_eq!((read.status, read.bytes), (StatusCode::OK, pdf(1)));
    assert_eq!(
        site.call("GET", &path, &boss, None).await.status,
        StatusCode::UNAUTHORIZED
    );
    let other = site.file(&boss, &pdf(2)).await;
    let not_named = format!("/api/desk/organisations/{id}/files/{other}");
    assert_eq!(
        site.call("GET", &not_named, &li, None).await.status,
        StatusCode::NOT_FOUND
    );
    // Nobody cleans it away either, however long ago it was used.
    let later = site.portal.now() + 400 * 86_400;
    site.portal.store.forget_orphans(later, later).await.unwrap();
    assert_eq!(site.call("GET", &path, &li, None).await.status, StatusCode::OK);
}
