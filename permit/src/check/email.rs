//! E-mail addresses: what a mail server would take, without the exotic corners of RFC 5321 (quotes, comments, literals).

use super::fold::fold;
use crate::problem::Code;

/// Tidies an address: the domain in lower case, the part before `@` as typed.
///
/// # Errors
/// [`Code::EmailShape`].
pub fn email(raw: &str) -> Result<String, Code> {
    // A full stop of an East Asian keyboard is one all the same.
    let address = fold(raw).replace(['。', '｡'], ".");
    let (local, domain) = address.rsplit_once('@').ok_or(Code::EmailShape)?;
    let domain = domain.trim_end_matches('.').to_lowercase();
    let local_fits = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| letter(c) || "!#$%&'*+-/=?^_`{|}~.".contains(c));
    let label = |label: &str| {
        let hyphens = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && label.len() <= 63 && !hyphens && label.chars().all(|c| letter(c) || c == '-')
    };
    let top = domain.rsplit('.').next().unwrap_or("");
    let top_fits = top.chars().count() >= 2 && !top.bytes().all(|b| b.is_ascii_digit());
    let domain_fits = domain.contains('.') && domain.split('.').all(label) && top_fits;
    if local_fits && domain_fits && address.len() <= 254 {
        Ok(format!("{local}@{domain}"))
    } else {
        Err(Code::EmailShape)
    }
}

/// Beyond ASCII, vowel signs and the like belong to words of many scripts without being letters.
fn letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || !(c.is_ascii() || c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::email;

    #[test]
    fn addresses_are_tidied_or_refused() {
        assert_eq!(
            email(" Anna.Eriksson+work@Example.ORG ").as_deref(),
            Ok("Anna.Eriksson+work@example.org")
        );
        assert_eq!(email("用户@例子.中国").as_deref(), Ok("用户@例子.中国"));
        assert_eq!(email("a@example。com").as_deref(), Ok("a@example.com"));
        assert!(email("अजय@उदाहरण.भारत्").is_ok());
        assert_eq!(
            email("o'neil@mail.example.co.uk.").as_deref(),
            Ok("o'neil@mail.example.co.uk")
        );
        for wrong in [
            "",
            "anna",
            "anna@",
            "@example.org",
            "anna@example",
            "a b@example.org",
            "anna@-x.org",
            "a..b@example.org",
            "anna@example.1",
            "anna@example..org",
            "a@b@c",
        ] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }
}
