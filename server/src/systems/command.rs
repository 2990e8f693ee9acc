//! `portal token`: tokens for other systems are made, listed and revoked on the command line, while the portal serves or not.

use super::token::Scope;
use crate::clock::{self, Clock, day_in_china};
use crate::error::Error;
use crate::guard::token_hash;
use crate::run;
use crate::sign_in;
use crate::store::{NewToken, Store, TokenRow};
use clap::{Args, Subcommand};
use permit::date;
use std::path::PathBuf;

/// How a token begins: who finds one in a file knows what it is.
const PREFIX: &str = "wpp_";
const DAY: i64 = 86_400;

/// Tokens for other systems.
#[derive(Debug, Args)]
pub struct TokenArgs {
    /// Folder of the database, the one that the portal serves from; made when missing
    #[arg(long, env = "PORTAL_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: TokenCommand,
}

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token; prints it once
    Add {
        /// The name that stands behind what is done with it: one name is one person
        #[arg(long, value_parser = name)]
        name: String,
        /// What it opens: cases:read, cases:act, events:read, mail:bounce; may be given several times
        #[arg(long, required = true, value_parser = scope)]
        scope: Vec<Scope>,
        /// Days after which it ends
        #[arg(long, default_value = "365", value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: u16,
    },
    /// List the tokens: id, name, scopes, last day, last use, whether they hold
    List,
    /// Revoke a token, at once
    Revoke {
        /// Its id
        id: String,
    },
}

fn name(text: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if (1..=60).contains(&text.len()) && text.chars().all(is_plain) {
        Ok(text.to_owned())
    } else {
        Err("it has 1 to 60 letters, digits, dots and dashes".into())
    }
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::named(text).ok_or_else(|| "it is cases:read, cases:act, events:read or mail:bounce".to_owned())
}

/// Does what was asked.
///
/// # Errors
/// A sentence for the operator.
pub async fn command(args: TokenArgs) -> Result<(), String> {
    run::make_data_folder(&args.data)?;
    let store = Store::open(&args.data).await?;
    let now = Clock::System.now();
    let done = match args.command {
        TokenCommand::Add { name, scope, days } => add(&store, name, &scope, days, now).await,
        TokenCommand::List => list(&store, now).await,
        TokenCommand::Revoke { id } => revoke(&store, id, now).await,
    };
    store.close().await;
    run::print(&done?)
}

pub(super) fn refused(_: Error) -> String {
    "the database could not do it for now; nothing was changed, try again".into()
}

pub(super) fn day(at: i64) -> String {
    date::iso(day_in_china(at))
}

async fn add(store: &Store, name: String, scopes: &[Scope], days: u16, now: i64) -> Result<String, String> {
    let token = format!("{PREFIX}{}", sign_in::token());
    let mut names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    names.sort_unstable();
    names.dedup();
    let new = NewToken {
        id: clock::id(),
        name: name.clone(),
        token_hash: token_hash(&token),
        scopes: names.join(" "),
        now,
        expires_at: now + i64::from(days) * DAY,
    };
    let said = format!(
        "id: {}\nname: {name}\nscopes: {}\nlast day: {}\ntoken: {token}\n\
         This is shown once. It goes into a header, Authorization: Bearer …, and nowhere else.",
        new.id,
        new.scopes,
        day(new.expires_at)
    );
    if store.add_token(new).await.map_err(refused)? {
        Ok(said)
    } else {
        Err(format!(
            "there is a token of the name {name} that holds; revoke it first, or take another name"
        ))
    }
}

fn state(row: &TokenRow, now: i64) -> &'static str {
    match row.revoked_at {
        Some(_) => "revoked",
        None if now >= row.expires_at => "ended",
        None => "active",
    }
}

async fn list(store: &Store, now: i64) -> Result<String, String> {
    let rows = store.tokens().await.map_err(refused)?;
    let line = |row: &TokenRow| {
        let used = row
            .used_at
            .map_or_else(|| "never used".to_owned(), |at| format!("used {}", day(at)));
        let until = day(row.expires_at);
        format!(
            "{}\t{}\t{}\tuntil {until}\t{used}\t{}",
            row.id,
            row.name,
            row.scopes,
            state(row, now)
        )
    };
    Ok(if rows.is_empty() {
        "no tokens yet; `portal token add --help` says how to make one".into()
    } else {
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

async fn revoke(store: &Store, id: String, now: i64) -> Result<String, String> {
    if store.revoke_token(id.clone(), now).await.map_err(refused)? {
        Ok(format!("{id} is revoked"))
    } else {
        Err(format!("there is no token {id} that could be revoked"))
    }
}
