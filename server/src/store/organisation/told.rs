//! Who is told what became of an invitation.

use super::joined::Joined;
use crate::clock::day_in_china;
use crate::error::Error;
use crate::news::{News, Todo};
use crate::organisation::letters::Sender;
use crate::store::notice::{self, Reader};
use permit::api::notice::NoticeKind;
use permit::api::organisation::Invitation;
use permit::date;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{Matter, hears_of};
use sqlx::{AnyConnection, Row};

/// Who is written to about what a member takes care of: the member; once they may do nothing there any more, who is in
/// charge.
///
/// # Errors
/// What the database says.
pub(in crate::store) async fn caretakers(
    connection: &mut AnyConnection,
    organisation: &str,
    member: &str,
    now: i64,
) -> Result<Vec<Reader>, Error> {
    let rows = sqlx::query(
        "select m.id, p.id, p.email, m.locale from member m join person p on p.id = m.person_id \
         where m.organisation_id = $1 and m.ended_at is null \
         and ((m.id = $2 and (m.until = '' or m.until >= $3)) or m.role = 'in_charge') order by m.created_at, m.id",
    )
    .bind(organisation)
    .bind(member)
    .bind(date::iso(day_in_china(now)))
    .fetch_all(connection)
    .await?;
    let mut all = Vec::new();
    for row in &rows {
        let reader = Reader {
            person: row.try_get(1)?,
            email: row.try_get(2)?,
            locale: row.try_get(3)?,
        };
        if row.try_get::<String, _>(0)? == member {
            return Ok(vec![reader]);
        }
        all.push(reader);
    }
    Ok(all)
}

/// An invitation, as far as it takes to tell of it.
pub(super) struct About<'a> {
    pub organisation: &'a str,
    pub name: &'a str,
    pub invitation: &'a str,
    /// The membership that takes care of it.
    pub member: &'a str,
}

impl<'a> From<&'a Invitation> for About<'a> {
    fn from(invitation: &'a Invitation) -> Self {
        Self {
            organisation: &invitation.part.organisation,
            name: &invitation.part.organisation_name,
            invitation: &invitation.id,
            member: &invitation.handler,
        }
    }
}

impl<'a> From<&'a Joined> for About<'a> {
    fn from(joined: &'a Joined) -> Self {
        Self {
            organisation: &joined.organisation,
            name: &joined.name,
            invitation: &joined.invitation,
            member: &joined.member,
        }
    }
}

/// Tells who takes care of an invitation something about it: that the person accepted or declined it, left, or waits. Not who:
/// the page says that.
pub(super) async fn employer(
    connection: &mut AnyConnection,
    about: &About<'_>,
    (what, todo): (&str, Todo),
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let news = News {
        kind: NoticeKind::Invitation,
        what: what.into(),
        about: about.name.into(),
        todo,
        path: format!(
            "/employer/{}/invitations/{}",
            about.organisation, about.invitation
        ),
    };
    for reader in caretakers(connection, about.organisation, about.member, now).await? {
        notice::tell(connection, &reader, &news, sender, now).await?;
    }
    Ok(())
}

/// Tells an applicant something about the employer of their draft.
pub(super) async fn applicant(
    connection: &mut AnyConnection,
    reader: &Reader,
    (organisation, draft): (&str, &str),
    (what, todo): (&str, Todo),
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let news = News {
        kind: NoticeKind::Invitation,
        what: what.into(),
        about: organisation.into(),
        todo,
        path: format!("/drafts/{draft}"),
    };
    if hears_of(Matter::Invitation).contains(&Owner::Applicant) {
        notice::tell(connection, reader, &news, sender, now).await?;
    }
    Ok(())
}
