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

/// Problems as they are kept and compared: a line each, of key and kind.
#[must_use]
pub fn lines(problems: &[WireProblem]) -> String {
    problems.iter().map(|one| line(&one.key, &one.code)).collect()
}

fn line(key: &str, code: &str) -> String {
    ["\n", key, " ", code, "\n"].concat()
}

/// The problems of the answers as they stand that count; what is excused in [`lines`]. The same problem is the same kind at
/// the same answer: what it says beside that may have moved with the day.
#[must_use]
pub fn counting(mut problems: Vec<Problem>, excused: &str) -> Vec<Problem> {
    if !excused.is_empty() {
        problems.retain(|one| !excused.contains(&line(&one.key.to_string(), one.code.name())));
    }
    problems
}
