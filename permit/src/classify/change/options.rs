//! What somebody could change, field by field.

use crate::classify::Preview;
use crate::classify::points::Item;
use crate::policy::{Bracket, Levels, Table, level};
use crate::profile::{CHINESE, Change, DEGREES, Field, Fields, VOCATIONAL};

/// A change, and how many more points it gives for certain.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub change: Change,
    pub gain: u32,
}

/// What a field could be instead.
pub(super) struct Choice {
    /// The field.
    pub field: Field,
    /// The changes, the least first.
    pub steps: Vec<Step>,
}

impl Choice {
    /// The greatest change.
    pub fn best(&self) -> Option<Step> {
        self.steps.last().copied()
    }
}

/// More pay than so many times the present one is no advice.
const PAY_TIMES: u32 = 3;
/// Nor is work for more years than these.
const MORE_YEARS: u32 = 5;

/// The fields of choices.
pub(super) fn fields(of: &[Choice]) -> Fields {
    of.iter().map(|choice| choice.field).collect()
}

/// What could be otherwise, a list a field, the least first; the fields in order of effort.
pub(super) fn options(preview: &Preview) -> Vec<Choice> {
    let (of, table) = (&preview.profile, preview.rules.table());
    let [_, education, _, _, chinese, place, _, background, _] = preview.points.items;
    let named = |now: &Item, levels: Levels, list: Vec<&'static str>, change: fn(&'static str) -> Change| {
        let steps = list.into_iter().map(|name| Step {
            change: change(name),
            gain: level(levels, name).saturating_sub(now.low),
        });
        steps.collect()
    };
    let plain = |change: Change, gain: u32, offered: bool| -> Vec<Step> {
        offered.then_some(Step { change, gain }).into_iter().collect()
    };
    let chinese_now = match of.chinese_level {
        Some("degree_taught_in_chinese" | "former_chinese_national") => Vec::new(),
        // From HSK 5 on nothing is added.
        now => above(CHINESE.get(..6).unwrap_or_default(), now),
    };
    let unqualified = matches!(of.teaching_qualification, None | Some("none"));
    let teaches = of.position_kind == Some("language_teacher");
    let professional = teaches || matches!(of.position_kind, None | Some("manager" | "professional"));
    // One degree at a time: nobody without one is told to become a doctor.
    let degrees = DEGREES
        .iter()
        .enumerate()
        .skip(of.highest_degree.unwrap_or(0) + 1)
        .take(1);
    let mut years = brackets(&table.work_years, of.relevant_work_years, Change::WorkYears);
    let soon = of.relevant_work_years.map_or(u32::MAX, |now| now + MORE_YEARS);
    years.retain(|step| matches!(step.change, Change::WorkYears(years) if years <= soon));
    let all: [Vec<Step>; 10] = [
        named(&chinese, table.chinese, chinese_now, Change::Chinese),
        plain(
            Change::TeachingQualification("certificate_120h"),
            0,
            teaches && unqualified,
        ),
        brackets(&table.months, of.months_per_year_in_china, Change::Months),
        pay(preview),
        named(
            &education,
            table.vocational,
            above(VOCATIONAL, of.vocational_level),
            Change::Vocational,
        ),
        plain(Change::Position("professional"), 0, !professional),
        plain(Change::Place("510000"), table.place_max, place.high == 0),
        years,
        degrees
            .map(|(rank, name)| Step {
                change: Change::Degree(rank),
                gain: level(table.degree, name).saturating_sub(education.low),
            })
            .collect(),
        plain(
            Change::Patent,
            table.background_max - background.low,
            of.background == Some([false; 4]),
        ),
    ];
    all.into_iter()
        .filter_map(|steps| {
            let field = steps.last()?.change.field();
            Some(Choice { field, steps })
        })
        .collect()
}

/// What stands above a level.
fn above(list: &'static [&'static str], now: Option<&'static str>) -> Vec<&'static str> {
    let rank = now.and_then(|now| list.iter().position(|known| *known == now));
    list.iter().copied().skip(rank.unwrap_or(0) + 1).collect()
}

/// The beginnings of the brackets above a value.
fn brackets(of: &Table, now: Option<u32>, change: fn(u32) -> Change) -> Vec<Step> {
    let given = now.map_or(0, |now| of.points(now));
    let above = of
        .brackets
        .iter()
        .filter(|bracket| bracket.from > now.unwrap_or(0));
    let step = |bracket: &Bracket| Step {
        change: change(bracket.from),
        gain: bracket.points.saturating_sub(given),
    };
    above.map(step).collect()
}

/// The brackets of pay, and the multiples of the wage where there is one.
fn pay(preview: &Preview) -> Vec<Step> {
    let (of, table) = (preview.profile.annual_salary_cny, &preview.rules.table().salary);
    let given = of.map_or(0, |yuan| table.points(yuan));
    let mut steps = brackets(table, of, Change::Salary);
    let base = preview.rules.baseline();
    let multiples = base
        .into_iter()
        .flat_map(|base| [1, 4, 6].map(|times| base.times(times)));
    for yuan in multiples {
        let before = |step: &Step| matches!(step.change, Change::Salary(other) if other <= yuan);
        if yuan > of.unwrap_or(0) {
            let step = Step {
                change: Change::Salary(yuan),
                gain: table.points(yuan).saturating_sub(given),
            };
            steps.insert(steps.iter().take_while(|step| before(step)).count(), step);
        }
    }
    let most = of.map_or(u32::MAX, |yuan| yuan.saturating_mul(PAY_TIMES));
    steps.retain(|step| matches!(step.change, Change::Salary(yuan) if yuan <= most));
    steps
}
