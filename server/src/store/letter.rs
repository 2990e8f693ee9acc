//! Notification Letters: their numbers, and whether one that somebody shows is of ours.

use super::Store;
use super::case::{self, Held};
use crate::clock::{self, day_in_china, hex};
use crate::error::Error;
use crate::package::verify::shown;
use permit::api::IssuedLetter;
use permit::api::case::VerifiedLetter;
use permit::date;
use permit::lifecycle::record::Letter;
use permit::lifecycle::{Action, Case, Denied, Detail, State, validity};
use permit::reference;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};

/// The code on a letter: it can't be made without the application's id, which the letter does not name.
#[must_use]
pub fn code(application: &str, letter: &Letter) -> String {
    let mut hash = Sha256::new();
    for part in [
        "letter",
        application,
        &letter.number,
        &letter.permit,
        &date::iso(letter.valid_until),
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    shown(&hex(&hash.finalize())).to_owned()
}

/// The number of a person's work permit: one for life. No official pattern was seen (domain.md 6.2): the place, the year
/// and seven digits.
async fn permit_number(connection: &mut AnyConnection, held: &Held, now: i64) -> Result<String, Error> {
    let known = sqlx::query("select number from work_permit where person_id = $1")
        .bind(&held.person)
        .fetch_optional(&mut *connection)
        .await?;
    if let Some(row) = known {
        return Ok(row.try_get(0)?);
    }
    let place = match held.place() {
        place if place.is_empty() => "000000".to_owned(),
        place => place,
    };
    let year = date::iso(day_in_china(now)).get(2..4).unwrap_or("00").to_owned();
    for _ in 0..8 {
        let number = format!(
            "{place}{year}{:07}",
            u32::from_be_bytes(clock::random()) % 10_000_000
        );
        let kept = sqlx::query(
            "insert into work_permit (person_id, number, issued_at) values ($1, $2, $3) on conflict do nothing",
        )
        .bind(&held.person)
        .bind(&number)
        .bind(now)
        .execute(&mut *connection)
        .await?;
        if kept.rows_affected() == 1 {
            return Ok(number);
        }
    }
    Err(Error::Unavailable)
}

async fn letter_number(connection: &mut AnyConnection) -> Result<String, Error> {
    for _ in 0..8 {
        let number = reference::from_random(clock::random()).replacen("WP", "NL", 1);
        let taken = sqlx::query("select 1 from letter where number = $1")
            .bind(&number)
            .fetch_optional(&mut *connection)
            .await?;
        if taken.is_none() {
            return Ok(number);
        }
    }
    Err(Error::Unavailable)
}

/// For how many months the permit is granted: as the wish says, within what the category and the contract allow; where it says
/// nothing, as was applied for.
fn months(held: &Held, wished: u32, now: i64) -> Result<u32, Error> {
    let Some(category) = held.case.approved() else {
        // Denied in a moment, and with the better reason.
        return Ok(wished.max(1));
    };
    let (longest, usual) = validity::by_answers(&held.counts, category, day_in_china(now));
    if wished > longest {
        return Err(Error::Denied(Denied::MonthsTooMany));
    }
    Ok(if wished == 0 { usual } else { wished })
}

/// The action with the numbers that the portal gives, whatever the wish says: two letters never have the same; and with the
/// names that stand in the letter from now on.
pub(super) async fn numbered(
    connection: &mut AnyConnection,
    held: &Held,
    action: Action,
    authority: &str,
    now: i64,
) -> Result<Action, Error> {
    let (valid_until, wished) = match &action {
        Action::IssueLetter(letter) | Action::ReplaceLetter(letter) => (letter.valid_until, letter.months),
        _ => return Ok(action),
    };
    let months = months(held, wished, now)?;
    let letter = Letter {
        number: letter_number(connection).await?,
        permit: permit_number(connection, held, now).await?,
        valid_until,
        months,
        employer: held.employer_name(),
        authority: authority.to_owned(),
    };
    Ok(match action {
        Action::ReplaceLetter(_) => Action::ReplaceLetter(letter),
        _ => Action::IssueLetter(letter),
    })
}

/// Where the newest line is a letter, keeps its number for who checks it.
pub(super) async fn keep(connection: &mut AnyConnection, held: &Held) -> Result<(), Error> {
    let newest = held.case.records().last().map(|record| &record.detail);
    let Some(Detail::Letter(letter)) = newest else {
        return Ok(());
    };
    sqlx::query("insert into letter (number, application_id) values ($1, $2)")
        .bind(&letter.number)
        .bind(&held.id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The letter that the applicant has: this authority's with its code, or what the employer recorded of the official system's,
/// which has none.
pub(super) fn told(application: &str, case: &Case) -> Option<IssuedLetter> {
    let permit_until = case.permit_end().map_or_else(String::new, date::iso);
    if let Some(grant) = case.grant() {
        return Some(IssuedLetter {
            number: grant.letter.clone(),
            permit: String::new(),
            valid_until: date::iso(grant.valid_until),
            code: String::new(),
            permit_until,
        });
    }
    let letter = case.letter()?;
    Some(IssuedLetter {
        number: letter.number.clone(),
        permit: letter.permit.clone(),
        valid_until: date::iso(letter.valid_until),
        code: code(application, letter),
        permit_until,
    })
}

/// How a letter of this case stands on a day.
pub(super) fn state(held: &Held, letter: &Letter, now: i64) -> &'static str {
    let case = &held.case;
    if case.letter().is_some_and(|newest| newest.number != letter.number) {
        "replaced"
    } else if case.state() != Some(State::Approved) {
        if case.state() == Some(State::Expired) {
            "expired"
        } else {
            "cancelled"
        }
    } else if super::standing::letter_is_used(case) {
        "used"
    } else if day_in_china(now) > letter.valid_until {
        "expired"
    } else {
        "valid"
    }
}

/// The applications to which a number can lead: a letter's to its own, a work permit's to those of its person that have
/// letters.
async fn applications(connection: &mut AnyConnection, number: &str) -> Result<Vec<String>, Error> {
    let rows = sqlx::query(
        "select application_id from letter where number = $1 union \
         select l.application_id from work_permit w join application a on a.person_id = w.person_id \
         join letter l on l.application_id = a.id where w.number = $2",
    )
    .bind(number)
    .bind(number)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// How the letter of this number stands, or the one that names the work permit of this number; `None` where the code is of
/// neither.
fn verified(held: &Held, number: &str, given: &str, now: i64) -> Option<VerifiedLetter> {
    let letters = held
        .case
        .records()
        .iter()
        .rev()
        .filter_map(|record| match &record.detail {
            Detail::Letter(letter) => Some(letter),
            _ => None,
        });
    let mut matching = letters.filter(|letter| letter.number == number || letter.permit == number);
    let shown = matching.find(|letter| code(&held.id, letter) == given)?;
    let is_of_permit = shown.number != number;
    // A letter that was replaced says so; the permit goes on with the newest one.
    let letter = match held.case.letter() {
        Some(newest) if is_of_permit => newest,
        _ => shown,
    };
    let ended = held.case.permit_end().is_some_and(|end| end < day_in_china(now));
    let state = match state(held, letter, now) {
        "used" if is_of_permit && ended => "expired",
        state => state,
    };
    Some(VerifiedLetter {
        state: state.into(),
        valid_until: date::iso(letter.valid_until),
    })
}

impl Store {
    /// Whether a letter of this number, or of the work permit of this number, has this code, and whether it holds. A permit
    /// stands as its newest letter does, until the last day that was recorded of it has passed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn verify_letter(&self, number: &str, given: &str, now: i64) -> Result<VerifiedLetter, Error> {
        let unknown = VerifiedLetter {
            state: "unknown".into(),
            valid_until: String::new(),
        };
        let mut connection = self.reads.acquire().await?;
        for application in applications(&mut connection, number).await? {
            let held = case::held(&mut connection, &application).await?;
            if let Some(found) = verified(&held, number, given, now) {
                return Ok(found);
            }
        }
        Ok(unknown)
    }
}
