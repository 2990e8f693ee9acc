//! What the invented people answer: all that submitting needs.

use permit::date::{Date, iso, plus_days};

/// An invented person.
#[derive(Clone, Copy, Debug)]
pub struct Foreigner {
    /// The address to sign in with.
    pub email: &'static str,
    /// The family name.
    pub surname: &'static str,
    /// The given name.
    pub given: &'static str,
    /// The number of the passport.
    pub passport: &'static str,
    /// The nationality, ISO 3166-1 alpha-3.
    pub country: &'static str,
    /// The pay in a year, in CNY.
    pub salary: &'static str,
}

/// The answers that are the same for everybody, by key.
const SAME: &[(&str, &str)] = &[
    ("highest_degree", "master"),
    ("vocational_level", "none"),
    ("relevant_work_years", "6"),
    ("chinese_level", "hsk4"),
    ("background", "none"),
    ("direct_routes", "none"),
    ("position_kind", "professional"),
    ("special_routes", "none"),
    ("special_area", "no"),
    ("document_type", "passport"),
    ("sex", "female"),
    ("birth_date", "1990-08-12"),
    ("birth_place", "Example Town"),
    ("marital_status", "single"),
    ("ever_chinese_national", "no"),
    ("earlier_permit", "no"),
    ("phone", "+46 18 123 45 67"),
    ("address", "1 Example Street"),
    ("employer_name", "Example Pumps Co., Ltd."),
    ("work_province", "110000"),
    ("work_city", "Haidian"),
    ("job_title", "Engineer"),
    ("occupation", "engineering"),
    ("duties", "Designs and tests pumps."),
    ("permit_months", "12"),
    ("months_per_year_in_china", "12"),
    ("pay_place", "china"),
    ("visa_city", "Example Town"),
    ("education@e1", "1"),
    ("edu_degree@e1", "master"),
    ("edu_school@e1", "Example University"),
    ("edu_major@e1", "Physics"),
    ("edu_from@e1", "2009-9"),
    ("edu_to@e1", "2015-6"),
    ("work@w1", "1"),
    ("work_kind@w1", "employed"),
    ("work_from@w1", "2015-7"),
    ("work_to@w1", "present"),
    ("work_employer@w1", "Example Works"),
    ("work_position@w1", "Engineer"),
    ("work_duties@w1", "Pumps."),
    ("passports@p1", "1"),
    ("has_dependants", "no"),
    ("declare_true", "yes"),
    ("declare_inquiry", "yes"),
    ("declare_no_crime", "yes"),
    ("declare_health", "yes"),
    ("declare_law", "yes"),
];

/// What the employer renders in Chinese: the answer, and its text.
pub const CHINESE: &[(&str, &str)] = &[
    ("edu_school@e1", "示例大学"),
    ("edu_major@e1", "物理学"),
    ("work_employer@w1", "示例工厂"),
    ("work_position@w1", "工程师"),
    ("work_duties@w1", "水泵的设计与测试。"),
];

/// Everything that somebody answers who begins on a day, by key.
#[must_use]
pub fn of(person: &Foreigner, today: Date) -> Vec<(&'static str, String)> {
    let day = |days: i32| iso(plus_days(today, days));
    let mut all: Vec<_> = SAME
        .iter()
        .map(|(key, value)| (*key, (*value).to_owned()))
        .collect();
    for key in [
        "birth_country",
        "nationality",
        "passport_country@p1",
        "address_country",
        "visa_country",
        "edu_country@e1",
        "work_country@w1",
    ] {
        all.push((key, person.country.into()));
    }
    all.extend([
        ("surname", person.surname.to_owned()),
        ("given_names", person.given.to_owned()),
        ("signature", format!("{} {}", person.given, person.surname)),
        ("passport_number", person.passport.to_owned()),
        ("email", person.email.to_owned()),
        ("annual_salary_cny", person.salary.to_owned()),
        ("passport_issue_date", day(-700)),
        ("passport_expiry_date", day(2_900)),
        ("contract_start", day(120)),
        ("contract_end", day(120 + 729)),
    ]);
    all
}
