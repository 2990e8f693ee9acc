//! The wire of other systems: what happened to applications, in one line whose numbers only grow.

use serde::{Deserialize, Serialize};

/// Something that happened to an application. Nothing personal: who wants more reads the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CaseEvent {
    /// Its number: greater than those of all events before it. There may be gaps.
    pub id: i64,
    /// The application's id.
    pub application: String,
    /// The number a person reads over the phone.
    pub reference: String,
    /// What happened: the name of an event's kind, such as `filed`.
    pub kind: String,
    /// In which role it was done.
    pub role: String,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// The state of the application after it.
    pub state: String,
}

/// Which events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(default)]
pub struct EventQuery {
    /// Those behind the event of this number; from the first without it.
    pub after: i64,
    /// So many at the most: 1 to 1,000; 100 without it.
    pub limit: u32,
}

/// Events, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EventPage {
    /// The events.
    pub events: Vec<CaseEvent>,
    /// What `after` takes for the next ones.
    pub last: i64,
}
