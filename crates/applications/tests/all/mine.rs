//! «Мои услуги»: what is open to a person, and a first request right after registration.

use okno_accounts::Level;
use okno_applications::State;
use okno_catalogue::{Catalogue, Channel, Service};

use crate::house::{EMAIL, PHONE, amina, id_in, service, services};
use crate::walks::fill_section;

/// What a person may order who has nothing but an account: free, and decided by rules alone.
fn is_trial(service: &Service) -> bool {
    let start = service.start();
    let by_rules = start.is_waiting() && service.registries.is_empty();
    service.level.number() == 1 && service.is_free() && by_rules
}

on_both!(my_services_are_those_open_to_me, |house| async move {
    let catalogue = Catalogue::load(&services()).unwrap();
    let online = |service: &&Service| service.channel != Channel::InPerson;
    let all: Vec<&Service> = catalogue.services().iter().map(|s| &**s).collect();
    let all: Vec<&Service> = all.into_iter().filter(online).collect();
    assert!(all.len() > 10);
    let button = |service: &Service| format!("href=\"/applications/new/{}\"", service.id);
    let link = |service: &Service| format!("href=\"/services/{}\"", service.id);

    let id = house.citizen_of(Level::Simplified, PHONE, EMAIL).await;
    let new = house.enter("citizen", id).await;
    let page = new.get("/cabinet/services").await;
    page.is(200)
        .says("Мои услуги")
        .says("Откроются позже")
        .says("Попробуйте портал в деле")
        .says("href=\"/cabinet/level\"");
    for one in &all {
        page.says(&link(one));
        match one.level.number() {
            1 => page.says(&button(one)),
            _ => page.keeps_quiet_of(&button(one)),
        };
    }

    // At the highest level only what a condition stands against is left.
    let id = house
        .citizen_of(Level::Confirmed, "+79005550199", "all@pochta.example")
        .await;
    let whole = house.enter("citizen", id).await;
    let page = whole.get("/cabinet/services").await;
    page.is(200)
        .says(&button(catalogue.get(service()).unwrap()));
    page.keeps_quiet_of("Нужна учётная запись уровня");
    let open = all.iter().filter(|one| page.text().contains(&button(one)));
    assert!(open.count() > 8);

    let mut young = amina("+79005550198", "young@pochta.example");
    young.birth_date = Some(okno_requisites::BirthDate::parse("24.11.2012").unwrap());
    let id = house.citizen_like(&young, Level::Confirmed).await;
    let young = house.enter("citizen", id).await;
    let page = young.get("/cabinet/services").await;
    let card = catalogue.get(service()).unwrap();
    let mut told = card.conditions.iter().filter_map(|c| c.otherwise.as_ref());
    page.keeps_quiet_of(&button(card))
        .says("Откроются позже")
        .says(&told.next().unwrap().ru);
    house.guest().get("/cabinet/services").await.is(303);
});

on_both!(
    a_first_request_works_right_after_registration,
    |house| async move {
        let catalogue = Catalogue::load(&services()).unwrap();
        let trial = catalogue.services().iter().find(|one| is_trial(one));
        let trial = trial.expect("something to try with");
        let mut person = amina(PHONE, EMAIL);
        (person.birth_date, person.address) = (None, None);
        let id = house.citizen_like(&person, Level::Simplified).await;
        let browser = house.enter("citizen", id).await;
        let mine = browser.get("/cabinet/services").await.text();
        let panel = mine.split("id=\"trial\"").nth(1).unwrap();
        let offered = panel.split("href=\"").nth(1).unwrap().split('"').next();
        let begin = format!("/applications/new/{}", trial.id);
        assert_eq!(offered, Some(begin.as_str()));

        browser.get(&begin).await.is(200);
        let base = browser.post(&begin, &[]).await.to();
        let example = trial
            .examples
            .iter()
            .find(|e| e.expect.approve == Some(true));
        for section in &trial.form.sections {
            fill_section(&browser, &base, section, example.unwrap()).await;
        }
        let check = format!("{base}/check");
        browser.post(&check, &[("consent", "yes")]).await.to();
        let code = house.code().await;
        browser
            .post(&format!("{base}/send"), &[("code", &code)])
            .await
            .to();
        house.run_jobs().await;
        let found = okno_applications::find(house.db(), id_in(&base)).await;
        let case = found.unwrap().unwrap();
        assert_eq!(case.state, State::Completed);
        assert_eq!(case.decision.unwrap().official(), None);
        browser
            .get(&base)
            .await
            .is(200)
            .says("без участия сотрудника");
        let document = browser.get(&format!("{base}/document")).await;
        document.is(200);
        assert!(document.body.starts_with(b"%PDF"));
        // Whoever has tried is not asked to any more.
        browser
            .get("/cabinet/services")
            .await
            .is(200)
            .keeps_quiet_of("Попробуйте портал в деле");
    }
);
