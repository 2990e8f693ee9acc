//! Chinese renderings: the employer writes them, the applicant confirms them, and nothing is filed before.

use super::cases::{kinds, list, must, seen};
use super::employers::{CODE, Employer, problems};
use super::support::{Answer, ID, Site};
use axum::http::StatusCode;
use permit::api::staff::StaffRole::Officer;
use serde_json::{Value, json};

pub const BOSS: &str = "boss@pumps.example";
pub const ANNA: &str = "anna@example.org";
/// What of the invented person's answers is needed in Chinese, as in the form, and its Chinese.
pub const TEXTS: [(&str, &str, &str); 5] = [
    ("edu_school@e1", "Uppsala universitet", "乌普萨拉大学"),
    ("edu_major@e1", "Physics", "物理学"),
    ("work_employer@w1", "Pumpar AB", "水泵有限公司"),
    ("work_position@w1", "Engineer", "工程师"),
    ("work_duties@w1", "Pumps.", "水泵。"),
];

/// Anna's application, which her employer has signed.
pub struct Signed {
    pub site: Site,
    pub anna: String,
    pub pumps: Employer,
    pub id: String,
}

impl Signed {
    pub async fn new() -> Signed {
        Signed::with(&[]).await
    }

    /// The same with some answers changed.
    pub async fn with(answers: &[(&str, &str)]) -> Signed {
        let site = Site::new().await;
        let pumps = site.employer(BOSS, CODE).await;
        site.approve(&pumps).await;
        let (_, secret) = site.invite(&pumps, ANNA, json!([])).await;
        let anna = site.sign_in(ANNA).await;
        site.answer(&anna, &secret, true, ID).await;
        let mut revision = site.save_complete(&anna, ID).await;
        if !answers.is_empty() {
            let changes: Vec<_> = answers
                .iter()
                .map(|(key, value)| (*key, *value, revision))
                .collect();
            let saved = site.save(&anna, ID, revision, &changes).await.json();
            revision = saved["revision"].as_u64().unwrap();
        }
        let id = site.submitted(&anna, ID, revision, "zh-Hans").await;
        let signed = Signed {
            site,
            anna,
            pumps,
            id,
        };
        let answer = signed.acts(json!("sign")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        signed
    }

    /// The employer's address of what is owed.
    pub fn path(&self) -> String {
        self.pumps.path(&format!("/cases/{}/renderings", self.id))
    }

    /// The case as the employer sees it.
    pub async fn case(&self) -> Value {
        let path = self.pumps.path(&format!("/cases/{}", self.id));
        self.site.call("GET", &path, &self.pumps.boss, None).await.json()
    }

    /// The employer does something with the case as it stands.
    pub async fn acts(&self, action: Value) -> Answer {
        let body = json!({ "seen": self.case().await["seen"], "action": action });
        let path = self.pumps.path(&format!("/cases/{}/actions", self.id));
        self.site.call("POST", &path, &self.pumps.boss, Some(body)).await
    }

    /// The applicant's application.
    pub async fn hers(&self) -> Value {
        let path = format!("/api/applications/{}", self.id);
        self.site.call("GET", &path, &self.anna, None).await.json()
    }

    pub async fn owed(&self) -> Value {
        let path = self.path();
        let answer = self.site.call("GET", &path, &self.pumps.boss, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    }

    pub async fn write(&self, texts: &[(&str, &str, &str)]) -> Answer {
        let text = |(key, original, chinese): &(&str, &str, &str)| json!({ "key": key, "original": original, "chinese": chinese });
        let body = json!({ "texts": texts.iter().map(text).collect::<Vec<_>>() });
        self.site
            .call("PATCH", &self.path(), &self.pumps.boss, Some(body))
            .await
    }

    pub async fn answer(&self, key: &str, chinese: &str, confirmed: bool, remark: &str) -> Answer {
        let one = json!({ "key": key, "chinese": chinese, "confirmed": confirmed, "remark": remark });
        let path = format!("/api/applications/{}/renderings", self.id);
        let body = json!({ "answers": [one] });
        self.site.call("PATCH", &path, &self.anna, Some(body)).await
    }

    pub async fn confirms(&self, texts: &[(&str, &str, &str)]) -> Value {
        let mut last = Value::Null;
        for (key, _, chinese) in texts {
            let answer = self.answer(key, chinese, true, "").await;
            assert_eq!(answer.status, StatusCode::OK, "{key}: {}", answer.text);
            last = answer.json();
        }
        last
    }

    pub async fn files(&self) -> Answer {
        self.acts(json!({ "file": null })).await
    }

    /// How many letters to somebody say this.
    pub async fn told(&self, to: &str, words: &str) -> usize {
        let letters = self.site.letters(to).await;
        let says = |letter: &&Value| letter["text"].as_str().unwrap().contains(words);
        letters.iter().filter(says).count()
    }
}

fn states(all: &Value) -> Vec<&str> {
    let all = all["list"].as_array().unwrap();
    all.iter().map(|one| one["state"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn nothing_is_filed_before_all_is_written_and_confirmed() {
    let it = Signed::new().await;
    assert_eq!(it.files().await.json()["denied"], "rendering_owed");
    assert_eq!(it.case().await["rendering"], "employer");
    let owed = it.owed().await;
    let all: Vec<_> = owed["list"].as_array().unwrap().clone();
    let said: Vec<_> = all
        .iter()
        .map(|one| (one["key"].as_str().unwrap(), one["original"].as_str().unwrap()))
        .collect();
    assert_eq!(said, TEXTS.map(|(key, original, _)| (key, original)));
    assert_eq!(states(&owed), ["owed"; 5]);

    // One after the other: the applicant is told once, when the last one is there.
    for one in &TEXTS[..4] {
        let written = it.write(std::slice::from_ref(one)).await;
        assert_eq!(
            (written.status, states(&written.json())),
            (StatusCode::OK, vec!["proposed"])
        );
    }
    assert_eq!(it.told(ANNA, "/account/chinese/").await, 0);
    let written = it.write(&TEXTS[4..]).await.json();
    assert_eq!(
        (&written["turn"], &written["list"][0]["by"]),
        (&json!("applicant"), &json!(BOSS))
    );
    assert_eq!(
        it.told(ANNA, &format!("/zh-Hans/account/chinese/{}", it.id))
            .await,
        1
    );
    let again = it.write(&TEXTS).await;
    assert_eq!(again.status, StatusCode::OK, "the same again stores nothing");
    assert_eq!(it.told(ANNA, "/account/chinese/").await, 1);
    assert_eq!(it.files().await.json()["denied"], "rendering_unconfirmed");
    let hers = it.hers().await;
    assert_eq!(hers["acts"], json!(["applicant"]));
    assert!(
        hers["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("confirm_renderings"))
    );

    // She sends one back with a remark, and the employer writes it anew.
    let (key, original, chinese) = TEXTS[2];
    let silent = it.answer(key, chinese, false, " ").await;
    assert_eq!(silent.json()["denied"], "reason_missing");
    let back = it.answer(key, chinese, false, "It is a limited company").await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert_eq!(back.json()["turn"], "employer");
    assert!(
        back.json()["list"][0].get("by").is_none(),
        "who wrote it is the employer's own business"
    );
    let link = format!("/en/employer/{}/cases/{}/chinese", it.pumps.id, it.id);
    assert_eq!(it.told(BOSS, &link).await, 1);
    let owed = it.owed().await;
    assert_eq!(owed["list"][2]["remark"], "It is a limited company");
    assert_eq!(
        states(&owed),
        ["proposed", "proposed", "returned", "proposed", "proposed"]
    );
    let better = (key, original, "水泵股份公司");
    assert_eq!(it.write(&[better]).await.json()["turn"], "applicant");

    // What she confirms is what she saw.
    assert_eq!(it.answer(key, chinese, true, "").await.code(), "case_changed");
    let mut all = TEXTS;
    all[2] = better;
    assert_eq!(it.confirms(&all).await["turn"], "");
    let filed = it.files().await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.text);
    assert_eq!(
        kinds(&filed.json()),
        [
            "applicant_ready",
            "employer_signed",
            "renderings_proposed",
            "renderings_returned",
            "renderings_proposed",
            "renderings_confirmed",
            "filed"
        ]
    );
    // Then they are closed to both.
    let late = it.write(&[(key, original, "别的公司")]).await;
    assert_eq!(late.json()["denied"], "wrong_state");
    assert_eq!(
        it.answer(key, better.2, false, "No").await.json()["denied"],
        "wrong_state"
    );
    // Nothing of it became an answer.
    let hers = it.hers().await;
    assert_eq!(hers["draft"]["entries"][key]["value"], original);
    assert!(!hers["draft"].to_string().contains("水泵"));
}

#[tokio::test]
async fn what_can_t_be_a_rendering_is_refused_and_all_or_nothing_is_stored() {
    let it = Signed::new().await;
    let long = "水".repeat(161);
    for (text, code) in [
        (
            ("work_employer@w1", "Pumpar AB", "Pumps Ltd"),
            "rendering_not_chinese",
        ),
        (("work_employer@w1", "Pumpar AB", " "), "missing"),
        (("work_employer@w1", "Pumpar AB", long.as_str()), "too_long"),
    ] {
        let refused = it.write(&[TEXTS[0], text]).await;
        assert_eq!(refused.code(), "invalid_answers");
        assert_eq!(problems(&refused), [(text.0.to_owned(), code.to_owned())]);
    }
    for text in [
        ("work_employer@w1", "Another AB", "公司"),
        ("surname", "Eriksson", "埃里克松"),
        ("work_employer@w9", "Pumpar AB", "公司"),
        ("nothing", "Pumpar AB", "公司"),
    ] {
        assert_eq!(
            it.write(&[TEXTS[0], text]).await.code(),
            "case_changed",
            "{text:?}"
        );
    }
    assert_eq!(it.write(&[]).await.code(), "invalid_request");
    assert_eq!(states(&it.owed().await), ["owed"; 5]);
    // The words of the history are no button.
    let bare = it.acts(json!("propose_renderings")).await;
    assert_eq!(bare.code(), "invalid_request");
    let path = format!("/api/applications/{}/actions", it.id);
    let body = json!({ "seen": it.hers().await["seen"], "action": "confirm_renderings" });
    assert_eq!(
        it.site.call("POST", &path, &it.anna, Some(body)).await.code(),
        "invalid_request"
    );
}

#[tokio::test]
async fn a_text_that_a_correction_changed_is_rendered_anew_before_the_case_goes_back() {
    let it = Signed::new().await;
    it.write(&TEXTS).await;
    it.confirms(&TEXTS).await;
    it.files().await;
    let li = it.site.staff(Officer, "li").await;
    must(&it.site, &li, &it.id, json!("start_pre_review"), "").await;
    must(
        &it.site,
        &li,
        &it.id,
        list(&[json!({ "question": "edu_school@e1" })]),
        "",
    )
    .await;
    let shut = it
        .write(&[("edu_school@e1", "Uppsala universitet", "别的大学")])
        .await;
    assert_eq!(shut.json()["denied"], "wrong_state", "nothing was changed yet");

    let draft = it
        .site
        .call("GET", &format!("/api/drafts/{ID}"), &it.anna, None)
        .await
        .json();
    let revision = draft["revision"].as_u64().unwrap();
    let change = [("edu_school@e1", "Lunds universitet", revision)];
    let saved = it.site.save(&it.anna, ID, revision, &change).await.json();
    // Until she sends it again the employer sees what was sent.
    assert_eq!(it.owed().await["list"][0]["original"], "Uppsala universitet");
    let sent = it
        .site
        .submit(&it.anna, ID, saved["revision"].as_u64().unwrap(), "en")
        .await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let case = seen(&it.site, &li, &it.id).await;
    assert_eq!(kinds(&case).last().unwrap(), "correction_answered");
    let owed = it.owed().await;
    assert_eq!(
        states(&owed),
        ["stale", "confirmed", "confirmed", "confirmed", "confirmed"]
    );
    assert_eq!(
        (&owed["list"][0]["original"], &owed["list"][0]["chinese"]),
        (&json!("Lunds universitet"), &json!("乌普萨拉大学"))
    );
    let lund = [("edu_school@e1", "Lunds universitet", "隆德大学")];
    it.write(&lund).await;
    it.confirms(&lund).await;
    let case = seen(&it.site, &li, &it.id).await;
    assert_eq!(kinds(&case).last().unwrap(), "correction_completed");
    assert_eq!(case["renderings"][0]["chinese"], "隆德大学");
}

#[tokio::test]
async fn chinese_answers_need_no_rendering() {
    let it = Signed::with(&TEXTS.map(|(key, _, chinese)| (key, chinese))).await;
    assert_eq!(it.owed().await["list"], json!([]));
    let filed = it.files().await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.text);
}
