use super::samples::jpeg;
use super::support::{ID, NOW, OTHER_ID, Site, complete, wish};
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_complete_draft_becomes_one_application() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let first = site.submit(&anna, ID, revision, "zh-Hans").await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let application = first.json();
    let reference = application["reference"].as_str().unwrap();
    assert_eq!(permit::reference::read(reference).as_deref(), Some(reference));
    assert_eq!(
        (application["judged_on"].as_str(), application["rules"].as_str()),
        (Some("2026-11-23"), Some("cn-2017/2026-11-25+beijing@2026-02-04"))
    );
    assert_eq!(application["events"].as_array().unwrap().len(), 1);
    // No employer has joined: nobody else can do anything.
    assert_eq!(
        (
            &application["unjoined"],
            &application["acts"],
            &application["steps"][0]["name"]
        ),
        (&json!(true), &json!(["applicant"]), &json!("employer_joins"))
    );
    let second = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(
        (second.status, second.json()),
        (StatusCode::OK, application.clone()),
        "the same again changes nothing"
    );
    let path = format!("/api/applications/{}", application["id"].as_str().unwrap());
    assert_eq!(site.call("GET", &path, &anna, None).await.json(), application);
    let list = site.call("GET", "/api/applications", &anna, None).await.json();
    assert_eq!(list[0]["state"], "waiting_for_employer");
    let bo = site.sign_in("bo@example.org").await;
    assert_eq!(site.call("GET", &path, &bo, None).await.code(), "not_found");
    let letters = site.letters("anna@example.org").await;
    let receipts: Vec<_> = letters
        .iter()
        .filter(|letter| letter["text"].as_str().unwrap().contains(reference))
        .collect();
    assert_eq!(receipts.len(), 1, "one receipt");
    assert_eq!(receipts[0]["locale"], "zh-Hans");
    for private in ["Eriksson", "L898902C3", "1990"] {
        assert!(!receipts[0].to_string().contains(private), "{private}");
    }
}

#[tokio::test]
async fn nothing_is_sent_before_the_person_agrees_to_what_the_employer_receives() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let path = format!("/api/drafts/{ID}/application");
    let mut silent = wish(revision, "en");
    silent.as_object_mut().unwrap().remove("agreed");
    let mut not_agreed = wish(revision, "en");
    not_agreed["agreed"] = json!(false);
    for body in [&silent, &not_agreed] {
        let refused = site.call("POST", &path, &anna, Some(body.clone())).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "not_agreed")
        );
    }
    let none = site.call("GET", "/api/applications", &anna, None).await.json();
    assert_eq!(none, json!([]));
    assert_eq!(site.letters("anna@example.org").await.len(), 1, "the code alone");

    // What was agreed to is what was seen: a draft that changed since is to be looked at again.
    let changed = site
        .save(&anna, ID, revision, &[("work_city", "Chaoyang", revision)])
        .await;
    assert_eq!(
        site.submit(&anna, ID, revision, "en").await.code(),
        "draft_changed"
    );
    let revision = changed.json()["revision"].as_u64().unwrap();
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let event = &sent.json()["events"][0];
    assert_eq!(
        (&event["kind"], &event["agreed"], &event["at"]),
        (&json!("applicant_ready"), &json!(true), &json!(NOW))
    );
    let again = site.call("POST", &path, &anna, Some(silent)).await;
    assert_eq!(
        (again.status, again.json()),
        (StatusCode::OK, sent.json()),
        "what was sent already stays sent"
    );
}

/// The employer's package can't be made of files that are not there: better to say so while it can be put right.
#[tokio::test]
async fn files_that_can_t_be_handed_on_are_named_before_anything_is_frozen() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let file = site.file(&anna, &jpeg()).await;
    let stranger = "a".repeat(64);
    let changes = [
        ("documents@r1", "1", 0),
        ("doc_slot@r1", "passport", 0),
        ("doc_file@r1", stranger.as_str(), 0),
    ];
    let saved = site.save(&anna, ID, revision, &changes).await;
    let mut revision = saved.json()["revision"].as_u64().unwrap();
    let refused = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::CONFLICT, "not_ready")
    );
    let named = |code: &str| json!([{ "key": "doc_file@r1", "code": code }]);
    assert_eq!(refused.json()["problems"], named("file_missing"));

    let own = [("doc_file@r1", file.as_str(), revision)];
    revision = site.save(&anna, ID, revision, &own).await.json()["revision"]
        .as_u64()
        .unwrap();
    let database = database(&site).await;
    for state in ["waiting", "refused"] {
        sqlx::query("update file set state = $1")
            .bind(state)
            .execute(&database)
            .await
            .unwrap();
        let refused = site.submit(&anna, ID, revision, "en").await;
        assert_eq!(refused.json()["problems"], named(&format!("file_{state}")));
    }
    sqlx::query("update file set state = 'clean'")
        .execute(&database)
        .await
        .unwrap();
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
}

/// The site's database, to put into it what no request could.
async fn database(site: &Site) -> sqlx::AnyPool {
    let file = site.portal.config.data.join("portal.sqlite");
    sqlx::AnyPool::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap()
}

/// Applications from before the portal asked say nothing that nobody said.
#[tokio::test]
async fn an_older_application_says_nothing_of_agreeing() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let sent = site.submit(&anna, ID, revision, "en").await.json();
    sqlx::query("update event set agreed = 0")
        .execute(&database(&site).await)
        .await
        .unwrap();
    let path = format!("/api/applications/{}", sent["id"].as_str().unwrap());
    let read = site.call("GET", &path, &anna, None).await.json();
    assert_eq!(read["events"][0].get("agreed"), None);
    assert_eq!(read["events"][0]["at"], sent["events"][0]["at"]);
}

#[tokio::test]
async fn however_often_the_button_is_pressed_there_is_one() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let router = site.router();
    let mut presses = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (router, anna) = (router.clone(), anna.clone());
        presses.spawn(async move {
            use tower::ServiceExt as _;
            let body = wish(revision, "en").to_string();
            let request = axum::http::Request::post(format!("/api/drafts/{ID}/application"))
                .header("cookie", anna)
                .header("content-type", "application/json")
                .body(axum::body::Body::from(body))
                .unwrap();
            router.oneshot(request).await.unwrap().status()
        });
    }
    let mut statuses = presses.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses[19], StatusCode::CREATED);
    assert!(
        statuses[..19].iter().all(|status| *status == StatusCode::OK),
        "{statuses:?}"
    );
    assert_eq!(
        site.call("GET", "/api/applications", &anna, None)
            .await
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        site.letters("anna@example.org").await.len(),
        2,
        "the code and one receipt"
    );
}

#[tokio::test]
async fn what_was_sent_is_frozen() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let sent = site.submit(&anna, ID, revision, "en").await.json();
    assert_eq!(
        site.save(&anna, ID, revision, &[("surname", "Other", revision)])
            .await
            .code(),
        "draft_submitted"
    );
    assert_eq!(
        site.call("DELETE", &format!("/api/drafts/{ID}"), &anna, None)
            .await
            .code(),
        "draft_submitted"
    );
    let drafts = site.call("GET", "/api/drafts", &anna, None).await.json();
    assert_eq!(drafts[0]["application"], sent["id"]);
    assert_eq!(sent["draft"]["entries"]["surname"]["value"], "Eriksson");
}

#[tokio::test]
async fn what_was_removed_and_what_is_not_asked_is_not_sent() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    site.save_complete(&anna, ID).await;
    let said = [
        ("has_dependants", "yes", 1),
        ("dependants@d1", "1", 0),
        ("dep_passport_number@d1", "CANARYD1", 0),
        ("dependants@d2", "2", 0),
        ("dep_passport_number@d2", "CANARYD2", 0),
        ("earlier_permit", "yes", 1),
        ("earlier_permit_number", "CANARYE", 0),
        ("work@w2", "2", 0),
        ("work_employer@w2", "CANARYW", 0),
    ];
    assert_eq!(site.save(&anna, ID, 1, &said).await.status, StatusCode::OK);
    let taken_back = [
        ("dependants@d1", "", 2),
        ("has_dependants", "no", 2),
        ("earlier_permit", "no", 2),
        ("work@w2", "", 2),
    ];
    assert_eq!(site.save(&anna, ID, 2, &taken_back).await.status, StatusCode::OK);
    let draft = format!("/api/drafts/{ID}");
    let kept = site.call("GET", &draft, &anna, None).await;
    assert!(
        kept.text.contains("CANARYD1"),
        "a change of mind is possible until it is sent"
    );
    let sent = site.submit(&anna, ID, 3, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let application = format!("/api/applications/{}", sent.json()["id"].as_str().unwrap());
    for path in [application, draft] {
        let read = site.call("GET", &path, &anna, None).await;
        assert!(!read.text.contains("CANARY"), "{}", read.text);
        let entries = read.json()["draft"]["entries"].clone();
        let frozen: Vec<_> = entries.as_object().unwrap().keys().cloned().collect();
        let mut asked: Vec<_> = complete().into_iter().map(|(key, _)| key).collect();
        asked.sort_unstable();
        assert_eq!(frozen, asked, "all else is there: {path}");
        assert_eq!(entries["has_dependants"]["value"], "no");
    }
}

#[tokio::test]
async fn a_person_sends_a_bounded_number() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    for number in 0..101 {
        let id = format!("{}{number:03}", &ID[..33]);
        let revision = site.save_complete(&anna, &id).await;
        let sent = site.submit(&anna, &id, revision, "en").await;
        if number < 100 {
            assert_eq!(sent.status, StatusCode::CREATED, "{number}");
        } else {
            assert_eq!(sent.code(), "too_many_applications");
        }
    }
}

#[tokio::test]
async fn the_server_judges_again() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let saved = site
        .save(
            &anna,
            ID,
            revision,
            &[("passport_expiry_date", "2027-01-01", revision)],
        )
        .await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let refused = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "invalid_answers")
    );
    let problems = refused.json()["problems"].clone();
    assert_eq!(
        problems,
        json!([{ "key": "passport_expiry_date", "code": "passport_expires_soon" }])
    );
    assert_eq!(
        site.submit(&anna, ID, revision - 1, "en").await.code(),
        "draft_changed"
    );
    assert_eq!(site.submit(&anna, OTHER_ID, 1, "en").await.code(), "not_found");
    assert_eq!(
        site.call("GET", "/api/applications", &anna, None).await.json(),
        json!([])
    );
}

/// A complete draft as the first version of the form stored it: one route, under the question of that time.
async fn save_first_version(site: &Site, cookie: &str, route: &str) -> u64 {
    let changes: Vec<_> = complete()
        .into_iter()
        .map(|(key, value)| {
            if key == "direct_routes" {
                json!({ "key": "direct_route", "value": route, "base": 0 })
            } else {
                json!({ "key": key, "value": value, "base": 0 })
            }
        })
        .collect();
    let body = json!({ "form_version": 1, "known": 0, "changes": changes });
    let saved = site
        .call("PATCH", &format!("/api/drafts/{ID}"), cookie, Some(body))
        .await;
    saved.json()["revision"].as_u64().unwrap()
}

#[tokio::test]
async fn a_tab_of_an_older_form_loads_the_page_again_before_it_submits() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = save_first_version(&site, &anna, "none").await;
    let path = format!("/api/drafts/{ID}/application");
    for body in [
        json!({ "revision": revision, "locale": "en" }),
        json!({ "revision": revision, "locale": "en", "form_version": permit::forms::VERSION - 1 }),
    ] {
        let refused = site.call("POST", &path, &anna, Some(body)).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (StatusCode::CONFLICT, "form_outdated")
        );
    }
    let newer = json!({ "revision": revision, "locale": "en", "form_version": permit::forms::VERSION + 1 });
    let refused = site.call("POST", &path, &anna, Some(newer)).await;
    assert_eq!(refused.code(), "invalid_request", "this server is the older one");
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let old = json!({ "revision": revision, "locale": "en" });
    let again = site.call("POST", &path, &anna, Some(old)).await;
    assert_eq!(
        (again.status, again.json()),
        (StatusCode::OK, sent.json()),
        "what was sent already stays sent"
    );
}

#[tokio::test]
async fn a_draft_of_the_first_form_is_submitted_in_the_newest() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = save_first_version(&site, &anna, "talent_plan").await;
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let draft = site
        .call("GET", &format!("/api/drafts/{ID}"), &anna, None)
        .await
        .json();
    assert_eq!(draft["revision"], revision + 1, "something was saved");
    for kept in [&draft["draft"], &sent.json()["draft"]] {
        assert_eq!(kept["form_version"], permit::forms::VERSION);
        let answer = &kept["entries"]["direct_routes"];
        assert_eq!(
            (&answer["value"], &answer["by"]),
            (&json!("talent_plan"), &json!("system"))
        );
        assert_eq!(answer["revision"], revision + 1);
        assert!(kept["entries"]["direct_route"].is_null(), "not asked any more");
    }
}

#[tokio::test]
async fn what_the_newest_form_asks_and_no_older_answer_says_is_asked_before_submitting() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = save_first_version(&site, &anna, "unsure").await;
    let refused = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(refused.code(), "invalid_answers");
    assert_eq!(refused.json()["problems"][0]["key"], "direct_routes");
    let draft = site.call("GET", &format!("/api/drafts/{ID}"), &anna, None).await;
    assert_eq!(draft.json()["revision"], revision, "nothing was changed");
}

#[test]
fn the_invented_person_has_no_problem() {
    use permit::answer::{Key, Role};
    let mut draft = permit::draft::Draft::new(permit::forms::VERSION);
    for (key, value) in complete() {
        draft.edit(Key::parse(&key).unwrap(), value, 0, Role::Applicant);
    }
    let today = permit::date::Date::constant(2026, 11, 23);
    assert_eq!(permit::judge::judge(&draft, today), Vec::new());
}
