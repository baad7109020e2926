//! Two workspaces in one process: each its own language, charter, policy and moderators, and
//! nothing of one in the other.

use bonsens::tenant::Tenants;
use bonsens_fake_slack::{Options, Person, Room, RoomKind, Team};
use bonsens_port::{ChannelId, Lang, Role, WorkspaceId};
use bonsens_slack::Workspace;
use jiff::SignedDuration;

use crate::office::{Core, Office, PASSWORD, Site, Way, tenant};

/// The second workspace: in French, and moderators hear of what is serious at once.
struct Branch {
    team: Team,
    lea: Person,
    mia: Person,
    salon: Room,
    moderators: Room,
}

async fn two(way: Way) -> (Office, Branch) {
    let mut site = Site::prepared(&way, Options::hurried()).await;
    let team = site.acme.is_also_installed_in("Beta");
    let (lea, mia) = (team.member("lea"), team.member("mia"));
    // No language of their own that is one of ours: the workspace's is spoken.
    for person in [&site.ana, &lea, &mia] {
        person.speaks("ko-KR");
    }
    let salon = team.room("salon", RoomKind::Public, &[&lea, &mia]);
    let moderators = team.room("moderation", RoomKind::Private, &[&mia]);
    let first = site.settings.workspaces[0].clone();
    site.settings.workspaces.push(Workspace {
        id: WorkspaceId::new(team.id()),
        bot_token: team.bot_token().into(),
        moderators_channel: ChannelId::new(moderators.id()),
        moderators_group: Some(team.group("moderation", &[&mia])),
        lang: Lang::Fr,
        ..first
    });
    let mut theirs = tenant(Lang::Fr);
    theirs.policy.fix_windows.high = Some(SignedDuration::ZERO);
    let core = Core {
        tenants: Tenants::all(tenant(Lang::En)).with(WorkspaceId::new(team.id()), theirs),
        ..Core::default()
    };
    let mut office = site.with(core);
    office.opens().await;
    let branch = Branch {
        team,
        lea,
        mia,
        salon,
        moderators,
    };
    (office, branch)
}

/// Every call names a room or a person of the workspace whose token it was made with.
fn nothing_crosses(office: &Office, branch: &Branch) {
    for call in office.slack.calls("*") {
        let Some(team) = call.team.clone() else {
            continue;
        };
        let other = if team == office.acme.id() {
            [branch.salon.id(), branch.moderators.id(), branch.lea.id()]
        } else {
            [office.general.id(), office.moderators.id(), office.ana.id()]
        };
        let said = call.args.to_string();
        let crossed = other.iter().find(|id| said.contains(**id));
        assert_eq!(crossed, None, "{} of {team}: {said}", call.method);
    }
}

#[tokio::test]
async fn each_workspace_has_its_language_its_policy_and_its_moderators() {
    for way in [Way::Socket, Way::Http] {
        let (office, branch) = two(way).await;
        office.ana.posts(&office.general, PASSWORD);
        branch.lea.posts(&branch.salon, PASSWORD);
        office
            .shows(&office.ana, &office.general, "A private word")
            .await;
        office
            .shows(&branch.lea, &branch.salon, "Un mot en privé")
            .await;
        // Here a quarter of an hour to fix it, there none.
        office
            .shows(&branch.mia, &branch.moderators, "Un message à regarder")
            .await;
        office
            .ana
            .commands(&office.general, "/charter", "May I work from home?");
        branch
            .lea
            .commands(&branch.salon, "/charte", "Puis-je télétravailler ?");
        office.hears("question-asked", 2).await;
        office.slack.quiet().await;
        assert_eq!(office.moderators.messages(), []);
        let events = office.heard.events("message-posted");
        let home = |id: &str| {
            let mine = events.iter().filter(|event| event.workspace.as_str() == id);
            mine.map(|event| event.channel.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(home(office.acme.id()), [office.general.id()]);
        assert_eq!(home(branch.team.id()), [branch.salon.id()]);
        nothing_crosses(&office, &branch);
        office.well_behaved();
    }
}

#[tokio::test]
async fn a_button_of_the_other_workspace_does_nothing() {
    let (office, branch) = two(Way::Socket).await;
    branch.lea.posts(&branch.salon, PASSWORD);
    let nudge = office
        .shows(&branch.lea, &branch.salon, "Un mot en privé")
        .await;
    let flag = office
        .shows(&branch.mia, &branch.moderators, "Un message à regarder")
        .await;
    // The same buttons, however they got there, before a moderator of the first workspace.
    let forged = office.acme.app_posted(&office.moderators, &flag.wire);
    for button in ["bonsens:take", "bonsens:confirm"] {
        office
            .ben
            .presses(&office.moderators, &forged, button)
            .unwrap();
    }
    let forged = office.acme.app_posted(&office.general, &nudge.wire);
    office
        .ana
        .presses(&office.general, &forged, "bonsens:will-fix")
        .unwrap();
    office.hears("flag-handled", 2).await;
    office.hears("nudge-answered", 1).await;
    let pressed = office.heard.events("flag-handled");
    assert!(
        pressed.iter().all(|event| event.role == Role::Moderator),
        "a moderator, but not there"
    );
    // What it would have led to has had its time once something later is shown.
    branch.lea.commands(&branch.salon, "/charte", "moi");
    office.hears("self-asked", 1).await;
    office.shows(&branch.lea, &branch.salon, "30").await;
    office.slack.quiet().await;
    let now = branch.moderators.messages();
    let now: Vec<_> = now.iter().map(|seen| (&seen.ts, &seen.words)).collect();
    assert_eq!(now, [(&flag.ts, &flag.words)], "it is as it was");

    // Their own moderator may.
    branch
        .mia
        .presses(&branch.moderators, &flag.ts, "bonsens:take")
        .unwrap();
    let taken = || branch.moderators.messages()[0].edited;
    office.slack.until("the flag is taken", taken).await;
}

#[tokio::test]
async fn a_moderator_here_is_a_colleague_like_any_other_there() {
    let (office, branch) = two(Way::Socket).await;
    branch.lea.posts(&branch.salon, PASSWORD);
    office
        .shows(&branch.mia, &branch.moderators, "Un message à regarder")
        .await;
    let flags = |who: &Person, room: &Room| who.commands(room, "/charter", "flags");
    flags(&office.ben, &office.moderators);
    flags(&branch.mia, &branch.moderators);
    office.hears("flags-asked", 2).await;
    let answer = |who: &Person, room: &Room| {
        let seen = who.sees(room).into_iter();
        seen.filter(|seen| seen.only_you)
            .map(|seen| seen.words)
            .next()
    };
    let answered = || {
        answer(&office.ben, &office.moderators).is_some()
            && answer(&branch.mia, &branch.moderators).is_some()
    };
    office.slack.until("both are answered", answered).await;
    let (here, there) = (
        answer(&office.ben, &office.moderators).unwrap(),
        answer(&branch.mia, &branch.moderators).unwrap(),
    );
    assert!(there.contains(branch.salon.id()), "{there}");
    assert!(!here.contains(branch.salon.id()), "{here}");
    nothing_crosses(&office, &branch);
}
