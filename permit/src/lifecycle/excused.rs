//! What keeps nobody from answering a list of corrections. Answers are judged on the day on which they are sent, and the list
//! opens a few of them: meanwhile a day that lay ahead has gone by, a job that ended leaves a month open, a newer form asks
//! for more. What was wrong already with the answers as they were sent, judged on the same day, the correction did not make;
//! and what is not open nobody can put right. A part that is open as a whole is judged as a whole.

use super::open::Openness;
use crate::api::WireProblem;
use crate::draft::Draft;
use crate::problem::Problem;

impl Openness<'_> {
    /// Of what is wrong today with the answers as they were sent, what bars nobody from sending them again.
    #[must_use]
    pub fn excused(&self, sent: &Draft, wrong: &[Problem]) -> Vec<WireProblem> {
        if !matches!(self, Openness::Items(_)) {
            return Vec::new();
        }
        let shut = |one: &&Problem| one.is_error() && !self.allows(&one.key, sent, sent);
        wrong.iter().filter(shut).map(Problem::told).collect()
    }
}

/// The problems of the answers as they stand that count. The same problem is the same kind at the same answer: what it says
/// beside that may have moved with the day.
#[must_use]
pub fn counting(mut problems: Vec<Problem>, excused: &[WireProblem]) -> Vec<Problem> {
    problems.retain(|one| !excused.contains(&one.told()));
    problems
}
