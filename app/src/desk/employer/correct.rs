//! An invitation that was sent, put right: its address, label and language, and answers of its part. Two people may have it
//! open at once: nothing of the other's is overwritten unseen, and nothing that somebody typed is lost.

use super::part::{changed, renew, theirs};
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::languages;
use crate::desk::listen::{self, Values};
use crate::html::Html;
use crate::text::{self, t};
use permit::api::organisation::{Invitation, InvitationChange, Invitee};
use web_sys::Element;

/// What an invitation says beside its part: the field, what it is called, and what stands there.
fn lines(one: &Invitation) -> [(&'static str, &'static str, &str); 3] {
    [
        ("email", "desk.invite_email", one.email.as_str()),
        ("label", "desk.invite_label", one.label.as_str()),
        ("locale", "app.language", one.locale.as_str()),
    ]
}

/// The fields for it, while nobody answered.
pub fn address(one: &Invitation, h: &mut Html) {
    fields::within("correct", h, |h| {
        fields::filled("email", &t("desk.invite_email"), &one.email, h);
        fields::filled("label", &t("desk.invite_label"), &one.label, h);
        languages::select(&t("app.language"), None, &one.locale, h);
    });
}

/// The form for what is the employer's own once somebody accepted: what it calls the person.
pub fn label(one: &Invitation, busy: bool, h: &mut Html) {
    h.raw("<details><summary>")
        .text(&t("desk.label_change"))
        .raw("</summary><form data-form=\"label\">");
    fields::within("correct", h, |h| {
        fields::filled("label", &t("desk.invite_label"), &one.label, h);
    });
    fields::submit(&t("desk.save"), busy, h);
    h.raw("</form></details>");
}

/// All that a form puts right while nobody answered.
pub fn all(one: &Invitation, values: &Values) -> Invitee {
    Invitee {
        email: values.get("email").into(),
        label: values.get("label").into(),
        locale: values.get("locale").into(),
        post: changed(&one.part, values),
    }
}

/// The label alone.
pub fn label_of(one: &Invitation, values: &Values) -> Invitee {
    Invitee {
        email: one.email.clone(),
        label: values.get("label").into(),
        locale: one.locale.clone(),
        post: Vec::new(),
    }
}

/// Puts the invitation right as it was seen. Where somebody else changed it meanwhile nothing is stored, and that is said.
pub async fn send(address: &str, one: &Invitation, to: Invitee) {
    let wish = InvitationChange {
        to,
        seen: one.revision,
        part_seen: one.part.revision,
    };
    let visit = listen::begin();
    match call::send::<Invitation>("PUT", address, &wish).await {
        // Where no answer was sent, what stands in the fields of the part is still based on what was read before.
        Ok(now) => show(visit, t("desk.saved"), wish.to.post.is_empty(), now),
        Err(failed) if failed.code == "conflict" => met(visit, address, one, &wish).await,
        Err(failed) => listen::failed(visit, failed),
    }
}

/// Shows the invitation as it is stored now, with the part as it was read before or as it is.
fn show(visit: u32, said: String, keeps_part: bool, now: Invitation) {
    renew(visit, said, |one| {
        let read = std::mem::replace(one, now).part;
        if keeps_part {
            one.part = read;
        }
    });
}

/// Somebody else changed it meanwhile: that is shown, what they made of the same fields is named, and what was typed stays for
/// the next press.
async fn met(visit: u32, address: &str, one: &Invitation, wish: &InvitationChange) {
    let now = match call::get::<Invitation>(address).await {
        Ok(now) => now,
        Err(failed) => return listen::failed(visit, failed),
    };
    let mut problems = Vec::new();
    for (field, label, value) in both_changed(one, &now, &wish.to) {
        problems.push((text::pair(&t(label), &words(field, value)), String::new()));
    }
    problems.extend(theirs(&now.part, wish.part_seen, &wish.to.post));
    // The label has a form of its own: the part's may hold what was typed into it and not sent.
    show(visit, String::new(), one.state != "sent", now);
    let why = Failed::named("invitation_changed");
    listen::failed(visit, Failed { problems, ..why });
}

/// A value as its field shows it.
fn words(field: &str, value: &str) -> String {
    let language = text::known(value).filter(|_| field == "locale");
    language.map_or_else(|| value.to_owned(), |locale| locale.name.clone())
}

/// The fields that this person and somebody else made something else of, with what the other one made.
fn both_changed<'a>(
    before: &Invitation,
    now: &'a Invitation,
    to: &Invitee,
) -> Vec<(&'static str, &'static str, &'a str)> {
    let typed: [&str; 3] = [&to.email, &to.label, &to.locale];
    let all = lines(now).into_iter().zip(lines(before)).zip(typed);
    all.filter(|(((_, _, is), (_, _, was)), typed)| is != was && typed != was && is != typed)
        .map(|((now, _), _)| now)
        .collect()
}

/// A field shows what stands there now, unless this person typed into it.
pub fn follow(main: &Element, before: &Invitation, now: &Invitation, values: &Values) {
    for ((name, _, is), (_, _, was)) in lines(now).into_iter().zip(lines(before)) {
        if is != was && values.get(name) == was.trim() {
            listen::fill(main, name, is);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{both_changed, label_of};
    use crate::desk::listen::Values;
    use permit::api::case::PartDocument;
    use permit::api::organisation::{Invitation, Invitee};
    use permit::draft::Draft;
    use permit::forms;

    fn invitation(email: &str, label: &str) -> Invitation {
        Invitation {
            id: "i".into(),
            email: email.into(),
            label: label.into(),
            locale: "en".into(),
            state: "sent".into(),
            application: None,
            handler: "m".into(),
            sent_at: 0,
            answered_at: 0,
            revision: 1,
            part: PartDocument {
                invitation: "i".into(),
                organisation: "o".into(),
                organisation_name: "Example Pumps".into(),
                revision: 1,
                draft: Draft::new(forms::VERSION),
            },
        }
    }

    #[test]
    fn what_only_one_of_two_people_changed_is_not_named() {
        let before = invitation("ana@example.org", "Ana");
        let wish = |label: &str| Invitee {
            email: "anna@example.org".into(),
            label: label.into(),
            locale: "en".into(),
            post: Vec::new(),
        };
        let now = invitation("ana@example.org", "Anna");
        assert!(both_changed(&before, &now, &wish("Ana")).is_empty());
        assert!(both_changed(&before, &now, &wish("Anna")).is_empty());
        assert_eq!(
            both_changed(&before, &now, &wish("A.")),
            [("label", "desk.invite_label", "Anna")]
        );
    }

    #[test]
    fn the_label_alone_changes_nothing_else() {
        let one = invitation("ana@example.org", "Ana");
        let to = label_of(&one, &Values(vec![("label".into(), " Anna ".into())]));
        assert_eq!(
            (to.email.as_str(), to.label.as_str(), to.locale.as_str()),
            ("ana@example.org", "Anna", "en")
        );
        assert!(to.post.is_empty());
    }
}
