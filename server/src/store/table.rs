//! Tables of applications: the authority's queue, and an employer's own. Filter, order and page over `standing`, whose
//! indexes are made for it.

use super::Store;
use super::organisation;
use super::paging::{Paging, anywhere};
use super::standing::NONE;
use crate::error::Error;
use permit::api::case::{CasePage, CaseRow, TableQuery};
use permit::lifecycle::State;
use permit::reference;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// How many rows stand on a page.
pub const PER_PAGE: u32 = 50;
/// How many rows of an export are read at a time.
pub const BATCH: u32 = 1_000;
/// The most words of a search that count.
const WORDS: usize = 5;

/// What `acts` says where somebody must act, alone or with another one.
const WHO: [(&str, &[&str]); 3] = [
    (
        "applicant",
        &["applicant", "applicant employer", "employer applicant"],
    ),
    (
        "employer",
        &["employer", "applicant employer", "employer applicant"],
    ),
    ("authority", &["authority"]),
];

/// Conditions, with the values of their placeholders. All words of the SQL are this file's; what people typed is bound.
#[derive(Default)]
pub(super) struct Filter {
    /// ` where …`; empty of no condition.
    pub sql: String,
    pub values: Vec<String>,
}

impl Filter {
    /// The place of a value.
    fn bind(&mut self, value: &str) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Adds a condition.
    pub fn and(&mut self, condition: &str) {
        self.sql
            .push_str(if self.sql.is_empty() { " where " } else { " and " });
        self.sql.push_str(condition);
    }

    /// A column has one of these values: none of them, and nothing is found.
    fn one_of(&mut self, column: &str, wanted: &[&str]) {
        if wanted.is_empty() {
            return self.and("1 = 0");
        }
        let places: Vec<String> = wanted.iter().map(|value| self.bind(value)).collect();
        self.and(&format!("{column} in ({})", places.join(", ")));
    }

    /// What is asked for: of an organisation, or of all.
    fn of(organisation: Option<&str>, query: &TableQuery) -> Self {
        let mut filter = Self::default();
        match organisation {
            Some(organisation) => filter.one_of("organisation_id", &[organisation]),
            // What was not filed is not the authority's to see.
            None => filter.and(&format!("filed_on <> '{NONE}'")),
        }
        if !query.state.is_empty() {
            let named: Vec<&str> = query.state.split(',').map(str::trim).collect();
            let known = State::ALL.map(State::name);
            let wanted: Vec<&str> = known.into_iter().filter(|name| named.contains(name)).collect();
            filter.one_of("state", &wanted);
        }
        if !query.acts.is_empty() {
            let wanted = WHO.iter().find(|(name, _)| *name == query.acts);
            filter.one_of("acts", wanted.map_or(&[], |(_, values)| values));
        }
        match query.category.as_str() {
            "" => {}
            "-" => filter.one_of("category", &[NONE]),
            letter => filter.one_of("category", &[letter]),
        }
        filter.place(&query.place);
        filter.search(&query.search);
        filter
    }

    /// A place by its first digits; the zeros at the end of a province's or a city's code stand for all of it.
    pub fn place(&mut self, place: &str) {
        let mut place = place.trim();
        while let Some(shorter) = place.strip_suffix("00") {
            place = shorter;
        }
        if place.is_empty() {
            return;
        }
        if !place.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.and("1 = 0");
        }
        // Behind the nine comes the colon.
        let (from, to) = (self.bind(place), self.bind(&format!("{place}:")));
        self.and(&format!("place >= {from} and place < {to}"));
    }

    /// A reference, or words of a name.
    fn search(&mut self, typed: &str) {
        if let Some(reference) = reference::read(typed) {
            return self.one_of("reference", &[&reference]);
        }
        for word in typed.to_uppercase().split_whitespace().take(WORDS) {
            let place = self.bind(&anywhere(word));
            self.and(&format!("name like {place} escape '\\'"));
        }
    }
}

/// How a table is ordered: its columns, and whether backwards.
type Order = (&'static [&'static str], bool);
/// By due date; those without one come last.
const BY_DUE: &[&str] = &["due_on", "application_id"];
/// Category A first, those of which the preview names none last.
const BY_CATEGORY: &[&str] = &["category", "due_on", "application_id"];

/// The order that was asked for; without a wish the authority's queue is by category, an employer's table by due date.
fn order(sort: &str, organisation: Option<&str>) -> Order {
    let (name, backwards) = match sort.strip_prefix('-') {
        Some(name) => (name, true),
        None => (sort, false),
    };
    let columns: &[&str] = match name {
        "category" => BY_CATEGORY,
        "updated" => &["updated_at", "application_id"],
        "name" => &["name", "application_id"],
        "state" => &["state", "application_id"],
        "expires" => &["expires_on", "application_id"],
        "" if organisation.is_none() => BY_CATEGORY,
        _ => BY_DUE,
    };
    (columns, backwards)
}

fn row(row: &AnyRow) -> Result<CaseRow, Error> {
    let known = |place: usize| -> Result<String, Error> {
        let text: String = row.try_get(place)?;
        Ok(if text == NONE { String::new() } else { text })
    };
    let acts: String = row.try_get(7)?;
    Ok(CaseRow {
        id: row.try_get(0)?,
        reference: row.try_get(1)?,
        name: row.try_get(2)?,
        organisation: row.try_get::<Option<String>, _>(3)?.unwrap_or_default(),
        state: row.try_get(4)?,
        category: known(5)?,
        place: known(6)?,
        acts: if acts == super::standing::NOBODY {
            String::new()
        } else {
            acts
        },
        due_on: known(8)?,
        expires_on: known(9)?,
        updated_at: row.try_get(10)?,
        expires_what: row.try_get(11)?,
        extend_by: known(12)?,
    })
}

/// The columns with a word before and one behind each.
fn ordered((columns, backwards): Order, table: &str) -> String {
    let direction = if backwards { " desc" } else { "" };
    let column = |name: &&str| format!("{table}{name}{direction}");
    columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

/// The statement behind a page: its last two placeholders are how many rows, and behind how many.
fn page_sql(filter: &Filter, order: Order) -> String {
    let place = filter.values.len();
    format!(
        "select s.application_id, s.reference, s.name, o.name, s.state, s.category, s.place, s.acts, s.due_on, \
         s.expires_on, s.updated_at, s.expires_what, s.extend_by from (select * from standing{} order by {} limit ${} offset ${}) s \
         left join invitation k on k.draft_id = s.draft_id and k.kept = 1 \
         left join organisation o on o.id = coalesce(k.organisation_id, s.organisation_id) order by {}",
        filter.sql,
        ordered(order, ""),
        place + 1,
        place + 2,
        ordered(order, "s.")
    )
}

/// Some rows in an order: only these are looked up in other tables.
async fn rows(
    connection: &mut AnyConnection,
    filter: &Filter,
    order: Order,
    (limit, offset): (i64, i64),
) -> Result<Vec<CaseRow>, Error> {
    let sql = page_sql(filter, order);
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in &filter.values {
        query = query.bind(value.clone());
    }
    let found = query.bind(limit).bind(offset).fetch_all(connection).await?;
    found.iter().map(row).collect()
}

async fn count(connection: &mut AnyConnection, filter: &Filter) -> Result<i64, Error> {
    let sql = format!("select count(*) from standing{}", filter.sql);
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in &filter.values {
        query = query.bind(value.clone());
    }
    Ok(query.fetch_one(connection).await?.try_get(0)?)
}

impl Store {
    /// A page of applications: of the employer's that is named, or of all. A page behind the last one is the last one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cases(&self, organisation: Option<&str>, query: &TableQuery) -> Result<CasePage, Error> {
        let filter = Filter::of(organisation, query);
        let mut connection = self.reads.acquire().await?;
        let total = count(&mut connection, &filter).await?;
        let paging = Paging::of(total, PER_PAGE, query.page);
        let offset = paging.offset;
        let length = paging.size.min(total - offset);
        let (columns, backwards) = order(&query.sort, organisation);
        // The second half is read from its end: the last page costs no more than the first.
        let after = total - offset - length;
        let rows = if after < offset {
            let place = (length, after);
            let mut rows = rows(&mut connection, &filter, (columns, !backwards), place).await?;
            rows.reverse();
            rows
        } else {
            rows(&mut connection, &filter, (columns, backwards), (length, offset)).await?
        };
        let preparing = match organisation {
            Some(one) => organisation::preparing(&mut connection, one).await?,
            None => 0,
        };
        Ok(CasePage {
            rows,
            page: paging.page,
            pages: paging.pages,
            total: paging.total,
            preparing: u64::try_from(preparing).unwrap_or(0),
        })
    }

    /// The next rows of an export, by date and id, behind a row: so many as [`BATCH`], or the last ones.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cases_after(
        &self,
        organisation: Option<&str>,
        query: &TableQuery,
        after: Option<&CaseRow>,
    ) -> Result<Vec<CaseRow>, Error> {
        let mut filter = Filter::of(organisation, query);
        if let Some(row) = after {
            let due_on = if row.due_on.is_empty() { NONE } else { &row.due_on };
            let (due, same, id) = (filter.bind(due_on), filter.bind(due_on), filter.bind(&row.id));
            filter.and(&format!(
                "(due_on > {due} or (due_on = {same} and application_id > {id}))"
            ));
        }
        let mut connection = self.reads.acquire().await?;
        rows(&mut connection, &filter, (BY_DUE, false), (i64::from(BATCH), 0)).await
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, order, page_sql};
    use crate::store::Store;
    use permit::api::case::TableQuery;
    use sqlx::{AssertSqlSafe, Row};

    /// How the database would go about a page.
    async fn plan(store: &Store, organisation: Option<&str>, query: &TableQuery) -> Vec<String> {
        let filter = Filter::of(organisation, query);
        let sql = page_sql(&filter, order(&query.sort, organisation));
        let explained = format!("explain query plan {sql}");
        let mut statement = sqlx::query(AssertSqlSafe(explained));
        for value in &filter.values {
            statement = statement.bind(value.clone());
        }
        let rows = statement
            .bind(50_i64)
            .bind(0_i64)
            .fetch_all(&store.reads)
            .await
            .unwrap();
        rows.iter().map(|row| row.try_get(3).unwrap()).collect()
    }

    #[tokio::test]
    async fn a_page_is_one_look_into_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let query = |acts: &str, state: &str, sort: &str| TableQuery {
            acts: acts.into(),
            state: state.into(),
            sort: sort.into(),
            ..TableQuery::default()
        };
        for (organisation, query) in [
            (None, query("", "", "")),
            (None, query("", "", "-category")),
            (None, query("authority", "", "")),
            (None, query("", "filed", "")),
            (None, query("", "", "due")),
            (None, query("", "", "-due")),
            (None, query("", "", "updated")),
            (None, query("", "", "expires")),
            (None, query("", "", "state")),
            (None, query("", "", "-name")),
            (Some("works"), query("", "", "")),
            (Some("works"), query("", "", "-updated")),
        ] {
            let plan = plan(&store, organisation, &query).await;
            let reads = plan
                .iter()
                .find(|step| step.contains(" standing"))
                .expect("the table is read");
            assert!(reads.contains("USING INDEX"), "{query:?}: {plan:?}");
            // The fifty rows that were read may be put in order once more; all that there are, never.
            let read = plan
                .iter()
                .position(|step| step == "SCAN s")
                .expect("the page is read");
            let sorted = plan.iter().position(|step| step.contains("TEMP B-TREE"));
            assert!(sorted.is_none_or(|sorted| sorted > read), "{query:?}: {plan:?}");
        }
        store.close().await;
    }
}
