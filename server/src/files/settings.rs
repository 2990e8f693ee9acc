//! What an operator can set about files.

use clap::Args;
use std::num::NonZeroUsize;

/// The settings of files and uploads.
#[derive(Clone, Debug, Args)]
pub struct FileSettings {
    /// Largest file that can be uploaded, in bytes; it is held in memory while it is looked at
    #[arg(long, env = "PORTAL_FILE_MAX_BYTES", default_value = "20971520")]
    pub file_max_bytes: u64,
    /// Bytes that the files of one person may have together
    #[arg(long, env = "PORTAL_PERSON_MAX_BYTES", default_value = "524288000")]
    pub person_max_bytes: u64,
    /// Most pages of a PDF
    #[arg(long, env = "PORTAL_PDF_MAX_PAGES", default_value = "200")]
    pub pdf_max_pages: u32,
    /// Most pixels of a picture: width times height
    #[arg(long, env = "PORTAL_PICTURE_MAX_PIXELS", default_value = "64000000")]
    pub picture_max_pixels: u64,
    /// Files that are looked at at the same time, each with a picture's pixels in memory
    #[arg(long, env = "PORTAL_INSPECT_AT_ONCE", default_value = "2")]
    pub inspect_at_once: NonZeroUsize,
    /// Hours for which an upload can be resumed after its last piece
    #[arg(long, env = "PORTAL_UPLOAD_KEEP_HOURS", default_value = "72")]
    pub upload_keep_hours: u32,
    /// Days for which a file is kept that is in no draft and in no application
    #[arg(long, env = "PORTAL_ORPHAN_KEEP_DAYS", default_value = "30")]
    pub orphan_keep_days: u32,
    /// Bucket of the S3-compatible store for files; without one they lie in the folder `files` beside the database
    #[arg(long, env = "PORTAL_S3_BUCKET")]
    pub s3_bucket: Option<String>,
    /// Address of that store, such as https://s3.example.org, with the bucket's name in the path; Amazon's when left out
    #[arg(long, env = "PORTAL_S3_ENDPOINT")]
    pub s3_endpoint: Option<String>,
    /// Its region
    #[arg(long, env = "PORTAL_S3_REGION", default_value = "us-east-1")]
    pub s3_region: String,
    /// Access key, with a secret key; without both, those of the machine's role in Amazon's cloud
    #[arg(long, env = "PORTAL_S3_ACCESS_KEY")]
    pub s3_access_key: Option<String>,
    /// Secret key
    #[arg(long, env = "PORTAL_S3_SECRET_KEY", hide_env_values = true)]
    pub s3_secret_key: Option<String>,
    /// Folder within the bucket, where others use it too
    #[arg(long, env = "PORTAL_S3_PREFIX")]
    pub s3_prefix: Option<String>,
    /// Virus scanner clamd, such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; without one files count as clean
    #[arg(long, env = "PORTAL_CLAMD")]
    pub clamd: Option<String>,
    /// Seconds that clamd may take for a file, and between two tries for files that wait
    #[arg(long, env = "PORTAL_CLAMD_SECONDS", default_value = "30")]
    pub clamd_seconds: u64,
}
