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
flag = Signalement : gravité { $severity }, dans #{ $channel }, message { $message }. { $state }
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
    [one] Je garde { $count } rappel à votre sujet :
   *[other] Je garde { $count } rappels à votre sujet :
}
about-you-nothing = Je ne garde rien à votre sujet.
about-you-nudge = Le { $day }, dans #{ $channel } :
about-you-flag = Les modérateurs ont été prévenus, sans le texte. { $state }
about-you-no-flag = Les modérateurs n'ont pas été prévenus.
about-you-rights = { $days ->
    [one] Gardé { $days } jour au plus, jamais le texte. Vous pouvez le faire effacer à tout moment.
   *[other] Gardé { $days } jours au plus, jamais le texte. Vous pouvez le faire effacer à tout moment.
}
erased = { $count ->
    [one] C'est fait : { $count } rappel à votre sujet est effacé.
   *[other] C'est fait : { $count } rappels à votre sujet sont effacés.
}
not-for-you = Ceci est pour quelqu'un d'autre. Tout va bien.
already-settled = C'était déjà réglé. Il n'y a plus rien à faire.

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
