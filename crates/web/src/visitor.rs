//! Who asks, in which language, from where: worked out once for a request.

use std::any::Any;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use okno_store::journal::Line;
use okno_store::{Actor, DbError, Tx};
use uuid::Uuid;

use crate::fault::Fault;
use crate::form::Form;
use crate::kept::Keep;
use crate::page::{Page, Shell, View};
use crate::portal::Portal;
use crate::session::{AGENT, Lives, Session, Subject, Token};
use crate::words::Lang;

/// Who stands behind a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Who {
    /// Nobody is signed in.
    #[default]
    Nobody,
    /// The holder of an account.
    Citizen {
        /// Account.
        id: Uuid,
        /// «Амина С.»
        short_name: String,
        /// Level, 1 to 3.
        level: u8,
    },
    /// An official.
    Staff {
        /// Staff account.
        id: Uuid,
        /// «Хакимов И. М.»
        short_name: String,
        /// Where they work, as shown.
        place: String,
        /// Agency or centre they belong to.
        unit: String,
        /// What they may do: `officer`, `operator`, `admin`.
        roles: Vec<String>,
    },
}

/// Who was met, and what was read to tell.
#[derive(Debug, Clone, Default)]
pub struct Met {
    who: Who,
    known: Option<Arc<dyn Any + Send + Sync>>,
}

impl Met {
    /// With what is known of them, for [`Visitor::known`]: the rest of the request need
    /// not read it again.
    pub fn with(who: Who, known: impl Any + Send + Sync) -> Self {
        Self {
            who,
            known: Some(Arc::new(known)),
        }
    }
}

impl From<Who> for Met {
    fn from(who: Who) -> Self {
        Self { who, known: None }
    }
}

struct Inner {
    portal: Portal,
    lang: Lang,
    view: View,
    path: String,
    ip: IpAddr,
    agent: String,
    session: Option<Session>,
    met: Met,
}

/// The visitor of a request. Cheap to clone.
#[derive(Clone)]
pub struct Visitor(Arc<Inner>);

/// An official who may act in a role.
#[derive(Debug, Clone)]
pub struct Official {
    /// Staff account.
    pub id: Uuid,
    /// As shown.
    pub short_name: String,
    /// Agency or centre.
    pub unit: String,
    /// Where they work, as shown.
    pub place: String,
}

pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The cookie of the language that was chosen, without its prefix.
pub(crate) const LANG: &str = "okno_lang";
/// The cookie of the display settings, without its prefix.
pub(crate) const VIEW: &str = "okno_view";

/// In which language and look a page is wanted.
pub(crate) fn wish(portal: &Portal, headers: &HeaderMap) -> (Lang, View) {
    let lang = cookie(headers, &portal.host_cookie(LANG))
        .and_then(Lang::from_code)
        .unwrap_or_else(|| {
            let accept = headers
                .get(header::ACCEPT_LANGUAGE)
                .and_then(|v| v.to_str().ok());
            Lang::from_accept(accept.unwrap_or_default())
        });
    let view = cookie(headers, &portal.host_cookie(VIEW))
        .map(View::from_cookie)
        .unwrap_or_default();
    (lang, view)
}

/// Does a person do something, or does an open page only ask for news by
/// itself? What a page does by itself must not keep the session alive (S2-01).
fn is_act(parts: &Parts) -> bool {
    let by_script = parts
        .headers
        .get("sec-fetch-dest")
        .is_some_and(|dest| dest == "empty" || dest == "websocket");
    parts.method != Method::GET || !by_script
}

impl Visitor {
    /// Works out who asks.
    pub(crate) async fn from_parts(portal: &Portal, parts: &Parts) -> Result<Self, DbError> {
        let mut session = None;
        let mut met = Met::default();
        if let Some(token) = cookie(&parts.headers, portal.cookie_name())
            && let Some(mut found) = Session::find(portal.db(), token).await?
        {
            if found.subject != Subject::Nobody
                && let Some(people) = portal.people()
            {
                met = people.who(found.subject).await?;
            }
            if is_act(parts) {
                found.touch(portal.db(), portal.lives()).await?;
            }
            session = Some(found);
        }
        Ok(Self::stranger(portal, parts).with(session, met))
    }

    fn with(self, session: Option<Session>, met: Met) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(inner) => Self(Arc::new(Inner {
                session,
                met,
                ..inner
            })),
            Err(inner) => Self(inner),
        }
    }

    /// A visitor of whom nothing is known but what the request itself says:
    /// also when the store does not answer.
    pub(crate) fn stranger(portal: &Portal, parts: &Parts) -> Self {
        let headers = &parts.headers;
        let path = parts
            .uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string);
        let ip = client_ip(portal, headers, &parts.extensions);
        let agent = headers.get(header::USER_AGENT);
        let agent = agent.and_then(|value| value.to_str().ok());
        let agent = agent.unwrap_or_default().chars().take(300).collect();
        match Arc::try_unwrap(Self::unknown(portal, wish(portal, headers), path, ip).0) {
            Ok(inner) => Self(Arc::new(Inner { agent, ..inner })),
            Err(inner) => Self(inner),
        }
    }

    /// A visitor with a language and a look, of whom nothing else is known.
    pub(crate) fn unknown(portal: &Portal, wish: (Lang, View), path: String, ip: IpAddr) -> Self {
        let (lang, view) = wish;
        Self(Arc::new(Inner {
            portal: portal.clone(),
            lang,
            view,
            path,
            ip,
            agent: String::new(),
            session: None,
            met: Met::default(),
        }))
    }

    /// The portal.
    #[must_use]
    pub fn portal(&self) -> &Portal {
        &self.0.portal
    }

    /// The store.
    #[must_use]
    pub fn db(&self) -> &okno_store::Db {
        self.0.portal.db()
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// Display settings.
    #[must_use]
    pub fn view(&self) -> View {
        self.0.view
    }

    /// The address the visitor comes from.
    #[must_use]
    pub fn ip(&self) -> IpAddr {
        self.0.ip
    }

    /// Whom a limit counts: the address, of IPv6 the network of one subscriber (`/64`).
    #[must_use]
    pub fn network(&self) -> String {
        crate::limits::network(self.0.ip).to_string()
    }

    /// What the browser calls itself, 300 characters at most; may be empty.
    #[must_use]
    pub fn agent(&self) -> &str {
        &self.0.agent
    }

    /// Path and query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Who is signed in.
    #[must_use]
    pub fn who(&self) -> &Who {
        &self.0.met.who
    }

    /// What was read of them to tell who it is ([`Met::with`]): as fresh as the request.
    #[must_use]
    pub fn known<T: 'static>(&self) -> Option<&T> {
        self.0.met.known.as_deref()?.downcast_ref()
    }

    /// The session, signed in or not.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.0.session.as_ref()
    }

    /// A value kept in the session.
    #[must_use]
    pub fn kept(&self, key: &str) -> Option<&str> {
        self.session().and_then(|s| s.get(key))
    }

    /// Is anybody signed in?
    #[must_use]
    pub fn signed_in(&self) -> bool {
        self.0.met.who != Who::Nobody
    }

    /// A text in the visitor's language.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        self.0.portal.words().t(self.0.lang, id)
    }

    /// For the journal.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match &self.0.met.who {
            Who::Nobody => Actor::Visitor,
            Who::Citizen { id, .. } => Actor::Citizen(*id),
            Who::Staff { id, .. } => Actor::Staff(*id),
        }
    }

    /// The account of the signed-in citizen, or the way to sign in.
    pub fn citizen(&self) -> Result<Uuid, Fault> {
        match &self.0.met.who {
            Who::Citizen { id, .. } => Ok(*id),
            _ => Err(Fault::SignIn {
                back: self.0.path.clone(),
                staff: false,
            }),
        }
    }

    /// The account and its level, at least `needed` (1 to 3).
    pub fn citizen_of_level(&self, needed: u8) -> Result<Uuid, Fault> {
        match &self.0.met.who {
            Who::Citizen { id, level, .. } if *level >= needed => Ok(*id),
            Who::Citizen { .. } => Err(Fault::Level { needed }),
            _ => Err(Fault::SignIn {
                back: self.0.path.clone(),
                staff: false,
            }),
        }
    }

    /// The signed-in official in a role, or the way to sign in.
    pub fn official(&self, role: &str) -> Result<Official, Fault> {
        match &self.0.met.who {
            Who::Staff {
                id,
                short_name,
                place,
                unit,
                roles,
            } => {
                if roles.iter().any(|r| r == role) {
                    Ok(Official {
                        id: *id,
                        short_name: short_name.clone(),
                        unit: unit.clone(),
                        place: place.clone(),
                    })
                } else {
                    Err(Fault::Forbidden("another role is needed"))
                }
            }
            _ => Err(Fault::SignIn {
                back: self.0.path.clone(),
                staff: true,
            }),
        }
    }

    /// The words of a line of the journal; nothing when there are none. The
    /// department that writes an act has them: `act-application-file-seen` for
    /// `application.file_seen`; the facts of the line are their arguments.
    #[must_use]
    pub fn act(&self, prefix: &str, line: &Line) -> Option<String> {
        self.portal().words().act(self.lang(), prefix, line)
    }

    /// A page with this title (already in words).
    #[must_use]
    pub fn page(&self, title: String) -> Page {
        Page {
            title,
            lang: self.0.lang,
            path: self.0.path.clone(),
            view: self.0.view,
            shell: Shell::Citizen,
            who: self.0.met.who.clone(),
            notice: None,
            place: self.0.portal.settings().place.clone(),
            refresh: None,
            errors: false,
            has_own_search: false,
            session_ends: match (&self.0.met.who, &self.0.session) {
                (Who::Nobody, _) | (_, None) => None,
                (_, Some(session)) => Some(session.ends_at.as_millisecond()),
            },
            query: String::new(),
            portal: self.0.portal.clone(),
        }
    }

    /// A page whose title is a text.
    #[must_use]
    pub fn page_t(&self, id: &str) -> Page {
        self.page(self.t(id))
    }

    /// Draws a page.
    pub fn render(&self, template: &impl Template) -> Result<Response, Fault> {
        Ok(Html(template.render()?).into_response())
    }

    /// Draws a page that is the same for everybody who brings no cookie: for
    /// them it is drawn once and then answered from memory. It may depend on
    /// its path and on the language, on nothing else that changes while the
    /// program runs; see [`Portal::forget_pages`].
    pub fn render_kept(&self, template: &impl Template) -> Result<Response, Fault> {
        let mut response = self.render(template)?;
        response.headers_mut().insert(
            header::VARY,
            HeaderValue::from_static("accept-language, cookie"),
        );
        response.extensions_mut().insert(Keep);
        Ok(response)
    }

    /// Draws a page that says what is wrong with what came: status 422.
    pub fn render_flawed(&self, template: &impl Template) -> Result<Response, Fault> {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
    }

    /// Draws a form again that could not be taken for a reason that passes
    /// ([`Fault::is_passing`]): status 503, what was typed stands in its fields
    /// (S1-158), and the words say that nothing was changed and to press again.
    ///
    /// # Errors
    /// The fault itself when it is of another kind.
    pub fn render_unsaved<T: Template>(
        &self,
        fault: Fault,
        mut form: Form,
        draw: impl FnOnce(Form) -> T,
    ) -> Result<Response, Fault> {
        if !fault.is_passing() {
            return Err(fault);
        }
        let incident = crate::server::incident_number(self);
        tracing::error!(incident, status = 503, error = %fault, "form not saved");
        let args = [
            ("button", form.submit.as_str().into()),
            ("incident", incident.into()),
        ];
        let words = self.portal().words();
        let mut text = words.tv(self.lang(), "web-form-unsaved", &args);
        if form.multipart {
            text = format!("{text} {}", self.t("web-form-unsaved-file"));
        }
        form.fail_all(text);
        let mut response = self.render(&draw(form))?;
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        Ok(response)
    }

    /// Goes on to another page (303).
    #[must_use]
    pub fn go(&self, to: &str) -> Response {
        Redirect::to(to).into_response()
    }

    /// Keeps values in the session; begins one where there is none. The
    /// cookies must be put on the response: [`Cookies::on`].
    pub async fn keep(
        &self,
        tx: &mut Tx,
        changes: &[(&str, Option<&str>)],
    ) -> Result<Cookies, DbError> {
        if let Some(session) = self.session() {
            session.put(tx, changes).await?;
            return Ok(Cookies(Vec::new()));
        }
        let data = changes
            .iter()
            .filter_map(|(k, v)| v.map(|v| ((*k).to_owned(), v.to_owned())))
            .collect();
        let (_, token) = Session::begin(
            tx,
            self.0.portal.lives(),
            Subject::Nobody,
            data,
            Some(self.0.ip),
        )
        .await?;
        Ok(Cookies(vec![self.0.portal.session_cookie(Some(&token))]))
    }

    /// Signs a subject in: a new session with a new token; the old one ends.
    pub async fn sign_in(&self, tx: &mut Tx, subject: Subject) -> Result<Cookies, DbError> {
        if let Some(old) = self.session() {
            Session::end(tx, old.id).await?;
        }
        let (_, token) = Session::begin(
            tx,
            self.0.portal.lives(),
            subject,
            BTreeMap::from([(AGENT.to_owned(), self.0.agent.clone())]),
            Some(self.0.ip),
        )
        .await?;
        Ok(Cookies(vec![self.0.portal.session_cookie(Some(&token))]))
    }

    /// Ends the session.
    pub async fn sign_out(&self, tx: &mut Tx) -> Result<Cookies, DbError> {
        if let Some(old) = self.session() {
            Session::end(tx, old.id).await?;
        }
        Ok(Cookies(vec![self.0.portal.session_cookie(None)]))
    }
}

/// Cookies to put on a response after the commit.
#[must_use = "without the cookie the browser does not know its session"]
pub struct Cookies(Vec<String>);

impl Cookies {
    /// Puts them on.
    pub fn on(self, mut response: Response) -> Response {
        for cookie in self.0 {
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }
}

impl Portal {
    pub(crate) fn cookie_name(&self) -> &'static str {
        if self.is_secure() {
            "__Host-okno"
        } else {
            "okno"
        }
    }

    /// The name of a cookie of the whole portal. Over TLS browsers take `__Host-…` from
    /// this very host only, so that a neighbour's page cannot plant one.
    #[must_use]
    pub fn host_cookie(&self, name: &str) -> String {
        let prefix = if self.is_secure() { "__Host-" } else { "" };
        format!("{prefix}{name}")
    }

    /// The name of a cookie that is sent to one part of the portal only, which `__Host-`
    /// does not allow: `__Secure-…`, taken over TLS only.
    #[must_use]
    pub fn path_cookie(&self, name: &str) -> String {
        let prefix = if self.is_secure() { "__Secure-" } else { "" };
        format!("{prefix}{name}")
    }

    pub(crate) fn lives(&self) -> Lives {
        Lives {
            idle: self.settings().session_idle,
            total: self.settings().session_total,
        }
    }

    fn session_cookie(&self, token: Option<&Token>) -> String {
        let name = self.cookie_name();
        let secure = if self.is_secure() { "; Secure" } else { "" };
        match token {
            Some(token) => {
                format!(
                    "{name}={}; Path=/; HttpOnly; SameSite=Lax{secure}",
                    token.as_str()
                )
            }
            None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
        }
    }

    pub(crate) fn plain_cookie(&self, name: &str, value: &str) -> String {
        let name = self.host_cookie(name);
        let secure = if self.is_secure() { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}")
    }
}

pub(crate) fn client_ip(portal: &Portal, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    if portal.settings().behind_proxy
        && let Some(last) = headers
            .get_all("x-forwarded-for")
            .iter()
            // The proxy's own word comes last, be it in a line of its own.
            .next_back()
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.rsplit(',').next())
            .and_then(|v| v.trim().parse().ok())
    {
        return last;
    }
    extensions
        .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip())
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            Fault::Internal("no visitor: the route stands outside the counter".to_owned())
        })
    }
}
