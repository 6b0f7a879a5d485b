// The words of taking a record along.
import type { Begun } from '../../areas.ts';
import type { exportWords as english } from '../../en/pages/export.ts';

export const exportWords: Begun<typeof english> = {
  title: name => `Télécharger le dossier de ${name}`,
  short: 'Tout télécharger',
  lead: 'Un fichier avec tout ce que vous pouvez voir dans le dossier : à garder, à emporter ailleurs, ou à ouvrir dans un tableur.',
  inside: 'Ce qu’il contient',
  parts: [
    'une page par où commencer, qui énumère ce qu’il y a',
    'chaque donnée en XML, telle que la lisent les applications, et ce qu’elle était avant d’être modifiée',
    'pour chaque sorte de données un fichier JSON et un fichier CSV, que les tableurs ouvrent',
    'tous les fichiers et toutes les images',
  ],
  excel:
    'Les fichiers CSV ont des virgules entre les colonnes. Si Excel met une ligne entière dans une seule colonne, ouvrez-les par Données > À partir d’un fichier texte/CSV et choisissez la virgule.',
  limited: 'Vous ne pouvez voir qu’une partie de ce dossier ; le fichier contient donc cette partie.',
  care: 'Le fichier n’est pas chiffré. Gardez-le là où personne d’autre ne peut l’ouvrir.',
  size: text => `Le dossier occupe environ ${text}.`,
  button: 'Télécharger en fichier zip',
  progress: 'Préparation du fichier',
  begun: 'Votre navigateur enregistre le fichier…',
  running: 'Votre navigateur enregistre le fichier : {done} données sur {total}.',
  done: 'Tout a été envoyé. Votre navigateur a le fichier.',
  failed:
    'Le téléchargement s’est interrompu. Ce que votre navigateur a enregistré n’est pas complet ; veuillez recommencer.',
  back: 'Retour au dossier',
  tooMany: 'Vous téléchargez déjà',
  tooManyText: 'Attendez que les téléchargements en cours soient terminés, puis réessayez.',
  indexTitle: name => `Dossier de santé de ${name}`,
  indexLead: day => `Pris de Keepwell le ${day}.`,
  kind: 'Sorte',
  items: 'Données',
  cut: columns =>
    `Le CSV n’a de colonnes que pour les ${columns} premières valeurs ; sa dernière colonne compte ce qui est laissé de côté. Le JSON contient tout.`,
  files: count => `Fichiers et images : ${count}`,
  nothing: 'Il n’y avait rien dans le dossier.',
  damaged:
    'Ces données, ou des versions antérieures, ne peuvent pas être lues et manquent dans ce fichier. Une sauvegarde les contient peut-être.',
  broken: 'Cette liste est le dernier fichier écrit. Si vous pouvez la lire, le téléchargement est complet.',
};
