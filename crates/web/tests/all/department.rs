//! A department of a few routes: signs in, keeps values, breaks, asks, takes files.

use askama::Template;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use futures::FutureExt;
use futures::future::BoxFuture;
use okno_requisites::Flaw;
use okno_store::DbError;
use okno_web::upload::{self, Darkroom};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Met, Page, People, Subject, Visitor, Who};
use uuid::Uuid;

/// Everybody may come in but the blocked one.
pub struct Everybody;

/// An account that may not act any more.
pub const BLOCKED: Uuid = Uuid::from_u128(13);

impl People for Everybody {
    fn who<'a>(&'a self, subject: Subject) -> BoxFuture<'a, Result<Met, DbError>> {
        let who = match subject {
            Subject::Citizen(BLOCKED) | Subject::Nobody => Who::Nobody,
            Subject::Citizen(id) => Who::Citizen {
                id,
                short_name: "Амина С.".to_owned(),
                level: 1,
            },
            Subject::Staff(id) => Who::Staff {
                id,
                short_name: "Хакимов И. М.".to_owned(),
                place: "Касимов".to_owned(),
                unit: "kasimov".to_owned(),
                roles: vec!["officer".to_owned()],
            },
        };
        async move { Ok(who.into()) }.boxed()
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layout.html" %}{% block main %}<h1>{{ text }}</h1>{% endblock %}"#
)]
struct Plain {
    page: Page,
    text: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layout.html" %}{% block main %}{% include "error_summary.html" %}<h1>Анкета</h1>{% include "form.html" %}{% endblock %}"#
)]
struct Questions {
    page: Page,
    form: Form,
}

pub fn router(darkroom: Darkroom) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/kept-page", get(kept_page))
        .route("/me", get(me))
        .route("/cabinet", get(cabinet))
        .route("/sign-in/{id}", get(sign_in))
        .route("/sign-in-staff/{id}", get(sign_in_staff))
        .route("/logout", post(sign_out))
        .route("/note", get(note).post(keep))
        .route("/panic", get(broken))
        .route("/fault/{name}", get(fault).post(fault))
        .route("/form", get(ask).post(answer))
        .route("/upload", post(take))
        .layer(Extension(darkroom))
}

async fn home(visitor: Visitor) -> Result<Response, Fault> {
    let page = visitor.page("Проба".to_owned());
    let text = page.t("web-fault-too-large-text");
    visitor.render(&Plain { page, text })
}

async fn kept_page(visitor: Visitor) -> Result<Response, Fault> {
    let page = visitor.page("Проба".to_owned());
    let text = visitor.lang().code().to_owned();
    visitor.render_kept(&Plain { page, text })
}

async fn me(visitor: Visitor) -> String {
    match visitor.who() {
        Who::Nobody => "nobody".to_owned(),
        Who::Citizen { id, .. } | Who::Staff { id, .. } => id.to_string(),
    }
}

async fn cabinet(visitor: Visitor) -> Result<Response, Fault> {
    visitor.citizen()?;
    let page = visitor.page("Кабинет".to_owned());
    visitor.render(&Plain {
        page,
        text: "Кабинет".to_owned(),
    })
}

async fn sign_in(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    enter(visitor, Subject::Citizen(id)).await
}

async fn sign_in_staff(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    enter(visitor, Subject::Staff(id)).await
}

async fn enter(visitor: Visitor, subject: Subject) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor.sign_in(&mut tx, subject).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/me")))
}

async fn sign_out(visitor: Visitor) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor.sign_out(&mut tx).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/")))
}

async fn note(visitor: Visitor) -> String {
    visitor.kept("note").unwrap_or("nothing").to_owned()
}

async fn keep(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let value = input.get("note");
    let value = (!value.is_empty()).then_some(value);
    let cookies = visitor.keep(&mut tx, &[("note", value)]).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/note")))
}

async fn broken() -> Response {
    panic!("the secret inside of the program")
}

async fn fault(visitor: Visitor, Path(name): Path<String>) -> Fault {
    let secret = "relation passports at db-7:5432";
    match name.as_str() {
        "not-found" => Fault::NotFound,
        "forbidden" => Fault::Forbidden("another secret reason"),
        "sign-in" => Fault::SignIn {
            back: "/a b?c=д&e".to_owned(),
            staff: false,
        },
        "staff" => Fault::SignIn {
            back: "/work".to_owned(),
            staff: true,
        },
        "level" => Fault::Level { needed: 3 },
        "bad-request" => Fault::BadRequest,
        "too-large" => Fault::TooLarge,
        "too-many" => Fault::TooMany {
            until: visitor.db().now() + jiff::SignedDuration::from_secs(90),
        },
        "stale" => Fault::Stale(secret),
        "busy" => Fault::Busy(secret.to_owned()),
        "db-conflict" => DbError::Conflict.into(),
        _ => Fault::Internal(secret.to_owned()),
    }
}

fn choice(value: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: format!("Вариант {value}"),
        hint: String::new(),
    }
}

/// A form with a field of every kind.
fn form() -> Form {
    let field = |kind, name: &str| Field::new(kind, name, format!("Поле {name}"));
    let fields = vec![
        field(Kind::Hidden, "step"),
        field(Kind::Text, "surname").check("surname"),
        field(Kind::Textarea, "about").optional().max(12),
        field(Kind::Tel, "phone").check("phone"),
        field(Kind::Email, "email")
            .check("email")
            .hint("Например, a@b.example".to_owned()),
        field(Kind::Password, "password"),
        field(Kind::NewPassword, "fresh"),
        field(Kind::Code, "code").check("text:6"),
        field(Kind::Date, "born").check("birth-date"),
        field(Kind::Radio, "way").options(vec![choice("north"), choice("south")]),
        field(Kind::Select, "town").options(vec![choice("kasimov"), choice("ryazan")]),
        field(Kind::Checkboxes, "days")
            .options(vec![choice("monday"), choice("tuesday"), choice("friday")])
            .optional(),
        field(Kind::Checkbox, "agree").missing("Без согласия нельзя".to_owned()),
        field(Kind::File, "scan").optional(),
        field(Kind::Search, "query").optional(),
    ];
    Form::new("/form", "Дальше".to_owned(), fields)
}

async fn ask(visitor: Visitor) -> Result<Response, Fault> {
    let page = visitor.page("Анкета".to_owned());
    visitor.render(&Questions { page, form: form() })
}

async fn answer(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let portal = visitor.portal();
    let mut form = form().filled(&input);
    let good = form.check(&input, portal.words(), visitor.lang(), portal.today());
    match input.get("step") {
        "hidden" => form.fail("step", "Шаг не тот".to_owned()),
        "whole" => form.fail_all("Всё вместе не сходится".to_owned()),
        _ => {}
    }
    let page = visitor.page("Анкета".to_owned()).with_form(&form);
    let questions = Questions { page, form };
    if good && !questions.form.has_errors() {
        visitor.render(&questions)
    } else {
        visitor.render_flawed(&questions)
    }
}

async fn take(
    visitor: Visitor,
    Extension(darkroom): Extension<Darkroom>,
    request: Request,
) -> Result<Response, Fault> {
    let refused = |flaw: Flaw| {
        let text = visitor.portal().words().flaw(visitor.lang(), &flaw);
        (StatusCode::CONFLICT, format!("{}: {text}", flaw.code)).into_response()
    };
    let sent = upload::read(request).await?;
    if sent.too_large.is_some() {
        return Ok(refused(Flaw::new("web-upload-large")));
    }
    let mut tx = visitor.db().begin().await?;
    let mut told = format!("note={}\n", sent.input.get("note"));
    for (field, name, content) in sent.files {
        match darkroom.develop(&name, content).await? {
            Ok(file) => {
                let stored = visitor.db().store_file(&file.content).await?;
                tx.keep_file(&stored, None, &file.name, file.media_type)
                    .await?;
                let size = file.content.len();
                told.push_str(&format!(
                    "{field}|{}|{}|{size}\n",
                    file.name, file.media_type
                ));
            }
            Err(flaw) => return Ok(refused(flaw)),
        }
    }
    tx.commit().await?;
    Ok(told.into_response())
}
