//! The post and the employer: the employer's answers in the end, the applicant's estimates until then (domain.md 4).

use super::{Page, Section};
use crate::answer::Value;
use crate::draft::Draft;
use crate::policy::{CITIES, CITY_PROVINCES};
use crate::profile::{LANGUAGES, POSITIONS, TEACHING_QUALIFICATIONS};
use crate::question::{Condition, Format, Kind, Question, When, question};

/// The employer's registered name.
pub static EMPLOYER_NAME: Question = question("employer_name", Kind::Text(Format::Plain(200)))
    .required()
    .employer();
/// Its unified social credit code.
pub static EMPLOYER_CODE: Question = question("employer_code", Kind::Text(Format::CreditCode)).employer();
/// The province of the place of work.
pub static WORK_PROVINCE: Question = question("work_province", Kind::Province).required().employer();
/// A city that has rules of its own: figures and limits differ from its province's.
pub static WORK_CITY_CODE: Question = question("work_city_code", Kind::Select(CITIES))
    .when(Condition::OneOf("work_province", CITY_PROVINCES))
    .employer()
    .since(2);
/// The city or county of the place of work.
pub static WORK_CITY: Question = question("work_city", Kind::Text(Format::Plain(80)))
    .required()
    .employer();
/// The provinces in which lists of old industrial bases, poor counties and other special areas decide about points:
/// all but the western and north-eastern ones, which have the points anyway. Beijing and Shanghai are among them: the lists
/// are by city or district, and nobody confirmed that these have none (domain.md 6.5).
pub const SPECIAL_PROVINCES: &[&str] = &[
    "110000", "310000", "120000", "130000", "140000", "320000", "330000", "340000", "350000", "360000",
    "370000", "410000", "420000", "430000", "440000", "460000",
];
/// Whether the place is on such a list (domain.md 2; the lists are the city's to confirm). `yes` is any other list than
/// that of the old industrial bases: nobody knows whether those still count.
pub static SPECIAL_AREA: Question = question(
    "special_area",
    Kind::Choice(&["no", "old_industrial_base", "yes", "unsure"]),
)
.when(Condition::OneOf("work_province", SPECIAL_PROVINCES))
.employer();
/// The position.
pub static JOB_TITLE: Question = question("job_title", Kind::Text(Format::Plain(120)))
    .required()
    .employer();
/// The field of work.
pub static OCCUPATION: Question = question(
    "occupation",
    Kind::Select(&[
        "management",
        "engineering",
        "information_technology",
        "science",
        "higher_education",
        "school_education",
        "language_teaching",
        "medicine",
        "finance",
        "law",
        "culture",
        "sport",
        "manufacturing",
        "construction",
        "agriculture",
        "trade",
        "hospitality",
        "other",
    ]),
)
.required()
.employer();
/// The sectors of route B-1.1. Teachers of a language are not among them: they have a rule of their own (B-3).
pub const SPECIAL_SECTORS: &[&str] = &[
    "science",
    "higher_education",
    "school_education",
    "medicine",
    "culture",
    "sport",
];
/// The kind of position, as the standard tells them apart.
pub static POSITION_KIND: Question = question("position_kind", Kind::Choice(POSITIONS))
    .required()
    .employer()
    .since(2);
/// Particular grounds for the post: routes of the standard by their ids.
pub static SPECIAL_ROUTES: Question = question(
    "special_routes",
    Kind::Choices(&["B-1.2", "B-1.3", "B-1.4", "B-2", "B-5", "C-3.1", "C-3.3", "none"]),
)
.required()
.employer()
.since(2);
const TEACHES: Condition = Condition::Is("position_kind", "language_teacher");
/// The language that is taught.
pub static TEACHING_LANGUAGE: Question = question("teaching_language", Kind::Select(LANGUAGES))
    .required()
    .employer()
    .when(TEACHES)
    .since(2);
/// Whole years of language teaching.
pub static LANGUAGE_TEACHING_YEARS: Question = question("language_teaching_years", Kind::Number(0, 60))
    .required()
    .when(TEACHES)
    .since(2);
/// What makes up for that experience.
pub static TEACHING_QUALIFICATION: Question =
    question("teaching_qualification", Kind::Choice(TEACHING_QUALIFICATIONS))
        .required()
        .when(TEACHES)
        .since(2);
/// What the person will do.
pub static DUTIES: Question = question("duties", Kind::Lines(2000)).required().employer();
/// The first day of the contract.
pub static CONTRACT_START: Question = question("contract_start", Kind::Date(When::Future))
    .required()
    .employer();
/// The last day of the contract.
pub static CONTRACT_END: Question = question("contract_end", Kind::Date(When::Future))
    .required()
    .employer();
/// For how many months the permit is asked.
pub static PERMIT_MONTHS: Question = question("permit_months", Kind::Number(1, 60))
    .required()
    .employer();
/// Months of work in China a year.
pub static MONTHS_PER_YEAR: Question = question("months_per_year_in_china", Kind::Number(0, 12))
    .required()
    .employer();
/// Pay in a year, before tax, in whole yuan.
pub static ANNUAL_SALARY: Question = question("annual_salary_cny", Kind::Yuan(100_000_000))
    .required()
    .private()
    .employer();
/// Where the pay is paid.
pub static PAY_PLACE: Question = question("pay_place", Kind::Choice(&["china", "abroad", "both"]))
    .required()
    .employer();
/// The country whose Chinese embassy or consulate will issue the Z visa.
pub static VISA_COUNTRY: Question = question("visa_country", Kind::Country).required();
/// The city of that embassy or consulate.
pub static VISA_CITY: Question = question("visa_city", Kind::Text(Format::Plain(80))).required();

/// The section.
pub static SECTION: Section = Section {
    id: "post",
    pages: &[
        Page {
            id: "employer",
            group: None,
            questions: &[&EMPLOYER_NAME, &EMPLOYER_CODE],
        },
        Page {
            id: "work_place",
            group: None,
            questions: &[&WORK_PROVINCE, &WORK_CITY_CODE, &WORK_CITY, &SPECIAL_AREA],
        },
        Page {
            id: "position",
            group: None,
            questions: &[&JOB_TITLE, &OCCUPATION, &POSITION_KIND, &DUTIES],
        },
        Page {
            id: "teaching",
            group: None,
            questions: &[
                &TEACHING_LANGUAGE,
                &LANGUAGE_TEACHING_YEARS,
                &TEACHING_QUALIFICATION,
            ],
        },
        Page {
            id: "special_routes",
            group: None,
            questions: &[&SPECIAL_ROUTES],
        },
        Page {
            id: "contract",
            group: None,
            questions: &[&CONTRACT_START, &CONTRACT_END, &PERMIT_MONTHS, &MONTHS_PER_YEAR],
        },
        Page {
            id: "pay",
            group: None,
            questions: &[&ANNUAL_SALARY, &PAY_PLACE],
        },
        Page {
            id: "visa",
            group: None,
            questions: &[&VISA_COUNTRY, &VISA_CITY],
        },
    ],
};

/// What names a draft in a list: employer and position, as far as they are answered.
#[must_use]
pub fn name(draft: &Draft) -> String {
    let said = [&EMPLOYER_NAME, &JOB_TITLE].map(|question| draft.raw(&question.key(None)).trim());
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    said.join(" · ")
}

/// Whether a draft names another employer than the one of this credit code. The name alone does not tell: it is written in
/// many ways.
#[must_use]
pub fn names_another(draft: &Draft, credit_code: &str) -> bool {
    matches!(draft.get(&EMPLOYER_CODE), Some(Value::Text(code)) if code != credit_code)
}

#[cfg(test)]
mod tests {
    use super::{name, names_another};
    use crate::answer::{Key, Role};
    use crate::draft::Draft;
    use crate::forms;

    fn draft(answers: &[(&str, &str)]) -> Draft {
        let mut draft = Draft::new(forms::VERSION);
        for (key, value) in answers {
            draft.edit(Key::new(key), (*value).into(), 7, Role::Applicant);
        }
        draft
    }

    #[test]
    fn a_draft_is_called_by_employer_and_position() {
        let both = [("employer_name", " Example Pumps "), ("job_title", "Engineer")];
        assert_eq!(name(&draft(&both)), "Example Pumps · Engineer");
        assert_eq!(name(&draft(&[("job_title", "Engineer")])), "Engineer");
        assert_eq!(name(&draft(&[("surname", "Eriksson")])), "");
    }

    #[test]
    fn another_employer_is_known_by_its_code_alone() {
        let code = "91350100M000100Y43";
        for (answer, expected) in [
            (None, false),
            (Some(("employer_name", "Example Valves")), false),
            (Some(("employer_code", "91350100m000100y43")), false),
            (Some(("employer_code", "9135")), false),
            (Some(("employer_code", "91310115MA1000009X")), true),
        ] {
            let draft = draft(answer.as_slice());
            assert_eq!(names_another(&draft, code), expected, "{answer:?}");
        }
    }
}
