//! Who is told what became of an invitation, of an organisation, and of its people.

use super::found::Found;
use super::joined::Joined;
use super::member::MemberWish;
use super::{By, name_of};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::mail::RECEIPT_WORTH;
use crate::news::{News, Todo};
use crate::organisation::letters::{self, Sender, Standing};
use crate::store::mail;
use crate::store::notice::{self, Reader};
use permit::api::history::Deed;
use permit::api::notice::NoticeKind;
use permit::api::organisation::Invitation;
use permit::date;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{Matter, hears_of};
use sqlx::any::AnyRow;
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
    /// The application, where it is on its page that something is to be done.
    pub application: Option<&'a str>,
}

impl<'a> From<&'a Invitation> for About<'a> {
    fn from(invitation: &'a Invitation) -> Self {
        Self {
            organisation: &invitation.part.organisation,
            name: &invitation.part.organisation_name,
            invitation: &invitation.id,
            member: &invitation.handler,
            application: None,
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
            application: None,
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
    let page = match about.application {
        Some(application) => format!("cases/{application}"),
        None => format!("invitations/{}", about.invitation),
    };
    let news = News {
        kind: NoticeKind::Invitation,
        what: what.into(),
        about: about.name.into(),
        todo,
        path: format!("/employer/{}/{page}", about.organisation),
    };
    for reader in caretakers(connection, about.organisation, about.member, now).await? {
        notice::tell(connection, &reader, &news, sender, now).await?;
    }
    Ok(())
}

/// The page of an applicant's draft.
pub(super) fn draft_page(draft: &str) -> String {
    format!("/drafts/{draft}")
}

/// The page of an applicant's application.
pub(super) fn application_page(application: &str) -> String {
    format!("/applications/{application}")
}

/// Tells an applicant something about the employer of their draft, on this page.
pub(super) async fn applicant(
    connection: &mut AnyConnection,
    reader: &Reader,
    (organisation, path): (&str, String),
    (what, todo): (&str, Todo),
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    let news = News {
        kind: NoticeKind::Invitation,
        what: what.into(),
        about: organisation.into(),
        todo,
        path,
    };
    if hears_of(Matter::Invitation).contains(&Owner::Applicant) {
        notice::tell(connection, reader, &news, sender, now).await?;
    }
    Ok(())
}

fn read(row: &AnyRow) -> Result<Reader, Error> {
    Ok(Reader {
        person: row.try_get(0)?,
        email: row.try_get(1)?,
        locale: row.try_get(2)?,
    })
}

/// Who is in charge of an organisation.
async fn in_charge(connection: &mut AnyConnection, organisation: &str) -> Result<Vec<Reader>, Error> {
    let rows = sqlx::query(
        "select p.id, p.email, m.locale from member m join person p on p.id = m.person_id \
         where m.organisation_id = $1 and m.role = 'in_charge' and m.ended_at is null",
    )
    .bind(organisation)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Whose a membership is, to be written to.
pub(super) async fn of_member(connection: &mut AnyConnection, member: &str) -> Result<Reader, Error> {
    let row = sqlx::query(
        "select p.id, p.email, m.locale from member m join person p on p.id = m.person_id where m.id = $1",
    )
    .bind(member)
    .fetch_one(connection)
    .await?;
    read(&row)
}

/// Somebody of whom this finds an id and an address.
async fn reader(
    connection: &mut AnyConnection,
    (sql, whose): (&'static str, &str),
    locale: &str,
) -> Result<Option<Reader>, Error> {
    let row = sqlx::query(sql).bind(whose).fetch_optional(connection).await?;
    row.map(|row| {
        Ok(Reader {
            person: row.try_get(0)?,
            email: row.try_get(1)?,
            locale: locale.to_owned(),
        })
    })
    .transpose()
}

/// Whose a draft is, whatever their address is by now.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn owner_of(
    connection: &mut AnyConnection,
    draft: &str,
    locale: &str,
) -> Result<Reader, Error> {
    let sql = "select p.id, p.email from draft d join person p on p.id = d.person_id where d.id = $1";
    let found = reader(connection, (sql, draft), locale).await?;
    found.ok_or(Error::NotFound)
}

/// Tells that an employer ended an invitation, or what joined it to an application that was over: who accepted it; before
/// that, the account of its address. An address that has none gets a letter.
pub(super) async fn ended(
    connection: &mut AnyConnection,
    by: &By,
    found: &Found,
    is_over: bool,
) -> Result<(), Error> {
    if !hears_of(Matter::Invitation).contains(&Owner::Applicant) {
        return Ok(());
    }
    let (wire, name) = (&found.wire, found.wire.part.organisation_name.as_str());
    let (reader, path) = match &found.draft {
        Some(draft) => {
            let owner = owner_of(connection, draft, &wire.locale).await?;
            let page = match &wire.application {
                Some(application) if is_over => application_page(application),
                _ => draft_page(draft),
            };
            (Some(owner), page)
        }
        None => {
            let sql = "select id, email from person where email_key = $1";
            let key = wire.email.to_lowercase();
            let account = reader(connection, (sql, &key), &wire.locale).await?;
            (account, "/applications".to_owned())
        }
    };
    let Some(reader) = reader else {
        let letter = letters::invitation_ended(&by.sender, (&wire.locale, &wire.email), name);
        return mail::insert(connection, letter, by.now, RECEIPT_WORTH).await;
    };
    let what = if is_over {
        "news.employer_parted"
    } else {
        "news.invitation_ended"
    };
    let news = News {
        kind: NoticeKind::Invitation,
        what: what.into(),
        about: name.into(),
        todo: Todo::Unsaid,
        path,
    };
    notice::tell(connection, &reader, &news, &by.sender, by.now).await
}

/// Tells who is in charge what the authority decided about the registration.
pub(super) async fn decided(
    connection: &mut AnyConnection,
    (organisation, name): (&str, &str),
    approved: bool,
    sender: &Sender,
    now: i64,
) -> Result<(), Error> {
    if !hears_of(Matter::Registration).contains(&Owner::Employer) {
        return Ok(());
    }
    let (what, todo) = match approved {
        true => ("news.organisation_approved", Todo::Unsaid),
        false => ("news.organisation_returned", Todo::Open),
    };
    let news = News {
        kind: NoticeKind::Decision,
        what: what.into(),
        about: name.into(),
        todo,
        path: format!("/employer/{organisation}/people"),
    };
    for reader in in_charge(connection, organisation).await? {
        notice::tell(connection, &reader, &news, sender, now).await?;
    }
    Ok(())
}

/// Whether somebody is told what another one did with what they are in an organisation.
fn hears_of_it(by: &By, person: &str) -> bool {
    person != by.person && hears_of(Matter::Member).contains(&Owner::Employer)
}

/// Tells somebody what they may do in an organisation, whether they handle its applications, and until when. That is about
/// their account there: it always comes, at once.
pub(super) async fn member(
    connection: &mut AnyConnection,
    wish: &MemberWish,
    (person, handles): (&str, bool),
    what: Deed,
) -> Result<(), Error> {
    let by = &wish.by;
    if !hears_of_it(by, person) {
        return Ok(());
    }
    let name = name_of(connection, &by.organisation).await?;
    let locale = notice::locale(connection, person, &wish.locale).await?;
    let to = (locale.as_str(), wish.email.as_str());
    let is = Standing {
        role: wish.role,
        handles,
        until: &wish.until,
    };
    let letter = match what {
        Deed::MemberChanged => letters::member_changed(&by.sender, to, &name, is),
        _ => letters::member(&by.sender, to, &name, is),
    };
    mail::insert(connection, letter, by.now, RECEIPT_WORTH).await
}

/// Tells somebody that their membership was ended, and who takes over how much that is.
pub(super) async fn left(
    connection: &mut AnyConnection,
    by: &By,
    (leaving, next): (&Reader, &Reader),
    cases: i64,
) -> Result<(), Error> {
    let name = name_of(connection, &by.organisation).await?;
    if hears_of_it(by, &leaving.person) {
        let locale = notice::locale(connection, &leaving.person, &leaving.locale).await?;
        let letter = letters::member_ended(&by.sender, (&locale, &leaving.email), &name);
        mail::insert(connection, letter, by.now, RECEIPT_WORTH).await?;
    }
    if cases > 0 && hears_of_it(by, &next.person) {
        let news = News {
            kind: NoticeKind::Invitation,
            what: "news.handed_over".into(),
            about: name,
            todo: Todo::Takes(cases.to_string()),
            path: format!("/employer/{}/invitations", by.organisation),
        };
        notice::tell(connection, next, &news, &by.sender, by.now).await?;
    }
    Ok(())
}
