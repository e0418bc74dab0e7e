//! A closed account: what is left of it is its number, and the name where decided cases
//! and documents stay under it. Its phone, e-mail and SNILS are free again.

use okno_requisites::{Email, Flaw, NamePart, Phone};
use okno_store::{Actor, DbError, Entry, Tx, args};
use okno_web::Subject;
use okno_web::session::end_others;
use serde_json::json;
use uuid::Uuid;

use crate::model::{Account, Person};
use crate::secrets::Hashed;
use crate::{consents, glass};

okno_store::statements! {
    CLOSE = "update accounts set state = 'closed', level = 1, method = null, level_at = null, person = $2, password = $3, \
             phone_index = $4, email_index = $5, snils_index = null, steps = '', choices = '', version = version + 1 \
             where id = $1 and state <> 'closed'";
    DROP_APP = "delete from authenticators where id = $1";
    DROP_BACKUP = "delete from backup_codes where account = $1";
    DROP_DEVICES = "delete from devices where account = $1";
    DROP_GUARD = "delete from guards where id = $1";
    DROP_STEPS = "delete from first_steps where id = $1";
    DROP_KEYS = "delete from passkeys where owner = $1";
    DROP_PROFILE = "delete from profile_changes where account = $1";
    DROP_CONTACTS = "delete from contact_changes where account = $1";
    DROP_ACCESS = "delete from access_codes where account = $1";
    DROP_CODES = "delete from codes where subject = $1";
    DROP_RESERVE = "delete from reserve_phones where id = $1";
    DROP_RESERVE_CHANGE = "delete from reserve_changes where account = $1";
    DROP_QUESTIONS = "delete from security_questions where id = $1";
    DROP_RECOVERIES = "delete from recoveries where account = $1";
    DROP_NEWS = "delete from news_readers where account = $1";
    BLUR_LOOKS = "update looks set reason = null where owner = $1 and reason is not null";
}

/// What belongs to an account and goes with it.
const GOES: [&str; 16] = [
    DROP_APP,
    DROP_BACKUP,
    DROP_DEVICES,
    DROP_GUARD,
    DROP_STEPS,
    DROP_KEYS,
    DROP_PROFILE,
    DROP_CONTACTS,
    DROP_ACCESS,
    DROP_CODES,
    DROP_RESERVE,
    DROP_RESERVE_CHANGE,
    DROP_QUESTIONS,
    DROP_RECOVERIES,
    DROP_NEWS,
    BLUR_LOOKS,
];

/// Nobody: no message goes there, and no registration can take it.
fn husk(person: &Person, keeps_name: bool) -> Result<Person, Flaw> {
    let (surname, given, patronymic) = match keeps_name {
        true => (
            person.surname.clone(),
            person.given.clone(),
            person.patronymic.clone(),
        ),
        false => (
            NamePart::parse("Закрытая")?,
            NamePart::parse("Запись")?,
            None,
        ),
    };
    Ok(Person {
        surname,
        given,
        patronymic,
        phone: Phone::parse("+7 900 000-00-00")?,
        email: Email::parse("nobody@closed.invalid")?,
        sex: None,
        birth_date: None,
        birth_place: None,
        citizenship: None,
        passport: None,
        snils: None,
        inn: None,
        address: None,
    })
}

/// Closes an account that the transaction holds; the last step, when everything else has
/// been let go of. False when it is closed.
///
/// # Errors
/// Those of the store.
pub async fn close(
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    keeps_name: bool,
) -> Result<bool, DbError> {
    let id = account.id;
    let husk = husk(person, keeps_name)
        .map_err(|flaw| DbError::Other(format!("a husk of an account: {}", flaw.code)))?;
    let sealed = tx.seal("accounts", "person", id, &husk);
    let password = tx.seal("accounts", "password", id, &Hashed::none());
    // Indexes are unique; these are nobody's.
    let chance = tx.db().clone();
    let nobody = || chance.chance().bytes::<32>().to_vec();
    let row = args![id, sealed, password, nobody(), nobody()];
    if tx.exec(CLOSE, row).await? == 0 {
        return Ok(false);
    }
    for sql in GOES {
        tx.exec(sql, args![id]).await?;
    }
    glass::blur(tx, id).await?;
    consents::close(tx, id).await?;
    end_others(tx, Subject::Citizen(id), Uuid::nil()).await?;
    let entry = Entry::new(Actor::System, "account.closed", "account", id).owner(id);
    tx.journal(entry.detail(json!({ "name_stays": keeps_name })))
        .await?;
    tx.announce(id);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_husk_can_be_made() {
        assert!(Phone::parse("+7 900 000-00-00").is_ok());
        assert!(Email::parse("nobody@closed.invalid").is_ok());
        assert!(NamePart::parse("Закрытая").is_ok() && NamePart::parse("Запись").is_ok());
    }
}
