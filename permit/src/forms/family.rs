//! Family who come along: spouse, children under 18, parents, parents-in-law (domain.md 3.4 and 4).

use super::{Group, Page, Section};
use crate::question::{Condition, Format, Kind, Question, When, question};

/// Whether anybody comes along.
pub static HAS_DEPENDANTS: Question = question("has_dependants", Kind::Choice(&["no", "yes"])).required();
/// How this person is related.
pub static DEP_RELATION: Question = question(
    "dep_relation",
    Kind::Choice(&["spouse", "child", "parent", "parent_in_law"]),
)
.required();
/// The surname in Latin letters.
pub static DEP_SURNAME: Question = question("dep_surname", Kind::Text(Format::LatinName));
/// The given names in Latin letters.
pub static DEP_GIVEN_NAMES: Question = question("dep_given_names", Kind::Text(Format::LatinName));
/// The sex as in the passport.
pub static DEP_SEX: Question =
    question("dep_sex", Kind::Choice(&["female", "male", "unspecified"])).required();
/// The day of birth.
pub static DEP_BIRTH_DATE: Question = question("dep_birth_date", Kind::Date(When::Past))
    .required()
    .private();
/// The nationality.
pub static DEP_NATIONALITY: Question = question("dep_nationality", Kind::Country).required();
/// The passport's number.
pub static DEP_PASSPORT_NUMBER: Question =
    question("dep_passport_number", Kind::Text(Format::PassportNumber))
        .required()
        .private();
/// The day the passport runs out.
pub static DEP_PASSPORT_EXPIRY: Question = question("dep_passport_expiry", Kind::Date(When::Any)).required();

/// The relatives.
pub static DEPENDANTS: Group = Group {
    id: "dependants",
    asked: Condition::Is("has_dependants", "yes"),
    min: 1,
    max: 12,
    questions: &[
        &DEP_RELATION,
        &DEP_SURNAME,
        &DEP_GIVEN_NAMES,
        &DEP_SEX,
        &DEP_BIRTH_DATE,
        &DEP_NATIONALITY,
        &DEP_PASSPORT_NUMBER,
        &DEP_PASSPORT_EXPIRY,
    ],
    names: &[&DEP_GIVEN_NAMES, &DEP_SURNAME, &DEP_RELATION],
};

/// The section.
pub static SECTION: Section = Section {
    id: "family",
    pages: &[
        Page {
            id: "has_dependants",
            group: None,
            questions: &[&HAS_DEPENDANTS],
        },
        Page {
            id: "dependants",
            group: Some(&DEPENDANTS),
            questions: &[],
        },
    ],
};
