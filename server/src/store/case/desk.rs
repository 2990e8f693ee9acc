//! What the authority looks at; that it did is written in the same transaction.

use super::{Doer, Held, held};
use crate::error::Error;
use crate::store::access::{self, Access};
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
                    if !file::is_of_application(connection, &held.person, &name).await? {
                        return Err(Error::NotFound);
                    }
                    look(connection, &held, &doer, ("file", &name), now).await?;
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

/// Writes down that somebody looked at something of a case.
pub(super) async fn look(
    connection: &mut AnyConnection,
    held: &Held,
    doer: &Doer,
    (what, key): (&str, &str),
    at: i64,
) -> Result<(), Error> {
    let access = Access {
        draft: &held.draft_id,
        who: &doer.id,
        role: doer.role.name(),
        what,
        key,
        why: "",
        at,
    };
    access::write(connection, &access).await
}
