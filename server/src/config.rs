//! What an operator can set: flags and environment variables, each with a default. `--help` prints this file.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

/// The Work Permit Portal: one process, with SQLite and a data folder beside it.
#[derive(Debug, Parser)]
#[command(name = "portal", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal until SIGINT or SIGTERM
    Serve(Box<Config>),
    /// Print the document as a browser gets it for the first page in a language
    RenderIndex {
        /// The folder of the built app
        dist: PathBuf,
        /// The language's tag
        locale: String,
    },
    /// Preview the category of a profile in JSON, or of JSON lines of them; a report on a terminal
    Classify {
        /// The file; standard input when left out
        file: Option<PathBuf>,
    },
    /// Print the OpenAPI document of the API
    Openapi,
    /// Print the form as JSON: sections, pages, questions, with the texts of a language
    Form {
        /// The language's tag
        #[arg(default_value = "en")]
        locale: String,
    },
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// The settings of `portal serve`.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Address and port to listen on
    #[arg(long, env = "PORTAL_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of the database and its key; made when missing
    #[arg(long, env = "PORTAL_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Folder of the built app
    #[arg(long, env = "PORTAL_DIST", default_value = "dist")]
    pub dist: PathBuf,
    /// Address under which people reach the portal; stands in letters
    #[arg(long, env = "PORTAL_URL", default_value = "http://localhost:8080")]
    pub url: String,
    /// Name of the authority that runs the portal
    #[arg(
        long,
        env = "PORTAL_AUTHORITY_NAME",
        default_value = "Work Permit Portal (demonstration)"
    )]
    pub authority_name: String,
    /// How to reach its helpdesk
    #[arg(
        long,
        env = "PORTAL_AUTHORITY_CONTACT",
        default_value = "helpdesk@example.org"
    )]
    pub authority_contact: String,
    /// Its colour on light ground, #rrggbb; white must read on it
    #[arg(long, env = "PORTAL_BRAND_COLOR", value_parser = color)]
    pub brand_color: Option<String>,
    /// Its colour on dark ground, #rrggbb; black must read on it
    #[arg(long, env = "PORTAL_BRAND_COLOR_DARK", value_parser = color)]
    pub brand_color_dark: Option<String>,
    /// Mail server, such as smtps://user:password@mail.example.org; without one, letters stay in an outbox at /dev/mail
    #[arg(long, env = "PORTAL_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of the letters
    #[arg(
        long,
        env = "PORTAL_MAIL_FROM",
        default_value = "Work Permit Portal <portal@example.org>"
    )]
    pub mail_from: String,
    /// Header in which a trusted proxy says "https", such as x-forwarded-proto; needed unless on a loopback address
    #[arg(long, env = "PORTAL_PROTO_HEADER")]
    pub proto_header: Option<String>,
    /// Header in which a trusted proxy names the client's address, such as x-real-ip; used to limit sign-in
    #[arg(long, env = "PORTAL_CLIENT_HEADER")]
    pub client_header: Option<String>,
    /// How log lines are written
    #[arg(long, env = "PORTAL_LOG", value_enum, default_value = "text")]
    pub log: LogFormat,
    /// Profiles that a client may have judged in a minute at /api/classify
    #[arg(long, env = "PORTAL_CLASSIFY_PER_MINUTE", default_value = "120")]
    pub classify_per_minute: NonZeroU32,
    /// Seconds that requests under way may take when the portal is told to stop
    #[arg(long, env = "PORTAL_STOP_WITHIN", default_value = "10")]
    pub stop_within: u64,
    /// A fixed clock in seconds since 1970, for tests; only on a loopback address
    #[arg(long, env = "PORTAL_NOW")]
    pub now: Option<i64>,
}

fn color(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('#').unwrap_or("");
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(text.to_lowercase())
    } else {
        Err("write it as #rrggbb".into())
    }
}

impl Config {
    /// Whether only this machine can reach the portal.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.listen.ip().is_loopback()
    }

    /// Whether letters stay in the outbox that can be read at `/dev/mail`.
    #[must_use]
    pub fn has_dev_mail(&self) -> bool {
        self.smtp_url.is_none() && self.is_local()
    }

    /// Says what can't be used together.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn check(&self) -> Result<(), String> {
        if self.now.is_some() && !self.is_local() {
            return Err(
                "PORTAL_NOW fixes the clock and is for tests: it needs a loopback address in PORTAL_LISTEN"
                    .into(),
            );
        }
        if !self.is_local() && self.proto_header.is_none() {
            return Err(
                "beyond this machine the portal needs TLS: put a proxy in front and name its header in \
                        PORTAL_PROTO_HEADER, or listen on 127.0.0.1"
                    .into(),
            );
        }
        if !self.is_local() && self.smtp_url.is_none() {
            return Err(
                "beyond this machine the portal needs a mail server to sign people in: set PORTAL_SMTP_URL"
                    .into(),
            );
        }
        Ok(())
    }
}
