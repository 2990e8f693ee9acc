//! All SQL. One writer commits what waits in one transaction and acknowledges after the commit; readers go beside it.

mod abandoned;
mod access;
mod application;
mod case;
mod draft;
mod empty;
mod feed;
mod file;
mod help;
mod judged;
mod letter;
mod mail;
mod note;
mod notice;
pub mod organisation;
mod overdue;
mod own_session;
mod paging;
mod passkey;
mod places;
pub mod recovery;
mod reminder;
mod reopened;
mod search;
mod session;
pub mod sign_in;
mod staff;
mod staff_sign_in;
mod standing;
mod statistics;
mod support;
mod support_code;
mod table;
mod token;
mod tries;
mod upload;
mod webhook;
mod writer;

pub use application::{NewApplication, Stored};
pub use case::{ActionWish, Doer};
pub use file::StoredFile;
pub use help::Shown as HelpShown;
pub use judged::{errors, not_ready};
pub use letter::code as letter_code;
pub use mail::Letter;
pub use passkey::{FoundPasskey, Holder, Kind, NewChallenge};
pub use search::Wanted;
pub use session::{LONGEST as SESSION_LONGEST, NewSession, Person};
pub use staff::{IDLE as STAFF_IDLE, NewStaff, Staff, StaffAccount};
pub use staff_sign_in::{NewStaffSession, StaffAttempt, StaffSecrets};
pub use support::Opening;
pub use table::{BATCH as TABLE_BATCH, PER_PAGE as TABLE_PAGE};
pub use token::{NewToken, TokenRow};
pub use upload::{NewUpload, Piece, Upload};
pub use webhook::{Delivery, NewWebhook, WebhookRow};

use crate::error::Error;
use places::Places;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, ConnectOptions as _, Connection as _, Executor};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use writer::{Working, Writer};

/// The database.
#[derive(Clone)]
pub struct Store {
    reads: AnyPool,
    writer: Writer,
    places: Places,
}

/// Waiting for a lock comes first, so that the others can wait. FULL: an acknowledged save survives a power cut.
const PRAGMAS: &str = "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; \
                       pragma foreign_keys = on; pragma secure_delete = on;";

fn pool(readers: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(readers)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(PRAGMAS)).await?;
                Ok(())
            })
        })
}

impl Store {
    /// Opens the database in a folder, makes it when missing, and brings its tables up to date.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(folder: &Path) -> Result<Store, String> {
        install_default_drivers();
        let file = folder.join("portal.sqlite");
        let options = AnyConnectOptions::from_str(&format!("sqlite://{}?mode=rwc", file.display()))
            .map_err(|error| format!("the database's path can't be used: {error}"))?;
        let refused =
            |error: sqlx::Error| format!("the database {} can't be opened: {error}", file.display());
        // Tried alone first: a pool would try again and again, and in the end say only that its time was up.
        let mut trial = options.connect().await.map_err(refused)?;
        trial.execute(sqlx::raw_sql(PRAGMAS)).await.map_err(refused)?;
        trial.close().await.map_err(refused)?;
        let writes = pool(1).connect_with(options.clone()).await.map_err(refused)?;
        sqlx::migrate!("./migrations")
            .run(&writes)
            .await
            .map_err(|error| {
                format!(
                    "the database {} can't be brought up to date: {error}",
                    file.display()
                )
            })?;
        let reads = pool(4).connect_with(options).await.map_err(refused)?;
        Ok(Store {
            reads,
            writer: Writer::start(writes),
            places: Places::default(),
        })
    }

    /// Has a piece of a person's work done in a transaction, unless too much of theirs waits already.
    async fn write_for<T, F>(&self, person: &str, work: F) -> Result<T, Error>
    where
        F: for<'c> FnOnce(&'c mut AnyConnection) -> Working<'c, T> + Send + 'static,
        T: Send + 'static,
    {
        let place = self.places.take(person).ok_or(Error::TooManyRequests(1))?;
        self.writer
            .write(move |connection| {
                // Held until it was done, also when whoever asked has gone.
                let working = work(connection);
                Box::pin(async move {
                    let done = working.await;
                    drop(place);
                    done
                })
            })
            .await
    }

    /// Whether it answers and can be written to.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn check(&self) -> Result<(), Error> {
        sqlx::query("select 1").execute(&self.reads).await?;
        self.writer.write(|_| Box::pin(async { Ok(()) })).await
    }

    /// Waits until everything that was asked for is written, and closes.
    pub async fn close(&self) {
        self.writer.close().await;
        self.reads.close().await;
    }
}

/// What fails for one row of an hour's work, or of a start's, holds up no others: it is logged, without a word of whose it
/// is, and tried again the next time.
fn go_on(what: &'static str, done: Result<(), Error>) {
    if let Err(error) = done {
        tracing::error!(
            what,
            kind = error.code(),
            "something that was due could not be done"
        );
    }
}

/// SQLite holds whole numbers with a sign.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
