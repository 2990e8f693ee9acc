//! The Notification Letter as a paper: for whom it is, what stands in it, and how it is checked.

use super::cases::{approve, must};
use super::employers::{CODE, Employer, OTHER_CODE, about};
use super::papers::{File, get, run, solid, text};
use super::support::{ID, Site};
use axum::http::{StatusCode, header};
use permit::api::staff::StaffRole::{Helpdesk, Officer};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;

const ANNA: &str = "anna@example.org";

/// An application with an employer, approved, with the officer who did it; no letter yet.
struct Approved {
    anna: String,
    pumps: Employer,
    officer: String,
    id: String,
}

impl Approved {
    /// The paper's addresses: of the applicant, the employer, the authority; each with who may have it.
    fn papers(&self) -> [(String, &str); 3] {
        let (id, pumps) = (&self.id, &self.pumps);
        [
            (format!("/api/applications/{id}/letter.pdf"), self.anna.as_str()),
            (pumps.path(&format!("/cases/{id}/letter.pdf")), &pumps.boss),
            (format!("/api/desk/cases/{id}/letter.pdf"), &self.officer),
        ]
    }

    async fn issue(&self, site: &Site, action: &str, until: &str) -> String {
        let action = json!({ action: { "valid_until": until } });
        let case = must(site, &self.officer, &self.id, action, "A wrong date").await;
        let last = case["records"].as_array().unwrap().last().unwrap().clone();
        last["detail"]["letter"]["number"].as_str().unwrap().to_owned()
    }
}

async fn approved(site: &Site) -> Approved {
    let pumps = site.employer("boss@pumps.example", CODE).await;
    let (_, secret) = site.invite(&pumps, ANNA, json!([])).await;
    let anna = site.sign_in(ANNA).await;
    site.answer(&anna, &secret, true, ID).await;
    let revision = site.save_complete(&anna, ID).await;
    let more = [
        ("special_area", "no", 0),
        ("has_dependants", "yes", revision),
        ("dependants@d1", "1", 0),
        ("dep_relation@d1", "child", 0),
        ("dep_surname@d1", "Eriksson", 0),
        ("dep_given_names@d1", "Nils", 0),
        ("dep_sex@d1", "male", 0),
        ("dep_birth_date@d1", "2018-04-01", 0),
        ("dep_nationality@d1", "SWE", 0),
        ("dep_passport_number@d1", "AA1234567", 0),
        ("dep_passport_expiry@d1", "2030-01-01", 0),
    ];
    let saved = site.save(&anna, ID, revision, &more).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
    let revision = saved.json()["revision"].as_u64().unwrap();
    let id = site.submitted(&anna, ID, revision, "en").await;
    site.employer_files(&id).await;
    let officer = site.staff(Officer, "li").await;
    approve(site, &officer, &id).await;
    Approved {
        anna,
        pumps,
        officer,
        id,
    }
}

/// What a phone reads from the first page.
fn scanned(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (paper, picture) = (folder.path().join("paper.pdf"), folder.path().join("page"));
    std::fs::write(&paper, pdf).unwrap();
    let ran = Command::new("pdftoppm")
        .args(["-png", "-gray", "-r", "150", "-singlefile"])
        .arg(&paper)
        .arg(&picture)
        .status();
    assert!(ran.expect("scripts/papers tests installs pdftoppm").success());
    let page = image::open(picture.with_extension("png")).unwrap().to_luma8();
    let (width, height) = (page.width() as usize, page.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        page.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
            .0[0]
    });
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the page");
    grids[0].decode().unwrap().1
}

async fn state(site: &Site, number: &str, code: &str) -> Value {
    let path = format!("/api/letters/{number}/{code}");
    site.call("GET", &path, "", None).await.json()["state"].clone()
}

#[tokio::test]
async fn the_letter_is_the_same_for_all_who_may_have_it_and_says_all_that_it_must() {
    let mut site = Site::with(&["--url", "https://portal.example.org"]).await;
    let approved = approved(&site).await;
    for (path, cookie) in approved.papers() {
        let none = get(&site, &path, cookie).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{path}: none was issued");
    }
    let number = approved.issue(&site, "issue_letter", "2027-05-23").await;
    let mut papers: Vec<File> = Vec::new();
    for (path, cookie) in approved.papers() {
        let paper = get(&site, &path, cookie).await;
        assert_eq!(paper.status, StatusCode::OK, "{path}");
        papers.push(paper);
    }
    let pdf = papers[0].bytes.clone();
    assert!(papers.iter().all(|paper| paper.bytes == pdf), "the same bytes");
    let name = papers[0].headers.get(header::CONTENT_DISPOSITION).unwrap();
    assert_eq!(
        name,
        &format!("attachment; filename=\"notification-letter-{number}.pdf\"")
    );
    let read = solid(&text(&pdf));
    for said in [
        number.as_str(),
        "外国人工作许可通知",
        "Notification Letter of Foreigner’s Work Permit",
        "Ms ERIKSSON ANNA MARIA",
        "ERIKSSON ANNA MARIA（女士）",
        "L898902C3",
        "瑞典",
        "Sweden",
        "Category B",
        "Example Pumps Co., Ltd.",
        "Beijing · Haidian",
        "北京市 · Haidian",
        "11000026",
        // Its last day and the day of issue, as each reader writes them.
        "2027年5月23日",
        "23 May 2027",
        "2026年11月23日",
        "23 November 2026",
        "Work Permit Portal (demonstration)",
        "ERIKSSON NILS",
        "子女",
    ] {
        assert!(read.contains(&solid(said)), "{said}: {read}");
    }
    for wrong in [
        "pdf.",
        "{{",
        "question.",
        "\u{fffd}",
        "2027-05",
        "2026-11",
        "CANCELLED",
        "EXPIRED",
        "AA1234567",
    ] {
        assert!(!read.contains(wrong), "{wrong}: {read}");
    }
    let about = run("pdfinfo", &["-meta"], &pdf, &[]);
    for part in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<dc:language><rdf:Bag><rdf:li>en</rdf:li>",
    ] {
        assert!(about.contains(part), "{part}: {about}");
    }

    // What is printed and what a phone reads is the same, and leads to the page that checks it.
    let address = scanned(&pdf);
    assert!(read.contains(&address), "{address}: {read}");
    let start = format!("https://portal.example.org/en/verify/{number}/");
    let code = address.strip_prefix(&start).unwrap();
    assert_eq!(state(&site, &number, code).await, "valid");
    let typed = number.to_lowercase().replace('-', "");
    assert_eq!(state(&site, &typed, &code.to_uppercase()).await, "valid");

    // The applicant sees who fetched it, and others don't get it.
    let log = site
        .call("GET", &format!("/api/drafts/{ID}/access"), &approved.anna, None)
        .await
        .json();
    let fetched = |role: &str| {
        let rows = log.as_array().unwrap().iter();
        rows.filter(|row| row["what"] == "letter" && row["role"] == role)
            .count()
    };
    // The tries before there was one were written down, too.
    assert_eq!((fetched("employer"), fetched("officer")), (1, 1), "{log}");
    let bo = site.sign_in("bo@example.org").await;
    let valves = site.employer("boss@valves.example", OTHER_CODE).await;
    let helper = site.staff(Helpdesk, "helper").await;
    let [(hers, _), (theirs, _), (desk, _)] = approved.papers();
    let rivals = valves.path(&format!("/cases/{}/letter.pdf", approved.id));
    for (path, cookie, status) in [
        (&hers, bo.as_str(), StatusCode::NOT_FOUND),
        (&hers, &approved.pumps.boss, StatusCode::NOT_FOUND),
        (&hers, "", StatusCode::UNAUTHORIZED),
        (&theirs, &valves.boss, StatusCode::NOT_FOUND),
        (&rivals, &valves.boss, StatusCode::NOT_FOUND),
        (&theirs, &approved.anna, StatusCode::NOT_FOUND),
        (&desk, &helper, StatusCode::FORBIDDEN),
        (&desk, &approved.anna, StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(get(&site, path, cookie).await.status, status, "{path}");
    }
    site.later(20 * 86_400);
    let anna = site.sign_in(ANNA).await;
    assert!(get(&site, &hers, &anna).await.bytes == pdf, "the same for ever");
}

#[tokio::test]
async fn only_the_newest_letter_is_given_and_one_that_no_longer_holds_says_so() {
    let mut site = Site::new().await;
    let approved = approved(&site).await;
    let first = approved.issue(&site, "issue_letter", "2027-05-23").await;
    let [(path, _), ..] = approved.papers();
    let older = get(&site, &path, &approved.anna).await.bytes;
    let second = approved.issue(&site, "replace_letter", "2026-12-31").await;
    let newer = get(&site, &path, &approved.anna).await.bytes;
    let read = text(&newer);
    assert!(
        read.contains(&second) && read.contains(&first),
        "in place of which: {read}"
    );
    assert!(!text(&older).contains(&second));
    let code = |pdf: &[u8]| scanned(pdf).rsplit('/').next().unwrap().to_owned();
    assert_eq!(state(&site, &first, &code(&older)).await, "replaced");
    assert_eq!(state(&site, &second, &code(&newer)).await, "valid");
    // Past its day, and then cancelled: the paper says what the page says.
    site.later(60 * 86_400);
    let anna = site.sign_in(ANNA).await;
    let expired = text(&get(&site, &path, &anna).await.bytes);
    // (The mark across the page is a picture to whoever reads on.)
    for said in ["The last day of this letter has passed", "本通知已超过有效期"] {
        assert!(expired.contains(said), "{said}: {expired}");
    }
    let officer = site.staff(Officer, "li").await;
    must(
        &site,
        &officer,
        &approved.id,
        json!("cancel"),
        "Obtained by false papers",
    )
    .await;
    let gone = get(&site, &path, &anna).await.bytes;
    let cancelled = text(&gone);
    for said in ["This letter was cancelled", "本通知已注销"] {
        assert!(cancelled.contains(said), "{said}: {cancelled}");
    }
    assert_eq!(state(&site, &second, &code(&gone)).await, "cancelled");
}

/// Anybody who holds the letter has it with these names: another one in its place alone has others.
#[tokio::test]
async fn a_letter_keeps_the_names_with_which_it_was_issued() {
    let mut site = Site::new().await;
    let approved = approved(&site).await;
    approved.issue(&site, "issue_letter", "2027-05-23").await;
    let [(path, _), ..] = approved.papers();
    let first = get(&site, &path, &approved.anna).await.bytes;
    let says = |pdf: &[u8], name: &str| solid(&text(pdf)).contains(&solid(name));
    assert!(says(&first, "Example Pumps Co., Ltd.") && says(&first, "Work Permit Portal (demonstration)"));
    let rename = async |site: &Site, name: &str| {
        let renamed = site.change_about(&approved.pumps, about(name, CODE)).await;
        assert_eq!(renamed.json()["state"], "pending", "{}", renamed.text);
    };

    rename(&site, "Better Pumps Co., Ltd.").await;
    assert!(
        get(&site, &path, &approved.anna).await.bytes == first,
        "not approved"
    );
    site.approve(&approved.pumps).await;
    Arc::make_mut(&mut site.portal.config).authority_name = "Bureau of Utopia".into();
    for (path, cookie) in approved.papers() {
        assert!(get(&site, &path, cookie).await.bytes == first, "approved: {path}");
    }

    // What takes its place has the names of now, and of the employer none that still waits.
    rename(&site, "Best Pumps Co., Ltd.").await;
    approved.issue(&site, "replace_letter", "2027-05-23").await;
    let second = get(&site, &path, &approved.anna).await.bytes;
    for (name, stands) in [
        ("Better Pumps Co., Ltd.", true),
        ("Bureau of Utopia", true),
        ("Best Pumps Co., Ltd.", false),
        ("Example Pumps Co., Ltd.", false),
    ] {
        assert_eq!(says(&second, name), stands, "{name}");
    }

    // One from before they were kept goes on as it did.
    let forget = "update event set detail = json_remove(detail, '$.letter.employer', '$.letter.authority') \
         where kind in ('letter_issued', 'letter_replaced')";
    let mut database = site.database().await;
    sqlx::query(forget).execute(&mut database).await.unwrap();
    assert!(get(&site, &path, &approved.anna).await.bytes == second);
}
