// Las palabras de lo que hay sin red.
import type { Begun } from '../../areas.ts';
import type { offlineWords as english } from '../../en/pages/offline.ts';

export const offlineWords: Begun<typeof english> = {
  short: 'Sans réseau',
  lead: 'Ce navigateur peut garder la page d’urgence et les médicaments de vos dossiers, à lire quand il n’y a pas de réseau : depuis l’application sur l’écran d’accueil d’un téléphone, ou à l’adresse /offline/copy. La copie dit de quand elle date.',
  goes: 'Elle se trouve dans ce navigateur, pour quiconque peut déverrouiller l’appareil. Elle disparaît quand vous vous déconnectez ici ou la désactivez ; quand vous êtes déconnecté ailleurs ou pour absence, elle disparaît la prochaine fois que ce navigateur atteint Keepwell, et revient quand vous vous connectez.',
  isOn: 'Ce navigateur garde une copie.',
  isOff: 'Ce navigateur ne garde pas de copie.',
  turnOn: 'Garder une copie dans ce navigateur',
  turnOff: 'Supprimer la copie',
  needs: 'Il faut des scripts et une adresse en https. Rien n’en est là avant que vous l’activiez.',
  see: 'Voir ce qui est gardé',
  turnedOn: 'Ce navigateur garde désormais une copie.',
  turnedOff: 'La copie est supprimée de ce navigateur.',
  copyTitle: 'Copie pour quand il n’y a pas de réseau',
  notAll: 'Vos dossiers ne sont pas tous dans cette copie.',
  toPages: 'Vers Keepwell, avec un réseau',
  asOf: when => `Ceci est une copie du ${when}.`,
};
