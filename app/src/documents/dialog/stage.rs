//! Where the picture is seen under the frame.

use super::number;
use crate::documents::crop::Crop;
use crate::documents::picture::canvas;
use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use std::cell::Cell;
use web_sys::{Element, HtmlCanvasElement, ImageBitmap, MouseEvent};

/// The long side of the copy that is drawn while nothing is enlarged: a whole photo each time is slow.
const COPY: u32 = 1_600;

/// The stage.
pub struct Stage {
    /// What takes keys and fingers.
    pub element: Element,
    /// The part that is chosen.
    pub crop: Cell<Crop>,
    frame: Element,
    shown: HtmlCanvasElement,
    picture: ImageBitmap,
    copy: HtmlCanvasElement,
}

impl Stage {
    /// The stage in the dialog; `None` where the browser can't draw.
    pub fn of(dialog: &Element, picture: ImageBitmap) -> Option<Self> {
        let find = |selector: &str| dialog.query_selector(selector).ok().flatten();
        let size = (picture.width(), picture.height());
        Some(Self {
            element: find(".crop__stage")?,
            crop: Cell::new(Crop::new(size.0, size.1)),
            frame: find(".crop__frame")?,
            shown: find("canvas")?.dyn_into().ok()?,
            copy: canvas::whole(&picture, canvas::fitting(size, (COPY, COPY)))?,
            picture,
        })
    }

    /// The largest frame again.
    pub fn reset(&self) {
        self.crop
            .set(Crop::new(self.picture.width(), self.picture.height()));
    }

    /// Where a pointer is, as parts of the frame.
    pub fn place(&self, event: &MouseEvent) -> (f64, f64) {
        let frame = self.frame.get_bounding_client_rect();
        let part = |at: i32, from: f64, length: f64| (f64::from(at) - from) / length.max(1.0);
        (
            part(event.client_x(), frame.left(), frame.width()),
            part(event.client_y(), frame.top(), frame.height()),
        )
    }

    /// Draws the picture where it belongs.
    pub fn draw(&self) {
        let Some(context) = canvas::context(&self.shown) else {
            return;
        };
        let (stage, frame) = (
            self.element.get_bounding_client_rect(),
            self.frame.get_bounding_client_rect(),
        );
        let fine = window().device_pixel_ratio().clamp(1.0, 3.0);
        let (width, height) = (stage.width() * fine, stage.height() * fine);
        // Setting the size empties the canvas.
        self.shown.set_width(width.round() as u32);
        self.shown.set_height(height.round() as u32);
        let [x, y, across, _] = self.crop.get().frame();
        let scale = frame.width() * fine / across;
        let (left, top) = (
            (frame.left() - stage.left()) * fine,
            (frame.top() - stage.top()) * fine,
        );
        let _ = context.translate(left - x * scale, top - y * scale);
        let (whole_width, whole_height) = (f64::from(self.picture.width()), f64::from(self.picture.height()));
        let of_copy = number(&self.copy, "width") / whole_width;
        let _ = context.scale(scale, scale);
        let _ = if scale > of_copy {
            context.draw_image_with_image_bitmap(&self.picture, 0.0, 0.0)
        } else {
            context.draw_image_with_html_canvas_element_and_dw_and_dh(
                &self.copy,
                0.0,
                0.0,
                whole_width,
                whole_height,
            )
        };
    }

    /// The part under the frame, as large as the photo will be.
    pub fn photo(&self) -> Option<HtmlCanvasElement> {
        let crop = self.crop.get();
        canvas::drawn(&self.picture, crop.frame(), crop.result()?)
    }

    /// Gives the picture's memory back.
    pub fn close(&self) {
        self.picture.close();
    }
}
