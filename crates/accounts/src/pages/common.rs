//! What several pages need.

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use okno_requisites::password::{self, Rules};
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};

use super::passkey::KeyButton;
use crate::department::Accounts;
use crate::guessing::{self, Clues};
use crate::model::Person;

/// A page with one form.
#[derive(Template)]
#[template(path = "form_page.html")]
pub(crate) struct FormPage {
    pub(crate) page: Page,
    pub(crate) form: Form,
    /// Where back leads; address and words.
    pub(crate) back: Option<(String, String)>,
    /// «Шаг 4 из 4: …», number, how many.
    pub(crate) steps: Option<(String, u8, u8)>,
    pub(crate) lead: String,
    /// A link beside the button; address and words.
    pub(crate) beside: Option<(String, String)>,
    /// Links under the form.
    pub(crate) links: Vec<(String, String)>,
    /// Advice under the form; may be empty.
    pub(crate) advice: String,
    /// What the form belongs to, for password managers; may be empty.
    pub(crate) username: String,
    /// A passkey in place of the form.
    pub(crate) key: Option<KeyButton>,
}

impl FormPage {
    pub(crate) fn new(visitor: &Visitor, title: &str, form: Form) -> Self {
        Self {
            page: visitor.page_t(title).with_form(&form),
            form,
            back: None,
            steps: None,
            lead: String::new(),
            beside: None,
            links: Vec::new(),
            advice: String::new(),
            username: String::new(),
            key: None,
        }
    }
}

/// A page of text with one way on.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct MessagePage {
    pub(crate) page: Page,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) action: Option<(String, String)>,
}

/// A text with arguments.
pub(crate) fn tv(visitor: &Visitor, id: &str, args: &[(&str, String)]) -> String {
    let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str().into())).collect();
    visitor.portal().words().tv(visitor.lang(), id, &args)
}

/// A text with a number.
pub(crate) fn tn(visitor: &Visitor, id: &str, name: &str, value: i64) -> String {
    visitor
        .portal()
        .words()
        .tv(visitor.lang(), id, &[(name, value.into())])
}

/// A text with the help line.
pub(crate) fn t_phone(visitor: &Visitor, id: &str) -> String {
    tv(
        visitor,
        id,
        &[("phone", visitor.portal().settings().hotline.clone())],
    )
}

/// «14:32», in the time zone of the portal.
pub(crate) fn clock(visitor: &Visitor, at: Timestamp) -> String {
    visitor.portal().local(at).strftime("%H:%M").to_string()
}

/// The time after which something is possible: «14:32», never before it.
pub(crate) fn clock_up(visitor: &Visitor, at: Timestamp) -> String {
    let whole = at.as_millisecond() % 60_000 == 0;
    let up = if whole {
        at
    } else {
        at.checked_add(jiff::SignedDuration::from_secs(60))
            .unwrap_or(at)
    };
    clock(visitor, up)
}

/// An address of our own to go on to, or the usual one: no open redirect.
pub(crate) fn own_path<'a>(path: &'a str, usual: &'a str) -> &'a str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if own { path } else { usual }
}

/// A page that refuses with a status of its own.
pub(crate) fn refused(
    visitor: &Visitor,
    status: StatusCode,
    template: &impl Template,
) -> Result<Response, Fault> {
    let mut response = visitor.render(template)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The value of a cookie that [`put_cookie`] has set.
pub(crate) fn cookie<'a>(visitor: &Visitor, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let name = visitor.portal().path_cookie(name);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name.as_str()).then_some(value))
}

/// Goes on and sets a cookie for one part of the site; `None` removes it.
pub(crate) fn go_with_cookie(
    visitor: &Visitor,
    to: &str,
    name: &str,
    path: &str,
    value: Option<(&str, i64)>,
) -> Response {
    let mut response = visitor.go(to).into_response();
    put_cookie(&mut response, visitor, name, path, value);
    response
}

/// Sets a cookie on a response.
pub(crate) fn put_cookie(
    response: &mut Response,
    visitor: &Visitor,
    name: &str,
    path: &str,
    value: Option<(&str, i64)>,
) {
    let secure = if visitor.portal().is_secure() {
        "; Secure"
    } else {
        ""
    };
    let name = visitor.portal().path_cookie(name);
    let (value, age) = value.unwrap_or(("", 0));
    let text =
        format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The two fields in which a password is chosen.
pub(crate) fn new_password_fields(visitor: &Visitor) -> Vec<Field> {
    vec![
        Field::new(
            Kind::NewPassword,
            "password",
            visitor.t("accounts-password"),
        )
        .hint(visitor.t("accounts-password-new-hint"))
        .missing(visitor.t("accounts-password-missing")),
        Field::new(
            Kind::Password,
            "repeat",
            visitor.t("accounts-password-repeat"),
        )
        .hint(visitor.t("accounts-password-repeat-hint"))
        .autocomplete("new-password")
        .missing(visitor.t("accounts-password-repeat-missing")),
    ]
}

/// Checks a password that this person chooses; notes on the form what is wrong
/// (S1-064…068), or why it would be guessed early. True when it is good.
pub(crate) async fn check_new_password(
    accounts: &Accounts,
    visitor: &Visitor,
    person: &Person,
    form: &mut Form,
    input: &Input,
) -> Result<bool, Fault> {
    check_password_of(accounts, visitor, Clues::of(person), form, input).await
}

/// The same of whoever these clues are of.
pub(crate) async fn check_password_of(
    accounts: &Accounts,
    visitor: &Visitor,
    clues: Clues,
    form: &mut Form,
    input: &Input,
) -> Result<bool, Fault> {
    let words = visitor.portal().words();
    form.check(input, words, visitor.lang(), visitor.portal().today());
    if form.has_errors() && input.raw("password").is_empty() {
        return Ok(false);
    }
    let rules = Rules::up_to(visitor.portal().settings().password_max);
    let given = password::normal(input.raw("password"));
    let broken = password::check(&given, &rules);
    if !broken.is_empty() {
        let list: Vec<String> = broken
            .iter()
            .map(|rule| words.flaw(visitor.lang(), &rule.flaw(&rules)))
            .collect();
        let text = tv(
            visitor,
            "accounts-password-weak",
            &[("list", list.join("; "))],
        );
        form.fail("password", text);
    } else {
        let password = given.clone();
        let judge = move || guessing::reason(&password, &clues);
        if let Some(reason) = accounts.hasher().aside(judge).await? {
            form.fail("password", visitor.t(reason.text()));
        }
    }
    if !input.raw("repeat").is_empty() && given != password::normal(input.raw("repeat")) {
        form.fail("repeat", visitor.t("accounts-password-differs"));
    }
    Ok(!form.has_errors())
}
