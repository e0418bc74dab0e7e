//! Pages of accounts.

pub(crate) mod by_code;
mod cabinet;
pub(crate) mod code;
mod common;
mod first;
mod glass;
mod grants;
mod half;
mod history;
mod login;
mod news;
mod notices;
mod officials;
mod passkey;
mod phone;
mod profile;
pub(crate) mod recover;
mod register;
mod rescue;
mod second;
pub(crate) mod security;
mod staff;
mod staff_keys;
mod terms;

use axum::Router;
use axum::routing::{get, post};

use crate::department::Accounts;

pub(crate) use phone::PURPOSE as PHONE_PURPOSE;
pub(crate) use second::PURPOSE as STEP_PURPOSE;

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route("/register", get(register::choice))
        .route("/register/simple", get(register::form).post(register::take))
        .route(
            "/register/simple/phone",
            get(register::phone).post(register::check_phone),
        )
        .route(
            "/register/simple/email",
            get(register::email).post(register::check_email),
        )
        .route(
            "/register/simple/password",
            get(register::password).post(register::finish),
        )
        .route(
            "/register/simple/papers",
            get(register::papers).post(register::keep_papers),
        )
        .route(
            "/register/link/{token}",
            get(register::show_link).post(register::follow_link),
        )
        .route(
            "/register/resume",
            get(register::resume).post(register::resume_here),
        )
        .route("/register/done", get(register::done))
        .route("/login", get(login::show).post(login::take))
        .route("/login/passkey", post(passkey::take))
        .route("/login/passkey/ask", post(passkey::ask))
        .route("/login/step/passkey/ask", post(passkey::ask_step))
        .route("/login/step/{way}", get(second::page).post(second::check))
        .route("/login/first", get(first::show).post(first::take))
        .route(
            "/login/first/password",
            get(first::password).post(first::finish),
        )
        .route("/logout", post(login::leave))
        .route("/recover", get(recover::show).post(recover::take))
        .route(
            "/recover/code",
            get(recover::code).post(recover::check_code),
        )
        .route(
            "/recover/password",
            get(recover::password).post(recover::finish),
        )
        .route("/recover/reserve", get(rescue::show).post(rescue::take))
        .route(
            "/recover/questions",
            get(rescue::questions).post(rescue::answer),
        )
        .route("/recover/elsewhere", get(rescue::elsewhere))
        .route(
            "/recover/link/{token}",
            get(recover::link).post(recover::open_link),
        )
        .route("/cabinet", get(cabinet::home))
        .route("/cabinet/phone", get(phone::show).post(phone::take))
        .route("/cabinet/level", get(cabinet::levels))
        .route("/cabinet/history", get(history::list))
        .route("/cabinet/history/{id}", get(history::show))
        .route("/cabinet/profile", get(profile::show))
        .route(
            "/cabinet/profile/edit",
            get(profile::edit).post(profile::save),
        )
        .route(
            "/cabinet/profile/confirm",
            get(profile::confirm).post(profile::apply),
        )
        .merge(security::router())
        .merge(glass::router())
        .merge(grants::router())
        .merge(officials::router())
        .merge(news::router())
        .merge(notices::router())
        .route("/work/keys", get(staff_keys::list).post(staff_keys::add))
        .route("/work/keys/ask", post(staff_keys::ask))
        .route("/work/keys/remove", post(staff_keys::remove))
        .route(
            "/work/login/key",
            get(staff_keys::step).post(staff_keys::take_step),
        )
        .route("/work/login/key/ask", post(staff_keys::ask_step))
        .route("/work/login", get(staff::show).post(staff::take))
        .route("/work/login/code", get(staff::code).post(staff::check_code))
        .route(
            "/work/login/setup",
            get(staff::setup).post(staff::finish_setup),
        )
}
