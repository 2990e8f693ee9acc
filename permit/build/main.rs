//! Turns the rule files of `policy/` into tables that the program carries, and stops the build where one is wrong: a gap
//! in a bracket table, an id twice, a figure without a source, a rule without its text in a language.

mod check;
mod file;
mod papers;
#[path = "../src/document/words.rs"]
mod situations;
mod sources;
#[expect(dead_code, reason = "the rules know only some of the words")]
#[path = "../src/profile/words.rs"]
mod words;
mod write;
mod write_papers;

use sources::Sources;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let here = env::var("CARGO_MANIFEST_DIR")?;
    let folder = Path::new(&here).join("policy");
    let locales = Path::new(&here).join("../public/locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut paths: Vec<_> = fs::read_dir(&folder)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    let sources: Sources = toml::from_str(&fs::read_to_string(folder.join(sources::FILE))?)
        .map_err(|error| format!("policy/{}: {error}", sources::FILE))?;
    paths.retain(|path| !path.ends_with(sources::FILE));
    let mut files = Vec::new();
    for path in &paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(path)?;
        let rules = toml::from_str(&text).map_err(|error| format!("policy/{name}: {error}"))?;
        files.push((name, rules));
    }
    check::all(&files, &check::texts(&locales)?)?;
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("policy.rs"),
        write::tables(&files, &sources)?,
    )?;
    Ok(())
}
