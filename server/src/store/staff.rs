//! Accounts of the staff, and their sessions.

use super::{Store, staff_sign_in};
use crate::clock;
use crate::error::Error;
use permit::api::staff::{IDLE_SECONDS, SEEN_SECONDS, StaffRole};
use sqlx::{AnyConnection, Row};

/// Seconds after which a session ends that nobody uses.
pub const IDLE: i64 = IDLE_SECONDS;
/// Seconds after which it ends in any case: a working day.
pub(super) const LONGEST: i64 = 12 * 3_600;

/// Somebody of the staff who is signed in.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The account.
    pub id: String,
    /// The name, as colleagues read it.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
    /// When the session ends unless it is used.
    pub expires_at: i64,
    /// The address in lower case.
    pub email: String,
    /// When the session began.
    pub created_at: i64,
    /// Whether password and code began it; else a passkey.
    pub by_password: bool,
    /// The hash of the session's token.
    pub token_hash: String,
}

/// An account to be made.
pub struct NewStaff {
    /// The name, as colleagues read it.
    pub name: String,
    /// The address in lower case.
    pub email_key: String,
    /// What they may do.
    pub role: StaffRole,
    /// The password's hash, in the PHC string format.
    pub password_hash: String,
    /// The secret of the authenticator, in base32.
    pub totp_secret: String,
    /// The time.
    pub now: i64,
}

/// A line of the list of accounts.
pub struct StaffAccount {
    /// The address in lower case.
    pub email_key: String,
    /// The role's name.
    pub role: String,
    /// The name, as colleagues read it.
    pub name: String,
    /// When it was made.
    pub created_at: i64,
    /// From when on nobody signs in with it.
    pub disabled_at: Option<i64>,
}

async fn add(connection: &mut AnyConnection, new: NewStaff) -> Result<bool, Error> {
    let added = sqlx::query(
        "insert into staff (id, name, email_key, role, password_hash, totp_secret, totp_step, created_at) \
         values ($1, $2, $3, $4, $5, $6, 0, $7) on conflict (email_key) do update set name = excluded.name, \
         role = excluded.role, password_hash = excluded.password_hash, totp_secret = excluded.totp_secret, \
         totp_step = 0, disabled_at = null where staff.disabled_at is not null",
    )
    .bind(clock::id())
    .bind(new.name)
    .bind(&new.email_key)
    .bind(new.role.name())
    .bind(new.password_hash)
    .bind(new.totp_secret)
    .bind(new.now)
    .execute(&mut *connection)
    .await?;
    if added.rows_affected() != 1 {
        return Ok(false);
    }
    for sql in [
        "delete from staff_session where staff_id in (select id from staff where email_key = $1)",
        "delete from passkey where kind = 'staff' and owner in (select id from staff where email_key = $1)",
    ] {
        sqlx::query(sql)
            .bind(&new.email_key)
            .execute(&mut *connection)
            .await?;
    }
    Ok(true)
}

impl Store {
    /// Who has this session; `used`: it goes on from now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn staff(&self, token_hash: &str, used: bool, now: i64) -> Result<Option<Staff>, Error> {
        let row = sqlx::query(
            "select staff.id, name, role, staff_session.created_at, seen_at, email_key, how from staff_session \
             join staff on staff.id = staff_id where token_hash = $1 and disabled_at is null",
        )
        .bind(token_hash)
        .fetch_optional(&self.reads)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (created, mut seen): (i64, i64) = (row.try_get(3)?, row.try_get(4)?);
        let role = StaffRole::named(&row.try_get::<String, _>(2)?);
        let Some(role) = role.filter(|_| now < seen + IDLE && now < created + LONGEST) else {
            return Ok(None);
        };
        if used && now - seen >= SEEN_SECONDS {
            let used = sqlx::query("update staff_session set seen_at = $1 where token_hash = $2");
            self.writer
                .execute(used.bind(now).bind(token_hash.to_owned()))
                .await?;
            seen = now;
        }
        Ok(Some(Staff {
            id: row.try_get(0)?,
            name: row.try_get(1)?,
            role,
            expires_at: (seen + IDLE).min(created + LONGEST),
            email: row.try_get(5)?,
            created_at: created,
            by_password: row.try_get::<String, _>(6)? == staff_sign_in::PASSWORD,
            token_hash: token_hash.to_owned(),
        }))
    }

    /// Ends a session of the staff.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sign_out_staff(&self, token_hash: String) -> Result<(), Error> {
        let ended = sqlx::query("delete from staff_session where token_hash = $1");
        self.writer.execute(ended.bind(token_hash)).await
    }

    /// Makes an account, or enables a disabled one with what is new: nothing opens it that opened it before. `false` where
    /// an active one has its address.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_staff(&self, new: NewStaff) -> Result<bool, Error> {
        self.writer
            .write(move |connection| Box::pin(add(connection, new)))
            .await
    }

    /// Every account, by its address.
    ///
    /// # Errors
    /// What the database says.
    pub async fn staff_accounts(&self) -> Result<Vec<StaffAccount>, Error> {
        let rows = sqlx::query(
            "select email_key, role, name, created_at, disabled_at from staff order by email_key",
        )
        .fetch_all(&self.reads)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(StaffAccount {
                    email_key: row.try_get(0)?,
                    role: row.try_get(1)?,
                    name: row.try_get(2)?,
                    created_at: row.try_get(3)?,
                    disabled_at: row.try_get(4)?,
                })
            })
            .collect()
    }

    /// Disables an account and ends its sessions; `false` where no active one has this address.
    ///
    /// # Errors
    /// What the database says.
    pub async fn disable_staff(&self, email_key: String, now: i64) -> Result<bool, Error> {
        self.writer
            .write(move |connection| {
                Box::pin(async move {
                    let disabled = sqlx::query(
                        "update staff set disabled_at = $1 where email_key = $2 and disabled_at is null",
                    )
                    .bind(now)
                    .bind(&email_key)
                    .execute(&mut *connection)
                    .await?;
                    sqlx::query(
                        "delete from staff_session where staff_id in (select id from staff where email_key = $1)",
                    )
                    .bind(&email_key)
                    .execute(connection)
                    .await?;
                    Ok(disabled.rows_affected() == 1)
                })
            })
            .await
    }
}
