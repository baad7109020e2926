//! What becomes of events that are not settled: within a run, and over a restart.

use super::*;

#[tokio::test]
async fn a_restart_brings_back_what_was_not_settled_and_only_that() {
    let line = begun(|_, settings| settings.session_file = Some(file("restart"))).await;
    line.connects().await;
    line.core.holds.lock().unwrap().insert("two".to_owned());
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    let line = line.restarts(|line| line.posts("three")).await;
    line.core.hears(&["two", "three"]).await;
    let first = line.core.handed.borrow()[0].clone();
    assert_eq!(first, ("READY".to_owned(), line.discord.bot_user()));
    line.has_begun(1, 1).await;
    line.discord.quiet().await;
    let line = line.restarts(|_| ()).await;
    line.posts("four");
    line.core.hears(&["four"]).await;
    assert_eq!(line.discord.starts(), (1, 2), "it is one session all along");
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_run_that_is_killed_loses_nothing() {
    let kept = file("killed");
    let line = begun(|_, settings| settings.session_file = Some(kept.clone())).await;
    line.connects().await;
    line.discord
        .until("the session is kept", || kept.exists())
        .await;
    line.core.holds.lock().unwrap().insert("one".to_owned());
    line.posts("one");
    line.core.hears(&["one"]).await;
    let line = line.dies().await;
    line.core.hears(&["one"]).await;
    line.has_begun(1, 1).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn what_came_after_an_open_event_comes_again_with_it() {
    let line = begun(|_, settings| settings.session_file = Some(file("open"))).await;
    line.connects().await;
    line.core.holds.lock().unwrap().insert("one".to_owned());
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    let line = line.restarts(|_| ()).await;
    line.core.hears(&["one", "two"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_forgotten_or_too_old_is_not_gone_on_with() {
    let line = begun(|_, settings| settings.session_file = Some(file("forgotten"))).await;
    line.connects().await;
    let line = line.restarts(|line| line.discord.forgets_sessions()).await;
    line.has_begun(2, 1).await;
    line.discord.quiet().await;
    let line = line.restarts(|line| {
        let book = Book::open(
            line.settings.session_file.clone(),
            1,
            jiff::Timestamp::now(),
        );
        let facts: Facts = book.of(0).unwrap().facts.clone();
        let old = jiff::Timestamp::now() - Duration::from_mins(6);
        let old = crate::session::Session::new(facts, 1, old);
        book.set(0, Some(Arc::new(old)));
        book.write().unwrap();
    });
    let line = line.await;
    line.has_begun(3, 1).await;
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn an_event_that_is_not_taken_comes_again_and_others_do_not_wait_for_it() {
    let line = connected().await;
    line.core.refuses.lock().unwrap().insert("one".to_owned());
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two", "one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn an_event_that_is_under_way_is_not_handed_over_again_when_a_link_ends() {
    let line = connected().await;
    line.core.holds.lock().unwrap().insert("one".to_owned());
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.discord.closes(None);
    line.has_begun(1, 1).await;
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn when_too_many_wait_no_more_are_read_and_the_link_stays() {
    // Six hundred messages take a while on a busy machine.
    let answer = Duration::from_secs(4);
    let line = begun_with(Pulse { answer, ..PULSE }, BEAT * 3, |_, _| ()).await;
    line.connects().await;
    line.core.opens.send_replace(false);
    for n in 0..600 {
        line.posts(&n.to_string());
        tokio::task::yield_now().await;
    }
    let beats = || {
        line.discord
            .heard()
            .iter()
            .filter(|heard| heard.op == 1)
            .count()
    };
    let full = || line.core.heard().len() == 512;
    line.discord.until("no more are read", full).await;
    let before = beats();
    line.discord
        .until("the heart goes on", || beats() >= before + 2)
        .await;
    assert_eq!(line.core.heard().len(), 512);
    line.core.opens.send_replace(true);
    let all: Vec<_> = (0..600).map(|n| n.to_string()).collect();
    line.core
        .hears(&all.iter().map(String::as_str).collect::<Vec<_>>())
        .await;
    assert_eq!(line.discord.starts(), (1, 0));
    line.ends().await.unwrap();
}
