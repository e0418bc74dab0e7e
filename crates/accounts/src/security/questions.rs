//! Security questions (S4-14): they help in a recovery beside a code and open nothing alone.
//!
//! Answers are kept as passwords are, argon2id with a salt of its own each, and are never
//! shown again. How they are typed does not matter: capitals, «ё», spaces and signs are
//! looked over.

use jiff::SignedDuration;
use okno_requisites::password;
use okno_store::{Db, DbError, Limit, Tx, args};
use okno_web::{Fault, Lang, Portal, Visitor};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::guessing::Clues;
use crate::secrets::{Hashed, Hasher};

okno_store::statements! {
    FIND = "select asked from security_questions where id = $1";
    IS_SET = "select count(*) as n from security_questions where id = $1";
    PUT = "insert into security_questions (id, asked, since) values ($1, $2, $3) \
           on conflict (id) do update set asked = excluded.asked, since = excluded.since";
    DROP = "delete from security_questions where id = $1";
}

/// So many questions are set.
pub(crate) const COUNT: usize = 3;
/// So many right answers are enough: one is forgotten easily.
pub(crate) const ENOUGH: usize = 2;
/// Questions to choose from: `accounts-question-1` and on.
pub(crate) const LISTED: u8 = 8;
/// Fewest letters and digits of an answer.
pub(crate) const SHORTEST: usize = 3;
/// Longest question and answer, characters.
pub(crate) const LONGEST: usize = 120;

/// Wrong answers of one account; after the last one nobody is asked for a day.
pub(crate) const WRONG: Limit = Limit {
    name: "recovery.answers",
    max: 5,
    per: SignedDuration::from_hours(24),
};

/// What is tried first.
const COMMON: [&str; 20] = [
    "нет",
    "незнаю",
    "непомню",
    "забыл",
    "забыла",
    "ответ",
    "секрет",
    "пароль",
    "мама",
    "папа",
    "123",
    "1234",
    "12345",
    "123456",
    "12345678",
    "qwerty",
    "йцукен",
    "yes",
    "none",
    "password",
];

/// A question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Question {
    /// By its number in the list.
    Listed(u8),
    /// In the owner's words.
    Own(String),
}

impl Question {
    pub(crate) fn shown(&self, visitor: &Visitor) -> String {
        self.told(visitor.portal(), visitor.lang())
    }

    /// In a language, where there is no visitor.
    pub(crate) fn told(&self, portal: &Portal, lang: Lang) -> String {
        match self {
            Self::Listed(number) => portal
                .words()
                .t(lang, &format!("accounts-question-{number}")),
            Self::Own(words) => words.clone(),
        }
    }
}

/// A question with what its answer is known by.
#[derive(Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) question: Question,
    answer: Hashed,
}

/// An answer, or a question, as far as it counts.
pub(crate) fn normal(text: &str) -> String {
    let small = password::normal(text).to_lowercase().replace('ё', "е");
    small
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect()
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    Short,
    /// It stands in the question.
    Question,
    /// It is tried first.
    Common,
    /// It belongs to the person: a name, the birth date, a number.
    Personal,
}

impl Flaw {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Short => "accounts-answer-short",
            Self::Question => "accounts-answer-question",
            Self::Common => "accounts-answer-common",
            Self::Personal => "accounts-answer-personal",
        }
    }
}

/// What is wrong with an answer to this question, if anything.
pub(crate) fn flaw(answer: &str, question: &str, clues: &Clues) -> Option<Flaw> {
    let whole = normal(answer);
    if whole.chars().count() < SHORTEST {
        return Some(Flaw::Short);
    }
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|sign: char| !sign.is_alphanumeric());
        parts.map(normal).filter(|word| !word.is_empty()).collect()
    };
    let (said, asked) = (words(answer), words(question));
    if said.iter().all(|word| asked.contains(word)) {
        return Some(Flaw::Question);
    }
    let mut signs = whole.chars();
    let first = signs.next();
    if COMMON.contains(&whole.as_str()) || signs.all(|sign| Some(sign) == first) {
        return Some(Flaw::Common);
    }
    let plain = password::normal(answer).to_lowercase().replace('ё', "е");
    clues.found_in(&[plain, whole]).map(|_| Flaw::Personal)
}

/// Makes what is kept of a question and its answer.
pub(crate) async fn made(
    hasher: &Hasher,
    db: &Db,
    question: Question,
    answer: &str,
) -> Result<Asked, Fault> {
    let answer = hasher.hash(&normal(answer), db.chance()).await?;
    Ok(Asked { question, answer })
}

/// Are enough of these answers right? All are looked at, whatever the first ones were.
pub(crate) async fn are_right(
    hasher: &Hasher,
    asked: &[Asked],
    given: &[&str],
) -> Result<bool, Fault> {
    let mut right = 0;
    for (one, answer) in asked.iter().zip(given) {
        if hasher.verify(&normal(answer), Some(&one.answer)).await? {
            right += 1;
        }
    }
    Ok(right >= ENOUGH)
}

/// The questions of an account, if any are set.
pub(crate) async fn find(db: &Db, account: Uuid) -> Result<Option<Vec<Asked>>, DbError> {
    let Some(row) = db.row(FIND, args![account]).await? else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.get("asked")?;
    db.unseal("security_questions", "asked", account, &sealed)
        .map(Some)
}

/// Are any set?
pub(crate) async fn are_set(db: &Db, account: Uuid) -> Result<bool, DbError> {
    let row = db.row(IS_SET, args![account]).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(n > 0)
}

/// The same in a transaction that has locked the account.
pub(crate) async fn are_set_locked(tx: &mut Tx, account: Uuid) -> Result<bool, DbError> {
    let row = tx.row(IS_SET, args![account]).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(n > 0)
}

/// Sets them in place of earlier ones.
pub(crate) async fn put(tx: &mut Tx, account: Uuid, asked: &[Asked]) -> Result<(), DbError> {
    let now = tx.now();
    let sealed = tx.seal("security_questions", "asked", account, &asked);
    tx.exec(PUT, args![account, sealed, now]).await.map(|_| ())
}

/// Forgets them; false when there were none.
pub(crate) async fn remove(tx: &mut Tx, account: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(DROP, args![account]).await? == 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use okno_requisites::{BirthDate, Email, NamePart, Phone};

    use super::*;
    use crate::model::Person;

    fn clues() -> Clues {
        Clues::of(&Person {
            surname: NamePart::parse("Сафина").unwrap(),
            given: NamePart::parse("Лев").unwrap(),
            patronymic: Some(NamePart::parse("Рашидович").unwrap()),
            phone: Phone::parse("+79005550148").unwrap(),
            email: Email::parse("kashtan@pochta.example").unwrap(),
            sex: None,
            birth_date: Some(BirthDate::parse("14.03.1987").unwrap()),
            birth_place: None,
            citizenship: None,
            passport: None,
            snils: None,
            inn: None,
            address: None,
        })
    }

    #[test]
    fn how_an_answer_is_typed_does_not_matter() {
        for typed in [
            "Ёжик в тумане",
            "ежик  в тумане.",
            "«ЕЖИК» — в тумане!",
            "е\u{308}жик в тумане",
        ] {
            assert_eq!(normal(typed), "ежиквтумане", "{typed}");
        }
        assert_eq!(normal("— !"), "");
    }

    #[test]
    fn answers_that_are_guessed_first_are_not_taken() {
        let (clues, question) = (clues(), "Какая книга запомнилась вам первой?");
        for (answer, expected) in [
            ("а", Some(Flaw::Short)),
            (" - - ", Some(Flaw::Short)),
            ("Книга", Some(Flaw::Question)),
            ("первой книга", Some(Flaw::Question)),
            ("Не знаю", Some(Flaw::Common)),
            ("яяяя", Some(Flaw::Common)),
            ("123456", Some(Flaw::Common)),
            ("Сафина", Some(Flaw::Personal)),
            ("лев", Some(Flaw::Personal)),
            ("Kashtan", Some(Flaw::Personal)),
            ("14.03.1987", Some(Flaw::Personal)),
            ("в 1987", Some(Flaw::Personal)),
            ("900 555-01-48", Some(Flaw::Personal)),
            ("Книга джунглей", None),
            ("Кот", None),
            ("Левша", None),
        ] {
            assert_eq!(flaw(answer, question, &clues), expected, "{answer}");
        }
    }
}
