//! The table of documents, `documents.yaml`.

use std::path::Path;

use okno_catalogue::{Problem, Report, Text};
use okno_gateways::Keeper;
use okno_web::Lang;
use serde::Deserialize;

/// A document that the profile keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// The passport of a citizen.
    Passport,
    /// СНИЛС.
    Snils,
    /// ИНН.
    Inn,
}

/// What a cell shows a field as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// Series and number.
    Number,
    /// Date of issue.
    Issued,
    /// Who issued it.
    Issuer,
    /// Valid until.
    Until,
    /// Whose it is, where there may be several.
    Name,
}

/// A field of a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) role: Option<Role>,
    pub(crate) label: Text,
    pub(crate) hint: Text,
    /// A rule of `okno_requisites::check`.
    pub(crate) check: String,
    #[serde(default)]
    pub(crate) optional: bool,
    /// Nothing but digits is typed: phones show their keys.
    #[serde(default)]
    pub(crate) digits: bool,
}

impl Entry {
    pub(crate) fn is_date(&self) -> bool {
        ["date", "doc-date", "birth-date"].contains(&self.check.as_str())
    }
}

/// A picture that may be kept with a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) hint: Text,
}

/// A kind of document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) icon: String,
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) profile: Option<Kept>,
    #[serde(default)]
    pub(crate) keeper: Option<Keeper>,
    #[serde(default)]
    pub(crate) many: bool,
    #[serde(default)]
    pub(crate) warn_days: Option<i64>,
    #[serde(default)]
    pub(crate) fields: Vec<Entry>,
    #[serde(default)]
    pub(crate) pictures: Vec<Part>,
}

impl Kind {
    pub(crate) fn title(&self, lang: Lang) -> &str {
        self.title.get(lang.code())
    }

    pub(crate) fn with_role(&self, role: Role) -> Option<&Entry> {
        self.fields.iter().find(|field| field.role == Some(role))
    }

    pub(crate) fn part(&self, id: &str) -> Option<&Part> {
        self.pictures.iter().find(|part| part.id == id)
    }
}

/// A heading of the page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) title: Text,
}

/// All kinds, in the order of the page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    pub(crate) groups: Vec<Group>,
    kinds: Vec<Kind>,
}

impl Kinds {
    /// Reads `documents.yaml` of the services folder.
    ///
    /// # Errors
    /// Every mistake with its file, line and column.
    pub fn load(services: &Path) -> Result<Self, Vec<Problem>> {
        let path = services.join("documents.yaml");
        let mut problems = Vec::new();
        let Some((read, places)) = okno_catalogue::read::<Self>(&path, &mut problems) else {
            return Err(problems);
        };
        let mut report = Report::new(path, places);
        check(&read, &mut report);
        let problems = report.into_problems();
        match problems.is_empty() {
            true => Ok(read),
            false => Err(problems),
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    pub(crate) fn of_group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Kind> {
        self.kinds.iter().filter(move |kind| kind.group == group)
    }
}

fn is_twice<'a>(ids: impl Iterator<Item = &'a str> + Clone, at: usize, id: &str) -> bool {
    ids.take(at).any(|other| other == id)
}

fn check(read: &Kinds, report: &mut Report) {
    for (n, group) in read.groups.iter().enumerate() {
        report.name(&format!("groups.{n}.id"), &group.id);
        report.text(&format!("groups.{n}.title"), &group.title);
    }
    let ids = read.kinds.iter().map(|kind| kind.id.as_str());
    for (n, kind) in read.kinds.iter().enumerate() {
        let path = format!("kinds.{n}");
        report.name(&format!("{path}.id"), &kind.id);
        report.text(&format!("{path}.title"), &kind.title);
        if is_twice(ids.clone(), n, &kind.id) {
            report.add(
                &format!("{path}.id"),
                format!("the id `{}` is used twice; change one", kind.id),
            );
        }
        if !read.groups.iter().any(|group| group.id == kind.group) {
            report.add(
                &format!("{path}.group"),
                format!("there is no group `{}`; add it to `groups`", kind.group),
            );
        }
        check_kind(kind, &path, report);
    }
}

fn check_kind(kind: &Kind, path: &str, report: &mut Report) {
    let is_empty = kind.fields.is_empty();
    if kind.profile.is_some() && !(is_empty && kind.keeper.is_none() && !kind.many) {
        report.add(
            &format!("{path}.profile"),
            "the profile keeps this document; it has no `fields`, `keeper` and `many` here"
                .to_owned(),
        );
    }
    if kind.profile.is_none() && kind.with_role(Role::Number).is_none() {
        report.add(
            path,
            "no field has `role: number`; a document is told by its number".to_owned(),
        );
    }
    if kind.many && kind.with_role(Role::Name).is_none() {
        report.add(
            &format!("{path}.many"),
            "there may be several; give a field `role: name` to tell them apart".to_owned(),
        );
    }
    let until = kind.with_role(Role::Until);
    if kind
        .warn_days
        .is_some_and(|days| days < 1 || until.is_none())
    {
        report.add(
            &format!("{path}.warn_days"),
            "`warn_days` is a number from 1 and needs a field with `role: until`".to_owned(),
        );
    }
    let ids = kind.fields.iter().map(|field| field.id.as_str());
    for (n, field) in kind.fields.iter().enumerate() {
        let path = format!("{path}.fields.{n}");
        report.name(&format!("{path}.id"), &field.id);
        report.text(&format!("{path}.label"), &field.label);
        report.text(&format!("{path}.hint"), &field.hint);
        if is_twice(ids.clone(), n, &field.id) {
            report.add(
                &format!("{path}.id"),
                format!("the id `{}` is used twice; change one", field.id),
            );
        }
        let some_day = jiff::civil::date(2000, 1, 1);
        let unknown = okno_requisites::check(&field.check, "?", some_day)
            .err()
            .is_some_and(|flaw| flaw.code == "flaw-rule");
        if unknown {
            report.add(
                &format!("{path}.check"),
                format!("there is no rule `{}`; see field checks", field.check),
            );
        }
        let dated = matches!(field.role, Some(Role::Issued | Role::Until));
        if dated && !field.is_date() {
            report.add(
                &format!("{path}.check"),
                "a date is checked by `date`, `doc-date` or `birth-date`".to_owned(),
            );
        }
    }
    for (n, part) in kind.pictures.iter().enumerate() {
        let path = format!("{path}.pictures.{n}");
        report.name(&format!("{path}.id"), &part.id);
        report.text(&format!("{path}.title"), &part.title);
        report.text(&format!("{path}.hint"), &part.hint);
    }
}
