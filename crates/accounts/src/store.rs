//! SQL of accounts.

use std::collections::{BTreeMap, BTreeSet};

use okno_notifications::{Choices, Recipient};
use okno_store::{Actor, Arg, Db, DbError, Entry, Row, Tx, args};
use okno_web::{Fault, Lang, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::grants;
use crate::model::{Account, Level, Person, Staff, StaffPerson, StaffState, State, Ward};
use crate::secrets::Hashed;
use crate::security::Steps;

okno_store::statements! {
    INSERT = "insert into accounts (id, number, level, state, lang, person, password, phone_index, email_index, snils_index, created_at, version, ward) \
              values ($1, $2, 1, 'active', $3, $4, $5, $6, $7, $8, $9, 1, $10)";
    FIND = "select id, number, level, method, level_at, state, ward, lang, choices, person, created_at, version from accounts where id = $1";
    FIND_SEVERAL = "select id, number, level, method, level_at, state, ward, lang, choices, person, created_at, version from accounts \
                    where id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    FIND_LOCKED = "select id, number, level, method, level_at, state, ward, lang, choices, person, created_at, version from accounts where id = $1 @locked";
    BY_PHONE = "select id, password, state, level, steps from accounts where phone_index = $1";
    BY_EMAIL = "select id, password, state, level, steps from accounts where email_index = $1";
    ID_BY_PHONE = "select id from accounts where phone_index = $1";
    ID_BY_EMAIL = "select id from accounts where email_index = $1";
    ID_BY_SNILS = "select id from accounts where snils_index = $1";
    BY_SNILS = "select id, password, state, level, steps from accounts where snils_index = $1";
    SAVE_PERSON = "update accounts set person = $2, phone_index = $3, email_index = $4, snils_index = $5, version = version + 1 \
                   where id = $1 and version = $6";
    SET_LEVEL = "update accounts set level = $2, method = $3, level_at = $4, version = version + 1 where id = $1";
    SET_STATE = "update accounts set state = $3 where id = $1 and state = $2";
    SET_CHOICES = "update accounts set choices = $2 where id = $1";
    SET_PASSWORD = "update accounts set password = $2 where id = $1";
    RENEW = "update accounts set password = $2 where id = $1 and password = $3";
    STAFF_RENEW = "update staff set password = $2 where id = $1 and password = $3";
    COUNT = "select count(*) as n from accounts";
    STAFF_INSERT = "insert into staff (id, login_index, person, password, totp, totp_step, unit, roles, state, created_at) \
                    values ($1, $2, $3, $4, $5, 0, $6, $7, $9, $8)";
    STAFF_FIND = "select id, person, totp, unit, state from staff where id = $1";
    STAFF_LOCK = "select id from staff where id = $1 @locked";
    STAFF_LOGIN = "select id, password, state from staff where login_index = $1";
    STAFF_TOTP = "select totp, totp_step from staff where id = $1";
    STAFF_SET_TOTP = "update staff set totp = $2, totp_step = 0 where id = $1 and totp is null";
    STAFF_STEP = "update staff set totp_step = $2 where id = $1 and totp_step < $2";
    STAFF_AFTER = "select id, person, totp, unit, state from staff where id > $1 order by id limit $2";
    STAFF_SEVERAL = "select id, person, totp, unit, state from staff \
                     where id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    STAFF_SAVE = "update staff set person = $2 where id = $1";
    STAFF_STATE = "update staff set state = $3 where id = $1 and state = $2";
    STAFF_ENTER = "update staff set password = $2, state = 'active' where id = $1 and state <> 'closed'";
    STAFF_NO_TOTP = "update staff set totp = null, totp_step = 0 where id = $1";
}

fn index(db: &Db, kind: &str, value: &str) -> Vec<u8> {
    db.vault().index(&format!("accounts.{kind}"), value)
}

fn read(db: &Db, row: &Row) -> Result<(Account, Person), DbError> {
    let id: Uuid = row.get("id")?;
    let level: i64 = row.get("level")?;
    let sealed: Vec<u8> = row.get("person")?;
    let lang: String = row.get("lang")?;
    let state: String = row.get("state")?;
    let account = Account {
        id,
        number: row.get("number")?,
        level: Level::from_number(level).unwrap_or(Level::Simplified),
        method: row.get("method")?,
        level_at: row.get("level_at")?,
        state: State::from_word(&state),
        ward: Ward::from_number(row.get("ward")?),
        lang: Lang::from_code(&lang).unwrap_or_default(),
        choices: Choices::from_words(&row.get::<String>("choices")?),
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    };
    Ok((account, db.unseal("accounts", "person", id, &sealed)?))
}

/// An account and its person.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<(Account, Person)>, DbError> {
    db.row(FIND, args![id])
        .await?
        .map(|row| read(db, &row))
        .transpose()
}

/// Sixteen ids; what is left of them finds nobody.
pub(crate) fn sixteen(some: &[Uuid]) -> Vec<Arg> {
    let padded = some.iter().copied().chain(std::iter::repeat(Uuid::nil()));
    padded.take(16).map(Arg::from).collect()
}

/// Accounts with their persons, by id: those of a list, sixteen with one read.
pub async fn find_several(
    db: &Db,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, (Account, Person)>, DbError> {
    let ids: BTreeSet<Uuid> = ids.into_iter().collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut all = BTreeMap::new();
    for some in ids.chunks(16) {
        for row in db.rows(FIND_SEVERAL, sixteen(some)).await? {
            let found = read(db, &row)?;
            all.insert(found.0.id, found);
        }
    }
    Ok(all)
}

/// The citizen who asks: account and person, as they were when the request came.
///
/// # Errors
/// [`Fault`] when nobody is signed in, or an official.
pub fn holder(visitor: &Visitor) -> Result<&(Account, Person), Fault> {
    visitor.citizen()?;
    visitor
        .known()
        .ok_or_else(|| Fault::Internal("a citizen whom accounts do not know".to_owned()))
}

/// An account and its person, locked until the end of the transaction.
pub async fn find_locked(tx: &mut Tx, id: Uuid) -> Result<(Account, Person), DbError> {
    let row = tx
        .row(FIND_LOCKED, args![id])
        .await?
        .ok_or(DbError::Missing("account"))?;
    read(tx.db(), &row)
}

/// What sign-in needs to know.
pub(crate) struct Login {
    pub(crate) id: Uuid,
    pub(crate) password: Hashed,
    /// Where the password is, and as it was read there.
    kept: (&'static str, Vec<u8>),
    pub(crate) state: State,
    /// Of a citizen: the level and the ways of the second step.
    pub(crate) level: Level,
    pub(crate) steps: Steps,
}

fn login(db: &Db, table: &'static str, row: &Row) -> Result<Login, DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("password")?;
    let state: String = row.get("state")?;
    Ok(Login {
        id,
        password: db.unseal(table, "password", id, &sealed)?,
        kept: (table, sealed),
        state: State::from_word(&state),
        level: Level::Simplified,
        steps: Steps::default(),
    })
}

fn citizen_login(db: &Db, row: &Row) -> Result<Login, DbError> {
    let level: i64 = row.get("level")?;
    let steps: String = row.get("steps")?;
    Ok(Login {
        level: Level::from_number(level).unwrap_or(Level::Simplified),
        steps: Steps::from_words(&steps),
        ..login(db, "accounts", row)?
    })
}

/// Finds an account by what its owner signs in with: a phone, an e-mail or a
/// SNILS, in canonical form. `kind` is `phone`, `email`, `snils`.
pub(crate) async fn by_login(db: &Db, kind: &str, value: &str) -> Result<Option<Login>, DbError> {
    let sql = match kind {
        "phone" => BY_PHONE,
        "email" => BY_EMAIL,
        _ => BY_SNILS,
    };
    let row = db.row(sql, args![index(db, kind, value)]).await?;
    row.map(|row| citizen_login(db, &row)).transpose()
}

/// The account that a contact or a SNILS belongs to, in canonical form (an e-mail by its
/// key). `kind` is `phone`, `email`, `snils`.
pub async fn find_by(db: &Db, kind: &str, value: &str) -> Result<Option<Uuid>, DbError> {
    // Only the id: to open what is sealed would take longer for accounts that are there.
    let sql = match kind {
        "phone" => ID_BY_PHONE,
        "email" => ID_BY_EMAIL,
        _ => ID_BY_SNILS,
    };
    let row = db.row(sql, args![index(db, kind, value)]).await?;
    row.map(|row| row.get("id")).transpose()
}

/// Makes an account. [`DbError::Taken`] when the phone, e-mail or SNILS
/// belongs to another one.
pub async fn create(
    tx: &mut Tx,
    person: &Person,
    password: &Hashed,
    lang: Lang,
) -> Result<Account, DbError> {
    create_ward(tx, person, password, lang, Ward::No).await
}

/// By what an account is found by its phone. One that is lent finds its owner only.
fn phone_index(db: &Db, (id, ward): (Uuid, Ward), person: &Person) -> Vec<u8> {
    match ward {
        ward if ward.is_lent() => index(db, "phone.lent", &id.to_string()),
        _ => index(db, "phone", person.phone.as_str()),
    }
}

/// The same for an account that may be a child's.
pub(crate) async fn create_ward(
    tx: &mut Tx,
    person: &Person,
    password: &Hashed,
    lang: Lang,
    ward: Ward,
) -> Result<Account, DbError> {
    let id = tx.new_id();
    let digits = tx.db().chance().digits(12);
    let number = format!("{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..]);
    let db = tx.db().clone();
    let now = tx.now();
    let sealed = tx.seal("accounts", "person", id, person);
    let secret = tx.seal("accounts", "password", id, password);
    tx.exec(
        INSERT,
        args![
            id,
            &number,
            lang.code(),
            sealed,
            secret,
            phone_index(&db, (id, ward), person),
            index(&db, "email", &person.email.key()),
            person
                .snils
                .as_ref()
                .map(|s| index(&db, "snils", s.as_str())),
            now,
            i64::from(ward.number())
        ],
    )
    .await?;
    Ok(Account {
        id,
        number,
        level: Level::Simplified,
        method: None,
        level_at: None,
        state: State::Active,
        ward,
        lang,
        choices: Choices::default(),
        created_at: now,
        version: 1,
    })
}

/// Writes the person back. [`DbError::Conflict`] when somebody was faster
/// ([`Account::version`]), [`DbError::Taken`] when a contact or the SNILS
/// belongs to another account.
pub async fn save_person(tx: &mut Tx, account: &Account, person: &Person) -> Result<(), DbError> {
    let db = tx.db().clone();
    let sealed = tx.seal("accounts", "person", account.id, person);
    let changed = tx
        .exec(
            SAVE_PERSON,
            args![
                account.id,
                sealed,
                phone_index(&db, (account.id, account.ward), person),
                index(&db, "email", &person.email.key()),
                person
                    .snils
                    .as_ref()
                    .map(|s| index(&db, "snils", s.as_str())),
                account.version
            ],
        )
        .await?;
    if changed == 0 {
        return Err(DbError::Conflict);
    }
    tx.announce(account.id);
    Ok(())
}

/// Sets the level and how it was reached; a line of the journal.
pub async fn set_level(
    tx: &mut Tx,
    account: Uuid,
    level: Level,
    method: Option<&str>,
    actor: Actor,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(
        SET_LEVEL,
        args![account, i64::from(level.number()), method, now],
    )
    .await?;
    tx.journal(
        Entry::new(actor, "account.level", "account", account)
            .owner(account)
            .detail(json!({ "level": level.number(), "method": method })),
    )
    .await?;
    tx.announce(account);
    Ok(())
}

/// Moves an account from one state to another; false when it was not in the first one.
pub(crate) async fn set_state(
    tx: &mut Tx,
    id: Uuid,
    from: State,
    to: State,
) -> Result<bool, DbError> {
    Ok(tx
        .exec(SET_STATE, args![id, from.word(), to.word()])
        .await?
        == 1)
}

pub(crate) async fn set_password(tx: &mut Tx, id: Uuid, password: &Hashed) -> Result<(), DbError> {
    let sealed = tx.seal("accounts", "password", id, password);
    tx.exec(SET_PASSWORD, args![id, sealed]).await.map(|_| ())
}

/// Puts a hash of the same password in place of the one that `login` was read with; not
/// when another password was set meanwhile.
pub(crate) async fn renew_password(
    tx: &mut Tx,
    login: &Login,
    password: &Hashed,
) -> Result<(), DbError> {
    let (table, was) = &login.kept;
    let sealed = tx.seal(table, "password", login.id, password);
    let sql = match *table {
        "staff" => STAFF_RENEW,
        _ => RENEW,
    };
    tx.exec(sql, args![login.id, sealed, was.clone()])
        .await
        .map(|_| ())
}

/// How many accounts there are.
pub async fn count(db: &Db) -> Result<i64, DbError> {
    match db.row(COUNT, vec![]).await? {
        Some(row) => row.get("n"),
        None => Ok(0),
    }
}

/// To whom messages about an account go; of a closed one to nobody.
#[must_use]
pub fn recipient(account: &Account, person: &Person) -> Recipient {
    let there = account.state != State::Closed;
    // What a guardian's phone is lent for is codes: messages are the child's own.
    let own_phone = there && !account.ward.is_lent();
    Recipient {
        account: there.then_some(account.id),
        phone: own_phone.then(|| person.phone.clone()),
        email: there.then(|| person.email.clone()),
        lang: account.lang,
        choices: account.choices.clone(),
    }
}

/// Keeps what the owner of an account wants to be told of.
pub(crate) async fn set_choices(
    tx: &mut Tx,
    account: Uuid,
    choices: &Choices,
) -> Result<(), DbError> {
    let words = choices.to_words();
    tx.exec(SET_CHOICES, args![account, words]).await?;
    tx.announce(account);
    Ok(())
}

fn read_staff(db: &Db, row: &Row, roles: Vec<String>) -> Result<Staff, DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("person")?;
    let state: String = row.get("state")?;
    Ok(Staff {
        id,
        person: db.unseal("staff", "person", id, &sealed)?,
        unit: row.get("unit")?,
        roles,
        state: StaffState::from_word(&state),
        has_totp: row.get::<Option<Vec<u8>>>("totp")?.is_some(),
    })
}

/// An official with the roles that are in force now.
pub async fn staff(db: &Db, id: Uuid) -> Result<Option<Staff>, DbError> {
    let Some(row) = db.row(STAFF_FIND, args![id]).await? else {
        return Ok(None);
    };
    let roles = grants::in_force(db, id).await?;
    read_staff(db, &row, roles).map(Some)
}

/// Those officials of a list whose roles are not looked at, by id: sixteen with one read.
pub async fn staff_of(
    db: &Db,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Staff>, DbError> {
    let ids: BTreeSet<Uuid> = ids.into_iter().collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut all = BTreeMap::new();
    for some in ids.chunks(16) {
        for row in db.rows(STAFF_SEVERAL, sixteen(some)).await? {
            let one = read_staff(db, &row, Vec::new())?;
            all.insert(one.id, one);
        }
    }
    Ok(all)
}

/// Officials whose ids follow this one, with their roles.
pub(crate) async fn staff_after(db: &Db, after: Uuid, most: i64) -> Result<Vec<Staff>, DbError> {
    let rows = db.rows(STAFF_AFTER, args![after, most]).await?;
    let mut all: Vec<Staff> = Vec::new();
    for row in &rows {
        all.push(read_staff(db, row, Vec::new())?);
    }
    let mut roles = grants::in_force_of(db, all.iter().map(|one| one.id)).await?;
    for one in &mut all {
        one.roles = roles.remove(&one.id).unwrap_or_default();
    }
    Ok(all)
}

/// All officials; for commands.
pub async fn all_staff(db: &Db) -> Result<Vec<Staff>, DbError> {
    let mut all: Vec<Staff> = Vec::new();
    loop {
        let last = all.last().map_or(Uuid::nil(), |one| one.id);
        let more = staff_after(db, last, 500).await?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}

/// Holds an official until the end of the transaction.
pub(crate) async fn lock_staff(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.row(STAFF_LOCK, args![id]).await.map(|_| ())
}

pub(crate) async fn staff_by_login(db: &Db, name: &str) -> Result<Option<Login>, DbError> {
    let row = db
        .row(STAFF_LOGIN, args![index(db, "staff", &name.to_lowercase())])
        .await?;
    row.map(|row| login(db, "staff", &row)).transpose()
}

/// The row of an official. [`DbError::Taken`] when the login exists.
pub(crate) async fn put_staff(
    tx: &mut Tx,
    person: &StaffPerson,
    (password, totp): (&Hashed, Option<&[u8]>),
    unit: &str,
    state: StaffState,
) -> Result<Uuid, DbError> {
    let (id, now, db) = (tx.new_id(), tx.now(), tx.db().clone());
    let sealed = tx.seal("staff", "person", id, person);
    let secret = tx.seal("staff", "password", id, password);
    let totp = totp.map(|secret| tx.seal("staff", "totp", id, &secret));
    let login = index(&db, "staff", &person.login.to_lowercase());
    let state = state.word();
    let row = args![id, login, sealed, secret, totp, unit, "", now, state];
    tx.exec(STAFF_INSERT, row).await?;
    Ok(id)
}

/// Keeps what is known of an official.
pub(crate) async fn save_staff(tx: &mut Tx, id: Uuid, person: &StaffPerson) -> Result<(), DbError> {
    let sealed = tx.seal("staff", "person", id, person);
    tx.exec(STAFF_SAVE, args![id, sealed]).await.map(|_| ())
}

/// Another state; false when the official was not in the first one.
pub(crate) async fn move_staff(
    tx: &mut Tx,
    id: Uuid,
    from: StaffState,
    to: StaffState,
) -> Result<bool, DbError> {
    let row = args![id, from.word(), to.word()];
    Ok(tx.exec(STAFF_STATE, row).await? == 1)
}

/// The password that an official has set; false for one who works here no more.
pub(crate) async fn enter_staff(tx: &mut Tx, id: Uuid, password: &Hashed) -> Result<bool, DbError> {
    let secret = tx.seal("staff", "password", id, password);
    Ok(tx.exec(STAFF_ENTER, args![id, secret]).await? == 1)
}

/// The second factor is set up anew at the next sign-in.
pub(crate) async fn drop_totp(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec(STAFF_NO_TOTP, args![id]).await.map(|_| ())
}

/// The official with this login.
pub async fn staff_called(db: &Db, login: &str) -> Result<Option<Staff>, DbError> {
    match staff_by_login(db, login).await? {
        Some(login) => staff(db, login.id).await,
        None => Ok(None),
    }
}

/// Makes an official. Without `totp` (a secret of 20 bytes) they set the
/// second factor up at the first sign-in. [`DbError::Taken`] when the login exists.
pub async fn create_staff(
    tx: &mut Tx,
    person: &StaffPerson,
    password: &Hashed,
    totp: Option<&[u8]>,
    unit: &str,
    roles: &[&str],
) -> Result<Uuid, DbError> {
    let id = put_staff(tx, person, (password, totp), unit, StaffState::Active).await?;
    grants::put_all(tx, id, unit, roles).await?;
    tx.journal(
        Entry::new(Actor::Operator, "staff.created", "staff", id)
            .detail(json!({ "unit": unit, "roles": roles })),
    )
    .await?;
    Ok(id)
}

/// The secret of the second factor and the last step used, if it is set up.
pub(crate) async fn totp(db: &Db, id: Uuid) -> Result<Option<(Vec<u8>, i64)>, DbError> {
    let row = db
        .row(STAFF_TOTP, args![id])
        .await?
        .ok_or(DbError::Missing("staff"))?;
    let Some(sealed) = row.get::<Option<Vec<u8>>>("totp")? else {
        return Ok(None);
    };
    Ok(Some((
        db.unseal("staff", "totp", id, &sealed)?,
        row.get("totp_step")?,
    )))
}

/// Has the second factor been set up, as this transaction sees it?
pub(crate) async fn has_totp(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let row = tx.row(STAFF_TOTP, args![id]).await?;
    let sealed = row
        .map(|row| row.get::<Option<Vec<u8>>>("totp"))
        .transpose()?;
    Ok(sealed.flatten().is_some())
}

/// Sets the second factor up; false when it was set up already.
pub(crate) async fn set_totp(tx: &mut Tx, id: Uuid, secret: &[u8]) -> Result<bool, DbError> {
    let sealed = tx.seal("staff", "totp", id, &secret);
    Ok(tx.exec(STAFF_SET_TOTP, args![id, sealed]).await? == 1)
}

/// Uses up a time step, so that a code works once; false when it was used.
pub(crate) async fn use_step(tx: &mut Tx, id: Uuid, step: i64) -> Result<bool, DbError> {
    Ok(tx.exec(STAFF_STEP, args![id, step]).await? == 1)
}

#[cfg(test)]
mod tests {
    use okno_requisites::{Email, NamePart, Phone};
    use okno_store::testing::{ENGINES, open};

    use super::*;

    fn hashed(text: &str) -> Hashed {
        serde_json::from_value(json!(text)).unwrap()
    }

    #[tokio::test]
    async fn a_hash_made_anew_does_not_undo_another_password() {
        for engine in ENGINES {
            let steps = [okno_web::MIGRATIONS, crate::MIGRATIONS];
            let kept = open(engine, &steps).await.unwrap();
            let db = &kept.db;
            let person = Person {
                surname: NamePart::parse("Сафина").unwrap(),
                given: NamePart::parse("Амина").unwrap(),
                patronymic: None,
                phone: Phone::parse("+79005550147").unwrap(),
                email: Email::parse("amina@pochta.example").unwrap(),
                sex: None,
                birth_date: None,
                birth_place: None,
                citizenship: None,
                passport: None,
                snils: None,
                inn: None,
                address: None,
            };
            let read = async || {
                let login = by_login(db, "phone", "+79005550147").await.unwrap();
                login.unwrap()
            };
            let text = |login: &Login| serde_json::to_value(&login.password).unwrap();
            let mut tx = db.begin().await.unwrap();
            let account = create(&mut tx, &person, &hashed("first"), Lang::Ru).await;
            tx.commit().await.unwrap();
            let before = read().await;
            let mut tx = db.begin().await.unwrap();
            let id = account.unwrap().id;
            set_password(&mut tx, id, &hashed("second")).await.unwrap();
            renew_password(&mut tx, &before, &hashed("anew"))
                .await
                .unwrap();
            tx.commit().await.unwrap();
            let now = read().await;
            assert_eq!(text(&now), "second");
            let mut tx = db.begin().await.unwrap();
            renew_password(&mut tx, &now, &hashed("anew"))
                .await
                .unwrap();
            tx.commit().await.unwrap();
            assert_eq!(text(&read().await), "anew");
        }
    }
}
