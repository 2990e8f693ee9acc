//! What the events of a period say together, and who may ask.

use super::cases::{filed, list, must};
use super::support::Site;
use axum::http::StatusCode;
use permit::api::staff::StaffRole::{Helpdesk, Officer};
use serde_json::{Value, json};

async fn told(site: &Site, officer: &str, query: &str) -> Value {
    let path = format!("/api/desk/statistics{query}");
    let answer = site.call("GET", &path, officer, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    answer.json()
}

fn times(told: &Value, kind: &str) -> Value {
    let all = told["happened"].as_array().unwrap();
    let found = all.iter().find(|one| one["kind"] == kind).unwrap();
    found["by_category"].clone()
}

#[tokio::test]
async fn the_desk_reads_what_happened_in_a_period() {
    let mut site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    must(&site, &li, &id, json!("start_pre_review"), "").await;
    site.later(86_400);
    let li = site.staff(Officer, "li").await;
    must(
        &site,
        &li,
        &id,
        list(&[json!({ "question": "edu_school@e1" })]),
        "",
    )
    .await;
    // Today, and the 29 days before, where nothing else is said.
    let all = told(&site, &li, "").await;
    assert_eq!(
        (&all["from"], &all["until"]),
        (&json!("2026-10-26"), &json!("2026-11-24"))
    );
    assert_eq!(times(&all, "filed"), json!({ "a": 0, "b": 1, "c": 0, "none": 0 }));
    assert_eq!(all["reasons"], json!([{ "reason": "contradicts", "count": 1 }]));
    assert_eq!(all["pins"][0]["count"], 1);
    assert_eq!(all["pins"][0]["pin"], json!({ "question": "edu_school" }));
    // A day alone, another place, and a period before.
    let first = told(&site, &li, "?from=2026-11-23&until=2026-11-23").await;
    assert_eq!(times(&first, "filed")["b"], 1);
    assert_eq!(times(&first, "returned_for_correction")["b"], 0);
    for query in ["?place=44", "?from=2026-10-01&until=2026-10-31"] {
        assert_eq!(times(&told(&site, &li, query).await, "filed")["b"], 0, "{query}");
    }
    for query in [
        "?from=soon",
        "?from=2026-11-24&until=2026-11-23",
        "?from=2024-01-01",
    ] {
        let path = format!("/api/desk/statistics{query}");
        let wrong = site.call("GET", &path, &li, None).await;
        assert_eq!(wrong.code(), "invalid_request", "{query}");
    }
    let helper = site.staff(Helpdesk, "helper").await;
    let path = "/api/desk/statistics";
    assert_eq!(site.call("GET", path, &helper, None).await.code(), "forbidden");
}
