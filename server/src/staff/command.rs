//! `portal staff`: accounts are made, listed and disabled on the command line, while the portal serves or not.

use super::{password, totp};
use crate::clock::{self, Clock};
use crate::error::Error;
use crate::run;
use crate::store::{NewStaff, Store};
use clap::{Args, Subcommand};
use permit::api::staff::StaffRole;
use permit::check::email::email;
use std::io::Read as _;
use std::path::PathBuf;

/// The name under which an authenticator lists the portal.
const ISSUER: &str = "Work Permit Portal";

/// Accounts of the staff.
#[derive(Debug, Args)]
pub struct StaffArgs {
    /// Folder of the database, the one that the portal serves from; made when missing
    #[arg(long, env = "PORTAL_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: StaffCommand,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Make an account, or enable a disabled one; prints its new password and authenticator's secret, once
    Add {
        /// The name, as colleagues read it
        #[arg(long)]
        name: String,
        /// The address to sign in with
        #[arg(long)]
        email: String,
        /// helpdesk, officer or supervisor
        #[arg(long, value_parser = role)]
        role: StaffRole,
        /// Take the password from the first line of standard input instead of making one
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the accounts: address, role, since when, whether disabled, name
    List,
    /// Disable an account, and sign it out everywhere
    Disable {
        /// Its address
        #[arg(long)]
        email: String,
    },
}

fn role(name: &str) -> Result<StaffRole, String> {
    StaffRole::named(name).ok_or_else(|| "it is helpdesk, officer or supervisor".to_owned())
}

/// Does what was asked.
///
/// # Errors
/// A sentence for the operator.
pub async fn command(args: StaffArgs) -> Result<(), String> {
    run::make_data_folder(&args.data)?;
    let store = Store::open(&args.data).await?;
    let now = Clock::System.now();
    let done = match args.command {
        StaffCommand::Add {
            name,
            email,
            role,
            password_stdin,
        } => add(&store, &name, &email, role, password_stdin, now).await,
        StaffCommand::List => list(&store).await,
        StaffCommand::Disable { email } => disable(&store, &email, now).await,
    };
    store.close().await;
    run::print(&done?)
}

fn key(address: &str) -> Result<String, String> {
    let tidy = email(address).map_err(|_| format!("{address} is not an e-mail address"))?;
    Ok(tidy.to_lowercase())
}

fn refused(_: Error) -> String {
    "the database could not do it for now; nothing was changed, try again".into()
}

/// The first line of standard input.
fn typed_password() -> Result<String, String> {
    let mut typed = String::new();
    let input = std::io::stdin().take(4_096).read_to_string(&mut typed);
    input.map_err(|error| format!("the password can't be read from standard input: {error}"))?;
    let password = typed.lines().next().unwrap_or("");
    if (password::SHORTEST..=password::LONGEST).contains(&password.chars().count()) {
        Ok(password.to_owned())
    } else {
        Err(format!(
            "the password must have {} to {} characters",
            password::SHORTEST,
            password::LONGEST
        ))
    }
}

async fn add(
    store: &Store,
    name: &str,
    address: &str,
    role: StaffRole,
    password_stdin: bool,
    now: i64,
) -> Result<String, String> {
    let (email_key, name) = (key(address)?, name.trim());
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err("the name must have 1 to 200 characters".into());
    }
    let (password, is_new) = if password_stdin {
        (typed_password()?, false)
    } else {
        (password::generate(), true)
    };
    let totp_secret = totp::base32(&clock::random::<20>());
    let new = NewStaff {
        name: name.into(),
        email_key: email_key.clone(),
        role,
        password_hash: password::hash(password.clone()).await.map_err(refused)?,
        totp_secret: totp_secret.clone(),
        now,
    };
    if !store.add_staff(new).await.map_err(refused)? {
        return Err(format!(
            "there is an account with the address {email_key} already"
        ));
    }
    let mut said = format!("address: {email_key}\nrole: {}\n", role.name());
    if is_new {
        said.push_str(&format!("password: {password}\n"));
    }
    let uri = totp::uri(ISSUER, &email_key, &totp_secret);
    said.push_str(&format!(
        "authenticator secret: {totp_secret}\nauthenticator address: {uri}\n\
         This is shown once. Hand it over in person or by a channel that you trust, and keep no copy."
    ));
    Ok(said)
}

async fn list(store: &Store) -> Result<String, String> {
    let accounts = store.staff_accounts().await.map_err(refused)?;
    let lines: Vec<String> = accounts
        .iter()
        .map(|account| {
            let state = if account.disabled_at.is_some() {
                "disabled"
            } else {
                "active"
            };
            let since = permit::date::iso(clock::day_in_china(account.created_at));
            format!(
                "{}\t{}\t{since}\t{state}\t{}",
                account.email_key, account.role, account.name
            )
        })
        .collect();
    Ok(if lines.is_empty() {
        "no accounts yet; `portal staff add --help` says how to make one".into()
    } else {
        lines.join("\n")
    })
}

async fn disable(store: &Store, address: &str, now: i64) -> Result<String, String> {
    let email_key = key(address)?;
    if store
        .disable_staff(email_key.clone(), now)
        .await
        .map_err(refused)?
    {
        Ok(format!("{email_key} is disabled and signed out"))
    } else {
        Err(format!("there is no active account with the address {email_key}"))
    }
}
