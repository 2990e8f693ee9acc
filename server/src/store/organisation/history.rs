//! What the people of an organisation did, noted in the transaction that does it; and how its own people read that.

use super::{By, member};
use crate::clock;
use crate::error::Error;
use crate::store::Store;
use crate::store::paging::Paging;
use permit::api::employer::Paper;
use permit::api::history::{Deed, OrganisationEvent, OrganisationHistory};
use permit::api::organisation::MemberRole;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// How many lines stand on a page.
const PER_PAGE: u32 = 50;

/// What is noted beside who did what. Ids alone: the addresses are looked up when it is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Noted<'a> {
    /// Whom it is about: a membership; else empty.
    pub member: &'a str,
    /// Which invitation; else empty.
    pub invitation: &'a str,
    /// The role, the paper, or why in words.
    pub why: &'a str,
    /// How many.
    pub cases: i64,
    /// Whether a person in charge handles applications too.
    pub handles: bool,
}

/// Writes down who did what.
pub(super) async fn note(
    connection: &mut AnyConnection,
    (organisation, who): (&str, &str),
    what: Deed,
    noted: Noted<'_>,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into organisation_event (id, organisation_id, kind, who, member_id, invitation_id, why, cases, at, handles, \
         seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
         (select coalesce(max(seq), 0) + 1 from organisation_event where organisation_id = $11))",
    )
    .bind(clock::id())
    .bind(organisation)
    .bind(what.name())
    .bind(who)
    .bind(noted.member)
    .bind(noted.invitation)
    .bind(noted.why)
    .bind(noted.cases)
    .bind(now)
    .bind(i64::from(noted.handles))
    .bind(organisation)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes down what somebody did with an invitation.
pub(super) async fn of_invitation(
    connection: &mut AnyConnection,
    by: &By,
    what: Deed,
    invitation: &str,
) -> Result<(), Error> {
    let noted = Noted {
        invitation,
        ..Noted::default()
    };
    note(connection, by.who(), what, noted, by.now).await
}

fn line(row: &AnyRow) -> Result<OrganisationEvent, Error> {
    let what = Deed::named(&row.try_get::<String, _>(1)?).ok_or(Error::Internal)?;
    let word = |place: usize| -> Result<String, Error> {
        Ok(row.try_get::<Option<String>, _>(place)?.unwrap_or_default())
    };
    let (member, why) = (word(3)?, word(6)?);
    Ok(OrganisationEvent {
        id: row.try_get(0)?,
        what,
        by: word(2)?,
        about: if member.is_empty() { word(4)? } else { member },
        label: word(5)?,
        role: match what {
            Deed::MemberAdded | Deed::MemberChanged => MemberRole::named(&why),
            _ => None,
        },
        handles: row.try_get::<i64, _>(9)? != 0,
        paper: match what {
            Deed::PaperPut | Deed::PaperRemoved => Some(Paper::named(&why)),
            _ => None,
        },
        // Why it was approved is for the record alone.
        why: if what == Deed::Returned {
            why
        } else {
            String::new()
        },
        cases: u32::try_from(row.try_get::<i64, _>(7)?).unwrap_or(u32::MAX),
        at: row.try_get(8)?,
    })
}

impl Store {
    /// A page of what was done in an organisation of this person, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn organisation_history(&self, by: &By, page: u32) -> Result<OrganisationHistory, Error> {
        let mut connection = self.reads.acquire().await?;
        member::require(&mut connection, by).await?;
        let total: i64 = sqlx::query("select count(*) from organisation_event where organisation_id = $1")
            .bind(&by.organisation)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
        let paging = Paging::of(total, PER_PAGE, page);
        // An officer is no person: then the authority did it.
        let rows = sqlx::query(
            "select e.id, e.kind, p.email, q.email, i.email, i.label, e.why, e.cases, e.at, e.handles \
             from organisation_event e \
             left join person p on p.id = e.who left join member m on m.id = e.member_id \
             left join person q on q.id = m.person_id left join invitation i on i.id = e.invitation_id \
             where e.organisation_id = $1 order by e.seq desc, e.at desc, e.id limit $2 offset $3",
        )
        .bind(&by.organisation)
        .bind(paging.size)
        .bind(paging.offset)
        .fetch_all(&mut *connection)
        .await?;
        Ok(OrganisationHistory {
            rows: rows.iter().map(line).collect::<Result<_, Error>>()?,
            page: paging.page,
            pages: paging.pages,
            total: paging.total,
        })
    }
}
