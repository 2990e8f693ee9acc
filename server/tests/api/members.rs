//! The people of an organisation: who may do what, for how long, and who takes over.

use super::employers::{CODE, Employer, OTHER_CODE, about, problems};
use super::notices::{saying, since};
use super::support::{Answer, Site};
use axum::http::StatusCode;
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";

async fn member_id(site: &Site, employer: &Employer, email: &str) -> String {
    let read = site
        .call("GET", &employer.path(""), &employer.boss, None)
        .await
        .json();
    let members = read["members"].as_array().unwrap().clone();
    let found = members.iter().find(|member| member["email"] == email).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn three_handlers_and_somebody_in_charge() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    for name in ["h1", "h2"] {
        let added = site
            .add_member(&pumps, &format!("{name}@pumps.example"), "handler", "")
            .await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    }
    // Who registered it is the third.
    let fourth = site.add_member(&pumps, "h3@pumps.example", "handler", "").await;
    assert_eq!(
        (fourth.status, fourth.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "too_many_handlers")
    );
    // The same again is no fourth one, and gets no second letter.
    assert_eq!(
        site.add_member(&pumps, "H1@pumps.example", "handler", "")
            .await
            .status,
        StatusCode::OK
    );
    let letters = site.letters("h1@pumps.example").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0]["text"].as_str().unwrap().contains("handler"));
    let handler = site.sign_in("h1@pumps.example").await;
    let mine = site
        .call("GET", "/api/organisations", &handler, None)
        .await
        .json();
    assert_eq!(mine[0]["role"], "handler");
    let body = json!({ "email": "x@pumps.example", "role": "agent", "until": "2027-01-01", "locale": "en" });
    let refused = site
        .call("POST", &pumps.path("/members"), &handler, Some(body))
        .await;
    assert_eq!(refused.code(), "forbidden");
    let boss = member_id(&site, &pumps, BOSS).await;
    let last = site
        .call(
            "DELETE",
            &pumps.path(&format!("/members/{boss}")),
            &pumps.boss,
            None,
        )
        .await;
    assert_eq!(last.code(), "last_in_charge");
    let h2 = member_id(&site, &pumps, "h2@pumps.example").await;
    let gone = pumps.path(&format!("/members/{h2}"));
    assert_eq!(
        site.call("DELETE", &gone, &handler, None).await.code(),
        "forbidden",
        "not by a handler"
    );
    assert_eq!(
        site.call("DELETE", &gone, &pumps.boss, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        site.add_member(&pumps, BOSS, "handler", "").await.code(),
        "last_in_charge"
    );
    let ended = site.sign_in("h2@pumps.example").await;
    assert_eq!(
        site.call("GET", &pumps.path(""), &ended, None).await.status,
        StatusCode::NOT_FOUND
    );
}

/// Puts somebody in charge who handles applications or not; without a word of that where it is not said.
async fn in_charge(site: &Site, employer: &Employer, email: &str, handles: Option<bool>) -> Answer {
    let mut body = json!({ "email": email, "role": "in_charge", "locale": "en" });
    if let Some(handles) = handles {
        body["handles"] = json!(handles);
    }
    site.call("POST", &employer.path("/members"), &employer.boss, Some(body))
        .await
}

/// Who handles applications.
async fn handlers(site: &Site, employer: &Employer) -> Vec<String> {
    let read = site
        .call("GET", &employer.path(""), &employer.boss, None)
        .await
        .json();
    let members = read["members"].as_array().unwrap().iter();
    let mut all: Vec<String> = members
        .filter(|member| member["handles"] == true)
        .map(|member| member["email"].as_str().unwrap().to_owned())
        .collect();
    all.sort();
    all
}

#[tokio::test]
async fn an_organisation_always_has_a_handler() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (h1, agent) = ("h1@pumps.example", "agent@example.org");
    assert_eq!(handlers(&site, &pumps).await, [BOSS], "who registered it");
    let none = in_charge(&site, &pumps, BOSS, Some(false)).await;
    assert_eq!(
        (none.status, none.code().as_str()),
        (StatusCode::CONFLICT, "last_handler")
    );
    // With another one the person in charge need not be one.
    site.add_member(&pumps, h1, "handler", "").await;
    site.add_member(&pumps, agent, "agent", "2027-01-31").await;
    let done = in_charge(&site, &pumps, BOSS, Some(false)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(handlers(&site, &pumps).await, [h1]);
    // That one can't be changed, be ended, or leave, whoever would take over.
    let changed = site.add_member(&pumps, h1, "agent", "2027-01-31").await;
    assert_eq!(changed.code(), "last_handler");
    let (m1, taker) = (
        member_id(&site, &pumps, h1).await,
        member_id(&site, &pumps, agent).await,
    );
    let end = pumps.path(&format!("/members/{m1}?to={taker}"));
    let handler = site.sign_in(h1).await;
    for cookie in [&pumps.boss, &handler] {
        let refused = site.call("DELETE", &end, cookie, None).await;
        assert_eq!(refused.code(), "last_handler");
    }
    // Put in charge they handle applications still, and read that.
    let before = site.letters(h1).await;
    let risen = in_charge(&site, &pumps, h1, None).await;
    assert_eq!(risen.status, StatusCode::OK, "{}", risen.text);
    saying(
        &since(&site, h1, &before).await,
        "person in charge, who also handles applications",
    );
    let none = in_charge(&site, &pumps, h1, Some(false)).await;
    assert_eq!(none.code(), "last_handler");
    // Once somebody else does, they go.
    let back = in_charge(&site, &pumps, BOSS, Some(true)).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert_eq!(handlers(&site, &pumps).await, [BOSS, h1]);
    let history = site
        .call("GET", &pumps.path("/history"), &pumps.boss, None)
        .await
        .json();
    let newest = &history["rows"][0];
    assert_eq!(
        (&newest["what"], &newest["about"], &newest["handles"]),
        (&json!("member_changed"), &json!(BOSS), &json!(true))
    );
    let gone = site.call("DELETE", &end, &pumps.boss, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    assert_eq!(handlers(&site, &pumps).await, [BOSS]);
    site.approve(&pumps).await;
}

#[tokio::test]
async fn people_in_charge_who_handle_applications_count_among_the_three() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (second, h1, h2) = ("second@pumps.example", "h1@pumps.example", "h2@pumps.example");
    let body = json!({ "email": second, "role": "in_charge", "locale": "fr" });
    let put = site
        .call("POST", &pumps.path("/members"), &pumps.boss, Some(body))
        .await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    assert_eq!(
        handlers(&site, &pumps).await,
        [BOSS],
        "only who is said to be one"
    );
    for name in [h1, h2] {
        site.add_member(&pumps, name, "handler", "").await;
    }
    let fourth = in_charge(&site, &pumps, second, Some(true)).await;
    assert_eq!(
        (fourth.status, fourth.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "too_many_handlers")
    );
    site.add_member(&pumps, h2, "agent", "2027-01-31").await;
    // The language of the person's letters stays where none is named.
    let body = json!({ "email": second, "role": "in_charge", "handles": true, "locale": "" });
    let third = site
        .call("POST", &pumps.path("/members"), &pumps.boss, Some(body))
        .await;
    assert_eq!(third.status, StatusCode::OK, "{}", third.text);
    let mut database = site.database().await;
    let locale: String = sqlx::query_scalar(
        "select m.locale from member m join person p on p.id = m.person_id where p.email_key = $1",
    )
    .bind(second)
    .fetch_one(&mut database)
    .await
    .unwrap();
    assert_eq!(locale, "fr");
}

/// What the migration does with the organisations that it finds.
#[tokio::test]
async fn whoever_was_in_charge_longest_handles_where_nobody_did() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    site.later(1);
    in_charge(&site, &valves, "second@valves.example", None).await;
    let mut database = site.database().await;
    sqlx::query("update member set handles = 0")
        .execute(&mut database)
        .await
        .unwrap();
    let migration: &'static str = include_str!("../../migrations/0023_handles.sql");
    for statement in migration.split(';').filter(|one| one.contains("update member")) {
        sqlx::query(statement).execute(&mut database).await.unwrap();
    }
    assert_eq!(handlers(&site, &pumps).await, ["h1@pumps.example"]);
    assert_eq!(handlers(&site, &valves).await, ["boss@valves.example"]);
}

#[tokio::test]
async fn a_mandate_ends_with_its_last_day() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    for (until, code) in [
        ("", "missing"),
        ("2026-11-22", "date_in_past"),
        ("2026-11-31", "date_unreal"),
    ] {
        let refused = site.add_member(&pumps, "agent@example.org", "agent", until).await;
        assert_eq!(problems(&refused), [("until".into(), code.into())], "{until}");
    }
    let added = site
        .add_member(&pumps, "agent@example.org", "agent", "2026-11-23")
        .await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    let agent = site.sign_in("agent@example.org").await;
    let read = site.call("GET", &pumps.path(""), &agent, None).await;
    assert_eq!(read.json()["role"], "agent");
    let change = site
        .call("PUT", &pumps.path(""), &agent, Some(about("Agency", CODE)))
        .await;
    assert_eq!(change.code(), "forbidden");
    let table = site.call("GET", &pumps.path("/cases"), &agent, None).await;
    assert_eq!(table.status, StatusCode::OK);
    let as_agent = Employer {
        id: pumps.id.clone(),
        boss: agent.clone(),
    };
    site.invite(&as_agent, "anna@example.org", json!([])).await;
    // Midnight in China.
    site.later(12 * 3_600 - 1);
    let list = site.call("GET", &pumps.path("/invitations"), &agent, None).await;
    assert_eq!(list.status, StatusCode::OK);
    site.later(1);
    let agent = site.sign_in("agent@example.org").await;
    for rest in ["", "/invitations", "/cases", "/cases.csv"] {
        let answer = site.call("GET", &pumps.path(rest), &agent, None).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{rest}");
    }
    let none = site.call("GET", "/api/organisations", &agent, None).await.json();
    assert_eq!(none, json!([]));
}

#[tokio::test]
async fn who_leaves_hands_over() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    for name in ["h1@pumps.example", "h2@pumps.example"] {
        site.add_member(&pumps, name, "handler", "").await;
    }
    let handler = Employer {
        id: pumps.id.clone(),
        boss: site.sign_in("h1@pumps.example").await,
    };
    let (first, _) = site.invite(&handler, "anna@example.org", json!([])).await;
    let (h1, h2) = (
        member_id(&site, &pumps, "h1@pumps.example").await,
        member_id(&site, &pumps, "h2@pumps.example").await,
    );
    let boss = member_id(&site, &pumps, BOSS).await;
    let end = |member: String, to: &str| {
        let path = pumps.path(&format!("/members/{member}?to={to}"));
        let site = &site;
        let cookie = pumps.boss.clone();
        async move { site.call("DELETE", &path, &cookie, None).await }
    };
    assert_eq!(end(h1.clone(), "nobody").await.code(), "invalid_request");
    assert_eq!(end(h1.clone(), &h1).await.code(), "invalid_request");
    assert_eq!(end(h1, &h2).await.status, StatusCode::NO_CONTENT);
    let of = |list: Value| (list["rows"][0]["id"].clone(), list["rows"][0]["handler"].clone());
    let list = site
        .call("GET", &pumps.path("/invitations"), &pumps.boss, None)
        .await;
    assert_eq!(of(list.json()), (json!(first), json!(h2)));
    assert_eq!(end(h2, "").await.status, StatusCode::NO_CONTENT);
    let list = site
        .call("GET", &pumps.path("/invitations"), &pumps.boss, None)
        .await;
    assert_eq!(of(list.json()), (json!(first), json!(boss)));
}

#[tokio::test]
async fn who_is_changed_or_removed_is_told_and_who_takes_over_how_much() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (h1, h2) = ("h1@pumps.example", "h2@pumps.example");
    for name in [h1, h2] {
        site.add_member(&pumps, name, "handler", "").await;
    }
    let handler = Employer {
        id: pumps.id.clone(),
        boss: site.sign_in(h1).await,
    };
    let second = site.sign_in(h2).await;
    site.invite(&handler, "anna@example.org", json!([])).await;
    let (first_before, second_before) = (site.letters(h1).await, site.letters(h2).await);
    let boss_before = site.letters(BOSS).await;
    // The role, then the last day, then nothing.
    for (until, letters) in [("2027-01-31", 1), ("2027-02-28", 2), ("2027-02-28", 2)] {
        let put = site.add_member(&pumps, h1, "agent", until).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.text);
        assert_eq!(since(&site, h1, &first_before).await.len(), letters, "{until}");
    }
    let told = since(&site, h1, &first_before).await;
    for day in ["31 January 2027", "28 February 2027"] {
        saying(&told, day);
    }
    let (m1, m2) = (
        member_id(&site, &pumps, h1).await,
        member_id(&site, &pumps, h2).await,
    );
    let end = pumps.path(&format!("/members/{m1}?to={m2}"));
    let ended = site.call("DELETE", &end, &pumps.boss, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.text);
    let told = since(&site, h1, &first_before).await;
    saying(&told, "has ended your membership");
    let told = since(&site, h2, &second_before).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let text = saying(&told, "handed over to you: 1.");
    assert!(
        text.contains(&format!("/en/employer/{}/invitations", pumps.id)),
        "{text}"
    );
    let boss = site.letters(BOSS).await.len();
    assert_eq!(boss, boss_before.len(), "nobody hears of their own doing");
    // Who leaves knows that; who takes over does not.
    let second_before = site.letters(h2).await;
    let leave = pumps.path(&format!("/members/{m2}"));
    let left = site.call("DELETE", &leave, &second, None).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT, "{}", left.text);
    assert_eq!(since(&site, h2, &second_before).await.len(), 0);
    saying(&since(&site, BOSS, &boss_before).await, "handed over to you: 1.");
}

#[tokio::test]
async fn a_handler_leaves_by_themselves_and_a_lapsed_mandate_takes_nothing_over() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.add_member(&pumps, "agent@example.org", "agent", "2026-11-23")
        .await;
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    let (agent, h1, boss) = (
        member_id(&site, &pumps, "agent@example.org").await,
        member_id(&site, &pumps, "h1@pumps.example").await,
        member_id(&site, &pumps, BOSS).await,
    );
    site.later(86_400);
    let handler = Employer {
        id: pumps.id.clone(),
        boss: site.sign_in("h1@pumps.example").await,
    };
    site.invite(&handler, "anna@example.org", json!([])).await;
    let leave = pumps.path(&format!("/members/{h1}"));
    let to_agent = format!("{leave}?to={agent}");
    let refused = site.call("DELETE", &to_agent, &handler.boss, None).await;
    assert_eq!(refused.code(), "invalid_request");
    let left = site.call("DELETE", &leave, &handler.boss, None).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT, "{}", left.text);
    let gone = site.call("GET", &pumps.path(""), &handler.boss, None).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let cookie = site.sign_in(BOSS).await;
    let list = site.call("GET", &pumps.path("/invitations"), &cookie, None).await;
    assert_eq!(list.json()["rows"][0]["handler"], json!(boss));
}
