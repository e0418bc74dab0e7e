//! `registries.yaml`: what may be asked of other people's registries, and what an answer
//! holds.
//!
//! A row is a query. An answer is read against its row: a field of another type is a
//! mistake of the registry, one that is not in the row is not kept.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

use jiff::civil::Date;
use okno_requisites::number;
use okno_rules::{Type, Value};
use schemars::JsonSchema;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value as Json, json};

use crate::check::Report;
use crate::service::Text;

/// The most rows of a list in an answer.
const MOST_ROWS: usize = 500;

/// A map that keeps the order of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered<T>(pub Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Rows<T>(PhantomData<T>);
        impl<'de, T: DeserializeOwned> Visitor<'de> for Rows<T> {
            type Value = Ordered<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("names with what they stand for")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = map.next_entry()? {
                    rows.push(row);
                }
                Ok(Ordered(rows))
            }
        }
        from.deserialize_map(Rows(PhantomData))
    }
}

/// What goes to a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// Words.
    Text,
    /// A whole number.
    Int,
    /// A day.
    Date,
}

impl Takes {
    pub(crate) fn ty(self) -> Type {
        match self {
            Self::Text => Type::Text,
            Self::Int => Type::Int,
            Self::Date => Type::Date,
        }
    }
}

/// What a field of an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GivesKind {
    /// Words.
    Text,
    /// A whole number.
    Int,
    /// Roubles as text, `"1500.50"`.
    Money,
    /// A day, `2026-03-01`.
    Date,
    /// Yes or no.
    Bool,
    /// One of `options`.
    Choice,
    /// A list of rows with `fields`.
    Rows,
}

/// A field of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gives {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: GivesKind,
    /// What people read beside it.
    pub label: Text,
    /// A registry may leave it out. Without this an answer that lacks the field is no answer,
    /// so that rules and templates can rely on it.
    #[serde(default)]
    pub optional: bool,
    /// The words of a `choice`.
    #[serde(default)]
    pub options: Ordered<Text>,
    /// What stands in a row of `rows`.
    #[serde(default)]
    pub fields: Ordered<Gives>,
}

/// Something that may be asked of a registry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// Short Latin name; services ask by it.
    pub id: String,
    /// Word of the system; it stands in the address `/registries/{system}/{query}`.
    pub system: String,
    /// Word of the question.
    pub query: String,
    /// What is asked, for officials and in the history.
    pub title: Text,
    /// Who is asked, for everybody: «Ждём ответа: Налоговая служба».
    pub keeper: Text,
    /// Name and date of birth of the person go along.
    #[serde(default)]
    pub person: bool,
    /// So many days an answer is good for; 0: it is asked anew for every case.
    pub fresh_days: u16,
    /// What goes along besides.
    #[serde(default)]
    pub takes: BTreeMap<String, Takes>,
    /// What comes back.
    pub gives: Ordered<Gives>,
}

/// Why an answer cannot be used. Names fields, never values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Odd {
    /// A field is of another type.
    #[error("the field {0} is not what was agreed on")]
    Other(String),
    /// A field that is not `optional` is not there.
    #[error("the field {0} is missing, and the row of the query does not call it optional")]
    Missing(String),
}

/// How much of an answer must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// All that the row does not call optional.
    Whole,
    /// What somebody wrote down of it.
    Part,
}

impl Gives {
    pub(crate) fn ty(&self) -> Type {
        match self.kind {
            GivesKind::Text => Type::Text,
            GivesKind::Int => Type::Int,
            GivesKind::Money => Type::Money,
            GivesKind::Date => Type::Date,
            GivesKind::Bool => Type::Bool,
            GivesKind::Choice => Type::choice(self.options.0.iter().map(|(word, _)| word.clone())),
            GivesKind::Rows => {
                let fields = self.fields.0.iter();
                let fields: BTreeMap<String, Type> = fields
                    .map(|(name, gives)| (name.clone(), gives.ty()))
                    .collect();
                Type::list(Type::Row(fields.into()))
            }
        }
    }

    /// The field as it is kept, when it is what was agreed on.
    fn kept(&self, name: &str, json: &Json, how: How) -> Result<Json, Odd> {
        if self.kind == GivesKind::Rows {
            let rows = json.as_array().filter(|rows| rows.len() <= MOST_ROWS);
            let rows = rows.ok_or_else(|| Odd::Other(name.to_owned()))?.iter();
            let rows = rows.map(|row| {
                let row = row.as_object().ok_or_else(|| Odd::Other(name.to_owned()))?;
                kept(&self.fields, row, how).map(Json::Object)
            });
            return rows.collect();
        }
        self.plain(json).ok_or_else(|| Odd::Other(name.to_owned()))
    }

    fn plain(&self, json: &Json) -> Option<Json> {
        let text = || json.as_str().map(str::trim);
        Some(match self.kind {
            GivesKind::Text => json!(text()?),
            GivesKind::Int => json!(json.as_i64()?),
            GivesKind::Money => {
                number::money(text()?).ok()?;
                json!(text()?)
            }
            GivesKind::Date => {
                text()?.parse::<Date>().ok()?;
                json!(text()?)
            }
            GivesKind::Bool => json!(json.as_bool()?),
            GivesKind::Choice => {
                let word = text()?;
                let known = self.options.0.iter().any(|(one, _)| one == word);
                known.then(|| json!(word))?
            }
            GivesKind::Rows => return None,
        })
    }

    /// The value of a field that was [kept](Query::kept).
    fn value(&self, json: &Json) -> Value {
        let text = || json.as_str().unwrap_or_default();
        match self.kind {
            GivesKind::Text | GivesKind::Choice => json.as_str().map_or(Value::Absent, Value::text),
            GivesKind::Int => json.as_i64().map_or(Value::Absent, Value::Int),
            GivesKind::Money => number::money(text()).map_or(Value::Absent, Value::Money),
            GivesKind::Date => text().parse().map_or(Value::Absent, Value::Date),
            GivesKind::Bool => json.as_bool().map_or(Value::Absent, Value::Bool),
            GivesKind::Rows => {
                let rows = json.as_array().into_iter().flatten();
                Value::list(rows.map(|row| {
                    let fields = self.fields.0.iter();
                    let fields = fields.map(|(name, gives)| {
                        let value = row
                            .get(name)
                            .map_or(Value::Absent, |json| gives.value(json));
                        (name.clone(), value)
                    });
                    Value::Row(std::sync::Arc::new(fields.collect()))
                }))
            }
        }
    }

    /// The field as templates print it.
    fn printed(&self, json: &Json) -> Json {
        let text = || json.as_str().unwrap_or_default();
        match self.kind {
            GivesKind::Money => json!(rubles(text())),
            GivesKind::Date => json!(day(text())),
            GivesKind::Choice => {
                let label = self.option(text()).map_or(text(), |label| &label.ru);
                json!({ "value": text(), "label": label })
            }
            GivesKind::Rows => {
                let rows = json.as_array().into_iter().flatten();
                let rows = rows.filter_map(Json::as_object);
                rows.map(|row| Json::Object(printed(&self.fields, row)))
                    .collect()
            }
            GivesKind::Text | GivesKind::Int | GivesKind::Bool => json.clone(),
        }
    }

    fn option(&self, word: &str) -> Option<&Text> {
        self.options
            .0
            .iter()
            .find(|(one, _)| one == word)
            .map(|(_, label)| label)
    }

    /// The field as people read it. `yes_no`: what is said of yes and of no.
    fn shown(&self, json: &Json, lang: &str, yes_no: (&str, &str)) -> String {
        let text = || json.as_str().unwrap_or_default();
        match self.kind {
            GivesKind::Text => text().to_owned(),
            GivesKind::Int => json.as_i64().map(|n| n.to_string()).unwrap_or_default(),
            GivesKind::Money => rubles(text()),
            GivesKind::Date => day(text()),
            GivesKind::Bool => match json.as_bool() {
                Some(true) => yes_no.0.to_owned(),
                _ => yes_no.1.to_owned(),
            },
            GivesKind::Choice => {
                let label = self.option(text()).map(|label| label.get(lang));
                label.unwrap_or_else(|| text()).to_owned()
            }
            GivesKind::Rows => {
                let rows = json
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_object);
                let row = |row: &Map<String, Json>| {
                    let fields = self.fields.0.iter();
                    let fields = fields.filter_map(|(name, gives)| {
                        Some(gives.shown(row.get(name)?, lang, yes_no))
                    });
                    fields.collect::<Vec<_>>().join(" · ")
                };
                rows.map(row).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// `1500.50` → «1 500,50 ₽», with spaces that do not break.
fn rubles(text: &str) -> String {
    let Ok(kopecks) = number::money(text) else {
        return text.to_owned();
    };
    let shown = number::money_shown(kopecks);
    let (whole, rest) = shown.split_once(',').unwrap_or((&shown, ""));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    match rest {
        "" => format!("{grouped}\u{a0}₽"),
        rest => format!("{grouped},{rest}\u{a0}₽"),
    }
}

/// `2026-03-01` → `01.03.2026`.
fn day(text: &str) -> String {
    let parsed = text.parse::<Date>();
    parsed.map_or_else(
        |_| text.to_owned(),
        |day| day.strftime("%d.%m.%Y").to_string(),
    )
}

fn kept(
    fields: &Ordered<Gives>,
    data: &Map<String, Json>,
    how: How,
) -> Result<Map<String, Json>, Odd> {
    let mut out = Map::new();
    for (name, gives) in &fields.0 {
        match data.get(name) {
            None | Some(Json::Null) if how == How::Part || gives.optional => {}
            None | Some(Json::Null) => return Err(Odd::Missing(name.clone())),
            Some(json) => {
                out.insert(name.clone(), gives.kept(name, json, how)?);
            }
        }
    }
    Ok(out)
}

fn printed(fields: &Ordered<Gives>, data: &Map<String, Json>) -> Map<String, Json> {
    let fields = fields.0.iter();
    let there = fields.filter_map(|(name, gives)| Some((name, gives.printed(data.get(name)?))));
    there.map(|(name, json)| (name.clone(), json)).collect()
}

impl Query {
    /// The answer as it is kept: what the row names and nothing else.
    ///
    /// # Errors
    /// A field is of another type, or one that is not optional is missing.
    pub fn kept(&self, data: &Map<String, Json>) -> Result<Map<String, Json>, Odd> {
        kept(&self.gives, data, How::Whole)
    }

    /// The same of an answer that somebody made up for a trial: it may leave out whatever the
    /// trial has no need of.
    ///
    /// # Errors
    /// A field is of another type.
    pub fn kept_in_part(&self, data: &Map<String, Json>) -> Result<Map<String, Json>, Odd> {
        kept(&self.gives, data, How::Part)
    }

    /// The values of rules, by names without `registry.ID.`; nothing of what was not found
    /// but `found`.
    #[must_use]
    pub fn values(&self, found: Option<&Map<String, Json>>) -> Vec<(String, Value)> {
        let mut out = vec![("found".to_owned(), Value::Bool(found.is_some()))];
        for (name, gives) in &self.gives.0 {
            if let Some(json) = found.and_then(|data| data.get(name)) {
                out.push((name.clone(), gives.value(json)));
            }
        }
        out
    }

    /// The answer as templates print it: dates ДД.ММ.ГГГГ, money «1 500,50 ₽», choices
    /// `{value, label}`.
    #[must_use]
    pub fn printed(&self, data: &Map<String, Json>) -> Map<String, Json> {
        printed(&self.gives, data)
    }

    /// The answer as people read it: label and value, in the order of the row. `yes_no`: what
    /// is said of yes and of no.
    #[must_use]
    pub fn shown(
        &self,
        data: &Map<String, Json>,
        lang: &str,
        yes_no: (&str, &str),
    ) -> Vec<(String, String)> {
        let fields = self.gives.0.iter();
        let there = fields.filter_map(|(name, gives)| Some((gives, data.get(name)?)));
        there
            .map(|(gives, json)| {
                let label = gives.label.get(lang).to_owned();
                (label, gives.shown(json, lang, yes_no))
            })
            .collect()
    }

    pub(crate) fn check(&self, path: &str, report: &mut Report) {
        for (part, name) in [
            ("id", &self.id),
            ("system", &self.system),
            ("query", &self.query),
        ] {
            report.name(&format!("{path}.{part}"), name);
        }
        report.text(&format!("{path}.title"), &self.title);
        report.text(&format!("{path}.keeper"), &self.keeper);
        for name in self.takes.keys() {
            report.name(&format!("{path}.takes.{name}"), name);
        }
        if self.gives.0.is_empty() {
            report.add(
                &format!("{path}.gives"),
                "an answer that says nothing; name what comes back".to_owned(),
            );
        }
        check_fields(&format!("{path}.gives"), &self.gives, false, report);
    }
}

fn check_fields(path: &str, fields: &Ordered<Gives>, inside: bool, report: &mut Report) {
    let mut names = HashSet::new();
    for (name, gives) in &fields.0 {
        let path = format!("{path}.{name}");
        report.name(&path, name);
        if name.contains('-') || name == "found" || !names.insert(name) {
            report.add(
                &path,
                format!("rules cannot say `{name}` of an answer; choose another name without `-`"),
            );
        }
        report.text(&format!("{path}.label"), &gives.label);
        for (word, label) in &gives.options.0 {
            report.text(&format!("{path}.options.{word}"), label);
        }
        let is_choice = gives.kind == GivesKind::Choice;
        if is_choice != (gives.options.0.len() > 1) {
            report.add(
                &path,
                "a `choice` has two or more `options`, and nothing else has any".to_owned(),
            );
        }
        let is_rows = gives.kind == GivesKind::Rows;
        if is_rows == gives.fields.0.is_empty() || (is_rows && inside) {
            report.add(
                &path,
                "`rows` have `fields`, nothing else has any, and no rows lie in rows".to_owned(),
            );
        }
        if is_rows {
            check_fields(&format!("{path}.fields"), &gives.fields, true, report);
        }
    }
}
