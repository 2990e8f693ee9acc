//! How files are added: by the camera, by choosing them, by dropping or pasting them.

use super::{PHOTO, View};
use crate::documents::{kind, prepare};
use crate::html::Html;
use crate::platform;
use crate::text::{self, documents_key as key, t, t_with};
use permit::document::slot::Attachment;

impl View<'_> {
    /// How files are added.
    pub(super) fn add(&self, all: &[Attachment], h: &mut Html) {
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
        let most = text::config().file_max_bytes.unwrap_or(prepare::MOST_PDF);
        let most = platform::number_text((most / 1_048_576.0) as u32);
        let hint = if is_photo {
            key::PAGE_ADD_PHOTO
        } else {
            key::PAGE_ADD_HINT
        };
        h.p("field__hint", &t_with(hint, &[("most", most)])).raw("</div>");
        self.known(all, h);
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
}
