//! A video call with an operator (S1-134): the person waits in a line that shows the
//! place and the wait; the two browsers then talk to each other directly. The desk's
//! side is [`crate::remote`].

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use futures::future::BoxFuture;
use okno_accounts::keep_consent;
use okno_store::{DbError, Tx, Worker};
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};

use super::{Way, consent, path};
use crate::attempt::Attempt;
use crate::engine::Chance;
use crate::pages::holder;
use crate::remote::{self, Seat, VIDEO as ID};
use crate::store::Side;
use crate::{Proofing, engine, last, store};

/// Version of the consent's text; it grows with every change.
const VERSION: &str = "1";

pub(crate) struct Video;

#[derive(Template)]
#[template(path = "video.html")]
struct VideoPage {
    page: Page,
    form: Form,
    consent: Vec<String>,
    version: String,
    /// How the last one ended, when badly; HTML.
    last: Option<String>,
    open: bool,
    /// When calls are answered again, while they are not.
    closed: Option<String>,
    /// How many wait and for how long.
    line: String,
    ice: String,
    /// Photos are an equal way; where they are.
    photo: Option<String>,
}

impl Way for Video {
    fn id(&self) -> &'static str {
        ID
    }

    fn router(&self, proofing: &Proofing) -> Router {
        let back = || async { Redirect::to("/cabinet/confirm/video") };
        Router::new()
            .route("/cabinet/confirm/video", get(show))
            .route("/cabinet/confirm/video/line", post(begin).get(back))
            .route("/cabinet/confirm/video/socket", get(socket))
            .with_state(proofing.clone())
    }

    fn register_jobs(&self, proofing: &Proofing, worker: &mut Worker) {
        remote::register(proofing, worker);
    }

    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(remote::ended(tx, attempt))
    }
}

fn form(visitor: &Visitor) -> Form {
    Form::new(
        "/cabinet/confirm/video/line",
        visitor.t("proofing-video-line"),
        vec![
            Field::new(
                Kind::Checkbox,
                "consent",
                visitor.t("proofing-video-consent-box"),
            )
            .missing(visitor.t("proofing-video-consent-missing")),
        ],
    )
}

async fn draw(
    proofing: &Proofing,
    visitor: &Visitor,
    form: Form,
    open: bool,
) -> Result<VideoPage, Fault> {
    let lang = visitor.lang();
    let page = visitor.page_t("proofing-video").with_form(&form);
    Ok(VideoPage {
        form,
        consent: consent(proofing, lang, ID, "proofing-video-consent"),
        version: page.ta("proofing-consent-version", "version", VERSION),
        last: None,
        open,
        closed: remote::closed(proofing, lang),
        line: remote::wait_for_new(proofing, lang).await?,
        ice: proofing.remote.ice.servers(visitor.db().now()).to_string(),
        photo: proofing.table.get(remote::PHOTO).map(|m| path(&m.id)),
        page,
    })
}

async fn show(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_one(db, account.id, ID).await?;
    let open = open.is_some_and(|open| open.is_open(db.now()));
    let offer = engine::offer(&proofing, db, &account, ID).await?;
    if !open
        && !offer
            .as_ref()
            .is_some_and(|o| matches!(o.chance, Chance::Free))
    {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let last = offer.and_then(|offer| offer.last_end);
    let mut page = draw(&proofing, &visitor, form(&visitor), open).await?;
    page.last = last::drawn(&visitor, last.as_ref()).await?;
    Ok(remote::allow(visitor.portal(), visitor.render(&page)?))
}

/// «Встать в очередь».
async fn begin(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let portal = visitor.portal();
    let open = store::open_one(db, account.id, ID).await?;
    if open.is_some_and(|open| open.is_open(db.now())) || !proofing.remote.is_open(portal) {
        // The second click of two, or a page from before the desk closed: it says so.
        return Ok(visitor.go(&path(ID)));
    }
    let mut form = form(&visitor).filled(&input);
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&draw(&proofing, &visitor, form, false).await?);
    }
    let mut tx = db.begin().await?;
    let new = store::New::default();
    let id = match engine::begin(&proofing, &mut tx, &visitor, account.id, ID, new).await? {
        Ok(id) => id,
        // The list says why.
        Err(_) => return Ok(visitor.go("/cabinet/confirm")),
    };
    let lang = visitor.lang();
    let document = format!("video-call.{}", lang.code());
    let text = consent(&proofing, lang, ID, "proofing-video-consent").join("\n\n");
    keep_consent(&mut tx, account.id, &document, VERSION, &text, visitor.ip()).await?;
    store::queue(&mut tx, id, account.id, ID).await?;
    tx.commit().await?;
    engine::counted(&proofing, db, account.id, ID).await?;
    Ok(visitor.go(&path(ID)))
}

async fn socket(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    headers: HeaderMap,
    ws: WebSocketUpgrade,
) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let db = visitor.db();
    let open = store::open_one(db, account, ID).await?;
    let Some(open) = open.filter(|open| open.is_open(db.now())) else {
        return Err(Fault::NotFound);
    };
    let seat = Seat {
        case: open.id,
        side: Side::Here,
        operator: None,
    };
    remote::upgrade(&proofing, &visitor, &headers, ws, seat)
}
