//! The people of an organisation: who may do what, for how long, and who takes over.

use super::employers::{CODE, Employer, about, problems};
use super::notices::{saying, since};
use super::support::Site;
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
    for name in ["h1", "h2", "h3"] {
        let added = site
            .add_member(&pumps, &format!("{name}@pumps.example"), "handler", "")
            .await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    }
    let fourth = site.add_member(&pumps, "h4@pumps.example", "handler", "").await;
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
    assert_eq!(
        site.add_member(&pumps, BOSS, "handler", "").await.code(),
        "too_many_handlers"
    );
    let h3 = member_id(&site, &pumps, "h3@pumps.example").await;
    let gone = pumps.path(&format!("/members/{h3}"));
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
    let ended = site.sign_in("h3@pumps.example").await;
    assert_eq!(
        site.call("GET", &pumps.path(""), &ended, None).await.status,
        StatusCode::NOT_FOUND
    );
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
