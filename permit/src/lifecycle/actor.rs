//! Who must act: as people are told it. Who may act is [`Role`].

use crate::answer::Role;

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The foreigner.
    Applicant,
    /// The employer in China.
    Employer,
    /// The authority.
    Authority,
    /// Whoever still has something to correct: the applicant, the employer or both. [`super::Case::must_act`] knows.
    Owners,
    /// Nobody any more.
    Nobody,
}

impl Actor {
    /// Everybody.
    pub const ALL: [Actor; 5] = [
        Actor::Applicant,
        Actor::Employer,
        Actor::Authority,
        Actor::Owners,
        Actor::Nobody,
    ];

    /// Whoever acts in this role, as people are told it.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Applicant => Actor::Applicant,
            Role::Employer => Actor::Employer,
            Role::Officer | Role::Supervisor => Actor::Authority,
            Role::System => Actor::Nobody,
        }
    }

    /// The name in text keys: `actor.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Actor::Applicant => "applicant",
            Actor::Employer => "employer",
            Actor::Authority => "authority",
            Actor::Owners => "owners",
            Actor::Nobody => "nobody",
        }
    }
}
