//! What an operator can set: flags and environment variables, each with a default. `--help` prints this file.

use crate::demo::DemoArgs;
use crate::files::settings::FileSettings;
use crate::staff::command::StaffArgs;
use crate::systems::command::TokenArgs;
use crate::systems::webhook_command::WebhookArgs;
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
    /// Fill a folder with an invented employer, staff and applications, say how to sign in as each, and serve it
    Demo(DemoArgs),
    /// Print the code that an authenticator shows now
    Totp {
        /// Its secret, in base32
        secret: String,
    },
    /// Print the document as a browser gets it for the first page in a language
    RenderIndex {
        /// The folder of the built app
        dist: PathBuf,
        /// The language's tag
        locale: String,
    },
    /// Preview the category of a profile in JSON, or of JSON lines of them; a report on a terminal
    ///
    /// Absent fields are unknown; without as_of the rules of today hold. Malformed input ends with 2 and a line that names
    /// the field; of JSON lines such a line gets its error, and the rest goes on.
    Classify {
        /// The file; standard input when left out
        file: Option<PathBuf>,
    },
    /// Make, list and disable accounts of the staff; works while the portal serves
    Staff(StaffArgs),
    /// Make, list and revoke tokens of other systems; works while the portal serves
    Token(TokenArgs),
    /// Send what happens to other systems; works while the portal serves
    Webhook(WebhookArgs),
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
    /// Folder of the database; made when missing, for its owner's eyes only
    #[arg(long, env = "PORTAL_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Folder of the built app
    #[arg(long, env = "PORTAL_DIST", default_value = "dist")]
    pub dist: PathBuf,
    /// Address under which people reach the portal, such as https://portal.example.org; stands in letters. Needed behind
    /// a proxy; else it is localhost with the port that is listened on
    #[arg(long, env = "PORTAL_URL")]
    pub url: Option<String>,
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
    /// Mail server, such as smtps://user:password@mail.example.org; needed behind a proxy. Without one, letters stay in an
    /// outbox at /dev/mail
    #[arg(long, env = "PORTAL_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of the letters
    #[arg(
        long,
        env = "PORTAL_MAIL_FROM",
        default_value = "Work Permit Portal <portal@example.org>"
    )]
    pub mail_from: String,
    /// Header in which the proxy in front says "https", such as x-forwarded-proto; needed unless only this machine is to
    /// reach the portal. The proxy must set it itself, whatever the client sent
    #[arg(long, env = "PORTAL_PROTO_HEADER")]
    pub proto_header: Option<String>,
    /// Header in which the proxy names the client's address, such as x-real-ip or x-forwarded-for (its last address
    /// counts); needed behind a proxy, so that people's tries to sign in are counted apart
    #[arg(long, env = "PORTAL_CLIENT_HEADER")]
    pub client_header: Option<String>,
    /// Offer two made-up languages too, a longer one with accents and one from the right to the left, to see which texts
    /// escaped translation and which are cut off; not for people
    #[arg(long, env = "PORTAL_PSEUDO_LOCALES")]
    pub pseudo_locales: bool,
    /// How log lines are written
    #[arg(long, env = "PORTAL_LOG", value_enum, default_value = "text")]
    pub log: LogFormat,
    /// Profiles that a client may have judged in a minute at /api/classify
    #[arg(long, env = "PORTAL_CLASSIFY_PER_MINUTE", default_value = "120")]
    pub classify_per_minute: NonZeroU32,
    /// Files and uploads.
    #[command(flatten)]
    pub files: FileSettings,
    /// Days after which a draft that nobody has opened or changed is deleted, with a letter two weeks before; 0 keeps drafts
    /// for ever
    #[arg(long, env = "PORTAL_DRAFT_KEEP_DAYS", default_value = "365")]
    pub draft_keep_days: u32,
    /// Seconds that requests under way may take when the portal is told to stop
    #[arg(long, env = "PORTAL_STOP_WITHIN", default_value = "10")]
    pub stop_within: u64,
    /// Folder of the fonts for papers, searched with what is below it; one must have Chinese
    #[arg(long, env = "PORTAL_FONTS", default_value = "/usr/share/fonts")]
    pub fonts: PathBuf,
    /// A fixed clock in seconds since 1970, for tests; only on a loopback address, without a proxy
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
    /// Whether a proxy stands in front: always beyond this machine, and wherever one of its headers is named. What is
    /// asked of a portal that others reach then holds on a loopback address too.
    #[must_use]
    pub fn is_behind_proxy(&self) -> bool {
        !self.listen.ip().is_loopback() || self.proto_header.is_some() || self.client_header.is_some()
    }

    /// Whether letters stay in the outbox that can be read at `/dev/mail`.
    #[must_use]
    pub fn has_dev_mail(&self) -> bool {
        self.smtp_url.is_none() && !self.is_behind_proxy()
    }

    /// The address under which people reach the portal, without a slash at its end.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://localhost:{}", self.listen.port()),
        }
    }

    /// Says what can't be used together.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn check(&self) -> Result<(), String> {
        if (1..30).contains(&self.draft_keep_days) {
            return Err(
                "a draft is warned of two weeks before it is deleted: set PORTAL_DRAFT_KEEP_DAYS to 30 or more, or to 0 \
                 to keep drafts for ever"
                    .into(),
            );
        }
        if !self.is_behind_proxy() {
            return Ok(());
        }
        let secure = self.url.as_ref().is_some_and(|url| url.starts_with("https://"));
        for (wrong, sentence) in [
            (
                self.now.is_some(),
                "PORTAL_NOW fixes the clock and is for tests: it needs a loopback address in PORTAL_LISTEN, and no proxy",
            ),
            (
                self.proto_header.is_none(),
                "beyond this machine the portal needs TLS: put a proxy in front and name its header in \
                 PORTAL_PROTO_HEADER, or listen on 127.0.0.1",
            ),
            (
                self.smtp_url.is_none(),
                "beyond this machine the portal needs a mail server to sign people in: set PORTAL_SMTP_URL",
            ),
            (
                self.client_header.is_none(),
                "behind a proxy everybody would count as one client: name the header in which the proxy gives the client's \
                 address in PORTAL_CLIENT_HEADER",
            ),
            (
                !secure,
                "behind a proxy letters must say where the portal is: set PORTAL_URL to its https address",
            ),
        ] {
            if wrong {
                return Err(sentence.into());
            }
        }
        Ok(())
    }
}
