//! `portal demo`: an invented employer, staff and a dozen applications, so that a newcomer can try each role at once.
//!
//! `answers` what the people answer · `story` who they are and how far they are · `fill` how they come there.

pub mod answers;
pub mod fill;
pub mod story;

use crate::clock::Clock;
use crate::config::{Cli, Command, Config};
use crate::organisation::letters::Sender;
use crate::run;
use crate::staff::totp;
use crate::store::Store;
use clap::{Args, Parser as _};
use fill::{Account, BOSS, HANDLER};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use story::PEOPLE;

/// The file that says that all in a folder is invented.
pub const MARK: &str = "made-by-demo";

/// The settings of `portal demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Folder of the demonstration, and of nothing else: it begins anew each time
    #[arg(long, env = "PORTAL_DEMO_DATA", default_value = "data/demo")]
    pub data: PathBuf,
    /// Address and port to listen on; this machine's own
    #[arg(long, env = "PORTAL_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of the built app
    #[arg(long, env = "PORTAL_DIST", default_value = "dist")]
    pub dist: PathBuf,
}

/// Makes a folder ready for the demonstration: what an earlier one left there goes, anything else stays and is refused.
///
/// # Errors
/// A sentence for the operator.
pub async fn prepare(folder: &Path) -> Result<(), String> {
    run::make_data_folder(folder)?;
    let failed = |error: std::io::Error| format!("{} can't be made ready: {error}", folder.display());
    let mark = folder.join(MARK);
    if mark.exists() {
        for name in ["portal.sqlite", "portal.sqlite-wal", "portal.sqlite-shm"] {
            let file = folder.join(name);
            if file.exists() {
                std::fs::remove_file(file).map_err(failed)?;
            }
        }
        let files = folder.join("files");
        if files.exists() {
            std::fs::remove_dir_all(files).map_err(failed)?;
        }
        return Ok(());
    }
    if folder.join("portal.sqlite").exists() {
        let store = Store::open(folder).await?;
        let is_empty = store.is_empty().await;
        store.close().await;
        if !is_empty.unwrap_or(false) {
            return Err(format!(
                "{} has data that no demonstration made, and it stays as it is: name another folder with --data",
                folder.display()
            ));
        }
    }
    std::fs::write(
        mark,
        "All in this folder is invented; portal demo begins it anew.\n",
    )
    .map_err(failed)
}

fn settings(args: &DemoArgs) -> Result<Config, String> {
    let Command::Serve(config) = Cli::parse_from(["portal", "serve"]).command else {
        return Err("no settings".into());
    };
    if !args.listen.ip().is_loopback() {
        return Err(
            "a demonstration listens on this machine alone: its letters can be read by everybody".into(),
        );
    }
    // Whatever the environment says of a store of objects: what lies there is real, and its uploads under way are unknown here.
    let mut files = config.files.clone();
    files.s3_bucket = None;
    let config = Config {
        files,
        data: args.data.clone(),
        listen: args.listen,
        dist: args.dist.clone(),
        url: None,
        smtp_url: None,
        proto_header: None,
        client_header: None,
        ..*config
    };
    Ok(config)
}

/// Fills the folder, says how to sign in, and serves.
///
/// # Errors
/// A sentence for the operator.
pub async fn command(args: DemoArgs) -> Result<(), String> {
    let config = settings(&args)?;
    // Another portal that serves this folder would lose it under its feet.
    let busy = |error| {
        format!(
            "can't listen on {}: {error}; stop what listens there",
            args.listen
        )
    };
    drop(tokio::net::TcpListener::bind(args.listen).await.map_err(busy)?);
    prepare(&args.data).await?;
    let store = Store::open(&args.data).await?;
    let sender = Sender {
        url: config.address(),
        authority: config.authority_name.clone(),
    };
    let filled = fill::fill(&store, sender, Clock::System.now()).await;
    store.close().await;
    let staff = filled.map_err(|error| format!("the demonstration can't be made: {}", error.code()))?;
    run::print(&guide(&config.address(), &staff))?;
    run::serve(config).await
}

/// How each role signs in.
fn guide(address: &str, staff: &[Account]) -> String {
    let mut said = format!(
        "Everybody here is invented. The codes of applicants and employers are in the letters at {address}/dev/mail\n\n\
         Applicants: {address}/en/\n"
    );
    for (person, _, words) in &PEOPLE {
        said.push_str(&format!("  {:<20} {words}\n", person.email));
    }
    said.push_str(&format!("\nEmployer: {address}/en/employer\n"));
    for (email, words) in [(BOSS, "in charge"), (HANDLER, "a handler")] {
        said.push_str(&format!("  {email:<20} {words}\n"));
    }
    said.push_str(&format!("\nStaff: {address}/en/staff\n"));
    for one in staff {
        said.push_str(&format!(
            "  {:<22} {:<10} password {}  authenticator {}\n",
            one.email,
            one.role.name(),
            one.password,
            one.secret
        ));
    }
    said.push_str("The code of an authenticator: portal totp SECRET\n");
    said
}

/// The code that an authenticator with this secret shows now.
///
/// # Errors
/// A sentence for the operator.
pub fn code(secret: &str) -> Result<(), String> {
    let bytes = totp::from_base32(secret.trim()).ok_or("the secret is not in base32")?;
    run::print(&totp::code(&bytes, Clock::System.now()))
}
