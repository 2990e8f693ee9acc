//! Makes a constant of every text key that the code names, so that a typo does not compile and an unused key warns.
//! Texts that hang on data (`question.…`, `problem.…`) are looked up by id; a test in `permit` asks for those.

use std::{env, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    constants("portal.json", "app.", "", "keys.rs")?;
    constants("documents.json", "documents.", "crop.", "documents_keys.rs")
}

/// Constants for the keys of a file that begin with `prefix` and `group`, named by what follows the prefix.
fn constants(file: &str, prefix: &str, group: &str, into: &str) -> Result<(), Box<dyn std::error::Error>> {
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?)
        .join("../public/locales/en")
        .join(file);
    println!("cargo::rerun-if-changed={}", source.display());
    let texts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(&source)?)?;
    let mut out = String::new();
    let wanted = format!("{prefix}{group}");
    for key in texts.keys().filter(|key| key.starts_with(&wanted)) {
        let name: String = key[prefix.len()..]
            .chars()
            .map(|c| {
                if c.is_alphanumeric() {
                    c.to_ascii_uppercase()
                } else {
                    '_'
                }
            })
            .collect();
        out.push_str(&format!("pub const {name}: &str = {key:?};\n"));
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join(into), out)?;
    Ok(())
}
