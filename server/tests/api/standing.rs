//! What lists show of an application is made good at a start.

use super::cases::{all, filed};
use super::support::Site;
use permit::api::staff::StaffRole::Officer;
use serde_json::json;

/// A release brings the calendar of the next year: what was none for want of that is known from the next start.
#[tokio::test]
async fn a_last_day_that_no_calendar_had_is_written_at_the_next_start() {
    let site = Site::new().await;
    let (_, id) = filed(&site).await;
    let li = site.staff(Officer, "li").await;
    let steps = [
        json!("start_pre_review"),
        json!("pass_pre_review"),
        json!({ "accept": "R-1" }),
        json!("start_review"),
    ];
    all(&site, &li, &id, &steps).await;
    let due = async || {
        let list = site.call("GET", "/api/desk/cases", &li, None).await.json();
        list["rows"][0]["due_on"].clone()
    };
    // Five working days from acceptance on Monday, 23 November.
    assert_eq!(due().await, "2026-11-30");
    let mut database = site.database().await;
    let forget = "update standing set due_on = 'none'";
    sqlx::query(forget).execute(&mut database).await.unwrap();
    assert_eq!(due().await, "");
    site.portal.store.complete_last_days().await.unwrap();
    assert_eq!(due().await, "2026-11-30");
}
