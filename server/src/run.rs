//! The commands.

use crate::assets::Assets;
use crate::clock::Clock;
use crate::config::{Cli, Command, Config, LogFormat};
use crate::document::Documents;
use crate::files::{self, Files};
use crate::limiter::Limiter;
use crate::locales;
use crate::mail::{self, Mailer};
use crate::organisation::letters::Sender;
use crate::package::Papers;
use crate::passkey::Passkeys;
use crate::routes::{self, Web};
use crate::smtp::Smtp;
use crate::state::Portal;
use crate::store::Store;
use crate::systems::webhook;
use clap::Parser as _;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tracing_subscriber::EnvFilter;

/// Writes to standard output; a reader that went away is no error.
///
/// # Errors
/// Never.
pub fn print(text: &str) -> Result<(), String> {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(())
}

/// Tells the operator what went wrong.
pub fn complain(sentence: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "portal: {sentence}");
}

fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // Only the first start counts; in tests there may be several.
    let _ = match format {
        LogFormat::Text => builder.with_ansi(false).try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}

fn web(config: &Config) -> Result<Web, String> {
    let mut assets = if config.dist.is_dir() {
        Assets::read(&config.dist)?
    } else {
        Assets::default()
    };
    if config.pseudo_locales {
        locales::offer_pseudo();
        assets = assets.with_pseudo();
    }
    let documents = Documents::read(&config.dist, &assets, config)?;
    Ok(Web { assets, documents })
}

/// Makes the data folder where it is missing: only the one who runs the portal may look into a folder of passports.
///
/// # Errors
/// A sentence for the operator.
pub fn make_data_folder(folder: &Path) -> Result<(), String> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| format!("{} can't be made: {error}", folder.display()))
}

/// Opens everything that handlers need.
///
/// # Errors
/// A sentence for the operator.
pub async fn open(config: Config) -> Result<Portal, String> {
    config.check()?;
    make_data_folder(&config.data)?;
    let smtp = Smtp::from_config(&config)?;
    let store = Store::open(&config.data).await?;
    store
        .complete_standing()
        .await
        .map_err(|_| "the lists of applications can't be made".to_owned())?;
    let clock = config.now.map_or(Clock::System, Clock::Fixed);
    let mailer = Mailer::default();
    if let Some(smtp) = smtp {
        tokio::spawn(mail::deliver(store.clone(), smtp, mailer.clone(), clock));
    }
    let files = Files::open(&config, store.clone())?;
    let papers = Papers::new(
        config.fonts.clone(),
        config.data.clone(),
        config.address(),
        Arc::new(files.clone()),
    );
    Ok(Portal {
        passkeys: Passkeys::new(&config.address(), &config.authority_name),
        papers,
        limiter: Limiter::per_minute(config.classify_per_minute),
        files,
        config: Arc::new(config),
        store,
        clock,
        mailer,
    })
}

/// Serves until SIGINT or SIGTERM; then answers what has come in, and closes the database.
///
/// # Errors
/// A sentence for the operator.
pub async fn serve(mut config: Config) -> Result<(), String> {
    start_log(config.log);
    let web = web(&config)?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        format!(
            "can't listen on {}: {error}; set another address in PORTAL_LISTEN",
            config.listen
        )
    })?;
    if let Ok(address) = listener.local_addr() {
        // Port 0 asked for any: from here on it is known.
        config.listen = address;
    }
    let portal = open(config.clone()).await?;
    tokio::spawn(clean(portal.clone()));
    let sender = webhook::Sender::new()?;
    tokio::spawn(webhook::deliver(portal.store.clone(), sender, portal.clock));
    look_for_fonts(&portal);
    tokio::spawn(files::scan::keep_scanning(portal.clone()));
    let store = portal.store.clone();
    let service = routes::router(portal, Some(web)).into_make_service_with_connect_info::<SocketAddr>();
    greet(&config)?;
    let (stop, stopping) = oneshot::channel();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async {
        let _ = stopping.await;
    });
    let patience = async {
        stopped().await;
        let _ = stop.send(());
        tokio::time::sleep(Duration::from_secs(config.stop_within)).await;
    };
    tokio::select! {
        served = serving => served.map_err(|error| format!("the server stopped: {error}"))?,
        // A client that never ends its request does not keep the others' portal from starting again.
        () = patience => {}
    }
    store.close().await;
    print("stopped; everything is written")
}

/// Looks at the fonts while nobody waits for them yet, and says so where none will do.
fn look_for_fonts(portal: &Portal) {
    let (papers, folder) = (portal.papers.clone(), portal.config.fonts.display().to_string());
    tokio::task::spawn_blocking(move || {
        if !papers.can_write() {
            complain(&format!(
                "no font in {folder} has Chinese, so no PDF can be made: install one (Debian's fonts-noto-cjk), or name its \
                 folder in PORTAL_FONTS"
            ));
        }
    });
}

fn greet(config: &Config) -> Result<(), String> {
    let address = format!("http://localhost:{}", config.listen.port());
    if config.is_behind_proxy() {
        print(&format!(
            "the portal listens on {}, behind the proxy that serves {}",
            config.listen,
            config.address()
        ))?;
    } else {
        print(&format!("the portal is at {address}"))?;
    }
    if config.has_dev_mail() {
        print(&format!(
            "to sign in, give any address; the letter with the code is at {address}/dev/mail"
        ))?;
    }
    print(&format!(
        "data is kept in {}; Ctrl-C stops",
        config.data.display()
    ))
}

/// Writes what a newer release knows, and forgets, once an hour, what has run out.
async fn clean(portal: Portal) {
    // What fails is tried at the next start.
    let _ = portal.store.complete_last_days().await;
    loop {
        // What fails now is tried in an hour.
        let _ = portal.store.clean(portal.now()).await;
        let _ = files::clean::clean(&portal).await;
        write_of_dates(&portal).await;
        let _ = portal
            .store
            .settle_recoveries(Sender::of(&portal), portal.now())
            .await;
        portal.mailer.wake();
        portal.limiter.clean();
        tokio::time::sleep(Duration::from_secs(3_600)).await;
    }
}

/// Lets pass what passes by itself, and writes what is due by now: reminders, then the letters of the day.
async fn write_of_dates(portal: &Portal) {
    let (store, sender, now) = (&portal.store, Sender::of(portal), portal.now());
    let keep_days = portal.config.draft_keep_days;
    let _ = store.settle_overdue(&sender, now).await;
    let _ = store.remind_of_dates(&sender, now).await;
    let _ = store.forget_abandoned(keep_days, &sender, now).await;
    let _ = store.send_daily(&sender, now).await;
    portal.mailer.wake();
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}

/// Prints the document exactly as a browser gets it for the first page in a language.
///
/// # Errors
/// A sentence for the operator.
pub fn render_index(dist: &Path, locale: &str) -> Result<(), String> {
    use std::io::Write as _;
    let Command::Serve(defaults) = Cli::parse_from(["portal", "serve"]).command else {
        return Err("no settings".into());
    };
    let config = Config {
        dist: dist.to_path_buf(),
        ..*defaults
    };
    let web = web(&config)?;
    let page = web
        .documents
        .first(locale)
        .ok_or_else(|| format!("there is no language {locale}"))?;
    let _ = std::io::stdout().write_all(page.plain());
    Ok(())
}
