//! `portal`: `portal --help` is the manual.

use clap::Parser;
use server::clock::Clock;
use server::config::{Cli, Command};
use server::{classify, demo, form_json, openapi, run, staff, systems};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        // The next demonstration there would begin anew.
        Command::Serve(config) if config.data.join(demo::MARK).exists() => Err(format!(
            "{} is a demonstration's folder: name another one in PORTAL_DATA, or run `portal demo`",
            config.data.display()
        )),
        Command::Serve(config) => run::serve(*config).await,
        Command::Classify { file } => {
            return match classify::command(file.as_deref(), Clock::System) {
                Ok(()) => ExitCode::SUCCESS,
                Err(refused) => {
                    run::complain(&refused.words);
                    ExitCode::from(refused.code)
                }
            };
        }
        Command::Staff(args) => staff::command::command(args).await,
        Command::Demo(args) => demo::command(args).await,
        Command::Totp { secret } => demo::code(&secret),
        Command::Token(args) => systems::command::command(args).await,
        Command::Webhook(args) => systems::webhook_command::command(args).await,
        Command::RenderIndex { dist, locale } => run::render_index(&dist, &locale),
        Command::Openapi => run::print(&openapi::json()),
        Command::Form { locale } => run::print(&form_json::form(&locale)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            run::complain(&sentence);
            ExitCode::FAILURE
        }
    }
}
