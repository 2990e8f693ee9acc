//! The last step before sending: all that the employer receives, what is not among it, and the box by which the applicant
//! agrees to exactly that.

use super::Case;
use super::slots::{all, state, supplied, title};
use crate::api;
use crate::components::message;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use permit::answer::Role;
use permit::api::path;
use permit::document::slot::{Attachment, FORM, Slot, SlotState, without_slot};
use permit::draft::Draft;
use permit::forms::documents::DOCUMENTS;
use permit::lifecycle::correction::Owner;
use permit::lifecycle::{EventKind, hears};

/// The page between its first words and the state of saving. `standing` is how the step stands: the id of the box, and
/// what holds.
pub fn page(case: &Case, draft: &str, standing: &str, h: &mut Html) {
    let (_, all) = all(case);
    h.h2(&t(key::HANDOVER_TITLE))
        .p("", &t(key::HANDOVER_TEXT))
        .raw("<ul><li>");
    made(path::DRAFT_FORM, draft, &t(key::HANDOVER_FORM), h);
    for paper in [key::HANDOVER_LIST, key::HANDOVER_RECEIPT, key::HANDOVER_MANIFEST] {
        h.raw("</li><li>").text(&t(paper));
    }
    h.raw("</li></ul><h3>").text(&t(key::HANDOVER_FILES)).raw("</h3>");
    files(case, &all, h);
    h.raw("<p>");
    made(path::DRAFT_PACKAGE, draft, &t(key::HANDOVER_PACKAGE), h);
    h.raw("</p>");
    missing(&all, draft, h);
    agree(standing, h);
}

/// A link to what the server makes. It opens beside the page, which stays also where the server can't make it.
pub fn made(path: &str, id: &str, words: &str, h: &mut Html) {
    beside(&api::paper_address(path, id), words, h);
}

fn beside(address: &str, words: &str, h: &mut Html) {
    h.raw("<a target=\"_blank\" rel=\"noopener\" dir=\"auto\"")
        .attr("href", address)
        .raw(">")
        .text(words)
        .raw("</a>");
}

/// The files by their documents.
fn files(case: &Case, all: &[Slot], h: &mut Html) {
    let left = without_slot(&case.draft, all);
    let full: Vec<&Slot> = all.iter().filter(|slot| !slot.files.is_empty()).collect();
    if full.is_empty() && left.is_empty() {
        h.p("", &t(key::HANDOVER_NO_FILES));
        return;
    }
    h.raw("<ul>");
    for slot in full {
        named(&title(slot.needed.rule.id), &case.draft, &slot.files, h);
    }
    if !left.is_empty() {
        named(&t("slot.without_title"), &case.draft, &left, h);
    }
    h.raw("</ul>");
}

fn named(document: &str, draft: &Draft, files: &[Attachment], h: &mut Html) {
    h.raw("<li>").text(document).raw("<ul>");
    for (place, file) in files.iter().enumerate() {
        h.raw("<li>");
        beside(
            &api::file_address(&file.file),
            &message::row_name(draft, &DOCUMENTS, &file.row, place + 1),
            h,
        );
        h.raw("</li>");
    }
    h.raw("</ul></li>");
}

/// What should be there and is not, and what that means.
fn missing(all: &[Slot], draft: &str, h: &mut Html) {
    let open: Vec<&Slot> = all
        .iter()
        .filter(|slot| !slot.state.is_complete() || slot.state == SlotState::MayFollow)
        .collect();
    if open.is_empty() {
        return;
    }
    h.raw("<div class=\"notice\"><h3>")
        .text(&t(key::HANDOVER_MISSING))
        .raw("</h3><ul>");
    for slot in open {
        // The form itself is in the package: what is missing of it is the signature and the seal.
        let name = match slot.needed.rule.id {
            FORM => t(key::HANDOVER_SIGNED),
            id => title(id),
        };
        h.raw("<li>")
            .text(&name)
            .raw("<span class=\"field__note\"> – ")
            .text(&state(slot))
            .raw(" · ")
            .text(&supplied(slot))
            .raw("</span></li>");
    }
    h.raw("</ul>").p("", &t(key::HANDOVER_MISSING_TEXT)).raw("<p>");
    h.link("", &nav::href(&Page::Files(draft.into())), &t(key::HANDOVER_ADD))
        .raw("</p></div>");
}

/// The box and the button. The button says what to do where it can't send yet, so it is never dead.
fn agree(standing: &str, h: &mut Html) {
    let mut words = standing.split(' ');
    let id = words.next().unwrap_or_default();
    let holds = |word: &str| words.clone().any(|other| other == word);
    let wrong = holds("asked") && !holds("agreed");
    h.raw("<div")
        .attr("class", if wrong { "field field--error" } else { "field" })
        .raw(">");
    if wrong {
        h.raw("<p class=\"field__error\" role=\"alert\" id=\"agree-problem\">")
            .hidden_text(&t(key::ERROR_PREFIX))
            .raw(" ")
            .text(&t(key::HANDOVER_NOT_AGREED))
            .raw("</p>");
    }
    h.raw("<div class=\"choice\"><input type=\"checkbox\" aria-required=\"true\"")
        .attr("id", id);
    if wrong {
        h.attr("aria-invalid", "true")
            .attr("aria-describedby", "agree-problem");
    }
    h.raw("><label")
        .attr("for", id)
        .raw(">")
        .text(&t(key::HANDOVER_AGREE))
        .raw("</label></div></div>");
    if hears(EventKind::ApplicantReady, Role::Applicant).contains(&Owner::Employer) {
        h.p("", &t(key::SEND_HEARS));
    }
    if holds("unsaved") {
        h.p("", &t(key::SEND_UNSAVED));
    }
    h.raw("<p><button type=\"button\" class=\"button\" id=\"send\" data-act=\"send\"");
    if holds("busy") || holds("unsaved") || !holds("agreed") {
        h.attr("aria-disabled", "true");
    }
    let busy = holds("busy");
    h.raw(">")
        .text(&t(if busy { key::SEND_SENDING } else { key::SEND_BUTTON }))
        .raw("</button></p>");
}
