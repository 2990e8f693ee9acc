//! Files: where their bytes lie, what they are, whether they are clean.

pub mod clean;
pub mod inspect;
pub mod objects;
pub mod scan;
pub mod settings;

use crate::config::Config;
use crate::error::Error;
use crate::store::Store;
use bytes::Bytes;
use inspect::Limits;
use objects::Objects;
use permit::file::{FileInfo, FileState};
use scan::Scanner;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many files are in memory for each that is looked at: a slow scanner or store makes others wait, and no more.
const HELD: usize = 4;

/// Everything about files that handlers use; cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Store,
    objects: Objects,
    scanner: Option<Scanner>,
    limits: Limits,
    /// How many are in memory at the same time, while they are looked at, searched for viruses and stored.
    held: Arc<Semaphore>,
    /// How many of them are looked at, each with its pixels.
    places: Arc<Semaphore>,
}

impl Files {
    /// Opens what the settings name.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn open(config: &Config, store: Store) -> Result<Files, String> {
        let settings = &config.files;
        let scanner = match &settings.clamd {
            Some(address) => Some(Scanner::new(address, settings.clamd_seconds)?),
            None => None,
        };
        Ok(Files {
            store,
            objects: Objects::open(settings, &config.data)?,
            scanner,
            limits: Limits {
                pages: settings.pdf_max_pages,
                pixels: settings.picture_max_pixels,
            },
            held: Arc::new(Semaphore::new(
                settings.inspect_at_once.get().saturating_mul(HELD),
            )),
            places: Arc::new(Semaphore::new(settings.inspect_at_once.get())),
        })
    }

    /// The same with its bytes elsewhere.
    #[must_use]
    pub fn with_objects(self, objects: Objects) -> Files {
        Files { objects, ..self }
    }

    /// The bytes of a person's file; `None` if they have none of this id, or it was refused.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn read(&self, person: &str, id: &str) -> Result<Option<Bytes>, Error> {
        match self.store.file(person, id).await? {
            Some(file) if file.info.state != FileState::Refused => self.objects.get(&file.object).await,
            _ => Ok(None),
        }
    }

    /// What is known of a person's file; `None` if they have none of this id.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn info(&self, person: &str, id: &str) -> Result<Option<FileInfo>, Error> {
        Ok(self.store.file(person, id).await?.map(|file| file.info))
    }

    /// The bytes, by name.
    #[must_use]
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// The search for viruses, where there is one.
    #[must_use]
    pub fn scanner(&self) -> Option<&Scanner> {
        self.scanner.as_ref()
    }

    /// What files may be.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// A place among those that are in memory; waits for one.
    ///
    /// # Errors
    /// Never: the places are never closed.
    pub async fn hold(&self) -> Result<OwnedSemaphorePermit, Error> {
        place(&self.held).await
    }

    /// A place among those that are looked at; waits for one.
    ///
    /// # Errors
    /// Never: the places are never closed.
    pub async fn place(&self) -> Result<OwnedSemaphorePermit, Error> {
        place(&self.places).await
    }
}

async fn place(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Error> {
    let place = Arc::clone(places).acquire_owned().await;
    place.map_err(|_| Error::Unavailable)
}
