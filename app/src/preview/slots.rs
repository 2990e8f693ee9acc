//! The documents of a draft as slots: what is there, what is missing, who has to see to it and how.

use super::{Case, papers};
use crate::html::Html;
use crate::nav;
use crate::original;
use crate::page::Page;
use crate::platform;
use crate::text::{t, t_with};
use permit::document::slot::{FORM, Hint, Slot, SlotState, slots, without_slot};
use permit::document::{Circumstances, Note, Way};

/// The slots of a draft, and what they depend on.
pub fn all(case: &Case) -> (Circumstances, Vec<Slot>) {
    let around = Circumstances::of(&case.draft, &case.preview, platform::today_in_china());
    let all = slots(&case.draft, &case.preview, &around);
    (around, all)
}

/// The list; links lead to the pages of this draft.
pub fn list(case: &Case, draft: &str, h: &mut Html) {
    let (_, all) = all(case);
    count_of(&all, h);
    let (needed, exempt): (Vec<&Slot>, Vec<&Slot>) = all
        .iter()
        .partition(|slot| slot.needed.exempt.is_none() || !slot.files.is_empty());
    h.raw("<div data-zh><ul class=\"task-list\">");
    for slot in needed {
        item(slot, draft, h);
    }
    h.raw("</ul>");
    if !exempt.is_empty() {
        h.h2(&t("preview.documents_not_needed"))
            .raw("<ul class=\"papers\">");
        for slot in exempt {
            h.raw("<li>")
                .raw("<h3>")
                .text(&title(slot.needed.rule.id))
                .raw("</h3>");
            if let Some(exempt) = slot.needed.exempt {
                papers::because(exempt, h);
            }
            h.raw("</li>");
        }
        h.raw("</ul>");
    }
    original::close(h);
    let left = without_slot(&case.draft, &all);
    if !left.is_empty() {
        h.h2(&t("slot.without_title")).p("", &t("slot.without"));
        let mut seen: Vec<&str> = Vec::new();
        h.raw("<ul>");
        for one in &left {
            if !seen.contains(&one.slot.as_str()) {
                seen.push(&one.slot);
                h.raw("<li>")
                    .link("", &href(draft, &one.slot), &title(&one.slot))
                    .raw("</li>");
            }
        }
        h.raw("</ul>");
    }
}

/// How many are there, in a sentence.
pub fn count(case: &Case, h: &mut Html) {
    count_of(&all(case).1, h);
}

fn count_of(all: &[Slot], h: &mut Html) {
    let needed = || all.iter().filter(|slot| slot.state != SlotState::Optional);
    let done = needed().filter(|slot| slot.state == SlotState::Provided).count();
    let values = [
        ("done", platform::number_text(done as u32)),
        ("all", platform::number_text(needed().count() as u32)),
    ];
    h.raw("<p role=\"status\">")
        .text(&t_with("slot.count", &values))
        .raw("</p>");
}

fn href(draft: &str, slot: &str) -> String {
    nav::href(&Page::Slot(draft.into(), slot.into()))
}

/// What a document is called.
pub fn title(slot: &str) -> String {
    t(&format!("document.{slot}.title"))
}

fn item(slot: &Slot, draft: &str, h: &mut Html) {
    let id = slot.needed.rule.id;
    let status = format!("{id}-status");
    h.raw("<li class=\"task-list__item\"><div><a class=\"task-list__link\"")
        .attr("aria-describedby", &status);
    h.attr("href", &href(draft, id))
        .raw(">")
        .text(&title(id))
        .raw("</a>");
    h.p("field__note", &supplied(slot));
    if !slot.state.is_complete() {
        h.p("field__note", &next_step(slot).unwrap_or_default());
    }
    for hint in &slot.hints {
        h.p("field__warning", &in_words(hint));
    }
    h.raw("</div><span")
        .attr("class", class(slot.state))
        .attr("id", &status)
        .raw(">")
        .text(&state(slot))
        .raw("</span></li>");
}

fn class(state: SlotState) -> &'static str {
    match state {
        SlotState::Provided => "task-list__status task-list__status--done",
        SlotState::Missing | SlotState::MayFollow | SlotState::Optional => {
            "task-list__status task-list__status--todo"
        }
        SlotState::Void => "task-list__status task-list__status--problem",
    }
}

/// How a document stands.
pub fn state(slot: &Slot) -> String {
    let key = format!("slot.state.{}", slot.state.name());
    t_with(&key, &[("count", platform::number_text(slot.files.len() as u32))])
}

/// Who has to see to a document.
pub fn supplied(slot: &Slot) -> String {
    let who = t(&format!("supplier.{}", slot.needed.rule.supplier));
    t_with("preview.supplied_by", &[("who", who)])
}

/// What has to happen next for a document that is not there.
fn next_step(slot: &Slot) -> Option<String> {
    if slot.needed.rule.id == FORM {
        return Some(t(&format!("slot.next.form_{}", slot.state.name())));
    }
    let notes = &slot.needed.notes;
    let authentication = notes.iter().find_map(|note| match note {
        Note::Authentication { way, .. } => Some(*way),
        _ => None,
    });
    let name = match authentication {
        Some(Way::Apostille) => "apostille",
        Some(Way::Authenticated) => "authenticate",
        Some(Way::Either) => "either",
        Some(Way::Notary) => "notary",
        Some(Way::Original) | None if notes.iter().any(|note| matches!(note, Note::Translation(_))) => {
            "translate"
        }
        _ if slot.needed.rule.supplier == "employer" => "employer",
        _ => return None,
    };
    Some(t(&format!("slot.next.{name}")))
}

fn in_words(hint: &Hint) -> String {
    match hint {
        Hint::TooOld { from } => t_with("slot.hint.too_old", &[("from", platform::date_text(*from))]),
        Hint::RunsOut { until } => t_with("slot.hint.runs_out", &[("until", platform::date_text(*until))]),
        Hint::NoDate => t("slot.hint.no_date"),
    }
}

/// What one document has to be, and how it stands.
pub fn slot(case: &Case, id: &str, h: &mut Html) {
    let (around, all) = all(case);
    let Some(slot) = all.iter().find(|slot| slot.needed.rule.id == id) else {
        h.p("notice", &t("slot.not_on_list"));
        return;
    };
    h.raw("<p role=\"status\"><strong")
        .attr("class", class(slot.state))
        .raw(">")
        .text(&state(slot))
        .raw("</strong></p>");
    for hint in &slot.hints {
        h.raw("<div class=\"notice\">")
            .p("", &in_words(hint))
            .raw("</div>");
    }
    h.raw("<div data-zh>");
    if let Some(exempt) = slot.needed.exempt {
        papers::because(exempt, h);
    }
    let is_open = slot.state != SlotState::Provided || id == FORM;
    if let Some(next) = next_step(slot).filter(|_| is_open) {
        h.raw("<p><strong>")
            .text(&t("slot.next_title"))
            .raw("</strong> ")
            .text(&next)
            .raw("</p>");
    }
    h.raw("<details class=\"details\"")
        .flag("open", slot.files.is_empty())
        .raw("><summary>")
        .text(&t("slot.about"))
        .raw("</summary>");
    papers::about(&slot.needed, &around, h);
    h.raw("</details>");
    original::close(h);
}

/// Whether the day of issue matters for a document: not empty if it does.
pub fn dated(case: &Case, id: &str) -> String {
    let (_, all) = all(case);
    let slot = all.iter().find(|slot| slot.needed.rule.id == id);
    let notes = slot.map(|slot| slot.needed.notes.as_slice()).unwrap_or_default();
    let dated = notes.iter().any(|note| matches!(note, Note::IssuedFrom { .. }));
    if dated { "dated".into() } else { String::new() }
}
