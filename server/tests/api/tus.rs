//! A client of tus 1.0.0, one request at a time.

use super::support::{Answer, Site};
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::stream;
use sha2::{Digest, Sha256};
use std::io;

pub const KIND: (&str, &str) = ("content-type", "application/offset+octet-stream");

pub fn sha256(bytes: &[u8]) -> String {
    server::clock::hex(&Sha256::digest(bytes))
}

pub fn checksum(algorithm: &str, digest: &[u8]) -> String {
    format!("{algorithm} {}", BASE64_STANDARD.encode(digest))
}

/// A body that comes in parts and, if it is cut, ends as a connection does.
pub fn streamed(bytes: &[u8], is_cut: bool) -> Body {
    let mut parts: Vec<Result<Bytes, io::Error>> = bytes
        .chunks(70_001)
        .map(|part| Ok(Bytes::copy_from_slice(part)))
        .collect();
    if is_cut {
        parts.push(Err(io::ErrorKind::ConnectionReset.into()));
    }
    Body::from_stream(stream::iter(parts))
}

impl Site {
    pub async fn tus(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, cookie)
            .header("tus-resumable", "1.0.0");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.send(request.body(body).unwrap()).await;
        assert_eq!(answer.header("tus-resumable"), "1.0.0", "{method} {path}");
        answer
    }

    /// Begins an upload of so many bytes; its address.
    pub async fn begin(&self, cookie: &str, length: usize) -> String {
        let length = length.to_string();
        let headers = [("upload-length", length.as_str())];
        let answer = self
            .tus("POST", "/api/uploads", cookie, &headers, Body::empty())
            .await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        answer.header("location").to_owned()
    }

    pub async fn patch(&self, path: &str, cookie: &str, offset: usize, body: Body) -> Answer {
        let offset = offset.to_string();
        self.tus("PATCH", path, cookie, &[KIND, ("upload-offset", &offset)], body)
            .await
    }

    pub async fn head(&self, path: &str, cookie: &str) -> Answer {
        self.tus("HEAD", path, cookie, &[], Body::empty()).await
    }

    /// Uploads in one request: the answer to it.
    pub async fn upload(&self, cookie: &str, bytes: &[u8]) -> Answer {
        let path = self.begin(cookie, bytes.len()).await;
        self.patch(&path, cookie, 0, Body::from(bytes.to_vec())).await
    }

    /// Uploads what is good: the file's id.
    pub async fn file(&self, cookie: &str, bytes: &[u8]) -> String {
        let answer = self.upload(cookie, bytes).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text);
        answer.header("upload-file").to_owned()
    }

    pub async fn read_file(&self, cookie: &str, id: &str) -> Answer {
        self.call("GET", &format!("/api/files/{id}"), cookie, None).await
    }

    /// The names of the objects in a folder of the store.
    pub async fn objects(&self, folder: &str) -> Vec<String> {
        self.portal.files.objects().list(folder).await.unwrap()
    }
}

impl Answer {
    /// A header; empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
