//! Whether anybody has left something here.

use super::Store;
use crate::error::Error;

impl Store {
    /// Whether there is nobody and nothing: no person, no draft, no account, no employer.
    ///
    /// # Errors
    /// What the database says.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        for table in [
            "select 1 from person limit 1",
            "select 1 from draft limit 1",
            "select 1 from staff limit 1",
            "select 1 from organisation limit 1",
        ] {
            if sqlx::query(table).fetch_optional(&self.reads).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
