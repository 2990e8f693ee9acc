//! The list of corrections while it is put together: answers and documents, whose they are, why, until when.

use crate::components::message;
use crate::desk::fields;
use crate::desk::listen::Values;
use crate::desk::{show, state, words as words_of};
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_opt, t_with};
use permit::answer::Key;
use permit::api::case::CaseDocument;
use permit::date;
use permit::document::slot::attachments;
use permit::draft::Draft;
use permit::forms;
use permit::lifecycle::ActionKind;
use permit::lifecycle::correction::{Item, Owner, Pin, Reason};
use permit::profile::Profile;

/// An item in words.
pub fn words(item: &Item, h: &mut Html) {
    h.raw("<strong>")
        .text(&name(&item.pin))
        .raw("</strong>: ")
        .text(&t(&format!("correction.reason.{}", item.reason.name())));
    if !item.note.is_empty() {
        h.raw(" <q>").text(&item.note).raw("</q>");
    }
    let values = [
        ("who", words_of::actor(item.owner.actor().name())),
        ("date", platform::date_text(item.due)),
    ];
    h.raw(" (").text(&t_with("desk.item_owner", &values)).raw(")");
}

/// What it is pinned to.
pub fn name(pin: &Pin) -> String {
    match pin {
        Pin::Question(key) => message::name_of(key),
        Pin::Document(id) => t_opt(&format!("document.{id}.title")).unwrap_or_else(|| id.clone()),
    }
}

/// The value of a pin in the list to choose from.
fn written(pin: &Pin) -> String {
    match pin {
        Pin::Question(key) => format!("q:{key}"),
        Pin::Document(id) => format!("d:{id}"),
    }
}

/// A pin by its value in the list to choose from.
pub fn read(value: &str) -> Option<Pin> {
    match value.split_once(':')? {
        ("q", key) => Some(Pin::Question(Key::parse(key)?)),
        ("d", id) if !id.is_empty() => Some(Pin::Document(id.into())),
        _ => None,
    }
}

/// What can be pinned: every answer that is asked, each list, and every document that the rules know.
fn pins(draft: &Draft) -> Vec<Pin> {
    let mut all = Vec::new();
    for (_, page) in forms::pages() {
        for (question, row) in page.asked(draft) {
            all.push(Pin::Question(question.key(row)));
        }
        if let Some(group) = page.group {
            all.push(Pin::Question(Key::new(group.id)));
        }
    }
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

fn pin_words(pin: &Pin, draft: &Draft) -> String {
    let name = name(pin);
    match pin {
        Pin::Question(Key {
            question,
            row: Some(row),
        }) => match forms::group_of(question) {
            Some(group) => {
                let place = group
                    .rows(draft)
                    .iter()
                    .position(|other| other == row)
                    .unwrap_or(0);
                [
                    message::row_name(draft, group, row, place.saturating_add(1)),
                    name,
                ]
                .join(": ")
            }
            None => name,
        },
        _ => name,
    }
}

/// What can be pinned, to choose from: values and words.
pub fn choices(draft: &Draft) -> Vec<(String, String)> {
    let all = pins(draft);
    all.iter()
        .map(|pin| (written(pin), pin_words(pin, draft)))
        .collect()
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
    let draft = &document.draft;
    let pins = choices(draft);
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
        pin: read(values.get("pin"))?,
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
    use super::{item, read, written};
    use crate::desk::listen::Values;
    use permit::answer::Key;
    use permit::lifecycle::correction::{Owner, Pin, Reason};

    #[test]
    fn a_pin_is_read_as_it_is_written() {
        for pin in [
            Pin::Question(Key::new("surname")),
            Pin::Question(Key::in_row("edu_school", "e1")),
            Pin::Document("degree".into()),
        ] {
            assert_eq!(read(&written(&pin)), Some(pin));
        }
        assert_eq!(read("d:"), None);
    }

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
