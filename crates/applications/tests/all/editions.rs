//! A service changes while drafts are being filled in and cases are under way.

use okno_applications::State;

use crate::house::{AGENCY, at_desk, id_in, service};

fn in_service(text: &str) -> bool {
    text.contains(&format!("id: {}\n", service()))
}

/// Examples answer the questions that there were.
fn without_examples(text: &str) -> String {
    let (head, rest) = text.split_once("\nexamples:\n").unwrap();
    let inside = |line: &&str| line.is_empty() || line.starts_with([' ', '#']);
    let after: Vec<&str> = rest.lines().skip_while(inside).collect();
    format!("{head}\n{}\n", after.join("\n"))
}

/// The next edition has another title and a ground more.
fn changed(text: String) -> String {
    if !in_service(&text) {
        return text;
    }
    let text = text.replacen("version: 1", "version: 2", 1);
    let (head, rest) = text.split_once("refusal_grounds:\n").unwrap();
    let ground = "  - id: brand-new\n    title: {ru: Новое основание, en: A new ground}\n    \
                  text: {ru: Появилось позже., en: It came later.}\n";
    let text = format!("{head}refusal_grounds:\n{ground}{rest}");
    let title = text.lines().find(|l| l.starts_with("title:")).unwrap();
    text.replace(title, "title: {ru: Услуга по-новому, en: The service anew}")
}

/// The next edition asks one section more, before the others.
fn with_one_question_more(text: String) -> String {
    if !in_service(&text) {
        return text;
    }
    let text = without_examples(&text).replacen("version: 1", "version: 2", 1);
    let (head, rest) = text.split_once("  sections:\n").unwrap();
    let extra = "    - id: extra\n      title: {ru: Ещё вопрос, en: One question more}\n      questions:\n        \
                 - id: extra_word\n          kind: text\n          label: {ru: Кодовое слово, en: A word}\n";
    format!("{head}  sections:\n{extra}{rest}")
}

on_both!(
    a_case_stays_with_the_edition_it_was_sent_under,
    |house| async move {
        let person = house.amina().await;
        let base = person.apply().await;
        let before = person.get(&base).await;
        before.is(200);
        let officer = house.officer("one", AGENCY, "officer").await;
        house.publishes(&changed).await;

        // Whoever begins now begins the new one.
        let offer = person
            .get(&format!("/applications/new/{}", service()))
            .await;
        offer.is(200).says("Услуга по-новому");

        // The case reads as it was sent, and is decided by the grounds that it had.
        let desk = at_desk(&base);
        officer.post(&format!("{desk}/claim"), &[]).await;
        let page = officer.get(&desk).await;
        page.is(200).keeps_quiet_of("Новое основание");
        page.keeps_quiet_of("Услуга по-новому");
        let fields = [
            ("decision", "reject"),
            ("ground", "brand-new"),
            ("message", ""),
        ];
        let refused = officer.post(&format!("{desk}/decide"), &fields).await;
        refused.is(422);
        let fields = [("decision", "approve"), ("ground", ""), ("message", "")];
        officer.post(&format!("{desk}/decide"), &fields).await.to();
        house.run_jobs().await;
        let case = okno_applications::find(house.db(), id_in(&base))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(case.state, State::Approved);
        assert!(
            case.issued_at.is_some(),
            "its document is made by the template that it had"
        );

        // Even when the service is gone from the catalogue.
        house.closes(service()).await;
        let list = person.get("/applications").await;
        list.is(200).keeps_quiet_of(service());
        person.get(&base).await.is(200);
        let copy = person.get(&format!("{base}/document")).await;
        copy.is(200);
        officer
            .get("/work?f=done")
            .await
            .is(200)
            .keeps_quiet_of("Услуга по-новому");
    }
);

on_both!(
    a_draft_follows_the_folder_and_says_what_no_longer_fits,
    |house| async move {
        let person = house.amina().await;
        let base = person.begin().await;
        person.fill(&base).await;
        let page = person.get(&base).await;
        page.is(200).keeps_quiet_of("Услуга изменилась");
        house.publishes(&with_one_question_more).await;
        let page = person.get(&base).await;
        page.is(200).says("Услуга изменилась").says("Ещё вопрос");
        // What is new has to be answered before anything is sent.
        let check = person.get(&format!("{base}/check")).await;
        assert_eq!(check.to(), base);
        person.post(&format!("{base}/carried"), &[]).await.to();
        let page = person.get(&base).await;
        page.is(200)
            .keeps_quiet_of("Услуга изменилась")
            .says("Ещё вопрос");
        person
            .post(&format!("{base}/extra"), &[("extra_word", "Ока")])
            .await
            .to();
        let code = person.tick(&base).await;
        let sent = person
            .post(&format!("{base}/send"), &[("code", &code)])
            .await;
        assert_eq!(sent.to(), format!("{base}?done=sent"));
        // And back: the answer has no place any more, and is shown.
        let second = person.begin().await;
        person
            .post(&format!("{second}/extra"), &[("extra_word", "Цна")])
            .await
            .to();
        house
            .publishes(&|text| match in_service(&text) {
                true => {
                    let (head, rest) = text.split_once("    - id: extra\n").unwrap();
                    let rest = rest.split_once("en: A word}\n").unwrap().1;
                    format!("{}{rest}", head.replacen("version: 2", "version: 3", 1))
                }
                false => text,
            })
            .await;
        let page = person.get(&second).await;
        page.is(200)
            .says("Услуга изменилась")
            .says("Кодовое слово")
            .says("Цна");
        let draft = okno_applications::find(house.db(), id_in(&second))
            .await
            .unwrap()
            .unwrap();
        assert!(!draft.content.answers.contains_key("extra_word"));
        // The case that had the question shows it still.
        person
            .get(&base)
            .await
            .is(200)
            .says("Кодовое слово")
            .says("Ока");
    }
);

on_both!(
    an_edition_that_cannot_be_read_stops_its_cases_only,
    |house| async move {
        let sent = house.sent(1).await;
        house.publishes(&changed).await;
        let person = house.amina().await;
        let fresh = person.apply().await;
        let spoil = "update service_editions set pack = $1 where version = 1";
        let mut tx = house.db().begin().await.unwrap();
        tx.exec(spoil, okno_store::args![b"nothing".to_vec()])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let officer = house.officer("one", AGENCY, "officer").await;
        assert_eq!(officer.get(&at_desk(&sent[0])).await.status, 500);
        officer.get(&at_desk(&fresh)).await.is(200);
        officer.get("/work?f=new").await.is(200);
    }
);
