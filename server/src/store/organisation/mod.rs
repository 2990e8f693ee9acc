//! Employers: what each says of itself, its people, whom it invites, and what joins it to a draft.
//!
//! `registration` what an organisation says and what the authority decided · `member` who may do what, `leave` who takes
//! over · `invitation` whom it invites, `found` how that is read · `answer` what the invited person says · `join` the code of
//! an applicant · `joined` what joins a draft and an employer · `part` the employer's answers · `post` posts that it offers
//! often · `paper` the papers of its registration · `reminder` letters to who has not answered, and to an employer that has
//! not · `support` what it has of the helpdesk · `told` who hears of it · `listed` the authority's list of them · `reached`
//! what is no applicant's own · `history` who did what.

mod answer;
mod found;
mod history;
mod invitation;
mod join;
mod joined;
mod leave;
mod listed;
mod member;
mod paper;
mod part;
mod post;
mod reached;
mod registration;
mod reminder;
mod support;
mod told;

pub use answer::AnswerWish;
pub use found::Wanted;
pub use invitation::{Correction, InviteWish};
pub use joined::{Joined, employer_of, parted_from};
pub use listed::Listed;
pub use member::{MemberWish, member_of};
pub use paper::PaperWish;
pub use post::PostWish;
pub use registration::{ChangeWish, DecisionWish, RegisterWish};

pub(super) use found::invitation_of;
pub(super) use invitation::{preparing, send as send_invitation};
pub(super) use joined::draft_deleted;
pub(super) use reached::not_own;
pub(super) use support::{part_content, part_noted};
pub(super) use told::caretakers;

use crate::clock::day_in_china;
use crate::error::Error;
use crate::organisation::letters::Sender;
use permit::date;
use sqlx::{AnyConnection, Row};

/// Who acts for which organisation, and when.
#[derive(Clone, Debug)]
pub struct By {
    /// The organisation.
    pub organisation: String,
    /// The person.
    pub person: String,
    /// The time.
    pub now: i64,
    /// Who writes the letters about it.
    pub sender: Sender,
}

impl By {
    /// The organisation, and who acts for it.
    fn who(&self) -> (&str, &str) {
        (&self.organisation, &self.person)
    }

    /// The day in China, ISO 8601: mandates end by it.
    fn today(&self) -> String {
        date::iso(day_in_china(self.now))
    }
}

/// Somebody whom nobody needs to have seen before: the person of this address.
pub(super) async fn person_of(
    connection: &mut AnyConnection,
    email: &str,
    email_key: &str,
    now: i64,
) -> Result<String, Error> {
    sqlx::query(
        "insert into person (id, email_key, email, created_at) values ($1, $2, $3, $4) on conflict (email_key) do nothing",
    )
    .bind(crate::clock::id())
    .bind(email_key)
    .bind(email)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    let row = sqlx::query("select id from person where email_key = $1")
        .bind(email_key)
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}

/// The registered name.
async fn name_of(connection: &mut AnyConnection, organisation: &str) -> Result<String, Error> {
    let row = sqlx::query("select name from organisation where id = $1")
        .bind(organisation)
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}
