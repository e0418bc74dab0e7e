//! «Мои обращения» in the cabinet: what waits for the person and the newest.

use askama::Template;
use futures::future::BoxFuture;
use okno_accounts::{Account, Person, Section};
use okno_web::{Fault, Page, Visitor};

use crate::Applications;
use crate::pages::list::{Line, line};
use crate::store;

pub(crate) struct Mine(pub(crate) Applications);

#[derive(Template)]
#[template(path = "applications/section.html")]
struct SectionPart {
    page: Page,
    waiting: Vec<Line>,
    newest: Vec<Line>,
    is_empty: bool,
}

/// How many of the newest are shown.
const NEWEST: usize = 3;

impl Section for Mine {
    fn draw<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        _: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(async move {
            let page = visitor.page(String::new());
            let (mut waiting, mut newest) = (Vec::new(), Vec::new());
            for application in store::of_owner(visitor.db(), account.id, 50).await? {
                let line = line(&self.0, &page, &application);
                if application.waits_for_person() {
                    waiting.push(line);
                } else if newest.len() < NEWEST {
                    newest.push(line);
                }
            }
            let is_empty = waiting.is_empty() && newest.is_empty();
            Ok(Some(
                SectionPart {
                    page,
                    waiting,
                    newest,
                    is_empty,
                }
                .render()?,
            ))
        })
    }
}
