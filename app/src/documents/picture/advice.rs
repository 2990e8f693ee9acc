//! What could be better about the photo of a page. Advice and never a refusal: who knows the paper decides.
//!
//! The thresholds were chosen on made-up pages (`tests.rs`: clean, and with one fault each), not on a collection of
//! photos; where one has a reason beyond that, it says so.

use super::grey::{Grey, Histogram, steepness};

/// The long side of the picture that is looked at: an A4 page has 3.4 of its pixels to the millimetre, so the small
/// letters of a certificate are six pixels tall, and what is blurred here can't be read.
pub const LOOKED_AT: u32 = 1_000;
/// The shorter side of the photo of a page: 1,000 pixels across A4 are 121 to the inch, where 10-point letters are about
/// 17 pixels tall, close to the least that reading programs ask for (20).
pub const LEAST_SIDE: u32 = 1_000;
/// Paper that is darker than the middle grey that cameras aim for (18 % reflectance, sRGB 118) is underexposed.
const DARK: u8 = 118;
/// A pixel this light holds nothing more.
const BLOWN: u8 = 252;
/// The part of the picture that glare takes at least, and at most: below it is a speck, above it the paper is white.
const GLARE: std::ops::Range<f64> = 0.004..0.5;
/// Writing must be darker than its paper by this part; for large text WCAG 2.2 asks for three times the luminance, which
/// is about 0.4 of the shade.
const CONTRAST: f64 = 0.4;
/// Edges that rise over two and a half pixels are blurred: scaled down, a sharp one has 0.55 to 1, one over three has 0.33.
const BLURRED: f64 = 0.4;
/// So much of a side of the picture may be paper where the table is seen around it: a corner may touch.
const TOUCHING: f64 = 0.2;
/// So much of a side is the table, or the paper.
const MOST: f64 = 0.8;
/// Dark and light must be this far apart to be a table and paper.
const APART: u8 = 40;
/// So many letters are cut by an edge until it is said.
const CUT_LETTERS: usize = 4;
/// The blocks in which paper is looked at, in pixels.
const BLOCK: usize = 16;

/// What could be better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Too little light.
    Dark,
    /// Light that hides something.
    Glare,
    /// Not in focus, or shaken.
    Blurred,
    /// Not all of the page is in the picture.
    Cut,
    /// Too few pixels.
    Small,
    /// Writing that hardly differs from the paper.
    Pale,
}

impl Advice {
    /// Every advice.
    #[cfg(test)]
    pub const ALL: [Advice; 6] = [
        Advice::Dark,
        Advice::Glare,
        Advice::Blurred,
        Advice::Cut,
        Advice::Small,
        Advice::Pale,
    ];

    /// Its text.
    pub fn key(self) -> &'static str {
        match self {
            Advice::Dark => "documents.advice.dark",
            Advice::Glare => "documents.advice.glare",
            Advice::Blurred => "documents.advice.blurred",
            Advice::Cut => "documents.advice.cut",
            Advice::Small => "documents.advice.small",
            Advice::Pale => "documents.advice.pale",
        }
    }
}

/// Advice on a page, by the picture at [`LOOKED_AT`] and the size that it had.
pub fn on_page(grey: &Grey, width: u32, height: u32) -> Vec<Advice> {
    let blocks = Blocks::of(grey);
    let whole = Histogram::of(grey.pixels.iter().copied());
    // What glare hides is no paper.
    let rest = whole.below(BLOWN);
    let has_glare = has_glare(&blocks, &rest);
    let histogram = if has_glare { rest } else { whole };
    let light = histogram.split();
    let paper = histogram.above(light).quantile(0.5);
    let found = [
        (Advice::Dark, paper < DARK),
        (Advice::Glare, has_glare),
        (
            Advice::Blurred,
            steepness(grey).is_some_and(|steep| steep < BLURRED),
        ),
        (Advice::Cut, is_cut(grey, &histogram, light)),
        (Advice::Small, width.min(height) < LEAST_SIDE),
        (Advice::Pale, blocks.contrast(paper) < CONTRAST),
    ];
    found
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(advice, _)| advice)
        .collect()
}

/// A block of pixels.
#[derive(Clone, Copy)]
struct Block {
    darkest: u8,
    middle: u8,
    lightest: u8,
}

impl Block {
    fn is_blown(self) -> bool {
        self.middle >= BLOWN
    }
}

/// The picture as blocks.
struct Blocks {
    across: usize,
    all: Vec<Block>,
}

impl Blocks {
    fn of(grey: &Grey) -> Self {
        let (across, down) = (grey.width / BLOCK, grey.height / BLOCK);
        let block = |place: usize| {
            let (left, top) = (place % across * BLOCK, place / across * BLOCK);
            let mut shades: Vec<u8> = (top..top + BLOCK)
                .flat_map(|y| (left..left + BLOCK).map(move |x| grey.at(x, y)))
                .collect();
            shades.sort_unstable();
            let shade = |place: usize| shades.get(place).copied().unwrap_or(u8::MAX);
            Block {
                darkest: shade(4),
                middle: shade(BLOCK * BLOCK / 2),
                lightest: shade(BLOCK * BLOCK - 4),
            }
        };
        Self {
            across,
            all: (0..across * down).map(block).collect(),
        }
    }

    /// The blocks around one, and it.
    fn around(&self, place: usize) -> impl Iterator<Item = Block> + '_ {
        let (x, y) = (place % self.across.max(1), place / self.across.max(1));
        let rows = y.saturating_sub(1)..=y + 1;
        rows.flat_map(move |y| {
            let columns = x.saturating_sub(1)..=(x + 1).min(self.across.saturating_sub(1));
            columns.filter_map(move |x| self.all.get(y * self.across + x).copied())
        })
    }

    /// How much darker than its paper the clearest writing is. Where something lies beside the paper is not looked at:
    /// that the table is darker says nothing about the writing.
    fn contrast(&self, paper: u8) -> f64 {
        let is_light = |block: Block| f64::from(block.lightest) > 0.8 * f64::from(paper);
        let mut found: Vec<f64> = (0..self.all.len())
            .filter(|place| self.around(*place).all(is_light))
            .filter_map(|place| self.all.get(place))
            .map(|block| 1.0 - f64::from(block.darkest) / f64::from(block.lightest.max(1)))
            .collect();
        if found.is_empty() {
            return 1.0;
        }
        // A page may say little: a hundredth of it is enough.
        let place = found.len() * 99 / 100;
        let (_, value, _) = found.select_nth_unstable_by(place, f64::total_cmp);
        *value
    }
}

/// Glare is a patch without any shade that fades into paper which has shade. A white field with a hard edge is none.
fn has_glare(blocks: &Blocks, rest: &Histogram) -> bool {
    let blown = blocks.all.iter().filter(|block| block.is_blown()).count();
    let paper = rest.above(rest.split()).quantile(0.3);
    if !GLARE.contains(&(blown as f64 / blocks.all.len().max(1) as f64)) || paper >= BLOWN - 12 {
        return false;
    }
    // Halfway between the paper and white, give or take a quarter.
    let quarter = (BLOWN - paper) / 4;
    let fading = paper + quarter..BLOWN - quarter / 2;
    let edge = (0..blocks.all.len()).filter(|place| {
        let is_blown = blocks.all.get(*place).is_some_and(|block| block.is_blown());
        !is_blown && blocks.around(*place).any(Block::is_blown)
    });
    let (mut all, mut soft) = (0, 0);
    for place in edge {
        all += 1;
        soft += usize::from(
            blocks
                .all
                .get(place)
                .is_some_and(|block| fading.contains(&block.middle)),
        );
    }
    soft * 3 > all
}

/// Whether the page runs out of the picture: the table is seen on one side and not on another, or letters end at an edge.
fn is_cut(grey: &Grey, histogram: &Histogram, light: u8) -> bool {
    let dark = histogram.quantile(0.02);
    let sides = [
        side(grey, Side::Top),
        side(grey, Side::Bottom),
        side(grey, Side::Left),
        side(grey, Side::Right),
    ];
    let paper: Vec<f64> = sides
        .iter()
        .map(|side| part(side, |shade| shade >= light))
        .collect();
    let lit = histogram.above(light).quantile(0.5);
    let apart = lit.saturating_sub(dark) >= APART;
    let table = paper.iter().any(|paper| *paper < 1.0 - MOST);
    if apart && table && paper.iter().any(|paper| *paper > TOUCHING) {
        return true;
    }
    let letters = |(side, paper): (&Vec<u8>, &f64)| *paper > MOST && strokes(side, light) >= CUT_LETTERS;
    apart && sides.iter().zip(&paper).any(letters)
}

enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

/// The outermost pixels of a side, two deep: the darker of each pair, so that a thin stroke is not missed.
fn side(grey: &Grey, side: Side) -> Vec<u8> {
    let pair = |one: Vec<u8>, other: Vec<u8>| one.into_iter().zip(other).map(|(a, b)| a.min(b)).collect();
    let row = |y: usize| grey.row(y).collect::<Vec<u8>>();
    let column = |x: usize| grey.column(x).collect::<Vec<u8>>();
    match side {
        Side::Top => pair(row(0), row(1)),
        Side::Bottom => pair(
            row(grey.height.saturating_sub(1)),
            row(grey.height.saturating_sub(2)),
        ),
        Side::Left => pair(column(0), column(1)),
        Side::Right => pair(
            column(grey.width.saturating_sub(1)),
            column(grey.width.saturating_sub(2)),
        ),
    }
}

fn part(shades: &[u8], is: impl Fn(u8) -> bool) -> f64 {
    let count = shades.iter().filter(|shade| is(**shade)).count();
    count as f64 / shades.len().max(1) as f64
}

/// How many short dark runs there are: letters that are cut. A long one is the edge of a scanner or a frame.
fn strokes(side: &[u8], light: u8) -> usize {
    let longest = side.len() / 30;
    side.chunk_by(|one, next| (*one < light) == (*next < light))
        .filter(|run| run.first().is_some_and(|shade| *shade < light) && run.len() <= longest)
        .count()
}
