//! The accounts of officials: an invitation by e-mail, at whose end stands a password of
//! their own; a link to another password, which two administrators give; closing.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use okno_requisites::Email;
use okno_store::{Actor, Db, DbError, Entry, Row, Tx, args};
use okno_web::session::end_others;
use okno_web::{Lang, Portal, Subject, Visitor};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Accounts;
use crate::grants::{self, Not, Role};
use crate::model::{Staff, StaffPerson, StaffState};
use crate::secrets::Hashed;
use crate::{notices, passkeys, store};

okno_store::statements! {
    PUT = "insert into staff_links (id, staff, purpose, hash, asked_by, made_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7)";
    DROP = "update staff_links set ended_at = $2 where staff = $1 and used_at is null and ended_at is null and ends_at > $2";
    APPROVE = "update staff_links set hash = $3, approved_by = $4, ends_at = $5 where id = $1 and staff = $2 and hash is null \
               and ended_at is null and ends_at > $6 and asked_by <> $4 and staff <> $4";
    FIND = "select id, staff, purpose, hash, asked_by, approved_by, made_at, ends_at from staff_links where id = $1";
    OPEN = "select id, staff, purpose, hash, asked_by, approved_by, made_at, ends_at from staff_links \
            where hash = $1 and used_at is null and ended_at is null and ends_at > $2";
    USE = "update staff_links set used_at = $2 where id = $1 and used_at is null and ended_at is null and ends_at > $2";
    OF = "select id, staff, purpose, hash, asked_by, approved_by, made_at, ends_at from staff_links \
          where staff = $1 and used_at is null and ended_at is null and ends_at > $2 order by made_at desc, id desc limit 1";
    WAITING = "select id, staff, purpose, hash, asked_by, approved_by, made_at, ends_at from staff_links \
               where hash is null and ended_at is null and ends_at > $1 order by made_at limit 100";
    SWEEP = "delete from staff_links where ends_at < $1";
}

/// Life of a link; also how long one waits for a second administrator.
pub const LIFE: SignedDuration = SignedDuration::from_hours(72);

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The first password.
    First,
    /// Another password; app and keys stay as they are.
    Again,
    /// Another password, and the second factor is set up anew.
    AgainWithoutSteps,
    /// The password of somebody whose account was closed and who comes back. Until it is
    /// set the account stays closed.
    Back,
}

impl Purpose {
    fn number(self) -> i64 {
        match self {
            Self::First => 0,
            Self::Again => 1,
            Self::AgainWithoutSteps => 2,
            Self::Back => 3,
        }
    }

    fn from_number(number: i64) -> Self {
        match number {
            0 => Self::First,
            1 => Self::Again,
            2 => Self::AgainWithoutSteps,
            _ => Self::Back,
        }
    }

    /// Is what they showed besides the password worth nothing from now on?
    fn drops_steps(self) -> bool {
        self != Self::Again
    }

    /// Of its texts.
    fn word(self) -> &'static str {
        match self {
            Self::First | Self::Back => "invited",
            Self::Again | Self::AgainWithoutSteps => "again",
        }
    }
}

/// A link that is neither used nor over.
#[derive(Debug, Clone)]
pub struct Link {
    /// Id.
    pub id: Uuid,
    /// For whom.
    pub staff: Uuid,
    /// What for.
    pub purpose: Purpose,
    /// Waits for a second administrator: nothing has been sent yet.
    pub waits: bool,
    /// Who asked for it; `None` by the command line.
    pub asked_by: Option<Uuid>,
    /// Since when.
    pub made_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}

fn read(row: &Row) -> Result<Link, DbError> {
    Ok(Link {
        id: row.get("id")?,
        staff: row.get("staff")?,
        purpose: Purpose::from_number(row.get("purpose")?),
        waits: row.get::<Option<Vec<u8>>>("hash")?.is_none(),
        asked_by: row.get("asked_by")?,
        made_at: row.get("made_at")?,
        ends_at: row.get("ends_at")?,
    })
}

fn new_token(db: &Db) -> String {
    BASE64URL_NOPAD.encode(&db.chance().bytes::<32>())
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(format!("staff.{token}").as_bytes()).to_vec()
}

/// Where a link leads.
#[must_use]
pub fn path(token: &str) -> String {
    format!("/work/invitation/{token}")
}

fn later(now: Timestamp) -> Timestamp {
    now.checked_add(LIFE).unwrap_or(Timestamp::MAX)
}

fn line(actor: Actor, act: &'static str, staff: Uuid) -> Entry {
    Entry::new(actor, act, "staff", staff)
}

fn by(visitor: &Visitor, act: &'static str, staff: Uuid) -> Entry {
    line(visitor.actor(), act, staff).from(Some(visitor.ip()))
}

/// The link of an official, if there is one.
///
/// # Errors
/// Those of the store.
pub async fn link_of(db: &Db, staff: Uuid) -> Result<Option<Link>, DbError> {
    let row = db.row(OF, args![staff, db.now()]).await?;
    row.map(|row| read(&row)).transpose()
}

/// Links that wait for a second administrator, the oldest first, 100 at most.
///
/// # Errors
/// Those of the store.
pub async fn waiting(db: &Db) -> Result<Vec<Link>, DbError> {
    let rows = db.rows(WAITING, args![db.now()]).await?;
    rows.iter().map(read).collect()
}

/// The link of a token, while it is good.
pub(crate) async fn opened_by(db: &Db, token: &str) -> Result<Option<Link>, DbError> {
    let row = db.row(OPEN, args![hash(token), db.now()]).await?;
    row.map(|row| read(&row)).transpose()
}

/// Puts a link down in the place of an earlier one. Without a token it waits.
async fn put(
    tx: &mut Tx,
    staff: Uuid,
    purpose: Purpose,
    token: Option<&str>,
    by: Option<Uuid>,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.exec(DROP, args![staff, now]).await?;
    let hash = token.map(hash);
    let row = args![id, staff, purpose.number(), hash, by, now, later(now)];
    tx.exec(PUT, row).await.map(|_| ())
}

/// Subject and text of the letter with a link.
fn letter(
    portal: &Portal,
    person: &StaffPerson,
    purpose: Purpose,
    ends_at: Timestamp,
) -> (String, String) {
    let date = portal.local(ends_at).strftime("%d.%m.%Y, %H:%M");
    let args = [
        ("login", person.login.as_str().into()),
        ("place", person.place.as_str().into()),
        ("date", date.to_string().into()),
    ];
    let text = |part: &str| {
        let id = format!("accounts-officials-{}-{part}", purpose.word());
        portal.words().tv(Lang::Ru, &id, &args)
    };
    (text("subject"), text("body"))
}

/// Makes a link that is good at once and sends it.
async fn send(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    purpose: Purpose,
    by: Option<Uuid>,
) -> Result<(), DbError> {
    let token = new_token(tx.db());
    put(tx, staff.id, purpose, Some(&token), by).await?;
    mail(tx, portal, staff, purpose, &token).await
}

async fn mail(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    purpose: Purpose,
    token: &str,
) -> Result<(), DbError> {
    let key = format!("official:{}", tx.new_id());
    let letter = letter(portal, &staff.person, purpose, later(tx.now()));
    notices::tell_staff(tx, staff, key, letter, &path(token)).await
}

/// Who is invited.
pub struct New<'a> {
    /// Login, name, place, e-mail.
    pub person: StaffPerson,
    /// Agency, centre, or the portal itself.
    pub unit: &'a str,
    /// The first role.
    pub role: &'static Role,
    /// Until when.
    pub until: Timestamp,
}

/// Makes an account that no password opens, gives its first role and sends the invitation.
///
/// # Errors
/// Those of the store; [`DbError::Taken`] when the login exists.
pub async fn invite(
    tx: &mut Tx,
    visitor: &Visitor,
    admin: Uuid,
    new: New<'_>,
) -> Result<Uuid, DbError> {
    let state = StaffState::Invited;
    let id = store::put_staff(tx, &new.person, (&Hashed::none(), None), new.unit, state).await?;
    let entry = by(visitor, "staff.invited", id).detail(json!({ "unit": new.unit }));
    tx.journal(entry).await?;
    let grant = grants::New {
        staff: id,
        unit: new.unit,
        role: new.role,
        until: new.until,
    };
    // Nobody can have given this official a role before.
    let _ = grants::give(tx, visitor, admin, grant).await?;
    let staff = Staff {
        id,
        person: new.person,
        unit: new.unit.to_owned(),
        roles: Vec::new(),
        state,
        has_totp: false,
    };
    send(tx, visitor.portal(), &staff, Purpose::First, Some(admin)).await?;
    Ok(id)
}

/// Sends the invitation again; the earlier link is worth nothing then.
///
/// # Errors
/// Those of the store.
pub async fn invite_again(
    tx: &mut Tx,
    visitor: &Visitor,
    admin: Uuid,
    staff: &Staff,
) -> Result<Result<(), Not>, DbError> {
    store::lock_staff(tx, staff.id).await?;
    let (invited, id) = (StaffState::Invited, staff.id);
    // Not when the password was set meanwhile.
    if !store::move_staff(tx, id, invited, invited).await? {
        return Ok(Err(Not::Gone));
    }
    send(tx, visitor.portal(), staff, Purpose::First, Some(admin)).await?;
    tx.journal(by(visitor, "staff.invited_again", id)).await?;
    Ok(Ok(()))
}

/// Asks for a link to another password, or back for somebody whose account is closed. It is
/// sent when a second administrator approves: whoever could give one alone could act under
/// another's name.
///
/// # Errors
/// Those of the store.
pub async fn ask(
    tx: &mut Tx,
    visitor: &Visitor,
    admin: Uuid,
    staff: &Staff,
    purpose: Purpose,
) -> Result<Result<(), Not>, DbError> {
    if staff.id == admin {
        return Ok(Err(Not::Own));
    }
    store::lock_staff(tx, staff.id).await?;
    let state = match purpose {
        Purpose::First => return Ok(Err(Not::Gone)),
        Purpose::Again | Purpose::AgainWithoutSteps => StaffState::Active,
        Purpose::Back => StaffState::Closed,
    };
    if !store::move_staff(tx, staff.id, state, state).await? {
        return Ok(Err(Not::Gone));
    }
    put(tx, staff.id, purpose, None, Some(admin)).await?;
    let detail = json!({
        "steps_lost": purpose.drops_steps(),
        "back": purpose == Purpose::Back,
    });
    let entry = by(visitor, "staff.link_asked", staff.id);
    tx.journal(entry.detail(detail)).await?;
    Ok(Ok(()))
}

/// Approves it and sends the link; not by who asked, nor by whom it is for.
///
/// # Errors
/// Those of the store.
pub async fn approve(
    tx: &mut Tx,
    visitor: &Visitor,
    admin: Uuid,
    staff: &Staff,
    link: Uuid,
) -> Result<Result<(), Not>, DbError> {
    let (token, now) = (new_token(tx.db()), tx.now());
    let row = args![link, staff.id, hash(&token), admin, later(now), now];
    let done = tx.exec(APPROVE, row).await? == 1;
    let found = tx.row(FIND, args![link]).await?;
    let found = found.map(|row| read(&row)).transpose()?;
    match found {
        Some(link) if done => {
            mail(tx, visitor.portal(), staff, link.purpose, &token).await?;
            tx.journal(by(visitor, "staff.link_approved", staff.id))
                .await?;
            Ok(Ok(()))
        }
        Some(link) if link.asked_by == Some(admin) || link.staff == admin => Ok(Err(Not::Own)),
        _ => Ok(Err(Not::Gone)),
    }
}

/// Takes back what was asked for or sent.
///
/// # Errors
/// Those of the store.
pub async fn cancel(
    tx: &mut Tx,
    visitor: &Visitor,
    staff: Uuid,
) -> Result<Result<(), Not>, DbError> {
    let now = tx.now();
    if tx.exec(DROP, args![staff, now]).await? == 0 {
        return Ok(Err(Not::Gone));
    }
    tx.journal(by(visitor, "staff.link_cancelled", staff))
        .await?;
    Ok(Ok(()))
}

/// Of whoever runs commands on the machine, for a portal with one administrator: a link
/// to be handed over, its path. Whoever works here no more comes back by it.
///
/// # Errors
/// Those of the store.
pub async fn hand_out(tx: &mut Tx, staff: &Staff, steps_lost: bool) -> Result<String, DbError> {
    let purpose = match (staff.state, steps_lost) {
        (StaffState::Closed, _) => Purpose::Back,
        (StaffState::Invited, _) => Purpose::First,
        (StaffState::Active, false) => Purpose::Again,
        (StaffState::Active, true) => Purpose::AgainWithoutSteps,
    };
    let token = new_token(tx.db());
    put(tx, staff.id, purpose, Some(&token), None).await?;
    tx.journal(line(Actor::Operator, "staff.link_made", staff.id))
        .await?;
    Ok(path(&token))
}

/// The password that the holder of a link has chosen; uses the link up. Every session of
/// the official ends. False when somebody was faster, or the account has been closed since.
pub(crate) async fn accept(
    tx: &mut Tx,
    visitor: &Visitor,
    link: &Link,
    password: &Hashed,
) -> Result<bool, DbError> {
    let (id, now) = (link.staff, tx.now());
    if tx.exec(USE, args![link.id, now]).await? == 0 {
        return Ok(false);
    }
    if link.purpose == Purpose::Back {
        let (closed, active) = (StaffState::Closed, StaffState::Active);
        if !store::move_staff(tx, id, closed, active).await? {
            return Ok(false);
        }
        tx.journal(by(visitor, "staff.taken_back", id)).await?;
    }
    if !store::enter_staff(tx, id, password).await? {
        return Ok(false);
    }
    if link.purpose.drops_steps() {
        store::drop_totp(tx, id).await?;
        passkeys::store::remove_all(tx, id).await?;
    }
    end_others(tx, Subject::Staff(id), Uuid::nil()).await?;
    tx.journal(by(visitor, "staff.password_set", id)).await?;
    Ok(true)
}

/// Another e-mail. The former one is told, so that nobody takes an account over in
/// silence; a link that is under way is dropped.
///
/// # Errors
/// Those of the store.
pub async fn set_email(
    tx: &mut Tx,
    visitor: &Visitor,
    staff: &Staff,
    email: Email,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(DROP, args![staff.id, now]).await?;
    let person = StaffPerson {
        email: Some(email),
        ..staff.person.clone()
    };
    store::save_staff(tx, staff.id, &person).await?;
    tx.journal(by(visitor, "staff.email_changed", staff.id))
        .await?;
    let portal = visitor.portal();
    let text = |part: &str| {
        let id = format!("accounts-officials-email-{part}");
        portal.words().t(Lang::Ru, &id)
    };
    let key = format!("official:{}", tx.new_id());
    let letter = (text("subject"), text("body"));
    notices::tell_staff(tx, staff, key, letter, "/work/login").await
}

/// Closes the account of somebody who works here no more: roles, sessions and links end at
/// once, and what hung on the roles follows ([`crate::RolesEnded`]). What they decided
/// stays under their name.
///
/// # Errors
/// Those of the store.
pub async fn close(
    tx: &mut Tx,
    accounts: &Accounts,
    visitor: &Visitor,
    admin: Uuid,
    staff: &Staff,
) -> Result<Result<(), Not>, DbError> {
    let id = staff.id;
    if id == admin {
        return Ok(Err(Not::Own));
    }
    store::lock_staff(tx, id).await?;
    let closed = StaffState::Closed;
    let done = store::move_staff(tx, id, StaffState::Active, closed).await?
        || store::move_staff(tx, id, StaffState::Invited, closed).await?;
    if !done {
        return Ok(Err(Not::Gone));
    }
    let now = tx.now();
    tx.exec(DROP, args![id, now]).await?;
    grants::end_all(tx, id, admin).await?;
    end_others(tx, Subject::Staff(id), Uuid::nil()).await?;
    accounts.roles_ended(tx, id, visitor.actor()).await?;
    tx.journal(by(visitor, "staff.closed", id)).await?;
    Ok(Ok(()))
}

/// Removes links that are over.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, DbError> {
    let now = tx.now();
    tx.exec(SWEEP, args![now]).await
}
