//! An organisation's applications, in one table.

use super::{Reader, by};
use crate::clock::day_in_china;
use crate::csv;
use crate::error::Error;
use crate::locales::{for_others, list_text, text};
use crate::state::Portal;
use crate::store::{Person, TABLE_BATCH};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use permit::api::ErrorBody;
use permit::api::case::{CasePage, CaseRow, TableQuery};
use permit::date;
use permit::province;

/// The columns: keys of their names.
const COLUMNS: [&str; 11] = [
    "csv.reference",
    "csv.name",
    "csv.state",
    "csv.acts",
    "csv.due_on",
    "csv.expires_on",
    "csv.expires_what",
    "csv.extend_by",
    "csv.category",
    "csv.place",
    "csv.updated_at",
];

/// An organisation's applications, a page at a time: those that are joined to it.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::EMPLOYER_CASES, params(("id" = String, Path), TableQuery), responses(
    (status = 200, body = CasePage), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_cases(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(query): Query<TableQuery>,
) -> Result<Json<CasePage>, Error> {
    let by = by(&portal, person, id);
    portal.store.role_in(&by).await?;
    Ok(Json(portal.store.cases(Some(&by.organisation), &query).await?))
}

/// All of an organisation's applications that a query finds, as CSV, by date.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::EMPLOYER_CASES_CSV, params(("id" = String, Path), TableQuery, Reader),
    responses((status = 200, content_type = "text/csv"), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn export_cases(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(query): Query<TableQuery>,
    Query(reader): Query<Reader>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let by = by(&portal, person, id);
    portal.store.role_in(&by).await?;
    let export = Export {
        locale: reader.language(&headers),
        organisation: by.organisation,
        portal,
        query,
        next: Next::Header,
    };
    let body = Body::from_stream(stream::try_unfold(export, Export::more));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"applications.csv\"",
        ),
    ];
    Ok((headers, body).into_response())
}

/// What comes next of an export.
enum Next {
    /// The names of the columns.
    Header,
    /// The rows behind this one, or the first.
    Rows(Option<Box<CaseRow>>),
    /// Nothing.
    End,
}

/// An export on its way: no more than a batch of it is in memory.
struct Export {
    portal: Portal,
    organisation: String,
    query: TableQuery,
    locale: &'static str,
    next: Next,
}

/// A connection is cut where the database can't go on: a file that is short must not look whole.
#[derive(Debug, thiserror::Error)]
#[error("the export was cut")]
struct Cut;

impl Export {
    async fn more(mut self) -> Result<Option<(String, Self)>, Cut> {
        let after = match std::mem::replace(&mut self.next, Next::End) {
            Next::End => return Ok(None),
            Next::Header => {
                self.next = Next::Rows(None);
                let names = COLUMNS.map(|key| text(self.locale, key));
                return Ok(Some((format!("{}{}", csv::BEGINNING, csv::line(&names)), self)));
            }
            Next::Rows(after) => after,
        };
        let found = self
            .portal
            .store
            .cases_after(Some(&self.organisation), &self.query, after.as_deref());
        let mut rows = found.await.map_err(|_| Cut)?;
        let lines: String = rows.iter().map(|row| line(self.locale, row)).collect();
        if u32::try_from(rows.len()) == Ok(TABLE_BATCH) {
            self.next = Next::Rows(rows.pop().map(Box::new));
        }
        Ok(Some((lines, self)))
    }
}

/// A row in words.
fn line(locale: &str, row: &CaseRow) -> String {
    let actors = row.acts.split_whitespace();
    let acts: Vec<String> = actors
        .map(|name| text(locale, &for_others(&format!("actor.{name}"))))
        .collect();
    csv::line(&[
        row.reference.clone(),
        row.name.clone(),
        text(locale, &for_others(&format!("state.{}", row.state))),
        list_text(locale, &acts),
        row.due_on.clone(),
        row.expires_on.clone(),
        match row.expires_what.as_str() {
            "" => String::new(),
            what => text(locale, &format!("csv.runs_out.{what}")),
        },
        row.extend_by.clone(),
        row.category.clone(),
        place(locale, &row.place),
        moment(row.updated_at),
    ])
}

/// The province's name, with the digits of a place within it.
fn place(locale: &str, digits: &str) -> String {
    let province = digits.get(..2).map(|first| format!("{first}0000"));
    let Some(province) = province.filter(|code| province::CODES.contains(&code.as_str())) else {
        return digits.into();
    };
    let name = text(locale, &format!("province.{province}"));
    if province == digits {
        name
    } else {
        format!("{name} {digits}")
    }
}

/// A moment in China, as spreadsheets read it.
fn moment(seconds: i64) -> String {
    let of_day = (seconds + 8 * 3_600).rem_euclid(86_400);
    let (hours, minutes) = (of_day / 3_600, of_day % 3_600 / 60);
    format!("{} {hours:02}:{minutes:02}", date::iso(day_in_china(seconds)))
}
