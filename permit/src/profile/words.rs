//! The words that a profile's fields take. The build reads them too, to check the rule files against them.

/// Degrees, lowest first.
pub const DEGREES: &[&str] = &["none", "bachelor", "master", "doctor"];
/// Vocational qualifications, lowest first.
pub const VOCATIONAL: &[&str] = &[
    "none",
    "senior_worker",
    "technician",
    "senior_technician",
    "international_top",
];
/// Proofs of Chinese.
pub const CHINESE: &[&str] = &[
    "none",
    "hsk1",
    "hsk2",
    "hsk3",
    "hsk4",
    "hsk5",
    "hsk6",
    "hsk7",
    "hsk8",
    "hsk9",
    "degree_taught_in_chinese",
    "former_chinese_national",
];
/// Items of the background; any one gives points.
pub const BACKGROUND: &[&str] = &["top_university", "fortune_500", "patent", "five_years_in_china"];
/// Kinds of position.
pub const POSITIONS: &[&str] = &["manager", "professional", "language_teacher", "intern", "other"];
/// What makes up for experience in teaching a language.
pub const TEACHING_QUALIFICATIONS: &[&str] =
    &["none", "education_degree", "home_licence", "certificate_120h"];
/// Languages that are taught, as BCP 47 tags, and any other; a profile in JSON may name any tag.
pub const LANGUAGES: &[&str] = &[
    "en", "fr", "de", "es", "pt", "it", "ru", "ja", "ko", "ar", "vi", "other",
];
