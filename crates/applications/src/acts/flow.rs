//! The way of a case through the workflow of its service: what registries are asked when it
//! is sent, what follows from their answers, how officials move it on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use okno_accounts::Person;
use okno_catalogue::{Asked, Next, Query, Service, Sheet, Stage};
use okno_rules::Value;
use okno_store::{Actor, DbError, Entry, NewJob, Tx};
use serde_json::json;
use uuid::Uuid;

use super::{By, Decider, Moved, Verdict};
use crate::Applications;
use crate::jobs::{ASK, AskJob, WALK, WalkJob};
use crate::model::{Application, Check, CheckState, Json, Line, Refusal, State};
use crate::sheet::world;
use crate::store::checks;
use crate::store::{self, ActError};

/// So often a registry that keeps silent is asked: about two days.
const ATTEMPTS: u32 = 300;

impl Check {
    /// Has the registry spoken?
    pub(crate) fn is_answered(&self) -> bool {
        matches!(self.state, CheckState::Found | CheckState::None)
    }
}

/// Everything that a question says, as it goes out.
fn question(query: &Query, person: &Person, with: &BTreeMap<&str, serde_json::Value>) -> Json {
    let mut all = Json::new();
    if query.person {
        let date = person.birth_date.as_ref().map(|day| day.date().to_string());
        let patronymic = person.patronymic.as_ref().map(|p| p.shown());
        for (name, value) in [
            ("surname", Some(person.surname.shown())),
            ("name", Some(person.given.shown())),
            ("patronymic", patronymic),
            ("birth_date", date),
        ] {
            all.insert(name.to_owned(), json!(value));
        }
    }
    for (name, value) in with {
        all.insert((*name).to_owned(), value.clone());
    }
    all
}

impl Applications {
    /// The stage of a case.
    pub(crate) fn stage<'a>(&self, service: &'a Service, case: &Application) -> &'a Stage {
        service.stage_or_start(case.stage.as_deref().unwrap_or_default())
    }

    /// Asks the registries about a case that is being sent; the stage where it begins, and
    /// whether it waits there. An answer that is still good is used again.
    pub(crate) async fn raise<'a>(
        &self,
        tx: &mut Tx,
        application: &Application,
        service: &'a Service,
        sheet: &Sheet<'_>,
        person: &Person,
    ) -> Result<(&'a str, bool), DbError> {
        let start = service.start();
        let known = match application.number {
            Some(_) => checks::of_beside(tx, application.id).await?,
            None => Vec::new(),
        };
        let (mut asked, mut open) = (BTreeSet::new(), false);
        for (check, asks) in sheet.checks() {
            let Asked::Yes(raised) = asks else {
                return Err(DbError::Missing("what a registry is asked with"));
            };
            let query = service.query(&check.query);
            let query = query.ok_or(DbError::Missing("query"))?;
            asked.insert(check.id.as_str());
            let question = question(query, person, &raised.with);
            let text = serde_json::to_string(&question).unwrap_or_default();
            let text = format!("{}\n{}\n{text}", application.owner, query.id);
            let same = tx.vault().index("applications.check", &text);
            let before = known.iter().find(|one| one.name == check.id);
            let since = since(tx.now(), query.fresh_days);
            if let Some(before) = before.filter(|before| before.same == same) {
                let good = before.answered_at.is_some_and(|at| at >= since);
                open |= before.state == CheckState::Asking;
                if before.state == CheckState::Asking || (before.is_answered() && good) {
                    continue;
                }
            }
            let again = match query.fresh_days {
                0 => None,
                _ => checks::same(tx, &same, since).await?,
            };
            let row = Check {
                id: before.map_or_else(|| tx.new_id(), |before| before.id),
                application: application.id,
                name: check.id.clone(),
                query: query.id.clone(),
                state: again.as_ref().map_or(CheckState::Asking, |one| one.state),
                same,
                question,
                answered_at: again.as_ref().and_then(|one| one.answered_at),
                answer: again.and_then(|one| one.answer),
                tries: 0,
                asked_at: tx.now(),
                next_at: None,
            };
            checks::put(tx, application.owner, &row).await?;
            if row.state == CheckState::Asking {
                open = true;
                ask_later(tx, application.owner, &row).await?;
            }
        }
        for gone in known
            .iter()
            .filter(|one| !asked.contains(one.name.as_str()))
        {
            checks::drop_one(tx, gone.id).await?;
        }
        if start.is_waiting() && !open {
            self.walk_later(tx, application).await?;
        }
        Ok((&start.id, start.is_waiting()))
    }

    async fn walk_later(&self, tx: &mut Tx, application: &Application) -> Result<(), DbError> {
        let (id, version) = (application.id, application.version);
        let job = NewJob::new(
            WALK,
            format!("{WALK}:{id}:{version}"),
            &WalkJob { application: id },
        );
        tx.enqueue_later(job.owner(application.owner)).await
    }

    /// Moves a case on that has waited for registries, once all have answered; what the rules
    /// of the service decide is decided. The case is locked.
    pub(crate) async fn walk(&self, tx: &mut Tx, case: &Application) -> Result<(), ActError> {
        if case.state != State::Sent || !case.waits {
            return Ok(());
        }
        let checks = checks::of_in(tx, case.id).await?;
        if checks.iter().any(|check| check.state == CheckState::Asking) {
            return Ok(());
        }
        let service = self.known(tx, case).await?;
        let (account, person) = self.owner(tx, case).await?;
        let mut world = world(&account, &person, self.portal().today());
        world.profile.extend(answered(&service, &checks));
        let sheet = service.sheet(&case.content, &world);
        let mut stage = self.stage(&service, case);
        // Stages that wait lead in no circle: that was checked.
        for _ in 0..=service.workflow.len() {
            if !stage.is_waiting() {
                break;
            }
            let line = |n| {
                By::Rules(Line {
                    stage: stage.id.clone(),
                    n,
                })
            };
            stage = match sheet.next(stage) {
                Some((n, Next::Approve)) => {
                    return self
                        .conclude(tx, case, Verdict::Approve, line(n))
                        .await
                        .map(|_| ());
                }
                Some((n, Next::Reject(ground))) => {
                    let verdict = Verdict::Reject(ground.to_owned(), String::new());
                    return self.conclude(tx, case, verdict, line(n)).await.map(|_| ());
                }
                Some((_, Next::To(next))) => service.stage_or_start(next),
                None => break,
            };
        }
        let to = (stage.id.as_str(), stage.is_waiting());
        checks::enter(tx, case, to, Actor::System, false).await?;
        moved(tx, case, &stage.id, Actor::System).await?;
        Ok(())
    }

    /// Its holder moves a case to another stage, where somebody else takes it.
    pub(crate) async fn move_on(
        &self,
        tx: &mut Tx,
        id: Uuid,
        decider: &Decider,
        to: &str,
    ) -> Result<(), ActError> {
        let case = store::find_locked(tx, id).await?;
        if case.state != State::Sent {
            return Err(Refusal::NotNow(case.state).into());
        }
        if case.claimed_by != Some(decider.id) {
            return Err(Refusal::NotYours.into());
        }
        let service = self.known(tx, &case).await?;
        let stage = self.stage(&service, &case);
        let next = stage.moves().find(|way| way.to == to);
        let next = next.and_then(|way| service.stage(&way.to));
        let Some(next) = next.filter(|_| !case.waits) else {
            return Err(Refusal::NotHere.into());
        };
        self.eyes(tx, &case, stage, decider.id).await?;
        let actor = Actor::Staff(decider.id);
        let way = (next.id.as_str(), next.is_waiting());
        checks::enter(tx, &case, way, actor, true).await?;
        if next.is_waiting() && !again(tx, &case).await? {
            self.walk_later(tx, &case).await?;
        }
        moved(tx, &case, &next.id, actor).await?;
        Ok(())
    }

    /// An official takes a case whose registries keep silent, and decides without them.
    pub(crate) async fn by_hand(
        &self,
        tx: &mut Tx,
        id: Uuid,
        official: Uuid,
    ) -> Result<bool, ActError> {
        let case = store::find_locked(tx, id).await?;
        let service = self.known(tx, &case).await?;
        let Some(stage) = service.by_hand().filter(|_| case.waits) else {
            return Ok(false);
        };
        if case.state != State::Sent {
            return Ok(false);
        }
        let actor = Actor::Staff(official);
        checks::enter(tx, &case, (&stage.id, false), actor, true).await?;
        moved(tx, &case, &stage.id, actor).await?;
        self.claim(tx, Moved::of(&case).at(&stage.id), official, None)
            .await
    }

    /// Four eyes: who worked on a case in one stage does not act in another.
    pub(crate) async fn eyes(
        &self,
        tx: &mut Tx,
        case: &Application,
        stage: &Stage,
        official: Uuid,
    ) -> Result<(), ActError> {
        self.eyes_of(tx, case.id, stage, official).await
    }

    pub(crate) async fn eyes_of(
        &self,
        tx: &mut Tx,
        case: Uuid,
        stage: &Stage,
        official: Uuid,
    ) -> Result<(), ActError> {
        for other in &stage.not_by {
            if checks::acted(tx, case, official, other).await? {
                return Err(Refusal::FourEyes.into());
            }
        }
        Ok(())
    }
}

/// What rules know of the answers of registries.
pub(crate) fn answered(service: &Service, checks: &[Check]) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for check in checks.iter().filter(|check| check.is_answered()) {
        let named = service.registries.iter().any(|one| one.id == check.name);
        let Some(query) = service.query(&check.query).filter(|_| named) else {
            continue;
        };
        let found = check.answer.as_ref();
        let found = found.filter(|_| check.state == CheckState::Found);
        for (name, value) in query.values(found) {
            out.push((format!("registry.{}.{name}", check.name), value));
        }
    }
    out
}

/// Asks the registries anew that refused to answer; is any answer still to come?
async fn again(tx: &mut Tx, case: &Application) -> Result<bool, DbError> {
    let mut open = false;
    for mut check in checks::of_in(tx, case.id).await? {
        if check.state == CheckState::Refused {
            check.state = CheckState::Asking;
            check.asked_at = tx.now();
            checks::put(tx, case.owner, &check).await?;
            ask_later(tx, case.owner, &check).await?;
        }
        open |= check.state == CheckState::Asking;
    }
    Ok(open)
}

async fn ask_later(tx: &mut Tx, owner: Uuid, check: &Check) -> Result<(), DbError> {
    let payload = AskJob::of(check);
    let key = format!("{ASK}:{}:{}", check.id, payload.asked_at);
    let job = NewJob::new(ASK, key, &payload).owner(owner);
    tx.enqueue_later(job.attempts(ATTEMPTS)).await
}

/// The oldest answer that is still good.
fn since(now: Timestamp, days: u16) -> Timestamp {
    let days = SignedDuration::from_hours(24 * i64::from(days));
    now.checked_sub(days).unwrap_or(Timestamp::MIN)
}

async fn moved(tx: &mut Tx, case: &Application, to: &str, actor: Actor) -> Result<(), DbError> {
    tx.announce(case.owner);
    tx.journal(
        Entry::new(actor, "application.moved", "application", case.id)
            .owner(case.owner)
            .detail(json!({ "number": case.number, "stage": to })),
    )
    .await
}
