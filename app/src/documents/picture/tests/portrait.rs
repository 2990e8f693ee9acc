//! Made-up photos for the permit: clean, and with one fault each.

use super::blurred;
use crate::documents::picture::grey::Grey;
use crate::documents::picture::photo;

/// Somebody in front of a wall, in colours.
#[derive(Clone, Copy)]
struct Portrait {
    wall: [u8; 3],
    /// How much darker the wall is on the right.
    falls: u8,
    skin: [u8; 3],
    hair: [u8; 3],
    middle: f64,
    top: f64,
}

const PORTRAIT: Portrait = Portrait {
    wall: [238, 238, 236],
    falls: 0,
    skin: [206, 160, 132],
    hair: [48, 36, 30],
    middle: 0.5,
    top: 0.08,
};

impl Portrait {
    fn drawn(self) -> Vec<u8> {
        let (width, height) = (360.0, 480.0);
        let mut out = Vec::new();
        for row in 0..480 {
            for column in 0..360 {
                let (x, y) = (
                    f64::from(column) / width - self.middle,
                    f64::from(row) / height - self.top,
                );
                let inside =
                    |at: f64, wide: f64, tall: f64| (x / wide).powi(2) + ((y - at) / tall).powi(2) < 1.0;
                let eyes = (y - 0.36).abs() < 0.008 && ((x.abs() - 0.1).abs() < 0.03);
                let colour = if inside(0.38, 0.22, 0.27) && !eyes {
                    self.skin
                } else if inside(0.33, 0.27, 0.33) || eyes {
                    self.hair
                } else if inside(1.0, 0.48, 0.32) {
                    [40, 52, 84]
                } else {
                    let fall = u8::try_from(usize::from(self.falls) * column as usize / 360).unwrap();
                    self.wall.map(|part| part.saturating_sub(fall))
                };
                out.extend(colour);
                out.push(255);
            }
        }
        out
    }

    fn advice(self) -> Vec<photo::Advice> {
        photo::on_pixels(360, 480, &self.drawn())
    }
}

#[test]
fn nothing_is_said_about_a_good_photo_of_anybody() {
    for skin in [[206, 160, 132], [92, 58, 42], [244, 218, 200], [140, 98, 70]] {
        for hair in [[48, 36, 30], [10, 10, 10], [190, 150, 90], [150, 150, 148]] {
            for wall in [[238, 238, 236], [255, 255, 255], [214, 216, 218]] {
                let portrait = Portrait {
                    skin,
                    hair,
                    wall,
                    ..PORTRAIT
                };
                assert_eq!(portrait.advice(), [], "{skin:?} {hair:?} {wall:?}");
            }
        }
    }
}

#[test]
fn each_fault_of_a_photo_is_said() {
    use photo::Advice::{Background, Beside, Blurred, Dark, Height, Uneven, Unseen};
    let wall = |wall| Portrait { wall, ..PORTRAIT };
    assert_eq!(wall([120, 170, 230]).advice(), [Background, Unseen], "blue");
    assert_eq!(wall([230, 214, 170]).advice(), [Background, Unseen], "cream");
    assert_eq!(wall([60, 60, 60]).advice(), [Background, Unseen], "black");
    assert_eq!(
        wall([160, 160, 158]).advice(),
        [Dark],
        "white in too little light"
    );
    assert_eq!(
        Portrait {
            falls: 38,
            ..PORTRAIT
        }
        .advice(),
        [Uneven, Unseen]
    );
    assert_eq!(
        Portrait {
            middle: 0.38,
            ..PORTRAIT
        }
        .advice(),
        [Beside]
    );
    assert_eq!(Portrait { top: 0.3, ..PORTRAIT }.advice(), [Height]);
    assert_eq!(
        Portrait {
            top: -0.05,
            ..PORTRAIT
        }
        .advice(),
        [Height]
    );
    let soft = soft(&PORTRAIT.drawn(), 4);
    assert_eq!(photo::on_pixels(360, 480, &soft), [Blurred]);
}

/// The mean of each colour over so many pixels to each side.
fn soft(rgba: &[u8], reach: usize) -> Vec<u8> {
    let mut out = rgba.to_vec();
    for colour in 0..3 {
        let grey = Grey {
            width: 360,
            height: 480,
            pixels: rgba.iter().skip(colour).step_by(4).copied().collect(),
        };
        let grey = blurred(&grey, reach, true, true);
        for (place, shade) in grey.pixels.iter().enumerate() {
            out[place * 4 + colour] = *shade;
        }
    }
    out
}

#[test]
fn too_much_light_is_said() {
    let burnt = Portrait {
        wall: [255; 3],
        skin: [255; 3],
        ..PORTRAIT
    };
    assert_eq!(burnt.advice(), [photo::Advice::Bright]);
}

#[test]
fn size_and_proportion_of_a_photo_are_held() {
    use photo::Advice::{Light, Proportion, Small};
    let of = |width, height| photo::on_size(width, height, 90_000);
    assert_eq!(of(354, 472), []);
    assert_eq!(of(480, 640), []);
    assert_eq!(of(353, 472), [Small]);
    assert_eq!(of(354, 471), [Small]);
    assert_eq!(of(640, 640), [Proportion]);
    assert_eq!(photo::on_size(480, 640, 40 * 1_024), [Light]);
    assert_eq!(photo::on_size(480, 640, 40 * 1_024 + 1), []);
}
