//! Invitations: one or sixty, their letters, what the invited person says, and how they end.

use super::employers::{CODE, OTHER_CODE, invitee};
use super::notices::{saying, since};
use super::support::{ID, NOW, OTHER_ID, Site};
use axum::http::StatusCode;
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";
const ANNA: &str = "anna@example.org";

fn post() -> Value {
    json!([["job_title", "Engineer"], ["annual_salary_cny", "300000"]])
}

#[tokio::test]
async fn sixty_rows_with_two_wrong_ones_send_nothing() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let letters = || async { site.portal.store.newest_letters().await.unwrap().len() };
    let before = letters().await;
    let mut people: Vec<Value> = (0..60)
        .map(|number| invitee(&format!("p{number}@example.org"), post()))
        .collect();
    people[7]["email"] = json!("nobody");
    people[9]["locale"] = json!("xx");
    people[10]["locale"] = json!("ZH-hans");
    people[41]["post"] = json!([["annual_salary_cny", "much"], ["surname", "Eriksson"]]);
    let path = pumps.path("/invitations");
    let send = |people: Vec<Value>, try_only: bool| {
        let body = json!({ "people": people, "try_only": try_only });
        let (site, path, boss) = (&site, &path, &pumps.boss);
        async move { site.call("POST", path, boss, Some(body)).await }
    };
    let expected = json!([
        { "row": 7, "key": "email", "code": "email_shape" },
        { "row": 9, "key": "locale", "code": "language_unknown" },
        { "row": 41, "key": "annual_salary_cny", "code": "not_a_number" },
        { "row": 41, "key": "surname", "code": "unknown_question" },
    ]);
    for try_only in [true, false] {
        let refused = send(people.clone(), try_only).await;
        assert_eq!(refused.status, StatusCode::OK, "{}", refused.text);
        assert_eq!(refused.json(), json!({ "ids": [], "problems": expected }));
    }
    people[7]["email"] = json!("p7@example.org");
    people[9]["locale"] = json!("fr");
    people[41]["post"] = post();
    let tried = send(people.clone(), true).await;
    assert_eq!(tried.json(), json!({ "ids": [], "problems": [] }));
    let list = site.call("GET", &path, &pumps.boss, None).await.json();
    assert_eq!(
        (letters().await, list["total"].clone()),
        (before, json!(0)),
        "nothing was sent or stored"
    );
    let sent = send(people.clone(), false).await;
    assert_eq!(
        (sent.status, sent.json()["ids"].as_array().unwrap().len()),
        (StatusCode::CREATED, 60)
    );
    assert_eq!(letters().await, before + 60);
    let again = send(people[..1].to_vec(), false).await;
    assert_eq!(again.json()["problems"][0]["code"], "already_invited");
}

#[tokio::test]
async fn a_row_without_an_address_is_named_beside_the_others() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let mut people = vec![
        invitee("", json!([])),
        invitee(
            ANNA,
            json!([["work_province", "Utopia"], ["contract_start", "1/2/2027"]]),
        ),
        invitee(&"a".repeat(300), json!([])),
    ];
    people[1]["label"] = json!("x".repeat(121));
    let body = json!({ "people": people, "try_only": true });
    let tried = site
        .call("POST", &pumps.path("/invitations"), &pumps.boss, Some(body))
        .await;
    let problems = json!([
        { "row": 0, "key": "email", "code": "email_shape" },
        { "row": 1, "key": "label", "code": "too_long" },
        { "row": 1, "key": "work_province", "code": "unknown_choice" },
        { "row": 1, "key": "contract_start", "code": "date_incomplete" },
        { "row": 2, "key": "email", "code": "email_shape" },
    ]);
    assert_eq!(tried.json()["problems"], problems, "{}", tried.text);
    let (id, _) = site.invite(&pumps, ANNA, post()).await;
    let path = pumps.path(&format!("/invitations/{id}"));
    let long = json!({ "email": ANNA, "label": "x".repeat(121), "locale": "en", "post": [] });
    let refused = site.call("PUT", &path, &pumps.boss, Some(long)).await;
    assert_eq!(refused.code(), "invalid_request");
}

#[tokio::test]
async fn addresses_of_the_employer_s_side_and_twice_the_same_are_named() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let people = json!({ "people": [
        invitee("Boss@pumps.example", json!([])),
        invitee(ANNA, json!([])),
        invitee("ANNA@example.org", json!([])),
    ] });
    let refused = site
        .call("POST", &pumps.path("/invitations"), &pumps.boss, Some(people))
        .await;
    let problems = json!([
        { "row": 0, "key": "email", "code": "email_of_a_handler" },
        { "row": 2, "key": "email", "code": "email_twice" },
    ]);
    assert_eq!(refused.json()["problems"], problems, "{}", refused.text);
    for count in [0, 201] {
        let people: Vec<Value> = (0..count)
            .map(|number| invitee(&format!("p{number}@example.org"), json!([])))
            .collect();
        let body = json!({ "people": people });
        let answer = site
            .call("POST", &pumps.path("/invitations"), &pumps.boss, Some(body))
            .await;
        assert_eq!(answer.code(), "invalid_request", "{count}");
    }
}

#[tokio::test]
async fn the_letter_s_link_tells_of_the_post_and_accepting_joins_a_draft() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (id, secret) = site.invite(&pumps, ANNA, post()).await;
    let invited = site
        .call("GET", &format!("/api/invitations/{secret}"), "", None)
        .await;
    assert_eq!(
        invited.json(),
        json!({
            "organisation": "Example Pumps Co., Ltd.", "credit_code": CODE, "state": "sent",
            "post": [["annual_salary_cny", "300000"], ["job_title", "Engineer"]],
        })
    );
    assert!(!invited.text.contains(ANNA) && !invited.text.contains("Row"));
    let other = site.call("GET", "/api/invitations/AAAA", "", None).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert_eq!(
        site.answer("", &secret, true, ID).await.status,
        StatusCode::UNAUTHORIZED
    );
    let bo = site.sign_in("bo@example.org").await;
    site.save(&bo, OTHER_ID, 0, &[("surname", "Berg", 0)]).await;
    let anna = site.sign_in(ANNA).await;
    assert_eq!(
        site.answer(&anna, &secret, true, OTHER_ID).await.status,
        StatusCode::NOT_FOUND,
        "somebody else's draft"
    );
    assert_eq!(
        site.answer(&anna, &secret, true, "x").await.status,
        StatusCode::NOT_FOUND
    );
    let accepted = site.answer(&anna, &secret, true, ID).await;
    assert_eq!(
        accepted.json(),
        json!({ "accepts": true, "draft": ID }),
        "{}",
        accepted.text
    );
    // The draft began with it, and the device's first save meets it.
    let saved = site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    let again = site.answer(&anna, &secret, true, OTHER_ID).await;
    assert_eq!(again.json()["draft"], ID, "what it is joined to, and nothing new");
    assert_eq!(
        site.answer(&bo, &secret, true, OTHER_ID).await.status,
        StatusCode::NOT_FOUND,
        "not to anybody else"
    );
    assert_eq!(
        site.answer(&anna, &secret, false, "").await.code(),
        "invitation_closed"
    );
    let employer = site
        .call("GET", &format!("/api/drafts/{ID}/employer"), &anna, None)
        .await
        .json();
    assert_eq!(employer["organisation"], "Example Pumps Co., Ltd.");
    assert_eq!(employer["post"][1], json!(["job_title", "Engineer"]));
    let list = site
        .call("GET", &pumps.path("/invitations"), &pumps.boss, None)
        .await;
    assert_eq!(
        (&list.json()["rows"][0]["id"], &list.json()["rows"][0]["state"]),
        (&json!(id), &json!("accepted"))
    );
    assert!(!list.text.contains("Eriksson"), "not the applicant's answers");
    let read = site
        .call("GET", &format!("/api/drafts/{ID}"), &pumps.boss, None)
        .await;
    assert_eq!(
        read.status,
        StatusCode::NOT_FOUND,
        "the employer can't read the draft"
    );
    let read = site
        .call("GET", &format!("/api/drafts/{ID}/employer"), &pumps.boss, None)
        .await;
    assert_eq!(read.status, StatusCode::NOT_FOUND);
}

/// With which drafts somebody can accept an invitation.
async fn offered(site: &Site, cookie: &str, secret: &str) -> Value {
    let read = site
        .call("GET", &format!("/api/invitations/{secret}"), cookie, None)
        .await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.text);
    read.json()["drafts"].clone()
}

#[tokio::test]
async fn who_is_signed_in_is_offered_the_drafts_that_can_be_joined() {
    let sent = "7d3f2a10-4b6c-4e8d-9f01-2a3b4c5d6e7f";
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (_, first) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    assert_eq!(
        offered(&site, &anna, &first).await,
        Value::Null,
        "nothing is begun"
    );
    let revision = site.save_complete(&anna, sent).await;
    let application = site.submit(&anna, sent, revision, "en").await;
    assert_eq!(application.status, StatusCode::CREATED, "{}", application.text);
    let own = [
        ("employer_name", "Pumps", 0),
        ("employer_code", CODE, 0),
        ("job_title", "Engineer", 0),
    ];
    site.save(&anna, ID, 0, &own).await;
    site.later(60);
    site.save(&anna, OTHER_ID, 0, &[("employer_code", OTHER_CODE, 0)])
        .await;
    let elsewhere = json!({ "id": OTHER_ID, "name": "", "updated_at": NOW + 60, "other": true });
    let here = json!({ "id": ID, "name": "Pumps · Engineer", "updated_at": NOW });
    assert_eq!(
        offered(&site, &anna, &first).await,
        json!([elsewhere, here]),
        "the newest first, and none that was sent"
    );
    let bo = site.sign_in("bo@example.org").await;
    for cookie in ["", bo.as_str()] {
        assert_eq!(offered(&site, cookie, &first).await, Value::Null, "nobody else's");
    }
    let accepted = site.answer(&anna, &first, true, ID).await;
    assert_eq!(accepted.json()["draft"], ID, "{}", accepted.text);
    assert_eq!(offered(&site, &anna, &first).await, Value::Null, "it is answered");
    let (_, second) = site.invite(&pumps, "anna.work@example.org", json!([])).await;
    assert_eq!(
        offered(&site, &anna, &second).await,
        json!([elsewhere]),
        "none that has an employer"
    );
}

#[tokio::test]
async fn a_draft_has_one_employer_and_no_employee_applies_to_their_own() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    let anna = site.sign_in(ANNA).await;
    let (_, first) = site.invite(&pumps, ANNA, json!([])).await;
    assert_eq!(site.answer(&anna, &first, true, ID).await.status, StatusCode::OK);
    let (_, second) = site.invite(&valves, "anna.work@example.org", json!([])).await;
    assert_eq!(
        site.answer(&anna, &second, true, ID).await.code(),
        "already_joined"
    );
    assert_eq!(
        site.answer(&anna, &second, true, OTHER_ID).await.status,
        StatusCode::OK
    );
    let (_, third) = site.invite(&pumps, "private@example.org", json!([])).await;
    assert_eq!(
        site.answer(&pumps.boss, &third, true, ID).await.code(),
        "own_employer"
    );
    // And nobody who was invited becomes a handler beside it.
    assert_eq!(
        site.add_member(&pumps, ANNA, "handler", "").await.code(),
        "own_employer"
    );
    let declined = site.answer(&anna, &third, false, "").await;
    assert_eq!(declined.status, StatusCode::OK);
    assert_eq!(
        site.answer(&anna, &third, true, ID).await.code(),
        "invitation_closed"
    );
    let told = site
        .call("GET", &format!("/api/invitations/{third}"), "", None)
        .await
        .json();
    assert_eq!((&told["state"], &told["post"]), (&json!("declined"), &json!([])));
}

#[tokio::test]
async fn an_invitation_is_put_right_and_sent_again_once_a_day() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (id, wrong) = site.invite(&pumps, "ana@example.org", post()).await;
    let path = pumps.path(&format!("/invitations/{id}"));
    let right = json!({ "email": ANNA, "label": "Anna E.", "locale": "en", "post": [["job_title", "Chief"]],
        "seen": 1, "part_seen": 1 });
    let put = site.call("PUT", &path, &pumps.boss, Some(right)).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    let json = put.json();
    assert_eq!(
        (&json["email"], &json["label"], &json["locale"]),
        (&json!(ANNA), &json!("Anna E."), &json!("en"))
    );
    assert_eq!(
        (&json["revision"], &json["part"]["revision"]),
        (&json!(2), &json!(2))
    );
    let read = site.call("GET", &path, &pumps.boss, None).await;
    assert_eq!((read.status, read.json()), (StatusCode::OK, json.clone()));
    let entries = &json["part"]["draft"]["entries"];
    assert_eq!(
        (
            &entries["job_title"]["value"],
            &entries["annual_salary_cny"]["value"]
        ),
        (&json!("Chief"), &json!("300000"))
    );
    let first = site.secret(ANNA).await;
    assert_ne!(first, wrong);
    let dead = site
        .call("GET", &format!("/api/invitations/{wrong}"), "", None)
        .await;
    assert_eq!(dead.status, StatusCode::NOT_FOUND, "who got it by mistake");
    let own = json!({ "email": BOSS, "label": "", "locale": "en", "post": [] });
    let refused = site.call("PUT", &path, &pumps.boss, Some(own)).await;
    assert_eq!(refused.json()["problems"][0]["code"], "email_of_a_handler");
    let again = format!("{path}/letter");
    site.later(86_399);
    let boss = site.sign_in(BOSS).await;
    let soon = site.call("POST", &again, &boss, None).await;
    assert_eq!(
        (
            soon.code().as_str(),
            soon.headers["retry-after"].to_str().unwrap()
        ),
        ("too_many_requests", "1")
    );
    site.later(1);
    let sent = site.call("POST", &again, &boss, None).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let second = site.secret(ANNA).await;
    assert_ne!(second, first);
    let anna = site.sign_in(ANNA).await;
    assert_eq!(
        site.answer(&anna, &first, true, ID).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(site.answer(&anna, &second, true, ID).await.status, StatusCode::OK);
    site.later(86_400);
    let boss = site.sign_in(BOSS).await;
    // Who accepted is told that their part is waited for, and gets no secret any more.
    let told = site.call("POST", &again, &boss, None).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.text);
    let letters = site.letters(ANNA).await;
    let last = letters.last().unwrap();
    assert!(
        last["subject"].as_str().unwrap().contains("waits for your part"),
        "{last}"
    );
    assert!(!last["text"].as_str().unwrap().contains("/invitations/"));
    assert_eq!(
        site.call("POST", &again, &boss, None).await.code(),
        "too_many_requests"
    );
    let label = json!({ "email": ANNA, "label": "Pumps 1", "locale": "en", "post": [], "seen": 2 });
    assert_eq!(
        site.call("PUT", &path, &boss, Some(label)).await.json()["label"],
        "Pumps 1"
    );
    let late = json!({ "email": "x@example.org", "label": "", "locale": "en", "post": [] });
    assert_eq!(
        site.call("PUT", &path, &boss, Some(late)).await.code(),
        "invitation_closed"
    );
}

#[tokio::test]
async fn two_people_who_put_an_invitation_right_overwrite_nothing_of_each_other_s() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    let handler = site.sign_in("h1@pumps.example").await;
    let (id, secret) = site.invite(&pumps, "ana@example.org", post()).await;
    let path = pumps.path(&format!("/invitations/{id}"));
    let put = |cookie: &str, wish: &Value| {
        let (site, path, cookie, wish) = (&site, &path, cookie.to_owned(), wish.clone());
        async move { site.call("PUT", path, &cookie, Some(wish)).await }
    };
    let read = || async { site.call("GET", &path, &pumps.boss, None).await.json() };
    let seen = read().await;
    assert_eq!(seen["revision"], 1);
    // One of them puts the label right, the other one the address, from the same page.
    let mut label = invitee("ana@example.org", json!([]));
    label["label"] = json!("Anna");
    label["seen"] = json!(1);
    let done = put(&handler, &label).await;
    assert_eq!(
        (done.status, &done.json()["revision"]),
        (StatusCode::OK, &json!(2))
    );
    let mut address = invitee(ANNA, json!([["job_title", "Chief"]]));
    address["part_seen"] = seen["part"]["revision"].clone();
    for stale in [Value::Null, json!(1), json!(3)] {
        if !stale.is_null() {
            address["seen"] = stale;
        }
        let refused = put(&pumps.boss, &address).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (StatusCode::CONFLICT, "conflict"),
            "{}",
            refused.text
        );
    }
    let now = read().await;
    assert_eq!(
        (&now["email"], &now["label"], &now["part"]),
        (&json!("ana@example.org"), &json!("Anna"), &seen["part"]),
        "nothing of it was stored"
    );
    let still = site
        .call("GET", &format!("/api/invitations/{secret}"), "", None)
        .await;
    assert_eq!(still.status, StatusCode::OK, "and no letter took its place");
    assert_eq!(site.letters(ANNA).await.len(), 0);
    // What is said already is said again by who got no answer.
    assert_eq!(put(&handler, &label).await.status, StatusCode::OK);
    // Once seen, it is stored, the other one's word with it.
    address["label"] = json!("Anna");
    address["seen"] = json!(2);
    let done = put(&pumps.boss, &address).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let now = done.json();
    assert_eq!(
        (&now["email"], &now["label"], &now["revision"]),
        (&json!(ANNA), &json!("Anna"), &json!(3))
    );
    // An answer that somebody gave meanwhile is not overwritten either; another one is stored beside it.
    let mut answers = invitee(ANNA, json!([["job_title", "Cook"]]));
    answers["label"] = json!("Anna");
    answers["part_seen"] = seen["part"]["revision"].clone();
    let refused = put(&handler, &answers).await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["conflicts"]),
        ("conflict", &json!(["job_title"]))
    );
    answers["post"] = json!([["duties", "Pumps."]]);
    let done = put(&handler, &answers).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let entries = &done.json()["part"]["draft"]["entries"];
    assert_eq!(
        (&entries["job_title"]["value"], &entries["duties"]["value"]),
        (&json!("Chief"), &json!("Pumps."))
    );
}

#[tokio::test]
async fn either_side_ends_it_and_the_draft_goes_to_another_employer() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    let anna = site.sign_in(ANNA).await;
    let (first, secret) = site.invite(&pumps, ANNA, post()).await;
    site.answer(&anna, &secret, true, ID).await;
    let path = pumps.path(&format!("/invitations/{first}"));
    let not_theirs = valves.path(&format!("/invitations/{first}"));
    assert_eq!(
        site.call("DELETE", &not_theirs, &valves.boss, None).await.status,
        StatusCode::NOT_FOUND
    );
    for _ in 0..2 {
        let ended = site.call("DELETE", &path, &pumps.boss, None).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.text);
    }
    let told = |text: &'static str| {
        let site = &site;
        async move {
            let letters = site.letters(ANNA).await;
            let has = |letter: &&Value| letter["subject"].as_str().unwrap().contains(text);
            letters.iter().filter(has).count()
        }
    };
    assert_eq!(told("ended its invitation").await, 1);
    let employer = format!("/api/drafts/{ID}/employer");
    let none = site.call("GET", &employer, &anna, None).await.json();
    assert_eq!((&none["organisation"], &none["post"]), (&json!(""), &json!([])));
    // So that the letters are told apart.
    site.later(1);
    let (_, secret) = site.invite(&valves, ANNA, json!([])).await;
    assert_eq!(site.answer(&anna, &secret, true, ID).await.status, StatusCode::OK);
    let bo = site.sign_in("bo@example.org").await;
    assert_eq!(
        site.call("DELETE", &employer, &bo, None).await.status,
        StatusCode::NOT_FOUND
    );
    let left = site.call("DELETE", &employer, &anna, None).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    let list = site
        .call(
            "GET",
            &valves.path("/invitations?state=ended"),
            &valves.boss,
            None,
        )
        .await;
    assert_eq!(list.json()["rows"][0]["state"], "ended");
    let none = site
        .call("GET", &valves.path("/invitations?state=sent"), &valves.boss, None)
        .await;
    assert_eq!(none.json()["rows"], json!([]));
    let letters = site.letters("boss@valves.example").await;
    assert_eq!(
        letters.len(),
        3,
        "the code, that it was accepted, and that it ended: {letters:?}"
    );
    assert!(
        letters
            .iter()
            .all(|letter| !letter["text"].as_str().unwrap().contains("anna"))
    );
}

#[tokio::test]
async fn that_it_ended_is_told_to_who_accepted_and_not_to_the_address_of_the_letter() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (his, never) = ("bo@example.org", "dora@example.org");
    // The letter went to one address of a person who has an account with another one.
    let bo = site.sign_in(his).await;
    let (first, secret) = site.invite(&pumps, ANNA, json!([])).await;
    assert_eq!(site.answer(&bo, &secret, true, ID).await.status, StatusCode::OK);
    // And one to who never signed in: nothing but that address is known.
    let (second, _) = site.invite(&pumps, never, json!([])).await;
    let before = [
        site.letters(ANNA).await,
        site.letters(his).await,
        site.letters(never).await,
    ];
    for id in [first, second] {
        let end = pumps.path(&format!("/invitations/{id}"));
        let ended = site.call("DELETE", &end, &pumps.boss, None).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.text);
    }
    assert_eq!(since(&site, ANNA, &before[0]).await.len(), 0);
    let told = since(&site, his, &before[1]).await;
    let text = saying(&told, "has ended its invitation");
    assert!(text.contains(&format!("/en/drafts/{ID}")), "{text}");
    saying(&since(&site, never, &before[2]).await, "has ended its invitation");
}
