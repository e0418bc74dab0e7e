//! The desk: who sees what, and who is faster.

use crate::house::{AGENCY, at_desk, id_in};

on_both!(only_officers_of_the_agency_see_a_case, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let desk = at_desk(&base);
    assert!(
        house
            .guest()
            .get("/work")
            .await
            .to()
            .starts_with("/work/login")
    );
    assert!(amina.get("/work").await.to().starts_with("/work/login"));
    let operator = house.officer("o", AGENCY, "operator").await;
    operator.get("/work").await.is(403);
    operator.get(&desk).await.is(403);
    let stranger = house.officer("s", "tula-digital", "officer").await;
    stranger
        .get("/work")
        .await
        .is(200)
        .keeps_quiet_of("ЭК-2026");
    for page in [desk.clone(), base.clone(), format!("{base}/document")] {
        let answer = stranger.get(&page).await;
        assert_ne!(answer.status, 200, "{page}");
        answer.keeps_quiet_of("ЭК-2026");
    }
    stranger.get(&desk).await.is(404);
    for act in ["claim", "release", "decide", "hand"] {
        stranger
            .post(&format!("{desk}/{act}"), &[("decision", "approve")])
            .await
            .is(404);
    }
    // A draft is nobody's but its author's.
    let draft = amina.begin().await;
    let officer = house.officer("h", AGENCY, "officer").await;
    officer.get(&at_desk(&draft)).await.is(404);
    // Files open to the one who holds the case, and each look is noted.
    let found = okno_applications::find(house.db(), id_in(&base))
        .await
        .unwrap()
        .unwrap();
    let file = found.content.files["attachment"][0].id;
    let file = format!("{base}/files/{file}");
    officer.get(&file).await.is(404);
    officer.post(&format!("{desk}/claim"), &[]).await.to();
    let answer = officer.get(&file).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "image/png");
    stranger.get(&file).await.is(404);
    let seen = "select count(*) as n from journal where act = 'application.file_seen'";
    assert_eq!(house.count(seen).await, 1);
});

on_both!(
    a_look_at_a_case_is_a_line_of_its_owner,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.apply().await;
        let desk = at_desk(&base);
        let found = okno_applications::find(house.db(), id_in(&base)).await;
        let found = found.unwrap().unwrap();
        let looks = async || {
            let all = okno_accounts::looks::of_owner(house.db(), found.owner, 50, 0).await;
            all.unwrap()
        };
        let officer = house.officer("h", AGENCY, "officer").await;
        // Neither the queue nor a case that somebody else may take shows the person.
        officer.get("/work?f=new").await.is(200);
        officer.get(&desk).await.is(200).keeps_quiet_of("Сафина");
        assert!(looks().await.is_empty());
        officer.post(&format!("{desk}/claim"), &[]).await.to();
        let file = found.content.files["attachment"][0].id;
        let file = format!("{base}/files/{file}");
        for (n, page) in [(1, &desk), (2, &file)] {
            for _ in 0..2 {
                officer.get(page).await.is(200);
            }
            assert_eq!(looks().await.len(), n, "{page}");
        }
        let mut seen = looks().await;
        seen.sort_by(|a, b| a.what.cmp(&b.what));
        let what: Vec<&str> = seen.iter().map(|look| look.what.as_str()).collect();
        assert_eq!(what, ["application", "file"]);
        for look in &seen {
            assert_eq!(look.role, "officer");
            assert_eq!(look.number, found.number, "the case that gave the right");
        }
        // Of the same hour, and yet another look.
        let quarter = jiff::SignedDuration::from_mins(15);
        house.store.clock.advance(quarter);
        officer.get(&desk).await.is(200);
        assert_eq!(looks().await.len(), 3);
    }
);

on_both!(a_case_is_taken_once, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let desk = at_desk(&base);
    let claim = format!("{desk}/claim");
    let one = house.officer("one", AGENCY, "officer").await;
    let two = house.officer("two", AGENCY, "officer").await;
    let (a, b) = tokio::join!(one.post(&claim, &[]), two.post(&claim, &[]));
    let taken = [&a, &b].iter().filter(|r| r.status == 303).count();
    assert_eq!(taken, 1);
    let (winner, loser, lost) = if a.status == 303 {
        (&one, &two, &b)
    } else {
        (&two, &one, &a)
    };
    lost.is(409)
        .says("ведёт другой сотрудник")
        .says("ничего не изменило");
    loser
        .get(&desk)
        .await
        .is(200)
        .says("Сейчас его ведёт")
        .keeps_quiet_of("Сафина");
    // Who does not hold it decides nothing.
    let approve = [("decision", "approve")];
    loser
        .post(&format!("{desk}/decide"), &approve)
        .await
        .is(409);
    // Back into the queue, and the other may have it.
    assert_eq!(
        winner.post(&format!("{desk}/release"), &[]).await.to(),
        "/work"
    );
    assert_eq!(loser.post("/work/next", &[]).await.to(), desk);
    loser.post(&format!("{desk}/decide"), &approve).await.to();
});

on_both!(two_officers_decide_at_once, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let desk = at_desk(&base);
    let one = house.officer("one", AGENCY, "officer").await;
    let two = house.officer("two", AGENCY, "officer").await;
    one.post(&format!("{desk}/claim"), &[]).await.to();
    // The second takes it over while the first has the page open: at one
    // moment both decide.
    let over = [("take-over", "1")];
    let approve = [("decision", "approve")];
    let reject = [("decision", "reject"), ("ground", "no-benefit")];
    let decide = format!("{desk}/decide");
    let second = async {
        let claimed = two.post(&format!("{desk}/claim"), &over).await;
        (claimed, two.post(&decide, &reject).await)
    };
    let (first, (_, second)) = tokio::join!(one.post(&decide, &approve), second);
    let won = [&first, &second].iter().filter(|r| r.status == 303).count();
    assert_eq!(won, 1, "{} {}", first.status, second.status);
    let lost = if first.status == 303 { &second } else { &first };
    lost.is(409).says("Уже решено или у коллеги");
    let decided =
        "select count(*) as n from application_steps where step in ('approved', 'rejected')";
    assert_eq!(house.count(decided).await, 1);
    house.run_jobs().await;
    house.run_jobs().await;
    let subjects = house.mail_subjects();
    let told = subjects
        .iter()
        .filter(|s| s.ends_with("одобрена") || s.ends_with("отклонена"));
    assert_eq!(told.count(), 1);
    // One officer twice, in two windows: the same.
    for officer in [&one, &two] {
        officer
            .post(&decide, &approve)
            .await
            .is(409)
            .says("Ваше действие ничего не изменило");
    }
});

on_both!(
    one_officer_in_two_windows_decides_once,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.apply().await;
        let desk = at_desk(&base);
        let officer = house.officer("one", AGENCY, "officer").await;
        officer.post(&format!("{desk}/claim"), &[]).await.to();
        let decide = format!("{desk}/decide");
        let approve = [("decision", "approve")];
        let reject = [("decision", "reject"), ("ground", "no-benefit")];
        let (a, b) = tokio::join!(
            officer.post(&decide, &approve),
            officer.post(&decide, &reject)
        );
        assert_eq!([&a, &b].iter().filter(|r| r.status == 303).count(), 1);
        assert_eq!([&a, &b].iter().filter(|r| r.status == 409).count(), 1);
    }
);

on_both!(the_queue_sorts_filters_and_finds, |house| async move {
    let amina = house.amina().await;
    let first = amina.apply().await;
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 9));
    let boris = house
        .citizen_of(
            okno_accounts::Level::Confirmed,
            "+79005550301",
            "boris@pochta.example",
        )
        .await;
    let boris = house.enter("citizen", boris).await;
    let second = boris.apply().await;
    let numbers: Vec<String> = {
        let mut numbers = Vec::new();
        for base in [&first, &second] {
            let found = okno_applications::find(house.db(), id_in(base))
                .await
                .unwrap()
                .unwrap();
            numbers.push(found.number.unwrap());
        }
        numbers
    };
    let officer = house.officer("h", AGENCY, "officer").await;
    let page = officer.get("/work").await;
    page.is(200).says("3 рабочих дня");
    let text = page.text();
    assert!(text.find(&numbers[0]).unwrap() < text.find(&numbers[1]).unwrap());
    // By number: whole, its end, typed carelessly.
    let end = &numbers[1][numbers[1].len() - 7..];
    for query in [
        numbers[1].clone(),
        end.to_owned(),
        format!(" {} ", numbers[1].to_lowercase()),
    ] {
        let path = format!("/work?q={}", query.replace(' ', "+").replace('Э', "%D0%AD"));
        let path: String = path
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    c.to_string().bytes().map(|b| format!("%{b:02X}")).collect()
                }
            })
            .collect();
        assert_eq!(officer.get(&path).await.to(), at_desk(&second), "{query}");
    }
    officer
        .get("/work?q=999999999")
        .await
        .is(200)
        .says("Такого номера нет");
    // The next is the one due first; after the decision comes the other.
    assert_eq!(officer.post("/work/next", &[]).await.to(), at_desk(&first));
    let answer = officer
        .post(
            &format!("{}/decide", at_desk(&first)),
            &[("decision", "approve")],
        )
        .await;
    let after = format!("{}?after={}", at_desk(&second), id_in(&first));
    assert_eq!(answer.to(), after);
    officer
        .get(&after)
        .await
        .is(200)
        .says(&format!("{}: Одобрено", numbers[0]));
    // Nobody else learns by it what became of a case.
    let other = house.officer("other", AGENCY, "officer").await;
    let told = format!("/work?after={}", id_in(&first));
    other.get(&told).await.is(200).keeps_quiet_of("Одобрено");
    officer
        .get("/work?f=done")
        .await
        .is(200)
        .says(&numbers[0])
        .says("Одобрено");
    officer.get("/work?f=new").await.is(200).says("Здесь пусто");
    officer.get("/work?f=mine").await.is(200).says(&numbers[1]);
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 21));
    let officer = house.enter("staff", officer.id).await;
    officer
        .get("/work")
        .await
        .is(200)
        .says("Просрочено на")
        .keeps_quiet_of(&numbers[0]);
});

/// A row more of what is there, under another id and number: the queue reads no more of it.
const COPY: &str = "insert into applications (id, number, service, service_version, agency, owner, state, content, \
    created_at, changed_at, sent_at, received_at, due_at, version) \
    select $1, $2, service, service_version, agency, owner, state, content, created_at, changed_at, sent_at, \
    received_at, due_at + $4, version from applications where id = $3";

on_both!(a_long_queue_comes_by_pages, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let mut tx = house.db().begin().await.unwrap();
    for n in 0..60_i64 {
        let number = format!("ЭК-2026-1{n:06}");
        // Several are due at the same moment.
        let row = okno_store::args![tx.new_id(), number, id_in(&base), n / 4];
        tx.exec(COPY, row).await.unwrap();
    }
    tx.commit().await.unwrap();
    let officer = house.officer("h", AGENCY, "officer").await;
    let mut seen = std::collections::BTreeSet::new();
    let mut path = "/work?f=new".to_owned();
    let mut pages = 0;
    loop {
        let page = officer.get(&path).await;
        page.is(200).says("<b>61</b>");
        let text = page.text();
        let on_page: Vec<String> = text
            .split("<a href=\"/work/cases/")
            .skip(1)
            .map(|part| part[..36].to_owned())
            .collect();
        assert!(on_page.len() <= 25, "{}", on_page.len());
        seen.extend(on_page);
        pages += 1;
        let text = text.replace("&#38;", "&").replace("&amp;", "&");
        let link = "<a href=\"";
        let Some((_, next)) = text.split_once(&format!("{link}/work?f=new&p=")) else {
            break;
        };
        path = format!("/work?f=new&p={}", next.split('"').next().unwrap());
        assert!(pages < 10, "no end");
    }
    assert_eq!((seen.len(), pages), (61, 3), "each once, by pages");
    // A service that the agency does not have narrows nothing; its own does.
    let own = format!("/work?f=new&s={}", crate::house::service());
    officer.get(&own).await.is(200).says("<b>61</b>");
    officer
        .get("/work?f=new&s=strange")
        .await
        .is(200)
        .says("<b>61</b>");
    officer
        .get("/work?f=new&p=strange")
        .await
        .is(200)
        .says("<b>61</b>");
});

on_both!(
    an_officer_sees_who_did_what_and_what_else_was_sent,
    |house| async move {
        let amina = house.amina().await;
        let first = amina.apply().await;
        let quarter = jiff::SignedDuration::from_mins(70);
        house.store.clock.advance(quarter);
        let amina = house.enter("citizen", amina.id).await;
        let second = amina.apply().await;
        let officer = house.officer("h", AGENCY, "officer").await;
        let desk = at_desk(&second);
        officer.post(&format!("{desk}/claim"), &[]).await.to();
        let found = okno_applications::find(house.db(), id_in(&first)).await;
        let number = found.unwrap().unwrap().number.unwrap();
        let page = officer.get(&desk).await;
        page.is(200)
            .says("Другие заявления этого человека")
            .says(&number)
            .says("Взято в работу")
            .says("Хакимов И.")
            .says("Заявитель");
        // The number, the service, the state: no way in.
        page.keeps_quiet_of(&at_desk(&first));
    }
);

on_both!(
    a_paper_opens_beside_the_answers_and_nowhere_else,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.begin().await;
        let body = crate::house::multipart(
            &[("purpose", "medical")],
            &[crate::house::File {
                field: "attachment",
                name: "полис.pdf",
                content: crate::house::PDF,
            }],
        );
        amina.upload(&format!("{base}/card"), body).await.to();
        let pairs = [
            ("phone", "8 900 555 02 58"),
            ("email", "karta@pochta.example"),
        ];
        amina.post(&format!("{base}/contacts"), &pairs).await.to();
        let code = amina.tick(&base).await;
        amina
            .post(&format!("{base}/send"), &[("code", &code)])
            .await
            .to();
        let officer = house.officer("h", AGENCY, "officer").await;
        let desk = at_desk(&base);
        officer.post(&format!("{desk}/claim"), &[]).await.to();
        let found = okno_applications::find(house.db(), id_in(&base)).await;
        let file = found.unwrap().unwrap().content.files["attachment"][0].id;
        let file = format!("{base}/files/{file}");
        let policy = |answer: &crate::house::Answer| {
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            policy.to_owned()
        };
        let page = officer.get(&desk).await;
        page.is(200).says("data-view=\"doc\"");
        assert!(policy(&page).contains("frame-src 'self'"));
        assert!(policy(&page).contains("frame-ancestors 'none'"));
        let paper = officer.get(&file).await;
        assert!(policy(&paper).contains("frame-ancestors 'self'"));
        assert_eq!(paper.headers["x-frame-options"], "SAMEORIGIN");
        // Its owner gets it as every answer.
        let own = amina.get(&file).await;
        assert!(policy(&own).contains("frame-ancestors 'none'"));
        assert_eq!(own.headers["x-frame-options"], "DENY");
        let queue = officer.get("/work").await;
        assert!(policy(&queue).contains("frame-src 'none'"));
    }
);
