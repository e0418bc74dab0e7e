//! Passwords that are guessed first: common, leaked and personal ones (OWASP ASVS 5, 6.2.4
//! and 6.2.11; NIST SP 800-63B, 3.1.1.2).
//!
//! A password needs at least [`ENOUGH`] guesses by the count of zxcvbn, to which our own
//! Russian words are handed in Cyrillic, in Latin letters and on the other keyboard
//! layout. That is its third step of four: five wrong passwords in a quarter of an hour
//! make 175,000 guesses a year, so that a password like this holds for centuries at the
//! door; the cost of argon2 stands behind it when the hashes are stolen. Eight characters
//! that follow no pattern are just enough, as S1-064 allows eight.
//!
//! zxcvbn is generous to a word with a tail («Солнышко-2026!»), so these are refused by
//! a rule of ours. What belongs to the person is refused wherever it stands. Nothing goes
//! over the network, and no refusal repeats the password or a part of it.

mod personal;
mod typed;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use zxcvbn::matching::patterns::MatchPattern;
use zxcvbn::{Entropy, zxcvbn};

pub(crate) use personal::Clues;
use typed::{folded, latin, on_english, on_russian};

/// Fewest guesses of a password that is taken.
pub(crate) const ENOUGH: u64 = 100_000_000;

/// A stem that takes fewer is a common word.
const STEM: u64 = 10_000;

/// So many digits and signs around a common word hide nothing.
const TAIL: usize = 6;

/// So many characters are judged: the time that substitutions («P@ssw0rd») take grows with
/// the square of the length, and no password of this length is guessed by what follows.
const JUDGED: usize = 24;

/// «Окно», the portal's name.
const PORTAL: &str = "окно";

/// Keys side by side, on either layout.
const ROWS: [&str; 20] = [
    "qwerty",
    "qwertyu",
    "qwertyuiop",
    "qwertyuiop[]",
    "asdf",
    "asdfg",
    "asdfgh",
    "asdfghj",
    "asdfghjkl",
    "asdfghjkl;'",
    "zxcvb",
    "zxcvbn",
    "zxcvbnm",
    "zxcvbnm,.",
    "qazwsx",
    "qazwsxedc",
    "qweasd",
    "qweasdzxc",
    "qweqwe",
    "asdasd",
];

/// Why a password is guessed early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Reason {
    Leaked,
    Word,
    /// A Russian word on the English layout or the other way round.
    Layout,
    /// A Russian word in Latin letters.
    Latin,
    /// Keys that lie side by side.
    Row,
    /// «aaaa», «абаб».
    Repeat,
    /// «1234», «abcd».
    Sequence,
    Date,
    Portal,
    /// Nothing that has a name: too few signs that cannot be foreseen.
    Simple,
    /// From here on: what the password has of the person.
    Surname,
    Given,
    Patronymic,
    BirthDate,
    Phone,
    Email,
    Snils,
    Papers,
}

impl Reason {
    /// The message that says so.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Leaked => "accounts-password-guessed-leaked",
            Self::Word => "accounts-password-guessed-word",
            Self::Layout => "accounts-password-guessed-layout",
            Self::Latin => "accounts-password-guessed-latin",
            Self::Row => "accounts-password-guessed-row",
            Self::Repeat => "accounts-password-guessed-repeat",
            Self::Sequence => "accounts-password-guessed-sequence",
            Self::Date => "accounts-password-guessed-date",
            Self::Portal => "accounts-password-guessed-portal",
            Self::Simple => "accounts-password-guessed-simple",
            Self::Surname => "accounts-password-has-surname",
            Self::Given => "accounts-password-has-given",
            Self::Patronymic => "accounts-password-has-patronymic",
            Self::BirthDate => "accounts-password-has-birth-date",
            Self::Phone => "accounts-password-has-phone",
            Self::Email => "accounts-password-has-email",
            Self::Snils => "accounts-password-has-snils",
            Self::Papers => "accounts-password-has-papers",
        }
    }
}

/// Our own words in every form, the likeliest first.
struct Known {
    forms: Vec<String>,
    reasons: HashMap<String, Reason>,
    leaked: HashSet<&'static str>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known {
        forms: Vec::new(),
        reasons: HashMap::new(),
        leaked: include_str!("leaked.txt").lines().collect(),
    };
    let mut learn = |form: String, reason: Reason| {
        if !known.reasons.contains_key(&form) {
            known.forms.push(form.clone());
            known.reasons.insert(form, reason);
        }
    };
    for row in ROWS {
        learn(row.to_owned(), Reason::Row);
        learn(folded(&on_russian(row)), Reason::Row);
    }
    for word in std::iter::once(PORTAL).chain(include_str!("words.txt").lines()) {
        let (word, portal) = (folded(word), word == PORTAL);
        let named = |reason| if portal { Reason::Portal } else { reason };
        learn(word.clone(), named(Reason::Word));
        learn(on_english(&word), named(Reason::Layout));
        for form in latin(&word) {
            learn(form, named(Reason::Latin));
        }
    }
    known
});

/// Why this password is not taken, if it is not. Milliseconds, so not on a thread that
/// serves.
pub(crate) fn reason(password: &str, clues: &Clues) -> Option<Reason> {
    let judged: String = password.chars().take(JUDGED).collect();
    let password = judged.as_str();
    let plain = folded(password);
    let typed = [
        plain.clone(),
        folded(&on_english(password)),
        folded(&on_russian(password)),
    ];
    if let Some(reason) = clues.found_in(&typed) {
        return Some(reason);
    }
    if KNOWN.leaked.contains(plain.as_str()) {
        return Some(Reason::Leaked);
    }
    let stem = typed.iter().enumerate().find_map(|(at, typed)| {
        let reason = stem_reason(typed)?;
        Some(match reason {
            Reason::Word if at > 0 => Reason::Layout,
            reason => reason,
        })
    });
    stem.or_else(|| {
        let known: Vec<&str> = KNOWN.forms.iter().map(String::as_str).collect();
        let english = on_english(password);
        let other = (english != password).then_some(english);
        let views = std::iter::once(password.to_owned()).chain(other);
        views
            .map(|view| zxcvbn(&view, &known))
            .find(|found| found.guesses() < ENOUGH)
            .map(|found| named(&found))
    })
}

/// A common word, or a row of keys, with a few digits and signs at its ends.
fn stem_reason(typed: &str) -> Option<Reason> {
    let stem = typed.trim_matches(|c: char| !c.is_alphabetic());
    let tail: String = typed.replacen(stem, "", 1);
    let digits: String = tail.chars().filter(char::is_ascii_digit).collect();
    if tail.chars().count() > TAIL && !is_date(&digits) {
        return None;
    }
    if let Some(reason) = KNOWN.reasons.get(stem) {
        return Some(*reason);
    }
    let found = zxcvbn(stem, &[]);
    (!stem.is_empty() && found.guesses() < STEM).then(|| named(&found))
}

/// Eight digits of a day, in either order.
fn is_date(digits: &str) -> bool {
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse().ok());
    let is = |year: Option<i16>, month: Option<i8>, day: Option<i8>| match (year, month, day) {
        (Some(year), Some(month), Some(day)) => {
            (1900..2100).contains(&year) && jiff::civil::Date::new(year, month, day).is_ok()
        }
        _ => false,
    };
    let small = |from: usize| digits.get(from..from + 2).and_then(|d| d.parse().ok());
    digits.len() == 8
        && (is(number(4, 8), small(2), small(0)) || is(number(0, 4), small(4), small(6)))
}

/// What the longest of the patterns is.
fn named(found: &Entropy) -> Reason {
    let longest = found
        .sequence()
        .iter()
        .filter(|part| part.pattern != MatchPattern::BruteForce)
        .max_by_key(|part| part.token.chars().count());
    let Some(longest) = longest else {
        return Reason::Simple;
    };
    match &longest.pattern {
        MatchPattern::Dictionary(word) => {
            let ours = KNOWN.reasons.get(&folded(&word.matched_word));
            ours.copied().unwrap_or(Reason::Word)
        }
        MatchPattern::Spatial(_) => Reason::Row,
        MatchPattern::Repeat(_) => Reason::Repeat,
        MatchPattern::Sequence(_) => Reason::Sequence,
        MatchPattern::Regex(_) | MatchPattern::Date(_) => Reason::Date,
        MatchPattern::BruteForce => Reason::Simple,
    }
}

#[cfg(test)]
mod tests {
    use okno_requisites::{BirthDate, Email, NamePart, Phone, Snils};

    use super::*;
    use crate::model::Person;

    fn person() -> Person {
        Person {
            surname: NamePart::parse("Щукина").unwrap(),
            given: NamePart::parse("Юлия").unwrap(),
            patronymic: Some(NamePart::parse("Рашидовна").unwrap()),
            phone: Phone::parse("+79005550148").unwrap(),
            email: Email::parse("kashtan.87@pochta.example").unwrap(),
            sex: None,
            birth_date: Some(BirthDate::parse("14.03.1987").unwrap()),
            birth_place: None,
            citizenship: None,
            passport: None,
            snils: Some(Snils::with_control(112_233_445).unwrap()),
            inn: None,
            address: None,
        }
    }

    fn refused(cases: &[(&str, Reason)]) {
        let clues = Clues::of(&person());
        let other: Vec<_> = cases
            .iter()
            .map(|(password, expected)| (*password, reason(password, &clues), Some(*expected)))
            .filter(|(_, found, expected)| found != expected)
            .collect();
        assert!(other.is_empty(), "found and expected: {other:#?}");
    }

    #[test]
    fn common_and_leaked_passwords_are_refused_by_name() {
        refused(&[
            ("Пароль1!", Reason::Word),
            ("Пароль-2026!", Reason::Word),
            ("Солнышко-2026!", Reason::Word),
            ("Ёлка!2026", Reason::Word),
            ("Gfhjkm1!", Reason::Layout),
            ("Gfhjkm-2026!", Reason::Layout),
            ("[jhjiJ12!", Reason::Layout),
            ("Зфыыцщкв1!", Reason::Layout),
            ("Parol-2026!", Reason::Latin),
            ("Solnyshko1!", Reason::Latin),
            ("Lyubov123!", Reason::Latin),
            ("Dragon-2026!", Reason::Word),
            ("P@ssw0rd1!", Reason::Leaked),
            ("Qwerty123!", Reason::Leaked),
            ("Йцукен-123!", Reason::Row),
            ("Фывапролджэ1!", Reason::Row),
            ("Asdfghjkl;1!", Reason::Row),
            ("Ааааааа1!", Reason::Repeat),
            ("Слон14.03.1999!", Reason::Word),
            ("Okno-2026!", Reason::Portal),
            ("Окно-2026!", Reason::Portal),
            ("Jryj-2026!", Reason::Portal),
        ]);
    }

    #[test]
    fn a_password_with_something_of_the_person_is_refused() {
        refused(&[
            ("Юлия*гуляет7в", Reason::Given),
            ("Yuliya*gulyaeT7", Reason::Given),
            ("Iuliia*gulyaeT7", Reason::Given),
            ("Щукина*гуляет7", Reason::Surname),
            ("Schukina*gulyaeT7", Reason::Surname),
            ("Oerbyf*ваза-Т7", Reason::Surname),
            ("Рашидовна7*ваза", Reason::Patronymic),
            ("Ваза-14.03.87*ток", Reason::BirthDate),
            ("Ваза19870314*ток", Reason::BirthDate),
            ("Ваза-1987*тукан", Reason::BirthDate),
            ("Ваза*5550148тук", Reason::Phone),
            ("Kashtan*вазатук7", Reason::Email),
            ("Ваза*112-233-445", Reason::Snils),
        ]);
    }

    #[test]
    fn good_passwords_are_taken() {
        let clues = Clues::of(&person());
        let good = [
            "Слон-3гуляет!",
            "Слон-3гуляет!по*Ю",
            "Kasimov#7",
            "xK7!pQ2w",
            "Тукан-4бегут*",
            "Ваза*тукан-94йод",
        ];
        let refused: Vec<_> = good
            .iter()
            .map(|password| (*password, reason(password, &clues)))
            .filter(|(_, found)| found.is_some())
            .collect();
        assert!(refused.is_empty(), "{refused:#?}");
        // Digits of a number of which a part happens to be typed.
        assert_eq!(reason("Ваза-9005*тукан", &clues), None);
    }

    #[test]
    fn the_longest_password_is_judged_in_bounded_time() {
        let clues = Clues::of(&person());
        let hard: [String; 4] = [
            "4@8({[<369&#!1/|0$5+7%2".repeat(6),
            "Aa1!".repeat(32),
            "пароль".repeat(21),
            "1a2b3c4d".repeat(16),
        ];
        for password in hard {
            let password: String = password.chars().take(128).collect();
            let begun = std::time::Instant::now();
            let _ = reason(&password, &clues);
            assert!(begun.elapsed() < std::time::Duration::from_secs(10));
        }
    }

    #[test]
    fn every_reason_has_its_words() {
        let words = include_str!("../../locales/ru.ftl");
        let clues = Clues::of(&person());
        assert!(clues.found_in(&[String::new()]).is_none());
        for reason in [
            Reason::Leaked,
            Reason::Word,
            Reason::Layout,
            Reason::Latin,
            Reason::Row,
            Reason::Repeat,
            Reason::Sequence,
            Reason::Date,
            Reason::Portal,
            Reason::Simple,
            Reason::Surname,
            Reason::Given,
            Reason::Patronymic,
            Reason::BirthDate,
            Reason::Phone,
            Reason::Email,
            Reason::Snils,
            Reason::Papers,
        ] {
            assert!(words.contains(&format!("\n{} = ", reason.text())));
        }
    }
}
