//! Every service of the folder is walked to its results, by what its own examples answer: no
//! test here names a service.

use okno_accounts::{Level, Passport, Person};
use okno_applications::{Application, State};
use okno_catalogue::{
    Catalogue, Decide, Example, FileType, Given, Gives, GivesKind, Plain, QuestionKind, Section,
    Service,
};
use okno_requisites::{
    BirthDate, Citizenship, DivisionCode, DocDate, Inn, PassportNumber, Sex, Snils,
};
use okno_store::Engine;
use serde_json::{Map, Value, json};

use crate::house::{Browser, File, House, PDF, PNG, amina, at_desk, id_in, services};

/// The day on which the clock of the tests starts.
const TODAY: &str = "2026-11-23";

fn words(plain: &Plain) -> String {
    match plain {
        Plain::Bool(true) => "yes".to_owned(),
        Plain::Bool(false) => String::new(),
        Plain::Int(n) => n.to_string(),
        Plain::Text(text) => text.clone(),
        Plain::List(words) => words.join(","),
    }
}

fn digits(n: usize) -> Vec<usize> {
    n.to_string()
        .bytes()
        .map(|b| usize::from(b - b'0'))
        .collect()
}

/// Nine digits with the two that check them.
fn snils(n: usize) -> String {
    let sum: usize = digits(n)
        .iter()
        .zip((1..=9).rev())
        .map(|(d, w)| d * w)
        .sum();
    format!("{n:09}{:02}", sum % 101 % 100)
}

/// Ten digits with the two that check them.
fn inn(n: usize) -> String {
    let check = |all: &[usize], weights: &[usize]| {
        let sum: usize = all.iter().zip(weights).map(|(d, w)| d * w).sum();
        sum % 11 % 10
    };
    let weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let mut all = digits(n);
    all.push(check(&all, &weights[1..]));
    all.push(check(&all, &weights));
    all.iter().map(ToString::to_string).collect()
}

/// The person of an example; what it does not say is as with everybody.
fn person(example: &Example, nth: usize) -> Person {
    let (phone, email) = (
        format!("+7900555{:04}", 6000 + nth),
        format!("walk{nth}@pochta.example"),
    );
    let mut person = amina(&phone, &email);
    person.sex = Some(Sex::Female);
    person.citizenship = Some(Citizenship::parse("RUS").unwrap());
    person.snils = Some(Snils::parse(&snils(112_233_000 + nth)).unwrap());
    person.inn = Some(Inn::parse(&inn(5_001_007_000 + nth)).unwrap());
    person.birth_place = Some("Касимов".to_owned());
    let mut passport = Passport {
        number: PassportNumber::parse(&format!("61 14 {:06}", 258_000 + nth)).unwrap(),
        issued_by: "ОВД Касимова".to_owned(),
        issued_on: DocDate::parse("25.03.2014").unwrap(),
        division: DivisionCode::parse("620-015").unwrap(),
    };
    for (name, value) in &example.profile {
        let value = words(value);
        match name.as_str() {
            "birth_date" => person.birth_date = Some(BirthDate::parse(&value).unwrap()),
            "citizenship" => person.citizenship = Some(Citizenship::parse(&value).unwrap()),
            "sex" => person.sex = Some(Sex::parse(&value).unwrap()),
            "passport_issued" => passport.issued_on = DocDate::parse(&value).unwrap(),
            "region" => person.address.as_mut().unwrap().region = value,
            "city" => person.address.as_mut().unwrap().city = value,
            // Nobody else has these: each account has its own.
            "phone" | "email" | "snils" | "inn" | "passport_number" | "level" => {}
            other => panic!("profile.{other} has no place in a person yet"),
        }
    }
    person.passport = Some(passport);
    person
}

fn file(types: &[FileType]) -> (&'static str, &'static [u8]) {
    match types.contains(&FileType::Png) {
        true => ("снимок.png", PNG),
        false => ("бумага.pdf", PDF),
    }
}

/// A registry that keeps to its agreement tells every field, also those that an example has
/// no need of.
fn complete(data: &mut Map<String, Value>, fields: &[(String, Gives)]) {
    for (name, gives) in fields {
        let usual = match gives.kind {
            GivesKind::Text => json!("Слово из реестра"),
            GivesKind::Int => json!(1),
            GivesKind::Money => json!("1000.50"),
            GivesKind::Date => json!("2016-11-14"),
            GivesKind::Bool => json!(true),
            GivesKind::Choice => json!(gives.options.0[0].0),
            GivesKind::Rows => json!([]),
        };
        let there = data.entry(name.clone()).or_insert(usual);
        for row in there.as_array_mut().into_iter().flatten() {
            complete(row.as_object_mut().unwrap(), &gives.fields.0);
        }
    }
}

/// What an example answers on a page: pairs, and files by question.
fn typed<'a>(
    section: &'a Section,
    answer: impl Fn(&str) -> Option<&'a Plain>,
) -> (Vec<(&'a str, String)>, Vec<File<'a>>) {
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    for question in &section.questions {
        let Some(given) = answer(&question.id) else {
            continue;
        };
        match (question.kind, given, &question.files) {
            (QuestionKind::File, Plain::Int(n), Some(limits)) => {
                let (name, content) = file(&limits.types);
                for _ in 0..*n {
                    files.push(File {
                        field: &question.id,
                        name,
                        content,
                    });
                }
            }
            (_, Plain::List(ticked), _) => {
                let ticked = ticked.iter().cloned();
                pairs.extend(ticked.map(|value| (question.id.as_str(), value)));
            }
            _ => pairs.push((question.id.as_str(), words(given))),
        }
    }
    (pairs, files)
}

/// Fills a page in: first without files, until no answer brings up more, then with them.
async fn fill(
    browser: &Browser<'_>,
    url: &str,
    (pairs, files): (Vec<(&str, String)>, Vec<File<'_>>),
) -> String {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (*k, v.as_str())).collect();
    if !files.is_empty() {
        for _ in 0..3 {
            browser.post(url, &pairs).await;
        }
        return browser
            .upload(url, crate::house::multipart(&pairs, &files))
            .await
            .to();
    }
    let mut to = browser.post(url, &pairs).await.to();
    for _ in 0..3 {
        if to.starts_with(url) {
            to = browser.post(url, &pairs).await.to();
        }
    }
    to
}

pub(crate) async fn fill_section(
    browser: &Browser<'_>,
    base: &str,
    section: &Section,
    example: &Example,
) {
    let url = format!("{base}/{}", section.id);
    if section.repeat.is_none() {
        let answer = |id: &str| match example.answers.get(id) {
            Some(Given::Plain(plain)) => Some(plain),
            _ => None,
        };
        let to = fill(browser, &url, typed(section, answer)).await;
        assert!(!to.starts_with(&url), "{}: {to}", section.id);
        return;
    }
    let Some(Given::Rows(rows)) = example.answers.get(&section.id) else {
        browser.post(&url, &[]).await.to();
        return;
    };
    for row in rows {
        let page = browser.get(&format!("{url}/new")).await.text();
        let action = page.split("action=\"").find(|part| part.starts_with(base));
        let action = action.unwrap().split('"').next().unwrap().to_owned();
        let (mut pairs, files) = typed(section, |id| row.get(id));
        pairs.push(("_new", "1".to_owned()));
        fill(browser, &action, (pairs, files)).await;
    }
    browser.post(&url, &[]).await.to();
}

async fn case(house: &House, base: &str) -> Application {
    let found = okno_applications::find(house.db(), id_in(base)).await;
    found.unwrap().unwrap()
}

/// Officials bring a case to its approval, as its stages say; another one where four eyes
/// are asked for.
async fn approve(house: &House, service: &Service, base: &str, officers: &[Browser<'_>]) {
    let desk = at_desk(base);
    for _ in 0..=service.workflow.len() {
        let now = case(house, base).await;
        if now.state != State::Sent {
            return;
        }
        assert!(!now.waits, "{}: it waits in {:?}", service.id, now.stage);
        let mut holder = None;
        for officer in officers {
            if officer.post(&format!("{desk}/claim"), &[]).await.status == 303 {
                holder = Some(officer);
                break;
            }
        }
        let holder = holder.expect("an official who may take it");
        let page = holder.get(&desk).await;
        page.is(200);
        let stage = service.stage_or_start(now.stage.as_deref().unwrap_or_default());
        let act = match stage.allows(Decide::Approve) {
            true => "approve".to_owned(),
            false => format!("to:{}", stage.moves().next().expect("a way on").to),
        };
        let fields = [("decision", act.as_str()), ("ground", ""), ("message", "")];
        holder.post(&format!("{desk}/decide"), &fields).await.to();
    }
}

/// Walks one example to its end; says how it ended.
async fn walk(
    house: &House,
    service: &Service,
    example: &Example,
    nth: usize,
) -> (String, Option<String>) {
    for check in &service.registries {
        let query = service.query(&check.query).unwrap();
        match example.registries.get(&check.id) {
            Some(answer) if answer["found"] == json!(true) => {
                let mut data = answer.as_object().unwrap().clone();
                data.remove("found");
                complete(&mut data, &query.gives.0);
                house.registry.holds(&query.query, json!(data));
            }
            _ => house
                .registry
                .says(&query.query, 200, json!({ "outcome": "not_found" })),
        }
    }
    let level = match service.level.number() {
        1 => Level::Simplified,
        2 => Level::Standard,
        _ => Level::Confirmed,
    };
    let id = house.citizen_like(&person(example, nth), level).await;
    let browser = house.enter("citizen", id).await;
    let base = browser
        .post(&format!("/applications/new/{}", service.id), &[])
        .await
        .to();
    // Sections open as those before them are answered.
    for section in &service.form.sections {
        if browser.get(&format!("{base}/{}", section.id)).await.status == 200 {
            fill_section(&browser, &base, section, example).await;
        }
    }
    let check = browser.get(&format!("{base}/check")).await;
    check.is(200);
    let ticked = browser
        .post(&format!("{base}/check"), &[("consent", "yes")])
        .await;
    if ticked.status == 422 {
        // A paid service stops here, and says so.
        ticked.says("оплат");
        assert!(!service.is_free(), "{}", ticked.text());
        return ("pays".to_owned(), None);
    }
    assert_eq!(ticked.to(), format!("{base}/send"));
    let code = house.code().await;
    let sent = browser
        .post(&format!("{base}/send"), &[("code", &code)])
        .await;
    assert_eq!(sent.to(), format!("{base}?done=sent"));
    house.run_jobs().await;
    let now = case(house, &base).await;
    let by_itself = match (now.state, &now.decision) {
        (State::Rejected, Some(decision)) => {
            format!("reject {}", decision.ground.clone().unwrap_or_default())
        }
        (State::Sent, _) => {
            let stage = service.stage_or_start(now.stage.as_deref().unwrap_or_default());
            format!("stage {}", stage.id)
        }
        _ => "approve".to_owned(),
    };
    if now.state == State::Rejected {
        browser
            .get(&base)
            .await
            .is(200)
            .says("Пожаловаться на решение");
        return (by_itself, None);
    }
    let mut officers = Vec::new();
    for n in 0..2 {
        let login = format!("walker{nth}-{n}");
        officers.push(house.officer(&login, &service.agency, "officer").await);
    }
    approve(house, service, &base, &officers).await;
    house.run_jobs().await;
    let done = case(house, &base).await;
    if done.issued_at.is_none() {
        let sql = "select kind, last_error from jobs where last_error is not null";
        let rows = house.db().rows(sql, vec![]).await.unwrap();
        let said: Vec<String> = rows
            .iter()
            .map(|row| row.get("last_error").unwrap())
            .collect();
        panic!("{}, «{}»: {said:?}", service.id, example.name);
    }
    if service.result.confirm_receipt {
        browser.post(&format!("{base}/receive"), &[]).await.to();
    }
    let done = case(house, &base).await;
    assert_eq!(done.state, State::Completed, "{}", service.id);
    let page = browser.get(&base).await;
    page.is(200);
    let document = browser.get(&format!("{base}/document")).await;
    document.is(200);
    assert!(document.body.starts_with(b"%PDF"), "{}", service.id);
    if let Some(parts) = &example.expect.results {
        let given = okno_issuance::of_case(house.db(), done.id).await.unwrap();
        let more: Vec<_> = given.iter().filter(|one| !one.part.is_empty()).collect();
        assert_eq!(more.len(), parts.len(), "{}", service.id);
        for one in more {
            let url = format!("{base}/document/{}", one.number);
            page.says(&url);
            let made = browser.get(&url).await;
            made.is(200);
            assert!(made.body.starts_with(b"%PDF"), "{}", service.id);
        }
    }
    (by_itself, Some(done.number.unwrap_or_default()))
}

/// Can an example be sent as it is?
fn is_whole(example: &Example) -> bool {
    let expect = &example.expect;
    let errors = expect.errors.as_ref();
    errors.is_some_and(std::collections::BTreeMap::is_empty)
        && expect.eligible != Some(false)
        && example.today == TODAY
}

async fn walk_all(engine: Engine) {
    let house = House::build(engine).await;
    let catalogue = Catalogue::load(&services()).unwrap();
    let mut nth = 0;
    for service in catalogue.services() {
        let (mut walked, mut documents) = (0, 0);
        for example in service.examples.iter().filter(|one| is_whole(one)) {
            nth += 1;
            let (came, document) = walk(&house, service, example, nth).await;
            let expect = &example.expect;
            let wanted = match (expect.approve, &expect.reject, &expect.stage) {
                (Some(true), _, _) => Some("approve".to_owned()),
                (_, Some(ground), _) => Some(format!("reject {ground}")),
                (_, _, Some(stage)) => Some(format!("stage {stage}")),
                _ => None,
            };
            let place = format!("{}, «{}»", service.id, example.name);
            if let Some(wanted) = wanted.filter(|_| came != "pays") {
                assert_eq!(came, wanted, "{place}");
            }
            walked += 1;
            documents += usize::from(document.is_some());
        }
        assert!(walked > 0, "{}: no example can be sent", service.id);
        assert!(
            documents > 0,
            "{}: no example comes to its document",
            service.id
        );
    }
    assert!(nth > 20, "{nth}");
}

mod every_service_is_walked_to_its_results {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        super::walk_all(okno_store::Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::walk_all(okno_store::Engine::Postgres).await;
    }
}
