//! A rule file as it is written. What every field means stands at its twin in `src/policy/mod.rs`.

use crate::papers::{Document, Stage};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub id: String,
    /// The text that the routes stand in; of the standard's routes their ids name the place in it.
    pub title: String,
    pub jurisdiction: String,
    pub version: String,
    pub valid_from: String,
    #[serde(default)]
    pub limits: BTreeMap<String, Figure>,
    pub baseline: Option<Baseline>,
    pub points: Option<Points>,
    #[serde(default)]
    pub route: Vec<Route>,
    #[serde(default)]
    pub addition: Vec<Addition>,
    #[serde(default)]
    pub waiver: Vec<Waiver>,
    #[serde(default)]
    pub mother_tongue: Vec<MotherTongue>,
    #[serde(default)]
    pub document: Vec<Document>,
    #[serde(default)]
    pub stage: Vec<Stage>,
    pub apostille: Option<Apostille>,
    pub translation: Option<Translation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apostille {
    pub party: Vec<String>,
    pub not_party: Vec<String>,
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    pub by: String,
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub value: u32,
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub six_times: u32,
    pub four_times: u32,
    pub average_month: u32,
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    pub a: Figure,
    pub b: Figure,
    pub local: Figure,
    pub salary: Brackets,
    pub education: Education,
    pub work_years: Brackets,
    pub months: Brackets,
    pub chinese: Levels,
    pub place: Place,
    pub age: Brackets,
    pub background: Flat,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brackets {
    pub max: u32,
    pub source: String,
    pub confidence: String,
    /// From, below, points; the last has no "below".
    pub brackets: Vec<Vec<u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Education {
    pub max: u32,
    pub source: String,
    pub confidence: String,
    pub degree: BTreeMap<String, u32>,
    pub vocational: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    pub max: u32,
    pub source: String,
    pub confidence: String,
    pub level: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub max: u32,
    pub source: String,
    pub confidence: String,
    pub western: Vec<String>,
    pub north_east: Vec<String>,
    pub special_area: Mark,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flat {
    pub max: u32,
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    pub id: String,
    pub category: String,
    pub official: String,
    pub wording: String,
    /// The text that it stands in, where that is not the file's.
    pub text: Option<String>,
    pub source: String,
    pub confidence: String,
    pub needs: Vec<Need>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    pub id: String,
    pub to: String,
    #[serde(default)]
    pub official: String,
    pub source: String,
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    pub id: String,
    pub waives: String,
    #[serde(default)]
    pub official: String,
    pub source: String,
    pub confidence: String,
    pub needs: Vec<Test>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Need {
    Any { any: Vec<Vec<Test>> },
    One(Test),
}

#[derive(Deserialize)]
#[serde(tag = "test", rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    Claim,
    Degree { at_least: String },
    WorkYears { at_least: u32 },
    Vocational { one_of: Vec<String> },
    Position { one_of: Vec<String> },
    SalaryTimes { times: u32 },
    Points { at_least: String },
    Age { at_most: u32, beyond: Option<String> },
    Postdoc,
    MotherTongue,
    TeachingYears { at_least: u32 },
    TeachingQualification,
    DegreeIn { country: String },
    TopUniversity,
    Graduated { within_months: u32 },
    Mark { at_least: u32 },
    Stay { at_most: u32 },
    Discretion { who: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotherTongue {
    pub language: String,
    pub countries: Vec<String>,
    pub source: String,
    pub confidence: String,
}
