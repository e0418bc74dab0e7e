//! What support is told of an account: its registries and its attempts, in the words that
//! the owner reads, without values (S1-166).

use futures::future::BoxFuture;
use okno_accounts::{Account, Person, Standing, Stands};
use okno_web::{Fault, Visitor};

use crate::attempt::{Attempt, Stage};
use crate::mismatches::mismatch_text;
use crate::model::{Check, CheckState, Kind};
use crate::pages::last_text;
use crate::{Proofing, store};

/// Attempts that are told, the newest.
const MOST: usize = 6;

/// Registries are named within sentences elsewhere.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn check(visitor: &Visitor, check: &Check) -> Stands {
    let (words, lang) = (visitor.portal().words(), visitor.lang());
    let (tag, state) = match check.state {
        CheckState::Good => ("ok", "good"),
        CheckState::Mismatch if check.kind == Kind::Address => ("warn", "unknown"),
        CheckState::Mismatch => ("error", "mismatch"),
        CheckState::Running => ("go", "running"),
        CheckState::Queued => ("", "queued"),
        CheckState::Waiting => ("warn", "waiting"),
        CheckState::Kept => ("", "kept"),
    };
    let text = match check.state {
        CheckState::Mismatch => mismatch_text(words, lang, check),
        _ => visitor.t(&format!("proofing-state-{state}")),
    };
    let registry = visitor.t(&format!("proofing-registry-{}", check.kind.word()));
    Stands {
        title: capital(&registry),
        text,
        tag,
        at: Some(check.answered_at.unwrap_or(check.asked_at)),
    }
}

fn attempt(visitor: &Visitor, attempt: &Attempt) -> Stands {
    let page = visitor.page(String::new());
    let (tag, text) = match attempt.stage {
        Stage::Open => {
            let until = page.date_long(&attempt.ends_at);
            ("go", page.ta("proofing-stands-open", "date", until))
        }
        Stage::Done if attempt.revoked_at.is_some() => ("error", page.t("proofing-stands-revoked")),
        Stage::Done => ("ok", page.t("proofing-stands-done")),
        Stage::Refused | Stage::Expired => ("warn", last_text(visitor, attempt)),
        Stage::Cancelled => ("", page.t("proofing-stands-cancelled")),
        Stage::Overtaken => ("", page.t("proofing-stands-overtaken")),
    };
    Stands {
        title: visitor.t(&format!("proofing-{}", attempt.method.replace('_', "-"))),
        text,
        tag,
        at: Some(attempt.decided_at.unwrap_or(attempt.created_at)),
    }
}

impl Standing for Proofing {
    fn lines<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Stands>, Fault>> {
        Box::pin(async move {
            let db = visitor.db();
            let checks = store::checks(db, account.id).await?;
            let checks = checks.iter().filter(|c| c.kind != Kind::InnSearch);
            let attempts = store::of_account(db, account.id).await?;
            let attempts = attempts.iter().take(MOST);
            Ok(checks
                .map(|one| check(visitor, one))
                .chain(attempts.map(|one| attempt(visitor, one)))
                .collect())
        })
    }
}
