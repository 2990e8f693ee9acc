//! What is not in the document yet: pages that wait for the person's word, and files that are being sent.

use super::{PHOTO, View, kilobytes, size};
use crate::documents::picture::photo;
use crate::documents::queue;
use crate::documents::queue::item::{Item, State};
use crate::html::Html;
use crate::platform;
use crate::text::{documents_key as key, t, t_with};

impl View<'_> {
    /// The pages that were photographed, or chosen, and wait to be sent.
    pub(super) fn pages(&self, pages: &[&Item], h: &mut Html) {
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
            if !is_photo && item.state == State::Ready {
                button("turn", item, key::PAGE_TURN, &name, h);
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
    pub(super) fn item(&self, item: &Item, h: &mut Html) {
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
