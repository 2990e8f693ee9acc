//! Made-up pages: clean, and with one fault each.

mod portrait;

use super::advice::{Advice, on_page};
use super::grey::Grey;

/// Numbers that look like chance and are the same every time.
struct Noise(u32);

impl Noise {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 16
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next()).unwrap() % most
    }
}

/// A page on a table.
#[derive(Clone, Copy, Debug)]
struct Page {
    width: usize,
    height: usize,
    /// How thick the strokes are.
    stroke: usize,
    /// The line that comes every so many pixels.
    line: usize,
    /// The part of the lines that are written.
    written: usize,
    paper: u8,
    ink: u8,
    table: u8,
    /// How far the table reaches, in pixels; none where the page fills the picture.
    around: usize,
}

const PAGE: Page = Page {
    width: 707,
    height: 1_000,
    stroke: 2,
    line: 18,
    written: 100,
    paper: 214,
    ink: 52,
    table: 96,
    around: 40,
};

impl Page {
    /// Draws it, moved to the right.
    fn drawn(self, moved: usize) -> Grey {
        let mut noise = Noise(7);
        let mut grey = Grey {
            width: self.width,
            height: self.height,
            pixels: vec![self.table; self.width * self.height],
        };
        let right = (self.width - self.around + moved).min(self.width);
        for y in self.around..self.height - self.around {
            grey.pixels[y * self.width + self.around + moved..y * self.width + right].fill(self.paper);
        }
        let margin = self.around + self.width / 12;
        for top in (margin..self.height - margin - self.line).step_by(self.line) {
            let mut x = margin + moved;
            while x + self.stroke < (self.width - margin + moved).min(self.width) {
                // Letters: strokes down and across, with gaps for words.
                let tall = self.line / 2 + noise.below(self.line / 4 + 1);
                if noise.below(100) < self.written && noise.below(6) > 0 {
                    for y in top..top + tall {
                        grey.pixels[y * self.width + x..y * self.width + x + self.stroke].fill(self.ink);
                    }
                    let across = (x + self.line / 3).min(self.width);
                    let bar = top + noise.below(tall);
                    for y in bar..bar + self.stroke {
                        grey.pixels[y * self.width + x..y * self.width + across].fill(self.ink);
                    }
                }
                x += self.stroke + 3 + noise.below(self.line / 3 + 1);
            }
        }
        // A little noise of the camera, as every photo has.
        for shade in &mut grey.pixels {
            *shade = shade
                .saturating_add(u8::try_from(noise.below(7)).unwrap())
                .saturating_sub(3);
        }
        grey
    }
}

/// The mean over so many pixels to each side, across and down.
fn blurred(grey: &Grey, reach: usize, across: bool, down: bool) -> Grey {
    let mut out = grey.clone();
    let mean = |line: &[u8], place: usize| {
        let part = &line[place.saturating_sub(reach)..(place + reach + 1).min(line.len())];
        let sum: usize = part.iter().map(|shade| usize::from(*shade)).sum();
        u8::try_from(sum / part.len()).unwrap()
    };
    if across {
        for y in 0..grey.height {
            let line: Vec<u8> = out.row(y).collect();
            for x in 0..grey.width {
                out.pixels[y * grey.width + x] = mean(&line, x);
            }
        }
    }
    if down {
        for x in 0..grey.width {
            let line: Vec<u8> = out.column(x).collect();
            for y in 0..grey.height {
                out.pixels[y * grey.width + x] = mean(&line, y);
            }
        }
    }
    out
}

fn changed(grey: &Grey, change: impl Fn(usize, usize, f64) -> f64) -> Grey {
    let mut out = grey.clone();
    for y in 0..grey.height {
        for x in 0..grey.width {
            let shade = change(x, y, f64::from(grey.at(x, y))).clamp(0.0, 255.0);
            out.pixels[y * grey.width + x] = shade as u8;
        }
    }
    out
}

/// A lamp that is mirrored in the paper.
fn with_glare(grey: &Grey, radius: f64) -> Grey {
    let (at_x, at_y) = (grey.width as f64 * 0.6, grey.height as f64 * 0.4);
    changed(grey, |x, y, shade| {
        let far = (x as f64 - at_x).hypot(y as f64 - at_y) / radius;
        shade + 400.0 * (-far * far).exp()
    })
}

fn advice(grey: &Grey) -> Vec<Advice> {
    on_page(grey, 2_000, 3_000)
}

/// Pages of many kinds that are as they should be.
fn good() -> Vec<Page> {
    let shades = [(214, 52, 96), (236, 30, 40), (170, 40, 70), (252, 0, 120)];
    let mut shades = shades.into_iter().cycle();
    let mut pages = Vec::new();
    for (width, height) in [(707, 1_000), (1_000, 707), (600, 800)] {
        for (stroke, line) in [(2, 14), (2, 18), (3, 24), (5, 40)] {
            for around in [0, 30, 60] {
                let (paper, ink, table) = shades.next().unwrap();
                pages.push(Page {
                    width,
                    height,
                    stroke,
                    line,
                    // Some pages say little.
                    written: if pages.len() % 5 == 4 { 4 } else { 100 },
                    paper,
                    ink,
                    table,
                    around,
                });
            }
        }
    }
    pages
}

#[test]
fn nothing_is_said_about_a_good_page() {
    for page in good() {
        assert_eq!(advice(&page.drawn(0)), [], "{page:?}");
    }
}

#[test]
fn a_white_page_with_a_single_line_is_not_blurred() {
    let page = Page { written: 1, ..PAGE };
    assert!(!advice(&page.drawn(0)).contains(&Advice::Blurred));
    // Nor is one with nothing on it; that nothing can be read there is said.
    let empty = Page {
        written: 0,
        around: 0,
        ..PAGE
    };
    assert_eq!(advice(&empty.drawn(0)), [Advice::Pale]);
}

#[test]
fn a_blurred_page_is_said_to_be_blurred() {
    for (place, page) in good().into_iter().enumerate() {
        let reach = [2, 3, 5][place % 3];
        let found = advice(&blurred(&page.drawn(0), reach, true, true));
        // Of thin strokes that are far apart hardly a shade is left, but no edge.
        let is_told = found.contains(&Advice::Blurred) || page.written < 100 && found == [Advice::Pale];
        assert!(is_told, "{reach}: {found:?} {page:?}");
    }
}

/// A strip of a page as a camera sees it, three times as fine, which is then scaled down.
fn as_photographed(blur: usize) -> Grey {
    let page = Page {
        width: 1_800,
        height: 1_200,
        stroke: 7,
        line: 55,
        around: 0,
        ..PAGE
    };
    let fine = blurred(&page.drawn(0), blur, true, true);
    let mean = |place: usize| {
        let (x, y) = (place % 600 * 3, place / 600 * 3);
        let shades = (0..9).map(|part| u32::from(fine.at(x + part % 3, y + part / 3)));
        u8::try_from(shades.sum::<u32>() / 9).unwrap()
    };
    Grey {
        width: 600,
        height: 400,
        pixels: (0..600 * 400).map(mean).collect(),
    }
}

#[test]
fn what_a_lens_does_anyway_is_not_said() {
    // The light of a point falls on one, three, five pixels of the camera.
    for blur in [0, 1, 2] {
        assert_eq!(advice(&as_photographed(blur)), [], "{blur}");
    }
    assert_eq!(advice(&as_photographed(5)), [Advice::Blurred]);
}

#[test]
fn a_shaken_camera_is_seen_in_each_direction() {
    for (across, down) in [(true, false), (false, true)] {
        let page = Page {
            stroke: 4,
            line: 40,
            ..PAGE
        };
        let found = advice(&blurred(&page.drawn(0), 3, across, down));
        assert_eq!(found, [Advice::Blurred], "{across} {down}");
    }
}

#[test]
fn a_dark_page_is_said_to_be_dark() {
    for page in good().into_iter().filter(|page| page.paper < 240) {
        let dark = changed(&page.drawn(0), |_, _, shade| shade * 0.4);
        let found = advice(&dark);
        assert!(found.contains(&Advice::Dark), "{found:?} {page:?}");
        assert!(
            !found.contains(&Advice::Glare) && !found.contains(&Advice::Blurred),
            "{found:?} {page:?}"
        );
    }
}

#[test]
fn a_lamp_in_the_paper_is_seen() {
    for page in good().into_iter().filter(|page| page.paper < 240) {
        let small = page.width.min(page.height) as f64;
        for part in [0.12, 0.18] {
            let found = advice(&with_glare(&page.drawn(0), small * part));
            assert_eq!(found, [Advice::Glare], "{part} {page:?}");
        }
    }
}

#[test]
fn white_fields_in_a_form_are_no_glare() {
    let form = Page {
        paper: 226,
        around: 0,
        ..PAGE
    }
    .drawn(0);
    let fields = changed(&form, |x, y, shade| match (x, y) {
        (100..=600, 200..=300) if shade > 100.0 => 255.0,
        _ => shade,
    });
    assert_eq!(advice(&fields), []);
}

#[test]
fn a_page_that_runs_out_of_the_picture_is_cut() {
    for page in good().into_iter().filter(|page| page.around > 0) {
        let found = advice(&page.drawn(page.width / 4));
        assert_eq!(found, [Advice::Cut], "{page:?}");
    }
    // Without a table: the letters at the edge tell.
    let page = Page { around: 0, ..PAGE };
    let whole = page.drawn(0);
    let part = Grey {
        height: 500,
        pixels: whole.pixels[..500 * whole.width].to_vec(),
        ..whole
    };
    let above = (0..60).find(|up| {
        advice(&Grey {
            height: 500 - up,
            pixels: part.pixels[..(500 - up) * part.width].to_vec(),
            ..part.clone()
        }) == [Advice::Cut]
    });
    assert!(above.is_some_and(|up| up < page.line), "{above:?}");
}

#[test]
fn few_pixels_and_pale_ink_are_said() {
    assert_eq!(on_page(&PAGE.drawn(0), 999, 1_400), [Advice::Small]);
    assert_eq!(on_page(&PAGE.drawn(0), 1_000, 1_400), []);
    for around in [0, 40] {
        let pale = Page {
            ink: 168,
            around,
            ..PAGE
        };
        assert_eq!(advice(&pale.drawn(0)), [Advice::Pale], "{around}");
    }
}
