//! The histories of a period, read a few hundred at a time: so a year of a large place does not lie in memory.

use super::standing::NONE;
use super::table::Filter;
use super::{Store, case};
use crate::error::Error;
use permit::api::statistics::Statistics;
use permit::classify::Category;
use permit::date;
use permit::lifecycle::statistics::{Period, Tally};
use permit::lifecycle::{Case, Terms};
use sqlx::{AssertSqlSafe, Row};

/// How many histories are read at once.
const BATCH: usize = 400;

/// What the limits of an application depend on.
struct Of {
    id: String,
    category: Option<Category>,
    place: String,
    judged_on: String,
}

impl Store {
    /// What the events of a period say together, of all places or of one: the first digits of GB/T 2260.
    ///
    /// # Errors
    /// What the database says.
    pub async fn statistics(&self, period: Period, place: &str) -> Result<Statistics, Error> {
        let mut filter = Filter::default();
        filter.and(&format!("s.filed_on <> '{NONE}'"));
        filter.place(place);
        let at = filter.values.len();
        filter.and(&format!(
            "a.id in (select application_id from event where at >= ${} and at < ${})",
            at + 1,
            at + 2
        ));
        let sql = format!(
            "select a.id, s.category, s.place, a.judged_on from application a \
             join standing s on s.application_id = a.id{}",
            filter.sql
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in &filter.values {
            query = query.bind(value.clone());
        }
        let (from, until) = period.seconds();
        let mut connection = self.reads.acquire().await?;
        let rows = query.bind(from).bind(until).fetch_all(&mut *connection).await?;
        let all = rows.iter().map(|row| {
            let category: String = row.try_get(1)?;
            Ok(Of {
                id: row.try_get(0)?,
                category: Category::ALL.into_iter().find(|one| one.letter() == category),
                place: row.try_get(2)?,
                judged_on: row.try_get(3)?,
            })
        });
        let all = all.collect::<Result<Vec<_>, Error>>()?;
        let mut tally = Tally::new(period);
        for some in all.chunks(BATCH) {
            let ids: Vec<&str> = some.iter().map(|one| one.id.as_str()).collect();
            let mut histories = case::histories(&mut connection, &ids).await?;
            for one in some {
                let records = histories.remove(&one.id).unwrap_or_default();
                let terms = Terms {
                    place: (one.place != NONE).then_some(one.place.as_str()),
                    on: date::parse(&one.judged_on).unwrap_or_default(),
                    category: one.category,
                };
                tally.take(&Case::new(one.category, records), &terms);
            }
        }
        Ok(tally.done())
    }
}
