//! Where bytes lie: a folder or a store that speaks S3.

use super::settings::FileSettings;
use crate::error::Error;
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;
use futures_util::stream::BoxStream;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt as _, PutPayload, RetryConfig};
use std::error::Error as _;
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt as _;
use std::sync::Arc;
use std::time::Duration;

/// How long the store may take before whoever waits is told to try again.
const PATIENCE: Duration = Duration::from_secs(20);

/// The bytes, by name.
#[derive(Clone)]
pub struct Objects(Arc<dyn ObjectStore>);

impl Objects {
    /// Opens the store that the settings name.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn open(settings: &FileSettings, folder: &std::path::Path) -> Result<Objects, String> {
        match &settings.s3_bucket {
            Some(bucket) => s3(settings, bucket),
            None => local(folder),
        }
    }

    /// Any other store.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>) -> Objects {
        Objects(store)
    }

    /// Stores an object; when this returns, a power cut can't take it.
    ///
    /// # Errors
    /// [`Error::StorageFull`], [`Error::Unavailable`].
    pub async fn put(&self, name: &str, parts: Vec<Bytes>) -> Result<(), Error> {
        let payload = PutPayload::from_iter(parts);
        self.0.put(&Path::from(name), payload).await.map_err(refused)?;
        Ok(())
    }

    /// The whole of an object; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn get(&self, name: &str) -> Result<Option<Bytes>, Error> {
        let found = match self.0.get(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            found => found.map_err(refused)?,
        };
        Ok(Some(found.bytes().await.map_err(refused)?))
    }

    /// An object as it streams in; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn stream(
        &self,
        name: &str,
    ) -> Result<Option<BoxStream<'static, Result<Bytes, object_store::Error>>>, Error> {
        match self.0.get(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            found => Ok(Some(found.map_err(refused)?.into_stream())),
        }
    }

    /// Appends an object to what is there, as it streams in; `false` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn append_to(&self, name: &str, whole: &mut BytesMut) -> Result<bool, Error> {
        let Some(mut stream) = self.stream(name).await? else {
            return Ok(false);
        };
        while let Some(part) = stream.try_next().await.map_err(refused)? {
            whole.extend_from_slice(&part);
        }
        Ok(true)
    }

    /// Removes an object; that there is none is as good.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn delete(&self, name: &str) -> Result<(), Error> {
        match self.0.delete(&Path::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(refused(error)),
        }
    }

    /// The names of the objects in a folder and below.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn list(&self, folder: &str) -> Result<Vec<String>, Error> {
        let found = self.0.list(Some(&Path::from(folder)));
        let names = found.map_ok(|object| object.location.to_string());
        names.try_collect().await.map_err(refused)
    }

    /// The names of the folders in a folder.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn folders(&self, folder: &str) -> Result<Vec<String>, Error> {
        let found = self.0.list_with_delimiter(Some(&Path::from(folder))).await;
        let found = found.map_err(refused)?.common_prefixes;
        Ok(found
            .iter()
            .filter_map(|path| Some(path.filename()?.to_owned()))
            .collect())
    }
}

/// The store says no: whoever asked may try again. Its words may hold names: only the kind is logged.
fn refused(error: object_store::Error) -> Error {
    let mut cause = error.source();
    while let Some(inner) = cause {
        let kind = inner.downcast_ref::<io::Error>().map(io::Error::kind);
        if let Some(kind @ (ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge)) =
            kind
        {
            tracing::error!(%kind, "there is no room for files");
            return Error::StorageFull;
        }
        cause = inner.source();
    }
    let kind = match error {
        object_store::Error::NotFound { .. } => "not found",
        object_store::Error::PermissionDenied { .. } => "permission denied",
        object_store::Error::Unauthenticated { .. } => "not authenticated",
        _ => "other",
    };
    tracing::error!(kind, "the store of files refused");
    Error::Unavailable
}

/// A folder. As it is, the store writes to a name of its own and renames, but leaves it to the system when the bytes go
/// to the disk; with `fsync` it returns after `sync_all` of the file and of every folder that it touched.
fn local(data: &std::path::Path) -> Result<Objects, String> {
    let folder = data.join("files");
    let refused = |error: &dyn std::fmt::Display| format!("{} can't be used: {error}", folder.display());
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder)
        .map_err(|error| refused(&error))?;
    let store = LocalFileSystem::new_with_prefix(&folder).map_err(|error| refused(&error))?;
    Ok(Objects(Arc::new(
        store.with_fsync(true).with_automatic_cleanup(true),
    )))
}

fn s3(settings: &FileSettings, bucket: &str) -> Result<Objects, String> {
    // The one that TLS of this process uses where nobody chose before: the mail's.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_plain = settings
        .s3_endpoint
        .as_ref()
        .is_some_and(|url| url.starts_with("http://"));
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(&settings.s3_region)
        .with_client_options(
            ClientOptions::new()
                .with_allow_http(is_plain)
                .with_connect_timeout(Duration::from_secs(5))
                .with_timeout(PATIENCE),
        )
        .with_retry(RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: 3,
            retry_timeout: PATIENCE,
        });
    if let Some(endpoint) = &settings.s3_endpoint {
        builder = builder.with_endpoint(endpoint.trim_end_matches('/'));
    }
    match (&settings.s3_access_key, &settings.s3_secret_key) {
        (Some(key), Some(secret)) => {
            builder = builder.with_access_key_id(key).with_secret_access_key(secret);
        }
        (None, None) => {}
        _ => return Err("PORTAL_S3_ACCESS_KEY and PORTAL_S3_SECRET_KEY are needed together".into()),
    }
    let store = builder
        .build()
        .map_err(|_| "the settings PORTAL_S3_… can't be used together: see portal serve --help".to_owned())?;
    Ok(
        match settings
            .s3_prefix
            .as_deref()
            .map(|prefix| prefix.trim_matches('/'))
        {
            Some(prefix) if !prefix.is_empty() => Objects(Arc::new(PrefixStore::new(store, prefix))),
            _ => Objects(Arc::new(store)),
        },
    )
}
