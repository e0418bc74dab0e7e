//! SQL of children, cards and the contacts of accounts to be.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Email, Phone, Snils};
use okno_store::{Db, DbError, Row, Tx, args};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::{Answer, Card, Child, Content, Registry};

/// The columns of a card, with the child's account and the number of its guardians.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select c.id, c.account, c.child, c.content, c.sfr, c.zags, c.sfr_again, c.zags_again, c.ask, \
             c.checked_at, k.account as ward, \
             (select count(*) from family_cards g where g.child = c.child) as guardians \
             from family_cards c left join family_children k on k.id = c.child ",
            $rest
        )
    };
}

okno_store::statements! {
    CARDS = select!("where c.account = $1 order by c.made_at, c.id limit 100");
    CARD = select!("where c.id = $1");
    OF_CHILD = select!("where c.child = $1 order by c.made_at, c.id limit 10");
    INSERT = "insert into family_cards (id, account, content, snils_index, sfr, zags, ask, made_at) \
              values ($1, $2, $3, $4, 'asked', 'asked', 1, $5)";
    CHANGE = "update family_cards set content = $3, snils_index = $4, sfr = 'asked', zags = 'asked', sfr_again = null, \
              zags_again = null, ask = ask + 1 where id = $1 and ask = $2 and child is null";
    SFR = "update family_cards set content = $3, sfr = $4, sfr_again = $5 where id = $1 and ask = $2 and child is null";
    ZAGS = "update family_cards set content = $3, zags = $4, zags_again = $5 where id = $1 and ask = $2 and child is null";
    ATTACH = "update family_cards set child = $2, checked_at = $3 where id = $1 and child is null";
    DROP = "delete from family_cards where id = $1";
    CHILD_LOCKED = "select id, content, account from family_children where id = $1 @locked";
    CHILD_OF = "select id, content, account from family_children where account = $1";
    CHILD_PUT = "insert into family_children (id, snils_index, content, made_at) values ($1, $2, $3, $4) \
                 on conflict (snils_index) do nothing";
    CHILD_BY = "select id, content, account from family_children where snils_index = $1";
    CHILD_ACCOUNT = "update family_children set account = $2 where id = $1";
    CHILD_DROP = "delete from family_children where id = $1";
    CONTACTS_DROP = "delete from family_contacts where card = $1";
    CONTACTS_PUT = "insert into family_contacts (id, card, contacts, ends_at) values ($1, $2, $3, $4)";
    CONTACTS = "select id, contacts, email_ok, phone_ok from family_contacts where card = $1 and ends_at > $2";
    CONTACTS_EMAIL = "update family_contacts set email_ok = $2 where id = $1";
    CONTACTS_PHONE = "update family_contacts set phone_ok = $2 where id = $1";
    CONTACTS_FINISH = "delete from family_contacts where id = $1 and email_ok is not null";
    CONTACTS_SWEEP = "delete from family_contacts where ends_at < $1";
}

/// Contacts wait so long for their codes.
const WAITS: SignedDuration = SignedDuration::from_mins(60);

/// By what a child is found again.
pub(crate) fn snils_index(db: &Db, snils: &Snils) -> Vec<u8> {
    db.vault().index("family.snils", snils.as_str())
}

fn read(db: &Db, row: &Row) -> Result<Card, DbError> {
    let id: Uuid = row.get("id")?;
    let content: Vec<u8> = row.get("content")?;
    let answer = |column: &str| {
        row.get::<String>(column)
            .map(|word| Answer::from_word(&word))
    };
    Ok(Card {
        id,
        account: row.get("account")?,
        child: row.get("child")?,
        content: db.unseal("family_cards", "content", id, &content)?,
        sfr: answer("sfr")?,
        zags: answer("zags")?,
        sfr_again: row.get("sfr_again")?,
        zags_again: row.get("zags_again")?,
        ask: row.get("ask")?,
        checked_at: row.get("checked_at")?,
        ward: row.get("ward")?,
        guardians: row.get("guardians")?,
    })
}

fn read_all(db: &Db, rows: &[Row]) -> Result<Vec<Card>, DbError> {
    rows.iter().map(|row| read(db, row)).collect()
}

/// The cards of an account, the oldest first.
pub(crate) async fn cards(db: &Db, account: Uuid) -> Result<Vec<Card>, DbError> {
    read_all(db, &db.rows(CARDS, args![account]).await?)
}

/// The same in a transaction that has locked the account.
pub(crate) async fn cards_in(tx: &mut Tx, account: Uuid) -> Result<Vec<Card>, DbError> {
    let rows = tx.rows(CARDS, args![account]).await?;
    read_all(tx.db(), &rows)
}

pub(crate) async fn card(db: &Db, id: Uuid) -> Result<Option<Card>, DbError> {
    let row = db.row(CARD, args![id]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// The same in a transaction that has locked its account.
pub(crate) async fn card_in(tx: &mut Tx, id: Uuid) -> Result<Option<Card>, DbError> {
    let row = tx.row(CARD, args![id]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// The cards of all guardians of a child.
pub(crate) async fn guardians(db: &Db, child: Uuid) -> Result<Vec<Card>, DbError> {
    read_all(db, &db.rows(OF_CHILD, args![child]).await?)
}

pub(crate) async fn guardians_in(tx: &mut Tx, child: Uuid) -> Result<Vec<Card>, DbError> {
    let rows = tx.rows(OF_CHILD, args![child]).await?;
    read_all(tx.db(), &rows)
}

/// Keeps a new card; its id.
pub(crate) async fn insert(tx: &mut Tx, account: Uuid, content: &Content) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let index = snils_index(tx.db(), &content.child.snils);
    let sealed = tx.seal("family_cards", "content", id, content);
    tx.exec(INSERT, args![id, account, sealed, index, now])
        .await?;
    Ok(id)
}

/// Writes what was mended, which is asked about anew; false when somebody was faster.
pub(crate) async fn change(
    tx: &mut Tx,
    (id, ask): (Uuid, i64),
    content: &Content,
) -> Result<bool, DbError> {
    let index = snils_index(tx.db(), &content.child.snils);
    let sealed = tx.seal("family_cards", "content", id, content);
    Ok(tx.exec(CHANGE, args![id, ask, sealed, index]).await? == 1)
}

/// What a registry said; false when it was said of an earlier question.
pub(crate) async fn settle(
    tx: &mut Tx,
    card: &Card,
    registry: Registry,
    content: &Content,
    (answer, again): (Answer, Option<Timestamp>),
) -> Result<bool, DbError> {
    let sql = match registry {
        Registry::Sfr => SFR,
        Registry::Zags => ZAGS,
    };
    let sealed = tx.seal("family_cards", "content", card.id, content);
    let row = args![card.id, card.ask, sealed, answer.word(), again];
    Ok(tx.exec(sql, row).await? == 1)
}

/// From now on the card is that of a child whom both registries know.
pub(crate) async fn attach(tx: &mut Tx, card: Uuid, child: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(ATTACH, args![card, child, now]).await? == 1)
}

/// Forgets a card; false when it was gone.
pub(crate) async fn drop_card(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    tx.exec(CONTACTS_DROP, args![id]).await?;
    Ok(tx.exec(DROP, args![id]).await? == 1)
}

/// A child with its account, if it has one.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) id: Uuid,
    pub(crate) child: Child,
    pub(crate) account: Option<Uuid>,
}

fn read_child(db: &Db, row: &Row) -> Result<Known, DbError> {
    let id: Uuid = row.get("id")?;
    let content: Vec<u8> = row.get("content")?;
    Ok(Known {
        id,
        child: db.unseal("family_children", "content", id, &content)?,
        account: row.get("account")?,
    })
}

/// A child, held until the end of the transaction: of two guardians one comes after the
/// other.
pub(crate) async fn child_locked(tx: &mut Tx, id: Uuid) -> Result<Option<Known>, DbError> {
    let row = tx.row(CHILD_LOCKED, args![id]).await?;
    row.map(|row| read_child(tx.db(), &row)).transpose()
}

/// The child whose account it is.
pub(crate) async fn child_of(db: &Db, account: Uuid) -> Result<Option<Known>, DbError> {
    let row = db.row(CHILD_OF, args![account]).await?;
    row.map(|row| read_child(db, &row)).transpose()
}

pub(crate) async fn child_of_in(tx: &mut Tx, account: Uuid) -> Result<Option<Known>, DbError> {
    let row = tx.row(CHILD_OF, args![account]).await?;
    row.map(|row| read_child(tx.db(), &row)).transpose()
}

/// The child with this SNILS, as it was first found right, or a new one.
pub(crate) async fn child_for(tx: &mut Tx, child: &Child) -> Result<Known, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let index = snils_index(tx.db(), &child.snils);
    let sealed = tx.seal("family_children", "content", id, child);
    tx.exec(CHILD_PUT, args![id, index.clone(), sealed, now])
        .await?;
    let row = tx.row(CHILD_BY, args![index]).await?;
    let row = row.ok_or(DbError::Missing("child"))?;
    read_child(tx.db(), &row)
}

pub(crate) async fn set_account(
    tx: &mut Tx,
    child: Uuid,
    account: Option<Uuid>,
) -> Result<(), DbError> {
    tx.exec(CHILD_ACCOUNT, args![child, account])
        .await
        .map(|_| ())
}

pub(crate) async fn drop_child(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec(CHILD_DROP, args![id]).await.map(|_| ())
}

/// Where a child's account is reached.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Contacts {
    pub(crate) email: Email,
    /// None: codes go to the guardian's.
    pub(crate) phone: Option<Phone>,
}

/// An account that is being made.
pub(crate) struct Making {
    pub(crate) id: Uuid,
    pub(crate) contacts: Contacts,
    pub(crate) email_ok: bool,
    pub(crate) phone_ok: bool,
}

impl Making {
    pub(crate) fn is_whole(&self) -> bool {
        self.email_ok && (self.phone_ok || self.contacts.phone.is_none())
    }
}

/// Keeps contacts under an id in place of earlier ones.
pub(crate) async fn put_contacts(
    tx: &mut Tx,
    id: Uuid,
    card: Uuid,
    contacts: &Contacts,
) -> Result<(), DbError> {
    let ends_at = tx.now().checked_add(WAITS).unwrap_or(Timestamp::MAX);
    let sealed = tx.seal("family_contacts", "contacts", id, contacts);
    tx.exec(CONTACTS_DROP, args![card]).await?;
    tx.exec(CONTACTS_PUT, args![id, card, sealed, ends_at])
        .await
        .map(|_| ())
}

pub(crate) async fn making(db: &Db, card: Uuid) -> Result<Option<Making>, DbError> {
    let Some(row) = db.row(CONTACTS, args![card, db.now()]).await? else {
        return Ok(None);
    };
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("contacts")?;
    let is_ok = |column| {
        row.get::<Option<Timestamp>>(column)
            .map(|at: Option<Timestamp>| at.is_some())
    };
    Ok(Some(Making {
        id,
        contacts: db.unseal("family_contacts", "contacts", id, &sealed)?,
        email_ok: is_ok("email_ok")?,
        phone_ok: is_ok("phone_ok")?,
    }))
}

/// Notes that a contact's code was right.
pub(crate) async fn proven(tx: &mut Tx, id: Uuid, phone: bool) -> Result<(), DbError> {
    let now = tx.now();
    let sql = match phone {
        true => CONTACTS_PHONE,
        false => CONTACTS_EMAIL,
    };
    tx.exec(sql, args![id, now]).await.map(|_| ())
}

/// Takes them out; false when another click did.
pub(crate) async fn finish(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(CONTACTS_FINISH, args![id]).await? == 1)
}

/// Forgets contacts whose codes did not come.
pub(crate) async fn sweep(db: &Db) -> Result<u64, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let count = tx.exec(CONTACTS_SWEEP, args![now]).await?;
    tx.commit().await?;
    Ok(count)
}
