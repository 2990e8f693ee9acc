//! A frame of 3:4 over a picture: where it is, and what it gives. Lengths are pixels of the picture.

use super::picture::photo::{LEAST, MOST};

/// Height to width.
const TALL: f64 = 4.0 / 3.0;

/// The frame, always inside of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    picture: (f64, f64),
    /// Left and top.
    corner: (f64, f64),
    width: f64,
}

/// Where the frame is, in hundredths of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From the left edge.
    pub left: u32,
    /// From the top.
    pub top: u32,
    /// The part of its width that the frame takes.
    pub width: u32,
}

impl Crop {
    /// The largest frame, in the middle.
    pub fn new(width: u32, height: u32) -> Self {
        let picture = (f64::from(width).max(1.0), f64::from(height).max(1.0));
        let mut crop = Self {
            picture,
            corner: (0.0, 0.0),
            width: 0.0,
        };
        crop.width = crop.widest();
        crop.corner = ((picture.0 - crop.width) / 2.0, (picture.1 - crop.height()) / 2.0);
        crop
    }

    fn widest(&self) -> f64 {
        self.picture.0.min(self.picture.1 / TALL)
    }

    /// Nothing is enlarged: the frame never takes fewer pixels than the photo must have, if the picture has as many.
    fn narrowest(&self) -> f64 {
        f64::from(LEAST.0).min(self.widest())
    }

    fn height(&self) -> f64 {
        self.width * TALL
    }

    /// Left, top, width and height.
    pub fn frame(&self) -> [f64; 4] {
        [self.corner.0, self.corner.1, self.width, self.height()]
    }

    /// Moves the picture under the frame, by parts of the frame's width and height.
    pub fn moved(self, across: f64, down: f64) -> Self {
        let (x, y) = (
            self.corner.0 - across * self.width,
            self.corner.1 - down * self.height(),
        );
        self.at(x, y)
    }

    fn at(mut self, x: f64, y: f64) -> Self {
        let most = (self.picture.0 - self.width, self.picture.1 - self.height());
        self.corner = (x.min(most.0).max(0.0), y.min(most.1).max(0.0));
        self
    }

    /// Makes the picture larger under the frame (smaller below 1), around a place in the frame: 0 to 1 across and down.
    pub fn scaled(mut self, by: f64, around: (f64, f64)) -> Self {
        if !by.is_finite() || by <= 0.0 {
            return self;
        }
        let fixed = (
            self.corner.0 + around.0 * self.width,
            self.corner.1 + around.1 * self.height(),
        );
        self.width = (self.width / by).clamp(self.narrowest(), self.widest());
        let (x, y) = (
            fixed.0 - around.0 * self.width,
            fixed.1 - around.1 * self.height(),
        );
        self.at(x, y)
    }

    /// Whether the picture can't be made larger.
    pub fn is_narrowest(&self) -> bool {
        self.width <= self.narrowest()
    }

    /// Width and height of the photo that comes out; `None` where the picture is too small for one. Exactly 3:4, hence in
    /// steps of three pixels.
    pub fn result(&self) -> Option<(u32, u32)> {
        // A hair below a whole pixel is one: sums of fractions are not exact.
        let width = (self.width + 0.01).floor().min(f64::from(MOST.0)) as u32 / 3 * 3;
        (width >= LEAST.0).then_some((width, width / 3 * 4))
    }

    /// Where the frame is.
    pub fn position(&self) -> Position {
        let part = |of: f64, whole: f64| (100.0 * of / whole).round() as u32;
        Position {
            left: part(self.corner.0, self.picture.0),
            top: part(self.corner.1, self.picture.1),
            width: part(self.width, self.picture.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Crop, Position};

    #[test]
    fn the_largest_frame_comes_first() {
        assert_eq!(Crop::new(3_000, 4_000).frame(), [0.0, 0.0, 3_000.0, 4_000.0]);
        assert_eq!(Crop::new(4_000, 3_000).frame(), [875.0, 0.0, 2_250.0, 3_000.0]);
        assert_eq!(
            Crop::new(1_000, 3_000).position(),
            Position {
                left: 0,
                top: 28,
                width: 100
            }
        );
    }

    #[test]
    fn the_photo_is_never_larger_than_its_source() {
        assert_eq!(Crop::new(3_000, 4_000).result(), Some((1_200, 1_600)));
        assert_eq!(Crop::new(800, 2_000).result(), Some((798, 1_064)));
        assert_eq!(Crop::new(354, 472).result(), Some((354, 472)));
        assert_eq!(Crop::new(353, 600).result(), None);
        assert_eq!(Crop::new(2_000, 400).result(), None);
        assert_eq!(Crop::new(0, 0).result(), None);
    }

    #[test]
    fn the_frame_stays_in_the_picture_whatever_is_done() {
        let mut crop = Crop::new(1_700, 1_300);
        let steps = [
            (0.5, 0.0),
            (-3.0, 0.2),
            (0.1, 9.0),
            (0.0, -0.3),
            (f64::MAX, f64::MIN),
        ];
        for (round, by) in [1.1, 7.0, 0.3, 1e9, 0.99, 0.0, f64::NAN, 1e-9, 2.0]
            .into_iter()
            .enumerate()
        {
            crop = crop.scaled(by, (0.2, 0.9));
            for (across, down) in steps {
                crop = crop.moved(across, down);
                let [x, y, width, height] = crop.frame();
                assert!(x >= 0.0 && y >= 0.0, "{round} {crop:?}");
                assert!(
                    x + width <= 1_700.001 && y + height <= 1_300.001,
                    "{round} {crop:?}"
                );
                assert!((height / width - 4.0 / 3.0).abs() < 1e-9);
                assert!(crop.result().is_some(), "{round} {crop:?}");
            }
        }
    }

    #[test]
    fn the_picture_follows_the_hand() {
        let crop = Crop::new(2_000, 2_000).scaled(2.0, (0.5, 0.5));
        let [x, y, width, height] = crop.frame();
        // Moved to the right by half a frame: what is seen is further left.
        let [moved_x, moved_y, ..] = crop.moved(0.5, -0.25).frame();
        assert_eq!((moved_x, moved_y), (x - width / 2.0, y + height / 4.0));
    }

    #[test]
    fn what_lies_between_the_fingers_stays_there() {
        let crop = Crop::new(4_000, 4_000).scaled(2.0, (0.5, 0.5));
        let place = |crop: Crop| {
            let [x, y, width, height] = crop.frame();
            (x + 0.25 * width, y + 0.75 * height)
        };
        let (before, after) = (place(crop), place(crop.scaled(1.5, (0.25, 0.75))));
        assert!((before.0 - after.0).abs() < 1e-9 && (before.1 - after.1).abs() < 1e-9);
    }

    #[test]
    fn it_ends_where_the_photo_would_be_too_small() {
        let crop = Crop::new(3_000, 4_000).scaled(1e6, (0.5, 0.5));
        assert!(crop.is_narrowest());
        assert_eq!(crop.result(), Some((354, 472)));
        assert!(Crop::new(200, 200).is_narrowest());
    }
}
