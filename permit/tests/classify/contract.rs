//! The contract in JSON: what is read, what is written, and what is said of malformed input.

use permit::classify::{Preview, json};
use permit::profile::Profile;
use proptest::prelude::*;
use serde_json::{Value, json};

fn answer(profile: &Value) -> Value {
    let profile: Profile = serde_json::from_value(profile.clone()).unwrap();
    let mut out = String::new();
    json::write(&Preview::new(profile), &mut out);
    assert!(!out.contains('\n'));
    serde_json::from_str(&out).unwrap()
}

fn refused(text: &str) -> String {
    serde_json::from_str::<Profile>(text).unwrap_err().to_string()
}

#[test]
fn the_example_is_answered_as_agreed() {
    let said = answer(&json!({
        "as_of": "2026-11-23", "work_place": "110000", "nationality": "GBR", "birth_date": "1993-05-01",
        "annual_salary_cny": 300_000, "highest_degree": "master", "vocational_level": "none",
        "relevant_work_years": 5, "months_per_year_in_china": 12, "chinese_level": "hsk3", "background": [],
        "old_industrial_base": false, "special_area": false, "stay_days": 730, "position_kind": "professional",
        "teaching_language": "en-GB", "postdoc_high_level": false,
        "denied_claims": ["A-I", "A-II", "A-III", "A-IV"],
        "no_criminal_record": true, "healthy": true, "employer_in_china": true
    }));
    assert_eq!(said["category"], "B");
    assert_eq!(said["possible"], json!(["B"]));
    assert_eq!(said["decided_by"], json!(["B-1.5", "B-6"]));
    assert_eq!(
        (&said["points"]["min"], &said["points"]["max"]),
        (&json!(70), &json!(80))
    );
    assert_eq!(
        said["points"]["items"][0],
        json!({ "id": "salary", "min": 14, "max": 14, "because": ["annual_salary_cny"] })
    );
    let criterion = |id: &str| {
        said["criteria"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == id)
            .unwrap()
            .clone()
    };
    let professional = criterion("B-1.5");
    assert_eq!(professional["outcome"], "met");
    assert_eq!(
        professional["because"],
        json!([
            "highest_degree",
            "relevant_work_years",
            "position_kind",
            "birth_date"
        ])
    );
    assert_eq!(professional["confidence"], "sourced");
    assert!(professional["citation"].as_str().unwrap().contains("B-1.5"));
    assert_eq!(criterion("A-I")["outcome"], "not_met");
    assert_eq!(criterion("A-I")["because"], json!(["denied_claims"]));
    assert_eq!(said["conditions"][0], json!({ "id": "age", "outcome": "met" }));
    assert_eq!(said["next_question"], Value::Null);
    assert_eq!(
        said["changes"][0],
        json!({ "to": "A", "set": { "annual_salary_cny": 859_464 }, "by": "A-III-7" })
    );
    assert_eq!(said["rules"]["id"], "cn-2017");
    assert_eq!(said["rules"]["jurisdiction"], "110000");
    assert!(
        said["rules"]["version"]
            .as_str()
            .unwrap()
            .contains("beijing@2026-02-04")
    );
}

/// Who needs another permit, or none, is told so, and nothing is promised.
#[test]
fn people_and_places_outside_the_permit_are_accepted_and_told() {
    for (place, nation, outcome) in [
        ("71", "GBR", "not_met"),
        ("810000", "GBR", "not_met"),
        ("82", "GBR", "not_met"),
        ("110000", "CHN", "not_met"),
        ("66", "GBR", "met"),
    ] {
        let said = answer(&json!({ "work_place": place, "nationality": nation }));
        assert_eq!(
            said["conditions"][4],
            json!({ "id": "in_scope", "outcome": outcome }),
            "{place}"
        );
        assert_eq!(
            said["possible"].as_array().unwrap().is_empty(),
            outcome == "not_met",
            "{place}"
        );
    }
    assert_eq!(
        answer(&json!({ "work_place": "11" }))["conditions"][4]["outcome"],
        "unknown"
    );
}

#[test]
fn nothing_known_is_an_answer_too() {
    let said = answer(&json!({}));
    assert_eq!(said["category"], Value::Null);
    assert_eq!(said["possible"], json!(["A", "B", "C"]));
    assert!(said["next_question"].is_string());
    assert_eq!(
        answer(&json!({ "birth_date": null, "background": null })),
        said,
        "null is absent"
    );
    let young = answer(&json!({ "as_of": "2026-11-23", "birth_date": "2010-01-01" }));
    assert_eq!(
        (&young["category"], &young["possible"]),
        (&Value::Null, &json!([]))
    );
}

#[test]
fn places_may_be_short_and_languages_have_regions() {
    for (short, long) in [("11", "110000"), ("5101", "510100")] {
        assert_eq!(
            answer(&json!({ "work_place": short })),
            answer(&json!({ "work_place": long }))
        );
    }
    let teacher = |tag: &str| answer(&json!({ "teaching_language": tag, "nationality": "GBR" }));
    assert_eq!(teacher("en"), teacher("en-GB"));
}

#[test]
fn malformed_input_is_told_by_its_field() {
    for (text, field) in [
        (
            r#"{"highest_degree":"phd"}"#,
            "highest_degree: phd is none of none, bachelor, master, doctor",
        ),
        (r#"{"highest_degree":3}"#, "highest_degree: must be a text"),
        (
            r#"{"annual_salary_cny":"300000"}"#,
            "annual_salary_cny: must be a whole number",
        ),
        (
            r#"{"annual_salary_cny":-1}"#,
            "annual_salary_cny: must be a whole number",
        ),
        (
            r#"{"annual_salary_cny":1.5}"#,
            "annual_salary_cny: must be a whole number",
        ),
        (
            r#"{"annual_salary_cny":99999999999}"#,
            "annual_salary_cny: must be a whole number",
        ),
        (
            r#"{"months_per_year_in_china":13}"#,
            "months_per_year_in_china: must be a whole number from 0 to 12",
        ),
        (
            r#"{"birth_date":"1993-02-30"}"#,
            "birth_date: 1993-02-30 is no day",
        ),
        (r#"{"birth_date":"1.5.1993"}"#, "birth_date: 1.5.1993 is no day"),
        (r#"{"work_place":"beijing"}"#, "work_place: beijing is no code"),
        (r#"{"nationality":"GB"}"#, "nationality: GB is no country"),
        (r#"{"background":["fame"]}"#, "background: fame is none of"),
        (
            r#"{"background":"patent"}"#,
            "background: must be a list of texts",
        ),
        (r#"{"background":[1]}"#, "background: must be a list of texts"),
        (r#"{"claims":["A-IX"]}"#, "claims: A-IX is no route"),
        (
            r#"{"claims":["A"],"denied_claims":["Z"]}"#,
            "denied_claims: Z is no route",
        ),
        (
            r#"{"claims":["A-II"],"denied_claims":["A-I","A-II-3"]}"#,
            "denied_claims: A-II-3 is in claims, too",
        ),
        (
            r#"{"birth_date":"2026-11-24","as_of":"2026-11-23"}"#,
            "birth_date: 2026-11-24 is after as_of, 2026-11-23",
        ),
        (
            r#"{"work_place":"990000"}"#,
            "work_place: 990000 is in no province",
        ),
        (r#"{"work_place":"00"}"#, "work_place: 00 is in no province"),
        (r#"{"healthy":"yes"}"#, "healthy: must be true or false"),
        (r#"{"anual_salary":1}"#, "anual_salary: there is no such field"),
        (r"[]", "a profile: a JSON object"),
    ] {
        let said = refused(text);
        assert!(said.contains(field), "{text}: {said}");
        assert!(!said.contains('\n'));
    }
}

/// JSON of any shape, with the contract's names in it now and then.
fn anything() -> impl Strategy<Value = Value> {
    let names = permit::profile::Field::ALL
        .iter()
        .map(|field| field.name())
        .collect::<Vec<_>>();
    let name = prop_oneof![3 => proptest::sample::select(names).prop_map(str::to_owned), 1 => ".{0,8}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![
            ".{0,12}",
            "[0-9-]{0,10}",
            "(none|hsk[0-9]|A-I{1,3}(-[0-9]+)?|en|CHN|2026-11-23)"
        ]
        .prop_map(Value::from),
    ];
    let tree = leaf.prop_recursive(2, 12, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(Value::from)
    });
    prop::collection::vec((name, tree), 0..8).prop_map(|pairs| Value::Object(pairs.into_iter().collect()))
}

/// A profile that is well-formed, to be spoilt.
const SOUND: &str = r#"{"as_of":"2026-11-23","work_place":"110000","birth_date":"1993-05-01","annual_salary_cny":300000,"highest_degree":"master","background":["patent"],"claims":["A-II-1"],"denied_claims":[],"healthy":true,"degree_mark_percent":null}"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Cut, doubled, or with something else in it, anywhere.
    #[test]
    fn no_spoilt_profile_makes_it_fall_over(at in 0..SOUND.len(), length in 0usize..12, with in "(|.|[0-9]{1,12}|\"|[{}\\[\\]:,]|null|-1|1e99|\\\\u[0-9a-f]{0,4})") {
        let end = (at + length).min(SOUND.len());
        let text = format!("{}{with}{}", &SOUND[..at], &SOUND[end..]);
        match serde_json::from_str::<Profile>(&text) {
            Ok(profile) => {
                let mut out = String::new();
                json::write(&Preview::new(profile), &mut out);
                prop_assert!(serde_json::from_str::<Value>(&out).is_ok(), "{}", out);
            }
            Err(wrong) => prop_assert!(!wrong.to_string().contains('\n'), "{}", wrong),
        }
    }

    #[test]
    fn no_json_makes_it_fall_over(value in anything(), text in "\\PC{0,60}") {
        let _ = serde_json::from_str::<Profile>(&text).is_ok();
        if let Ok(profile) = serde_json::from_value::<Profile>(value) {
            let mut out = String::new();
            json::write(&Preview::new(profile), &mut out);
            prop_assert!(serde_json::from_str::<Value>(&out).is_ok(), "{}", out);
        }
    }
}
