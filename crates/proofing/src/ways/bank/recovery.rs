//! Access back through a bank: the same way to the bank and back as that of newcomers.
//! What the bank says, and the register of insured people has found right, must be the
//! data of one account, to the letter; then its owner sets a new password. The bank's
//! client learns of nobody but themselves.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use okno_accounts::{
    Account, Level, Person, State as AccountState, find, find_by, keep_consent, recover_by_bank,
};
use okno_store::DbError;
use okno_web::{Fault, Lang, Page, Visitor};

use super::compare::{Verdict, compare};
use super::newcomer::{Intro, Purpose, locked, own};
use super::{ID, VERSION, consent};
use crate::Proofing;
use crate::newcomers::KNOWN;
use crate::store;

pub(super) fn router(proofing: &Proofing) -> Router {
    Router::new()
        .route("/recover/bank/on", post(on))
        .with_state(proofing.clone())
}

#[derive(Template)]
#[template(path = "bank_owner.html")]
struct OwnerPage {
    page: Page,
    bank: String,
}

/// The bank has told, and there is an account.
pub(super) fn show(visitor: &Visitor, bank: String) -> Result<Response, Fault> {
    visitor.render(&OwnerPage {
        page: visitor.page_t(Purpose::Recover.title()),
        bank,
    })
}

/// Whose account it is: the one with the SNILS that the bank tells, when all the rest
/// agrees too, the number of the passport included, and registries have checked its data.
pub(super) async fn owner(
    proofing: &Proofing,
    intro: &Intro,
) -> Result<Option<(Account, Person)>, DbError> {
    let db = proofing.portal.db();
    let row = proofing.bank(&intro.visit.bank);
    let Some((row, claims)) = row.zip(intro.claims.as_ref()) else {
        return Ok(None);
    };
    let said = row.said(claims);
    let Some(snils) = said.snils() else {
        return Ok(None);
    };
    let Some(id) = find_by(db, "snils", snils.as_str()).await? else {
        return Ok(None);
    };
    let found = find(db, id).await?;
    Ok(found.filter(|(account, person)| {
        let open = matches!(account.state, AccountState::Active | AccountState::Locked);
        let same = matches!(
            compare(person, &said, &row.id, &intro.scopes),
            Verdict::Same(_)
        );
        let passport = person.passport.as_ref().map(|passport| &passport.number);
        let told = said.passport_number();
        let same_passport = told.is_none() || told.as_ref() == passport;
        open && account.level >= Level::Standard && same && same_passport
    }))
}

/// «Задать новый пароль».
async fn on(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let page = Purpose::Recover.page();
    let Some(own) = own(&visitor, Purpose::Recover).await? else {
        return Ok(visitor.go(page));
    };
    let owner = owner(&proofing, &own.content).await?;
    let mut tx = visitor.db().begin().await?;
    let fresh = locked(&mut tx, own.id).await?;
    let fresh = fresh.filter(|fresh| fresh.step == KNOWN);
    let Some((intro, (account, _))) = fresh.map(|fresh| fresh.content).zip(owner) else {
        tx.commit().await?;
        return Ok(visitor.go(page));
    };
    // Once: another password takes another way to the bank.
    store::drop_introduction(&mut tx, own.id).await?;
    let lang = Lang::from_code(&intro.lang).unwrap_or_default();
    let text = consent(&proofing, lang, ID, "proofing-bank-recover-consent").join("\n\n");
    let document = format!("bank-recovery.{}", lang.code());
    keep_consent(&mut tx, account.id, &document, VERSION, &text, intro.origin).await?;
    recover_by_bank(&visitor, tx, account.id, &intro.visit.bank).await
}
