//! Makes a constant of every text key that the code names, so that a typo does not compile and an unused key warns.
//! Texts that hang on data (`question.…`, `problem.…`) are looked up by id; a test in `permit` asks for those.

use std::{env, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../public/locales/en/portal.json");
    println!("cargo::rerun-if-changed={}", source.display());
    let texts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(&source)?)?;
    let mut out = String::new();
    for key in texts.keys().filter(|key| key.starts_with("app.")) {
        let name: String = key["app.".len()..]
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
    fs::write(Path::new(&env::var("OUT_DIR")?).join("keys.rs"), out)?;
    Ok(())
}
