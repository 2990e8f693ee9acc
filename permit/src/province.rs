//! The mainland's provinces, autonomous regions and municipalities by their codes (GB/T 2260; domain.md 6.5).

use crate::check::fold::fold;

/// Their codes.
#[rustfmt::skip]
pub const CODES: &[&str] = &[
    "110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000", "310000",
    "320000", "330000", "340000", "350000", "360000", "370000", "410000", "420000", "430000",
    "440000", "450000", "460000", "500000", "510000", "520000", "530000", "540000", "610000",
    "620000", "630000", "640000", "650000",
];

/// The beginnings of the codes of Taiwan, Hong Kong and Macao, where the mainland's work permit is not asked for.
pub const OUTSIDE: &[&str] = &["71", "81", "82"];

/// What the Xinjiang Production and Construction Corps uses beside Xinjiang's own.
const CORPS: &str = "66";

/// Whether a code of GB/T 2260 begins with a province that there is.
#[must_use]
pub fn is_known(code: &str) -> bool {
    code.get(..2).is_some_and(|start| {
        start == CORPS || OUTSIDE.contains(&start) || CODES.iter().any(|known| known.starts_with(start))
    })
}

/// What they are called in lists that somebody keeps: in letters as on maps, and in Chinese.
#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("110000", &["beijing", "peking", "北京"]), ("120000", &["tianjin", "天津"]), ("130000", &["hebei", "河北"]),
    ("140000", &["shanxi", "山西"]), ("150000", &["innermongolia", "neimenggu", "neimongol", "内蒙古"]),
    ("210000", &["liaoning", "辽宁"]), ("220000", &["jilin", "吉林"]), ("230000", &["heilongjiang", "黑龙江"]),
    ("310000", &["shanghai", "上海"]), ("320000", &["jiangsu", "江苏"]), ("330000", &["zhejiang", "浙江"]),
    ("340000", &["anhui", "安徽"]), ("350000", &["fujian", "福建"]), ("360000", &["jiangxi", "江西"]),
    ("370000", &["shandong", "山东"]), ("410000", &["henan", "河南"]), ("420000", &["hubei", "湖北"]),
    ("430000", &["hunan", "湖南"]), ("440000", &["guangdong", "广东"]), ("450000", &["guangxi", "广西"]),
    ("460000", &["hainan", "海南"]), ("500000", &["chongqing", "重庆"]), ("510000", &["sichuan", "四川"]),
    ("520000", &["guizhou", "贵州"]), ("530000", &["yunnan", "云南"]), ("540000", &["tibet", "xizang", "西藏"]),
    ("610000", &["shaanxi", "陕西"]), ("620000", &["gansu", "甘肃"]), ("630000", &["qinghai", "青海"]),
    ("640000", &["ningxia", "宁夏"]), ("650000", &["xinjiang", "新疆"]),
];

/// What may stand behind a name.
const KINDS: &[&str] = &[
    "",
    "province",
    "municipality",
    "autonomousregion",
    "zhuangautonomousregion",
    "huiautonomousregion",
    "uygurautonomousregion",
    "uyghurautonomousregion",
    "sheng",
    "shi",
    "省",
    "市",
    "自治区",
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
];

/// The code of a province that is written as its code, as the two digits with which that begins, or by its name in Chinese
/// or in Latin letters.
#[must_use]
pub fn named(written: &str) -> Option<&'static str> {
    let letters = fold(written);
    let letters = letters.chars().filter(|c| c.is_alphanumeric());
    let name: String = letters.flat_map(char::to_lowercase).collect();
    let by_code = CODES
        .iter()
        .find(|code| **code == name || code.strip_suffix("0000") == Some(name.as_str()));
    let calls = |known: &&str| {
        name.strip_prefix(*known)
            .is_some_and(|kind| KINDS.contains(&kind))
    };
    let by_name = || NAMES.iter().find(|(_, names)| names.iter().any(calls));
    by_code.copied().or_else(|| by_name().map(|(code, _)| *code))
}

/// The twelve of the western region.
#[rustfmt::skip]
const WESTERN: &[&str] = &[
    "150000", "450000", "500000", "510000", "520000", "530000", "540000", "610000", "620000",
    "630000", "640000", "650000",
];

/// The three of the north-east.
const NORTH_EAST: &[&str] = &["210000", "220000", "230000"];

/// A region as the points table counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The western region.
    Western,
    /// The north-east.
    NorthEast,
    /// Anywhere else: city-level lists of old industrial bases and poor counties may still give points.
    Other,
}

/// The region of a province; `None` for an unknown code.
#[must_use]
pub fn region(code: &str) -> Option<Region> {
    if WESTERN.contains(&code) {
        Some(Region::Western)
    } else if NORTH_EAST.contains(&code) {
        Some(Region::NorthEast)
    } else {
        CODES.contains(&code).then_some(Region::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::{CODES, NAMES, NORTH_EAST, Region, WESTERN, is_known, named, region};

    #[test]
    fn every_province_has_one_region() {
        assert_eq!(CODES.len(), 31);
        assert!(WESTERN.iter().chain(NORTH_EAST).all(|code| CODES.contains(code)));
        assert_eq!(
            CODES
                .iter()
                .filter(|code| region(code) == Some(Region::Other))
                .count(),
            16
        );
        assert_eq!(
            (region("510000"), region("210000")),
            (Some(Region::Western), Some(Region::NorthEast))
        );
        assert_eq!(region("999999"), None);
        for (code, known) in [
            ("110105", true),
            ("660000", true),
            ("820000", true),
            ("990000", false),
            ("00", false),
        ] {
            assert_eq!(is_known(code), known, "{code}");
        }
    }

    #[test]
    fn a_province_is_found_by_its_code_and_by_its_name() {
        let codes: Vec<&str> = NAMES.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, CODES);
        for (code, names) in NAMES {
            for written in names.iter().chain([code]) {
                assert_eq!(named(written), Some(*code), "{written}");
            }
        }
        for (written, code) in [
            ("11", Some("110000")),
            ("１１００００", Some("110000")),
            ("Inner Mongolia Autonomous Region", Some("150000")),
            ("内蒙古自治区", Some("150000")),
            ("广西壮族自治区", Some("450000")),
            ("Shaanxi", Some("610000")),
            (" shanxi province ", Some("140000")),
            ("上海市", Some("310000")),
            ("", None),
            ("1", None),
            ("0000", None),
            ("440300", None),
            ("Shan", None),
            ("Beijing, Chaoyang", None),
            ("Province", None),
        ] {
            assert_eq!(named(written), code, "{written}");
        }
    }
}
