// The words for what two people changed at once.
import type { Begun } from '../../areas.ts';
import type { meanwhileWords as english } from '../../en/frame/meanwhile.ts';

export const meanwhileWords: Begun<typeof english> = {
  isNow: text =>
    text === ''
      ? 'Quelqu’un a vidé ce champ depuis que vous avez ouvert la page. Enregistrez de nouveau pour y mettre votre texte.'
      : `Quelqu’un a remplacé ce texte par « ${text} » depuis que vous avez ouvert la page. Enregistrez de nouveau pour y mettre le vôtre.`,
  pictureChanged:
    'Quelqu’un a changé cette image depuis que vous avez ouvert la page ; rien n’a donc été fait. Regardez-la, et recommencez si vous le souhaitez encore.',
  proposalChanged:
    'Quelqu’un a changé ce qui attend depuis que vous avez ouvert la page ; rien n’a donc été retiré. Regardez-le de nouveau.',
  ruleChanged:
    'Quelqu’un a changé cette règle depuis que vous avez ouvert la page. Enregistrez de nouveau pour mettre la vôtre à sa place.',
  ruleGone:
    'Quelqu’un a supprimé cette règle depuis que vous avez ouvert la page. Enregistrez de nouveau pour l’ajouter comme nouvelle règle.',
  textOfGone: text =>
    `Une règle a été supprimée depuis que vous avez ouvert la page. Votre texte pour cette règle n’a pas été gardé : « ${text} »`,
};
