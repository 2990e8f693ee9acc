//! Packages: one ZIP with the papers, the manifest and the files.

use super::papers::{draft, solid, text};
use super::support::Site;
use axum::body::{Bytes, to_bytes};
use permit::api::DraftDocument;
use serde_json::Value;
use server::clock::hex;
use server::error::Error;
use server::package::archive;
use server::package::case::Case;
use server::package::source::{Known, Later, Source};
use server::package::words::Words;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;
use zip::ZipArchive;

/// Files in memory: by person and hash.
#[derive(Default)]
struct Shelf(BTreeMap<(String, String), (Known, Bytes)>);

impl Shelf {
    fn put(&mut self, person: &str, kind: &str, state: &str, content: &[u8]) -> String {
        let id = hex(&Sha256::digest(content));
        let known = Known {
            kind: kind.into(),
            bytes: content.len() as u64,
            pages: 1,
            state: state.into(),
        };
        let file = (known, Bytes::copy_from_slice(content));
        self.0.insert((person.into(), id.clone()), file);
        id
    }
}

impl Source for Shelf {
    fn info<'a>(&'a self, person: &'a str, id: &'a str) -> Later<'a, Option<Known>> {
        let found = self.0.get(&(person.to_owned(), id.to_owned()));
        Box::pin(async move { Ok(found.map(|(known, _)| known.clone())) })
    }

    fn read<'a>(&'a self, person: &'a str, id: &'a str) -> Later<'a, Option<Bytes>> {
        let found = self.0.get(&(person.to_owned(), id.to_owned()));
        Box::pin(async move { Ok(found.map(|(_, content)| content.clone())) })
    }
}

/// A draft with files: slot, name, file.
fn with_files(files: &[(&str, &str, &str)]) -> DraftDocument {
    let mut answers = Vec::new();
    for (number, (slot, name, file)) in (1..).zip(files) {
        for (key, value) in [
            ("documents", number.to_string()),
            ("doc_slot", (*slot).to_owned()),
            ("doc_file", (*file).to_owned()),
            ("doc_name", (*name).to_owned()),
        ] {
            answers.push((format!("{key}@r{number}"), value));
        }
    }
    let answers: Vec<(&str, &str)> = answers
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    draft(&answers)
}

async fn package(site: &Site, document: DraftDocument, person: &str) -> Result<Vec<u8>, Error> {
    let case = Case::of_draft(document);
    let (file, length, permit) = site
        .portal
        .papers
        .package(case, person, Vec::new(), Words::of("en"))
        .await?;
    let bytes = to_bytes(archive::body(file, permit), usize::MAX).await.unwrap();
    assert_eq!(bytes.len() as u64, length, "as long as it was said to be");
    Ok(bytes.to_vec())
}

pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for number in 0..zip.len() {
        let mut file = zip.by_index(number).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.push((file.name().unwrap().into_owned(), content));
    }
    files
}

#[tokio::test]
async fn a_package_is_whole_in_order_and_the_same_each_time() {
    let mut site = Site::new().await;
    let mut shelf = Shelf::default();
    let long = "n".repeat(300);
    let names = [
        "../../x",
        "C:\\CON.pdf",
        "a\u{0}b\r\n\u{202e}fdp.exe",
        &long,
        "护照 é.pdf",
        "=cmd()",
    ];
    let passport = shelf.put("anna", "pdf", "clean", b"%PDF-1.7 passport");
    let photo = shelf.put("anna", "jpeg", "clean", b"\xff\xd8\xff photo");
    let second = shelf.put("anna", "png", "clean", b"\x89PNG second page");
    site.portal.papers.files = Arc::new(shelf);
    let document = with_files(&[
        ("photo", names[0], &photo),
        ("passport", names[1], &passport),
        ("passport", names[2], &second),
        ("../../evil", names[3], &photo),
        ("degree", names[4], &passport),
        ("passport", names[5], &passport),
    ]);
    let zip = package(&site, document.clone(), "anna").await.unwrap();
    assert!(
        zip == package(&site, document, "anna").await.unwrap(),
        "the same bytes"
    );
    let files = unzip(&zip);
    let listed: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        listed[..3],
        [
            "00-application-form.pdf",
            "00-document-list.pdf",
            "00-manifest.json"
        ]
    );
    let mut sorted = listed[3..].to_vec();
    sorted.sort_unstable();
    assert_eq!(
        listed[3..],
        sorted,
        "in the order of the list, and sorted in any folder"
    );
    let passports: Vec<_> = listed.iter().filter(|name| name.contains("-passport-")).collect();
    assert!(
        passports[0].ends_with("-1.pdf")
            && passports[1].ends_with("-2.png")
            && passports[2].ends_with("-3.pdf")
    );
    let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    assert!(
        listed
            .iter()
            .all(|name| name.chars().all(harmless) && !name.contains("..")),
        "{listed:?}"
    );

    let manifest: Value = serde_json::from_slice(&files[2].1).unwrap();
    let entries = ["papers", "files"]
        .into_iter()
        .flat_map(|list| manifest[list].as_array().unwrap());
    let others: Vec<_> = files
        .iter()
        .filter(|(name, _)| name != "00-manifest.json")
        .collect();
    assert_eq!(entries.clone().count(), others.len());
    for (entry, (name, content)) in entries.zip(&others) {
        assert_eq!(entry["name"], name.as_str());
        assert_eq!(entry["sha256"], hex(&Sha256::digest(content)), "{name}");
        assert_eq!(entry["bytes"], content.len());
    }
    assert_eq!(manifest["files"].as_array().unwrap().len(), 6);
    let originals = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["original_name"].clone());
    assert!(
        originals
            .into_iter()
            .all(|name| !name.as_str().unwrap().contains(['\u{0}', '\n', '\u{202e}']))
    );

    let list = solid(&text(&files[1].1));
    for said in [
        &passport,
        &second,
        "护照é.pdf",
        "../../x",
        "C:\\CON.pdf",
        &long,
        "=cmd()",
        "其他文件",
        "Missing",
    ] {
        assert!(list.contains(said), "{said}: {list}");
    }
    assert!(!list.contains("pdf.state") && !list.contains("{{"), "{list}");
}

#[tokio::test]
async fn a_file_that_is_not_there_or_not_clean_is_named() {
    let mut site = Site::new().await;
    let mut shelf = Shelf::default();
    let waiting = shelf.put("anna", "pdf", "waiting", b"%PDF waiting");
    let of_bo = shelf.put("bo", "pdf", "clean", b"%PDF of somebody else");
    site.portal.papers.files = Arc::new(shelf);
    let document = with_files(&[("passport", "a.pdf", &waiting), ("photo", "b.pdf", &of_bo)]);
    let Err(Error::NotReady(problems)) = package(&site, document, "anna").await else {
        panic!("it was made")
    };
    let said: Vec<_> = problems
        .iter()
        .map(|problem| (problem.key.as_str(), problem.code.as_str()))
        .collect();
    assert_eq!(said.len(), 2);
    assert!(
        said.contains(&("doc_file@r1", "file_waiting")) && said.contains(&("doc_file@r2", "file_missing"))
    );
}

#[tokio::test]
async fn a_file_that_changed_in_the_store_is_never_handed_on() {
    let mut site = Site::new().await;
    let mut shelf = Shelf::default();
    let id = shelf.put("anna", "pdf", "clean", b"%PDF good");
    for (_, content) in shelf.0.values_mut() {
        *content = Bytes::from_static(b"%PDF evil");
    }
    site.portal.papers.files = Arc::new(shelf);
    let made = package(&site, with_files(&[("passport", "a.pdf", &id)]), "anna").await;
    assert!(matches!(made, Err(Error::Internal)));
}

#[tokio::test]
async fn a_signed_form_of_other_answers_is_void() {
    let mut site = Site::new().await;
    let mut shelf = Shelf::default();
    let scan = shelf.put("anna", "pdf", "clean", b"%PDF scan");
    site.portal.papers.files = Arc::new(shelf);
    let mut document = with_files(&[("form", "signed.pdf", &scan)]);
    let key = permit::answer::Key::in_row("doc_seal", "r1");
    for (seal, void) in [(document.draft.fingerprint(), false), ("0".repeat(16), true)] {
        document
            .draft
            .edit(key.clone(), seal, 0, permit::answer::Role::Applicant);
        let zip = package(&site, document.clone(), "anna").await.unwrap();
        let list = text(&unzip(&zip)[1].1);
        assert_eq!(list.contains("Void:"), void, "{list}");
    }
}
