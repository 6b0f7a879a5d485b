// The words for data of apps, by those of the definitions.
import type { ThingWords } from '../../thing-words.ts';

export const appsThings: ThingWords = {
  kinds: {
    'App-specific information': 'Données propres à une application',
    'Application data reference': 'Renvoi aux données d’une application',
    Insight: 'Observation',
    Status: 'Statut',
  },
  descriptions: {
    'App-specific information': 'Des données qu’une application garde dans une forme à elle.',
    'Application data reference':
      'Un renvoi à des données de ce dossier qu’une application garde ou montre ailleurs.',
    Insight: 'Quelque chose qu’une analyse a remarqué dans le dossier, avec un message à ce sujet.',
    Status: 'Une marque de ce qui est arrivé à une donnée du dossier, comme un message lu.',
  },
  labels: {
    'Address of its settings': 'Adresse de ses paramètres',
    'Address of the data': 'Adresse des données',
    Annotation: 'Annotation',
    Application: 'Application',
    Attribution: 'Source',
    Channel: 'Canal',
    'Compared with': 'Comparé à',
    Confidence: 'Fiabilité',
    Data: 'Données',
    'Data it is made from': 'Données dont cela est tiré',
    'File that shows it': 'Fichier qui l’affiche',
    Format: 'Format',
    Key: 'Clé',
    'Kind of analysis': 'Type d’analyse',
    Link: 'Lien',
    Links: 'Liens',
    'Made by': 'Fait par',
    Message: 'Message',
    Messages: 'Messages',
    'Number in the catalog': 'Numéro dans le catalogue',
    'Number of the insight': 'Numéro de l’observation',
    'Public address': 'Adresse publique',
    'Saved query': 'Requête enregistrée',
    Scope: 'Étendue',
    'Short message': 'Message court',
    Tag: 'Mot-clé',
    Tags: 'Mots-clés',
    'The source must be named': 'La source doit être nommée',
    'Time it looks at': 'Période examinée',
    Tone: 'Ton',
    'Up or down': 'Hausse ou baisse',
  },
  labelsWithin: {
    'Insight/Strength': 'Force',
  },
  phrases: {
    'Application data': 'Données d’une application',
  },
};
