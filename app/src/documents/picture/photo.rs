//! The photo for the permit: what a machine can check honestly of domain.md 3.5 (JPG, at most 1 MB and more than 40 KB, at
//! least 354 × 472 pixels, 3:4, white background, the head in the middle), and the list of what it can't.
//!
//! How light a face is says nothing here: people differ. The light is judged by the white behind them.

use super::grey::{Grey, steepness};

/// At least so many pixels across, and down.
pub const LEAST: (u32, u32) = (354, 472);
/// At most so many are sent: more tell nothing about a face.
pub const MOST: (u32, u32) = (1_200, 1_600);
/// Fewer bytes are refused by those who file it ("more than 40 kB").
pub const LEAST_BYTES: usize = 40 * 1_024;
/// Across so many pixels it is looked at.
pub const LOOKED_AT: u32 = 360;
/// Width to height.
const PROPORTION: f64 = 0.75;
/// So far may the proportion be off: a pixel at the smallest size.
const NEAR: f64 = 0.004;

/// A white wall in a room, as pictures show it; thresholds chosen on made-up photos.
const WHITE: u8 = 200;
/// White is about as much red as blue.
const COLOURLESS: u8 = 28;
/// What is darker than this is no white wall in a dim room.
const DIM: u8 = 110;
/// So much of the background is white.
const MOST_WHITE: f64 = 0.9;
/// The light may fall off by this from one part of the background to another.
const EVEN: u8 = 28;
/// Edges of hair, eyes and collar that rise over three pixels and more at this size are blurred.
const BLURRED: f64 = 0.3;
/// What differs by so much from the background is the person.
const PERSON: u8 = 30;
/// The head may be this far from the middle, as a part of the width.
const OFF: f64 = 0.08;
/// Above the head is some of the background, but not too much. ICAO 9303 asks for a head of 70 to 80 % of the height, which
/// a silhouette can't measure: it does not know where the chin is.
const ABOVE: std::ops::Range<f64> = 0.02..0.25;

/// What a person has to look at: keys of texts.
pub const UNCHECKED: [&str; 6] = [
    "documents.photo.check.recent",
    "documents.photo.check.face",
    "documents.photo.check.size",
    "documents.photo.check.bare",
    "documents.photo.check.glasses",
    "documents.photo.check.shadow",
];

/// What could be better about the photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Too few pixels.
    Small,
    /// Too few bytes.
    Light,
    /// Not 3:4: it needs to be cropped.
    Proportion,
    /// The background is not white.
    Background,
    /// The background is white in parts only.
    Uneven,
    /// Too little light.
    Dark,
    /// Too much.
    Bright,
    /// Not in focus, or shaken.
    Blurred,
    /// The head is beside the middle.
    Beside,
    /// The head ends at the top of the picture, or is far below it.
    Height,
    /// The background does not let the head be found: it has to be looked at.
    Unseen,
}

impl Advice {
    /// Every advice.
    #[cfg(test)]
    pub const ALL: [Advice; 11] = [
        Advice::Small,
        Advice::Light,
        Advice::Proportion,
        Advice::Background,
        Advice::Uneven,
        Advice::Dark,
        Advice::Bright,
        Advice::Blurred,
        Advice::Beside,
        Advice::Height,
        Advice::Unseen,
    ];

    /// Its text.
    pub fn key(self) -> &'static str {
        match self {
            Advice::Small => "documents.photo.small",
            Advice::Light => "documents.photo.light",
            Advice::Proportion => "documents.photo.proportion",
            Advice::Background => "documents.photo.background",
            Advice::Uneven => "documents.photo.uneven",
            Advice::Dark => "documents.photo.dark",
            Advice::Bright => "documents.photo.bright",
            Advice::Blurred => "documents.photo.blurred",
            Advice::Beside => "documents.photo.beside",
            Advice::Height => "documents.photo.height",
            Advice::Unseen => "documents.photo.unseen",
        }
    }
}

/// Advice on what will be sent: its size in pixels and bytes.
pub fn on_size(width: u32, height: u32, bytes: usize) -> Vec<Advice> {
    let proportion = f64::from(width) / f64::from(height.max(1));
    let found = [
        (Advice::Small, width < LEAST.0 || height < LEAST.1),
        (Advice::Light, bytes <= LEAST_BYTES),
        (Advice::Proportion, (proportion - PROPORTION).abs() > NEAR),
    ];
    found
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(advice, _)| advice)
        .collect()
}

/// Advice on what it shows: red, green, blue and opacity, [`LOOKED_AT`] pixels across.
pub fn on_pixels(width: usize, height: usize, rgba: &[u8]) -> Vec<Advice> {
    let grey = Grey::of_rgba(width, height, rgba);
    let colour = |x: usize, y: usize| {
        let pixel = rgba.get((y * width + x) * 4..).unwrap_or_default();
        match *pixel {
            [red, green, blue, ..] => red.max(green).max(blue) - red.min(green).min(blue),
            _ => 0,
        }
    };
    let places = background(width, height);
    let count = places.len().max(1) as f64;
    let part =
        |is: &dyn Fn(usize, usize) -> bool| places.iter().filter(|(x, y)| is(*x, *y)).count() as f64 / count;
    let colourless = part(&|x, y| colour(x, y) <= COLOURLESS);
    let white = part(&|x, y| grey.at(x, y) >= WHITE && colour(x, y) <= COLOURLESS);
    let (least, most) = range_of_patches(&grey, &places);
    let mut found = Vec::new();
    // A grey that may be a white wall in too little light, or a grey wall: both are said as what helps.
    let is_dim = white < MOST_WHITE && colourless >= MOST_WHITE && most < WHITE && least >= DIM;
    if is_dim {
        found.push(Advice::Dark);
    } else if white < MOST_WHITE {
        found.push(Advice::Background);
    }
    let is_even = most - least <= EVEN;
    if white >= MOST_WHITE && !is_even {
        found.push(Advice::Uneven);
    }
    if steepness(&grey).is_some_and(|steep| steep < BLURRED) {
        found.push(Advice::Blurred);
    }
    if white < MOST_WHITE && !is_dim || !is_even {
        found.push(Advice::Unseen);
        return found;
    }
    let person = Person::of(&grey, least);
    if person.blown > 0.25 {
        found.push(Advice::Bright);
    }
    match person.head {
        Some((above, middle)) => {
            if (middle - 0.5).abs() > OFF {
                found.push(Advice::Beside);
            }
            if !ABOVE.contains(&above) {
                found.push(Advice::Height);
            }
        }
        None => found.push(Advice::Unseen),
    }
    found
}

/// Where the background is seen in every such photo: at the top left and right, and at the sides above the shoulders.
fn background(width: usize, height: usize) -> Vec<(usize, usize)> {
    let (corner, edge) = (width / 5, width / 16);
    let is = move |x: usize, y: usize| {
        let from_side = x.min(width - 1 - x);
        y < height / 10 && from_side < corner || y < height / 2 && from_side < edge
    };
    (0..height / 2)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .filter(|(x, y)| is(*x, *y))
        .collect()
}

/// The darkest and the lightest patch of the background, by its middle shade.
fn range_of_patches(grey: &Grey, places: &[(usize, usize)]) -> (u8, u8) {
    const PATCHES: usize = 5;
    let mut patches = vec![Vec::new(); PATCHES * 2];
    for (x, y) in places {
        let side = usize::from(*x > grey.width / 2) * PATCHES;
        let down = y * 2 * PATCHES / grey.height.max(1);
        if let Some(patch) = patches.get_mut(side + down.min(PATCHES - 1)) {
            patch.push(grey.at(*x, *y));
        }
    }
    let middles = patches.iter_mut().filter(|patch| !patch.is_empty()).map(|patch| {
        let middle = patch.len() / 2;
        *patch.select_nth_unstable(middle).1
    });
    middles.fold((u8::MAX, 0), |(least, most), shade| {
        (least.min(shade), most.max(shade))
    })
}

/// The silhouette.
struct Person {
    /// How much of the picture is above the head, and where its middle is across; `None` where there is nobody.
    head: Option<(f64, f64)>,
    /// The part of the middle of the picture that holds nothing but white.
    blown: f64,
}

impl Person {
    fn of(grey: &Grey, background: u8) -> Self {
        let least = background.saturating_sub(PERSON);
        let is = |x: usize, y: usize| grey.at(x, y) < least;
        // A head is wider than stray hair.
        let widths = (0..grey.height).map(|y| (0..grey.width).filter(|x| is(*x, y)).count());
        let top = widths.clone().position(|width| width * 12 > grey.width);
        let head = top.map(|top| {
            // As tall as the head above the eyes, in every photo that is near the rule: hair at the shoulders does not count.
            let rows = top..(top + grey.height / 4).min(grey.height);
            let places = rows.flat_map(|y| (0..grey.width).filter(move |x| is(*x, y)));
            let (sum, count) = places.fold((0, 0), |(sum, count), x| (sum + x, count + 1));
            let middle = sum as f64 / f64::from(count.max(1)) / grey.width.max(1) as f64;
            (top as f64 / grey.height.max(1) as f64, middle)
        });
        let centre: Vec<u8> = (grey.height / 3..grey.height * 2 / 3)
            .flat_map(|y| (grey.width * 2 / 5..grey.width * 3 / 5).map(move |x| grey.at(x, y)))
            .collect();
        let blown = centre.iter().filter(|shade| **shade >= 252).count();
        let blown = blown as f64 / centre.len().max(1) as f64;
        Self { head, blown }
    }
}
