//! The check of the caller: the operator types what the caller says and learns only
//! whether it is right. Nothing is compared before enough was said, so that a field
//! cannot be guessed by itself.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::SignedDuration;
use okno_accounts::Person;
use okno_store::{Entry, Limit, Verdict};
use okno_web::{Fault, Field, Form, Input, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::{own, place};
use crate::model::{Call, Fact, Stage, TRIES, asked, enough, is_right};
use crate::store;

/// Checks of one account, by whomever, right ones apart.
const OF_ACCOUNT: Limit = Limit {
    name: "support.account",
    max: 6,
    per: SignedDuration::from_hours(24),
};
/// Checks with a mistake, of one operator.
const OF_OPERATOR: Limit = Limit {
    name: "support.operator",
    max: 15,
    per: SignedDuration::from_hours(1),
};

#[derive(Template)]
#[template(path = "support_check.html")]
pub(super) struct CheckPage {
    page: Page,
    form: Form,
    /// Tries that are left.
    left: i64,
}

fn field(visitor: &Visitor, fact: Fact) -> Field {
    let word = fact.word();
    let field = Field::text(word, visitor.t(&format!("support-fact-{word}")))
        .autocomplete("off")
        .width("20");
    match fact {
        Fact::Name => field
            .check("text:200")
            .hint(visitor.t("support-fact-name-hint"))
            .missing(visitor.t("support-fact-name-missing")),
        Fact::Phone => field
            .check("phone")
            .inputmode("tel")
            .missing(visitor.t("support-fact-phone-missing")),
        Fact::Email => field.check("email").optional(),
        Fact::Snils => field.check("snils").inputmode("numeric").optional(),
        Fact::Inn => field.check("inn").inputmode("numeric").optional(),
        Fact::Passport => field.check("passport").inputmode("numeric").optional(),
    }
}

fn form(visitor: &Visitor, id: Uuid, person: &Person) -> Form {
    let fields = asked(person).into_iter();
    Form::new(
        format!("{}/check", place(id)),
        visitor.t("support-check-submit"),
        fields.map(|fact| field(visitor, fact)).collect(),
    )
}

fn with(visitor: &Visitor, form: Form, left: i64) -> CheckPage {
    CheckPage {
        page: visitor
            .page_t("support-check-title")
            .work()
            .with_form(&form),
        form,
        left,
    }
}

/// The page of a call whose caller is being checked.
pub(super) fn page(visitor: &Visitor, call: &Call, person: &Person) -> CheckPage {
    with(
        visitor,
        form(visitor, call.id, person),
        (TRIES - call.tries).max(0),
    )
}

fn words(facts: impl IntoIterator<Item = Fact>) -> Vec<&'static str> {
    facts.into_iter().map(Fact::word).collect()
}

pub(in crate::pages) async fn take(
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let (official, call, account, person) = own(&visitor, id).await?;
    let to = place(id);
    if call.stage != Stage::Asking {
        return Ok(visitor.go(&to));
    }
    let (db, portal) = (visitor.db(), visitor.portal());
    let mut form = form(&visitor, id, &person).filled(&input);
    let left = (TRIES - call.tries).max(0);
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&with(&visitor, form, left));
    }
    let asked = asked(&person).into_iter();
    let said: BTreeSet<Fact> = asked.filter(|f| !input.get(f.word()).is_empty()).collect();
    if !enough(&person, &said) {
        form.fail_all(visitor.t("support-check-more"));
        return visitor.render_flawed(&with(&visitor, form, left));
    }
    let (whose, by) = (account.id.to_string(), official.id.to_string());
    if let Verdict::Wait { until } = db.peek(&OF_OPERATOR, &by).await? {
        return Err(Fault::TooMany { until });
    }
    // Counted before anything is compared: checks at once cannot get past the limits.
    if let Verdict::Wait { until } = db.hit(&OF_ACCOUNT, &whose).await? {
        return Err(Fault::TooMany { until });
    }
    let mut tx = db.begin().await?;
    let Some(number) = store::count_try(&mut tx, id, official.id).await? else {
        tx.commit().await?;
        return Ok(visitor.go(&to));
    };
    let about = |act| {
        let entry = Entry::new(visitor.actor(), act, "call", id).owner(account.id);
        entry.from(Some(visitor.ip()))
    };
    let is_good = |fact: &Fact| is_right(&person, *fact, input.get(fact.word()));
    let (right, wrong): (Vec<Fact>, Vec<Fact>) = said.into_iter().partition(is_good);
    if wrong.is_empty() {
        if store::pass(&mut tx, id).await? {
            let detail = json!({ "said": words(right) });
            tx.journal(about("support.passed").detail(detail)).await?;
        }
        tx.commit().await?;
        db.forget(&OF_ACCOUNT, &whose).await?;
        return Ok(visitor.go(&to));
    }
    let detail = json!({ "wrong": words(wrong.iter().copied()), "try": number });
    tx.journal(about("support.wrong").detail(detail)).await?;
    if number >= TRIES {
        store::fail(&mut tx, id).await?;
    }
    tx.commit().await?;
    db.hit(&OF_OPERATOR, &by).await?;
    if number >= TRIES {
        return Ok(visitor.go(&to));
    }
    for fact in wrong {
        form.fail(fact.word(), visitor.t("support-fact-wrong"));
    }
    for field in &mut form.fields {
        if right.iter().any(|fact| fact.word() == field.name) {
            field.hint = visitor.t("support-fact-right");
        }
    }
    visitor.render_flawed(&with(&visitor, form, TRIES - number))
}
