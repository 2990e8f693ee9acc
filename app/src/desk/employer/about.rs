//! What an organisation says of itself, and the form that changes it. Two of its people may have that form open at once: what
//! one of them left alone is never stored as their word on it, and nothing that they typed is lost to the other's.

use super::{of, people};
use crate::desk::call::{self, Failed};
use crate::desk::fields;
use crate::desk::listen::{self, Values};
use crate::desk::state::{self, Data, State};
use crate::html::Html;
use crate::platform::dom;
use crate::text::t;
use leptos::wasm_bindgen::JsCast;
use permit::api::organisation::{MemberRole, Organisation, OrganisationChange, OrganisationRequest};
use permit::api::path;
use web_sys::HtmlInputElement;

/// The form's fields: the name, what it is called, and what the organisation says there.
fn lines(about: &OrganisationRequest) -> [(&'static str, &'static str, &str); 4] {
    [
        ("name", "desk.organisation_name", about.name.as_str()),
        ("credit_code", "desk.credit_code", about.credit_code.as_str()),
        ("address", "desk.address", about.address.as_str()),
        ("phone", "desk.phone", about.phone.as_str()),
    ]
}

/// What it says, and the form for who may change that.
pub fn html(state: &State, organisation: &Organisation, h: &mut Html) {
    let may = organisation.role.is_some_and(|role| role != MemberRole::Agent);
    h.h2(&t("desk.about")).raw("<dl class=\"summary\">");
    for (_, label, value) in lines(&organisation.about) {
        h.fact(&t(label), value);
    }
    h.raw("</dl>");
    if !may {
        return;
    }
    h.raw("<details")
        .flag("open", organisation.state == "returned")
        .raw("><summary>")
        .text(&t("desk.about_change"))
        .raw("</summary><form data-form=\"about\">")
        .p("", &t("desk.about_lead"));
    for (name, label, value) in lines(&organisation.about) {
        fields::filled(name, &t(label), value, h);
    }
    fields::submit(&t("desk.save"), state.busy, h);
    h.raw("</form></details>");
}

/// The field of this name. What it began with stays in it, however often the page is drawn anew.
fn field(name: &str) -> Option<HtmlInputElement> {
    dom::by_id(&fields::id_of(name))?.dyn_into().ok()
}

/// What is to be stored of a field: what was typed, or, where nothing was, what stands there by now. `None` where both this
/// person and another one made something else of what it began with.
fn settled(began: &str, typed: &str, now: &str) -> Option<String> {
    if typed == began {
        Some(now.to_owned())
    } else if now == began || now == typed {
        Some(typed.to_owned())
    } else {
        None
    }
}

/// The form goes on from what the page shows now: what was typed into it stays, and the rest follows.
fn follow(about: &OrganisationRequest) {
    for (name, _, now) in lines(about) {
        if let Some(field) = field(name) {
            if field.value() == field.default_value() {
                field.set_value(now);
            }
            field.set_default_value(now);
        }
    }
}

/// The organisation as the page shows it.
fn shown() -> Option<Organisation> {
    state::with(|state| match &state.data {
        Data::Organisation(one, _) => Some((**one).clone()),
        _ => None,
    })
}

/// Stores what the form says. Where somebody else changed the registration meanwhile, that is shown first.
pub async fn change(organisation: &str, values: &Values) {
    let Some(seen) = shown() else { return };
    let visit = listen::begin();
    let said = lines(&seen.about).map(|(name, _, now)| {
        let began = field(name).map_or_else(|| now.to_owned(), |field| field.default_value());
        settled(began.trim(), values.get(name), now)
    });
    let outcome = match said {
        [Some(name), Some(credit_code), Some(address), Some(phone)] => {
            let about = OrganisationRequest {
                name,
                credit_code,
                address,
                phone,
                documents: Vec::new(),
            };
            let wish = OrganisationChange {
                about,
                seen: seen.revision,
            };
            call::send::<Organisation>("PUT", &of(path::ORGANISATION, organisation), &wish).await
        }
        // The page shows already what somebody else made of it; it is said, too.
        _ => Err(Failed::named("organisation_changed")),
    };
    let goes_on = match outcome {
        Ok(now) => {
            people::now(visit, Ok(now)).await;
            true
        }
        Err(why) => {
            let moved_on = why.code == "organisation_changed";
            listen::failed_on_case(visit, why).await;
            moved_on
        }
    };
    let now = shown().filter(|now| now.id == organisation && state::is_here(visit));
    if let Some(now) = now.filter(|_| goes_on) {
        follow(&now.about);
    }
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn of_two_changes_of_a_field_none_is_lost_and_what_was_left_alone_follows() {
        for (began, typed, now, expected) in [
            ("1 Road", "1 Road", "1 Road", Some("1 Road")),
            ("1 Road", "2 Road", "1 Road", Some("2 Road")),
            ("1 Road", "1 Road", "3 Road", Some("3 Road")),
            ("1 Road", "3 Road", "3 Road", Some("3 Road")),
            ("1 Road", "2 Road", "3 Road", None),
        ] {
            assert_eq!(
                settled(began, typed, now).as_deref(),
                expected,
                "{began} {typed} {now}"
            );
        }
    }
}
