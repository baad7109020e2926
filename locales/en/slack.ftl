# What only Slack shows: flags, windows, the app's own page, and `bonsens doctor`.

## A flag
slack-flag = A message to look at
slack-severity = Severity
slack-place = Where
slack-state = Where it stands
slack-more = There is more in this message.
slack-open = See the message
slack-direct = a direct message

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
