//! Files on their way to the server, in pieces that the line is good for. Who sends one says where it lies and what to do
//! between the pieces ([`Way`]); what becomes of it then is theirs.

pub mod tus;

pub use tus::Fault;

use std::cell::Cell;
use web_sys::{AbortController, Blob};

/// Bytes of the first piece; what the line can is found out from there.
const FIRST: u64 = 131_072;
/// A piece is never smaller, nor larger.
const LEAST: u64 = 32_768;
const MOST: u64 = 2_097_152;
/// Pieces that take less than this, in milliseconds, grow; those that take more than that shrink.
const QUICK: f64 = 2_000.0;
const SLOW: f64 = 8_000.0;
/// So often in a row an upload may be not there, or elsewhere than it was thought to be.
const TRIES: u32 = 5;
/// After a failure it is tried again in so many milliseconds, then in so many; the last holds for all that follow.
pub const PAUSES: [u32; 5] = [2_000, 5_000, 10_000, 30_000, 60_000];

thread_local! {
    static PIECE: Cell<u64> = const { Cell::new(FIRST) };
}

/// A file on its way.
pub trait Way {
    /// Whether it is still to be sent: asked before each piece.
    fn goes_on(&self) -> bool;
    /// Where on the server it is being put together; empty before it was begun.
    fn url(&self) -> String;
    /// It is being put together there; empty where it begins anew.
    fn lies_at(&self, url: &str);
    /// So many bytes are there; `first` where that was not known before.
    async fn is_at(&self, sent: u64, first: bool);
    /// What calls the next request off.
    ///
    /// # Errors
    /// The browser can't.
    fn limit(&self) -> Result<AbortController, Fault>;
}

/// The whole of an upload: the file's id, or nothing where it was stopped.
///
/// # Errors
/// Why it came to nothing, for now or for good.
pub async fn whole(way: &impl Way, blob: &Blob, sha256: &str) -> Result<Option<String>, Fault> {
    let mut tries = 0;
    // Where the server is; asked when it is not known.
    let mut sent = None;
    while way.goes_on() {
        let url = way.url();
        let outcome = if url.is_empty() {
            let begun = tus::begin(blob.size() as u64, sha256, way.limit()?).await;
            begun.map(|url| {
                way.lies_at(&url);
                tus::Progress { sent: 0, file: None }
            })
        } else if let Some(from) = sent {
            piece(way, &url, from, blob).await
        } else {
            tus::find(&url, way.limit()?).await
        };
        match outcome {
            Ok(progress) => {
                tries = 0;
                way.is_at(progress.sent, sent.is_none()).await;
                sent = Some(progress.sent);
                if let Some(file) = progress.file {
                    return Ok(Some(file));
                }
            }
            Err(fault @ (Fault::Gone | Fault::Again)) => {
                tries += 1;
                if tries > TRIES {
                    return Err(fault);
                }
                if fault == Fault::Gone {
                    way.lies_at("");
                }
                sent = None;
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(None)
}

/// Sends a piece of the size that the line is good for.
async fn piece(way: &impl Way, url: &str, from: u64, blob: &Blob) -> Result<tus::Progress, Fault> {
    let size = PIECE.get();
    let part = blob.slice_with_f64_and_f64(from as f64, (from + size) as f64);
    let part = part.map_err(|_| Fault::Line)?;
    let begun = js_sys::Date::now();
    let outcome = tus::send(url, from, &part, way.limit()?).await;
    let took = js_sys::Date::now() - begun;
    if outcome.is_err() || took > SLOW {
        PIECE.set((size / 2).max(LEAST));
    } else if took < QUICK {
        PIECE.set((size * 2).min(MOST));
    }
    outcome
}
