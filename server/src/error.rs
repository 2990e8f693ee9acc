//! What can go wrong, as `application/problem+json` (RFC 9457): a code that programs and texts go by, a sentence for
//! people who write clients, never an internal sentence, never personal data.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use permit::answer::Key;
use permit::api::{ErrorBody, WireProblem};
use permit::entries::Entries;
use permit::file::Refusal;

/// Why a request failed.
#[derive(Debug)]
pub enum Error {
    /// Nothing is here, or it is somebody else's: the two can't be told apart.
    NotFound,
    /// The address knows no such method.
    MethodNotAllowed,
    /// Nobody is signed in.
    NotSignedIn,
    /// Answers were changed elsewhere: what is stored, and the keys. Nothing of the request was stored.
    Conflict(Entries, Vec<Key>),
    /// Not JSON, or not of the expected shape.
    InvalidJson,
    /// JSON of the right shape with values that can't be.
    InvalidRequest,
    /// A profile that can't be read: what is wrong, by its field.
    InvalidProfile(String),
    /// The page that asks is of an older version of the form than the draft.
    FormOutdated,
    /// Keys that the form does not have.
    UnknownQuestion(Vec<WireProblem>),
    /// Answers longer than their questions allow.
    TooLong(Vec<WireProblem>),
    /// More rows than a list may have.
    TooManyRows,
    /// More drafts than a person may have.
    TooManyDrafts,
    /// More text than a draft may hold.
    DraftTooLarge,
    /// More applications than a person may send.
    TooManyApplications,
    /// A larger body than the API takes.
    BodyTooLarge,
    /// Too often; seconds to wait.
    TooManyRequests(i64),
    /// A request that another site made the browser send.
    CrossSite,
    /// The proxy in front does not say that the connection is encrypted.
    TlsRequired,
    /// The code is wrong; the tries that are left.
    CodeWrong(u32),
    /// This browser did not ask for a code for this address.
    CodeElsewhere,
    /// Too many wrong codes for this address in a day; seconds to wait.
    SignInPaused(i64),
    /// The code has run out.
    CodeExpired,
    /// A newer code was sent.
    CodeSuperseded,
    /// The code was used.
    CodeUsed,
    /// Too many wrong ones.
    CodeTriesExceeded,
    /// The draft is an application already.
    DraftSubmitted,
    /// The draft is not as the person saw it.
    DraftChanged,
    /// The person has not agreed to what the employer receives.
    NotAgreed,
    /// The answers can't be submitted like this.
    InvalidAnswers(Vec<WireProblem>),
    /// No paper can be made while answers or files are missing.
    NotReady(Vec<WireProblem>),
    /// No font of this machine can write Chinese.
    NoFonts,
    /// The file can't be kept; what exactly is wrong with it, for people who write clients.
    Refused(Refusal, &'static str),
    /// An application has the file.
    FileInUse,
    /// More files, or more bytes of files, than a person may have.
    TooManyFiles,
    /// The upload is not where the request goes on, or somebody else was quicker.
    UploadOffset,
    /// The upload has run out.
    UploadExpired,
    /// The piece is not what its checksum says; it was thrown away.
    UploadChecksum,
    /// Another version of tus than ours.
    UploadVersion,
    /// A piece must come as `application/offset+octet-stream`.
    UploadMediaType,
    /// A header of tus is missing or can't be read.
    UploadInvalid,
    /// The connection was cut; what came is kept, unless it had a checksum.
    UploadCut,
    /// There is no room for the bytes; what was acknowledged is kept.
    StorageFull,
    /// Signed in, but not as somebody who may.
    Forbidden,
    /// Address, password or code of an account of the staff are wrong; which, is not told.
    StaffSignInWrong,
    /// The history of the application has grown since it was looked at.
    CaseChanged,
    /// What was registered is not as the officer saw it.
    OrganisationChanged,
    /// The application is not in a state in which this can be done, or not by this person.
    Denied(permit::lifecycle::Denied),
    /// The answer is not open to a correction, or not to this side.
    NotOpen(Vec<WireProblem>),
    /// The employer's registration is not approved yet: it can prepare, and not file.
    OrganisationNotApproved,
    /// The code is of nothing here, has run out, or was used.
    CodeUnknown,
    /// An organisation of this credit code is registered already.
    OrganisationExists,
    /// An organisation has three handlers at the most.
    TooManyHandlers,
    /// Nobody would handle the organisation's applications any more.
    LastHandler,
    /// Nobody would be in charge of the organisation any more.
    LastInCharge,
    /// The invitation was answered or ended: this can't be done with it any more.
    InvitationClosed,
    /// The draft has an employer: that ends first.
    AlreadyJoined,
    /// The applicant would be somebody who works on the employer's side.
    OwnEmployer,
    /// More of something than there may be.
    TooMany,
    /// It takes a newer sign-in: somebody else may sit at the computer by now.
    SignInAgain,
    /// The portal's address is none that passkeys can be bound to.
    NoPasskeys,
    /// What the authenticator was asked has run out, or was answered.
    PasskeyExpired,
    /// The passkey is of nobody here, or did not answer; which, is not told.
    PasskeyUnknown,
    /// The authenticator made none that somebody can sign in with here.
    PasskeyUnusable,
    /// The new address has an account of its own.
    AddressTaken,
    /// An account moves to this address soon: signing in now would begin another one in its place.
    AddressAwaited,
    /// The store can't for now.
    Unavailable,
    /// A fault of ours.
    Internal,
}

/// Every code, with its status and title; texts are `error.<code>`.
pub const CODES: &[(&str, u16, &str)] = &[
    ("not_found", 404, "Not found"),
    ("method_not_allowed", 405, "Method not allowed"),
    ("not_signed_in", 401, "Not signed in"),
    ("conflict", 409, "Changed elsewhere"),
    ("invalid_json", 400, "Not the expected JSON"),
    ("invalid_request", 422, "Values that can't be"),
    ("invalid_profile", 422, "Not a profile"),
    ("form_outdated", 409, "The form has changed"),
    ("unknown_question", 422, "Not a question of the form"),
    ("too_long", 422, "Longer than the question allows"),
    ("too_many_rows", 422, "More rows than the list may have"),
    ("too_many_drafts", 422, "More drafts than a person may have"),
    ("draft_too_large", 422, "More text than a draft may hold"),
    (
        "too_many_applications",
        422,
        "More applications than a person may send",
    ),
    ("body_too_large", 413, "Larger than the API takes"),
    ("too_many_requests", 429, "Too many requests"),
    ("cross_site", 403, "Sent from another site"),
    ("tls_required", 403, "Not encrypted"),
    ("code_wrong", 422, "Wrong code"),
    ("code_elsewhere", 422, "No code was asked for in this browser"),
    ("sign_in_paused", 429, "Too many wrong codes for this address"),
    ("code_expired", 422, "Code has run out"),
    ("code_superseded", 422, "Code was replaced by a newer one"),
    ("code_used", 422, "Code was used already"),
    ("code_tries_exceeded", 422, "Too many wrong codes"),
    ("draft_submitted", 409, "Submitted already"),
    ("draft_changed", 409, "Changed after it was checked"),
    ("not_agreed", 422, "Not agreed to what the employer receives"),
    ("invalid_answers", 422, "Answers to put right first"),
    ("not_ready", 409, "Answers or files are missing"),
    ("no_fonts", 503, "No font for Chinese is installed"),
    ("file_type", 422, "Not a PDF, JPEG or PNG"),
    ("file_size", 413, "Larger than a file may be"),
    ("file_empty", 422, "An empty file"),
    ("file_infected", 422, "A file with a virus"),
    ("file_locked", 422, "An encrypted file"),
    ("file_failed", 422, "A file that can't be used"),
    ("file_in_use", 409, "Part of an application"),
    ("too_many_files", 422, "More files than a person may have"),
    ("upload_offset", 409, "Not where the upload stands"),
    ("upload_expired", 410, "Upload has run out"),
    ("upload_checksum", 460, "Checksum mismatch"),
    ("upload_version", 412, "Not tus 1.0.0"),
    ("upload_media_type", 415, "Not application/offset+octet-stream"),
    ("upload_invalid", 400, "Not a request of tus"),
    ("upload_cut", 400, "The connection was cut"),
    ("storage_full", 507, "No room for files"),
    ("forbidden", 403, "Not for this role"),
    ("staff_sign_in_wrong", 422, "Wrong address, password or code"),
    ("case_changed", 409, "The application has moved on"),
    ("organisation_changed", 409, "The registration has changed"),
    ("denied", 409, "Can't be done now, or not by this person"),
    ("not_open", 409, "Not open to a correction"),
    (
        "organisation_not_approved",
        409,
        "The employer's registration is not approved",
    ),
    ("code_unknown", 422, "No such code, or no longer"),
    ("organisation_exists", 409, "Registered already"),
    ("too_many_handlers", 422, "Three handlers at the most"),
    ("last_handler", 409, "There must be a handler"),
    ("last_in_charge", 409, "Somebody must be in charge"),
    ("invitation_closed", 409, "Answered or ended"),
    ("already_joined", 409, "The draft has an employer"),
    ("own_employer", 409, "Somebody of the employer's side"),
    ("too_many", 422, "More than there may be"),
    ("sign_in_again", 409, "Sign in once more first"),
    ("no_passkeys", 409, "No passkeys at this address"),
    ("passkey_expired", 422, "Took too long, or was answered"),
    ("passkey_unknown", 422, "Not a passkey of an account here"),
    ("passkey_unusable", 422, "Nobody could sign in with it"),
    ("address_taken", 409, "An account has this address"),
    ("address_awaited", 409, "An account moves to this address soon"),
    ("unavailable", 503, "Can't answer for now"),
    ("internal", 500, "A fault of ours"),
];

impl Error {
    /// The name on the wire.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Error::NotFound => "not_found",
            Error::MethodNotAllowed => "method_not_allowed",
            Error::NotSignedIn => "not_signed_in",
            Error::Conflict(..) => "conflict",
            Error::InvalidJson => "invalid_json",
            Error::InvalidRequest => "invalid_request",
            Error::InvalidProfile(_) => "invalid_profile",
            Error::FormOutdated => "form_outdated",
            Error::UnknownQuestion(_) => "unknown_question",
            Error::TooLong(_) => "too_long",
            Error::TooManyRows => "too_many_rows",
            Error::TooManyDrafts => "too_many_drafts",
            Error::DraftTooLarge => "draft_too_large",
            Error::TooManyApplications => "too_many_applications",
            Error::BodyTooLarge => "body_too_large",
            Error::TooManyRequests(_) => "too_many_requests",
            Error::CrossSite => "cross_site",
            Error::TlsRequired => "tls_required",
            Error::CodeWrong(_) => "code_wrong",
            Error::CodeElsewhere => "code_elsewhere",
            Error::SignInPaused(_) => "sign_in_paused",
            Error::CodeExpired => "code_expired",
            Error::CodeSuperseded => "code_superseded",
            Error::CodeUsed => "code_used",
            Error::CodeTriesExceeded => "code_tries_exceeded",
            Error::DraftSubmitted => "draft_submitted",
            Error::DraftChanged => "draft_changed",
            Error::NotAgreed => "not_agreed",
            Error::InvalidAnswers(_) => "invalid_answers",
            Error::NotReady(_) => "not_ready",
            Error::NoFonts => "no_fonts",
            Error::Refused(refusal, _) => refusal.code(),
            Error::FileInUse => "file_in_use",
            Error::TooManyFiles => "too_many_files",
            Error::UploadOffset => "upload_offset",
            Error::UploadExpired => "upload_expired",
            Error::UploadChecksum => "upload_checksum",
            Error::UploadVersion => "upload_version",
            Error::UploadMediaType => "upload_media_type",
            Error::UploadInvalid => "upload_invalid",
            Error::UploadCut => "upload_cut",
            Error::StorageFull => "storage_full",
            Error::Forbidden => "forbidden",
            Error::StaffSignInWrong => "staff_sign_in_wrong",
            Error::CaseChanged => "case_changed",
            Error::OrganisationChanged => "organisation_changed",
            Error::Denied(_) => "denied",
            Error::NotOpen(_) => "not_open",
            Error::OrganisationNotApproved => "organisation_not_approved",
            Error::CodeUnknown => "code_unknown",
            Error::OrganisationExists => "organisation_exists",
            Error::TooManyHandlers => "too_many_handlers",
            Error::LastHandler => "last_handler",
            Error::LastInCharge => "last_in_charge",
            Error::InvitationClosed => "invitation_closed",
            Error::AlreadyJoined => "already_joined",
            Error::OwnEmployer => "own_employer",
            Error::TooMany => "too_many",
            Error::SignInAgain => "sign_in_again",
            Error::NoPasskeys => "no_passkeys",
            Error::PasskeyExpired => "passkey_expired",
            Error::PasskeyUnknown => "passkey_unknown",
            Error::PasskeyUnusable => "passkey_unusable",
            Error::AddressTaken => "address_taken",
            Error::AddressAwaited => "address_awaited",
            Error::Unavailable => "unavailable",
            Error::Internal => "internal",
        }
    }

    /// The body, still without the request's id.
    #[must_use]
    pub fn body(self) -> ErrorBody {
        let code = self.code();
        let (_, status, title) = CODES.iter().find(|(name, ..)| *name == code).copied().unwrap_or((
            "internal",
            500,
            "A fault of ours",
        ));
        let mut body = ErrorBody {
            kind: format!("/problems/{code}"),
            title: title.into(),
            status,
            code: code.into(),
            ..ErrorBody::default()
        };
        match self {
            Error::Conflict(entries, conflicts) => {
                body.entries = entries;
                body.conflicts = conflicts;
            }
            Error::UnknownQuestion(problems)
            | Error::TooLong(problems)
            | Error::InvalidAnswers(problems)
            | Error::NotReady(problems)
            | Error::NotOpen(problems) => {
                body.problems = problems;
            }
            Error::Denied(denied) => body.denied = denied.name().into(),
            Error::CodeWrong(left) => body.tries_left = Some(left),
            Error::InvalidProfile(words) => body.detail = words,
            Error::Refused(_, detail) => body.detail = detail.into(),
            _ => {}
        }
        body
    }
}

/// The database says no: whoever asked may try again; what exactly it said is for the log alone.
impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // Its words may quote values: only the kind is logged.
        let kind = match &error {
            sqlx::Error::Database(database) => database
                .code()
                .map_or_else(|| "database".into(), std::borrow::Cow::into_owned),
            sqlx::Error::PoolTimedOut => "pool timed out".into(),
            sqlx::Error::Io(_) => "io".into(),
            _ => "other".into(),
        };
        tracing::error!(kind, "the database refused");
        Error::Unavailable
    }
}

/// The error travels beside an empty response; [`crate::guard::finish`] writes it out with the request's id.
#[derive(Clone, Debug)]
pub struct Failed(pub ErrorBody);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let wait = match &self {
            Error::TooManyRequests(seconds) | Error::SignInPaused(seconds) => Some(*seconds),
            _ => None,
        };
        let body = self.body();
        let mut response = StatusCode::from_u16(body.status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response.extensions_mut().insert(Failed(body));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::{CODES, Error};
    use crate::locales::all;

    #[test]
    fn every_code_has_its_words_in_every_language() {
        for (tag, texts) in all() {
            let missing: Vec<_> = CODES
                .iter()
                .filter(|(code, ..)| !texts.contains_key(&format!("error.{code}")))
                .collect();
            assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        }
    }

    #[test]
    fn every_error_finds_its_status() {
        for error in [
            Error::NotFound,
            Error::CodeWrong(3),
            Error::TooManyRequests(5),
            Error::Refused(permit::file::Refusal::Locked, ""),
            Error::Unavailable,
        ] {
            let code = error.code();
            let body = error.body();
            assert_eq!(
                (body.code.as_str(), body.kind),
                (code, format!("/problems/{code}"))
            );
            assert!(
                CODES
                    .iter()
                    .any(|(name, status, _)| *name == code && *status == body.status)
            );
        }
    }
}
