//! The native element for each kind of question.

use super::field::Field;
use super::{message, mrz};
use crate::platform::{self, DatePart, dom};
use crate::text::{self, key, t};
use leptos::prelude::*;
use permit::date;
use permit::landing::escape;
use permit::question::{Format, Kind};

/// The input of a field.
pub fn input(field: Field) -> AnyView {
    match field.question.kind {
        Kind::Text(Format::Mrz) => lines(field, true),
        Kind::Text(format) => line(field, shape(format), None),
        Kind::Lines(_) => lines(field, false),
        Kind::Number(_, max) => {
            let class = if max < 100 {
                "input input--4"
            } else {
                "input input--10"
            };
            line(
                field,
                Shape {
                    class,
                    mode: "numeric",
                    ..PLAIN
                },
                None,
            )
        }
        Kind::Yuan(_) => line(
            field,
            Shape {
                class: "input input--10",
                mode: "numeric",
                ..PLAIN
            },
            Some("¥"),
        ),
        Kind::Choice(choices) => choose(field, choices),
        Kind::Choices(choices) => pick(field, choices),
        Kind::Select(_) | Kind::Province | Kind::Country => select(field),
        Kind::Date(_) => parts(field, true),
        Kind::Month(open) => month(field, open),
        Kind::Consent => consent(field),
    }
}

/// How a line of text is typed.
#[derive(Clone, Copy)]
struct Shape {
    class: &'static str,
    mode: &'static str,
    kind: &'static str,
    capitals: &'static str,
    spelling: bool,
}

const PLAIN: Shape = Shape {
    class: "input",
    mode: "text",
    kind: "text",
    capitals: "sentences",
    spelling: true,
};

fn shape(format: Format) -> Shape {
    let code = Shape {
        class: "input input--20",
        capitals: "characters",
        spelling: false,
        ..PLAIN
    };
    match format {
        Format::Plain(_) => PLAIN,
        Format::LatinName | Format::AnyName | Format::Han => Shape {
            capitals: "words",
            spelling: false,
            ..PLAIN
        },
        Format::PassportNumber | Format::CreditCode | Format::PermitNumber | Format::Mrz => code,
        Format::Email => Shape {
            mode: "email",
            capitals: "none",
            spelling: false,
            ..PLAIN
        },
        Format::Phone | Format::ChinaMobile => Shape {
            class: "input input--20",
            mode: "tel",
            kind: "tel",
            spelling: false,
            ..PLAIN
        },
    }
}

fn autocomplete(field: Field) -> &'static str {
    if field.question.autocomplete.is_empty() {
        "off"
    } else {
        field.question.autocomplete
    }
}

fn line(field: Field, shape: Shape, prefix: Option<&'static str>) -> AnyView {
    let input = view! {
        <input class=shape.class id=field.id("") name=field.id("") type=shape.kind inputmode=shape.mode
            autocomplete=autocomplete(field) autocapitalize=shape.capitals spellcheck=if shape.spelling { "true" } else { "false" }
            dir=message::dir(field.question)
            aria-invalid=move || field.aria_invalid() aria-describedby=move || field.described_by()
            prop:value=move || field.raw()
            on:input=move |event| field.set(event_target_value(&event))
            on:blur=move |_| field.leave() />
    };
    match prefix {
        None => input.into_any(),
        Some(prefix) => {
            view! { <div class="prefixed"><span class="prefix" aria-hidden="true">{prefix}</span>{input}</div> }.into_any()
        }
    }
}

fn lines(field: Field, zone: bool) -> AnyView {
    let spelling = if zone { "false" } else { "true" };
    view! {
        <textarea class="textarea" class:textarea--zone=zone id=field.id("") name=field.id("") rows=if zone { 2 } else { 4 }
            autocomplete=autocomplete(field) spellcheck=spelling autocapitalize=if zone { "characters" } else { "sentences" }
            dir=message::dir(field.question)
            aria-invalid=move || field.aria_invalid() aria-describedby=move || field.described_by()
            prop:value=move || field.raw()
            on:input=move |event| {
                field.set(event_target_value(&event));
                if zone { mrz::fill(field.editor) }
            }
            on:blur=move |_| field.leave() />
    }
    .into_any()
}

fn choose(field: Field, choices: &'static [&'static str]) -> AnyView {
    let radios = choices.iter().enumerate().map(|(place, choice)| {
        let id = if place == 0 {
            field.id("")
        } else {
            field.id(choice)
        };
        view! {
            <div class="choice">
                <input type="radio" id=id.clone() name=field.id("") value=*choice
                    aria-describedby=move || field.described_by()
                    prop:checked=move || field.raw() == *choice
                    on:change=move |_| {
                        field.set((*choice).into());
                        field.leave();
                    } />
                <label for=id>{move || message::choice(field.question, choice)}</label>
            </div>
        }
    });
    view! { <div class="choices">{radios.collect_view()}</div> }.into_any()
}

fn pick(field: Field, choices: &'static [&'static str]) -> AnyView {
    let toggle = move |choice: &'static str| {
        let raw = field.raw_untracked();
        let mut picked: Vec<&str> = raw.lines().filter(|line| !line.is_empty()).collect();
        match picked.iter().position(|one| *one == choice) {
            Some(place) => {
                picked.remove(place);
            }
            None if choice == "none" => picked = vec![choice],
            None => {
                picked.retain(|one| *one != "none");
                picked.push(choice);
            }
        }
        field.set(picked.join("\n"));
        field.leave();
    };
    let boxes = choices.iter().enumerate().map(|(place, choice)| {
        let id = if place == 0 {
            field.id("")
        } else {
            field.id(choice)
        };
        view! {
            <div class="choice">
                <input type="checkbox" id=id.clone() name=field.id("") value=*choice
                    prop:checked=move || field.raw().lines().any(|line| line == *choice)
                    on:change=move |_| toggle(choice) />
                <label for=id>{move || message::choice(field.question, choice)}</label>
            </div>
        }
    });
    view! { <div class="choices">{boxes.collect_view()}</div> }.into_any()
}

fn select(field: Field) -> AnyView {
    let node = NodeRef::<leptos::html::Select>::new();
    let options = Memo::new(move |_| {
        let named: Vec<(&str, String)> = match field.question.kind {
            Kind::Country => platform::countries_sorted(),
            Kind::Province => message::provinces(),
            _ => field
                .question
                .choices()
                .iter()
                .map(|value| (*value, message::choice(field.question, value)))
                .collect(),
        };
        let mut html = format!(
            "<option value=\"\">{}</option>",
            escape(&t(key::SELECT_PLACEHOLDER))
        );
        for (value, name) in named {
            html.push_str(&format!("<option value=\"{value}\">{}</option>", escape(&name)));
        }
        html
    });
    // The options come and go with the language, and the value must be set after them.
    Effect::new(move || {
        let raw = field.raw();
        let html = options.get();
        let Some(select) = node.get() else { return };
        if select.inner_html().is_empty() || select.get_attribute("lang") != Some(text::locale()) {
            select.set_inner_html(&html);
            let _ = select.set_attribute("lang", &text::locale());
        }
        select.set_value(&raw);
    });
    view! {
        <select class="select" id=field.id("") name=field.id("") autocomplete=autocomplete(field) node_ref=node
            aria-invalid=move || field.aria_invalid() aria-describedby=move || field.described_by()
            on:change=move |event| {
                field.set(event_target_value(&event));
                field.leave();
            }
            on:blur=move |_| field.leave()></select>
    }
    .into_any()
}

/// Day, month and year, in the order in which the reader writes them.
fn parts(field: Field, with_day: bool) -> AnyView {
    let one = move |part: DatePart| {
        let (tail, label, class, place) = match part {
            DatePart::Year => ("year", key::YEAR, "input input--4", 0),
            DatePart::Month => ("month", key::MONTH, "input input--2", 1),
            DatePart::Day => ("day", key::DAY, "input input--2", 2),
        };
        let first = platform::date_order(with_day).first() == Some(&part);
        let id = if first { field.id("") } else { field.id(tail) };
        let token = if field.question.autocomplete == "bday" {
            format!("bday-{tail}")
        } else {
            "off".into()
        };
        view! {
            <div class="date-input__part">
                <label for=id.clone()>{move || t(label)}</label>
                <input class=class id=id name=field.id(tail) type="text" inputmode="numeric" autocomplete=token
                    aria-invalid=move || field.aria_invalid() aria-describedby=move || field.described_by()
                    prop:value=move || part_of(&field.raw(), place)
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        field.set(with_part(&field.raw_untracked(), place, &typed, with_day));
                    } />
            </div>
        }
        .into_any()
    };
    view! {
        <div class="date-input" on:focusout=move |event| {
            if !dom::stays_inside(&event) { field.leave() }
        }>
            {move || platform::date_order(with_day).into_iter().map(one).collect_view()}
        </div>
    }
    .into_any()
}

fn part_of(raw: &str, place: usize) -> String {
    raw.split('-').nth(place).unwrap_or("").into()
}

/// The answer with one part typed anew. A whole date pasted into any part is taken as a whole.
fn with_part(raw: &str, place: usize, typed: &str, with_day: bool) -> String {
    let typed = typed.trim();
    if with_day && date::parse(typed).is_ok() || !with_day && date::parse_month(typed).is_ok() {
        return typed.into();
    }
    let typed = typed.replace('-', "");
    let count = if with_day { 3 } else { 2 };
    let parts: Vec<String> = (0..count)
        .map(|other| {
            if other == place {
                typed.clone()
            } else {
                part_of(raw, other)
            }
        })
        .collect();
    if parts.iter().all(String::is_empty) {
        String::new()
    } else {
        parts.join("-")
    }
}

/// Month and year, and "until now" where that is an answer too.
fn month(field: Field, open: bool) -> AnyView {
    let present = move || field.raw() == "present";
    view! {
        {move || (!present()).then(|| parts(field, false))}
        {open.then(|| view! {
            <div class="choice">
                <input type="checkbox" id=field.id("present") prop:checked=present on:change=move |event| {
                    field.set(if event_target_checked(&event) { "present".into() } else { String::new() });
                    field.leave();
                } />
                <label for=field.id("present")>{move || t(key::PRESENT)}</label>
            </div>
        })}
    }
    .into_any()
}

fn consent(field: Field) -> AnyView {
    view! {
        <div class="choice">
            <input type="checkbox" id=field.id("") name=field.id("")
                aria-invalid=move || field.aria_invalid() aria-describedby=move || field.described_by()
                prop:checked=move || field.raw() == "yes"
                on:change=move |event| {
                    field.set(if event_target_checked(&event) { "yes".into() } else { String::new() });
                    field.leave();
                } />
            <label for=field.id("")>{move || message::label(field.question)}</label>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{part_of, with_part};

    #[test]
    fn the_parts_of_a_date_are_typed_in_any_order() {
        let raw = with_part("", 2, "5", true);
        assert_eq!(raw, "--5");
        let raw = with_part(&raw, 0, "1993", true);
        assert_eq!(with_part(&raw, 1, "8", true), "1993-8-5");
        assert_eq!(part_of("1993-8-5", 1), "8");
        assert_eq!(with_part("1993--", 0, "", true), "");
        assert_eq!(with_part("", 1, "1993-08-05", true), "1993-08-05");
        assert_eq!(with_part("2019-", 1, "09", false), "2019-09");
    }
}
