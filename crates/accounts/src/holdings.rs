//! What the portal keeps of a person: shown whole to its owner, carried away, let go of
//! when the account is closed (152-FZ articles 14 and 21). Departments fill these traits;
//! `okno-rights` asks them.

use futures::future::BoxFuture;
use jiff::Timestamp;
use okno_store::{Actor, Db, DbError, Tx};
use okno_web::{Lang, Portal};
use serde_json::{Map, Value, json};

use crate::model::{Account, Person};

/// A kind of things that are kept: applications, messages.
#[derive(Debug, Clone)]
pub struct Part {
    /// Name in the file: `applications`.
    pub name: &'static str,
    /// In words.
    pub title: String,
    /// The things, the newest first where they have a time.
    pub records: Vec<Record>,
}

/// One thing: its facts in their order.
#[derive(Clone, Default)]
pub struct Record(Vec<Fact>);

impl std::fmt::Debug for Record {
    // The facts are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Record({} facts)", self.0.len())
    }
}

#[derive(Clone)]
struct Fact {
    name: String,
    label: String,
    shown: String,
    value: Value,
}

/// In whose words and of which portal it is told.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The portal.
    pub portal: &'a Portal,
    /// The language of the words.
    pub lang: Lang,
    /// What the ids of the labels begin with: `applications-data`.
    prefix: &'static str,
}

impl<'a> Teller<'a> {
    /// In this language.
    #[must_use]
    pub fn new(portal: &'a Portal, lang: Lang) -> Self {
        Self {
            portal,
            lang,
            prefix: "",
        }
    }

    /// For the words of one department.
    #[must_use]
    pub fn of(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// The store.
    #[must_use]
    pub fn db(&self) -> &'a Db {
        self.portal.db()
    }

    /// A message.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        self.portal.words().t(self.lang, id)
    }

    /// A message with one argument.
    #[must_use]
    pub fn ta(&self, id: &str, name: &str, value: &str) -> String {
        let args = [(name, value.into())];
        self.portal.words().tv(self.lang, id, &args)
    }

    /// Day and time of the portal's place.
    #[must_use]
    pub fn time(&self, at: Timestamp) -> String {
        let time = self.portal.local(at).strftime("%H:%M").to_string();
        format!("{}, {time}", self.portal.date_long(self.lang, at))
    }

    /// A part; its title is the message `{prefix}-{name}`.
    #[must_use]
    pub fn part(&self, name: &'static str, records: Vec<Record>) -> Part {
        Part {
            name,
            title: self.t(&format!("{}-{name}", self.prefix)),
            records,
        }
    }

    fn label(&self, name: &str) -> String {
        self.t(&format!("{}-{}", self.prefix, name.replace('_', "-")))
    }
}

impl Record {
    /// A fact that reads the same to people and to programs; one without a value is left
    /// out. Its label is the message `{prefix}-{name}`.
    #[must_use]
    pub fn say(self, of: &Teller<'_>, name: &str, text: impl Into<Option<String>>) -> Self {
        match text.into() {
            Some(text) => self.as_value(of, name, text.clone(), json!(text)),
            None => self,
        }
    }

    /// A moment: RFC 3339 to programs.
    #[must_use]
    pub fn at(self, of: &Teller<'_>, name: &str, at: impl Into<Option<Timestamp>>) -> Self {
        match at.into() {
            Some(at) => self.as_value(of, name, of.time(at), json!(at.to_string())),
            None => self,
        }
    }

    /// A fact that programs read otherwise than people.
    #[must_use]
    pub fn as_value(self, of: &Teller<'_>, name: &str, shown: String, value: Value) -> Self {
        let label = of.label(name);
        self.labelled(name, label, shown, value)
    }

    /// A fact with a label that is no message: a question of a service.
    #[must_use]
    pub fn labelled(mut self, name: &str, label: String, shown: String, value: Value) -> Self {
        self.0.push(Fact {
            name: name.to_owned(),
            label,
            shown,
            value,
        });
        self
    }

    /// Labels and texts, for people.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        let facts = self.0.iter();
        facts.map(|fact| (fact.label.as_str(), fact.shown.as_str()))
    }

    /// Names and values, for programs.
    #[must_use]
    pub fn value(&self) -> Value {
        let facts = self.0.iter();
        let pairs = facts.map(|fact| (fact.name.clone(), fact.value.clone()));
        Value::Object(pairs.collect::<Map<_, _>>())
    }
}

/// What stands in the way of closing an account, and where it is settled.
#[derive(Debug, Clone)]
pub struct Hindrance {
    /// In words: «Заявка ЭК-2026-1: в обработке».
    pub text: String,
    /// A path of the portal.
    pub url: String,
}

/// What a department keeps.
pub trait Holdings: Send + Sync + 'static {
    /// All of it that is about this person.
    fn export<'a>(
        &'a self,
        of: Teller<'a>,
        account: &'a Account,
        person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>>;

    /// What has to be ended before the account can be closed.
    fn hindrances<'a>(
        &'a self,
        _of: Teller<'a>,
        _account: &'a Account,
    ) -> BoxFuture<'a, Result<Vec<Hindrance>, DbError>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Called in the transaction that closes the account, which holds it: forgets all that
    /// need not stay. True when something stays that has to be known under the person's
    /// name: a decided case, a document. [`DbError::Conflict`] when something came into the
    /// way since [`Holdings::hindrances`] was asked: nothing is closed then, and all of it is
    /// looked at again.
    fn erase<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<bool, DbError>>;
}

/// What comes of taking a consent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Follows {
    /// The account cannot be without it: both end together.
    Closing,
    /// This, at once, in words.
    This(String),
}

/// A document that is agreed to.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// What it is called.
    pub title: String,
    /// What comes of taking it back.
    pub follows: Follows,
}

/// Who asks for consents and knows what they are for.
pub trait Consents: Send + Sync + 'static {
    /// Of a document by its name, without a language; nothing when it is another's.
    fn agreement(&self, of: Teller<'_>, document: &str) -> Option<Agreement>;

    /// Called in the transaction that takes the consent back, which holds the account: does
    /// what follows. Only for documents with [`Follows::This`].
    fn withdrawn<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
        person: &'a Person,
        document: &'a str,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_no_fact() {
        let record = Record::default().labelled(
            "surname",
            "Фамилия".to_owned(),
            "Сафина".to_owned(),
            json!("Сафина"),
        );
        assert_eq!(format!("{record:?}"), "Record(1 facts)");
        assert_eq!(record.value(), json!({ "surname": "Сафина" }));
        assert_eq!(
            record.lines().collect::<Vec<_>>(),
            vec![("Фамилия", "Сафина")]
        );
    }
}
