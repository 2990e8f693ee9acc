//! Pictures in the browser: decoded, drawn, read, written. Everything that is judged about them is judged elsewhere.

use super::jpeg;
use crate::platform::object;
use js_sys::{Promise, Uint8Array};
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions};

pub use crate::platform::bytes;

/// A file of these bytes.
pub fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes).into());
    let options = object(&[("type", JsValue::from_str(kind))]);
    Blob::new_with_u8_array_sequence_and_options(&parts, options.unchecked_ref()).ok()
}

/// Decodes a picture and turns it upright; `None` where the browser can't.
pub async fn decode(file: &Blob) -> Option<ImageBitmap> {
    let upright: ImageBitmapOptions =
        object(&[("imageOrientation", JsValue::from_str("from-image"))]).unchecked_into();
    let asked = window().create_image_bitmap_with_blob_and_image_bitmap_options(file, &upright);
    let decoded = match JsFuture::from(asked.ok()?).await {
        Ok(decoded) => decoded,
        // Some browsers turn pictures without being asked, and do not know the word.
        Err(_) => {
            let asked = window().create_image_bitmap_with_blob(file).ok()?;
            JsFuture::from(asked).await.ok()?
        }
    };
    let bitmap: ImageBitmap = decoded.dyn_into().ok()?;
    (bitmap.width() > 0 && bitmap.height() > 0).then_some(bitmap)
}

/// The size that fits into a square, or a box, without enlarging anything.
pub fn fitting(size: (u32, u32), most: (u32, u32)) -> (u32, u32) {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let scale = (f64::from(most.0) / width)
        .min(f64::from(most.1) / height)
        .min(1.0);
    let scaled = |length: f64| (length * scale).round().max(1.0) as u32;
    (scaled(width), scaled(height))
}

/// An empty canvas on white: what shows through is paper.
pub fn canvas(width: u32, height: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = context(&canvas)?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    Some((canvas, context))
}

/// What draws on a canvas, smoothly.
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let quality = JsValue::from_str("high");
    let _ = js_sys::Reflect::set(&context, &JsValue::from_str("imageSmoothingQuality"), &quality);
    Some(context)
}

/// A part of a picture (left, top, width, height), drawn at a size.
pub fn drawn(picture: &ImageBitmap, part: [f64; 4], size: (u32, u32)) -> Option<HtmlCanvasElement> {
    let (canvas, context) = canvas(size.0, size.1)?;
    let [x, y, width, height] = part;
    let (across, down) = (size.0.into(), size.1.into());
    context
        .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            picture, x, y, width, height, 0.0, 0.0, across, down,
        )
        .ok()?;
    Some(canvas)
}

/// All of a picture, drawn at a size.
pub fn whole(picture: &ImageBitmap, size: (u32, u32)) -> Option<HtmlCanvasElement> {
    let part = [0.0, 0.0, picture.width().into(), picture.height().into()];
    drawn(picture, part, size)
}

/// A picture turned by a quarter, clockwise.
pub fn turned(picture: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let (canvas, context) = canvas(picture.height(), picture.width())?;
    context.translate(picture.height().into(), 0.0).ok()?;
    context.rotate(std::f64::consts::FRAC_PI_2).ok()?;
    context.draw_image_with_image_bitmap(picture, 0.0, 0.0).ok()?;
    Some(canvas)
}

/// Red, green, blue and opacity of every pixel.
pub fn pixels(canvas: &HtmlCanvasElement) -> Option<Vec<u8>> {
    let (width, height) = (canvas.width().into(), canvas.height().into());
    let data = context(canvas)?.get_image_data(0.0, 0.0, width, height).ok()?;
    Some(data.data().0)
}

/// The canvas as a JPEG that says nothing but what it shows; some browsers add EXIF of their own.
pub async fn jpeg(canvas: &HtmlCanvasElement, quality: f64) -> Option<Vec<u8>> {
    let written = Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let quality = JsValue::from_f64(quality);
        let _ = canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), "image/jpeg", &quality);
    });
    let blob: Blob = JsFuture::from(written).await.ok()?.dyn_into().ok()?;
    jpeg::plain(&bytes(&blob).await?)
}
