//! What goes wrong between the bot and Discord: nothing is lost, nothing is done twice.

use std::collections::BTreeMap;
use std::time::Duration;

use bonsens_fake_discord::{Fault, Person, Scope};

use crate::office::{Office, PASSWORD};

/// What opens a direct conversation and writes in any channel.
const WRITES: &str = "POST /channels/{}/messages";

fn nudges(who: &Person) -> usize {
    let told = who.told().into_iter();
    told.filter(|seen| seen.words.contains("A private word"))
        .count()
}

/// Many people, each of whom leaks something of their own.
fn crowd(office: &Office, people: usize) -> Vec<Person> {
    let member = |nth| office.site.acme.member(&format!("person {nth}"));
    (0..people).map(member).collect()
}

fn leaks(office: &Office, people: &[Person]) {
    for (nth, person) in people.iter().enumerate() {
        let leak = format!("the wifi password is Tournesol!{nth}x");
        person.posts(&office.site.general, leak.as_str());
    }
}

async fn each_is_told_once(office: &Office, people: &[Person]) {
    let told = || people.iter().all(|person| nudges(person) > 0);
    office.site.discord.until("everyone is told", told).await;
    office.settles().await;
    let counts: BTreeMap<usize, usize> =
        people.iter().fold(BTreeMap::new(), |mut counts, person| {
            *counts.entry(nudges(person)).or_default() += 1;
            counts
        });
    assert_eq!(
        counts,
        BTreeMap::from([(1, people.len())]),
        "nudges, and people told so often"
    );
}

#[tokio::test]
async fn a_hundred_leaks_while_discord_wants_to_be_left_alone() {
    let office = Office::open().await;
    let people = crowd(&office, 100);
    for scope in [Scope::User, Scope::Shared] {
        let fault = Fault::RateLimited {
            retry_after: Duration::from_millis(20),
            scope,
        };
        office.site.discord.fail(WRITES, 20, fault);
    }
    let global = Fault::RateLimited {
        retry_after: Duration::from_millis(50),
        scope: Scope::Global,
    };
    office.site.discord.fail("*", 2, global);
    leaks(&office, &people);
    hurries(&office, &people).await;
    each_is_told_once(&office, &people).await;
    office.well_behaved();
}

/// Moves the bot's clock until what was put off has come.
async fn hurries(office: &Office, people: &[Person]) {
    for _ in 0..100 {
        office.settles().await;
        if people.iter().all(|person| nudges(person) > 0) {
            return;
        }
        office.clock.advance(jiff::SignedDuration::from_secs(10));
    }
}

#[tokio::test]
async fn answers_that_get_lost_lead_to_no_second_nudge() {
    let office = Office::open().await;
    let people = crowd(&office, 12);
    let discord = &office.site.discord;
    discord.fail(WRITES, 4, Fault::ServerErrorAfterwards);
    discord.fail(WRITES, 4, Fault::DroppedAfterwards);
    discord.fail(WRITES, 2, Fault::ServerError(502));
    discord.fail(WRITES, 2, Fault::Dropped);
    leaks(&office, &people);
    hurries(&office, &people).await;
    each_is_told_once(&office, &people).await;
    office.well_behaved();
}

#[tokio::test]
async fn a_connection_that_breaks_in_a_burst_is_taken_up_where_it_was() {
    let office = Office::open().await;
    let people = crowd(&office, 40);
    let (identified, _) = office.site.discord.starts();
    let (first, second) = people.split_at(20);
    leaks(&office, first);
    office.site.discord.drop_connections();
    leaks(&office, second);
    let back = || office.site.discord.sessions() > 0;
    office.site.discord.until("the bot is back", back).await;
    hurries(&office, &people).await;
    each_is_told_once(&office, &people).await;
    let (again, resumed) = office.site.discord.starts();
    assert_eq!(again, identified, "the session goes on");
    assert!(resumed >= 1);
    office.well_behaved();
}

#[tokio::test]
async fn a_slow_core_still_answers_a_command_in_time() {
    let office = Office::open().await;
    let site = &office.site;
    office.store.shuts();
    site.ana.commands(&site.general, "charter me", &[]).unwrap();
    let thinking = || site.ana.shown().iter().any(|seen| seen.thinking);
    site.discord
        .until("Discord says that the bot thinks", thinking)
        .await;
    // Far beyond the three seconds Discord gives.
    site.discord.advance(Duration::from_secs(10));
    office.store.opens();
    office.tells(&site.ana, "keep nothing about you").await;
    let troubles = site.ana.troubles();
    assert!(troubles.is_empty(), "{troubles:?}");
    office.well_behaved();
}

#[tokio::test]
async fn an_answer_that_comes_too_late_for_its_command_comes_directly() {
    let office = Office::open().await;
    let site = &office.site;
    office.store.shuts();
    site.ana.commands(&site.general, "charter me", &[]).unwrap();
    let thinking = || site.ana.shown().iter().any(|seen| seen.thinking);
    site.discord
        .until("Discord says that the bot thinks", thinking)
        .await;
    site.discord.advance(Duration::from_mins(16));
    office.store.opens();
    let told = || !site.ana.told().is_empty();
    site.discord.until("it is told directly", told).await;
    office.well_behaved();
}

#[tokio::test]
async fn a_void_token_ends_the_bot_with_words_for_whoever_runs_it() {
    let site = crate::office::Site::prepared().await;
    site.discord.revokes_token(true);
    let mut office = site.with_bot();
    office.starts();
    let ended = office.ends().await;
    assert!(
        matches!(ended, Err(bonsens_discord::DiscordError::BotToken)),
        "{ended:?}"
    );
}

#[tokio::test]
async fn a_missing_intent_ends_the_bot_with_words_for_whoever_runs_it() {
    let site = crate::office::Site::prepared().await;
    site.discord.allows_intents(0);
    let mut office = site.with_bot();
    office.starts();
    let ended = office.ends().await;
    let members = false;
    assert!(
        matches!(ended, Err(bonsens_discord::DiscordError::Intents { members: m }) if m == members),
        "{ended:?}"
    );
}

#[tokio::test]
async fn a_bot_told_to_end_leaves_nothing_behind() {
    let mut office = Office::open().await;
    office.site.ana.posts(&office.site.general, PASSWORD);
    office.tells(&office.site.ana, "A private word").await;
    office.closes().await.unwrap();
    let gone = || office.site.discord.connections() == 0;
    office
        .site
        .discord
        .until("the connection is closed", gone)
        .await;
    office.well_behaved();
}
