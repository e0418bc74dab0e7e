//! In person at a service centre (S3-21, S3-22): the person shows a code of eight
//! digits, said aloud in two groups of four; the operator's side is [`crate::centre`].

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use okno_web::{Fault, Page, Visitor};

use super::{Way, path};
use crate::attempt::Attempt;
use crate::pages::holder;
use crate::{Proofing, engine, store};

/// The method's word.
pub(crate) const ID: &str = "in_person";

pub(crate) struct InPerson;

struct CentreShown {
    id: String,
    name: String,
    address: String,
    hours: String,
}

#[derive(Template)]
#[template(path = "in_person.html")]
struct InPersonPage {
    page: Page,
    open: Option<Attempt>,
    centres: Vec<CentreShown>,
}

impl Way for InPerson {
    fn id(&self) -> &'static str {
        ID
    }

    fn router(&self, proofing: &Proofing) -> Router {
        let of = proofing.clone();
        let show = move |visitor: Visitor| {
            let of = of.clone();
            async move { show(&of, visitor).await }
        };
        let of = proofing.clone();
        let begin = move |visitor: Visitor| {
            let of = of.clone();
            async move { begin(&of, visitor).await }
        };
        Router::new().route("/cabinet/confirm/in-person", get(show).post(begin))
    }
}

async fn show(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_one(db, account.id, ID).await?;
    let lang = visitor.lang();
    let centres = proofing.centres.iter().map(|centre| CentreShown {
        id: centre.id.clone(),
        name: centre.name.text(lang).to_owned(),
        address: centre.address.text(lang).to_owned(),
        hours: centre.hours.text(lang).to_owned(),
    });
    let open = open.filter(|open| open.is_open(db.now()));
    if open.is_none() && !engine::is_free(proofing, db, &account, ID).await? {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    visitor.render(&InPersonPage {
        page: visitor.page_t("proofing-in-person"),
        open,
        centres: centres.collect(),
    })
}

async fn begin(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    let new = store::New {
        code: Some(db.chance().digits(8)),
        ..store::New::default()
    };
    match engine::begin(proofing, &mut tx, &visitor, account.id, ID, new).await? {
        Ok(_) => {
            tx.commit().await?;
            engine::counted(proofing, db, account.id, ID).await?;
            Ok(visitor.go(&path(ID)))
        }
        // The list says why.
        Err(_) => Ok(visitor.go("/cabinet/confirm")),
    }
}
