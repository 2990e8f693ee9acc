//! A body becomes pieces: each is stored as soon as it is full or the stream ends, however it ends.
//!
//! Nothing is locked and nothing is remembered between requests. A piece is an object under a name of its own, so that
//! two that write at once never write over each other; which of them counts is settled by the database, where the offset
//! moves only from the one's beginning (`store::upload`). Who comes second takes its objects away again.

use super::tus::Checksum;
use crate::clock;
use crate::error::Error;
use crate::files::clean::folder;
use crate::state::Portal;
use crate::store::{Piece, Upload};
use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt as _;
use std::time::Duration;

/// The most bytes of a piece: what a server that is killed can lose, unacknowledged.
const PIECE: u64 = 1024 * 1024;
/// How long a stream may be silent before it counts as cut.
const SILENCE: Duration = Duration::from_secs(60);

/// A body on its way into pieces.
pub struct Receiver {
    portal: Portal,
    upload: Upload,
    checksum: Option<Checksum>,
    /// What came and is not stored yet.
    parts: Vec<Bytes>,
    waiting: u64,
    /// What is stored and does not count yet: with a checksum, all of it until the checksum is right.
    stored: Vec<Piece>,
}

/// How a stream ended.
enum End {
    Whole,
    Cut,
    TooLong,
}

impl Receiver {
    /// A body that goes on where the upload is.
    #[must_use]
    pub fn new(portal: Portal, upload: Upload, checksum: Option<Checksum>) -> Receiver {
        Receiver {
            portal,
            upload,
            checksum,
            parts: Vec::new(),
            waiting: 0,
            stored: Vec::new(),
        }
    }

    /// Takes in the body; returns the upload as it is then.
    ///
    /// # Errors
    /// [`Error::UploadOffset`], [`Error::UploadChecksum`], [`Error::UploadCut`] (what came is stored, unless it had a
    /// checksum), [`Error::Refused`] if more came than was declared, what the stores say.
    pub async fn receive(mut self, body: Body) -> Result<Upload, Error> {
        let done = self.run(body.into_data_stream()).await;
        if done.is_err() {
            // They count for nothing; what can't be removed now goes with the upload.
            for piece in std::mem::take(&mut self.stored) {
                let _ = self.portal.files.objects().delete(&piece.object).await;
            }
        }
        done.map(|()| self.upload)
    }

    async fn run(&mut self, mut stream: BodyDataStream) -> Result<(), Error> {
        let end = loop {
            let next = tokio::time::timeout(SILENCE, stream.next()).await;
            match next {
                Ok(None) => break End::Whole,
                Ok(Some(Ok(bytes))) if self.has_room_for(&bytes) => self.take(bytes).await?,
                Ok(Some(Ok(_))) => break End::TooLong,
                Ok(Some(Err(_))) | Err(_) => break End::Cut,
            }
        };
        match (end, self.checksum.take().map(Checksum::is_right)) {
            (End::TooLong, _) => Err(super::too_large()),
            (End::Cut, Some(_)) => Err(Error::UploadCut),
            (End::Whole, Some(false)) => Err(Error::UploadChecksum),
            (end, _) => {
                self.store().await?;
                self.count().await?;
                match end {
                    End::Cut if self.upload.received < self.upload.bytes => Err(Error::UploadCut),
                    _ => Ok(()),
                }
            }
        }
    }

    /// Where what comes next begins.
    fn end(&self) -> u64 {
        let stored: u64 = self.stored.iter().map(|piece| piece.bytes).sum();
        self.upload.received + stored + self.waiting
    }

    fn has_room_for(&self, bytes: &Bytes) -> bool {
        self.end() + bytes.len() as u64 <= self.upload.bytes
    }

    async fn take(&mut self, mut bytes: Bytes) -> Result<(), Error> {
        if let Some(checksum) = &mut self.checksum {
            checksum.update(&bytes);
        }
        while !bytes.is_empty() {
            let room = usize::try_from(PIECE - self.waiting).unwrap_or(usize::MAX);
            let part = bytes.split_to(room.min(bytes.len()));
            self.waiting += part.len() as u64;
            self.parts.push(part);
            if self.waiting == PIECE {
                self.store().await?;
                if self.checksum.is_none() {
                    self.count().await?;
                }
            }
        }
        Ok(())
    }

    /// Stores what waits as a piece that does not count yet.
    async fn store(&mut self) -> Result<(), Error> {
        if self.waiting == 0 {
            return Ok(());
        }
        let at = self.end() - self.waiting;
        let own = clock::hex(&clock::random::<8>());
        let object = format!("{}/{at:020}-{own}", folder(&self.upload.id));
        let piece = Piece {
            at,
            bytes: self.waiting,
            object,
        };
        let parts = std::mem::take(&mut self.parts);
        self.portal.files.objects().put(&piece.object, parts).await?;
        self.waiting = 0;
        self.stored.push(piece);
        Ok(())
    }

    /// Has the stored pieces count.
    async fn count(&mut self) -> Result<(), Error> {
        let end = self.end() - self.waiting;
        let expires_at = super::expiry(&self.portal);
        let pieces = self.stored.clone();
        self.portal
            .store
            .advance_upload(&self.upload, pieces, expires_at)
            .await?;
        self.stored.clear();
        self.upload.received = end;
        self.upload.expires_at = expires_at;
        Ok(())
    }
}
