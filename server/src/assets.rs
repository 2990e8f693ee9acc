//! The built app's files, read once at start: hashed names for a year, compressed copies as the build made them.

use crate::locales::{FALLBACK, Messages, PSEUDO, dressed};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// For files whose name, or query, changes with what they hold.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The one script whose own policy counts: it fetches what it keeps.
const SERVICE_WORKER: &str = "/service-worker.js";

/// One thing to serve, in every encoding there is of it.
#[derive(Clone, Debug)]
pub struct Asset {
    kind: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    /// A short hash of the plain content.
    pub hash: String,
}

impl Asset {
    /// From its content and, as far as there are, its compressed copies.
    #[must_use]
    pub fn new(kind: &'static str, plain: Vec<u8>, brotli: Option<Vec<u8>>, gzip: Option<Vec<u8>>) -> Asset {
        let hash = short(&Sha256::digest(&plain));
        Asset {
            kind,
            plain: plain.into(),
            brotli: brotli.map(Into::into),
            gzip: gzip.map(Into::into),
            hash,
        }
    }

    /// The content.
    #[must_use]
    pub fn plain(&self) -> &[u8] {
        &self.plain
    }

    /// Answers in the best encoding that the browser takes; 304 where it has the same already.
    #[must_use]
    pub fn serve(&self, request: &HeaderMap, cache: &'static str) -> Response {
        let accepted = request
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let (encoding, body) = match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepts(accepted, "br") => (Some("br"), brotli),
            (_, Some(gzip)) if accepts(accepted, "gzip") => (Some("gzip"), gzip),
            _ => (None, &self.plain),
        };
        let tag = format!("\"{}-{}\"", self.hash, encoding.unwrap_or("plain"));
        let known = request
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok());
        let same = known.is_some_and(|known| {
            known
                .split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
        let mut response = if same {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, self.kind)], body.clone()).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        if let (Some(encoding), false) = (encoding, same) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// Whether an `Accept-Encoding` header takes a coding.
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let (name, rest) = part.split_once(';').unwrap_or((part, ""));
        let weight: f32 = rest
            .trim()
            .strip_prefix("q=")
            .and_then(|q| q.parse().ok())
            .unwrap_or(1.0);
        name.trim().eq_ignore_ascii_case(coding) && weight > 0.0
    })
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// All files of the built app by their addresses; the document itself is not among them.
#[derive(Clone, Debug, Default)]
pub struct Assets(BTreeMap<String, Asset>);

/// A file of a language's texts, or several in one by their names.
#[derive(Clone, Deserialize, Serialize)]
#[serde(untagged)]
enum Texts {
    One(Messages),
    All(BTreeMap<String, Messages>),
}

impl Assets {
    /// Reads the folder of the built app.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn read(dist: &Path) -> Result<Assets, String> {
        let mut files = BTreeMap::new();
        collect(dist, "", &mut files)
            .map_err(|error| format!("{} can't be read: {error}", dist.display()))?;
        let mut assets = BTreeMap::new();
        for (path, plain) in &files {
            let copy = matches!(path.rsplit('.').next(), Some("br" | "gz"));
            if !copy && path != "/index.html" {
                let compressed = |suffix: &str| files.get(&format!("{path}.{suffix}")).cloned();
                let asset = Asset::new(kind(path), plain.clone(), compressed("br"), compressed("gz"));
                assets.insert(path.clone(), asset);
            }
        }
        one_hash_a_language(&mut assets);
        Ok(Assets(assets))
    }

    /// The same with the files of the two made-up languages, made of the English ones.
    #[must_use]
    pub fn with_pseudo(mut self) -> Assets {
        let english = format!("/locales/{FALLBACK}/");
        let files: Vec<(String, Texts)> = self
            .0
            .iter()
            .filter_map(|(path, asset)| {
                let texts = serde_json::from_slice(asset.plain()).ok()?;
                Some((path.strip_prefix(&english)?.to_owned(), texts))
            })
            .collect();
        for (file, texts) in files {
            for tag in PSEUDO {
                let texts = match texts.clone() {
                    Texts::One(texts) => Texts::One(dressed(tag, texts)),
                    Texts::All(all) => {
                        let dress = |(name, texts)| (name, dressed(tag, texts));
                        Texts::All(all.into_iter().map(dress).collect())
                    }
                };
                let json = serde_json::to_vec(&texts).unwrap_or_default();
                let path = format!("/locales/{tag}/{file}");
                self.0.insert(path, Asset::new(kind(&file), json, None, None));
            }
        }
        one_hash_a_language(&mut self.0);
        self
    }

    /// The file of this address.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.0.get(path)
    }

    /// The tags of the languages that were built in.
    #[must_use]
    pub fn locales(&self) -> Vec<String> {
        let named = |path: &String| {
            Some(
                path.strip_prefix("/locales/")?
                    .strip_suffix("/portal.json")?
                    .to_owned(),
            )
        };
        self.0.keys().filter_map(named).collect()
    }

    /// Answers with a file; `None` if there is none.
    #[must_use]
    pub fn serve(&self, path: &str, query: &str, headers: &HeaderMap) -> Option<Response> {
        let asset = self.get(path)?;
        let hashed = is_hashed(path) || query.strip_prefix("v=") == Some(&asset.hash);
        let mut response = asset.serve(headers, if hashed { FOR_EVER } else { "no-cache" });
        if path == SERVICE_WORKER {
            let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'");
            response
                .headers_mut()
                .insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        Some(response)
    }
}

/// Enough of a hash to tell one build's file from another's: each stands in the document, and can't be compressed.
fn short(hash: &[u8]) -> String {
    crate::clock::hex(&hash[..4])
}

/// The files of a language change together, by one short hash: the document names it once a language, and not once a file.
fn one_hash_a_language(assets: &mut BTreeMap<String, Asset>) {
    let mut languages: BTreeMap<String, Sha256> = BTreeMap::new();
    let folder = |path: &str| {
        let (tag, _) = path.strip_prefix("/locales/")?.split_once('/')?;
        Some(tag.to_owned())
    };
    for (path, asset) in assets.iter() {
        if let Some(tag) = folder(path) {
            languages.entry(tag).or_default().update(&asset.hash);
        }
    }
    let hashes: BTreeMap<String, String> = languages
        .into_iter()
        .map(|(tag, hash)| (tag, short(&hash.finalize())))
        .collect();
    for (path, asset) in assets.iter_mut() {
        if let Some(hash) = folder(path).and_then(|tag| hashes.get(&tag)) {
            asset.hash.clone_from(hash);
        }
    }
}

/// Whether the name carries a hash, as Trunk writes it: `app-0123456789abcdef.js`, `…_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    name.split(['-', '.', '_'])
        .any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            files.insert(path, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Assets, accepts, is_hashed};

    #[test]
    fn the_files_of_a_language_change_together_and_those_of_others_don_t() {
        let dist = tempfile::tempdir().unwrap();
        for (tag, text) in [("en", "{}"), ("fr", "{}")] {
            let folder = dist.path().join("locales").join(tag);
            std::fs::create_dir_all(&folder).unwrap();
            for file in ["portal.json", "form.json"] {
                std::fs::write(folder.join(file), text).unwrap();
            }
        }
        let hash = |path: &str| {
            let assets = Assets::read(dist.path()).unwrap();
            assets.get(&format!("/locales/{path}.json")).unwrap().hash.clone()
        };
        let before = (hash("en/portal"), hash("fr/portal"));
        assert_eq!(before.0, hash("en/form"));
        std::fs::write(dist.path().join("locales/en/form.json"), "{\"a\":\"b\"}").unwrap();
        assert_ne!(before.0, hash("en/portal"));
        assert_eq!(hash("en/portal"), hash("en/form"));
        assert_eq!(before.1, hash("fr/portal"));
    }

    #[test]
    fn codings_and_hashed_names_are_recognised() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
        assert!(is_hashed("/app-39e6c9565f156009_bg.wasm"));
        assert!(!is_hashed("/locales/en/portal.json"));
    }
}
