//! What stands on the page of a document: the files that are in it, those on their way, and how more are added.

use super::kind;
use super::picture::photo;
use super::prepare::PHOTO;
use super::queue::item::{Item, State};
use super::queue::{self, Known};
use crate::html::Html;
use crate::platform;
use crate::text::{self, documents_key as key, t, t_with};
use permit::answer::Key;
use permit::api::path;
use permit::document::slot::{Attachment, FORM, attachments};
use permit::draft::Draft;
use permit::forms::documents::DOCUMENTS;

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
        let address = path::with_id(path::DRAFT_FORM, self.id);
        h.raw("<p><a class=\"button button--secondary\" target=\"_blank\" rel=\"noopener\"")
            .attr("href", &format!("{address}?locale={}", text::locale()));
        h.raw(">").text(&t(key::PAGE_FORM_OPEN)).raw("</a></p>");
        h.p("", &t_with(key::PAGE_FORM_CODE, &[("code", fingerprint)]));
    }

    /// The pages that were photographed, or chosen, and wait to be sent.
    fn pages(&self, pages: &[&Item], h: &mut Html) {
        let is_photo = self.slot == PHOTO;
        if !is_photo {
            h.h2(&t(key::PAGE_PAGES)).p("", &t(key::PAGE_PAGES_LEAD));
        }
        h.raw("<ol class=\"pages\">");
        for (place, item) in pages.iter().enumerate() {
            let number = platform::number_text(u32::try_from(place).unwrap_or(0).saturating_add(1));
            let name = if is_photo {
                t("document.photo.title")
            } else {
                t_with(key::PAGE_PAGE, &[("number", number)])
            };
            h.raw("<li class=\"pages__item\">");
            if let Some(url) = queue::thumb(&item.id) {
                h.raw("<img class=\"pages__picture\"")
                    .attr("src", &url)
                    .attr("alt", &name)
                    .raw(">");
            }
            h.raw("<div><p><strong>")
                .text(&name)
                .raw("</strong> <bdi>")
                .text(&item.name)
                .raw("</bdi></p>");
            if item.state == State::Preparing {
                h.p("field__note", &t(key::PAGE_PREPARING));
            } else {
                h.p("field__note", &size(item.bytes));
            }
            advice(item, h);
            h.raw("<div class=\"cluster\">");
            if place > 0 && item.state == State::Ready {
                button("earlier", item, key::PAGE_EARLIER, &name, h);
            }
            if is_photo && item.original.is_some() && item.state == State::Ready {
                button("crop", item, key::PAGE_CROP, &name, h);
            }
            button("drop", item, key::PAGE_REMOVE, &name, h);
            h.raw("</div></div></li>");
        }
        h.raw("</ol>");
        if is_photo {
            h.p("", &t(key::PAGE_CHECK_TITLE)).raw("<ul>");
            for unchecked in photo::UNCHECKED {
                h.raw("<li>").text(&t(unchecked)).raw("</li>");
            }
            h.raw("</ul>");
        }
        if pages.iter().any(|item| item.state == State::Preparing) {
            return;
        }
        h.raw("<div class=\"cluster\">");
        let about = [self.id, " ", self.slot].concat();
        if let [_] = pages {
            let text = if is_photo {
                key::PAGE_SEND_PHOTO
            } else {
                key::PAGE_SEND
            };
            h.button("button", &format!("files send {about}"), &t(text));
        } else {
            let count = platform::number_text(u32::try_from(pages.len()).unwrap_or(0));
            let join = t_with(key::PAGE_JOIN, &[("count", count)]);
            h.button("button", &format!("files join {about}"), &join);
            h.button(
                "button button--secondary",
                &format!("files send {about}"),
                &t(key::PAGE_SEPARATE),
            );
        }
        h.raw("</div>");
    }

    /// A file on its way.
    fn item(&self, item: &Item, h: &mut Html) {
        h.raw("<li class=\"files__item\"><p><strong><bdi>")
            .text(&item.name)
            .raw("</bdi></strong></p>");
        advice(item, h);
        let waits_for_person = !self.signed_in && !matches!(item.state, State::Refused | State::Paused);
        let values = [("sent", kilobytes(item.sent)), ("all", kilobytes(item.bytes))];
        let state = if waits_for_person {
            t(key::PAGE_SIGN_IN)
        } else {
            t_with(item.state.key(), &values)
        };
        if item.state == State::Refused {
            h.raw("<p class=\"field__error\"><span class=\"visually-hidden\">")
                .text(&t("app.error_prefix"))
                .raw("</span> ");
            h.text(&t(&item.reason)).raw("</p>");
        } else {
            bar(item, h);
            h.p("field__note", &state);
            if item.state == State::Later {
                h.p("field__note", &t(&item.reason));
            }
            let place = if item.kept && !self.in_tab {
                key::PAGE_KEPT
            } else {
                key::PAGE_IN_TAB
            };
            h.p("field__note", &t(place));
        }
        h.raw("<div class=\"cluster\">");
        match item.state {
            _ if waits_for_person => {
                h.button("link-button", "sign-in", &t("app.sign_in"));
            }
            State::Queued | State::Sending => button("pause", item, key::PAGE_PAUSE, &item.name, h),
            State::Paused => button("go-on", item, key::PAGE_GO_ON, &item.name, h),
            State::Offline | State::Later => button("go-on", item, key::PAGE_RETRY, &item.name, h),
            State::Refused | State::Preparing | State::Ready => {}
        }
        button("drop", item, key::PAGE_REMOVE, &item.name, h);
        h.raw("</div></li>");
    }

    /// How files are added.
    fn add(&self, all: &[Attachment], h: &mut Html) {
        let is_photo = self.slot == PHOTO;
        h.raw("<div class=\"files__add\"")
            .attr("data-drop", &self.about())
            .raw("><div class=\"cluster\">");
        // With a mouse there is no camera to hold over a page.
        if platform::has_touch() {
            self.input("camera", is_photo, h);
        }
        self.input("files", is_photo, h);
        h.raw("</div>");
        let most = text::config().file_max_bytes.unwrap_or(super::prepare::MOST_PDF);
        let most = platform::number_text((most / 1_048_576.0) as u32);
        let hint = if is_photo {
            key::PAGE_ADD_PHOTO
        } else {
            key::PAGE_ADD_HINT
        };
        h.p("field__hint", &t_with(hint, &[("most", most)])).raw("</div>");
        self.known(all, h);
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

    fn input(&self, way: &'static str, is_photo: bool, h: &mut Html) {
        let camera = way == "camera";
        let id = format!("add-{way}");
        h.raw("<input type=\"file\" class=\"visually-hidden files__input\"")
            .attr("id", &id)
            .attr("data-files", &self.about());
        let accept = if camera || is_photo {
            "image/*"
        } else {
            kind::ACCEPT
        };
        h.attr("accept", accept);
        if camera {
            h.attr("capture", if is_photo { "user" } else { "environment" });
        }
        h.flag("multiple", !camera && !is_photo);
        h.raw("><label class=\"button button--secondary\"")
            .attr("for", &id)
            .raw(">");
        h.text(&t(if camera {
            key::PAGE_CAMERA
        } else {
            key::PAGE_CHOOSE
        }))
        .raw("</label>");
    }

    /// The files that the server has already, to be used here too.
    fn known(&self, all: &[Attachment], h: &mut Html) {
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
                .attr("href", &address(&file.id));
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

    /// A file that is in a document.
    fn attached(&self, file: &Attachment, before: Option<&Attachment>, h: &mut Html) {
        h.raw("<li class=\"files__item\" tabindex=\"-1\"")
            .attr("id", &format!("{}-{}", DOCUMENTS.id, file.row))
            .raw(">");
        h.raw("<p><a target=\"_blank\" rel=\"noopener\"")
            .attr("href", &address(&file.file))
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
}

fn address(file: &str) -> String {
    format!("{}?view=1", path::with_id(path::FILE, file))
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

fn advice(item: &Item, h: &mut Html) {
    if item.advice.is_empty() {
        return;
    }
    h.raw("<ul class=\"pages__advice\">");
    for key in &item.advice {
        h.raw("<li>").text(&t(key)).raw("</li>");
    }
    h.raw("</ul>");
}

/// How far it is, in the hundredth. A `progress` would do, but its value is nothing that a page may change while it
/// follows its HTML (`morph`).
fn bar(item: &Item, h: &mut Html) {
    let hundredths = (item.sent * 100 / item.bytes.max(1)).to_string();
    h.raw("<div class=\"files__bar\" role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\"100\"")
        .attr("aria-valuenow", &hundredths)
        .attr("aria-label", &item.name);
    h.raw("><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect height=\"1\"")
        .attr("width", &hundredths)
        .raw("/></svg></div>");
}

fn button(verb: &str, item: &Item, text: &str, about: &str, h: &mut Html) {
    h.raw("<button type=\"button\" class=\"link-button\"")
        .attr("data-act", &format!("files {verb} {}", item.id))
        .raw(">")
        .text(&t(text));
    h.hidden_text(about).raw("</button>");
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
