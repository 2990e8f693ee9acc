//! The manifest: what is in a package, for programs.

use super::case::Case;
use super::contents::Item;
use crate::clock::hex;
use permit::profile::Profile;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Its name in the ZIP.
pub const NAME: &str = "00-manifest.json";

#[derive(Serialize)]
struct Manifest<'a> {
    /// The shape of this file.
    version: u32,
    /// The reference number, of an application.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    /// The draft's id.
    draft: &'a str,
    form_version: u32,
    /// The rules that hold for the applicant's answers: a standard, its version, and those of the place.
    rules: String,
    /// Of the applicant's answers, as it stands on every page of the form.
    fingerprint: &'a str,
    /// Of the answers that count, where the employer gave others: the form and the list show these.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<String>,
    /// Stands for all that was sent; its first 32 digits are in the receipt's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<&'a str>,
    papers: Vec<Entry<'a>>,
    files: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_name: Option<&'a str>,
    kind: &'a str,
    bytes: u64,
    sha256: String,
}

/// A paper that was made for a package.
pub struct Made {
    /// Its name in the ZIP.
    pub name: &'static str,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// The manifest of a package.
#[must_use]
pub fn manifest(case: &Case, papers: &[Made], items: &[Item]) -> String {
    let sent = case.sent.as_ref();
    let counts = case.counts.fingerprint();
    let paper = |made: &'_ Made| -> Entry<'static> {
        Entry {
            slot: None,
            name: made.name,
            original_name: None,
            kind: "pdf",
            bytes: u64::try_from(made.pdf.len()).unwrap_or(u64::MAX),
            sha256: hex(&Sha256::digest(&made.pdf)),
        }
    };
    let file = |item| {
        let item: &Item = item;
        Entry {
            slot: Some(&item.slot),
            name: &item.name,
            original_name: Some(&item.original),
            kind: &item.kind,
            bytes: item.bytes,
            sha256: item.sha256.clone(),
        }
    };
    let manifest = Manifest {
        version: 1,
        reference: sent.map(|sent| sent.reference.as_str()),
        draft: &case.draft_id,
        form_version: case.draft.form_version,
        rules: Profile::of(&case.draft, case.day).rules().name(),
        fingerprint: &case.fingerprint,
        counts: (counts != case.fingerprint).then_some(counts),
        hash: sent.map(|sent| sent.hash.as_str()),
        papers: papers.iter().map(paper).collect(),
        files: items.iter().map(file).collect(),
    };
    let mut json = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    json.push('\n');
    json
}
