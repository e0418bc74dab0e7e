//! Cases that change hands: to a colleague, by the head of the department, and by
//! themselves when their officer may decide no more.

use okno_store::args;
use uuid::Uuid;

use crate::house::{AGENCY, Browser, House, at_desk};

async fn claim(officer: &Browser<'_>, base: &str) {
    let desk = at_desk(base);
    assert_eq!(officer.post(&format!("{desk}/claim"), &[]).await.to(), desk);
}

async fn hand(officer: &Browser<'_>, base: &str, to: Uuid, note: &str) -> crate::house::Answer {
    let to = to.to_string();
    let pairs = [("to", to.as_str()), ("note", note)];
    officer
        .post(&format!("{}/hand", at_desk(base)), &pairs)
        .await
}

async fn lines(house: &House, act: &str) -> i64 {
    let sql = "select count(*) as n from journal where act = $1 and owner is not null";
    let row = house.db().row(sql, args![act]).await.unwrap();
    row.unwrap().get("n").unwrap()
}

async fn steps(house: &House, word: &str) -> i64 {
    let sql = "select count(*) as n from application_steps where step = $1";
    let row = house.db().row(sql, args![word]).await.unwrap();
    row.unwrap().get("n").unwrap()
}

on_both!(
    a_case_is_handed_to_a_colleague_with_a_word,
    |house| async move {
        let base = house.sent(1).await.remove(0);
        let desk = at_desk(&base);
        let one = house.officer("one", AGENCY, "officer").await;
        let two = house.officer("two", AGENCY, "officer").await;
        let stranger = house.officer("s", "tula-digital", "officer").await;
        let operator = house.officer("o", AGENCY, "operator").await;
        // Who does not hold it hands nothing over.
        two.get(&format!("{desk}/hand")).await.is(409);
        hand(&two, &base, two.id, "себе").await.is(409);
        claim(&one, &base).await;
        let page = one.get(&format!("{desk}/hand")).await;
        page.is(200).says(&two.id.to_string());
        for nobody in [one.id, stranger.id, operator.id] {
            page.keeps_quiet_of(&nobody.to_string());
            hand(&one, &base, nobody, "Доделай").await.is(422);
        }
        hand(&one, &base, two.id, "")
            .await
            .is(422)
            .says("Напишите коллеге несколько слов");
        assert_eq!(house.holder(&base).await, Some(one.id));
        let to = hand(&one, &base, two.id, "Ухожу в отпуск, ждём полис")
            .await
            .to();
        assert!(to.starts_with("/work?f=mine&handed="), "{to}");
        one.get(&to).await.is(200).says("передано");
        one.get(&desk).await.is(200).keeps_quiet_of("Сафина");
        // The mark stands until it is opened; then the words are in the history.
        let mark = "Ухожу в отпуск, ждём полис";
        let queue = two.get("/work?f=mine").await;
        queue.is(200).says("Передал(а) Хакимов И.").says(mark);
        two.get(&desk)
            .await
            .is(200)
            .says("Передал(а) Хакимов И.")
            .says(mark);
        two.get("/work?f=mine").await.is(200).keeps_quiet_of(mark);
        let again = two.get(&desk).await;
        again
            .is(200)
            .says("Передано коллеге")
            .says(mark)
            .keeps_quiet_of("Передал(а)");
        assert_eq!(lines(&house, "application.handed_over").await, 1);
        // The person follows the case, not the desk.
        let found = okno_applications::find(house.db(), crate::house::id_in(&base)).await;
        let owner = house.enter("citizen", found.unwrap().unwrap().owner).await;
        owner.get(&base).await.is(200).keeps_quiet_of("отпуск");
        let life = okno_applications::steps(house.db(), crate::house::id_in(&base)).await;
        let life: Vec<_> = life.unwrap().into_iter().map(|step| step.word).collect();
        assert_eq!(life, ["sent"]);
    }
);

on_both!(
    of_a_decision_and_a_hand_over_at_once_one_wins,
    |house| async move {
        // One after another: whoever decides takes the next one by that.
        for n in 0..3 {
            let (phone, email) = (format!("+7900555810{n}"), format!("r{n}@pochta.example"));
            let base = house.sent_more(&[(&phone, &email)]).await.remove(0);
            let login = &base[base.len() - 6..];
            let one = house.officer(&format!("a{login}"), AGENCY, "officer").await;
            let two = house.officer(&format!("b{login}"), AGENCY, "officer").await;
            claim(&one, &base).await;
            let decide = format!("{}/decide", at_desk(&base));
            let approve = [("decision", "approve")];
            let (decided, handed) = tokio::join!(
                one.post(&decide, &approve),
                hand(&one, &base, two.id, "Доделай")
            );
            let won = [&decided, &handed]
                .iter()
                .filter(|r| r.status == 303)
                .count();
            let lost = [&decided, &handed]
                .iter()
                .filter(|r| r.status == 409)
                .count();
            assert_eq!((won, lost), (1, 1), "{} {}", decided.status, handed.status);
            let holder = house.holder(&base).await;
            assert_eq!(
                holder,
                Some(if handed.status == 303 { two.id } else { one.id })
            );
        }
    }
);

on_both!(
    two_hand_overs_at_once_leave_one_holder,
    |house| async move {
        let base = house.sent(1).await.remove(0);
        let one = house.officer("one", AGENCY, "officer").await;
        let two = house.officer("two", AGENCY, "officer").await;
        let three = house.officer("three", AGENCY, "officer").await;
        claim(&one, &base).await;
        let (a, b) = tokio::join!(
            hand(&one, &base, two.id, "Доделай"),
            hand(&one, &base, three.id, "Доделай")
        );
        assert_eq!([&a, &b].iter().filter(|r| r.status == 303).count(), 1);
        assert_eq!([&a, &b].iter().filter(|r| r.status == 409).count(), 1);
        let to = if a.status == 303 { two.id } else { three.id };
        assert_eq!(house.holder(&base).await, Some(to));
        assert_eq!(steps(&house, "handed").await, 1);
        assert_eq!(lines(&house, "application.handed_over").await, 1);
    }
);

on_both!(
    the_head_sees_who_holds_what_and_moves_it,
    |house| async move {
        let all = house.sent(3).await;
        let one = house.officer("one", AGENCY, "officer").await;
        let two = house.officer("two", AGENCY, "officer").await;
        let chief = house.officer("chief", AGENCY, "chief").await;
        claim(&one, &all[0]).await;
        claim(&one, &all[1]).await;
        one.get("/work/team").await.is(403);
        for page in ["/work", &at_desk(&all[0]), "/work/next"] {
            assert_ne!(
                chief.get(page).await.status,
                200,
                "{page}: opens nothing by that"
            );
        }
        let page = chief.get("/work/team").await;
        page.is(200)
            .says("Хакимов И.")
            .says("Никто не взял")
            .keeps_quiet_of("Сафина")
            .keeps_quiet_of("/work/cases/");
        let of_one = format!("/work/team?who={}", one.id);
        let listed = chief.get(&of_one).await.text();
        assert_eq!(listed.matches("type=\"checkbox\"").count(), 2);
        let listed = chief.get("/work/team?who=nobody").await.text();
        assert_eq!(listed.matches("type=\"checkbox\"").count(), 1);
        let other = house.officer("other", "tula-digital", "chief").await;
        other
            .get("/work/team")
            .await
            .is(200)
            .says("Открытых заявлений здесь нет");

        let id = |n: usize| crate::house::id_in(&all[n]);
        let names: Vec<(String, String)> = (0..3)
            .map(|n| (format!("case-{}", id(n)), format!("by-{}", id(n))))
            .collect();
        let (from, to) = (one.id.to_string(), two.id.to_string());
        // What is missing is named, and nothing moves.
        chief
            .post(
                "/work/team/assign",
                &[(&names[0].0, "yes"), (&names[0].1, &from)],
            )
            .await
            .is(422)
            .says("Выберите, кому передать");
        chief
            .post("/work/team/assign", &[("to", &to)])
            .await
            .is(422)
            .says("Отметьте хотя бы одно заявление");
        // One that another holds by now stays with them.
        let pairs = [
            (names[0].0.as_str(), "yes"),
            (names[0].1.as_str(), from.as_str()),
            (names[1].0.as_str(), "yes"),
            (names[1].1.as_str(), to.as_str()),
            (names[2].0.as_str(), "yes"),
            (names[2].1.as_str(), ""),
            ("to", to.as_str()),
            ("note", "Пока Ильдар болеет"),
        ];
        let went = chief.post("/work/team/assign", &pairs).await.to();
        assert!(went.ends_with("&given=2&kept=1"), "{went}");
        chief
            .get(&went)
            .await
            .is(200)
            .says("Передано 2 заявления")
            .says("1 заявление осталось");
        assert_eq!(house.holder(&all[0]).await, Some(two.id));
        assert_eq!(house.holder(&all[1]).await, Some(one.id));
        assert_eq!(house.holder(&all[2]).await, Some(two.id));
        two.get("/work?f=mine")
            .await
            .is(200)
            .says("Пока Ильдар болеет");
        assert_eq!(lines(&house, "application.assigned").await, 2);
        // Back into the queue.
        let pairs = [
            (names[0].0.as_str(), "yes"),
            (names[0].1.as_str(), to.as_str()),
            ("to", "queue"),
        ];
        chief.post("/work/team/assign", &pairs).await.to();
        assert_eq!(house.holder(&all[0]).await, None);
        assert_eq!(lines(&house, "application.taken_away").await, 1);
        // The head of another agency moves nothing here.
        let pairs = [
            (names[1].0.as_str(), "yes"),
            (names[1].1.as_str(), from.as_str()),
            ("to", "queue"),
        ];
        other.post("/work/team/assign", &pairs).await.to();
        assert_eq!(house.holder(&all[1]).await, Some(one.id));
    }
);

async fn close(admin: &Browser<'_>, who: Uuid) -> crate::house::Answer {
    admin.post(&format!("/admin/people/{who}/close"), &[]).await
}

on_both!(
    cases_of_a_closed_official_go_back_with_the_closing,
    |house| async move {
        let all = house.sent(3).await;
        let one = house.officer("one", AGENCY, "officer").await;
        let two = house.officer("two", AGENCY, "officer").await;
        let admin = house.officer("boss", "portal", "admin").await;
        for base in &all {
            claim(&one, base).await;
        }
        // One waits for the person: it goes back as well.
        let correct = [
            ("decision", "correct"),
            ("mark-purpose", "yes"),
            ("message", "Что это?"),
        ];
        one.post(&format!("{}/decide", at_desk(&all[2])), &correct)
            .await
            .to();
        // One transaction: where the cases cannot go back, nobody is closed.
        house.store.refuse("application_steps").await.unwrap();
        assert_ne!(close(&admin, one.id).await.status, 303);
        house.store.relent("application_steps").await.unwrap();
        let staff = okno_accounts::staff(house.db(), one.id)
            .await
            .unwrap()
            .unwrap();
        assert!(staff.is_active());
        assert_eq!(house.holder(&all[0]).await, Some(one.id));

        close(&admin, one.id).await.to();
        for base in &all {
            assert_eq!(house.holder(base).await, None);
        }
        assert_eq!(steps(&house, "returned").await, 3);
        assert_eq!(lines(&house, "application.returned").await, 3);
        // Nobody hands them anything any more.
        claim(&two, &all[0]).await;
        hand(&two, &all[0], one.id, "Возьми назад").await.is(422);
    }
);

on_both!(
    cases_go_back_with_the_role_and_not_with_another,
    |house| async move {
        let base = house.sent(1).await.remove(0);
        let one = house.officer("one", AGENCY, "officer").await;
        let admin = house.officer("boss", "portal", "admin").await;
        claim(&one, &base).await;
        let give = [("role", "operator"), ("days", "30")];
        admin
            .post(&format!("/admin/people/{}/roles", one.id), &give)
            .await
            .to();
        let grant = async |role: &str| -> Uuid {
            let sql = "select id from staff_grants where staff = $1 and role = $2";
            let row = house.db().row(sql, args![one.id, role]).await.unwrap();
            row.unwrap().get("id").unwrap()
        };
        let take = async |role: &str| {
            let id = grant(role).await;
            admin
                .post(&format!("/admin/staff/{id}/{role}/take"), &[])
                .await
                .to();
        };
        take("operator").await;
        assert_eq!(house.holder(&base).await, Some(one.id));
        take("officer").await;
        assert_eq!(house.holder(&base).await, None);
        assert_eq!(steps(&house, "returned").await, 1);
    }
);

on_both!(cases_go_back_when_a_role_has_run_out, |house| async move {
    let base = house.sent(1).await.remove(0);
    let one = house.officer("one", AGENCY, "officer").await;
    claim(&one, &base).await;
    assert_eq!(house.own.sweep().await.unwrap(), 0);
    let year = jiff::SignedDuration::from_hours(24 * 367);
    house.store.clock.advance(year);
    assert_eq!(house.own.sweep().await.unwrap(), 1);
    assert_eq!(house.holder(&base).await, None);
    assert_eq!(house.own.sweep().await.unwrap(), 0);
});
