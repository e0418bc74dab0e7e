//! Sending: the check of the answers with the consent, then the code by SMS.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use okno_accounts::codes::{self, Channel, NotSent, Wrong};
use okno_catalogue::Service;
use okno_notifications::Delivery;
use okno_store::DbError;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};

use super::start::{Fee, fee};
use super::{IdPath, Part, named_profile, parts, say};
use crate::Applications;
use crate::model::{Application, State as Stand, Ticked};
use crate::sheet::{asked, is_free, is_whole, may_send, world};
use crate::store;

/// Purpose of the code.
const PURPOSE: &str = "application.send";

#[derive(Template)]
#[template(path = "applications/check.html")]
struct CheckPage {
    page: Page,
    form: Form,
    back_url: String,
    profile: Vec<(String, String)>,
    parts: Vec<Part>,
    consent_title: String,
    consent_version: String,
    consent: Vec<String>,
    fee: Option<Fee>,
    due: String,
}

#[derive(Template)]
#[template(path = "applications/code.html")]
struct CodePage {
    page: Page,
    form: Form,
    back_url: String,
    phone: String,
    again_at: i64,
    refused: bool,
}

/// Where the draft stands on its way out.
enum Way {
    /// Somewhere else: that page.
    Elsewhere(String),
    /// With what is asked noted in its content.
    Here(Ready),
}

/// A draft that lacks nothing.
struct Ready {
    application: Box<Application>,
    service: Arc<Service>,
    /// Nothing is to be paid.
    free: bool,
    fee: Option<Fee>,
}

impl Ready {
    /// Was the consent ticked that stands now, and may it be sent without a payment?
    fn is_ticked(&self) -> bool {
        let ticked = self.application.content.ticked.as_ref();
        self.free && ticked.is_some_and(|t| t.version == self.service.consent.version)
    }
}

async fn on_the_way(own: &Applications, visitor: &Visitor, id: &str) -> Result<Way, Fault> {
    let mut application = own.own(visitor, id).await?;
    let base = format!("/applications/{}", application.id);
    // Sent already, e.g. by the first of two clicks: its result.
    if application.state != Stand::Draft {
        return Ok(Way::Elsewhere(base));
    }
    let service = own.service(&application).await?;
    super::start::may_apply(visitor, &service).await?;
    let (account, person) = okno_accounts::holder(visitor)?;
    let today = own.portal().today();
    let world = world(account, person, today);
    let sheet = service.sheet(&application.content, &world);
    if !is_whole(&application.content, &sheet, today) || !may_send(&sheet) {
        return Ok(Way::Elsewhere(base));
    }
    let free = is_free(&sheet);
    let page = visitor.page(String::new());
    let fee = fee(&page, &service, &sheet);
    let asked = asked(&service, &application.content, &sheet);
    application.content.asked = Some(asked);
    Ok(Way::Here(Ready {
        application: Box::new(application),
        service,
        free,
        fee,
    }))
}

fn consent_field(visitor: &Visitor, service: &Service) -> Field {
    Field::new(
        Kind::Checkbox,
        "consent",
        say(visitor.lang(), &service.consent.label),
    )
    .missing(visitor.t("applications-consent-missing"))
}

fn draw_check(
    own: &Applications,
    visitor: &Visitor,
    ready: Ready,
    form: Form,
) -> Result<CheckPage, Fault> {
    let Ready {
        application,
        service,
        fee,
        ..
    } = ready;
    let lang = visitor.lang();
    let (_, person) = okno_accounts::holder(visitor)?;
    let page = visitor.page_t("applications-check-title").with_form(&form);
    let due = own.due_at(&service, visitor.db().now());
    Ok(CheckPage {
        back_url: format!("/applications/{}", application.id),
        profile: named_profile(&page, own.profile(&service, person, lang)),
        parts: parts(&page, &service, &application, true),
        consent_title: say(lang, &service.consent.title),
        consent_version: page.ta(
            "applications-consent-version",
            "version",
            &service.consent.version,
        ),
        consent: say(lang, &service.consent.text)
            .split("\n\n")
            .map(|p| p.trim().to_owned())
            .filter(|p| !p.is_empty())
            .collect(),
        fee,
        due: page.tv(
            "applications-check-due",
            &[
                ("due", page.date_long(&due)),
                (
                    "days",
                    page.tn(
                        "applications-working-days",
                        "n",
                        service.deadline.working_days,
                    ),
                ),
            ],
        ),
        form,
        page,
    })
}

fn check_form(visitor: &Visitor, ready: &Ready) -> Form {
    Form::new(
        format!("/applications/{}/check", ready.application.id),
        visitor.t("applications-to-code"),
        vec![consent_field(visitor, &ready.service)],
    )
}

/// «Проверьте ответы перед отправкой».
pub(crate) async fn check(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let ready = match on_the_way(&own, &visitor, &id).await? {
        Way::Elsewhere(url) => return Ok(visitor.go(&url)),
        Way::Here(ready) => ready,
    };
    let form = check_form(&visitor, &ready);
    visitor.render(&draw_check(&own, &visitor, ready, form)?)
}

/// Takes the consent (152-FZ article 9: given apart, by an act of one's own)
/// and sends the code.
pub(crate) async fn tick(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let ready = match on_the_way(&own, &visitor, &id).await? {
        Way::Elsewhere(url) => return Ok(visitor.go(&url)),
        Way::Here(ready) => ready,
    };
    let mut form = check_form(&visitor, &ready).filled(&input);
    form.check(
        &input,
        own.portal().words(),
        visitor.lang(),
        own.portal().today(),
    );
    if !ready.free {
        // The seam for payments: nothing is taken and nothing is sent.
        form.fail_all(visitor.t("applications-fee-text"));
    }
    if form.has_errors() {
        return visitor.render_flawed(&draw_check(&own, &visitor, ready, form)?);
    }
    let Ready {
        application,
        service,
        ..
    } = ready;
    let url = format!("/applications/{}/send", application.id);
    let mut tx = visitor.db().begin().await?;
    let mut fresh = store::find_locked(&mut tx, application.id).await?;
    if fresh.state != Stand::Draft {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    fresh.content.ticked = Some(Ticked {
        version: service.consent.version.clone(),
        lang: visitor.lang().code().to_owned(),
        origin: visitor.ip(),
    });
    store::save(&mut tx, fresh.id, &fresh.content).await?;
    tx.commit().await?;
    // A code under way is good for this as well; the page says when a new one
    // may be sent.
    let _ = send_code(&visitor, &fresh).await?;
    Ok(visitor.go(&url))
}

async fn send_code(
    visitor: &Visitor,
    application: &Application,
) -> Result<Result<(), NotSent>, Fault> {
    let (_, person) = okno_accounts::holder(visitor)?;
    let channel = Channel::Sms(person.phone.clone());
    if let Err(wait) = codes::may_send(visitor, PURPOSE, application.id, &channel).await? {
        return Ok(Err(wait));
    }
    let mut tx = visitor.db().begin().await?;
    codes::send(
        &mut tx,
        visitor,
        PURPOSE,
        application.id,
        &channel,
        "applications-code-sms",
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

fn code_form(visitor: &Visitor, application: &Application, hint: String) -> Form {
    let field = Field::new(Kind::Code, "code", visitor.t("applications-code-label"))
        .hint(hint)
        .max(20)
        .missing(visitor.t("applications-code-missing"));
    Form::new(
        format!("/applications/{}/send", application.id),
        visitor.t("applications-send"),
        vec![field],
    )
}

async fn draw_code(
    visitor: &Visitor,
    application: &Application,
    spoil: impl FnOnce(&mut Form),
) -> Result<CodePage, Fault> {
    let under_way = codes::under_way(visitor.db(), PURPOSE, application.id, "sms").await?;
    let (_, person) = okno_accounts::holder(visitor)?;
    let page = visitor.page_t("applications-code-title");
    let now = visitor.db().now();
    let (mut refused, mut again_at, mut hint) = (false, 0, visitor.t("applications-code-none"));
    if let Some(sent) = &under_way {
        again_at = sent.again_at.as_millisecond();
        if now < sent.ends_at {
            hint = page.ta("applications-code-hint", "time", page.time(&sent.ends_at));
        }
        let delivery = okno_notifications::delivery(visitor.db(), &sent.key, "sms").await?;
        refused = delivery == Some(Delivery::Refused);
    }
    let mut form = code_form(visitor, application, hint);
    spoil(&mut form);
    Ok(CodePage {
        page: page.with_form(&form),
        back_url: format!("/applications/{}/check", application.id),
        phone: person.phone.masked(),
        again_at: if again_at > now.as_millisecond() {
            again_at
        } else {
            0
        },
        refused,
        form,
    })
}

/// The page of the code.
pub(crate) async fn code(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let ready = match on_the_way(&own, &visitor, &id).await? {
        Way::Elsewhere(url) => return Ok(visitor.go(&url)),
        Way::Here(ready) => ready,
    };
    let application = &ready.application;
    if !ready.is_ticked() {
        return Ok(visitor.go(&format!("/applications/{}/check", application.id)));
    }
    visitor.render(&draw_code(&visitor, application, |_| {}).await?)
}

/// «Отправить заявку» (S0-19): checks the code and sends.
pub(crate) async fn send(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let ready = match on_the_way(&own, &visitor, &id).await? {
        Way::Elsewhere(url) => return Ok(visitor.go(&url)),
        Way::Here(ready) => ready,
    };
    let base = format!("/applications/{}", ready.application.id);
    if !ready.is_ticked() {
        return Ok(visitor.go(&format!("{base}/check")));
    }
    let application = ready.application;
    if input.has("again") {
        return match send_code(&visitor, &application).await? {
            Ok(()) => Ok(visitor.go(&format!("{base}/send"))),
            Err(NotSent::Wait(until)) => {
                let page = visitor.page(String::new());
                let text = page.ta("applications-code-wait", "time", page.time(&until));
                visitor.render_flawed(
                    &draw_code(&visitor, &application, |form| form.fail("code", text)).await?,
                )
            }
        };
    }
    let given = input.get("code");
    if given.is_empty() {
        let text = visitor.t("applications-code-missing");
        return visitor.render_flawed(
            &draw_code(&visitor, &application, |form| form.fail("code", text)).await?,
        );
    }
    // Once more when another case has the number (were every tenth of the year given
    // away, one sending in a hundred million would fail here) or when the answers
    // changed at this moment in another tab.
    let mut application = application;
    let (account, person) = okno_accounts::holder(&visitor)?;
    for _ in 0..8 {
        let mut tx = visitor.db().begin().await?;
        let ready = own
            .ready_draft(&mut tx, &application, account, person)
            .await?;
        let mut tx = match codes::take(tx, &visitor, PURPOSE, application.id, "sms", given).await? {
            Ok(tx) => tx,
            Err(wrong) => return wrong_code(&visitor, &application, &base, wrong).await,
        };
        store::send_later(&mut tx, ready).await?;
        match tx.commit().await {
            Ok(()) => return Ok(visitor.go(&format!("{base}?done=sent"))),
            Err(DbError::Taken(_)) => {}
            Err(DbError::Conflict | DbError::Unmet(_)) => {
                match on_the_way(&own, &visitor, &id).await? {
                    Way::Elsewhere(url) => return Ok(visitor.go(&url)),
                    // What was agreed to has changed: it is to be looked at again.
                    Way::Here(fresh) if !fresh.is_ticked() => {
                        return Ok(visitor.go(&format!("{base}/check")));
                    }
                    Way::Here(fresh) => application = fresh.application,
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Fault::Busy("no free number".to_owned()))
}

async fn wrong_code(
    visitor: &Visitor,
    application: &Application,
    base: &str,
    wrong: Wrong,
) -> Result<Response, Fault> {
    // Another click may have used the code up and sent the application.
    let now = store::find(visitor.db(), application.id).await?;
    if now.is_some_and(|a| a.state != Stand::Draft) {
        return Ok(visitor.go(base));
    }
    let page = visitor.page(String::new());
    let text = match wrong {
        Wrong::Code { left } => page.tn("applications-code-wrong", "left", left),
        Wrong::Over => page.t("applications-code-over"),
        Wrong::Locked(until) => page.ta("applications-code-locked", "time", page.time(&until)),
    };
    visitor.render_flawed(&draw_code(visitor, application, |form| form.fail("code", text)).await?)
}
