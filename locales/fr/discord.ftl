# Ce que Bonsens dit sur Discord, et nulle part ailleurs.

## Un signalement, et ce qui tient aussi sur une carte
discord-flag = Un message à regarder
discord-request = Une question pour quelqu'un
discord-panel = Administration
discord-preview = Une charte à regarder
discord-severity = Gravité
discord-flag-severity = gravité :
discord-place = Où
discord-state = Où en est-on ?
discord-more = Il y en a d'autres dans ce message.
discord-open = Voir le message :
discord-flag-thread = Parlez-en dans le fil sous ce message. Merci de ne pas citer ce qui ne doit pas être lu.
discord-thread = Un signalement, gravité :

## Un mot à quelqu'un qui ne prend pas de messages privés : il ne dit rien à personne d'autre
discord-discreet = Un mot attend la personne qui a écrit ceci. Elle seule peut l'ouvrir.
discord-discreet-open = L'ouvrir

## En êtes-vous sûr ? Boutons : 80 caractères au plus
discord-sure-remove = Supprimer ce message ?
discord-sure-remove-text = Il disparaît pour tout le monde, et son auteur est prévenu. On ne peut pas revenir en arrière.
discord-sure-remove-yes = Supprimer
discord-sure-forget-me = Effacer ce que je garde à votre sujet ?
discord-sure-forget-me-text = Les rappels, les signalements et les questions transmises sont effacés. On ne peut pas revenir en arrière.
discord-sure-forget-me-yes = Effacer
discord-sure-roll-back = Revenir à la version précédente ?
discord-sure-roll-back-text = Dès lors, c'est la version précédente qui répond à tout le monde.
discord-sure-roll-back-yes = Revenir

## Les fenêtres. Titres et demandes : 45 caractères au plus ; aides : 100
discord-reason = De quoi s'agit-il, selon vous ?
discord-reason-hint = Pourquoi est-ce permis ? La raison est gardée, jamais le texte.
discord-check = Relire un brouillon
discord-check-asked = Votre texte
discord-check-hint = Il est lu, puis oublié. Personne n'est prévenu.
discord-ask = Interroger la charte
discord-ask-asked = Votre question
discord-ask-hint = La réponse ne vient qu'à vous. Elle est gardée sans votre nom, pour améliorer la charte.
discord-letter = Demander à quelqu'un
discord-letter-asked = Votre question
discord-letter-hint = Elle va aux personnes qui répondent de la charte. La réponse ne revient qu'à vous.
discord-note-asked = Quelque chose à ajouter ?
discord-note-hint = Votre question part avec, vers les personnes qui répondent de la charte.
discord-letter-named-asked = Avec votre nom ? Oui ou non
discord-letter-named-hint = Sans un oui, celles et ceux qui répondent ne savent pas qui demande.
discord-letter-anonymous = non
discord-reply = Répondre
discord-reply-asked = Votre réponse
discord-reply-hint = Elle va à la personne qui a demandé, en privé.
discord-document = Déposez une charte avec la commande `/charte-admin charger` : Markdown, texte, HTML, Word, PDF, une FAQ en TOML ou YAML, ou un zip du tout. Vous voyez ce que j'ai compris avant qu'elle réponde à quiconque.
discord-settings = Réglages
discord-settings-more = Certaines listes sont trop longues pour cette fenêtre. Changez-les par commande : `/charte-admin exempter` et `/charte-admin nom-de-code`.
discord-mode-asked = Jusqu'où dois-je aller ?
discord-mode-hint = observer, prévenir ou prévenir-et-signaler
discord-mode-held-asked = Jusqu'où dois-je aller ?
discord-mode-held-hint = Observer seulement, tant que la configuration ne dit pas que les personnes sont informées, et plus
discord-mode-observe = observer
discord-mode-nudge = prévenir
discord-mode-nudge-and-flag = prévenir-et-signaler
discord-mode-wrong = Je connais trois façons : `observer`, `prévenir` et `prévenir-et-signaler`. Rien n'a changé. Vous avez écrit :
discord-windows-asked = Minutes avant de prévenir les modérateurs
discord-windows-hint = Une gravité par ligne, comme « élevée : 15 » ; « jamais » si on ne les prévient pas
discord-windows-wrong = Écrivez une gravité par ligne : faible, moyenne, élevée ou critique, deux-points, puis des minutes ou « jamais ». Rien n'a changé. Vous avez écrit :
discord-window-never = jamais
discord-large-asked = Un salon est grand à partir de (membres)
discord-large-hint = Dans un grand salon, la gravité monte d'un cran.
discord-large-wrong = Un salon est grand à partir d'un nombre de membres : 1 au moins, 1000000 au plus. Rien n'a changé. Vous avez écrit :
discord-exempt-asked = Salons que je n'analyse jamais (identifiants)
discord-exempt-hint = Un par ligne. Syndicats, représentants du personnel, lanceurs d'alerte.
discord-exempt-wrong = Il me faut des identifiants de salons, un par ligne : dans Discord, activez le mode développeur, puis faites un clic droit sur le salon et copiez son identifiant. Ou utilisez `/charte-admin exempter`. Rien n'a changé. Vous avez écrit :
discord-names-asked = Noms de code, un par ligne
discord-names-hint = Ils sont gardés chiffrés, et trouvés quels que soient leurs accents, leur casse ou leur pluriel.

## Pourquoi chaque permission est demandée
discord-permission-view-channel = pour voir les messages des salons où il est admis
discord-permission-send-messages = pour écrire : réponses, et signalements aux modérateurs
discord-permission-send-messages-in-threads = pour répondre dans le fil où quelqu'un demande
discord-permission-read-message-history = pour répondre sous le message dont il s'agit
discord-permission-embed-links = pour montrer signalements, réglages et chartes sur des cartes faciles à lire
discord-permission-create-public-threads = pour ouvrir un fil sous chaque signalement, pour les modérateurs
discord-permission-manage-messages = seulement avec --removal : pour laisser les modérateurs supprimer un message

## Tout est-il en place ? Chaque manque dit quoi faire
discord-doctor-unreachable = Discord n'est pas joignable d'ici.
discord-doctor-unreachable-do = Vérifiez que cette machine peut joindre l'adresse de l'API de Discord, par votre proxy s'il y en a un.
discord-doctor-later = Discord ne l'a pas dit.
discord-doctor-later-do = Réessayez dans une minute.
discord-doctor-token = Discord reconnaît le jeton du robot.
discord-doctor-token-bad = Discord refuse le jeton du robot.
discord-doctor-token-bad-do = Sur le portail des développeurs de Discord, ouvrez votre application, puis Bot, appuyez sur Reset Token et copiez le nouveau jeton.
discord-doctor-bot = Le jeton est celui d'un robot.
discord-doctor-bot-bad = Le jeton n'est pas celui d'un robot :
discord-doctor-bot-bad-do = Utilisez le jeton d'un robot : sur le portail des développeurs, sous Bot. Celui d'une personne ne doit pas servir.
discord-doctor-content = Le robot peut lire ce que disent les messages.
discord-doctor-content-bad = Le robot ne peut pas lire ce que disent les messages : ils lui arrivent vides.
discord-doctor-content-bad-do = 1. Ouvrez discord.com/developers/applications et choisissez votre application. 2. Ouvrez Bot. 3. Sous Privileged Gateway Intents, activez Message Content Intent et enregistrez. 4. Redémarrez Bonsens. Un robot présent sur 100 serveurs ou plus doit en faire la demande à Discord, sur la même page.
discord-doctor-members = Le robot apprend qui arrive.
discord-doctor-members-bad = Qui arrive doit être accueilli, mais le robot n'apprend pas qui arrive.
discord-doctor-members-bad-do = Sur le portail des développeurs, sous Bot, activez Server Members Intent et enregistrez ; ou désactivez `welcome` dans la configuration.
discord-doctor-server = Le robot est sur ce serveur.
discord-doctor-server-bad = Le robot n'est pas sur ce serveur, ou ce serveur n'existe pas :
discord-doctor-server-bad-do = Vérifiez l'identifiant du serveur dans la configuration, puis invitez le robot avec le lien de `bonsens discord invite`.
discord-doctor-moderators-channel = Le robot peut écrire dans le salon des modérateurs.
discord-doctor-moderators-channel-gone = Ce salon des modérateurs n'existe pas, ou c'est un forum :
discord-doctor-moderators-channel-gone-do = Vérifiez `moderators_channel` dans la configuration : clic droit sur le salon, puis copiez son identifiant.
discord-doctor-moderators-channel-bad = Dans le salon des modérateurs, il manque au robot :
discord-doctor-moderators-channel-bad-do = Dans les paramètres du salon, sous Permissions, ajoutez le robot et accordez-les-lui.
discord-doctor-helpdesk-channel = Le robot peut écrire dans le salon où l'on répond.
discord-doctor-helpdesk-channel-gone = Ce salon où l'on répond n'existe pas, ou c'est un forum :
discord-doctor-helpdesk-channel-gone-do = Vérifiez `helpdesk_channel` dans la configuration : clic droit sur le salon, puis copiez son identifiant.
discord-doctor-helpdesk-channel-bad = Dans le salon où l'on répond, il manque au robot :
discord-doctor-helpdesk-channel-bad-do = Dans les paramètres du salon, sous Permissions, ajoutez le robot et accordez-les-lui.
discord-doctor-channels = Le robot peut lire tous les salons de texte.
discord-doctor-channels-bad = Le robot ne peut pas lire ces salons, et n'y répond à personne :
discord-doctor-channels-bad-do = C'est bien ainsi pour les salons qui doivent rester entre eux. Pour les autres, ajoutez le robot sous Permissions dans les paramètres du salon et accordez Voir le salon.
discord-doctor-role = Ce rôle existe :
discord-doctor-moderators-role-bad = Ce rôle des modérateurs n'existe pas :
discord-doctor-moderators-role-bad-do = Vérifiez `moderators_role` dans la configuration : dans les paramètres du serveur, sous Rôles, copiez son identifiant. Sans lui, personne ne peut traiter les signalements.
discord-doctor-admins-role-bad = Ce rôle des administrateurs n'existe pas :
discord-doctor-admins-role-bad-do = Vérifiez `admins_role` dans la configuration, ou retirez-le : les administrateurs sont alors ceux qui peuvent gérer le serveur.
discord-doctor-guests-role-bad = Ce rôle des invités n'existe pas :
discord-doctor-guests-role-bad-do = Vérifiez `guests_role` dans la configuration, ou retirez-le si personne ne vient de l'extérieur.
discord-doctor-removes = Les modérateurs peuvent supprimer des messages.
discord-doctor-removes-bad = Les modérateurs doivent pouvoir supprimer des messages, mais le robot ne le peut pas.
discord-doctor-removes-bad-do = Accordez au rôle du robot la permission Gérer les messages, par exemple avec le lien de `bonsens discord invite --removal` ; ou désactivez `removes` dans la configuration.
discord-doctor-commands = Les commandes sont là.
discord-doctor-commands-bad = Les commandes ne sont pas encore là.
discord-doctor-commands-bad-do = Démarrez Bonsens : il les ajoute en se connectant. Si elles manquent encore, invitez à nouveau le robot avec le lien de `bonsens discord invite`.
discord-doctor-clock = L'horloge de cette machine est à l'heure de Discord.
discord-doctor-clock-bad = L'horloge de cette machine n'est pas à l'heure de Discord. Écart en secondes :
discord-doctor-clock-bad-do = Activez la synchronisation de l'heure. Les réponses aux commandes ne sont prises que peu de temps.
