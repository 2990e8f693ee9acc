//! Makes the package of an application with 40 documents of 1 MB each, and prints how long it took and how much memory:
//! `cargo bench -p server --bench package`. The files come from the disk, as they do in the portal.

use axum::body::Bytes;
use http_body_util::BodyExt as _;
use permit::answer::{Key, Role};
use permit::api::DraftDocument;
use permit::draft::Draft;
use server::clock::hex;
use server::error::Error;
use server::package::Papers;
use server::package::archive;
use server::package::case::Case;
use server::package::source::{Known, Later, Source};
use server::package::words::Words;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

const DOCUMENTS: usize = 40;
const SIZE: usize = 1_000_000;
/// How often it is made; the first time the fonts are looked at.
const TIMES: usize = 5;

/// Files in a folder, by their names.
struct Folder(PathBuf);

impl Source for Folder {
    fn info<'a>(&'a self, _: &'a str, _: &'a str) -> Later<'a, Option<Known>> {
        Box::pin(async {
            Ok(Some(Known {
                kind: "jpeg".into(),
                bytes: SIZE as u64,
                pages: 1,
                state: "clean".into(),
            }))
        })
    }

    fn read<'a>(&'a self, _: &'a str, id: &'a str) -> Later<'a, Option<Bytes>> {
        Box::pin(async move {
            let read = tokio::fs::read(self.0.join(id)).await;
            read.map(|content| Some(content.into()))
                .map_err(|_| Error::Unavailable)
        })
    }
}

/// A file of nothing in particular, other for each number.
fn content(number: usize) -> Vec<u8> {
    let mut state = number as u64 + 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    };
    (0..SIZE).map(|_| next()).collect()
}

fn draft(folder: &Path) -> DraftDocument {
    let mut draft = Draft::new(permit::forms::VERSION);
    let mut answer = |key: String, value: String| {
        if let Some(key) = Key::parse(&key) {
            draft.edit(key, value, 1_795_406_400, Role::Applicant);
        }
    };
    for question in permit::forms::questions() {
        let value = question.choices().first().map_or("Example 示例", |choice| choice);
        answer(question.id.into(), value.into());
    }
    for number in 0..DOCUMENTS {
        let content = content(number);
        let id = hex(&Sha256::digest(&content));
        if std::fs::write(folder.join(&id), content).is_err() {
            server::run::complain("the disk is full");
        }
        let slot = ["passport", "photo", "degree", "medical"][number % 4];
        answer(format!("documents@r{number}"), (number + 1).to_string());
        answer(format!("doc_slot@r{number}"), slot.into());
        answer(format!("doc_file@r{number}"), id);
        answer(format!("doc_name@r{number}"), format!("scan {number}.jpg"));
    }
    DraftDocument {
        id: "0b9c7e52-1f7e-4c86-9d0a-6f1f5a9f3c11".into(),
        revision: 1,
        updated_at: 0,
        application: None,
        open: false,
        excused: Vec::new(),
        notes: 0,
        draft,
    }
}

/// The most memory that the process ever had, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_000
}

async fn make(papers: &Papers, document: &DraftDocument) -> Result<(f64, u64), Error> {
    #[expect(clippy::disallowed_methods, reason = "it is measured here")]
    let start = Instant::now();
    let case = Case::of_draft(document.clone());
    let (file, length, permit) = papers.package(case, "anna", Vec::new(), Words::of("en")).await?;
    let mut body = archive::body(file, permit);
    let mut sent = 0;
    while let Some(Ok(frame)) = body.frame().await {
        sent += frame.data_ref().map_or(0, |data| data.len() as u64);
    }
    assert_eq!(sent, length, "all of it came");
    Ok((start.elapsed().as_secs_f64(), length))
}

#[tokio::main]
async fn main() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let document = draft(folder.path());
    let source = Arc::new(Folder(folder.path().into()));
    let fonts = std::env::var_os("PORTAL_FONTS").unwrap_or_else(|| "/usr/share/fonts".into());
    let papers = Papers::new(
        fonts.into(),
        folder.path().into(),
        "http://localhost".into(),
        source,
    );
    let before = peak();
    server::run::print(&format!(
        "package of {DOCUMENTS} documents of {} MB",
        SIZE / 1_000_000
    ))?;
    for time in 1..=TIMES {
        let (seconds, length) = make(&papers, &document)
            .await
            .map_err(|error| error.code().to_owned())?;
        let note = if time == 1 {
            ", with a first look at the fonts"
        } else {
            ""
        };
        server::run::print(&format!(
            "  {seconds:.2} s for {:.1} MB, peak of {} MB in memory (before: {before} MB){note}",
            length as f64 / 1e6,
            peak()
        ))?;
    }
    Ok(())
}
