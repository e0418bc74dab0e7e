//! The workflow of a service: the stages between sending and the result, who or what moves a
//! case on.
//!
//! A case stands in one stage at a time, while its state (S0-23) says «В обработке». A stage
//! is worked by officials (`actions`) or decides by rules (`then`), where registries are asked
//! once they have answered (`waits`).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::check::Report;
use crate::service::{Service, Text};

/// The stage of a service that describes none.
pub const REVIEW: &str = "review";

/// What a stage waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// The answers of all registries that are asked.
    Registries,
}

/// What an official may do in a stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Action {
    /// A decision.
    Decide(Decide),
    /// The case goes to another stage.
    Move(Move),
}

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decide {
    /// The result is given.
    Approve,
    /// It is refused on a ground of the service.
    Reject,
    /// The person is asked to correct; then the workflow begins anew.
    Correct,
}

/// A way to another stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Id of the stage.
    pub to: String,
    /// What the official reads beside the choice.
    pub title: Text,
}

/// What follows by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Then {
    /// A rule over answers, `profile.…`, `today` and `registry.…`; the last has none.
    #[serde(default)]
    pub when: Option<String>,
    /// The result is given.
    #[serde(default)]
    pub approve: bool,
    /// It is refused on this ground.
    #[serde(default)]
    pub reject: Option<String>,
    /// The case goes to this stage.
    #[serde(default)]
    pub to: Option<String>,
}

/// A stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Latin name, kept with the case.
    pub id: String,
    /// What everybody reads.
    pub title: Text,
    /// It waits for this before it decides by `then`.
    #[serde(default)]
    pub waits: Option<Waits>,
    /// What follows, the first that holds.
    #[serde(default)]
    pub then: Vec<Then>,
    /// What officials may do.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Stages whose official may not act here (four eyes).
    #[serde(default)]
    pub not_by: Vec<String>,
}

impl Stage {
    /// Does the portal move the case on from here, once registries have answered where any
    /// are asked?
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waits.is_some() || !self.then.is_empty()
    }

    /// May an official decide so here?
    #[must_use]
    pub fn allows(&self, decide: Decide) -> bool {
        self.actions.contains(&Action::Decide(decide))
    }

    /// The ways to other stages.
    pub fn moves(&self) -> impl Iterator<Item = &Move> {
        self.actions.iter().filter_map(|action| match action {
            Action::Move(way) => Some(way),
            Action::Decide(_) => None,
        })
    }

    fn review() -> Self {
        Self {
            id: REVIEW.to_owned(),
            actions: [Decide::Approve, Decide::Correct, Decide::Reject]
                .map(Action::Decide)
                .to_vec(),
            ..Self::default()
        }
    }

    /// The stages that it leads to.
    fn next(&self) -> impl Iterator<Item = &str> {
        let then = self.then.iter().filter_map(|then| then.to.as_deref());
        then.chain(self.moves().map(|way| way.to.as_str()))
    }

    fn ends(&self) -> bool {
        let decided = self.then.iter().any(|t| t.approve || t.reject.is_some());
        decided || self.allows(Decide::Approve) || self.allows(Decide::Reject)
    }
}

/// What a service without a workflow of its own has: one stage where an official decides.
pub(crate) fn usual() -> Vec<Stage> {
    vec![Stage::review()]
}

impl Service {
    /// The stage with this id.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.workflow.iter().find(|stage| stage.id == id)
    }

    /// The stage of a case; the first where its own is no longer in the workflow.
    #[must_use]
    pub fn stage_or_start(&self, id: &str) -> &Stage {
        self.stage(id).unwrap_or_else(|| self.start())
    }

    /// The stage in which a case begins.
    #[must_use]
    pub fn start(&self) -> &Stage {
        // A loaded workflow is never empty.
        static NONE: std::sync::LazyLock<Stage> = std::sync::LazyLock::new(Stage::review);
        self.workflow.first().unwrap_or(&NONE)
    }

    /// The stage where officials take a case whose registries keep silent: the first that
    /// waits for nothing.
    #[must_use]
    pub fn by_hand(&self) -> Option<&Stage> {
        self.workflow.iter().find(|stage| !stage.is_waiting())
    }
}

pub(crate) fn check(service: &Service, report: &mut Report) {
    let stages = &service.workflow;
    let mut ids = BTreeSet::new();
    for (n, stage) in stages.iter().enumerate() {
        let path = format!("workflow.{n}");
        report.name(&format!("{path}.id"), &stage.id);
        report.text(&format!("{path}.title"), &stage.title);
        if !ids.insert(stage.id.as_str()) {
            report.add(
                &format!("{path}.id"),
                format!("two stages are called `{}`; rename one", stage.id),
            );
        }
        check_stage(service, stage, &path, report);
    }
    if report.is_empty() {
        check_ways(stages, report);
    }
}

fn check_stage(service: &Service, stage: &Stage, path: &str, report: &mut Report) {
    match (
        stage.is_waiting(),
        stage.then.is_empty(),
        stage.actions.is_empty(),
    ) {
        (true, false, true) => check_then(service, stage, path, report),
        (false, true, false) => {}
        (true, ..) => report.add(
            path,
            "a stage is worked by officials (`actions`) or decides by itself (`then`, with `waits: registries` where any are asked); write one of the two".to_owned(),
        ),
        (false, ..) => report.add(
            path,
            "nobody can move a case on from here; name the `actions` of officials, or what follows by itself in `then`".to_owned(),
        ),
    }
    if stage.waits.is_none() && !stage.then.is_empty() && !service.registries.is_empty() {
        report.add(
            path,
            "the service asks registries, whose answers are not there at once; add `waits: registries`".to_owned(),
        );
    }
    if stage.waits.is_some() && service.registries.is_empty() {
        report.add(
            &format!("{path}.waits"),
            "the service asks no registries; name them in `registries` or delete the stage"
                .to_owned(),
        );
    }
    for (n, action) in stage.actions.iter().enumerate() {
        let path = format!("{path}.actions.{n}");
        if stage.actions[..n].contains(action) {
            report.add(&path, "the same action twice; delete one".to_owned());
        }
        if let Action::Move(way) = action {
            report.text(&format!("{path}.title"), &way.title);
            known(service, &way.to, &format!("{path}.to"), report);
        }
    }
    for (n, other) in stage.not_by.iter().enumerate() {
        let path = format!("{path}.not_by.{n}");
        known(service, other, &path, report);
        let official = service.stage(other).is_none_or(|other| !other.is_waiting());
        if *other == stage.id || !official || stage.is_waiting() {
            report.add(
                &path,
                "four eyes are two officials in two stages; name another stage that officials work"
                    .to_owned(),
            );
        }
    }
}

fn known(service: &Service, stage: &str, path: &str, report: &mut Report) {
    if service.stage(stage).is_none() {
        let ids: Vec<&str> = service.workflow.iter().map(|s| s.id.as_str()).collect();
        report.add(
            path,
            format!(
                "there is no stage `{stage}`; use one of: {}",
                ids.join(", ")
            ),
        );
    }
}

fn check_then(service: &Service, stage: &Stage, path: &str, report: &mut Report) {
    let last = stage.then.len() - 1;
    for (n, then) in stage.then.iter().enumerate() {
        let path = format!("{path}.then.{n}");
        let outcomes = usize::from(then.approve)
            + usize::from(then.reject.is_some())
            + usize::from(then.to.is_some());
        if outcomes != 1 {
            report.add(
                &path,
                "exactly one follows: `approve: true`, `reject: GROUND` or `to: STAGE`".to_owned(),
            );
        }
        match (&then.when, n == last) {
            (None, false) => report.add(
                &path,
                "what stands below is never reached; add `when` here or put this last".to_owned(),
            ),
            (Some(_), true) => report.add(
                &path,
                "nothing follows where no rule holds; add a last line without `when`, such as `to: review`".to_owned(),
            ),
            // No official and no rule would have said yes.
            (None, true) if then.approve => report.add(
                &path,
                "what no rule speaks for is not approved; put the rule into `when` and end with `to` or `reject`".to_owned(),
            ),
            _ => {}
        }
        if let Some(ground) = &then.reject
            && service.refusal_ground(ground).is_none()
        {
            let ids: Vec<&str> = service
                .refusal_grounds
                .iter()
                .map(|g| g.id.as_str())
                .collect();
            report.add(
                &format!("{path}.reject"),
                format!(
                    "there is no ground `{ground}`; use one of: {}",
                    ids.join(", ")
                ),
            );
        }
        if let Some(to) = &then.to {
            known(service, to, &format!("{path}.to"), report);
        }
    }
}

/// Every stage is reached and has a way to an end, nothing moves in a circle by itself, and
/// an official can take a case whose registry keeps silent.
fn check_ways(stages: &[Stage], report: &mut Report) {
    let Some(start) = stages.first() else { return };
    let by_id: BTreeMap<&str, &Stage> = stages.iter().map(|s| (s.id.as_str(), s)).collect();
    let by_hand = stages.iter().find(|stage| !stage.is_waiting());
    if by_hand.is_none() {
        report.add(
            "workflow",
            "no stage lets an official decide where rules and registries cannot (a registry may keep silent for weeks); add one with `actions`".to_owned(),
        );
    }
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    open.extend(by_hand.filter(|_| stages.iter().any(Stage::is_waiting)));
    while let Some(stage) = open.pop() {
        if reached.insert(stage.id.as_str()) {
            open.extend(stage.next().filter_map(|id| by_id.get(id).copied()));
        }
    }
    // From the ends backwards.
    let mut ending: BTreeSet<&str> = stages
        .iter()
        .filter(|s| s.ends())
        .map(|s| s.id.as_str())
        .collect();
    loop {
        let more: Vec<&str> = stages
            .iter()
            .filter(|s| !ending.contains(s.id.as_str()) && s.next().any(|id| ending.contains(id)))
            .map(|s| s.id.as_str())
            .collect();
        if more.is_empty() {
            break;
        }
        ending.extend(more);
    }
    for (n, stage) in stages.iter().enumerate() {
        let path = format!("workflow.{n}.id");
        if !reached.contains(stage.id.as_str()) {
            report.add(
                &path,
                format!(
                    "nothing leads to the stage `{}`; add a way to it or delete it",
                    stage.id
                ),
            );
        } else if !ending.contains(stage.id.as_str()) {
            report.add(
                &path,
                format!(
                    "no way leads from the stage `{}` to a decision; add one",
                    stage.id
                ),
            );
        }
        if stage.is_waiting() && walks_in_circle(stage, &by_id) {
            report.add(
                &path,
                format!("a case would come back to `{}` by itself without an end; send it to a stage of officials", stage.id),
            );
        }
    }
    let approves = |s: &Stage| s.allows(Decide::Approve) || s.then.iter().any(|t| t.approve);
    if !stages.iter().any(approves) {
        report.add(
            "workflow",
            "no stage approves; nobody would ever get the result".to_owned(),
        );
    }
    if by_hand.is_some() && !stages.iter().any(|s| s.allows(Decide::Reject)) {
        report.add(
            "workflow",
            "no official may refuse; add `reject` to the actions of a stage".to_owned(),
        );
    }
}

fn walks_in_circle(from: &Stage, by_id: &BTreeMap<&str, &Stage>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = from.next().collect();
    while let Some(id) = open.pop() {
        if id == from.id {
            return true;
        }
        if let Some(stage) = by_id.get(id).filter(|s| s.is_waiting())
            && seen.insert(id)
        {
            open.extend(stage.next());
        }
    }
    false
}
