//! Passwords of the staff: Argon2id, and as slow for addresses that nobody has.

use crate::clock;
use crate::error::Error;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use tokio::sync::Semaphore;

/// A hash with the settings of ours that no password has, as far as anybody knows: what is looked at where there is no
/// account takes as long as where there is one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$bm9ib2R5IGhhcyBhIHBhc3N3b3JkIGxpa2UgdGhpcyE";
/// Each takes 19 MiB for a while: others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// Characters that don't look like others, a power of two of them.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The fewest characters of a password that somebody chose.
pub const SHORTEST: usize = 12;
/// The most, as the wire has it.
pub const LONGEST: usize = 256;

/// A password of 100 random bits, in groups that can be typed.
#[must_use]
pub fn generate() -> String {
    let random: [u8; 20] = clock::random();
    let symbol = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
    let groups: Vec<String> = random
        .chunks(5)
        .map(|part| part.iter().map(symbol).collect())
        .collect();
    groups.join("-")
}

/// The hash under which a password is kept, in the PHC string format: Argon2id with 19 MiB and two passes, as OWASP asks.
///
/// # Errors
/// [`Error::Internal`].
pub async fn hash(password: String) -> Result<String, Error> {
    slowly(move || {
        let hashed = Argon2::default().hash_password(password.as_bytes());
        hashed.map(|hash| hash.to_string()).map_err(|_| Error::Internal)
    })
    .await
}

/// Whether a password has this hash; without one it is not, after the same time.
///
/// # Errors
/// [`Error::Internal`].
pub async fn is_right(password: String, hash: Option<String>) -> Result<bool, Error> {
    slowly(move || {
        let stored = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY)).map_err(|_| Error::Internal)?;
        let verified = Argon2::default().verify_password(password.as_bytes(), &stored);
        Ok(verified.is_ok() && hash.is_some())
    })
    .await
}

/// On a thread of its own: it takes longer than others may wait.
async fn slowly<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let _place = AT_ONCE.acquire().await.map_err(|_| Error::Internal)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Internal)?
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, SHORTEST, generate, hash, is_right};

    #[tokio::test]
    async fn a_password_is_told_from_others_and_nobody_s_is_never_right() {
        let password = generate();
        let kept = hash(password.clone()).await.unwrap();
        let settings = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(settings(&kept), settings(NOBODY), "as slow as ours");
        assert!(is_right(password.clone(), Some(kept.clone())).await.unwrap());
        assert!(!is_right(format!("{password}x"), Some(kept)).await.unwrap());
        assert!(!is_right(password, None).await.unwrap());
    }

    #[test]
    fn a_generated_password_is_long_and_another_each_time() {
        let password = generate();
        assert!(password.len() == 23 && password.len() > SHORTEST, "{password}");
        assert_ne!(password, generate());
    }
}
