//! The roles of officials: a table of them, and grants that are rows. A grant is limited
//! in time and ends by itself; one of a role that two people give is in force only when a
//! second administrator has approved it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Entry, Row, Tx, args};
use okno_web::session::end_others;
use okno_web::{Lang, Portal, Subject, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::Accounts;
use crate::model::Staff;
use crate::notices;

/// What an official may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Word in the store, and of `Visitor::official`.
    pub word: &'static str,
    /// Where they begin after signing in.
    pub home: &'static str,
    /// A second administrator approves it: whoever has it opens many accounts, or gives
    /// roles, or watches those who do.
    pub two_people: bool,
    /// May open one account without a case, in an emergency ([`crate::glass`]): those who
    /// help people, never those who watch them.
    pub break_glass: bool,
}

const fn role(word: &'static str, home: &'static str, two_people: bool, break_glass: bool) -> Role {
    Role {
        word,
        home,
        two_people,
        break_glass,
    }
}

/// All roles. Of somebody who has several the first one says where they begin.
pub const ROLES: [Role; 7] = [
    role("officer", "/work", false, true),
    // Sees who holds which case and moves cases between officers; opens nobody's data by it.
    role("chief", "/work/team", false, false),
    role("operator", "/centre", false, true),
    role("support", "/support/desk", true, true),
    role("admin", "/admin", true, false),
    role("auditor", "/centre/papers", true, false),
    // Writes services and tries them as people who do not exist; sees nobody's data.
    role("designer", "/work/services", false, false),
];

/// The role of a word.
#[must_use]
pub fn find_role(word: &str) -> Option<&'static Role> {
    ROLES.iter().find(|role| role.word == word)
}

/// The longest a grant lasts, days; those of the command line last as long.
pub const LONGEST: i64 = 366;
/// So long before its end a grant is marked to be extended.
pub const WARNING: SignedDuration = SignedDuration::from_hours(7 * 24);

okno_store::statements! {
    PUT = "insert into staff_grants (id, role, staff, unit, from_at, until_at, granted_by, approved_at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8)";
    IN_FORCE = "select role from staff_grants where staff = $1 and approved_at is not null and ended_at is null \
                and from_at <= $2 and (until_at is null or until_at > $2)";
    IN_FORCE_OF = "select staff, role from staff_grants where approved_at is not null and ended_at is null \
                   and from_at <= $17 and (until_at is null or until_at > $17) \
                   and staff in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    HOLDERS = "select distinct staff from staff_grants where role in ($1, $2) and approved_at is not null and ended_at is null \
               and from_at <= $3 and (until_at is null or until_at > $3) limit 500";
    IN_UNIT = "select distinct staff from staff_grants where role = $1 and unit = $2 and approved_at is not null \
               and ended_at is null and from_at <= $3 and (until_at is null or until_at > $3) limit 500";
    HOLDS = "select s.id from staff s join staff_grants g on g.staff = s.id where s.id = $1 and s.unit = $3 and s.state = 'active' \
             and g.role = $2 and g.approved_at is not null and g.ended_at is null \
             and g.from_at <= $4 and (g.until_at is null or g.until_at > $4) limit 1";
    HOLDS_ANY = "select s.id from staff s join staff_grants g on g.staff = s.id where s.id = $1 and s.state = 'active' \
                 and g.role = $2 and g.approved_at is not null and g.ended_at is null \
                 and g.from_at <= $3 and (g.until_at is null or g.until_at > $3) limit 1";
    OF = "select id, role, staff, unit, from_at, until_at, granted_by, approved_by, approved_at, ended_by, ended_at \
          from staff_grants where staff = $1 order by from_at desc, id desc limit 100";
    END_ALL = "update staff_grants set ended_by = $2, ended_at = $3 where staff = $1 and ended_at is null \
               and (until_at is null or until_at > $3)";
    SAME = "select count(*) as n from staff_grants where staff = $1 and role = $2 and ended_at is null \
            and (until_at is null or until_at > $3)";
    ALL = "select id, role, staff, unit, from_at, until_at, granted_by, approved_by, approved_at, ended_by, ended_at \
           from staff_grants order by from_at desc, id desc limit 500";
    FIND = "select id, role, staff, unit, from_at, until_at, granted_by, approved_by, approved_at, ended_by, ended_at \
            from staff_grants where id = $1 and role = $2";
    APPROVE = "update staff_grants set approved_by = $3, approved_at = $4 where id = $1 and role = $2 \
               and approved_at is null and ended_at is null and granted_by <> $3 and staff <> $3 \
               and (until_at is null or until_at > $4)";
    LIMIT = "update staff_grants set until_at = $4 where id = $1 and role = $2 and staff <> $3 and until_at is null \
             and ended_at is null";
    END_SOON = "select id, role, staff, unit, from_at, until_at, granted_by, approved_by, approved_at, ended_by, ended_at \
                from staff_grants where approved_at is not null and ended_at is null and until_at > $1 and until_at <= $2 \
                order by until_at limit 500";
    END = "update staff_grants set ended_by = $3, ended_at = $4 where id = $1 and role = $2 and ended_at is null \
           and staff <> $3 and (until_at is null or until_at > $4)";
}

/// A grant of a role.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Id; with the role it names one grant.
    pub id: Uuid,
    /// The role, [`Role::word`].
    pub role: String,
    /// To whom.
    pub staff: Uuid,
    /// Agency or centre.
    pub unit: String,
    /// From when.
    pub from_at: Timestamp,
    /// Until when; `None` for those from before there were ends.
    pub until_at: Option<Timestamp>,
    /// By whom; `None` by the command line.
    pub granted_by: Option<Uuid>,
    /// Who approved it, where that is needed.
    pub approved_by: Option<Uuid>,
    /// Since when it is approved.
    pub approved_at: Option<Timestamp>,
    /// Who took it away.
    pub ended_by: Option<Uuid>,
    /// When it was taken away.
    pub ended_at: Option<Timestamp>,
}

/// How a grant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// Waits for a second administrator.
    Waits,
    /// In force.
    Good,
    /// In force, and over within a week.
    Ending,
    /// Its time is over.
    Over,
    /// Taken away.
    Taken,
}

impl Force {
    /// Word of its texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Good => "good",
            Self::Ending => "ending",
            Self::Over => "over",
            Self::Taken => "taken",
        }
    }
}

impl Grant {
    /// How it stands at this time.
    #[must_use]
    pub fn force(&self, now: Timestamp) -> Force {
        let ends_by = |at: Timestamp| self.until_at.is_some_and(|until| until <= at);
        let soon = now.checked_add(WARNING).unwrap_or(Timestamp::MAX);
        match (self.ended_at, self.approved_at) {
            (Some(_), _) => Force::Taken,
            _ if ends_by(now) => Force::Over,
            (None, None) => Force::Waits,
            _ if ends_by(soon) => Force::Ending,
            _ => Force::Good,
        }
    }
}

fn read(row: &Row) -> Result<Grant, DbError> {
    Ok(Grant {
        id: row.get("id")?,
        role: row.get("role")?,
        staff: row.get("staff")?,
        unit: row.get("unit")?,
        from_at: row.get("from_at")?,
        until_at: row.get("until_at")?,
        granted_by: row.get("granted_by")?,
        approved_by: row.get("approved_by")?,
        approved_at: row.get("approved_at")?,
        ended_by: row.get("ended_by")?,
        ended_at: row.get("ended_at")?,
    })
}

/// The roles of an official that are in force now.
///
/// # Errors
/// Those of the store.
pub async fn in_force(db: &Db, staff: Uuid) -> Result<Vec<String>, DbError> {
    let rows = db.rows(IN_FORCE, args![staff, db.now()]).await?;
    rows.iter().map(|row| row.get("role")).collect()
}

/// The same of several officials.
pub(crate) async fn in_force_of(
    db: &Db,
    staff: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<String>>, DbError> {
    let ids: Vec<Uuid> = staff.collect();
    let mut all: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    for some in ids.chunks(16) {
        let mut args = crate::store::sixteen(some);
        args.push(db.now().into());
        for row in db.rows(IN_FORCE_OF, args).await? {
            all.entry(row.get("staff")?)
                .or_default()
                .push(row.get("role")?);
        }
    }
    Ok(all)
}

/// Who has one of two roles now, 500 at most.
pub(crate) async fn holders(db: &Db, roles: [&str; 2]) -> Result<Vec<Staff>, DbError> {
    let [one, two] = roles;
    let rows = db.rows(HOLDERS, args![one, two, db.now()]).await?;
    let ids: Vec<Uuid> = rows
        .iter()
        .map(|row| row.get("staff"))
        .collect::<Result<_, _>>()?;
    let all = crate::store::staff_of(db, ids).await?;
    Ok(all.into_values().collect())
}

/// Those of a unit who have a role now, in the order of their names; 500 at most.
///
/// # Errors
/// Those of the store.
pub async fn colleagues(db: &Db, unit: &str, role: &str) -> Result<Vec<Staff>, DbError> {
    let rows = db.rows(IN_UNIT, args![role, unit, db.now()]).await?;
    let ids: Vec<Uuid> = rows
        .iter()
        .map(|row| row.get("staff"))
        .collect::<Result<_, _>>()?;
    let all = crate::store::staff_of(db, ids).await?;
    let mut all: Vec<Staff> = all
        .into_values()
        .filter(|one| one.is_active() && one.unit == unit)
        .collect();
    all.sort_by(|a, b| a.person.name.cmp(&b.person.name));
    Ok(all)
}

/// Who of these has a role now and works here still.
///
/// # Errors
/// Those of the store.
pub async fn those_with(
    db: &Db,
    staff: impl IntoIterator<Item = Uuid>,
    role: &str,
) -> Result<BTreeSet<Uuid>, DbError> {
    let all = crate::store::staff_of(db, staff).await?;
    let active = all.values().filter(|one| one.is_active());
    let roles = in_force_of(db, active.map(|one| one.id)).await?;
    let has = |held: &Vec<String>| held.iter().any(|one| one == role);
    let those = roles.into_iter().filter(|(_, held)| has(held));
    Ok(those.map(|(id, _)| id).collect())
}

/// Has an official of a unit this role? Holds their row until the end of the transaction,
/// so that neither the role nor the account ends in between.
///
/// # Errors
/// Those of the store.
pub async fn holds(tx: &mut Tx, staff: Uuid, role: &str, unit: &str) -> Result<bool, DbError> {
    crate::store::lock_staff(tx, staff).await?;
    let now = tx.now();
    let row = tx.row(HOLDS, args![staff, role, unit, now]).await?;
    Ok(row.is_some())
}

/// The same of whatever unit they belong to.
///
/// # Errors
/// Those of the store.
pub async fn holds_anywhere(tx: &mut Tx, staff: Uuid, role: &str) -> Result<bool, DbError> {
    crate::store::lock_staff(tx, staff).await?;
    let now = tx.now();
    let row = tx.row(HOLDS_ANY, args![staff, role, now]).await?;
    Ok(row.is_some())
}

/// The grants of an official, the newest first, 100 at most.
pub(crate) async fn of(db: &Db, staff: Uuid) -> Result<Vec<Grant>, DbError> {
    db.rows(OF, args![staff]).await?.iter().map(read).collect()
}

/// Every role of an official is over.
pub(crate) async fn end_all(tx: &mut Tx, staff: Uuid, by: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(END_ALL, args![staff, by, now]).await.map(|_| ())
}

/// Grants, the newest first, 500 at most.
///
/// # Errors
/// Those of the store.
pub async fn all(db: &Db) -> Result<Vec<Grant>, DbError> {
    db.rows(ALL, vec![]).await?.iter().map(read).collect()
}

/// Of whoever runs commands on the machine: in force at once, for a year.
pub(crate) async fn put_at_once(
    tx: &mut Tx,
    staff: Uuid,
    role: &str,
    unit: &str,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let year = SignedDuration::from_hours(LONGEST * 24);
    let until = now.checked_add(year).unwrap_or(Timestamp::MAX);
    let by: Option<Uuid> = None;
    let row = args![id, role, staff, unit, now, until, by, now];
    tx.exec(PUT, row).await.map(|_| ())
}

/// A grant to be given.
#[derive(Debug, Clone)]
pub struct New<'a> {
    /// To whom.
    pub staff: Uuid,
    /// Their agency or centre.
    pub unit: &'a str,
    /// The role.
    pub role: &'static Role,
    /// Until when.
    pub until: Timestamp,
}

/// Why a grant was not given or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Not {
    /// Nobody gives roles to themselves, approves their own grant, or takes their own away.
    Own,
    /// They have the role, or it waits to be approved.
    There,
    /// Another administrator was faster, or there is no such grant to change.
    Gone,
}

fn about(visitor: &Visitor, act: &'static str, staff: Uuid, role: &str) -> Entry {
    Entry::new(visitor.actor(), act, "staff", staff)
        .detail(json!({ "roles": [role] }))
        .from(Some(visitor.ip()))
}

/// Gives a role; one that two people give waits to be approved.
///
/// # Errors
/// Those of the store.
pub async fn give(
    tx: &mut Tx,
    visitor: &Visitor,
    by: Uuid,
    new: New<'_>,
) -> Result<Result<(), Not>, DbError> {
    if new.staff == by {
        return Ok(Err(Not::Own));
    }
    let now = tx.now();
    // Whoever gives this official a role at the same time waits here.
    crate::store::lock_staff(tx, new.staff).await?;
    // One that ends soon may be followed by the next.
    let soon = now.checked_add(WARNING).unwrap_or(Timestamp::MAX);
    let row = tx.row(SAME, args![new.staff, new.role.word, soon]).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    if n > 0 {
        return Ok(Err(Not::There));
    }
    let id = tx.new_id();
    let approved = (!new.role.two_people).then_some(now);
    let (staff, role) = (new.staff, new.role.word);
    let row = args![id, role, staff, new.unit, now, new.until, by, approved];
    tx.exec(PUT, row).await?;
    tx.journal(about(visitor, "staff.granted", staff, role))
        .await?;
    Ok(Ok(()))
}

async fn find(tx: &mut Tx, id: Uuid, role: &str) -> Result<Option<Grant>, DbError> {
    let row = tx.row(FIND, args![id, role]).await?;
    row.map(|row| read(&row)).transpose()
}

/// What became of an act on a grant; one that was done is a line of the journal.
async fn settled(
    tx: &mut Tx,
    visitor: &Visitor,
    act: &'static str,
    done: Option<&Grant>,
    is_own: bool,
) -> Result<Result<(), Not>, DbError> {
    let Some(grant) = done else {
        return Ok(Err(if is_own { Not::Own } else { Not::Gone }));
    };
    tx.journal(about(visitor, act, grant.staff, &grant.role))
        .await?;
    Ok(Ok(()))
}

/// Approves what another administrator has given.
///
/// # Errors
/// Those of the store.
pub async fn approve(
    tx: &mut Tx,
    visitor: &Visitor,
    by: Uuid,
    (id, role): (Uuid, &str),
) -> Result<Result<(), Not>, DbError> {
    let now = tx.now();
    let done = tx.exec(APPROVE, args![id, role, by, now]).await? == 1;
    let grant = find(tx, id, role).await?;
    let is_own = |grant: &Grant| grant.granted_by == Some(by) || grant.staff == by;
    let own = grant.as_ref().is_some_and(is_own);
    let done = grant.as_ref().filter(|_| done);
    settled(tx, visitor, "staff.approved", done, own).await
}

/// Takes a role away; the official is signed out everywhere at once, and what hung on the
/// role follows ([`crate::RolesEnded`]).
///
/// # Errors
/// Those of the store.
pub async fn take_away(
    tx: &mut Tx,
    accounts: &Accounts,
    visitor: &Visitor,
    by: Uuid,
    (id, role): (Uuid, &str),
) -> Result<Result<(), Not>, DbError> {
    let now = tx.now();
    // Whoever hands this official a case at the same time waits, or is waited for.
    if let Some(grant) = find(tx, id, role).await? {
        crate::store::lock_staff(tx, grant.staff).await?;
    }
    let done = tx.exec(END, args![id, role, by, now]).await? == 1;
    let grant = find(tx, id, role).await?;
    let own = grant.as_ref().is_some_and(|grant| grant.staff == by);
    let done = grant.as_ref().filter(|_| done);
    if let Some(grant) = done {
        end_others(tx, Subject::Staff(grant.staff), Uuid::nil()).await?;
        accounts
            .roles_ended(tx, grant.staff, visitor.actor())
            .await?;
    }
    settled(tx, visitor, "staff.role_taken", done, own).await
}

/// Sets an end to a grant that has none.
///
/// # Errors
/// Those of the store.
pub async fn limit(
    tx: &mut Tx,
    visitor: &Visitor,
    by: Uuid,
    (id, role): (Uuid, &str),
    until: Timestamp,
) -> Result<Result<(), Not>, DbError> {
    let done = tx.exec(LIMIT, args![id, role, by, until]).await? == 1;
    let grant = find(tx, id, role).await?;
    let own = grant.as_ref().is_some_and(|grant| grant.staff == by);
    let done = grant.as_ref().filter(|_| done);
    settled(tx, visitor, "staff.role_limited", done, own).await
}

/// Subject and text for an official whose role ends.
fn letter(portal: &Portal, grant: &Grant) -> (String, String) {
    let role = format!("accounts-role-{}", grant.role);
    let date = grant.until_at.map(|at| portal.date_long(Lang::Ru, at));
    let args = [
        ("role", portal.words().t(Lang::Ru, &role).into()),
        ("date", date.unwrap_or_default().into()),
    ];
    let text = |part: &str| {
        let id = format!("accounts-grants-ends-{part}");
        portal.words().tv(Lang::Ru, &id, &args)
    };
    (text("subject"), text("body"))
}

/// Writes to officials whose role ends within a week, as far as their e-mail is known;
/// once a grant. How many grants there were.
pub(crate) async fn warn(portal: &Portal) -> Result<u64, DbError> {
    let db = portal.db();
    let now = db.now();
    let soon = now.checked_add(WARNING).unwrap_or(Timestamp::MAX);
    let rows = db.rows(END_SOON, args![now, soon]).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let grants: Vec<Grant> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let staff = crate::store::staff_of(db, grants.iter().map(|grant| grant.staff)).await?;
    let mut tx = db.begin().await?;
    for grant in &grants {
        let Some(one) = staff.get(&grant.staff).filter(|one| one.is_active()) else {
            continue;
        };
        let key = format!("grant:{}:{}:ends", grant.id, grant.role);
        notices::tell_staff(&mut tx, one, key, letter(portal, grant), "/work/login").await?;
    }
    tx.commit().await?;
    u64::try_from(grants.len()).map_err(|_| DbError::Missing("grants"))
}

/// Of commands: the roles of a new official, in force at once.
pub(crate) async fn put_all(
    tx: &mut Tx,
    staff: Uuid,
    unit: &str,
    roles: &[&str],
) -> Result<(), DbError> {
    for role in roles {
        put_at_once(tx, staff, role, unit).await?;
    }
    Ok(())
}
