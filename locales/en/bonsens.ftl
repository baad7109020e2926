# What employees, moderators and admins read. Kind, short, no blame, no jargon.

## A nudge
nudge-hello = A private word: your message may contain something confidential. Only you see this.
nudge-article = The charter speaks of it here: { $section }
nudge-nobody-told = Nobody else is told. You may edit or delete your message.
nudge-told-now = This could do harm quickly, so the moderators are told now, without the text. Editing or deleting your message settles it.
nudge-told-later = { $minutes ->
    [one] If it is still there in { $minutes } minute, the moderators are told, without the text.
   *[other] If it is still there in { $minutes } minutes, the moderators are told, without the text.
} Editing or deleting your message settles it.
nudge-kept = { $days ->
    [one] I keep the kind and the place for { $days } day, never the text.
   *[other] I keep the kind and the place for { $days } days, never the text.
}
nudge-will-fix = Thank you. Edit or delete the message and it's settled.
nudge-not-confidential = Understood, thank you for telling me. I won't raise this one again.
thanks = Thank you, it's fixed. Nothing more to do.
look-again = The moderators kindly ask you to look at your message once more.
finding = { $rule }: line { $line }, after { $before ->
    [one] { $before } word
   *[other] { $before } words
}, { $characters ->
    [one] { $characters } character
   *[other] { $characters } characters
}

## An answer
source = Source: { $section }, { $charter }
source-version = , version { $version }
source-since = , in force since { $since }
abstention = The charter does not say.
abstention-nearest = The nearest article, which may not answer: { $section }
contact = You can ask: { $contact }
contact-none = You can ask your manager or your human resources contact.
article-none = The charter has no article about this.

## A draft
draft-clean = I see nothing confidential in this draft. I may miss things: your judgement counts.
draft-found = Before you post, have a look at this:
draft-forgotten = Your draft is already forgotten, and nobody is told.

## A flag
flag = Flag: { $severity } severity, in { $channel }, message { $message }. { $state }
flag-open = Nobody has it yet.
flag-taken = A moderator has it.
flag-confirmed = Confirmed as a leak.
flag-dismissed = Not a leak.
flag-fixed = Fixed by its author, nothing to do.
flag-reason = Said not to be confidential: { $reason }
flags-none = No flag is open.
flags-open = { $count ->
    [one] { $count } flag is open:
   *[other] { $count } flags are open:
}
flags-more = { $count ->
    [one] And { $count } more, less grave or more recent.
   *[other] And { $count } more, less grave or more recent.
}
severity-low = low
severity-medium = medium
severity-high = high
severity-critical = critical
reason-example = an example or a made-up value
reason-public = already public
reason-audience = meant for these readers
reason-protected = protected speech
reason-other = another reason
outcome-open = The moderators have been told about your message, without its text. Editing or deleting it still settles it.
outcome-confirmed = The moderators looked: this should not stay there. Please edit or delete the message, and ask for help if you need it.
outcome-dismissed = The moderators looked: all is well, nothing to do.

## The buttons
button-will-fix = I'll fix it
button-not-confidential = Not confidential
button-read-article = Read the article
button-ask-person = Ask a person
button-take = Take
button-confirm = Confirm
button-dismiss = Not a leak
button-ask-author = Ask the author

## Rights and refusals
reporting-channel = If you want to report something serious, the charter has a protected channel for it. Nobody has been told about your message.
about-you = { $count ->
    [one] I keep { $count } nudge about you, never the text:
   *[other] I keep { $count } nudges about you, never the text:
}
about-you-nothing = I keep nothing about you.
about-you-nudge = On { $day }, in { $channel }:
about-you-flag = The moderators were told, without the text. { $state }
about-you-no-flag = The moderators were not told.
about-you-rights = { $days ->
    [one] All of it is kept { $days } day at most. You can have it erased at any time.
   *[other] All of it is kept { $days } days at most. You can have it erased at any time.
}
erased = { $count ->
    [one] Done: { $count } nudge about you is erased.
   *[other] Done: { $count } nudges about you are erased.
}
about-you-requests-kept = They are kept encrypted, for you and for the people who answer.
about-you-requests = { $count ->
    [one] You passed { $count } question on to a person:
   *[other] You passed { $count } questions on to a person:
}
erased-requests = { $count ->
    [one] So is { $count } question you had passed on.
   *[other] So are { $count } questions you had passed on.
}
not-for-you = This is for someone else. All is well.
already-settled = This was settled before. Nothing more to do.

## An answer, and what readers make of it
shared = Someone here asked, and the charter says:
rated-helpful = Thank you, good to know.
rated-not-helpful = Thank you for telling me: this helps to improve the charter.
passed-on = Your question is on its way, without your name. The answer comes back to you here.
passed-on-named = Your question is on its way, with your name. The answer comes back to you here.
request = Someone asks, without giving their name:
request-named = { $by } asks:
request-waits = Your answer goes back to them privately.
request-answered = Answered:
request-gone = This question is no longer kept.
reply-asked = You asked:
reply = A person answers:
button-helpful = Helpful
button-not-helpful = Not helpful
button-share = Share with the channel
button-ask-about = Ask a person
button-write = Write to a person
button-reply = Answer

## Someone's own page
home-hello = I answer questions about your charter, and say a private word when a message looks confidential. I never judge people.
home-open = { $count ->
    [one] { $count } message waits for you:
   *[other] { $count } messages wait for you:
}
home-kept = { $count ->
    [one] I keep { $count } nudge about you, for { $days } days at most, never the text.
   *[other] I keep { $count } nudges about you, for { $days } days at most, never the text.
}
home-requests = { $count ->
    [one] I keep { $count } question that you passed on to a person, for { $days } days at most, encrypted.
   *[other] I keep { $count } questions that you passed on to a person, for { $days } days at most, encrypted.
}
home-tip = Tip of the week: { $tip }
tip-none = There is no tip this week.
welcome = Welcome! I am Bonsens. I answer questions about this organisation's charter, and say a private word to the author when a message looks like a leak.
welcome-promise = I never judge people, keep no message, and don't read conversations between people.
button-tip = A tip
button-open-nudge = Read it
home-charter = You can ask about: { $title }
button-ask = Ask the charter
button-check = Check a draft
button-about-me = What do you know about me?
button-forget-me = Erase it
button-read-section = Read
button-flags = Open flags
button-admin = Administration

## A flag, and who handles it
flag-removing = The message is being removed.
flag-removed = The message was removed.
flag-handler = Handled by { $by }.
outcome-removed = The moderators removed your message: it should not stay there. Ask for help if you need it, nobody is blamed.
not-removed = I can't remove this message from here. Please ask its author, or an administrator.
button-remove = Remove the message

## Administration
panel-mode = How far I go: { $mode }
panel-missing = To go further, this has to be in the configuration first, under `accountability`:
panel-charters = The charters that answer:
panel-charter = - { $title }, version { $version }
panel-charter-here = - { $title }, version { $version }, published here
panel-exempt = Never scanned: { $channels }
panel-exempt-none = No channel is exempt from scanning.
panel-window = Moderators are told of { $severity } severity: { $window }
panel-large = A channel counts as large from { $members } members
panel-code-names = { $count ->
    [0] No code name is set.
    [one] { $count } code name is set.
   *[other] { $count } code names are set.
}
panel-unanswered = { $count ->
    [0] The charter has answered every question well.
    [one] { $count } question was not answered well.
   *[other] { $count } questions were not answered well.
}
mode-name-observe = counting only
mode-name-nudge = a private word to authors
mode-name-nudge-and-flag = a private word to authors, and flags to moderators
window-never = never
window-at-once = at once
window-hours = { $count ->
    [one] after { $count } hour
   *[other] after { $count } hours
}
window-minutes = { $count ->
    [one] after { $count } minute
   *[other] after { $count } minutes
}
button-settings = Settings
button-load-charter = Load a charter
button-unanswered = Unanswered questions
button-history = Who changed what
button-publish = Publish
button-discard = Cancel
button-roll-back = Back to the one before
unanswered = What the charter did not answer, or not well, without who asked:
unanswered-none = The charter has answered every question well so far.
unanswered-silent = - { $day }, no answer: { $question }
unanswered-unhelpful = - { $day }, rated not helpful: { $question }
unanswered-more = { $count ->
    [one] And { $count } older one.
   *[other] And { $count } older ones.
}
history = Who changed what, the latest first:
history-none = Nothing was changed yet.
history-change = - { $at }, { $by }: { $deed }
history-someone = someone
deed-mode = how far I go: { $mode }
deed-exempted = { $channel } is no longer scanned
deed-exemption-ended = { $channel } is scanned again
deed-code-names = code names: { $added } added, { $removed } removed
deed-loaded = { $charter }, version { $version }, handed in
deed-published = { $charter }, version { $version }, published
deed-discarded = { $charter }, version { $version }, cancelled
deed-rolled-back = { $charter }, version { $version }, taken back
deed-flag = flag { $flag }: { $act }
deed-refused = refused: { $what }
refused-flags-asked = to see the open flags
refused-flag-handled = to act on a flag
refused-admin-asked = to see the administration
refused-charter-offered = to hand in a charter
refused-charter-decided = to decide about a charter
refused-settings-changed = to change settings
refused-request-answered = to answer a question passed on
settings-saved = Done. From now on:
settings-same = Nothing was different, so nothing changed.
not-changed = Nothing was changed:
preview = { $count ->
    [one] I read “{ $title }”, version { $version }, with { $count } section. It answers nobody yet.
   *[other] I read “{ $title }”, version { $version }, with { $count } sections. It answers nobody yet.
}
preview-lang-fr = It is in French.
preview-lang-en = It is in English.
preview-lang-other = It seems to be neither in French nor in English: I may find little in it.
preview-since = In force since { $since }
preview-contact = It names whom to ask: { $contact }
preview-contact-none = It names nobody to ask. A line `contact: …` between two lines `---` at the top would help.
preview-live = Today, version { $version } answers.
preview-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
preview-warnings = { $count ->
    [one] { $count } thing I could not read:
   *[other] { $count } things I could not read:
}
preview-decide = Publish it, and it answers at once. Cancel, and I forget it.
charter-unreadable = I could not make a charter of { $file }. Nothing has changed.
charter-published = “{ $title }”, version { $version }, answers from now on.
charter-discarded = Cancelled: { $charter }, version { $version }, is forgotten.
charter-rolled-back = Done: { $charter }, version { $version }, answers again.
charter-rolled-back-to-none = Done: the charters of the configuration answer again.
charter-gone = { $charter }, version { $version }, can't be changed any more: it was published, taken back or cancelled since.

## How far to go
mode-observe = From now on I only count, per rule and without names. Nobody is spoken to.
mode-nudge = From now on I speak privately to authors. Moderators are not told.
mode-nudge-and-flag = From now on I speak privately to authors, and moderators are told of what matters and stays.
mode-refused = Not yet: people are spoken to only once the organisation has answered for it. In the configuration, under `accountability`, this is missing:
missing-staff-informed = - staff_informed: the day staff were told what is looked for, by whom and why, and where that is written
missing-representatives-consulted = - representatives_consulted: the day staff representatives were consulted and where that is written, or why no law asks for it here
missing-impact-assessed = - impact_assessed: the day the impact on people was assessed, and where that is written

## What each family asks the charter, to find the article that applies
topic-credential = password and account security
topic-personal = personal data
topic-hr = confidential information about colleagues, pay and personal data
topic-health = personal data and confidential information about health
topic-business = confidential information, customers, bids and financial results
