//! Break-glass access: an official without a case opens one account by its number, with a
//! written reason, for half an hour. It is loud — its owner, every administrator and every
//! auditor are told at once —, it ends by itself, and it stays red until another
//! administrator has reviewed it.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::Personal;
use okno_store::{Db, DbError, Entry, Row, Tx, args};
use okno_web::visitor::Official;
use okno_web::{Lang, Visitor};
use uuid::Uuid;

use crate::grants::Role;
use crate::looks::{Look, Reason, What, look, work_number};
use crate::model::{Account, Person, Staff};
use crate::notices::{self, Note};
use crate::store;

okno_store::statements! {
    BY_NUMBER = "select id from accounts where number = $1";
    LATELY = "select count(*) as n from break_glass where staff = $1 and opened_at > $2";
    PUT = "insert into break_glass (id, staff, role, account, number, reason, opened_at, until_at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "select id, staff, role, account, number, reason, opened_at, until_at, ended_at, reviewed_by, reviewed_at \
            from break_glass where id = $1";
    OWN = "select id, staff, role, account, number, reason, opened_at, until_at, ended_at, reviewed_by, reviewed_at \
           from break_glass where staff = $1 and opened_at > $2 order by opened_at desc, id desc";
    ALL = "select id, staff, role, account, number, reason, opened_at, until_at, ended_at, reviewed_by, reviewed_at \
           from break_glass order by opened_at desc, id desc limit 200";
    END = "update break_glass set ended_at = $3 where id = $1 and staff = $2 and ended_at is null and until_at > $3";
    REVIEW = "update break_glass set reviewed_by = $2, reviewed_at = $3 where id = $1 and staff <> $2 \
              and reviewed_at is null and (ended_at is not null or until_at <= $3)";
    OF_ACCOUNT = "select id from break_glass where account = $1";
    BLUR = "update break_glass set reason = $2 where id = $1";
    WAITING = "select count(*) as n from break_glass where reviewed_at is null";
}

/// How long an account is open.
pub const LIFE: SignedDuration = SignedDuration::from_mins(30);
/// How often an official may do so within [`DAY`].
pub const A_DAY: i64 = 3;
/// The day of that limit: the last 24 hours.
pub const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The shortest reason, characters.
pub const REASON: usize = 30;

/// One access.
#[derive(Debug, Clone)]
pub struct Glass {
    /// Id.
    pub id: Uuid,
    /// Who opened it.
    pub staff: Uuid,
    /// In which role, [`Role::word`].
    pub role: String,
    /// Which account.
    pub account: Uuid,
    /// Its number.
    pub number: String,
    /// Why, in the official's words.
    pub reason: Personal<String>,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when at the latest.
    pub until_at: Timestamp,
    /// When the official ended it.
    pub ended_at: Option<Timestamp>,
    /// Who reviewed it.
    pub reviewed_by: Option<Uuid>,
    /// When.
    pub reviewed_at: Option<Timestamp>,
}

impl Glass {
    /// Is the account open by it?
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.until_at
    }

    /// When it ended or will.
    #[must_use]
    pub fn end(&self) -> Timestamp {
        self.ended_at.unwrap_or(self.until_at)
    }
}

fn read(db: &Db, row: &Row) -> Result<Glass, DbError> {
    let id: Uuid = row.get("id")?;
    let reason: Vec<u8> = row.get("reason")?;
    Ok(Glass {
        id,
        staff: row.get("staff")?,
        role: row.get("role")?,
        account: row.get("account")?,
        number: row.get("number")?,
        reason: db.unseal("break_glass", "reason", id, &reason)?,
        opened_at: row.get("opened_at")?,
        until_at: row.get("until_at")?,
        ended_at: row.get("ended_at")?,
        reviewed_by: row.get("reviewed_by")?,
        reviewed_at: row.get("reviewed_at")?,
    })
}

/// The account of a number.
pub(crate) async fn by_number(db: &Db, number: &str) -> Result<Option<Uuid>, DbError> {
    let row = db.row(BY_NUMBER, args![number]).await?;
    row.map(|row| row.get("id")).transpose()
}

/// One access.
pub(crate) async fn find(db: &Db, id: Uuid) -> Result<Option<Glass>, DbError> {
    let row = db.row(FIND, args![id]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// Those of an official within the last day, the newest first.
pub(crate) async fn own(db: &Db, staff: Uuid) -> Result<Vec<Glass>, DbError> {
    let rows = db.rows(OWN, args![staff, day_ago(db.now())]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// The newest of all.
pub(crate) async fn all(db: &Db) -> Result<Vec<Glass>, DbError> {
    let rows = db.rows(ALL, vec![]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// How many have not been reviewed.
///
/// # Errors
/// Those of the store.
pub async fn waiting(db: &Db) -> Result<i64, DbError> {
    match db.row(WAITING, vec![]).await? {
        Some(row) => row.get("n"),
        None => Ok(0),
    }
}

fn day_ago(now: Timestamp) -> Timestamp {
    now.checked_sub(DAY).unwrap_or(Timestamp::MIN)
}

/// Who opens an account, and why.
pub(crate) struct Opening<'a> {
    pub(crate) official: &'a Official,
    pub(crate) role: &'static Role,
    pub(crate) reason: Personal<String>,
    /// Administrators and auditors, who are told.
    pub(crate) watchers: &'a [Staff],
}

/// Writes a look of this official at the whole profile down: for its owner, and as a line
/// of the journal; once a quarter of an hour.
pub(crate) async fn seen(
    tx: &mut Tx,
    visitor: &Visitor,
    official: &Official,
    glass: (Uuid, &'static str, Uuid),
    reason: &Personal<String>,
) -> Result<(), DbError> {
    let (id, role, account) = glass;
    let at = Look {
        role,
        what: What::Profile,
        subject: id,
        reason: Reason::Written(reason),
    };
    let entry = Entry::new(visitor.actor(), "account.glass_seen", "account", account);
    let entry = entry.owner(account).from(Some(visitor.ip()));
    look(tx, official, at, entry).await.map(|_| ())
}

/// Opens an account, and tells of it; `None` when the official has done so too often.
pub(crate) async fn open(
    tx: &mut Tx,
    visitor: &Visitor,
    opening: Opening<'_>,
    (account, person): (&Account, &Person),
) -> Result<Option<Uuid>, DbError> {
    let official = opening.official;
    let now = tx.now();
    // Two clicks at once are counted one after the other.
    store::lock_staff(tx, official.id).await?;
    let row = tx.row(LATELY, args![official.id, day_ago(now)]).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    if n >= A_DAY {
        return Ok(None);
    }
    let id = tx.new_id();
    let until = now.checked_add(LIFE).unwrap_or(Timestamp::MAX);
    let reason = tx.seal("break_glass", "reason", id, &opening.reason);
    let role = opening.role.word;
    let number = account.number.as_str();
    let values = args![
        id,
        official.id,
        role,
        account.id,
        number,
        reason,
        now,
        until
    ];
    tx.exec(PUT, values).await?;
    let entry = Entry::new(
        visitor.actor(),
        "account.glass_opened",
        "account",
        account.id,
    );
    tx.journal(entry.owner(account.id).from(Some(visitor.ip())))
        .await?;
    seen(
        tx,
        visitor,
        official,
        (id, role, account.id),
        &opening.reason,
    )
    .await?;
    tell_owner(tx, visitor, &opening, (account, person), id).await?;
    tell_watchers(tx, visitor, &opening, number, id).await?;
    Ok(Some(id))
}

/// By SMS, by letter and in the portal, whatever is switched off and whatever the hour.
async fn tell_owner(
    tx: &mut Tx,
    visitor: &Visitor,
    opening: &Opening<'_>,
    (account, person): (&Account, &Person),
    id: Uuid,
) -> Result<(), DbError> {
    let portal = visitor.portal();
    let role = format!("accounts-role-{}", opening.role.word);
    let facts = [
        ("role", portal.words().t(account.lang, &role)),
        ("place", opening.official.place.clone()),
        ("work", work_number(opening.official.id)),
        ("reason", opening.reason.reveal().clone()),
    ];
    let note = Note {
        id: "accounts-glass-told",
        facts: &facts,
        key: format!("glass:{id}"),
        link: "/cabinet/security/looks",
    };
    let to = store::recipient(account, person);
    notices::tell_to(tx, portal, account, person, &to, note).await
}

/// Subject and text for those who watch.
fn letter(tx: &Tx, visitor: &Visitor, official: &Official, number: &str) -> (String, String) {
    let portal = visitor.portal();
    let at = portal.local(tx.now()).strftime("%d.%m.%Y, %H:%M");
    let args = [
        ("number", number.into()),
        ("place", official.place.as_str().into()),
        ("work", work_number(official.id).into()),
        ("time", at.to_string().into()),
    ];
    let text = |part: &str| {
        let id = format!("accounts-glass-watch-{part}");
        portal.words().tv(Lang::Ru, &id, &args)
    };
    (text("subject"), text("body"))
}

/// Administrators and auditors, as far as their e-mail is known; all of them see it on
/// their pages. No person's name stands in the letter.
async fn tell_watchers(
    tx: &mut Tx,
    visitor: &Visitor,
    opening: &Opening<'_>,
    number: &str,
    id: Uuid,
) -> Result<(), DbError> {
    let (subject, body) = letter(tx, visitor, opening.official, number);
    let watches = |one: &&Staff| one.is_active() && one.id != opening.official.id;
    for one in opening.watchers.iter().filter(watches) {
        let (key, letter) = (
            format!("glass:{id}:{}", one.id),
            (subject.clone(), body.clone()),
        );
        notices::tell_staff(tx, one, key, letter, "/admin/glass").await?;
    }
    Ok(())
}

/// The account is closed: what was written as a reason may tell of its person, and goes.
pub(crate) async fn blur(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    for row in tx.rows(OF_ACCOUNT, args![account]).await? {
        let id: Uuid = row.get("id")?;
        let nothing = tx.seal("break_glass", "reason", id, &"");
        tx.exec(BLUR, args![id, nothing]).await?;
    }
    Ok(())
}

/// The official ends it; false when it was over.
pub(crate) async fn end(tx: &mut Tx, visitor: &Visitor, glass: &Glass) -> Result<bool, DbError> {
    let now = tx.now();
    if tx.exec(END, args![glass.id, glass.staff, now]).await? == 0 {
        return Ok(false);
    }
    let entry = Entry::new(
        visitor.actor(),
        "account.glass_ended",
        "account",
        glass.account,
    );
    tx.journal(entry.owner(glass.account).from(Some(visitor.ip())))
        .await?;
    Ok(true)
}

/// Another administrator has looked into it; false when somebody was faster, when it is
/// open still, or when it is their own.
pub(crate) async fn review(
    tx: &mut Tx,
    visitor: &Visitor,
    by: Uuid,
    glass: &Glass,
) -> Result<bool, DbError> {
    let now = tx.now();
    if tx.exec(REVIEW, args![glass.id, by, now]).await? == 0 {
        return Ok(false);
    }
    let entry = Entry::new(
        visitor.actor(),
        "account.glass_reviewed",
        "account",
        glass.account,
    );
    tx.journal(entry.from(Some(visitor.ip()))).await?;
    Ok(true)
}
