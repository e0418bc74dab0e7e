//! «Контрольные вопросы»: three of them, from the list or in the owner's words.

use axum::extract::State;
use axum::response::Response;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Visitor};

use super::{HOME, about, not_yet};
use crate::department::Accounts;
use crate::guessing::Clues;
use crate::notices;
use crate::pages::common::{FormPage, tn};
use crate::security::questions::{self, COUNT, LISTED, LONGEST, Question, flaw, made, normal};
use crate::store::{self, holder};

pub(super) const PATH: &str = "/cabinet/security/questions";
const REMOVE: &str = "/cabinet/security/questions/remove";

/// «Свой вопрос» among the choices.
const OWN: &str = "own";
/// Shortest question in the owner's words, characters.
const SHORTEST_OWN: usize = 8;

fn form(visitor: &Visitor) -> Form {
    let choice = |value: String, label: String| Choice {
        value,
        label,
        hint: String::new(),
    };
    let listed = (1..=LISTED).map(|number| {
        let question = Question::Listed(number);
        choice(number.to_string(), question.shown(visitor))
    });
    let first = choice(String::new(), visitor.t("accounts-questions-choose"));
    let own = choice(OWN.to_owned(), visitor.t("accounts-questions-own"));
    let choices: Vec<Choice> = [first].into_iter().chain(listed).chain([own]).collect();
    let number = |id: &str, number: usize| {
        let number = i64::try_from(number).unwrap_or_default();
        tn(visitor, id, "n", number)
    };
    let fields = (1..=COUNT).flat_map(|n| {
        let question = visitor.t("accounts-questions-question");
        [
            Field::new(Kind::Select, &format!("question{n}"), question)
                .hint(visitor.t("accounts-questions-question-hint"))
                .options(choices.clone())
                .group(number("accounts-questions-number", n))
                .missing(visitor.t("accounts-questions-missing")),
            Field::text(
                &format!("own{n}"),
                visitor.t("accounts-questions-own-words"),
            )
            .hint(visitor.t("accounts-questions-own-hint"))
            .width("full")
            .check(&format!("text:{LONGEST}"))
            .max(LONGEST)
            .optional(),
            Field::text(
                &format!("answer{n}"),
                visitor.t("accounts-questions-answer"),
            )
            .hint(visitor.t("accounts-questions-answer-hint"))
            .autocomplete("off")
            .check("required")
            .max(LONGEST)
            .missing(visitor.t("accounts-questions-answer-missing")),
        ]
    });
    Form::new(PATH, visitor.t("accounts-save"), fields.collect())
}

async fn page(visitor: &Visitor, form: Form) -> Result<FormPage, Fault> {
    let are_set = questions::are_set(visitor.db(), visitor.citizen()?).await?;
    let remove = (REMOVE.to_owned(), visitor.t("accounts-questions-remove"));
    Ok(FormPage {
        back: Some((HOME.to_owned(), visitor.t("accounts-security-title"))),
        lead: visitor.t(match are_set {
            true => "accounts-questions-lead-set",
            false => "accounts-questions-lead",
        }),
        links: are_set.then_some(remove).into_iter().collect(),
        advice: visitor.t("accounts-questions-advice"),
        ..FormPage::new(visitor, "accounts-questions-title", form)
    })
}

pub(super) async fn show(visitor: Visitor) -> Result<Response, Fault> {
    holder(&visitor)?;
    if let Some(away) = not_yet(&visitor, PATH).await? {
        return Ok(away);
    }
    visitor.render(&page(&visitor, form(&visitor)).await?)
}

/// The question that was chosen or written; what is wrong with it stands in the form.
fn question(visitor: &Visitor, form: &mut Form, input: &Input, n: usize) -> Option<Question> {
    let (chosen, own) = (format!("question{n}"), format!("own{n}"));
    if input.get(&chosen) != OWN {
        let number: Option<u8> = input.get(&chosen).parse().ok();
        let number = number.filter(|number| (1..=LISTED).contains(number));
        if number.is_none() {
            form.fail(&chosen, visitor.t("accounts-questions-missing"));
        }
        return number.map(Question::Listed);
    }
    let words: Vec<&str> = input.get(&own).split_whitespace().collect();
    let words = words.join(" ");
    let count = words.chars().count();
    if !(SHORTEST_OWN..=LONGEST).contains(&count) {
        form.fail(&own, visitor.t("accounts-questions-own-missing"));
        return None;
    }
    Some(Question::Own(words))
}

/// Three questions with their answers, when nothing is wrong with them.
fn typed<'a>(
    visitor: &Visitor,
    form: &mut Form,
    input: &'a Input,
) -> Result<Option<Vec<(Question, &'a str)>>, Fault> {
    let (_, person) = holder(visitor)?;
    let clues = Clues::of(person);
    let portal = visitor.portal();
    form.check(input, portal.words(), visitor.lang(), portal.today());
    let mut all: Vec<(Question, &str)> = Vec::new();
    for n in 1..=COUNT {
        let Some(question) = question(visitor, form, input, n) else {
            continue;
        };
        let name = format!("answer{n}");
        let answer = input.get(&name);
        let asked = question.shown(visitor);
        if !answer.is_empty()
            && let Some(flaw) = flaw(answer, &asked, &clues)
        {
            form.fail(&name, visitor.t(flaw.text()));
        }
        let same = |one: &str, two: &str| normal(one) == normal(two);
        if all
            .iter()
            .any(|(other, _)| same(&other.shown(visitor), &asked))
        {
            let at = format!("question{n}");
            form.fail(&at, visitor.t("accounts-questions-twice"));
        }
        if all.iter().any(|(_, other)| same(other, answer)) {
            form.fail(&name, visitor.t("accounts-answer-twice"));
        }
        all.push((question, answer));
    }
    Ok((!form.has_errors() && all.len() == COUNT).then_some(all))
}

pub(super) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    if let Some(away) = not_yet(&visitor, PATH).await? {
        return Ok(away);
    }
    let mut form = form(&visitor).filled(&input);
    let Some(typed) = typed(&visitor, &mut form, &input)? else {
        return visitor.render_flawed(&page(&visitor, form).await?);
    };
    let db = visitor.db();
    let mut asked = Vec::new();
    for (question, answer) in typed {
        asked.push(made(accounts.hasher(), db, question, answer).await?);
    }
    let mut tx = db.begin().await?;
    let (account, person) = store::find_locked(&mut tx, id).await?;
    questions::put(&mut tx, id, &asked).await?;
    tx.journal(about(&visitor, "account.questions_set")?)
        .await?;
    let key = format!("questions:{}", tx.new_id());
    let (portal, words) = (visitor.portal(), "accounts-questions-set");
    notices::tell(&mut tx, portal, &account, &person, words, key, HOME).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}?questions")))
}

pub(super) async fn sure(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    if let Some(away) = not_yet(&visitor, REMOVE).await? {
        return Ok(away);
    }
    if !questions::are_set(visitor.db(), id).await? {
        return Ok(visitor.go(PATH));
    }
    let form = Form::new(REMOVE, visitor.t("accounts-questions-remove"), Vec::new());
    visitor.render(&FormPage {
        back: Some((PATH.to_owned(), visitor.t("accounts-questions-title"))),
        lead: visitor.t("accounts-questions-remove-lead"),
        ..FormPage::new(&visitor, "accounts-questions-remove-title", form)
    })
}

pub(super) async fn remove(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    if let Some(away) = not_yet(&visitor, REMOVE).await? {
        return Ok(away);
    }
    let mut tx = visitor.db().begin().await?;
    let (account, person) = store::find_locked(&mut tx, id).await?;
    if questions::remove(&mut tx, id).await? {
        let act = "account.questions_removed";
        tx.journal(about(&visitor, act)?).await?;
        let key = format!("questions:{}", tx.new_id());
        let (portal, words) = (visitor.portal(), "accounts-questions-removed");
        notices::tell(&mut tx, portal, &account, &person, words, key, HOME).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}?noquestions")))
}
