//! `portal`: `portal --help` is the manual.

use clap::Parser;
use server::config::{Cli, Command};
use server::{form_json, openapi, run};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(config) => run::serve(*config).await,
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
