//! The employer's part of an application, and its table.

use super::employers::{CODE, Employer, OTHER_CODE};
use super::support::{ID, Site};
use axum::http::StatusCode;
use serde_json::{Value, json};

const BOSS: &str = "boss@pumps.example";
const ANNA: &str = "anna@example.org";

/// An invitation that Anna accepted with a draft.
async fn joined(site: &Site) -> (Employer, String, String) {
    let pumps = site.employer(BOSS, CODE).await;
    let (id, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    let accepted = site.answer(&anna, &secret, true, ID).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text);
    (pumps, id, anna)
}

#[tokio::test]
async fn the_part_is_saved_by_revision_and_says_who_wrote_it() {
    let site = Site::new().await;
    let (pumps, id, anna) = joined(&site).await;
    let path = pumps.path(&format!("/invitations/{id}/part"));
    let save = |cookie: &str, revision: u64, answers: Value| {
        let body = json!({ "revision": revision, "answers": answers });
        let (site, path, cookie) = (&site, &path, cookie.to_owned());
        async move { site.call("PATCH", path, &cookie, Some(body)).await }
    };
    let first = save(&pumps.boss, 0, json!([["job_title", "Engineer"]])).await;
    assert_eq!(
        (first.status, &first.json()["revision"]),
        (StatusCode::OK, &json!(1)),
        "{}",
        first.text
    );
    let entry = &first.json()["draft"]["entries"]["job_title"];
    assert_eq!(
        (&entry["by"], &entry["at"]),
        (&json!("employer"), &json!(site.portal.now()))
    );
    let lost = save(&pumps.boss, 0, json!([["job_title", "Engineer"]])).await;
    assert_eq!(lost.json()["revision"], 1, "the same again stores nothing");
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    let handler = site.sign_in("h1@pumps.example").await;
    let second = save(&handler, 1, json!([["job_title", "Chief"], ["duties", "Pumps."]])).await;
    assert_eq!(second.json()["revision"], 2);
    let conflict = save(
        &pumps.boss,
        1,
        json!([["job_title", "Head"], ["work_city", "Fuzhou"]]),
    )
    .await;
    assert_eq!(
        (conflict.status, conflict.code().as_str()),
        (StatusCode::CONFLICT, "conflict")
    );
    assert_eq!(conflict.json()["conflicts"], json!(["job_title"]));
    assert_eq!(conflict.json()["entries"]["job_title"]["value"], "Chief");
    let read = site.call("GET", &path, &pumps.boss, None).await.json();
    assert_eq!(
        read["draft"]["entries"].as_object().unwrap().len(),
        2,
        "nothing of it was stored"
    );
    let long = "x".repeat(5_000);
    for (answers, code) in [
        (json!([["surname", "Eriksson"]]), "unknown_question"),
        (json!([["work@w1", "1"]]), "unknown_question"),
        (json!([["job_title@r", "x"]]), "unknown_question"),
        (json!([["duties", long]]), "too_long"),
    ] {
        assert_eq!(save(&pumps.boss, 2, answers).await.code(), code);
    }
    let not_hers = save(&anna, 2, json!([["job_title", "Queen"]])).await;
    assert_eq!(
        not_hers.status,
        StatusCode::NOT_FOUND,
        "the applicant can't write it"
    );
    // Neither overwrites the other.
    site.save(&anna, ID, 0, &[("job_title", "Engineer", 0)]).await;
    let draft = site
        .call("GET", &format!("/api/drafts/{ID}"), &anna, None)
        .await
        .json();
    assert_eq!(draft["draft"]["entries"]["job_title"]["value"], "Engineer");
    let read = site.call("GET", &path, &pumps.boss, None).await.json();
    assert_eq!(read["draft"]["entries"]["job_title"]["value"], "Chief");
    let mut database = site.database().await;
    let who: Vec<(i64, String, String)> = sqlx::query_as(
        "select c.revision, c.key, p.email from part_change c join person p on p.id = c.person_id order by 1, 2",
    )
    .fetch_all(&mut database)
    .await
    .unwrap();
    let who: Vec<_> = who
        .iter()
        .map(|(revision, key, email)| (*revision, key.as_str(), email.as_str()))
        .collect();
    let (handler, boss) = ("h1@pumps.example", BOSS);
    assert_eq!(
        who,
        [
            (1, "job_title", boss),
            (2, "duties", handler),
            (2, "job_title", handler)
        ]
    );
}

#[tokio::test]
async fn two_who_answer_different_questions_both_save_and_the_same_one_is_not_overwritten_unseen() {
    let site = Site::new().await;
    let (pumps, id, _) = joined(&site).await;
    site.add_member(&pumps, "h1@pumps.example", "handler", "").await;
    let handler = site.sign_in("h1@pumps.example").await;
    let path = pumps.path(&format!("/invitations/{id}/part"));
    let save = async |cookie: &str, revision: u64, answers: Value| {
        let body = json!({ "revision": revision, "answers": answers });
        site.call("PATCH", &path, cookie, Some(body)).await
    };
    // Both opened it before anything was said.
    let pay = save(&pumps.boss, 0, json!([["annual_salary_cny", "300000"]])).await;
    assert_eq!(pay.json()["revision"], 1, "{}", pay.text);
    let duties = save(&handler, 0, json!([["duties", "Pumps."]])).await;
    assert_eq!(
        (duties.status, &duties.json()["revision"]),
        (StatusCode::OK, &json!(2)),
        "{}",
        duties.text
    );
    let entries = &duties.json()["draft"]["entries"];
    assert_eq!(
        (
            &entries["annual_salary_cny"]["value"],
            &entries["duties"]["value"]
        ),
        (&json!("300000"), &json!("Pumps.")),
        "who saves gets the other's too"
    );
    // The same question, and one that nobody else touched: nothing of it is stored.
    let both = json!([["annual_salary_cny", "320000"], ["job_title", "Chief"]]);
    let refused = save(&handler, 0, both.clone()).await;
    assert_eq!(refused.code(), "conflict", "{}", refused.text);
    assert_eq!(refused.json()["conflicts"], json!(["annual_salary_cny"]));
    // What both say alike is no conflict.
    let alike = json!([["annual_salary_cny", "300000"], ["work_city", "Fuzhou"]]);
    let saved = save(&handler, 0, alike).await;
    assert_eq!(saved.json()["revision"], 3, "{}", saved.text);
    // Once the other's was seen it is saved.
    let again = save(&handler, 3, both).await;
    assert_eq!(again.json()["revision"], 4, "{}", again.text);
    let read = site.call("GET", &path, &pumps.boss, None).await.json();
    let said = ["annual_salary_cny", "duties", "job_title", "work_city"].map(|key| {
        read["draft"]["entries"][key]["value"]
            .as_str()
            .unwrap()
            .to_owned()
    });
    assert_eq!(said, ["320000", "Pumps.", "Chief", "Fuzhou"]);
}

#[tokio::test]
async fn what_was_signed_is_closed_and_neither_side_leaves_before_it_is_taken_back() {
    let site = Site::new().await;
    let (pumps, id, anna) = joined(&site).await;
    let revision = site.save_complete(&anna, ID).await;
    let sent = site.submit(&anna, ID, revision, "en").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let application = sent.json()["id"].clone();
    let list = site
        .call(
            "GET",
            &pumps.path("/invitations?state=submitted"),
            &pumps.boss,
            None,
        )
        .await;
    assert_eq!(list.json()["rows"][0]["application"], application);
    let path = pumps.path(&format!("/invitations/{id}/part"));
    let body =
        |revision: u64, title: &str| json!({ "revision": revision, "answers": [["job_title", title]] });
    let open = site
        .call("PATCH", &path, &pumps.boss, Some(body(0, "Chief")))
        .await;
    assert_eq!(open.status, StatusCode::OK, "{}", open.text);
    site.employer_files(application.as_str().unwrap()).await;
    let closed = site
        .call("PATCH", &path, &pumps.boss, Some(body(1, "Head")))
        .await;
    assert_eq!(closed.code(), "not_open");
    let end = pumps.path(&format!("/invitations/{id}"));
    for (path, cookie) in [
        (end.as_str(), &pumps.boss),
        (&format!("/api/drafts/{ID}/employer"), &anna),
    ] {
        let denied = site.call("DELETE", path, cookie, None).await;
        assert_eq!(denied.json()["denied"], "wrong_state", "{path}");
    }
}

#[tokio::test]
async fn a_sent_application_stands_in_the_table_of_its_employer_alone() {
    let site = Site::new().await;
    let (pumps, id, anna) = joined(&site).await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    let table = |employer: &Employer, query: &str| {
        let (path, boss) = (employer.path(&format!("/cases{query}")), employer.boss.clone());
        let site = &site;
        async move { site.call("GET", &path, &boss, None).await.json() }
    };
    site.invite(&pumps, "bo@example.org", json!([])).await;
    let page = table(&pumps, "").await;
    assert_eq!((&page["total"], &page["preparing"]), (&json!(0), &json!(2)));
    let revision = site.save_complete(&anna, ID).await;
    let sent = site.submit(&anna, ID, revision, "en").await.json();
    let own = format!("/api/applications/{}", sent["id"].as_str().unwrap());
    let acts = async || {
        let hers = site.call("GET", &own, &anna, None).await.json();
        (hers["unjoined"] == true, hers["acts"].clone())
    };
    assert_eq!(acts().await, (false, json!(["employer"])));
    let page = table(&pumps, "").await;
    assert_eq!(page["preparing"], 1, "who was invited and has not answered");
    let row = &page["rows"][0];
    assert_eq!(
        (
            &page["total"],
            &row["id"],
            &row["name"],
            &row["organisation"],
            &row["acts"]
        ),
        (
            &json!(1),
            &sent["id"],
            &json!("ERIKSSON ANNA MARIA"),
            &json!("Example Pumps Co., Ltd."),
            &json!("employer")
        )
    );
    assert_eq!(table(&valves, "").await["total"], 0);
    let gone = site
        .call(
            "DELETE",
            &pumps.path(&format!("/invitations/{id}")),
            &pumps.boss,
            None,
        )
        .await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(table(&pumps, "").await["total"], 0);
    assert_eq!(acts().await, (true, json!(["applicant"])));
    // What was sent already is joined by a code.
    let made = site
        .call("POST", &format!("/api/drafts/{ID}/employer"), &anna, None)
        .await
        .json();
    let code = json!({ "code": made["code"] });
    let joined = site
        .call("POST", &valves.path("/join"), &valves.boss, Some(code))
        .await;
    assert_eq!(joined.json()["state"], "submitted", "{}", joined.text);
    assert_eq!(table(&valves, "").await["rows"][0]["id"], sent["id"]);
    assert_eq!(acts().await, (false, json!(["employer"])));
}

/// Rows of lists, straight in the database: an employer's, and somebody else's.
async fn rows(site: &Site, organisation: &str, count: i64) {
    let mut database = site.database().await;
    for number in 0..count {
        let name = match number {
            0 => "=HYPERLINK(\"http://example.org\")".to_owned(),
            1 => "MÜLLER, \"BO\"".to_owned(),
            _ => format!("PERSON {number:04}"),
        };
        let (due, category) = if number % 10 == 9 {
            ("none".to_owned(), "none")
        } else {
            (
                format!("2026-12-{:02}", 1 + number % 28),
                ["A", "B", "C"][usize::try_from(number % 3).unwrap()],
            )
        };
        let state = if number % 2 == 0 {
            "waiting_for_employer"
        } else {
            "returned_for_correction"
        };
        let acts = if number % 2 == 0 {
            "employer"
        } else {
            "applicant employer"
        };
        let place = if number % 4 == 0 { "350100" } else { "310000" };
        for sql in [
            "insert into application (id, reference, draft_id, person_id, form_version, rules, judged_on, answers, locale, \
             created_at) select $1, $1, $1, id, 1, '', '', '{}', 'en', 0 from person limit 1",
            "insert into standing (application_id, draft_id, reference, organisation_id, state, category, place, acts, \
             due_on, expires_on, filed_on, updated_at, name) values ($1, $1, $1, $2, $3, $4, $5, $6, $7, 'none', 'none', $8, $9)",
        ] {
            let query = sqlx::query(sql).bind(format!("{organisation}-{number}"));
            let query = if sql.starts_with("insert into standing") {
                query
                    .bind(organisation.to_owned())
                    .bind(state)
                    .bind(category)
                    .bind(place)
                    .bind(acts)
                    .bind(due.clone())
                    .bind(1_795_406_400 + number)
                    .bind(name.clone())
            } else {
                query
            };
            query.execute(&mut database).await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_table_is_filtered_ordered_and_paged() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    rows(&site, &pumps.id, 120).await;
    rows(&site, &valves.id, 5).await;
    let table = |query: &str| {
        let path = pumps.path(&format!("/cases{query}"));
        let (site, boss) = (&site, &pumps.boss);
        async move {
            let answer = site.call("GET", &path, boss, None).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            answer.json()
        }
    };
    for (query, total) in [
        ("", 120),
        ("?state=waiting_for_employer", 60),
        ("?state=waiting_for_employer,returned_for_correction", 120),
        ("?state=nothing", 0),
        ("?acts=employer", 120),
        ("?acts=applicant", 60),
        ("?acts=authority", 0),
        ("?acts=x", 0),
        ("?category=-", 12),
        ("?category=A", 36),
        ("?place=350100", 30),
        ("?place=35", 30),
        ("?place=350000", 30),
        ("?place=310115", 0),
        ("?place=x", 0),
        ("?search=person%200011", 1),
        ("?search=0011%20person", 1),
        ("?search=%25", 0),
        ("?search=_", 0),
        ("?search=m%C3%BCller", 1),
        ("?search=nobody", 0),
        (
            "?state=waiting_for_employer&acts=employer&place=35&category=A",
            10,
        ),
    ] {
        assert_eq!(table(query).await["total"], total, "{query}");
    }
    // All pages together are all rows, each once, in order: forwards and backwards.
    for sort in [
        "", "due", "-due", "updated", "-updated", "name", "-name", "state", "expires",
    ] {
        let mut seen = Vec::new();
        for page in 1..=3 {
            let found = table(&format!("?sort={sort}&page={page}")).await;
            assert_eq!((&found["pages"], &found["page"]), (&json!(3), &json!(page)));
            seen.extend(found["rows"].as_array().unwrap().clone());
        }
        let mut ids: Vec<String> = seen.iter().map(|row| row["id"].to_string()).collect();
        let key = |row: &Value| match sort.trim_start_matches('-') {
            "updated" => row["updated_at"].to_string(),
            "name" => row["name"].as_str().unwrap().to_owned(),
            "state" => row["state"].to_string(),
            "expires" => row["expires_on"].to_string(),
            _ if row["due_on"] == "" => "none".to_owned(),
            _ => row["due_on"].as_str().unwrap().to_owned(),
        };
        let keys: Vec<String> = seen.iter().map(key).collect();
        let in_order = if sort.starts_with('-') {
            keys.is_sorted_by(|one, other| one >= other)
        } else {
            keys.is_sorted()
        };
        assert!(in_order, "{sort}: {keys:?}");
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 120, "{sort}");
    }
    let behind = table("?page=99").await;
    assert_eq!(
        (&behind["page"], behind["rows"].as_array().unwrap().len()),
        (&json!(3), 20)
    );
}

#[tokio::test]
async fn the_export_has_every_row_and_no_formula() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    // More than are read at a time.
    rows(&site, &pumps.id, 2_050).await;
    let path = pumps.path("/cases.csv?locale=en");
    let export = site.call("GET", &path, &pumps.boss, None).await;
    assert_eq!(export.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        export.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment")
    );
    let text = export.text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 2_051);
    assert!(
        lines[0].starts_with("\"Reference number\",\"Name\""),
        "{}",
        lines[0]
    );
    let mut rows: Vec<&str> = lines[1..].to_vec();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows.len(), 2_050);
    assert!(text.contains("\"'=HYPERLINK(\"\"http://example.org\"\")\""));
    assert!(!text.contains("\"=HYPERLINK"));
    assert!(text.contains("\"MÜLLER, \"\"BO\"\"\""));
    assert!(text.contains("\"2026-11-23 12:00\""), "the time in China");
    // The reader is the employer: "you" would be somebody else.
    for theirs in ["\"you\"", "your part", "Your part"] {
        assert!(!text.contains(theirs), "{theirs}");
    }
    let chinese = pumps.path("/cases.csv?locale=zh-Hans&search=person%200011");
    let chinese = site.call("GET", &chinese, &pumps.boss, None).await.text;
    assert_eq!(chinese.matches("\r\n").count(), 2);
    assert!(chinese.contains("参考号") && !chinese.contains("Reference"));
    assert!(chinese.contains("\"申请人和用人单位\""), "{chinese}");
}
