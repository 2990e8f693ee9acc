//! Posts that an organisation offers often.

use super::employers::{CODE, OTHER_CODE, problems};
use super::support::Site;
use axum::http::StatusCode;
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";

fn engineer(name: &str) -> Value {
    json!({ "name": name, "answers": [["job_title", "Engineer"], ["annual_salary_cny", "300,000"], ["duties", " "]] })
}

#[tokio::test]
async fn a_post_is_kept_changed_and_deleted_by_anybody_of_the_employer() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    let handler = site.sign_in("h1@pumps.example").await;
    let posts = pumps.path("/posts");
    let made = site
        .call("POST", &posts, &pumps.boss, Some(engineer("  Pump   engineer ")))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let one = made.json();
    assert_eq!(
        (&one["name"], &one["answers"]),
        (
            &json!("Pump engineer"),
            &json!([["annual_salary_cny", "300,000"], ["job_title", "Engineer"]])
        )
    );
    site.call("POST", &posts, &pumps.boss, Some(engineer("Cook")))
        .await;
    let path = pumps.path(&format!("/posts/{}", one["id"].as_str().unwrap()));
    let taken = site.call("PUT", &path, &handler, Some(engineer("Cook"))).await;
    assert_eq!(problems(&taken), [("name".into(), "name_taken".into())]);
    let wish = json!({ "name": "Chief", "answers": [["job_title", "Chief"]] });
    let changed = site.call("PUT", &path, &handler, Some(wish)).await;
    assert_eq!(
        (changed.status, &changed.json()["answers"]),
        (StatusCode::OK, &json!([["job_title", "Chief"]])),
        "as a whole"
    );
    let list = site.call("GET", &posts, &handler, None).await.json();
    assert_eq!(
        (&list[0]["name"], &list[1]["name"]),
        (&json!("Chief"), &json!("Cook"))
    );
    let gone = site.call("DELETE", &path, &handler, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for method in ["PUT", "DELETE"] {
        let body = (method == "PUT").then(|| engineer("Other"));
        let answer = site.call(method, &path, &pumps.boss, body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method}");
    }
}

#[tokio::test]
async fn a_post_holds_answers_of_the_employer_s_part_alone() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let posts = pumps.path("/posts");
    let wish = json!({ "name": " ", "answers": [["surname", "Eriksson"], ["annual_salary_cny", "much"]] });
    let refused = site.call("POST", &posts, &pumps.boss, Some(wish)).await;
    assert_eq!(
        problems(&refused),
        [
            ("name".into(), "missing".into()),
            ("surname".into(), "unknown_question".into()),
            ("annual_salary_cny".into(), "not_a_number".into()),
        ]
    );
    let list = site.call("GET", &posts, &pumps.boss, None).await;
    assert_eq!(list.json(), json!([]));
}

#[tokio::test]
async fn somebody_else_s_posts_are_not_there() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    let made = site
        .call("POST", &pumps.path("/posts"), &pumps.boss, Some(engineer("Cook")))
        .await;
    let id = made.json()["id"].as_str().unwrap().to_owned();
    // By its own organisation's address, and by the stranger's own.
    for path in [
        pumps.path(&format!("/posts/{id}")),
        valves.path(&format!("/posts/{id}")),
    ] {
        let answer = site
            .call("PUT", &path, &valves.boss, Some(engineer("Mine")))
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let answer = site.call("DELETE", &path, &valves.boss, None).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let list = site.call("GET", &pumps.path("/posts"), &valves.boss, None).await;
    assert_eq!(list.status, StatusCode::NOT_FOUND);
    let same = site
        .call(
            "POST",
            &valves.path("/posts"),
            &valves.boss,
            Some(engineer("Cook")),
        )
        .await;
    assert_eq!(same.status, StatusCode::CREATED, "a name is each employer's own");
}
