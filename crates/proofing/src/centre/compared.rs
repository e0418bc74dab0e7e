//! What the registries say, beside what the person typed (S1-097).

use axum::extract::Path;
use axum::response::Response;
use jiff::SignedDuration;
use okno_accounts::Person;
use okno_store::{Limit, Verdict};
use okno_web::{Fault, Visitor};
use uuid::Uuid;

use super::own_case;
use crate::jobs;
use crate::mismatches::mismatch_text;
use crate::model::{Check, CheckState, Kind};

/// How often the registries are asked about one case.
const COMPARES: Limit = Limit {
    name: "proofing.compare",
    max: 5,
    per: SignedDuration::from_hours(1),
};

/// A row of the comparison.
pub(crate) struct Compared {
    pub(crate) title: String,
    pub(crate) value: String,
    /// Words, which may wrap, and not a number.
    pub(crate) is_text: bool,
    pub(crate) registry: String,
    /// `ok`, `error`, `go`, `warn`.
    pub(crate) tag: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) state: String,
    pub(crate) text: String,
}

/// The checks as the operator sees them.
pub(crate) fn rows(visitor: &Visitor, person: &Person, checks: &[Check]) -> Vec<Compared> {
    let shown = checks.iter().map(|check| compared(visitor, person, check));
    shown.collect()
}

/// Is a registry being asked, so that the answer is worth waiting for?
pub(crate) fn is_comparing(checks: &[Check]) -> bool {
    let mut all = checks.iter();
    all.any(|c| c.again_at.is_some() || (c.state.is_under_way() && !c.is_stuck()))
}

fn compared(visitor: &Visitor, person: &Person, check: &Check) -> Compared {
    let (words, lang) = (visitor.portal().words(), visitor.lang());
    let page = visitor.page(String::new());
    let word = check.kind.word();
    let passport = person.passport.as_ref();
    let value = match check.kind {
        Kind::Passport => passport.map(|p| p.number.shown()),
        Kind::Snils => person.snils.as_ref().map(|s| s.shown()),
        Kind::Inn | Kind::InnSearch => person.inn.as_ref().map(|i| i.shown()),
        Kind::Address => person.address.as_ref().map(|a| a.shown()),
    };
    let (tag, icon, state) = match check.state {
        CheckState::Good => ("ok", "check", "good"),
        CheckState::Mismatch if check.kind == Kind::Address => ("warn", "alert", "unknown"),
        CheckState::Mismatch => ("error", "stop", "mismatch"),
        CheckState::Running => ("go", "run", "running"),
        CheckState::Queued => ("none", "clock", "queued"),
        CheckState::Waiting => ("warn", "clock", "waiting"),
        CheckState::Kept => ("none", "pen", "kept"),
    };
    let at = check.answered_at.map(|at| page.date_time(&at));
    let text = match (check.state, at) {
        (CheckState::Mismatch, _) => mismatch_text(words, lang, check),
        (CheckState::Good, Some(at)) if check.again_at.is_some() => {
            page.ta("proofing-compared-again", "at", at)
        }
        (CheckState::Good, Some(at)) => page.ta("proofing-compared-at", "at", at),
        _ => String::new(),
    };
    Compared {
        title: words.t(lang, &format!("proofing-compared-{word}")),
        value: value.unwrap_or_default(),
        is_text: check.kind == Kind::Address,
        registry: words.t(lang, &format!("proofing-registry-{word}")),
        tag,
        icon,
        state: words.t(lang, &format!("proofing-state-{state}")),
        text,
    }
}

/// «Сверить с реестрами»: asks МВД, the Social Fund and ФНС now (S1-097).
pub(super) async fn compare(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let case = own_case(&visitor, &official, id).await?;
    if case.is_open(visitor.db().now()) {
        ask(&visitor, id, case.account).await?;
    }
    Ok(visitor.go(&format!("/centre/cases/{id}")))
}

/// Asks the registries about the data of a case, not too often.
pub(crate) async fn ask(visitor: &Visitor, case: Uuid, account: Uuid) -> Result<(), Fault> {
    let db = visitor.db();
    if let Verdict::Wait { until } = db.peek(&COMPARES, &case.to_string()).await? {
        return Err(Fault::TooMany { until });
    }
    let mut tx = db.begin().await?;
    let asked = jobs::compare(&mut tx, account, visitor.actor()).await?;
    tx.commit().await?;
    if asked {
        db.hit(&COMPARES, &case.to_string()).await?;
    }
    Ok(())
}
