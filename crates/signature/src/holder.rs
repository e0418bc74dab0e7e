//! Who holds a certificate, and whether it is the person of an account.

use jiff::Timestamp;
use okno_requisites::{Inn, Personal, Snils, same_name};
use openssl::asn1::Asn1Object;
use openssl::x509::X509Ref;

/// СНИЛС.
const SNILS: &str = "1.2.643.100.3";
/// ИНН.
const INN: &str = "1.2.643.3.131.1.1";
/// ИННЮЛ: of the organisation where there is one.
const INN_LEGAL: &str = "1.2.643.100.4";
const COMMON_NAME: &str = "2.5.4.3";
const SURNAME: &str = "2.5.4.4";
const GIVEN: &str = "2.5.4.42";

/// The person that a certificate names, as Russian qualified certificates do: `SN` is
/// the surname, `G` the name and the patronymic, СНИЛС and ИНН have attributes of
/// their own.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Surname.
    pub surname: Personal<String>,
    /// Name and patronymic.
    pub given: Personal<String>,
    /// СНИЛС, when it is there and its check digits are right.
    pub snils: Option<Personal<Snils>>,
    /// ИНН of the person.
    pub inn: Option<Personal<Inn>>,
}

/// What an account says of its person.
#[derive(Debug, Clone, Copy)]
pub struct Claimed<'a> {
    /// Surname.
    pub surname: &'a str,
    /// Name.
    pub given: &'a str,
    /// Patronymic.
    pub patronymic: Option<&'a str>,
    /// СНИЛС.
    pub snils: Option<&'a Snils>,
    /// ИНН.
    pub inn: Option<&'a Inn>,
}

/// What differs between a certificate and an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Surname.
    Surname,
    /// Name or patronymic.
    Given,
    /// СНИЛС differs.
    Snils,
    /// ИНН differs.
    Inn,
    /// The certificate has neither number of the account.
    NoNumber,
}

impl Field {
    /// A word for the journal and for the texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Surname => "surname",
            Self::Given => "given",
            Self::Snils => "snils",
            Self::Inn => "inn",
            Self::NoNumber => "no-number",
        }
    }
}

impl Holder {
    pub(crate) fn of(certificate: &X509Ref) -> Self {
        let value = |wanted: &str| {
            // Known objects are printed by name, unknown ones by number: both sides alike.
            let wanted = Asn1Object::from_str(wanted).ok()?.to_string();
            certificate
                .subject_name()
                .entries()
                .filter(|entry| entry.object().to_string() == wanted)
                .find_map(|entry| entry.data().to_string().ok())
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let common = value(COMMON_NAME).unwrap_or_default();
        let (first, rest) = common.split_once(' ').unwrap_or((&common, ""));
        let (surname, given) = match (value(SURNAME), value(GIVEN)) {
            (Some(surname), Some(given)) => (surname, given),
            _ => (first.to_owned(), rest.trim().to_owned()),
        };
        let inn = [INN, INN_LEGAL].into_iter().filter_map(value);
        Self {
            surname: surname.into(),
            given: given.into(),
            snils: value(SNILS)
                .and_then(|text| Snils::parse(&text).ok())
                .map(Personal::from),
            inn: inn
                .filter_map(|text| Inn::parse_person(&text).ok())
                .map(Personal::from)
                .next(),
        }
    }

    /// What differs from the account; empty when it is the same person. Names are
    /// compared without case, ё, hyphens and spaces. A number must agree wherever both
    /// sides have it, and one must be there.
    #[must_use]
    pub fn differences(&self, claimed: Claimed<'_>) -> Vec<Field> {
        let mut found = Vec::new();
        if !same_name(self.surname.reveal(), claimed.surname) {
            found.push(Field::Surname);
        }
        let given = match claimed.patronymic {
            Some(patronymic) => format!("{} {patronymic}", claimed.given),
            None => claimed.given.to_owned(),
        };
        if !same_name(self.given.reveal(), &given) {
            found.push(Field::Given);
        }
        let snils = self.snils.as_ref().map(Personal::reveal).zip(claimed.snils);
        let inn = self.inn.as_ref().map(Personal::reveal).zip(claimed.inn);
        if snils.is_some_and(|(a, b)| a != b) {
            found.push(Field::Snils);
        }
        if inn.is_some_and(|(a, b)| a != b) {
            found.push(Field::Inn);
        }
        if snils.is_none() && inn.is_none() {
            found.push(Field::NoNumber);
        }
        found
    }
}

/// A time of a certificate.
pub(crate) fn timestamp(time: &openssl::asn1::Asn1TimeRef) -> Option<Timestamp> {
    let epoch = openssl::asn1::Asn1Time::from_unix(0).ok()?;
    let gap = epoch.diff(time).ok()?;
    let seconds = i64::from(gap.days) * 86_400 + i64::from(gap.secs);
    Timestamp::from_second(seconds).ok()
}
