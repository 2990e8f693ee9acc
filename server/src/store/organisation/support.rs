//! What an employer has of the helpdesk for its own part: codes, who looked, notes; and what a view of that part shows.

use super::{By, found, member, told};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::news::{News, Todo};
use crate::organisation::letters::Sender;
use crate::store::support::Content;
use crate::store::{Store, access, draft, note, notice, support_code};
use permit::answer::Key;
use permit::api::notice::NoticeKind;
use permit::api::support::{Access, Note, SupportCode};
use permit::draft::Draft;
use permit::{judge, part};
use sqlx::AnyConnection;

/// An invitation of the organisation for which somebody acts.
async fn own(connection: &mut AnyConnection, by: &By, invitation: &str) -> Result<found::Found, Error> {
    member::require(connection, by).await?;
    found::find(connection, &by.organisation, invitation).await
}

/// What a view of an employer's part shows, while its invitation is open: its answers to the questions that are its own, and
/// nothing of the applicant's. An answer that the applicant estimated is not missing, as on the employer's own page.
///
/// # Errors
/// [`Error::NotFound`].
pub(in crate::store) async fn part_content(
    connection: &mut AnyConnection,
    invitation: &str,
    now: i64,
) -> Result<Content, Error> {
    let found = found::open(connection, invitation).await?;
    let written = &found.wire.part.draft;
    let is_asked = |key: &Key| {
        part::question(key).is_some_and(|question| question.is_asked(written, key.row.as_deref()))
    };
    let mut own = written.clone();
    own.entries.retain(is_asked);
    let estimates = match &found.draft {
        Some(id) => draft::find(connection, id).await?,
        None => None,
    };
    let estimates = estimates.map_or_else(
        || Draft::new(own.form_version),
        |row| part::seen_by_employer(&row.draft),
    );
    let mut problems = judge::judge(&part::merged(&estimates, &own), day_in_china(now));
    problems.retain(|one| is_asked(&one.key));
    let about = told::About::from(&found.wire);
    let readers = told::caretakers(connection, about.organisation, about.member, now).await?;
    let changed = own.entries.values().map(|entry| entry.at).max();
    Ok(Content {
        problems,
        revision: found.wire.part.revision,
        updated_at: changed.unwrap_or(found.wire.sent_at),
        application: found.wire.application.clone(),
        locale: readers
            .into_iter()
            .next()
            .map_or_else(String::new, |reader| reader.locale),
        draft: own,
    })
}

/// Tells who takes care of an invitation that the helpdesk pinned a note to the employer's part.
///
/// # Errors
/// [`Error::NotFound`].
pub(in crate::store) async fn part_noted(
    connection: &mut AnyConnection,
    invitation: &str,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let found = found::open(connection, invitation).await?;
    let about = told::About::from(&found.wire);
    let news = News {
        kind: NoticeKind::Progress,
        what: "news.part_noted".into(),
        about: about.name.into(),
        todo: Todo::Open,
        path: format!("/employer/{}/invitations/{invitation}/help", about.organisation),
    };
    for reader in told::caretakers(connection, about.organisation, about.member, now).await? {
        notice::tell(connection, &reader, &news, sender, now).await?;
    }
    Ok(())
}

impl Store {
    /// Makes a support code for the employer's part; older ones end, and what was opened with them.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::InvitationClosed`], [`Error::TooManyRequests`].
    pub async fn make_part_code(&self, by: By, invitation: String) -> Result<SupportCode, Error> {
        let who = by.person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                if !own(connection, &by, &invitation).await?.is_open() {
                    return Err(Error::InvitationClosed);
                }
                support_code::make(connection, &invitation, true, by.now).await
            })
        })
        .await
    }

    /// Ends the support codes of the employer's part, and what was opened with them.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn end_part_code(&self, by: By, invitation: String) -> Result<(), Error> {
        let who = by.person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                own(connection, &by, &invitation).await?;
                support_code::end(connection, &invitation, by.now).await
            })
        })
        .await
    }

    /// Who looked at the employer's part, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn part_accesses(&self, by: &By, invitation: &str) -> Result<Vec<Access>, Error> {
        let mut connection = self.reads.acquire().await?;
        own(&mut connection, by, invitation).await?;
        access::all(&mut connection, invitation).await
    }

    /// The notes on the employer's part, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn part_notes(&self, by: &By, invitation: &str) -> Result<Vec<Note>, Error> {
        let mut connection = self.reads.acquire().await?;
        own(&mut connection, by, invitation).await?;
        note::list(&mut connection, invitation).await
    }

    /// Accepts or dismisses a note on the employer's part; they may change their mind.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn answer_part_note(
        &self,
        by: By,
        invitation: String,
        id: String,
        accepts: bool,
    ) -> Result<Note, Error> {
        let who = by.person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                own(connection, &by, &invitation).await?;
                note::answer(connection, &invitation, &id, accepts, by.now).await
            })
        })
        .await
    }
}
