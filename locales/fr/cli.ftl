# Ce qu'on lit dans le terminal : aide, tableaux, problèmes. Un collègue bienveillant, bref.

## Aide : le cadre
cli-heading-usage = Utilisation :
cli-heading-commands = Commandes{"\u00A0"}
cli-heading-arguments = Arguments{"\u00A0"}
cli-heading-options = Options{"\u00A0"}
cli-heading-examples = Exemples :
cli-note-default = [sinon : { $value }]
cli-note-values = [au choix : { $values }]
cli-note-value = { $value } ({ $meaning })
cli-note-environment = [ou la variable { $name }]
cli-choice-fr = français
cli-choice-en = anglais
cli-choice-slack = un export de Slack
cli-choice-discord = un export de Discord
cli-value-command = COMMANDE
cli-value-contact = CONTACT
cli-value-day = JOUR
cli-value-file = FICHIER
cli-value-folder = DOSSIER
cli-value-id = ID
cli-value-lang = LANGUE
cli-value-name = NOM
cli-value-path = CHEMIN
cli-value-platform = PLATEFORME
cli-value-question = QUESTION
cli-value-rule = RÈGLE
cli-value-version = VERSION

## Aide : les commandes et ce que chacune accepte. `cli-any-…` vaut pour toute commande qui n'a pas le sien.
cli = L'assistant de charte, là où l'on se parle déjà
cli-examples =
    # Commencez ici : ni compte ni serveur.
    bonsens try
    # Interroger la charte d'exemple.
    bonsens ask "un journaliste peut-il m'appeler au sujet de mon travail ?"
    # En savoir plus sur une commande.
    bonsens help scan
cli-any-help = Afficher cette aide
cli-any-version = Afficher la version
cli-any-lang = Langue de ce que vous lisez ici ; sinon, celle de votre terminal
cli-any-json = Écrire du JSON, pour les scripts
cli-any-charter = Une charte : Markdown, HTML, Word, PDF ou texte, ou un dossier ou un zip de ceux-ci ; peut être répété. Sinon, les chartes gardées répondent, ou celles d'exemple s'il n'y en a pas
cli-any-data = Dossier où les chartes sont gardées ; sans cette option, celui de la configuration, sinon bonsens-data
cli-any-rules = Un fichier de vos propres règles ; peut être répété
cli-any-help-command = Afficher cette aide, ou celle d'une commande
cli-try = Ouvrir un petit lieu de travail simulé dans ce terminal, avec les chartes d'exemple
cli-try-examples =
    # Publier des messages, répondre aux rappels, modérer.
    bonsens try
    # L'essayer en français, avec votre charte.
    bonsens try --lang fr --charter charte.md
cli-try-lang = Langue des personnes et du bot ; sinon, celle de votre terminal
cli-try-charter = Une charte : Markdown, HTML, Word, PDF ou texte, ou un dossier ou un zip de ceux-ci ; peut être répété. Sinon, les chartes d'exemple servent
cli-ask = Poser une question à la charte
cli-ask-more = La réponse cite la charte et dit à quel endroit. Quand la charte ne le dit pas, vous le savez, avec quelqu'un à qui demander.
cli-ask-examples =
    bonsens ask "un journaliste peut-il m'appeler au sujet de mon travail ?"
    # Une question qui prolonge la précédente.
    bonsens ask --previous "puis-je publier sur mon travail ?" "et sur mon équipe ?"
    # Votre propre charte.
    bonsens ask --charter charte.md "et sur mon blog ?"
cli-ask-question = La question, comme vous l'écririez dans la messagerie
cli-ask-previous = La question posée juste avant, que celle-ci prolonge
cli-ask-lang = Langue de la question et de la réponse ; sinon, devinée à ses mots
cli-ask-json = Écrire un objet JSON
cli-ask-explain = Dire aussi à quel point la section trouvée semblait répondre, et pourquoi
cli-scan = Chercher ce qui semble confidentiel dans un fichier de messages
cli-scan-more = Les messages sont des lignes simples, ou des lignes JSON avec `id` et `text`. Aucun mot d'un message n'est montré, seulement ce qui est trouvé et où. Se termine par 1 si une ligne n'a pas pu être lue.
cli-scan-examples =
    bonsens scan messages.txt
    # Un objet JSON par message, avec aussi vos propres règles.
    bonsens scan --json --rules maison.toml messages.jsonl
    # Ce que le mode en direct aurait dit d'un passé que vous avez exporté.
    bonsens scan --export slack export.zip
cli-scan-file = Les messages ; `-` ou rien lit l'entrée standard
cli-scan-code-name = Un de vos noms de code, à chercher aussi ; on peut en donner plusieurs
cli-scan-explain = Dire pour chaque trouvaille ce qui a compté, et ce qui en aurait fait autre chose
cli-scan-export = Lire plutôt l'export de tout un espace de travail, et compter ce que le mode en direct aurait dit, par règle et par semaine
cli-scan-json = Écrire un objet JSON par message, dans l'ordre
cli-scan-data = Dossier où sont enregistrés des documents et des valeurs, à chercher aussi
cli-knowledge = Garder des chartes, voir ce qui en est compris, et mesurer les réponses
cli-knowledge-examples =
    bonsens knowledge load charte.md
    bonsens knowledge list
cli-knowledge-load = Garder une version de chaque charte
cli-knowledge-load-more = Ce que vous dites ici l'emporte sur ce que le document dit de lui-même en tête. Les fichiers d'un dossier ou d'un zip sont gardés comme une seule charte. Si un seul fichier ne peut pas être lu, rien n'est gardé.
cli-knowledge-load-examples =
    bonsens knowledge load charte.docx
    # Dire ce que le document ne dit pas.
    bonsens knowledge load --version 3 --in-force-since 2026-01-31 --contact rh@exemple.fr charte.md
cli-knowledge-load-paths = Des chartes : Markdown, pages web, Word (.docx), PDF, texte brut, questions et réponses en TOML ou YAML, ou un dossier ou un zip qui en contient
cli-knowledge-load-id = Nom court de la charte, le même d'une version à l'autre ; avec un seul chemin
cli-knowledge-load-version = Sa version
cli-knowledge-load-in-force-since = Jour de son entrée en vigueur, comme 2026-01-31
cli-knowledge-load-contact = À qui demander ce que la charte ne dit pas
cli-knowledge-load-lang = Langue dans laquelle la charte est écrite, pas celle que vous lisez ici ; sinon, détectée
cli-knowledge-list = Lister les chartes gardées
cli-knowledge-list-examples =
    bonsens knowledge list
    # Celles d'un autre dossier.
    bonsens knowledge list --data /srv/bonsens
cli-knowledge-show = Montrer le plan d'une charte, tel qu'il est compris
cli-knowledge-show-examples =
    # Chaque titre, avec le nombre de passages qu'il contient.
    bonsens knowledge show charte-medias
cli-knowledge-show-id = Nom court de la charte, tel que `list` le montre
cli-knowledge-eval = Mesurer les réponses, sur des questions dont on connaît la section
cli-knowledge-eval-more = Chaque ligne du fichier est une question, avec la section qui y répond, ou null si aucune n'y répond : {"{"}"question": "…", "answer_section": ["Titre > Section"]{"}"}. Se termine par 1 si une question nomme une section qu'aucune charte n'a.
cli-knowledge-eval-examples =
    bonsens knowledge eval questions.jsonl
    # Votre propre charte, des chiffres pour un script.
    bonsens knowledge eval --json --charter charte.md questions.jsonl
cli-knowledge-eval-questions = Les questions, un objet JSON par ligne
cli-knowledge-eval-json = Écrire un objet JSON
cli-rules = Lister, vérifier et expliquer les règles qui cherchent les fuites
cli-rules-examples =
    bonsens rules list
    # Prouver que vos propres règles font ce qu'elles disent.
    bonsens rules check --rules maison.toml
cli-rules-list = Nommer toutes les règles
cli-rules-list-examples =
    bonsens rules list
    bonsens rules list --rules maison.toml
cli-rules-check = Prouver que chaque exemple est trouvé et qu'aucun contre-exemple ne l'est
cli-rules-check-more = Se termine par 1 si une règle ne fait pas ce qu'elle dit.
cli-rules-check-examples =
    bonsens rules check --rules maison.toml
cli-rules-explain = Dire ce que cherche une règle
cli-rules-explain-examples =
    bonsens rules explain personal.iban
cli-rules-explain-rule = Nom de la règle, tel que `list` le montre
cli-rules-eval = Mesurer les règles sur des messages étiquetés
cli-rules-eval-more = Les jeux sont des lignes JSON avec `id`, `lang`, `kind`, `leak` et `text` ; `before` contient le message que l'auteur a écrit juste avant, `spans` les parties qui sont la fuite. Une fuite est vue quand un constat est assez sûr pour un rappel. Aucun mot d'un message n'est montré.
cli-rules-eval-examples =
    bonsens rules eval messages.jsonl
    # Tous les jeux d'un dossier, et les messages où les règles se trompent.
    bonsens rules eval --show-misses jeux/
cli-rules-eval-sets = Un jeu de messages, ou un dossier ; on peut en donner plusieurs
cli-rules-eval-json = Donner les chiffres en JSON
cli-rules-eval-show-misses = Lister aussi, par leurs identifiants, les messages où les règles se trompent
cli-rules-register = Enregistrer des documents ou des valeurs confidentiels, pour savoir quand un extrait en est publié
cli-rules-register-more = Seules des empreintes à clé sont gardées, jamais le texte. Un extrait collé d'un document est reconnu à partir de 25 mots environ, quelle que soit sa mise en page ; une valeur, seulement entière. Les valeurs trop courtes ou trop courantes sont refusées avec leur numéro de ligne, et le code de retour est alors 1. Arrêtez d'abord le bot, puis relancez-le pour qu'il les cherche.
cli-rules-register-examples =
    bonsens rules register strategie.docx budget.pdf
    # Des valeurs exactes, une par ligne.
    bonsens rules register --values numeros-clients.txt
    # Une colonne d'un tableur enregistré en CSV.
    bonsens rules register --values clients.csv --column Numéro
cli-rules-register-files = Les documents : Markdown, pages web, Word (.docx), PDF ou texte simple
cli-rules-register-values = Plutôt un fichier de valeurs : une par ligne, ou du CSV avec `--column`
cli-rules-register-column = L'en-tête de la colonne qui contient les valeurs
cli-rules-register-title = Son nom dans les listes ; celui de son fichier sinon
cli-rules-register-data = Dossier où le garder ; sinon celui de la configuration, ou bonsens-data
cli-rules-registered = Lister ce qui est enregistré
cli-rules-registered-examples =
    bonsens rules registered
    bonsens rules registered --json
cli-rules-registered-json = Écrire un objet JSON par ligne
cli-rules-registered-data = Dossier où c'est gardé ; sinon celui de la configuration, ou bonsens-data
cli-rules-unregister = Oublier quelque chose d'enregistré
cli-rules-unregister-examples =
    # L'identifiant est celui que montre `registered`.
    bonsens rules unregister 3f9c01ab77de
cli-rules-unregister-id = Son identifiant, tel que `registered` le montre
cli-rules-unregister-data = Dossier où c'est gardé ; sinon celui de la configuration, ou bonsens-data

## La ligne de commande n'a pas été comprise
usage-unexpected = Je n'attendais pas { $arg } ici.
usage-dashes = Si ce n'est pas une option, écrivez `--` avant.
usage-no-command = Il n'y a pas de commande { $name }.
usage-meant = Vouliez-vous dire { $name } ?
usage-bad-value = { $arg } n'accepte pas { $value }.
usage-one-of = Au choix : { $values }.
usage-no-value = { $arg } attend une valeur.
usage-missing = Il manque : { $args }.
usage-which-command = `{ $command }` attend de savoir quoi faire : { $commands }.
usage-twice = { $arg } ne peut être donné qu'une fois.
usage-conflict = { $arg } et { $other } ne vont pas ensemble.
usage-too-many = { $arg } n'en accepte pas tant : { $value } est de trop.
usage-how-many = { $arg } n'accepte pas ce nombre de valeurs.
usage-equals = { $arg } attend sa valeur après un signe égal.
usage-not-utf8 = Un mot de cette ligne de commande n'est pas un texte valide.
usage-other = Je n'ai pas compris cette ligne de commande.
usage-next = `{ $command } --help` montre ce qui est accepté.

## Problèmes
trouble = bonsens : { $sentence }
trouble-at = { $place } : { $sentence }
trouble-line = ligne { $line }
trouble-unknown = quelque chose d'imprévu s'est passé ({ $detail }). Recommencez ; si cela dure, parlez-en à qui s'occupe de Bonsens.
file-not-found = je ne trouve pas ce fichier. Vérifiez son nom et son dossier.
file-denied = je n'ai pas le droit de lire ce fichier. Demandez ce droit, ou copiez le fichier là où vous pouvez le lire.
file-is-folder = c'est un dossier. Nommez un fichier qu'il contient.
file-not-utf8 = cette ligne n'est pas en UTF-8. Enregistrez le fichier en UTF-8 puis recommencez.
file-unreadable = ce fichier ne peut pas être lu ({ $detail }). Vérifiez que son disque est bien là, puis recommencez.
io-failed = la lecture ou l'écriture a échoué ({ $detail }). Vérifiez le disque puis recommencez.
import-empty = cette charte n'a pas de texte. Vérifiez qu'elle a été enregistrée, puis chargez-la de nouveau.
import-too-large = { $size } Mo, c'est trop pour une charte (au plus { $limit } Mo). Si c'est le bon fichier, coupez-le ou retirez ses images.
import-binary = ce fichier n'est pas un document que je sais lire. Je lis le Markdown, les pages web, Word (.docx), le PDF, le texte brut, et des questions avec leurs réponses en TOML ou YAML.
import-front-matter-line = le bloc en tête attend une `clé: valeur` par ligne. Corrigez cette ligne ou retirez-la.
import-front-matter-open = le bloc ouvert ici par `---` n'est jamais fermé. Ajoutez une ligne `---` à la fin, ou retirez-le.
import-front-matter-date = `in_force_since` attend un jour comme 2026-01-31. Corrigez-le ou retirez la ligne.
import-format = je ne sais pas lire ce genre de document. Enregistrez-le en Word (.docx), PDF, page web ou Markdown, et chargez ce fichier-là.
import-encrypted = ce document est fermé par un mot de passe. Enregistrez-le sans mot de passe et chargez-le de nouveau.
import-damaged = ce document est abîmé ou incomplet. Ouvrez-le là où il a été écrit, enregistrez-le de nouveau, et chargez ce fichier-là.
import-inflates = une fois déballé, ce fichier contient bien plus qu'une charte, je me suis donc arrêté. Si c'est le bon, enregistrez-le de nouveau sans ses images.
import-too-complex = ce document a bien plus d'éléments qu'une charte, je me suis donc arrêté. Si c'est le bon, enregistrez-le en Word (.docx) ou en Markdown.
import-external = ce document réclame du contenu d'ailleurs, que je ne vais jamais chercher. Enregistrez-le de nouveau avec un traitement de texte et chargez ce fichier-là.
import-scan = { $pages ->
    [one] la seule page est une image
   *[other] { $pages } pages sont des images
}, comme un scan, et je ne sais pas les lire. Chargez le document d'origine, ou un fichier passé par une reconnaissance de texte.
import-faq-syntax = je ne suis plus cette liste de questions à partir d'ici. Corrigez cette ligne et chargez le fichier de nouveau.
import-faq-empty = je ne trouve ici aucune question avec sa réponse. Donnez à chaque entrée une `question` et une `answer`.
import-no-document = je ne trouve ici aucun document que je sache lire.
import-folder-too-large = ce dossier contient plus qu'une charte. Chargez les documents un à un.
rule-syntax = ceci ne peut pas être lu ({ $detail }). Corrigez-le ou retirez-le.
rule-unknown-key = aucune règle n'a de clé `{ $key }`. Corrigez-la ou retirez-la.
rule-missing-key = cette règle n'a pas de `{ $key }`. Ajoutez-le.
rule-duplicate = la règle { $rule } est déjà définie à { $first }. Donnez un autre identifiant à celle-ci.
rule-id = l'identifiant { $rule } devrait s'écrire `{ $family }.un-nom`, en minuscules. Renommez-le.
rule-pattern = le motif de { $rule } ne compile pas ({ $detail }). Corrigez-le ; les assertions avant et arrière et les références ne sont pas acceptées.
rule-too-large = le motif de { $rule } est trop grand une fois compilé. Raccourcissez ses répétitions ou coupez la règle en deux.
rule-validator = { $rule } demande une vérification qui n'existe pas, { $validator }. Au choix : { $known }.
rule-confidence = le `confidence` de { $rule } doit être entre 0 et 1. Écrivez 0.8, par exemple.
rule-empty-keyword = les `keywords` de { $rule } contiennent un mot vide. Retirez-le.
rule-file-too-large = ce fichier est trop grand pour des règles (au plus { $limit } ko). Vérifiez que c'est le bon, ou coupez-le en deux.
rule-too-many = vos fichiers contiennent plus de { $limit } règles. Retirez-en.
rule-above = le `{ $key }` de { $rule } doit valoir { $limit } ou moins. Baissez-le.
rule-too-large-together = à partir de { $rule }, vos règles sont trop grandes une fois compilées. Raccourcissez ses répétitions ou retirez des règles.
rule-always = { $rule } serait essayée sur chaque message. Donnez-lui des `keywords`.
rule-at-least = le `at_least` de { $rule } doit valoir 1 ou plus. Corrigez-le ou retirez-le.
code-name-too-short = le nom de code numéro { $number } a moins de { $least } lettres, et se verrait dans des mots ordinaires. Donnez-en un plus long.
code-name-too-many = il y a trop de noms de code pour la mémoire d'ici. Donnez-en moins.
store-unavailable = les données gardées sont inaccessibles pour l'instant ({ $detail }). Recommencez, ou nommez un autre dossier avec `--data`.
store-in-use = un autre Bonsens utilise { $place }. Arrêtez-le, ou nommez un autre dossier avec `--data`.
store-newer = { $place } a été écrit par une version plus récente de Bonsens, et rien n'a été touché. Lancez cette version, ou remettez une copie du dossier faite avant elle.
store-corrupt = les données gardées ne peuvent pas être lues ({ $detail }). Remettez une copie du dossier, ou nommez-en un autre avec `--data`.
platform-unavailable = la messagerie ne répond pas ({ $detail }). Recommencez dans un instant.
key-no-randomness = le système n'a pas donné d'octets aléatoires, donc aucune clé ne peut être faite. Recommencez dans un instant.
key-not-one = ce fichier devrait contenir la clé de l'installation, et ce n'est pas le cas. Remettez celle du début ; une autre clé ne peut pas lire ce qui est gardé.
key-wrong = un auteur ne peut pas être lu avec cette clé. Remettez la clé avec laquelle cette installation a commencé.
eval-line = cette ligne n'est pas une question. Écrivez {"{"}"question": "…", "answer_section": ["Titre > Section"]{"}"}, ou null si aucune section ne répond.

## Mesurer les réponses
decimal-mark = ,
percent = { $number } %
milliseconds = { $number } ms
eval-unmeasured = –
eval-measure = Mesure
eval-figure = Valeur
eval-meaning = Ce que cela veut dire
eval-questions = Questions
eval-questions-means = { $answerable } auxquelles une section répond, { $others } auxquelles aucune ne répond
eval-recall-at-1 = Juste d'emblée
eval-recall-at-1-means = la bonne section vient en premier
eval-recall-at-3 = Juste en trois
eval-recall-at-3-means = elle est parmi les trois premières
eval-recall-at-5 = Juste en cinq
eval-recall-at-5-means = elle est parmi les cinq premières
eval-mrr-at-10 = Rang
eval-mrr-at-10-means = un divisé par le rang de la bonne section, en moyenne ; 1 est le mieux
eval-precision = Se tait à raison
eval-precision-means = parmi les silences, ceux qui étaient justes
eval-recall = Se tait quand il faut
eval-recall-means = parmi les questions sans réponse dans la charte, celles laissées sans réponse
eval-f1 = Silence, en tout
eval-f1-means = les deux précédents en un chiffre
eval-auroc = Sait quand il sait
eval-auroc-means = plus sûr d'une question qui a une réponse que d'une qui n'en a pas
eval-end-to-end = En tout
eval-end-to-end-means = la bonne section citée, ou un silence juste
eval-time = Temps
eval-time-means = pour chaque question
eval-unresolved = { $file }:{ $line } : aucune charte n'a la section que nomme cette question. Corrigez son `answer_section`, ou nommez la bonne charte avec `--charter`.

## La ligne de commande
scan-none = Rien qui semble confidentiel, dans { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}.
scan-rule = Règle
scan-severity = Gravité
scan-found = Trouvées
scan-total = { $nudges ->
    [one] { $nudges } message recevrait un rappel
   *[other] { $nudges } messages recevraient un rappel
}, sur { $messages }.
scan-not-json = { $file }:{ $line } : cette ligne n'est pas un objet JSON avec un texte. Écrivez {"{"}"id": "1", "text": "…"{"}"}, ou analysez des lignes simples.
scan-not-utf8 = { $file }:{ $line } : cette ligne n'est pas en UTF-8. Enregistrez le fichier en UTF-8 puis recommencez.
scan-too-long = { $file }:{ $line } : cette ligne est plus longue qu'un message. Coupez-la puis recommencez.
rules-explained = { $rule } : { $name } ({ $severity })
rules-keywords = Mots dont l'un doit être présent :
rules-pattern = Motif :
rules-examples = Trouve :
rules-counter-examples = Laisse passer :
rules-ok = { $rules ->
    [one] { $rules } règle tient
   *[other] { $rules } règles tiennent
} : chaque exemple est trouvé, aucun contre-exemple ne l'est.
rules-missed = { $file }:{ $line } : la règle { $rule } ne trouve pas son exemple { $index }. Changez le motif ou l'exemple.
rules-matched = { $file }:{ $line } : la règle { $rule } trouve son contre-exemple { $index }. Resserrez le motif.
rules-unknown = Il n'y a pas de règle { $rule }. `bonsens rules list` les nomme toutes.
rules-eval-set = Langue
rules-eval-all = toutes
rules-eval-messages = Messages
rules-eval-leaks = Fuites
rules-eval-precision = Précision
rules-eval-recall = Rappel
rules-eval-f1 = F1
rules-eval-kind = Genre
rules-eval-seen = Vues
rules-eval-alarms = Pris pour une fuite
rules-eval-placed = Parmi les fuites vues, trouvées au bon endroit : { $placed }
rules-eval-missed = manquée { $id } ({ $kind })
rules-eval-alarm = fausse alerte { $id } ({ $kind }) : { $rules }
rules-eval-no-set = il n'y a là aucun jeu de messages. Nommez un fichier ou un dossier de fichiers `.jsonl`.
rules-eval-line = cette ligne n'est pas un message étiqueté. Écrivez {"{"}"id": "1", "lang": "fr", "kind": "hr", "leak": true, "text": "…"{"}"}.

## Chartes gardées
load-understood = { $title } ({ $id }) : { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
}, { $passages ->
    [one] { $passages } passage
   *[other] { $passages } passages
}, en { $language }.
load-skipped = ligne { $line } : { $reason }
load-outline-passages = { $count ->
    [0] { $heading }
    [one] { $heading } (1 passage)
   *[other] { $heading } ({ $count } passages)
}
load-format = Lu comme { $format }.
format-plain = du texte brut
format-html = une page web
format-docx = un document Word
format-pdf = un PDF
format-faq = des questions et leurs réponses
format-zip = une archive de documents
format-folder = un dossier de documents
load-warning = À noter : { $warning }
load-warning-in = { $file } : { $warning }
warning-headings-guessed = les titres ont été reconnus à leur allure ou à leurs numéros. Vérifiez le plan ci-dessous.
warning-images = { $count ->
    [one] 1 image a été laissée de côté : je ne sais pas lire les mots qu'elle contient.
   *[other] { $count } images ont été laissées de côté : je ne sais pas lire les mots qu'elles contiennent.
}
warning-scans = je ne sais pas lire ces pages, qui sont des images : { $pages }.
warning-illegible = je n'arrive pas à lire les lettres de ces pages : { $pages }.
warning-repeated = { $count ->
    [one] 1 ligne répétée de page en page a été laissée de côté.
   *[other] { $count } lignes répétées de page en page ont été laissées de côté.
}
warning-footnotes = { $count ->
    [one] 1 note de bas de page a été laissée de côté.
   *[other] { $count } notes de bas de page ont été laissées de côté.
}
warning-encoding = ce texte n'est pas en UTF-8. Je l'ai lu en { $encoding } : vérifiez ses accents.
warning-left-out = { $file } n'est pas un document que je sais lire, je l'ai laissé de côté.
load-kept = Gardé dans { $folder }.
explain-probability = Chances que cette section réponde : { $probability } % (une réponse est donnée à partir de { $needed } %).
explain-evidence = { $what } : { $value } % ({ $pull })
explain-treated = Mots de la question que la section contient ou traite
explain-heading = Mots de son titre que la question nomme
explain-subjects = Sujets en commun (quatre ou plus comptent pour 100 %)
explain-outside = Une matière que les chartes traitent rarement
explain-asks-amount = La question demande un chiffre ou une date
explain-asks-identity = La question demande un nom ou une chose
explain-asks-existence = La question demande si quelque chose existe
load-one-id = `--id` nomme une seule charte : chargez les autres à part.
lang-fr = français
lang-en = anglais
lang-other = une langue qui n'est ni le français ni l'anglais : les réponses seront moins bonnes
list-none = Aucune charte n'est encore gardée. `bonsens knowledge load CHEMIN` en garde une.
list-id = Id
list-version = Version
list-since = En vigueur depuis
list-language = Langue
list-title = Titre
register-one-title = `--title` nomme un seul document : enregistrez les autres à part.
register-document = « { $title } » est enregistré sous { $id }, par { $count } empreintes. Son texte n'est pas gardé.
register-values = « { $title } » est enregistré sous { $id }, { $count ->
    [one] avec { $count } valeur. Elle n'est pas gardée, seulement reconnue.
   *[other] avec { $count } valeurs. Elles ne sont pas gardées, seulement reconnues.
}
register-too-short = il n'y a pas assez de texte qui lui soit propre pour le reconnaître (au moins { $least } mots). Enregistrez un document plus long, ou des valeurs exactes avec `--values`.
register-no-value = il n'y a pas de valeur dedans. Mettez-en une par ligne, ou nommez une colonne avec `--column`.
register-too-many = il y a plus de { $limit } valeurs. Enregistrez-les en plusieurs listes.
register-no-column = aucune colonne ne s'appelle « { $column } ». Donnez un en-tête de la première ligne, tel qu'il y est écrit.
register-value-short = ligne { $line } : pas prise, trop courte pour être distinguée de nombres ou de mots ordinaires.
register-value-long = ligne { $line } : pas prise, plus longue que ce qui est cherché d'un seul tenant (au plus 4 morceaux et 63 lettres).
register-value-common = ligne { $line } : pas prise, on l'écrit tous les jours.
registered-none = Rien n'est encore enregistré. `bonsens rules register FICHIER` enregistre un document.
registered-kind = Genre
registered-day = Enregistré le
registered-prints = Empreintes
registered-document = document
registered-values = valeurs
unregistered = { $id } est oublié.
unregister-unknown = rien n'est enregistré sous { $id }. `bonsens rules registered` liste ce qui l'est.
show-unknown = Il n'y a pas de charte { $id }. `bonsens knowledge list` nomme celles qui sont gardées.
skipped-template-tag = une balise de gabarit, hors du texte
skipped-html-markup = du HTML sans mots
skipped-no-words = rien à lire, une image par exemple
skipped-empty-section = un titre sans texte à lui

## Le terminal
try-welcome = Bienvenue dans un petit lieu de travail simulé. Écrivez un message comme le ferait { $person }, ou `aide`.
try-help = Une commande par ligne ; tout le reste est publié comme message :
    demander QUESTION       interroger la charte
    vérifier TEXTE          vérifier un brouillon avant de le publier où que ce soit
    comme NOM               parler au nom de : ana, ben, chloe ; mia modère, noa administre
    dans CANAL              aller dans : general, team (privé), partners (avec des externes), union (exempté)
    modifier N TEXTE        modifier le message N
    supprimer N             supprimer le message N
    corriger | faux | public | destinataires | protégé | autre | lire | personne
                            répondre à votre dernier rappel
    prendre | confirmer | classer RAISON | relire
                            traiter le dernier signalement, en tant que mia
    signalements            les signalements ouverts, en tant que mia
    attendre 20m            avancer l'horloge
    moi | oublier           ce que le bot sait de vous ; le faire effacer
    appuyer MOTS            appuyer sur le bouton qui se lit ainsi ; appuyer MOTS: TEXTE s'il en faut un
    accueil                 votre page du bot
    administrer             ce qui est réglé et ce qu'on peut faire, en tant que noa
    charger FICHIER         déposer une charte, en tant que noa
    mode observe | nudge | nudge-and-flag
                            jusqu'où va le bot, en tant que noa
    quitter                 quitter
try-observe = Selon cette configuration, le bot compte seulement, par règle et sans noms : il ne parle à personne d'un message.
try-nudge = Selon cette configuration, le bot parle en privé aux auteurs ; les modérateurs ne sont pas prévenus.
try-nudge-and-flag = Selon cette configuration, le bot parle en privé aux auteurs, et les modérateurs sont prévenus de ce qui compte et qui reste.
try-where = Vous êtes { $person }, dans #{ $channel }.
try-posted = message { $number }
try-no-message = Aucun message { $number } de vous. Publiez-en un, puis utilisez son numéro.
try-no-nudge = Aucun rappel ne vous attend. Publiez d'abord quelque chose qui semble confidentiel.
try-no-flag = Il n'y a pas encore de signalement.
try-no-person = Je ne connais pas { $name }. Il y a : ana, ben, chloe, mia, noa.
try-no-channel = Il n'y a pas de canal { $name }. Il y a : general, team, partners, union.
try-bad-wait = Je n'ai pas compris cette durée. Essayez `attendre 20m` ou `attendre 2h`.
try-nudge-keys = (répondez par : corriger, faux, public, destinataires, protégé, autre, lire, personne)
try-flag-keys = (en tant que mia, répondez par : prendre, confirmer, classer RAISON, relire)
try-press-keys = (appuyez par ses mots : appuyer MOTS, ou appuyer MOTS : TEXTE s'il en faut un)
try-no-button = Il n'y a pas de tel bouton à votre écran. Tapez quelques-uns de ses mots, comme `appuyer utile`.
try-button-words = Ce bouton demande un texte après deux-points, comme `appuyer répondre: …`.
try-button-commands = Ce bouton a ses propres commandes : voir `aide`.
try-clock = Il est maintenant { $time }.
try-bye = Au revoir, et merci d'avoir essayé.
sees-person = { $person } voit, en privé :
sees-channel = Tout le monde dans #{ $channel } voit :
sees-home = Sur la page de { $person } :
sees-helpdesk = Les personnes qui répondent voient :
sees-moderators = Les modérateurs voient :

## Une configuration
cli-any-config = Un fichier de configuration, par exemple bonsens.toml
cli-config = Regarder un fichier de configuration
cli-config-examples =
    bonsens config check bonsens.toml
cli-config-check = Dire ce qu'une configuration décide, et si tout ce qu'elle nomme est utilisable
cli-config-check-more = Rien n'est modifié. Une faute de frappe est signalée avec sa ligne.
cli-config-check-examples =
    bonsens config check bonsens.toml
    # Vivre une journée de travail avec elle.
    bonsens try --config bonsens.toml
cli-config-check-file = Le fichier ; sans lui, celui de `--config`
config-which = Quelle configuration ? Écrivez `bonsens config check FICHIER`, ou renseignez BONSENS_CONFIG.
config-good = { $file } est utilisable.
config-mode = Mode
config-record = Registre de responsabilité
config-record-complete = complet
config-record-missing = incomplet, donc seule l'observation est possible : { $missing }
config-window-low = Modérateurs prévenus, gravité faible
config-window-medium = Modérateurs prévenus, gravité moyenne
config-window-high = Modérateurs prévenus, gravité élevée
config-window-critical = Modérateurs prévenus, gravité critique
config-window-never = jamais
config-window-now = aussitôt
config-cooldown = Même chose pas redite avant
config-large-channel = Membres d'un grand canal
config-exempt = Canaux jamais analysés
config-kept = Rappels et signalements gardés
config-days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
config-charters = Chartes
config-rules = Règles
config-none = rien de nommé
config-too-large = c'est trop gros pour une configuration ({ $limit } Mo au plus). Vérifiez que c'est le bon fichier.
config-syntax = ceci ne se lit pas ({ $detail }). Corrigez-le ou retirez-le.
config-duration = ce n'est pas une durée. Écrivez "15m", "2h" ou "1h 30m" ; pour un délai de correction, "never" (jamais) convient aussi.
config-not-allowed = le mode `{ $mode }` s'adresse aux personnes, ce qui demande un registre complet de ce qui a été fait avant. Sous `[accountability]`, il manque : { $missing }. Complétez-le, ou restez en mode "observe" jusque-là.
config-slack-connection = Slack se joint soit par une socket (`app_token`), soit à une adresse (`listen` et `signing_secret`). Nommez l'un des deux, en entier.
config-none-served = rien à servir n'est nommé. Ajoutez une section `[[{ $section }]]`.
config-served-twice = le même est nommé deux fois. N'en gardez qu'un.
config-discord-id = le `{ $key }` de ce serveur n'est pas un identifiant tel que Discord les donne : 17 à 20 chiffres, entre guillemets. Dans Discord, activez le mode développeur dans les paramètres avancés, puis choisissez « Copier l'identifiant » dans le menu du serveur, du salon ou du rôle.
config-slack-id = le `{ $key }` de cet espace n'est pas un identifiant tel que Slack les donne. Copiez celui qui commence par { $letter }.
secret-not-set = la variable { $name } n'est pas définie, alors que la configuration dit qu'elle contient un secret. Définissez-la et relancez.
secret-not-one = ce fichier doit contenir un secret et rien d'autre. Mettez-y le jeton, sur une ligne.
platform-refused = la messagerie refuse ({ $detail }). Il n'y aura pas d'autre essai.
event-full = trop de choses attendent d'être regardées. Réessayez dans un instant.
event-stopping = Bonsens s'arrête. Réessayez une fois qu'il aura redémarré.
load-same-id = { $first } et ce fichier seraient tous deux gardés sous { $id }, version { $version }. Chargez-les l'un après l'autre, avec `--id` ou `--version`.
load-replaced = { $id }, version { $version }, était déjà gardée : celle-ci prend sa place.
load-no-version = (aucune)

## Servir une messagerie
cli-slack = Mettre en place Slack
cli-slack-examples =
    bonsens slack manifest
cli-slack-manifest = Afficher l'application à créer dans Slack, prête à coller
cli-slack-manifest-more = L'application sort sur la sortie standard ; le pourquoi de chaque droit est dit à côté.
cli-slack-manifest-examples =
    # Aucune adresse publique n'est nécessaire.
    bonsens slack manifest
    # Slack appelle le bot, pour plusieurs instances derrière un répartiteur.
    bonsens slack manifest --http https://bonsens.example.org
cli-slack-manifest-removal = Demander aussi ce qui permet aux modérateurs de supprimer un message
cli-slack-manifest-http = Adresse publique du bot ; sinon, Socket Mode
cli-value-url = URL
cli-discord = Mettre en place Discord
cli-discord-examples =
    bonsens discord invite --application-id 1100000000000000001
cli-discord-invite = Afficher le lien par lequel le bot rejoint un serveur
cli-discord-invite-more = Le lien sort sur la sortie standard ; le pourquoi de chaque permission est dit à côté.
cli-discord-invite-examples =
    bonsens discord invite --application-id 1100000000000000001
    # Les modérateurs peuvent faire supprimer des messages.
    bonsens discord invite --application-id 1100000000000000001 --removal
cli-discord-invite-application-id = L'identifiant de l'application : 17 à 20 chiffres, sur sa page General Information
cli-discord-invite-removal = Demander aussi ce qui permet aux modérateurs de supprimer un message
cli-doctor = Regarder si tout est en place, et dire que faire pour le reste
cli-doctor-more = Se termine par 1 si quelque chose n'est pas en place.
cli-doctor-examples =
    bonsens doctor --config bonsens.toml
cli-doctor-json = Afficher un objet JSON par vérification
slack-scopes = Ce que l'application demande, et pourquoi :
slack-manifest-next = Dans Slack, ouvrez « Your Apps », choisissez « Create New App », puis « From a manifest », et collez ceci. Installez-la ensuite, puis laissez `bonsens doctor` regarder.
discord-permissions = Ce que le bot demande, et pourquoi :
discord-invite-next = Ouvrez le lien dans un navigateur, choisissez le serveur, puis laissez `bonsens doctor` regarder. Sur la page Bot de l'application, activez d'abord Message Content Intent : sans cela le bot ne peut rien lire.
discord-bot-token = Discord n'accepte pas le jeton du bot. Copiez-le à nouveau depuis la page de l'application, sous Bot.
discord-token-spelling = le jeton du bot a des signes qu'aucun jeton n'a. Copiez-le à nouveau depuis la page de l'application, sous Bot, et rien d'autre avec.
discord-intents = Discord ne laisse pas le bot lire les messages. Sur la page de l'application, sous Bot, activez Message Content Intent, puis relancez.
discord-intents-members = Discord ne laisse pas le bot lire les messages ni voir qui arrive. Sur la page de l'application, sous Bot, activez Message Content Intent et Server Members Intent, puis relancez. Sans `welcome`, le second n'est pas nécessaire.
discord-closed = Discord a fermé la connexion pour de bon (code { $detail }). Relancez ; si cela ne suffit pas, prenez une version plus récente de Bonsens.
discord-address = { $address } n'est pas une adresse de l'API REST de Discord. Retirez `api_url`, ou écrivez-la avec https.
discord-gateway-address = { $address } n'est pas une adresse de la passerelle de Discord. Retirez `gateway_url`, ou écrivez-la avec wss.
run-nothing = aucune messagerie n'est nommée. Ajoutez une section `[slack]` ou `[discord]` à la configuration, et donnez-la avec `--config`.
doctor-record = Le registre de responsabilité est complet.
doctor-record-missing = Le registre de responsabilité n'est pas complet : { $missing }.
doctor-record-do = D'ici là, le bot répond aux questions et compte, et ne parle à personne de ses messages. Complétez `[accountability]` une fois que c'est fait.
cli-run = Servir les espaces de la configuration jusqu'à l'ordre d'arrêt
cli-run-more = Sur Ctrl-C ou SIGTERM, il ne prend plus rien, termine ce qu'il a pris, et s'arrête. BONSENS_LOG=debug en dit plus sur la sortie d'erreur ; aucun journal ne contient ce que les gens ont écrit.
cli-run-examples =
    bonsens doctor --config bonsens.toml
    bonsens run --config bonsens.toml
cli-run-data = Dossier où les enregistrements et la clé de l'installation sont gardés ; sans cette option, celui de la configuration, sinon bonsens-data
run-begins = Bonsens est au travail, en mode { $mode }. Ctrl-C l'arrête.
run-stops = Arrêt : je termine ce qui a été pris.
run-stopped = Arrêté. Rien n'a été laissé en route.
slack-bot-token = Slack refuse le jeton du bot pour { $workspace } ({ $detail }). Copiez-le à nouveau depuis la page de l'application, sous OAuth & Permissions.
slack-app-token = Slack refuse le jeton d'application ({ $detail }). Créez-en un avec connections:write sur la page de l'application, sous Basic Information.
slack-no-scope = il manque à un jeton le droit { $scope }. Collez à nouveau le manifeste de `bonsens slack manifest` sur la page de l'application, puis réinstallez-la.
slack-other-workspace = le jeton donné pour { $expected } appartient à { $found }. Donnez à chaque espace le sien.
slack-socket-off = le Socket Mode est désactivé pour cette application. Activez-le sur sa page, ou utilisez `listen` et `signing_secret`.
slack-address = { $address } n'est pas une adresse de l'API web de Slack. Retirez `api_url`, ou écrivez-la en https.
slack-listen = je ne peux pas écouter sur { $address } ({ $detail }). Arrêtez ce qui l'utilise, ou choisissez un autre port.
slack-network = le réseau n'est pas utilisable ({ $detail }). Vérifiez les certificats et les connexions de cette machine.
document-interrupted = La lecture du document a été interrompue. Merci de le déposer à nouveau.

## Les exports
export-no-file = `--export` lit un fichier ou un dossier. Nommez-le à la fin : `bonsens scan --export slack export.zip`.
export-not-slack = c'est { $what ->
    [nothing] un fichier vide
    [html] une page web
    [pdf] un PDF
    [archive] une archive qui n'est pas un zip
    [text] un texte simple
    [json] un seul fichier JSON
    [jsons] un ensemble de fichiers JSON sans liste de canaux
    [no-json] quelque chose sans fichier JSON
    [document] un document de bureautique
   *[unknown] un type de fichier que je ne connais pas
}, pas un export Slack. Donnez-moi le zip fait par Slack, ou son dossier déballé : on y trouve `channels.json` ou `groups.json`. Pour un export Discord, écrivez `--export discord`.
export-not-discord = c'est { $what ->
    [nothing] un fichier vide
    [html] une page web
    [pdf] un PDF
    [archive] une archive qui n'est pas un zip
    [text] un texte simple
    [json] un fichier JSON sans salon ni messages
    [jsons] un ensemble de fichiers JSON sans salon ni messages
    [no-json] quelque chose sans fichier JSON
    [document] un document de bureautique
    [slack] un export Slack
   *[unknown] un type de fichier que je ne connais pas
}, pas un export Discord. Donnez-moi le fichier que DiscordChatExporter écrit quand on lui demande du JSON, ou un dossier ou un zip de ces fichiers. Pour un export Slack, écrivez `--export slack`.
export-damaged = cet export est abîmé ou incomplet. Récupérez-le de nouveau et recommencez.
export-encrypted = cette archive est fermée par un mot de passe. Déballez-la et donnez-moi le dossier.
export-inflates = une fois déballée, cette archive contient bien plus qu'un export, je me suis donc arrêté. Si c'est la bonne, déballez-la et donnez-moi le dossier.
export-week = Semaine
export-count = Serait dit
export-all-weeks = Toutes les semaines
export-at-least = au moins { $count }
export-hidden = masqué
export-none = Rien ici n'aurait conduit à dire un mot à quelqu'un.
export-means = Combien de fois un auteur aurait été prévenu en privé, par règle et semaine ISO. Les groupes de moins de 5 sont masqués, comme les sommes qui les trahiraient.
export-read = Lu : { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
} dans { $channels ->
    [one] { $channels } canal
   *[other] { $channels } canaux
}.
export-skipped-bots = Laissé de côté : { $count ->
    [one] { $count } message de robot
   *[other] { $count } messages de robots
}.
export-skipped-notices = Laissé de côté : { $count ->
    [one] { $count } annonce de la plateforme
   *[other] { $count } annonces de la plateforme
}.
export-skipped-exempt = Jamais lu : { $count ->
    [one] { $count } canal exempté
   *[other] { $count } canaux exemptés
}.
export-skipped-direct = Jamais lu : { $count ->
    [one] { $count } conversation directe
   *[other] { $count } conversations directes
}.
export-skipped-unlisted = Pas lu : { $count ->
    [one] { $count } dossier qu'aucune liste de canaux ne nomme
   *[other] { $count } dossiers qu'aucune liste de canaux ne nomme
}.
export-unreadable = Je n'ai pas pu lire { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}, ni { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
} jusqu'au bout :
export-place = { $file } : { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
}
export-place-broken = { $file } : interrompu, ou autre chose que ce qui est attendu

## Pourquoi une trouvaille en est une
explain-finding = { $id } : { $rule }, sûr à { $chance } %
explain-at-first = { $seen } Cela seul : sûr à { $chance } %.
explain-seen-certain = Vu à la forme de la valeur, qui est une preuve.
explain-seen-checked = Vu à la forme de la valeur, et ses chiffres de contrôle sont justes.
explain-seen-form = Vu à sa forme.
explain-seen-announced = Vu aux mots qui annoncent un secret.
explain-seen-judged = Jugé sur tout ce que dit la phrase, chaque chose ayant son poids.
explain-seen-parts = Vu aux morceaux qui, réunis, font un secret.
explain-seen-words = { $seen } Il y faut un de ces mots ou de leurs semblables : { $words }.
explain-seen-listed = C'est sur la liste de l'organisation.
explain-for = + { $strength ->
    [strong] fortement pour
    [fair] assez pour
   *[weak] un peu pour
} : { $what }
explain-against = - { $strength ->
    [strong] fortement contre
    [fair] assez contre
   *[weak] un peu contre
} : { $what }
explain-words = des mots comme « { $words } »
explain-signs = des signes plutôt que des mots
explain-what = { $what } ({ $place ->
    [beside] à côté
    [message] n'importe où dans le message
    [value] dans la valeur même
    [before] avant, dans sa phrase
    [after] juste après
   *[sentence] dans la même phrase
})
explain-piece-who = le nom de quelqu'un
explain-piece-whop = le nom de quelqu'un ou un pronom
explain-piece-name = le nom de quelqu'un
explain-piece-role = la fonction de quelqu'un
explain-piece-opinion = une opinion
explain-piece-alarm = les signes d'une alerte
explain-piece-hush = une demande de discrétion
explain-piece-pay = une somme de paie
explain-piece-amount = une somme
explain-piece-big = une grosse somme
explain-piece-condition = un état de santé
explain-piece-machine = des machines plutôt que des gens
explain-piece-self = quelqu'un qui parle de soi
explain-piece-open = quelque chose de déjà public
explain-piece-topic = des règles ou une formation dont on parle
explain-piece-password = un mot qui désigne un mot de passe
explain-piece-phone = un numéro de téléphone
explain-piece-provider = le nom d'un service
explain-cleared = Ce n'en serait pas une avec :
explain-clears-nothing = rien d'autre : une telle forme en est une quoi qu'on dise autour
explain-clears-missing = { $what }
explain-clears-weakened = { $what }, qui l'aurait rendue moins sûre
explain-clears-without = tout le reste, sans { $what }
explain-clears-fewer = moins de { $count } valeurs différentes
explain-clears-placeholder = une doublure à la place de la valeur, comme <token> ou xxxx
explain-clears-digits = des chiffres de contrôle faux
explain-clears-example = un mot disant que c'est un exemple ou inventé
explain-clears-alert = les signes d'une alerte
explain-clears-talk = une discussion syndicale, une question sur les règles, ou une plaisanterie
