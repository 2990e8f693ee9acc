//! Embeds every language, so that a new one is a folder of messages and nothing else.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?)
        .join("../public/locales")
        .canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=migrations");
    let mut out = String::from(
        "/// Each language's tag and its files of messages.\npub const FILES: &[(&str, &[&str])] = &[\n",
    );
    for language in sorted(&folder)? {
        let tag = language.file_name().unwrap_or_default().to_string_lossy();
        out.push_str(&format!("    ({tag:?}, &["));
        // The glossary is for translators and the tests.
        let is_text = |file: &PathBuf| file.file_name().is_some_and(|name| name != "glossary.json");
        for file in sorted(&language)?.into_iter().filter(is_text) {
            out.push_str(&format!("include_str!({file:?}), "));
        }
        out.push_str("]),\n");
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("locales.rs"), out)?;
    Ok(())
}

fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
