use super::recovery::{FACTS, LIST, NEW, OLD, helper_again};
use super::support::{BROWSER, ID, OTHER_ID, Site};
use axum::http::StatusCode;
use permit::api::recovery::WAIT_SECONDS;
use permit::api::staff::StaffRole::{Helpdesk, Officer, Supervisor};
use serde_json::json;

#[tokio::test]
async fn it_takes_two_and_a_supervisor() {
    let site = Site::new().await;
    let (_, helper, chief, id) = site.recovery_asked().await;
    let second = site.staff(Supervisor, "second").await;
    let other_helper = site.staff(Helpdesk, "other").await;
    let officer = site.staff(Officer, "officer").await;
    assert_eq!(site.call("GET", LIST, &officer, None).await.code(), "forbidden");
    assert_eq!(site.decide(&officer, &id, "propose").await.code(), "forbidden");
    // Nobody proposed it yet.
    assert_eq!(site.decide(&chief, &id, "confirm").await.code(), "denied");
    assert_eq!(
        site.decide(&chief, &id, "propose").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        site.decide(&chief, &id, "confirm").await.json()["denied"],
        "second_person_needed"
    );
    for who in [&helper, &other_helper] {
        assert_eq!(site.decide(who, &id, "confirm").await.code(), "forbidden");
    }
    assert_eq!(site.decide(&helper, &id, "propose").await.code(), "denied");
    let shown = &site.recoveries(&chief).await[0];
    assert_eq!(
        (&shown["state"], &shown["proposed_by"], &shown["proposed_by_you"]),
        (&json!("proposed"), &json!("chief"), &json!(true))
    );
    let blank = json!({ "action": "confirm", "why": "  " });
    let path = format!("{LIST}/{id}");
    assert_eq!(
        site.call("POST", &path, &second, Some(blank)).await.code(),
        "invalid_request"
    );
    assert_eq!(
        site.decide(&second, &id, "confirm").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(site.decide(&second, &id, "confirm").await.code(), "denied");
    // One is enough to say no, as long as it has not happened.
    assert_eq!(
        site.decide(&helper, &id, "refuse").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(site.decide(&second, &id, "confirm").await.code(), "not_found");
}

#[tokio::test]
async fn strangers_learn_nothing() {
    let site = Site::new().await;
    let anna = site.sign_in(OLD).await;
    site.save_complete(&anna, ID).await;
    let wrong = [
        ("passport", "X1234567"),
        ("birth_date", "1970-01-01"),
        ("reference", "WP-2222-2222-22"),
    ];
    let right = site.ask_recovery(OLD, "one@example.org", &FACTS).await;
    let other = site.ask_recovery(OLD, "two@example.org", &wrong).await;
    let nobody = site
        .ask_recovery("nobody@example.org", "three@example.org", &FACTS)
        .await;
    for answer in [&right, &other, &nobody] {
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::ACCEPTED, ""));
    }
    // Who has no account is in no list and gets no letter; who said wrong things is seen to have.
    let helper = site.staff(Helpdesk, "helper").await;
    let listed = site.recoveries(&helper).await;
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().any(|one| one["passport"] == "other"
        && one["birth_date"] == "other"
        && one["reference"] == "other"));
    assert!(site.letters("nobody@example.org").await.is_empty());
    // Only the code came to the new addresses, whatever matched, also when it is refused.
    for one in &listed {
        let id = one["id"].as_str().unwrap();
        assert_eq!(
            site.decide(&helper, id, "refuse").await.status,
            StatusCode::NO_CONTENT
        );
    }
    for to in ["one@example.org", "two@example.org", "three@example.org"] {
        assert_eq!(
            site.subjects(to).await,
            ["Your code to confirm this address"],
            "{to}"
        );
    }
}

#[tokio::test]
async fn it_takes_the_code_of_the_new_address_and_that_signs_nobody_in() {
    let site = Site::new().await;
    site.sign_in(OLD).await;
    let none = site.ask_recovery_with(OLD, NEW, "123456", &FACTS).await;
    assert_eq!(none.code(), "code_elsewhere");
    let body = json!({ "email": NEW, "locale": "en" });
    site.call("POST", "/api/recovery-codes", BROWSER, Some(body))
        .await;
    let code = site.recovery_code(NEW).await;
    assert_eq!(site.enter(NEW, &code).await.code(), "code_wrong");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(
        site.ask_recovery_with(OLD, NEW, wrong, &FACTS).await.code(),
        "code_wrong"
    );
    assert_eq!(
        site.ask_recovery_with(OLD, NEW, &code, &FACTS).await.status,
        StatusCode::ACCEPTED
    );
    assert_eq!(
        site.ask_recovery_with(OLD, NEW, &code, &FACTS).await.code(),
        "code_used"
    );
}

#[tokio::test]
async fn an_address_with_an_account_can_t_be_the_new_one() {
    let mut site = Site::new().await;
    let (_, helper, chief, id) = site.recovery_asked().await;
    site.sign_in("bo@example.org").await;
    site.later(60);
    let taken = site.ask_recovery(OLD, "bo@example.org", &FACTS).await;
    assert_eq!(taken.code(), "address_taken");
    // It gets one with something in it before it is decided: nothing is merged, and nothing is lost.
    let new = site.sign_in(NEW).await;
    site.save(&new, OTHER_ID, 0, &[("surname", "Eriksson", 0)]).await;
    site.decide(&helper, &id, "propose").await;
    site.decide(&chief, &id, "confirm").await;
    site.later(WAIT_SECONDS);
    site.settle().await;
    let failed = "The account could not be moved".to_owned();
    assert!(site.subjects(OLD).await.contains(&failed) && site.subjects(NEW).await.contains(&failed));
    let owner = site.sign_in(OLD).await;
    assert_eq!(
        site.call("GET", &format!("/api/drafts/{ID}"), &owner, None)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn nobody_ends_their_own_request_by_signing_in_too_early() {
    let mut site = Site::new().await;
    let (_, helper, chief, id) = site.recovery_asked().await;
    // Nothing tells a stranger that something runs, so before it is decided an account begins; it holds nothing.
    let early = site.sign_in(NEW).await;
    site.decide(&helper, &id, "propose").await;
    assert_eq!(
        site.decide(&chief, &id, "confirm").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        site.call("GET", "/api/session", &early, None).await.code(),
        "not_signed_in"
    );
    // From now on none begins, and the person is told why.
    site.later(60);
    site.ask_code(NEW).await;
    let refused = site.enter(NEW, &site.code(NEW).await).await;
    assert_eq!(refused.code(), "address_awaited");
    site.later(WAIT_SECONDS);
    site.settle().await;
    let back = site.sign_in(NEW).await;
    let draft = site.call("GET", &format!("/api/drafts/{ID}"), &back, None).await;
    assert_eq!(draft.status, StatusCode::OK, "{}", draft.text);
}

#[tokio::test]
async fn who_was_granted_it_too_is_told_that_the_account_went_elsewhere() {
    let mut site = Site::new().await;
    let (_, helper, chief, first) = site.recovery_asked().await;
    site.later(60);
    let later = "anna.later@example.org";
    site.ask_recovery(OLD, later, &FACTS).await;
    site.ask_recovery(OLD, "anna.never@example.org", &[]).await;
    let listed = site.recoveries(&helper).await;
    let second = listed
        .iter()
        .find(|one| one["id"] != first.as_str() && one["passport"] == "same");
    let second = second.unwrap()["id"].as_str().unwrap();
    for (id, wait) in [(first.as_str(), 60), (second, 0)] {
        site.decide(&helper, id, "propose").await;
        assert_eq!(
            site.decide(&chief, id, "confirm").await.status,
            StatusCode::NO_CONTENT
        );
        site.later(wait);
    }
    site.later(WAIT_SECONDS - 60);
    site.settle().await;
    let told = "The account has moved to another address".to_owned();
    assert!(site.subjects(later).await.contains(&told));
    for silent in [NEW, "anna.never@example.org"] {
        assert!(!site.subjects(silent).await.contains(&told), "{silent}");
    }
}

#[tokio::test]
async fn one_address_is_asked_for_a_few_times_a_day_and_what_nobody_decides_ends() {
    let mut site = Site::new().await;
    site.sign_in(OLD).await;
    for old in [OLD, "nobody@example.org"] {
        for number in 0..4 {
            site.later(60);
            let new = format!("new{number}-{old}");
            let answer = site.ask_recovery(old, &new, &[]).await;
            if number < 3 {
                assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
            } else {
                assert_eq!(answer.code(), "too_many_requests");
            }
        }
    }
    let helper = site.staff(Helpdesk, "helper").await;
    assert_eq!(site.recoveries(&helper).await.len(), 3);
    site.later(30 * 86_400);
    site.settle().await;
    let helper = helper_again(&site).await;
    assert!(site.recoveries(&helper).await.is_empty());
    // What was only counted is gone.
    site.portal.store.clean(site.portal.now()).await.unwrap();
    let mut database = site.database().await;
    let left: i64 = sqlx::query_scalar("select count(*) from recovery where person_id is null")
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(left, 0);
}
