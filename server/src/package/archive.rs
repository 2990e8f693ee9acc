//! The ZIP: written to a file without a name, so that neither the memory nor the line decides how large it may be, and
//! what goes wrong is known before the first byte is sent.

use crate::clock::day_in_china;
use crate::error::Error;
use axum::body::Body;
use http_body_util::channel::{Channel, Sender};
use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use tokio::io::AsyncReadExt as _;
use tokio::sync::OwnedSemaphorePermit;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How much is read and sent at a time.
const PIECE: usize = 64 * 1024;

/// A ZIP on its way.
pub struct Archive {
    writer: ZipWriter<File>,
    options: SimpleFileOptions,
}

/// The disk says no.
fn disk(error: impl Into<std::io::Error>) -> Error {
    let kind = error.into().kind().to_string();
    tracing::error!(kind, "a package can't be written");
    Error::Unavailable
}

impl Archive {
    /// An empty one in this folder, all of whose files carry one date: that of what they show.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where the disk can't.
    pub fn new(folder: &Path, made_at: i64) -> Result<Self, Error> {
        let file = tempfile::tempfile_in(folder).map_err(disk)?;
        Ok(Self {
            writer: ZipWriter::new(file),
            options: SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(date(made_at).unwrap_or_default())
                .unix_permissions(0o644),
        })
    }

    /// Puts a file in.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where the disk can't.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Error> {
        self.writer.start_file(name, self.options).map_err(disk)?;
        self.writer.write_all(content).map_err(disk)
    }

    /// Ends it: the file, at its beginning, and its length.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where the disk can't.
    pub fn finish(self) -> Result<(File, u64), Error> {
        let mut file = self.writer.finish().map_err(disk)?;
        let length = file.seek(SeekFrom::End(0)).map_err(disk)?;
        file.rewind().map_err(disk)?;
        Ok((file, length))
    }
}

/// The moment as a clock in China shows it; a ZIP knows no zones.
fn date(seconds: i64) -> Option<DateTime> {
    let day = day_in_china(seconds);
    let second = (seconds + 8 * 3_600).rem_euclid(86_400);
    let part = |number: i64| u8::try_from(number).ok();
    let (month, date) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    let year = u16::try_from(day.year()).ok()?;
    let (hour, minute, second) = (part(second / 3_600)?, part(second / 60 % 60)?, part(second % 60)?);
    DateTime::from_date_and_time(year, month, date, hour, minute, second).ok()
}

/// The file as the body of an answer; `permit` is given back when all is sent, or nobody listens any more.
pub fn body(file: File, permit: OwnedSemaphorePermit) -> Body {
    let (sender, body) = Channel::<axum::body::Bytes, std::io::Error>::new(2);
    tokio::spawn(async move {
        let _permit = permit;
        send(tokio::fs::File::from_std(file), sender).await;
    });
    Body::new(body)
}

async fn send(mut file: tokio::fs::File, mut sender: Sender<axum::body::Bytes, std::io::Error>) {
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        match (&mut file).take(PIECE as u64).read_to_end(&mut piece).await {
            Ok(0) => return,
            Ok(_) if sender.send_data(piece.into()).await.is_err() => return,
            Ok(_) => {}
            // The length was promised: whoever reads sees that the rest is missing.
            Err(error) => return sender.abort(error),
        }
    }
}
