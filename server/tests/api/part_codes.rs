//! Support codes of an employer: for its own part alone, and it reads who looked.

use super::employers::{CODE, Employer, OTHER_CODE};
use super::helpdesk::{ANNA, view};
use super::support::{Answer, ID, Site, complete};
use axum::http::StatusCode;
use permit::answer::Key;
use permit::api::staff::StaffRole::{Helpdesk, Officer, Supervisor};
use permit::part;
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";
const HANDLER: &str = "h1@pumps.example";

impl Site {
    /// Somebody of an employer asks for a support code for its part.
    pub async fn asks_part_code(&self, employer: &Employer, cookie: &str, invitation: &str) -> Answer {
        let path = employer.path(&format!("/invitations/{invitation}/support-code"));
        self.call("POST", &path, cookie, None).await
    }

    pub async fn part_code(&self, employer: &Employer, cookie: &str, invitation: &str) -> String {
        let answer = self.asks_part_code(employer, cookie, invitation).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        answer.json()["code"].as_str().unwrap().to_owned()
    }

    /// Pins a note through a view.
    pub async fn pin(&self, staff: &str, view: &str, note: Value) -> Answer {
        let path = format!("/api/helpdesk/views/{view}/notes");
        self.call("POST", &path, staff, Some(note)).await
    }
}

/// Something of the employer's part of an invitation, as somebody.
async fn of_part(site: &Site, employer: &Employer, cookie: &str, invitation: &str, rest: &str) -> Answer {
    let path = employer.path(&format!("/invitations/{invitation}/{rest}"));
    site.call("GET", &path, cookie, None).await
}

/// Answers of the employer's.
async fn fill(site: &Site, employer: &Employer, invitation: &str, answers: Value) {
    let part = of_part(site, employer, &employer.boss, invitation, "part").await;
    let body = json!({ "revision": part.json()["revision"], "answers": answers });
    let path = employer.path(&format!("/invitations/{invitation}/part"));
    let saved = site.call("PATCH", &path, &employer.boss, Some(body)).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
}

/// Anna has a whole draft, joined to an employer that pays more than she says; and that employer, and the invitation.
async fn joined() -> (Site, String, Employer, String) {
    let site = Site::new().await;
    let anna = site.sign_in(ANNA).await;
    site.save_complete(&anna, ID).await;
    let pumps = site.employer(BOSS, CODE).await;
    let post = json!([["job_title", "Chief engineer"], ["annual_salary_cny", "420000"]]);
    let (invitation, secret) = site.invite(&pumps, ANNA, post).await;
    let answered = site.answer(&anna, &secret, true, ID).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    (site, anna, pumps, invitation)
}

#[tokio::test]
async fn a_code_of_an_employer_opens_its_part_and_nothing_of_the_applicant_s() {
    let (site, anna, pumps, invitation) = joined().await;
    fill(
        &site,
        &pumps,
        &invitation,
        json!([["contract_start", "2020-01-01"]]),
    )
    .await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.part_code(&pumps, &pumps.boss, &invitation).await;
    let opened = site
        .open_with(&helpdesk, &format!(" {} ", code.to_lowercase()))
        .await;
    let (id, seen) = (view(&opened), opened.json());
    assert_eq!(
        (&seen["of_part"], &seen["draft_id"], &seen["locale"]),
        (&json!(true), &json!(invitation), &json!("en"))
    );
    assert_eq!(seen["expires_at"], site.portal.now() + 1_800);
    let entries = seen["draft"]["entries"].as_object().unwrap();
    let keys: Vec<&str> = entries.keys().map(String::as_str).collect();
    assert_eq!(keys, ["annual_salary_cny", "contract_start", "job_title"]);
    assert_eq!(seen["masked"], json!(["annual_salary_cny"]));
    assert_eq!(entries["annual_salary_cny"]["value"], "••••••");
    // Of the applicant's answers there is none, not even an estimate.
    assert!(!opened.text.contains("420000"));
    let hers = complete();
    let long = hers.iter().filter(|(_, value)| value.chars().count() > 6);
    for (key, value) in long {
        assert!(!opened.text.contains(value.as_str()), "{key}");
    }
    // What counts is judged, as far as it is the employer's: what she estimated is not missing.
    let problems = seen["problems"].as_array().unwrap();
    assert!(
        problems.contains(&json!({ "key": "contract_start", "code": "date_in_past" })),
        "{problems:?}"
    );
    for problem in problems {
        let key = Key::parse(problem["key"].as_str().unwrap()).unwrap();
        assert!(part::question(&key).is_some(), "{key}");
        assert_ne!(problem["code"], "missing", "{key}");
    }
    assert_eq!(
        site.read_view(&helpdesk, &id).await.json(),
        seen,
        "the same again"
    );

    for (key, why) in [
        ("annual_salary_cny", " "),
        ("job_title", "not masked"),
        ("passport_number", "hers"),
        ("phone", "hers"),
    ] {
        let refused = site.reveal(&helpdesk, &id, key, why).await;
        assert_eq!(refused.code(), "invalid_request", "{key}");
    }
    let shown = site
        .reveal(
            &helpdesk,
            &id,
            "annual_salary_cny",
            "They ask whether it is enough",
        )
        .await;
    assert_eq!(shown.json(), json!({ "value": "420000" }));
    assert_eq!(
        site.accesses(&anna, ID).await,
        Vec::<Value>::new(),
        "nobody looked at hers"
    );
}

#[tokio::test]
async fn an_invitation_that_nobody_answered_can_be_helped_with_too() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let (invitation, _) = site
        .invite(&pumps, ANNA, json!([["job_title", "Engineer"]]))
        .await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.part_code(&pumps, &pumps.boss, &invitation).await;
    let seen = site.open_with(&helpdesk, &code).await.json();
    assert_eq!(seen["draft"]["entries"]["job_title"]["value"], "Engineer");
    let missing = json!({ "key": "work_city", "code": "missing" });
    assert!(
        seen["problems"].as_array().unwrap().contains(&missing),
        "{}",
        seen["problems"]
    );
}

#[tokio::test]
async fn a_code_of_an_employer_is_one_person_s_for_half_an_hour() {
    let (mut site, _, pumps, invitation) = joined().await;
    let (first, second) = (site.staff_in(Helpdesk).await, site.staff_in(Supervisor).await);
    let code = site.part_code(&pumps, &pumps.boss, &invitation).await;
    let id = view(&site.open_with(&first, &code).await);
    assert_eq!(site.open_with(&second, &code).await.code(), "code_unknown");
    assert_eq!(site.read_view(&second, &id).await.code(), "not_found");
    assert_eq!(
        site.reveal(&second, &id, "annual_salary_cny", "curious")
            .await
            .code(),
        "not_found"
    );
    assert_eq!(
        view(&site.open_with(&first, &code).await),
        id,
        "the first goes on"
    );
    for seconds in [890, 890, 19] {
        site.later(seconds);
        assert_eq!(site.read_view(&first, &id).await.status, StatusCode::OK);
    }
    site.later(1);
    assert_eq!(site.read_view(&first, &id).await.code(), "not_found");
    assert_eq!(site.open_with(&first, &code).await.code(), "code_unknown");
}

#[tokio::test]
async fn whoever_works_there_ends_a_code_and_a_newer_one_ends_the_older() {
    let (site, _, pumps, invitation) = joined().await;
    let added = site.add_member(&pumps, HANDLER, "handler", "").await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    let handler = site.sign_in(HANDLER).await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let first = site.part_code(&pumps, &pumps.boss, &invitation).await;
    let opened = view(&site.open_with(&helpdesk, &first).await);
    let second = site.part_code(&pumps, &handler, &invitation).await;
    assert_eq!(site.open_with(&helpdesk, &first).await.code(), "code_unknown");
    assert_eq!(site.read_view(&helpdesk, &opened).await.code(), "not_found");
    let opened = view(&site.open_with(&helpdesk, &second).await);
    let path = pumps.path(&format!("/invitations/{invitation}/support-code"));
    let ended = site.call("DELETE", &path, &pumps.boss, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(site.read_view(&helpdesk, &opened).await.code(), "not_found");
    assert_eq!(site.open_with(&helpdesk, &second).await.code(), "code_unknown");
}

#[tokio::test]
async fn a_code_ends_with_the_invitation() {
    let (site, _, pumps, invitation) = joined().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.part_code(&pumps, &pumps.boss, &invitation).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    let path = pumps.path(&format!("/invitations/{invitation}"));
    let ended = site.call("DELETE", &path, &pumps.boss, None).await;
    assert!(ended.status.is_success(), "{}", ended.text);
    assert_eq!(site.read_view(&helpdesk, &id).await.code(), "not_found");
    assert_eq!(site.open_with(&helpdesk, &code).await.code(), "code_unknown");
    let refused = site.asks_part_code(&pumps, &pumps.boss, &invitation).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::CONFLICT, "invitation_closed")
    );
    // Who looked while it was open is still there to be read.
    let log = of_part(&site, &pumps, &pumps.boss, &invitation, "access").await;
    assert_eq!(log.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_employer_reads_who_looked_newest_first_and_nobody_else_does() {
    let (mut site, anna, pumps, invitation) = joined().await;
    site.add_member(&pumps, HANDLER, "handler", "").await;
    let handler = site.sign_in(HANDLER).await;
    let officer = site.staff_in(Officer).await;
    let none = of_part(&site, &pumps, &handler, &invitation, "access").await;
    assert_eq!(none.json(), json!([]));
    let code = site.part_code(&pumps, &handler, &invitation).await;
    let found = site
        .call(
            "POST",
            "/api/helpdesk/search",
            &officer,
            Some(json!({ "what": code })),
        )
        .await;
    assert_eq!(
        found.json(),
        json!({ "applications": [], "drafts": [], "letters": [], "of_part": true })
    );
    site.later(1);
    let id = view(&site.open_with(&officer, &code).await);
    site.later(1);
    site.reveal(&officer, &id, "annual_salary_cny", " It is asked for ")
        .await;
    site.reveal(&officer, &id, "phone", "refused").await;
    let log = of_part(&site, &pumps, &handler, &invitation, "access").await;
    let at = site.portal.now();
    assert_eq!(
        log.json(),
        json!([
            { "at": at, "role": "officer", "what": "reveal", "key": "annual_salary_cny", "why": "It is asked for" },
            { "at": at - 1, "role": "officer", "what": "view", "key": "", "why": "" },
            { "at": at - 2, "role": "officer", "what": "search", "key": "", "why": "" },
        ])
    );
    assert!(
        !log.text.contains("authority.example.org"),
        "the role, not the person"
    );

    let rival = site.employer("rival@valves.example", OTHER_CODE).await;
    for rest in ["access", "notes"] {
        let path = pumps.path(&format!("/invitations/{invitation}/{rest}"));
        for (who, expected) in [
            (&rival.boss, "not_found"),
            (&anna, "not_found"),
            (&officer, "not_signed_in"),
            (&String::new(), "not_signed_in"),
        ] {
            assert_eq!(
                site.call("GET", &path, who, None).await.code(),
                expected,
                "{rest}"
            );
        }
        // Nor by way of an organisation of one's own.
        let own = rival.path(&format!("/invitations/{invitation}/{rest}"));
        assert_eq!(
            site.call("GET", &own, &rival.boss, None).await.code(),
            "not_found"
        );
    }
    for method in ["POST", "DELETE"] {
        for employer in [&pumps, &rival] {
            let path = employer.path(&format!("/invitations/{invitation}/support-code"));
            assert_eq!(
                site.call(method, &path, &rival.boss, None).await.code(),
                "not_found"
            );
        }
    }
    assert_eq!(
        site.read_view(&officer, &id).await.status,
        StatusCode::OK,
        "nobody ended it"
    );
}

#[tokio::test]
async fn notes_on_the_part_reach_who_takes_care_of_it() {
    let (site, anna, pumps, invitation) = joined().await;
    let helpdesk = site.staff_in(Helpdesk).await;
    let code = site.part_code(&pumps, &pumps.boss, &invitation).await;
    let id = view(&site.open_with(&helpdesk, &code).await);
    let note = json!({ "key": "job_title", "phrase": "see_text", "text": "In full", "value": "Chief pump engineer" });
    let pinned = site.pin(&helpdesk, &id, note).await;
    assert_eq!(pinned.status, StatusCode::CREATED, "{}", pinned.text);
    let second = site
        .pin(&helpdesk, &id, json!({ "key": "work_city", "phrase": "missing" }))
        .await;
    assert_eq!(second.status, StatusCode::CREATED, "{}", second.text);
    let hers = site
        .pin(
            &helpdesk,
            &id,
            json!({ "key": "surname", "phrase": "look_again" }),
        )
        .await;
    assert_eq!(hers.code(), "invalid_request", "not the employer's question");

    // One letter of a conversation, which says nothing of what was written.
    let letters = site.letters(BOSS).await;
    let about: Vec<&Value> = letters
        .iter()
        .filter(|letter| {
            letter["subject"]
                .as_str()
                .unwrap()
                .starts_with("The helpdesk left")
        })
        .collect();
    assert_eq!(about.len(), 1, "{letters:?}");
    let text = about[0]["text"].as_str().unwrap();
    let page = format!("/en/employer/{}/invitations/{invitation}/help", pumps.id);
    assert!(text.contains(&page), "{text}");
    for word in ["In full", "Chief", "Eriksson", "{{"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    let told = site.letters(ANNA).await;
    assert!(
        told.iter()
            .all(|letter| letter["subject"] != "The helpdesk left you a note"),
        "it is not hers"
    );

    let notes = of_part(&site, &pumps, &pumps.boss, &invitation, "notes")
        .await
        .json();
    assert_eq!(notes.as_array().unwrap().len(), 2);
    assert!(notes.as_array().unwrap().contains(&pinned.json()));
    let of_anna = site
        .call("GET", &format!("/api/drafts/{ID}/notes"), &anna, None)
        .await;
    assert_eq!(of_anna.json(), json!([]));
    let first = pinned.json()["id"].as_str().unwrap().to_owned();
    let (other, _) = site.invite(&pumps, "dora@example.org", json!([])).await;
    let rival = site.employer("rival@valves.example", OTHER_CODE).await;
    for (cookie, invitation, expected) in [
        (&rival.boss, &invitation, "not_found"),
        (&pumps.boss, &other, "not_found"),
        (&anna, &invitation, "not_found"),
        (&String::new(), &invitation, "not_signed_in"),
    ] {
        let path = pumps.path(&format!("/invitations/{invitation}/notes/{first}"));
        let body = json!({ "accepts": true });
        assert_eq!(
            site.call("POST", &path, cookie, Some(body)).await.code(),
            expected
        );
    }
    let path = pumps.path(&format!("/invitations/{invitation}/notes/{first}"));
    let answered = site
        .call("POST", &path, &pumps.boss, Some(json!({ "accepts": true })))
        .await;
    assert_eq!(answered.json()["state"], "accepted", "{}", answered.text);
    let seen = site.read_view(&helpdesk, &id).await.json();
    let is_first = |note: &&Value| note["id"] == first.as_str();
    let of_staff = seen["notes"].as_array().unwrap().iter().find(is_first).unwrap();
    assert_eq!(of_staff["state"], "accepted");
    assert_eq!(
        seen["draft"]["entries"]["job_title"]["value"], "Chief engineer",
        "the answer is the employer's to write"
    );
}
