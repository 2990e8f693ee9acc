//! How often somebody may ask for a code and mistype one, counted so that a stranger who knows an address can neither
//! guess its codes nor keep its owner out.
//!
//! From one network an address gets few codes and tries; from all networks together more, so that one stranger can't
//! use them up. A browser in which this person was signed in, and did not sign out, counts alone: what strangers do
//! elsewhere never bars it. Nothing here depends on whether anybody knows the address.

use super::session;
use crate::clock;
use crate::error::Error;
use sqlx::{AnyConnection, Row};

const SPAN: i64 = 900;
/// The span in which wrong codes count.
pub(super) const DAY: i64 = 86_400;

/// At most so many in a span of so many seconds.
pub(super) struct Limit {
    /// How many there were since `$1`, and when the first was.
    pub sql: &'static str,
    /// The span, in seconds.
    pub span: i64,
    pub most: i64,
}

/// Codes for one address from one network …
const CODES_FROM_ONE: Limit = Limit {
    sql: "select count(*), min(created_at) from sign_in_code where created_at > $1 and email_key = $2 and client = $3",
    span: SPAN,
    most: 5,
};
/// … for one address from all networks …
const CODES_FROM_ALL: Limit = Limit {
    sql: "select count(*), min(created_at) from sign_in_code where created_at > $1 and email_key = $2",
    span: SPAN,
    most: 15,
};
/// … and for all addresses from one network.
const CODES_BY_ONE: Limit = Limit {
    sql: "select count(*), min(created_at) from sign_in_code where created_at > $1 and client = $2",
    span: SPAN,
    most: 30,
};
/// Wrong codes for one address from one network. A new code does not begin a new count.
const WRONG_FROM_ONE: Limit = Limit {
    sql: "select count(*), min(at) from sign_in_failure where at > $1 and email_key = $2 and client = $3",
    span: DAY,
    most: 20,
};
/// … and from all: one guess in ten thousand days is right. NIST SP 800-63B-4 (2025-08) allows 100 in a row.
const WRONG_FROM_ALL: Limit = Limit {
    sql: "select count(*), min(at) from sign_in_failure where at > $1 and email_key = $2",
    span: DAY,
    most: 100,
};

impl Limit {
    /// Nothing, while there are some left.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] with the seconds to wait.
    pub async fn hold(&self, connection: &mut AnyConnection, whose: &[&str], now: i64) -> Result<(), Error> {
        let left = self.left(connection, whose, now).await?;
        left.map(drop).map_err(Error::TooManyRequests)
    }

    /// How many are left, or how many seconds there are to wait for the next.
    pub async fn left(
        &self,
        connection: &mut AnyConnection,
        whose: &[&str],
        now: i64,
    ) -> Result<Result<i64, i64>, Error> {
        let since = now - self.span;
        let mut query = sqlx::query(self.sql).bind(since);
        for who in whose {
            query = query.bind((*who).to_owned());
        }
        let row = query.fetch_one(connection).await?;
        let (count, first): (i64, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        Ok(if count < self.most {
            Ok(self.most - count)
        } else {
            Err(first.unwrap_or(now) - since)
        })
    }
}

/// Who asks or tries, as far as it can be told.
pub(super) struct Asker {
    email_key: String,
    /// The hash of the network, or of the browser that the person uses.
    pub from: String,
    /// Whether it is such a browser.
    is_known: bool,
    /// Whether others may come from the same network.
    is_network: bool,
}

impl Asker {
    /// `client` is the hash of the network, `None` where all sit at this machine; `token_hash` that of the last session.
    pub async fn find(
        connection: &mut AnyConnection,
        email_key: &str,
        client: Option<String>,
        token_hash: Option<&str>,
        now: i64,
    ) -> Result<Asker, Error> {
        let known = sqlx::query(
            "select s.token_hash from session s join person p on p.id = s.person_id \
             where s.token_hash = $1 and p.email_key = $2 and s.created_at > $3",
        )
        .bind(token_hash.unwrap_or_default())
        .bind(email_key)
        .bind(now - session::LONGEST)
        .fetch_optional(connection)
        .await?;
        let known: Option<String> = known.map(|row| row.try_get(0)).transpose()?;
        Ok(Asker {
            email_key: email_key.into(),
            is_known: known.is_some(),
            is_network: known.is_none() && client.is_some(),
            from: known.or(client).unwrap_or_default(),
        })
    }

    /// Whether a code may be sent.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`], [`Error::SignInPaused`].
    pub async fn may_ask(&self, connection: &mut AnyConnection, now: i64) -> Result<(), Error> {
        self.tries_left(connection, now).await?;
        let (address, from) = (self.email_key.as_str(), self.from.as_str());
        for (applies, limit, whose) in [
            (true, &CODES_FROM_ONE, &[address, from][..]),
            (!self.is_known, &CODES_FROM_ALL, &[address]),
            (self.is_network, &CODES_BY_ONE, &[from]),
        ] {
            if applies {
                let left = limit.left(connection, whose, now).await?;
                left.map_err(Error::TooManyRequests)?;
            }
        }
        Ok(())
    }

    /// How many wrong codes may still be entered today.
    ///
    /// # Errors
    /// [`Error::SignInPaused`] when none.
    pub async fn tries_left(&self, connection: &mut AnyConnection, now: i64) -> Result<i64, Error> {
        let (address, from) = (self.email_key.as_str(), self.from.as_str());
        let here = WRONG_FROM_ONE.left(connection, &[address, from], now).await?;
        let mut left = here.map_err(Error::SignInPaused)?;
        if !self.is_known {
            let anywhere = WRONG_FROM_ALL.left(connection, &[address], now).await?;
            left = left.min(anywhere.map_err(Error::SignInPaused)?);
        }
        Ok(left)
    }

    /// Counts a wrong code.
    pub async fn was_wrong(&self, connection: &mut AnyConnection, now: i64) -> Result<(), Error> {
        sqlx::query("insert into sign_in_failure (id, email_key, client, at) values ($1, $2, $3, $4)")
            .bind(clock::id())
            .bind(self.email_key.as_str())
            .bind(self.from.as_str())
            .bind(now)
            .execute(connection)
            .await?;
        Ok(())
    }
}
