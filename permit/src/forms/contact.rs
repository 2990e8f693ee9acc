//! How to reach the applicant (domain.md 4).

use super::{Page, Section};
use crate::question::{Format, Kind, Question, question};

/// The applicant's own e-mail address, not the employer's.
pub static EMAIL: Question = question("email", Kind::Text(Format::Email))
    .required()
    .private()
    .autocomplete("email");
/// A phone abroad.
pub static PHONE: Question = question("phone", Kind::Text(Format::Phone))
    .required()
    .private()
    .autocomplete("tel");
/// A mobile phone in China, if there is one yet.
pub static CHINA_PHONE: Question = question("china_phone", Kind::Text(Format::ChinaMobile)).private();
/// The country of residence.
pub static ADDRESS_COUNTRY: Question = question("address_country", Kind::Country).required();
/// The address abroad, as it is written there.
pub static ADDRESS: Question = question("address", Kind::Lines(300))
    .required()
    .private()
    .autocomplete("street-address");
/// The address in China, if it is known.
pub static CHINA_ADDRESS: Question = question("china_address", Kind::Lines(300)).private();
/// Whom to call in an emergency.
pub static EMERGENCY_NAME: Question = question("emergency_name", Kind::Text(Format::AnyName)).private();
/// How that person is related.
pub static EMERGENCY_RELATION: Question = question("emergency_relation", Kind::Text(Format::Plain(80)));
/// That person's phone.
pub static EMERGENCY_PHONE: Question = question("emergency_phone", Kind::Text(Format::Phone)).private();

/// The section.
pub static SECTION: Section = Section {
    id: "contact",
    pages: &[
        Page {
            id: "reach",
            group: None,
            questions: &[&EMAIL, &PHONE, &CHINA_PHONE],
        },
        Page {
            id: "address",
            group: None,
            questions: &[&ADDRESS_COUNTRY, &ADDRESS, &CHINA_ADDRESS],
        },
        Page {
            id: "emergency",
            group: None,
            questions: &[&EMERGENCY_NAME, &EMERGENCY_RELATION, &EMERGENCY_PHONE],
        },
    ],
};
