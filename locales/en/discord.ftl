# What Bonsens says on Discord, and nowhere else.

## A flag, and what else is shown on a card
discord-flag = A message to look at
discord-request = A question for a person
discord-panel = Administration
discord-preview = A charter to look at
discord-severity = Severity
discord-flag-severity = severity:
discord-place = Where
discord-state = Where it stands
discord-more = There is more in this message.
discord-open = See the message:
discord-flag-thread = Talk about it in the thread under this message. Please don't quote what should not be read.
discord-thread = A flag, severity:

## A word to someone who takes no direct messages: it says nothing to anyone else
discord-discreet = There is a word for whoever wrote this. Only they can open it.
discord-discreet-open = Open it

## Are you sure? Buttons: 80 characters at most
discord-sure-remove = Remove this message?
discord-sure-remove-text = It disappears for everyone, and its author is told. This can't be undone.
discord-sure-remove-yes = Remove it
discord-sure-forget-me = Erase what I keep about you?
discord-sure-forget-me-text = Nudges, flags and questions you passed on are erased. This can't be undone.
discord-sure-forget-me-yes = Erase it
discord-sure-roll-back = Go back to the version before?
discord-sure-roll-back-text = From then on, the version before answers everyone.
discord-sure-roll-back-yes = Go back

## Windows. Titles and what is asked: 45 characters at most; hints: 100
discord-reason = What is it, in your judgement?
discord-reason-hint = Why is it all right? The reason is kept, never the text.
discord-check = Check a draft
discord-check-asked = Your text
discord-check-hint = It is looked at, then forgotten. Nobody is told.
discord-ask = Ask the charter
discord-ask-asked = Your question
discord-ask-hint = The answer comes to you alone. It is kept without your name, to improve the charter.
discord-letter = Ask a person
discord-letter-asked = Your question
discord-letter-hint = It goes to the people who answer for the charter. The answer comes back to you alone.
discord-note-asked = Anything to add?
discord-note-hint = Your question goes with it, to the people who answer for the charter.
discord-letter-named-asked = With your name? Yes or no
discord-letter-named-hint = Without a yes, those who answer don't know who asks.
discord-letter-anonymous = no
discord-reply = Answer
discord-reply-asked = Your answer
discord-reply-hint = It goes to the person who asked, privately.
discord-document = Hand in a charter with the command `/charter-admin load`: Markdown, text, HTML, Word, PDF, a FAQ in TOML or YAML, or a zip of them. You see what I understood before it answers anyone.
discord-settings = Settings
discord-settings-more = Some lists are too long for this window. Change them by command: `/charter-admin exempt` and `/charter-admin codename`.
discord-mode-asked = How far should I go?
discord-mode-hint = observe, nudge or nudge-and-flag
discord-mode-held-asked = How far should I go?
discord-mode-held-hint = Only observe, until the configuration says that people were informed, and more
discord-mode-observe = observe
discord-mode-nudge = nudge
discord-mode-nudge-and-flag = nudge-and-flag
discord-mode-wrong = I know three ways: `observe`, `nudge` and `nudge-and-flag`. Nothing was changed. You wrote:
discord-windows-asked = Minutes before moderators are told
discord-windows-hint = One severity a line, such as “high: 15”; “never” where moderators are not told
discord-windows-wrong = Write one severity a line: low, medium, high or critical, a colon, then minutes or “never”. Nothing was changed. You wrote:
discord-window-never = never
discord-large-asked = A channel is large from how many members?
discord-large-hint = In a large channel, severity is one step higher.
discord-large-wrong = A channel is large from some number of members: 1 at least, 1000000 at most. Nothing was changed. You wrote:
discord-exempt-asked = Channels I never scan, by id
discord-exempt-hint = One a line. Unions, staff representatives, whistleblowing.
discord-exempt-wrong = I need ids of channels, one a line: in Discord, switch Developer Mode on, then right-click the channel and copy its id. Or use `/charter-admin exempt`. Nothing was changed. You wrote:
discord-names-asked = Code names, one a line
discord-names-hint = They are kept encrypted, and found whatever their accents, case or plural.

## Why each permission is asked for
discord-permission-view-channel = to see messages in the channels it is let into
discord-permission-send-messages = to write: answers, and flags to the moderators
discord-permission-send-messages-in-threads = to answer in the thread where someone asks
discord-permission-read-message-history = to answer under the message it is about
discord-permission-embed-links = to show flags, settings and charters on cards that are easy to read
discord-permission-create-public-threads = to open a thread under each flag, for the moderators
discord-permission-manage-messages = only with --removal: to let moderators remove a message

## Is everything in place? Each miss comes with what to do
discord-doctor-unreachable = Discord can't be reached from here.
discord-doctor-unreachable-do = Check that this machine may connect to the address of Discord's API, through your proxy if there is one.
discord-doctor-later = Discord did not say.
discord-doctor-later-do = Try again in a minute.
discord-doctor-token = Discord knows the bot's token.
discord-doctor-token-bad = Discord refuses the bot's token.
discord-doctor-token-bad-do = In the Discord developer portal, open your application, then Bot, press Reset Token and copy the new one.
discord-doctor-bot = The token is a bot's.
discord-doctor-bot-bad = The token is not a bot's:
discord-doctor-bot-bad-do = Use the token of a bot: in the developer portal, under Bot. A person's own token may not be used.
discord-doctor-content = The bot may read what messages say.
discord-doctor-content-bad = The bot may not read what messages say: they come to it empty.
discord-doctor-content-bad-do = 1. Open discord.com/developers/applications and choose your application. 2. Open Bot. 3. Under Privileged Gateway Intents, switch Message Content Intent on and save. 4. Start Bonsens again. A bot on 100 servers or more has to apply to Discord for it, on the same page.
discord-doctor-members = The bot is told who joins.
discord-doctor-members-bad = Whoever joins is to be welcomed, but the bot is not told who does.
discord-doctor-members-bad-do = In the developer portal, under Bot, switch Server Members Intent on and save; or turn `welcome` off in the configuration.
discord-doctor-server = The bot is on this server.
discord-doctor-server-bad = The bot is not on this server, or there is no such server:
discord-doctor-server-bad-do = Check the server's id in the configuration, then invite the bot with the link of `bonsens discord invite`.
discord-doctor-moderators-channel = The bot can write in the moderators' channel.
discord-doctor-moderators-channel-gone = There is no such channel for the moderators, or it is a forum:
discord-doctor-moderators-channel-gone-do = Check `moderators_channel` in the configuration: right-click the channel and copy its id.
discord-doctor-moderators-channel-bad = In the moderators' channel, the bot lacks:
discord-doctor-moderators-channel-bad-do = In the channel's settings, under Permissions, add the bot and allow these.
discord-doctor-helpdesk-channel = The bot can write in the channel where people answer.
discord-doctor-helpdesk-channel-gone = There is no such channel where people answer, or it is a forum:
discord-doctor-helpdesk-channel-gone-do = Check `helpdesk_channel` in the configuration: right-click the channel and copy its id.
discord-doctor-helpdesk-channel-bad = In the channel where people answer, the bot lacks:
discord-doctor-helpdesk-channel-bad-do = In the channel's settings, under Permissions, add the bot and allow these.
discord-doctor-channels = The bot can read every channel of text.
discord-doctor-channels-bad = The bot can't read these channels, and answers nobody there:
discord-doctor-channels-bad-do = That is fine for channels that should stay among themselves. For the others, add the bot under Permissions in the channel's settings and allow View Channel.
discord-doctor-role = There is this role:
discord-doctor-moderators-role-bad = There is no such role for the moderators:
discord-doctor-moderators-role-bad-do = Check `moderators_role` in the configuration: in the server's settings, under Roles, copy its id. Without it nobody can act on flags.
discord-doctor-admins-role-bad = There is no such role for the admins:
discord-doctor-admins-role-bad-do = Check `admins_role` in the configuration, or take it out: then those who may manage the server are admins.
discord-doctor-guests-role-bad = There is no such role for guests:
discord-doctor-guests-role-bad-do = Check `guests_role` in the configuration, or take it out where nobody is from outside.
discord-doctor-removes = Moderators can remove messages.
discord-doctor-removes-bad = Moderators are to remove messages, but the bot may not.
discord-doctor-removes-bad-do = Give the bot's role the permission Manage Messages, for instance with the link of `bonsens discord invite --removal`; or turn `removes` off in the configuration.
discord-doctor-commands = The commands are there.
discord-doctor-commands-bad = The commands are not there yet.
discord-doctor-commands-bad-do = Start Bonsens: it adds them when it connects. If they still miss, invite the bot again with the link of `bonsens discord invite`.
discord-doctor-clock = This machine's clock agrees with Discord's.
discord-doctor-clock-bad = This machine's clock is not Discord's. Seconds between them:
discord-doctor-clock-bad-do = Switch time synchronisation on. Answers to commands are only taken for a short while.
