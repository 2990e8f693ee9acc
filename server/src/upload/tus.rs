//! The words of tus 1.0.0: what clients say in headers, and what they are told.

use crate::error::Error;
use crate::state::Portal;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use permit::file::is_file_id;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::time::{Duration, SystemTime};

/// The version of the protocol.
pub const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
/// What of it there is beyond its core.
pub const EXTENSIONS: HeaderValue =
    HeaderValue::from_static("creation,creation-with-upload,expiration,checksum,termination");
/// The hashes of pieces.
pub const ALGORITHMS: HeaderValue = HeaderValue::from_static("sha256,sha1");
/// The media type of a piece.
const PIECE: &str = "application/offset+octet-stream";
/// The most characters that a client may say of an upload.
const METADATA: usize = 4_096;

/// The version that is spoken.
pub const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
/// The versions that are understood.
pub const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
/// The extensions.
pub const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
/// The largest upload.
pub const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
/// The hashes of pieces.
pub const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
/// How much is stored.
pub const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
/// How long the whole is.
pub const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
/// What the client says of it.
pub const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
/// When it runs out.
pub const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// The file that it became; ours.
pub const UPLOAD_FILE: HeaderName = HeaderName::from_static("upload-file");
/// Why it was refused, where an answer has no body; ours.
pub const UPLOAD_REFUSED: HeaderName = HeaderName::from_static("upload-refused");

/// A request in our version of tus.
pub struct Tus(pub HeaderMap);

impl FromRequestParts<Portal> for Tus {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Portal) -> Result<Self, Error> {
        match parts.headers.get(TUS_RESUMABLE) {
            Some(version) if version == VERSION => Ok(Tus(parts.headers.clone())),
            _ => Err(Error::UploadVersion),
        }
    }
}

/// Every answer says which version it is in.
pub async fn say_version(mut response: Response) -> Response {
    response.headers_mut().insert(TUS_RESUMABLE, VERSION);
    response.headers_mut().insert(TUS_VERSION, VERSION);
    response
}

impl Tus {
    fn text(&self, name: &HeaderName) -> Result<Option<&str>, Error> {
        let value = self.0.get(name).map(HeaderValue::to_str).transpose();
        value.map_err(|_| Error::UploadInvalid)
    }

    /// A header that is a whole number; one beyond any file is the largest there is.
    ///
    /// # Errors
    /// [`Error::UploadInvalid`].
    pub fn number(&self, name: &HeaderName) -> Result<Option<u64>, Error> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Error::UploadInvalid);
        }
        Ok(Some(text.parse().unwrap_or(u64::MAX)))
    }

    /// Whether the body is a piece.
    #[must_use]
    pub fn has_piece(&self) -> bool {
        let kind = self
            .0
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case(PIECE))
    }

    /// What the client says of the upload, word for word, and the hash of the whole if it is named (else empty).
    ///
    /// # Errors
    /// [`Error::UploadInvalid`].
    pub fn metadata(&self) -> Result<(String, String), Error> {
        let text = self.text(&UPLOAD_METADATA)?.unwrap_or("");
        if text.len() > METADATA {
            return Err(Error::UploadInvalid);
        }
        let mut sha256 = String::new();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let mut words = pair.trim().split(' ');
            let (key, value) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let value = BASE64_STANDARD.decode(value).map_err(|_| Error::UploadInvalid)?;
            if words.next().is_some() {
                return Err(Error::UploadInvalid);
            }
            if key == "sha256" {
                sha256 = String::from_utf8(value)
                    .map_err(|_| Error::UploadInvalid)?
                    .to_lowercase();
                if !is_file_id(&sha256) {
                    return Err(Error::UploadInvalid);
                }
            }
        }
        Ok((text.to_owned(), sha256))
    }

    /// What the piece must hash to, if the client says so.
    ///
    /// # Errors
    /// [`Error::UploadInvalid`], also for a hash that we don't know.
    pub fn checksum(&self) -> Result<Option<Checksum>, Error> {
        let Some(text) = self.text(&HeaderName::from_static("upload-checksum"))? else {
            return Ok(None);
        };
        let (algorithm, value) = text.split_once(' ').ok_or(Error::UploadInvalid)?;
        let expected = BASE64_STANDARD
            .decode(value.trim())
            .map_err(|_| Error::UploadInvalid)?;
        let hasher = match algorithm {
            "sha256" => Hasher::Sha256(Sha256::new()),
            "sha1" => Hasher::Sha1(Sha1::new()),
            _ => return Err(Error::UploadInvalid),
        };
        Ok(Some(Checksum { expected, hasher }))
    }

    /// Whether the client wants what there is not: a length that comes later, or an upload made of others.
    #[must_use]
    pub fn wants_more(&self) -> bool {
        ["upload-defer-length", "upload-concat"]
            .iter()
            .any(|name| self.0.contains_key(*name))
    }
}

enum Hasher {
    Sha256(Sha256),
    Sha1(Sha1),
}

/// The hash of a piece, as it comes and as it must be.
pub struct Checksum {
    expected: Vec<u8>,
    hasher: Hasher,
}

impl Checksum {
    /// Takes in what came.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.hasher {
            Hasher::Sha256(hasher) => hasher.update(bytes),
            Hasher::Sha1(hasher) => hasher.update(bytes),
        }
    }

    /// Whether it is right.
    #[must_use]
    pub fn is_right(self) -> bool {
        match self.hasher {
            Hasher::Sha256(hasher) => hasher.finalize().as_slice() == self.expected,
            Hasher::Sha1(hasher) => hasher.finalize().as_slice() == self.expected,
        }
    }
}

/// A moment as HTTP writes it.
#[must_use]
pub fn http_date(seconds: i64) -> HeaderValue {
    // Beyond its last second there is no date to write, and no upload lives as long.
    const LAST: u64 = 253_402_300_799;
    let seconds = u64::try_from(seconds).unwrap_or(0).min(LAST);
    let text = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
