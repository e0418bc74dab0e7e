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
pub(super) struct Compared {
    pub(super) title: String,
    pub(super) value: String,
    /// Words, which may wrap, and not a number.
    pub(super) is_text: bool,
    pub(super) registry: String,
    /// `ok`, `error`, `go`, `warn`.
    pub(super) tag: &'static str,
    pub(super) icon: &'static str,
    pub(super) state: String,
    pub(super) text: String,
}

/// A check as the operator sees it.
pub(super) fn compared(visitor: &Visitor, person: &Person, check: &Check) -> Compared {
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
    let db = visitor.db();
    if case.is_open(db.now()) {
        if let Verdict::Wait { until } = db.peek(&COMPARES, &id.to_string()).await? {
            return Err(Fault::TooMany { until });
        }
        let mut tx = db.begin().await?;
        let asked = jobs::compare(&mut tx, case.account, visitor.actor()).await?;
        tx.commit().await?;
        if asked {
            db.hit(&COMPARES, &id.to_string()).await?;
        }
    }
    Ok(visitor.go(&format!("/centre/cases/{id}")))
}
