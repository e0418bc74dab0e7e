//! The department: who it is made of and what other departments plug into it.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::Router;
use futures::future::BoxFuture;
use jiff::Timestamp;
use okno_gateways::Gateways;
use okno_requisites::{
    Address, BirthDate, Citizenship, Email, Inn, NamePart, Phone, Sex, Snils, same_name,
};
use okno_store::{Actor, DbError, Tx, Worker};
use okno_web::{Fault, Lang, Met, People, Portal, Subject, Visitor, Who};
use uuid::Uuid;

use crate::holdings::{Agreement, Consents, Holdings, Teller};
use crate::model::{Account, Level, Passport, Person, State};
use crate::passkeys::{self, Keys};
use crate::scans::{self, Attachments};
use crate::secrets::Hasher;
use crate::security::{First, Policy, Steps, Way};
use crate::{codes, grants, news, officials, pages, security, store, waiting};

/// A part of the cabinet that another department draws.
pub trait Section: Send + Sync + 'static {
    /// HTML of a `<section>`, or nothing when there is nothing to show.
    fn draw<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        person: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>>;

    /// HTML of a `<section>` below the person's data, or nothing.
    fn profile<'a>(
        &'a self,
        _visitor: &'a Visitor,
        _account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(async { Ok(None) })
    }
}

/// A line of how an account stands with a department, for whoever helps its owner on the
/// phone: what, how, since when; no value of the person's data.
#[derive(Debug, Clone)]
pub struct Stands {
    /// What: «Письмо с кодом».
    pub title: String,
    /// How it stands, in words.
    pub text: String,
    /// Kind of the tag: `ok`, `warn`, `go`, `error` or nothing.
    pub tag: &'static str,
    /// Since when.
    pub at: Option<Timestamp>,
}

/// What a department tells support of an account.
pub trait Standing: Send + Sync + 'static {
    /// Its lines, the newest first.
    fn lines<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Stands>, Fault>>;
}

/// What follows from a saved profile: identity proofing begins its checks.
pub trait ProfileSaved: Send + Sync + 'static {
    /// Called in the transaction that saves, after the person was written and
    /// only when something changed. The account's `version` is the one from before.
    fn saved<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
        before: &'a Person,
        after: &'a Person,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>>;
}

/// What follows when an official loses a role or works here no more: the cases that they
/// held go back to the queue.
pub trait RolesEnded: Send + Sync + 'static {
    /// Called in the transaction that ended roles, which holds the official. Some may be
    /// left: [`grants::holds`] tells.
    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        staff: Uuid,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>>;
}

/// What somebody else says of a newcomer: fills the registration and the profile in.
/// What they vouch for is not typed: names may be spelled otherwise and no more,
/// numbers are shown.
pub struct Introduced {
    /// Of the introduction.
    pub id: Uuid,
    /// Who says so, in the visitor's language.
    pub by: String,
    /// Surname.
    pub surname: NamePart,
    /// Given name.
    pub given: NamePart,
    /// Patronymic.
    pub patronymic: Option<NamePart>,
    /// Phone; confirmed by code as any other.
    pub phone: Option<Phone>,
    /// E-mail; confirmed by code as any other.
    pub email: Option<Email>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// Birth place.
    pub birth_place: Option<String>,
    /// Citizenship.
    pub citizenship: Option<Citizenship>,
    /// Passport.
    pub passport: Option<Passport>,
    /// SNILS.
    pub snils: Option<Snils>,
    /// INN.
    pub inn: Option<Inn>,
    /// Registered address.
    pub address: Option<Address>,
}

impl Introduced {
    /// Is it about a person of this name? Where name and patronymic part is not looked
    /// at: certificates have them in one.
    pub(crate) fn is_called(
        &self,
        surname: &NamePart,
        given: &NamePart,
        patronymic: Option<&NamePart>,
    ) -> bool {
        let whole = |given: &NamePart, patronymic: Option<&NamePart>| {
            let patronymic = patronymic.map_or("", NamePart::as_str);
            format!("{} {patronymic}", given.as_str())
        };
        same_name(self.surname.as_str(), surname.as_str())
            && same_name(
                &whole(&self.given, self.patronymic.as_ref()),
                &whole(given, patronymic),
            )
    }

    /// The person with all that was said; names and contacts stay as typed.
    pub(crate) fn fills(&self, typed: Person) -> Person {
        Person {
            sex: self.sex,
            birth_date: self.birth_date.clone(),
            birth_place: self.birth_place.clone(),
            citizenship: self.citizenship,
            passport: self.passport.clone(),
            snils: self.snils.clone(),
            inn: self.inn.clone(),
            address: self.address.clone(),
            ..typed
        }
    }
}

/// Who knows newcomers: a bank, the authority behind a certificate (C19, S1-093).
pub trait Introduces: Send + Sync + 'static {
    /// The ways that are open; each has its page at `/register/{way}`.
    fn ways(&self) -> Vec<&'static str>;

    /// What was said of this visitor.
    fn known<'a>(
        &'a self,
        visitor: &'a Visitor,
    ) -> BoxFuture<'a, Result<Option<Introduced>, DbError>>;

    /// The same of a registration that goes on, perhaps elsewhere.
    fn again<'a>(
        &'a self,
        introduction: Uuid,
        lang: Lang,
    ) -> BoxFuture<'a, Result<Option<Introduced>, DbError>>;

    /// Called in the transaction that made the account and filled its profile in.
    fn settled<'a>(
        &'a self,
        tx: &'a mut Tx,
        introduction: Uuid,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<(), DbError>>;
}

struct Inner {
    portal: Portal,
    hasher: Hasher,
    policy: Policy,
    keys: Option<Keys>,
    sections: RwLock<Vec<(i32, Arc<dyn Section>)>>,
    holdings: RwLock<Vec<Arc<dyn Holdings>>>,
    consents: RwLock<Vec<Arc<dyn Consents>>>,
    profile_saved: RwLock<Vec<Arc<dyn ProfileSaved>>>,
    roles_ended: RwLock<Vec<Arc<dyn RolesEnded>>>,
    introduces: OnceLock<Arc<dyn Introduces>>,
    standing: RwLock<Vec<Arc<dyn Standing>>>,
    attachments: RwLock<Vec<Arc<dyn Attachments>>>,
    units: RwLock<Arc<Vec<Unit>>>,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// Decides cases.
    Agency,
    /// Receives people.
    Centre,
    /// Looks after the portal.
    Portal,
}

/// Where an official may work.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its word, which an official and the cases or visits of the unit have in common.
    pub id: String,
    /// What it is.
    pub kind: UnitKind,
    /// Name in Russian.
    pub ru: String,
    /// Name in English.
    pub en: String,
}

impl Unit {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

/// Accounts as a department. Cheap to clone.
#[derive(Clone)]
pub struct Accounts(Arc<Inner>);

impl Accounts {
    /// Puts it together; `hash_places` passwords at most are hashed at once.
    ///
    /// # Errors
    /// When argon2 refuses its parameters.
    pub fn new(portal: Portal, hash_places: usize) -> Result<Self, Fault> {
        Self::with_policy(portal, hash_places, Policy::default())
    }

    /// The same with a policy of the portal's owner.
    ///
    /// # Errors
    /// When argon2 refuses its parameters.
    pub fn with_policy(portal: Portal, hash_places: usize, policy: Policy) -> Result<Self, Fault> {
        let hasher = Hasher::new(hash_places, portal.db().chance())?;
        let keys = Keys::of(&portal);
        Ok(Self(Arc::new(Inner {
            portal,
            hasher,
            policy,
            keys,
            sections: RwLock::default(),
            holdings: RwLock::default(),
            consents: RwLock::default(),
            profile_saved: RwLock::default(),
            roles_ended: RwLock::default(),
            introduces: OnceLock::new(),
            standing: RwLock::default(),
            attachments: RwLock::default(),
            units: RwLock::default(),
        })))
    }

    /// The portal.
    #[must_use]
    pub fn portal(&self) -> &Portal {
        &self.0.portal
    }

    /// What is demanded of those who sign in.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.0.policy
    }

    /// Passkeys, where browsers have them at the portal's address.
    pub(crate) fn keys(&self) -> Option<&Keys> {
        self.0.keys.as_ref()
    }

    /// The ways of the second step that are open ([`Policy::ways`]). Where there can be no
    /// passkeys any more, those who have one still do a second step, in another way.
    pub(crate) fn ways(&self, steps: Steps, level: Level, first: First) -> Vec<Way> {
        let mut ways = self.policy().ways(steps, level, first);
        if self.keys().is_none() {
            ways.retain(|way| *way != Way::Passkey);
        }
        ways
    }

    /// Hashes passwords; for seeding as well.
    #[must_use]
    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    /// Adds a part to the cabinet; the smallest `order` is drawn first.
    pub fn add_section(&self, order: i32, section: Arc<dyn Section>) {
        let mut sections = self
            .0
            .sections
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        sections.push((order, section));
        sections.sort_by_key(|(order, _)| *order);
    }

    /// The parts of the cabinet, drawn in their order.
    pub(crate) async fn sections(
        &self,
        visitor: &Visitor,
        account: &Account,
        person: &Person,
    ) -> Result<Vec<String>, Fault> {
        let sections = self.all_sections();
        let drawn = sections
            .iter()
            .map(|section| section.draw(visitor, account, person));
        in_order(drawn).await
    }

    /// What other departments add to the profile, in the same order.
    pub(crate) async fn profile_parts(
        &self,
        visitor: &Visitor,
        account: &Account,
        person: &Person,
    ) -> Result<Vec<String>, Fault> {
        let sections = self.all_sections();
        let drawn = sections
            .iter()
            .map(|section| section.profile(visitor, account, person));
        in_order(drawn).await
    }

    fn all_sections(&self) -> Vec<Arc<dyn Section>> {
        let sections = &self.0.sections;
        let sections = sections.read().unwrap_or_else(PoisonError::into_inner);
        sections
            .iter()
            .map(|(_, section)| section.clone())
            .collect()
    }

    /// Adds a department that keeps something of people. Called when the house is put
    /// together.
    pub fn add_holdings(&self, holdings: Arc<dyn Holdings>) {
        let all = &self.0.holdings;
        all.write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(holdings);
    }

    /// Everybody who keeps something of people; accounts first.
    #[must_use]
    pub fn holdings(&self) -> Vec<Arc<dyn Holdings>> {
        let mut all: Vec<Arc<dyn Holdings>> = vec![Arc::new(self.clone())];
        let added = &self.0.holdings;
        all.extend_from_slice(&added.read().unwrap_or_else(PoisonError::into_inner));
        all
    }

    /// Adds a department that asks for consents. Called when the house is put together.
    pub fn add_consents(&self, consents: Arc<dyn Consents>) {
        let all = &self.0.consents;
        all.write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(consents);
    }

    /// Everybody who asks for consents; accounts first.
    #[must_use]
    pub fn consents(&self) -> Vec<Arc<dyn Consents>> {
        let mut all: Vec<Arc<dyn Consents>> = vec![Arc::new(self.clone())];
        let added = &self.0.consents;
        all.extend_from_slice(&added.read().unwrap_or_else(PoisonError::into_inner));
        all
    }

    /// What is known of a document that is agreed to.
    #[must_use]
    pub fn agreement(&self, of: Teller<'_>, document: &str) -> Option<Agreement> {
        let all = self.consents();
        all.iter().find_map(|one| one.agreement(of, document))
    }

    /// Adds what follows from a saved profile. Called when the house is put together.
    pub fn add_on_profile_saved(&self, hook: Arc<dyn ProfileSaved>) {
        let all = &self.0.profile_saved;
        all.write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(hook);
    }

    /// Adds what follows when an official loses a role. Called when the house is put
    /// together.
    pub fn add_on_roles_ended(&self, hook: Arc<dyn RolesEnded>) {
        let all = &self.0.roles_ended;
        all.write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(hook);
    }

    /// Does what follows from it.
    pub(crate) async fn roles_ended(
        &self,
        tx: &mut Tx,
        staff: Uuid,
        actor: Actor,
    ) -> Result<(), DbError> {
        let all = &self.0.roles_ended;
        let all = all.read().unwrap_or_else(PoisonError::into_inner).clone();
        for hook in all {
            hook.ended(tx, staff, actor).await?;
        }
        Ok(())
    }

    /// Says who knows newcomers. Called once, when the house is put together.
    pub fn set_introduces(&self, hook: Arc<dyn Introduces>) {
        let _ = self.0.introduces.set(hook);
    }

    /// Adds who knows how an account stands with them. Called when the house is put
    /// together.
    pub fn add_standing(&self, hook: Arc<dyn Standing>) {
        let all = &self.0.standing;
        all.write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(hook);
    }

    /// Adds a department that keeps files as answers. Called when the house is put together.
    pub fn add_attachments(&self, hook: Arc<dyn Attachments>) {
        let all = &self.0.attachments;
        all.write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(hook);
    }

    pub(crate) fn attachments(&self) -> Vec<Arc<dyn Attachments>> {
        let all = &self.0.attachments;
        all.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says where officials may work. Called once, when the house is put together.
    pub fn set_units(&self, units: Vec<Unit>) {
        let mut all = self.0.units.write().unwrap_or_else(PoisonError::into_inner);
        *all = Arc::new(units);
    }

    pub(crate) fn units(&self) -> Arc<Vec<Unit>> {
        let all = self.0.units.read().unwrap_or_else(PoisonError::into_inner);
        all.clone()
    }

    pub(crate) fn unit(&self, id: &str) -> Option<Unit> {
        self.units().iter().find(|unit| unit.id == id).cloned()
    }

    /// The name of a unit; its word where there is no such unit any more.
    pub(crate) fn unit_name(&self, id: &str, lang: Lang) -> String {
        let unit = self.unit(id);
        unit.map_or_else(|| id.to_owned(), |unit| unit.name(lang).to_owned())
    }

    /// How an account stands with those departments.
    ///
    /// # Errors
    /// Theirs.
    pub async fn standing(
        &self,
        visitor: &Visitor,
        account: &Account,
        person: &Person,
    ) -> Result<Vec<Stands>, Fault> {
        let all = &self.0.standing;
        let all = all.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut lines = Vec::new();
        for hook in all {
            lines.extend(hook.lines(visitor, account, person).await?);
        }
        Ok(lines)
    }

    pub(crate) fn introduces(&self) -> Option<&dyn Introduces> {
        self.0.introduces.get().map(AsRef::as_ref)
    }

    /// Does what follows from a changed profile: called by whoever writes one.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn profile_saved(
        &self,
        tx: &mut Tx,
        account: &Account,
        before: &Person,
        after: &Person,
        actor: Actor,
    ) -> Result<(), DbError> {
        let all = &self.0.profile_saved;
        let all = all.read().unwrap_or_else(PoisonError::into_inner).clone();
        for hook in all {
            hook.saved(tx, account, before, after, actor).await?;
        }
        Ok(())
    }

    /// Removes codes, registrations, recoveries and changes that nobody
    /// finished in time, and writes to officials whose role ends soon. To be called every
    /// few minutes.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn sweep(&self) -> Result<u64, DbError> {
        let db = self.portal().db();
        let mut tx = db.begin().await?;
        let mut removed = security::store::sweep(&mut tx).await?;
        removed += security::contacts::sweep(&mut tx).await?;
        removed += security::reserve::sweep(&mut tx).await?;
        removed += passkeys::store::sweep(&mut tx).await?;
        removed += officials::sweep(&mut tx).await?;
        tx.commit().await?;
        removed += grants::warn(self.portal()).await?;
        Ok(codes::sweep(db).await? + waiting::sweep(db).await? + removed)
    }

    /// Adds the handler of `news.send`.
    pub fn register_jobs(&self, worker: &mut Worker) {
        news::register(self, worker);
    }

    /// Has files that people sent looked into, where there is a scanner.
    pub fn register_scans(&self, worker: &mut Worker, gateways: Gateways) {
        scans::register(self, gateways, worker);
    }

    /// The pages.
    pub fn router(&self) -> Router {
        pages::router().with_state(self.clone())
    }
}

/// Draws one part after another; those that have nothing to show are left out.
async fn in_order<'a>(
    parts: impl Iterator<Item = BoxFuture<'a, Result<Option<String>, Fault>>> + Send,
) -> Result<Vec<String>, Fault> {
    let mut drawn = Vec::new();
    for part in parts {
        drawn.extend(part.await?);
    }
    Ok(drawn)
}

impl People for Accounts {
    fn who<'a>(&'a self, subject: Subject) -> BoxFuture<'a, Result<Met, DbError>> {
        Box::pin(async move {
            let db = self.portal().db();
            Ok(match subject {
                Subject::Nobody => Who::Nobody.into(),
                Subject::Citizen(id) => match store::find(db, id).await? {
                    Some(holder) if holder.0.state == State::Active => {
                        let who = Who::Citizen {
                            id,
                            short_name: holder.1.short_name(),
                            level: holder.0.level.number(),
                        };
                        Met::with(who, holder)
                    }
                    _ => Who::Nobody.into(),
                },
                Subject::Staff(id) => match store::staff(db, id).await? {
                    Some(staff) if staff.is_active() => Who::Staff {
                        id,
                        short_name: staff.person.short_name(),
                        place: staff.person.place,
                        unit: staff.unit,
                        roles: staff.roles,
                    }
                    .into(),
                    _ => Who::Nobody.into(),
                },
            })
        })
    }
}
