//! Where the rules were read, as readers know it: a rule file names its sources by keys of our own.

use std::collections::BTreeMap;

/// The file with the addresses of the sources, beside the rule files.
pub const FILE: &str = "sources.toml";

/// The addresses by the keys.
pub type Sources = BTreeMap<String, String>;

/// The addresses of what a `source` names. Remarks stand in brackets, and after a semicolon what speaks against it.
pub fn seen_in(source: &str, sources: &Sources) -> Result<String, String> {
    let mut seen: Vec<&str> = Vec::new();
    for item in source.split(';').next().unwrap_or_default().split(',') {
        let item = item.split('(').next().unwrap_or_default().trim();
        let address = match sources.get(item) {
            Some(address) => address.as_str(),
            // An address itself, perhaps with its day.
            None => item
                .split(' ')
                .next()
                .filter(|word| word.contains('.'))
                .ok_or_else(|| format!("policy/{FILE}: there is no source {item}"))?,
        };
        if !address.is_empty() && !seen.contains(&address) {
            seen.push(address);
        }
    }
    Ok(seen.join(", "))
}
