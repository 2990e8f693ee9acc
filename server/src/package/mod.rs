//! The papers of an application and the package for filing: PDFs made from the answers, a manifest, and one ZIP with the
//! files.
//!
//! `case` what a paper is about · `words` it in Chinese and the applicant's language · `form`, `list`, `receipt`, `letter` what stands on each, `square` its code to be
//! checked by · `typeset`
//! and `fonts` make PDFs of that and the templates beside it · `contents`, `manifest`, `archive` the ZIP · `source` where
//! files come from · `serve` the handlers · `verify` whether a receipt is of ours.

pub mod archive;
pub mod case;
pub mod contents;
pub mod fonts;
pub mod form;
pub mod letter;
pub mod list;
pub mod manifest;
mod notes;
pub mod receipt;
pub mod serve;
pub mod source;
mod square;
pub mod typeset;
pub mod verify;
pub mod words;

use crate::error::Error;
use archive::Archive;
use case::Case;
use contents::Item;
use fonts::Fonts;
use letter::Issued;
use manifest::Made;
use sha2::{Digest, Sha256};
use source::Source;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use words::Words;

/// Papers that are typeset at the same time: it is work for a processor.
const AT_ONCE: usize = 2;
/// Packages that are on their way at the same time: each holds a part of the disk.
const UNDER_WAY: usize = 32;
/// The longest that a request waits for its turn, and then for its papers; together less than a request may take.
const TURN: Duration = Duration::from_secs(10);
const WORK: Duration = Duration::from_secs(15);

/// What makes papers; cheap to clone.
#[derive(Clone)]
pub struct Papers {
    /// Where the files are.
    pub files: Arc<dyn Source>,
    fonts: PathBuf,
    folder: PathBuf,
    address: String,
    desks: Arc<Semaphore>,
    under_way: Arc<Semaphore>,
}

impl Papers {
    /// With the fonts of a folder; packages lie in another while they are on their way. `address` is the portal's.
    #[must_use]
    pub fn new(fonts: PathBuf, folder: PathBuf, address: String, files: Arc<dyn Source>) -> Self {
        Self {
            files,
            fonts,
            folder,
            address,
            desks: Arc::new(Semaphore::new(AT_ONCE)),
            under_way: Arc::new(Semaphore::new(UNDER_WAY)),
        }
    }

    /// Whether the fonts can write Chinese. Looks at them, which takes a moment.
    #[must_use]
    pub fn can_write(&self) -> bool {
        Fonts::of(&self.fonts).han.is_some()
    }

    /// Does `work` away from the threads that answer, when it is its turn.
    async fn at_a_desk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&'static Fonts) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let desk = turn(&self.desks).await?;
        let fonts = self.fonts.clone();
        let task = spawn_blocking(move || {
            // Kept until the work is done, also when nobody waits for it any more.
            let _desk = desk;
            work(Fonts::of(&fonts))
        });
        let done = timeout(WORK, task).await.map_err(|_| Error::Unavailable)?;
        done.map_err(|_| Error::Internal)?
    }

    /// The form of a case.
    ///
    /// # Errors
    /// [`Error::NoFonts`], [`Error::Unavailable`] while there is too much to do.
    pub async fn form(&self, case: Case, words: Words) -> Result<Vec<u8>, Error> {
        self.at_a_desk(move |fonts| typeset::typeset(&form::form(&case, words), fonts))
            .await
    }

    /// The receipt of an application.
    ///
    /// # Errors
    /// As [`Papers::form`].
    pub async fn receipt(&self, case: Case, words: Words) -> Result<Vec<u8>, Error> {
        let address = self.address.clone();
        self.at_a_desk(move |fonts| {
            let files = permit::document::slot::attachments(&case.draft).len();
            typeset::typeset(&receipt::receipt(&case, files, &address, words)?, fonts)
        })
        .await
    }

    /// A Notification Letter, issued by this authority.
    ///
    /// # Errors
    /// As [`Papers::form`].
    pub async fn letter(&self, issued: Issued, authority: String) -> Result<Vec<u8>, Error> {
        let address = self.address.clone();
        self.at_a_desk(move |fonts| typeset::typeset(&letter::letter(&issued, &address, &authority)?, fonts))
            .await
    }

    /// The package of a case, with more files than the person's own: the ZIP at its beginning, its length, and what is to be
    /// kept while it is sent.
    ///
    /// # Errors
    /// [`Error::NotReady`] where a file is missing, and as [`Papers::form`].
    pub async fn package(
        &self,
        case: Case,
        person: &str,
        more: Vec<Item>,
        words: Words,
    ) -> Result<(File, u64, OwnedSemaphorePermit), Error> {
        let permit = turn(&self.under_way).await?;
        let items = contents::items(&case, person, &*self.files).await?;
        let (address, folder) = (self.address.clone(), self.folder.clone());
        let (mut archive, items) = self
            .at_a_desk(move |fonts| {
                let papers = papers(&case, &items, &address, words, fonts)?;
                let items: Vec<Item> = items.into_iter().chain(more).collect();
                let mut archive = Archive::new(&folder, case.made_at)?;
                for paper in &papers {
                    archive.add(paper.name, &paper.pdf)?;
                }
                archive.add(
                    manifest::NAME,
                    manifest::manifest(&case, &papers, &items).as_bytes(),
                )?;
                Ok((archive, items))
            })
            .await?;
        for item in items {
            let content = self
                .files
                .read(&item.owner, &item.sha256)
                .await?
                .ok_or_else(|| broken(&item))?;
            // One file at a time in memory, and the disk on a thread of its own.
            let added = spawn_blocking(move || {
                if crate::clock::hex(&Sha256::digest(&content)) != item.sha256 {
                    return Err(broken(&item));
                }
                archive.add(&item.name, &content)?;
                Ok(archive)
            });
            archive = added.await.map_err(|_| Error::Internal)??;
        }
        let finished = spawn_blocking(move || archive.finish()).await;
        let (file, length) = finished.map_err(|_| Error::Internal)??;
        Ok((file, length, permit))
    }
}

async fn turn(of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Error> {
    match timeout(TURN, Arc::clone(of).acquire_owned()).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Error::Unavailable),
    }
}

/// A file that went, or is not what it was, since its name was looked up.
fn broken(item: &Item) -> Error {
    tracing::error!(kind = item.kind, "a stored file is not what it was");
    Error::Internal
}

/// The papers of a package, in order.
fn papers(
    case: &Case,
    items: &[Item],
    address: &str,
    words: Words,
    fonts: &'static Fonts,
) -> Result<Vec<Made>, Error> {
    let mut made = vec![
        Made {
            name: "00-application-form.pdf",
            pdf: typeset::typeset(&form::form(case, words), fonts)?,
        },
        Made {
            name: "00-document-list.pdf",
            pdf: typeset::typeset(&list::list(case, items, words), fonts)?,
        },
    ];
    if case.sent.is_some() {
        made.push(Made {
            name: "00-receipt.pdf",
            pdf: typeset::typeset(&receipt::receipt(case, items.len(), address, words)?, fonts)?,
        });
    }
    Ok(made)
}
