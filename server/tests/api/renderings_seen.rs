//! Who sees Chinese renderings: the two sides, the office on paper, the officer; and nobody more than they need.

use super::cases::seen;
use super::employers::OTHER_CODE;
use super::papers::{get, solid, text};
use super::renderings::{BOSS, Signed, TEXTS};
use super::support::ID;
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::json;

#[tokio::test]
async fn the_employer_sees_these_texts_alone_and_each_look_stands_in_the_applicant_s_log() {
    let it = Signed::new().await;
    let valves = it.site.employer("boss@valves.example", OTHER_CODE).await;
    let text = it.site.call("GET", &it.path(), &it.pumps.boss, None).await.text;
    for private in ["Eriksson", "L898902C3", "Storgatan", "anna@example.org", "300000"] {
        assert!(!text.contains(private), "{private}");
    }
    let others = it.site.call("GET", &it.path(), &valves.boss, None).await;
    assert_eq!(others.code(), "not_found");
    let mine = format!("/api/applications/{}/renderings", it.id);
    assert_eq!(
        it.site.call("GET", &mine, &it.pumps.boss, None).await.code(),
        "not_found"
    );
    let log = format!("/api/drafts/{ID}/access");
    let log = it.site.call("GET", &log, &it.anna, None).await.json();
    let looks = log
        .as_array()
        .unwrap()
        .iter()
        .filter(|look| look["what"] == "renderings");
    assert_eq!(looks.count(), 1);
    assert_eq!(log[0]["role"], "employer");
    // Its other view of the application has none of it.
    let case = it.case().await.to_string();
    assert!(!case.contains("Pumpar AB") && !case.contains("Uppsala"), "{case}");
}

#[tokio::test]
async fn the_form_and_the_officer_s_view_have_both() {
    let it = Signed::new().await;
    it.write(&TEXTS).await;
    let form = format!("/api/applications/{}/form.pdf?locale=en", it.id);
    let before = solid(&text(&get(&it.site, &form, &it.anna).await.bytes));
    assert!(
        before.contains("Uppsalauniversitet") && !before.contains("乌普萨拉大学"),
        "not confirmed yet"
    );
    it.confirms(&TEXTS).await;
    let after = solid(&text(&get(&it.site, &form, &it.anna).await.bytes));
    for (_, original, chinese) in TEXTS {
        assert!(
            after.contains(&solid(original)) && after.contains(chinese),
            "{chinese}: {after}"
        );
    }
    it.files().await;
    let li = it.site.staff(Officer, "li").await;
    let case = seen(&it.site, &li, &it.id).await;
    assert_eq!(case["renderings"][0]["chinese"], "乌普萨拉大学");
    assert_eq!(case["renderings"][0]["original"], "Uppsala universitet");
    assert_eq!(
        case["draft"]["entries"]["edu_school@e1"]["value"],
        "Uppsala universitet"
    );
}

#[tokio::test]
async fn another_employer_is_not_told_who_of_the_first_one_wrote_it() {
    let mut it = Signed::new().await;
    it.write(&TEXTS[..1]).await;
    assert_eq!(it.owed().await["list"][0]["by"], BOSS);
    // Signed, the two part only once she has asked the employer to look again.
    let item = json!({ "pin": { "question": "duties" }, "owner": "employer", "reason": "contradicts", "due": "2026-12-18" });
    let path = format!("/api/applications/{}/actions", it.id);
    let seen = it.hers().await["seen"].clone();
    let body = json!({ "seen": seen, "action": { "return_to_employer": [item] } });
    let back = it.site.call("POST", &path, &it.anna, Some(body)).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    let employer = format!("/api/drafts/{ID}/employer");
    let gone = it.site.call("DELETE", &employer, &it.anna, None).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    it.pumps = it.site.employer("boss@valves.example", OTHER_CODE).await;
    let code = it.site.call("POST", &employer, &it.anna, None).await.json();
    let code = json!({ "code": code["code"] });
    let joined = it
        .site
        .call("POST", &it.pumps.path("/join"), &it.pumps.boss, Some(code))
        .await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.text);
    let owed = it.owed().await;
    assert_eq!(owed["list"][0]["chinese"], TEXTS[0].2);
    assert!(!owed.to_string().contains(BOSS), "{owed}");
}
