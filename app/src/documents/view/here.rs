//! What is in the document, and what the server has besides.

use super::{View, size};
use crate::api;
use crate::documents::queue::{self, Known};
use crate::html::Html;
use crate::platform;
use crate::text::{documents_key as key, t, t_with};
use permit::answer::Key;
use permit::document::slot::Attachment;
use permit::forms::documents::DOCUMENTS;

impl View<'_> {
    /// A file that is in a document.
    pub(super) fn attached(&self, file: &Attachment, before: Option<&Attachment>, h: &mut Html) {
        h.raw("<li class=\"files__item\" tabindex=\"-1\"")
            .attr("id", &format!("{}-{}", DOCUMENTS.id, file.row))
            .raw(">");
        h.raw("<p><a target=\"_blank\" rel=\"noopener\"")
            .attr("href", &api::file_address(&file.file))
            .raw("><bdi>");
        h.text(&file.name).raw("</bdi></a></p>");
        let known = queue::known();
        let of_server = known
            .as_ref()
            .map(|all| all.iter().find(|one| one.id == file.file));
        match of_server {
            Some(Some(one)) => {
                h.p("field__note", &described(one));
                match one.state.as_str() {
                    "waiting" => {
                        h.p("field__note", &t(key::PAGE_WAITING));
                    }
                    "refused" => {
                        h.p("field__error", &t(&format!("error.{}", one.reason)));
                    }
                    _ => {}
                }
            }
            // The draft names a file that was deleted.
            Some(None) => {
                h.p("field__error", &t(key::PAGE_GONE));
            }
            None => {}
        }
        h.raw("<div class=\"cluster\">");
        let act = |act: &str, text: &str, h: &mut Html| {
            h.raw("<button type=\"button\" class=\"link-button\"")
                .attr("data-act", act)
                .raw(">")
                .text(&t(text));
            h.hidden_text(&file.name).raw("</button>");
        };
        if let Some(before) = before {
            let rank = |row: &str| self.draft.raw(&Key::in_row(DOCUMENTS.id, row)).to_owned();
            let swap = [
                "files swap",
                self.id,
                &before.row,
                &rank(&before.row),
                &file.row,
                &rank(&file.row),
            ];
            act(&swap.join(" "), key::PAGE_EARLIER, h);
        }
        act(
            &format!("remove {} {}", DOCUMENTS.id, file.row),
            key::PAGE_REMOVE,
            h,
        );
        h.raw("</div></li>");
    }

    /// The files that the server has already, to be used here too.
    pub(super) fn known(&self, all: &[Attachment], h: &mut Html) {
        let Some(known) = queue::known() else { return };
        let is_here = |file: &Known| all.iter().any(|one| one.slot == self.slot && one.file == file.id);
        let others: Vec<&Known> = known
            .iter()
            .filter(|file| file.state != "refused" && !is_here(file))
            .collect();
        if others.is_empty() {
            return;
        }
        h.raw("<details class=\"details\"><summary>")
            .text(&t(key::PAGE_AGAIN))
            .raw("</summary><ul class=\"files\">");
        for file in others {
            let named = all.iter().find(|one| one.file == file.id);
            let name = named.map_or_else(|| described(file), |one| one.name.clone());
            let kept = named.map_or("document", |one| one.name.as_str());
            let kept = String::from(js_sys::encode_uri_component(kept));
            h.raw("<li class=\"files__item cluster\"><a target=\"_blank\" rel=\"noopener\"")
                .attr("href", &api::file_address(&file.id));
            h.raw("><bdi>").text(&name).raw("</bdi></a>");
            if named.is_some() {
                h.raw("<span class=\"field__note\">")
                    .text(&described(file))
                    .raw("</span>");
            }
            h.raw("<button type=\"button\" class=\"link-button\"").attr(
                "data-act",
                &format!("files again {} {kept} {}", file.id, self.about()),
            );
            h.raw(">")
                .text(&t(key::PAGE_USE))
                .hidden_text(&name)
                .raw("</button></li>");
        }
        h.raw("</ul></details>");
    }
}

fn described(file: &Known) -> String {
    let pages = u32::try_from(file.pages).unwrap_or(0);
    t_with(
        key::PAGE_DESCRIBED,
        &[
            ("kind", file.kind.to_uppercase()),
            ("pages", platform::number_text(pages)),
            ("size", size(u64::try_from(file.bytes).unwrap_or(0))),
            ("when", platform::date_time_text(file.uploaded_at)),
        ],
    )
}
