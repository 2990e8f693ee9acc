//! Files that are kept: whose they are, how they are served, and when they go.

use super::samples::{jpeg, pdf, png};
use super::support::{ID, NOW, OTHER_ID, Site};
use super::tus::sha256;
use axum::http::StatusCode;
use permit::answer::Key;
use permit::api::SaveRequest;
use permit::draft::Change;
use server::files::clean;

const ANNA: &str = "anna@example.org";
const DAY: i64 = 86_400;

/// Who a cookie is.
pub async fn person(site: &Site, cookie: &str) -> String {
    let token = cookie.split('=').nth(1).unwrap();
    let hash = server::guard::token_hash(token);
    let found = site.portal.store.person(&hash, true, site.portal.now()).await;
    found.unwrap().unwrap().id
}

/// Puts a file into a slot of a draft, as the app does.
async fn use_file(site: &Site, cookie: &str, draft: &str, row: &str, file: &str) {
    let change = |question: &str, value: &str| Change {
        key: Key::in_row(question, row),
        value: value.into(),
        base: 0,
    };
    let request = SaveRequest {
        form_version: permit::forms::VERSION,
        known: 0,
        changes: vec![
            change("documents", "1"),
            change("doc_slot", "passport"),
            change("doc_file", file),
        ],
    };
    let who = person(site, cookie).await;
    site.portal
        .store
        .save(draft.into(), who, request, site.portal.now())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_file_is_served_to_its_owner_and_never_as_a_page() {
    let site = Site::new().await;
    let (anna, bo) = (site.sign_in(ANNA).await, site.sign_in("bo@example.org").await);
    for (bytes, kind) in [
        (pdf(1), "application/pdf"),
        (jpeg(), "image/jpeg"),
        (png(), "image/png"),
    ] {
        let id = site.file(&anna, &bytes).await;
        for (query, disposition) in [
            ("", "attachment"),
            ("?view=1", "inline"),
            ("?view=html", "attachment"),
        ] {
            let answer = site.read_file(&anna, &format!("{id}{query}")).await;
            assert!(answer.status == StatusCode::OK && answer.bytes == bytes);
            for (name, value) in [
                ("content-type", kind),
                ("content-disposition", disposition),
                ("x-content-type-options", "nosniff"),
                ("cache-control", "private, no-store"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.header(name), value, "{kind} {query} {name}");
            }
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
        }
        assert_eq!(site.read_file(&bo, &id).await.code(), "not_found");
        let path = format!("/api/files/{id}");
        assert_eq!(site.call("DELETE", &path, &bo, None).await.code(), "not_found");
        assert_eq!(site.read_file("", &id).await.code(), "not_signed_in");
    }
    assert_eq!(
        site.call("GET", "/api/files", &bo, None).await.json(),
        serde_json::json!([])
    );
    for id in ["x", "..%2f..%2fportal.sqlite", &"A".repeat(64), &"a".repeat(64)] {
        assert_eq!(site.read_file(&anna, id).await.code(), "not_found", "{id}");
    }
}

#[tokio::test]
async fn the_same_file_twice_is_stored_once_a_person() {
    let mut site = Site::new().await;
    let (anna, bo) = (site.sign_in(ANNA).await, site.sign_in("bo@example.org").await);
    let bytes = jpeg();
    let id = site.file(&anna, &bytes).await;
    site.later(60);
    assert_eq!(site.file(&anna, &bytes).await, id);
    let list = site.call("GET", "/api/files", &anna, None).await.json();
    assert_eq!(
        (list.as_array().unwrap().len(), list[0]["uploaded_at"].as_i64()),
        (1, Some(NOW))
    );
    assert_eq!(site.objects("files").await.len(), 1);
    // Somebody else learns nothing of it: their upload is an upload like any other.
    assert_eq!(site.file(&bo, &bytes).await, id);
    assert_eq!(site.objects("files").await.len(), 2);
    let path = format!("/api/files/{id}");
    assert_eq!(
        site.call("DELETE", &path, &anna, None).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(site.read_file(&anna, &id).await.code(), "not_found");
    assert_eq!(site.read_file(&bo, &id).await.bytes, bytes);
    assert_eq!(site.objects("files").await.len(), 1);
    assert_eq!(
        site.file(&anna, &bytes).await,
        id,
        "and again after it was deleted"
    );
    assert_eq!(site.read_file(&anna, &id).await.bytes, bytes);
    // Two uploads of it that end at the same moment.
    let other = png();
    let (one, two) = tokio::join!(site.file(&anna, &other), site.file(&anna, &other));
    assert_eq!((one.as_str(), two), (sha256(&other).as_str(), one.clone()));
    clean::clean(&site.portal).await.unwrap();
    assert_eq!(site.objects("files").await.len(), 3);
    assert_eq!(site.read_file(&anna, &one).await.bytes, other);
}

#[tokio::test]
async fn what_nobody_uses_goes_after_a_while_and_what_is_used_stays() {
    let mut site = Site::with(&["--orphan-keep-days", "30"]).await;
    let anna = site.sign_in(ANNA).await;
    let (used, unused) = (site.file(&anna, &jpeg()).await, site.file(&anna, &png()).await);
    use_file(&site, &anna, ID, "a", &used).await;
    let who = person(&site, &anna).await;
    let exists = async |site: &Site, id: &str| site.portal.files.read(&who, id).await.unwrap().is_some();
    site.later(30 * DAY);
    clean::clean(&site.portal).await.unwrap();
    assert!(
        exists(&site, &used).await && exists(&site, &unused).await,
        "thirty days are not over"
    );
    site.later(1);
    clean::clean(&site.portal).await.unwrap();
    assert!(exists(&site, &used).await && !exists(&site, &unused).await);
    assert_eq!(site.objects("files").await.len(), 1);
    // The draft goes; the file does not go with it, for another may want it.
    let anna = site.sign_in(ANNA).await;
    let path = format!("/api/drafts/{ID}");
    assert_eq!(
        site.call("DELETE", &path, &anna, None).await.status,
        StatusCode::NO_CONTENT
    );
    clean::clean(&site.portal).await.unwrap();
    assert!(exists(&site, &used).await);
    site.later(30 * DAY + 1);
    clean::clean(&site.portal).await.unwrap();
    assert!(!exists(&site, &used).await);
    assert!(site.objects("").await.is_empty());
}

#[tokio::test]
async fn an_application_keeps_its_files() {
    let mut site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    let (sent, spare) = (site.file(&anna, &jpeg()).await, site.file(&anna, &png()).await);
    let revision = site.save_complete(&anna, ID).await;
    assert_eq!(
        site.submit(&anna, ID, revision, "en").await.status,
        StatusCode::CREATED
    );
    use_file(&site, &anna, OTHER_ID, "a", &sent).await;
    use_file(&site, &anna, OTHER_ID, "b", &spare).await;
    // What the form asks for is frozen in the application; here it is put there by hand.
    let frozen = format!(
        r#"{{"documents@a":{{"value":"1","revision":1,"at":1,"by":"applicant"}},
            "doc_file@a":{{"value":"{sent}","revision":1,"at":1,"by":"applicant"}}}}"#
    );
    let file = site.portal.config.data.join("portal.sqlite");
    let database = sqlx::AnyPool::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    sqlx::query("update application set answers = $1")
        .bind(frozen)
        .execute(&database)
        .await
        .unwrap();
    let delete = |id: &str| {
        let (path, site, anna) = (format!("/api/files/{id}"), &site, &anna);
        async move { site.call("DELETE", &path, anna, None).await }
    };
    let refused = delete(&sent).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::CONFLICT, "file_in_use")
    );
    assert_eq!(
        delete(&spare).await.status,
        StatusCode::NO_CONTENT,
        "a draft does not hold it"
    );
    let path = format!("/api/drafts/{OTHER_ID}");
    site.call("DELETE", &path, &anna, None).await;
    site.later(400 * DAY);
    clean::clean(&site.portal).await.unwrap();
    assert_eq!(site.objects("files").await.len(), 1);
}

#[tokio::test]
async fn what_a_crash_leaves_behind_is_removed() {
    let mut site = Site::new().await;
    site.sign_in(ANNA).await;
    let objects = site.portal.files.objects().clone();
    // Stored for an upload that was ended meanwhile, and for a file that never came to count.
    objects
        .put(
            "uploads/0b9c7e52-1f7e-4c86-9d0a-6f1f5a9f3c11/0-x",
            vec!["x".into()],
        )
        .await
        .unwrap();
    let store = &site.portal.store;
    store
        .announce_object("files/nobody/0/x".into(), NOW + 3_600)
        .await
        .unwrap();
    objects.put("files/nobody/0/x", vec!["x".into()]).await.unwrap();
    clean::clean(&site.portal).await.unwrap();
    assert!(site.objects("uploads").await.is_empty());
    assert_eq!(site.objects("files").await.len(), 1, "it may still come to count");
    site.later(3_600);
    clean::clean(&site.portal).await.unwrap();
    assert!(site.objects("files").await.is_empty());
}
