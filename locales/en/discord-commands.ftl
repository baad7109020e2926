# The commands of Bonsens on Discord. Names: lower case, 32 characters at most, no space.
# Descriptions: 100 characters at most.

## For everyone
discord-command-charter = charter
discord-command-charter-about = Ask the charter, check a draft, see what is kept about you
discord-option-ask = ask
discord-option-ask-about = Ask the charter a question; only you see the answer
discord-option-question = question
discord-option-question-about = Your question, in your own words
discord-option-check = check
discord-option-check-about = Have a text looked at before you post it; nothing is kept
discord-option-article = article
discord-option-article-about = Read an article of the charter
discord-option-title = title
discord-option-title-about = The article: begin to type, and choose
discord-option-me = me
discord-option-me-about = See what is kept about you
discord-option-forget = forget
discord-option-forget-about = Have what is kept about you erased
discord-option-tip = tip
discord-option-tip-about = A tip from the charter
discord-option-person = person
discord-option-person-about = Ask a person rather than the charter
discord-option-help = help
discord-option-help-about = What I can do for you
discord-command-check-message = Check with the charter

## For moderators
discord-command-charter-mod = charter-mod
discord-command-charter-mod-about = For moderators: what there is to look at
discord-option-flags = flags
discord-option-flags-about = The flags that wait

## For administrators
discord-command-charter-admin = charter-admin
discord-command-charter-admin-about = For administrators: charters and settings
discord-option-panel = panel
discord-option-panel-about = What is set, and what can be done
discord-option-load = load
discord-option-load-about = Hand in a charter; you see what I understood before it answers anyone
discord-option-file = file
discord-option-file-about = Markdown, text, HTML, Word, PDF, a FAQ in TOML or YAML, or a zip of them
discord-option-publish = publish
discord-option-publish-about = Let a version of a charter answer everyone
discord-option-discard = discard
discord-option-discard-about = Forget a version that was handed in and never answered
discord-option-rollback = rollback
discord-option-rollback-about = Return to the version before this one
discord-option-charter = charter
discord-option-charter-about = The charter, by its id
discord-option-version = version
discord-option-version-about = Its version
discord-option-mode = mode
discord-option-mode-about = Set how far I go
discord-option-level = level
discord-option-level-about = From counting only to flags
discord-option-exempt = exempt
discord-option-exempt-about = Never scan a channel, nor the threads in it
discord-option-unexempt = unexempt
discord-option-unexempt-about = Scan a channel again
discord-option-channel = channel
discord-option-channel-about = The channel
discord-option-codename = codename
discord-option-codename-about = The organisation's code names
discord-option-codename-add = add
discord-option-codename-add-about = Look for one more name; only you see this command
discord-option-codename-remove = remove
discord-option-codename-remove-about = Look for one name less; only you see this command
discord-option-name = name
discord-option-name-about = The code name
discord-option-settings = settings
discord-option-settings-about = Change several settings at once
discord-option-unanswered = unanswered
discord-option-unanswered-about = Questions without a good answer
discord-option-history = history
discord-option-history-about = Who changed what, and when

## What is said at once
discord-say-help =
    Ask me anything about the charter: `/charter ask`, or write to me directly. Only you see the answer.
    - Mention me in a channel to ask before everyone. Reply to my answer to ask more.
    - `/charter check`: I look at a text before you post it, and keep nothing. For a message that is there: right-click it, Apps, “Check with the charter”.
    - `/charter article`: read an article. `/charter tip`: a tip. `/charter person`: ask a person.
    - `/charter me`: what I keep about you. `/charter forget`: I erase it.
discord-say-help-moderators = For moderators: `/charter-mod flags` shows the flags that wait.
discord-say-help-admins = For administrators: `/charter-admin panel` shows what is set and what can be done. `/charter-admin load`, or a file sent to me directly, hands in a charter.
discord-say-done = Done.
discord-say-busy = I could not take this in just now. Please try again in a moment.
discord-say-stale = This button is from an earlier version of me and no longer works. `/charter help` says what I can do.
discord-say-not-understood = I could not read what you sent. Please try again.
discord-say-nothing-to-check = There is no text in this message that I could look at.
discord-say-no-server = I can only help members of a server that I serve.
discord-say-file-not-admin = I only read files from administrators, and only charters. You can ask me anything in words, though.
discord-say-file-gone = I could not get this file from Discord. Is it still there? Please send it to me again.
discord-say-file-large = This file is larger than 16 MiB. Please hand in a smaller one, without its images.
discord-say-file-late = The file did not come in time. Please try again in a moment.
