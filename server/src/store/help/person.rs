//! The person's side: asks, reads, writes again, closes.

use super::{Stored, Words, find, role_of, say, select, stored, thread};
use crate::clock;
use crate::error::Error;
use crate::store::organisation::{By, invitation_of};
use crate::store::tries::Limit;
use crate::store::{Store, draft, signed};
use permit::api::help::{HelpAbout, HelpAsk, HelpLine, HelpThread};
use sqlx::{AnyConnection, Row};

/// Requests of a person in an hour …
const ASKED: Limit = Limit {
    sql: "select count(*), min(created_at) from help_request where created_at > $1 and person_id = $2",
    span: 3_600,
    most: 10,
};
/// … and messages.
const WRITTEN: Limit = Limit {
    sql: "select count(*), min(at) from help_message where at > $1 and who = $2",
    span: 3_600,
    most: 60,
};
/// How many of the newest threads a person's list holds.
const LISTED: i64 = 100;

/// What is theirs of what is carried along, and the last save of the draft.
async fn theirs(
    connection: &mut AnyConnection,
    by: &By,
    mut about: HelpAbout,
) -> Result<(HelpAbout, (u64, i64)), Error> {
    let mut saved = (0, 0);
    // On the page of an application its id is known, and not the draft's.
    let sent = sqlx::query("select draft_id from application where id = $1 and person_id = $2")
        .bind(&about.draft)
        .bind(&by.person)
        .fetch_optional(&mut *connection)
        .await?;
    if let Some(row) = sent {
        about.draft = row.try_get(0)?;
    }
    match draft::own(connection, &about.draft, &by.person).await {
        Ok(row) => saved = (row.revision, row.updated_at),
        Err(Error::NotFound) => about.draft.clear(),
        Err(error) => return Err(error),
    }
    match invitation_of(connection, by, &about.invitation).await {
        Ok(invitation) => about.invitation = invitation,
        Err(Error::NotFound) => {
            about.organisation.clear();
            about.invitation.clear();
        }
        Err(error) => return Err(error),
    }
    if !about.organisation.is_empty() {
        about.draft.clear();
        saved = (0, 0);
    }
    Ok((about, saved))
}

async fn ask(connection: &mut AnyConnection, by: By, ask: HelpAsk) -> Result<HelpThread, Error> {
    // The same again within a few minutes is the same request, whose answer was lost.
    let newest = sqlx::query(select!(
        "where h.person_id = $1 and h.created_at > $2 order by h.created_at desc, h.id limit 1"
    ))
    .bind(&by.person)
    .bind(by.now - 300)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(row) = newest {
        let before = thread(connection, stored(&row)?, None, by.now).await?;
        if before.messages.iter().all(|one| one.text == ask.text) {
            return Ok(before);
        }
    }
    for limit in [&ASKED, &WRITTEN] {
        limit.hold(connection, &[&by.person], by.now).await?;
    }
    let (about, saved) = theirs(connection, &by, ask.about).await?;
    let id = clock::id();
    sqlx::query(
        "insert into help_request (id, person_id, draft_id, organisation_id, invitation_id, locale, page, browser, version, \
         saved_revision, saved_at, state, created_at, updated_at, waits_since) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14)",
    )
    .bind(&id)
    .bind(&by.person)
    .bind(about.draft)
    .bind(&about.organisation)
    .bind(about.invitation)
    .bind(ask.locale)
    .bind(about.page)
    .bind(about.browser)
    .bind(about.version)
    .bind(signed(saved.0))
    .bind(saved.1)
    .bind(by.now)
    .bind(by.now)
    .bind(by.now)
    .execute(&mut *connection)
    .await?;
    let words = Words {
        role: role_of(&about.organisation),
        who: &by.person,
        phrase: "",
        text: &ask.text,
    };
    say(connection, &id, &words, by.now).await?;
    let found = find(connection, &id).await?;
    thread(connection, found, None, by.now).await
}

/// The thread of this id, if it is this person's.
async fn own(connection: &mut AnyConnection, id: &str, person: &str) -> Result<Stored, Error> {
    let found = find(connection, id).await?;
    if found.person == person {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// Writes; what was answered or closed is open again, and waits from now.
async fn write(
    connection: &mut AnyConnection,
    (id, person): (&str, &str),
    text: &str,
    now: i64,
) -> Result<HelpThread, Error> {
    let found = own(connection, id, person).await?;
    WRITTEN.hold(connection, &[person], now).await?;
    let words = Words {
        role: role_of(&found.about.organisation),
        who: person,
        phrase: "",
        text,
    };
    if say(connection, id, &words, now).await? {
        let waits = if found.line.state == "open" {
            found.line.waits_since
        } else {
            now
        };
        sqlx::query(
            "update help_request set state = 'open', updated_at = $1, waits_since = $2 where id = $3",
        )
        .bind(now)
        .bind(waits)
        .bind(id)
        .execute(&mut *connection)
        .await?;
    }
    let found = find(connection, id).await?;
    thread(connection, found, None, now).await
}

impl Store {
    /// Asks for help.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn ask_help(&self, by: By, wish: HelpAsk) -> Result<HelpThread, Error> {
        let who = by.person.clone();
        self.write_for(&who, move |connection| Box::pin(ask(connection, by, wish)))
            .await
    }

    /// A person's threads, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn help_of(&self, person: &str) -> Result<Vec<HelpLine>, Error> {
        let rows = sqlx::query(select!(
            "where h.person_id = $1 order by h.created_at desc, h.id limit $2"
        ))
        .bind(person)
        .bind(LISTED)
        .fetch_all(&self.reads)
        .await?;
        rows.iter()
            .map(|row| {
                let mut line = stored(row)?.line;
                line.taken_by.clear();
                Ok(line)
            })
            .collect()
    }

    /// A thread of this person.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn help_thread(&self, id: &str, person: &str, now: i64) -> Result<HelpThread, Error> {
        let mut connection = self.reads.acquire().await?;
        let found = own(&mut connection, id, person).await?;
        thread(&mut connection, found, None, now).await
    }

    /// Writes into a thread of this person, and opens it again.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::TooManyRequests`], [`Error::TooMany`] in a thread that is too long.
    pub async fn write_help(
        &self,
        id: String,
        person: String,
        text: String,
        now: i64,
    ) -> Result<HelpThread, Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move { write(connection, (&id, &person), &text, now).await })
        })
        .await
    }

    /// Closes a thread of this person: they need no more.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn close_help(&self, id: String, person: String, now: i64) -> Result<HelpThread, Error> {
        let who = person.clone();
        self.write_for(&who, move |connection| {
            Box::pin(async move {
                own(connection, &id, &person).await?;
                super::desk::close(connection, &id, now).await?;
                let found = find(connection, &id).await?;
                thread(connection, found, None, now).await
            })
        })
        .await
    }
}
