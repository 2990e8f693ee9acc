//! Records in this tab's memory: few, so that a list is enough.

/// Records by name.
#[derive(Default)]
pub struct Memory(Vec<(String, String)>);

impl Memory {
    /// The record of a name.
    pub fn get(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.map(|(_, json)| json.clone())
    }

    /// Keeps a record, in place of an earlier one.
    pub fn put(&mut self, name: &str, json: &str) {
        self.remove(name);
        self.0.push((name.into(), json.into()));
    }

    /// Forgets a record.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }

    /// Forgets all but these.
    pub fn clear(&mut self, leave: &[String]) {
        self.0.retain(|(name, _)| leave.contains(name));
    }

    /// The names of all records.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }
}
