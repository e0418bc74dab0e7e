//! What waits for its person to finish it: registrations, recoveries of a
//! password, changes of a checked profile. Everything typed is sealed (S1-058).
//!
//! A registration is known by a token in a cookie and not by the session:
//! it outlives the session, so that what was typed is there a day long (S1-164).

use std::net::IpAddr;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Email, Inn, NamePart, PassportNumber, Phone};
use okno_store::{Db, DbError, Row, Tx, args};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::codes::Channel;
use crate::model::Person;
use crate::security::rescue::Proofs;

okno_store::statements! {
    INSERT = "insert into registrations (id, token_hash, form, phone_ok, email_ok, created_at, ends_at) \
              values ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "select id, form, phone_ok, email_ok from registrations where token_hash = $1 and ends_at > $2";
    FORM = "update registrations set form = $2 where id = $1";
    PHONE_OK = "update registrations set phone_ok = $2 where id = $1";
    EMAIL_OK = "update registrations set email_ok = $2 where id = $1";
    DROP = "delete from registrations where id = $1";
    FINISH = "delete from registrations where id = $1 and phone_ok is not null and email_ok is not null";
    SWEEP = "delete from registrations where ends_at < $1";
    FIND_OPEN = "select r.id, r.form, r.phone_ok, r.email_ok from registration_seats s \
                 join registrations r on r.id = s.registration \
                 where s.token_hash = $1 and s.opened_at is not null and r.ends_at > $2";
    LINK = "insert into registration_links (registration, hash, proves_until, ends_at) \
            values ($1, $2, $3, $4) on conflict (registration) do update set \
            hash = excluded.hash, proves_until = excluded.proves_until, used_at = null, ends_at = excluded.ends_at";
    LINK_FIND = "select l.registration, l.hash, l.proves_until, l.used_at, r.form, r.ends_at \
                 from registration_links l join registrations r on r.id = l.registration \
                 where l.hash = $1 and r.ends_at > $2";
    LINK_USE = "update registration_links set used_at = $3 \
                where registration = $1 and hash = $2 and used_at is null and proves_until > $3";
    LINK_SWEEP = "delete from registration_links where ends_at < $1";
    SEAT_INSERT = "insert into registration_seats (id, registration, token_hash, mail_proven, ends_at) \
                   values ($1, $2, $3, $4, $5)";
    SEAT_FIND = "select s.id as seat, s.mail_proven, r.id, r.form, r.phone_ok, r.email_ok \
                 from registration_seats s join registrations r on r.id = s.registration \
                 where s.token_hash = $1 and s.opened_at is null and r.ends_at > $2";
    SEAT_OPEN = "update registration_seats set opened_at = $2 where id = $1";
    SEAT_SWEEP = "delete from registration_seats where ends_at < $1";
    RECOVERY_INSERT = "insert into recoveries (id, token_hash, form, account, ends_at) values ($1, $2, $3, $4, $5)";
    RECOVERY_FIND = "select id, form, code_ok, answers_ok from recoveries where token_hash = $1 and ends_at > $2";
    RECOVERY_OK = "update recoveries set code_ok = $2 where id = $1";
    RECOVERY_OPEN = "update recoveries set token_hash = $2, code_ok = $3 \
                     where token_hash = $1 and code_ok is null and ends_at > $3";
    RECOVERY_LINKED = "select count(*) as n from recoveries \
                       where token_hash = $1 and code_ok is null and ends_at > $2";
    RECOVERY_FINISH = "delete from recoveries where id = $1 and code_ok is not null";
    RECOVERY_ANSWERS = "update recoveries set answers_ok = $2 where id = $1";
    RECOVERY_DROP = "delete from recoveries where account = $1";
    RECOVERY_SWEEP = "delete from recoveries where ends_at < $1";
    CHANGE_DROP = "delete from profile_changes where account = $1";
    CHANGE_INSERT = "insert into profile_changes (id, account, version, person, ends_at) values ($1, $2, $3, $4, $5)";
    CHANGE_FIND = "select id, version, person from profile_changes where account = $1 and ends_at > $2";
    CHANGE_FINISH = "delete from profile_changes where id = $1";
    CHANGE_SWEEP = "delete from profile_changes where ends_at < $1";
}

/// A registration that is not finished is kept for a day (S1-164).
pub(crate) const REGISTRATION_LIVES: SignedDuration = SignedDuration::from_hours(24);
const RECOVERY_LIVES: SignedDuration = SignedDuration::from_mins(30);
const CHANGE_LIVES: SignedDuration = SignedDuration::from_mins(30);

/// What the first step of a registration asks for.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct RegistrationForm {
    pub(crate) surname: NamePart,
    pub(crate) given: NamePart,
    pub(crate) patronymic: Option<NamePart>,
    pub(crate) phone: Phone,
    pub(crate) email: Email,
    /// When, from where and in which language the two boxes were ticked.
    pub(crate) agreed_at: Timestamp,
    pub(crate) origin: IpAddr,
    pub(crate) lang: String,
    /// Who introduced the person, if anybody did.
    #[serde(default)]
    pub(crate) introduction: Option<Uuid>,
    /// The profile, looked through by the person who was introduced.
    #[serde(default)]
    pub(crate) papers: Option<Person>,
    /// When the terms for the passport in it were agreed to (S1-006).
    #[serde(default)]
    pub(crate) terms_at: Option<Timestamp>,
    /// «Регистрация с подтверждением личности»: the profile is filled in on the way (S1-010).
    #[serde(default)]
    pub(crate) whole: bool,
    /// What the short way takes besides, if it is at hand (S1-035, S4-01, C3).
    #[serde(default)]
    pub(crate) passport: Option<PassportNumber>,
    #[serde(default)]
    pub(crate) inn: Option<Inn>,
}

impl RegistrationForm {
    /// Is the profile a step of this way?
    pub(crate) fn has_papers(&self) -> bool {
        self.whole || self.introduction.is_some()
    }

    /// Is there still a profile to fill in or to look through?
    pub(crate) fn wants_papers(&self) -> bool {
        self.has_papers() && self.papers.is_none()
    }

    pub(crate) fn person(&self) -> Person {
        Person {
            surname: self.surname.clone(),
            given: self.given.clone(),
            patronymic: self.patronymic.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            sex: None,
            birth_date: None,
            birth_place: None,
            citizenship: None,
            passport: None,
            snils: None,
            inn: self.inn.clone(),
            address: None,
        }
    }
}

/// A registration under way.
#[derive(Clone)]
pub(crate) struct Registration {
    pub(crate) id: Uuid,
    pub(crate) form: RegistrationForm,
    pub(crate) phone_ok: bool,
    pub(crate) email_ok: bool,
}

fn new_token(db: &Db) -> String {
    BASE64URL_NOPAD.encode(&db.chance().bytes::<32>())
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn after(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// Begins a registration; gives its id and its token.
pub(crate) async fn begin(
    tx: &mut Tx,
    form: &RegistrationForm,
    phone_ok: bool,
    email_ok: bool,
) -> Result<(Uuid, String), DbError> {
    let (id, token, now) = (tx.new_id(), new_token(tx.db()), tx.now());
    let sealed = tx.seal("registrations", "form", id, form);
    tx.exec(
        INSERT,
        args![
            id,
            token_hash(&token),
            sealed,
            phone_ok.then_some(now),
            email_ok.then_some(now),
            now,
            after(now, REGISTRATION_LIVES)
        ],
    )
    .await?;
    Ok((id, token))
}

fn read(db: &Db, row: &Row) -> Result<Registration, DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("form")?;
    Ok(Registration {
        id,
        form: db.unseal("registrations", "form", id, &sealed)?,
        phone_ok: row.get::<Option<Timestamp>>("phone_ok")?.is_some(),
        email_ok: row.get::<Option<Timestamp>>("email_ok")?.is_some(),
    })
}

/// The registration of a token: of the device where it began, or of one where it goes on.
pub(crate) async fn find(db: &Db, token: &str) -> Result<Option<Registration>, DbError> {
    let mut row = db.row(FIND, args![token_hash(token), db.now()]).await?;
    if row.is_none() {
        row = db
            .row(FIND_OPEN, args![token_hash(token), db.now()])
            .await?;
    }
    row.map(|row| read(db, &row)).transpose()
}

/// The link of the newest letter of a registration.
pub(crate) struct Link {
    pub(crate) registration: Uuid,
    pub(crate) phone: Phone,
    hash: Vec<u8>,
    proves_until: Timestamp,
    used: bool,
    ends_at: Timestamp,
}

impl Link {
    /// Does it prove the mailbox at this time?
    pub(crate) fn proves(&self, now: Timestamp) -> bool {
        !self.used && now < self.proves_until
    }
}

/// Makes the link of a letter in place of an earlier one; gives its token, of small
/// letters and digits only, so that no program that shows it breaks it.
pub(crate) async fn link(
    tx: &mut Tx,
    registration: Uuid,
    proves_until: Timestamp,
) -> Result<String, DbError> {
    let token = HEXLOWER.encode(&tx.db().chance().bytes::<20>());
    let ends_at = after(tx.now(), REGISTRATION_LIVES);
    let hash = token_hash(&token);
    tx.exec(LINK, args![registration, hash, proves_until, ends_at])
        .await?;
    Ok(token)
}

/// The link of a token, while its registration lives.
pub(crate) async fn find_link(db: &Db, token: &str) -> Result<Option<Link>, DbError> {
    let row = db
        .row(LINK_FIND, args![token_hash(token), db.now()])
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let registration: Uuid = row.get("registration")?;
    let sealed: Vec<u8> = row.get("form")?;
    let form: RegistrationForm = db.unseal("registrations", "form", registration, &sealed)?;
    Ok(Some(Link {
        registration,
        phone: form.phone,
        hash: row.get("hash")?,
        proves_until: row.get("proves_until")?,
        used: row.get::<Option<Timestamp>>("used_at")?.is_some(),
        ends_at: row.get("ends_at")?,
    }))
}

/// Uses the link up as proof; false when it is too late or another click was faster.
pub(crate) async fn use_link(tx: &mut Tx, link: &Link) -> Result<bool, DbError> {
    let (hash, now) = (link.hash.as_slice(), tx.now());
    Ok(tx
        .exec(LINK_USE, args![link.registration, hash, now])
        .await?
        == 1)
}

/// A device at which a registration goes on, before the phone's code was typed there.
pub(crate) struct Seat {
    pub(crate) id: Uuid,
    /// The link proved the mailbox.
    pub(crate) mail_proven: bool,
    pub(crate) registration: Registration,
}

/// Takes a seat at a registration; gives its id and its token.
pub(crate) async fn take_seat(
    tx: &mut Tx,
    link: &Link,
    mail_proven: bool,
) -> Result<(Uuid, String), DbError> {
    let (id, token) = (tx.new_id(), new_token(tx.db()));
    let proven = mail_proven.then(|| tx.now());
    let hash = token_hash(&token);
    tx.exec(
        SEAT_INSERT,
        args![id, link.registration, hash, proven, link.ends_at],
    )
    .await?;
    Ok((id, token))
}

/// The seat of a token, while it waits for the phone's code.
pub(crate) async fn find_seat(db: &Db, token: &str) -> Result<Option<Seat>, DbError> {
    let row = db
        .row(SEAT_FIND, args![token_hash(token), db.now()])
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    Ok(Some(Seat {
        id: row.get("seat")?,
        mail_proven: row.get::<Option<Timestamp>>("mail_proven")?.is_some(),
        registration: read(db, &row)?,
    }))
}

/// From now on the registration goes on there.
pub(crate) async fn open_seat(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(SEAT_OPEN, args![id, now]).await.map(|_| ())
}

/// Keeps the form anew.
pub(crate) async fn keep(tx: &mut Tx, id: Uuid, form: &RegistrationForm) -> Result<(), DbError> {
    let sealed = tx.seal("registrations", "form", id, form);
    tx.exec(FORM, args![id, sealed]).await.map(|_| ())
}

/// Notes that a contact is its person's own.
pub(crate) async fn confirm(tx: &mut Tx, id: Uuid, channel: &Channel) -> Result<(), DbError> {
    let now = tx.now();
    let sql = match channel {
        Channel::Sms(_) | Channel::Voice(_) | Channel::Called(_) => PHONE_OK,
        Channel::Mail(_) => EMAIL_OK,
    };
    tx.exec(sql, args![id, now]).await.map(|_| ())
}

/// Forgets a registration that another one takes the place of.
pub(crate) async fn forget(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec(DROP, args![id]).await.map(|_| ())
}

/// Ends a registration; false when it is not ready or was ended already.
pub(crate) async fn finish(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(FINISH, args![id]).await? == 1)
}

/// What a recovery of a password is about.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct RecoveryForm {
    /// The account, if there is one; nobody learns which.
    pub(crate) account: Option<Uuid>,
    pub(crate) phone: Option<Phone>,
    pub(crate) email: Option<Email>,
    /// The code goes to this reserve phone: both of those are out of reach.
    #[serde(default)]
    pub(crate) reserve: Option<Phone>,
    /// This bank has shown whose account it is.
    #[serde(default)]
    pub(crate) bank: Option<String>,
    /// A service centre has; are the second steps lost as well?
    #[serde(default)]
    pub(crate) centre: Option<bool>,
}

impl RecoveryForm {
    pub(crate) fn channel(&self) -> Option<Channel> {
        match (self.reserve.as_ref().or(self.phone.as_ref()), &self.email) {
            (Some(phone), _) => Some(Channel::Sms(phone.clone())),
            (None, Some(email)) => Some(Channel::Mail(email.clone())),
            (None, None) => None,
        }
    }
}

/// A recovery under way.
pub(crate) struct Recovery {
    pub(crate) id: Uuid,
    pub(crate) form: RecoveryForm,
    pub(crate) code_ok: bool,
    /// Enough of the security questions were answered.
    pub(crate) answers_ok: bool,
}

impl Recovery {
    pub(crate) fn proofs(&self) -> Proofs {
        let reserve = self.form.reserve.is_some();
        Proofs {
            own: self.code_ok && !reserve,
            reserve: self.code_ok && reserve,
            answers: self.answers_ok,
        }
    }
}

/// Begins a recovery under an id; gives its token.
pub(crate) async fn begin_recovery(
    tx: &mut Tx,
    id: Uuid,
    form: &RecoveryForm,
) -> Result<String, DbError> {
    let token = new_token(tx.db());
    put_recovery(tx, id, token_hash(&token), form).await?;
    Ok(token)
}

async fn put_recovery(
    tx: &mut Tx,
    id: Uuid,
    hash: Vec<u8>,
    form: &RecoveryForm,
) -> Result<(), DbError> {
    let ends_at = after(tx.now(), RECOVERY_LIVES);
    let sealed = tx.seal("recoveries", "form", id, form);
    let row = args![id, hash, sealed, form.account, ends_at];
    tx.exec(RECOVERY_INSERT, row).await.map(|_| ())
}

/// Of a link that goes to a contact. The token of a browser is none: it comes to whoever
/// asks for a recovery, and proves nothing.
fn linked_hash(token: &str) -> Vec<u8> {
    token_hash(&format!("link.{token}"))
}

/// Begins a recovery that a link opens; gives the token of the link.
pub(crate) async fn begin_linked(
    tx: &mut Tx,
    id: Uuid,
    form: &RecoveryForm,
) -> Result<String, DbError> {
    let token = new_token(tx.db());
    put_recovery(tx, id, linked_hash(&token), form).await?;
    Ok(token)
}

/// Is the link of this token still to be opened?
pub(crate) async fn is_linked(db: &Db, token: &str) -> Result<bool, DbError> {
    let row = db
        .row(RECOVERY_LINKED, args![linked_hash(token), db.now()])
        .await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(n > 0)
}

/// Opens a link, once: the recovery is the browser's from now on, under the token given.
pub(crate) async fn open_linked(tx: &mut Tx, token: &str) -> Result<Option<String>, DbError> {
    let (own, now) = (new_token(tx.db()), tx.now());
    let hashes = args![linked_hash(token), token_hash(&own), now];
    let opened = tx.exec(RECOVERY_OPEN, hashes).await? == 1;
    Ok(opened.then_some(own))
}

/// The recovery of a token.
pub(crate) async fn find_recovery(db: &Db, token: &str) -> Result<Option<Recovery>, DbError> {
    let Some(row) = db
        .row(RECOVERY_FIND, args![token_hash(token), db.now()])
        .await?
    else {
        return Ok(None);
    };
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("form")?;
    Ok(Some(Recovery {
        id,
        form: db.unseal("recoveries", "form", id, &sealed)?,
        code_ok: row.get::<Option<Timestamp>>("code_ok")?.is_some(),
        answers_ok: row.get::<Option<Timestamp>>("answers_ok")?.is_some(),
    }))
}

/// Notes that the code was right.
pub(crate) async fn confirm_recovery(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(RECOVERY_OK, args![id, now]).await.map(|_| ())
}

/// Notes that enough answers were right.
pub(crate) async fn confirm_answers(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(RECOVERY_ANSWERS, args![id, now]).await.map(|_| ())
}

/// Ends a recovery; false when it is not ready or was ended already. Call it with the
/// account locked: recoveries that others have begun end with it.
pub(crate) async fn finish_recovery(tx: &mut Tx, id: Uuid, account: Uuid) -> Result<bool, DbError> {
    let ended = tx.exec(RECOVERY_FINISH, args![id]).await? == 1;
    if ended {
        drop_recoveries(tx, account).await?;
    }
    Ok(ended)
}

/// Ends every recovery of an account: its password is another one now. Call it with the
/// account locked.
pub(crate) async fn drop_recoveries(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(RECOVERY_DROP, args![account]).await.map(|_| ())
}

/// A change of a checked profile that waits for its code (S0-08).
pub(crate) struct Change {
    pub(crate) id: Uuid,
    /// Version of the account that it was made from.
    pub(crate) version: i64,
    pub(crate) person: Person,
}

/// Keeps a change in place of an earlier one; gives its id.
pub(crate) async fn put_change(
    tx: &mut Tx,
    account: Uuid,
    version: i64,
    person: &Person,
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let sealed = tx.seal("profile_changes", "person", id, person);
    tx.exec(CHANGE_DROP, args![account]).await?;
    tx.exec(
        CHANGE_INSERT,
        args![id, account, version, sealed, after(now, CHANGE_LIVES)],
    )
    .await?;
    Ok(id)
}

/// The change that waits, if any.
pub(crate) async fn find_change(db: &Db, account: Uuid) -> Result<Option<Change>, DbError> {
    let Some(row) = db.row(CHANGE_FIND, args![account, db.now()]).await? else {
        return Ok(None);
    };
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("person")?;
    Ok(Some(Change {
        id,
        version: row.get("version")?,
        person: db.unseal("profile_changes", "person", id, &sealed)?,
    }))
}

/// Ends a change; false when it was ended already.
pub(crate) async fn finish_change(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(CHANGE_FINISH, args![id]).await? == 1)
}

/// Removes what nobody finished in time.
pub(crate) async fn sweep(db: &Db) -> Result<u64, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let mut removed = 0;
    for sql in [SWEEP, LINK_SWEEP, SEAT_SWEEP, RECOVERY_SWEEP, CHANGE_SWEEP] {
        removed += tx.exec(sql, args![now]).await?;
    }
    tx.commit().await?;
    Ok(removed)
}
