//! Whether answers can go on: judged on a day, with every file there, and with nothing of the employer's where an applicant
//! must be reached themselves. The same for who sends the first time, who answers a list of corrections, and the employer.

use super::{file, organisation};
use crate::error::Error;
use permit::api::WireProblem;
use permit::date::Date;
use permit::document::slot::{Attachment, attachments};
use permit::draft::Draft;
use permit::forms::documents::DOC_FILE;
use permit::judge;
use permit::lifecycle::excused::{counting, lines};
use permit::lifecycle::open::Openness;
use permit::problem::Problem;
use sqlx::AnyConnection;

/// The errors that bar, but for those that are excused, as the other side is told of them.
pub(super) fn barring(problems: Vec<Problem>, excused: &[WireProblem]) -> Vec<WireProblem> {
    let counted = counting(problems, &lines(excused));
    let errors = counted.iter().filter(|problem| problem.is_error());
    errors.map(Problem::told).collect()
}

/// What bars a draft from being sent on a day.
#[must_use]
pub fn errors(draft: &Draft, excused: &[WireProblem], today: Date) -> Vec<WireProblem> {
    barring(judge::judge(draft, today), excused)
}

/// All problems of answers on a day: also what in them is this employer's own.
pub(super) async fn problems(
    connection: &mut AnyConnection,
    employer: Option<&str>,
    draft: &Draft,
    today: Date,
) -> Result<Vec<Problem>, Error> {
    let mut problems = judge::judge(draft, today);
    if let Some(employer) = employer {
        problems.extend(organisation::not_own(connection, employer, draft).await?);
    }
    Ok(problems)
}

/// What is wrong today with answers as they were sent, and bars nobody from sending them again while only so much is open.
pub(super) async fn excused(
    connection: &mut AnyConnection,
    open: &Openness<'_>,
    employer: Option<&str>,
    sent: &Draft,
    today: Date,
) -> Result<Vec<WireProblem>, Error> {
    if !matches!(open, Openness::Items(_)) {
        return Ok(Vec::new());
    }
    let wrong = problems(connection, employer, sent, today).await?;
    Ok(open.excused(sent, &wrong))
}

/// What keeps a file from being handed on, where it has this state, or none: it is not there.
#[must_use]
pub fn not_ready(one: &Attachment, state: Option<&str>) -> Option<WireProblem> {
    let code = match state {
        Some("clean") => return None,
        Some(state) => format!("file_{state}"),
        None => "file_missing".into(),
    };
    let key = DOC_FILE.key(Some(&one.row)).to_string();
    Some(WireProblem { key, code })
}

/// The files of a draft that can't be handed on: nobody could ever make a package of an application that has such.
async fn unready(
    connection: &mut AnyConnection,
    person: &str,
    draft: &Draft,
) -> Result<Vec<WireProblem>, Error> {
    let mut unready = Vec::new();
    for one in attachments(draft) {
        let found = file::find(connection, person, &one.file).await?;
        unready.extend(not_ready(&one, found.map(|found| found.info.state.name())));
    }
    Ok(unready)
}

/// Whether an applicant's part can go on to the employer.
pub(super) async fn ready(
    connection: &mut AnyConnection,
    person: &str,
    employer: Option<&str>,
    draft: &Draft,
    excused: &[WireProblem],
    today: Date,
) -> Result<(), Error> {
    let wrong = barring(problems(connection, employer, draft, today).await?, excused);
    if !wrong.is_empty() {
        return Err(Error::InvalidAnswers(wrong));
    }
    let waited_for = unready(connection, person, draft).await?;
    if waited_for.is_empty() {
        Ok(())
    } else {
        Err(Error::NotReady(waited_for))
    }
}
