use super::support::{ID, OTHER_ID, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

const PATH: &str = "/api/drafts/0b9c7e52-1f7e-4c86-9d0a-6f1f5a9f3c11";

#[tokio::test]
async fn answers_are_stored_read_listed_and_deleted() {
    let mut site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let saved = site
        .save(
            &anna,
            ID,
            0,
            &[("surname", "Eriksson", 0), ("given_names", "Anna", 0)],
        )
        .await;
    assert_eq!(
        (saved.status, saved.json()["revision"].as_u64()),
        (StatusCode::OK, Some(1))
    );
    assert_eq!(saved.json()["entries"]["surname"]["value"], "Eriksson");
    site.later(60);
    let again = site.save(&anna, ID, 1, &[("surname", "Eriksson", 0)]).await;
    assert_eq!(again.json()["revision"], 1, "the same again is no new revision");
    let read = site.call("GET", PATH, &anna, None).await.json();
    assert_eq!(read["draft"]["entries"]["given_names"]["by"], "applicant");
    let list = site.call("GET", "/api/drafts", &anna, None).await.json();
    assert_eq!(
        (list[0]["id"].as_str(), list.as_array().map(Vec::len)),
        (Some(ID), Some(1))
    );
    assert_eq!(
        site.call("DELETE", PATH, &anna, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(site.call("GET", PATH, &anna, None).await.code(), "not_found");
    assert_eq!(site.call("DELETE", PATH, &anna, None).await.code(), "not_found");
}

#[tokio::test]
async fn changes_to_different_answers_merge_and_a_stale_one_is_refused_whole() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    let other = site.save(&anna, ID, 1, &[("birth_place", "Uppsala", 0)]).await;
    assert_eq!(other.json()["revision"], 2);
    let phone = site
        .save(&anna, ID, 1, &[("surname", "Ericsson", 1)])
        .await
        .json();
    assert_eq!(
        (
            phone["revision"].as_u64(),
            phone["entries"]["birth_place"]["value"].as_str()
        ),
        (Some(3), Some("Uppsala"))
    );
    let stale = site
        .save(
            &anna,
            ID,
            2,
            &[("surname", "Erikson", 1), ("given_names", "Anna", 0)],
        )
        .await;
    assert_eq!(
        (stale.status, stale.code().as_str()),
        (StatusCode::CONFLICT, "conflict")
    );
    assert_eq!(stale.json()["conflicts"], json!(["surname"]));
    assert_eq!(stale.json()["entries"]["surname"]["value"], "Ericsson");
    let read = site.call("GET", PATH, &anna, None).await.json();
    assert!(
        read["draft"]["entries"]["given_names"].is_null(),
        "nothing of a refused request is stored"
    );
}

#[tokio::test]
async fn removing_an_entry_that_was_edited_meanwhile_is_a_conflict_that_says_what_is_there() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    site.save(
        &anna,
        ID,
        0,
        &[("work@a1", "1", 0), ("work_employer@a1", "Pumpar AB", 0)],
    )
    .await;
    site.save(&anna, ID, 1, &[("work_employer@a1", "Pumpar i Uppsala AB", 1)])
        .await;
    let removal = site.save(&anna, ID, 1, &[("work@a1", "", 1)]).await;
    assert_eq!(removal.code(), "conflict");
    assert_eq!(removal.json()["conflicts"], json!(["work@a1"]));
    assert_eq!(removal.json()["entries"]["work@a1"]["value"], "1");
    assert_eq!(
        removal.json()["entries"]["work_employer@a1"]["value"],
        "Pumpar i Uppsala AB"
    );
}

#[tokio::test]
async fn a_draft_of_somebody_else_is_nowhere() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let bo = site.sign_in("bo@example.org").await;
    site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    for method in ["GET", "DELETE"] {
        assert_eq!(
            site.call(method, PATH, &bo, None).await.code(),
            "not_found",
            "{method}"
        );
    }
    assert_eq!(
        site.save(&bo, ID, 0, &[("surname", "Bo", 0)]).await.code(),
        "not_found"
    );
    assert_eq!(site.submit(&bo, ID, 1, "en").await.code(), "not_found");
    assert_eq!(site.call("GET", "/api/drafts", &bo, None).await.json(), json!([]));
    let read = site.call("GET", PATH, &anna, None).await.json();
    assert_eq!(read["draft"]["entries"]["surname"]["value"], "Eriksson");
}

#[tokio::test]
async fn bad_input_gets_a_clear_error_and_stores_nothing() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    for key in [
        "nonsense",
        "surname@row",
        "work_employer",
        "work",
        "work_employer@r-x@y",
        "",
    ] {
        let answer = site
            .save(&anna, ID, 0, &[("birth_place", "Uppsala", 0), (key, "x", 0)])
            .await;
        assert!(answer.status.is_client_error(), "{key}: {}", answer.text);
        assert!(
            matches!(answer.code().as_str(), "unknown_question" | "invalid_json"),
            "{key}"
        );
    }
    let long = "x".repeat(500);
    let answer = site.save(&anna, ID, 0, &[("surname", &long, 0)]).await;
    assert_eq!(
        (
            answer.code().as_str(),
            answer.json()["problems"][0]["key"].as_str()
        ),
        ("too_long", Some("surname"))
    );
    assert_eq!(
        site.save(&anna, "not-an-id", 0, &[("surname", "x", 0)])
            .await
            .code(),
        "not_found"
    );
    let newer = json!({ "form_version": 99, "known": 0, "changes": [] });
    assert_eq!(
        site.call("PATCH", PATH, &anna, Some(newer)).await.code(),
        "invalid_request"
    );
    for (kind, body, code) in [
        ("application/json", "{".to_owned(), "invalid_json"),
        (
            "application/json",
            r#"{"form_version":"one"}"#.to_owned(),
            "invalid_json",
        ),
        (
            "text/plain",
            r#"{"form_version":1,"known":0,"changes":[]}"#.to_owned(),
            "invalid_json",
        ),
        ("application/json", " ".repeat(300_000), "body_too_large"),
    ] {
        let request = Request::patch(PATH)
            .header(header::COOKIE, &anna)
            .header(header::CONTENT_TYPE, kind);
        assert_eq!(
            site.send(request.body(Body::from(body)).unwrap()).await.code(),
            code,
            "{kind}"
        );
    }
    assert_eq!(
        site.call("GET", "/api/drafts", &anna, None).await.json(),
        json!([])
    );
}

/// A save may be on its way while its draft is deleted, or said again by a tab that heard no answer.
#[tokio::test]
async fn a_draft_that_was_deleted_does_not_come_back() {
    let mut site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let first = &[("surname", "Eriksson", 0)];
    assert_eq!(site.save(&anna, ID, 0, first).await.status, StatusCode::OK);
    assert_eq!(
        site.call("DELETE", PATH, &anna, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(site.save(&anna, ID, 0, first).await.code(), "not_found");
    // One whose first save comes after it was deleted.
    let other = format!("/api/drafts/{OTHER_ID}");
    assert_eq!(site.call("DELETE", &other, &anna, None).await.code(), "not_found");
    assert_eq!(site.save(&anna, OTHER_ID, 0, first).await.code(), "not_found");
    assert_eq!(
        site.call("GET", "/api/drafts", &anna, None).await.json(),
        json!([])
    );
    // Nobody bars an id for somebody else.
    let bo = site.sign_in("bo@example.org").await;
    assert_eq!(site.save(&bo, OTHER_ID, 0, first).await.status, StatusCode::OK);
    assert_eq!(site.call("DELETE", &other, &anna, None).await.code(), "not_found");
    assert_eq!(site.call("GET", &other, &bo, None).await.status, StatusCode::OK);
    // It is remembered for a year.
    site.later(366 * 86_400);
    site.portal.store.clean(site.portal.now()).await.unwrap();
    let anna = site.sign_in("anna@example.org").await;
    assert_eq!(site.save(&anna, ID, 0, first).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_draft_that_was_deleted_is_not_made_anew_of_what_was_changed_last() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    site.call("DELETE", PATH, &anna, None).await;
    for (known, changes) in [
        (1, &[("birth_place", "Uppsala", 0)][..]),
        (0, &[("birth_place", "Uppsala", 0), ("surname", "Ericsson", 1)]),
        (1, &[]),
        (0, &[]),
    ] {
        assert_eq!(
            site.save(&anna, ID, known, changes).await.code(),
            "not_found",
            "{known}"
        );
    }
    // Typed and taken back before the first save: acknowledged, and nothing to keep.
    let nothing = site.save(&anna, OTHER_ID, 0, &[("surname", "", 0)]).await;
    assert_eq!(
        (nothing.status, nothing.json()["revision"].as_u64()),
        (StatusCode::OK, Some(0))
    );
    assert_eq!(
        site.call("GET", "/api/drafts", &anna, None).await.json(),
        json!([])
    );
    let anew = site.save(&anna, OTHER_ID, 0, &[("surname", "Eriksson", 0)]).await;
    assert_eq!(anew.json()["revision"], 1, "kept as a new draft");
}

#[tokio::test]
async fn a_draft_holds_a_bounded_amount_of_text() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let mut revision = 0;
    let mut refused = None;
    let long = "工".repeat(1_000);
    for number in 0..200 {
        let keys = ["work", "work_duties"].map(|key| format!("{key}@r{number}"));
        let changes = [(keys[0].as_str(), "", 0), (keys[1].as_str(), long.as_str(), 0)];
        let answer = site.save(&anna, ID, revision, &changes).await;
        if answer.status != StatusCode::OK {
            refused = Some(answer);
            break;
        }
        revision = answer.json()["revision"].as_u64().unwrap();
    }
    let refused = refused.expect("an end to it");
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "draft_too_large")
    );
    assert!(revision > 80, "far more than an application needs: {revision}");
    let read = site.call("GET", PATH, &anna, None).await;
    assert!(read.text.len() < 257 * 1_024);
    let shorter = [("work_duties@r0", "Pumps.", revision), ("surname", "Eriksson", 0)];
    assert_eq!(
        site.save(&anna, ID, revision, &shorter).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn one_person_can_t_fill_the_line_to_the_disk() {
    use sqlx::{ConnectOptions as _, Executor as _};
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let bo = site.sign_in("bo@example.org").await;
    // A disk that does not come to an end with what it writes: somebody's sign-out stands first in the line.
    let file = site.portal.config.data.join("portal.sqlite");
    let options: sqlx::any::AnyConnectOptions = format!("sqlite://{}", file.display()).parse().unwrap();
    let mut disk = options.connect().await.unwrap();
    disk.execute("begin immediate").await.unwrap();
    let site = std::sync::Arc::new(site);
    let mut waiting = tokio::task::JoinSet::new();
    let stands = site.clone();
    waiting.spawn(async move {
        let nobody = "__Host-portal=AAAA";
        stands.call("DELETE", "/api/session", nobody, None).await
    });
    let save = |cookie: &str, id: &'static str| {
        let (site, cookie) = (site.clone(), cookie.to_owned());
        async move { site.save(&cookie, id, 0, &[("surname", "Eriksson", 0)]).await }
    };
    for _ in 0..65 {
        waiting.spawn(save(&anna, ID));
    }
    let first = waiting.join_next().await.unwrap().unwrap();
    assert_eq!(
        (first.status, first.code().as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
    );
    assert_eq!(first.headers[header::RETRY_AFTER], "1");
    waiting.spawn(save(&bo, OTHER_ID));
    disk.execute("rollback").await.unwrap();
    let served = waiting.join_all().await;
    assert_eq!(served.len(), 66);
    assert!(
        served.iter().all(|answer| answer.status.is_success()),
        "whoever has a place is served"
    );
    let after = site.save(&anna, ID, 1, &[("birth_place", "Uppsala", 0)]).await;
    assert_eq!(after.status, StatusCode::OK, "and the places are free again");
}

#[tokio::test]
async fn a_person_has_a_bounded_number_of_drafts() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    for number in 0..20 {
        let id = format!("{}{number:02}", &ID[..34]);
        assert_eq!(
            site.save(&anna, &id, 0, &[("surname", "E", 0)]).await.status,
            StatusCode::OK
        );
    }
    assert_eq!(
        site.save(&anna, OTHER_ID, 0, &[("surname", "E", 0)]).await.code(),
        "too_many_drafts"
    );
}

#[tokio::test]
async fn concurrent_saves_are_each_acknowledged_and_each_stored() {
    let site = Site::new().await;
    let anna = site.sign_in("anna@example.org").await;
    let keys: Vec<&str> = permit::forms::questions()
        .filter(|question| permit::forms::group_of(question.id).is_none())
        .map(|question| question.id)
        .take(40)
        .collect();
    let saves = keys.iter().map(|key| {
        let (site, anna) = (&site, &anna);
        async move { site.save(anna, ID, 0, &[(*key, "1", 0)]).await }
    });
    let mut revisions = Vec::new();
    for answer in futures_like_join(saves).await {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        revisions.push(answer.json()["revision"].as_u64().unwrap());
    }
    revisions.sort_unstable();
    revisions.dedup();
    assert_eq!(revisions.len(), 40, "each save has a revision of its own");
    let read = site.call("GET", PATH, &anna, None).await.json();
    assert_eq!(read["draft"]["entries"].as_object().unwrap().len(), 40);
}

/// All at once, as separate clients would.
async fn futures_like_join<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = running.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (slot, future) in done.iter_mut().zip(&mut running) {
            if slot.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *slot = Some(output);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}
