// Las palabras de cada cuánto se toma un medicamento.
import type { typedScheduleWords as english } from '../../en/items/typed-schedule.ts';

export const typedScheduleWords: typeof english = {
  asNeeded: 'si es necesario, cuando sea necesario, si hace falta, a demanda, según necesidad',
  numbers:
    'una vez=1, dos veces=2, tres veces=3, cuatro veces=4, una=1, dos=2, tres=3, cuatro=4, cinco=5, seis=6',
  times: 'veces, vez, x, ×',
  aDay: 'al día, por día, diario, diaria, cada día, todos los días',
  aWeek: 'a la semana, por semana, semanal, cada semana',
  everyHours: 'cada # horas, cada # h',
  everyDays: 'cada # días, un día sí y otro no=2, en días alternos=2',
  parts:
    'por la mañana, al mediodía, a mediodía, por la tarde, por la noche, al acostarse, antes de dormir, mañana, mediodía, tarde, noche',
};
