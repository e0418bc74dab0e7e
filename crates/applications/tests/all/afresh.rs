//! Drafts that begin with a former case: a complaint about it, or the same once more.

use okno_applications::Application;

use crate::house::{AGENCY, Browser, House, at_desk, id_in, service, service_with};

fn complaints() -> String {
    service_with(|s| s.complaint.is_some())
}

async fn draft(house: &House, base: &str) -> Application {
    let found = okno_applications::find(house.db(), id_in(base)).await;
    found.unwrap().unwrap()
}

/// An officer rejects a case by the first ground of its service.
async fn rejected(house: &House, person: &Browser<'_>) -> String {
    let base = person.apply().await;
    let officer = house.officer("one", AGENCY, "officer").await;
    let desk = at_desk(&base);
    officer.post(&format!("{desk}/claim"), &[]).await.to();
    let page = officer.get(&desk).await.text();
    let grounds = page.split("name=\"ground\"").nth(1).unwrap();
    let grounds: Vec<&str> = grounds.split("<option value=\"").skip(1).collect();
    let mut ground = grounds.iter().map(|g| g.split('"').next().unwrap());
    let ground = ground.find(|g| !g.is_empty()).unwrap();
    let fields = [("decision", "reject"), ("ground", ground), ("message", "")];
    officer.post(&format!("{desk}/decide"), &fields).await.to();
    base
}

on_both!(
    a_refusal_leads_to_a_complaint_that_knows_it,
    |house| async move {
        let person = house.amina().await;
        let base = rejected(&house, &person).await;
        let case = draft(&house, &base).await;
        let number = case.number.unwrap();
        let way = format!("/applications/new/{}", complaints());
        let link = format!("{way}?case={}", id_in(&base));
        person
            .get(&base)
            .await
            .is(200)
            .says(&link)
            .says("Пожаловаться на решение");
        let offer = person.get(&link).await;
        offer.is(200).says(&number);
        let hidden = id_in(&base).to_string();
        let begun = person.post(&way, &[("case", &hidden)]).await.to();
        let fresh = draft(&house, &begun).await;
        let values: Vec<&str> = fresh.content.answers.values().map(String::as_str).collect();
        assert!(values.contains(&number.as_str()), "{values:?}");
        assert!(
            values.contains(&"decision") && values.contains(&"23.11.2026"),
            "{values:?}"
        );
        assert!(
            fresh.content.passed.last().is_none(),
            "each part is looked through"
        );

        // A draft that is there is finished, not written over.
        let again = person.post(&way, &[("case", &hidden)]).await.to();
        assert_eq!(again, begun);
        assert_eq!(person.get(&link).await.to(), begun);

        // Nobody else begins with it, and nobody learns that it is there.
        let other = house.citizen_of(
            okno_accounts::Level::Confirmed,
            "+79005554001",
            "b@pochta.example",
        );
        let other = house.enter("citizen", other.await).await;
        assert_eq!(other.get(&link).await.status, 404);
        assert_eq!(other.post(&way, &[("case", &hidden)]).await.status, 404);
        let nobody = uuid::Uuid::from_u128(7).to_string();
        assert_eq!(other.post(&way, &[("case", &nobody)]).await.status, 404);
    }
);

on_both!(
    a_late_answer_leads_to_a_complaint_about_it,
    |house| async move {
        let person = house.amina().await;
        let base = person.apply().await;
        let word = "Пожаловаться на задержку";
        person.get(&base).await.is(200).keeps_quiet_of(word);
        let due = draft(&house, &base).await.due_at.unwrap();
        house.later(60 * 24 * 90);
        let person = house.enter("citizen", person.id).await;
        person.get(&base).await.is(200).says(word);
        let way = format!("/applications/new/{}", complaints());
        let hidden = id_in(&base).to_string();
        let begun = person.post(&way, &[("case", &hidden)]).await.to();
        let fresh = draft(&house, &begun).await;
        let day = house
            .own_portal()
            .local(due)
            .strftime("%d.%m.%Y")
            .to_string();
        let values: Vec<&str> = fresh.content.answers.values().map(String::as_str).collect();
        assert!(
            values.contains(&"delay") && values.contains(&day.as_str()),
            "{values:?}"
        );
    }
);

on_both!(
    the_same_once_more_takes_the_answers_and_no_files,
    |house| async move {
        let person = house.amina().await;
        let base = rejected(&house, &person).await;
        let way = format!("/applications/new/{}", service());
        let link = format!("{way}?like={}", id_in(&base));
        person.get(&base).await.is(200).says(&link);
        let number = draft(&house, &base).await.number.unwrap();
        person
            .get(&link)
            .await
            .is(200)
            .says(&number)
            .says("приложите файлы заново");
        let hidden = id_in(&base).to_string();
        let begun = person.post(&way, &[("like", &hidden)]).await.to();
        let (former, fresh) = (draft(&house, &base).await, draft(&house, &begun).await);
        assert_eq!(former.content.answers, fresh.content.answers);
        assert!(!former.content.files.is_empty() && fresh.content.files.is_empty());
        assert!(fresh.content.applicant.is_none() && fresh.content.asked.is_none());
        person
            .get(&begun)
            .await
            .is(200)
            .keeps_quiet_of("Услуга изменилась");
        // As it stands nothing can be sent: each part is looked through.
        assert_eq!(person.get(&format!("{begun}/check")).await.to(), begun);
        person.fill(&begun).await;
        let code = person.tick(&begun).await;
        let sent = person
            .post(&format!("{begun}/send"), &[("code", &code)])
            .await;
        assert_eq!(sent.to(), format!("{begun}?done=sent"));
        assert_ne!(draft(&house, &begun).await.number.unwrap(), number);
    }
);
