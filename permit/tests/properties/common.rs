//! A whole application of an invented person, on a fixed day, to change one answer at a time.

use permit::answer::{Key, Role};
use permit::check::mrz;
use permit::date::Date;
use permit::draft::Draft;
use permit::forms;

/// The day on which the tests play.
pub fn today() -> Date {
    Date::constant(2026, 11, 23)
}

/// The key that is written like this.
pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap_or_else(|| panic!("not a key: {text}"))
}

/// A draft of these answers.
pub fn draft(answers: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(forms::VERSION);
    set(&mut draft, answers);
    draft
}

/// Puts these answers in.
pub fn set(draft: &mut Draft, answers: &[(&str, &str)]) {
    for (at, value) in answers {
        draft.edit(key(at), (*value).to_owned(), 0, Role::Applicant);
    }
}

/// The whole application with these answers changed.
pub fn complete_with(answers: &[(&str, &str)]) -> Draft {
    let mut draft = complete();
    set(&mut draft, answers);
    draft
}

/// The zone of the whole application's passport, with the second line's digits right.
pub fn zone() -> String {
    let digit = |body: &str| mrz::check_digit(body).unwrap();
    let (number, birth, expiry) = ("L898902C3", "900812", "331114");
    let line = format!(
        "{number}{}UTO{birth}{}F{expiry}{}{}",
        digit(number),
        digit(birth),
        digit(expiry),
        "<".repeat(15)
    );
    let composite = format!("{}{}{}", &line[0..10], &line[13..20], &line[21..43]);
    format!(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{line}{}",
        digit(&composite)
    )
}

/// An application with which nothing is wrong.
pub fn complete() -> Draft {
    let mut whole = draft(&[
        ("highest_degree", "bachelor"),
        ("vocational_level", "none"),
        ("relevant_work_years", "5"),
        ("chinese_level", "hsk3"),
        ("background", "none"),
        ("direct_routes", "none"),
        ("position_kind", "professional"),
        ("special_routes", "none"),
        ("document_type", "passport"),
        ("passport_number", "L898902C3"),
        ("passport_issue_date", "2023-11-15"),
        ("passport_expiry_date", "2033-11-14"),
        ("surname", "Eriksson"),
        ("given_names", "Anna Maria"),
        ("sex", "female"),
        ("birth_date", "1990-08-12"),
        ("birth_country", "SWE"),
        ("birth_place", "Zenith"),
        ("marital_status", "single"),
        ("nationality", "SWE"),
        ("ever_chinese_national", "no"),
        ("passports@p1", "1"),
        ("passport_country@p1", "SWE"),
        ("earlier_permit", "no"),
        ("email", "anna@example.org"),
        ("phone", "+46 8 123 45 67"),
        ("address_country", "SWE"),
        ("address", "1 Long Street\nZenith"),
        ("employer_name", "Example Machines Ltd"),
        ("employer_code", "91350100M000100Y43"),
        ("work_province", "350000"),
        ("work_city", "Fuzhou"),
        ("special_area", "no"),
        ("job_title", "Engineer"),
        ("occupation", "engineering"),
        ("duties", "Designs machines"),
        ("contract_start", "2027-02-01"),
        ("contract_end", "2029-01-31"),
        ("permit_months", "24"),
        ("months_per_year_in_china", "12"),
        ("annual_salary_cny", "300,000"),
        ("pay_place", "china"),
        ("visa_country", "SWE"),
        ("visa_city", "Stockholm"),
        ("education@e1", "1"),
        ("edu_degree@e1", "bachelor"),
        ("edu_school@e1", "University of Zenith"),
        ("edu_country@e1", "SWE"),
        ("edu_major@e1", "Mechanics"),
        ("edu_from@e1", "2008-09"),
        ("edu_to@e1", "2012-06"),
        ("work@w1", "1"),
        ("work_kind@w1", "employed"),
        ("work_from@w1", "2012-07"),
        ("work_to@w1", "present"),
        ("work_employer@w1", "Zenith Works"),
        ("work_country@w1", "SWE"),
        ("work_position@w1", "Engineer"),
        ("work_duties@w1", "Designed machines"),
        ("has_dependants", "no"),
        ("declare_true", "yes"),
        ("declare_inquiry", "yes"),
        ("declare_no_crime", "yes"),
        ("declare_health", "yes"),
        ("declare_law", "yes"),
        ("signature", "Anna Maria Eriksson"),
    ]);
    set(&mut whole, &[("mrz", &zone())]);
    whole
}
