//! What papers of an application are made of: read from the case, for each of those who may have them.

use super::employer::own;
use super::{Doer, Held, desk, held, rendering};
use crate::error::Error;
use crate::package::case::Case;
use crate::package::letter::{Issued, Standing};
use crate::store::access::{self, Access};
use crate::store::{Store, application, letter};
use permit::answer::Role;
use permit::lifecycle::Detail;
use sqlx::AnyConnection;

/// An application as its papers show it, the same to both sides: by the answers that count. (What the employer answers to the
/// questions that are its own, the applicant sees from the day on which it is joined.)
async fn sent(connection: &mut AnyConnection, held: Held) -> Result<Case, Error> {
    let application = application::find(connection, &held.id, &held.person).await?;
    let renderings = rendering::all(connection, &held.id, &held.draft).await?;
    let signed = held.case.is_signed();
    Ok(Case::of_application(application)
        .rendered(renderings)
        .counting(held.counts, signed))
}

/// That somebody of the employer fetched something of an application: for the applicant's log.
fn fetched<'a>(held: &'a Held, who: &'a str, what: &'a str, at: i64) -> Access<'a> {
    Access {
        draft: &held.draft_id,
        who,
        role: Role::Employer.name(),
        what,
        key: "",
        why: "",
        at,
    }
}

/// The letter that counts, with what stands in it: what was kept with it, and the answers as they were decided on, the
/// employer's own among them, for nobody changes these after an approval.
fn issued(held: &Held, now: i64) -> Result<Issued, Error> {
    let letters = held.case.records().iter().filter_map(|record| {
        let Detail::Letter(letter) = &record.detail else {
            return None;
        };
        Some((record.event.at, letter))
    });
    let mut letters = letters.rev();
    let (issued_at, newest) = letters.next().ok_or(Error::NotFound)?;
    let replaces = letters.next().map(|(_, letter)| letter.number.clone());
    let draft = held.counts.clone();
    Ok(Issued {
        employer: match newest.employer.as_str() {
            // From before it was kept.
            "" => held.employer_name(),
            then => then.to_owned(),
        },
        code: letter::code(&held.id, newest),
        letter: newest.clone(),
        replaces,
        reference: held.reference.clone(),
        locale: held.locale.clone(),
        category: held.case.approved(),
        standing: match letter::state(held, newest, now) {
            "expired" => Standing::Expired,
            "valid" | "used" => Standing::Holds,
            _ => Standing::Cancelled,
        },
        issued_at,
        draft,
    })
}

impl Store {
    /// What the papers of a person's application are made of.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn papers_for_applicant(&self, id: &str, person: &str) -> Result<Case, Error> {
        let mut connection = self.reads.acquire().await?;
        let held = held(&mut connection, id).await?;
        if held.person != person {
            return Err(Error::NotFound);
        }
        sent(&mut connection, held).await
    }

    /// What the package of an application is made of, for its employer, and whose its files are; that it was fetched is
    /// written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of another employer's.
    pub async fn papers_for_employer(
        &self,
        id: String,
        organisation: String,
        person: String,
        now: i64,
    ) -> Result<(Case, String), Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = held(connection, &id).await?;
                    own(connection, &held, &organisation, &person, now).await?;
                    access::write(connection, &fetched(&held, &person, "package", now)).await?;
                    let applicant = held.person.clone();
                    Ok((sent(connection, held).await?, applicant))
                })
            })
            .await
    }

    /// The letter of a person's application.
    ///
    /// # Errors
    /// [`Error::NotFound`], also where none was issued.
    pub async fn letter_for_applicant(&self, id: &str, person: &str, now: i64) -> Result<Issued, Error> {
        let mut connection = self.reads.acquire().await?;
        let held = held(&mut connection, id).await?;
        if held.person != person {
            return Err(Error::NotFound);
        }
        issued(&held, now)
    }

    /// The letter of an application, for its employer; that it was fetched is written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`], also of another employer's.
    pub async fn letter_for_employer(
        &self,
        id: String,
        organisation: String,
        person: String,
        now: i64,
    ) -> Result<Issued, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = held(connection, &id).await?;
                    own(connection, &held, &organisation, &person, now).await?;
                    access::write(connection, &fetched(&held, &person, "letter", now)).await?;
                    issued(&held, now)
                })
            })
            .await
    }

    /// The letter of an application, for the authority; that it was fetched is written in the same transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn letter_for_desk(&self, id: String, doer: Doer, now: i64) -> Result<Issued, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let held = desk::filed(connection, &id).await?;
                    desk::look(connection, &held, &doer, ("letter", ""), now).await?;
                    issued(&held, now)
                })
            })
            .await
    }
}
