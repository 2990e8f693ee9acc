//! A picture as shades of grey, and what can be measured on it. Nothing here knows what the picture shows.

/// Shades from 0, black, to 255, white, row by row.
#[derive(Clone, Debug)]
pub struct Grey {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// One byte a pixel.
    pub pixels: Vec<u8>,
}

impl Grey {
    /// Of red, green, blue and opacity as a canvas gives them (opaque): the luma of ITU-R BT.601, as JPEG has it.
    pub fn of_rgba(width: usize, height: usize, rgba: &[u8]) -> Self {
        let luma = |pixel: &[u8]| match *pixel {
            [red, green, blue, ..] => {
                let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
                u8::try_from(sum / 1_000).unwrap_or(u8::MAX)
            }
            _ => 0,
        };
        Self {
            width,
            height,
            pixels: rgba.chunks_exact(4).map(luma).collect(),
        }
    }

    /// The shade at a place; white outside.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        if x >= self.width {
            return u8::MAX;
        }
        self.pixels.get(y * self.width + x).copied().unwrap_or(u8::MAX)
    }

    /// A row.
    pub fn row(&self, y: usize) -> impl Iterator<Item = u8> + Clone + '_ {
        (0..self.width).map(move |x| self.at(x, y))
    }

    /// A column.
    pub fn column(&self, x: usize) -> impl Iterator<Item = u8> + Clone + '_ {
        (0..self.height).map(move |y| self.at(x, y))
    }
}

/// How many pixels there are of each shade.
pub struct Histogram([usize; 256]);

impl Histogram {
    /// Of these shades.
    pub fn of(shades: impl IntoIterator<Item = u8>) -> Self {
        let mut counts = [0; 256];
        for shade in shades {
            if let Some(count) = counts.get_mut(usize::from(shade)) {
                *count += 1;
            }
        }
        Self(counts)
    }

    fn counted(&self) -> impl Iterator<Item = (u8, usize)> + '_ {
        (0..=u8::MAX).zip(self.0)
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// The shade below which this part of them lies.
    pub fn quantile(&self, part: f64) -> u8 {
        let wanted = part * self.total() as f64;
        let mut sum = 0;
        self.counted()
            .find(|(_, count)| {
                sum += count;
                sum as f64 > wanted
            })
            .map_or(u8::MAX, |(shade, _)| shade)
    }

    /// The shades from this one on.
    pub fn above(&self, least: u8) -> Self {
        let mut counts = self.0;
        counts.iter_mut().take(least.into()).for_each(|count| *count = 0);
        Self(counts)
    }

    /// The shades before this one.
    pub fn below(&self, end: u8) -> Self {
        let mut counts = self.0;
        counts.iter_mut().skip(end.into()).for_each(|count| *count = 0);
        Self(counts)
    }

    /// The shade that parts dark from light best (N. Otsu, "A Threshold Selection Method from Gray-Level Histograms",
    /// 1979): light begins here.
    pub fn split(&self) -> u8 {
        let weight = |(shade, count): (u8, usize)| f64::from(shade) * count as f64;
        let (total, all) = (self.total() as f64, self.counted().map(weight).sum::<f64>());
        let (mut dark, mut dark_sum) = (0.0, 0.0);
        let mut best = (0.0, 0);
        for (shade, count) in self.counted() {
            let light = total - dark;
            if dark > 0.0 && light > 0.0 {
                let apart = dark_sum / dark - (all - dark_sum) / light;
                let between = dark * light * apart * apart;
                if between > best.0 {
                    best = (between, shade);
                }
            }
            dark += count as f64;
            dark_sum += weight((shade, count));
        }
        best.1
    }
}

/// How far to both sides of its steepest step an edge is looked at, in steps.
const REACH: usize = 4;
/// Less than this between dark and light is noise and shading.
const LEAST_EDGE: u8 = 40;
/// With fewer edges than this in ten thousand pixels nothing is said about sharpness: a white page is not blurred.
const LEAST_EDGES: usize = 4;

/// How steep edges are: the largest step from a pixel to the next, as a part of all that changes around it (after
/// S. Maheshwari et al., "Document blur detection using edge profile mining", ICVGIP 2016). 1 is as sharp as pixels can
/// be; an edge that rises evenly over n pixels has 1/n. It neither depends on how much is written nor on how black. The
/// blunter direction counts, so that a shaken camera is seen; `None` where there are too few edges to tell.
pub fn steepness(grey: &Grey) -> Option<f64> {
    let across = (0..grey.height).step_by(2);
    let down = (0..grey.width).step_by(2);
    let across = typical(across.map(|y| grey.row(y)), grey.pixels.len() / 2);
    let down = typical(down.map(|x| grey.column(x)), grey.pixels.len() / 2);
    match (across, down) {
        (Some(across), Some(down)) => Some(across.min(down)),
        (one, other) => one.or(other),
    }
}

/// The middle of the steepness over all edges along these lines.
fn typical(lines: impl Iterator<Item = impl Iterator<Item = u8>>, looked_at: usize) -> Option<f64> {
    let mut found = Vec::new();
    for line in lines {
        let line: Vec<u8> = line.collect();
        let steps: Vec<u8> = line
            .iter()
            .zip(line.iter().skip(1))
            .map(|(one, next)| one.abs_diff(*next))
            .collect();
        for (steps, shades) in steps.windows(2 * REACH + 1).zip(line.windows(2 * REACH + 2)) {
            // Each edge once: where it is steepest.
            let (before, after) = steps.split_at(REACH);
            let step = after.first().copied().unwrap_or(0);
            if step == 0
                || before.iter().any(|other| *other >= step)
                || after.iter().any(|other| *other > step)
            {
                continue;
            }
            let (low, high) = shades.iter().fold((u8::MAX, 0), |(low, high), shade| {
                (low.min(*shade), high.max(*shade))
            });
            if high - low >= LEAST_EDGE {
                found.push(f64::from(step) / f64::from(high - low));
            }
        }
    }
    if found.is_empty() || found.len() < looked_at * LEAST_EDGES / 10_000 {
        return None;
    }
    let place = found.len() / 2;
    let (_, value, _) = found.select_nth_unstable_by(place, f64::total_cmp);
    Some(*value)
}

#[cfg(test)]
mod tests {
    use super::{Grey, Histogram, steepness};

    #[test]
    fn shades_are_those_of_jpeg() {
        let rgba = [255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255];
        assert_eq!(Grey::of_rgba(2, 2, &rgba).pixels, [255, 0, 76, 149]);
    }

    #[test]
    fn a_histogram_knows_parts_and_the_gap() {
        let shades = [[10; 50], [20; 50], [200; 50], [220; 50]].concat();
        let histogram = Histogram::of(shades);
        assert_eq!(histogram.quantile(0.1), 10);
        assert_eq!(histogram.quantile(0.6), 200);
        assert!((21..=200).contains(&histogram.split()));
        assert_eq!(histogram.above(100).total(), 100);
        assert_eq!(Histogram::of([]).quantile(0.5), u8::MAX);
    }

    #[test]
    fn an_edge_over_n_pixels_has_one_nth() {
        let ramp = |over: usize| Grey {
            width: 60,
            height: 30,
            pixels: (0..30)
                .flat_map(|_| {
                    (0..60_usize).map(|x| u8::try_from(x.saturating_sub(25).min(over) * 200 / over).unwrap())
                })
                .collect(),
        };
        for over in 1..=5 {
            let steep = steepness(&ramp(over)).unwrap();
            assert!((steep - 1.0 / over as f64).abs() < 0.01, "{over}: {steep}");
        }
        let even = Grey {
            width: 60,
            height: 30,
            pixels: vec![200; 1_800],
        };
        assert_eq!(steepness(&even), None);
    }
}
