//! The points from 0 to 120 as a line: the range that is still open, and where B and A begin.

use leptos::prelude::*;
use permit::classify::points::Points;
use permit::policy;

/// The most that the table gives, with what the province may add.
const FULL: u32 = 120;

/// The picture; its words stand beside it, so it is hidden from screen readers.
pub fn scale(points: &Points) -> AnyView {
    let x = |points: u32| (f64::from(points.min(FULL)) * 300.0 / f64::from(FULL)).round();
    let (low, high) = (x(points.low), x(points.high_with_local()));
    let known = x(points.high);
    let mark = |points: u32, letter: &'static str| {
        view! {
            <line class="scale__mark" x1=x(points) x2=x(points) y1="6" y2="26" />
            <text class="scale__text" x=x(points) y="42">{format!("{letter} {points}")}</text>
        }
    };
    view! {
        <svg class="outcome__scale" viewBox="0 0 300 46" preserveAspectRatio="none" aria-hidden="true">
            <rect class="scale__track" x="0" y="10" width="300" height="12" rx="6" />
            <rect class="scale__range scale__range--local" x=low y="10" width=(high - low).max(4.0) height="12" rx="6" />
            <rect class="scale__range" x=low y="10" width=(known - low).max(4.0) height="12" rx="6" />
            {mark(policy::B_POINTS, "B")}
            {mark(policy::A_POINTS, "A")}
        </svg>
    }
    .into_any()
}
