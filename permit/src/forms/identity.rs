//! Identity and passport (domain.md 4, 6.1 and 6.3).

use super::{Group, Page, Section};
use crate::question::{Condition, Format, Kind, Question, When, question};

/// The two lines at the foot of the passport's data page; pasting them fills the fields.
pub static MRZ: Question = question("mrz", Kind::Text(Format::Mrz)).private();
/// The surname in Latin letters; empty for people of one name.
pub static SURNAME: Question = question("surname", Kind::Text(Format::LatinName)).autocomplete("family-name");
/// The given names in Latin letters; empty for people of one name.
pub static GIVEN_NAMES: Question =
    question("given_names", Kind::Text(Format::LatinName)).autocomplete("given-name");
/// The name in the person's own script.
pub static NATIVE_NAME: Question = question("native_name", Kind::Text(Format::AnyName));
/// An earlier name.
pub static FORMER_NAME: Question = question("former_name", Kind::Text(Format::AnyName));
/// The sex as in the passport.
pub static SEX: Question = question("sex", Kind::Choice(&["female", "male", "unspecified"]))
    .required()
    .autocomplete("sex");
/// The day of birth.
pub static BIRTH_DATE: Question = question("birth_date", Kind::Date(When::Past))
    .required()
    .private()
    .autocomplete("bday");
/// The country of birth.
pub static BIRTH_COUNTRY: Question = question("birth_country", Kind::Country).required();
/// The town of birth.
pub static BIRTH_PLACE: Question = question("birth_place", Kind::Text(Format::Plain(80))).required();
/// The marital status.
pub static MARITAL_STATUS: Question = question(
    "marital_status",
    Kind::Select(&["single", "married", "divorced", "widowed", "other"]),
)
.required();
/// The nationality of the passport that is used here.
pub static NATIONALITY: Question = question("nationality", Kind::Country).required();
/// Whether the person ever was a Chinese national.
pub static EVER_CHINESE_NATIONAL: Question =
    question("ever_chinese_national", Kind::Choice(&["no", "yes"])).required();
/// The Chinese name; a must for everybody who ever was a Chinese national.
pub static CHINESE_NAME: Question = question("chinese_name", Kind::Text(Format::Han));
/// A country that ever issued this person a passport.
pub static PASSPORT_COUNTRY: Question = question("passport_country", Kind::Country).required();
/// Passport, or another travel document.
pub static DOCUMENT_TYPE: Question =
    question("document_type", Kind::Choice(&["passport", "other"])).required();
/// The number of the passport.
pub static PASSPORT_NUMBER: Question = question("passport_number", Kind::Text(Format::PassportNumber))
    .required()
    .private();
/// The day it was issued.
pub static PASSPORT_ISSUE_DATE: Question = question("passport_issue_date", Kind::Date(When::Past)).required();
/// The day it runs out.
pub static PASSPORT_EXPIRY_DATE: Question =
    question("passport_expiry_date", Kind::Date(When::Any)).required();
/// Who issued it.
pub static PASSPORT_AUTHORITY: Question = question("passport_authority", Kind::Text(Format::Plain(120)));
/// Whether there was an earlier Chinese work permit.
pub static EARLIER_PERMIT: Question = question("earlier_permit", Kind::Choice(&["no", "yes"])).required();
/// Its number, which stays a person's own for life.
pub static EARLIER_PERMIT_NUMBER: Question =
    question("earlier_permit_number", Kind::Text(Format::PermitNumber))
        .when(Condition::Is("earlier_permit", "yes"));

/// Every country that ever issued this person a passport.
pub static PASSPORTS: Group = Group {
    id: "passports",
    asked: Condition::Always,
    min: 1,
    max: 12,
    questions: &[&PASSPORT_COUNTRY],
    names: &[&PASSPORT_COUNTRY],
};

/// The section.
pub static SECTION: Section = Section {
    id: "identity",
    pages: &[
        Page {
            id: "passport",
            group: None,
            questions: &[
                &MRZ,
                &DOCUMENT_TYPE,
                &PASSPORT_NUMBER,
                &PASSPORT_ISSUE_DATE,
                &PASSPORT_EXPIRY_DATE,
                &PASSPORT_AUTHORITY,
            ],
        },
        Page {
            id: "names",
            group: None,
            questions: &[&SURNAME, &GIVEN_NAMES, &NATIVE_NAME, &FORMER_NAME],
        },
        Page {
            id: "birth",
            group: None,
            questions: &[&SEX, &BIRTH_DATE, &BIRTH_COUNTRY, &BIRTH_PLACE, &MARITAL_STATUS],
        },
        Page {
            id: "nationality",
            group: None,
            questions: &[&NATIONALITY, &EVER_CHINESE_NATIONAL, &CHINESE_NAME],
        },
        Page {
            id: "passports",
            group: Some(&PASSPORTS),
            questions: &[],
        },
        Page {
            id: "earlier_permit",
            group: None,
            questions: &[&EARLIER_PERMIT, &EARLIER_PERMIT_NUMBER],
        },
    ],
};
