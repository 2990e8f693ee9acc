//! What an employer sees of an application of its own, and what it may do with it.

use super::{Doer, Held, held};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::store::application::errors;
use crate::store::organisation::{Joined, employer_of, member_of};
use crate::store::{Store, access, application};
use permit::api::Application;
use permit::api::case::{CaseDocument, PartDocument};
use permit::api::organisation::MemberRole;
use permit::date;
use permit::lifecycle::Action;
use permit::part;
use sqlx::AnyConnection;

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
    let joined = employer_of(connection, &held.draft_id).await?;
    let joined = joined.filter(|joined| joined.organisation == organisation);
    joined.zip(role).ok_or(Error::NotFound)
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
        Action::Sign if role == MemberRole::Agent => Err(Error::Forbidden),
        Action::Sign => {
            let counts = part::merged(&held.draft, &joined.part);
            let wrong = errors(&counts, day_in_china(now));
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
    /// A case as its employer sees it.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of another employer's.
    pub async fn case_for_employer(
        &self,
        id: &str,
        organisation: &str,
        person: String,
        now: i64,
    ) -> Result<CaseDocument, Error> {
        let mut connection = self.reads.acquire().await?;
        let held = held(&mut connection, id).await?;
        own(&mut connection, &held, organisation, &person, now).await?;
        let doer = Doer {
            role: permit::answer::Role::Employer,
            id: person,
            organisation: organisation.into(),
        };
        held.seen_by(&mut connection, &doer).await
    }

    /// The application that an employer's package is made of, and whose its files are; that it was fetched is written in the
    /// same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn application_for_employer(
        &self,
        id: String,
        organisation: String,
        person: String,
        now: i64,
    ) -> Result<(Application, String), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = held(connection, &id).await?;
                    own(connection, &held, &organisation, &person, now).await?;
                    let access = access::Access {
                        draft: &held.draft_id,
                        who: &person,
                        role: "employer",
                        what: "package",
                        key: "",
                        why: "",
                        at: now,
                    };
                    access::write(connection, &access).await?;
                    let found = application::find(connection, &id, &held.person).await?;
                    Ok((found, held.person))
                })
            })
            .await
    }
}
