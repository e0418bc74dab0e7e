//! What moves a case about at the desk: taken, given back, handed over. Each is a step of
//! its history and a line of the journal that its owner reads (S1-141).

use futures::future::BoxFuture;
use okno_accounts::{RolesEnded, grants};
use okno_store::{Actor, DbError, Entry, Tx};
use serde_json::json;
use uuid::Uuid;

use super::{Decider, Verdict};
use crate::Applications;
use crate::model::{Application, DeskStep, Refusal, State};
use crate::store::desk::{self, Held, Listed};
use crate::store::{self, ActError};

/// Who decides cases.
pub(crate) const OFFICER: &str = "officer";
/// So many cases go back to the queue with one look into the store.
const AT_ONCE: u32 = 200;

/// Who gives a case to whom.
pub(crate) struct Giving<'a> {
    pub(crate) agency: &'a str,
    /// Who does it.
    pub(crate) by: Uuid,
    /// Who held it, as the page showed.
    pub(crate) from: Option<Uuid>,
    /// Who gets it.
    pub(crate) to: Uuid,
    /// Words to them; may be empty.
    pub(crate) note: &'a str,
    pub(crate) step: DeskStep,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// Done.
    Done,
    /// The case is held by somebody else by now, or open no more.
    Gone,
    /// Whoever should get it decides no cases of this agency.
    NotTheirs,
}

impl Applications {
    /// Gives a case to an official. `from`: the colleague it is taken over from.
    /// [`Refusal::FourEyes`] to who has worked on it in another stage.
    pub(crate) async fn claim(
        &self,
        tx: &mut Tx,
        case: Moved<'_>,
        official: Uuid,
        from: Option<Uuid>,
    ) -> Result<bool, ActError> {
        let service = self.known(tx, case).await?;
        let stage = service.stage_or_start(case.stage);
        self.eyes_of(tx, case.id, stage, official).await?;
        if !desk::claim(tx, case.id, official, from).await? {
            return Ok(false);
        }
        let step = match from {
            Some(_) => DeskStep::TakenOver,
            None => DeskStep::Claimed,
        };
        note(tx, case, Actor::Staff(official), step).await?;
        Ok(true)
    }

    /// Its holder puts a case back into the queue.
    pub(crate) async fn release(
        &self,
        tx: &mut Tx,
        case: &Application,
        official: Uuid,
    ) -> Result<bool, DbError> {
        if !desk::release(tx, case.id, official).await? {
            return Ok(false);
        }
        let actor = Actor::Staff(official);
        note(tx, Moved::of(case), actor, DeskStep::Released).await?;
        Ok(true)
    }

    /// Gives a case from whoever holds it to an officer of the same agency.
    pub(crate) async fn give(
        &self,
        tx: &mut Tx,
        case: Moved<'_>,
        giving: &Giving<'_>,
    ) -> Result<Given, DbError> {
        let Giving { agency, by, to, .. } = *giving;
        if !grants::holds(tx, to, OFFICER, agency).await? {
            return Ok(Given::NotTheirs);
        }
        let service = self.known(tx, case).await?;
        let stage = service.stage_or_start(case.stage);
        match self.eyes_of(tx, case.id, stage, to).await {
            Ok(()) => {}
            Err(ActError::Refused(_)) => return Ok(Given::NotTheirs),
            Err(ActError::Store(error)) => return Err(error),
        }
        let step = tx.new_id();
        if !desk::give(tx, (case.id, agency), to, giving.from, step).await? {
            return Ok(Given::Gone);
        }
        let actor = Actor::Staff(by);
        let given = Some((to, giving.note));
        let word = (giving.step.word(), actor);
        store::step_with(tx, step, case.id, word, (None, None), given).await?;
        journal(tx, case, actor, giving.step).await?;
        Ok(Given::Done)
    }

    /// The head of the department puts a case back into the queue.
    pub(crate) async fn take_away(
        &self,
        tx: &mut Tx,
        case: Moved<'_>,
        agency: &str,
        (by, from): (Uuid, Uuid),
    ) -> Result<bool, DbError> {
        if !desk::take_away(tx, (case.id, agency), from).await? {
            return Ok(false);
        }
        note(tx, case, Actor::Staff(by), DeskStep::TakenAway).await?;
        Ok(true)
    }

    /// Decides one of several cases: one that nobody holds is claimed first, in the same
    /// transaction.
    pub(crate) async fn decide_one_of(
        &self,
        tx: &mut Tx,
        id: Uuid,
        (agency, service): (&str, &str),
        decider: &Decider,
        verdict: Verdict,
    ) -> Result<State, ActError> {
        let case = store::find_locked(tx, id).await?;
        // Nobody ticks these by the page.
        if case.agency != agency || case.service != service || case.state == State::Draft {
            return Err(DbError::Missing("application").into());
        }
        case.state.after(verdict.event())?;
        let is_free = case.claimed_by.is_none();
        if is_free && !self.claim(tx, Moved::of(&case), decider.id, None).await? {
            return Err(Refusal::NotYours.into());
        }
        self.decide(tx, id, decider, verdict).await
    }

    /// The cases of an official go back to the queue.
    async fn give_back(&self, tx: &mut Tx, staff: Uuid, actor: Actor) -> Result<u64, DbError> {
        let mut back = 0;
        loop {
            let some = desk::held(tx, staff, AT_ONCE).await?;
            for case in &some {
                desk::return_one(tx, case.id, staff).await?;
                note(tx, Moved::from(case), actor, DeskStep::Returned).await?;
                back += 1;
            }
            if some.len() < AT_ONCE as usize {
                return Ok(back);
            }
        }
    }

    /// Looks through everybody who holds cases for those whose role ended by the clock.
    pub(crate) async fn return_abandoned(&self) -> Result<u64, DbError> {
        let db = self.portal().db();
        let (mut last, mut back) = (Uuid::nil(), 0);
        loop {
            let holders = desk::holders(db, last, AT_ONCE).await?;
            let Some(end) = holders.last().copied() else {
                return Ok(back);
            };
            last = end;
            let good = grants::those_with(db, holders.iter().copied(), OFFICER).await?;
            for gone in holders.iter().filter(|id| !good.contains(id)) {
                let mut tx = db.begin().await?;
                back += self.ended_for(&mut tx, *gone, Actor::System).await?;
                tx.commit().await?;
            }
        }
    }

    async fn ended_for(&self, tx: &mut Tx, staff: Uuid, actor: Actor) -> Result<u64, DbError> {
        if grants::holds_anywhere(tx, staff, OFFICER).await? {
            return Ok(0);
        }
        self.give_back(tx, staff, actor).await
    }
}

impl RolesEnded for Applications {
    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        staff: Uuid,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move { self.ended_for(tx, staff, actor).await.map(|_| ()) })
    }
}

/// A case that changes hands.
#[derive(Clone, Copy)]
pub(crate) struct Moved<'a> {
    pub(crate) id: Uuid,
    pub(crate) number: &'a str,
    pub(crate) owner: Uuid,
    pub(crate) service: &'a str,
    /// In which edition.
    pub(crate) edition: Option<&'a str>,
    /// Its stage; empty: the first.
    pub(crate) stage: &'a str,
}

impl<'a> Moved<'a> {
    /// The same in another stage.
    pub(crate) fn at(self, stage: &'a str) -> Self {
        Self { stage, ..self }
    }

    pub(crate) fn of(case: &'a Application) -> Self {
        Self {
            id: case.id,
            number: case.number.as_deref().unwrap_or_default(),
            owner: case.owner,
            service: &case.service,
            edition: case.edition.as_deref(),
            stage: case.stage.as_deref().unwrap_or_default(),
        }
    }

    pub(crate) fn listed(case: &'a Listed) -> Self {
        Self {
            id: case.id,
            number: &case.number,
            owner: case.owner,
            service: &case.service,
            edition: case.edition.as_deref(),
            stage: case.stage.as_deref().unwrap_or_default(),
        }
    }
}

impl<'a> From<&'a Held> for Moved<'a> {
    fn from(case: &'a Held) -> Self {
        Self {
            id: case.id,
            number: case.number.as_deref().unwrap_or_default(),
            owner: case.owner,
            service: "",
            edition: None,
            stage: "",
        }
    }
}

async fn note(tx: &mut Tx, case: Moved<'_>, actor: Actor, step: DeskStep) -> Result<(), DbError> {
    store::step(tx, case.id, step.word(), actor).await?;
    journal(tx, case, actor, step).await
}

async fn journal(
    tx: &mut Tx,
    case: Moved<'_>,
    actor: Actor,
    step: DeskStep,
) -> Result<(), DbError> {
    tx.journal(
        Entry::new(actor, step.act(), "application", case.id)
            .owner(case.owner)
            .detail(json!({ "number": case.number })),
    )
    .await
}
