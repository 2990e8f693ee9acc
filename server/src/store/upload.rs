//! Uploads on their way: how far each is, and which objects hold its pieces.

use super::{Store, signed, unsigned};
use crate::error::Error;
use sqlx::{AnyConnection, Row};

/// The most uploads on their way, and files, that a person may have.
const MOST: i64 = 500;

/// An upload to be begun.
pub struct NewUpload {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub person: String,
    /// The length of the whole.
    pub bytes: u64,
    /// What the client said of it, word for word.
    pub metadata: String,
    /// The hash of the whole, where the client named it; else empty.
    pub sha256: String,
    /// The time.
    pub now: i64,
    /// When it runs out.
    pub expires_at: i64,
    /// The most bytes that the person's files may have together.
    pub most_bytes: u64,
}

/// An upload as it is stored.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub person: String,
    /// The length of the whole.
    pub bytes: u64,
    /// How much of it is stored.
    pub received: u64,
    /// What the client said of it, word for word.
    pub metadata: String,
    /// The hash of the whole, where the client named it; else empty.
    pub sha256: String,
    /// When it runs out.
    pub expires_at: i64,
    /// The file that it became.
    pub file: Option<String>,
}

/// A piece of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins.
    pub at: u64,
    /// Its length.
    pub bytes: u64,
    /// The object that holds it.
    pub object: String,
}

async fn create(connection: &mut AnyConnection, new: NewUpload) -> Result<(), Error> {
    let row = sqlx::query(
        "select (select count(*) from upload where person_id = $1 and file_id is null) \
              + (select count(*) from file where person_id = $2), \
                (select coalesce(sum(bytes), 0) from upload where person_id = $3 and file_id is null) \
              + (select coalesce(sum(bytes), 0) from file where person_id = $4)",
    )
    .bind(&new.person)
    .bind(&new.person)
    .bind(&new.person)
    .bind(&new.person)
    .fetch_one(&mut *connection)
    .await?;
    let (count, bytes): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    if count >= MOST || unsigned(bytes).saturating_add(new.bytes) > new.most_bytes {
        return Err(Error::TooManyFiles);
    }
    sqlx::query(
        "insert into upload (id, person_id, bytes, received, metadata, sha256, created_at, expires_at) \
         values ($1, $2, $3, 0, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(new.person)
    .bind(signed(new.bytes))
    .bind(new.metadata)
    .bind(new.sha256)
    .bind(new.now)
    .bind(new.expires_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves the offset from where the pieces begin to where they end; nothing if somebody else has moved it.
async fn advance(
    connection: &mut AnyConnection,
    id: &str,
    pieces: Vec<Piece>,
    expires_at: i64,
) -> Result<(), Error> {
    let Some(from) = pieces.first().map(|piece| piece.at) else {
        return Ok(());
    };
    let to = pieces.last().map_or(from, |piece| piece.at + piece.bytes);
    let done = sqlx::query(
        "update upload set received = $1, expires_at = $2 \
         where id = $3 and received = $4 and bytes >= $5 and file_id is null",
    )
    .bind(signed(to))
    .bind(expires_at)
    .bind(id)
    .bind(signed(from))
    .bind(signed(to))
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Error::UploadOffset);
    }
    for piece in pieces {
        sqlx::query("insert into piece (upload_id, at_byte, bytes, object) values ($1, $2, $3, $4)")
            .bind(id)
            .bind(signed(piece.at))
            .bind(signed(piece.bytes))
            .bind(piece.object)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Forgets the pieces of an upload.
pub(super) async fn forget_pieces(connection: &mut AnyConnection, id: &str) -> Result<(), Error> {
    sqlx::query("delete from piece where upload_id = $1")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

async fn forget(connection: &mut AnyConnection, id: &str) -> Result<bool, Error> {
    forget_pieces(connection, id).await?;
    let done = sqlx::query("delete from upload where id = $1")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

impl Store {
    /// Begins an upload.
    ///
    /// # Errors
    /// [`Error::TooManyFiles`].
    pub async fn begin_upload(&self, new: NewUpload) -> Result<(), Error> {
        let person = new.person.clone();
        self.write_for(&person, move |connection| Box::pin(create(connection, new)))
            .await
    }

    /// An upload of this person.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::UploadExpired`].
    pub async fn upload(&self, id: &str, person: &str, now: i64) -> Result<Upload, Error> {
        let row = sqlx::query(
            "select bytes, received, metadata, sha256, expires_at, file_id from upload where id = $1 and person_id = $2",
        )
        .bind(id)
        .bind(person)
        .fetch_optional(&self.reads)
        .await?
        .ok_or(Error::NotFound)?;
        let upload = Upload {
            id: id.into(),
            person: person.into(),
            bytes: unsigned(row.try_get(0)?),
            received: unsigned(row.try_get(1)?),
            metadata: row.try_get(2)?,
            sha256: row.try_get(3)?,
            expires_at: row.try_get(4)?,
            file: row.try_get(5)?,
        };
        if now >= upload.expires_at {
            return Err(Error::UploadExpired);
        }
        Ok(upload)
    }

    /// Counts pieces that follow each other: all of them, or none if the upload is not where they begin.
    ///
    /// # Errors
    /// [`Error::UploadOffset`].
    pub async fn advance_upload(
        &self,
        upload: &Upload,
        pieces: Vec<Piece>,
        expires_at: i64,
    ) -> Result<(), Error> {
        let id = upload.id.clone();
        self.write_for(&upload.person, move |connection| {
            Box::pin(async move { advance(connection, &id, pieces, expires_at).await })
        })
        .await
    }

    /// The pieces of an upload, in their order.
    pub async fn pieces(&self, id: &str) -> Result<Vec<Piece>, Error> {
        let rows =
            sqlx::query("select at_byte, bytes, object from piece where upload_id = $1 order by at_byte")
                .bind(id)
                .fetch_all(&self.reads)
                .await?;
        rows.iter()
            .map(|row| {
                Ok(Piece {
                    at: unsigned(row.try_get(0)?),
                    bytes: unsigned(row.try_get(1)?),
                    object: row.try_get(2)?,
                })
            })
            .collect()
    }

    /// Forgets an upload; whether there was one.
    pub async fn forget_upload(&self, id: &str) -> Result<bool, Error> {
        let id = id.to_owned();
        self.writer
            .write(move |connection| Box::pin(async move { forget(connection, &id).await }))
            .await
    }

    /// The uploads that have run out.
    pub async fn expired_uploads(&self, now: i64) -> Result<Vec<String>, Error> {
        let rows = sqlx::query("select id from upload where expires_at <= $1 limit 1000")
            .bind(now)
            .fetch_all(&self.reads)
            .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Whether an upload may still have pieces.
    pub async fn has_pieces(&self, id: &str) -> Result<bool, Error> {
        let row = sqlx::query("select 1 from upload where id = $1 and file_id is null")
            .bind(id)
            .fetch_optional(&self.reads)
            .await?;
        Ok(row.is_some())
    }
}
