//! Random people of whom more or less is known, as JSON: what `portal classify` and the app would say of them must be the
//! same to the byte. A hundred thousand of them, in batches of their own.

use crate::{Numbers, digest};
use permit::classify::{Preview, json};
use permit::profile::{
    BACKGROUND, CHINESE, DEGREES, Field, POSITIONS, Profile, TEACHING_QUALIFICATIONS, VOCATIONAL,
};

/// People in a batch.
const PEOPLE: u32 = 5_000;

/// Values at which something turns, and others.
const PAY: &[&str] = &[
    "0", "49999", "50000", "149999", "150000", "349999", "450000", "572975", "572976", "859464", "895248",
];
const PLACES: &[&str] = &[
    "11", "110000", "110105", "310000", "440300", "4403", "120000", "510100", "4228", "2101", "320500",
];
const COUNTRIES: &[&str] = &["GBR", "FRA", "IND", "USA", "CHN", "JPN"];
const CLAIMS: &[&str] = &[
    "A-I", "A-II", "A-II-3", "A-III", "A-III-1", "A-IV-1", "B-1.1", "B-1.4", "B-2", "B-5", "C-3.1", "A", "B",
];

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn day(numbers: &mut Numbers, from: usize, to: usize) -> String {
    let mut below = |from: usize, to: usize| from + numbers.below(to - from + 1);
    format!("\"{}-{:02}-{:02}\"", below(from, to), below(1, 12), below(1, 28))
}

fn some(of: &[&str], numbers: &mut Numbers) -> String {
    let items: Vec<String> = (0..numbers.below(3)).map(|_| quoted(numbers.pick(of))).collect();
    format!("[{}]", items.join(","))
}

/// An answer to a field, as JSON.
fn value(field: Field, numbers: &mut Numbers) -> String {
    match field {
        Field::AsOf => day(numbers, 2016, 2027),
        Field::BirthDate => day(numbers, 1955, 2010),
        Field::DegreeDate => day(numbers, 2015, 2026),
        Field::HighestDegree => quoted(numbers.pick(DEGREES)),
        Field::VocationalLevel => quoted(numbers.pick(VOCATIONAL)),
        Field::ChineseLevel => quoted(numbers.pick(CHINESE)),
        Field::PositionKind => quoted(numbers.pick(POSITIONS)),
        Field::TeachingQualification => quoted(numbers.pick(TEACHING_QUALIFICATIONS)),
        Field::TeachingLanguage => quoted(numbers.pick(&["en", "en-GB", "fr", "ja", "tlh"])),
        Field::WorkPlace => quoted(numbers.pick(PLACES)),
        Field::Nationality | Field::DegreeCountry => quoted(numbers.pick(COUNTRIES)),
        Field::Claims | Field::DeniedClaims => some(CLAIMS, numbers),
        Field::Background => some(BACKGROUND, numbers),
        Field::AnnualSalary if numbers.below(2) == 0 => numbers.pick(PAY).into(),
        Field::AnnualSalary => numbers.below(1_200_000).to_string(),
        Field::RelevantWorkYears => numbers.below(25).to_string(),
        Field::LanguageTeachingYears => numbers.below(5).to_string(),
        Field::MonthsPerYear => numbers.below(13).to_string(),
        Field::DegreeMark => (60 + numbers.below(41)).to_string(),
        Field::StayDays => numbers.pick(&["30", "90", "91", "730"]).into(),
        Field::ProvincialPoints => numbers.below(11).to_string(),
        Field::Postdoc | Field::OldIndustrialBase | Field::SpecialArea => (numbers.below(4) == 0).to_string(),
        // Mostly met, or nothing would be possible.
        Field::NoCriminalRecord | Field::Healthy | Field::EmployerInChina => {
            (numbers.below(30) > 0).to_string()
        }
    }
}

/// Somebody: all, most, half, or little is known.
fn person(numbers: &mut Numbers) -> String {
    let known = numbers.pick(&[0, 1, 4, 7]);
    let mut fields = Vec::new();
    for field in Field::ALL {
        if numbers.below(10) >= known {
            fields.push(format!("\"{}\":{}", field.name(), value(*field, numbers)));
        }
    }
    let person = |fields: &[String]| format!("{{{}}}", fields.join(","));
    let whole = person(&fields);
    if serde_json::from_str::<Profile>(&whole).is_ok() {
        return whole;
    }
    // Nobody both claims and denies a route.
    fields.retain(|field| !field.starts_with("\"denied_claims\""));
    person(&fields)
}

/// What is said of a batch of people.
pub fn batch(number: u32) -> u64 {
    let mut numbers = Numbers(0x5851_f42d_4c95_7f2d ^ u64::from(number + 1));
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut said = String::new();
    for _ in 0..PEOPLE {
        let person = person(&mut numbers);
        let profile: Profile = serde_json::from_str(&person).expect("well-formed");
        said.clear();
        json::write(&Preview::new(profile), &mut said);
        hash = digest(&said, hash);
    }
    hash
}
