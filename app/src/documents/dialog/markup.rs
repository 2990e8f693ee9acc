//! What stands in the cropping tool.

use super::CHOSEN;
use crate::documents::crop::Crop;
use crate::documents::picture::photo::LEAST;
use crate::html::Html;
use crate::platform::number_text;
use crate::text::{documents_key as key, t, t_with};
use web_sys::Element;

/// The buttons that move the picture: the key that does the same, the sign, the text. Left stays left in any language.
const MOVES: [(&str, &str, &str); 4] = [
    ("ArrowLeft", "←", key::CROP_LEFT),
    ("ArrowUp", "↑", key::CROP_UP),
    ("ArrowDown", "↓", key::CROP_DOWN),
    ("ArrowRight", "→", key::CROP_RIGHT),
];
/// Those that scale it.
const SCALES: [(&str, &str, &str); 2] = [("-", "−", key::CROP_SMALLER), ("+", "+", key::CROP_LARGER)];

/// The inside of the dialog.
pub fn inside() -> String {
    let mut h = Html::new();
    h.raw("<h2 id=\"crop-title\">")
        .text(&t(key::CROP_TITLE))
        .raw("</h2>");
    h.raw("<p id=\"crop-lead\">").text(&t(key::CROP_LEAD)).raw("</p>");
    // It takes the arrow keys, which screen readers otherwise keep for themselves.
    h.raw("<div class=\"crop__stage\" tabindex=\"0\" autofocus role=\"application\" aria-describedby=\"crop-help\"");
    h.attr("aria-label", &t(key::CROP_STAGE)).raw(">");
    h.raw("<canvas class=\"crop__picture\"></canvas><div class=\"crop__frame\"></div></div>");
    h.raw("<p class=\"crop__position\" role=\"status\"></p>");
    h.raw("<div class=\"crop__tools\">");
    group(key::CROP_MOVE, &MOVES, &mut h);
    group(key::CROP_SCALE, &SCALES, &mut h);
    button("link-button", "0", &t(key::CROP_RESET), &mut h);
    h.raw("</div>");
    h.raw("<p class=\"crop__help\" id=\"crop-help\">")
        .text(&t(key::CROP_HELP))
        .raw("</p>");
    h.raw("<div class=\"cluster crop__actions\">");
    button("button", CHOSEN, &t(key::CROP_USE), &mut h);
    button("button button--secondary", "cancel", &t(key::CROP_CANCEL), &mut h);
    h.raw("</div>");
    h.done()
}

fn button(class: &'static str, act: &str, text: &str, h: &mut Html) {
    h.raw("<button type=\"button\"")
        .attr("class", class)
        .attr("data-crop", act);
    h.raw(">").text(text).raw("</button>");
}

fn group(label: &str, buttons: &[(&str, &str, &str)], h: &mut Html) {
    h.raw("<div class=\"crop__group\" role=\"group\"")
        .attr("aria-label", &t(label))
        .raw(">");
    for (act, sign, label) in buttons {
        h.raw("<button type=\"button\" class=\"button button--secondary\"")
            .attr("data-crop", act);
        h.attr("aria-label", &t(label))
            .attr("title", &t(label))
            .raw(">")
            .text(sign)
            .raw("</button>");
    }
    h.raw("</div>");
}

/// Says where the frame is and what comes out, or that nothing can.
pub fn say(dialog: &Element, crop: Crop) {
    let find = |selector: &str| dialog.query_selector(selector).ok().flatten();
    if let Some(status) = find(".crop__position") {
        let said = said(crop);
        if status.text_content().as_deref() != Some(said.as_str()) {
            status.set_text_content(Some(&said));
        }
        let _ = status
            .class_list()
            .toggle_with_force("notice--warning", crop.result().is_none());
        let _ = status
            .class_list()
            .toggle_with_force("notice", crop.result().is_none());
    }
    if let Some(button) = find("[data-crop=\"use\"]") {
        let _ = button.set_attribute(
            "aria-disabled",
            if crop.result().is_some() { "false" } else { "true" },
        );
    }
}

fn said(crop: Crop) -> String {
    let Some((width, height)) = crop.result() else {
        let least = [("width", number_text(LEAST.0)), ("height", number_text(LEAST.1))];
        return t_with(key::CROP_SMALL, &least);
    };
    let at = crop.position();
    let mut said = t_with(
        key::CROP_POSITION,
        &[
            ("part", number_text(at.width)),
            ("left", number_text(at.left)),
            ("top", number_text(at.top)),
            ("width", number_text(width)),
            ("height", number_text(height)),
        ],
    );
    if crop.is_narrowest() {
        said.push(' ');
        said.push_str(&t(key::CROP_LIMIT));
    }
    said
}
