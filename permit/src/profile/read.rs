//! A profile from JSON: each error names its field and says what the field takes.

use super::{
    BACKGROUND, CHINESE, DEGREES, Field, POSITIONS, Profile, Routes, Short, TEACHING_QUALIFICATIONS,
    VOCATIONAL,
};
use crate::country;
use crate::date::{self, Date};
use crate::{policy, province};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The greatest whole number that a field takes.
const GREATEST: u32 = 1_000_000_000;

impl<'de> serde::Deserialize<'de> for Profile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Profile;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a profile: a JSON object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Profile, M::Error> {
        let mut profile = Profile::default();
        while let Some(name) = map.next_key_seed(Word(|name: &str| known(name)))? {
            let of = name.map_err(M::Error::custom)?;
            field(&mut profile, of, &mut map)?;
        }
        match profile.contradiction() {
            Some(words) => Err(M::Error::custom(words)),
            None => Ok(profile),
        }
    }
}

impl Profile {
    /// What two of its fields say that can't both be so, in words that begin with a field's name.
    #[must_use]
    pub fn contradiction(&self) -> Option<String> {
        let clash = self.claims.any_of(self.denied_claims);
        let mut routes = policy::all_routes().enumerate().filter(|_| clash);
        let both =
            routes.find(|(place, _)| self.claims.contains(*place) && self.denied_claims.contains(*place));
        if let Some((_, route)) = both {
            return Some(format!("denied_claims: {} is in claims, too", route.id));
        }
        let (birth, day) = (self.birth_date?, self.as_of?);
        (birth > day).then(|| {
            format!(
                "birth_date: {} is after as_of, {}",
                date::iso(birth),
                date::iso(day)
            )
        })
    }
}

fn known(name: &str) -> Result<Field, String> {
    Field::named(name).ok_or_else(|| format!("{}: there is no such field", shown(name)))
}

/// What was typed, as far as it is fit for a line of an error.
fn shown(text: &str) -> String {
    text.chars().take(40).filter(|c| !c.is_control()).collect()
}

fn field<'de, M: MapAccess<'de>>(profile: &mut Profile, of: Field, map: &mut M) -> Result<(), M::Error> {
    let name = of.name();
    let mut number = |least: u32, most: u32| map.next_value_seed(Number { name, least, most });
    match of {
        Field::AnnualSalary => profile.annual_salary_cny = number(0, GREATEST)?,
        Field::RelevantWorkYears => profile.relevant_work_years = number(0, 100)?,
        Field::MonthsPerYear => profile.months_per_year_in_china = number(0, 12)?,
        Field::ProvincialPoints => profile.provincial_points = number(0, 10)?,
        Field::StayDays => profile.stay_days = number(0, 100_000)?,
        Field::LanguageTeachingYears => profile.language_teaching_years = number(0, 100)?,
        Field::DegreeMark => profile.degree_mark_percent = number(0, 100)?,
        Field::OldIndustrialBase => profile.old_industrial_base = map.next_value_seed(Flag(name))?,
        Field::SpecialArea => profile.special_area = map.next_value_seed(Flag(name))?,
        Field::Postdoc => profile.postdoc_high_level = map.next_value_seed(Flag(name))?,
        Field::NoCriminalRecord => profile.no_criminal_record = map.next_value_seed(Flag(name))?,
        Field::Healthy => profile.healthy = map.next_value_seed(Flag(name))?,
        Field::EmployerInChina => profile.employer_in_china = map.next_value_seed(Flag(name))?,
        Field::AsOf => profile.as_of = word(map, name, day)?,
        Field::BirthDate => profile.birth_date = word(map, name, day)?,
        Field::DegreeDate => profile.degree_date = word(map, name, day)?,
        Field::WorkPlace => profile.work_place = word(map, name, place)?,
        Field::Nationality => profile.nationality = word(map, name, nation)?,
        Field::DegreeCountry => profile.degree_country = word(map, name, nation)?,
        Field::TeachingLanguage => profile.teaching_language = word(map, name, language)?,
        Field::HighestDegree => {
            let degree = word(map, name, |text| choice(DEGREES, text))?;
            profile.highest_degree =
                degree.and_then(|degree| DEGREES.iter().position(|known| *known == degree));
        }
        Field::VocationalLevel => {
            profile.vocational_level = word(map, name, |text| choice(VOCATIONAL, text))?
        }
        Field::ChineseLevel => profile.chinese_level = word(map, name, |text| choice(CHINESE, text))?,
        Field::PositionKind => profile.position_kind = word(map, name, |text| choice(POSITIONS, text))?,
        Field::TeachingQualification => {
            profile.teaching_qualification = word(map, name, |text| choice(TEACHING_QUALIFICATIONS, text))?;
        }
        Field::Background => {
            let mut items = [false; 4];
            let there = map.next_value_seed(List {
                name,
                item: |text: &str| {
                    let item = choice(BACKGROUND, text)?;
                    let slot = BACKGROUND
                        .iter()
                        .zip(&mut items)
                        .find(|(known, _)| **known == item);
                    if let Some((_, slot)) = slot {
                        *slot = true;
                    }
                    Ok(())
                },
            })?;
            profile.background = there.then_some(items);
        }
        Field::Claims => routes(map, name, &mut profile.claims)?,
        Field::DeniedClaims => routes(map, name, &mut profile.denied_claims)?,
    }
    Ok(())
}

fn routes<'de, M: MapAccess<'de>>(
    map: &mut M,
    name: &'static str,
    routes: &mut Routes,
) -> Result<(), M::Error> {
    let item = |text: &str| {
        if routes.add(text) {
            Ok(())
        } else {
            Err(format!("{} is no route", shown(text)))
        }
    };
    map.next_value_seed(List { name, item }).map(|_| ())
}

fn choice(of: &'static [&'static str], text: &str) -> Result<&'static str, String> {
    let found = of.iter().find(|known| **known == text);
    found
        .copied()
        .ok_or_else(|| format!("{} is none of {}", shown(text), of.join(", ")))
}

fn day(text: &str) -> Result<Date, String> {
    let iso = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    let read = if iso { date::parse(text).ok() } else { None };
    read.ok_or_else(|| format!("{} is no day; write it as 2026-11-23", shown(text)))
}

/// Two, four or six digits; the short ones are filled up with zeros.
fn place(text: &str) -> Result<Short, String> {
    let digits = matches!(text.len(), 2 | 4 | 6) && text.bytes().all(|b| b.is_ascii_digit());
    let filled = digits
        .then(|| format!("{text:0<6}"))
        .and_then(|code| Short::new(&code));
    let filled = filled.ok_or_else(|| {
        format!(
            "{} is no code of GB/T 2260; write two, four or six digits",
            shown(text)
        )
    })?;
    if province::is_known(filled.as_str()) {
        Ok(filled)
    } else {
        Err(format!("{text} is in no province of GB/T 2260"))
    }
}

fn nation(text: &str) -> Result<Short, String> {
    let found = country::is_country(text).then(|| Short::new(text)).flatten();
    found.ok_or_else(|| {
        format!(
            "{} is no country; write its three letters of ISO 3166-1",
            shown(text)
        )
    })
}

/// The language without its region: `en` of `en-GB`.
fn language(text: &str) -> Result<Short, String> {
    let primary = text.split('-').next().unwrap_or_default();
    let letters = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    let read = letters.then(|| Short::new(primary)).flatten();
    read.ok_or_else(|| format!("{} is no language; write a tag such as en", shown(text)))
}

fn word<'de, M: MapAccess<'de>, T>(
    map: &mut M,
    name: &'static str,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, M::Error> {
    let said = map.next_value_seed(Optional {
        name,
        seed: Word(read),
        kind: "a text",
    })?;
    said.transpose()
        .map_err(|wrong| M::Error::custom(format_args!("{name}: {wrong}")))
}

/// Reads a text with a function.
struct Word<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Word<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Word<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

/// What may be `null`: then it is absent.
struct Optional<S> {
    name: &'static str,
    seed: S,
    kind: &'static str,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Optional<S> {
    type Value = Option<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for Optional<S> {
    type Value = Option<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let (name, kind) = (self.name, self.kind);
        let read = self.seed.deserialize(deserializer);
        read.map(Some)
            .map_err(|error| D::Error::custom(format_args!("{name}: must be {kind} ({error})")))
    }
}

/// A whole number between two bounds, or `null`.
struct Number {
    name: &'static str,
    least: u32,
    most: u32,
}

impl<'de> DeserializeSeed<'de> for Number {
    type Value = Option<u32>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<u32>, D::Error> {
        let Number { name, least, most } = self;
        let wrong = || {
            D::Error::custom(format_args!(
                "{name}: must be a whole number from {least} to {most}"
            ))
        };
        match serde::Deserialize::deserialize(deserializer).map_err(|_: D::Error| wrong())? {
            Some(number) if (least..=most).contains(&number) => Ok(Some(number)),
            Some(_) => Err(wrong()),
            None => Ok(None),
        }
    }
}

/// True, false, or `null`.
struct Flag(&'static str);

impl<'de> DeserializeSeed<'de> for Flag {
    type Value = Option<bool>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<bool>, D::Error> {
        serde::Deserialize::deserialize(deserializer)
            .map_err(|error| D::Error::custom(format_args!("{}: must be true or false ({error})", self.0)))
    }
}

/// A list of texts, or `null`; whether there is one.
struct List<F> {
    name: &'static str,
    item: F,
}

impl<'de, F: FnMut(&str) -> Result<(), String>> DeserializeSeed<'de> for List<F> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let (name, items) = (
            self.name,
            Optional {
                name: self.name,
                seed: Items(self.item),
                kind: "a list of texts",
            },
        );
        let there = items.deserialize(deserializer)?;
        match there {
            None => Ok(false),
            Some(Ok(())) => Ok(true),
            Some(Err(wrong)) => Err(D::Error::custom(format_args!("{name}: {wrong}"))),
        }
    }
}

struct Items<F>(F);

impl<'de, F: FnMut(&str) -> Result<(), String>> DeserializeSeed<'de> for Items<F> {
    type Value = Result<(), String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(&str) -> Result<(), String>> Visitor<'de> for Items<F> {
    type Value = Result<(), String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts")
    }

    fn visit_seq<S: SeqAccess<'de>>(mut self, mut items: S) -> Result<Self::Value, S::Error> {
        let mut said = Ok(());
        while let Some(read) = items.next_element_seed(Word(|text: &str| (self.0)(text)))? {
            said = said.and(read);
        }
        Ok(said)
    }
}
