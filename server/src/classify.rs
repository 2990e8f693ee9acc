//! The classification for programs: `POST /api/classify`, and `portal classify` on the command line.

use crate::clock::{Clock, day_in_china};
use crate::error::Error;
use crate::guard::Client;
use crate::report;
use crate::state::Portal;
use axum::extract::State;
use axum::extract::rejection::StringRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use permit::api::ErrorBody;
use permit::classify::{Preview, json};
use permit::date::Date;
use permit::profile::Profile;
use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::Path;

/// What went wrong on the command line, and the exit code that says so.
pub struct Refused {
    /// 2 for malformed input, 1 for everything else.
    pub code: u8,
    /// A line for the operator.
    pub words: String,
}

/// Why a text is no profile, in one line.
#[derive(Debug)]
pub enum Malformed {
    /// It is not JSON.
    Json(String),
    /// A field is wrong; the line names it.
    Field(String),
}

impl Malformed {
    /// The line.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Malformed::Json(words) | Malformed::Field(words) => words,
        }
    }
}

impl From<serde_json::Error> for Malformed {
    /// serde's own words, without where in the text a field stands.
    fn from(error: serde_json::Error) -> Self {
        let words = error.to_string().replace('\n', " ");
        if error.is_syntax() || error.is_eof() {
            return Malformed::Json(format!("profile: not JSON ({words})"));
        }
        let field = without_place(&words);
        // What is no object at all names no field: it is the profile that is wrong.
        let named = field
            .split_once(": ")
            .is_some_and(|(name, _)| !name.contains(' '));
        Malformed::Field(if named { field } else { format!("profile: {field}") })
    }
}

/// The words without where in the text something stands: also in the middle, before a bracket that closes.
fn without_place(words: &str) -> String {
    let mut parts = words.split(" at line ");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        let rest = digits(part);
        said.push_str(&digits(rest.strip_prefix(" column ").unwrap_or(&rest)));
    }
    said
}

/// Reads one profile. Where it names no day, the rules of today hold.
///
/// # Errors
/// [`Malformed`].
pub fn read(json: &str, today: Date) -> Result<Profile, Malformed> {
    let mut profile: Profile = serde_json::from_str(json)?;
    profile.as_of.get_or_insert(today);
    match profile.contradiction() {
        Some(words) => Err(Malformed::Field(words)),
        None => Ok(profile),
    }
}

/// Judges one profile and returns the contract's JSON, or what is wrong with it.
fn answer(line: &str, today: Date, out: &mut String) -> Result<(), Malformed> {
    let profile = read(line, today)?;
    json::write(&Preview::new(profile), out);
    Ok(())
}

/// `portal classify [FILE]`: one profile, or JSON lines of them.
///
/// # Errors
/// [`Refused`], with exit code 2 where a single profile is malformed or the file can't be read as text.
pub fn command(file: Option<&Path>, clock: Clock) -> Result<(), Refused> {
    let today = day_in_china(clock.now());
    let failed = |error: std::io::Error| Refused {
        code: 1,
        words: format!("the input can't be read: {error}"),
    };
    let mut input: Box<dyn BufRead> = match file {
        Some(path) => {
            let file = std::fs::File::open(path).map_err(|error| Refused {
                code: 1,
                words: format!("{} can't be read: {error}", path.display()),
            })?;
            Box::new(std::io::BufReader::with_capacity(1 << 16, file))
        }
        None => Box::new(std::io::stdin().lock()),
    };
    let mut first = String::new();
    // A profile that is spread over lines is not yet whole at the end of the first that says anything.
    while first.trim().is_empty() && input.read_line(&mut first).map_err(failed)? > 0 {}
    let is_whole = serde_json::from_str::<serde::de::IgnoredAny>(&first).is_ok();
    let mut second = String::new();
    while is_whole && second.trim().is_empty() {
        second.clear();
        if input.read_line(&mut second).map_err(failed)? == 0 {
            break;
        }
    }
    if is_whole && !second.is_empty() || !is_whole && looks_like_lines(&first) {
        return lines(&mut input, [first, second], today).map_err(|error| Refused {
            code: 1,
            words: error.to_string(),
        });
    }
    input.read_to_string(&mut first).map_err(failed)?;
    one(&first, today)
}

/// A broken first line of JSON lines still is a line: it closes what it opens.
fn looks_like_lines(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('{') && line.ends_with('}')
}

fn one(text: &str, today: Date) -> Result<(), Refused> {
    let profile = read(text, today).map_err(|wrong| Refused {
        code: 2,
        words: wrong.words(),
    })?;
    let preview = Preview::new(profile);
    let out = if std::io::stdout().is_terminal() {
        report::text_of(&preview)
    } else {
        let mut line = String::new();
        json::write(&preview, &mut line);
        line
    };
    let _ = writeln!(std::io::stdout(), "{out}");
    Ok(())
}

/// One line of output for each line of input; a malformed one gets its error, and the rest goes on.
fn lines(input: &mut dyn BufRead, first: [String; 2], today: Date) -> std::io::Result<()> {
    let mut output = std::io::BufWriter::with_capacity(1 << 18, std::io::stdout().lock());
    let mut out = String::new();
    let mut put = |line: &str, output: &mut dyn Write| {
        if line.trim().is_empty() {
            return Ok(());
        }
        out.clear();
        if let Err(wrong) = answer(line, today, &mut out) {
            out = serde_json::json!({ "error": wrong.words() }).to_string();
        }
        out.push('\n');
        output.write_all(out.as_bytes())
    };
    for line in &first {
        put(line, &mut output)?;
    }
    let mut line = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return output.flush();
        }
        put(&line, &mut output)?;
    }
}

/// Judges a profile; no account is needed.
///
/// # Errors
/// [`Error::InvalidJson`]; [`Error::InvalidProfile`] names the field; [`Error::TooManyRequests`].
#[utoipa::path(post, path = permit::api::path::CLASSIFY, request_body = crate::openapi::ProfileBody, responses(
    (status = 200, body = crate::answer_schema::PreviewBody), (status = 400, body = ErrorBody), (status = 413, body = ErrorBody),
    (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn classify(
    State(portal): State<Portal>,
    Client(client): Client,
    body: Result<String, StringRejection>,
) -> Result<Response, Error> {
    // Behind a proxy that names no client, all share one bucket.
    portal.limiter.admit(client.as_deref().unwrap_or_default())?;
    let body = body.map_err(|rejection| match rejection {
        StringRejection::InvalidUtf8(_) => Error::InvalidJson,
        _ => Error::BodyTooLarge,
    })?;
    let mut out = String::new();
    answer(&body, day_in_china(portal.now()), &mut out).map_err(|wrong| match wrong {
        Malformed::Json(_) => Error::InvalidJson,
        Malformed::Field(words) => Error::InvalidProfile(words),
    })?;
    Ok(([(header::CONTENT_TYPE, "application/json")], out).into_response())
}
