//! The columns of a list of people to invite: what a heading calls them, and what they say of each person.

use super::{sheet, written};
use crate::components::message;
use crate::text::t;
use permit::answer::Key;
use permit::api::organisation::Invitee;
use permit::check::email::email;
use permit::check::fold::fold;
use permit::forms;
use permit::question::Question;

/// What a column says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The address.
    Email,
    /// What the employer calls the person.
    Label,
    /// The language of the letter.
    Locale,
    /// The answer to a question of the employer's part.
    Answer(&'static str),
}

/// A column that is understood.
struct Known {
    column: Column,
    /// The text with its names in the reader's language, the first of which the screen says.
    names: &'static str,
    /// Names in the languages of the office and of most spreadsheets, whatever the reader's, as `bare` has them.
    words: &'static [&'static str],
}

const fn known(column: Column, names: &'static str, words: &'static [&'static str]) -> Known {
    Known { column, names, words }
}

/// All of them, in the order in which they stand where no heading says another.
#[rustfmt::skip]
static KNOWN: [Known; 8] = [
    known(Column::Email, "desk.sheet_column.email", &[
        "email", "mail", "emailaddress", "邮箱", "电子邮箱", "电子邮件", "邮箱地址", "電子郵件",
    ]),
    known(Column::Label, "desk.sheet_column.label", &["name", "fullname", "label", "姓名", "名字"]),
    known(Column::Locale, "desk.sheet_column.locale", &["language", "locale", "lang", "语言", "語言"]),
    known(Column::Answer("job_title"), "desk.sheet_column.job_title", &[
        "position", "jobtitle", "title", "job", "post", "职位", "职务", "岗位", "職位",
    ]),
    known(Column::Answer("work_province"), "desk.sheet_column.work_province", &[
        "province", "placeofwork", "workplace", "workprovince", "省份", "省", "工作地点", "工作省份", "工作地點",
    ]),
    known(Column::Answer("annual_salary_cny"), "desk.sheet_column.annual_salary", &[
        "annualpay", "annualsalary", "annualsalarycny", "salary", "pay", "年薪", "税前年薪", "稅前年薪",
    ]),
    known(Column::Answer("contract_start"), "desk.sheet_column.contract_start", &[
        "contractstart", "contractstartdate", "startofcontract", "startdate", "start", "合同开始", "合同开始日期",
        "合同起始日期", "合約開始日期",
    ]),
    known(Column::Answer("contract_end"), "desk.sheet_column.contract_end", &[
        "contractend", "contractenddate", "endofcontract", "enddate", "end", "合同结束", "合同结束日期",
        "合同终止日期", "合約結束日期",
    ]),
];

/// The questions among them, in their order.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    KNOWN.iter().filter_map(|known| match known.column {
        Column::Answer(id) => forms::question(id),
        _ => None,
    })
}

/// What the reader's language calls them, in their order.
pub fn names() -> Vec<String> {
    let first = |known: &Known| {
        t(known.names)
            .split('|')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    KNOWN.iter().map(first).collect()
}

/// A name without what makes no other name of it: case, blanks, hyphens, what stands in brackets behind it.
pub fn bare(name: &str) -> String {
    let folded = fold(name);
    let before = folded.split(['(', '[']).next().unwrap_or_default();
    let letters = before.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The column that a heading calls so.
fn called(heading: &str) -> Option<Column> {
    let name = bare(heading);
    let is_it = |other: &str| bare(other) == name;
    let by_label = |column: Column| match column {
        Column::Answer(id) => forms::question(id)
            .is_some_and(|question| is_it(&message::label(question)) || is_it(&message::name(question))),
        _ => false,
    };
    let calls = |known: &&Known| {
        known.words.contains(&name.as_str()) || t(known.names).split('|').any(is_it) || by_label(known.column)
    };
    let found = KNOWN.iter().filter(|_| !name.is_empty()).find(calls);
    found.map(|known| known.column)
}

/// What was read out of a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Whom it names.
    pub people: Vec<Invitee>,
    /// Its first row, where that was taken as a heading.
    pub headings: Vec<String>,
    /// Columns in which something stands that nobody understands: what they are called, or their number.
    pub left_out: Vec<String>,
}

impl Sheet {
    /// Takes in another one.
    pub fn and(&mut self, other: Sheet) {
        self.people.extend(other.people);
        self.headings.extend(other.headings);
        self.left_out.extend(other.left_out);
    }
}

/// Whether a row names columns: one with an address is of a person, and so is one with something like it in which no name
/// is known.
fn is_heading(row: &[String]) -> bool {
    let names = row.iter().any(|cell| called(cell).is_some());
    let like_an_address = row.iter().any(|cell| fold(cell).contains('@'));
    row.iter().all(|cell| email(cell).is_err()) && (names || !like_an_address)
}

/// Which column stands where: as the heading says, each once; without one that names any, in their order.
fn placed(heading: Option<&[String]>, others: &[Vec<String>]) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    for cell in heading.unwrap_or_default() {
        let column = called(cell).filter(|column| !columns.contains(&Some(*column)));
        columns.push(column);
    }
    if columns.iter().all(Option::is_none) {
        return KNOWN.iter().map(|known| Some(known.column)).collect();
    }
    if !columns.contains(&Some(Column::Email)) {
        let has_addresses = |place: usize| {
            let mut cells = others.iter().filter_map(|row| row.get(place));
            cells.any(|cell| fold(cell).contains('@'))
        };
        let mut free = columns.iter_mut().enumerate();
        let found = free.find(|(place, column)| column.is_none() && has_addresses(*place));
        if let Some((_, column)) = found {
            *column = Some(Column::Email);
        }
    }
    columns
}

/// Reads the rows of a spreadsheet; where none says the language it is this one. A row that can't be right is kept: the
/// server says what is wrong with it.
pub fn read(text: &str, locale: &str) -> Sheet {
    let rows = sheet::rows(text);
    let (heading, people) = match rows.split_first() {
        Some((first, others)) if is_heading(first) => (Some(first.as_slice()), others),
        _ => (None, rows.as_slice()),
    };
    let columns = placed(heading, people);
    let widest = people.iter().map(Vec::len).max().unwrap_or_default();
    let is_left_out = |place: &usize| {
        let mut cells = people.iter().filter_map(|row| row.get(*place));
        columns.get(*place).copied().flatten().is_none() && cells.any(|cell| !cell.is_empty())
    };
    let name = |place: usize| {
        let named = heading
            .and_then(|row| row.get(place))
            .filter(|name| !name.is_empty());
        named
            .cloned()
            .unwrap_or_else(|| place.saturating_add(1).to_string())
    };
    Sheet {
        people: people.iter().map(|row| invitee(row, &columns, locale)).collect(),
        headings: heading.into_iter().map(|row| row.join(" | ")).collect(),
        left_out: (0..widest).filter(is_left_out).map(name).collect(),
    }
}

fn invitee(row: &[String], columns: &[Option<Column>], locale: &str) -> Invitee {
    let mut person = Invitee {
        email: String::new(),
        label: String::new(),
        locale: locale.into(),
        post: Vec::new(),
    };
    for (cell, column) in row.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
        match column {
            Some(Column::Email) => person.email.clone_from(cell),
            Some(Column::Label) => person.label.clone_from(cell),
            Some(Column::Locale) => person.locale = language(cell).unwrap_or_else(|| cell.clone()),
            Some(Column::Answer(id)) => person.post.push((Key::new(id), written::answer(id, cell))),
            None => {}
        }
    }
    person
}

/// The language that a cell names, by its tag, its own name or the reader's for it.
fn language(cell: &str) -> Option<String> {
    let is_it = |name: &str| name.to_lowercase() == cell.to_lowercase();
    let mut all = languages().into_iter();
    all.find(|(tag, name)| is_it(tag) || is_it(name) || is_it(&readers_name(tag)))
        .map(|(tag, _)| tag)
}

/// What the reader calls a language.
#[cfg(not(test))]
fn readers_name(tag: &str) -> String {
    crate::platform::language_name(tag)
}

#[cfg(test)]
fn readers_name(tag: &str) -> String {
    String::from(if tag == "de" { "allemand" } else { tag })
}

/// The tags of the languages that letters can be written in, with their own names.
#[cfg(not(test))]
fn languages() -> Vec<(String, String)> {
    let locales = crate::text::config().locales.iter();
    locales
        .map(|locale| (locale.tag.clone(), locale.name.clone()))
        .collect()
}

#[cfg(test)]
fn languages() -> Vec<(String, String)> {
    [("en", "English"), ("de", "Deutsch"), ("zh-Hans", "简体中文")]
        .map(|(tag, name)| (tag.to_owned(), name.to_owned()))
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::{Sheet, read};

    /// Address, name, language and the answers of each row.
    fn said(sheet: &Sheet) -> Vec<String> {
        let people = sheet.people.iter().map(|person| {
            let post = person.post.iter().map(|(key, value)| format!(" {key}={value}"));
            let post: String = post.collect();
            format!("{} {} {}{post}", person.email, person.label, person.locale)
        });
        people.collect()
    }

    #[test]
    fn without_names_the_columns_come_in_their_order() {
        let sheet = read(
            "anna@example.org\tAnna\ten\tEngineer\tBeijing\t300,000\t2027/1/15\t14.1.2029\tx\n\nbo@example.org\tBo\n",
            "zh-Hans",
        );
        assert_eq!(
            said(&sheet),
            [
                "anna@example.org Anna en job_title=Engineer work_province=110000 annual_salary_cny=300,000 \
                 contract_start=2027-01-15 contract_end=2029-01-14",
                "bo@example.org Bo zh-Hans"
            ]
        );
        assert_eq!((sheet.headings.len(), sheet.left_out), (0, vec!["9".to_owned()]));
        let commas = read("\"anna@example.org\", \"Erikson, Anna\", xx", "en");
        // The server says that there is no such language.
        assert_eq!(said(&commas), ["anna@example.org Erikson, Anna xx"]);
    }

    #[test]
    fn a_heading_says_which_column_is_which() {
        let sheet = read(
            "Name;Annual pay (CNY);Department;E-Mail;Sprache;Language\nAnna;¥ 300 000;IT;anna@example.org;;Deutsch\n",
            "en",
        );
        assert_eq!(
            said(&sheet),
            ["anna@example.org Anna de annual_salary_cny=300 000"]
        );
        assert_eq!(
            sheet.headings,
            ["Name | Annual pay (CNY) | Department | E-Mail | Sprache | Language"]
        );
        assert_eq!(sheet.left_out, ["Department"]);
        let french = read("Name,E-Mail,Language\nAnna,anna@example.org,Allemand", "en");
        assert_eq!(said(&french), ["anna@example.org Anna de"]);
        let chinese = read("姓名,合同开始日期,联系\n王,2027年3月1日,wang@example.org", "en");
        assert_eq!(
            said(&chinese),
            ["wang@example.org 王 en contract_start=2027-03-01"]
        );
        // A heading of which nothing is known: the order holds.
        let unknown = read("Adresse,Nom\nanna@example.org,Anna", "en");
        assert_eq!(said(&unknown), ["anna@example.org Anna en"]);
        assert_eq!(unknown.headings.len(), 1);
    }

    #[test]
    fn a_first_row_that_is_wrong_is_no_heading() {
        for (first, is_heading) in [
            ("anna@example,Anna,en", false),
            ("anna @example.org,Anna", false),
            ("anna@example.org,Name", false),
            ("E-mail (name@),Name", true),
            ("anna.example.org,Anna", true),
        ] {
            let sheet = read(&format!("{first}\nbo@example.org,Bo"), "en");
            assert_eq!(sheet.headings.len(), usize::from(is_heading), "{first}");
            assert_eq!(sheet.people.len(), 2 - usize::from(is_heading), "{first}");
        }
        // A row that can't be right is kept: the server says what is wrong with it.
        assert_eq!(read("x@example.org\nnot an address", "en").people.len(), 2);
        assert_eq!(said(&read("x@example.org\n,Bo", "en"))[1], " Bo en");
    }
}
