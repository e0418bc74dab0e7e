//! Closing the account: what goes, what stays, the day; and the way back.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use futures::future::BoxFuture;
use okno_accounts::holdings::{Hindrance, Teller};
use okno_accounts::{
    Account, ByCode, Chance, Person, Section, codes, find_locked, holder, not_yet, recipient,
};
use okno_web::form::Form;
use okno_web::session::end_others;
use okno_web::{Fault, Field, Input, Kind, Page, Subject, Visitor};
use uuid::Uuid;

use super::CLOSE;
use crate::closing::{News, entry, follow, tell};
use crate::{CALM, Rights, store};

const BY_CODE: ByCode = ByCode {
    purpose: "rights.close",
    action: "/cabinet/data/close/code",
    title: "rights-close-code-title",
    lead: "rights-close-code-lead",
    submit: "rights-close-code-submit",
    back: (CLOSE, "rights-close-title"),
    sms: "rights-close-code-sms",
};

#[derive(Template)]
#[template(path = "rights_close.html")]
struct ClosePage {
    page: Page,
    form: Form,
    hindrances: Vec<Hindrance>,
    days: i64,
}

/// A child does not close what its guardians have made.
#[derive(Template)]
#[template(path = "rights_ward.html")]
struct WardPage {
    page: Page,
    day: Option<String>,
}

#[derive(Template)]
#[template(path = "rights_closing.html")]
struct ClosingPage {
    page: Page,
    day: String,
}

fn form(visitor: &Visitor) -> Form {
    let sure = Field::new(Kind::Checkbox, "sure", visitor.t("rights-close-sure"))
        .missing(visitor.t("rights-close-sure-missing"));
    Form::new(CLOSE, visitor.t("rights-close-submit"), vec![sure])
}

async fn hindrances(
    rights: &Rights,
    visitor: &Visitor,
    account: &Account,
) -> Result<Vec<Hindrance>, Fault> {
    let of = Teller::new(visitor.portal(), visitor.lang());
    let mut all = Vec::new();
    for holdings in rights.accounts().holdings() {
        all.extend(holdings.hindrances(of, account).await?);
    }
    Ok(all)
}

fn close_page(visitor: &Visitor, form: Form, hindrances: Vec<Hindrance>) -> ClosePage {
    ClosePage {
        page: visitor.page_t("rights-close-title").with_form(&form),
        form,
        hindrances,
        days: CALM.as_hours() / 24,
    }
}

pub(super) async fn show(
    State(rights): State<Rights>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let closing = store::closing(visitor.db(), account.id).await?;
    if account.is_guarded() {
        let page = visitor.page_t("rights-close-title");
        return visitor.render(&WardPage {
            day: closing.map(|closing| page.date_long(&closing.ends_at)),
            page,
        });
    }
    if let Some(closing) = closing {
        let page = visitor.page_t("rights-closing-title");
        return visitor.render(&ClosingPage {
            day: page.date_long(&closing.ends_at),
            page,
        });
    }
    let hindrances = hindrances(&rights, &visitor, account).await?;
    let mut page = close_page(&visitor, form(&visitor), hindrances);
    if query.as_deref() == Some("kept") {
        let (title, text) = ("rights-kept", "rights-kept-text");
        page.page = page
            .page
            .with_notice("ok", visitor.t(title), visitor.t(text));
    }
    visitor.render(&page)
}

pub(super) async fn ask(
    State(rights): State<Rights>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let (db, portal) = (visitor.db(), visitor.portal());
    if account.is_guarded() || store::closing(db, account.id).await?.is_some() {
        return Ok(visitor.go(CLOSE));
    }
    let hindrances = hindrances(&rights, &visitor, account).await?;
    let mut form = form(&visitor);
    if !hindrances.is_empty() {
        return visitor.render_flawed(&close_page(&visitor, form, hindrances));
    }
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&close_page(&visitor, form, hindrances));
    }
    if let Some(first) = not_yet(&visitor, CLOSE).await? {
        return Ok(first);
    }
    match BY_CODE.chance(&visitor, account, person).await? {
        Chance::Sent => return Ok(visitor.go(BY_CODE.action)),
        Chance::Send => {}
        Chance::TooMany => {
            form.fail_all(visitor.t("rights-close-too-many"));
            return visitor.render_flawed(&close_page(&visitor, form, hindrances));
        }
    }
    let mut tx = db.begin().await?;
    BY_CODE.send(&mut tx, &visitor, account, person).await?;
    tx.commit().await?;
    Ok(visitor.go(BY_CODE.action))
}

/// Was a code asked for, and is there nothing settled yet?
async fn is_waiting(visitor: &Visitor, account: &Account) -> Result<bool, Fault> {
    let db = visitor.db();
    let sent = codes::under_way(db, BY_CODE.purpose, account.id, "sms").await?;
    Ok(!account.is_guarded() && sent.is_some() && store::closing(db, account.id).await?.is_none())
}

pub(super) async fn code(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if !is_waiting(&visitor, account).await? {
        return Ok(visitor.go(CLOSE));
    }
    BY_CODE
        .show(&visitor, account, person, query.as_deref())
        .await
}

pub(super) async fn check(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if !is_waiting(&visitor, account).await? {
        return Ok(visitor.go(CLOSE));
    }
    if let Some(first) = not_yet(&visitor, CLOSE).await? {
        return Ok(first);
    }
    let good = match BY_CODE.check(&visitor, account, person, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let id = account.id;
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, id).await?;
    let fresh = codes::use_up(&mut tx, &good).await?;
    let begun = match fresh {
        true => store::begin(&mut tx, id).await?,
        // The other click did it.
        false => None,
    };
    if let Some(closing) = begun {
        tx.journal(entry(&visitor, "account.closing_asked", id))
            .await?;
        follow(&mut tx, id, closing).await?;
        let (portal, to) = (visitor.portal(), recipient(&account, &person));
        let who = (&account, &person);
        tell(&mut tx, portal, &to, who, closing, News::Asked).await?;
        let here = visitor.session().map_or(Uuid::nil(), |session| session.id);
        end_others(&mut tx, Subject::Citizen(id), here).await?;
        tx.announce(id);
    }
    tx.commit().await?;
    Ok(visitor.go(CLOSE))
}

/// «Не закрывать»: needs no code, since it takes nothing away.
pub(super) async fn keep(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, id).await?;
    let closing = store::closing_in(&mut tx, id).await?;
    if let Some(closing) = closing.filter(|_| !account.is_guarded())
        && store::call_off(&mut tx, id).await?
    {
        tx.journal(entry(&visitor, "account.closing_called_off", id))
            .await?;
        let (portal, to) = (visitor.portal(), recipient(&account, &person));
        let who = (&account, &person);
        tell(&mut tx, portal, &to, who, closing, News::CalledOff).await?;
        tx.announce(id);
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{CLOSE}?kept")))
}

/// That the account is going to be closed, first in the cabinet.
pub(crate) struct Soon;

#[derive(Template)]
#[template(path = "rights_soon.html")]
struct SoonPart {
    page: Page,
    day: String,
    guarded: bool,
}

impl Section for Soon {
    fn draw<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        _: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(async move {
            let closing = store::closing(visitor.db(), account.id).await?;
            let Some(closing) = closing else {
                return Ok(None);
            };
            let page = visitor.page(String::new());
            let part = SoonPart {
                day: page.date_long(&closing.ends_at),
                guarded: account.is_guarded(),
                page,
            };
            Ok(Some(part.render()?))
        })
    }
}
