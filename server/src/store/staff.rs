//! Accounts of the staff, and their sessions.

use super::Store;
use crate::error::Error;
use permit::api::staff::StaffRole;
use sqlx::Row;

/// Seconds after which a session ends that nobody uses: staff see other people's passports.
pub const IDLE: i64 = 900;
/// Seconds after which it ends in any case: a working day.
const LONGEST: i64 = 12 * 3_600;

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
}

impl Store {
    /// Who has this session; it goes on from now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn staff(&self, token_hash: &str, now: i64) -> Result<Option<Staff>, Error> {
        let mut connection = self.reads.acquire().await?;
        let row = sqlx::query(
            "select staff.id, name, role, staff_session.created_at, seen_at from staff_session \
             join staff on staff.id = staff_id where token_hash = $1 and disabled_at is null",
        )
        .bind(token_hash)
        .fetch_optional(&mut *connection)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (created, seen): (i64, i64) = (row.try_get(3)?, row.try_get(4)?);
        let role = StaffRole::named(&row.try_get::<String, _>(2)?);
        let Some(role) = role.filter(|_| now < seen + IDLE && now < created + LONGEST) else {
            return Ok(None);
        };
        if now > seen {
            let used = sqlx::query("update staff_session set seen_at = $1 where token_hash = $2");
            self.writer
                .execute(used.bind(now).bind(token_hash.to_owned()))
                .await?;
        }
        Ok(Some(Staff {
            id: row.try_get(0)?,
            name: row.try_get(1)?,
            role,
            expires_at: (now + IDLE).min(created + LONGEST),
        }))
    }
}
