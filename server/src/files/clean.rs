//! What is removed: uploads that ran out, files that nobody uses, and the bytes of what was deleted.

use crate::error::Error;
use crate::state::Portal;

/// The folder in which an upload's pieces lie.
#[must_use]
pub fn folder(upload: &str) -> String {
    format!("uploads/{upload}")
}

/// Forgets an upload with its pieces; whether there was one. Bytes that can't be removed now go with the next cleaning.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn forget_upload(portal: &Portal, id: &str) -> Result<bool, Error> {
    let was_there = portal.store.forget_upload(id).await?;
    // The row is gone, so the pieces count no longer: what remains is found by its folder.
    let _ = forget_pieces(portal, id).await;
    Ok(was_there)
}

/// Removes the bytes of an upload's pieces.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn forget_pieces(portal: &Portal, id: &str) -> Result<(), Error> {
    let objects = portal.files.objects();
    for name in objects.list(&folder(id)).await? {
        objects.delete(&name).await?;
    }
    Ok(())
}

/// Removes the objects whose time has come.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn erase(portal: &Portal) -> Result<(), Error> {
    for object in portal.store.erasures(portal.now()).await? {
        portal.files.objects().delete(&object).await?;
        portal.store.was_erased(object).await?;
    }
    Ok(())
}

/// All of it, once.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn clean(portal: &Portal) -> Result<(), Error> {
    let now = portal.now();
    for id in portal.store.expired_uploads(now).await? {
        portal.store.forget_upload(&id).await?;
    }
    for id in portal.files.objects().folders("uploads").await? {
        if !portal.store.has_pieces(&id).await? {
            forget_pieces(portal, &id).await?;
        }
    }
    let kept = i64::from(portal.config.files.orphan_keep_days) * 86_400;
    portal.store.forget_orphans(now - kept, now).await?;
    erase(portal).await
}
