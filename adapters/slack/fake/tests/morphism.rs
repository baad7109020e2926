//! The SDK the adapter is built on, against the fake: it shows that loopback works, and how.

#![expect(clippy::unwrap_used, reason = "callbacks are test code too")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bonsens_fake_slack::{FakeSlack, Fault, Post, RoomKind};
use hyper_util::client::legacy::connect::HttpConnector;
use slack_morphism::errors::SlackClientError;
use slack_morphism::prelude::*;
use tokio::sync::mpsc;

type Connector = SlackClientHyperConnector<HttpConnector>;

/// A client of the fake. The SDK puts a slash between the base address and the method, so the
/// address must not end with one.
fn client(slack: &FakeSlack) -> Arc<SlackClient<Connector>> {
    let connector = SlackClientHyperConnector::with_connector(HttpConnector::new())
        .with_slack_api_url(slack.api_url().trim_end_matches('/'));
    Arc::new(SlackClient::new(connector))
}

fn token(value: &str) -> SlackApiToken {
    SlackApiToken::new(value.into())
}

#[tokio::test]
async fn the_web_api_answers_what_the_sdk_expects() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Shared, &[&ana]);
    let moderators = acme.group("moderators", &[&ana]);
    let client = client(&slack);
    let token = token(&acme.bot_token());
    let session = client.open_session(&token);

    let me = session.auth_test().await.unwrap();
    assert_eq!(me.user_id.to_string(), acme.bot_user());
    assert_eq!(me.team_id.to_string(), acme.id());

    let content = SlackMessageContent::new().with_text("Bonjour".to_owned());
    let request = SlackApiChatPostMessageRequest::new(general.id().into(), content.clone());
    let posted = session.chat_post_message(&request).await.unwrap();
    assert_eq!(ana.sees(&general)[0].words, "Bonjour");

    let changed = SlackMessageContent::new().with_text("Bonsoir".to_owned());
    let request = SlackApiChatUpdateRequest::new(general.id().into(), changed, posted.ts.clone());
    session.chat_update(&request).await.unwrap();
    assert_eq!(ana.sees(&general)[0].words, "Bonsoir");

    let request = SlackApiChatPostEphemeralRequest::new(
        general.id().into(),
        ana.id().into(),
        content.clone(),
    );
    session.chat_post_ephemeral(&request).await.unwrap();
    assert!(ana.sees(&general)[1].only_you);
    assert_eq!(general.messages().len(), 1);

    let request = SlackApiChatGetPermalinkRequest::new(general.id().into(), posted.ts.clone());
    session.chat_get_permalink(&request).await.unwrap();

    let request =
        SlackApiConversationsInfoRequest::new(general.id().into()).with_include_num_members(true);
    let info = session.conversations_info(&request).await.unwrap();
    assert_eq!(info.channel.num_members, Some(2));

    let request = SlackApiConversationsMembersRequest::new().with_channel(general.id().into());
    let members = session
        .conversations_members(&request)
        .await
        .unwrap()
        .members;
    assert!(members.contains(&ana.id().into()));

    session
        .conversations_list(&SlackApiConversationsListRequest::new())
        .await
        .unwrap();
    session
        .users_conversations(&SlackApiUsersConversationsRequest::new())
        .await
        .unwrap();
    session
        .conversations_join(&SlackApiConversationsJoinRequest::new(general.id().into()))
        .await
        .unwrap();

    let request = SlackApiUsersInfoRequest::new(ana.id().into()).with_include_locale(true);
    let user = session.users_info(&request).await.unwrap().user;
    assert_eq!(user.flags.is_restricted, Some(false));
    let request = SlackApiUsersGetPresenceRequest::new(ana.id().into());
    assert_eq!(
        session.users_get_presence(&request).await.unwrap().presence,
        "active"
    );
    let request = SlackApiUserGroupsUsersListRequest::new(moderators.into());
    assert_eq!(
        session
            .usergroups_users_list(&request)
            .await
            .unwrap()
            .users
            .len(),
        1
    );

    let request = SlackApiConversationsOpenRequest::new().with_users(vec![ana.id().into()]);
    let direct: SlackApiConversationsOpenResponse<SlackBasicChannelInfo> =
        session.conversations_open(&request).await.unwrap();
    let request = SlackApiChatPostMessageRequest::new(direct.channel.id, content);
    session.chat_post_message(&request).await.unwrap();
    assert_eq!(ana.told()[0].words, "Bonjour");

    let home = SlackView::Home(SlackHomeView::new(slack_blocks![some_into(
        SlackSectionBlock::new().with_text(md!("Your nudges"))
    )]));
    let request = SlackApiViewsPublishRequest::new(ana.id().into(), home);
    session.views_publish(&request).await.unwrap();
    assert_eq!(ana.home().unwrap().words, "Your nudges");

    let file = ana.uploads("charter.md", "text/markdown", b"# Charter");
    ana.tells_bot(Post::from("here").with_file(&file));
    let request = SlackApiFilesInfoRequest::new(file.into());
    assert!(
        session
            .files_info(&request)
            .await
            .unwrap()
            .file
            .url_private
            .is_some()
    );

    let request = SlackApiChatDeleteRequest::new(general.id().into(), posted.ts);
    session.chat_delete(&request).await.unwrap();
    assert!(general.messages().is_empty());
    slack.assert_well_behaved();
}

#[tokio::test]
async fn the_sdk_knows_a_refusal_from_a_rate_limit() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let client = client(&slack);
    let right = token(&acme.bot_token());
    slack.fail("auth.test", 1, Fault::RateLimited { retry_after: 7 });
    match client.open_session(&right).auth_test().await {
        Err(SlackClientError::RateLimitError(error)) => {
            assert_eq!(error.retry_after.unwrap().as_secs(), 7);
        }
        other => panic!("{other:?}"),
    }
    match client.open_session(&token("xoxb-wrong")).auth_test().await {
        Err(SlackClientError::ApiError(error)) => assert_eq!(error.code, "invalid_auth"),
        other => panic!("{other:?}"),
    }
    client.open_session(&right).auth_test().await.unwrap();
}

/// What came through the socket, for the test to look at.
#[derive(Clone)]
struct Heard(mpsc::UnboundedSender<String>);

async fn on_event(
    event: SlackPushEventCallback,
    _: Arc<SlackClient<Connector>>,
    states: SlackClientEventsUserState,
) -> UserCallbackResult<()> {
    let what = match event.event {
        SlackEventCallbackBody::Message(message) => {
            let text = message.content.and_then(|content| content.text);
            format!("message {:?} {}", message.subtype, text.unwrap_or_default())
        }
        SlackEventCallbackBody::AppMention(mention) => {
            format!("mention {}", mention.content.text.unwrap_or_default())
        }
        SlackEventCallbackBody::AppHomeOpened(_) => "home".to_owned(),
        SlackEventCallbackBody::MemberJoinedChannel(_) => "joined".to_owned(),
        other => format!("unknown {other:?}"),
    };
    states
        .read()
        .await
        .get_user_state::<Heard>()
        .unwrap()
        .0
        .send(what)?;
    Ok(())
}

async fn on_interaction(
    event: SlackInteractionEvent,
    client: Arc<SlackClient<Connector>>,
    states: SlackClientEventsUserState,
) -> UserCallbackResult<()> {
    let bot = states
        .read()
        .await
        .get_user_state::<SlackApiToken>()
        .cloned()
        .unwrap();
    let what = match event {
        SlackInteractionEvent::BlockActions(event) => {
            let modal = SlackView::Modal(
                SlackModalView::new(
                    SlackBlockPlainTextOnly::from("Why"),
                    slack_blocks![some_into(SlackInputBlock::new(
                        "Reason".into(),
                        SlackBlockPlainTextInputElement::new()
                            .with_action_id("reason".into())
                            .into()
                    ))],
                )
                .with_submit(SlackBlockPlainTextOnly::from("Send")),
            );
            let request = SlackApiViewsOpenRequest::new(event.trigger_id, modal);
            client.open_session(&bot).views_open(&request).await?;
            "pressed".to_owned()
        }
        SlackInteractionEvent::ViewSubmission(event) => {
            let values = event.view.state_params.state.unwrap().values;
            let typed = values
                .into_values()
                .flat_map(std::collections::HashMap::into_values);
            let typed: Vec<_> = typed.filter_map(|value| value.value).collect();
            format!("submitted {}", typed.join(","))
        }
        SlackInteractionEvent::MessageAction(_) => "message shortcut".to_owned(),
        SlackInteractionEvent::Shortcut(_) => "shortcut".to_owned(),
        other => format!("unknown {other:?}"),
    };
    states
        .read()
        .await
        .get_user_state::<Heard>()
        .unwrap()
        .0
        .send(what)?;
    Ok(())
}

async fn on_command(
    event: SlackCommandEvent,
    _: Arc<SlackClient<Connector>>,
    _: SlackClientEventsUserState,
) -> UserCallbackResult<SlackCommandEventResponse> {
    let said = format!("you said {}", event.text.unwrap_or_default());
    Ok(SlackCommandEventResponse::new(
        SlackMessageContent::new().with_text(said),
    ))
}

static FAILED: AtomicBool = AtomicBool::new(false);

fn on_error(
    _: Box<dyn std::error::Error + Send + Sync>,
    _: Arc<SlackClient<Connector>>,
    _: SlackClientEventsUserState,
) -> HttpStatusCode {
    FAILED.store(true, Ordering::Relaxed);
    HttpStatusCode::INTERNAL_SERVER_ERROR
}

#[tokio::test]
async fn everything_people_do_reaches_the_sdk_by_socket() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);

    let (said, mut hears) = mpsc::unbounded_channel();
    let environment = SlackClientEventsListenerEnvironment::new(client(&slack))
        .with_error_handler(on_error)
        .with_user_state(Heard(said))
        .with_user_state(token(&acme.bot_token()));
    let callbacks = SlackSocketModeListenerCallbacks::new()
        .with_push_events(on_event)
        .with_interaction_events(on_interaction)
        .with_command_events(on_command);
    let config = SlackClientSocketModeConfig::new()
        .with_max_connections_count(1)
        .with_initial_backoff_in_seconds(0);
    let listener = SlackClientSocketModeListener::new(&config, Arc::new(environment), callbacks);
    listener
        .listen_for(&token(&acme.app_token()))
        .await
        .unwrap();
    listener.start().await;
    slack
        .until("the SDK connects", || acme.sockets() == 1)
        .await;

    let ts = ana.posts(&general, "bonjour");
    assert_eq!(hears.recv().await.unwrap(), "message None bonjour");
    ana.edits(&general, &ts, "bonsoir").unwrap();
    assert_eq!(hears.recv().await.unwrap(), "message Some(MessageChanged) ");
    ana.mentions_bot(&general, "help");
    let both = [hears.recv().await.unwrap(), hears.recv().await.unwrap()];
    assert!(both[0].starts_with("message None <@"), "{both:?}");
    assert!(both[1].starts_with("mention <@"), "{both:?}");
    ana.opens_home();
    assert_eq!(hears.recv().await.unwrap(), "home");
    acme.member("ben").joins(&general);
    assert_eq!(hears.recv().await.unwrap(), "joined");
    assert!(
        hears
            .recv()
            .await
            .unwrap()
            .starts_with("message Some(ChannelJoin)")
    );

    ana.commands(&general, "/charter", "a < b");
    slack
        .until("the command is answered", || {
            ana.sees(&general).last().unwrap().only_you
        })
        .await;
    assert_eq!(
        ana.sees(&general).last().unwrap().words,
        "you said a &lt; b"
    );
    ana.uses_shortcut("ask");
    assert_eq!(hears.recv().await.unwrap(), "shortcut");
    ana.uses_message_shortcut(&general, &ts, "check").unwrap();
    assert_eq!(hears.recv().await.unwrap(), "message shortcut");

    let session_token = token(&acme.bot_token());
    let client = client(&slack);
    let session = client.open_session(&session_token);
    let blocks = slack_blocks![some_into(SlackActionsBlock::new(slack_blocks![some_into(
        SlackBlockButtonElement::new(pt!("Why?")).with_action_id("why".into())
    )]))];
    let content = SlackMessageContent::new()
        .with_text("x".into())
        .with_blocks(blocks);
    let request = SlackApiChatPostMessageRequest::new(general.id().into(), content);
    let posted = session.chat_post_message(&request).await.unwrap();
    assert_eq!(hears.recv().await.unwrap(), "message None x");
    ana.presses(&general, posted.ts.value(), "why").unwrap();
    assert_eq!(hears.recv().await.unwrap(), "pressed");
    assert_eq!(ana.modal().unwrap().title, "Why");
    ana.submits(&[("reason", "an example")]).unwrap();
    assert_eq!(hears.recv().await.unwrap(), "submitted an example");

    slack.quiet().await;
    assert!(ana.modal().is_none());
    assert!(slack.ledger().iter().all(|entry| entry.attempts.len() == 1));
    assert!(
        !FAILED.load(Ordering::Relaxed),
        "the SDK could not read something"
    );
    slack.assert_well_behaved();
    listener.shutdown().await;
}
