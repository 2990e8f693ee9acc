//! The list of corrections while it is put together: answers and documents, whose they are, why, until when.

use super::counting;
use crate::desk::fields;
use crate::desk::listen::Values;
use crate::desk::{pins, show, state, words as words_of};
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::api::case::CaseDocument;
use permit::date;
use permit::document::slot::attachments;
use permit::draft::Draft;
use permit::lifecycle::ActionKind;
use permit::lifecycle::correction::{Item, Owner, Pin, Reason};
use permit::profile::Profile;

/// An item in words.
pub fn words(item: &Item, h: &mut Html) {
    pins::point(item, h);
    let values = [
        ("who", words_of::actor(item.owner.actor().name())),
        ("date", platform::date_text(item.due)),
    ];
    h.raw("<br><span class=\"field__note\">")
        .text(&t_with("desk.item_owner", &values))
        .raw("</span>");
}

/// What can be pinned: every answer that is asked, each list, and every document that the rules know.
fn all(draft: &Draft) -> Vec<Pin> {
    let mut all = pins::questions(draft);
    let rules = Profile::of(draft, platform::today_in_china()).rules();
    let mut documents: Vec<String> = rules.documents().map(|rule| rule.id.to_owned()).collect();
    for one in attachments(draft) {
        if !documents.contains(&one.slot) {
            documents.push(one.slot);
        }
    }
    all.extend(documents.into_iter().map(Pin::Document));
    all
}

/// What can be pinned, to choose from: values and words. What the employer's answers ask for belongs to it.
pub fn choices(document: &CaseDocument) -> Vec<(String, String)> {
    let draft = counting(document);
    pins::choices(&all(&draft), &draft)
}

/// The list so far, and the form that adds to it.
pub fn html(state: &state::State, document: &CaseDocument, action: ActionKind, h: &mut Html) {
    let items = &state.items;
    if items.is_empty() {
        h.p("", &t("desk.items_none"));
    } else {
        h.raw("<ul class=\"items\">");
        for (place, item) in items.iter().enumerate() {
            h.raw("<li>");
            words(item, h);
            h.raw(" ")
                .button("link-button", &format!("item drop {place}"), &t("desk.item_drop"))
                .raw("</li>");
        }
        h.raw("</ul>");
    }
    let pins = choices(document);
    let owners: Vec<(String, String)> = Owner::ALL
        .into_iter()
        .filter(|owner| match action {
            ActionKind::ReturnToApplicant => *owner == Owner::Applicant,
            ActionKind::ReturnToEmployer => *owner == Owner::Employer,
            _ => true,
        })
        .map(|owner| {
            let name = owner.actor().name();
            (name.to_owned(), words_of::actor(name))
        })
        .collect();
    let reasons: Vec<(String, String)> = Reason::ALL
        .into_iter()
        .map(|reason| {
            (
                reason.name().to_owned(),
                t(&format!("correction.reason.{}", reason.name())),
            )
        })
        .collect();
    h.raw("<form class=\"box\" data-form=\"item add\">");
    fields::select("pin", &t("desk.item_pin"), &pins, "", h);
    fields::select("owner", &t("desk.item_who"), &owners, "", h);
    fields::select("reason", &t("app.why"), &reasons, "", h);
    fields::line("note", &t("desk.item_note"), "text", false, h);
    fields::line("due", &t("desk.item_due"), "date", true, h);
    fields::submit(&t("desk.item_add"), false, h);
    h.raw("</form>");
}

/// The item that the form says.
fn item(values: &Values) -> Option<Item> {
    Some(Item {
        pin: pins::read(values.get("pin"))?,
        owner: Owner::ALL
            .into_iter()
            .find(|owner| owner.actor().name() == values.get("owner"))?,
        reason: Reason::ALL
            .into_iter()
            .find(|reason| reason.name() == values.get("reason"))?,
        note: values.get("note").into(),
        due: date::parse(values.get("due")).ok()?,
    })
}

/// Adds an item, or lets go of one.
pub fn act(words: &[&str], values: &Values) {
    state::update(|state| match words {
        ["add"] => {
            if let Some(item) = item(values) {
                state.items.push(item);
                state.said = t("desk.item_added");
            }
        }
        ["drop", place] => {
            let place = place.parse().unwrap_or(usize::MAX);
            if place < state.items.len() {
                state.items.remove(place);
            }
        }
        _ => {}
    });
    show::draw();
}

#[cfg(test)]
mod tests {
    use super::item;
    use crate::desk::listen::Values;
    use permit::lifecycle::correction::{Owner, Reason};

    #[test]
    fn an_item_is_whole_or_none() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut values = Values(vec![
            pair("pin", "d:degree"),
            pair("owner", "employer"),
            pair("reason", "unreadable"),
            pair("due", "2026-12-18"),
        ]);
        let made = item(&values).unwrap();
        assert_eq!((made.owner, made.reason), (Owner::Employer, Reason::Unreadable));
        values.0.pop();
        assert!(item(&values).is_none());
    }
}
