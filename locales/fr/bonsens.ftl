# Ce que lisent salariés, modérateurs et administrateurs. Bienveillant, bref, sans reproche ni jargon.

## Un rappel
nudge-hello = Un mot en privé : votre message contient peut-être une information confidentielle. Vous seul voyez ceci.
nudge-article = La charte en parle ici : { $section }
nudge-nobody-told = Personne d'autre n'est prévenu. Vous pouvez modifier ou supprimer votre message.
nudge-told-now = Cela pourrait nuire rapidement : les modérateurs sont prévenus dès maintenant, sans le texte. Modifier ou supprimer votre message règle la question.
nudge-told-later = { $minutes ->
    [one] Si c'est encore là dans { $minutes } minute, les modérateurs seront prévenus, sans le texte.
   *[other] Si c'est encore là dans { $minutes } minutes, les modérateurs seront prévenus, sans le texte.
} Modifier ou supprimer votre message règle la question.
nudge-kept = { $days ->
    [one] Je garde le type d'information et son emplacement { $days } jour, jamais le texte.
   *[other] Je garde le type d'information et son emplacement { $days } jours, jamais le texte.
}
nudge-will-fix = Merci. Modifiez ou supprimez le message et c'est réglé.
nudge-not-confidential = C'est noté, merci de me l'avoir dit. Je n'y reviendrai pas.
thanks = Merci, c'est corrigé. Il n'y a plus rien à faire.
look-again = Les modérateurs vous invitent à relire votre message.
finding = { $rule } : ligne { $line }, après { $before ->
    [one] { $before } mot
   *[other] { $before } mots
}, { $characters ->
    [one] { $characters } caractère
   *[other] { $characters } caractères
}

## Une réponse
source = Source : { $section }, { $charter }
source-version = , version { $version }
source-since = , en vigueur depuis le { $since }
abstention = La charte ne le dit pas.
abstention-nearest = L'article le plus proche, qui ne répond peut-être pas : { $section }
contact = Vous pouvez demander à : { $contact }
contact-none = Vous pouvez demander à votre responsable ou aux ressources humaines.
article-none = La charte n'a pas d'article à ce sujet.

## Un brouillon
draft-clean = Je ne vois rien de confidentiel dans ce brouillon. Je peux me tromper : votre jugement compte.
draft-found = Avant de publier, regardez ceci :
draft-forgotten = Votre brouillon est déjà oublié, et personne n'est prévenu.

## Un signalement
flag = Signalement : gravité { $severity }, dans { $channel }, message { $message }. { $state }
flag-open = Personne ne s'en occupe encore.
flag-taken = Un modérateur s'en occupe.
flag-confirmed = Fuite confirmée.
flag-dismissed = Ce n'est pas une fuite.
flag-fixed = Corrigé par son auteur, rien à faire.
flag-reason = Jugé non confidentiel : { $reason }
flags-none = Aucun signalement n'est ouvert.
flags-open = { $count ->
    [one] { $count } signalement est ouvert :
   *[other] { $count } signalements sont ouverts :
}
flags-more = { $count ->
    [one] Et { $count } autre, moins grave ou plus récent.
   *[other] Et { $count } autres, moins graves ou plus récents.
}
severity-low = faible
severity-medium = moyenne
severity-high = élevée
severity-critical = critique
reason-example = un exemple ou une valeur inventée
reason-public = déjà public
reason-audience = destiné à ces lecteurs
reason-protected = parole protégée
reason-other = une autre raison
outcome-open = Les modérateurs ont été prévenus de votre message, sans son texte. Le modifier ou le supprimer règle encore la question.
outcome-confirmed = Les modérateurs ont regardé : cela ne devrait pas rester là. Merci de modifier ou de supprimer le message, et demandez de l'aide si besoin.
outcome-dismissed = Les modérateurs ont regardé : tout va bien, rien à faire.

## Les boutons
button-will-fix = Je corrige
button-not-confidential = Pas confidentiel
button-read-article = Lire l'article
button-ask-person = Demander à quelqu'un
button-take = Prendre
button-confirm = Confirmer
button-dismiss = Pas une fuite
button-ask-author = Demander à l'auteur

## Droits et refus
reporting-channel = Si vous voulez signaler un fait grave, la charte prévoit un canal protégé. Personne n'a été prévenu de votre message.
about-you = { $count ->
    [one] Je garde { $count } rappel à votre sujet, jamais le texte :
   *[other] Je garde { $count } rappels à votre sujet, jamais le texte :
}
about-you-nothing = Je ne garde rien à votre sujet.
about-you-nudge = Le { $day }, dans { $channel } :
about-you-flag = Les modérateurs ont été prévenus, sans le texte. { $state }
about-you-no-flag = Les modérateurs n'ont pas été prévenus.
about-you-rights = { $days ->
    [one] Tout cela est conservé { $days } jour au plus. Vous pouvez le faire effacer à tout moment.
   *[other] Tout cela est conservé { $days } jours au plus. Vous pouvez le faire effacer à tout moment.
}
erased = { $count ->
    [one] C'est fait : { $count } rappel à votre sujet est effacé.
   *[other] C'est fait : { $count } rappels à votre sujet sont effacés.
}
about-you-requests-kept = Elles sont conservées chiffrées, pour vous et pour les personnes qui répondent.
about-you-requests = { $count ->
    [one] Vous avez transmis { $count } question à quelqu'un :
   *[other] Vous avez transmis { $count } questions à quelqu'un :
}
erased-requests = { $count ->
    [one] Ainsi que { $count } question que vous aviez transmise.
   *[other] Ainsi que { $count } questions que vous aviez transmises.
}
not-for-you = Ceci est pour quelqu'un d'autre. Tout va bien.
already-settled = C'était déjà réglé. Il n'y a plus rien à faire.

## Une réponse, et ce qu'en pensent ses lecteurs
shared = Quelqu'un ici a posé la question, et la charte dit :
rated-helpful = Merci, c'est bon à savoir.
rated-not-helpful = Merci de me le dire : cela aide à améliorer la charte.
passed-on = Votre question est partie, sans votre nom. La réponse vous reviendra ici.
passed-on-named = Votre question est partie, avec votre nom. La réponse vous reviendra ici.
request = Quelqu'un demande, sans donner son nom :
request-named = { $by } demande :
request-waits = Votre réponse lui parviendra en privé.
request-answered = Réponse donnée :
request-gone = Cette question n'est plus conservée.
reply-asked = Vous avez demandé :
reply = Une personne vous répond :
button-helpful = Utile
button-not-helpful = Pas utile
button-share = Partager avec le canal
button-ask-about = Demander à quelqu'un
button-write = Écrire à quelqu'un
button-reply = Répondre

## La page de chacun
home-hello = Je réponds aux questions sur votre charte, et je dis un mot en privé quand un message semble confidentiel. Je ne juge jamais personne.
home-open = { $count ->
    [one] { $count } message vous attend :
   *[other] { $count } messages vous attendent :
}
home-kept = { $count ->
    [one] Je garde { $count } rappel à votre sujet, { $days } jours au plus, jamais le texte.
   *[other] Je garde { $count } rappels à votre sujet, { $days } jours au plus, jamais le texte.
}
home-requests = { $count ->
    [one] Je garde { $count } question que vous avez transmise à quelqu'un, { $days } jours au plus, chiffrée.
   *[other] Je garde { $count } questions que vous avez transmises à quelqu'un, { $days } jours au plus, chiffrées.
}
home-tip = Le conseil de la semaine : { $tip }
tip-none = Il n'y a pas de conseil cette semaine.
welcome = Bienvenue ! Je suis Bonsens. Je réponds aux questions sur la charte de cette organisation, et je préviens en privé l'auteur d'un message qui ressemble à une fuite.
welcome-promise = Je ne juge jamais personne, je ne garde aucun message et je ne lis pas les conversations entre personnes.
button-tip = Un conseil
button-open-nudge = Le lire
home-charter = Vous pouvez m'interroger sur : { $title }
button-ask = Interroger la charte
button-check = Vérifier un brouillon
button-about-me = Que savez-vous de moi ?
button-forget-me = L'effacer
button-read-section = Lire
button-flags = Signalements ouverts
button-admin = Administration

## Un signalement, et qui s'en occupe
flag-removing = Le message est en cours de suppression.
flag-removed = Le message a été supprimé.
flag-handler = Suivi par { $by }.
outcome-removed = Les modérateurs ont supprimé votre message : il ne pouvait pas rester là. Demandez de l'aide si besoin, personne n'est mis en cause.
not-removed = Je ne peux pas supprimer ce message d'ici. Demandez à son auteur, ou à un administrateur.
button-remove = Supprimer le message

## Administration
panel-mode = Jusqu'où je vais : { $mode }
panel-missing = Pour aller plus loin, il faut d'abord ceci dans la configuration, sous `accountability` :
panel-charters = Les chartes qui répondent :
panel-charter = - { $title }, version { $version }
panel-charter-here = - { $title }, version { $version }, publiée ici
panel-exempt = Jamais analysés : { $channels }
panel-exempt-none = Aucun canal n'est exempté d'analyse.
panel-window = Les modérateurs sont prévenus, gravité { $severity } : { $window }
panel-large = Un canal compte comme grand à partir de { $members } membres
panel-code-names = { $count ->
    [0] Aucun nom de code n'est défini.
    [one] { $count } nom de code est défini.
   *[other] { $count } noms de code sont définis.
}
panel-unanswered = { $count ->
    [0] La charte a bien répondu à toutes les questions.
    [one] { $count } question n'a pas reçu de bonne réponse.
   *[other] { $count } questions n'ont pas reçu de bonne réponse.
}
mode-name-observe = compter seulement
mode-name-nudge = un mot en privé aux auteurs
mode-name-nudge-and-flag = un mot en privé aux auteurs, et des signalements aux modérateurs
window-never = jamais
window-at-once = tout de suite
window-hours = { $count ->
    [one] après { $count } heure
   *[other] après { $count } heures
}
window-minutes = { $count ->
    [one] après { $count } minute
   *[other] après { $count } minutes
}
button-settings = Réglages
button-load-charter = Charger une charte
button-unanswered = Questions sans réponse
button-history = Qui a changé quoi
button-publish = Publier
button-discard = Annuler
button-roll-back = Revenir à la précédente
unanswered = Ce à quoi la charte n'a pas répondu, ou pas bien, sans dire qui a demandé :
unanswered-none = La charte a bien répondu à toutes les questions jusqu'ici.
unanswered-silent = - { $day }, sans réponse : { $question }
unanswered-unhelpful = - { $day }, réponse jugée pas utile : { $question }
unanswered-more = { $count ->
    [one] Et { $count } plus ancienne.
   *[other] Et { $count } plus anciennes.
}
history = Qui a changé quoi, du plus récent au plus ancien :
history-none = Rien n'a encore été changé.
history-change = - { $at }, { $by } : { $deed }
history-someone = quelqu'un
deed-mode = jusqu'où je vais : { $mode }
deed-exempted = { $channel } n'est plus analysé
deed-exemption-ended = { $channel } est de nouveau analysé
deed-code-names = noms de code : { $added } en plus, { $removed } en moins
deed-loaded = { $charter }, version { $version }, déposée
deed-published = { $charter }, version { $version }, publiée
deed-discarded = { $charter }, version { $version }, annulée
deed-rolled-back = { $charter }, version { $version }, retirée
deed-flag = signalement { $flag } : { $act }
deed-refused = refusé : { $what }
refused-flags-asked = voir les signalements ouverts
refused-flag-handled = agir sur un signalement
refused-admin-asked = voir l'administration
refused-charter-offered = déposer une charte
refused-charter-decided = décider d'une charte
refused-settings-changed = changer les réglages
refused-request-answered = répondre à une question transmise
settings-saved = C'est fait. Désormais :
settings-same = Rien n'était différent, donc rien n'a changé.
not-changed = Rien n'a été changé :
preview = { $count ->
    [one] J'ai lu « { $title } », version { $version }, avec { $count } section. Elle ne répond encore à personne.
   *[other] J'ai lu « { $title } », version { $version }, avec { $count } sections. Elle ne répond encore à personne.
}
preview-lang-fr = Elle est en français.
preview-lang-en = Elle est en anglais.
preview-lang-other = Elle ne semble être ni en français ni en anglais : j'y trouverai peut-être peu de choses.
preview-since = En vigueur depuis le { $since }
preview-contact = Elle dit à qui s'adresser : { $contact }
preview-contact-none = Elle ne dit pas à qui s'adresser. Une ligne `contact: …` entre deux lignes `---` tout en haut aiderait.
preview-live = Aujourd'hui, c'est la version { $version } qui répond.
preview-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
preview-warnings = { $count ->
    [one] { $count } chose que je n'ai pas pu lire :
   *[other] { $count } choses que je n'ai pas pu lire :
}
preview-decide = Publiez-la, et elle répond aussitôt. Annulez, et je l'oublie.
charter-unreadable = Je n'ai pas pu faire une charte de { $file }. Rien n'a changé.
charter-published = « { $title } », version { $version }, répond désormais.
charter-discarded = Annulé : { $charter }, version { $version }, est oubliée.
charter-rolled-back = C'est fait : { $charter }, version { $version }, répond de nouveau.
charter-rolled-back-to-none = C'est fait : les chartes de la configuration répondent de nouveau.
charter-gone = { $charter }, version { $version }, ne peut plus être changée : elle a été publiée, retirée ou annulée entre-temps.

## Jusqu'où aller
mode-observe = Désormais je compte seulement, par règle et sans noms. Je ne parle à personne.
mode-nudge = Désormais je parle en privé aux auteurs. Les modérateurs ne sont pas prévenus.
mode-nudge-and-flag = Désormais je parle en privé aux auteurs, et les modérateurs sont prévenus de ce qui compte et qui reste.
mode-refused = Pas encore : on ne s'adresse aux personnes qu'une fois que l'organisation en a répondu. Dans la configuration, sous `accountability`, il manque :
missing-staff-informed = - staff_informed : le jour où le personnel a été informé de ce qui est cherché, par qui et pourquoi, et où c'est écrit
missing-representatives-consulted = - representatives_consulted : le jour où les représentants du personnel ont été consultés et où c'est écrit, ou pourquoi aucune loi ne le demande ici
missing-impact-assessed = - impact_assessed : le jour où les conséquences pour les personnes ont été évaluées, et où c'est écrit

## Ce que chaque famille demande à la charte, pour trouver l'article qui s'applique
topic-credential = mots de passe et sécurité des comptes
topic-personal = données personnelles
topic-hr = informations confidentielles sur les collègues, salaire et données personnelles
topic-health = données personnelles et informations confidentielles sur la santé
topic-business = informations confidentielles, clients, appels d'offres et résultats financiers
