//! The employers that the authority asks for, a page at a time.

use super::found::PER_PAGE;
use super::registration::view;
use crate::error::Error;
use crate::store::Store;
use crate::store::paging::{Paging, anywhere};
use permit::api::organisation::OrganisationPage;
use permit::check::fold;
use sqlx::{AssertSqlSafe, Row};

/// The most words of a search that count.
const WORDS: usize = 5;

/// Which employers are asked for.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// Only those in this state; all where it is empty.
    pub state: String,
    /// Only those whose name or credit code has all of these words.
    pub search: String,
    /// The page, from 1; one behind the last is the last one.
    pub page: u32,
}

/// The conditions, and the values of their placeholders from `$1` on. All words of the SQL are this file's; what was typed is
/// bound.
fn conditions(listed: &Listed) -> (String, Vec<String>) {
    let mut all = Vec::new();
    let mut values = Vec::new();
    if !listed.state.is_empty() {
        values.push(listed.state.clone());
        all.push("state = $1".to_owned());
    }
    for word in listed.search.split_whitespace().take(WORDS) {
        let first = values.len() + 1;
        // SQLite's `lower` knows the letters of English alone: others are found as they were typed, too.
        let ways = [word.to_lowercase(), word.to_owned(), fold::code(word)];
        values.extend(ways.map(|way| anywhere(&way)));
        all.push(format!(
            "(lower(name) like ${first} escape '\\' or name like ${} escape '\\' or credit_code like ${} escape '\\')",
            first + 1,
            first + 2
        ));
    }
    if all.is_empty() {
        all.push("1 = 1".into());
    }
    (all.join(" and "), values)
}

impl Store {
    /// A page of the employers: those that wait first, and of these who waits longest.
    ///
    /// # Errors
    /// What the database says.
    pub async fn employers(&self, listed: &Listed) -> Result<OrganisationPage, Error> {
        let mut connection = self.reads.acquire().await?;
        let (condition, values) = conditions(listed);
        let sql = format!("select count(*) from organisation where {condition}");
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in &values {
            query = query.bind(value.clone());
        }
        let total: i64 = query.fetch_one(&mut *connection).await?.try_get(0)?;
        let paging = Paging::of(total, PER_PAGE, listed.page);
        let place = values.len() + 1;
        let sql = format!(
            "select id from organisation where {condition} \
             order by case when state = 'pending' then 0 else 1 end, updated_at, id limit ${place} offset ${}",
            place + 1
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value);
        }
        let found = query
            .bind(paging.size)
            .bind(paging.offset)
            .fetch_all(&mut *connection)
            .await?;
        let mut rows = Vec::new();
        for row in found {
            let id: String = row.try_get(0)?;
            rows.push(view(&mut connection, &id, None).await?);
        }
        Ok(OrganisationPage {
            rows,
            page: paging.page,
            pages: paging.pages,
            total: paging.total,
        })
    }
}
