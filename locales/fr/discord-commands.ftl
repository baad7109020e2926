# Les commandes de Bonsens sur Discord. Noms : minuscules, 32 caractères au plus, sans espace.
# Descriptions : 100 caractères au plus.

## Pour tout le monde
discord-command-charter = charte
discord-command-charter-about = Interroger la charte, faire relire un texte, voir ce qui est gardé sur vous
discord-option-ask = demander
discord-option-ask-about = Poser une question à la charte ; vous seul voyez la réponse
discord-option-question = question
discord-option-question-about = Votre question, avec vos mots
discord-option-check = vérifier
discord-option-check-about = Faire relire un texte avant de le publier ; rien n'est gardé
discord-option-article = article
discord-option-article-about = Lire un article de la charte
discord-option-title = titre
discord-option-title-about = L'article : commencez à écrire, puis choisissez
discord-option-me = moi
discord-option-me-about = Voir ce qui est gardé sur vous
discord-option-forget = oublier
discord-option-forget-about = Faire effacer ce qui est gardé sur vous
discord-option-tip = conseil
discord-option-tip-about = Un conseil tiré de la charte
discord-option-person = personne
discord-option-person-about = Demander à une personne plutôt qu'à la charte
discord-option-help = aide
discord-option-help-about = Ce que je peux faire pour vous
discord-command-check-message = Vérifier avec la charte

## Pour les modérateurs
discord-command-charter-mod = charte-modération
discord-command-charter-mod-about = Pour les modérateurs : ce qu'il y a à regarder
discord-option-flags = signalements
discord-option-flags-about = Les signalements qui attendent

## Pour les administrateurs
discord-command-charter-admin = charte-admin
discord-command-charter-admin-about = Pour les administrateurs : chartes et réglages
discord-option-panel = tableau
discord-option-panel-about = Ce qui est réglé, et ce qu'on peut faire
discord-option-load = charger
discord-option-load-about = Déposer une charte ; vous voyez ce que j'ai compris avant qu'elle réponde
discord-option-file = fichier
discord-option-file-about = Markdown, texte, HTML, Word, PDF, une FAQ en TOML ou YAML, ou un zip de tout cela
discord-option-publish = publier
discord-option-publish-about = Faire répondre une version d'une charte à tout le monde
discord-option-discard = annuler
discord-option-discard-about = Oublier une version déposée qui n'a jamais répondu
discord-option-rollback = revenir
discord-option-rollback-about = Revenir à la version d'avant
discord-option-charter = charte
discord-option-charter-about = La charte, par son identifiant
discord-option-version = version
discord-option-version-about = Sa version
discord-option-mode = mode
discord-option-mode-about = Régler jusqu'où je vais
discord-option-level = niveau
discord-option-level-about = Du simple comptage aux signalements
discord-option-exempt = exempter
discord-option-exempt-about = Ne jamais lire un salon, ni ses fils
discord-option-unexempt = ne-plus-exempter
discord-option-unexempt-about = Lire à nouveau un salon
discord-option-channel = salon
discord-option-channel-about = Le salon
discord-option-codename = nom-de-code
discord-option-codename-about = Les noms de code de l'organisation
discord-option-codename-add = ajouter
discord-option-codename-add-about = Chercher un nom de plus ; vous seul voyez cette commande
discord-option-codename-remove = retirer
discord-option-codename-remove-about = Chercher un nom de moins ; vous seul voyez cette commande
discord-option-name = nom
discord-option-name-about = Le nom de code
discord-option-settings = réglages
discord-option-settings-about = Changer plusieurs réglages à la fois
discord-option-unanswered = sans-réponse
discord-option-unanswered-about = Les questions sans bonne réponse
discord-option-history = historique
discord-option-history-about = Qui a changé quoi, et quand

## Ce qui est dit tout de suite
discord-say-help =
    Posez-moi vos questions sur la charte : `/charte demander`, ou écrivez-moi directement. Vous seul voyez la réponse.
    - Mentionnez-moi dans un salon pour demander devant tous. Répondez à ma réponse pour en savoir plus.
    - `/charte vérifier` : je lis un texte avant sa publication, et n'en garde rien. Pour un message déjà là : clic droit, Applications, « Vérifier avec la charte ».
    - `/charte article` : lire un article. `/charte conseil` : un conseil. `/charte personne` : demander à une personne.
    - `/charte moi` : ce que je garde sur vous. `/charte oublier` : je l'efface.
discord-say-help-moderators = Pour les modérateurs : `/charte-modération signalements` montre les signalements qui attendent.
discord-say-help-admins = Pour les administrateurs : `/charte-admin tableau` montre ce qui est réglé et ce qu'on peut faire. `/charte-admin charger`, ou un fichier qui m'est envoyé directement, dépose une charte.
discord-say-done = C'est fait.
discord-say-busy = Je n'ai pas pu prendre cela en compte. Réessayez dans un instant.
discord-say-stale = Ce bouton vient d'une ancienne version et ne fonctionne plus. `/charte aide` dit ce que je peux faire.
discord-say-not-understood = Je n'ai pas pu lire ce que vous avez envoyé. Merci de réessayer.
discord-say-nothing-to-check = Il n'y a pas dans ce message de texte que je puisse lire.
discord-say-no-server = Je ne peux aider que les membres d'un serveur que je sers.
discord-say-file-not-admin = Je ne lis de fichiers que des administrateurs, et seulement des chartes. Mais vous pouvez tout me demander avec des mots.
discord-say-file-gone = Je n'ai pas pu obtenir ce fichier de Discord. Est-il toujours là ? Merci de me l'envoyer à nouveau.
discord-say-file-large = Ce fichier dépasse 16 Mio. Merci d'en déposer un plus petit, sans ses images.
discord-say-file-late = Le fichier n'est pas arrivé à temps. Merci de réessayer dans un moment.
