//! What the applicant declares, and the name that signs it (domain.md 4).

use super::{Page, Section};
use crate::question::{Format, Kind, Question, question};

/// All that is said here is true.
pub static DECLARE_TRUE: Question = question("declare_true", Kind::Consent).required();
/// The authority may make further inquiries.
pub static DECLARE_INQUIRY: Question = question("declare_inquiry", Kind::Consent).required();
/// No criminal record.
pub static DECLARE_NO_CRIME: Question = question("declare_no_crime", Kind::Consent).required();
/// In good health, and willing to be examined after entry.
pub static DECLARE_HEALTH: Question = question("declare_health", Kind::Consent).required();
/// Will obey Chinese law.
pub static DECLARE_LAW: Question = question("declare_law", Kind::Consent).required();
/// The typed name of the person who declares: both names together may be longer than a name may.
pub static SIGNATURE: Question = question("signature", Kind::Text(Format::AnyName)).required();

/// The section.
pub static SECTION: Section = Section {
    id: "declarations",
    pages: &[Page {
        id: "declarations",
        group: None,
        questions: &[
            &DECLARE_TRUE,
            &DECLARE_INQUIRY,
            &DECLARE_NO_CRIME,
            &DECLARE_HEALTH,
            &DECLARE_LAW,
            &SIGNATURE,
        ],
    }],
};
