//! Makes a constant of every text key that the code names, so that a typo does not compile and an unused key warns.
//! Texts that hang on data (`question.…`, `problem.…`) are looked up by id; a test in `permit` asks for those.

use std::{env, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    constants(&["portal.json", "form.json"], "app.", &[""], "keys.rs")?;
    constants(
        &["documents.json"],
        "documents.",
        &["crop.", "page."],
        "documents_keys.rs",
    )
}

/// Constants for the keys of these files that begin with `prefix` and one of these groups, named by what follows the
/// prefix.
fn constants(
    files: &[&str],
    prefix: &str,
    groups: &[&str],
    into: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = serde_json::Map::new();
    for file in files {
        let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?)
            .join("../public/locales/en")
            .join(file);
        println!("cargo::rerun-if-changed={}", source.display());
        let more: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&fs::read_to_string(&source)?)?;
        texts.extend(more);
    }
    let mut out = String::new();
    let is_named = |key: &str| {
        let rest = key.strip_prefix(prefix);
        // A plural form is found by the key beside which it stands.
        let is_form = key.rsplit_once('_').is_some_and(|(base, form)| {
            ["zero", "one", "two", "few", "many"].contains(&form) && texts.contains_key(base)
        });
        !is_form && rest.is_some_and(|rest| groups.iter().any(|group| rest.starts_with(group)))
    };
    for key in texts.keys().filter(|key| is_named(key)) {
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
