//! Accounts, levels and the person behind them.

use jiff::Timestamp;
use okno_requisites::{
    Address, BirthDate, Citizenship, DivisionCode, DocDate, Email, Inn, NamePart, PassportNumber,
    Phone, Sex, Snils,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The three ranks of an account (S2-13, S3-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// «Упрощённая»: names, phone, e-mail (S2-14).
    Simplified = 1,
    /// «Стандартная»: passport and SNILS checked in registries (S2-17, S2-28).
    Standard = 2,
    /// «Подтверждённая»: identity confirmed (S2-20).
    Confirmed = 3,
}

impl Level {
    /// 1, 2, 3.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// From 1, 2, 3.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Simplified),
            2 => Some(Self::Standard),
            3 => Some(Self::Confirmed),
            _ => None,
        }
    }
}

/// May the account be used?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Yes.
    Active,
    /// No: somebody who knows the password typed too many wrong codes (S1-167). Its owner
    /// opens it again by setting a new password.
    Locked,
    /// No: blocked by an official.
    Blocked,
    /// No: a guardian of the child whose it is has shut the door for a while.
    Suspended,
    /// No: its owner closed it.
    Closed,
}

/// Is it a child's account, which guardians look after?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ward {
    /// No.
    #[default]
    No,
    /// Yes.
    Own,
    /// Yes, and codes go to a guardian's phone: the child has none.
    Lent,
    /// Of age by now, and codes still go there.
    Grown,
}

impl Ward {
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::No => 0,
            Self::Own => 1,
            Self::Lent => 2,
            Self::Grown => 3,
        }
    }

    pub(crate) fn from_number(number: i64) -> Self {
        match number {
            0 => Self::No,
            1 => Self::Own,
            2 => Self::Lent,
            _ => Self::Grown,
        }
    }

    /// Do guardians look after it?
    #[must_use]
    pub fn is_child(self) -> bool {
        matches!(self, Self::Own | Self::Lent)
    }

    /// Is its phone a guardian's?
    #[must_use]
    pub fn is_lent(self) -> bool {
        matches!(self, Self::Lent | Self::Grown)
    }

    /// The same when the child is of age.
    #[must_use]
    pub fn grown(self) -> Self {
        match self.is_lent() {
            true => Self::Grown,
            false => Self::No,
        }
    }

    /// The same with a phone of its own.
    pub(crate) fn with_phone(self) -> Self {
        match self {
            Self::Lent => Self::Own,
            Self::Grown => Self::No,
            other => other,
        }
    }
}

impl State {
    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Blocked => "blocked",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }

    /// From the word in the store; an unknown word is blocked.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "active" => Self::Active,
            "locked" => Self::Locked,
            "suspended" => Self::Suspended,
            "closed" => Self::Closed,
            _ => Self::Blocked,
        }
    }
}

/// An account, without the person.
#[derive(Debug, Clone)]
pub struct Account {
    /// Id inside the program.
    pub id: Uuid,
    /// Unique number that people see and say, e.g. `1234-5678-9012` (S1-144).
    pub number: String,
    /// Level.
    pub level: Level,
    /// How identity was confirmed, e.g. `in_person` (C6: kept apart from the level).
    pub method: Option<String>,
    /// Since when the level.
    pub level_at: Option<Timestamp>,
    /// May it be used?
    pub state: State,
    /// Is it a child's?
    pub ward: Ward,
    /// Language of messages.
    pub lang: okno_web::Lang,
    /// What its owner wants to be told of, by what and when.
    pub choices: okno_notifications::Choices,
    /// Since when.
    pub created_at: Timestamp,
    /// Grows with every change; two changes at once do not overwrite each other.
    pub version: i64,
}

impl Account {
    /// Do guardians look after it? Until the child is of age, or has confirmed its identity
    /// by a passport of its own.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        self.ward.is_child() && self.level < Level::Confirmed
    }
}

/// Russian passport (S1-001…003).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// Series and number.
    pub number: PassportNumber,
    /// Issued by.
    pub issued_by: String,
    /// Issued on.
    pub issued_on: DocDate,
    /// «Код подразделения» (C8).
    pub division: DivisionCode,
}

/// The person behind an account. Always sealed in the store; `Debug` shows nothing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Surname.
    pub surname: NamePart,
    /// Given name.
    pub given: NamePart,
    /// Patronymic, where there is one.
    pub patronymic: Option<NamePart>,
    /// Mobile phone, confirmed by code.
    pub phone: Phone,
    /// E-mail, confirmed by code.
    pub email: Email,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// Birth place.
    pub birth_place: Option<String>,
    /// Citizenship.
    pub citizenship: Option<Citizenship>,
    /// Passport.
    pub passport: Option<Passport>,
    /// SNILS.
    pub snils: Option<Snils>,
    /// INN, if any (S1-016).
    pub inn: Option<Inn>,
    /// Registered address.
    pub address: Option<Address>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

impl Person {
    /// «Сафина Амина Рашидовна».
    #[must_use]
    pub fn full_name(&self) -> String {
        let mut name = format!("{} {}", self.surname.shown(), self.given.shown());
        if let Some(patronymic) = &self.patronymic {
            name.push(' ');
            name.push_str(&patronymic.shown());
        }
        name
    }

    /// «Safina Amina Rashidovna», as in a passport for travelling abroad (S1-048, C10).
    #[must_use]
    pub fn latin_name(&self) -> String {
        let parts = [
            Some(&self.surname),
            Some(&self.given),
            self.patronymic.as_ref(),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().map(NamePart::latin).collect();
        parts.join(" ")
    }

    /// The same with the contacts of another, which a person may have changed since.
    #[must_use]
    pub(crate) fn with_contacts(&self, other: &Self) -> Self {
        Self {
            surname: other.surname.clone(),
            given: other.given.clone(),
            patronymic: other.patronymic.clone(),
            phone: other.phone.clone(),
            email: other.email.clone(),
            ..self.clone()
        }
    }

    /// «Амина С.», for the header.
    #[must_use]
    pub fn short_name(&self) -> String {
        format!("{} {}", self.given.shown(), self.surname.initial())
    }

    /// «Сафина А. Р.», for the lists of officials: enough to call somebody in.
    #[must_use]
    pub fn listed(&self) -> String {
        let mut name = format!("{}\u{a0}{}", self.surname.shown(), self.given.initial());
        if let Some(patronymic) = &self.patronymic {
            name.push('\u{a0}');
            name.push_str(&patronymic.initial());
        }
        name
    }

    /// To speak to: «Амина Рашидовна», and in English «Amina».
    #[must_use]
    pub fn called_in(&self, lang: okno_web::Lang) -> String {
        match lang {
            okno_web::Lang::Ru => self.called(),
            okno_web::Lang::En => self.given.latin(),
        }
    }

    /// «Амина Рашидовна», to speak to.
    #[must_use]
    pub fn called(&self) -> String {
        match &self.patronymic {
            Some(patronymic) => format!("{} {}", self.given.shown(), patronymic.shown()),
            None => self.given.shown(),
        }
    }

    /// Younger than a passport: it is given from fourteen on. Nobody of whom no birth date
    /// is known.
    #[must_use]
    pub fn is_under_14(&self, today: jiff::civil::Date) -> bool {
        let born = self.birth_date.as_ref();
        born.is_some_and(|born| born.age_on(today) < 14)
    }

    /// Is everything there that the standard level needs (S2-17, S3-07)?
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.sex.is_some()
            && self.birth_date.is_some()
            && self.citizenship.is_some()
            && self.passport.is_some()
            && self.snils.is_some()
            && self.address.is_some()
    }
}

/// An official.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Id.
    pub id: Uuid,
    /// Name and login, sealed in the store.
    pub person: StaffPerson,
    /// Agency or centre.
    pub unit: String,
    /// Roles in force now, words of [`crate::grants::ROLES`].
    pub roles: Vec<String>,
    /// May the account be used?
    pub state: StaffState,
    /// Has the second factor been set up?
    pub has_totp: bool,
}

impl Staff {
    /// May the account be used?
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state == StaffState::Active
    }
}

/// How the account of an official stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffState {
    /// Has not set a password yet.
    Invited,
    /// In use.
    Active,
    /// Does not work here any more.
    Closed,
}

impl StaffState {
    /// The word in the store and of its texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }

    /// From the word in the store; an unknown word is closed.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "active" => Self::Active,
            "invited" => Self::Invited,
            _ => Self::Closed,
        }
    }
}

/// The name of an official.
#[derive(Clone, Serialize, Deserialize)]
pub struct StaffPerson {
    /// Login.
    pub login: String,
    /// «Хакимов Ильдар Маратович».
    pub name: String,
    /// Where they work, as shown: «Центр на Соборной».
    pub place: String,
    /// Where to write to them, where that is known: of emergencies, of the end of a role.
    #[serde(default)]
    pub email: Option<Email>,
}

impl std::fmt::Debug for StaffPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffPerson(…)")
    }
}

impl StaffPerson {
    /// «Хакимов И. М.»
    #[must_use]
    pub fn short_name(&self) -> String {
        let mut parts = self.name.split_whitespace();
        let mut short = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            if let Some(letter) = part.chars().next() {
                short.push('\u{a0}');
                short.push(letter);
                short.push('.');
            }
        }
        short
    }
}
