//! Who is called when, and who may speak on the line.

use super::*;

on_both!(
    people_are_called_in_turn_and_only_while_here,
    |house| async move {
        let at = house.listen().await;
        let mut waiting = Vec::new();
        for name in ["laptev", "safina", "semyonova"] {
            let (id, _) = house.standard(name).await;
            let browser = house.citizen(id).await;
            join(&browser).await;
            house.wait(SignedDuration::from_secs(1));
            waiting.push((id, browser));
        }
        // The first one has closed the page.
        house.wait(SignedDuration::from_secs(30));
        let mut second = Line::open(at, &waiting[1].1, HERE).await;
        second.until("state", "Вы первые в очереди").await;
        let mut third = Line::open(at, &waiting[2].1, HERE).await;
        third.until("state", "Ваше место в очереди: 2").await;
        // Back again: the place is kept.
        let mut first = Line::open(at, &waiting[0].1, HERE).await;
        first.until("state", "Вы первые в очереди").await;
        second.until("state", "Ваше место в очереди: 2").await;
        third
            .until("state", "Ваше место в очереди: 3. Ждать около 21 мин")
            .await;
        let (_, operator) = house.operator("prudnikova").await;
        let (_, other) = house.operator("hakimov").await;
        let case = take(&operator, "video").await;
        operator.get(&case).await.says(&["Лаптев"]);
        first.until("state", "Оператор ответил").await;
        second.until("state", "Вы первые в очереди").await;
        let mine = take(&other, "video").await;
        assert_ne!(mine, case);
        second.until("state", "Оператор ответил").await;
        // One who gives back does not lose the person's place.
        operator
            .post(&format!("{case}/back"), &[])
            .await
            .goes("/centre/remote");
        first.until("state", "Вы первые в очереди").await;
        operator.get(&case).await.goes("/centre/remote");
        assert_eq!(take(&operator, "video").await, case);
    }
);

on_both!(two_operators_take_one_and_one_wins, |house| async move {
    let at = house.listen().await;
    let (_, first) = house.operator("prudnikova").await;
    let (_, second) = house.operator("hakimov").await;
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    join(&browser).await;
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "первые").await;
    for _ in 0..4 {
        let (a, b) = tokio::join!(next(&first, "video"), next(&second, "video"));
        let won = [&a, &b]
            .into_iter()
            .filter(|l| l.len() > "/centre/remote".len());
        assert_eq!(won.count(), 1, "{a} {b}");
        let (winner, case) = if a.len() > b.len() {
            (&first, a)
        } else {
            (&second, b)
        };
        winner.post(&format!("{case}/back"), &[]).await;
    }
    let taken = house.acts(id).await;
    assert_eq!(taken.iter().filter(|a| *a == "proofing.taken").count(), 4);
});

on_both!(
    operator_who_vanishes_gives_the_case_back,
    |house| async move {
        let at = house.listen().await;
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        join(&browser).await;
        let mut here = Line::open(at, &browser, HERE).await;
        let (_, operator) = house.operator("prudnikova").await;
        here.until("state", "первые").await;
        let case = take(&operator, "video").await;
        let mut desk = Line::open(at, &operator, &format!("{case}/socket")).await;
        here.until("state", "Оператор ответил").await;
        // Closed for certain before the clock leaps.
        let _ = desk.0.close(None).await;
        while desk.next().await.is_some() {}
        house.wait(SignedDuration::from_secs(61));
        here.until("state", "Вы первые в очереди").await;
        let acts = house.acts(id).await;
        assert!(acts.iter().any(|a| a == "proofing.returned"), "{acts:?}");
        // Whoever comes back too late decides nothing.
        confirm(&operator, &case, &MARKS).await.goes(&case);
        operator.get(&case).await.goes("/centre/remote");
        assert_eq!(house.level(id).await.0, Level::Standard);
        // The clock has leapt; the page says anew that it is there.
        let mut here = Line::open(at, &browser, HERE).await;
        here.until("state", "первые").await;
        let (_, other) = house.operator("hakimov").await;
        assert_eq!(take(&other, "video").await, case);
        confirm(&other, &case, &MARKS).await.goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(sockets_of_strangers_are_refused, |house| async move {
    let at = house.listen().await;
    let own = Some("https://okno.example");
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let (other, _) = house.standard("safina").await;
    let other = house.citizen(other).await;
    join(&browser).await;
    for (what, cookie, origin) in [
        ("nobody", "", own),
        ("another person", other.cookie(), own),
        (
            "another site",
            browser.cookie(),
            Some("https://evil.example"),
        ),
        (
            "a part of the name",
            browser.cookie(),
            Some("https://okno.example.evil.example"),
        ),
        ("no site", browser.cookie(), None),
    ] {
        let refused = Line::ask(at, cookie, HERE, origin).await;
        let status = refused.map(|_| "open").unwrap_err();
        assert!(
            [
                StatusCode::SEE_OTHER,
                StatusCode::NOT_FOUND,
                StatusCode::FORBIDDEN
            ]
            .contains(&status),
            "{what}: {status}"
        );
    }
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "первые").await;
    let (_, operator) = house.operator("prudnikova").await;
    let (_, second) = house.operator("hakimov").await;
    let case = take(&operator, "video").await;
    let desk = format!("{case}/socket");
    for cookie in [second.cookie(), browser.cookie(), ""] {
        assert!(Line::ask(at, cookie, &desk, own).await.is_err(), "{cookie}");
    }
    // What is too large, or is no message, ends the socket.
    let large = json!({ "kind": "hello", "peer": "x".repeat(40_000) });
    let odd = json!({ "kind": "hello", "peer": "x", "also": 1 });
    for wrong in [large, odd, json!("hello"), json!({ "kind": "state" })] {
        let mut line = Line::open(at, &operator, &desk).await;
        line.until("state", "на связи").await;
        line.say(wrong.clone()).await;
        while line.next().await.is_some() {}
    }
    let said = "select count(*) as n from remote_signals";
    assert_eq!(house.count(said).await, 0);
    // And so does too much.
    let mut line = Line::open(at, &operator, &desk).await;
    line.until("state", "на связи").await;
    for n in 0..70 {
        line.say(json!({ "kind": "hello", "peer": n.to_string() }))
            .await;
    }
    line.until("busy", "").await;
    assert_eq!(house.count(said).await, 60);
});

on_both!(
    one_page_a_side_and_what_ends_ends_for_both,
    |house| async move {
        let at = house.listen().await;
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        join(&browser).await;
        let mut first = Line::open(at, &browser, HERE).await;
        first.until("state", "первые").await;
        let mut second = Line::open(at, &browser, HERE).await;
        second.until("state", "первые").await;
        first.until("elsewhere", "").await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = take(&operator, "video").await;
        let mut desk = Line::open(at, &operator, &format!("{case}/socket")).await;
        desk.until("state", "на связи").await;
        let path = format!("{case}/pictures");
        operator
            .post_files(&path, &[("kind", "face")], &[("picture", &picture())])
            .await;
        assert_eq!(pictures(&house).await, 1);
        // Pictures without a decision have no purpose.
        browser
            .post("/cabinet/confirm/video/cancel", &[])
            .await
            .goes("/cabinet/confirm");
        second.until("over", "").await;
        desk.until("over", "").await;
        assert_eq!(pictures(&house).await, 0);
        confirm(&operator, &case, &MARKS).await.goes(&case);
        operator.get(&case).await.goes("/centre/remote");
        assert_eq!(house.level(id).await.0, Level::Standard);
        // Whose session ends has no socket any more.
        join(&browser).await;
        let mut line = Line::open(at, &browser, HERE).await;
        line.until("state", "первые").await;
        house.wait(SignedDuration::from_mins(31));
        line.until("over", "").await;
    }
);
