//! State registries: МВД (passports), СФР (insurance numbers), ФНС (taxpayer
//! numbers), ФИАС (addresses).

use std::collections::BTreeMap;

use okno_requisites::{
    Address, BirthDate, DivisionCode, DocDate, Inn, NamePart, PassportNumber, Postcode, Snils,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::http::Call;
use crate::line::Line;
use crate::{GatewayError, Gateways};

/// Who is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Surname.
    pub surname: NamePart,
    /// Given name.
    pub name: NamePart,
    /// Patronymic, if there is one.
    pub patronymic: Option<NamePart>,
    /// Date of birth.
    pub birth_date: BirthDate,
}

/// Is this the passport of this person, and is it valid?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassportQuestion {
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// Series and number.
    pub passport_number: PassportNumber,
    /// Date of issue.
    pub passport_issued_on: DocDate,
    /// Code of the division.
    pub division_code: DivisionCode,
}

/// Is this the insurance number of this person?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnilsQuestion {
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// The number.
    pub snils: Snils,
}

/// Is this the taxpayer number of this person?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InnQuestion {
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// The number.
    pub inn: Inn,
}

/// A registry that keeps documents of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeper {
    /// МВД: passports for travelling, driving licences, vehicles.
    Mvd,
    /// ФОМС: policies of health insurance.
    Foms,
    /// ЗАГС: births and marriages.
    Zags,
}

/// Is this a document of this person, and is it valid?
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentQuestion<'a> {
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// Which kind of document, a word agreed on with the registry.
    pub kind: &'a str,
    /// What stands in it, by the names of the fields; dates `ДД.ММ.ГГГГ`.
    pub fields: &'a BTreeMap<String, String>,
}

/// Is this the record of a child's birth, and is this person named in it as the parent?
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BirthQuestion<'a> {
    /// The child.
    pub child: Person,
    /// Who says that they are the parent.
    pub parent: Person,
    /// `mother` or `father`.
    pub relation: &'a str,
    /// What else stands in the certificate, by the names of the fields; dates
    /// `ДД.ММ.ГГГГ`.
    pub fields: &'a BTreeMap<String, String>,
}

/// Is there such a house? Nothing is said of who lives there, nor of the flat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressQuestion<'a> {
    region: &'a str,
    district: Option<&'a str>,
    city: &'a str,
    street: Option<&'a str>,
    house: &'a str,
    postcode: Option<&'a str>,
}

impl<'a> From<&'a Address> for AddressQuestion<'a> {
    fn from(address: &'a Address) -> Self {
        Self {
            region: &address.region,
            district: address.district.as_deref(),
            city: &address.city,
            street: address.street.as_deref(),
            house: &address.house,
            postcode: address.postcode.as_deref(),
        }
    }
}

/// A house that the address registry knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    /// Its number there (`OBJECTGUID` of ГАР), 36 characters.
    pub object_id: String,
    /// Its postcode, where the registry has one.
    pub postcode: Option<Postcode>,
}

/// How somebody stands with the tax service (S1-019).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxpayer {
    /// Is the person on its register?
    pub registered: bool,
    /// Is there a taxpayer's cabinet that is in use?
    pub cabinet: bool,
}

/// How what was asked compares with the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All the same.
    Match,
    /// The record is there; some fields differ.
    Mismatch,
    /// No such record.
    NotFound,
}

/// What a registry answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryAnswer {
    /// The verdict.
    pub outcome: Outcome,
    /// Fields that differ: `surname`, `name`, `patronymic`, `birth_date`,
    /// `passport_number`, `passport_issued_on`, `division_code`, `snils`, `inn`; of an
    /// address the part that is not known: `region`, `city`, `street`, `house`, or
    /// `postcode` when it is another.
    pub mismatches: Vec<String>,
    /// Of a passport: `valid`, `lost`, `expired`, `invalid`.
    pub state: Option<String>,
    /// The taxpayer number found by [`Gateways::find_inn`], its control digits checked.
    pub inn: Option<String>,
    /// Of a taxpayer number that is right or was found.
    pub taxpayer: Option<Taxpayer>,
    /// The house found by [`Gateways::address`].
    pub house: Option<House>,
}

#[derive(Serialize)]
struct Question<'a, T> {
    request_id: &'a str,
    #[serde(flatten)]
    question: &'a T,
}

#[derive(Deserialize)]
struct Answer {
    outcome: Outcome,
    #[serde(default)]
    mismatches: Vec<Mismatch>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    inn: Option<String>,
    #[serde(default)]
    details: Value,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Mismatch {
    Named { field: String },
    Plain(String),
}

impl Answer {
    /// `state` and `inn` stand beside the outcome or among the details.
    fn detail(&self, own: Option<&String>, name: &str) -> Option<String> {
        own.cloned()
            .or_else(|| Some(self.details.get(name)?.as_str()?.to_owned()))
    }
}

/// Is it a number of the address registry: 36 characters, hexadecimal but for the dashes?
fn is_object_id(text: &str) -> bool {
    let dashes = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match byte {
            b'-' => dashes.contains(&at),
            byte => byte.is_ascii_hexdigit() && !dashes.contains(&at),
        })
}

impl Gateways {
    /// Asks МВД about a passport. The key is the request's: a repeat with the
    /// same key gets the same answer and counts once.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn passport(
        &self,
        question: &PassportQuestion,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        self.ask(&self.0.mvd, "/registries/mvd/passport", question, key)
            .await
    }

    /// Asks СФР about an insurance number.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn snils(
        &self,
        question: &SnilsQuestion,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        self.ask(&self.0.sfr, "/registries/sfr/snils", question, key)
            .await
    }

    /// Asks ФНС about a taxpayer number, and how the person stands there.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn inn(
        &self,
        question: &InnQuestion,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        self.ask(&self.0.fns, "/registries/fns/inn", question, key)
            .await
    }

    /// Asks ФНС for the taxpayer number of a person who gave none, by the passport.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn find_inn(
        &self,
        question: &PassportQuestion,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        self.ask(&self.0.fns, "/registries/fns/find", question, key)
            .await
    }

    /// Asks ФИАС whether there is such a house (S4-06, C13).
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn address(
        &self,
        question: &AddressQuestion<'_>,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        self.ask(&self.0.fias, "/registries/fias/address", question, key)
            .await
    }

    /// Asks the registry that keeps them about a document besides the passport (S2-18).
    /// Of the fields that differ the answer has the names.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn document(
        &self,
        keeper: Keeper,
        question: &DocumentQuestion<'_>,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        let (line, path) = match keeper {
            Keeper::Mvd => (&self.0.mvd, "/registries/mvd/document"),
            Keeper::Foms => (&self.0.foms, "/registries/foms/document"),
            Keeper::Zags => (&self.0.zags, "/registries/zags/document"),
        };
        self.ask(line, path, question, key).await
    }

    /// Asks ЗАГС about the record of a birth. Of what differs the answer has the names of
    /// the fields; `parent` when the person is not the one named.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn birth(
        &self,
        question: &BirthQuestion<'_>,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        self.ask(&self.0.zags, "/registries/zags/birth", question, key)
            .await
    }

    async fn ask(
        &self,
        line: &Line,
        path: &'static str,
        question: &impl Serialize,
        key: &str,
    ) -> Result<RegistryAnswer, GatewayError> {
        let inner = &self.0;
        let call = Call {
            client: &inner.http,
            system: line.name(),
            base: &inner.settings.registries_url,
            path,
            bearer: &inner.settings.registries_key,
            key,
            clock: inner.clock.as_ref(),
        };
        let question = Question {
            request_id: key,
            question,
        };
        line.call(async {
            let body = call.post(&question).await?;
            // The library's text could quote the body.
            let answer: Answer = serde_json::from_slice(&body)
                .map_err(|_| call.malformed("not the JSON agreed on"))?;
            let inn = match answer.detail(answer.inn.as_ref(), "inn") {
                Some(inn) => {
                    let inn = Inn::parse_person(&inn)
                        .map_err(|_| call.malformed("no taxpayer number"))?;
                    Some(inn.as_str().to_owned())
                }
                None => None,
            };
            let house = match answer.detail(None, "object_id") {
                Some(id) if !is_object_id(&id) => {
                    return Err(call.malformed("no number of a house"));
                }
                Some(object_id) => Some(House {
                    object_id,
                    postcode: answer
                        .detail(None, "postcode")
                        .and_then(|raw| Postcode::parse(&raw).ok()),
                }),
                None => None,
            };
            let flag = |name: &str| answer.details.get(name).and_then(Value::as_bool);
            let taxpayer = flag("registered").map(|registered| Taxpayer {
                registered,
                cabinet: flag("cabinet").unwrap_or_default(),
            });
            Ok(RegistryAnswer {
                house,
                taxpayer,
                outcome: answer.outcome,
                state: answer.detail(answer.state.as_ref(), "state"),
                inn,
                mismatches: answer
                    .mismatches
                    .into_iter()
                    .map(|(Mismatch::Named { field } | Mismatch::Plain(field))| field)
                    .collect(),
            })
        })
        .await
    }
}
