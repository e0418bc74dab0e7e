//! Another password: the present one, the new one twice (S1-070).

use axum::extract::State;
use axum::response::Response;
use okno_web::session::end_others;
use okno_web::{Fault, Field, Form, Input, Kind, Subject, Visitor};
use uuid::Uuid;

use super::{HOME, about, again};
use crate::department::Accounts;
use crate::pages::common::{FormPage, check_new_password, new_password_fields};
use crate::pages::login::turned_away;
use crate::store::{self, holder};
use crate::{first, notices, waiting};

fn form(visitor: &Visitor) -> Form {
    let present = Field::new(
        Kind::Password,
        "login",
        visitor.t("accounts-password-present"),
    )
    .missing(visitor.t("accounts-password-present-missing"));
    let fields = std::iter::once(present).chain(new_password_fields(visitor));
    Form::new(
        "/cabinet/security/password",
        visitor.t("accounts-password-change"),
        fields.collect(),
    )
}

fn page(visitor: &Visitor, form: Form) -> FormPage {
    let phone = holder(visitor).map(|(_, person)| person.phone.as_str().to_owned());
    FormPage {
        back: Some((HOME.to_owned(), visitor.t("accounts-security-title"))),
        lead: visitor.t("accounts-password-change-lead"),
        beside: Some(("/recover".to_owned(), visitor.t("accounts-forgot"))),
        advice: visitor.t("accounts-password-advice"),
        username: phone.unwrap_or_default(),
        ..FormPage::new(visitor, "accounts-password-change-title", form)
    }
}

pub(super) async fn show(visitor: Visitor) -> Result<Response, Fault> {
    holder(&visitor)?;
    visitor.render(&page(&visitor, form(&visitor)))
}

pub(super) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let mut form = form(&visitor);
    if !check_new_password(&accounts, &visitor, person, &mut form, &input).await? {
        return visitor.render_flawed(&page(&visitor, form));
    }
    if let Some(not) = again::check(&accounts, &visitor, input.raw("login")).await? {
        return turned_away(&visitor, form, "accounts-again", not, page);
    }
    if input.raw("login") == input.raw("password") {
        form.fail("password", visitor.t("accounts-password-same"));
        return visitor.render_flawed(&page(&visitor, form));
    }
    let db = visitor.db();
    let hashed = accounts
        .hasher()
        .hash(input.raw("password"), db.chance())
        .await?;
    let mut tx = db.begin().await?;
    store::set_password(&mut tx, account.id, &hashed).await?;
    first::use_up(&mut tx, account.id).await?;
    waiting::drop_recoveries(&mut tx, account.id).await?;
    let here = visitor.session().map_or(Uuid::nil(), |session| session.id);
    end_others(&mut tx, Subject::Citizen(account.id), here).await?;
    tx.journal(about(&visitor, "account.password_changed")?)
        .await?;
    let key = format!("account:{}:password:{}", account.id, tx.new_id());
    let (words, to) = ("accounts-renewed", "/cabinet/history");
    notices::tell(&mut tx, visitor.portal(), account, person, words, key, to).await?;
    tx.commit().await?;
    Ok(visitor.go("/cabinet/security?password"))
}
