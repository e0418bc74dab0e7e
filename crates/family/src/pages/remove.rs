//! A card is removed: what goes with it, and whether the child's account does.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use okno_accounts::{find, find_locked, holder, not_yet};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};

use super::{HOME, own, path};
use crate::Family;
use crate::ends::{How, unlink};
use crate::model::Card;
use crate::store;

/// What becomes of the child's account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Account {
    /// There is none, or it is the child's own affair.
    None,
    /// Another guardian stays.
    Stays,
    /// The parent says.
    Asked,
    /// Its codes come to this parent's phone: it cannot stay without anybody.
    Goes,
}

#[derive(Template)]
#[template(path = "family_remove.html")]
struct RemovePage {
    page: Page,
    form: Form,
    url: String,
    name: String,
    /// The end of a message's name.
    what: &'static str,
}

async fn account_of(visitor: &Visitor, card: &Card) -> Result<Account, Fault> {
    let Some(ward) = card.ward else {
        return Ok(Account::None);
    };
    let found = find(visitor.db(), ward).await?;
    let Some((account, _)) = found.filter(|(account, _)| account.is_guarded()) else {
        return Ok(Account::None);
    };
    Ok(match (card.guardians > 1, account.ward.is_lent()) {
        (true, _) => Account::Stays,
        (false, true) => Account::Goes,
        (false, false) => Account::Asked,
    })
}

fn form(visitor: &Visitor, card: &Card, account: Account) -> Form {
    let choice = |word: &str| Choice {
        value: word.to_owned(),
        label: visitor.t(&format!("family-remove-{word}")),
        hint: visitor.t(&format!("family-remove-{word}-hint")),
    };
    let mut fields = Vec::new();
    if account == Account::Asked {
        fields.push(
            Field::new(Kind::Radio, "account", visitor.t("family-remove-account"))
                .options(vec![choice("close"), choice("keep")])
                .missing(visitor.t("family-remove-missing")),
        );
    }
    let action = format!("{}/remove", path(card.id));
    Form::new(action, visitor.t("family-remove-submit"), fields)
}

fn page(visitor: &Visitor, card: &Card, account: Account, form: Form) -> RemovePage {
    RemovePage {
        page: visitor.page_t("family-remove-title").with_form(&form),
        form,
        url: path(card.id),
        name: card.content.child.full_name(),
        what: match account {
            Account::None => "none",
            Account::Stays => "stays",
            Account::Asked => "asked",
            Account::Goes => "goes",
        },
    }
}

pub(super) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let card = own(&visitor, account, &id).await?;
    let what = account_of(&visitor, &card).await?;
    let form = form(&visitor, &card, what);
    visitor.render(&page(&visitor, &card, what, form))
}

pub(super) async fn remove(
    State(family): State<Family>,
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let card = own(&visitor, account, &id).await?;
    let what = account_of(&visitor, &card).await?;
    let mut form = form(&visitor, &card, what).filled(&input);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&page(&visitor, &card, what, form));
    }
    if card.child.is_some()
        && let Some(first) = not_yet(&visitor, &format!("{}/remove", path(card.id))).await?
    {
        return Ok(first);
    }
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, account.id).await?;
    if let Some(card) = store::card_in(&mut tx, card.id).await? {
        let close = input.get("account") == "close";
        let how = (How::Removed { close }, visitor.actor());
        unlink(&family, &mut tx, (&account, &person), &card, how).await?;
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}?removed")))
}
