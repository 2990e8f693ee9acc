//! What the authority looks at; that it did is written in the same transaction.

use super::{Doer, Held, held, versions};
use crate::error::Error;
use crate::store::access::{self, Access, Opened};
use crate::store::{Store, file};
use permit::api::case::CaseDocument;
use sqlx::AnyConnection;

impl Store {
    /// A case as the authority sees it; that it was looked at is written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn case_for_desk(&self, id: String, doer: Doer, now: i64) -> Result<CaseDocument, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = filed(connection, &id).await?;
                    look(connection, &held, &doer, ("case", ""), now).await?;
                    held.seen_by(connection, &doer).await
                })
            })
            .await
    }

    /// A file of a case, for the authority; that it was opened is written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of a file that the application, as it is or was, does not have.
    pub async fn case_file(
        &self,
        id: String,
        name: String,
        doer: Doer,
        now: i64,
    ) -> Result<file::StoredFile, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = filed(connection, &id).await?;
                    let opened = opened(connection, &held, &name).await?;
                    let access = access_of(&held, &doer, ("file", &name), now);
                    access::write_opened(connection, &access, &opened).await?;
                    let found = file::find(connection, &held.person, &name).await?;
                    found.ok_or(Error::NotFound)
                })
            })
            .await
    }
}

/// A case that is the authority's to see. Before filing it is the sides' own, and to the authority as if there were none.
pub(super) async fn filed(connection: &mut AnyConnection, id: &str) -> Result<Held, Error> {
    let held = held(connection, id).await?;
    if held.case.was_filed() {
        Ok(held)
    } else {
        Err(Error::NotFound)
    }
}

/// What a file is in a case, as it was sent last, or else before a correction.
///
/// # Errors
/// [`Error::NotFound`] of a file that it never had.
async fn opened(connection: &mut AnyConnection, held: &Held, file: &str) -> Result<Opened, Error> {
    if let Some(now) = Opened::of(&held.draft, file) {
        return Ok(now);
    }
    let before = versions(connection, &held.id).await?;
    let mut newest_first = before.iter().rev();
    newest_first
        .find_map(|answers| Opened::of(answers, file))
        .ok_or(Error::NotFound)
}

/// That somebody looks at something of a case.
fn access_of<'a>(held: &'a Held, doer: &'a Doer, (what, key): (&'a str, &'a str), at: i64) -> Access<'a> {
    Access {
        draft: &held.draft_id,
        who: &doer.id,
        role: doer.role.name(),
        what,
        key,
        why: "",
        at,
    }
}

/// Writes down that somebody looked at something of a case.
pub(super) async fn look(
    connection: &mut AnyConnection,
    held: &Held,
    doer: &Doer,
    what: (&str, &str),
    at: i64,
) -> Result<(), Error> {
    access::write(connection, &access_of(held, doer, what, at)).await
}
