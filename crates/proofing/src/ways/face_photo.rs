//! Photos of the face and of the passport (S1-134, S3-18): for whom there is no camera
//! on the line, no scripts or no quiet hour. An operator compares them later.

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use futures::future::BoxFuture;
use jiff::Timestamp;
use okno_accounts::keep_consent;
use okno_store::{DbError, Tx};
use okno_web::upload;
use okno_web::{Fault, Field, Form, Kind, Page, Visitor};

use super::{Way, consent, path};
use crate::attempt::Attempt;
use crate::engine::Chance;
use crate::pages::holder;
use crate::remote::{self, PHOTO as ID, Takes, VIDEO};
use crate::{Proofing, engine, last, store};

/// Version of the consent's text; it grows with every change.
const VERSION: &str = "2";
/// The pictures: the driving licence helps where the photo in the passport is old
/// (S1-043), and may be left out.
const PICTURES: [&str; 3] = ["face", "document", LICENCE];
const LICENCE: &str = "licence";

pub(crate) struct FacePhoto;

#[derive(Template)]
#[template(path = "face_photo.html")]
struct PhotoPage {
    page: Page,
    form: Form,
    consent: Vec<String>,
    version: String,
    /// How the last one ended, when badly; HTML.
    last: Option<String>,
    /// Since when the pictures wait for an operator.
    sent: Option<Timestamp>,
    days: i64,
    video: Option<String>,
}

impl Way for FacePhoto {
    fn id(&self) -> &'static str {
        ID
    }

    fn router(&self, proofing: &Proofing) -> Router {
        let back = || async { Redirect::to("/cabinet/confirm/face-photo") };
        Router::new()
            .route("/cabinet/confirm/face-photo", get(show))
            .route("/cabinet/confirm/face-photo/send", post(send).get(back))
            .with_state(proofing.clone())
    }

    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(remote::ended(tx, attempt))
    }
}

fn days(proofing: &Proofing) -> i64 {
    proofing.table.get(ID).map_or(0, |m| m.pictures_days)
}

fn form(visitor: &Visitor) -> Form {
    let t = |id: &str| visitor.t(id);
    let picture = |name: &str| {
        let field = Field::new(Kind::File, name, t(&format!("proofing-face-photo-{name}")))
            .hint(t(&format!("proofing-face-photo-{name}-hint")))
            .accept(".jpg,.jpeg,.png");
        match name {
            LICENCE => field.optional(),
            _ => field.missing(t(&format!("proofing-face-photo-{name}-missing"))),
        }
    };
    let consent = Field::new(
        Kind::Checkbox,
        "consent",
        t("proofing-face-photo-consent-box"),
    )
    .missing(t("proofing-face-photo-consent-missing"));
    let mut fields: Vec<Field> = PICTURES.into_iter().map(picture).collect();
    fields.push(consent);
    Form::new(
        "/cabinet/confirm/face-photo/send",
        t("proofing-face-photo-send"),
        fields,
    )
}

fn draw(proofing: &Proofing, visitor: &Visitor, form: Form, open: Option<&Attempt>) -> PhotoPage {
    let page = visitor.page_t("proofing-face-photo").with_form(&form);
    PhotoPage {
        form,
        consent: consent(proofing, visitor.lang(), ID, "proofing-face-photo-consent"),
        version: page.ta("proofing-consent-version", "version", VERSION),
        last: None,
        sent: open.map(|open| open.created_at),
        days: days(proofing),
        video: proofing.table.get(VIDEO).map(|m| path(&m.id)),
        page,
    }
}

async fn show(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_one(db, account.id, ID).await?;
    let open = open.filter(|open| open.is_open(db.now()));
    let offer = engine::offer(&proofing, db, &account, ID).await?;
    let free = offer
        .as_ref()
        .is_some_and(|o| matches!(o.chance, Chance::Free));
    if open.is_none() && !free {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let last = offer.and_then(|offer| offer.last_end);
    let mut page = draw(&proofing, &visitor, form(&visitor), open.as_ref());
    page.last = last::drawn(&visitor, last.as_ref()).await?;
    page.page.refresh = open.is_some().then_some(30);
    visitor.render(&page)
}

async fn send(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_one(db, account.id, ID).await?;
    let free = engine::is_free(&proofing, db, &account, ID).await?;
    if open.is_some_and(|open| open.is_open(db.now())) || !free {
        // The second click of two, or the list says why not.
        return Ok(visitor.go(&path(ID)));
    }
    let mut sent = upload::read(request).await?;
    let mut form = form(&visitor).filled(&sent.input);
    let takes = Takes::Pictures;
    let good = remote::gather(&proofing, &visitor, takes, &mut sent, &mut form).await?;
    if !sent.input.has("consent") {
        form.fail("consent", visitor.t("proofing-face-photo-consent-missing"));
    }
    if form.has_errors() {
        return visitor.render_flawed(&draw(&proofing, &visitor, form, None));
    }
    let stored = remote::store_all(db, good).await?;
    let mut tx = db.begin().await?;
    let new = store::New::default();
    let id = match engine::begin(&proofing, &mut tx, &visitor, account.id, ID, new).await? {
        Ok(id) => id,
        Err(_) => return Ok(visitor.go("/cabinet/confirm")),
    };
    if store::has_pictures(&mut tx, id).await? {
        // Two at once: the other one has begun.
        tx.commit().await?;
        return Ok(visitor.go(&path(ID)));
    }
    remote::keep_all(&mut tx, &visitor, (id, account.id, ID), &stored).await?;
    let lang = visitor.lang();
    let document = format!("face-photo.{}", lang.code());
    let text = consent(&proofing, lang, ID, "proofing-face-photo-consent").join("\n\n");
    keep_consent(&mut tx, account.id, &document, VERSION, &text, visitor.ip()).await?;
    store::queue(&mut tx, id, account.id, ID).await?;
    tx.commit().await?;
    engine::counted(&proofing, db, account.id, ID).await?;
    Ok(visitor.go(&path(ID)))
}
