//! The stand's authority and what it issued.

use jiff::{SignedDuration, Timestamp};
use okno_signature::{Certificate, List, Refusal, Trust, verify};
use okno_stand::authority::{Algorithm, Authority, Issued, Kind, Subject};

pub const TEXT: &[u8] = "Окно: подтверждаю личность 7Q2M\n".as_bytes();
pub const DAY: SignedDuration = SignedDuration::from_hours(24);

pub fn now() -> Timestamp {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

pub fn subject() -> Subject {
    Subject {
        surname: "Соловьёва-Ким".to_owned(),
        given: "Анна Сергеевна".to_owned(),
        snils: "11223344595".to_owned(),
        inn: "500100732259".to_owned(),
    }
}

pub struct House {
    pub authority: Authority,
    pub trust: Trust,
}

impl House {
    pub fn build() -> Self {
        let authority = Authority::new().unwrap();
        let trust = Trust::parse(authority.roots().unwrap().as_bytes());
        assert!(!trust.is_empty());
        Self { authority, trust }
    }

    pub fn issue(&self, algorithm: Algorithm, kind: Kind) -> (Issued, Certificate) {
        let issued = self.authority.issue(&subject(), algorithm, kind).unwrap();
        let certificate = Certificate::read(&issued.certificate).unwrap();
        (issued, certificate)
    }

    pub fn lists(&self) -> Vec<List> {
        ["rsa", "gost"]
            .into_iter()
            .filter(|house| *house == "rsa" || self.authority.has_gost())
            .map(|house| List::read(&self.authority.list(house, false).unwrap(), now()).unwrap())
            .collect()
    }

    pub fn check(&self, certificate: &Certificate) -> Result<(), Refusal> {
        self.trust.check(certificate, &self.lists(), DAY, now())
    }

    /// Those kinds of keys that are here.
    pub fn algorithms(&self) -> Vec<Algorithm> {
        let gost = self.authority.has_gost() && okno_signature::has_gost();
        let all = Algorithm::ALL.into_iter();
        all.filter(|a| gost || matches!(a, Algorithm::Rsa | Algorithm::Ecdsa))
            .collect()
    }
}

pub fn signed(house: &House, issued: &Issued, certificate: &Certificate) -> Vec<u8> {
    let signature = house.authority.sign(issued, TEXT).unwrap();
    verify(TEXT, certificate, &signature).unwrap();
    signature
}
