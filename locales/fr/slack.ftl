# Ce que seul Slack montre : signalements, fenêtres, page de l'application, et `bonsens doctor`.

## Un signalement
slack-flag = Un message à regarder
slack-severity = Gravité
slack-place = Où
slack-state = Où en est-on ?
slack-more = Il y en a d'autres dans ce message.
slack-open = Voir le message
slack-direct = un message privé

## Les fenêtres. Titres et boutons : 24 caractères au plus
slack-close = Annuler
slack-reason = Pourquoi est-ce permis ?
slack-reason-send = Envoyer
slack-reason-asked = De quoi s'agit-il, selon vous ?
slack-reason-hint = La raison est gardée, jamais le texte.
slack-check = Relire un brouillon
slack-check-send = Vérifier
slack-check-asked = Votre texte
slack-check-hint = Il est lu, puis oublié. Personne n'est prévenu.
