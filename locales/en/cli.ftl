# What people read in the terminal: help, tables, problems. A kind colleague, short.

## Help: the frame
cli-heading-usage = Usage:
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-examples = Examples:
cli-note-default = [without it: { $value }]
cli-note-values = [one of: { $values }]
cli-note-value = { $value } ({ $meaning })
cli-note-environment = [or the variable { $name }]
cli-choice-fr = French
cli-choice-en = English
cli-choice-slack = an export of Slack
cli-choice-discord = an export of Discord
cli-value-command = COMMAND
cli-value-contact = CONTACT
cli-value-day = DAY
cli-value-file = FILE
cli-value-folder = FOLDER
cli-value-id = ID
cli-value-lang = LANG
cli-value-name = NAME
cli-value-path = PATH
cli-value-platform = PLATFORM
cli-value-question = QUESTION
cli-value-rule = RULE
cli-value-version = VERSION

## Help: the commands, and what each takes. `cli-any-…` serves every command that has no word of its own.
cli = The charter assistant that lives where people already talk
cli-examples =
    # Start here: it needs no account and no server.
    bonsens try
    # Ask the sample charter.
    bonsens ask "can a journalist call me about my work?"
    # Learn more about one command.
    bonsens help scan
cli-any-help = Show this help
cli-any-version = Show the version
cli-any-lang = Language of what you read here; your terminal's without it
cli-any-json = Print JSON, for scripts
cli-any-charter = A charter: Markdown, HTML, Word, PDF or text, or a folder or zip of them; may be repeated. Without it, the charters kept answer, or the samples where none is kept
cli-any-data = Folder in which charters are kept; without it the configuration's, else bonsens-data
cli-any-rules = A file of your own rules; may be repeated
cli-any-help-command = Show this help, or the help of one command
cli-try = Open a small simulated workplace in this terminal, with the sample charters
cli-try-examples =
    # Post messages, answer nudges, be the moderator.
    bonsens try
    # Try it in French, with your own charter.
    bonsens try --lang fr --charter charte.md
cli-try-lang = Language of the people and of the bot; your terminal's without it
cli-try-charter = A charter: Markdown, HTML, Word, PDF or text, or a folder or zip of them; may be repeated. Without it, the sample charters are used
cli-ask = Ask the charter one question
cli-ask-more = The answer quotes the charter and says where. Where the charter does not say, you are told so, with someone to ask.
cli-ask-examples =
    bonsens ask "can a journalist call me about my work?"
    # A question that goes on from the one before.
    bonsens ask --previous "may I post about my work?" "and about my team?"
    # Your own charter.
    bonsens ask --charter charter.md "what about my own blog?"
cli-ask-question = The question, as you would type it in chat
cli-ask-previous = The question you asked just before, which this one goes on from
cli-ask-lang = Language of the question and of the answer; guessed from its words without it
cli-ask-json = Print one JSON object
cli-ask-explain = Also say how likely the section found was thought to answer, and why
cli-scan = Scan a file of messages for what looks confidential
cli-scan-more = Messages are plain lines, or JSON lines with `id` and `text`. No word of a message is shown, only what was found and where. Exits with 1 where a line could not be read.
cli-scan-examples =
    bonsens scan messages.txt
    # One JSON object a message, with your own rules too.
    bonsens scan --json --rules ours.toml messages.jsonl
    # What live mode would have said over a past you exported.
    bonsens scan --export slack export.zip
cli-scan-file = The messages; `-` or nothing reads standard input
cli-scan-code-name = One of your code names, to look for too; may be repeated
cli-scan-explain = Say for each finding what counted, and what would have made it none
cli-scan-export = Read an export of a whole workplace instead, and count what live mode would have said, by rule and week
cli-scan-json = Print one JSON object a message, in order
cli-scan-data = Folder in which documents and values are registered, to look for them too
cli-knowledge = Keep charters, look at what was understood of them, and measure answers
cli-knowledge-examples =
    bonsens knowledge load charter.md
    bonsens knowledge list
cli-knowledge-load = Keep a version of each charter
cli-knowledge-load-more = What you say here wins over what the document says of itself at its top. The files of a folder or of a zip are kept as one charter. If one file can't be read, nothing is kept.
cli-knowledge-load-examples =
    bonsens knowledge load charter.docx
    # Say what the document does not.
    bonsens knowledge load --version 3 --in-force-since 2026-01-31 --contact hr@example.org charter.md
cli-knowledge-load-paths = Charters: Markdown, web pages, Word (.docx), PDF, plain text, questions and answers in TOML or YAML, or a folder or zip of them
cli-knowledge-load-id = Short name of the charter, the same from one version to the next; only with one path
cli-knowledge-load-version = Its version
cli-knowledge-load-in-force-since = Day it came into force, such as 2026-01-31
cli-knowledge-load-contact = Whom to ask what the charter does not say
cli-knowledge-load-lang = Language the charter is written in, not the one you read here; detected without it
cli-knowledge-list = List the charters kept
cli-knowledge-list-examples =
    bonsens knowledge list
    # Those of another folder.
    bonsens knowledge list --data /srv/bonsens
cli-knowledge-show = Show the outline of a charter, as it was understood
cli-knowledge-show-examples =
    # Each heading, with the number of passages under it.
    bonsens knowledge show media-charter
cli-knowledge-show-id = Short name of the charter, as `list` shows it
cli-knowledge-eval = Measure answers against questions whose section is known
cli-knowledge-eval-more = Each line of the file is one question, with the section that answers it, or null where none does: {"{"}"question": "…", "answer_section": ["Title > Section"]{"}"}. Exits with 1 where a question names a section that no charter has.
cli-knowledge-eval-examples =
    bonsens knowledge eval questions.jsonl
    # Your own charter, figures for a script.
    bonsens knowledge eval --json --charter charter.md questions.jsonl
cli-knowledge-eval-questions = The questions, one JSON object a line
cli-knowledge-eval-json = Print one JSON object
cli-rules = List, check and explain the rules that look for leaks
cli-rules-examples =
    bonsens rules list
    # Prove that your own rules do what they say.
    bonsens rules check --rules ours.toml
cli-rules-list = Name every rule
cli-rules-list-examples =
    bonsens rules list
    bonsens rules list --rules ours.toml
cli-rules-check = Prove that every example is found and no counter-example is
cli-rules-check-more = Exits with 1 where a rule does not do what it says.
cli-rules-check-examples =
    bonsens rules check --rules ours.toml
cli-rules-explain = Say what one rule looks for
cli-rules-explain-examples =
    bonsens rules explain personal.iban
cli-rules-explain-rule = Name of the rule, as `list` shows it
cli-rules-eval = Measure the rules on labelled messages
cli-rules-eval-more = Sets are JSON lines with `id`, `lang`, `kind`, `leak` and `text`; `before` holds the author's message just ahead, `spans` the parts that are the leak. A leak is seen when a finding is sure enough for a nudge. No word of a message is shown.
cli-rules-eval-examples =
    bonsens rules eval messages.jsonl
    # Every set of a folder, and which messages went wrong.
    bonsens rules eval --show-misses sets/
cli-rules-eval-sets = A set of messages, or a folder of them; may be repeated
cli-rules-eval-json = Print the figures as JSON
cli-rules-eval-show-misses = Also list the messages that went wrong, by their ids
cli-rules-register = Register confidential documents or values, to be told when a part of one is posted
cli-rules-register-more = Only keyed fingerprints are kept, never the text. A pasted part of a document is recognised from about 25 words on, however it is laid out; a value only whole. Values too short or too common are refused with their line number, and the exit code is then 1. Stop the bot first, and start it again to have it look for them.
cli-rules-register-examples =
    bonsens rules register strategy.docx budget.pdf
    # Exact values, one a line.
    bonsens rules register --values client-numbers.txt
    # One column of a spreadsheet saved as CSV.
    bonsens rules register --values clients.csv --column Number
cli-rules-register-files = Documents: Markdown, web pages, Word (.docx), PDF or plain text
cli-rules-register-values = A file of values instead: one a line, or CSV with `--column`
cli-rules-register-column = The heading of the column that holds the values
cli-rules-register-title = What to call it in lists; its file name without it
cli-rules-register-data = Folder in which to keep it; without it the configuration's, else bonsens-data
cli-rules-registered = List what is registered
cli-rules-registered-examples =
    bonsens rules registered
    bonsens rules registered --json
cli-rules-registered-json = Print one JSON object a line
cli-rules-registered-data = Folder in which it is kept; without it the configuration's, else bonsens-data
cli-rules-unregister = Forget something that was registered
cli-rules-unregister-examples =
    # The id is the one `registered` shows.
    bonsens rules unregister 3f9c01ab77de
cli-rules-unregister-id = Its id, as `registered` shows it
cli-rules-unregister-data = Folder in which it is kept; without it the configuration's, else bonsens-data

## The command line was not understood
usage-unexpected = I did not expect { $arg } here.
usage-dashes = If it is not an option, write `--` before it.
usage-no-command = There is no command { $name }.
usage-meant = Did you mean { $name }?
usage-bad-value = { $arg } does not take { $value }.
usage-one-of = It takes one of: { $values }.
usage-no-value = { $arg } needs a value.
usage-missing = Something is missing: { $args }.
usage-which-command = `{ $command }` needs to know what to do: { $commands }.
usage-twice = { $arg } can be given only once.
usage-conflict = { $arg } and { $other } don't go together.
usage-too-many = { $arg } does not take so much: { $value } is too many.
usage-how-many = { $arg } does not take that many values.
usage-equals = { $arg } takes its value after an equals sign.
usage-not-utf8 = A word of this command line is not valid text.
usage-other = I did not understand this command line.
usage-next = `{ $command } --help` shows what it takes.

## Problems
trouble = bonsens: { $sentence }
trouble-at = { $place }: { $sentence }
trouble-line = line { $line }
trouble-unknown = something unexpected went wrong ({ $detail }). Try again; if it lasts, please tell whoever looks after Bonsens.
file-not-found = I can't find this file. Check its name and its folder.
file-denied = I am not allowed to read this file. Ask for the right to read it, or copy it to where you can.
file-is-folder = this is a folder. Name a file inside it.
file-not-utf8 = this line is not UTF-8. Save the file as UTF-8 and try again.
file-unreadable = this file can't be read ({ $detail }). Check that its disk is there, then try again.
io-failed = reading or writing failed ({ $detail }). Check the disk and try again.
import-empty = this charter has no text. Check that it was saved, then load it again.
import-too-large = { $size } MB is too much for a charter (at most { $limit } MB). If it is the right file, split it or take its images out.
import-binary = this file is not a document I can read. I read Markdown, web pages, Word (.docx), PDF, plain text, and questions with answers in TOML or YAML.
import-front-matter-line = the block at the top takes one `key: value` on each line. Correct this line or remove it.
import-front-matter-open = the block opened here by `---` is never closed. Add a line `---` at its end, or remove it.
import-front-matter-date = `in_force_since` takes a day such as 2026-01-31. Correct it or remove the line.
import-format = I can't read this kind of document. Save it as Word (.docx), PDF, a web page or Markdown, and load that file.
import-encrypted = this document is closed with a password. Save it without one and load it again.
import-damaged = this document is damaged or cut short. Open it where it was written, save it again, and load that file.
import-inflates = this file holds far more than a charter once unpacked, so I stopped. If it is the right one, save it again without its images.
import-too-complex = this document has far more parts than a charter, so I stopped. If it is the right one, save it as Word (.docx) or Markdown.
import-external = this document asks for content from elsewhere, which I never fetch. Save it again with a word processor and load that file.
import-scan = { $pages ->
    [one] the only page is an image
   *[other] { $pages } pages are images
}, such as a scan, and I can't read those. Load the document it was made from, or one passed through text recognition.
import-faq-syntax = I can't follow this list of questions from here on. Correct this line and load the file again.
import-faq-empty = I found no question with its answer here. Give each entry a `question` and an `answer`.
import-no-document = I found no document in here that I can read.
import-folder-too-large = this folder holds more than a charter. Load the documents one by one.
rule-syntax = this can't be read ({ $detail }). Correct it or remove it.
rule-unknown-key = no rule has a key `{ $key }`. Correct it or remove it.
rule-missing-key = this rule has no `{ $key }`. Add it.
rule-duplicate = the rule { $rule } is already defined at { $first }. Give this one another id.
rule-id = the id { $rule } should read `{ $family }.some-name`, in lower case. Please rename it.
rule-pattern = the pattern of { $rule } does not compile ({ $detail }). Please correct it; look-around and back-references are not supported.
rule-too-large = the pattern of { $rule } is too large once compiled. Shorten its repetitions or split the rule.
rule-validator = { $rule } asks for a validator that does not exist, { $validator }. You can use one of: { $known }.
rule-confidence = the `confidence` of { $rule } must be between 0 and 1. Write 0.8, for instance.
rule-empty-keyword = the `keywords` of { $rule } hold an empty word. Remove it.
rule-file-too-large = this file is too large for rules (at most { $limit } kB). Check that it is the right one, or split it.
rule-too-many = your files hold more than { $limit } rules. Remove some.
rule-above = the `{ $key }` of { $rule } must be { $limit } or less. Lower it.
rule-too-large-together = from { $rule } on, your rules are too large once compiled. Shorten its repetitions or remove some rules.
rule-always = { $rule } would run on every message. Give it `keywords`.
rule-at-least = the `at_least` of { $rule } must be 1 or more. Correct it or remove it.
code-name-too-short = the code name number { $number } has fewer than { $least } letters, and would be seen in ordinary words. Give a longer one.
code-name-too-many = there are too many code names for the memory here. Give fewer.
store-unavailable = the records can't be used for now ({ $detail }). Try again, or name another folder with `--data`.
store-in-use = another Bonsens uses { $place }. Stop it, or name another folder with `--data`.
store-newer = { $place } was written by a newer version of Bonsens, and nothing was touched. Run that version, or put back a copy of the folder made before it.
store-corrupt = the records can't be read ({ $detail }). Put back a copy of the folder, or name another one with `--data`.
platform-unavailable = the chat platform does not answer ({ $detail }). Try again in a moment.
key-no-randomness = the system gave no random bytes, so no key can be made. Try again in a moment.
key-not-one = this file should hold the installation's key, and does not. Put back the one it began with; another key can't read what is kept.
key-wrong = an author can't be read with this key. Put back the key this installation began with.
eval-line = this line is not a question. Write {"{"}"question": "…", "answer_section": ["Title > Section"]{"}"}, or null where no section answers.

## Measuring answers
decimal-mark = .
percent = { $number }%
milliseconds = { $number } ms
eval-unmeasured = –
eval-measure = Measure
eval-figure = Figure
eval-meaning = What it means
eval-questions = Questions
eval-questions-means = { $answerable } that a section answers, { $others } that none does
eval-recall-at-1 = Right at once
eval-recall-at-1-means = the right section comes first
eval-recall-at-3 = Right in three
eval-recall-at-3-means = it is among the first three
eval-recall-at-5 = Right in five
eval-recall-at-5-means = it is among the first five
eval-mrr-at-10 = Rank
eval-mrr-at-10-means = one over the rank of the right section, on average; 1 is best
eval-precision = Right to be silent
eval-precision-means = of the silences, those that were right
eval-recall = Silent when due
eval-recall-means = of the questions no section answers, those left unanswered
eval-f1 = Silence, overall
eval-f1-means = the two above in one figure
eval-auroc = Knows when it knows
eval-auroc-means = surer of a question with an answer than of one without
eval-end-to-end = All in all
eval-end-to-end-means = the right section quoted, or rightly silent
eval-time = Time
eval-time-means = for each question
eval-unresolved = { $file }:{ $line }: no charter has the section this question names. Correct its `answer_section`, or name the right charter with `--charter`.

## The command line
scan-none = Nothing that looks confidential, in { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}.
scan-rule = Rule
scan-severity = Severity
scan-found = Findings
scan-total = { $nudges ->
    [one] { $nudges } message would get a nudge
   *[other] { $nudges } messages would get a nudge
}, of { $messages }.
scan-not-json = { $file }:{ $line }: this line is not a JSON object with a text. Write {"{"}"id": "1", "text": "…"{"}"}, or scan plain lines.
scan-not-utf8 = { $file }:{ $line }: this line is not UTF-8. Save the file as UTF-8 and scan it again.
scan-too-long = { $file }:{ $line }: this line is longer than any chat message. Split it and scan again.
rules-explained = { $rule }: { $name } ({ $severity })
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
rules-eval-set = Language
rules-eval-all = all
rules-eval-messages = Messages
rules-eval-leaks = Leaks
rules-eval-precision = Precision
rules-eval-recall = Recall
rules-eval-f1 = F1
rules-eval-kind = Kind
rules-eval-seen = Seen
rules-eval-alarms = Taken for a leak
rules-eval-placed = Of the leaks seen, found in the right place: { $placed }
rules-eval-missed = missed { $id } ({ $kind })
rules-eval-alarm = false alarm { $id } ({ $kind }): { $rules }
rules-eval-no-set = there is no set of messages there. Name a file or a folder of `.jsonl` files.
rules-eval-line = this line is not a labelled message. Write {"{"}"id": "1", "lang": "en", "kind": "hr", "leak": true, "text": "…"{"}"}.

## Charters kept
load-understood = { $title } ({ $id }): { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
}, { $passages ->
    [one] { $passages } passage
   *[other] { $passages } passages
}, in { $language }.
load-skipped = line { $line }: { $reason }
load-outline-passages = { $count ->
    [0] { $heading }
    [one] { $heading } (1 passage)
   *[other] { $heading } ({ $count } passages)
}
load-format = Read as { $format }.
format-plain = plain text
format-html = a web page
format-docx = a Word document
format-pdf = a PDF
format-faq = questions and answers
format-zip = an archive of documents
format-folder = a folder of documents
load-warning = Note: { $warning }
load-warning-in = { $file }: { $warning }
warning-headings-guessed = the headings were told by their look or their numbers. Check the outline below.
warning-images = { $count ->
    [one] 1 image was left out: I can't read the words in it.
   *[other] { $count } images were left out: I can't read the words in them.
}
warning-scans = I can't read these pages, which are images: { $pages }.
warning-illegible = I can't make out the letters of these pages: { $pages }.
warning-repeated = { $count ->
    [one] 1 line repeated from page to page was left out.
   *[other] { $count } lines repeated from page to page were left out.
}
warning-footnotes = { $count ->
    [one] 1 footnote was left out.
   *[other] { $count } footnotes were left out.
}
warning-encoding = this text is not UTF-8. I read it as { $encoding }: check its accents.
warning-left-out = { $file } is not a document I can read, so I left it out.
load-kept = Kept in { $folder }.
explain-probability = Chance that this section answers: { $probability } % (an answer is given from { $needed } %).
explain-evidence = { $what }: { $value } % ({ $pull })
explain-treated = Words of the question that the section contains or treats
explain-heading = Words of its heading that the question names
explain-subjects = Subjects they share (four or more count as 100 %)
explain-outside = A matter that charters seldom treat
explain-asks-amount = The question asks for a figure or a date
explain-asks-identity = The question asks for a name or a thing
explain-asks-existence = The question asks whether something is there
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
register-one-title = `--title` names one document: register the others on their own.
register-document = “{ $title }” is registered as { $id }, by { $count } fingerprints. Its text is not kept.
register-values = “{ $title }” is registered as { $id }, { $count ->
    [one] with { $count } value. It is
   *[other] with { $count } values. They are
} not kept, only recognised.
register-too-short = there is too little text of its own to be recognised (at least { $least } words). Register a longer document, or exact values with `--values`.
register-no-value = there is no value in it. Put one a line, or name a column with `--column`.
register-too-many = there are more than { $limit } values. Register them as several lists.
register-no-column = no column is called “{ $column }”. Give a heading of the first line, as it is written there.
register-value-short = line { $line }: not taken, too short to be told from ordinary numbers or words.
register-value-long = line { $line }: not taken, longer than what is looked for in one piece (at most 4 pieces and 63 letters).
register-value-common = line { $line }: not taken, people write it every day.
registered-none = Nothing is registered yet. `bonsens rules register FILE` registers a document.
registered-kind = Kind
registered-day = Registered on
registered-prints = Fingerprints
registered-document = document
registered-values = values
unregistered = { $id } is forgotten.
unregister-unknown = nothing is registered as { $id }. `bonsens rules registered` lists what is.
show-unknown = There is no charter { $id }. `bonsens knowledge list` names those kept.
skipped-template-tag = a template tag, not part of the text
skipped-html-markup = HTML without words
skipped-no-words = nothing to read, such as an image
skipped-empty-section = a heading with no text of its own

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
    flags                   the open flags, as mia
    wait 20m                move the clock
    me | forget             what the bot knows about you; have it erased
    press WORDS             press the button that reads so; press WORDS: TEXT where text is needed
    home                    your own page of the bot
    admin                   what is set and what can be done, as noa
    load FILE               hand in a charter, as noa
    mode observe | nudge | nudge-and-flag
                            how far the bot goes, as noa
    quit                    leave
try-observe = By this configuration the bot only counts, per rule and without names: nobody is spoken to about a message.
try-nudge = By this configuration the bot speaks privately to authors; moderators are not told.
try-nudge-and-flag = By this configuration the bot speaks privately to authors, and moderators are told of what matters and stays.
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
try-press-keys = (press one by its words: press WORDS, or press WORDS: TEXT where text is needed)
try-no-button = There is no such button on your screen. Type a few of its words, such as `press helpful`.
try-button-words = This button needs words after a colon: `press answer: …`.
try-button-commands = This button has commands of its own: see `help`.
try-clock = It is now { $time }.
try-bye = Goodbye, and thank you for trying.
sees-person = { $person } sees, privately:
sees-channel = Everyone in #{ $channel } sees:
sees-home = On { $person }'s own page:
sees-helpdesk = The people who answer see:
sees-moderators = The moderators see:

## A configuration
cli-any-config = A configuration file, such as bonsens.toml
cli-config = Look at a configuration file
cli-config-examples =
    bonsens config check bonsens.toml
cli-config-check = Say what a configuration decides, and whether all it names can be used
cli-config-check-more = Nothing is changed. A slip of the pen is told with its line.
cli-config-check-examples =
    bonsens config check bonsens.toml
    # Live a day at work under it.
    bonsens try --config bonsens.toml
cli-config-check-file = The file; the one of `--config` without it
config-which = Which configuration? Write `bonsens config check FILE`, or set BONSENS_CONFIG.
config-good = { $file } can be used.
config-mode = Mode
config-record = Accountability record
config-record-complete = complete
config-record-missing = not complete, so only observing is possible: { $missing }
config-window-low = Moderators told, low severity
config-window-medium = Moderators told, medium severity
config-window-high = Moderators told, high severity
config-window-critical = Moderators told, critical severity
config-window-never = never
config-window-now = at once
config-cooldown = Same thing not said twice within
config-large-channel = Members of a large channel
config-exempt = Channels never scanned
config-kept = Nudges and flags kept
config-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
config-charters = Charters
config-rules = Rules
config-none = none named
config-too-large = this is too large for a configuration (at most { $limit } MB). Check that it is the right file.
config-syntax = this can't be read ({ $detail }). Correct it or remove it.
config-duration = this is not a length of time. Write "15m", "2h" or "1h 30m"; for a fix window, "never" also works.
config-not-allowed = the mode `{ $mode }` speaks to people, which needs a complete record of what was done before. Under `[accountability]`, this is missing: { $missing }. Fill it in, or set the mode to "observe" until then.
config-slack-connection = Slack is reached either by a socket (`app_token`) or at an address (`listen` and `signing_secret`). Name one of the two, whole.
config-none-served = nothing is named to be served. Add a `[[{ $section }]]` section.
config-served-twice = this one is named twice. Keep one of the two.
config-discord-id = the `{ $key }` of this server is not an id as Discord gives them: 17 to 20 digits, in quotes. In Discord, turn on Developer Mode under Advanced, then choose "Copy ID" from the menu of the server, channel or role.
config-slack-id = the `{ $key }` of this workspace is not an id as Slack gives them. Copy the one that starts with { $letter }.
secret-not-set = the variable { $name } is not set, and the configuration says that a secret is in it. Set it and start again.
secret-not-one = this file should hold one secret and nothing else. Put the token in it, on one line.
platform-refused = the chat platform refuses ({ $detail }). It won't be tried again.
event-full = too much is waiting to be looked at. Try again in a moment.
event-stopping = Bonsens is stopping. Try again once it has started.
load-same-id = { $first } and this file would both be kept as { $id }, version { $version }. Load them one after the other, with `--id` or `--version`.
load-replaced = { $id }, version { $version }, was kept before: this one takes its place.
load-no-version = (none)

## Serving a platform
cli-slack = Set up Slack
cli-slack-examples =
    bonsens slack manifest
cli-slack-manifest = Print the app to create in Slack, ready to paste
cli-slack-manifest-more = The app comes on standard output; why it asks for each scope is told beside it.
cli-slack-manifest-examples =
    # No public address is needed.
    bonsens slack manifest
    # Slack calls the bot, for several replicas behind a balancer.
    bonsens slack manifest --http https://bonsens.example.org
cli-slack-manifest-removal = Also ask for what lets moderators remove a message
cli-slack-manifest-http = Public address of the bot; Socket Mode without it
cli-value-url = URL
cli-discord = Set up Discord
cli-discord-examples =
    bonsens discord invite --application-id 1100000000000000001
cli-discord-invite = Print the link by which the bot joins a server
cli-discord-invite-more = The link comes on standard output; why the bot asks for each permission is told beside it.
cli-discord-invite-examples =
    bonsens discord invite --application-id 1100000000000000001
    # Moderators can have messages removed.
    bonsens discord invite --application-id 1100000000000000001 --removal
cli-discord-invite-application-id = The application's id: 17 to 20 digits, on its page General Information
cli-discord-invite-removal = Also ask for what lets moderators remove a message
cli-doctor = Look whether everything is in place, and say what to do about what is not
cli-doctor-more = Exits with 1 where something is not in place.
cli-doctor-examples =
    bonsens doctor --config bonsens.toml
cli-doctor-json = Print one JSON object a check
slack-scopes = What the app asks for, and why:
slack-manifest-next = In Slack, open "Your Apps", choose "Create New App", then "From a manifest", and paste this. Then install it, and let `bonsens doctor` look.
discord-permissions = What the bot asks for, and why:
discord-invite-next = Open the link in a browser, choose the server, and let `bonsens doctor` look. On the application's page Bot, turn on Message Content Intent first: without it the bot can read nothing.
discord-bot-token = Discord does not accept the bot token. Copy it again from the application's page, under Bot.
discord-token-spelling = the bot token has characters that no token has. Copy it again from the application's page, under Bot, and nothing else with it.
discord-intents = Discord does not let the bot read messages. On the application's page, under Bot, turn on Message Content Intent, then start again.
discord-intents-members = Discord does not let the bot read messages or see who joins. On the application's page, under Bot, turn on Message Content Intent and Server Members Intent, then start again. Without `welcome`, the second is not needed.
discord-closed = Discord ended the connection for good (code { $detail }). Start again; if that does not help, use a newer version of Bonsens.
discord-address = { $address } is no address of Discord's REST API. Leave `api_url` out, or write it with https.
discord-gateway-address = { $address } is no address of Discord's gateway. Leave `gateway_url` out, or write it with wss.
run-nothing = no platform is named. Add a `[slack]` or a `[discord]` section to the configuration, and give it with `--config`.
doctor-record = The accountability record is complete.
doctor-record-missing = The accountability record is not complete: { $missing }.
doctor-record-do = Until it is, the bot answers questions and counts, and speaks to nobody about their messages. Fill in `[accountability]` once it is done.
cli-run = Serve the workspaces of the configuration until told to stop
cli-run-more = On Ctrl-C or SIGTERM it takes nothing more in, finishes what it took, and ends. BONSENS_LOG=debug says more on standard error; no log holds what people typed.
cli-run-examples =
    bonsens doctor --config bonsens.toml
    bonsens run --config bonsens.toml
cli-run-data = Folder in which records and the installation's key are kept; without it the configuration's, else bonsens-data
run-begins = Bonsens is at work, in mode { $mode }. Ctrl-C stops it.
run-stops = Stopping: finishing what was taken in.
run-stopped = Stopped. Nothing was left behind.
slack-bot-token = Slack does not accept the bot token of { $workspace } ({ $detail }). Copy it again from the app's page, under OAuth & Permissions.
slack-app-token = Slack does not accept the app-level token ({ $detail }). Make one with connections:write on the app's page, under Basic Information.
slack-no-scope = a token lacks the scope { $scope }. Paste the manifest of `bonsens slack manifest` on the app's page again, then reinstall the app.
slack-other-workspace = the token set for { $expected } belongs to { $found }. Give each workspace its own.
slack-socket-off = Socket Mode is switched off for this app. Switch it on, on the app's page, or use `listen` and `signing_secret`.
slack-address = { $address } is no address of Slack's Web API. Leave `api_url` out, or write it with https.
slack-listen = I can't listen on { $address } ({ $detail }). Stop what uses it, or choose another port.
slack-network = the network can't be used ({ $detail }). Check this machine's certificates and connections.
document-interrupted = Reading the document was interrupted. Please hand it in again.

## Exports
export-no-file = `--export` reads a file or a folder. Name it at the end: `bonsens scan --export slack export.zip`.
export-not-slack = this is { $what ->
    [nothing] an empty file
    [html] a web page
    [pdf] a PDF
    [archive] an archive that is not a zip
    [text] a plain text
    [json] one JSON file
    [jsons] a set of JSON files without a list of channels
    [no-json] something without a JSON file in it
    [document] an office document
   *[unknown] a kind of file I don't know
}, not a Slack export. Give me the zip Slack made, or its folder unpacked: it has `channels.json` or `groups.json` in it. For a Discord export, write `--export discord`.
export-not-discord = this is { $what ->
    [nothing] an empty file
    [html] a web page
    [pdf] a PDF
    [archive] an archive that is not a zip
    [text] a plain text
    [json] a JSON file without a channel and its messages
    [jsons] a set of JSON files, none with a channel and its messages
    [no-json] something without a JSON file in it
    [document] an office document
    [slack] a Slack export
   *[unknown] a kind of file I don't know
}, not a Discord export. Give me the file DiscordChatExporter writes when it is asked for JSON, or a folder or zip of them. For a Slack export, write `--export slack`.
export-damaged = this export is damaged or cut short. Fetch it again and start over.
export-encrypted = this archive is closed with a password. Unpack it and give me the folder.
export-inflates = this archive holds far more than an export once unpacked, so I stopped. If it is the right one, unpack it and give me the folder.
export-week = Week
export-count = Would be told
export-all-weeks = All weeks
export-at-least = at least { $count }
export-hidden = hidden
export-none = Nothing here would have led to a word to anyone.
export-means = How often an author would have been told in private, by rule and ISO week. Groups under 5 are hidden, and so are sums that would give them away.
export-read = Read: { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
} in { $channels ->
    [one] { $channels } channel
   *[other] { $channels } channels
}.
export-skipped-bots = Passed over: { $count ->
    [one] { $count } message of a bot
   *[other] { $count } messages of bots
}.
export-skipped-notices = Passed over: { $count ->
    [one] { $count } notice of the platform's own
   *[other] { $count } notices of the platform's own
}.
export-skipped-exempt = Never read: { $count ->
    [one] { $count } exempt channel
   *[other] { $count } exempt channels
}.
export-skipped-direct = Never read: { $count ->
    [one] { $count } direct conversation
   *[other] { $count } direct conversations
}.
export-skipped-unlisted = Not read: { $count ->
    [one] { $count } folder that no list of channels names
   *[other] { $count } folders that no list of channels names
}.
export-unreadable = I could not read { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}, and { $files ->
    [one] { $files } file
   *[other] { $files } files
} to the end:
export-place = { $file }: { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}
export-place-broken = { $file }: broken off, or not what it should be

## Why a finding is one
explain-finding = { $id }: { $rule }, { $chance }% sure
explain-at-first = { $seen } That alone: { $chance }% sure.
explain-seen-certain = Seen by the form of the value, which is proof.
explain-seen-checked = Seen by the form of the value, and its check digits add up.
explain-seen-form = Seen by its form.
explain-seen-announced = Seen by words that announce a secret.
explain-seen-judged = Judged by all that the sentence says, weighed.
explain-seen-parts = Seen by parts that make a secret once together.
explain-seen-words = { $seen } It asks for one of these words or their like: { $words }.
explain-seen-listed = It is on the organisation's own list.
explain-for = + { $strength ->
    [strong] strongly for
    [fair] fairly for
   *[weak] slightly for
}: { $what }
explain-against = - { $strength ->
    [strong] strongly against
    [fair] fairly against
   *[weak] slightly against
}: { $what }
explain-words = words such as “{ $words }”
explain-signs = signs, rather than words
explain-what = { $what } ({ $place ->
    [beside] nearby
    [message] anywhere in the message
    [value] in the value itself
    [before] ahead of it in its sentence
    [after] right behind it
   *[sentence] in the same sentence
})
explain-piece-who = someone's name
explain-piece-whop = someone's name or a pronoun
explain-piece-name = someone's name
explain-piece-role = someone's role
explain-piece-opinion = an opinion
explain-piece-alarm = signs of an alert
explain-piece-hush = a wish for secrecy
explain-piece-pay = a sum of pay
explain-piece-amount = a sum
explain-piece-big = a large sum
explain-piece-condition = a state of health
explain-piece-machine = machines rather than people
explain-piece-self = someone who speaks of themselves
explain-piece-open = something already public
explain-piece-topic = talk of rules or training
explain-piece-password = a word for a password
explain-piece-phone = a phone number
explain-piece-provider = the name of a service
explain-cleared = It would be no finding with:
explain-clears-nothing = nothing else: such a form is one whatever is said around it
explain-clears-missing = { $what }
explain-clears-weakened = { $what }, which would have made it less sure
explain-clears-without = all the same, without { $what }
explain-clears-fewer = fewer than { $count } different values
explain-clears-placeholder = a stand-in for the value, such as <token> or xxxx
explain-clears-digits = check digits that don't add up
explain-clears-example = a word that it is an example or made up
explain-clears-alert = the signs of an alert
explain-clears-talk = union talk, a question about the rules, or a joke
