//! Where the files of a person come from: the one place at which papers and packages meet the store of files.

use crate::error::Error;
use crate::files::Files;
use axum::body::Bytes;
use std::future::Future;
use std::pin::Pin;

/// What will be there.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// `pdf`, `jpeg` or `png`.
    pub kind: String,
    /// Its size.
    pub bytes: u64,
    /// Its pages; a picture has one.
    pub pages: u32,
    /// `clean` if it may be used; else why not: `waiting`, `refused`.
    pub state: String,
}

/// The files of people: each sees only their own.
pub trait Source: Send + Sync {
    /// What is known of a file of this person.
    fn info<'a>(&'a self, person: &'a str, id: &'a str) -> Later<'a, Option<Known>>;
    /// Its content.
    fn read<'a>(&'a self, person: &'a str, id: &'a str) -> Later<'a, Option<Bytes>>;
}

impl Source for Files {
    fn info<'a>(&'a self, person: &'a str, id: &'a str) -> Later<'a, Option<Known>> {
        Box::pin(async move {
            let info = Files::info(self, person, id).await?;
            Ok(info.map(|info| Known {
                kind: info.kind.name().into(),
                bytes: info.bytes,
                pages: info.pages,
                state: info.state.name().into(),
            }))
        })
    }

    fn read<'a>(&'a self, person: &'a str, id: &'a str) -> Later<'a, Option<Bytes>> {
        Box::pin(Files::read(self, person, id))
    }
}
