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
nudge-buttons = [I'll fix it] [Not confidential] [Read the article] [Ask a person]
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
flag = Flag: { $severity } severity, in #{ $channel }, message { $message }. { $state }
flag-open = Nobody has it yet.
flag-taken = A moderator has it.
flag-confirmed = Confirmed as a leak.
flag-dismissed = Not a leak.
flag-fixed = Fixed by its author, nothing to do.
flag-reason = Said not to be confidential: { $reason }
flag-buttons = [Take] [Confirm] [Not a leak] [Ask the author]
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

## Rights and refusals
reporting-channel = If you want to report something serious, the charter has a protected channel for it. Nobody has been told about your message.
about-you = { $count ->
    [one] I keep { $count } nudge about you:
   *[other] I keep { $count } nudges about you:
}
about-you-nothing = I keep nothing about you.
about-you-nudge = On { $day }, in #{ $channel }:
about-you-flag = The moderators were told, without the text. { $state }
about-you-no-flag = The moderators were not told.
about-you-rights = { $days ->
    [one] Kept { $days } day at most, never the text. You can have it erased at any time.
   *[other] Kept { $days } days at most, never the text. You can have it erased at any time.
}
erased = { $count ->
    [one] Done: { $count } nudge about you is erased.
   *[other] Done: { $count } nudges about you are erased.
}
not-for-you = This button is for someone else. All is well.
already-settled = This was settled before. Nothing more to do.

## How far to go
mode-observe = From now on I only count, per rule and without names. Nobody is spoken to.
mode-nudge = From now on I speak privately to authors. Moderators are not told.
mode-nudge-and-flag = From now on I speak privately to authors, and moderators are told of what matters and stays.
mode-refused = Not yet: people are spoken to only once the organisation has answered for it. In the configuration, under `accountability`, this is missing:
missing-staff-informed = - staff_informed: the day staff were told what is looked for, by whom and why, and where that is written
missing-representatives-consulted = - representatives_consulted: the day staff representatives were consulted and where that is written, or why no law asks for it here
missing-impact-assessed = - impact_assessed: the day the impact on people was assessed, and where that is written

## The terminal
try-welcome = Welcome to a small simulated workplace. Type a message as { $person } would, or `help`.
try-help = Commands, each on a line; anything else is posted as a message:
    ask QUESTION            ask the charter
    check TEXT              check a draft before posting it anywhere
    as NAME                 speak as someone else: ana, ben, chloe; mia moderates, noa administers
    in CHANNEL              go to: general, team (private), partners (with outsiders), union (exempt)
    edit N TEXT             change message N
    delete N                delete message N
    fix | fake | public | audience | protected | other | read | person
                            answer your last nudge
    take | confirm | dismiss REASON | askauthor
                            act on the last flag, as mia
    wait 20m                move the clock
    me | forget             what the bot knows about you; have it erased
    mode observe | nudge | nudge-and-flag
                            how far the bot goes, as noa
    quit                    leave
try-where = You are { $person }, in #{ $channel }.
try-posted = message { $number }
try-no-message = There is no message { $number } of yours. Post one first, then use its number.
try-no-nudge = There is no nudge for you to answer. Post something that looks confidential first.
try-no-flag = There is no flag yet.
try-no-person = I don't know { $name }. Here are: ana, ben, chloe, mia, noa.
try-no-channel = There is no channel { $name }. Here are: general, team, partners, union.
try-bad-wait = I did not understand that time. Try `wait 20m` or `wait 2h`.
try-nudge-keys = (answer with: fix, fake, public, audience, protected, other, read, person)
try-flag-keys = (as mia, answer with: take, confirm, dismiss REASON, askauthor)
try-clock = It is now { $time }.
try-bye = Goodbye, and thank you for trying.
sees-person = { $person } sees, privately:
sees-moderators = The moderators see:

## The command line
ask-silent = (no answer is better than a wrong one)
scan-none = Nothing that looks confidential, in { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}.
scan-rule = Rule
scan-severity = Severity
scan-found = Findings
scan-messages = Messages
scan-total = { $nudges ->
    [one] { $nudges } message would get a nudge
   *[other] { $nudges } messages would get a nudge
}, of { $messages }.
scan-not-json = { $file }:{ $line }: this line is not a JSON object with a text. Write {"{"}"id": "1", "text": "…"{"}"}, or scan plain lines.
scan-not-utf8 = { $file }:{ $line }: this line is not UTF-8. Save the file as UTF-8 and scan it again.
scan-too-long = { $file }:{ $line }: this line is longer than any chat message. Split it and scan again.
rules-keywords = Words one of which must be there:
rules-pattern = Pattern:
rules-examples = Finds:
rules-counter-examples = Lets pass:
rules-ok = { $rules ->
    [one] { $rules } rule holds
   *[other] { $rules } rules hold
}: every example is found, no counter-example is.
rules-missed = { $file }:{ $line }: rule { $rule } does not find its example { $index }. Change the pattern or the example.
rules-matched = { $file }:{ $line }: rule { $rule } finds its counter-example { $index }. Narrow the pattern.
rules-unknown = There is no rule { $rule }. `bonsens rules list` names them all.

## What each family asks the charter, to find the article that applies
topic-credential = password and account security
topic-personal = personal data
topic-hr = confidential information about colleagues, pay and personal data
topic-health = personal data and confidential information about health
topic-business = confidential information, customers, bids and financial results

## Charters kept
load-understood = { $title } ({ $id }): { $sections } sections, { $passages } passages, in { $language }.
load-skipped = line { $line }: { $reason }
load-kept = Kept in { $folder }.
load-one-id = `--id` names one charter: load the others on their own.
lang-fr = French
lang-en = English
lang-other = a language that is neither French nor English: answers will be less good
list-none = No charter is kept yet. `bonsens knowledge load PATH` keeps one.
list-id = Id
list-version = Version
list-since = In force since
list-language = Language
list-title = Title
show-unknown = There is no charter { $id }. `bonsens knowledge list` names those kept.
skipped-template-tag = a template tag, not part of the text
skipped-html-markup = HTML without words
skipped-no-words = nothing to read, such as an image
skipped-empty-section = a heading with no text of its own
