//! Figures of an agency.

use jiff::civil::date;
use okno_applications::period::{Period, month_of, percentile};

use crate::house::{AGENCY, at_desk};

#[test]
fn a_period_is_read_and_walked() {
    let month = Period::parse("2026-11").unwrap();
    assert_eq!(month.word(), "2026-11");
    assert_eq!(
        (month.first(), month.end()),
        (date(2026, 11, 1), date(2026, 12, 1))
    );
    assert_eq!(month.after().after(), Period::Month(2027, 1));
    let quarter = Period::parse("2026-q1").unwrap();
    assert_eq!(
        (quarter.first(), quarter.end()),
        (date(2026, 1, 1), date(2026, 4, 1))
    );
    assert_eq!(quarter.before(), Period::Quarter(2025, 4));
    assert_eq!(quarter.as_months(), (202_601, 202_603));
    let year = Period::parse("2026").unwrap();
    assert_eq!(year.as_months(), (202_601, 202_612));
    assert_eq!(Period::of(date(2026, 11, 23)), month);
    assert_eq!(month_of(date(2026, 2, 3)), 202_602);
    for nothing in [
        "",
        "2026-13",
        "2026-0",
        "2026-q5",
        "1999",
        "26",
        "2026-11-1",
        "x-q1",
        "9999",
    ] {
        assert_eq!(Period::parse(nothing), None, "{nothing}");
    }
    for period in [month, quarter, year] {
        assert_eq!(Period::parse(&period.word()), Some(period));
        assert_eq!(period.before().after(), period);
        assert_eq!(period.like(period.first()), period);
    }
}

#[test]
fn percentiles_are_of_the_nearest_rank() {
    // 1 1 2 3 3 3 8: the fourth is the median, the seventh what nine tenths do not exceed.
    let days = [(1, 2), (2, 1), (3, 3), (8, 1)];
    assert_eq!(percentile(&days, 50), Some(3));
    assert_eq!(percentile(&days, 90), Some(8));
    assert_eq!(percentile(&[(4, 1)], 50), Some(4));
    assert_eq!(percentile(&[], 50), None);
}

on_both!(figures_tell_how_an_agency_works, |house| async move {
    let officer = house.officer("h", AGENCY, "officer").await;
    officer
        .get("/work/statistics")
        .await
        .is(200)
        .says("Пока нечего считать");
    let all = house.sent(7).await;
    let decide = async |base: &str, pairs: &[(&str, &str)]| {
        let officer = house.enter("staff", officer.id).await;
        officer
            .post(&format!("{}/claim", at_desk(base)), &[])
            .await
            .to();
        officer
            .post(&format!("{}/decide", at_desk(base)), pairs)
            .await
            .to();
    };
    let reject = [("decision", "reject"), ("ground", "no-benefit")];
    let unreadable = [("decision", "reject"), ("ground", "document-unreadable")];
    // Monday, the 23rd: two at once, four after two working days.
    decide(&all[0], &[("decision", "approve")]).await;
    for base in &all[1..4] {
        decide(base, &reject).await;
    }
    let officer = house.enter("staff", officer.id).await;
    officer
        .get("/work/statistics?period=2026-11")
        .await
        .is(200)
        .says("мало данных")
        .says("Всего 3")
        .keeps_quiet_of("Право на льготу не подтвердилось");
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_hours(48));
    for base in &all[4..6] {
        decide(base, &unreadable).await;
    }
    // The last one after its deadline, in December.
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 30));
    decide(&all[6], &reject).await;
    let officer = house.enter("staff", officer.id).await;
    let page = officer.get("/work/statistics?period=2026-11").await;
    page.is(200)
        .says("Ноябрь 2026 года")
        .says("5 (83 %)")
        .says("Право на льготу не подтвердилось")
        .says("3 (60 %)")
        .says("2 (40 %)");
    let file = officer.get("/work/statistics/file?period=2026-q4").await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let disposition = file.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment;"), "{disposition}");
    let text = file.text();
    for line in [
        "Поступило;;7",
        "Решено;;7",
        "Отказано;;6",
        "Отказано;Право на льготу не подтвердилось;4",
        "Отказано;Документ нельзя прочитать;2",
        "Решено после срока;;1",
        "Половина решена за, рабочих дней;;0",
    ] {
        assert!(text.contains(line), "no «{line}» in {text}");
    }
    file.keeps_quiet_of("Сафина");
    // December: one decided, which is too few to say more.
    let page = officer.get("/work/statistics?period=2026-12").await;
    page.is(200).says("Декабрь 2026 года").says("мало данных");
    // Another agency has figures of its own; a citizen and an operator have none.
    let stranger = house.officer("s", "tula-digital", "officer").await;
    stranger
        .get("/work/statistics?period=2026-11")
        .await
        .is(200)
        .says("Пока нечего считать");
    let chief = house.officer("c", AGENCY, "chief").await;
    chief
        .get("/work/statistics?period=2026-11")
        .await
        .is(200)
        .says("5 (83 %)");
    let operator = house.officer("o", AGENCY, "operator").await;
    operator.get("/work/statistics").await.is(403);
    operator.get("/work/statistics/file").await.is(403);
});

on_both!(figures_tell_where_people_stop, |house| async move {
    let body = || {
        crate::house::multipart(
            &[("purpose", "medical")],
            &[crate::house::File {
                field: "attachment",
                name: "полис.png",
                content: crate::house::PNG,
            }],
        )
    };
    for n in 0..6 {
        let (phone, email) = (format!("+7900555700{n}"), format!("d{n}@pochta.example"));
        let id = house
            .citizen_of(okno_accounts::Level::Confirmed, &phone, &email)
            .await;
        let person = house.enter("citizen", id).await;
        let base = person.begin().await;
        if n > 1 {
            person.upload(&format!("{base}/card"), body()).await.to();
        }
    }
    let reached = "select count(*) as n from applications where reached = 'card'";
    assert_eq!(house.count(reached).await, 4);
    let officer = house.officer("h", AGENCY, "officer").await;
    officer
        .get("/work/statistics?period=2026-11")
        .await
        .is(200)
        .keeps_quiet_of("Где останавливаются");
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 31));
    let officer = house.enter("staff", officer.id).await;
    officer
        .get("/work/statistics?period=2026-11")
        .await
        .is(200)
        .says("Где останавливаются")
        .says("Для чего карта")
        .says("4 (67 %)")
        .says("Ни одного раздела не сохранили")
        .says("2 (33 %)");
});
