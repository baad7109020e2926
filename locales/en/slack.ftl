# What only Slack shows: flags, windows, the app's own page, and `bonsens doctor`.

## A flag
slack-flag = A message to look at
slack-severity = Severity
slack-place = Where
slack-state = Where it stands
slack-more = There is more in this message.
slack-open = See the message
slack-direct = a direct message

## The app's own page
slack-home-more = More messages wait; look into your direct messages.
slack-home-read = Read an article

## Are you sure? Titles: 100 characters at most; buttons: 30
slack-sure-no = No
slack-sure-remove = Remove this message?
slack-sure-remove-text = It disappears for everyone, and its author is told. This can't be undone.
slack-sure-remove-yes = Remove it
slack-sure-forget-me = Erase what I keep about you?
slack-sure-forget-me-text = Nudges, flags and questions you passed on are erased. This can't be undone.
slack-sure-forget-me-yes = Erase it
slack-sure-roll-back = Go back to the version before?
slack-sure-roll-back-text = From then on, the version before answers everyone.
slack-sure-roll-back-yes = Go back

## Under a flag
slack-flag-thread = Talk about it in the thread under this message. Please don't quote what should not be read.

## Windows. Titles and buttons: 24 characters at most
slack-close = Cancel
slack-reason = Why is it all right?
slack-reason-send = Send
slack-reason-asked = What is it, in your judgement?
slack-reason-hint = The reason is kept, never the text.
slack-check = Check a draft
slack-check-send = Check
slack-check-asked = Your text
slack-check-hint = It is looked at, then forgotten. Nobody is told.
slack-ask = Ask the charter
slack-ask-send = Ask
slack-ask-asked = Your question
slack-ask-hint = The answer comes to you alone. It is kept without your name, to improve the charter.
slack-letter = Ask a person
slack-letter-send = Send
slack-letter-asked = Your question
slack-letter-hint = It goes to the people who answer for the charter. The answer comes back to you alone.
slack-note-asked = Anything to add?
slack-note-hint = Your question goes with it, to the people who answer for the charter.
slack-letter-named-asked = With your name?
slack-letter-named-hint = Without it, those who answer don't know who asks.
slack-letter-anonymous = without my name
slack-letter-named = with my name
slack-reply = Answer
slack-reply-send = Send
slack-reply-asked = Your answer
slack-reply-hint = It goes to the person who asked, privately.
slack-document = Load a charter
slack-document-send = Read it
slack-document-asked = The document
slack-document-hint = Markdown, text, HTML, Word, PDF, a FAQ in TOML or YAML, or a zip of them. You see what I understood before it answers anyone.
slack-settings = Settings
slack-settings-send = Save
slack-settings-more = Some lists are too long for this window. Change them by command: see `/charter admin help`.
slack-mode-asked = How far should I go?
slack-mode-hint = From counting only, to a private word, to flags for the moderators.
slack-mode-held-asked = How far should I go?
slack-mode-held-hint = To go further than counting, the configuration has to say that people were informed, and more: see the administration page.
slack-exempt-asked = Channels I never scan
slack-exempt-hint = Unions, staff representatives, whistleblowing. Those of the configuration stay exempt in any case.
slack-window-low-asked = Low severity: when are moderators told?
slack-window-low-hint = Until then, the author can fix it, and nobody hears of it.
slack-window-medium-asked = Medium severity: when are moderators told?
slack-window-medium-hint = Until then, the author can fix it, and nobody hears of it.
slack-window-high-asked = High severity: when are moderators told?
slack-window-high-hint = Until then, the author can fix it, and nobody hears of it.
slack-window-critical-asked = Critical severity: when are moderators told?
slack-window-critical-hint = Until then, the author can fix it, and nobody hears of it.
slack-window-15m = after 15 minutes
slack-window-1h = after 1 hour
slack-window-4h = after 4 hours
slack-window-1d = after 1 day
slack-large-asked = A channel counts as large from how many members?
slack-large-hint = In a large channel, severity is one step higher.
slack-names-asked = Code names, one a line
slack-names-hint = They are kept encrypted, and found whatever their accents, case or plural.

## The app, as Slack shows it to those who install it. Names of shortcuts: 24 characters at most
slack-app = Answers from your charter, and a kind word in private when a message may leak something.
slack-app-long = Bonsens reads your organisation's charter and answers questions from it, with the words of the charter and where they stand. When a message looks as if it held something confidential, it tells the author, privately, and lets them decide. Moderators hear only of what matters and stays, and never see the text. It keeps no message, scores nobody, and judges no opinion.
slack-command = Ask the charter, or check a draft. Only you see the answer.
slack-command-hint = your question, or: check your draft
slack-shortcut-message = Check with the charter
slack-shortcut-message-does = Look at this message with the charter. Only you see what is found.
slack-shortcut-draft-does = Look at a text before you post it. Nothing is kept.

## Why each scope is asked for
slack-scope-app-mentions-read = to answer when someone mentions the bot
slack-scope-channels-history = to see messages in the public channels it is invited to
slack-scope-channels-read = to know how many people read a public channel, and whether some are from outside
slack-scope-chat-write = to write: private words, answers, and flags to the moderators
slack-scope-commands = to answer /charter and /charte, and to offer its shortcuts
slack-scope-files-read = to see the title and text of a snippet someone shares, and to read a charter that an admin hands in
slack-scope-removal = only with --removal, and only of the person who installs the app: to let moderators remove a message
slack-scope-groups-history = to see messages in the private channels it is invited to, such as the moderators' one
slack-scope-groups-read = to know how many people read a private channel, and whether some are from outside
slack-scope-im-history = to read what people write to the bot itself
slack-scope-im-write = to write to someone directly when they are away or can't see a private note
slack-scope-usergroups-read = to know who is a moderator or an admin of the bot
slack-scope-users-read = to speak someone's language, to know who is a guest, and to see who is away

## Is everything in place? Each miss comes with what to do
slack-doctor-unreachable = Slack can't be reached from here.
slack-doctor-unreachable-do = Check that this machine may connect to the address of Slack's Web API, through your proxy if there is one.
slack-doctor-later = Slack did not say.
slack-doctor-later-do = Try again in a minute.
slack-doctor-token = Slack knows the bot's token.
slack-doctor-token-bad = Slack refuses the bot's token.
slack-doctor-token-bad-do = On the app's page, under OAuth & Permissions, install the app and copy the token that begins with xoxb- again.
slack-doctor-team = The token is this workspace's.
slack-doctor-team-bad = The token belongs to another workspace:
slack-doctor-team-bad-do = Give this workspace its own token, or correct its id in the configuration.
slack-doctor-scopes = The bot may do all it has to.
slack-doctor-scopes-bad = The bot may not do everything it has to. Missing:
slack-doctor-scopes-bad-do = Paste the manifest of `bonsens slack manifest` on the app's page again, then reinstall the app.
slack-doctor-app-token = A socket can be opened.
slack-doctor-app-token-bad = Slack refuses to open a socket.
slack-doctor-app-token-bad-do = On the app's page, under Basic Information, make an app-level token with connections:write, and switch Socket Mode on.
slack-doctor-secret = There is a signing secret.
slack-doctor-secret-bad = The signing secret does not look like one of Slack's.
slack-doctor-secret-bad-do = Copy it again from the app's page, under Basic Information.
slack-doctor-moderators-channel = The bot is in the moderators' channel.
slack-doctor-moderators-channel-bad = The bot is not in the moderators' channel, or there is no such channel:
slack-doctor-moderators-channel-bad-do = Check its id in the configuration, then write /invite @Bonsens in the channel.
slack-doctor-helpdesk-channel = The bot is in the channel where people answer.
slack-doctor-helpdesk-channel-bad = The bot is not in the channel where people answer, or there is no such channel:
slack-doctor-helpdesk-channel-bad-do = Check `helpdesk_channel` in the configuration, then write /invite @Bonsens in the channel.
slack-doctor-user-token = Moderators can remove messages.
slack-doctor-user-token-bad = Slack refuses the token by which moderators remove messages.
slack-doctor-user-token-bad-do = On the app's page, under OAuth & Permissions, copy the user token that begins with xoxp- again, or take `user_token` out of the configuration.
slack-doctor-user-token-scope = The token by which moderators remove messages lacks this scope:
slack-doctor-user-token-scope-do = Paste the manifest of `bonsens slack manifest --removal` on the app's page, then reinstall the app as an administrator of the workspace.
slack-doctor-user-token-member = The token by which moderators remove messages belongs to someone who may only remove their own:
slack-doctor-user-token-member-do = Let an administrator or owner of the workspace install the app, and use their user token.
slack-doctor-archived = This channel is archived:
slack-doctor-archived-do = Take it out of the archive, or name another one in the configuration.
slack-doctor-group = This user group has members:
slack-doctor-group-bad = There is no such user group:
slack-doctor-group-bad-do = Check its id in the configuration; it begins with S. In Slack, user groups are under People.
slack-doctor-moderators-public = No moderators_group is set, and anyone can join the moderators' channel, so nobody can act on flags:
slack-doctor-moderators-public-do = Make the channel private, then whoever is in it can act; or name a user group in the configuration.
slack-doctor-group-plan = This workspace has no user groups: Slack offers them on paid plans only.
slack-doctor-group-plan-do = Leave moderators_group and admins_group out of the configuration: then those in a private moderators' channel act on flags, and workspace admins change settings.
slack-doctor-group-empty = Nobody is in this user group:
slack-doctor-group-empty-do = Add those who are to act, or nobody can.
slack-doctor-clock = This machine's clock agrees with Slack's.
slack-doctor-clock-bad = This machine's clock is not Slack's. Seconds between them:
slack-doctor-clock-bad-do = Switch time synchronisation on. Slack's signatures are refused after five minutes.

## Answers to commands
slack-help =
    Ask me anything about the charter: `/charter` and your question. Only you see the answer.
    • `/charter check` and a text: I look at it before you post it, and keep nothing.
    • `/charter me`: what I keep about you. `/charter forget`: I erase it.
    • `/charter tip`: the tip of the week.
    • Mention me in a channel to ask before everyone, or write to me directly.
    • `/charter flags`: the open flags, for moderators. `/charter mode` and a mode, for admins.
    • `/charter admin`: what is set, for admins. `/charter admin help` says what they can do.
slack-help-admin =
    For admins:
    • `/charter admin`: what is set, and what can be done.
    • `/charter admin load`, or a file sent to me directly: hand in a charter, look at it, then publish it.
    • `/charter admin settings`, or `/charter admin exempt #channel`, `unexempt #channel`, `codename add NAME`, `codename remove NAME`.
    • `/charter admin publish ID VERSION`, `discard ID VERSION`, `rollback ID VERSION`.
    • `/charter admin unanswered`: questions without a good answer. `/charter admin history`: who changed what.
slack-help-channel = Which channel? Choose it from the list that opens after `#`, so that I get its id.
slack-file-not-admin = I only read files from administrators, and only charters. You can ask me anything in words, though.
slack-file-gone = I could not get this file from Slack. Is it still there, and may the app read files? Please send it to me again.
slack-file-elsewhere = This file is kept outside Slack, where I don't go. Please upload the file itself.
slack-file-large = This file is larger than 16 MiB. Please hand in a smaller one, without its images.
slack-file-late = The file did not come in time. Please try again in a moment.
slack-busy = I could not take this in just now. Please try again in a moment.
