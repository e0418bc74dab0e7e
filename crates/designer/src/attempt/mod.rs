//! An attempt: what somebody who tries a service has typed, whoever they are. It lives as
//! long as the request.

mod yaml;

use std::collections::BTreeMap;

use jiff::civil::Date;
use okno_catalogue::trace::{Source, Told};
use okno_catalogue::{
    Answers, Asked, Catalogue, Example, Given, Gives, GivesKind, Plain, Prefill, Query, Service,
    World, profile_names,
};
use okno_requisites::{DocDate, number};
use okno_rules::{Type, Value};
use okno_web::Input;
use serde_json::{Map, Value as Json, json};

use crate::Invented;

/// The most rows of a section that may be typed here; a form has a limit of its own.
const MOST_ROWS: usize = 20;
/// The longest value, characters.
const LONGEST: usize = 4000;

/// Answers as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    words: BTreeMap<String, String>,
    rows: BTreeMap<String, Vec<(String, Filled)>>,
}

impl Filled {
    fn put(&mut self, question: &str, words: &str) {
        self.words.insert(question.to_owned(), words.to_owned());
    }
}

impl Answers for Filled {
    fn answer(&self, question: &str) -> &str {
        self.words.get(question).map_or("", String::as_str)
    }
    fn files(&self, question: &str) -> usize {
        self.answer(question).parse().unwrap_or(0)
    }
    fn rows(&self, section: &str) -> Vec<(&str, &dyn Answers)> {
        let rows = self.rows.get(section).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .map(|(id, row)| (id.as_str(), row as &dyn Answers))
            .collect()
    }
}

/// What a registry answers, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// `found`, `none`, or nothing while it keeps silent.
    pub(crate) state: String,
    pub(crate) fields: BTreeMap<String, String>,
}

/// A field that cannot be read: its name, and the type that was expected.
pub(crate) type Odd = (String, &'static str);

/// All that was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// ДД.ММ.ГГГГ
    pub(crate) today: String,
    /// Whose name the document bears.
    pub(crate) holder: String,
    pub(crate) profile: BTreeMap<String, String>,
    pub(crate) answers: Filled,
    pub(crate) registries: BTreeMap<String, Reply>,
}

/// What comes of an attempt.
pub(crate) struct Tried {
    pub(crate) told: Told,
    pub(crate) world: World,
    /// What registries that were asked answered, as it is kept.
    pub(crate) replies: BTreeMap<String, Option<Map<String, Json>>>,
    pub(crate) today: Date,
}

fn shown(day: Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}

fn day(text: &str) -> Option<Date> {
    let shown = DocDate::parse(text).ok().map(|day| day.date());
    shown.or_else(|| text.parse().ok())
}

impl Attempt {
    /// Nobody, who has answered nothing.
    pub(crate) fn new(service: &Service, today: Date) -> Self {
        let mut attempt = Self {
            today: shown(today),
            ..Self::default()
        };
        let level = service.level.number().to_string();
        attempt.profile.insert("level".to_owned(), level);
        for section in service.form.sections.iter().filter(|s| s.repeat.is_some()) {
            let fewest = section.repeat.as_ref().map_or(0, |r| r.min);
            let rows = (1..=fewest.clamp(1, MOST_ROWS)).map(|n| (n.to_string(), Filled::default()));
            attempt
                .answers
                .rows
                .insert(section.id.clone(), rows.collect());
        }
        attempt
    }

    /// Somebody's profile, and what the form takes from it.
    pub(crate) fn play(&mut self, service: &Service, who: &Invented) {
        self.holder.clone_from(&who.name);
        self.profile = who.profile.clone();
        for (_, question) in service.form.questions() {
            let from = match &question.prefill {
                // Whoever is made up keeps no documents.
                None | Some(Prefill::Document { .. }) => continue,
                Some(Prefill::Name) => Some(&who.name),
                Some(Prefill::BirthDate) => who.profile.get("birth_date"),
                Some(Prefill::Snils) => who.profile.get("snils"),
                Some(Prefill::Inn) => who.profile.get("inn"),
                Some(Prefill::RegisteredAddress) => who.profile.get("registered_address"),
                Some(Prefill::Phone) => who.profile.get("phone"),
                Some(Prefill::Email) => who.profile.get("email"),
            };
            let words = from.cloned().unwrap_or_default();
            self.answers.put(&question.id, &words);
        }
    }

    /// An example of the folder.
    pub(crate) fn of_example(service: &Service, catalogue: &Catalogue, example: &Example) -> Self {
        let today = example
            .today
            .parse()
            .map_or_else(|_| example.today.clone(), shown);
        let words = |plain: &Plain| plain.words();
        let mut attempt = Self {
            today,
            holder: String::new(),
            profile: example
                .profile
                .iter()
                .map(|(name, plain)| (name.clone(), words(plain)))
                .collect(),
            ..Self::default()
        };
        for (id, given) in &example.answers {
            match given {
                Given::Plain(plain) => attempt.answers.put(id, &words(plain)),
                Given::Rows(rows) => {
                    let rows = rows.iter().enumerate().map(|(n, row)| {
                        let mut filled = Filled::default();
                        for (id, plain) in row {
                            filled.put(id, &words(plain));
                        }
                        ((n + 1).to_string(), filled)
                    });
                    attempt.answers.rows.insert(id.clone(), rows.collect());
                }
            }
        }
        for (id, answer) in &example.registries {
            let Some(query) = query_of(service, catalogue, id) else {
                continue;
            };
            let found = answer.get("found").and_then(Json::as_bool) == Some(true);
            let fields =
                query.gives.0.iter().filter_map(|(name, gives)| {
                    Some((name.clone(), typed(gives, answer.get(name)?)))
                });
            let reply = Reply {
                state: if found { "found" } else { "none" }.to_owned(),
                fields: fields.collect(),
            };
            attempt.registries.insert(id.clone(), reply);
        }
        attempt
    }

    /// What came with a form.
    pub(crate) fn read(service: &Service, catalogue: &Catalogue, input: &Input) -> Self {
        // What is ticked of several choices comes as often as there are ticks.
        let get = |name: &str| -> String {
            let all: Vec<&str> = input.all(name).map(str::trim).collect();
            let several = all.join(&okno_web::AND.to_string());
            several.chars().take(LONGEST).collect()
        };
        let mut attempt = Self {
            today: get("today"),
            holder: get("holder"),
            ..Self::default()
        };
        let names = profile_names().into_iter().map(|(name, _)| name);
        for name in names.filter_map(|name| name.strip_prefix("profile.")) {
            let words = get(&format!("p.{name}"));
            if !words.is_empty() {
                attempt.profile.insert(name.to_owned(), words);
            }
        }
        for section in &service.form.sections {
            if section.repeat.is_none() {
                for question in &section.questions {
                    let words = get(&format!("a.{}", question.id));
                    attempt.answers.put(&question.id, &words);
                }
                continue;
            }
            let id = &section.id;
            let count = get(&format!("n.{id}")).parse::<usize>().unwrap_or(0);
            let rows = (1..=count.min(MOST_ROWS)).map(|n| {
                let mut row = Filled::default();
                for question in &section.questions {
                    row.put(&question.id, &get(&format!("a.{id}.{n}.{}", question.id)));
                }
                (n.to_string(), row)
            });
            let rows = rows.collect();
            attempt.answers.rows.insert(id.clone(), rows);
        }
        for check in &service.registries {
            let Some(query) = query_of(service, catalogue, &check.id) else {
                continue;
            };
            let fields = query.gives.0.iter().map(|(name, _)| {
                let words = get(&format!("r.{}.{name}", check.id));
                (name.clone(), words)
            });
            let reply = Reply {
                state: get(&format!("r.{}", check.id)),
                fields: fields.collect(),
            };
            attempt.registries.insert(check.id.clone(), reply);
        }
        attempt
    }

    /// Adds a row to a section that repeats.
    pub(crate) fn add_row(&mut self, section: &str) {
        if let Some(rows) = self.answers.rows.get_mut(section)
            && rows.len() < MOST_ROWS
        {
            rows.push(((rows.len() + 1).to_string(), Filled::default()));
        }
    }

    /// Takes a row away (`section.2`); those after it move up.
    pub(crate) fn drop_row(&mut self, place: &str) {
        let Some((section, row)) = place.rsplit_once('.') else {
            return;
        };
        if let Some(rows) = self.answers.rows.get_mut(section) {
            rows.retain(|(id, _)| id != row);
            for (n, (id, _)) in rows.iter_mut().enumerate() {
                *id = (n + 1).to_string();
            }
        }
    }

    /// What was typed at a place of the form.
    pub(crate) fn words_at(&self, question: &str, row: Option<(&str, &str)>) -> &str {
        let filled = match row {
            None => Some(&self.answers),
            Some((section, row)) => {
                let rows = self.answers.rows.get(section).into_iter().flatten();
                let mut rows = rows.filter(|(id, _)| id == row);
                rows.next().map(|(_, filled)| filled)
            }
        };
        filled.map_or("", |filled| filled.answer(question))
    }

    /// Tries it.
    ///
    /// # Errors
    /// What cannot be read, by the names of the fields.
    pub(crate) fn attempt(
        &self,
        service: &Service,
        catalogue: &Catalogue,
    ) -> Result<Tried, Vec<Odd>> {
        let mut odd = Vec::new();
        let today = day(&self.today);
        if today.is_none() {
            odd.push(("today".to_owned(), "date"));
        }
        let mut profile = BTreeMap::new();
        for (name, ty) in profile_names() {
            let Some(word) = name.strip_prefix("profile.") else {
                continue;
            };
            let words = self.profile.get(word).map_or("", String::as_str);
            if words.is_empty() {
                continue;
            }
            match value(words, &ty) {
                Ok(value) => {
                    profile.insert(name.to_owned(), value);
                }
                Err(kind) => odd.push((format!("p.{word}"), kind)),
            }
        }
        let replies = self.replies(service, catalogue, &mut odd);
        let Some(today) = today.filter(|_| odd.is_empty()) else {
            return Err(odd);
        };
        let mut world = World { profile, today };
        // A registry that is not asked answers nothing.
        let asked: Vec<String> = {
            let sheet = service.sheet(&self.answers, &world);
            let asked = sheet.checks();
            let asked = asked.filter(|(_, asked)| matches!(asked, Asked::Yes(_)));
            asked.map(|(check, _)| check.id.clone()).collect()
        };
        let replies: BTreeMap<_, _> = replies
            .into_iter()
            .filter(|(id, _)| asked.contains(id))
            .collect();
        for (id, data) in &replies {
            if let Some(query) = query_of(service, catalogue, id) {
                let values = query.values(data.as_ref()).into_iter();
                let named = values.map(|(name, value)| (format!("registry.{id}.{name}"), value));
                world.profile.extend(named);
            }
        }
        let source = Source::of(service);
        let told = service.tell(&self.answers, &world, &source, |id| {
            replies.contains_key(id)
        });
        Ok(Tried {
            told,
            world,
            replies,
            today,
        })
    }

    fn replies(
        &self,
        service: &Service,
        catalogue: &Catalogue,
        odd: &mut Vec<Odd>,
    ) -> BTreeMap<String, Option<Map<String, Json>>> {
        let mut out = BTreeMap::new();
        for (id, reply) in &self.registries {
            let Some(query) = query_of(service, catalogue, id) else {
                continue;
            };
            if reply.state == "none" {
                out.insert(id.clone(), None);
            }
            if reply.state != "found" {
                continue;
            }
            let mut data = Map::new();
            for (name, gives) in &query.gives.0 {
                let words = reply.fields.get(name).map_or("", |words| words.trim());
                if words.is_empty() {
                    continue;
                }
                match written(gives, words) {
                    Ok(json) => {
                        data.insert(name.clone(), json);
                    }
                    Err(kind) => odd.push((format!("r.{id}.{name}"), kind)),
                }
            }
            // The rules of a registry's answer are those of a real one.
            if let Ok(kept) = query.kept_in_part(&data) {
                out.insert(id.clone(), Some(kept));
            }
        }
        out
    }
}

/// The query that a check asks.
pub(crate) fn query_of<'a>(
    service: &Service,
    catalogue: &'a Catalogue,
    check: &str,
) -> Option<&'a Query> {
    let check = service.registries.iter().find(|one| one.id == check)?;
    catalogue.query(&check.query)
}

/// A value of the profile from what was typed.
fn value(words: &str, ty: &Type) -> Result<Value, &'static str> {
    match ty {
        Type::Date => day(words).map(Value::Date).ok_or("date"),
        Type::Int => words.parse().map(Value::Int).map_err(|_| "int"),
        Type::Choice(options) => match options.iter().any(|one| one == words) {
            true => Ok(Value::text(words)),
            false => Err("choice"),
        },
        _ => Ok(Value::text(words)),
    }
}

/// A field of an answer as a registry writes it.
fn written(gives: &Gives, words: &str) -> Result<Json, &'static str> {
    Ok(match gives.kind {
        GivesKind::Text => json!(words),
        GivesKind::Int => json!(words.parse::<i64>().map_err(|_| "int")?),
        GivesKind::Money => {
            number::money(words).map_err(|_| "money")?;
            json!(words)
        }
        GivesKind::Date => json!(day(words).ok_or("date")?.to_string()),
        GivesKind::Bool => json!(words == "yes"),
        GivesKind::Choice => match gives.options.0.iter().any(|(one, _)| one == words) {
            true => json!(words),
            false => return Err("choice"),
        },
        GivesKind::Rows => {
            let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
            let rows = lines.map(|line| {
                let mut row = Map::new();
                for ((name, gives), words) in gives.fields.0.iter().zip(line.split(';')) {
                    if !words.trim().is_empty() {
                        row.insert(
                            name.clone(),
                            written(gives, words.trim()).map_err(|_| "rows")?,
                        );
                    }
                }
                Ok::<Json, &str>(Json::Object(row))
            });
            rows.collect::<Result<Vec<_>, _>>()?.into()
        }
    })
}

/// The other way: what a registry wrote, as it is typed here.
fn typed(gives: &Gives, json: &Json) -> String {
    let text = || json.as_str().unwrap_or_default().to_owned();
    match gives.kind {
        GivesKind::Text | GivesKind::Money | GivesKind::Choice => text(),
        GivesKind::Int => json.as_i64().map(|n| n.to_string()).unwrap_or_default(),
        GivesKind::Date => text().parse().map_or_else(|_| text(), shown),
        GivesKind::Bool => match json.as_bool() {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => String::new(),
        },
        GivesKind::Rows => {
            let rows = json.as_array().into_iter().flatten();
            let rows = rows.map(|row| {
                let fields = gives.fields.0.iter();
                let fields = fields.map(|(name, gives)| {
                    row.get(name)
                        .map_or_else(String::new, |json| typed(gives, json))
                });
                fields.collect::<Vec<_>>().join("; ")
            });
            rows.collect::<Vec<_>>().join("\n")
        }
    }
}
