// The words of what is wrong with what people type about themselves.
import type { checkWords as english } from '../../en/accounts/check.ts';

export const checkWords: typeof english = {
  noName: 'Escriba su nombre.',
  noPasskeyName: 'Ponga un nombre a la llave de acceso.',
  longName: max => `Use como máximo ${max} caracteres.`,
  badName: 'Un nombre no puede llevar < ni > ni caracteres de control.',
  addressInName: 'Un nombre no lleva direcciones web: quite lo que empiece por http: o www.',
  noEmail: 'Escriba su correo electrónico.',
  badEmail: 'Escriba un correo electrónico como nombre@example.org.',
  trialEmail:
    'Las direcciones de keepwell.invalid son para cuentas que solo prueban el servidor. Escriba una suya.',
  noPassword: 'Elija una contraseña.',
  shortPassword: min => `Use al menos ${min} caracteres.`,
  longPassword: max => `Use como máximo ${max} caracteres.`,
  passwordHint: min =>
    `Al menos ${min} caracteres. Varias palabras sin relación son fáciles de recordar y difíciles de adivinar.`,
  better: 'Varias palabras sin relación hacen una buena.',
  weak: {
    common: 'Esta contraseña es fácil de adivinar: mucha gente usa esta o una muy parecida.',
    pattern: 'Esta contraseña es fácil de adivinar: sus teclas están juntas en el teclado.',
    repeat: 'Esta contraseña es fácil de adivinar: se repite.',
    sequence: 'Esta contraseña es fácil de adivinar: es una serie de letras o números.',
    date: 'Esta contraseña es fácil de adivinar: las fechas y los años se prueban pronto.',
    name: 'Esta contraseña es fácil de adivinar: los nombres se prueban pronto.',
    own: 'Elija una contraseña que no sea su nombre ni su correo, ni esté hecha de ellos.',
    word: 'Esta contraseña es fácil de adivinar: es una sola palabra.',
    other: 'Esta contraseña es fácil de adivinar.',
  },
  noBirthDate: 'Escriba el día en que nació.',
  badBirthDate: 'Escriba una fecha como 1984-05-31.',
  noCountry: 'Elija el país en que vive.',
};
