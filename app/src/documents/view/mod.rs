//! What stands on the page of a document: the files that are in it, those on their way, and how more are added.

mod add;
mod here;
mod under_way;

use super::prepare::PHOTO;
use super::queue;
use super::queue::item::Item;
use crate::api;
use crate::html::Html;
use crate::platform;
use crate::text::{documents_key as key, t, t_with};
use permit::api::path;
use permit::document::slot::{Attachment, FORM, attachments};
use permit::draft::Draft;

/// The page of one document of a draft.
pub struct View<'a> {
    /// The draft's id.
    pub id: &'a str,
    /// The document.
    pub slot: &'a str,
    /// The answers.
    pub draft: &'a Draft,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Whether files are kept in this tab alone.
    pub in_tab: bool,
}

impl View<'_> {
    /// All of it.
    pub fn html(&self, h: &mut Html) {
        let all = attachments(self.draft);
        let here: Vec<&Attachment> = all.iter().filter(|one| one.slot == self.slot).collect();
        if self.slot == FORM {
            self.form(&here, h);
        }
        h.h2(&t(key::PAGE_FILES));
        if here.is_empty() {
            h.p("empty", &t("group.documents.empty"));
        } else {
            h.raw("<ol class=\"files\">");
            for (place, file) in here.iter().enumerate() {
                let before = place.checked_sub(1).and_then(|before| here.get(before));
                self.attached(file, before.copied(), h);
            }
            h.raw("</ol>");
        }
        let items = queue::of(self.id, self.slot);
        let (pages, under_way): (Vec<&Item>, Vec<&Item>) =
            items.iter().partition(|item| item.state.is_page());
        h.raw("<p class=\"files__said\" role=\"status\">")
            .text(&said(self.slot))
            .raw("</p>");
        if !pages.is_empty() {
            self.pages(&pages, h);
        }
        if !under_way.is_empty() {
            h.h2(&t(key::PAGE_UNDER_WAY)).raw("<ul class=\"files\">");
            for item in under_way {
                self.item(item, h);
            }
            h.raw("</ul>");
        }
        self.add(&all, h);
    }

    /// The form to be signed, and by what one sees which answers it shows.
    fn form(&self, here: &[&Attachment], h: &mut Html) {
        let fingerprint = self.draft.fingerprint();
        if here.iter().any(|file| file.seal != fingerprint) {
            h.raw("<div class=\"notice notice--warning\">")
                .p("", &t(key::PAGE_FORM_VOID))
                .raw("</div>");
        }
        if !self.signed_in {
            h.p("", &t(key::PAGE_FORM_SIGN_IN));
            return;
        }
        h.raw("<p><a class=\"button button--secondary\" target=\"_blank\" rel=\"noopener\"")
            .attr("href", &api::paper_address(path::DRAFT_FORM, self.id));
        h.raw(">").text(&t(key::PAGE_FORM_OPEN)).raw("</a></p>");
        h.p("", &t_with(key::PAGE_FORM_CODE, &[("code", fingerprint)]));
    }

    /// What a choice of files belongs to: draft, document and, of the signed form, the fingerprint.
    fn about(&self) -> String {
        let seal = if self.slot == FORM {
            self.draft.fingerprint()
        } else {
            String::new()
        };
        [self.id, self.slot, &seal].join(" ")
    }
}

fn said(slot: &str) -> String {
    let key = queue::said(slot);
    if key.is_empty() { key } else { t(&key) }
}

/// Kilobytes, at least one where there is anything.
fn kilobytes(bytes: u64) -> String {
    platform::number_text(u32::try_from(bytes.div_ceil(1_024)).unwrap_or(u32::MAX))
}

fn size(bytes: u64) -> String {
    t_with(key::PAGE_SIZE, &[("size", kilobytes(bytes))])
}
