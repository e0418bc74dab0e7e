//! What the registries are asked.

use okno_accounts::Person;
use okno_gateways::{GatewayError, InnQuestion, PassportQuestion, RegistryAnswer, SnilsQuestion};

use crate::Proofing;
use crate::model::Kind;

/// Puts the question of a check to its registry; `None` when the person has not given
/// what it covers.
pub(crate) async fn question(
    proofing: &Proofing,
    kind: Kind,
    person: &Person,
    key: &str,
) -> Option<Result<RegistryAnswer, GatewayError>> {
    let gateways = &proofing.gateways;
    if kind == Kind::Address {
        let address = person.address.as_ref()?;
        return Some(gateways.address(&address.into(), key).await);
    }
    let asked = okno_gateways::Person {
        surname: person.surname.clone(),
        name: person.given.clone(),
        patronymic: person.patronymic.clone(),
        birth_date: person.birth_date.clone()?,
    };
    Some(match kind {
        Kind::Passport | Kind::InnSearch => {
            let passport = person.passport.as_ref()?;
            let question = PassportQuestion {
                person: asked,
                passport_number: passport.number.clone(),
                passport_issued_on: passport.issued_on.clone(),
                division_code: passport.division.clone(),
            };
            match kind {
                Kind::InnSearch => gateways.find_inn(&question, key).await,
                _ => gateways.passport(&question, key).await,
            }
        }
        Kind::Snils => {
            let snils = person.snils.clone()?;
            gateways
                .snils(
                    &SnilsQuestion {
                        person: asked,
                        snils,
                    },
                    key,
                )
                .await
        }
        Kind::Inn => {
            let inn = person.inn.clone()?;
            gateways.inn(&InnQuestion { person: asked, inn }, key).await
        }
        Kind::Address => return None,
    })
}
