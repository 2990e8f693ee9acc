//! What a Notification Letter is made of: read from the case, for each of those who may have it.

use super::employer::own;
use super::{Doer, Held, desk, held};
use crate::error::Error;
use crate::package::letter::{Issued, Standing};
use crate::store::access::{self, Access};
use crate::store::{Store, letter};
use permit::answer::Key;
use permit::forms::post::EMPLOYER_NAME;
use permit::lifecycle::Detail;

/// The letter that counts, with what stands in it: the answers as they were decided on, the employer's own among them.
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
        employer: match held.employer() {
            Some(employer) => employer.name.clone(),
            None => draft.raw(&Key::new(EMPLOYER_NAME.id)).trim().to_owned(),
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
                    let access = Access {
                        draft: &held.draft_id,
                        who: &person,
                        role: "employer",
                        what: "letter",
                        key: "",
                        why: "",
                        at: now,
                    };
                    access::write(connection, &access).await?;
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
