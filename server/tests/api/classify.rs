//! The classification for programs: the API, and the command line.

use super::support::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

const PERSON: &str = r#"{"as_of":"2026-11-23","work_place":"110000","birth_date":"1993-05-01","annual_salary_cny":300000,"highest_degree":"master","vocational_level":"none","relevant_work_years":5,"months_per_year_in_china":12,"chinese_level":"hsk3","background":[],"old_industrial_base":false,"special_area":false,"position_kind":"professional","denied_claims":["A"],"postdoc_high_level":false}"#;

fn portal(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_portal"))
        .env_clear()
        .arg("classify")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn complaint(output: &Output) -> (Option<i32>, String) {
    (
        output.status.code(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}

#[test]
fn one_profile_is_answered_in_one_line_however_it_is_spread() {
    let one = portal(&[], PERSON);
    assert_eq!(complaint(&one), (Some(0), String::new()));
    let [said] = lines(&one).try_into().unwrap();
    assert_eq!(said["category"], "B");
    let spread = PERSON.replace(',', ",\n  ");
    for input in [spread.clone(), format!("\n\n{spread}\n"), format!("{PERSON}\n\n")] {
        assert_eq!(lines(&portal(&[], &input)), std::slice::from_ref(&said));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("person.json");
    std::fs::write(&file, &spread).unwrap();
    assert_eq!(lines(&portal(&[file.to_str().unwrap()], "")), [said]);
}

#[test]
fn lines_are_answered_one_by_one_and_a_wrong_one_does_not_stop_the_rest() {
    let input = format!("{PERSON}\n{{\"healthy\":3}}\n\nnonsense\n{{}}\n");
    let output = portal(&[], &input);
    assert_eq!(output.status.code(), Some(0));
    let said = lines(&output);
    assert_eq!(said.len(), 4);
    assert_eq!(said[0]["category"], "B");
    assert!(
        said[1]["error"]
            .as_str()
            .unwrap()
            .starts_with("healthy: must be true or false")
    );
    assert!(said[2]["error"].as_str().unwrap().contains("not JSON"));
    assert_eq!(said[3]["possible"], json!(["A", "B", "C"]));
    // The first line may be the wrong one.
    let said = lines(&portal(&[], &format!("{{\"healthy\":3}}\n{PERSON}\n")));
    assert_eq!((said.len(), &said[1]["category"]), (2, &json!("B")));
}

#[test]
fn malformed_input_is_one_line_that_names_the_field() {
    for (input, words) in [
        (
            "{\"highest_degree\":\"phd\"}",
            "portal: highest_degree: phd is none of none, bachelor, master, doctor\n",
        ),
        (
            "{\"work_place\":\n\"x\"}",
            "portal: work_place: x is no code of GB/T 2260; write two, four or six digits\n",
        ),
    ] {
        assert_eq!(complaint(&portal(&[], input)), (Some(2), words.to_owned()));
    }
    for input in ["", "{", "nonsense", "[1]"] {
        let (code, words) = complaint(&portal(&[], input));
        assert_eq!((code, words.lines().count()), (Some(2), 1), "{input}: {words}");
    }
    let (code, words) = complaint(&portal(&["/nowhere.json"], ""));
    assert_eq!((code, words.lines().count()), (Some(1), 1));
    assert!(words.contains("/nowhere.json"));
}

async fn post(site: &Site, body: &str) -> (StatusCode, Value) {
    let request = Request::post("/api/classify")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap();
    let answer = site.send(request).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn anybody_may_ask_and_the_answer_is_that_of_the_command_line() {
    let site = Site::new().await;
    let (status, said) = post(&site, PERSON).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!([said], lines(&portal(&[], PERSON)).as_slice());
    for text in ["", "{", "nonsense"] {
        let (status, said) = post(&site, text).await;
        assert_eq!(
            (status, &said["code"]),
            (StatusCode::BAD_REQUEST, &json!("invalid_json")),
            "{text}"
        );
    }
    let (status, said) = post(
        &site,
        &format!("{{\"claims\":[{}\"A\"]}}", "\"A\",".repeat(400_000)),
    )
    .await;
    assert_eq!(
        (status, &said["code"]),
        (StatusCode::PAYLOAD_TOO_LARGE, &json!("body_too_large"))
    );
    let (status, said) = post(&site, "{\"healthy\":3}").await;
    assert_eq!(
        (status, &said["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("invalid_profile"))
    );
    assert!(said["detail"].as_str().unwrap().starts_with("healthy: "));
    for (text, words) in [
        (
            r#"{"healthy":3}"#,
            "healthy: must be true or false (invalid type: integer `3`, expected a boolean)",
        ),
        (
            "[1]",
            "profile: invalid type: sequence, expected a profile: a JSON object",
        ),
        (
            r#"{"claims":["B-2"],"denied_claims":["B-2"]}"#,
            "denied_claims: B-2 is in claims, too",
        ),
        (
            r#"{"work_place":"990000"}"#,
            "work_place: 990000 is in no province of GB/T 2260",
        ),
    ] {
        let (status, said) = post(&site, text).await;
        assert_eq!(
            (status, said["detail"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some(words))
        );
        assert_eq!(
            complaint(&portal(&[], text)),
            (Some(2), format!("portal: {words}\n"))
        );
    }
    // Without a day, today is the day.
    let (code, words) = complaint(&portal(&[], r#"{"birth_date":"2999-01-01"}"#));
    assert_eq!(code, Some(2));
    assert!(
        words.starts_with("portal: birth_date: 2999-01-01 is after as_of, "),
        "{words}"
    );
}

#[tokio::test]
async fn without_a_day_the_rules_of_today_hold() {
    // Of age today, and not on the first day of the standard.
    let young = r#"{"work_place":"110000","birth_date":"2002-01-01","annual_salary_cny":900000}"#;
    let said = post(&Site::new().await, young).await.1;
    assert_eq!(said["category"], "A");
    assert_eq!(said["decided_by"], json!(["A-III-7"]));
    assert_eq!(lines(&portal(&[], young))[0]["conditions"][0]["outcome"], "met");
}

#[tokio::test]
async fn the_document_of_the_api_names_every_field_and_every_answer() {
    let site = Site::new().await;
    let document = site.call("GET", "/api/openapi.json", "", None).await.json();
    let operation = &document["paths"]["/api/classify"]["post"];
    let statuses: Vec<_> = operation["responses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200", "400", "413", "422", "429"]);
    let profile = document["components"]["schemas"]["Profile"]["properties"]
        .as_object()
        .unwrap();
    let mut named: Vec<_> = profile.keys().map(String::as_str).collect();
    let mut fields: Vec<_> = permit::profile::Field::ALL
        .iter()
        .map(|field| field.name())
        .collect();
    named.sort_unstable();
    fields.sort_unstable();
    assert_eq!(named, fields);
}

/// Whether a value has the parts that a schema names, and no others.
fn fits(value: &Value, schema: &Value, all: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return fits(value, &all[name], all);
    }
    if let Some(any) = schema["oneOf"].as_array() {
        return any.iter().any(|one| fits(value, one, all));
    }
    let is = |kind: &str| {
        let kinds = &schema["type"];
        kinds == kind || kinds.as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
    };
    let listed = schema["enum"]
        .as_array()
        .is_none_or(|words| words.contains(value));
    listed
        && match value {
            Value::Null => is("null"),
            Value::String(_) => is("string"),
            Value::Bool(_) => is("boolean"),
            Value::Number(_) => is("integer"),
            Value::Array(items) => is("array") && items.iter().all(|item| fits(item, &schema["items"], all)),
            Value::Object(parts) => {
                let known = &schema["properties"];
                let required = schema["required"].as_array();
                let there = |name: &Value| parts.contains_key(name.as_str().unwrap());
                required.is_none_or(|names| names.iter().all(there))
                    && parts
                        .iter()
                        .all(|(name, part)| !known[name].is_null() && fits(part, &known[name], all))
            }
        }
}

#[tokio::test]
async fn the_answer_is_as_the_document_of_the_api_says() {
    let site = Site::new().await;
    let document = site.call("GET", "/api/openapi.json", "", None).await.json();
    let answer = &document["paths"]["/api/classify"]["post"]["responses"]["200"];
    let schema = &answer["content"]["application/json"]["schema"];
    let all = &document["components"]["schemas"];
    assert!(all["Preview"]["properties"]["points"].is_object(), "{schema}");
    for profile in ["{}", PERSON, r#"{"birth_date":"2020-01-01"}"#] {
        let said = post(&site, profile).await.1;
        assert!(fits(&said, schema, all), "{said}");
        let mut other = said;
        other["points"]["max"] = json!("many");
        assert!(!fits(&other, schema, all));
    }
    // What describes it needs no knowledge of the program's own language.
    let text = document.to_string();
    for raw in ["# Errors", "[`", "::"] {
        assert!(!text.contains(raw), "{raw}");
    }
    assert!(
        text.contains("`invalid_profile` names the field"),
        "{}",
        document["paths"]["/api/classify"]
    );
}

/// The program with a terminal for its output, by util-linux's `script`.
#[test]
fn on_a_terminal_it_is_a_report_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("person.json");
    std::fs::write(&file, PERSON).unwrap();
    let command = format!("{} classify {}", env!("CARGO_BIN_EXE_portal"), file.display());
    let output = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "70-80",
        "B-1.5",
        "A (A-III-7): more pay: CN¥859,464 a year, which is CN¥559,464 more than now",
        "Not a decision",
        "23 November 2026",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    assert!(!text.contains('{'), "{text}");
    // No key of a text, and no name of a field or of a word of the contract.
    for profile in [
        PERSON,
        "{}",
        r#"{"highest_degree":"bachelor"}"#,
        r#"{"as_of":"2026-11-23","work_place":"11","birth_date":"1990-01-01","highest_degree":"none","vocational_level":"none","relevant_work_years":1,"annual_salary_cny":120000,"months_per_year_in_china":4,"chinese_level":"none","background":[],"old_industrial_base":false,"special_area":false,"position_kind":"language_teacher","nationality":"GBR","teaching_language":"en","language_teaching_years":0,"teaching_qualification":"none","postdoc_high_level":false,"denied_claims":["A","B","C"]}"#,
    ] {
        std::fs::write(&file, profile).unwrap();
        let output = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains('_'), "{text}");
        let parts = [
            "preview",
            "question",
            "change",
            "condition",
            "rule",
            "points",
            "decides",
        ];
        for word in text.split_whitespace() {
            let key = word.split_once('.').filter(|(_, rest)| !rest.is_empty());
            assert!(
                !key.is_some_and(|(part, _)| parts.contains(&part)),
                "{word} in {text}"
            );
        }
    }
    // What helps only together is said in one sentence.
    let two = PERSON
        .replace("300000", "150000")
        .replace("master", "bachelor")
        .replace("\"relevant_work_years\":5", "\"relevant_work_years\":8")
        .replace("hsk3", "hsk5");
    std::fs::write(&file, two).unwrap();
    let output = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("more pay: CN¥450,000 a year") && text.contains(" together with "),
        "{text}"
    );
    assert!(!text.contains("{{"), "{text}");
    // What no answer settles says who does, and what is not sure says so.
    std::fs::write(&file, r#"{"as_of":"2026-11-23","birth_date":"1960-01-01"}"#).unwrap();
    let output = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = |id: &str| text.lines().find(|line| line.contains(id)).unwrap();
    assert!(line("B-1.5").contains("; decided by the city"), "{text}");
    assert!(
        line("C-1 ").contains("; decided within the State's quota"),
        "{text}"
    );
    assert!(line("A-II-12").contains("; uncertain: "), "{text}");
}

#[tokio::test]
async fn whoever_asks_too_often_waits() {
    let site = Site::with(&["--classify-per-minute", "3"]).await;
    for _ in 0..3 {
        assert_eq!(post(&site, "{}").await.0, StatusCode::OK);
    }
    let (status, said) = post(&site, "{}").await;
    assert_eq!(
        (status, &said["code"]),
        (StatusCode::TOO_MANY_REQUESTS, &json!("too_many_requests"))
    );
}
