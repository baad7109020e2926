# Ce que seul Slack montre : signalements, fenêtres, page de l'application, et `bonsens doctor`.

## Un signalement
slack-flag = Un message à regarder
slack-severity = Gravité
slack-place = Où
slack-state = Où en est-on ?
slack-more = Il y en a d'autres dans ce message.
slack-open = Voir le message
slack-direct = un message privé

## La page de l'application
slack-home-more = D'autres messages vous attendent : regardez vos messages directs.
slack-home-read = Lire un article

## En êtes-vous sûr ? Titres : 100 caractères au plus ; boutons : 30
slack-sure-no = Non
slack-sure-remove = Supprimer ce message ?
slack-sure-remove-text = Il disparaît pour tout le monde, et son auteur est prévenu. On ne peut pas revenir en arrière.
slack-sure-remove-yes = Supprimer
slack-sure-forget-me = Effacer ce que je garde à votre sujet ?
slack-sure-forget-me-text = Les rappels, les signalements et les questions transmises sont effacés. On ne peut pas revenir en arrière.
slack-sure-forget-me-yes = Effacer
slack-sure-roll-back = Revenir à la version précédente ?
slack-sure-roll-back-text = Dès lors, c'est la version précédente qui répond à tout le monde.
slack-sure-roll-back-yes = Revenir

## Sous un signalement
slack-flag-thread = Parlez-en dans le fil sous ce message. Merci de ne pas citer ce qui ne doit pas être lu.

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
slack-ask = Interroger la charte
slack-ask-send = Demander
slack-ask-asked = Votre question
slack-ask-hint = La réponse ne vient qu'à vous. Elle est gardée sans votre nom, pour améliorer la charte.
slack-letter = Demander à quelqu'un
slack-letter-send = Envoyer
slack-letter-asked = Votre question
slack-letter-hint = Elle va aux personnes qui répondent de la charte. La réponse ne revient qu'à vous.
slack-note-asked = Quelque chose à ajouter ?
slack-note-hint = Votre question part avec, vers les personnes qui répondent de la charte.
slack-letter-named-asked = Avec votre nom ?
slack-letter-named-hint = Sans lui, celles et ceux qui répondent ne savent pas qui demande.
slack-letter-anonymous = sans mon nom
slack-letter-named = avec mon nom
slack-reply = Répondre
slack-reply-send = Envoyer
slack-reply-asked = Votre réponse
slack-reply-hint = Elle va à la personne qui a demandé, en privé.
slack-document = Charger une charte
slack-document-send = Lire
slack-document-asked = Le document
slack-document-hint = Markdown, texte, HTML, Word, PDF, une FAQ en TOML ou YAML, ou un zip du tout. Vous voyez ce que j'ai compris avant qu'elle réponde à quiconque.
slack-settings = Réglages
slack-settings-send = Enregistrer
slack-settings-more = Certaines listes sont trop longues pour cette fenêtre. Changez-les par commande : voir `/charte admin aide`.
slack-mode-asked = Jusqu'où dois-je aller ?
slack-mode-hint = De compter seulement, à un mot en privé, aux signalements pour les modérateurs.
slack-mode-held-asked = Jusqu'où dois-je aller ?
slack-mode-held-hint = Pour aller plus loin que compter, la configuration doit dire que les personnes ont été informées, et plus : voir la page d'administration.
slack-exempt-asked = Les canaux que je n'analyse jamais
slack-exempt-hint = Syndicats, représentants du personnel, lanceurs d'alerte. Ceux de la configuration restent exemptés en tout cas.
slack-window-low-asked = Gravité faible : quand prévenir les modérateurs ?
slack-window-low-hint = D'ici là, l'auteur peut corriger, et personne n'en entend parler.
slack-window-medium-asked = Gravité moyenne : quand prévenir les modérateurs ?
slack-window-medium-hint = D'ici là, l'auteur peut corriger, et personne n'en entend parler.
slack-window-high-asked = Gravité élevée : quand prévenir les modérateurs ?
slack-window-high-hint = D'ici là, l'auteur peut corriger, et personne n'en entend parler.
slack-window-critical-asked = Gravité critique : quand prévenir les modérateurs ?
slack-window-critical-hint = D'ici là, l'auteur peut corriger, et personne n'en entend parler.
slack-window-15m = après 15 minutes
slack-window-1h = après 1 heure
slack-window-4h = après 4 heures
slack-window-1d = après 1 jour
slack-large-asked = À partir de combien de membres un canal compte-t-il comme grand ?
slack-large-hint = Dans un grand canal, la gravité monte d'un cran.
slack-names-asked = Noms de code, un par ligne
slack-names-hint = Ils sont gardés chiffrés, et trouvés quels que soient leurs accents, leur casse ou leur pluriel.

## L'application, telle que Slack la montre à qui l'installe. Noms des raccourcis : 24 caractères au plus
slack-app = Répond à partir de votre charte, et prévient en privé, avec tact, quand un message peut en dire trop.
slack-app-long = Bonsens lit la charte de votre organisation et répond aux questions à partir d'elle, avec les mots de la charte et leur emplacement. Quand un message semble contenir une information confidentielle, il le dit à son auteur, en privé, et le laisse décider. Les modérateurs n'apprennent que ce qui compte et qui reste, et ne voient jamais le texte. Il ne garde aucun message, ne note personne et ne juge aucune opinion.
slack-command = Interroger la charte ou relire un brouillon. Vous seul voyez la réponse.
slack-command-hint = votre question, ou : check votre brouillon
slack-shortcut-message = Relire avec la charte
slack-shortcut-message-does = Regarder ce message avec la charte. Vous seul voyez ce qui est trouvé.
slack-shortcut-draft-does = Regarder un texte avant de le publier. Rien n'est gardé.

## Pourquoi chaque autorisation est demandée
slack-scope-app-mentions-read = pour répondre quand quelqu'un mentionne le robot
slack-scope-channels-history = pour voir les messages des canaux publics où il est invité
slack-scope-channels-read = pour savoir combien de personnes lisent un canal public, et si certaines viennent de l'extérieur
slack-scope-chat-write = pour écrire : mots en privé, réponses, et signalements aux modérateurs
slack-scope-commands = pour répondre à /charter et /charte, et proposer ses raccourcis
slack-scope-files-read = pour voir le titre et le texte d'un extrait partagé, et pour lire une charte qu'un administrateur dépose
slack-scope-removal = seulement avec --removal, et seulement de la personne qui installe l'application : pour laisser les modérateurs supprimer un message
slack-scope-groups-history = pour voir les messages des canaux privés où il est invité, comme celui des modérateurs
slack-scope-groups-read = pour savoir combien de personnes lisent un canal privé, et si certaines viennent de l'extérieur
slack-scope-im-history = pour lire ce qu'on écrit au robot lui-même
slack-scope-im-write = pour écrire directement à quelqu'un d'absent ou qui ne peut pas voir un mot en privé
slack-scope-usergroups-read = pour savoir qui est modérateur ou administrateur du robot
slack-scope-users-read = pour parler la langue de chacun, savoir qui est invité, et voir qui est absent

## Tout est-il en place ? Chaque manque dit quoi faire
slack-doctor-unreachable = Slack n'est pas joignable d'ici.
slack-doctor-unreachable-do = Vérifiez que cette machine peut joindre l'adresse de l'API Web de Slack, par votre proxy s'il y en a un.
slack-doctor-later = Slack ne l'a pas dit.
slack-doctor-later-do = Réessayez dans une minute.
slack-doctor-token = Slack reconnaît le jeton du robot.
slack-doctor-token-bad = Slack refuse le jeton du robot.
slack-doctor-token-bad-do = Sur la page de l'application, sous OAuth & Permissions, installez l'application et copiez à nouveau le jeton qui commence par xoxb-.
slack-doctor-team = Le jeton est celui de cet espace de travail.
slack-doctor-team-bad = Le jeton est celui d'un autre espace de travail :
slack-doctor-team-bad-do = Donnez à cet espace son propre jeton, ou corrigez son identifiant dans la configuration.
slack-doctor-scopes = Le robot peut faire tout ce qu'il doit.
slack-doctor-scopes-bad = Le robot ne peut pas faire tout ce qu'il doit. Il manque :
slack-doctor-scopes-bad-do = Collez à nouveau le manifeste de `bonsens slack manifest` sur la page de l'application, puis réinstallez-la.
slack-doctor-app-token = Une connexion peut être ouverte.
slack-doctor-app-token-bad = Slack refuse d'ouvrir une connexion.
slack-doctor-app-token-bad-do = Sur la page de l'application, sous Basic Information, créez un jeton d'application avec connections:write, et activez Socket Mode.
slack-doctor-secret = Il y a un secret de signature.
slack-doctor-secret-bad = Le secret de signature ne ressemble pas à ceux de Slack.
slack-doctor-secret-bad-do = Copiez-le à nouveau depuis la page de l'application, sous Basic Information.
slack-doctor-moderators-channel = Le robot est dans le canal des modérateurs.
slack-doctor-moderators-channel-bad = Le robot n'est pas dans le canal des modérateurs, ou ce canal n'existe pas :
slack-doctor-moderators-channel-bad-do = Vérifiez son identifiant dans la configuration, puis écrivez /invite @Bonsens dans le canal.
slack-doctor-helpdesk-channel = Le robot est dans le canal où l'on répond.
slack-doctor-helpdesk-channel-bad = Le robot n'est pas dans le canal où l'on répond, ou ce canal n'existe pas :
slack-doctor-helpdesk-channel-bad-do = Vérifiez `helpdesk_channel` dans la configuration, puis écrivez /invite @Bonsens dans le canal.
slack-doctor-user-token = Les modérateurs peuvent supprimer des messages.
slack-doctor-user-token-bad = Slack refuse le jeton qui permet aux modérateurs de supprimer des messages.
slack-doctor-user-token-bad-do = Sur la page de l'application, sous OAuth & Permissions, copiez à nouveau le jeton d'utilisateur qui commence par xoxp-, ou retirez `user_token` de la configuration.
slack-doctor-user-token-scope = Il manque ce droit au jeton qui permet aux modérateurs de supprimer des messages :
slack-doctor-user-token-scope-do = Collez le manifeste de `bonsens slack manifest --removal` sur la page de l'application, puis réinstallez l'application en tant qu'administrateur de l'espace.
slack-doctor-user-token-member = Le jeton qui permet aux modérateurs de supprimer des messages est à quelqu'un qui ne peut supprimer que les siens :
slack-doctor-user-token-member-do = Faites installer l'application par un administrateur ou un propriétaire de l'espace, et utilisez son jeton d'utilisateur.
slack-doctor-archived = Ce canal est archivé :
slack-doctor-archived-do = Sortez-le des archives, ou nommez-en un autre dans la configuration.
slack-doctor-group = Ce groupe d'utilisateurs a des membres :
slack-doctor-group-bad = Ce groupe d'utilisateurs n'existe pas :
slack-doctor-group-bad-do = Vérifiez son identifiant dans la configuration ; il commence par S. Dans Slack, les groupes sont sous Personnes.
slack-doctor-moderators-public = Aucun moderators_group n'est indiqué et tout le monde peut rejoindre le canal des modérateurs, donc personne ne peut traiter les signalements :
slack-doctor-moderators-public-do = Rendez le canal privé : ceux qui y sont pourront agir ; ou indiquez un groupe d'utilisateurs dans la configuration.
slack-doctor-group-plan = Cet espace n'a pas de groupes d'utilisateurs : Slack ne les propose qu'avec une offre payante.
slack-doctor-group-plan-do = Retirez moderators_group et admins_group de la configuration : les membres d'un canal privé des modérateurs traitent alors les signalements, et les administrateurs de l'espace changent les réglages.
slack-doctor-group-empty = Il n'y a personne dans ce groupe d'utilisateurs :
slack-doctor-group-empty-do = Ajoutez ceux qui doivent agir, sans quoi personne ne le peut.
slack-doctor-clock = L'horloge de cette machine est à l'heure de Slack.
slack-doctor-clock-bad = L'horloge de cette machine n'est pas à l'heure de Slack. Écart en secondes :
slack-doctor-clock-bad-do = Activez la synchronisation de l'heure. Les signatures de Slack sont refusées après cinq minutes.

## Réponses aux commandes
slack-help =
    Posez-moi vos questions sur la charte : `/charte` suivi de votre question. Vous seul voyez la réponse.
    • `/charte vérifie` suivi d'un texte : je le lis avant sa publication, et n'en garde rien.
    • `/charte moi` : ce que je garde sur vous. `/charte oublie` : je l'efface.
    • `/charte conseil` : le conseil de la semaine.
    • Mentionnez-moi dans un canal pour demander devant tous, ou écrivez-moi directement.
    • `/charte signalements` : les signalements ouverts, pour les modérateurs. `/charte mode` et un mode, pour les administrateurs.
    • `/charte admin` : ce qui est réglé, pour les administrateurs. `/charte admin aide` dit ce qu'ils peuvent faire.
slack-help-admin =
    Pour les administrateurs :
    • `/charte admin` : ce qui est réglé, et ce qu'on peut faire.
    • `/charte admin charger`, ou un fichier qui m'est envoyé directement : déposer une charte, la regarder, puis la publier.
    • `/charte admin réglages`, ou `/charte admin exempter #canal`, `ne-plus-exempter #canal`, `nom-de-code ajouter NOM`, `nom-de-code retirer NOM`.
    • `/charte admin publier ID VERSION`, `annuler ID VERSION`, `revenir ID VERSION`.
    • `/charte admin sans-réponse` : les questions sans bonne réponse. `/charte admin historique` : qui a changé quoi.
slack-help-channel = Quel canal ? Choisissez-le dans la liste qui s'ouvre après `#`, pour que j'aie son identifiant.
slack-file-not-admin = Je ne lis de fichiers que des administrateurs, et seulement des chartes. Mais vous pouvez tout me demander avec des mots.
slack-file-gone = Je n'ai pas pu obtenir ce fichier de Slack. Est-il toujours là, et l'application peut-elle lire les fichiers ? Merci de me l'envoyer à nouveau.
slack-file-elsewhere = Ce fichier est gardé hors de Slack, où je ne vais pas. Merci de déposer le fichier lui-même.
slack-file-large = Ce fichier dépasse 16 Mio. Merci d'en déposer un plus petit, sans ses images.
slack-file-late = Le fichier n'est pas arrivé à temps. Merci de réessayer dans un moment.
slack-busy = Je n'ai pas pu prendre cela en compte. Réessayez dans un instant.
