//! What an employer sees of an application of its own, and what it may do with it.

use super::{Doer, Held, changed, held};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::store::organisation::{Joined, member_of};
use crate::store::{Store, access, judged};
use permit::answer::{Key, Role};
use permit::api::WireProblem;
use permit::api::case::{CaseDocument, PartDocument};
use permit::api::organisation::MemberRole;
use permit::date::{self, Date};
use permit::lifecycle::{Action, Record};
use permit::part;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;

/// The employer's part on the wire.
pub(super) fn part_of(joined: Joined) -> PartDocument {
    PartDocument {
        invitation: joined.invitation,
        organisation: joined.organisation,
        organisation_name: joined.name,
        revision: joined.revision,
        draft: joined.part,
    }
}

/// The addresses of who works, or worked, for an organisation, by the person's id.
pub(super) type Colleagues = BTreeMap<String, String>;

/// Of this organisation.
pub(super) async fn colleagues(
    connection: &mut AnyConnection,
    organisation: &str,
) -> Result<Colleagues, Error> {
    let rows = sqlx::query(
        "select p.id, p.email from member m join person p on p.id = m.person_id where m.organisation_id = $1",
    )
    .bind(organisation)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// Which of an employer's people, also of those who left, did what on its side: the places in the history as it sees it, each
/// with the member's address. Of an employer before this one nobody is named.
pub(super) async fn names(
    connection: &mut AnyConnection,
    organisation: &str,
    all: &[Record],
) -> Result<Vec<(u32, String)>, Error> {
    let people = colleagues(connection, organisation).await?;
    let seen = all
        .iter()
        .filter(|record| record.seen_by(Role::Employer).is_some());
    let named = seen.zip(0_u32..).filter_map(|(record, place)| {
        let is_own = record.event.by == Role::Employer;
        let email = people.get(&record.person).filter(|_| is_own)?;
        Some((place, email.clone()))
    });
    Ok(named.collect())
}

/// The employer of a case, if it is this one and the person works there now; else it is as if there were no such case.
pub(super) async fn own(
    connection: &mut AnyConnection,
    held: &Held,
    organisation: &str,
    person: &str,
    now: i64,
) -> Result<(Joined, MemberRole), Error> {
    let today = date::iso(day_in_china(now));
    let role = member_of(connection, organisation, person, &today).await?;
    let own = |joined: &&Joined| joined.organisation == organisation;
    let joined = held.joined.as_ref().filter(own).cloned();
    joined.zip(role).ok_or(Error::NotFound)
}

/// What keeps an employer from signing its part, or from answering what it has to correct.
async fn wrong(
    connection: &mut AnyConnection,
    held: &Held,
    organisation: &str,
    answers: bool,
    today: Date,
) -> Result<Vec<WireProblem>, Error> {
    let open = held.case.open_to(Role::Employer);
    let signed = changed::signed_part(connection, held).await?;
    // With the applicant's answers as they are: what those have changed is theirs.
    let sent = signed.map_or_else(|| held.counts.clone(), |part| part::merged(&held.draft, &part));
    let employer = Some(organisation);
    let excused = judged::excused(connection, &open, employer, &sent, today).await?;
    let problems = judged::problems(connection, employer, &held.counts, today).await?;
    let mut wrong = judged::barring(problems, &excused);
    if answers {
        // What the applicant has to correct is in their hands.
        wrong.retain(|problem| Key::parse(&problem.key).is_some_and(|key| part::question(&key).is_some()));
    }
    Ok(wrong)
}

/// Whether a member of the employer may do this now, beside what the history says.
pub(super) async fn may(
    connection: &mut AnyConnection,
    held: &Held,
    (organisation, person): (&str, &str),
    action: &Action,
    now: i64,
) -> Result<(), Error> {
    let (joined, role) = own(connection, held, organisation, person, now).await?;
    match action {
        // A mandate is to prepare; the signature is the employer's own.
        Action::Sign | Action::Answer if role == MemberRole::Agent => Err(Error::Forbidden),
        Action::Sign | Action::Answer => {
            let answers = matches!(action, Action::Answer);
            let wrong = wrong(connection, held, organisation, answers, day_in_china(now)).await?;
            if wrong.is_empty() {
                Ok(())
            } else {
                Err(Error::InvalidAnswers(wrong))
            }
        }
        Action::File(_) if !joined.approved => Err(Error::OrganisationNotApproved),
        _ => Ok(()),
    }
}

impl Store {
    /// A case as its employer sees it; that somebody looked is written in the same transaction, once in an hour.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of another employer's.
    pub async fn case_for_employer(&self, id: String, doer: Doer, now: i64) -> Result<CaseDocument, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = held(connection, &id).await?;
                    own(connection, &held, &doer.organisation, &doer.id, now).await?;
                    let look = access::Access {
                        draft: &held.draft_id,
                        who: &doer.id,
                        role: "employer",
                        what: "stand",
                        key: "",
                        why: "",
                        at: now,
                    };
                    access::write_once(connection, &look, 3_600).await?;
                    held.seen_by(connection, &doer).await
                })
            })
            .await
    }
}
