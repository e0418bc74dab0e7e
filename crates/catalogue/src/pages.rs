//! Public pages: home, the catalogue, a service, the search (S0-09 … S0-11,
//! S2-07). They ask nothing of the store, and what is the same for every
//! guest is drawn once ([`Visitor::render_kept`]).

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use okno_web::{Fault, Page, Portal, Visitor, Who};
use serde::Deserialize;

use crate::load::Catalogue;
use crate::service::{Category, Channel, Service, Text};
use crate::shelf::Shelf;

/// Longest query that is read, in characters.
const LONGEST_QUERY: usize = 200;

/// Examples under the search line of the home page.
const EXAMPLES: usize = 4;

/// The department: what it stands on.
#[derive(Clone)]
pub struct CataloguePages {
    /// The portal.
    pub portal: Portal,
    /// What it shows.
    pub shelf: Shelf,
}

impl CataloguePages {
    /// `/`, `/services`, `/services/{id}`, `/search`.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(home))
            .route("/services", get(services))
            .route("/services/{id}", get(service))
            .route("/search", get(search))
            .with_state(self.clone())
    }
}

/// The services that a page shows, as they stood when it was asked for.
struct Shown(Catalogue);

impl Shown {
    fn card(&self, page: &Page, service: &Service) -> Card {
        let category = self.0.category(&service.category);
        let words = Words(page);
        Card {
            url: format!("/services/{}", service.id),
            title: words.text(&service.title),
            summary: words.text(&service.summary),
            icon: category.map(|c| c.icon.clone()).unwrap_or_default(),
            meta: page.tv(
                "catalogue-meta",
                &[("fee", words.fee(service)), ("days", words.days(service))],
            ),
            channel: words.channel(service.channel),
            is_online: service.channel != Channel::InPerson,
            order: String::new(),
            order_url: format!("/applications/new/{}", service.id),
        }
    }

    /// The cards of a heading; where it says so, each has a button to order (S1-123).
    fn group(&self, page: &Page, category: &Category) -> Vec<Card> {
        let mut cards = self.cards(page, self.0.by_category(&category.id));
        if let Some(order) = &category.order {
            for card in cards.iter_mut().filter(|card| card.is_online) {
                card.order = Words(page).text(order);
            }
        }
        cards
    }

    fn cards<'a>(
        &self,
        page: &Page,
        services: impl IntoIterator<Item = &'a Arc<Service>>,
    ) -> Vec<Card> {
        services.into_iter().map(|s| self.card(page, s)).collect()
    }

    /// Other names of services, the first of each service before the second
    /// of any: as people call them, and each surely finds something.
    fn examples(&self, lang: &str) -> Vec<String> {
        let names: Vec<&[String]> = self
            .0
            .services()
            .iter()
            .map(|s| match lang {
                "en" => s.synonyms.en.as_slice(),
                _ => s.synonyms.ru.as_slice(),
            })
            .collect();
        let most = names.iter().map(|n| n.len()).max().unwrap_or_default();
        (0..most)
            .flat_map(|n| names.iter().filter_map(move |of| of.get(n)))
            .take(EXAMPLES)
            .cloned()
            .collect()
    }
}

/// What a service says, in the language of a page.
struct Words<'a>(&'a Page);

impl Words<'_> {
    fn text(&self, text: &Text) -> String {
        text.get(self.0.lang.code()).to_owned()
    }

    fn items<'a>(&self, items: impl Iterator<Item = (&'a Text, &'a Option<Text>)>) -> Vec<Line> {
        items
            .map(|(title, text)| Line {
                title: self.text(title),
                text: text.as_ref().map(|t| self.text(t)).unwrap_or_default(),
            })
            .collect()
    }

    fn fee(&self, service: &Service) -> String {
        match (service.fee.rubles, &service.fee.text) {
            (Some(0), _) => self.0.t("catalogue-free"),
            (Some(rubles), _) => self.0.ta("catalogue-fee", "rubles", grouped(rubles)),
            (None, text) => text.as_ref().map(|t| self.text(t)).unwrap_or_default(),
        }
    }

    fn days(&self, service: &Service) -> String {
        self.0
            .tn("catalogue-days", "count", service.deadline.working_days)
    }

    fn channel(&self, channel: Channel) -> String {
        self.0.t(match channel {
            Channel::Online => "catalogue-channel-online",
            Channel::InPerson => "catalogue-channel-in-person",
            Channel::Both => "catalogue-channel-both",
        })
    }
}

/// `1 400`: digits by threes with a no-break space.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// A service in a list.
struct Card {
    url: String,
    title: String,
    summary: String,
    icon: String,
    meta: String,
    channel: String,
    is_online: bool,
    /// What stands on the button; empty: there is none.
    order: String,
    order_url: String,
}

struct Line {
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    page: Page,
    examples: Vec<String>,
    cards: Vec<Card>,
}

async fn home(State(pages): State<CataloguePages>, visitor: Visitor) -> Result<Response, Fault> {
    let mut page = visitor.page_t("catalogue-home-title");
    page.has_own_search = true;
    let shown = Shown(pages.shelf.now());
    let cards = shown.cards(&page, shown.0.services());
    let examples = shown.examples(page.lang.code());
    visitor.render_kept(&Home {
        page,
        examples,
        cards,
    })
}

struct Group {
    id: String,
    title: String,
    summary: String,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "services.html")]
struct Services {
    page: Page,
    groups: Vec<Group>,
}

async fn services(
    State(pages): State<CataloguePages>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let page = visitor.page_t("catalogue-services-title");
    let words = Words(&page);
    let shown = Shown(pages.shelf.now());
    let groups = shown
        .0
        .categories()
        .iter()
        .map(|category| Group {
            id: category.id.clone(),
            title: words.text(&category.title),
            summary: words.text(&category.summary),
            cards: shown.group(&page, category),
        })
        .filter(|group| !group.cards.is_empty())
        .collect();
    visitor.render_kept(&Services { page, groups })
}

/// Whether the visitor may begin, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// A guest: the application will ask to sign in.
    Guest,
    /// All is there.
    Open,
    /// The level of the account is lower than the service takes.
    LevelLow {
        /// What it takes and what there is, in words.
        text: String,
    },
    /// An official cannot apply.
    Staff,
    /// Nothing to begin here: the service is rendered in person.
    InPerson,
}

fn way(visitor: &Visitor, page: &Page, service: &Service) -> Way {
    let needed = service.level.number();
    match visitor.who() {
        _ if service.channel == Channel::InPerson => Way::InPerson,
        Who::Nobody => Way::Guest,
        Who::Staff { .. } => Way::Staff,
        Who::Citizen { level, .. } if *level >= needed => Way::Open,
        Who::Citizen { level, .. } => Way::LevelLow {
            text: page.tv(
                "catalogue-level-low-text",
                &[
                    ("needed", page.t(&format!("web-level-{needed}"))),
                    ("have", page.t(&format!("web-level-{level}"))),
                ],
            ),
        },
    }
}

struct Question {
    question: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "service.html")]
struct ServicePage {
    page: Page,
    id: String,
    title: String,
    summary: String,
    category: String,
    category_id: String,
    fee: String,
    days: String,
    channel: String,
    result: String,
    more_results: Vec<String>,
    level: u8,
    /// Ways of confirming identity that are not enough.
    except: Vec<String>,
    minutes: String,
    way: Way,
    conditions: Vec<Line>,
    documents: Vec<Line>,
    steps: Vec<Line>,
    refusals: Vec<String>,
    questions: Vec<Question>,
    agency: String,
    region: String,
}

async fn service(
    State(pages): State<CataloguePages>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let catalogue = pages.shelf.now();
    let service = catalogue.get(&id).ok_or(Fault::NotFound)?;
    let lang = visitor.lang().code();
    let page = visitor.page(service.title.get(lang).to_owned());
    let words = Words(&page);
    let category = catalogue.category(&service.category);
    let agency = catalogue.agency(&service.agency);
    let result = words.text(&service.result.title);
    let result = match service.result.valid_years {
        Some(years) => pages.portal.words().tv(
            page.lang,
            "catalogue-result-years",
            &[("title", result.into()), ("count", i64::from(years).into())],
        ),
        None => result,
    };
    let more = service.more_results.iter().map(|one| {
        let word = match one.each {
            Some(_) => "catalogue-result-each",
            None if one.when.is_some() => "catalogue-result-some",
            None => "catalogue-result-more",
        };
        page.ta(word, "title", words.text(&one.title))
    });
    let template = ServicePage {
        more_results: more.collect(),
        id,
        title: words.text(&service.title),
        summary: words.text(&service.summary),
        category: category.map(|c| words.text(&c.title)).unwrap_or_default(),
        category_id: service.category.clone(),
        fee: words.fee(service),
        days: words.days(service),
        channel: words.channel(service.channel),
        result,
        level: service.level.number(),
        except: service
            .methods_except
            .iter()
            .map(|method| page.ta("catalogue-except", "method", method))
            .collect(),
        minutes: page.tn("catalogue-minutes", "count", service.minutes),
        way: way(&visitor, &page, service),
        conditions: words.items(service.conditions.iter().map(|c| (&c.title, &c.text))),
        documents: words.items(service.documents.iter().map(|d| (&d.title, &d.text))),
        steps: words.items(service.steps.iter().map(|s| (&s.title, &s.text))),
        refusals: service
            .refusal_grounds
            .iter()
            .map(|g| words.text(&g.title))
            .collect(),
        questions: service
            .faq
            .iter()
            .map(|f| Question {
                question: words.text(&f.question),
                answer: words.text(&f.answer),
            })
            .collect(),
        agency: agency.map(|a| words.text(&a.name)).unwrap_or_default(),
        region: agency.map(|a| words.text(&a.region)).unwrap_or_default(),
        page,
    };
    visitor.render_kept(&template)
}

#[derive(Deserialize)]
struct Ask {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    page: Page,
    /// The query as it was understood, when that differs from what was typed.
    corrected: Option<String>,
    found: Vec<Card>,
    /// Nearest services, when nothing was found.
    near: Vec<Card>,
    /// Everything, when nothing is near or nothing was asked.
    all: Vec<Card>,
}

async fn search(
    State(pages): State<CataloguePages>,
    visitor: Visitor,
    Query(ask): Query<Ask>,
) -> Result<Response, Fault> {
    let query: String = ask.q.trim().chars().take(LONGEST_QUERY).collect();
    let shown = Shown(pages.shelf.now());
    let mut page = visitor.page_t("catalogue-search-title");
    if !query.is_empty() {
        page.title = page.ta("catalogue-search-of", "query", &query);
    }
    page.has_own_search = true;
    let hits = shown.0.search(&query, page.lang.code());
    let corrected = hits.first().and_then(|hit| hit.corrected.clone());
    let of = |hits: Vec<crate::Hit>| {
        let found = hits.iter().filter_map(|hit| shown.0.get(&hit.service_id));
        shown.cards(&page, found)
    };
    let found = of(hits);
    let near = if found.is_empty() && !query.is_empty() {
        of(shown.0.suggest(&query))
    } else {
        Vec::new()
    };
    let all = if found.is_empty() && near.is_empty() {
        shown.cards(&page, shown.0.services())
    } else {
        Vec::new()
    };
    page.query = query;
    visitor.render(&Search {
        page,
        corrected,
        found,
        near,
        all,
    })
}
