//! «Регистрация с подтверждением личности» (S1-040, S1-041): one page for all proofs of
//! contact, where the person says who they are and how to get the code.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use okno_accounts::codes::{self, NotSent};
use okno_accounts::{Account, Person};
use okno_requisites::{Inn, Phone, Snils};
use okno_store::{Db, DbError};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use serde::Deserialize;

use super::{CHOICE, CODE, Content, PURPOSE, SMS, VOICE, channel, send, wait_text};
use crate::pages::{holder, last_text};
use crate::ways::{card, path};
use crate::{Proofing, engine, store};

/// In the order in which they are offered.
const ALL: [&str; 3] = [SMS, VOICE, card::ID];

#[derive(Template)]
#[template(path = "contact.html")]
struct StartPage {
    page: Page,
    form: Form,
    last: Option<String>,
}

#[derive(Deserialize)]
struct Wish {
    way: Option<String>,
}

/// «Регистрация с подтверждением личности»: one page for all ways.
pub(crate) fn router(proofing: &Proofing) -> Router {
    Router::new()
        .route(CHOICE, get(choose).post(begin))
        .with_state(proofing.clone())
}

fn known(word: &str) -> Option<&'static str> {
    ALL.into_iter().find(|id| *id == word)
}

/// The ways that may be begun now.
async fn free(
    proofing: &Proofing,
    db: &Db,
    account: &Account,
) -> Result<Vec<&'static str>, DbError> {
    let mut free = Vec::new();
    for id in ALL {
        if engine::is_free(proofing, db, account, id).await? {
            free.push(id);
        }
    }
    Ok(free)
}

fn start_form(visitor: &Visitor, person: &Person, ways: &[&'static str], chosen: &str) -> Form {
    let t = |id: &str| visitor.t(id);
    let options = ways.iter().map(|id| Choice {
        value: (*id).to_owned(),
        label: t(&format!("proofing-contact-by-{id}")),
        hint: t(&format!("proofing-contact-by-{id}-hint")),
    });
    let mut form = Form::new(
        CHOICE,
        t("proofing-contact-begin"),
        vec![
            Field::text("number", t("proofing-contact-number"))
                .hint(t("proofing-contact-number-hint"))
                .missing(t("proofing-contact-number-missing"))
                .inputmode("numeric")
                .width("20")
                .max(20),
            Field::new(Kind::Tel, "phone", t("proofing-contact-phone"))
                .hint(t("proofing-contact-phone-hint"))
                .check("phone")
                .max(30),
            Field::new(Kind::Radio, "way", t("proofing-contact-way"))
                .missing(t("proofing-contact-way-missing"))
                .options(options.collect()),
        ],
    );
    form.set("phone", person.phone.shown());
    if ways.contains(&chosen) {
        form.set("way", chosen);
    }
    form
}

fn start_page(visitor: &Visitor, form: Form, last: Option<String>) -> StartPage {
    StartPage {
        page: visitor.page_t("proofing-contact").with_form(&form),
        form,
        last,
    }
}

async fn choose(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let ways = free(&proofing, db, &account).await?;
    if ways.is_empty() {
        // The list says why, and what is under way.
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let chosen = wish.way.as_deref().and_then(known).unwrap_or_default();
    let last = match chosen {
        "" => None,
        id => engine::offer(&proofing, db, &account, id).await?,
    };
    let last = last.and_then(|offer| offer.last_end);
    let form = start_form(&visitor, &person, &ways, chosen);
    let last = last.map(|end| last_text(&visitor, &end));
    visitor.render(&start_page(&visitor, form, last))
}

/// Is it the number of this person? СНИЛС or ИНН, told apart by their length.
fn number_flaw(visitor: &Visitor, person: &Person, typed: &str) -> Option<String> {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let words = visitor.portal().words();
    let (own, word) = if digits == 12 {
        match Inn::parse(typed) {
            Ok(inn) => (person.inn.as_ref() == Some(&inn), "inn"),
            Err(flaw) => return Some(words.flaw(visitor.lang(), &flaw)),
        }
    } else {
        match Snils::parse(typed) {
            Ok(snils) => (person.snils.as_ref() == Some(&snils), "snils"),
            Err(flaw) => return Some(words.flaw(visitor.lang(), &flaw)),
        }
    };
    (!own).then(|| visitor.t(&format!("proofing-contact-number-other-{word}")))
}

async fn begin(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let portal = visitor.portal();
    let chosen = known(input.get("way"));
    if let Some(id) = chosen
        && store::open_now(db, account.id, id).await?.is_some()
    {
        // The second click of two, or another tab.
        return Ok(visitor.go(&path(id)));
    }
    let ways = free(&proofing, db, &account).await?;
    if ways.is_empty() {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let mut form = start_form(&visitor, &person, &ways, "").filled(&input);
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let number = input.get("number");
    if !number.is_empty()
        && let Some(text) = number_flaw(&visitor, &person, number)
    {
        form.fail("number", text);
    }
    let chosen = chosen.filter(|id| ways.contains(id));
    if Phone::parse(input.get("phone")).is_ok_and(|phone| phone != person.phone) {
        form.fail("phone", visitor.t("proofing-contact-phone-other"));
    }
    let (Some(id), false) = (chosen, form.has_errors()) else {
        return visitor.render_flawed(&start_page(&visitor, form, None));
    };
    // To the phone of a card the bank sends a code, once it is known which bank.
    let to = (id != card::ID).then(|| channel(id, &person.phone));
    if let Some(to) = &to
        && let Err(NotSent::Wait(until)) =
            codes::may_send(&visitor, PURPOSE, account.id, to).await?
    {
        form.fail("way", wait_text(&visitor, until));
        return visitor.render_flawed(&start_page(&visitor, form, None));
    }
    let mut tx = db.begin().await?;
    let new = store::New {
        step: if to.is_some() { CODE } else { card::CHOICE },
        content: Content::default().value(),
        ..store::New::default()
    };
    match engine::begin(&proofing, &mut tx, &visitor, account.id, id, new).await? {
        Ok(_) => {
            if let Some(to) = &to {
                send(&mut tx, &visitor, account.id, to).await?;
            }
            tx.commit().await?;
            engine::counted(&proofing, db, account.id, id).await?;
            Ok(visitor.go(&path(id)))
        }
        // The list says why.
        Err(_) => Ok(visitor.go("/cabinet/confirm")),
    }
}
