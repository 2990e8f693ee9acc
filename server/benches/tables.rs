//! The authority's queue and an employer's table with 100,000 applications: `cargo bench -p server --bench tables`. The rows
//! are written straight into the database; how each page is read is what a person's request does.

use permit::api::case::TableQuery;
use server::store::Store;
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, ConnectOptions as _};
use std::path::Path;
use std::str::FromStr as _;
use std::time::Instant;

const ALL: i64 = 100_000;
/// Of them the employer has every tenth.
const WORKS: &str = "works";
/// How often each page is read; the quickest and the middle one are told.
const TIMES: usize = 21;

const STATES: [&str; 10] = [
    "waiting_for_employer",
    "employer_signed",
    "filed",
    "pre_review",
    "returned_for_correction",
    "accepted",
    "under_review",
    "approved",
    "refused",
    "withdrawn",
];

/// What one page asks for, other than the first.
type Change = fn(&mut TableQuery);

/// A number in no particular order, other for each.
fn mixed(number: i64, salt: u64) -> usize {
    let mut state = (number as u64 ^ (salt << 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state ^= state >> 29;
    (state.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize
}

async fn rows(database: &mut AnyConnection) -> Result<(), sqlx::Error> {
    for sql in [
        "insert into person (id, email_key, email, created_at) values ('p', 'p@example.org', 'p@example.org', 0)",
        "insert into organisation (id, credit_code, name, address, phone, state, why, created_at, updated_at) \
         values ('works', '91350100M000100Y43', 'Example Pumps Co., Ltd.', '', '', 'approved', '', 0, 0)",
        "begin",
    ] {
        sqlx::query(sql).execute(&mut *database).await?;
    }
    for number in 0..ALL {
        let id = format!("{:08x}-{number}", mixed(number, 1));
        let state = STATES[mixed(number, 2) % STATES.len()];
        let acts = match state {
            "waiting_for_employer" | "employer_signed" => "employer",
            "returned_for_correction" => "applicant employer",
            "refused" | "withdrawn" => "nobody",
            "approved" => "applicant",
            _ => "authority",
        };
        let due = match mixed(number, 3) % 8 {
            0 => "none".to_owned(),
            _ => format!(
                "2026-{:02}-{:02}",
                1 + mixed(number, 4) % 12,
                1 + mixed(number, 5) % 28
            ),
        };
        let place = ["110000", "310000", "440300", "350100", "none"][mixed(number, 6) % 5];
        let name = format!("EXAMPLE{} PERSON{}", mixed(number, 7) % 5_000, number);
        sqlx::query(
            "insert into application (id, reference, draft_id, person_id, form_version, rules, judged_on, answers, locale, \
             created_at) values ($1, $1, $1, 'p', 1, '', '', '{}', 'en', 0)",
        )
        .bind(&id)
        .execute(&mut *database)
        .await?;
        sqlx::query(
            "insert into standing (application_id, draft_id, reference, organisation_id, state, category, place, acts, due_on, \
             expires_on, filed_on, updated_at, name) values ($1, $1, $1, $2, $3, $4, $5, $6, $7, $7, \
             case when $3 in ('waiting_for_employer', 'employer_signed') then 'none' else '2026-11-01' end, $8, $9)",
        )
        .bind(&id)
        .bind(if number % 10 == 0 { WORKS } else { "none" })
        .bind(state)
        .bind(["A", "B", "B", "C", "none"][mixed(number, 8) % 5])
        .bind(place)
        .bind(acts)
        .bind(due)
        .bind(1_795_406_400 + mixed(number, 9) as i64 % 10_000_000)
        .bind(name)
        .execute(&mut *database)
        .await?;
    }
    sqlx::query("commit").execute(database).await?;
    Ok(())
}

async fn fill(folder: &Path) -> Result<(), sqlx::Error> {
    let file = folder.join("portal.sqlite");
    let options = AnyConnectOptions::from_str(&format!("sqlite://{}", file.display()))?;
    let mut database = options.connect().await?;
    rows(&mut database).await
}

#[expect(clippy::disallowed_methods, reason = "it is measured here")]
fn now() -> Instant {
    Instant::now()
}

/// A page, in milliseconds: the quickest, the one in the middle, and how many rows there are on all pages.
async fn page(store: &Store, whose: Option<&str>, query: &TableQuery) -> Result<(f64, f64, u64), String> {
    let (mut took, mut total) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let start = now();
        let found = store
            .cases(whose, query)
            .await
            .map_err(|error| error.code().to_owned())?;
        took.push(start.elapsed().as_secs_f64() * 1e3);
        total = found.total;
    }
    took.sort_by(f64::total_cmp);
    Ok((took[0], took[TIMES / 2], total))
}

/// All rows of an employer, as the export reads them: rows a second.
async fn export(store: &Store) -> Result<(usize, f64), String> {
    let (start, mut count, mut last) = (now(), 0, None);
    loop {
        let query = TableQuery::default();
        let rows = store.cases_after(Some(WORKS), &query, last.as_ref()).await;
        let rows = rows.map_err(|error| error.code().to_owned())?;
        count += rows.len();
        last = rows.last().cloned();
        if last.is_none() {
            return Ok((count, count as f64 / start.elapsed().as_secs_f64()));
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let store = Store::open(folder.path()).await?;
    fill(folder.path()).await.map_err(|error| error.to_string())?;
    let with = |change: fn(&mut TableQuery)| {
        let mut query = TableQuery::default();
        change(&mut query);
        query
    };
    server::run::print(&format!(
        "tables with {ALL} applications, {TIMES} times each\n  {:<44} {:>9} {:>9} {:>9}",
        "", "rows", "quickest", "middle"
    ))?;
    let pages: [(&str, Change); 9] = [
        ("first page", |_| {}),
        ("last page", |query| query.page = u32::MAX),
        ("page in the middle", |query| query.page = 1_000),
        ("what waits for the authority", |query| {
            query.acts = "authority".into()
        }),
        ("in review, category A, in Beijing", |query| {
            query.state = "under_review".into();
            query.category = "A".into();
            query.place = "11".into();
        }),
        ("by due date", |query| query.sort = "due".into()),
        ("by name, backwards", |query| query.sort = "-name".into()),
        ("searched: a name that one has", |query| {
            query.search = "person77777".into()
        }),
        ("searched: a name that nobody has", |query| {
            query.search = "nobody".into()
        }),
    ];
    for (whose, table) in [(None, "queue"), (Some(WORKS), "employer")] {
        for (words, change) in pages {
            let (quickest, middle, total) = page(&store, whose, &with(change)).await?;
            let words = format!("{table}, {words}");
            server::run::print(&format!(
                "  {words:<44} {total:>9} {quickest:>6.1} ms {middle:>6.1} ms"
            ))?;
        }
    }
    let (count, a_second) = export(&store).await?;
    server::run::print(&format!(
        "  export of an employer: {count} rows, {a_second:.0} a second"
    ))?;
    store.close().await;
    Ok(())
}
