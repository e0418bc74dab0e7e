//! A bank card (S1-041, S4-02, S4-09): one of the proofs of contact. The person chooses
//! the bank; the bank is asked whether the account's phone is tied to a card and sends a
//! code there. Entering it is enough; no level comes of it (C5).

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use okno_accounts::{Person, keep_consent};
use okno_store::Worker;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};

use super::bank_code::{self, Code, Told};
use super::{Way, bank, consent, contact, path};
use crate::attempt::Attempt;
use crate::pages::holder;
use crate::{Proofing, store};

/// The method's word.
pub(crate) const ID: &str = "card";
/// The bank is to be chosen.
pub(super) const CHOICE: &str = "bank";
/// Version of the consent's text; it grows with every change.
const VERSION: &str = "1";

pub(crate) struct Card;

impl Way for Card {
    fn id(&self) -> &'static str {
        ID
    }

    fn router(&self, proofing: &Proofing) -> Router {
        Router::new()
            .route("/cabinet/confirm/card", get(show).post(choose))
            .with_state(proofing.clone())
            .merge(bank_code::router(proofing, ID))
    }

    fn is_ready(&self, proofing: &Proofing) -> bool {
        proofing.banks.iter().any(|row| row.cards)
    }

    fn register_jobs(&self, proofing: &Proofing, worker: &mut Worker) {
        bank_code::register(proofing, worker);
    }
}

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    page: Page,
    form: Form,
    phone: String,
    consent: Vec<String>,
    version: String,
    /// What became of the bank chosen before.
    told: Option<(String, String)>,
}

fn form(proofing: &Proofing, visitor: &Visitor, chosen: &str) -> Form {
    let lang = visitor.lang();
    let options = proofing.banks.iter().filter(|row| row.cards);
    let options = options.map(|row| Choice {
        value: row.id.clone(),
        label: row.name.get(lang.code()).to_owned(),
        hint: String::new(),
    });
    let fields = vec![
        Field::new(Kind::Radio, "bank", visitor.t("proofing-card-which"))
            .options(options.collect())
            .missing(visitor.t("proofing-bank-missing")),
        Field::new(
            Kind::Checkbox,
            "consent",
            visitor.t("proofing-card-consent-box"),
        )
        .missing(visitor.t("proofing-card-consent-missing")),
    ];
    let mut form = Form::new(path(ID), visitor.t("proofing-contact-begin"), fields);
    form.set("bank", chosen);
    form
}

fn told(proofing: &Proofing, visitor: &Visitor, code: &Code) -> Option<(String, String)> {
    let name = bank::bank_name(proofing, Some(&code.bank), visitor.lang());
    let page = visitor.page(String::new());
    let (title, text) = match code.told? {
        Told::NoCard => ("proofing-card-none", "proofing-card-none-text"),
        Told::Down => ("proofing-card-down", "proofing-card-down-text"),
        Told::Wrong(_) | Told::Over => return None,
    };
    Some((page.ta(title, "bank", name), visitor.t(text)))
}

fn page(
    proofing: &Proofing,
    visitor: &Visitor,
    person: &Person,
    attempt: &Attempt,
    form: Form,
) -> CardPage {
    CardPage {
        page: visitor.page_t("proofing-card").with_form(&form),
        form,
        phone: person.phone.masked(),
        consent: consent(proofing, visitor.lang(), ID, "proofing-card-consent"),
        version: visitor.page(String::new()).ta(
            "proofing-bank-consent-version",
            "version",
            VERSION,
        ),
        told: told(proofing, visitor, &Code::of(attempt)),
    }
}

async fn show(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let Some(open) = store::open_now(visitor.db(), account.id, ID).await? else {
        let to = contact::anew(&proofing, visitor.db(), &account, ID).await?;
        return Ok(visitor.go(&to));
    };
    if bank_code::is_step(&open.step) {
        return bank_code::show(&proofing, &visitor, ID, &open);
    }
    let form = form(&proofing, &visitor, "");
    visitor.render(&page(&proofing, &visitor, &person, &open, form))
}

/// The bank is chosen: it is asked for a code.
async fn choose(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let portal = visitor.portal();
    let lang = visitor.lang();
    let mut form = form(&proofing, &visitor, "").filled(&input);
    form.check(&input, portal.words(), lang, portal.today());
    let mut tx = visitor.db().begin().await?;
    let Some(open) = bank_code::locked(&mut tx, account.id, ID, &[CHOICE]).await? else {
        // The second click of two, or another tab: the page says where it stands.
        tx.commit().await?;
        return Ok(visitor.go(&path(ID)));
    };
    let mut code = Code::of(&open);
    if code.is_spent() {
        form.fail("bank", visitor.t("proofing-card-codes-over"));
    }
    if form.has_errors() {
        tx.commit().await?;
        return visitor.render_flawed(&page(&proofing, &visitor, &person, &open, form));
    }
    input.get("bank").clone_into(&mut code.bank);
    let document = format!("card-transfer.{}", lang.code());
    let text = consent(&proofing, lang, ID, "proofing-card-consent").join("\n\n");
    keep_consent(&mut tx, account.id, &document, VERSION, &text, visitor.ip()).await?;
    bank_code::ask(&mut tx, &open, code).await?;
    tx.commit().await?;
    Ok(visitor.go(&path(ID)))
}
