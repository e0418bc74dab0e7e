//! The table of methods, `methods.yaml` of the services folder: what each way of
//! confirming identity gives, asks, costs and leaves (C5, C6). The engine obeys the
//! table; what is special about a method is its module in [`crate::ways`].

use std::collections::BTreeSet;
use std::path::Path;

use jiff::SignedDuration;
use okno_accounts::Level;
use serde::Deserialize;

/// What success gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gives {
    /// The confirmed level.
    Confirmed,
    /// Proof that a phone, a card or an answer is the person's: a second factor and
    /// nothing more; never the confirmed level (C5).
    Contact,
}

/// Who vouches for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voucher {
    /// An operator who saw the person.
    Operator,
    /// A bank that knows its client.
    Bank,
    /// The post, which hands out against a passport.
    Post,
    /// An authority that issued a certificate.
    Authority,
    /// A machine that compared an answer.
    Program,
}

/// Who may take a confirmation back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revoker {
    /// The person.
    Holder,
    /// An administrator, with a reason.
    Administrator,
    /// Whoever vouched.
    Voucher,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Days.
    Days,
}

/// How long it usually takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Takes {
    /// At least.
    pub from: u32,
    /// At most.
    pub to: u32,
    /// Of these.
    pub unit: Unit,
}

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Often {
    /// Times.
    pub max: i64,
    /// In so many minutes.
    pub per_minutes: i64,
}

/// What follows when a code was entered wrongly too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// The attempt ends.
    #[default]
    End,
    /// One waits for the end of the period: a code of fifty bits cannot be guessed,
    /// and a new one takes weeks.
    Wait,
}

impl Often {
    /// The period.
    #[must_use]
    pub fn per(&self) -> SignedDuration {
        SignedDuration::from_mins(self.per_minutes)
    }
}

/// A row of the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Word that is kept with the level: `in_person`, `bank`, `letter` …
    pub id: String,
    /// What success gives.
    pub gives: Gives,
    /// Is the confirmation good for everything? A letter is not: the tax service
    /// does not take it (S3-30, C6).
    pub full: bool,
    /// The level that the account must have reached before.
    pub needs: u8,
    /// The level from which it may be begun, where that is less: the desk enters the data
    /// (S1-121).
    #[serde(default)]
    pub from: Option<u8>,
    /// Who vouches.
    pub vouches: Voucher,
    /// Facts that must have been established, all of them.
    pub evidence: BTreeSet<String>,
    /// Fee in kopecks.
    pub fee: u64,
    /// How long it usually takes.
    pub takes: Takes,
    /// Must the person leave home?
    pub go: bool,
    /// How long an attempt stays open, in days.
    pub open_days: i64,
    /// How often it may be begun.
    pub begins: Often,
    /// Minutes that must lie between two beginnings.
    #[serde(default)]
    pub apart_minutes: i64,
    /// How often a code may be entered wrongly.
    pub entries: Often,
    /// What follows then.
    #[serde(default)]
    pub entries_then: Then,
    /// How long pictures of faces and documents are kept after the decision, in days.
    #[serde(default)]
    pub pictures_days: i64,
    /// Who may take it back.
    pub revoked_by: Vec<Revoker>,
    /// Drawn in the list with this icon.
    pub icon: String,
}

impl Method {
    /// How long an attempt stays open.
    #[must_use]
    pub fn life(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * self.open_days)
    }

    /// How long to wait between two beginnings.
    #[must_use]
    pub fn apart(&self) -> SignedDuration {
        SignedDuration::from_mins(self.apart_minutes)
    }

    /// The level that the account must have.
    #[must_use]
    pub fn needs(&self) -> Level {
        match self.needs {
            1 => Level::Simplified,
            2 => Level::Standard,
            _ => Level::Confirmed,
        }
    }

    /// The level from which it may be begun.
    #[must_use]
    pub fn from(&self) -> Level {
        match self.from {
            Some(1) => Level::Simplified,
            _ => self.needs(),
        }
    }

    fn flaw(&self) -> Option<&'static str> {
        let vague = self.vouches == Voucher::Program;
        if self.gives == Gives::Confirmed && vague {
            Some("a program alone never confirms identity (C5)")
        } else if self.gives == Gives::Confirmed && self.needs != 2 {
            Some("what confirms begins from level 2, whose data registries have checked")
        } else if !(1..=3).contains(&self.needs) {
            Some("`needs` is 1, 2 or 3")
        } else if self.from.is_some_and(|from| from != 1 || self.needs < 2) {
            Some("`from` is 1, below `needs`")
        } else if self.evidence.is_empty() {
            Some("there must be evidence")
        } else if self.open_days < 1 {
            Some("`open_days` is at least 1")
        } else if [self.begins, self.entries]
            .iter()
            .any(|o| o.max < 1 || o.per_minutes < 1)
        {
            Some("a limit is at least 1 in at least 1 minute")
        } else if self.apart_minutes < 0 || self.pictures_days < 0 {
            Some("`apart_minutes` and `pictures_days` are not below 0")
        } else if self.takes.from > self.takes.to {
            Some("`takes` ends before it begins")
        } else if self.revoked_by.is_empty() {
            Some("somebody must be able to take it back")
        } else {
            None
        }
    }
}

/// The table, in the order in which methods are offered.
#[derive(Debug, Clone, Default)]
pub struct Table(Vec<Method>);

impl Table {
    /// Reads and checks the table; `known` are the methods that have a module. The
    /// error names the file and the row.
    pub fn read(path: &Path, known: &[&str]) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Self::parse(&text, known).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// See [`Table::read`].
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, String> {
        let rows: Vec<Method> = serde_saphyr::from_str(text).map_err(|e| e.to_string())?;
        let mut seen = BTreeSet::new();
        for row in &rows {
            if !known.contains(&row.id.as_str()) {
                return Err(format!(
                    "{}: there is no such method; known are {}",
                    row.id,
                    known.join(", ")
                ));
            }
            if !seen.insert(row.id.as_str()) {
                return Err(format!("{}: named twice", row.id));
            }
            if let Some(flaw) = row.flaw() {
                return Err(format!("{}: {flaw}", row.id));
            }
        }
        Ok(Self(rows))
    }

    /// The row of a method; `None` when it is not offered here.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Method> {
        self.0.iter().find(|row| row.id == id)
    }

    /// No longer offers a method.
    pub(crate) fn remove(&mut self, id: &str) {
        self.0.retain(|row| row.id != id);
    }

    /// All rows.
    pub fn iter(&self) -> impl Iterator<Item = &Method> {
        self.0.iter()
    }
}
