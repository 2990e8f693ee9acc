//! Files that people upload: what kinds there are, how they stand, and why one is refused.

use serde::{Deserialize, Serialize};

/// What a file is, by its content and never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 3] = [FileKind::Pdf, FileKind::Jpeg, FileKind::Png];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Jpeg => "jpeg",
            FileKind::Png => "png",
        }
    }

    /// The media type it is served as.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// It is whole; the search for viruses is still to come.
    Waiting,
    /// It can be used.
    Clean,
    /// It can't be used, and its bytes are gone; it is listed for a while to say so.
    Refused,
}

impl FileState {
    /// Every state.
    pub const ALL: [FileState; 3] = [FileState::Waiting, FileState::Clean, FileState::Refused];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FileState::Waiting => "waiting",
            FileState::Clean => "clean",
            FileState::Refused => "refused",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<FileState> {
        FileState::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Why a file is refused: exactly these six.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub enum Refusal {
    /// Neither PDF nor JPEG nor PNG, whatever its name says, or one of them and something else besides.
    #[serde(rename = "file_type")]
    Type,
    /// Larger than a file may be.
    #[serde(rename = "file_size")]
    Size,
    /// It holds nothing.
    #[serde(rename = "file_empty")]
    Empty,
    /// It carries a virus.
    #[serde(rename = "file_infected")]
    Infected,
    /// It is encrypted.
    #[serde(rename = "file_locked")]
    Locked,
    /// It can't be read, or holds what a document must not hold.
    #[serde(rename = "file_failed")]
    Failed,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Refusal; 6] = [
        Refusal::Type,
        Refusal::Size,
        Refusal::Empty,
        Refusal::Infected,
        Refusal::Locked,
        Refusal::Failed,
    ];

    /// The code on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Refusal::Type => "file_type",
            Refusal::Size => "file_size",
            Refusal::Empty => "file_empty",
            Refusal::Infected => "file_infected",
            Refusal::Locked => "file_locked",
            Refusal::Failed => "file_failed",
        }
    }

    /// The refusal of this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Refusal> {
        Refusal::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}

/// A file of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FileInfo {
    /// The SHA-256 of its content: 64 lower-case hexadecimal digits.
    pub id: String,
    /// What it is.
    pub kind: FileKind,
    /// Its length.
    pub bytes: u64,
    /// Its pages; a picture is one.
    pub pages: u32,
    /// A picture's width as stored, in pixels; 0 of a PDF.
    pub width: u32,
    /// A picture's height as stored, in pixels; 0 of a PDF.
    pub height: u32,
    /// How it stands.
    pub state: FileState,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Refusal>,
    /// When it was first uploaded, in seconds since 1970 UTC.
    pub uploaded_at: i64,
}

/// Whether a text has the form of a file's id.
#[must_use]
pub fn is_file_id(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
