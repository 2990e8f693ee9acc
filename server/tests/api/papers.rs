//! Papers, read back with Debian's poppler-utils as an office would read them.

use super::support::{ID, Site, complete};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use permit::answer::{Key, Role};
use permit::api::DraftDocument;
use permit::draft::Draft;
use permit::forms;
use server::package::case::Case;
use server::package::words::Words;
use std::process::Command;
use tower::ServiceExt as _;

/// The moment at which every answer of a test was given: 23 November 2026, noon in China.
const THEN: i64 = super::support::NOW;

/// An answer whose body is no text.
pub struct File {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// Downloads.
pub async fn get(site: &Site, path: &str, cookie: &str) -> File {
    let request = Request::get(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie);
    let response = site
        .router()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    File {
        status: parts.status,
        headers: parts.headers,
        bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    }
}

/// What a program says of a PDF.
pub fn run(program: &str, arguments: &[&str], pdf: &[u8], output: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let ran = Command::new(program)
        .args(arguments)
        .arg(&path)
        .args(output)
        .output();
    let ran = ran.unwrap_or_else(|_| panic!("{program} is missing: scripts/papers tests installs it"));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// The text of a PDF in reading order, as it is selected in a viewer.
pub fn text(pdf: &[u8]) -> String {
    run("pdftotext", &[], pdf, &["-"])
}

/// Without blanks, for lines are broken where they end; and without what is only a place to break them, or a mark of
/// direction.
pub fn solid(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{2066}'..='\u{2069}'))
        .collect()
}

/// Whether words were read back. On a page that is mostly Arabic readers of PDFs disagree on the order, of Latin lines too:
/// then their letters are what must be there.
pub fn stands(read: &str, words: &str, is_mirrored: bool) -> bool {
    let is_arabic = |c: char| matches!(c, '\u{600}'..='\u{6ff}');
    if is_mirrored || words.chars().any(is_arabic) {
        let mut letters = words.chars().filter(|c| c.is_alphanumeric());
        return letters.all(|c| read.contains(c));
    }
    read.contains(&solid(words))
}

/// A draft with every answer of the invented person, and these.
pub fn draft(more: &[(&str, &str)]) -> DraftDocument {
    let mut draft = Draft::new(forms::VERSION);
    let more = more
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    for (key, value) in complete().into_iter().chain(more) {
        draft.edit(Key::parse(&key).unwrap(), value, THEN, Role::Applicant);
    }
    DraftDocument {
        id: ID.into(),
        revision: 1,
        updated_at: THEN,
        application: None,
        open: false,
        excused: Vec::new(),
        notes: 0,
        draft,
    }
}

/// Whatever else can be answered, in scripts from everywhere and with words that mean something to a typesetter.
const MORE: &[(&str, &str)] = &[
    (
        "mrz",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ),
    ("surname", "Łukasiewicz-Ñandú"),
    ("native_name", "Αγγελική Παπαδοπούλου"),
    ("former_name", "Nguyễn Thị Đặng"),
    ("chinese_name", "欧阳龘靐"),
    ("birth_place", "محافظة الإسكندرية"),
    (
        "passport_authority",
        "Köpings kommun #import \"x\" $a^2$ *b* _c_ <d> @e [f] //g \\h",
    ),
    ("background", "top_university\npatent"),
    ("direct_routes", "achievement\nyoung_talent"),
    ("achievements", "A-II-1\nA-II-8"),
    ("duties", "Первая строка.\nSecond line; 第二行内容。\n=SUM(A1:A9)"),
    (
        "job_title",
        "AVeryLongWordThatNoLineHoldsAVeryLongWordThatNoLineHoldsAVeryLongWordThatNoLineHolds",
    ),
    ("has_dependants", "yes"),
    ("dependants@d1", "1"),
    ("dep_relation@d1", "child"),
    ("dep_surname@d1", "Łukasiewicz"),
    ("dep_given_names@d1", "Zoë"),
    ("work@w2", "2"),
    ("work_kind@w2", "unemployed"),
    ("work_from@w2", "2015-06"),
    ("work_to@w2", "2015-07"),
];

#[tokio::test]
async fn every_answer_stands_on_the_form_in_chinese_and_in_the_applicant_s_language() {
    let site = Site::new().await;
    let document = draft(MORE);
    for tag in server::locales::all().keys() {
        let words = Words::of(tag);
        let mirrored = server::locales::is_right_to_left(tag);
        let case = Case::of_draft(document.clone());
        let read = solid(&text(
            &site.portal.papers.form(case.clone(), words).await.unwrap(),
        ));
        let mut answers = 0;
        for (_, page) in forms::pages() {
            for (question, row) in page.asked(&document.draft) {
                let answer = words.answer(&document.draft, question, row);
                answers += answer.len();
                let is_list = row.is_some() && page.group.is_some_and(|group| group.questions.len() == 1);
                let label = (!is_list).then(|| words.name(question));
                for pair in answer.iter().chain(&label) {
                    for words in [&pair.zh, &pair.own] {
                        assert!(stands(&read, words, mirrored), "{tag} {}: {words}", question.id);
                    }
                }
            }
        }
        assert!(answers > 70, "{answers}");
        // No day or month as a program writes it, either.
        let wrong = [
            "pdf.",
            "question.",
            "rule.",
            "{{",
            "\u{fffd}",
            "1990-08",
            "2034-03",
            "2015-0",
        ];
        for wrong in wrong {
            assert!(!read.contains(wrong), "{tag}: {wrong}");
        }
        if mirrored {
            continue;
        }
        let pages = read.matches("第1页，共").count();
        assert_eq!(pages, 1);
        assert!(
            read.contains(&case.fingerprint) && read.contains("申请人签名") && read.contains("用人单位盖章")
        );
        assert!(read.contains("待用人单位确认"), "whose answers count in the end");
    }
}

#[tokio::test]
async fn papers_are_tagged_and_say_their_title_and_language() {
    let site = Site::new().await;
    let languages = [
        ("en", "en"),
        ("zh-Hans", "zh"),
        ("zh-Hant", "zh-TW"),
        ("pt-BR", "pt-BR"),
        ("ar", "ar"),
    ];
    for (tag, language) in languages {
        let case = Case::of_draft(draft(&[]));
        let pdf = site.portal.papers.form(case, Words::of(tag)).await.unwrap();
        let said = run("pdfinfo", &[], &pdf, &[]);
        let is = |name: &str, value: &str| {
            let line = said
                .lines()
                .find(|line| line.starts_with(name))
                .unwrap_or_default();
            assert!(line.contains(value), "{name} {value}: {said}");
        };
        is("Tagged:", "yes");
        is("Title:", "外国人来华工作许可申请表");
        is("Page size:", "A4");
        is("JavaScript:", "no");
        let meta = run("pdfinfo", &["-meta"], &pdf, &[]);
        for part in [
            format!("<dc:language><rdf:Bag><rdf:li>{language}</rdf:li>"),
            "<pdfuaid:part>1</pdfuaid:part>".into(),
            // The day of the answers, not of the paper.
            "<xmp:CreateDate>2026-11-23T12:00:00+08:00</xmp:CreateDate>".into(),
        ] {
            assert!(meta.contains(&part), "{part}: {meta}");
        }
    }
}

#[tokio::test]
async fn the_same_answers_give_the_same_bytes_and_others_another_fingerprint() {
    let (site, mut later) = (Site::new().await, Site::new().await);
    later.later(90 * 86_400);
    let words = Words::of("en");
    let case = |more: &[(&str, &str)]| Case::of_draft(draft(more));
    let form = site.portal.papers.form(case(&[]), words).await.unwrap();
    let again = later.portal.papers.form(case(&[]), words).await.unwrap();
    assert!(form == again, "the same bytes");
    let other = case(&[("birth_place", "Umeå")]);
    assert_ne!(other.fingerprint, case(&[]).fingerprint);
    let other = site.portal.papers.form(other, words).await.unwrap();
    assert!(!text(&other).contains(&case(&[]).fingerprint));
    // A file that is added is no answer: the form that was signed still holds.
    let added = case(&[
        ("documents@x1", "1"),
        ("doc_slot@x1", "form"),
        ("doc_file@x1", "0"),
    ]);
    assert_eq!(added.fingerprint, case(&[]).fingerprint);
    assert!(site.portal.papers.form(added, words).await.unwrap() == form);
}

#[tokio::test]
async fn papers_are_for_their_owner_once_all_is_answered() {
    let site = Site::new().await;
    let (anna, bo) = (
        site.sign_in("anna@example.org").await,
        site.sign_in("bo@example.org").await,
    );
    site.save(&anna, ID, 0, &[("surname", "Eriksson", 0)]).await;
    let draft = |file: &str| format!("/api/drafts/{ID}/{file}?locale=en");
    for file in ["form.pdf", "package.zip"] {
        let refused = site.call("GET", &draft(file), &anna, None).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (StatusCode::CONFLICT, "not_ready")
        );
        let submitted = site.submit(&anna, ID, 1, "en").await;
        assert_eq!(
            refused.json()["problems"],
            submitted.json()["problems"],
            "the same as submit says"
        );
        assert_eq!(
            site.call("GET", &draft(file), &bo, None).await.code(),
            "not_found"
        );
    }
    let answers = complete();
    let changes: Vec<_> = answers
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str(), 1))
        .collect();
    site.save(&anna, ID, 1, &changes).await;
    let form = get(&site, &draft("form.pdf"), &anna).await;
    assert_eq!(form.status, StatusCode::OK);
    for (name, value) in [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"application-form-0b9c7e52.pdf\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        assert_eq!(form.headers.get(&name).unwrap(), value);
    }
    let sent = site.submit(&anna, ID, 2, "en").await.json();
    let application = |file: &str| format!("/api/applications/{}/{file}", sent["id"].as_str().unwrap());
    for file in ["form.pdf", "package.zip", "receipt.pdf"] {
        assert_eq!(
            get(&site, &application(file), &anna).await.status,
            StatusCode::OK,
            "{file}"
        );
        assert_eq!(
            site.call("GET", &application(file), &bo, None).await.code(),
            "not_found"
        );
    }
}

#[tokio::test]
async fn without_a_font_for_chinese_the_portal_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::with(&["--fonts", folder.path().to_str().unwrap()]).await;
    assert!(!site.portal.papers.can_write());
    let anna = site.sign_in("anna@example.org").await;
    site.save_complete(&anna, ID).await;
    let refused = site
        .call("GET", &format!("/api/drafts/{ID}/form.pdf"), &anna, None)
        .await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "no_fonts")
    );
}

#[tokio::test]
async fn a_receipt_is_checked_by_anybody_and_tells_nothing() {
    let site = Site::with(&["--url", "https://portal.example.org/"]).await;
    let anna = site.sign_in("anna@example.org").await;
    let revision = site.save_complete(&anna, ID).await;
    let sent = site.submit(&anna, ID, revision, "en").await.json();
    let reference = sent["reference"].as_str().unwrap();
    let path = format!("/api/applications/{}/receipt.pdf", sent["id"].as_str().unwrap());
    let receipt = get(&site, &format!("{path}?locale=en"), &anna).await.bytes;
    let read = solid(&text(&receipt));
    for said in [
        reference,
        "2026年11月23日12:00",
        "23November2026,12:00",
        "Asia/Shanghai",
        "北京时间",
        "Notadecision",
        "不是审批决定",
        "提交回执",
    ] {
        assert!(read.contains(said), "{said}: {read}");
    }
    assert!(
        !read.contains("pdf.") && !read.contains("{{") && !read.contains("step."),
        "{read}"
    );
    let start = format!("https://portal.example.org/en/verify/{reference}/");
    let hash: String = read.split_once(&start).unwrap().1.chars().take(32).collect();
    let verify = async |reference: &str, hash: &str| {
        let answer = site
            .call("GET", &format!("/api/verify/{reference}/{hash}"), "", None)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.text
    };
    let right = r#"{"matches":true,"submitted_on":"2026-11-23"}"#;
    assert_eq!(verify(reference, &hash).await, right);
    assert_eq!(
        verify(&reference.to_lowercase(), &hash.to_uppercase()).await,
        right
    );
    // A wrong hash, too short a one, another application's, and nonsense: one answer.
    let wrong = r#"{"matches":false,"submitted_on":""}"#;
    let other = permit::reference::from_random([9; 16]);
    let turned: String = hash.chars().rev().collect();
    for (reference, hash) in [
        (reference, turned.as_str()),
        (reference, &hash[..31]),
        (reference, "x"),
        (&other, &hash),
        ("nonsense", &hash),
    ] {
        assert_eq!(verify(reference, hash).await, wrong, "{reference} {hash}");
    }
    // The same receipt for ever: later, and on another machine.
    let again = get(&site, &format!("{path}?locale=en"), &anna).await.bytes;
    assert!(receipt == again);
}

#[tokio::test]
async fn whoever_checks_too_often_waits() {
    let site = Site::with(&["--classify-per-minute", "2"]).await;
    for _ in 0..2 {
        let answer = site.call("GET", "/api/verify/x/y", "", None).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert_eq!(
        site.call("GET", "/api/verify/x/y", "", None).await.code(),
        "too_many_requests"
    );
}
