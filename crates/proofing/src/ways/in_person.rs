//! In person at an office (S2-20, S3-21, S3-22, S1-097, S1-102, S1-103, S1-107): the
//! person shows a code of eight digits, said aloud in two groups of four; the operator's
//! side is [`crate::centre`]. One module for every kind of office; at the post the clerk
//! hands out a code on paper besides ([`super::post_office`]).

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use axum::routing::get;
use okno_appointments::{Booked, Shown};
use okno_web::{Fault, Form, Input, Page, Visitor};
use serde::Deserialize;

use super::{Way, path, post_office, sheet};
use crate::attempt::Attempt;
use crate::engine::Chance;
use crate::pages::holder;
use crate::{Proofing, engine, last, store, visits};

/// The method's word at a service centre.
pub(crate) const ID: &str = "in_person";

/// The kinds of offices, by their methods.
const METHODS: [&str; 5] = [ID, "mfc", post_office::ID, "pension_fund", "rostelecom"];

/// At one kind of office.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InPerson(&'static str);

/// At every kind of office.
pub(crate) fn all() -> [InPerson; 5] {
    METHODS.map(InPerson)
}

/// Which office the person had in mind.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    centre: String,
}

#[derive(Template)]
#[template(path = "in_person.html")]
pub(super) struct InPersonPage {
    page: Page,
    /// The method's word in texts and addresses.
    word: String,
    lead: String,
    /// What to do with the code.
    code_text: String,
    open: Option<Attempt>,
    /// The clerk has handed out a code on paper: until when it is good.
    handed: Option<String>,
    form: Form,
    centres: Vec<Shown>,
    /// The kind of such offices in the list of all.
    kind: String,
    /// The visit that is booked.
    booked: Option<Booked>,
    /// How the last one ended, when badly; HTML.
    last: Option<String>,
    /// The office where a visit is booked next, with the code.
    then: String,
}

impl Way for InPerson {
    fn id(&self) -> &'static str {
        self.0
    }

    fn router(&self, proofing: &Proofing) -> Router {
        let id = self.0;
        let of = proofing.clone();
        let show = move |visitor: Visitor, asked: Result<Query<Asked>, QueryRejection>| {
            let of = of.clone();
            let asked = asked.map(|asked| asked.0).unwrap_or_default();
            async move { show(&of, visitor, id, asked.centre).await }
        };
        let of = proofing.clone();
        let begin = move |visitor: Visitor, input: Input| {
            let of = of.clone();
            async move { begin(&of, visitor, id, input.get("centre")).await }
        };
        let of = proofing.clone();
        let print = move |visitor: Visitor| {
            let of = of.clone();
            async move { sheet::print(&of, visitor, id).await }
        };
        let router = Router::new()
            .route(&path(id), get(show).post(begin))
            .route(&format!("{}/sheet", path(id)), get(print));
        match id {
            post_office::ID => router.merge(post_office::router(proofing)),
            _ => router,
        }
    }
}

/// The page of an attempt, or of what to do to begin one.
pub(super) async fn draw(
    proofing: &Proofing,
    visitor: &Visitor,
    id: &'static str,
    open: Option<Attempt>,
    form: Form,
    centre: &str,
) -> Result<InPersonPage, Fault> {
    let word = id.replace('_', "-");
    let page = visitor.page_t(&format!("proofing-{word}")).with_form(&form);
    let kind = proofing.centres.kinds.iter().find(|kind| kind.method == id);
    let account = visitor.citizen()?;
    let booked = okno_appointments::booked(visitor, &proofing.centres, account, visits::PURPOSE);
    let booked = booked.await?.filter(|visit| {
        let centre = proofing.centres.get(&visit.centre);
        centre.and_then(|c| visits::method_of(proofing, &proofing.centres, c)) == Some(id)
    });
    let handed = open.as_ref().and_then(post_office::handed);
    Ok(InPersonPage {
        centres: okno_appointments::nearest(visitor, &page, &proofing.centres, id, 6),
        kind: kind.map(|kind| kind.id.clone()).unwrap_or_default(),
        handed: handed.map(|handed| page.date_long(&handed.until)),
        then: proofing
            .centres
            .get(centre)
            .map(|c| c.id.clone())
            .unwrap_or_default(),
        last: None,
        lead: page.t(&format!("proofing-{word}-text")),
        code_text: page.t(&format!("proofing-{word}-code-text")),
        word,
        open,
        form,
        booked,
        page,
    })
}

async fn show(
    proofing: &Proofing,
    visitor: Visitor,
    id: &'static str,
    centre: String,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_one(db, account.id, id).await?;
    let open = open.filter(|open| open.is_open(db.now()));
    let offer = engine::offer(proofing, db, &account, id).await?;
    let free = offer
        .as_ref()
        .is_some_and(|o| matches!(o.chance, Chance::Free));
    if open.is_none() && !free {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let form = post_office::code_form(&visitor);
    let mut page = draw(proofing, &visitor, id, open, form, &centre).await?;
    let last = offer.and_then(|offer| offer.last_end);
    page.last = last::drawn(&visitor, last.as_ref()).await?;
    visitor.render(&page)
}

async fn begin(
    proofing: &Proofing,
    visitor: Visitor,
    id: &'static str,
    centre: &str,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    let new = store::New {
        code: Some(db.chance().digits(8)),
        ..store::New::default()
    };
    match engine::begin(proofing, &mut tx, &visitor, account.id, id, new).await? {
        Ok(_) => {
            tx.commit().await?;
            engine::counted(proofing, db, account.id, id).await?;
            let books = |c: &&okno_appointments::Centre| c.visits.contains_key(visits::PURPOSE);
            Ok(match proofing.centres.get(centre).filter(books) {
                // Where the person came from.
                Some(centre) => {
                    let purpose = visits::PURPOSE;
                    let id = &centre.id;
                    visitor.go(&format!(
                        "/cabinet/visits/new?centre={id}&purpose={purpose}"
                    ))
                }
                None => visitor.go(&path(id)),
            })
        }
        // The list says why.
        Err(_) => Ok(visitor.go("/cabinet/confirm")),
    }
}
