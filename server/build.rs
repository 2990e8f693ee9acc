//! Embeds every language file, so that a new language is one file and nothing else.

use std::{env, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?)
        .join("../public/locales")
        .canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=migrations");
    let mut out =
        String::from("/// Each language's tag and its messages.\npub const FILES: &[(&str, &str)] = &[\n");
    let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let path = file.path();
        if let (Some("json"), Some(tag)) = (path.extension().and_then(|e| e.to_str()), path.file_stem()) {
            out.push_str(&format!(
                "    ({:?}, include_str!({:?})),\n",
                tag.to_string_lossy(),
                path
            ));
        }
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("locales.rs"), out)?;
    Ok(())
}
