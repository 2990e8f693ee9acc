//! The fonts of the papers: those of a folder, looked at once, each read when a paper first needs it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{fs, io};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// Families for Chinese in simplified characters, the best first.
const HAN: &[&str] = &[
    "noto sans cjk sc",
    "noto sans sc",
    "source han sans sc",
    "source han sans cn",
    "wenquanyi micro hei",
    "wenquanyi zen hei",
    "noto serif cjk sc",
];
/// Families for other scripts, the best first: what they lack is looked for in all.
const LATIN: &[&str] = &["noto sans", "source sans 3", "dejavu sans", "noto sans arabic"];
/// Characters that a font must have to be one for Chinese.
const PROBE: &str = "外国人来华工作许可申请表护照签";
/// The deepest folder that is looked into.
const DEPTH: usize = 6;

/// The fonts of a folder.
pub struct Fonts {
    /// What there is.
    pub book: LazyHash<FontBook>,
    slots: Vec<Slot>,
    /// The family for Chinese.
    pub han: Option<String>,
    /// The families for other scripts.
    pub latin: Vec<String>,
}

struct Slot {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    /// The fonts of a folder, looked at once in the life of the program.
    #[must_use]
    pub fn of(folder: &Path) -> &'static Fonts {
        static ALL: Mutex<Vec<(PathBuf, &'static Fonts)>> = Mutex::new(Vec::new());
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, fonts)) = all.iter().find(|(known, _)| known == folder) {
            return fonts;
        }
        let fonts: &'static Fonts = Box::leak(Box::new(Self::look(folder)));
        all.push((folder.to_path_buf(), fonts));
        fonts
    }

    fn look(folder: &Path) -> Self {
        let mut files = Vec::new();
        // A folder that can't be read has no fonts, and that is what is said.
        let _ = collect(folder, DEPTH, &mut files);
        // The same order on every machine: of two fonts that do equally well, the same is taken.
        files.sort();
        let mut book = FontBook::new();
        let mut slots = Vec::new();
        for path in files {
            let Ok(data) = fs::read(&path) else { continue };
            for (index, info) in (0..).zip(FontInfo::iter(&data)) {
                book.push(info);
                slots.push(Slot {
                    path: path.clone(),
                    index,
                    font: OnceLock::new(),
                });
            }
        }
        let known = |names: &[&str]| -> Vec<String> {
            let there = names.iter().filter(|name| book.contains_family(name));
            there.map(|name| (*name).to_owned()).collect()
        };
        let covers = |family: &str| {
            book.select_family(family).any(|id| {
                let info = book.info(id);
                info.is_some_and(|info| PROBE.chars().all(|c| info.coverage.contains(u32::from(c))))
            })
        };
        let best = known(HAN).into_iter().find(|family| covers(family));
        let any = || {
            book.families()
                .map(|(name, _)| name.to_lowercase())
                .find(|name| covers(name))
        };
        Self {
            han: best.or_else(any),
            latin: known(LATIN),
            book: LazyHash::new(book),
            slots,
        }
    }

    /// The font of this number, read when it is first asked for.
    #[must_use]
    pub fn font(&self, number: usize) -> Option<Font> {
        let slot = self.slots.get(number)?;
        let read = || Font::new(Bytes::new(fs::read(&slot.path).ok()?), slot.index);
        slot.font.get_or_init(read).clone()
    }
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_font = path.extension().is_some_and(|end| {
            ["ttf", "otf", "ttc", "otc"]
                .iter()
                .any(|known| end.eq_ignore_ascii_case(known))
        });
        if is_font {
            files.push(path);
        } else if depth > 0 && path.is_dir() {
            let _ = collect(&path, depth - 1, files);
        }
    }
    Ok(())
}
