//! The letters about organisations and invitations: no answer, no name of an applicant, only where to look.

use crate::locales::text_with;
use crate::mail::letter;
use crate::state::Portal;
use crate::store::Letter;
use permit::api::organisation::MemberRole;

/// The page of employers.
const EMPLOYER: &str = "/employer";

/// Who writes: the portal's address, and the authority that runs it.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The address, without a slash at its end.
    pub url: String,
    /// The name of the authority.
    pub authority: String,
}

impl Sender {
    /// Of this portal.
    #[must_use]
    pub fn of(portal: &Portal) -> Self {
        Self {
            url: portal.config.address(),
            authority: portal.config.authority_name.clone(),
        }
    }

    /// A letter of this kind, in a language to an address.
    fn write(
        &self,
        kind: &str,
        (locale, to): (&str, &str),
        path: &str,
        organisation: &str,
        more: &[(&str, &str)],
    ) -> Letter {
        // A name may not break the line of a subject.
        let organisation = organisation.split_whitespace().collect::<Vec<_>>().join(" ");
        let url = format!("{}/{}{path}", self.url, crate::locales::known(locale));
        let mut values = more.to_vec();
        values.extend([
            ("organisation", organisation.as_str()),
            ("url", &url),
            ("authority", &self.authority),
        ]);
        let text = |part: &str| text_with(locale, &format!("mail.{kind}.{part}"), &values);
        letter(locale, to, text("subject"), text("text"))
    }
}

/// What a member may do.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Their role.
    pub role: MemberRole,
    /// Whether they handle applications.
    pub handles: bool,
    /// The last day of the mandate, ISO 8601, of who has one.
    pub until: &'a str,
}

/// A role in words; of a person in charge whether they handle applications too.
fn role_of(locale: &str, is: Standing<'_>) -> String {
    let key = match (is.role, is.handles) {
        (MemberRole::InCharge, true) => "mail.role.in_charge_handles".to_owned(),
        (role, _) => format!("mail.role.{}", role.name()),
    };
    text_with(locale, &key, &[("until", is.until)])
}

/// Tells somebody that they are a member now.
#[must_use]
pub fn member(sender: &Sender, to: (&str, &str), organisation: &str, is: Standing<'_>) -> Letter {
    let role = role_of(to.0, is);
    sender.write("member", to, EMPLOYER, organisation, &[("role", &role)])
}

/// Tells a member that what they may do, or until when, is another one now.
#[must_use]
pub fn member_changed(sender: &Sender, to: (&str, &str), organisation: &str, is: Standing<'_>) -> Letter {
    let role = role_of(to.0, is);
    sender.write("member_changed", to, EMPLOYER, organisation, &[("role", &role)])
}

/// Tells somebody that they are no member any more.
#[must_use]
pub fn member_ended(sender: &Sender, to: (&str, &str), organisation: &str) -> Letter {
    sender.write("member_ended", to, EMPLOYER, organisation, &[])
}

/// Invites somebody: the link holds the secret.
#[must_use]
pub fn invitation(sender: &Sender, to: (&str, &str), organisation: &str, secret: &str) -> Letter {
    sender.write(
        "invitation",
        to,
        &format!("/invitations/{secret}"),
        organisation,
        &[],
    )
}

/// Tells an invited person who has no account that the employer ended it.
#[must_use]
pub fn invitation_ended(sender: &Sender, to: (&str, &str), organisation: &str) -> Letter {
    sender.write("invitation_ended", to, "", organisation, &[])
}
