//! The whole life of a case.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::house::{AGENCY, Answer, Browser, House, at_desk, id_in};

/// The text of a PDF; `pdftotext` comes with poppler-utils.
fn pdf_text(pdf: &[u8]) -> String {
    let mut tool = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is needed for this test");
    tool.stdin.take().unwrap().write_all(pdf).unwrap();
    let out = tool.wait_with_output().unwrap();
    String::from_utf8_lossy(&out.stdout).replace('\u{a0}', " ")
}

async fn decide(officer: &Browser<'_>, base: &str, pairs: &[(&str, &str)]) -> Answer {
    officer
        .post(&format!("{}/decide", at_desk(base)), pairs)
        .await
}

async fn claim(officer: &Browser<'_>, base: &str) {
    let desk = at_desk(base);
    assert_eq!(officer.post(&format!("{desk}/claim"), &[]).await.to(), desk);
}

/// S0-24: so many changes were told of, each by an SMS and by a letter.
fn told_both_ways(house: &House, changes: usize) {
    let sms = house.sms_texts();
    let number = |s: &&String| s.replace('\u{2011}', "-").contains("ЭК-2026-");
    let notices: Vec<_> = sms.iter().filter(number).collect();
    let mail = house.mail_subjects();
    assert_eq!(notices.len(), changes, "{notices:?}");
    assert_eq!(mail.len(), changes, "{mail:?}");
}

async fn verified(house: &House) {
    okno_store::journal::seal(house.db()).await.unwrap();
    let found = okno_store::journal::verify(house.db()).await.unwrap();
    assert_eq!(found.broken, None);
}

on_both!(from_a_draft_to_a_document_received, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let page = amina.get(&format!("{base}?done=sent")).await;
    page.is(200)
        .says("Заявка отправлена")
        .says("Номер обращения: ЭК-2026-")
        .says("В обработке")
        .says("Управление цифровых услуг Рязанской области")
        // Monday, 23 November 2026, and ten working days.
        .says("7 декабря 2026 года");
    house.run_jobs().await;
    assert!(
        house
            .sms_texts()
            .last()
            .unwrap()
            .contains("принята, ответим до 7 декабря 2026 года")
    );
    assert!(house.mail_subjects().last().unwrap().ends_with("принята"));
    // To the contacts of the application, not of the profile (S0-14).
    {
        let mail = house.mail.lock().unwrap();
        assert_eq!(mail.last().unwrap()["email"], "Karta@pochta.example");
        let sms = house.sms.lock().unwrap();
        assert_eq!(sms.last().unwrap()["phone"], "+79005550258");
    }

    let officer = house.officer("h", AGENCY, "officer").await;
    let queue = officer.get("/work").await;
    queue
        .is(200)
        .says("ЭК-2026-")
        .says("10 рабочих дней")
        .keeps_quiet_of("Сафина");
    let desk = at_desk(&base);
    officer
        .get(&desk)
        .await
        .is(200)
        .says("Взять в работу")
        .keeps_quiet_of("Сафина");
    claim(&officer, &base).await;
    officer
        .get(&desk)
        .await
        .is(200)
        .says("Сафина Амина Рашидовна")
        .says("14.08.1987")
        .says("Набережная")
        .says("Медицинская карта")
        .says("полис.png");
    officer
        .get("/work?f=mine")
        .await
        .is(200)
        .says("Сафина А. Р.");
    let answer = decide(&officer, &base, &[("decision", "approve")]).await;
    assert_eq!(answer.to(), format!("/work?after={}", id_in(&base)));
    // A word about the one just decided.
    officer
        .get(&answer.to())
        .await
        .is(200)
        .says("Одобрено")
        .says("Заявителю ушли SMS и письмо");
    amina
        .get(&base)
        .await
        .is(200)
        .says("Одобрено")
        .says("Готовим документ")
        .says(r#"http-equiv="refresh""#)
        .says("data-live")
        .keeps_quiet_of("Подтвердить получение");
    // Too early to confirm.
    assert_eq!(amina.post(&format!("{base}/receive"), &[]).await.to(), base);
    amina.get(&format!("{base}/document")).await.is(404);

    house.run_jobs().await;
    house.run_jobs().await;
    let subjects = house.mail_subjects();
    assert!(
        subjects.iter().any(|s| s.ends_with("одобрена")),
        "{subjects:?}"
    );
    assert!(subjects.last().unwrap().ends_with("готов"), "{subjects:?}");
    let document = okno_issuance::by_case(house.db(), id_in(&base))
        .await
        .unwrap()
        .unwrap();
    let number = document.number.to_string();
    amina
        .get(&base)
        .await
        .is(200)
        .says("Действует")
        .says(&number)
        .says("Скачать PDF")
        .says("<svg")
        .says("Подтвердить получение")
        .says(&format!("/d/{number}"));
    amina
        .get("/applications")
        .await
        .is(200)
        .says("Ждут вас")
        .says("Подтвердите получение");

    let answer = amina.get(&format!("{base}/document")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/pdf");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert!(
        answer.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("inline;")
    );
    assert!(answer.body.starts_with(b"%PDF"));
    let text = pdf_text(&answer.body);
    for part in [
        number.as_str(),
        "Сафина Амина Рашидовна",
        "14.08.1987",
        "Медицинская карта",
        "Управление цифровых услуг",
        "Хакимов",
        "23.11.2026",
        "23.11.2031",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let url = format!("http://127.0.0.1:8080/d/{number}");
    assert!(text.replace('\n', "").contains(&url), "{text}");
    let answer = amina.get(&format!("{base}/document?download=1")).await;
    assert!(
        answer.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment;")
    );

    let received = format!("{base}?done=received");
    assert_eq!(
        amina.post(&format!("{base}/receive"), &[]).await.to(),
        received
    );
    assert_eq!(
        amina.post(&format!("{base}/receive"), &[]).await.to(),
        received
    );
    amina
        .get(&received)
        .await
        .is(200)
        .says("Завершено")
        .says("Получение подтверждено");
    house.run_jobs().await;
    let finals = house
        .mail_subjects()
        .iter()
        .filter(|s| s.ends_with("завершена"))
        .count();
    assert_eq!(finals, 1);
    assert!(house.sms_texts().last().unwrap().contains("завершена"));
    // The document stays.
    amina.get(&format!("{base}/document")).await.is(200);
    amina.get("/applications").await.is(200).says("Закрытые");
    // The person reads who looked.
    let lines = okno_store::journal::of_owner(house.db(), amina.id, 100)
        .await
        .unwrap();
    let acts: Vec<&str> = lines.iter().map(|l| l.act.as_str()).collect();
    for act in [
        "application.seen",
        "application.claimed",
        "application.issued",
    ] {
        assert!(acts.contains(&act), "{acts:?}");
    }
    // Taken in, approved, ready, completed.
    told_both_ways(&house, 4);
    verified(&house).await;
});

on_both!(one_field_is_corrected, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let officer = house.officer("h", AGENCY, "officer").await;
    claim(&officer, &base).await;
    // What to correct must be said.
    let answer = decide(&officer, &base, &[("decision", "correct")]).await;
    answer
        .is(422)
        .says("Отметьте, что исправить")
        .says("Напишите, что нужно исправить");
    let words = "Цель не сходится с документом. Какая карта нужна?";
    let pairs = [
        ("decision", "correct"),
        ("mark-purpose", "yes"),
        ("message", words),
    ];
    let to = decide(&officer, &base, &pairs).await.to();
    assert_eq!(to, format!("/work?after={}", id_in(&base)));
    officer
        .get("/work?f=asked")
        .await
        .is(200)
        .says("Ждём заявителя");
    house.run_jobs().await;
    assert!(house.sms_texts().last().unwrap().contains("нужно уточнить"));
    assert!(
        house.mail.lock().unwrap().last().unwrap()["body"]
            .as_str()
            .unwrap()
            .contains(words)
    );

    amina
        .get("/applications")
        .await
        .is(200)
        .says("Ждут вас")
        .says("Требуются уточнения");
    amina
        .get(&base)
        .await
        .is(200)
        .says("Требуются уточнения")
        .says(words)
        .says("Исправить");
    // Another day: the deadline begins anew.
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_hours(24));
    let amina = house.enter("citizen", amina.id).await;
    let correct = format!("{base}/correct");
    let page = amina.get(&correct).await;
    page.is(200)
        .says(words)
        .says("Для чего вам карта?")
        .says("Отправить исправления")
        .keeps_quiet_of("Контактный телефон");
    // Sections are closed now: only what was marked may change.
    assert_eq!(amina.get(&format!("{base}/contacts")).await.to(), base);
    let pairs = [("phone", "+79990000000"), ("email", "x@pochta.example")];
    assert_eq!(
        amina.post(&format!("{base}/contacts"), &pairs).await.to(),
        base
    );
    amina.post(&correct, &[("purpose", "yacht")]).await.is(422);
    let done = format!("{base}?done=corrected");
    let pairs = [("purpose", "benefits"), ("phone", "+79990000000")];
    assert_eq!(amina.post(&correct, &pairs).await.to(), done);
    // The second click.
    assert_eq!(amina.post(&correct, &pairs).await.to(), base);
    amina
        .get(&done)
        .await
        .is(200)
        .says("В обработке")
        .says("8 декабря 2026 года");

    let officer = house.enter("staff", officer.id).await;
    let page = officer.get(&at_desk(&base)).await;
    page.is(200)
        .says("Карта льгот")
        .says("+7 (900) 555-02-58")
        .keeps_quiet_of("999")
        .says("Исправления отправлены");
    decide(&officer, &base, &[("decision", "approve")])
        .await
        .to();
    house.run_jobs().await;
    house.run_jobs().await;
    amina.get(&base).await.is(200).says("Подтвердить получение");
    // Taken in, to be corrected, corrected, approved, ready.
    told_both_ways(&house, 5);
    verified(&house).await;
});

on_both!(a_rejection_says_why_and_what_to_do, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let officer = house.officer("h", AGENCY, "officer").await;
    claim(&officer, &base).await;
    let answer = decide(
        &officer,
        &base,
        &[("decision", "reject"), ("message", "Мелко")],
    )
    .await;
    answer
        .is(422)
        .says("Выберите основание отказа")
        .says("Мелко");
    decide(&officer, &base, &[])
        .await
        .is(422)
        .says("Выберите решение");
    let pairs = [
        ("decision", "reject"),
        ("ground", "document-unreadable"),
        ("message", "Номер смазан."),
    ];
    decide(&officer, &base, &pairs).await.to();
    house.run_jobs().await;
    let page = amina.get(&base).await;
    page.is(200)
        .says("Отклонено")
        .says("Документ нельзя прочитать")
        .says("Сфотографируйте его при дневном свете")
        .says("Номер смазан.")
        .says("Подать заново");
    assert!(house.sms_texts().last().unwrap().contains("отклонена"));
    told_both_ways(&house, 2);
    {
        let mail = house.mail.lock().unwrap();
        let body = mail.last().unwrap()["body"].as_str().unwrap().to_owned();
        assert!(
            body.contains("дневном свете") && body.contains("Номер смазан."),
            "{body}"
        );
    }
    // It stays so, and one may apply anew.
    decide(&officer, &base, &[("decision", "approve")])
        .await
        .is(409)
        .says("Отклонено");
    assert_ne!(amina.begin().await, base);
    assert_eq!(house.count("select count(*) as n from documents").await, 0);
});

on_both!(an_application_is_withdrawn, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let officer = house.officer("h", AGENCY, "officer").await;
    claim(&officer, &base).await;
    let withdraw = format!("{base}/withdraw");
    amina.get(&base).await.is(200).says("Отозвать заявку");
    amina
        .get(&withdraw)
        .await
        .is(200)
        .says("Вернуть её не получится");
    let done = format!("{base}?done=withdrawn");
    assert_eq!(amina.post(&withdraw, &[]).await.to(), done);
    assert_eq!(amina.post(&withdraw, &[]).await.to(), done);
    amina.get(&done).await.is(200).says("Отозвано");
    let answer = decide(&officer, &base, &[("decision", "approve")]).await;
    answer.is(409).says("Заявитель отозвал заявление");
    house.run_jobs().await;
    let told = house
        .mail_subjects()
        .iter()
        .filter(|s| s.ends_with("отозвана"))
        .count();
    assert_eq!(told, 1);
    told_both_ways(&house, 2);
});

on_both!(two_clicks_send_once, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    amina.fill(&base).await;
    let code = amina.tick(&base).await;
    let send = format!("{base}/send");
    let pairs = [("code", code.as_str())];
    let click = || async {
        let answer = amina.post(&send, &pairs).await;
        (answer, amina.get(&base).await)
    };
    let clicks = futures::future::join_all((0..4).map(|_| click())).await;
    for (answer, next) in &clicks {
        let to = answer.to();
        assert!(to == base || to == format!("{base}?done=sent"), "{to}");
        // Whoever is led on sees the application sent, and not as it was before.
        next.is(200).says("В обработке");
    }
    assert_eq!(amina.post(&send, &pairs).await.to(), base);
    assert_eq!(amina.get(&send).await.to(), base);
    house.run_jobs().await;
    let told = house
        .mail_subjects()
        .iter()
        .filter(|s| s.ends_with("принята"))
        .count();
    assert_eq!(told, 1);
    assert_eq!(
        house
            .count("select count(*) as n from application_steps")
            .await,
        1
    );
    assert_eq!(house.count("select count(*) as n from consents").await, 1);
    // A new application has a number of its own.
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_mins(2));
    let second = amina.apply().await;
    assert_ne!(second, base);
    let sql = "select count(distinct number) as n from applications where state = 'sent'";
    assert_eq!(house.count(sql).await, 2);
});

on_both!(
    what_another_tab_keeps_at_the_moment_of_sending_is_not_lost,
    |house| async move {
        let amina = house.amina().await;
        // A phone gets six codes an hour.
        for round in 0..3 {
            let base = amina.begin().await;
            amina.fill(&base).await;
            let code = amina.tick(&base).await;
            let email = format!("round-{round}@pochta.example");
            let pairs = [("phone", "8 900 555 02 58"), ("email", email.as_str())];
            let (send, contacts) = (format!("{base}/send"), format!("{base}/contacts"));
            let sending = [("code", code.as_str())];
            let (sent, kept) =
                futures::join!(amina.post(&send, &sending), amina.post(&contacts, &pairs));
            let is_sent = sent.to() == format!("{base}?done=sent");
            let is_kept = kept.to().ends_with("/check");
            // What was agreed to has changed: back to the check.
            assert!(is_sent || is_kept && sent.to() == format!("{base}/check"));
            let found = okno_applications::find(house.db(), id_in(&base)).await;
            let found = found.unwrap().unwrap();
            // Told that it is kept, the person may rely on it.
            assert_eq!(found.content.answers["email"] == email, is_kept);
            assert_eq!(found.number.is_some(), is_sent);
            house
                .store
                .clock
                .advance(jiff::SignedDuration::from_mins(11));
            if !is_sent {
                let code = amina.tick(&base).await;
                amina.post(&send, &[("code", &code)]).await.to();
            }
        }
    }
);

on_both!(a_wrong_code_sends_nothing_and_counts, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    amina.fill(&base).await;
    let code = amina.tick(&base).await;
    let send = format!("{base}/send");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    amina.post(&send, &[("code", wrong)]).await.is(422);
    for table in [
        "select count(*) as n from consents",
        "select count(*) as n from application_steps",
        "select count(*) as n from applications where state <> 'draft'",
        "select count(*) as n from letters",
    ] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    let tries = "select tries as n from codes where channel = 'sms'";
    assert_eq!(house.count(tries).await, 1);
    let sent = amina.post(&send, &[("code", &code)]).await;
    assert_eq!(sent.to(), format!("{base}?done=sent"));
});

on_both!(
    a_number_drawn_again_is_not_given_twice,
    |house| async move {
        let amina = house.amina().await;
        let year = "ЭК-2026-";
        house.store.chance.foresee("0147325");
        let first = amina.apply().await;
        house
            .store
            .clock
            .advance(jiff::SignedDuration::from_mins(2));
        for _ in 0..3 {
            house.store.chance.foresee("0147325");
        }
        house.store.chance.foresee("0147326");
        let second = amina.apply().await;
        for (base, number) in [(first, "0147325"), (second, "0147326")] {
            let found = okno_applications::find(house.db(), id_in(&base)).await;
            let number = format!("{year}{number}");
            assert_eq!(found.unwrap().unwrap().number, Some(number));
        }
        // What was tried in vain has left nothing behind.
        let sql = "select count(*) as n from application_steps";
        assert_eq!(house.count(sql).await, 2);
    }
);

on_both!(
    a_document_is_made_once_wherever_the_job_is_broken_off,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.apply().await;
        let officer = house.officer("h", AGENCY, "officer").await;
        claim(&officer, &base).await;
        decide(&officer, &base, &[("decision", "approve")])
            .await
            .to();
        // The first attempt got as far as the number, and the program was killed.
        let found = okno_applications::find(house.db(), id_in(&base))
            .await
            .unwrap()
            .unwrap();
        let applicant = found.content.applicant.unwrap();
        let mut tx = house.db().begin().await.unwrap();
        let first = okno_issuance::issue(
            &mut tx,
            okno_issuance::NewDocument {
                part: String::new(),
                owner: amina.id,
                case: id_in(&base),
                service: found.service,
                title: "Электронная карта".to_owned(),
                issuer: "Управление цифровых услуг Рязанской области".to_owned(),
                holder: applicant.holder,
                valid_until: None,
                actor: okno_store::Actor::System,
            },
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        house.run_jobs().await;
        // The job is run again, as after a lease that ran out.
        let mut tx = house.db().begin().await.unwrap();
        let again =
            "update jobs set state = 'ready', attempts = 0 where kind = 'applications.issue'";
        assert_eq!(tx.exec(again, vec![]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        house.run_jobs().await;
        house.run_jobs().await;
        assert_eq!(house.count("select count(*) as n from documents").await, 1);
        let files = "select count(*) as n from files where media_type = 'application/pdf'";
        assert_eq!(house.count(files).await, 1);
        let told = house
            .mail_subjects()
            .iter()
            .filter(|s| s.ends_with("готов"))
            .count();
        assert_eq!(told, 1);
        let dead = "select count(*) as n from jobs where state <> 'done'";
        assert_eq!(house.count(dead).await, 0);
        let answer = amina.get(&format!("{base}/document")).await;
        assert!(pdf_text(&answer.body).contains(&first.number.to_string()));
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_receipt_to_confirm_the_case_ends_by_itself() {
    let edit = |text: String| text.replace("confirm_receipt: true", "confirm_receipt: false");
    let house = House::edited(okno_store::Engine::Sqlite, &edit).await;
    let amina = house.amina().await;
    let base = amina.apply().await;
    let officer = house.officer("h", AGENCY, "officer").await;
    claim(&officer, &base).await;
    decide(&officer, &base, &[("decision", "approve")])
        .await
        .to();
    house.run_jobs().await;
    house.run_jobs().await;
    amina
        .get(&base)
        .await
        .is(200)
        .says("Завершено")
        .says("Скачать PDF");
}

on_both!(the_cabinet_shows_what_waits, |house| async move {
    let amina = house.amina().await;
    house.accounts.add_section(10, house.own.section());
    amina
        .get("/section")
        .await
        .is(200)
        .says("Обращений пока нет")
        .says("Найти услугу");
    assert_eq!(
        amina.get("/cabinet/applications").await.to(),
        "/applications"
    );
    assert_eq!(amina.get("/cabinet/requests").await.to(), "/applications");
    let base = amina.apply().await;
    amina
        .get("/applications")
        .await
        .is(200)
        .says("В работе")
        .says("В обработке")
        .says(&base);
    amina
        .get("/section")
        .await
        .is(200)
        .says("В обработке")
        .keeps_quiet_of("okno-todo");
    let officer = house.officer("h", AGENCY, "officer").await;
    claim(&officer, &base).await;
    decide(&officer, &base, &[("decision", "approve")])
        .await
        .to();
    house.run_jobs().await;
    amina
        .get("/section")
        .await
        .is(200)
        .says("Подтвердите получение")
        .says("okno-todo")
        .says(&base);
});

// Every step of the way stands in the journal as a fact that its owner reads, chained
// (S1-143).
on_both!(each_step_of_legal_weight_is_a_fact, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let officer = house.officer("h", AGENCY, "officer").await;
    claim(&officer, &base).await;
    decide(&officer, &base, &[("decision", "approve")]).await;
    house.run_jobs().await;
    amina.post(&format!("{base}/receive"), &[]).await.to();
    verified(&house).await;
    let lines = okno_store::journal::of_owner(house.db(), amina.id, 100).await;
    let lines = lines.unwrap();
    for act in [
        "application.sent",
        "application.approved",
        "document.issued",
        "application.issued",
        "application.completed",
    ] {
        assert!(okno_accounts::facts::is_legal(act), "{act}");
        let found: Vec<_> = lines.iter().filter(|line| line.act == act).collect();
        assert_eq!(found.len(), 1, "{act}");
        let (number, hash) = found[0].link().unwrap();
        assert!(number > 0 && hash.len() == 64);
    }
    assert!(!okno_accounts::facts::is_legal("application.claimed"));
});
