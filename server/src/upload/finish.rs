//! What has come whole becomes a file: read, hashed, looked at, searched for viruses, put together, and then counted.
//!
//! Any request may do it, and two at once do no harm: whoever was killed in the middle leaves what the next one begins
//! with, and nothing is taken away before the file counts.

use crate::clock;
use crate::error::Error;
use crate::files::clean;
use crate::files::inspect::{self, Refused, Seen};
use crate::files::scan::Verdict;
use crate::state::Portal;
use crate::store::{StoredFile, Upload};
use bytes::{Bytes, BytesMut};
use permit::file::{FileInfo, FileState, Refusal};
use sha2::{Digest, Sha256};

/// Seconds after which bytes that were stored for a file that never came to count are removed.
const ABANDONED: i64 = 3_600;

/// Makes a file of an upload that has come whole; its id. An upload that is refused is gone.
///
/// # Errors
/// [`Error::Refused`], what the stores say.
pub async fn finish(portal: &Portal, upload: &Upload) -> Result<String, Error> {
    if let Some(file) = &upload.file {
        return Ok(file.clone());
    }
    let done = make(portal, upload).await;
    match done {
        Ok(file) => {
            // They no longer count; what can't be removed now is found by the cleaning.
            let _ = clean::forget_pieces(portal, &upload.id).await;
            Ok(file)
        }
        Err(Error::Refused(refusal, detail)) => {
            clean::forget_upload(portal, &upload.id).await?;
            tracing::info!(code = refusal.code(), detail, "refused a file");
            Err(Error::Refused(refusal, detail))
        }
        // Somebody else was quicker, perhaps, and took the pieces away.
        Err(error) => match portal
            .store
            .upload(&upload.id, &upload.person, portal.now())
            .await?
            .file
        {
            Some(file) => Ok(file),
            None => Err(error),
        },
    }
}

async fn make(portal: &Portal, upload: &Upload) -> Result<String, Error> {
    let _held = portal.files.hold().await?;
    let bytes = read(portal, upload).await?;
    let place = portal.files.place().await?;
    let (limits, whole) = (portal.files.limits(), bytes.clone());
    let looked = tokio::task::spawn_blocking(move || {
        let _place = place;
        let id = clock::hex(&Sha256::digest(&whole));
        (id, inspect::inspect(&whole, limits))
    });
    // A file on which a reader of files panics is one that can't be read.
    let Ok((id, seen)) = looked.await else {
        return Err(Error::Refused(Refusal::Failed, "broken: the file can't be read"));
    };
    if !upload.sha256.is_empty() && upload.sha256 != id {
        return Err(Error::Refused(
            Refusal::Failed,
            "checksum: the file is not what the client sent off",
        ));
    }
    let seen = seen.map_err(|Refused(refusal, detail)| Error::Refused(refusal, detail))?;
    let state = match portal.files.scanner() {
        None => FileState::Clean,
        Some(scanner) => match scanner.scan(&bytes).await {
            Some(Verdict::Clean) => FileState::Clean,
            Some(Verdict::Infected) => {
                return Err(Error::Refused(
                    Refusal::Infected,
                    "infected: the file carries a virus",
                ));
            }
            None => FileState::Waiting,
        },
    };
    keep(portal, upload, &id, seen, state, bytes).await?;
    Ok(id)
}

/// All of it, piece after piece.
async fn read(portal: &Portal, upload: &Upload) -> Result<Bytes, Error> {
    let length = usize::try_from(upload.bytes).map_err(|_| super::too_large())?;
    let mut whole = BytesMut::with_capacity(length);
    for piece in portal.store.pieces(&upload.id).await? {
        if piece.at != whole.len() as u64
            || !portal
                .files
                .objects()
                .append_to(&piece.object, &mut whole)
                .await?
        {
            return Err(Error::Unavailable);
        }
    }
    if whole.len() != length {
        return Err(Error::Unavailable);
    }
    Ok(whole.freeze())
}

/// Stores the bytes, unless the person has them, and has them count.
async fn keep(
    portal: &Portal,
    upload: &Upload,
    id: &str,
    seen: Seen,
    state: FileState,
    bytes: Bytes,
) -> Result<(), Error> {
    let now = portal.now();
    let own = clock::hex(&clock::random::<8>());
    let file = StoredFile {
        info: FileInfo {
            id: id.to_owned(),
            kind: seen.kind,
            bytes: upload.bytes,
            pages: seen.pages,
            width: seen.width,
            height: seen.height,
            state,
            reason: None,
            uploaded_at: now,
        },
        person: upload.person.clone(),
        object: format!("files/{}/{id}/{own}", upload.person),
    };
    let had = portal.store.file(&upload.person, id).await?;
    let is_new = had.is_none_or(|had| had.info.state == FileState::Refused);
    if is_new {
        portal
            .store
            .announce_object(file.object.clone(), now + ABANDONED)
            .await?;
        portal.files.objects().put(&file.object, vec![bytes]).await?;
    }
    portal.store.finish_upload(&upload.id, file, is_new).await
}
