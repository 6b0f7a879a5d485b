// The words of finding things, from any page. Of a page: its name, and what else it is looked for by.
import type { Begun } from '../../areas.ts';
import type { findWords as english } from '../../en/pages/find.ts';

export const findWords: Begun<typeof english> = {
  label: 'Tout trouver',
  placeholder: 'Chercher',
  button: 'Chercher',
  title: words => `Résultats pour « ${words} »`,
  hint: 'Données, sortes de données, personnes et pages : tapez un mot, comme fièvre, pénicilline ou télécharger. La touche / mène au champ depuis chaque page.',
  none: 'Rien trouvé',
  noneText: 'Essayez un autre mot, ou moins de mots. Les petites fautes de frappe sont pardonnées.',
  people: 'Personnes',
  items: 'Données',
  allItems: 'Toutes les données trouvées',
  kinds: 'Sortes de données',
  list: 'Liste',
  listOf: kind => `Liste : ${kind}`,
  pagesTitle: 'Pages',
  places: {
    home: ['Accueil', 'début aperçu santé'],
    data: ['Données', 'liste tout entrées'],
    add: ['Ajouter une donnée', 'nouveau écrire saisir noter'],
    upload: ['Ajouter un fichier', 'pdf photo scan document image caméra appareil envoyer'],
    timeline: ['Chronologie', 'historique jours journal'],
    records: ['Dossiers', 'famille personnes enfants'],
    newRecord: ['Créer un dossier', 'nouveau personne enfant bébé ajouter membre de la famille'],
    settings: ['Paramètres du dossier', 'nom naissance photo détails profil supprimer réglages'],
    sharing: ['Partage', 'partager inviter médecin conjoint accès autorisation'],
    emergency: ['Page d’urgence', 'imprimer carte secours samu portefeuille qr'],
    reminders: [
      'Rappels et calendrier',
      'rappeler rendez-vous e-mail ical ics abonnement abonner téléphone notification',
    ],
    code: ['Code d’urgence et carte à garder sur soi', 'qr carte imprimer secours scanner'],
    offline: ['Sans réseau', 'hors ligne copie téléphone application installer'],
    documents: ['Documents', 'lettre scan photo image pdf compte rendu papier'],
    medicines: ['Médicaments', 'comprimés doses pris posologie pharmacie liste ordonnance'],
    imports: [
      'Importer des données',
      'importation apple santé garmin fitbit csv excel hôpital fichier application appareil',
    ],
    export: ['Tout télécharger', 'exporter csv json xml copie sauvegarde enregistrer'],
    activity: ['Activité', 'qui consulté journal audit accès historique'],
    messages: ['Messages', 'courrier e-mail boîte lettres'],
    apps: ['Applications', 'applis appareils connecter accès'],
    account: [
      'Compte',
      'mot de passe clé e-mail connexion sécurité deuxième étape langue double authentification supprimer fermer',
    ],
    help: ['Aide', 'comment manuel mode d’emploi assistance'],
    privacy: ['Confidentialité', 'protection des données qui voit rgpd'],
  },
};
