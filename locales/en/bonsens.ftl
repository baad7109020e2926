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
flag = Flag: { $severity } severity, in #{ $channel }, message { $message }. { $state }
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
not-for-you = This is for someone else. All is well.
already-settled = This was settled before. Nothing more to do.

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
