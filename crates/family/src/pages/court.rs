//! `/admin/guardians`: a court has taken a parent's rights, and the link to the child ends.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use okno_accounts::assist::by_number;
use okno_accounts::looks::{Look, Reason, What, look};
use okno_accounts::{find_locked, find_several};
use okno_requisites::Personal;
use okno_store::Entry;
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use crate::ends::{How, unlink};
use crate::model::Card;
use crate::{Family, store};

pub(super) const PATH: &str = "/admin/guardians";
/// A written reason is at least so long, characters.
const SHORT: usize = 20;

#[derive(Template)]
#[template(path = "family_court.html")]
struct CourtPage {
    page: Page,
    form: Form,
    /// Guardians are there to choose from.
    found: bool,
}

fn search(visitor: &Visitor) -> Form {
    let field = Field::text("number", visitor.t("family-court-number"))
        .hint(visitor.t("family-court-number-hint"))
        .max(20)
        .missing(visitor.t("family-court-number-missing"));
    Form::new(PATH, visitor.t("family-court-find"), vec![field])
}

fn page(visitor: &Visitor, form: Form, found: bool) -> CourtPage {
    CourtPage {
        page: visitor.page_t("family-court-title").with_form(&form).work(),
        form,
        found,
    }
}

pub(super) async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    visitor.official("admin")?;
    let mut drawn = page(&visitor, search(&visitor), false);
    if query.as_deref() == Some("done") {
        let (title, text) = ("family-court-done", "family-court-done-text");
        let page = drawn.page.clone();
        drawn.page = page.with_notice("ok", visitor.t(title), visitor.t(text));
    }
    visitor.render(&drawn)
}

/// The form with the guardians, who are named as in any list of officials.
async fn choose(visitor: &Visitor, number: &str, cards: &[Card]) -> Result<Form, Fault> {
    let people = find_several(visitor.db(), cards.iter().map(|card| card.account)).await?;
    let options = cards.iter().filter_map(|card| {
        let (account, person) = people.get(&card.account)?;
        let relation = format!("family-relation-{}", card.content.relation.word());
        Some(Choice {
            value: card.id.to_string(),
            label: person.listed(),
            hint: format!("{}, {}", visitor.t(&relation), account.number),
        })
    });
    let fields = vec![
        Field::new(Kind::Hidden, "number", String::new())
            .optional()
            .value(number),
        Field::new(Kind::Radio, "guardian", visitor.t("family-court-guardian"))
            .options(options.collect())
            .missing(visitor.t("family-court-guardian-missing")),
        Field::new(Kind::Textarea, "reason", visitor.t("family-court-reason"))
            .hint(visitor.t("family-court-reason-hint"))
            .max(500)
            .missing(visitor.t("family-court-reason-missing")),
    ];
    Ok(Form::new(PATH, visitor.t("family-court-end"), fields))
}

pub(super) async fn take(
    State(family): State<Family>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let db = visitor.db();
    let number = input.get("number");
    let ward = by_number(db, number).await?;
    let known = match ward {
        Some(ward) => store::child_of(db, ward).await?,
        None => None,
    };
    let cards = match &known {
        Some(known) => store::guardians(db, known.id).await?,
        None => Vec::new(),
    };
    let Some(ward) = ward.filter(|_| !cards.is_empty()) else {
        let mut form = search(&visitor).filled(&input);
        form.fail("number", visitor.t("family-court-nobody"));
        return visitor.render_flawed(&page(&visitor, form, false));
    };
    let mut form = choose(&visitor, number, &cards).await?;
    if !input.has("guardian") && !input.has("reason") {
        return visitor.render(&page(&visitor, form, true));
    }
    form = form.filled(&input);
    let portal = visitor.portal();
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let reason = input.get("reason");
    if !reason.is_empty() && reason.chars().count() < SHORT {
        form.fail("reason", visitor.t("family-court-reason-missing"));
    }
    let chosen = Uuid::try_parse(input.get("guardian")).ok();
    let card = cards.iter().find(|card| Some(card.id) == chosen);
    let Some(card) = card.filter(|_| !form.has_errors()) else {
        return visitor.render_flawed(&page(&visitor, form, true));
    };
    end(&family, &visitor, &official, (ward, card), reason).await?;
    Ok(visitor.go(&format!("{PATH}?done")))
}

/// Ends the link; the parent and the child read who decided so and why.
async fn end(
    family: &Family,
    visitor: &Visitor,
    official: &Official,
    (ward, card): (Uuid, &Card),
    reason: &str,
) -> Result<(), Fault> {
    let reason = Personal::new(reason.to_owned());
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, card.account).await?;
    if let Some(card) = store::card_in(&mut tx, card.id).await? {
        for owner in [account.id, ward] {
            let at = Look {
                role: "admin",
                what: What::State,
                subject: card.id,
                reason: Reason::Written(&reason),
            };
            let line = Entry::new(visitor.actor(), "family.court_reason", "child", card.id);
            let line = line.owner(owner).from(Some(visitor.ip()));
            look(&mut tx, official, at, line).await?;
        }
        let how = (How::Court, visitor.actor());
        unlink(family, &mut tx, (&account, &person), &card, how).await?;
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(())
}
