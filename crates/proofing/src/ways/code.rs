//! The code on paper, of a letter or of a post clerk, as it is entered and compared.
//! Only its keyed hash is kept.

use okno_accounts::paper_code::{Flaw, read};
use okno_store::Verdict;
use okno_web::{Fault, Field, Form, Visitor};

use crate::attempt::Attempt;
use crate::{Proofing, engine, store};

/// The form that takes a code; `words` is the way's prefix of texts (`proofing-letter`).
pub(crate) fn form(visitor: &Visitor, action: &str, words: &str) -> Form {
    let field = Field::text("code", visitor.t("proofing-letter-code"))
        .hint(visitor.t(&format!("{words}-code-hint")))
        .missing(visitor.t(&format!("{words}-code-missing")))
        .autocomplete("off")
        .max(40);
    Form::new(action, visitor.t("proofing-letter-check"), vec![field])
}

/// Compares what was typed with the code of an attempt, within the limits of the table;
/// what is wrong with it, if anything.
pub(crate) async fn compare(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
    raw: &str,
    words: &str,
) -> Result<Option<String>, Fault> {
    let all = visitor.portal().words();
    let (lang, db) = (visitor.lang(), visitor.db());
    let id = |id: &str| format!("{words}-code-{id}");
    let code = match read(raw) {
        Ok(code) => code,
        Err(Flaw::Count(0)) => return Ok(Some(visitor.t(&id("missing")))),
        Err(Flaw::Count(count)) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            return Ok(Some(all.tv(lang, &id("count"), &[("count", count.into())])));
        }
        Err(Flaw::Sign(sign)) => {
            let args = [("sign", sign.to_string().into())];
            return Ok(Some(all.tv(lang, &id("sign"), &args)));
        }
    };
    let wait = |until| {
        let time = visitor.portal().local(until).strftime("%H:%M").to_string();
        Some(all.tv(lang, &id("wait"), &[("time", time.into())]))
    };
    // Counted before it is compared.
    let left = match engine::entry(proofing, db, attempt).await? {
        Verdict::Allowed { left } => left,
        Verdict::Wait { until } => return Ok(wait(until)),
    };
    if store::code_matches(db, attempt, &code) {
        return Ok(None);
    }
    engine::wrong_entry(proofing, visitor, attempt).await?;
    if let Some(until) = engine::entry_waits(proofing, db, attempt).await? {
        return Ok(wait(until));
    }
    Ok(Some(all.tv(lang, &id("wrong"), &[("left", left.into())])))
}
