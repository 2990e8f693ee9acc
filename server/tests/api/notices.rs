//! Who hears of what: each side of what the others did, in its own language, and nothing private in any letter.

use super::cases::{list, must};
use super::employers::{CODE, Employer};
use super::support::{ID, Site, complete};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use permit::forms;
use serde_json::{Value, json};

pub const BOSS: &str = "boss@pumps.example";
pub const ANNA: &str = "anna@example.org";

/// An application that went to its employer and on to the authority.
pub struct Sent {
    pub anna: String,
    pub pumps: Employer,
    pub officer: String,
    pub id: String,
}

/// Anna applies in Chinese, her employer reads English.
pub async fn sent(site: &Site) -> Sent {
    let pumps = site.employer(BOSS, CODE).await;
    let (_, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    assert_eq!(site.answer(&anna, &secret, true, ID).await.status, StatusCode::OK);
    let revision = site.save_complete(&anna, ID).await;
    let saved = site.save(&anna, ID, revision, &[("special_area", "no", 0)]).await;
    let revision = saved.json()["revision"].as_u64().unwrap();
    let answer = site.submit(&anna, ID, revision, "zh-Hans").await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    site.employer_files(&id).await;
    Sent {
        anna,
        pumps,
        officer: site.staff(Officer, "li").await,
        id,
    }
}

/// The letters to somebody that came since: those of one second are in no order.
pub async fn since(site: &Site, to: &str, before: &[Value]) -> Vec<Value> {
    let mut letters = site.letters(to).await;
    for old in before {
        let place = letters.iter().position(|letter| letter == old);
        letters.remove(place.expect("no letter goes before its time"));
    }
    letters
}

/// The one letter that says this.
pub fn saying<'a>(letters: &'a [Value], words: &str) -> &'a str {
    let texts = letters.iter().map(|letter| letter["text"].as_str().unwrap());
    let found: Vec<_> = texts.filter(|text| text.contains(words)).collect();
    assert_eq!(found.len(), 1, "{words}: {letters:?}");
    found[0]
}

/// Says which letters somebody wants.
pub async fn choose(site: &Site, cookie: &str, wish: Value) {
    let answer = site.call("PUT", "/api/notices", cookie, Some(wish.clone())).await;
    assert_eq!(answer.status, StatusCode::OK, "{wish}: {}", answer.text);
}

/// No answer of anybody stands in a letter, but for those that are words of every letter.
pub fn holds_nothing_private(letter: &Value) {
    let text = [
        letter["subject"].as_str().unwrap(),
        letter["text"].as_str().unwrap(),
    ]
    .join("\n");
    let named = [
        "surname",
        "given_names",
        "signature",
        "job_title",
        "employer_name",
    ];
    for (key, value) in complete() {
        let key = permit::answer::Key::parse(&key).unwrap();
        let is_private = forms::question(&key.question).is_some_and(|question| question.private);
        if value.len() > 3 && (is_private || named.contains(&key.question.as_str())) {
            assert!(!text.contains(&value), "{key}: {text}");
        }
    }
    assert!(
        !text.contains("anna@") && !text.contains("{{") && !text.contains("news."),
        "{text}"
    );
}

#[tokio::test]
async fn each_side_hears_what_the_others_did_in_its_own_language() {
    let site = Site::new().await;
    let Sent {
        pumps, officer, id, ..
    } = sent(&site).await;
    let theirs_before = site.letters(BOSS).await;
    assert_eq!(
        theirs_before.len(),
        3,
        "the code, accepted, sent: {theirs_before:?}"
    );
    let text = saying(&theirs_before, "The applicant sent their part");
    for part in [
        "There is something for you to do.",
        &format!("/en/employer/{}/cases/{id}", pumps.id),
        "/en/account/notices",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let hers_before = site.letters(ANNA).await;
    assert_eq!(
        hers_before.len(),
        3,
        "invitation, code, receipt: her own doing is no news"
    );
    saying(&hers_before, "参考号");

    // A list with an item for each of the two: both are told what they owe by when.
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    let mut both = list(&[json!({ "document": "degree" }), json!({ "question": "duties" })]);
    both["return"]["items"][1]["owner"] = json!("employer");
    both["return"]["items"][1]["due"] = json!("2026-12-11");
    must(&site, &officer, &id, both, "").await;
    let (hers, theirs) = (
        since(&site, ANNA, &hers_before).await,
        since(&site, BOSS, &theirs_before).await,
    );
    assert_eq!((hers.len(), theirs.len()), (2, 2));
    for (letters, locale, due, other) in [
        (&hers, "zh-Hans", "2026年12月18日", "2026年12月11日"),
        (&theirs, "en", "11 December 2026", "18 December 2026"),
    ] {
        let told = saying(letters, due);
        assert!(letters.iter().all(|letter| letter["locale"] == locale));
        assert!(!told.contains(other), "{told}");
    }
    saying(&theirs, "nothing for you to do");
    let (hers_before, theirs_before) = (site.letters(ANNA).await, site.letters(BOSS).await);

    // Who withdraws is not told, the other is.
    let path = pumps.path(&format!("/cases/{id}"));
    let seen = site.call("GET", &path, &pumps.boss, None).await.json()["seen"].clone();
    let wish = json!({ "seen": seen, "action": "withdraw", "why": "The project ended" });
    let done = site
        .call("POST", &format!("{path}/actions"), &pumps.boss, Some(wish))
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    saying(&since(&site, ANNA, &hers_before).await, "撤回");
    assert_eq!(since(&site, BOSS, &theirs_before).await.len(), 0);
    for letter in site.letters(ANNA).await.iter().chain(&site.letters(BOSS).await) {
        if !letter["text"].as_str().unwrap().contains("/invitations/") {
            holds_nothing_private(letter);
        }
    }
}

#[tokio::test]
async fn who_invited_hears_the_answer_and_who_is_in_charge_once_a_mandate_has_ended() {
    let mut site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let agent = "agent@agency.example";
    site.add_member(&pumps, agent, "agent", "2026-11-25").await;
    let by_agent = Employer {
        id: pumps.id.clone(),
        boss: site.sign_in(agent).await,
    };
    let (first, secret) = site.invite(&by_agent, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    let (before, boss) = (site.letters(agent).await, site.letters(BOSS).await);
    assert_eq!(
        site.answer(&anna, &secret, false, "").await.status,
        StatusCode::OK
    );
    site.answer(&anna, &secret, false, "").await;
    let told = since(&site, agent, &before).await;
    assert_eq!(told.len(), 1, "once");
    let text = saying(&told, "has declined");
    let page = format!("/en/employer/{}/invitations/{first}", pumps.id);
    assert!(text.contains(&page), "{text}");
    holds_nothing_private(&told[0]);
    // So that the letters are told apart.
    site.later(1);
    let (_, secret) = site.invite(&by_agent, ANNA, json!([])).await;
    site.later(3 * 86_400);
    let before = site.letters(agent).await;
    let anna = site.sign_in(ANNA).await;
    assert_eq!(site.answer(&anna, &secret, true, ID).await.status, StatusCode::OK);
    assert_eq!(
        since(&site, agent, &before).await.len(),
        0,
        "the mandate has ended"
    );
    saying(&since(&site, BOSS, &boss).await, "has accepted");
    // A draft that is deleted takes the applicant away, too.
    let gone = site
        .call("DELETE", &format!("/api/drafts/{ID}"), &anna, None)
        .await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    saying(&since(&site, BOSS, &boss).await, "ended the connection");
}

#[tokio::test]
async fn an_applicant_hears_that_an_employer_used_their_code() {
    let site = Site::new().await;
    let pumps = site.employer(BOSS, CODE).await;
    let anna = site.sign_in(ANNA).await;
    site.save_complete(&anna, ID).await;
    let path = format!("/api/drafts/{ID}/employer?locale=zh-Hans");
    let code = site.call("POST", &path, &anna, None).await.json()["code"].clone();
    let before = site.letters(ANNA).await;
    let joined = site
        .call(
            "POST",
            &pumps.path("/join"),
            &pumps.boss,
            Some(json!({ "code": code })),
        )
        .await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.text);
    let told = since(&site, ANNA, &before).await;
    assert_eq!((told.len(), &told[0]["locale"]), (1, &json!("zh-Hans")));
    saying(&told, "Example Pumps");
}

#[tokio::test]
async fn somebody_does_without_some_letters_and_never_without_a_decision_or_a_last_day() {
    let site = Site::new().await;
    let Sent {
        anna, officer, id, ..
    } = sent(&site).await;
    let all = json!({ "locale": "", "daily": false, "hour": 8, "off": [] });
    let read = site.call("GET", "/api/notices", &anna, None).await;
    assert_eq!(read.json(), all, "who never chose");
    for wrong in [
        json!({ "daily": false, "hour": 8, "off": ["decision"] }),
        json!({ "daily": false, "hour": 8, "off": ["deadline"] }),
        json!({ "daily": false, "hour": 24 }),
        json!({ "daily": false, "hour": 8, "locale": "xx" }),
    ] {
        let refused = site.call("PUT", "/api/notices", &anna, Some(wrong)).await;
        assert_eq!(refused.code(), "invalid_request");
    }
    assert_eq!(site.call("GET", "/api/notices", &anna, None).await.json(), all);
    let wish = json!({ "locale": "en", "daily": false, "hour": 8, "off": ["progress", "progress"] });
    choose(&site, &anna, wish).await;
    let kept = site.call("GET", "/api/notices", &anna, None).await.json();
    assert_eq!(kept["off"], json!(["progress"]));
    let before = site.letters(ANNA).await;
    must(&site, &officer, &id, json!("start_pre_review"), "").await;
    assert_eq!(since(&site, ANNA, &before).await.len(), 0, "she does without");
    must(&site, &officer, &id, list(&[json!({ "document": "degree" })]), "").await;
    let told = since(&site, ANNA, &before).await;
    assert_eq!(
        (told.len(), &told[0]["locale"]),
        (1, &json!("en")),
        "in the language that she chose"
    );
}
