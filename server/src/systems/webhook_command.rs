//! `portal webhook`: where events are sent is said on the command line, while the portal serves or not.

use super::address;
use super::command::{day, refused};
use super::webhook::PREFIX;
use crate::clock::{self, Clock};
use crate::run;
use crate::store::{NewWebhook, Store, WebhookRow};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::{Args, Subcommand};
use permit::lifecycle::EventKind;
use std::path::PathBuf;

/// Webhooks for other systems.
#[derive(Debug, Args)]
pub struct WebhookArgs {
    /// Folder of the database, the one that the portal serves from; made when missing
    #[arg(long, env = "PORTAL_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: WebhookCommand,
}

/// What to do with webhooks.
#[derive(Debug, Subcommand)]
pub enum WebhookCommand {
    /// Send what happens from now on to a URL; prints the secret of its signature once
    Add {
        /// Where to: https, and http on this machine only
        #[arg(long)]
        url: String,
        /// Only this kind of event, such as filed; may be given several times, all without it
        #[arg(long, value_parser = kind)]
        event: Vec<EventKind>,
        /// It may lead to an inner network, or to this machine
        #[arg(long)]
        inner_network: bool,
    },
    /// List the webhooks: id, URL, events, the last that was taken, what waits, what was given up, what went wrong last
    List,
    /// Send nothing more to one, and forget it
    Remove {
        /// Its id
        id: String,
    },
    /// Send to one again what happened after an event
    Replay {
        /// Its id
        id: String,
        /// The number of the event; 0 for all
        #[arg(long)]
        after: i64,
    },
}

fn kind(text: &str) -> Result<EventKind, String> {
    let found = EventKind::ALL.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| {
        let names = EventKind::ALL.map(EventKind::name);
        format!("it is one of {}", names.join(", "))
    })
}

/// Does what was asked.
///
/// # Errors
/// A sentence for the operator.
pub async fn command(args: WebhookArgs) -> Result<(), String> {
    run::make_data_folder(&args.data)?;
    let store = Store::open(&args.data).await?;
    let now = Clock::System.now();
    let done = match args.command {
        WebhookCommand::Add {
            url,
            event,
            inner_network,
        } => add(&store, &url, &event, inner_network, now).await,
        WebhookCommand::List => list(&store).await,
        WebhookCommand::Remove { id } => remove(&store, id).await,
        WebhookCommand::Replay { id, after } => replay(&store, id, after, now).await,
    };
    store.close().await;
    run::print(&done?)
}

async fn add(store: &Store, url: &str, kinds: &[EventKind], inner: bool, now: i64) -> Result<String, String> {
    let url = address::checked(url, inner)?;
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let secret = format!("{PREFIX}{}", STANDARD.encode(clock::random::<32>()));
    let new = NewWebhook {
        id: clock::id(),
        url: url.into(),
        secret: secret.clone(),
        events: names.join(" "),
        inner_network: inner,
        now,
    };
    let id = new.id.clone();
    store.add_webhook(new).await.map_err(refused)?;
    Ok(format!(
        "id: {id}\nsecret: {secret}\nThis is shown once. The receiver checks signatures with it."
    ))
}

async fn list(store: &Store) -> Result<String, String> {
    let rows = store.webhooks().await.map_err(refused)?;
    let line = |row: &WebhookRow| {
        let events = if row.events.is_empty() { "all" } else { &row.events };
        let sent = match (row.sent_id, row.sent_at) {
            (Some(id), Some(at)) => format!("took {id} on {}", day(at)),
            _ => "took none yet".into(),
        };
        let (waiting, given_up) = (row.waiting, row.given_up);
        let trouble = if row.problem.is_empty() {
            String::new()
        } else {
            format!("\t{}", row.problem)
        };
        format!(
            "{}\t{}\t{events}\t{sent}\t{waiting} waiting\t{given_up} given up{trouble}",
            row.id, row.url
        )
    };
    Ok(if rows.is_empty() {
        "no webhooks yet; `portal webhook add --help` says how to make one".into()
    } else {
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

async fn remove(store: &Store, id: String) -> Result<String, String> {
    if store.remove_webhook(id.clone()).await.map_err(refused)? {
        Ok(format!("{id} is removed"))
    } else {
        Err(format!("there is no webhook {id}"))
    }
}

async fn replay(store: &Store, id: String, after: i64, now: i64) -> Result<String, String> {
    match store
        .replay_webhook(id.clone(), after, now)
        .await
        .map_err(refused)?
    {
        Some(count) => Ok(format!("{count} events are sent to {id} again")),
        None => Err(format!("there is no webhook {id}")),
    }
}
