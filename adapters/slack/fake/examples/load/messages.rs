//! What people say: ordinary chat in French and English, and once in a while a password.
//!
//! Message number N is the same in every run but for its timestamp, so that two apps hear the same.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::TEAM;

/// Channels and people.
const CHANNELS: u64 = 200;
const PEOPLE: u64 = 1_000;
/// One message in so many holds a password.
const PLANTED: u64 = 100;
/// One event in so many is delivered again, and one in so many of those that hold a password.
const AGAIN: u64 = 100;
const PLANTED_AGAIN: u64 = 10;

/// `{name}`, `{thing}` and `{number}` are filled in.
const CHAT: [&str; 24] = [
    "Good morning everyone, the {thing} starts at {number} past ten.",
    "Can someone review the {thing} before lunch? {name} is out today.",
    "{name}, thanks for the {thing}, it helped a lot :tada:",
    "I moved the {thing} to the second floor, there was too much noise here.",
    "The coffee machine is back. {number} cups already!",
    "Who takes the notes for the {thing} this week?",
    "I'll be about {number} minutes late, start without me please.",
    "Has anybody seen {name}? The visitors have arrived downstairs.",
    "We talked about the {thing} yesterday and everybody agreed with {name}.",
    "lol that {thing} again, every single Monday",
    "+1 for what {name} said",
    "The train was delayed again, so I'm working from home until noon. Ping me if the {thing} needs me.",
    "Bonjour à tous, {thing} à {number} heures si cela convient.",
    "Quelqu'un peut relire le document sur le sujet « {thing} » ? {name} est en congé.",
    "Merci {name} pour hier, c'était très clair.",
    "La machine à café est réparée, et il reste {number} croissants en salle de pause.",
    "Je serai en retard de {number} minutes, commencez sans moi.",
    "Qui vient déjeuner ? On est déjà {number}, {name} a réservé.",
    "Petit rappel : pensez à éteindre les écrans en partant le soir.",
    "Le train est encore en retard, je travaille de la maison ce matin.",
    "D'accord avec {name}, on en reparle demain.",
    "Super nouvelle, bravo à toute l'équipe !",
    "Est-ce que {thing} est toujours prévu pour jeudi, ou bien on décale ?",
    "Je cherche une idée de cadeau pour le départ de {name}, vous avez des pistes ?",
];
/// `{value}` differs each time.
const LEAKS: [&str; 4] = [
    "For the visitors: the wifi password is {value}",
    "Hi {name}, the wifi password is {value} if you still need it.",
    "Pour les invités, le mot de passe du wifi est {value}",
    "Salut {name}, le mot de passe du wifi est {value} depuis ce matin.",
];
const NAMES: [&str; 10] = [
    "Ana", "Ben", "Chloé", "Dimitri", "Elif", "Farid", "Greta", "Hugo", "Inès", "Jonas",
];
const THINGS: [&str; 8] = [
    "stand-up",
    "workshop",
    "team photo",
    "onboarding",
    "newsletter",
    "atelier",
    "bilan",
    "planning",
];
const VALUES: [&str; 6] = [
    "Tournesol",
    "Orchard",
    "Banane",
    "Lantern",
    "Citron",
    "Meadow",
];

/// One message, as Slack would send it.
#[derive(Debug, Clone)]
pub struct Message {
    pub channel: String,
    pub ts: String,
    /// It holds a password.
    pub planted: bool,
    /// Slack sends it a second time.
    pub again: bool,
    /// The event, as JSON.
    pub body: String,
}

/// Everyone who talks.
#[derive(Debug, Default)]
pub struct Workplace {
    said: u64,
}

impl Workplace {
    /// The next message.
    pub fn next(&mut self) -> Message {
        self.said += 1;
        let mut dice = Dice(self.said);
        let channel = format!("C0{:04}", dice.below(CHANNELS));
        let person = format!("U0{:05}", dice.below(PEOPLE));
        let planted = dice.below(PLANTED) == 0;
        let again = dice.below(if planted { PLANTED_AGAIN } else { AGAIN }) == 0;
        let text = words(&mut dice, planted, self.said);
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        // No two messages of a run have the same timestamp: none has a million in a second.
        let ts = format!("{now}.{:06}", self.said % 1_000_000);
        let body = event(self.said, &channel, &person, &ts, now, &text);
        Message {
            channel,
            ts,
            planted,
            again,
            body,
        }
    }
}

fn words(dice: &mut Dice, planted: bool, number: u64) -> String {
    let text = if planted {
        dice.of(&LEAKS)
    } else {
        dice.of(&CHAT)
    };
    let value = format!("{}-{number}", dice.of(&VALUES));
    text.replace("{name}", dice.of(&NAMES))
        .replace("{thing}", dice.of(&THINGS))
        .replace("{number}", &dice.below(40).to_string())
        .replace("{value}", &value)
}

fn event(number: u64, channel: &str, person: &str, ts: &str, now: u64, text: &str) -> String {
    json!({
        "token": "verification-token",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": null,
        "api_app_id": "A0BENCH",
        "event": {
            "type": "message",
            "user": person,
            "ts": ts,
            "client_msg_id": format!("00000000-0000-4000-8000-{number:012x}"),
            "text": text,
            "team": TEAM,
            "blocks": [{
                "type": "rich_text",
                "block_id": "b0",
                "elements": [{
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": text}],
                }],
            }],
            "channel": channel,
            "event_ts": ts,
            "channel_type": "channel",
        },
        "type": "event_callback",
        "event_id": format!("Ev{number:010}"),
        "event_time": now,
        "authorizations": [{
            "enterprise_id": null, "team_id": TEAM, "user_id": "U0BOT", "is_bot": true,
            "is_enterprise_install": false,
        }],
        "is_ext_shared_channel": false,
        "event_context": format!("4-{number:040x}"),
    })
    .to_string()
}

/// Splitmix64: the same throws for the same start.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let chosen = usize::try_from(self.below(choices.len() as u64)).unwrap_or_default();
        choices[chosen]
    }
}
